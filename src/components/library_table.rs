//! All of the user's tracks as a table: sorted, filtered, selected, and what can be done with many at once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use music::Key;
use protocol::librarian::OpenCards;
use protocol::{Bounds, Feature, TrackRef};

use crate::arrangement::Arrangement;
use crate::columns::Column;
use crate::components::export_panel::ExportPanel;
use crate::components::keeping::Keeping;
use crate::components::library_rows::LibraryRows;
use crate::components::tag_panel::TagPanel;
use crate::components::tempo::multiply;
use crate::handles::Handles;
use crate::librarian::Librarian;
use crate::notices::Notices;
use crate::page::Page;
use crate::player::{Line, Player, Spot};
use crate::playlist::Playlist;
use crate::queue::Queue;
use crate::settings::Settings;
use crate::strings;
use crate::tracks::ticks::Ticks;
use crate::tracks::{Track, TrackId, Tracks};
use ui::controls::{Action, Choice, when};
use ui::language::Text;

/// The table with its tools.
#[component]
pub fn LibraryTable(
    /// The tracks.
    page: Page,
    /// Who forgets them.
    queue: Queue,
    /// Where they can be put.
    playlist: Playlist,
) -> impl IntoView {
    let arrangement = use_context::<Arrangement>().unwrap_or_else(Arrangement::usual);
    let shown = Memo::new(move |_| arrangement.of(page.tracks));
    view! {
        <section class="library" aria-labelledby="library-heading">
            <div class="section-head">
                <h2 id="library-heading">{strings::VIEW_TABLE}</h2>
                <p class="hint" role="status">
                    {move || strings::table_facts(
                        shown.with(Vec::len),
                        page.tracks.list.with(Vec::len),
                        arrangement.ticks.with(Ticks::len),
                    )}
                </p>
            </div>
            {move || {
                arrangement.resets.get();
                view! { <Filters arrangement /> }
            }}
            <Bulk queue playlist arrangement shown tracks=page.tracks notices=page.notices />
            <LibraryRows page arrangement shown />
            <Emptiness page arrangement shown />
            <Keeping page queue />
        </section>
    }
    .into_any()
}

/// Why the table has no rows, where it has none, and what can be done about it.
#[component]
fn Emptiness(page: Page, arrangement: Arrangement, shown: Memo<Vec<TrackId>>) -> impl IntoView {
    let is_library_empty = Memo::new(move |_| page.tracks.list.with(Vec::is_empty));
    // What is on its way into the library passes no filter yet.
    let is_filtered = Memo::new(move |_| {
        page.tracks.changes.with(|_| ());
        let is_kept = |track: &Track| track.reference_untracked().is_some();
        shown.with(Vec::is_empty) && page.tracks.list.with(|list| list.iter().any(is_kept))
    });
    view! {
        {when(
            move || is_library_empty.get(),
            || view! { <p class="hint">{strings::LIBRARY_EMPTY}</p> }.into_any(),
        )}
        {when(move || is_filtered.get(), move || view! {
            <p class="hint" role="status">
                {strings::FILTERS_FIT_NONE}
                " "
                <Action
                    label=strings::SHOW_ALL_TRACKS
                    is_small=true
                    on_press=Callback::new(move |()| arrangement.show_all())
                />
            </p>
        }.into_any())}
    }
}

#[component]
fn Filters(arrangement: Arrangement) -> impl IntoView {
    let ranges = Feature::ALL.map(|feature| {
        let (low, high) = feature.range();
        let step = feature.step().to_string();
        let standing = move |place: fn(&mut Bounds) -> &mut Option<f32>| {
            let mut bounds = arrangement.ranges.with_untracked(|ranges| ranges.of(feature));
            place(&mut bounds).map_or_else(String::new, |bound| bound.to_string())
        };
        let bound = move |label: Text, short: Text, place: fn(&mut Bounds) -> &mut Option<f32>| {
            view! {
                <input
                    type="number"
                    min=low.to_string()
                    max=high.to_string()
                    step=step.clone()
                    placeholder=short
                    aria-label=strings::bound_of(label.get(), feature)
                    prop:value=standing(place)
                    on:input=move |event| {
                        let value = event_target_value(&event).parse().ok();
                        arrangement.ranges.update(|ranges| *place(ranges.of_mut(feature)) = value);
                    }
                />
            }
        };
        view! {
            <div class="range">
                <span>{strings::feature_name(feature)}</span>
                {bound(strings::AT_LEAST, strings::FROM, |bounds| &mut bounds.min)}
                {bound(strings::AT_MOST, strings::UP_TO, |bounds| &mut bounds.max)}
            </div>
        }
    });
    let columns = Column::all().into_iter().map(|column| {
        let is_shown = move || arrangement.columns.with(|columns| columns.contains(&column));
        let toggle = move |_| {
            let mut wanted = arrangement.columns.get_untracked();
            if is_shown() {
                wanted.retain(|other| *other != column)
            } else {
                wanted.push(column)
            }
            // In their own order, whatever the order of the clicks.
            arrangement
                .columns
                .set(Column::all().into_iter().filter(|column| wanted.contains(column)).collect());
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=is_shown on:change=toggle />
                {column.name()}
            </label>
        }
    });
    view! {
        <div class="library__filters">
            <label class="field">
                <span>{strings::FILTER}</span>
                <input
                    type="search"
                    dir="auto"
                    placeholder=strings::FILTER_EXAMPLE
                    prop:value=arrangement.text.get_untracked()
                    on:input=move |event| arrangement.text.set(event_target_value(&event))
                />
            </label>
            <MixesWith arrangement />
            <details>
                <summary>{strings::RANGES}</summary>
                <div class="ranges">{ranges}</div>
            </details>
            <details>
                <summary>{strings::COLUMNS}</summary>
                <div class="checks">{columns.collect_view()}</div>
            </details>
        </div>
    }
    .into_any()
}

