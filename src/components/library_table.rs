//! All of the user's tracks as a table: sorted, filtered, selected, and what can be done with many at once.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{Bounds, Feature, TrackRef, Tuning};
use std::collections::HashSet;

use crate::adviser::Adviser;
use crate::columns::{Column, matches};
use crate::components::controls::Action;
use crate::components::export_panel::{ExportPanel, save};
use crate::components::rows::Scrolled;
use crate::language::Text;
use crate::playlist::Playlist;
use crate::queue::Queue;
use crate::sorting::sorted;
use crate::state::{Library, Track, TrackId};
use crate::strings;

/// Height of a row, pixels; the style sheet says the same.
const ROW_HEIGHT: f64 = 44.0;

/// What the table shows and how. Copies are handles to the same.
#[derive(Clone, Copy)]
struct Arrangement {
    columns: RwSignal<Vec<Column>>,
    sorted_by: RwSignal<(Column, bool)>,
    text: RwSignal<String>,
    ranges: RwSignal<Tuning>,
    selected: RwSignal<HashSet<TrackId>>,
}

/// The table with its tools.
#[component]
pub fn LibraryTable(
    /// The tracks.
    library: Library,
    /// Who forgets them.
    queue: Queue,
    /// Where they can be put.
    playlist: Playlist,
) -> impl IntoView {
    let arrangement = Arrangement {
        columns: RwSignal::new(Column::usual()),
        sorted_by: RwSignal::new((Column::Added, false)),
        text: RwSignal::new(String::new()),
        ranges: RwSignal::new(Tuning::default()),
        selected: RwSignal::new(HashSet::new()),
    };
    let shown = Memo::new(move |_| {
        arranged(library, queue, arrangement).into_iter().map(|track| track.id).collect::<Vec<_>>()
    });
    view! {
        <section class="library" aria-labelledby="library-heading">
            <div class="section-head">
                <h2 id="library-heading">{strings::VIEW_TABLE}</h2>
                <p class="hint" role="status">
                    {move || strings::table_facts(
                        shown.with(Vec::len),
                        library.tracks.with(Vec::len),
                        arrangement.selected.with(HashSet::len),
                    )}
                </p>
            </div>
            <Filters arrangement />
            <Table library arrangement shown />
            <Bulk library queue playlist arrangement shown />
            <Keeping library queue />
        </section>
    }
    .into_any()
}

/// The tracks that pass the filters, in order. Heard of once a track, when it is done with, and on every change of the
/// arrangement.
fn arranged(library: Library, queue: Queue, arrangement: Arrangement) -> Vec<Track> {
    queue.batch.with(|_| ());
    let text = arrangement.text.get();
    let ranges = arrangement.ranges.get();
    let (column, is_rising) = arrangement.sorted_by.get();
    let found: Vec<_> = library.tracks.with(|tracks| {
        let known = tracks.iter().filter_map(|track| {
            let info = track.info.get_untracked();
            let is_found = !info.hash.is_empty() && matches(&info, &text) && ranges.admits(&info.features);
            is_found.then_some((*track, info))
        });
        known.collect()
    });
    let found = sorted(&found, |(_, a), (_, b)| {
        let order = column.compare(a, b);
        if is_rising { order } else { order.reverse() }
    });
    found.into_iter().map(|(track, _)| track).collect()
}

