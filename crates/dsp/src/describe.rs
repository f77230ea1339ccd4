//! The one analysis path: decoded audio in, description of the whole track out.
//!
//! What of the track sounds is cut into windows of 30 s; each is transformed once, and every family of the descriptor
//! reads that transform. Beside the audio itself and its downmix, memory does not grow with the length.

use crate::audio::{Audio, DescribeError};
use crate::beat::Beats;
use crate::contrast::Contrast;
use crate::descriptor::Descriptor;
use crate::downmix::Downmix;
use crate::dynamics::Dynamics;
use crate::key::KeyEstimate;
use crate::loudness::{self, Loudness};
use crate::math::extremes;
use crate::mel::{self, MelBank, MelFrames};
use crate::mfcc::Mfcc;
use crate::modulation::Modulation;
use crate::params::{HOP, MIN_REMAINDER_S, MIN_S, N_FFT, SAMPLE_RATE, WAVEFORM_SLICES, WINDOW_LEN};
use crate::resample::to_analysis_rate;
use crate::rhythm::{Part, Rhythm};
use crate::shape::Shape;
use crate::silence::sounding;
use crate::spectrum::Spectrum;
use crate::stft::{Spectrogram, Stft};
use crate::tempo::Tempo;
use crate::texture;
use crate::tonal::Tonal;
use crate::transients;
use crate::voice::Voice;
use std::borrow::Cow;
use std::ops::Range;

/// What the signal itself says about a track.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Descriptors of the windows along the track, at least one.
    pub windows: Vec<Window>,
    /// Tempo over all windows.
    pub tempo: Tempo,
    /// Beats of that tempo, and the bar.
    pub beats: Beats,
    /// Key over all windows.
    pub key: KeyEstimate,
    /// Loudness of the original channels.
    pub loudness: Loudness,
    /// What was heard of the channels.
    pub downmix: Downmix,
    /// Mean magnitude in [`crate::params::SPECTRUM_BINS`] bins; see [`crate::spectrum`].
    pub spectrum: Vec<f32>,
    /// Lowest and highest sample of the downmix in [`WAVEFORM_SLICES`] equal slices.
    pub waveform: Vec<(f32, f32)>,
    /// Length, seconds.
    pub duration_s: f32,
    /// How much of it sounds and was heard, seconds.
    pub sounding_s: f32,
}

/// One window of a track.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// Where it begins in the track, seconds.
    pub start_s: f32,
    /// What it sounds like.
    pub descriptor: Descriptor,
}

/// Share of the work that is done before the first window: downmix, resampling, loudness.
const PREPARATION: f32 = 0.2;

/// Describes a track. `on_progress` hears the share of the work that is done, 0…1, rising.
///
/// # Errors
///
/// Says what is wrong where the audio fails [`Audio::check`], or too little of it sounds.
pub fn describe(audio: &Audio<'_>, on_progress: &mut dyn FnMut(f32)) -> Result<Description, DescribeError> {
    audio.check()?;
    let loudness = loudness::measure(audio);
    on_progress(PREPARATION / 2.0);
    let downmix = Downmix::of(audio);
    let mono = to_analysis_rate(audio, downmix);
    let cuts = cut(&enough(sounding(&mono))?);
    on_progress(PREPARATION);

    let mut listener = Listener::new();
    let mut windows = Vec::with_capacity(cuts.len());
    for (done, parts) in cuts.iter().enumerate() {
        let start_s = parts.first().map_or(0.0, |part| seconds(part.start));
        let descriptor = listener.window(&joined(&mono, parts), &longest(parts));
        windows.push(Window { start_s, descriptor });
        on_progress(PREPARATION + (1.0 - PREPARATION) * (done + 1) as f32 / cuts.len() as f32);
    }
    let tempo = listener.rhythm.tempo();
    Ok(Description {
        windows,
        beats: listener.rhythm.beats(&tempo),
        tempo,
        key: listener.tonal.key(),
        loudness,
        downmix,
        spectrum: listener.spectrum.magnitudes(),
        waveform: envelope(&mono),
        duration_s: audio.duration_s(),
        sounding_s: seconds(cuts.iter().flatten().map(Range::len).sum()),
    })
}

/// The parts that sound, unless they are shorter together than what can be analysed.
fn enough(parts: Vec<Range<usize>>) -> Result<Vec<Range<usize>>, DescribeError> {
    let sounding_s = seconds(parts.iter().map(Range::len).sum());
    match sounding_s {
        0.0 => Err(DescribeError::Silent),
        // A file of the least length has a rounded number of samples.
        s if s + seconds(1) < MIN_S => Err(DescribeError::MostlySilent { seconds: s, minimum: MIN_S }),
        _ => Ok(parts),
    }
}

fn seconds(samples: usize) -> f32 {
    samples as f32 / SAMPLE_RATE as f32
}

/// Everything that turns one window into a descriptor, planned once for a track.
struct Listener {
    stft: Stft,
    spectrogram: Spectrogram,
    mel_bank: MelBank,
    mel: MelFrames,
    mfcc: Mfcc,
    shape: Shape,
    contrast: Contrast,
    rhythm: Rhythm,
    tonal: Tonal,
    modulation: Modulation,
    dynamics: Dynamics,
    voice: Voice,
    spectrum: Spectrum,
}

impl Listener {
    fn new() -> Self {
        Self {
            stft: Stft::new(N_FFT, HOP),
            spectrogram: Spectrogram::default(),
            mel_bank: mel::main_bank(),
            mel: MelFrames::default(),
            mfcc: Mfcc::new(),
            shape: Shape::new(),
            contrast: Contrast::new(),
            rhythm: Rhythm::new(),
            tonal: Tonal::new(),
            modulation: Modulation::new(),
            dynamics: Dynamics::new(),
            voice: Voice::new(),
            spectrum: Spectrum::new(),
        }
    }

