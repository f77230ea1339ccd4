//! Rhythm: statistics of pulse and onsets in one window, and the tempo of all windows.
//!
//! | values | meaning |
//! |---|---|
//! | `acf_R` | autocorrelation of onset strength at `R` beats |
//! | `low_acf_R`, `mid_acf_R`, `high_acf_R` | the same by register |
//! | `rate_R` | magnitude of onset strength at `R` times the tempo, relative to its mean over 0–17 Hz |
//! | `tempo` | octaves above 120 BPM; 0 where there is no pulse |
//! | `tempo_confidence`, `other_reading` | probability of the tempo, and of the strongest other reading |
//! | `entropy` | entropy of the spectrum of onset strength from 40 to 240 BPM, 0…1 |
//! | `pulse` | greatest autocorrelation at periods of 0.25 to 1.5 s |
//! | `strength_mean`, `sd`, `median`, `p90`, `p99` | onset strength, dB |
//! | `onsets`, `low_onsets`, `mid_onsets`, `high_onsets` | onsets per second |
//! | `interval_variation` | coefficient of variation of the time between onsets |
//! | `steady_mean`, `sd`, `min` | autocorrelation at one beat within blocks of 6 s |
//! | `low_share`, `high_share` | share of the registers in onset strength |

use crate::beat::{self, Beats};
use crate::onset::{self, FRAME_RATE, N_REGISTERS, OnsetDetector, Onsets};
use crate::params::SAMPLE_RATE;
use crate::pulse::{Pulse, PulseAnalyser};
use crate::tempo::{self, Tempo};
use std::ops::Range;

/// Number of values that [`Rhythm::window`] appends.
pub const LEN: usize = 42;

/// Multiples of the beat at which the autocorrelation of all bands is a value.
const ACF_BEATS: [(f32, &str); 9] = [
    (0.25, "1/4"),
    (1.0 / 3.0, "1/3"),
    (0.5, "1/2"),
    (2.0 / 3.0, "2/3"),
    (1.0, "1"),
    (1.5, "3/2"),
    (2.0, "2"),
    (3.0, "3"),
    (4.0, "4"),
];

/// Multiples of the beat at which the registers' autocorrelations are values.
const REGISTER_BEATS: [(f32, &str); 3] = [(0.5, "1/2"), (1.0, "1"), (2.0, "2")];

/// Multiples of the tempo at which the spectrum is a value.
const RATES: [(f32, &str); 4] = [(0.5, "1/2"), (1.0, "1"), (2.0, "2"), (4.0, "4")];

/// Names of the registers.
const REGISTERS: [&str; N_REGISTERS] = ["low", "mid", "high"];

/// Beat taken where there is no pulse, so that the values mean the same to a model, BPM.
const DEFAULT_BPM: f32 = 120.0;

/// Length of a block for steadiness, frames: 6 s.
const BLOCK_FRAMES: usize = (6.0 * FRAME_RATE) as usize;

/// Frames to each side over which an onset must be the strongest: 35 ms.
const PEAK_REACH: usize = 3;

/// Analyses windows of one track, one after the other.
#[derive(Default)]
pub struct Rhythm {
    detector: OnsetDetector,
    onsets: Onsets,
    analyser: PulseAnalyser,
    window: Pulse,
    track: Pulse,
    sorted: Vec<f32>,
    /// For the beats, of the first windows with a pulse: when the longest part of each begins, and its onsets.
    kept: Vec<(f32, Onsets)>,
    /// Tempo of each window, and the window's samples.
    readings: Vec<(Tempo, f32)>,
}

/// A part of a window in which the track goes on without a cut.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// Where it lies in the window.
    pub samples: Range<usize>,
    /// When it begins in the track, seconds.
    pub start_s: f32,
}

impl Part {
    /// A window without a cut that begins at `start_s` seconds.
    pub fn whole(samples: &[f32], start_s: f32) -> Part {
        Part { samples: 0..samples.len(), start_s }
    }

    /// Its share of a window's onsets, with the time of the first.
    fn onsets(&self, window: &Onsets) -> (f32, Onsets) {
        let first = self.samples.start.div_ceil(onset::HOP);
        let end = self.samples.end.saturating_sub(onset::N_FFT) / onset::HOP;
        let late = (first * onset::HOP - self.samples.start) as f32 / SAMPLE_RATE as f32;
        (self.start_s + late, window.between(first..end))
    }
}

