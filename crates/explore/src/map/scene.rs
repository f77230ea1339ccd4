//! What the map's parts share: the plane, what is current, and how a change comes to be drawn.

use leptos::html::Canvas;
use leptos::prelude::*;

use super::plane::Plane;
use crate::link::Link;

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
            let drawn = self.plane.try_update_value(|plane| plane.draw(&canvas));
            if let Some(Ok(true)) = drawn {
                self.draw_soon();
                // What is listed waits for the end of the flight.
                self.seen.update(|seen| *seen = seen.wrapping_add(1));
            }
        });
    }

    /// The same, where the table changes as well.
    pub fn move_view(self, change: impl FnOnce(&mut Plane)) {
        self.change(change);
        self.seen.update(|seen| *seen = seen.wrapping_add(1));
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
            if let Some(camera) = &mut plane.camera {
                camera.zoom_at(camera.size.map(|side| side / 2.0), factor);
            }
        });
    }

    pub fn show_current(self, current: Option<usize>) {
        if self.current.get_untracked() != current {
            self.change(|plane| plane.current = current);
            self.current.set(current);
        }
    }
}
