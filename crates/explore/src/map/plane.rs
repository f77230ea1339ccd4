//! The map's canvas: draws when something has changed, at most once a frame.

use protocol::TrackRef;
use protocol::map::CatalogueMap;
use std::sync::Arc;
use wasm_bindgen::{Clamped, prelude::*};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::camera::{self, Camera};
use super::marks::Theme;
use super::names::{Names, nearest_first};
use super::paint::{Brush, Raster};
use super::scheme::Scheme;

/// How far from a point, in CSS pixels, a track is still meant.
const REACH: f32 = 12.0;

/// Opacity of points, and of those that the legend has turned off.
const OPACITY: f32 = 0.7;
const FAINT: f32 = 0.10;

/// Steps of one flight, in frames.
const FLIGHT: u32 = 24;

/// Everything that is drawn.
#[derive(Default)]
pub struct Plane {
    /// Places of the catalogue's tracks, then of the user's own.
    pub places: Vec<[f32; 2]>,
    /// Number of those that are the catalogue's.
    pub catalogue: usize,
    /// Numbers of the user's own.
    pub own: Vec<u32>,
    /// What is known of the catalogue's.
    pub map: Arc<CatalogueMap>,
    /// What tracks are called.
    pub names: Names,
    /// Classes and colours, of the user's own tracks as well.
    pub scheme: Arc<Scheme>,
    /// Whether each class is turned off in the legend.
    pub hidden: Vec<bool>,
    /// The track that is hovered over or stepped to.
    pub current: Option<usize>,
    /// The tracks that are selected.
    pub selected: Vec<usize>,
    /// The outline of a selection that is being drawn, in places.
    pub outline: Vec<[f32; 2]>,
    /// What is seen.
    pub camera: Option<Camera>,
    flight: Option<(Camera, Camera, u32)>,
    /// Whether all that is shown is to be framed, and if so, whether at once.
    framing: Option<bool>,
    raster: Raster,
}

/// What came of drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The view moved by itself.
    pub has_moved: bool,
    /// It is going to move on: another frame has to follow.
    pub is_moving: bool,
}

impl Plane {
    /// Whether a track is not turned off in the legend.
    pub fn is_shown(&self, number: usize) -> bool {
        let class = self.scheme.class_of.get(number).copied().unwrap_or_default();
        !self.hidden.get(usize::from(class)).copied().unwrap_or_default()
    }

    /// What recommendation calls a track.
    pub fn reference(&self, number: usize) -> TrackRef {
        match number.checked_sub(self.catalogue).and_then(|own| self.own.get(own)) {
            Some(id) => TrackRef::Own(*id),
            None => TrackRef::Catalogue(number as u32),
        }
    }

    /// The track near a point of the canvas, in CSS pixels.
    pub fn at(&self, point: [f32; 2]) -> Option<usize> {
        camera::nearest(self.camera.as_ref()?, &self.places, point, REACH, |number| self.is_shown(number))
    }

    /// Index and distance from the middle, CSS pixels, of each track in view that is not turned off.
    pub fn seen(&self) -> impl Iterator<Item = (usize, f32)> {
        let camera = self.camera;
        let seen = move |(index, place): (usize, &[f32; 2])| {
            let camera = camera?;
            let [x, y] = camera.point(*place);
            let is_in = (0.0..camera.size[0]).contains(&x) && (0.0..camera.size[1]).contains(&y);
            let middle = camera.size.map(|side| side / 2.0);
            (is_in && self.is_shown(index)).then(|| (index, (x - middle[0]).hypot(y - middle[1])))
        };
        self.places.iter().enumerate().filter_map(seen)
    }

    /// The tracks in view, nearest to its middle first.
    pub fn in_view(&self) -> Vec<usize> {
        nearest_first(self.seen().collect())
    }

    /// Takes the tracks within the outline as selected, and ends it.
    pub fn select_outlined(&mut self) {
        let outline = std::mem::take(&mut self.outline);
        let within = |number: &usize| {
            self.is_shown(*number)
                && self.places.get(*number).is_some_and(|place| camera::is_within(&outline, *place))
        };
        self.selected = (0..self.places.len()).filter(within).collect();
    }

    /// Steps to the next track in a direction; to the one in the middle where there is no current one.
    pub fn step(&mut self, direction: [f32; 2]) {
        let next = match self.current {
            Some(from) => camera::next_towards(&self.places, from, direction, |number| self.is_shown(number))
                .or(Some(from)),
            None => self.in_view().first().copied(),
        };
        self.current = next;
        let place = next.and_then(|number| self.places.get(number)).copied();
        if let (Some(camera), Some(place)) = (self.camera, place) {
            let [x, y] = camera.point(place);
            if !(0.0..camera.size[0]).contains(&x) || !(0.0..camera.size[1]).contains(&y) {
                self.steer(|camera| camera.centre = place);
            }
        }
    }

    /// Moves the view as the user wants it, who has the last word: a flight ends.
    pub fn steer(&mut self, steer: impl FnOnce(&mut Camera)) {
        (self.flight, self.framing) = (None, None);
        if let Some(camera) = &mut self.camera {
            steer(camera);
        }
    }

    /// Goes to where all that is shown is seen; in steps, unless the user wants no motion or has seen nothing yet.
    pub fn frame(&mut self, is_still: bool) {
        self.framing = Some(is_still);
    }

