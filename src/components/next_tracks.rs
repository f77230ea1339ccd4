//! What should play next: the catalogue's tracks nearest to this one, with the reason for each.

use leptos::prelude::*;
use protocol::Neighbour;

use crate::state::{NextTracks, Track};
use crate::strings;

/// How many are shown before the user asks for more.
const FIRST: usize = 5;

/// The list of next tracks, five or all.
#[component]
pub fn NextTrackList(
    /// The track they should follow.
    track: Track,
) -> impl IntoView {
    let all = RwSignal::new(false);
    let list = move || match track.next.get() {
        NextTracks::Pending => view! { <p class="hint" role="status">{strings::NEXT_PENDING}</p> }.into_any(),
        NextTracks::Failed(error) => {
            view! { <p class="notice notice--error" role="alert">{strings::error_text(&error)}</p> }
                .into_any()
        }
        NextTracks::Found(neighbours) => {
            let count = neighbours.len();
            let shown = neighbours.into_iter().take(if all.get() { count } else { FIRST });
            view! {
                <ol class="next__list">
                    {shown.map(|neighbour| view! { <NextRow neighbour /> }).collect_view()}
                </ol>
                <Show when=move || FIRST < count>
                    <button
                        type="button"
                        class="quiet-button"
                        aria-expanded=move || all.get().to_string()
                        on:click=move |_| all.update(|all| *all = !*all)
                    >
                        {move || if all.get() { strings::show_fewer(FIRST) } else { strings::show_more(count) }}
                    </button>
                </Show>
            }
            .into_any()
        }
    };
    view! {
        <section class="next" aria-labelledby="next-heading">
            <div class="section-head">
                <h3 id="next-heading">{strings::NEXT}</h3>
            </div>
            <p class="hint">{strings::NEXT_HINT}</p>
            {list}
        </section>
    }
}

#[component]
fn NextRow(neighbour: Neighbour) -> impl IntoView {
    let address = format!("https://open.spotify.com/track/{}", neighbour.spotify_id);
    view! {
        <li class="next__row">
            <a href=address target="_blank" rel="noopener noreferrer">
                <span class="next__name">{neighbour.name.clone()}</span>
                <span class="next__artist">{neighbour.artist.clone()}</span>
                <span class="visually-hidden">{strings::OPENS_SPOTIFY}</span>
            </a>
            <span class="next__distance">{strings::distance(neighbour.distance_percent)}</span>
            <p class="next__reason">{strings::reason(&neighbour)}</p>
        </li>
    }
}
