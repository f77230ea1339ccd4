//! The canvas of the map, with its gestures and keys.

use leptos::prelude::*;
use ui::controls::Action;
use web_sys::{KeyboardEvent, PointerEvent, WheelEvent};

use super::camera::Camera;
use super::plane::Plane;
use super::scene::Scene;
use crate::strings;

/// Magnification of one press.
const ZOOM_STEP: f32 = 1.5;

/// The canvas with its gestures and keys.
#[component]
pub fn Drawing(scene: Scene) -> impl IntoView {
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
