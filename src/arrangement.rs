//! How the library's table is arranged: columns, order, filters, ticks, and where it is scrolled to. It lasts as long as the
//! page: who looks at a track comes back to the table as it was.

use leptos::prelude::*;
use music::{Key, Mix};
use protocol::{OwnTrack, Tuning};

use crate::columns::{Column, matches};
use crate::components::rows::Scrolled;
use crate::sorting::sorted;
use crate::tracks::ticks::Ticks;
use crate::tracks::{TrackId, Tracks};

/// Height of a row, pixels; the style sheet says the same.
const ROW_HEIGHT: f64 = 46.0;

/// What the table shows and how; a context of the app. Copies are handles to the same.
#[derive(Clone, Copy)]
pub struct Arrangement {
    /// The columns that are shown.
    pub columns: RwSignal<Vec<Column>>,
    /// The column that rows are sorted by, and whether it rises.
    pub sorted_by: RwSignal<(Column, bool)>,
    /// Words that every row has.
    pub text: RwSignal<String>,
    /// Bounds that every row keeps to.
    pub ranges: RwSignal<Tuning>,
    /// The key that every row mixes with.
    pub mixes_with: RwSignal<Option<Key>>,
    /// The rows that are ticked.
    pub ticks: RwSignal<Ticks>,
    /// Which rows are in sight.
    pub scrolled: Scrolled,
    /// Rises when the filters are taken away: what is typed into their boxes goes with them.
    pub resets: RwSignal<u32>,
}

impl Arrangement {
    /// The usual columns, the latest tracks first, all of them.
    pub fn usual() -> Self {
        Self {
            columns: RwSignal::new(Column::usual()),
            sorted_by: RwSignal::new((Column::Added, false)),
            text: RwSignal::new(String::new()),
            ranges: RwSignal::new(Tuning::default()),
            mixes_with: RwSignal::new(None),
            ticks: RwSignal::new(Ticks::default()),
            scrolled: Scrolled::new(ROW_HEIGHT),
            resets: RwSignal::new(0),
        }
    }

    /// Takes all filters away.
    pub fn show_all(self) {
        self.text.set(String::new());
        self.ranges.set(Tuning::default());
        self.mixes_with.set(None);
        self.resets.update(|resets| *resets = resets.wrapping_add(1));
    }

    /// The tracks of the library that pass the filters, in order.
    pub fn of(self, tracks: Tracks) -> Vec<TrackId> {
        tracks.changes.with(|_| ());
        let text = self.text.get();
        let ranges = self.ranges.get();
        let wanted = self.mixes_with.get();
        let mixes = |info: &OwnTrack| {
            wanted.is_none_or(|wanted| info.key().is_some_and(|key| key.mix(wanted) == Mix::Match))
        };
        let (column, is_rising) = self.sorted_by.get();
        let found: Vec<_> = tracks.list.with(|list| {
            let known = list.iter().filter_map(|track| {
                let info = track.info.get_untracked();
                let is_found = !info.hash.is_empty()
                    && matches(&info, &text)
                    && ranges.admits(&info.features)
                    && mixes(&info);
                is_found.then_some((track.id, info))
            });
            known.collect()
        });
        let found = sorted(&found, |(_, a), (_, b)| {
            let order = column.compare(a, b);
            if is_rising { order } else { order.reverse() }
        });
        found.into_iter().map(|(id, _)| id).collect()
    }
}
