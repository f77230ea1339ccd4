//! The map: every track of the catalogue on a plane, with search, legend, selection, and a table of what is seen.

use leptos::html::Canvas;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::explore::{CatalogueMap, OwnPlace};
use protocol::recommend::TrackCard;
use protocol::{Feature, TrackRef};
use segue::controls::{Action, Choice, when};
use segue::words::{feature_name, plain_value};
use std::sync::Arc;
use web_sys::{KeyboardEvent, PointerEvent, WheelEvent};

use crate::camera::Camera;
use crate::link::Link;
use crate::plane::Plane;
use crate::scheme::{Colouring, Scheme};
use crate::strings;

/// Most rows of the table, most results of a search, and how long to wait for the next move before asking, ms.
const ROWS: usize = 50;
const RESULTS: usize = 8;
const PAUSE_MS: u64 = 150;

/// Magnification of one press, and pixels of one press with Shift.
const ZOOM_STEP: f32 = 1.5;

/// What the map's parts share.
#[derive(Clone, Copy)]
struct Scene {
    link: Link,
    plane: StoredValue<Plane, LocalStorage>,
    canvas: NodeRef<Canvas>,
    is_due: StoredValue<bool>,
    /// Counts changes of what the table lists.
    seen: RwSignal<u32>,
    current: RwSignal<Option<usize>>,
    selected: RwSignal<usize>,
}

impl Scene {
    /// Changes something and has it drawn with the next frame.
    fn change<T>(self, change: impl FnOnce(&mut Plane) -> T) -> Option<T> {
        let changed = self.plane.try_update_value(change);
        self.draw_soon();
        changed
    }

    fn draw_soon(self) {
        if self.is_due.try_get_value() != Some(false) {
            return;
        }
        self.is_due.set_value(true);
        request_animation_frame(move || {
            if self.is_due.try_set_value(false).is_some() {
                return;
            }
            let Some(canvas) = self.canvas.get_untracked() else { return };
            let drawn = self.plane.try_update_value(|plane| plane.draw(&canvas));
            if let Some(Ok(true)) = drawn {
                self.draw_soon();
                // What is listed waits for the end of the flight.
                self.seen.update(|seen| *seen = seen.wrapping_add(1));
            }
        });
    }

    /// The same, where the table changes as well.
    fn move_view(self, change: impl FnOnce(&mut Plane)) {
        self.change(change);
        self.seen.update(|seen| *seen = seen.wrapping_add(1));
    }

    fn zoom(self, factor: f32) {
        self.move_view(|plane| {
            if let Some(camera) = &mut plane.camera {
                camera.zoom_at(camera.size.map(|side| side / 2.0), factor);
            }
        });
    }

    fn show_current(self, current: Option<usize>) {
        if self.current.get_untracked() != current {
            self.change(|plane| plane.current = current);
            self.current.set(current);
        }
    }
}

/// The map of the catalogue and the user's own tracks.
#[component]
pub fn Map(
    /// The way to the page.
    link: Link,
    /// Rises when the user's tracks have changed.
    changed: RwSignal<u32>,
) -> impl IntoView {
    let loaded = RwSignal::new(None::<Result<Arc<CatalogueMap>, String>>);
    let own = RwSignal::new(Arc::new(Vec::<OwnPlace>::new()));
    spawn_local(async move {
        let map = link.map().await;
        loaded.try_set(Some(map));
    });
    Effect::new(move || {
        changed.get();
        spawn_local(async move {
            if let Ok(tracks) = link.own().await {
                own.try_set(Arc::new(tracks));
            }
        });
    });
    move || match loaded.get() {
        None => view! { <p class="hint" role="status">{strings::LOADING}</p> }.into_any(),
        Some(Err(error)) => view! { <p class="notice notice--error" role="alert">{error}</p> }.into_any(),
        Some(Ok(map)) => view! { <Atlas link map own /> }.into_any(),
    }
}

