//! Groups the user's own tracks in a worker of its own (`crates/grouping`), so that it can be cancelled and nothing else
//! waits for it.

use leptos::prelude::*;
use protocol::grouper::Group;
use protocol::map::{Grouping, OwnPlace};
use protocol::{ConnectionError, GroupingError};
use std::cell::RefCell;
use std::sync::Arc;
use ui::controls::Action;
use wire::Client;

use crate::strings;
use ui::errors;

/// The worker's script: Trunk's loader beside the page.
const SCRIPT: &str = "./grouping_loader.js";
const NAME: &str = "grouper";

/// Rows of tracks, as they are grouped.
type Rows = Vec<Vec<f32>>;

thread_local! {
    /// The last groups and what they are of: the map and the groups show the same.
    static LAST: RefCell<Option<(Rows, Arc<Grouping>)>> = const { RefCell::new(None) };
}

/// How far the grouping is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Progress {
    /// It has not been asked for, or was cancelled.
    #[default]
    Idle,
    /// The share that is done, 0…1.
    Running(f32),
    /// The tracks that were grouped, and the groups.
    Done(Arc<Vec<OwnPlace>>, Arc<Grouping>),
    /// Why there is nothing.
    Failed(GroupingError),
}

/// Starts and ends the worker.
#[derive(Clone, Copy)]
pub struct Grouper {
    /// How far it is.
    pub progress: RwSignal<Progress>,
    client: StoredValue<Client<protocol::Grouper>, LocalStorage>,
}

impl Grouper {
    /// One that does nothing yet. It ends with what it is made in.
    pub fn new() -> Self {
        let client = StoredValue::new_local(Client::new(SCRIPT, NAME));
        on_cleanup(move || {
            client.try_with_value(Client::end);
        });
        Self { progress: RwSignal::new(Progress::Idle), client }
    }

    /// Groups tracks, and leaves what was being grouped.
    pub fn start(self, tracks: Arc<Vec<OwnPlace>>) {
        self.cancel();
        let rows: Rows = tracks.iter().map(|track| track.coordinates.clone()).collect();
        let known = LAST.with_borrow(|last| {
            last.as_ref().filter(|(known, _)| *known == rows).map(|(_, grouping)| grouping.clone())
        });
        if let Some(grouping) = known {
            return self.progress.set(Progress::Done(tracks, grouping));
        }
        self.progress.set(Progress::Running(0.0));
        let client = self.client.get_value();
        let call = Group { rows: rows.clone() };
        leptos::task::spawn_local(async move {
            let on_progress = move |_, share| drop(self.progress.try_set(Progress::Running(share)));
            let progress = match client.call_watched(call, (), on_progress).await {
                Ok((grouping, ())) => {
                    let grouping = Arc::new(grouping);
                    LAST.set(Some((rows, grouping.clone())));
                    Progress::Done(tracks, grouping)
                }
                // Whoever has stopped it has said what is to be shown.
                Err(GroupingError::Connection(ConnectionError::Stopped)) => return,
                Err(error) => Progress::Failed(error),
            };
            self.progress.try_set(progress);
        });
    }

    /// Ends the work, finished or not.
    pub fn cancel(self) {
        self.client.with_value(Client::end);
        self.progress.set(Progress::Idle);
    }
}

/// How far the grouping is, and a way to stop it; nothing once it is done.
#[component]
pub fn GroupingStatus(
    /// What is under way.
    grouper: Grouper,
    /// The user's own tracks, to begin again with.
    own: RwSignal<Arc<Vec<OwnPlace>>>,
) -> impl IntoView {
    let start = Callback::new(move |()| grouper.start(own.get_untracked()));
    // Built anew where the kind of state changes, not with every step.
    let kind = Memo::new(move |_| std::mem::discriminant(&*grouper.progress.read()));
    let share = move || match *grouper.progress.read() {
        Progress::Running(share) => share,
        _ => 0.0,
    };
    move || {
        kind.get();
        Some(match grouper.progress.get_untracked() {
            Progress::Done(..) => return None,
            Progress::Idle => {
                view! { <p class="grouping"><Action label=strings::GROUP_OWN on_press=start /></p> }
                    .into_any()
            }
            Progress::Failed(error) => view! {
                <p class="notice notice--error" role="alert">{errors::grouping_error(&error)}</p>
                <p class="grouping"><Action label=strings::GROUP_OWN on_press=start /></p>
            }
            .into_any(),
            Progress::Running(_) => view! {
                <p class="grouping">
                    <label>
                        <span>{strings::GROUPING}</span>
                        <progress max="1" prop:value=share></progress>
                    </label>
                    <Action label=strings::CANCEL on_press=Callback::new(move |()| grouper.cancel()) />
                </p>
            }
            .into_any(),
        })
    }
}
