//! What the user should hear of, until it is taken away; and where the library is not kept.

use leptos::prelude::*;

use crate::state::{Library, Notice};
use crate::strings;

/// All notices.
#[component]
pub fn Notices(
    /// Whose they are.
    library: Library,
) -> impl IntoView {
    let problem = Memo::new(move |_| library.storage.with(|storage| storage.problem.clone()));
    view! {
        <div class="notices" aria-live="polite">
            {move || problem.get().map(|reason| view! {
                <p class="notice">{strings::not_kept(&reason)}</p>
            })}
            {move || {
                let notices = library.notices.get().into_iter();
                notices.map(|notice| view! { <OneNotice library notice /> }).collect_view()
            }}
        </div>
    }
    .into_any()
}

#[component]
fn OneNotice(library: Library, notice: Notice) -> impl IntoView {
    let Notice { id, text, details, is_error } = notice;
    let dismiss = move |_| library.notices.update(|notices| notices.retain(|notice| notice.id != id));
    let details = (!details.is_empty()).then(|| {
        let lines = details.into_iter().map(|line| view! { <li>{line}</li> });
        view! { <ul>{lines.collect_view()}</ul> }
    });
    view! {
        <div class="notice notice--closable" class:notice--error=is_error role=is_error.then_some("alert")>
            <div>
                <p>{text}</p>
                {details}
            </div>
            <button type="button" class="text-button" aria-label=strings::DISMISS on:click=dismiss>"×"</button>
        </div>
    }
    .into_any()
}
