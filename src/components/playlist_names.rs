//! Several playlists: which is open, a new one, another name, and an end.

use leptos::html::Input;
use leptos::prelude::*;
use protocol::librarian::PlaylistsChange;

use crate::playlist::Playlist;
use crate::strings;
use ui::controls::{Action, Choice, when};

/// What a name is asked for.
#[derive(Clone, Copy, PartialEq)]
enum Asked {
    New,
    Rename,
}

/// The names and what can be done with them.
#[component]
pub fn PlaylistNames(
    /// The playlists.
    playlist: Playlist,
) -> impl IntoView {
    let asked = RwSignal::new(None::<Asked>);
    let name = NodeRef::<Input>::new();
    let shown = move || match playlist.name.get() {
        name if name.is_empty() => strings::PLAYLIST.get().to_owned(),
        name => name,
    };
    let ask = move |what: Asked| {
        asked.set(Some(what));
        request_animation_frame(move || {
            if let Some(input) = name.get_untracked() {
                drop(input.focus());
                input.select();
            }
        });
    };
    let take = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let wanted = name.get_untracked().map_or_else(String::new, |input| input.value());
        match asked.get_untracked() {
            Some(Asked::New) => playlist.change_playlists(PlaylistsChange::New(wanted)),
            Some(Asked::Rename) => playlist.change_playlists(PlaylistsChange::Rename(wanted)),
            None => {}
        }
        asked.set(None);
    };
    let delete = move |()| {
        let question = strings::confirm_playlist_end(&untrack(shown));
        let is_sure = playlist.len_untracked() == 0
            || web_sys::window()
                .is_some_and(|window| window.confirm_with_message(&question).unwrap_or(false));
        if is_sure {
            playlist.change_playlists(PlaylistsChange::Delete);
        }
    };
    let start_value = move || match asked.get() {
        Some(Asked::Rename) => shown(),
        _ => String::new(),
    };
    view! {
        <div class="playlist__names">
            {when(move || playlist.others.with(|others| !others.is_empty()), move || {
                (move || {
                    let names: Vec<String> = std::iter::once(shown()).chain(playlist.others.get()).collect();
                    view! {
                        <Choice
                            label=strings::OPEN_PLAYLIST
                            choices=names
                            chosen=Signal::stored(0)
                            on_choose=Callback::new(move |index: usize| {
                                let other = index.checked_sub(1);
                                let other = other.and_then(|index| playlist.others.with_untracked(|others| others.get(index).cloned()));
                                other.into_iter().for_each(|name| playlist.change_playlists(PlaylistsChange::Open(name)));
                            })
                        />
                    }
                }).into_any()
            })}
            <Action label=strings::NEW_PLAYLIST is_small=true on_press=Callback::new(move |()| ask(Asked::New)) />
            <Action label=strings::RENAME_PLAYLIST is_small=true on_press=Callback::new(move |()| ask(Asked::Rename)) />
            <Action label=strings::DELETE_PLAYLIST is_small=true on_press=Callback::new(delete) />
        </div>
        {when(move || asked.with(Option::is_some), move || view! {
            <form class="playlist__naming" on:submit=take>
                <label class="field">
                    <span>{strings::PLAYLIST_NAME}</span>
                    <input node_ref=name type="text" dir="auto" maxlength="80" required prop:value=start_value />
                </label>
                <button type="submit" class="quiet-button">{strings::PLAYLIST_NAMED}</button>
            </form>
        }.into_any())}
    }
    .into_any()
}
