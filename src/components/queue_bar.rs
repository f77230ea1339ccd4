//! How far the queue is, how long it will take, and a way to stop it; and how far a file is that tells of tracks.

use leptos::prelude::*;

use crate::queue::Queue;
use crate::strings;
use ui::controls::{Action, when};

/// Progress over all; nothing for a single track, nor when all is done.
#[component]
pub fn QueueBar(
    /// The queue.
    queue: Queue,
    /// The file that is being read, and the share of it that is done, 0…1.
    importing: RwSignal<Option<(String, f32)>>,
) -> impl IntoView {
    let is_running = Memo::new(move |_| queue.batch.with(|batch| batch.total > 1 && !batch.is_over()));
    let share = move || queue.batch.with(|batch| batch.done as f64 / batch.total.max(1) as f64);
    let read = move || importing.with(|importing| importing.as_ref().map_or(0.0, |(_, share)| *share));
    let reading = move || {
        importing.with(|importing| {
            importing.as_ref().map(|(name, share)| strings::importing(name, *share)).unwrap_or_default()
        })
    };
    view! {
        {when(move || is_running.get(), move || view! {
            <section class="queue" aria-label=strings::QUEUE>
                <progress max="1" prop:value=share aria-label=strings::QUEUE></progress>
                <p>{move || queue.batch.with(strings::batch_progress)}</p>
                <Action label=strings::CANCEL_ALL on_press=Callback::new(move |()| queue.cancel_all()) />
            </section>
        }.into_any())}
        {when(move || importing.with(Option::is_some), move || view! {
            <section class="queue" aria-label=strings::IMPORTING>
                <progress max="1" prop:value=read aria-label=strings::IMPORTING></progress>
                <p>{reading}</p>
            </section>
        }.into_any())}
    }
    .into_any()
}
