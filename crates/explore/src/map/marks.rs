//! What stands out on the map: rings around tracks, the outline of a selection, and names.

use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::camera::Camera;
use super::labels::{Label, placed};
use super::names::MOST;
use super::plane::Plane;

/// Size of letters, CSS pixels.
const LETTER: f32 = 12.0;

/// Room around the name at the pointer, CSS pixels.
const PADDING: f32 = 4.0;

/// Share of the picture's width that a name takes at most: beyond, its letters move together.
const WIDEST: f32 = 0.9;

/// Colours and letters of the page, as the style sheet has them.
pub struct Theme {
    /// What is drawn upon: red, green, blue.
    pub paper: [u8; 3],
    ink: String,
    accent: String,
    letters: String,
}

impl Theme {
    /// Reads the style sheet, which follows the user's light or dark.
    ///
    /// # Errors
    /// Where the browser tells of no style.
    pub fn of(window: &web_sys::Window, canvas: &HtmlCanvasElement) -> Result<Self, JsValue> {
        let style = window.get_computed_style(canvas)?.ok_or(JsValue::NULL)?;
        let paper = style.get_property_value("background-color")?;
        let mut numbers =
            paper.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse::<u8>().ok());
        let mut channel = || numbers.next().unwrap_or(255);
        Ok(Self {
            paper: [channel(), channel(), channel()],
            ink: style.get_property_value("--ink")?,
            accent: style.get_property_value("--accent")?,
            letters: style.get_property_value("font-family")?,
        })
    }

    fn paper(&self) -> String {
        let [red, green, blue] = self.paper;
        format!("rgb({red} {green} {blue})")
    }

    /// Letters of the user's own tracks, and of the others.
    fn font(&self, is_own: bool, ratio: f32) -> String {
        let weight = if is_own { "600" } else { "400" };
        format!("{weight} {}px {}", LETTER * ratio, self.letters)
    }
}

/// A name that is about to stand on the map.
struct Written {
    text: String,
    is_own: bool,
    is_current: bool,
    label: Label,
}

impl Plane {
    /// What stands out: the selection, the user's own tracks, the current one, the outline, and names. `camera` and what is
    /// drawn are in pixels of the canvas, of which a CSS pixel has `ratio`.
    ///
    /// # Errors
    /// Where the canvas refuses.
    pub fn draw_marks(
        &mut self,
        context: &CanvasRenderingContext2d,
        camera: &Camera,
        ratio: f32,
        theme: &Theme,
    ) -> Result<(), JsValue> {
        self.draw_rings(context, camera, f64::from(ratio), theme)?;
        self.draw_outline(context, camera, theme);
        self.draw_names(context, camera, ratio, theme)
    }

    fn draw_rings(
        &self,
        context: &CanvasRenderingContext2d,
        camera: &Camera,
        ratio: f64,
        theme: &Theme,
    ) -> Result<(), JsValue> {
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
        Ok(())
    }

    fn draw_outline(&self, context: &CanvasRenderingContext2d, camera: &Camera, theme: &Theme) {
        let Some((first, others)) = self.outline.split_first() else { return };
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

    /// The name at the pointer, in a box, and those of other tracks wherever they hide no name.
    fn draw_names(
        &mut self,
        context: &CanvasRenderingContext2d,
        camera: &Camera,
        ratio: f32,
        theme: &Theme,
    ) -> Result<(), JsValue> {
        context.set_text_align("left");
        context.set_text_baseline("middle");
        context.set_line_join("round");
        let names = self.written(context, camera, ratio, theme)?;
        let labels: Vec<Label> = names.iter().map(|name| name.label).collect();
        let places = placed(&labels, LETTER * ratio, camera.size, MOST);
        // The one at the pointer comes first and is drawn last: above everything.
        for (name, place) in names.iter().zip(places).rev() {
            let Some(place) = place else { continue };
            let [x, y, width] = [place[0], place[1], name.label.width].map(f64::from);
            context.set_font(&theme.font(name.is_own, ratio));
            if name.is_current {
                draw_box(context, place, name.label.width, ratio, theme);
            } else {
                context.set_stroke_style_str(&theme.paper());
                context.set_line_width(f64::from(3.5 * ratio));
                context.stroke_text_with_max_width(&name.text, x, y, width)?;
            }
            context.set_fill_style_str(&theme.ink);
            context.fill_text_with_max_width(&name.text, x, y, width)?;
        }
        Ok(())
    }

    /// The names that are known of the tracks to be named, measured: the current one's first.
    fn written(
        &mut self,
        context: &CanvasRenderingContext2d,
        camera: &Camera,
        ratio: f32,
        theme: &Theme,
    ) -> Result<Vec<Written>, JsValue> {
        let others = self.names.wanted.iter().copied().filter(|index| Some(*index) != self.current);
        let indices: Vec<usize> = self.current.into_iter().chain(others).collect();
        let mut written = Vec::with_capacity(indices.len());
        for index in indices {
            let Some(place) = self.places.get(index).filter(|place| place[0].is_finite()) else { continue };
            let at = camera.point(*place);
            let is_in_sight = (0..2).all(|axis| (0.0..camera.size[axis]).contains(&at[axis]));
            let is_current = Some(index) == self.current;
            if !is_in_sight || !(is_current || self.is_shown(index)) {
                continue;
            }
            let is_own = index >= self.catalogue;
            let track = self.reference(index);
            let Some(name) = self.names.of(track) else { continue };
            let width = match name.width {
                Some(width) => width,
                None => {
                    context.set_font(&theme.font(is_own, 1.0));
                    *name.width.insert(context.measure_text(&name.text)?.width() as f32)
                }
            };
            // Letters of another size are not quite in proportion.
            let width = (1.02 * width * ratio).ceil().min(WIDEST * camera.size[0]);
            let label = Label { at, width };
            written.push(Written { text: name.text.clone(), is_own, is_current, label });
        }
        Ok(written)
    }
}

/// A box that a name at a place is read in, whatever lies below it.
fn draw_box(context: &CanvasRenderingContext2d, place: [f32; 2], width: f32, ratio: f32, theme: &Theme) {
    let padding = PADDING * ratio;
    let height = LETTER * ratio + 2.0 * padding;
    let [left, top, width, height] =
        [place[0] - padding, place[1] - height / 2.0, width + 2.0 * padding, height].map(f64::from);
    context.set_fill_style_str(&theme.paper());
    context.fill_rect(left, top, width, height);
    context.set_stroke_style_str(&theme.ink);
    context.set_line_width(f64::from(ratio));
    context.stroke_rect(left, top, width, height);
}
