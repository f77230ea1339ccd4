//! The library's rows, of which only those in sight are drawn, and the headings that sort them.

use leptos::html::Div;
use leptos::prelude::*;
use protocol::Feature;
use std::collections::HashMap;

use crate::arrangement::Arrangement;
use crate::columns::Column;
use crate::components::key_chip::KeyChip;
use crate::components::pick_row::PlayButton;
use crate::components::tempo::TempoCell;
use crate::page::Page;
use crate::player::{Line, Spot};
use crate::strings;
use crate::tracks::TrackId;

/// The column beside which buttons stand.
const TEMPO: Column = Column::Feature(Feature::Tempo);

/// The rows in sight, and the headings that sort them.
#[component]
pub fn LibraryRows(
    /// The tracks.
    page: Page,
    /// What is shown of them.
    arrangement: Arrangement,
    /// Those that are shown, in order.
    shown: Memo<Vec<TrackId>>,
) -> impl IntoView {
    let frame = NodeRef::<Div>::new();
    let scrolled = arrangement.scrolled;
    Effect::new(move |_| frame.get().into_iter().for_each(|frame| scrolled.restore(&frame)));
    let range = Memo::new(move |_| scrolled.range(shown.with(Vec::len)));
    // Rows are kept where the table is sorted anew: where each stands now is looked up.
    let in_sight = Memo::new(move |_| {
        let range = range.get();
        let ids = shown.with(|shown| shown.get(range.clone()).unwrap_or_default().to_vec());
        ids.into_iter().zip(range).collect::<HashMap<_, _>>()
    });
    let rows = move || shown.with(|shown| shown.get(range.get()).unwrap_or_default().to_vec());
    // The boxes, the players, and the buttons beside the tempo have columns of their own.
    let width = move || {
        let columns = arrangement.columns.get();
        (columns.len() + 2 + usize::from(columns.contains(&TEMPO))).to_string()
    };
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
                <th scope="col" aria-sort=order class:is-number=column.is_number() style:width=column.width()>
                    <button type="button" on:click=sort>{column.name()}</button>
                </th>
                {(column == TEMPO).then(|| view! {
                    <th scope="col" class="table-tempo"><span class="visually-hidden">{strings::TEMPO_FACTORS}</span></th>
                })}
            }
        };
        arrangement.columns.get().into_iter().map(head).collect_view()
    };
    let all_ticked = move || shown.with(|shown| arrangement.ticks.with(|ticks| ticks.has_all(shown)));
    let tick_all = move |_| {
        shown.with_untracked(|shown| arrangement.ticks.update(|ticks| ticks.turn_all(shown)));
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
                            <label>
                                <input
                                    type="checkbox"
                                    aria-label=strings::SELECT_ALL
                                    prop:checked=all_ticked
                                    on:change=tick_all
                                />
                            </label>
                        </th>
                        <th scope="col" class="table-play"><span class="visually-hidden">{strings::PLAY}</span></th>
                        {heads}
                    </tr>
                </thead>
                <tbody>
                    <tr aria-hidden="true">
                        <td colspan=width style:height=move || scrolled.height_of(range.get().start)></td>
                    </tr>
                    <For each=rows key=|id| *id let:id>
                        <Row page arrangement shown in_sight id />
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
    page: Page,
    arrangement: Arrangement,
    shown: Memo<Vec<TrackId>>,
    in_sight: Memo<HashMap<TrackId, usize>>,
    id: TrackId,
) -> impl IntoView {
    let is_ticked = move || arrangement.ticks.with(|ticks| ticks.has(id));
    // Headings are row 1.
    let index = Memo::new(move |last: Option<&Option<usize>>| {
        in_sight.with(|in_sight| in_sight.get(&id).copied()).or_else(|| last.copied().flatten())
    });
    let tick = move |event: web_sys::MouseEvent| {
        let with_shift = event.shift_key();
        shown.with_untracked(|shown| arrangement.ticks.update(|ticks| ticks.turn(shown, id, with_shift)));
    };
    let line = Callback::new(move |()| Line::Tracks(shown.get_untracked()));
    page.tracks.with_id(id).map(|track| {
        let cells = move || {
            let cell = |column: Column| {
                let text = move || track.info.with(|info| column.text(info));
                match column {
                    Column::Name => view! {
                        <th scope="row">
                            <button type="button" dir="auto" on:click=move |_| page.show(id)>{text}</button>
                        </th>
                    }
                    .into_any(),
                    Column::Feature(Feature::Key) => {
                        let key = Memo::new(move |_| track.info.with(|info| info.key()));
                        view! { <td class="is-number">{move || view! { <KeyChip key=key.get() /> }}</td> }
                            .into_any()
                    }
                    TEMPO => view! {
                        <td class="is-number">{text}</td>
                        <TempoCell track notices=page.notices />
                    }
                    .into_any(),
                    _ => {
                        let direction = (!column.is_number()).then_some("auto");
                        view! { <td class:is-number=column.is_number() dir=direction>{text}</td> }.into_any()
                    }
                }
            };
            arrangement.columns.get().into_iter().map(cell).collect_view()
        };
        view! {
            <tr
                aria-rowindex=move || index.get().map(|index| (index + 2).to_string())
                class:is-selected=is_ticked
            >
                <td class="table-select">
                    <label>
                        <input
                            type="checkbox"
                            aria-label=move || strings::select(&track.name())
                            prop:checked=is_ticked
                            on:click=tick
                        />
                    </label>
                </td>
                <td class="table-play">
                    {move || index.get().map(|row| view! { <PlayButton track spot=Spot::Row(row) line /> })}
                </td>
                {cells}
            </tr>
        }
    })
}
