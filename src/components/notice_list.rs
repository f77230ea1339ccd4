//! What the user should hear of, until it is taken away; and where the library is not kept.

use leptos::prelude::*;

use crate::notices::{Notice, Notices};
use crate::page::Page;
use crate::strings;

/// All notices.
#[component]
pub fn NoticeList(
    /// Whose they are.
    page: Page,
) -> impl IntoView {
    let problem = Memo::new(move |_| page.tracks.storage.with(|storage| storage.problem.clone()));
    let notices = page.notices;
    view! {
        <div class="notices" aria-live="polite">
            {move || problem.get().map(|problem| view! {
                <p class="notice">{strings::not_kept(&problem)}</p>
            })}
            <For each=move || notices.list.get() key=|notice| notice.id let:notice>
                <OneNotice notices notice />
            </For>
        </div>
    }
    .into_any()
}

#[component]
fn OneNotice(notices: Notices, notice: Notice) -> impl IntoView {
    let Notice { id, text, details, folded, is_error, remedy } = notice;
    let details = (!details.is_empty()).then(|| {
        let lines = details.into_iter().map(|line| view! { <li>{line}</li> });
        let lines = view! { <ul>{lines.collect_view()}</ul> };
        match folded {
            Some(label) => view! { <details><summary>{label}</summary>{lines}</details> }.into_any(),
            None => lines.into_any(),
        }
    });
    let remedy = remedy.map(|(label, remedy)| {
        view! {
            <button type="button" class="text-button" on:click=move |_| remedy.run(())>{label}</button>
        }
    });
    view! {
        <div class="notice notice--closable" class:notice--error=is_error role=is_error.then_some("alert")>
            <div>
                <p>{text}</p>
                {details}
            </div>
            {remedy}
            <button
                type="button"
                class="text-button"
                aria-label=strings::DISMISS
                on:click=move |_| notices.dismiss(id)
            >
                "×"
            </button>
        </div>
    }
    .into_any()
}
