//! Tells what was just done: to the eye for a moment, to screen readers once; and to these how far the queue is.

use leptos::prelude::*;
use std::time::Duration;

use crate::notices::Notices;
use crate::queue::Queue;
use crate::queue::plan::Batch;
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
    let told = StoredValue::new(Batch::default());
    let message = RwSignal::new(String::new());
    Effect::new(move |_| {
        let batch = queue.batch.get();
        if is_news(&told.get_value(), &batch) {
            told.set_value(batch);
            message.set(strings::batch_news(&batch));
        }
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

/// Whether a queue has come so far that it is told: files have come, a tenth of them is done, something failed, or all is done.
fn is_news(told: &Batch, now: &Batch) -> bool {
    let step = (now.total / 10).max(1);
    let has_come = now.total > told.total || now.done < told.done;
    has_come
        || now.failed > told.failed
        || now.done >= told.done + step
        || (now.is_over() && now.done > told.done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tenth_is_told_and_what_comes_fails_or_ends() {
        let batch = |total, done, failed| Batch { total, done, failed, ..Batch::default() };
        for (told, now, is_told) in [
            (batch(0, 0, 0), batch(0, 0, 0), false),
            (batch(0, 0, 0), batch(40, 0, 0), true),
            (batch(40, 0, 0), batch(40, 3, 0), false),
            (batch(40, 0, 0), batch(40, 4, 0), true),
            (batch(40, 4, 0), batch(40, 5, 1), true),
            (batch(40, 38, 0), batch(40, 40, 0), true),
            (batch(40, 40, 0), batch(40, 40, 0), false),
            (batch(40, 40, 0), batch(2, 0, 0), true),
            (batch(2, 0, 0), batch(2, 1, 0), true),
        ] {
            assert_eq!(is_news(&told, &now), is_told, "{told:?} {now:?}");
        }
    }
}
