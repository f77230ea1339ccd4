//! Tells what was just done: to the eye for a moment, to screen readers once; and to these how far the queue is.

use leptos::prelude::*;
use std::time::Duration;

use crate::notices::Notices;
use crate::queue::Queue;
use crate::strings;
use ui::controls::when;

/// How long what was done is shown.
const SHOWN: Duration = Duration::from_secs(5);

/// Polite live regions.
#[component]
pub fn Announcer(
    /// The queue to watch.
    queue: Queue,
    /// Where it is told what was done.
    notices: Notices,
) -> impl IntoView {
    let told = StoredValue::new((0, 0));
    let message = RwSignal::new(String::new());
    Effect::new(move |_| {
        let batch = queue.batch.get();
        let (done, failed) = told.get_value();
        if batch.done == 0 || (batch.done, batch.failed) == (done, failed) {
            return;
        }
        told.set_value((batch.done, batch.failed));
        message.set(strings::batch_news(&batch));
    });
    let said = notices.said;
    Effect::new(move |earlier: Option<Option<TimeoutHandle>>| {
        if let Some(Some(earlier)) = earlier {
            earlier.clear();
        }
        let is_said = said.with(|said| !said.is_empty());
        let end = move || drop(said.try_set(String::new()));
        is_said.then(|| set_timeout_with_handle(end, SHOWN).ok()).flatten()
    });
    view! {
        <p class="visually-hidden" role="status" aria-live="polite">{message}</p>
        <div class="toast" role="status" aria-live="polite">
            {when(move || said.with(|said| !said.is_empty()), move || view! { <p>{said}</p> }.into_any())}
        </div>
    }
}
