//! All of the user's tracks as a table: sorted, filtered, selected, and what can be done with many at once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::OpenCards;
use protocol::{Bounds, Feature, TrackRef, Tuning};

use crate::columns::{Column, matches};
use crate::components::export_panel::ExportPanel;
use crate::components::keeping::Keeping;
use crate::components::library_rows::LibraryRows;
use crate::librarian::Librarian;
use crate::page::Page;
use crate::playlist::Playlist;
use crate::queue::Queue;
use crate::sorting::sorted;
use crate::strings;
use crate::tracks::ticks::Ticks;
use crate::tracks::{Track, TrackId, Tracks};
use ui::controls::Action;
use ui::language::Text;

/// What the table shows and how. Copies are handles to the same.
#[derive(Clone, Copy)]
pub struct Arrangement {
    /// The columns that are shown.
    pub columns: RwSignal<Vec<Column>>,
    /// The column that rows are sorted by, and whether it rises.
    pub sorted_by: RwSignal<(Column, bool)>,
    text: RwSignal<String>,
    ranges: RwSignal<Tuning>,
    /// The rows that are ticked.
    pub ticks: RwSignal<Ticks>,
}

/// The table with its tools.
#[component]
pub fn LibraryTable(
    /// The tracks.
    page: Page,
    /// Who forgets them.
    queue: Queue,
    /// Where they can be put.
    playlist: Playlist,
) -> impl IntoView {
    let arrangement = Arrangement {
        columns: RwSignal::new(Column::usual()),
        sorted_by: RwSignal::new((Column::Added, false)),
        text: RwSignal::new(String::new()),
        ranges: RwSignal::new(Tuning::default()),
        ticks: RwSignal::new(Ticks::default()),
    };
    let shown = Memo::new(move |_| arranged(page.tracks, arrangement));
    view! {
        <section class="library" aria-labelledby="library-heading">
            <div class="section-head">
                <h2 id="library-heading">{strings::VIEW_TABLE}</h2>
                <p class="hint" role="status">
                    {move || strings::table_facts(
                        shown.with(Vec::len),
                        page.tracks.list.with(Vec::len),
                        arrangement.ticks.with(Ticks::len),
                    )}
                </p>
            </div>
            <Filters arrangement />
            <LibraryRows page arrangement shown />
            <Bulk queue playlist arrangement shown tracks=page.tracks />
            <Keeping page queue />
        </section>
    }
    .into_any()
}

/// The tracks of the library that pass the filters, in order.
fn arranged(tracks: Tracks, arrangement: Arrangement) -> Vec<TrackId> {
    tracks.changes.with(|_| ());
    let text = arrangement.text.get();
    let ranges = arrangement.ranges.get();
    let (column, is_rising) = arrangement.sorted_by.get();
    let found: Vec<_> = tracks.list.with(|list| {
        let known = list.iter().filter_map(|track| {
            let info = track.info.get_untracked();
            let is_found = !info.hash.is_empty() && matches(&info, &text) && ranges.admits(&info.features);
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

#[component]
fn Filters(arrangement: Arrangement) -> impl IntoView {
    let ranges = Feature::ALL.map(|feature| {
        let (low, high) = feature.range();
        let step = if matches!(feature, Feature::Key | Feature::Mode | Feature::Tempo | Feature::Loudness) {
            "1"
        } else {
            "0.01"
        };
        let bound = move |label: Text, place: fn(&mut Bounds) -> &mut Option<f32>| {
            view! {
                <input
                    type="number"
                    min=low.to_string()
                    max=high.to_string()
                    step=step
                    placeholder=label
                    aria-label=strings::bound_of(label.get(), feature)
                    on:input=move |event| {
                        let value = event_target_value(&event).parse().ok();
                        arrangement.ranges.update(|ranges| *place(ranges.of_mut(feature)) = value);
                    }
                />
            }
        };
        view! {
            <div class="range">
                <span>{strings::feature_name(feature)}</span>
                {bound(strings::AT_LEAST, |bounds| &mut bounds.min)}
                {bound(strings::AT_MOST, |bounds| &mut bounds.max)}
            </div>
        }
    });
    let columns = Column::all().into_iter().map(|column| {
        let is_shown = move || arrangement.columns.with(|columns| columns.contains(&column));
        let toggle = move |_| {
            let mut wanted = arrangement.columns.get_untracked();
            if is_shown() {
                wanted.retain(|other| *other != column)
            } else {
                wanted.push(column)
            }
            // In their own order, whatever the order of the clicks.
            arrangement
                .columns
                .set(Column::all().into_iter().filter(|column| wanted.contains(column)).collect());
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=is_shown on:change=toggle />
                {column.name()}
            </label>
        }
    });
    view! {
        <div class="library__filters">
            <label class="field">
                <span>{strings::FILTER}</span>
                <input
                    type="search"
                    placeholder=strings::FILTER_EXAMPLE
                    on:input=move |event| arrangement.text.set(event_target_value(&event))
                />
            </label>
            <details>
                <summary>{strings::RANGES}</summary>
                <div class="ranges">{ranges}</div>
            </details>
            <details>
                <summary>{strings::COLUMNS}</summary>
                <div class="checks">{columns.collect_view()}</div>
            </details>
        </div>
    }
    .into_any()
}

/// What can be done with the ticked tracks, or with all that are shown where none is ticked.
#[component]
fn Bulk(
    tracks: Tracks,
    queue: Queue,
    playlist: Playlist,
    arrangement: Arrangement,
    shown: Memo<Vec<TrackId>>,
) -> impl IntoView {
    let librarian = use_context::<Librarian>();
    let chosen = Memo::new(move |_| shown.with(|shown| arrangement.ticks.with(|ticks| ticks.among(shown))));
    let handles =
        move |ids: &[TrackId]| -> Vec<Track> { ids.iter().filter_map(|id| tracks.with_id(*id)).collect() };
    let references: Signal<Vec<TrackRef>> = Signal::derive(move || {
        let ids = chosen.get();
        let ids = if ids.is_empty() { shown.get() } else { ids };
        tracks.numbers_of(&handles(&ids)).into_iter().map(TrackRef::Own).collect()
    });
    let add = move |()| {
        let (Some(librarian), tracks) = (librarian, references.get_untracked()) else { return };
        spawn_local(async move {
            if let Ok(cards) = librarian.ask(OpenCards { tracks }).await {
                playlist.add_all(cards);
            }
        });
    };
    let remove = move |()| {
        let removed = handles(&chosen.get_untracked());
        arrangement.ticks.update(Ticks::clear);
        queue.remove(removed);
    };
    let none = Signal::derive(move || chosen.with(Vec::is_empty));
    view! {
        <div class="next__actions">
            <Action
                label=strings::ADD
                is_disabled=Signal::derive(move || references.with(Vec::is_empty))
                on_press=Callback::new(add)
            />
            <Action label=strings::REMOVE is_disabled=none on_press=Callback::new(remove) />
        </div>
        <ExportPanel title=strings::LIBRARY_FILE tracks=references />
    }
    .into_any()
}