#[component]
fn Filters(arrangement: Arrangement) -> impl IntoView {
    let ranges = Feature::ALL.map(|feature| {
        let (low, high) = feature.range();
        let step = if matches!(feature, Feature::Key | Feature::Mode | Feature::Tempo | Feature::Loudness) {
            "1"
        } else {
            "0.01"
        };
        let bound = move |label: Text, place: fn(&mut Bounds) -> &mut Option<f32>| {
            view! {
                <input
                    type="number"
                    min=low.to_string()
                    max=high.to_string()
                    step=step
                    placeholder=label
                    aria-label=strings::bound_of(label.get(), feature)
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
                {bound(strings::AT_LEAST, |bounds| &mut bounds.min)}
                {bound(strings::AT_MOST, |bounds| &mut bounds.max)}
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
                    placeholder=strings::FILTER_EXAMPLE
                    on:input=move |event| arrangement.text.set(event_target_value(&event))
                />
            </label>
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

#[component]
fn Table(library: Library, arrangement: Arrangement, shown: Memo<Vec<TrackId>>) -> impl IntoView {
    let frame = NodeRef::<Div>::new();
    let scrolled = Scrolled::new(ROW_HEIGHT);
    let range = Memo::new(move |_| scrolled.range(shown.with(Vec::len)));
    let rows = move || {
        let range = range.get();
        let ids = shown.with(|shown| shown.get(range.clone()).unwrap_or_default().to_vec());
        range.zip(ids).collect::<Vec<_>>()
    };
    let width = move || (arrangement.columns.with(Vec::len) + 1).to_string();
    let heads = move || {
        let head = |column: Column| {
            let order = move || {
                let (sorted, is_rising) = arrangement.sorted_by.get();
                (sorted == column).then_some(if is_rising { "ascending" } else { "descending" })
            };
            let sort = move |_| {
                arrangement.sorted_by.update(|(sorted, is_rising)| {
                    *is_rising = *sorted != column || !*is_rising;
                    *sorted = column;
                });
            };
            view! {
                <th scope="col" aria-sort=order class:is-number=column.is_number()>
                    <button type="button" on:click=sort>{column.name()}</button>
                </th>
            }
        };
        arrangement.columns.get().into_iter().map(head).collect_view()
    };
    let all_selected = move || {
        let selected = arrangement.selected.get();
        shown.with(|shown| !shown.is_empty() && shown.iter().all(|id| selected.contains(id)))
    };
    let select_all = move |_| {
        let is_all = all_selected();
        let shown = shown.get_untracked();
        arrangement.selected.set(if is_all { HashSet::new() } else { shown.into_iter().collect() });
    };
    view! {
        <div
            class="table-frame"
            node_ref=frame
            tabindex="0"
            role="region"
            aria-label=strings::TABLE
            on:scroll=move |event| scrolled.follow(&event)
        >
            <table aria-rowcount=move || (shown.with(Vec::len) + 1).to_string()>
                <thead>
                    <tr aria-rowindex="1">
                        <th scope="col" class="table-select">
                            <input
                                type="checkbox"
                                aria-label=strings::SELECT_ALL
                                prop:checked=all_selected
                                on:change=select_all
                            />
                        </th>
                        {heads}
                    </tr>
                </thead>
                <tbody>
                    <tr aria-hidden="true">
                        <td colspan=width style:height=move || scrolled.height_of(range.get().start)></td>
                    </tr>
                    <For each=rows key=|(_, id)| *id let:row>
                        <Row library arrangement shown place=row.0 id=row.1 />
                    </For>
                    <tr aria-hidden="true">
                        <td
                            colspan=width
                            style:height=move || scrolled.height_of(shown.with(Vec::len) - range.get().end.min(shown.with(Vec::len)))
                        ></td>
                    </tr>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(
    library: Library,
    arrangement: Arrangement,
    shown: Memo<Vec<TrackId>>,
    place: usize,
    id: TrackId,
) -> impl IntoView {
    let track = untrack(|| library.track(id));
    let is_selected = move || arrangement.selected.with(|selected| selected.contains(&id));
    let last = StoredValue::new(place);
    let select = move |event: web_sys::MouseEvent| {
        let wanted = !untrack(is_selected);
        // With Shift, all rows between this one and the nearest selected one above go along.
        let from = if event.shift_key() {
            let above = shown.with_untracked(|shown| {
                let selected = arrangement.selected.get_untracked();
                let end = shown.iter().position(|other| *other == id)?;
                shown.get(..end)?.iter().rposition(|other| selected.contains(other))
            });
            above.unwrap_or(last.get_value())
        } else {
            place
        };
        let ids = shown.with_untracked(|shown| shown.get(from..=place).unwrap_or(&[id]).to_vec());
        arrangement.selected.update(|selected| {
            for id in ids {
                if wanted {
                    selected.insert(id)
                } else {
                    selected.remove(&id)
                };
            }
        });
    };
    track.map(|track| {
        let cells = move || {
            let cell = |column: Column| {
                let text = move || track.info.with(|info| column.text(info));
                match column {
                    Column::Name => view! {
                        <th scope="row">
                            <button type="button" on:click=move |_| library.show(id)>{text}</button>
                        </th>
                    }
                    .into_any(),
                    _ => view! { <td class:is-number=column.is_number()>{text}</td> }.into_any(),
                }
            };
            arrangement.columns.get().into_iter().map(cell).collect_view()
        };
        view! {
            <tr aria-rowindex=(place + 2).to_string() class:is-selected=is_selected>
                <td class="table-select">
                    <input
                        type="checkbox"
                        aria-label=move || strings::select(&track.name())
                        prop:checked=is_selected
                        on:click=select
                    />
                </td>
                {cells}
            </tr>
        }
    })
}

/// What can be done with the selected tracks, or with all that are shown where none is selected.
#[component]
fn Bulk(
    library: Library,
    queue: Queue,
    playlist: Playlist,
    arrangement: Arrangement,
    shown: Memo<Vec<TrackId>>,
) -> impl IntoView {
    let adviser = use_context::<Adviser>();
    let chosen = Memo::new(move |_| {
        let selected = arrangement.selected.get();
        shown.with(|shown| shown.iter().filter(|id| selected.contains(id)).copied().collect::<Vec<_>>())
    });
    let references: Signal<Vec<TrackRef>> = Signal::derive(move || {
        let ids = chosen.get();
        let ids = if ids.is_empty() { shown.get() } else { ids };
        ids.into_iter().map(|id| TrackRef::Own(id.0)).collect()
    });
    let add = move |()| {
        let (Some(adviser), tracks) = (adviser, references.get_untracked()) else { return };
        spawn_local(async move {
            if let Ok(cards) = adviser.cards(tracks).await {
                cards.into_iter().for_each(|card| playlist.add(card));
            }
        });
    };
    let remove = move |()| {
        let ids = chosen.get_untracked();
        if ids.is_empty() || !confirmed(&strings::confirm_removal(ids.len())) {
            return;
        }
        let tracks: Vec<Track> = library.tracks.with_untracked(|tracks| {
            tracks.iter().filter(|track| ids.contains(&track.id)).copied().collect()
        });
        arrangement.selected.set(HashSet::new());
        queue.remove(&tracks);
    };
    let none = Signal::derive(move || chosen.with(Vec::is_empty));
    view! {
        <div class="next__actions">
            <Action
                label=strings::ADD
                is_disabled=Signal::derive(move || references.with(Vec::is_empty))
                on_press=Callback::new(add)
            />
            <Action label=strings::REMOVE is_disabled=none on_press=Callback::new(remove) />
        </div>
        <ExportPanel title=strings::LIBRARY_FILE tracks=references />
    }
    .into_any()
}

/// How the library is kept: its size, a copy of it, and its end.
#[component]
fn Keeping(library: Library, queue: Queue) -> impl IntoView {
    let adviser = use_context::<Adviser>();
    let said = RwSignal::new(String::new());
    let pack = move |()| {
        let Some(adviser) = adviser else { return };
        spawn_local(async move {
            said.try_set(match adviser.pack_library().await {
                Ok(file) if save(&file, strings::LIBRARY_COPY).is_some() => strings::SAVED.get().to_owned(),
                Ok(_) => strings::EXPORT_FAILED.get().to_owned(),
                Err(error) => strings::error_text(&error),
            });
        });
    };
    let remove_all = move |()| {
        let tracks = library.tracks.get_untracked();
        if !tracks.is_empty() && confirmed(&strings::confirm_removal(tracks.len())) {
            queue.remove(&tracks);
        }
    };
    let is_empty = Signal::derive(move || library.tracks.with(Vec::is_empty));
    view! {
        <section class="keeping" aria-labelledby="keeping-heading">
            <h3 id="keeping-heading">{strings::KEEPING}</h3>
            <p class="hint">{move || library.storage.with(strings::storage)}</p>
            <div class="next__actions">
                <Action label=strings::PACK is_disabled=is_empty on_press=Callback::new(pack) />
                <Action label=strings::REMOVE_ALL is_disabled=is_empty on_press=Callback::new(remove_all) />
            </div>
            <p class="hint" role="status">{move || said.get()}</p>
        </section>
    }
    .into_any()
}

/// Asks the user before what cannot be undone.
fn confirmed(question: &str) -> bool {
    web_sys::window().is_some_and(|window| window.confirm_with_message(question).unwrap_or(false))
}