impl Rhythm {
    /// Ready for the first window of a track.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends the [`LEN`] rhythm values of one window (mono, [`crate::params::SAMPLE_RATE`]). Beats are looked for in
    /// `longest`, its longest part.
    pub fn window(&mut self, samples: &[f32], longest: &Part, values: &mut Vec<f32>) {
        self.detector.measure(samples, &mut self.onsets);
        self.analyser.analyse(&self.onsets, &mut self.window);
        self.track.add(&self.window);
        if self.kept.len() < beat::KEPT_WINDOWS && !self.window.is_silent() {
            self.kept.push(longest.onsets(&self.onsets));
        }
        let tempo = tempo::estimate(&self.window);
        let bpm = if tempo.bpm > 0.0 { tempo.bpm } else { DEFAULT_BPM };
        push_pulse(&self.window, bpm, values);
        push_tempo(&self.window, &tempo, bpm, values);
        push_strength(&self.onsets.all, &mut self.sorted, values);
        push_onset_rates(&self.onsets, values);
        push_steadiness(self.analyser.envelope(&self.onsets.all), 60.0 / bpm, values);
        push_register_shares(&self.onsets, values);
        self.readings.push((tempo, samples.len() as f32));
    }

    /// Tempo over all windows so far.
    pub fn tempo(&self) -> Tempo {
        tempo::of_track(&self.track, &self.readings)
    }

    /// Where the beats of this tempo lie, and how many make a bar.
    pub fn beats(&self, tempo: &Tempo) -> Beats {
        beat::estimate(&self.kept, tempo)
    }
}

/// Names of the values, in order.
pub fn names() -> Vec<String> {
    let mut names: Vec<String> = ACF_BEATS.iter().map(|(_, name)| format!("acf_{name}")).collect();
    for register in REGISTERS {
        names.extend(REGISTER_BEATS.iter().map(|(_, name)| format!("{register}_acf_{name}")));
    }
    names.extend(RATES.iter().map(|(_, name)| format!("rate_{name}")));
    let rest = [
        "tempo",
        "tempo_confidence",
        "other_reading",
        "entropy",
        "pulse",
        "strength_mean",
        "strength_sd",
        "strength_median",
        "strength_p90",
        "strength_p99",
        "onsets",
        "low_onsets",
        "mid_onsets",
        "high_onsets",
        "interval_variation",
        "steady_mean",
        "steady_sd",
        "steady_min",
        "low_share",
        "high_share",
    ];
    names.extend(rest.map(String::from));
    names.into_iter().map(|name| format!("rhythm_{name}")).collect()
}

/// Centre frequency of each value that is of one register, Hz: the middles, in octaves, of 30, 250, 2,000 and
/// 11,025 Hz.
pub fn centres_hz() -> Vec<Option<f32>> {
    const CENTRES_HZ: [f32; N_REGISTERS] = [87.0, 707.0, 4_700.0];
    let register = |name: &String| {
        REGISTERS.iter().position(|register| name.starts_with(&format!("rhythm_{register}_")))
    };
    names().iter().map(|name| register(name).map(|register| CENTRES_HZ[register])).collect()
}

fn push_pulse(pulse: &Pulse, bpm: f32, values: &mut Vec<f32>) {
    let (period, rate) = (60.0 / bpm, bpm / 60.0);
    values.extend(ACF_BEATS.iter().map(|(beats, _)| pulse.correlation(0, period * beats)));
    for register in 1..=N_REGISTERS {
        values.extend(REGISTER_BEATS.iter().map(|(beats, _)| pulse.correlation(register, period * beats)));
    }
    values.extend(RATES.iter().map(|(multiple, _)| pulse.magnitude(0, rate * multiple).ln_1p()));
}

