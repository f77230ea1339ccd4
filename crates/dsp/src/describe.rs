//! The one analysis path: decoded audio in, description of the whole track out.
//!
//! The track is cut into windows of 30 s; each is transformed once, and every family of the descriptor
//! reads that transform. Beside the audio itself and its downmix, memory does not grow with the length.

use crate::audio::{Audio, DescribeError};
use crate::beat::Beats;
use crate::contrast::Contrast;
use crate::descriptor::Descriptor;
use crate::dynamics::Dynamics;
use crate::key::KeyEstimate;
use crate::loudness::{self, Loudness};
use crate::math::extremes;
use crate::mel::{self, MelBank, MelFrames};
use crate::mfcc::Mfcc;
use crate::modulation::Modulation;
use crate::params::{HOP, MIN_REMAINDER_S, N_FFT, SAMPLE_RATE, WAVEFORM_SLICES, WINDOW_LEN};
use crate::resample::to_analysis_rate;
use crate::rhythm::Rhythm;
use crate::shape::Shape;
use crate::spectrum::Spectrum;
use crate::stft::{Spectrogram, Stft};
use crate::tempo::Tempo;
use crate::texture;
use crate::tonal::Tonal;
use crate::transients;
use crate::voice::Voice;

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
    /// Mean magnitude in [`crate::params::SPECTRUM_BINS`] bins; see [`crate::spectrum`].
    pub spectrum: Vec<f32>,
    /// Lowest and highest sample of the downmix in [`WAVEFORM_SLICES`] equal slices.
    pub waveform: Vec<(f32, f32)>,
    /// Length, seconds.
    pub duration_s: f32,
}

/// One window of a track.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// Where it begins, seconds.
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
/// Says what is wrong where the audio fails [`Audio::check`].
pub fn describe(audio: &Audio<'_>, on_progress: &mut dyn FnMut(f32)) -> Result<Description, DescribeError> {
    audio.check()?;
    let loudness = loudness::measure(audio);
    on_progress(PREPARATION / 2.0);
    let mono = to_analysis_rate(audio);
    on_progress(PREPARATION);

    let cuts = cut(mono.len());
    let mut listener = Listener::new();
    let mut windows = Vec::with_capacity(cuts.len());
    for (done, range) in cuts.iter().enumerate() {
        let start_s = range.start as f32 / SAMPLE_RATE as f32;
        let samples = mono.get(range.clone()).unwrap_or_default();
        windows.push(Window { start_s, descriptor: listener.window(samples) });
        on_progress(PREPARATION + (1.0 - PREPARATION) * (done + 1) as f32 / cuts.len() as f32);
    }
    let tempo = listener.rhythm.tempo();
    Ok(Description {
        windows,
        beats: listener.rhythm.beats(&tempo),
        tempo,
        key: listener.tonal.key(),
        loudness,
        spectrum: listener.spectrum.magnitudes(),
        waveform: envelope(&mono),
        duration_s: audio.duration_s(),
    })
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

    /// Families append in the order of [`crate::descriptor::GROUPS`].
    fn window(&mut self, samples: &[f32]) -> Descriptor {
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
        self.rhythm.window(samples, &mut values);
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

/// Windows of [`WINDOW_LEN`] samples one after the other; what remains is a window of its own if it is at
/// least [`MIN_REMAINDER_S`] long, or all there is.
fn cut(len: usize) -> Vec<std::ops::Range<usize>> {
    let least = (MIN_REMAINDER_S * SAMPLE_RATE as f32) as usize;
    let starts = (0..len).step_by(WINDOW_LEN);
    let ranges = starts.map(|start| start..(start + WINDOW_LEN).min(len));
    ranges.filter(|range| range.start == 0 || range.len() >= least).collect()
}

/// Lowest and highest sample in [`WAVEFORM_SLICES`] equal slices.
fn envelope(mono: &[f32]) -> Vec<(f32, f32)> {
    // In 64 bits, which a browser's `usize` has not: three minutes would not fit.
    let edge = |slice: usize| (slice as u64 * mono.len() as u64 / WAVEFORM_SLICES as u64) as usize;
    let slices = (0..WAVEFORM_SLICES).map(|slice| mono.get(edge(slice)..edge(slice + 1)).unwrap_or_default());
    slices.map(extremes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_cover_the_track_but_for_a_short_rest() {
        let seconds = |s: f32| (s * SAMPLE_RATE as f32) as usize;
        for (length, expected) in
            [(3.0, 1), (29.0, 1), (30.0, 1), (44.0, 1), (46.0, 2), (60.0, 2), (240.0, 8)]
        {
            let cuts = cut(seconds(length));
            assert_eq!(cuts.len(), expected, "{length} s");
            assert!(cuts.iter().all(|range| range.len() <= WINDOW_LEN && range.end <= seconds(length)));
        }
    }
}
