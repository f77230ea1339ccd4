//! A word over the map for a moment: what to do instead of what did nothing.

use leptos::prelude::*;
use std::time::Duration;
use ui::language::Text;

/// How long it is seen after the last time it was meant.
const SHOWN: Duration = Duration::from_millis(1800);

/// Shows a text until nothing has asked for it for a moment. Not read aloud: those who do not see it use no wheel here.
#[component]
pub fn Nudge(
    /// What to say; emptied when it has been said.
    text: RwSignal<Option<Text>>,
) -> impl IntoView {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(waiting) = waiting.try_get_value().flatten() {
            waiting.clear();
        }
    };
    Effect::new(move || {
        if text.get().is_some() {
            stop();
            let silence = move || {
                text.try_set(None);
            };
            waiting.set_value(set_timeout_with_handle(silence, SHOWN).ok());
        }
    });
    on_cleanup(stop);
    // What is built anew is what it says, not each time it is said.
    let said = Memo::new(move |_| text.get());
    move || said.get().map(|text| view! { <p class="map__nudge" aria-hidden="true">{text}</p> })
}
