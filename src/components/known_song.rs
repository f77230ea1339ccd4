//! The song of the catalogue that one of the user's tracks is, and a way to say that it is not.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::OpenCards;
use protocol::{KnownSong as Song, TrackChange, TrackRef};

use crate::librarian::Librarian;
use crate::queue::Queue;
use crate::strings;
use crate::tracks::Track;

/// What the track was recognised as; nothing where the catalogue has no such song.
#[component]
pub fn KnownSong(
    /// The track.
    track: Track,
) -> impl IntoView {
    let song = RwSignal::new(None);
    keep_asked(track, song);
    let queue = use_context::<Queue>();
    let turn = move |_| {
        let Some((queue, song)) = queue.zip(song.get_untracked()) else { return };
        queue.change(track, TrackChange::RefusedSong((!song.is_refused).then_some(song.spotify_id)));
    };
    let is_known = Memo::new(move |_| song.with(Option::is_some));
    let is_refused = move || song.with(|song| song.as_ref().is_some_and(|song| song.is_refused));
    move || {
        is_known.get().then(|| {
            view! {
                <div class="known">
                    <p role="status">{move || song.with(|song| song.as_ref().map(strings::known_song))}</p>
                    <button type="button" class="text-button" on:click=turn>
                        {move || if is_refused() { strings::MATCH_AGAIN.get() } else { strings::NOT_THIS_SONG.get() }}
                    </button>
                </div>
            }
        })
    }
}

/// A track as what the next one should follow: asked for anew when the user says which song it is not.
pub fn seeds(track: Track) -> Signal<Vec<TrackRef>> {
    let refused = refused_song(track);
    Signal::derive(move || {
        refused.get();
        track.reference().into_iter().collect()
    })
}

/// Asks what the track is whenever what is kept of it may have changed that.
fn keep_asked(track: Track, song: RwSignal<Option<Song>>) {
    let Some(librarian) = use_context::<Librarian>() else { return };
    let refused = refused_song(track);
    Effect::new(move |_| {
        refused.get();
        let tracks = track.reference().into_iter().collect();
        spawn_local(async move {
            // Who cannot be asked is asked for recommendations, too, and says there what is wrong.
            let cards = librarian.ask(OpenCards { tracks }).await.unwrap_or_default();
            song.try_set(cards.into_iter().next().and_then(|card| card.song));
        });
    });
}

fn refused_song(track: Track) -> Memo<Option<String>> {
    Memo::new(move |_| track.info.with(|info| info.refused_song.clone()))
}