/// The map, once it is known.
#[component]
fn Atlas(link: Link, map: Arc<CatalogueMap>, own: RwSignal<Arc<Vec<OwnPlace>>>) -> impl IntoView {
    let scene = Scene {
        link,
        plane: StoredValue::new_local(Plane::default()),
        canvas: NodeRef::new(),
        is_due: StoredValue::new(false),
        seen: RwSignal::new(0),
        current: RwSignal::new(None),
        selected: RwSignal::new(0),
    };
    let (by, colouring) = (RwSignal::new(0usize), RwSignal::new(Colouring::Cluster));
    let hidden = RwSignal::new(Vec::<bool>::new());
    let scheme = {
        let map = map.clone();
        Memo::new(move |_| Arc::new(Scheme::of(&map, colouring.get())))
    };
    Effect::new(move || {
        let classes = scheme.with(|scheme| scheme.labels.len());
        hidden.set(vec![false; classes]);
    });
    let places = map.clone();
    Effect::new(move || {
        let (scheme, own) = (scheme.get(), own.get());
        let is_sound = by.get() == 0;
        let mut all = if is_sound { places.sound.clone() } else { places.playlists.clone() };
        let catalogue = all.len();
        all.extend(own.iter().map(|track| {
            let place = if is_sound { track.sound } else { track.playlists };
            place.unwrap_or([f32::NAN; 2])
        }));
        let colouring = colouring.get();
        let value = |track: &OwnPlace| match colouring {
            Colouring::Cluster => 0.0,
            Colouring::By(feature) => track.features.get(feature),
        };
        let classes = own.iter().map(|track| scheme.class(colouring, value(track), track.cluster));
        let classes: Vec<u8> = classes.collect();
        let scheme = Arc::new(scheme.with_more(classes));
        scene.move_view(|plane| {
            plane.places = all;
            plane.catalogue = catalogue;
            plane.own = own.iter().map(|track| track.id).collect();
            plane.scheme = scheme;
        });
    });
    Effect::new(move || {
        let hidden = hidden.get();
        scene.move_view(|plane| plane.hidden = hidden);
    });
    let colour_names: Vec<&str> = Colouring::all().map(Colouring::name).collect();
    let planes = vec![strings::BY_SOUND.get(), strings::BY_PLAYLISTS.get()];
    let chosen_colour = move || Colouring::all().position(|other| other == colouring.get()).unwrap_or(0);
    view! {
        <section class="map" aria-labelledby="map-name">
            <div class="section-head">
                <h2 id="map-name">{strings::MAP}</h2>
                <div class="map__choices">
                    <Choice
                        label=strings::PLANE
                        choices=planes
                        chosen=Signal::from(by)
                        on_choose=Callback::new(move |place| by.set(place))
                    />
                    <Choice
                        label=strings::COLOUR
                        choices=colour_names
                        chosen=Signal::derive(chosen_colour)
                        on_choose=Callback::new(move |place| {
                            if let Some(chosen) = Colouring::all().nth(place) {
                                colouring.set(chosen);
                            }
                        })
                    />
                </div>
            </div>
            <p class="hint">{strings::MAP_HINT}</p>
            <Search scene />
            <Legend scheme hidden />
            <Drawing scene />
            <Current scene />
            <Listed scene />
        </section>
    }
    .into_any()
}

