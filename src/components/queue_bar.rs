//! How far the queue is, how long it will take, and a way to stop it.

use leptos::prelude::*;

use crate::components::controls::{Action, when};
use crate::queue::Queue;
use crate::strings;

/// Progress over all; nothing for a single track, nor when all is done.
#[component]
pub fn QueueBar(
    /// The queue.
    queue: Queue,
) -> impl IntoView {
    let is_running =
        Memo::new(move |_| queue.batch.with(|batch| batch.total > 1 && batch.done < batch.total));
    let share = move || queue.batch.with(|batch| batch.done as f64 / batch.total.max(1) as f64);
    view! {
        {when(move || is_running.get(), move || view! {
            <section class="queue" aria-label=strings::QUEUE>
                <progress max="1" prop:value=share aria-label=strings::QUEUE></progress>
                <p>{move || queue.batch.with(strings::batch_progress)}</p>
                <Action label=strings::CANCEL_ALL on_press=Callback::new(move |()| queue.cancel_all()) />
            </section>
        }.into_any())}
    }
    .into_any()
}