    /// Goes to a track; in steps, unless the user wants no motion.
    pub fn fly_to(&mut self, number: usize, is_still: bool) {
        let (Some(camera), Some(place)) = (self.camera, self.places.get(number)) else { return };
        if !place[0].is_finite() {
            return;
        }
        self.current = Some(number);
        self.framing = None;
        let target = Camera { centre: *place, zoom: camera.zoom.max(8.0), size: camera.size };
        if is_still {
            self.camera = Some(target);
        } else {
            self.flight = Some((camera, target, 0));
        }
    }

    /// Draws everything on a canvas.
    ///
    /// # Errors
    /// Where the canvas refuses.
    pub fn draw(&mut self, canvas: &HtmlCanvasElement) -> Result<Drawn, JsValue> {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let ratio = window.device_pixel_ratio().clamp(1.0, 2.0) as f32;
        let size = [canvas.client_width().max(1) as f32, canvas.client_height().max(1) as f32];
        let (camera, has_moved) = self.moved(size);
        let camera = Camera { size: size.map(|side| side * ratio), ..camera };
        let (width, height) = (camera.size[0] as u32, camera.size[1] as u32);
        if (canvas.width(), canvas.height()) != (width, height) {
            canvas.set_width(width);
            canvas.set_height(height);
        }
        let theme = Theme::of(&window, canvas)?;
        self.paint(&camera, ratio, width as usize, height as usize, theme.paper);
        let context: CanvasRenderingContext2d =
            canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into();
        let image =
            ImageData::new_with_u8_clamped_array_and_sh(Clamped(self.raster.pixels()), width, height)?;
        context.put_image_data(&image, 0.0, 0.0)?;
        self.draw_marks(&context, &camera, ratio, &theme)?;
        Ok(Drawn { has_moved, is_moving: self.flight.is_some() })
    }

    /// The view for a canvas of a size, after the next step of what it does by itself, and whether that was any.
    fn moved(&mut self, size: [f32; 2]) -> (Camera, bool) {
        let before = self.camera;
        let mut camera = Camera { size, ..before.unwrap_or_else(|| Camera::whole(size)) };
        if let Some(is_still) = self.framing.take() {
            let shown = self.places.iter().enumerate().filter(|(index, _)| self.is_shown(*index));
            let target = Camera::framing(size, shown.map(|(_, place)| *place));
            self.flight = Some((camera, target, 0));
            if is_still || before.is_none() {
                self.flight = None;
                camera = target;
            }
        }
        if let Some((from, to, step)) = self.flight.take() {
            let share = (step + 1) as f32 / FLIGHT as f32;
            camera = Camera { size, ..from.towards(&to, share * share * (3.0 - 2.0 * share)) };
            if step + 1 < FLIGHT {
                self.flight = Some((from, to, step + 1));
            }
        }
        self.camera = Some(camera);
        (camera, before != Some(camera))
    }

    /// The catalogue's tracks: those that are turned off below the others.
    fn paint(&mut self, camera: &Camera, ratio: f32, width: usize, height: usize, paper: [u8; 3]) {
        self.raster.clear(width, height, paper);
        let radius = ratio * (0.9 + 0.55 * camera.zoom.max(1.0).ln()).min(4.0);
        for (is_shown, opacity) in [(false, FAINT), (true, OPACITY)] {
            let brush = Brush::new(radius, opacity);
            for (number, place) in self.places.iter().take(self.catalogue).enumerate() {
                let class = self.scheme.class_of.get(number).copied().unwrap_or_default();
                if self.hidden.get(usize::from(class)).copied().unwrap_or_default() != is_shown {
                    self.raster.stamp(&brush, camera.point(*place), self.scheme.colour(class));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: [f32; 2] = [800.0, 600.0];

    /// Two classes of tracks, far from each other.
    fn plane() -> Plane {
        let scheme = Scheme::named(vec![String::new(); 2]).with_own(0, [0, 0, 1].into_iter());
        Plane {
            places: vec![[0.1, 0.1], [0.2, 0.2], [0.9, 0.9]],
            catalogue: 3,
            scheme: Arc::new(scheme),
            ..Plane::default()
        }
    }

    #[test]
    fn the_first_view_frames_everything_and_a_later_one_flies_there() {
        let mut plane = plane();
        plane.frame(false);
        let (first, has_moved) = plane.moved(SIZE);
        assert!(has_moved && plane.flight.is_none(), "nothing was seen before that one could fly from");
        assert_eq!(plane.in_view().len(), 3);
        plane.hidden = vec![false, true];
        plane.frame(false);
        let mut steps = 0;
        while plane.moved(SIZE).1 {
            steps += 1;
        }
        assert_eq!(steps, FLIGHT);
        let last = plane.camera.unwrap_or(first);
        assert!((last.centre[0] - 0.15).abs() < 1e-4 && last.zoom > 4.0 * first.zoom, "{last:?}");
    }

    #[test]
    fn who_wants_no_motion_is_there_at_once() {
        let mut plane = plane();
        plane.moved(SIZE);
        plane.hidden = vec![true, false];
        plane.frame(true);
        let (camera, _) = plane.moved(SIZE);
        assert_eq!((camera.centre, plane.flight.is_none()), ([0.9, 0.9], true));
    }

    #[test]
    fn who_steers_ends_a_flight() {
        let mut plane = plane();
        plane.moved(SIZE);
        plane.fly_to(2, false);
        plane.moved(SIZE);
        plane.steer(|camera| camera.centre = [0.3, 0.3]);
        assert!(!plane.moved(SIZE).1);
        assert_eq!(plane.camera.map(|camera| camera.centre), Some([0.3, 0.3]));
    }
}
