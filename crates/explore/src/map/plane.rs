//! The map's canvas: draws when something has changed, at most once a frame.

use protocol::TrackRef;
use std::sync::Arc;
use wasm_bindgen::{Clamped, prelude::*};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::camera::{self, Camera};
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
    raster: Raster,
}

/// Colours of the page, as the style sheet has them.
struct Theme {
    paper: [u8; 3],
    ink: String,
    accent: String,
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

    /// The tracks in view, nearest to its middle first.
    pub fn in_view(&self) -> Vec<usize> {
        let Some(camera) = &self.camera else { return Vec::new() };
        let middle = camera.size.map(|side| side / 2.0);
        let mut seen: Vec<(f32, usize)> = self
            .places
            .iter()
            .enumerate()
            .filter_map(|(number, place)| {
                let [x, y] = camera.point(*place);
                let is_in = (0.0..camera.size[0]).contains(&x) && (0.0..camera.size[1]).contains(&y);
                (is_in && self.is_shown(number)).then(|| ((x - middle[0]).hypot(y - middle[1]), number))
            })
            .collect();
        seen.sort_by(|a, b| a.0.total_cmp(&b.0));
        seen.into_iter().map(|(_, number)| number).collect()
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
        if let (Some(camera), Some(place)) = (&mut self.camera, place) {
            let [x, y] = camera.point(place);
            if !(0.0..camera.size[0]).contains(&x) || !(0.0..camera.size[1]).contains(&y) {
                camera.centre = place;
            }
        }
    }

    /// Goes to a track; in steps, unless the user wants no motion.
    pub fn fly_to(&mut self, number: usize, is_still: bool) {
        let (Some(camera), Some(place)) = (self.camera, self.places.get(number)) else { return };
        if !place[0].is_finite() {
            return;
        }
        self.current = Some(number);
        let target = Camera { centre: *place, zoom: camera.zoom.max(8.0), size: camera.size };
        if is_still {
            self.camera = Some(target);
        } else {
            self.flight = Some((camera, target, 0));
        }
    }

    /// Draws everything on a canvas; true if another frame has to follow.
    pub fn draw(&mut self, canvas: &HtmlCanvasElement) -> Result<bool, JsValue> {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let ratio = window.device_pixel_ratio().clamp(1.0, 2.0) as f32;
        let size = [canvas.client_width().max(1) as f32, canvas.client_height().max(1) as f32];
        let camera = self.camera.get_or_insert_with(|| Camera::whole(size));
        camera.size = size;
        if let Some((from, to, step)) = self.flight.take() {
            let share = (step + 1) as f32 / FLIGHT as f32;
            *camera = from.towards(&to, share * share * (3.0 - 2.0 * share));
            camera.size = size;
            if step + 1 < FLIGHT {
                self.flight = Some((from, to, step + 1));
            }
        }
        let camera = Camera { size: size.map(|side| side * ratio), ..*camera };
        let (width, height) = (camera.size[0] as u32, camera.size[1] as u32);
        if (canvas.width(), canvas.height()) != (width, height) {
            canvas.set_width(width);
            canvas.set_height(height);
        }
        let theme = theme(&window, canvas)?;
        self.paint(&camera, ratio, width as usize, height as usize, theme.paper);
        let context: CanvasRenderingContext2d =
            canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into();
        let image =
            ImageData::new_with_u8_clamped_array_and_sh(Clamped(self.raster.pixels()), width, height)?;
        context.put_image_data(&image, 0.0, 0.0)?;
        self.draw_marks(&context, &camera, ratio, &theme)?;
        Ok(self.flight.is_some())
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

    /// What stands out: the selection, the user's own tracks, the current one, and the outline.
    fn draw_marks(
        &self,
        context: &CanvasRenderingContext2d,
        camera: &Camera,
        ratio: f32,
        theme: &Theme,
    ) -> Result<(), JsValue> {
        let ratio = f64::from(ratio);
        let ring = |number: usize, radius: f64| -> Result<(), JsValue> {
            let Some(place) = self.places.get(number).filter(|place| place[0].is_finite()) else {
                return Ok(());
            };
            let [x, y] = camera.point(*place).map(f64::from);
            context.begin_path();
            context.arc(x, y, radius * ratio, 0.0, std::f64::consts::TAU)
        };
        context.set_stroke_style_str(&theme.accent);
        context.set_line_width(1.5 * ratio);
        for number in &self.selected {
            ring(*number, 4.5)?;
            context.stroke();
        }
        context.set_stroke_style_str(&theme.ink);
        context.set_line_width(2.0 * ratio);
        for number in (self.catalogue..self.places.len()).filter(|number| self.is_shown(*number)) {
            let class = self.scheme.class_of.get(number).copied().unwrap_or_default();
            let [red, green, blue] = self.scheme.colour(class);
            ring(number, 6.0)?;
            context.set_fill_style_str(&format!("rgb({red} {green} {blue})"));
            context.fill();
            context.stroke();
        }
        if let Some(current) = self.current {
            context.set_line_width(2.5 * ratio);
            ring(current, 9.0)?;
            context.stroke();
        }
        if let Some((first, others)) = self.outline.split_first() {
            let [x, y] = camera.point(*first).map(f64::from);
            context.begin_path();
            context.move_to(x, y);
            for place in others {
                let [x, y] = camera.point(*place).map(f64::from);
                context.line_to(x, y);
            }
            context.close_path();
            context.set_stroke_style_str(&theme.accent);
            context.stroke();
        }
        Ok(())
    }
}

/// Reads the style sheet's colours, which follow the user's light or dark.
fn theme(window: &web_sys::Window, canvas: &HtmlCanvasElement) -> Result<Theme, JsValue> {
    let style = window.get_computed_style(canvas)?.ok_or(JsValue::NULL)?;
    let paper = style.get_property_value("background-color")?;
    let mut numbers =
        paper.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse::<u8>().ok());
    let mut channel = || numbers.next().unwrap_or(255);
    Ok(Theme {
        paper: [channel(), channel(), channel()],
        ink: style.get_property_value("--ink")?,
        accent: style.get_property_value("--accent")?,
    })
}
