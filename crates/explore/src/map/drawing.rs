//! The canvas of the map, with its gestures and keys.

use leptos::prelude::*;
use ui::controls::Action;
use ui::language::Text;
use web_sys::{EventTarget, FocusOptions, KeyboardEvent, PointerEvent, TouchEvent, WheelEvent};

use super::gestures::{Gestures, Meaning};
use super::nudge::Nudge;
use super::plane::Plane;
use super::scene::Scene;
use crate::strings;

/// Magnification of one press.
const ZOOM_STEP: f32 = 1.5;

/// Magnification of a turn of the wheel, and of a pinch on a touchpad, which browsers tell as a turn with Ctrl held: a pixel's
/// worth of it, as a logarithm, and most of what one event may tell.
const WHEEL_RATE: f32 = 0.0015;
const PINCH_RATE: f32 = 0.01;
const PINCH_MOST: f32 = 30.0;

/// The canvas with its gestures and keys.
#[component]
pub fn Drawing(scene: Scene) -> impl IntoView {
    let hand = Hand::new(scene);
    // The first drawing, and another whenever the window changes.
    Effect::new(move || {
        if scene.canvas.get().is_some() {
            scene.draw_soon();
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| scene.draw_soon());
    // Not every browser takes the focus from what was left by a finger.
    let left = window_event_listener(leptos::ev::pointerdown, move |event| hand.leave(&event));
    on_cleanup(move || {
        resized.remove();
        left.remove();
    });
    view! {
        <div class="map__stage">
            <div class="map__frame">
                <canvas
                    class="map__canvas"
                    class:map__canvas--selecting=move || hand.is_selecting.get()
                    class:map__canvas--held=move || hand.is_held.get()
                    node_ref=scene.canvas
                    tabindex="0"
                    role="application"
                    aria-label=strings::MAP
                    aria-describedby="map-keys"
                    on:pointerdown=move |event| hand.down(&event)
                    on:pointermove=move |event| hand.moved(&event)
                    on:pointerup=move |event| hand.up(&event)
                    on:pointercancel=move |event| hand.cancelled(&event)
                    on:touchmove=keep_two_fingers
                    on:wheel=move |event| hand.wheel(&event)
                    on:keydown=move |event| on_key(scene, &event)
                    on:focus=move |_| hand.is_held.set(true)
                    on:blur=move |_| hand.is_held.set(false)
                ></canvas>
                <Nudge text=hand.nudge />
            </div>
            <div class="map__buttons">
                <Action label=strings::CLOSER on_press=Callback::new(move |()| scene.zoom(ZOOM_STEP)) />
                <Action label=strings::FARTHER on_press=Callback::new(move |()| scene.zoom(1.0 / ZOOM_STEP)) />
                <Action label=strings::WHOLE on_press=Callback::new(move |()| scene.frame()) />
                <Action label=strings::SELECT_AREA on_press=Callback::new(move |()| hand.is_selecting.set(true)) />
            </div>
            <p class="hint" id="map-keys">{strings::KEYS_HINT}</p>
        </div>
    }
    .into_any()
}

/// What the user's pointers do to the map. As long as it does not hold the focus, what only passes over it scrolls the page.
#[derive(Clone, Copy)]
struct Hand {
    scene: Scene,
    gestures: StoredValue<Gestures>,
    /// Whether the next drag outlines a selection.
    is_selecting: RwSignal<bool>,
    /// Whether the map holds the focus: wheel and finger are its own.
    is_held: RwSignal<bool>,
    /// What to do instead of what did nothing.
    nudge: RwSignal<Option<Text>>,
}

impl Hand {
    fn new(scene: Scene) -> Self {
        Self {
            scene,
            gestures: StoredValue::new(Gestures::default()),
            is_selecting: RwSignal::new(false),
            is_held: RwSignal::new(false),
            nudge: RwSignal::new(None),
        }
    }

    fn down(self, event: &PointerEvent) {
        if let Some(canvas) = self.scene.canvas.get_untracked() {
            drop(canvas.set_pointer_capture(event.pointer_id()));
        }
        let at = point(event);
        self.gestures.update_value(|gestures| gestures.down(event.pointer_id(), at));
        if self.is_selecting.get_untracked() || event.shift_key() {
            self.scene.change(|plane| {
                plane.outline = plane.camera.iter().map(|camera| camera.place(at)).collect();
            });
        }
    }

    fn moved(self, event: &PointerEvent) {
        let (scene, at) = (self.scene, point(event));
        let mut meaning = Meaning::Nothing;
        self.gestures.update_value(|gestures| meaning = gestures.moved(event.pointer_id(), at));
        match meaning {
            Meaning::Nothing => {}
            Meaning::Point => scene.show_current(scene.plane.with_value(|plane| plane.at(at))),
            Meaning::Pinch { by, middle, growth } => drop(scene.change(|plane| {
                plane.steer(|camera| {
                    camera.pan(by);
                    camera.zoom_at(middle, growth);
                });
            })),
            Meaning::Drag(by) => self.drag(at, by, event.pointer_type() == "touch"),
        }
    }

    fn drag(self, at: [f32; 2], by: [f32; 2], is_finger: bool) {
        let is_outlining = self.scene.plane.with_value(|plane| !plane.outline.is_empty());
        if is_finger && !is_outlining && !self.is_held.get_untracked() {
            return self.nudge.set(Some(strings::TAP_FIRST));
        }
        self.scene.change(|plane| match plane.camera {
            Some(camera) if is_outlining => plane.outline.push(camera.place(at)),
            _ => plane.steer(|camera| camera.pan(by)),
        });
    }

    fn up(self, event: &PointerEvent) {
        let scene = self.scene;
        let mut is_tap = false;
        self.gestures.update_value(|gestures| is_tap = gestures.up(event.pointer_id()));
        if scene.plane.with_value(|plane| !plane.outline.is_empty()) {
            self.is_selecting.set(false);
            scene.move_view(Plane::select_outlined);
            return scene.selected.set(scene.plane.with_value(|plane| plane.selected.len()));
        }
        if !is_tap {
            return scene.move_view(|_| {});
        }
        self.hold();
        let at = point(event);
        if let Some(hit) = scene.plane.with_value(|plane| plane.at(at)) {
            scene.show_current(Some(hit));
        }
    }

    /// The browser has taken the pointer, to scroll the page.
    fn cancelled(self, event: &PointerEvent) {
        self.gestures.update_value(|gestures| gestures.leave(event.pointer_id()));
        self.scene.change(|plane| plane.outline.clear());
    }

    /// Takes the focus, as a mouse does by itself; without scrolling the page.
    fn hold(self) {
        let Some(canvas) = self.scene.canvas.get_untracked() else { return };
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        drop(canvas.focus_with_options(&options));
    }

    /// Lets go of the focus where something else is pressed.
    fn leave(self, event: &PointerEvent) {
        let Some(canvas) = self.scene.canvas.get_untracked() else { return };
        let own: &EventTarget = canvas.as_ref();
        let is_elsewhere = event.target().is_none_or(|target| target != *own);
        if is_elsewhere && self.is_held.get_untracked() {
            drop(canvas.blur());
        }
    }

    fn wheel(self, event: &WheelEvent) {
        let is_pinch = event.ctrl_key() || event.meta_key();
        if !is_pinch && !self.is_held.get_untracked() {
            return self.nudge.set(Some(strings::CLICK_FIRST));
        }
        event.prevent_default();
        let at = [event.offset_x() as f32, event.offset_y() as f32];
        let turned = event.delta_y() as f32;
        let growth = if is_pinch {
            (-PINCH_RATE * turned.clamp(-PINCH_MOST, PINCH_MOST)).exp()
        } else {
            (-WHEEL_RATE * turned).exp()
        };
        self.scene.move_view(|plane| plane.steer(|camera| camera.zoom_at(at, growth)));
    }
}

fn point(event: &PointerEvent) -> [f32; 2] {
    [event.offset_x() as f32, event.offset_y() as f32]
}

/// Two fingers are the map's, even while one scrolls the page.
fn keep_two_fingers(event: TouchEvent) {
    if event.touches().length() > 1 && event.cancelable() {
        event.prevent_default();
    }
}

fn on_key(scene: Scene, event: &KeyboardEvent) {
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
        "Home" => scene.frame(),
        "Enter" => {
            if let Some(current) = scene.current.get_untracked() {
                scene.link.show(scene.plane.with_value(|plane| plane.reference(current)));
            }
        }
        " " => select_current(scene),
        _ => return,
    }
    event.prevent_default();
}

/// Selects the current track, or takes it out of the selection.
fn select_current(scene: Scene) {
    let Some(current) = scene.current.get_untracked() else { return };
    scene.move_view(|plane| match plane.selected.iter().position(|other| *other == current) {
        Some(index) => drop(plane.selected.remove(index)),
        None => plane.selected.push(current),
    });
    scene.selected.set(scene.plane.with_value(|plane| plane.selected.len()));
}