/// A choice of the key that every row mixes with: itself, its relative, and a fifth to either side.
#[component]
fn MixesWith(arrangement: Arrangement) -> impl IntoView {
    let settings = use_context::<Settings>();
    move || {
        // Written anew in another notation.
        let written = |key: Key| settings.map_or_else(|| key.camelot(), |settings| settings.write(key));
        let keys = Key::around_the_wheel();
        let names = keys.iter().map(|key| format!("{} · {}", written(*key), strings::key_name(*key)));
        let choices: Vec<String> = std::iter::once(strings::ANY.get().to_owned()).chain(names).collect();
        view! {
            <Choice
                label=strings::MIXES_WITH
                choices
                chosen=Signal::derive(move || {
                    let wanted = arrangement.mixes_with.get();
                    wanted.and_then(|wanted| keys.iter().position(|key| *key == wanted)).map_or(0, |index| index + 1)
                })
                on_choose=Callback::new(move |index: usize| {
                    let key = index.checked_sub(1).and_then(|index| keys.get(index).copied());
                    arrangement.mixes_with.set(key);
                })
            />
        }
    }
}

/// What can be done with the ticked tracks, or with all that are shown where none is ticked.
#[component]
fn Bulk(
    tracks: Tracks,
    notices: Notices,
    queue: Queue,
    playlist: Playlist,
    arrangement: Arrangement,
    shown: Memo<Vec<TrackId>>,
) -> impl IntoView {
    let librarian = use_context::<Librarian>();
    let chosen = Memo::new(move |_| shown.with(|shown| arrangement.ticks.with(|ticks| ticks.among(shown))));
    let handles =
        move |ids: &[TrackId]| -> Vec<Track> { ids.iter().filter_map(|id| tracks.with_id(*id)).collect() };
    let references: Signal<Vec<TrackRef>> = Signal::derive(move || {
        let ids = chosen.get();
        let ids = if ids.is_empty() { shown.get() } else { ids };
        tracks.numbers_of(&handles(&ids)).into_iter().map(TrackRef::Own).collect()
    });
    let add = move |()| {
        let (Some(librarian), tracks) = (librarian, references.get_untracked()) else { return };
        spawn_local(async move {
            if let Ok(cards) = librarian.ask(OpenCards { tracks }).await {
                notices.say(strings::gathered(cards.len()));
                playlist.add_all(cards);
            }
        });
    };
    let remove = move |()| {
        let removed = handles(&chosen.get_untracked());
        arrangement.ticks.update(Ticks::clear);
        queue.remove(removed);
    };
    let times = move |factor| multiply(queue, notices, handles(&chosen.get_untracked()), factor);
    let these = move || {
        let ids = chosen.get_untracked();
        handles(&if ids.is_empty() { shown.get_untracked() } else { ids })
    };
    let (player, files) = (use_context::<Player>(), use_context::<Handles>());
    let play = move |()| {
        let ids = chosen.get_untracked();
        let ids = if ids.is_empty() { shown.get_untracked() } else { ids };
        let is_here = |track: &Track| files.is_some_and(|files| untrack(|| files.can_play(*track)));
        let first = handles(&ids).into_iter().enumerate().find(|(_, track)| is_here(track));
        match (player, first) {
            (Some(player), Some((row, track))) => player.play(track, Spot::Row(row), Line::Tracks(ids)),
            (Some(_), None) => notices.tell(strings::NO_FILE.get().into(), Vec::new()),
            (None, _) => {}
        }
    };
    let none = Signal::derive(move || chosen.with(Vec::is_empty));
    let nothing = Signal::derive(move || shown.with(Vec::is_empty));
    view! {
        <div class="library__bulk">
            <Action label=strings::PLAY_THESE is_disabled=nothing on_press=Callback::new(play) />
            <Action
                label=strings::ADD
                is_disabled=nothing
                on_press=Callback::new(add)
            />
            <Action label=strings::HALF_TEMPO is_disabled=none on_press=Callback::new(move |()| times(0.5)) />
            <Action label=strings::DOUBLE_TEMPO is_disabled=none on_press=Callback::new(move |()| times(2.0)) />
            <Action label=strings::REMOVE is_disabled=none on_press=Callback::new(remove) />
        </div>
        <div class="library__out">
            <ExportPanel title=Signal::stored(strings::LIBRARY_FILE.to_owned()) tracks=references />
            <TagPanel notices tracks=Callback::new(move |()| these()) is_disabled=nothing />
        </div>
    }
    .into_any()
}
