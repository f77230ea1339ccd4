//! What the map's parts share: the plane, what is current, and how a change comes to be drawn.

use leptos::html::Canvas;
use leptos::prelude::*;
use std::time::Duration;

use super::plane::Plane;
use crate::link::Link;

/// How long the user rests before what is seen is asked for.
const PAUSE: Duration = Duration::from_millis(150);

/// What the map's parts share.
#[derive(Clone, Copy)]
pub struct Scene {
    pub link: Link,
    pub plane: StoredValue<Plane, LocalStorage>,
    pub canvas: NodeRef<Canvas>,
    pub is_due: StoredValue<bool>,
    /// Counts changes of what the table lists.
    pub seen: RwSignal<u32>,
    pub current: RwSignal<Option<usize>>,
    pub selected: RwSignal<usize>,
}

impl Scene {
    /// Changes something and has it drawn with the next frame.
    pub fn change<T>(self, change: impl FnOnce(&mut Plane) -> T) -> Option<T> {
        let changed = self.plane.try_update_value(change);
        self.draw_soon();
        changed
    }

    pub fn draw_soon(self) {
        if self.is_due.try_get_value() != Some(false) {
            return;
        }
        self.is_due.set_value(true);
        request_animation_frame(move || {
            if self.is_due.try_set_value(false).is_some() {
                return;
            }
            let Some(canvas) = self.canvas.get_untracked() else { return };
            let Some(Ok(drawn)) = self.plane.try_update_value(|plane| plane.draw(&canvas)) else { return };
            if drawn.is_moving {
                self.draw_soon();
            }
            if drawn.has_moved {
                // What is listed and named waits for the end of the flight.
                self.seen.update(|seen| *seen = seen.wrapping_add(1));
            }
        });
    }

    /// The same, where the table changes as well.
    pub fn move_view(self, change: impl FnOnce(&mut Plane)) {
        self.change(change);
        self.seen.update(|seen| *seen = seen.wrapping_add(1));
    }

    /// Goes to where all that is shown is seen.
    pub fn frame(self) {
        let is_still = is_still();
        self.change(|plane| plane.frame(is_still));
    }

    /// Does something whenever the user has come to rest after a change of what is seen. It is told whether that is still
    /// so, for answers that come later.
    pub fn at_rest(self, act: impl Fn(Box<dyn Fn() -> bool>) + Clone + 'static) {
        let asked = StoredValue::new(0u32);
        Effect::new(move || {
            let seen = self.seen.get();
            asked.set_value(seen);
            let is_current = move || asked.try_get_value() == Some(seen);
            let act = act.clone();
            let act = move || {
                if is_current() {
                    act(Box::new(is_current));
                }
            };
            set_timeout(act, PAUSE);
        });
    }

    /// Leaves what is current and what is selected.
    pub fn forget(self) {
        self.change(|plane| {
            plane.selected.clear();
            plane.current = None;
        });
        self.current.set(None);
        self.selected.set(0);
    }

    pub fn zoom(self, factor: f32) {
        self.move_view(|plane| {
            plane.steer(|camera| camera.zoom_at(camera.size.map(|side| side / 2.0), factor));
        });
    }

    pub fn show_current(self, current: Option<usize>) {
        if self.current.get_untracked() != current {
            self.change(|plane| plane.current = current);
            self.current.set(current);
        }
    }
}

/// Whether the user wants no motion.
pub fn is_still() -> bool {
    let query =
        |window: web_sys::Window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    web_sys::window().and_then(query).is_some_and(|query| query.matches())
}
