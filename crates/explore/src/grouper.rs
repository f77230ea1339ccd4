//! Groups the user's own tracks in a worker of its own (`crates/grouping`), so that it can be cancelled and nothing else
//! waits for it.

use js_sys::Uint8Array;
use leptos::prelude::*;
use protocol::explore::{Grouping, OwnPlace};
use segue::controls::Action;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker};

use crate::strings;

/// Trunk's loader beside the page; it loads the worker's module.
const WORKER_URL: &str = "./grouping_loader.js";

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
    /// Why there is nothing, in words.
    Failed(String),
}

/// Starts and ends the worker.
#[derive(Clone, Copy)]
pub struct Grouper {
    /// How far it is.
    pub progress: RwSignal<Progress>,
    running: StoredValue<Option<Running>, LocalStorage>,
}

/// A worker and what keeps its callbacks alive.
struct Running {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Grouper {
    /// One that does nothing yet. It ends with what it is made in.
    pub fn new() -> Self {
        Self { progress: RwSignal::new(Progress::Idle), running: StoredValue::new_local(None) }
    }

    /// Groups tracks, and leaves what was being grouped.
    pub fn start(self, tracks: Arc<Vec<OwnPlace>>) {
        self.running.set_value(None);
        let rows: Rows = tracks.iter().map(|track| track.coordinates.clone()).collect();
        let known = LAST.with_borrow(|last| {
            last.as_ref().filter(|(known, _)| *known == rows).map(|(_, grouping)| grouping.clone())
        });
        if let Some(grouping) = known {
            return self.progress.set(Progress::Done(tracks, grouping));
        }
        match self.run(tracks, rows) {
            Ok(running) => {
                self.running.set_value(Some(running));
                self.progress.set(Progress::Running(0.0));
            }
            Err(reason) => self.progress.set(Progress::Failed(reason)),
        }
    }

    /// Ends the work, finished or not.
    pub fn cancel(self) {
        self.running.set_value(None);
        self.progress.set(Progress::Idle);
    }

    fn run(self, tracks: Arc<Vec<OwnPlace>>, rows: Rows) -> Result<Running, String> {
        let packed = postcard::to_allocvec(&rows).map_err(|error| error.to_string())?;
        let packed = Uint8Array::from(packed.as_slice());
        let worker = Worker::new(WORKER_URL).map_err(|_| strings::misunderstood())?;
        let mut waiting = Some(packed);
        let sender = worker.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            if let Some(share) = data.as_f64() {
                // Its first word says that it listens.
                if let Some(packed) = waiting.take() {
                    drop(sender.post_message(&packed));
                }
                self.progress.try_set(Progress::Running(share as f32));
                return;
            }
            let grouping = match data.dyn_into::<Uint8Array>() {
                Ok(packed) => {
                    postcard::from_bytes::<Grouping>(&packed.to_vec()).map_err(|error| error.to_string())
                }
                Err(reason) => Err(reason.as_string().unwrap_or_else(strings::misunderstood)),
            };
            self.progress.try_set(match grouping {
                Ok(grouping) => {
                    let grouping = Arc::new(grouping);
                    LAST.set(Some((rows.clone(), grouping.clone())));
                    Progress::Done(tracks.clone(), grouping)
                }
                Err(reason) => Progress::Failed(strings::not_grouped(&reason)),
            });
        });
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            self.progress.try_set(Progress::Failed(strings::not_grouped(&event.message())));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Running { worker, _on_message: on_message, _on_error: on_error })
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
            Progress::Failed(reason) => view! {
                <p class="notice notice--error" role="alert">{reason}</p>
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
