//! Tells screen readers how far the queue is.

use leptos::prelude::*;

use crate::queue::Queue;
use crate::strings;

/// A polite live region, invisible.
#[component]
pub fn Announcer(
    /// The queue to watch.
    queue: Queue,
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
    view! { <p class="visually-hidden" role="status" aria-live="polite">{message}</p> }
}