fn push_tempo(pulse: &Pulse, tempo: &Tempo, bpm: f32, values: &mut Vec<f32>) {
    let other = tempo.alternatives.first().map_or(0.0, |(_, weight)| *weight);
    values.extend([(bpm / DEFAULT_BPM).log2(), tempo.confidence, other]);
    let spectrum: [f32; tempo::N_TEMPI] =
        std::array::from_fn(|step| pulse.magnitude(0, tempo::step_bpm(step) / 60.0).powi(2));
    let total: f32 = spectrum.iter().sum();
    let shares = spectrum.iter().map(|power| power / total).filter(|share| *share > 0.0);
    let entropy = shares.map(|share| -share * share.ln()).sum::<f32>() / (tempo::N_TEMPI as f32).ln();
    let (from, to) = ((0.25 * FRAME_RATE) as usize, (1.5 * FRAME_RATE) as usize);
    let highest = pulse.acf()[from..to].iter().copied().fold(0.0, f32::max);
    values.extend([entropy, highest]);
}

fn push_strength(strength: &[f32], sorted: &mut Vec<f32>, values: &mut Vec<f32>) {
    let (mean, sd) = mean_and_sd(strength.iter().copied());
    sorted.clear();
    sorted.extend_from_slice(strength);
    sorted.sort_unstable_by(f32::total_cmp);
    let percentile = |share: f32| sorted.get((sorted.len() as f32 * share) as usize).copied().unwrap_or(0.0);
    values.extend([mean, sd, percentile(0.5), percentile(0.9), percentile(0.99)]);
}

fn push_onset_rates(onsets: &Onsets, values: &mut Vec<f32>) {
    let seconds = onsets.all.len().max(1) as f32 / FRAME_RATE;
    values.push(onset_frames(&onsets.all).count() as f32 / seconds);
    values.extend(onsets.registers.iter().map(|strength| onset_frames(strength).count() as f32 / seconds));
    let frames = onset_frames(&onsets.all);
    let intervals = frames.clone().zip(frames.skip(1)).map(|(before, after)| (after - before) as f32);
    let (mean, sd) = mean_and_sd(intervals);
    values.push(if mean > 0.0 { sd / mean } else { 0.0 });
}

/// Frames where onset strength is the greatest around and stands out of the window's by one deviation.
fn onset_frames(strength: &[f32]) -> impl Iterator<Item = usize> + Clone {
    let (mean, sd) = mean_and_sd(strength.iter().copied());
    strength.iter().enumerate().filter_map(move |(frame, value)| {
        let before = &strength[frame.saturating_sub(PEAK_REACH)..frame];
        let after = &strength[frame + 1..(frame + 1 + PEAK_REACH).min(strength.len())];
        let greatest = before.iter().all(|other| other < value) && after.iter().all(|other| other <= value);
        (*value > mean + sd && greatest).then_some(frame)
    })
}

/// Autocorrelation of the envelope at one period within each whole block: mean, deviation, least.
fn push_steadiness(envelope: &[f32], period: f32, values: &mut Vec<f32>) {
    let lag = (period * FRAME_RATE).round() as usize;
    let correlations = envelope.chunks(BLOCK_FRAMES).filter(|block| block.len() > 2 * lag).map(|block| {
        let products = block.iter().zip(&block[lag..]).map(|(a, b)| a * b).sum::<f32>();
        let energy = block.iter().map(|value| value * value).sum::<f32>();
        if energy > 0.0 { products / energy } else { 0.0 }
    });
    let (mean, sd) = mean_and_sd(correlations.clone());
    let least = correlations.reduce(f32::min).unwrap_or(0.0);
    values.extend([mean, sd, least]);
}

fn push_register_shares(onsets: &Onsets, values: &mut Vec<f32>) {
    let sums = onsets.registers.each_ref().map(|strength| strength.iter().sum::<f32>());
    let total = sums.iter().sum::<f32>();
    let share = |sum: f32| if total > 0.0 { sum / total } else { 0.0 };
    values.extend([share(sums[0]), share(sums[N_REGISTERS - 1])]);
}

fn mean_and_sd(values: impl Iterator<Item = f32> + Clone) -> (f32, f32) {
    let count = values.clone().count().max(1) as f32;
    let mean = values.clone().sum::<f32>() / count;
    let variance = values.map(|value| (value - mean).powi(2)).sum::<f32>() / count;
    (mean, variance.sqrt())
}
