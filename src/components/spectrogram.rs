//! The spectrogram as a picture: drawn once on a canvas, stretched to the space there is, with labelled frequencies.

use leptos::html::Canvas;
use leptos::prelude::*;
use protocol::{Analysis, Spectrogram};
use std::sync::Arc;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, ImageData};

use crate::strings;

/// Colours of equally distant levels, the quietest first. Each is lighter than the one before, so that the order
/// shows in grey as well; on their own dark ground they look the same in light and dark.
const COLOURS: [[u8; 3]; 6] = [
    [0x12, 0x10, 0x18],
    [0x35, 0x20, 0x63],
    [0x7a, 0x31, 0x82],
    [0xc9, 0x4f, 0x60],
    [0xf6, 0x96, 0x3e],
    [0xfd, 0xf3, 0xc7],
];

/// Labelled frequencies, Hz.
const LABELS_HZ: [f32; 3] = [100.0, 1_000.0, 10_000.0];

/// The picture of an analysis.
#[component]
pub fn SpectrogramPicture(
    /// The analysis whose sound is shown.
    analysis: Arc<Analysis>,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let Spectrogram { bands, columns, low_hz, high_hz, .. } = analysis.spectrogram;
    let alternative = strings::spectrogram_alternative(&analysis.spectrogram);
    let labels = LABELS_HZ.map(|hz| {
        let top = format!("{:.1}%", 100.0 * (high_hz / hz).ln() / (high_hz / low_hz).ln());
        view! { <span style:top=top>{strings::hertz(hz)}</span> }
    });
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            // A browser that draws nothing leaves the sentence and the waveform.
            paint(&canvas, &analysis.spectrogram).unwrap_or_default();
        }
    });
    view! {
        <div class="spectrogram">
            <canvas
                node_ref=canvas
                width=columns.to_string()
                height=bands.to_string()
                role="img"
                aria-label=alternative
            ></canvas>
            <div class="spectrogram__labels" aria-hidden="true">{labels}</div>
        </div>
    }
    .into_any()
}

fn paint(canvas: &web_sys::HtmlCanvasElement, spectrogram: &Spectrogram) -> Option<()> {
    let pixels = pixels(spectrogram);
    let image =
        ImageData::new_with_u8_clamped_array(Clamped(&pixels), u32::from(spectrogram.columns)).ok()?;
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.put_image_data(&image, 0.0, 0.0).ok()
}

/// Red, green, blue and opacity, row after row, the highest band first.
fn pixels(spectrogram: &Spectrogram) -> Vec<u8> {
    let palette: Vec<[u8; 4]> = (0..=255).map(colour).collect();
    let (bands, columns) = (usize::from(spectrogram.bands), usize::from(spectrogram.columns));
    let level = |band: usize, column: usize| spectrogram.levels.get(column * bands + band).copied();
    let row = |band: usize| (0..columns).map(move |column| level(band, column).unwrap_or(0));
    (0..bands).rev().flat_map(row).flat_map(|level| palette[usize::from(level)]).collect()
}

/// The colour of a level, between its two neighbours of [`COLOURS`].
fn colour(level: u8) -> [u8; 4] {
    let place = f32::from(level) / 255.0 * (COLOURS.len() - 1) as f32;
    let below = (place as usize).min(COLOURS.len() - 2);
    let part = place - below as f32;
    let mix = |i: usize| {
        let (from, to) = (f32::from(COLOURS[below][i]), f32::from(COLOURS[below + 1][i]));
        (from + part * (to - from)).round() as u8
    };
    [mix(0), mix(1), mix(2), 255]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn louder_is_lighter() {
        let luminance = |level: u8| {
            let [red, green, blue, _] = colour(level).map(f32::from);
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        assert_eq!(colour(0)[..3], COLOURS[0]);
        assert_eq!(colour(255)[..3], COLOURS[5]);
        assert!((1..=255).all(|level| luminance(level) > luminance(level - 1) - 0.5));
        assert!((4..=255).step_by(4).all(|level| luminance(level as u8) > luminance(level as u8 - 4)));
    }

    #[test]
    fn the_lowest_band_is_at_the_bottom() {
        let spectrogram = Spectrogram {
            bands: 2,
            columns: 3,
            levels: vec![255, 0, 0, 0, 0, 255],
            ..Spectrogram::default()
        };
        let pixels = pixels(&spectrogram);
        let lit: Vec<usize> = (0..6).filter(|place| pixels[place * 4] == 0xfd).collect();
        // Above: the last column; below: the first.
        assert_eq!(lit, [2, 3]);
        assert!(pixels.chunks(4).all(|pixel| pixel[3] == 255));
    }
}
