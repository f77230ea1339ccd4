//! Whether the page is ready for use without a network, and the way to a newer version.

use leptos::prelude::*;

use crate::offline::{Offline, use_update};
use crate::strings;
use ui::controls::Action;

/// A line at the foot of the page; nothing where the browser keeps nothing.
#[component]
pub fn OfflineStatus(
    /// How far the browser is.
    state: RwSignal<Offline>,
) -> impl IntoView {
    move || match state.get() {
        Offline::Without => ().into_any(),
        Offline::Preparing => strings::OFFLINE_PREPARING.get().into_any(),
        Offline::Ready => {
            view! { <span class="offline__mark" aria-hidden="true"></span>{strings::OFFLINE_READY} }
                .into_any()
        }
        Offline::Updated => view! {
            {strings::UPDATED}
            " "
            <Action label=strings::USE_UPDATE is_small=true on_press=Callback::new(|()| use_update()) />
        }
        .into_any(),
    }
}