    /// Families append in the order of [`crate::descriptor::GROUPS`]. `longest` is where beats may be looked for.
    fn window(&mut self, samples: &[f32], longest: &Part) -> Descriptor {
        let mut values = Vec::with_capacity(Descriptor::LEN);
        self.stft.power_into(samples, &mut self.spectrogram);
        self.mel_bank.measure(&self.spectrogram, &mut self.mel);
        mel::describe(&self.mel, &mut values);
        self.mfcc.measure(&self.mel);
        self.mfcc.describe(&mut values);
        self.shape.measure(samples, &self.spectrogram, &self.mel);
        self.shape.describe(&mut values);
        self.contrast.measure(&self.spectrogram);
        self.contrast.describe(&mut values);
        self.rhythm.window(samples, longest, &mut values);
        self.tonal.window(samples, &mut values);
        self.modulation.describe(&self.mel, &mut values);
        self.dynamics.describe(samples, &self.spectrogram, &mut values);
        transients::describe(&self.mel, &mut values);
        self.voice.describe(
            &self.spectrogram,
            &self.mel,
            self.mfcc.series(),
            &mut self.modulation,
            &mut values,
        );
        texture::describe(self.mfcc.series(), &mut values);
        self.spectrum.window(samples);
        finite(values)
    }
}

/// Families keep their values finite themselves; this is the guard that the model's input never breaks.
fn finite(mut values: Vec<f32>) -> Descriptor {
    debug_assert_eq!(values.len(), Descriptor::LEN);
    debug_assert!(values.iter().all(|value| value.is_finite()));
    values.resize(Descriptor::LEN, 0.0);
    values.iter_mut().filter(|value| !value.is_finite()).for_each(|value| *value = 0.0);
    Descriptor::from_vec(values).unwrap_or_else(Descriptor::zero)
}

/// The parts of the track that each window is made of: [`WINDOW_LEN`] samples of what sounds, one after the other. What
/// remains is a window of its own if it is at least [`MIN_REMAINDER_S`] long, or all there is.
fn cut(sounding: &[Range<usize>]) -> Vec<Vec<Range<usize>>> {
    let mut windows = vec![Vec::new()];
    let mut room = WINDOW_LEN;
    for part in sounding {
        let mut start = part.start;
        while start < part.end {
            if room == 0 {
                windows.push(Vec::new());
                room = WINDOW_LEN;
            }
            let end = part.end.min(start + room);
            windows.last_mut().into_iter().for_each(|window| window.push(start..end));
            room -= end - start;
            start = end;
        }
    }
    let least = (MIN_REMAINDER_S * SAMPLE_RATE as f32) as usize;
    if windows.len() > 1 && WINDOW_LEN - room < least {
        windows.pop();
    }
    windows
}

/// The samples of a window.
fn joined<'a>(mono: &'a [f32], parts: &[Range<usize>]) -> Cow<'a, [f32]> {
    let samples = |part: &Range<usize>| mono.get(part.clone()).unwrap_or_default();
    match parts {
        [part] => Cow::Borrowed(samples(part)),
        parts => parts.iter().flat_map(samples).copied().collect(),
    }
}

/// The longest part of a window.
fn longest(parts: &[Range<usize>]) -> Part {
    let mut longest = Part::default();
    let mut before = 0;
    for part in parts {
        if part.len() > longest.samples.len() {
            longest = Part { samples: before..before + part.len(), start_s: seconds(part.start) };
        }
        before += part.len();
    }
    longest
}

/// Lowest and highest sample in [`WAVEFORM_SLICES`] equal slices.
fn envelope(mono: &[f32]) -> Vec<(f32, f32)> {
    // In 64 bits, which a browser's `usize` has not: three minutes would not fit.
    let edge = |slice: usize| (slice as u64 * mono.len() as u64 / WAVEFORM_SLICES as u64) as usize;
    let slices = (0..WAVEFORM_SLICES).map(|slice| mono.get(edge(slice)..edge(slice + 1)).unwrap_or_default());
    slices.map(extremes).collect()
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "the parts of a track are ranges, often one")]
mod tests {
    use super::*;

    fn samples(seconds: f32) -> usize {
        (seconds * SAMPLE_RATE as f32) as usize
    }

    #[test]
    fn windows_cover_the_track_but_for_a_short_rest() {
        for (length, expected) in
            [(3.0, 1), (29.0, 1), (30.0, 1), (44.0, 1), (46.0, 2), (60.0, 2), (240.0, 8)]
        {
            let whole = 0..samples(length);
            let cuts = cut(std::slice::from_ref(&whole));
            assert_eq!(cuts.len(), expected, "{length} s");
            for (place, parts) in cuts.iter().enumerate() {
                let start = place * WINDOW_LEN;
                assert_eq!(*parts, [start..whole.end.min(start + WINDOW_LEN)], "{length} s");
            }
        }
    }

    #[test]
    fn windows_are_filled_across_silences() {
        let second = samples(1.0);
        let parts = [10 * second..50 * second, 110 * second..150 * second];
        let cuts = cut(&parts);
        let expected = [
            vec![10 * second..40 * second],
            vec![40 * second..50 * second, 110 * second..130 * second],
            vec![130 * second..150 * second],
        ];
        assert_eq!(cuts, expected);
        assert_eq!(longest(&cuts[1]), Part { samples: 10 * second..30 * second, start_s: 110.0 });
        let mono: Vec<f32> = (0..150 * second).map(|i| (i / second) as f32).collect();
        let window = joined(&mono, &cuts[1]);
        assert_eq!((window.len(), window[0], window[10 * second]), (WINDOW_LEN, 40.0, 110.0));
    }
}
