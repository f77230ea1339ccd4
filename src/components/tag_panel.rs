//! What was heard written into the tags of the user's own files: into copies, or in place where the browser lets the page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::export_panel::save;
use crate::notices::Notices;
use crate::settings::Settings;
use crate::strings;
use crate::tagging::{TagOutcome, TagWishes, Tagging, ask_folder, can_write_in_place};
use crate::tracks::Track;
use ui::controls::{Action, Check, when};

/// The choices, and two ways to write.
#[component]
pub fn TagPanel(
    /// Where it is told what became of files.
    notices: Notices,
    /// The tracks.
    tracks: Callback<(), Vec<Track>>,
    /// When there are none.
    is_disabled: Signal<bool>,
) -> impl IntoView {
    let (tagging, settings) = (use_context::<Tagging>(), use_context::<Settings>());
    let (tempo, key, energy) = (RwSignal::new(true), RwSignal::new(true), RwSignal::new(true));
    let in_comment = RwSignal::new(false);
    let wishes = move || TagWishes {
        tempo: tempo.get_untracked(),
        key: settings.filter(|_| key.get_untracked()).map(|settings| settings.notation.get_untracked()),
        energy: energy.get_untracked(),
        in_comment: in_comment.get_untracked(),
    };
    let copies = move |()| {
        let Some(tagging) = tagging else { return };
        spawn_local(async move {
            let (archive, outcome) = tagging.tagged_copies(&tracks.run(()), wishes()).await;
            let is_saved = archive.is_some_and(|archive| save(&archive, strings::TAGGED_FILES).is_some());
            tell(notices, &outcome, is_saved);
        });
    };
    let in_place = move |()| {
        let Some(tagging) = tagging else { return };
        let tracks = tracks.run(());
        spawn_local(async move {
            match ask_folder().await {
                Ok(folder) => {
                    let outcome = tagging.tag_in_folder(&folder, &tracks, wishes()).await;
                    tell(notices, &outcome, true);
                }
                Err(error) => notices.warn(error.words(), Vec::new()),
            }
        });
    };
    let progress = move || tagging.and_then(|tagging| tagging.progress.get());
    let is_busy = Signal::derive(move || progress().is_some());
    let cannot = Signal::derive(move || is_disabled.get() || is_busy.get());
    view! {
        <details class="export">
            <summary>{strings::WRITE_TAGS}</summary>
            <p class="hint">{strings::WRITE_TAGS_HINT}</p>
            <div class="checks">
                <Check label=strings::TAG_TEMPO value=tempo />
                <Check label=strings::TAG_KEY value=key />
                <Check label=strings::TAG_ENERGY value=energy />
                <Check label=strings::TAG_COMMENT value=in_comment />
            </div>
            <div class="next__actions">
                <Action label=strings::TAGGED_COPIES is_disabled=cannot on_press=Callback::new(copies) />
                {can_write_in_place().then(|| view! {
                    <Action label=strings::TAG_IN_PLACE is_disabled=cannot on_press=Callback::new(in_place) />
                })}
            </div>
            {when(move || is_busy.get(), move || view! {
                <div class="queue">
                    <progress
                        max="1"
                        aria-label=strings::WRITE_TAGS
                        prop:value=move || progress().map_or(0.0, |progress| progress.done as f64 / progress.total.max(1) as f64)
                    ></progress>
                    <p>{move || progress().map(|progress| strings::tagging(progress.done, progress.total, &progress.name))}</p>
                    <Action label=strings::CANCEL on_press=Callback::new(move |()| tagging.into_iter().for_each(Tagging::stop)) />
                </div>
            }.into_any())}
        </details>
    }
    .into_any()
}

/// Tells what became of the files.
fn tell(notices: Notices, outcome: &TagOutcome, is_saved: bool) {
    let failed = outcome.failed.iter().map(|(name, error)| ui::words::song(name, &error.words())).collect();
    let text = strings::tagged(outcome);
    if outcome.failed.is_empty() && is_saved {
        notices.tell(text, failed);
    } else {
        notices.warn(text, failed);
    }
}