/// Finds a track and flies there.
#[component]
fn Search(scene: Scene) -> impl IntoView {
    let found = RwSignal::new(Vec::<TrackCard>::new());
    let asked = StoredValue::new(0u32);
    let ask = move |text: String| {
        let number = asked.get_value().wrapping_add(1);
        asked.set_value(number);
        if text.trim().is_empty() {
            return found.set(Vec::new());
        }
        spawn_local(async move {
            let cards = scene.link.search(text, RESULTS).await.unwrap_or_default();
            // An answer to what has been typed over meanwhile is none.
            if asked.try_get_value() == Some(number) {
                found.set(cards);
            }
        });
    };
    let go = move |track: TrackRef| {
        let TrackRef::Catalogue(place) = track else { return };
        let still = is_still();
        scene.move_view(|plane| plane.fly_to(place as usize, still));
        scene.current.set(Some(place as usize));
        found.set(Vec::new());
    };
    let results = move || {
        let found = found.get();
        found
            .into_iter()
            .map(|card| {
                let track = card.track;
                view! {
                    <li>
                        <button type="button" class="text-button" on:click=move |_| go(track)>
                            {format!("{} – {}", card.artist, card.name)}
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div class="map__search">
            <label class="field">
                <span>{strings::FIND}</span>
                <input
                    type="search"
                    placeholder=strings::FIND_HINT
                    on:input=move |event| ask(event_target_value(&event))
                />
            </label>
            <ul>{results}</ul>
        </div>
    }
    .into_any()
}

/// The classes with their colours; each can be turned off.
#[component]
fn Legend(scheme: Memo<Arc<Scheme>>, hidden: RwSignal<Vec<bool>>) -> impl IntoView {
    let classes = move || {
        let scheme = scheme.get();
        let entries = scheme.labels.iter().cloned().zip(scheme.colours.iter().copied()).enumerate();
        let entries = entries.map(|(class, (label, [red, green, blue]))| {
            let is_shown = move || !hidden.with(|hidden| hidden.get(class).copied().unwrap_or_default());
            let toggle = move |_| {
                hidden.update(|hidden| {
                    hidden.iter_mut().skip(class).take(1).for_each(|is_hidden| *is_hidden = !*is_hidden)
                });
            };
            view! {
                <li>
                    <button
                        type="button"
                        class="legend__class"
                        aria-pressed=move || is_shown().to_string()
                        on:click=toggle
                    >
                        <svg viewBox="0 0 10 10" aria-hidden="true">
                            <circle cx="5" cy="5" r="4.5" fill=format!("rgb({red} {green} {blue})") />
                        </svg>
                        {label}
                    </button>
                </li>
            }
        });
        entries.collect_view()
    };
    view! { <ul class="legend" aria-label=strings::LEGEND>{classes}</ul> }.into_any()
}

/// The canvas with its gestures and keys.
#[component]
fn Drawing(scene: Scene) -> impl IntoView {
    let is_selecting = RwSignal::new(false);
    let pointers = StoredValue::new(Vec::<(i32, [f32; 2])>::new());
    let has_moved = StoredValue::new(false);
    let point = |event: &PointerEvent| [event.offset_x() as f32, event.offset_y() as f32];
    let on_down = move |event: PointerEvent| {
        if let Some(canvas) = scene.canvas.get_untracked() {
            drop(canvas.set_pointer_capture(event.pointer_id()));
        }
        has_moved.set_value(false);
        let at = point(&event);
        pointers.update_value(|pointers| pointers.push((event.pointer_id(), at)));
        if is_selecting.get_untracked() || event.shift_key() {
            scene.change(|plane| {
                plane.outline = plane.camera.iter().map(|camera| camera.place(at)).collect();
            });
        }
    };
    let on_move = move |event: PointerEvent| {
        let at = point(&event);
        let before = pointers.get_value();
        let Some((_, from)) = before.iter().find(|(id, _)| *id == event.pointer_id()).copied() else {
            let current = scene.plane.with_value(|plane| plane.at(at));
            return scene.show_current(current);
        };
        pointers.update_value(|pointers| {
            pointers.iter_mut().filter(|(id, _)| *id == event.pointer_id()).for_each(|(_, last)| *last = at);
        });
        let by = [at[0] - from[0], at[1] - from[1]];
        if by[0].hypot(by[1]) > 0.0 {
            has_moved.set_value(true);
        }
        let other = before.iter().find(|(id, _)| *id != event.pointer_id()).map(|(_, other)| *other);
        scene.change(|plane| {
            let Some(camera) = &mut plane.camera else { return };
            match other {
                // Two fingers: what is between them stays between them.
                Some(other) => {
                    let apart = |point: [f32; 2]| (point[0] - other[0]).hypot(point[1] - other[1]).max(1.0);
                    let middle = [(at[0] + other[0]) / 2.0, (at[1] + other[1]) / 2.0];
                    camera.pan([by[0] / 2.0, by[1] / 2.0]);
                    camera.zoom_at(middle, apart(at) / apart(from));
                }
                None if !plane.outline.is_empty() => plane.outline.push(camera.place(at)),
                None => camera.pan(by),
            }
        });
    };
    let on_up = move |event: PointerEvent| {
        pointers.update_value(|pointers| pointers.retain(|(id, _)| *id != event.pointer_id()));
        let at = point(&event);
        let is_outlined = scene.plane.with_value(|plane| !plane.outline.is_empty());
        if is_outlined {
            is_selecting.set(false);
            scene.move_view(Plane::select_outlined);
            scene.selected.set(scene.plane.with_value(|plane| plane.selected.len()));
        } else if has_moved.get_value() {
            scene.move_view(|_| {});
        } else if let Some(hit) = scene.plane.with_value(|plane| plane.at(at)) {
            scene.show_current(Some(hit));
        }
    };
    let on_wheel = move |event: WheelEvent| {
        event.prevent_default();
        let at = [event.offset_x() as f32, event.offset_y() as f32];
        let factor = (-0.0015 * event.delta_y() as f32).exp();
        scene.move_view(|plane| {
            if let Some(camera) = &mut plane.camera {
                camera.zoom_at(at, factor);
            }
        });
    };
    let show_whole = move || {
        scene.move_view(|plane| plane.camera = plane.camera.map(|camera| Camera::whole(camera.size)));
    };
    let on_key = move |event: KeyboardEvent| {
        let step = |direction: [f32; 2]| {
            scene.move_view(|plane| plane.step(direction));
            scene.current.set(scene.plane.with_value(|plane| plane.current));
        };
        match event.key().as_str() {
            "ArrowLeft" => step([-1.0, 0.0]),
            "ArrowRight" => step([1.0, 0.0]),
            "ArrowUp" => step([0.0, -1.0]),
            "ArrowDown" => step([0.0, 1.0]),
            "+" | "=" => scene.zoom(ZOOM_STEP),
            "-" => scene.zoom(1.0 / ZOOM_STEP),
            "Home" => show_whole(),
            "Enter" => {
                if let Some(current) = scene.current.get_untracked() {
                    scene.link.show(scene.plane.with_value(|plane| plane.reference(current)));
                }
            }
            " " => {
                if let Some(current) = scene.current.get_untracked() {
                    scene.move_view(|plane| {
                        match plane.selected.iter().position(|other| *other == current) {
                            Some(place) => drop(plane.selected.remove(place)),
                            None => plane.selected.push(current),
                        }
                    });
                    scene.selected.set(scene.plane.with_value(|plane| plane.selected.len()));
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    // The first drawing, and another whenever the window changes.
    Effect::new(move || {
        if scene.canvas.get().is_some() {
            scene.draw_soon();
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| scene.draw_soon());
    on_cleanup(move || resized.remove());
    view! {
        <div class="map__stage">
            <canvas
                class="map__canvas"
                class:map__canvas--selecting=move || is_selecting.get()
                node_ref=scene.canvas
                tabindex="0"
                role="application"
                aria-label=strings::MAP
                aria-describedby="map-keys"
                on:pointerdown=on_down
                on:pointermove=on_move
                on:pointerup=on_up
                on:pointercancel=on_up
                on:wheel=on_wheel
                on:keydown=on_key
            ></canvas>
            <div class="map__buttons">
                <Action label=strings::CLOSER on_press=Callback::new(move |()| scene.zoom(ZOOM_STEP)) />
                <Action label=strings::FARTHER on_press=Callback::new(move |()| scene.zoom(1.0 / ZOOM_STEP)) />
                <Action label=strings::WHOLE on_press=Callback::new(move |()| show_whole()) />
                <Action label=strings::SELECT_AREA on_press=Callback::new(move |()| is_selecting.set(true)) />
            </div>
            <p class="hint" id="map-keys">{strings::KEYS_HINT}</p>
        </div>
    }
    .into_any()
}

/// Name and features of the track that is hovered over or stepped to.
#[component]
fn Current(scene: Scene) -> impl IntoView {
    let card = RwSignal::new(None::<TrackCard>);
    Effect::new(move || {
        let Some(current) = scene.current.get() else { return card.set(None) };
        let track = scene.plane.with_value(|plane| plane.reference(current));
        spawn_local(async move {
            let cards = scene.link.cards(vec![track]).await.unwrap_or_default();
            if scene.current.try_get_untracked() == Some(Some(current)) {
                card.set(cards.into_iter().next());
            }
        });
    });
    let shown = move || {
        card.get().map(|card| {
            let track = card.track;
            let facts: Vec<String> = [Feature::Energy, Feature::Valence, Feature::Danceability, Feature::Tempo]
                .map(|feature| format!("{} {}", feature_name(feature), plain_value(feature, card.features.get(feature))))
                .to_vec();
            view! {
                <strong>{format!("{} – {}", card.artist, card.name)}</strong>
                <span class="hint">{facts.join(" · ")}</span>
                <Action label=strings::OPEN is_small=true about=card.name.clone() on_press=Callback::new(move |()| scene.link.show(track)) />
            }
        })
    };
    view! { <p class="map__current" aria-live="polite">{shown}</p> }.into_any()
}

/// A table of the selected tracks, or of those in view where none is selected.
#[component]
fn Listed(scene: Scene) -> impl IntoView {
    let (cards, all) = (RwSignal::new(Vec::<TrackCard>::new()), RwSignal::new(0usize));
    let asked = StoredValue::new(0u32);
    Effect::new(move || {
        let seen = scene.seen.get();
        asked.set_value(seen);
        // Only when the user has come to rest.
        set_timeout(
            move || {
                if asked.try_get_value() != Some(seen) {
                    return;
                }
                let tracks = scene.plane.with_value(|plane| {
                    let listed =
                        if plane.selected.is_empty() { plane.in_view() } else { plane.selected.clone() };
                    all.set(listed.len());
                    listed.iter().take(ROWS).map(|number| plane.reference(*number)).collect::<Vec<_>>()
                });
                spawn_local(async move {
                    let found = scene.link.cards(tracks).await.unwrap_or_default();
                    if asked.try_get_value() == Some(seen) {
                        cards.set(found);
                    }
                });
            },
            std::time::Duration::from_millis(PAUSE_MS),
        );
    });
    let add = move |()| {
        let tracks: Vec<TrackRef> = scene
            .plane
            .with_value(|plane| plane.selected.iter().map(|number| plane.reference(*number)).collect());
        scene.link.gather(&tracks);
    };
    let clear = move |()| {
        scene.move_view(|plane| plane.selected.clear());
        scene.selected.set(0);
    };
    let has_selection = move || scene.selected.get() > 0;
    let columns = [Feature::Energy, Feature::Valence, Feature::Danceability, Feature::Tempo];
    let rows = move || {
        let row = |card: TrackCard| {
            let track = card.track;
            let values =
                columns.map(|feature| view! { <td>{plain_value(feature, card.features.get(feature))}</td> });
            view! {
                <tr>
                    <th scope="row">
                        <button type="button" class="text-button" on:click=move |_| scene.link.show(track)>
                            {card.name}
                        </button>
                    </th>
                    <td>{card.artist}</td>
                    {values}
                </tr>
            }
        };
        cards.get().into_iter().map(row).collect_view()
    };
    let heading = move || if has_selection() { strings::SELECTED.get() } else { strings::SHOWN.get() };
    view! {
        <div class="map__listed">
            <div class="section-head">
                <h3>{heading}</h3>
                <p class="hint" role="status">
                    {move || if has_selection() { strings::selected(scene.selected.get()) } else { String::new() }}
                </p>
            </div>
            {when(has_selection, move || view! {
                <div class="map__buttons">
                    <Action label=strings::ADD_ALL on_press=Callback::new(add) />
                    <Action label=strings::CLEAR on_press=Callback::new(clear) />
                </div>
            }.into_any())}
            <div class="table-frame">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{strings::TRACK}</th>
                            <th scope="col">{strings::ARTIST}</th>
                            {columns.map(|feature| view! { <th scope="col">{feature_name(feature)}</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="hint">{move || if all.get() == 0 {
                strings::NOTHING_SHOWN.get().to_owned()
            } else {
                strings::some_of(cards.with(Vec::len), all.get())
            }}</p>
        </div>
    }
    .into_any()
}

/// Whether the user wants no motion.
fn is_still() -> bool {
    let query =
        |window: web_sys::Window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    web_sys::window().and_then(query).is_some_and(|query| query.matches())
}
