//! Where the beats lie, and how many make a bar.
//!
//! Phase: the comb of equal beats, its period within 1.5% of the tempo, under which most onset strength lies; low
//! register counted twice, since off-beats are mostly high. Meter: how alike onsets are after three, four, five or
//! seven beats, as autocorrelation of each register's strength at the beats ("beat spectrum", Foote & Uchihashi
//! 2001; bar lengths after Gainza, "Automatic musical meter detection", 2009), with the share of common time in
//! released music as the prior.

use crate::math::{mean, sum};
use crate::onset::{FRAME_RATE, HOP, N_FFT, N_REGISTERS, Onsets};
use crate::params::SAMPLE_RATE;
use crate::tempo::Tempo;

/// Windows that are kept for this, at most: two minutes tell the bar, and memory stays bounded.
pub const KEPT_WINDOWS: usize = 4;

/// Beats of a track.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Beats {
    /// Time of the first beat, seconds; further ones follow at `60 / bpm`. `None` without pulse.
    pub first_s: Option<f32>,
    /// How much more onset strength lies on the beats than anywhere between, 0…1.
    pub confidence: f32,
    /// Beats in a bar.
    pub meter: Meter,
}

/// Beats in a bar.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Meter {
    /// 3 or 4; `None` where the bar is another or cannot be told.
    pub beats_per_bar: Option<u8>,
    /// Probability of that answer, and that there is a beat to count, 0…1.
    pub confidence: f32,
}

/// Period is searched within this share of the tempo's, in this many steps to each side.
const REACH: f32 = 0.015;
const STEPS: i32 = 15;

/// An onset shows before the frame's middle reaches it, since level in decibels rises as soon as the frame's end
/// touches it: by this much, measured on clicks, seconds.
const ANTICIPATION_S: f32 = 0.012;

/// Half-width of what counts as on the beat, frames: 35 ms.
const ON_BEAT: usize = 3;

/// Fewer beats say nothing about bars.
const MIN_BEATS: usize = 16;

/// Bars that are told apart: beats, and the share of music that has them (time signatures of the catalogue).
const BARS: [(usize, f32); 4] = [(3, 0.07), (4, 0.915), (5, 0.01), (7, 0.005)];

/// By how much the log-odds of a bar rise with its likeness, 0…1. Chosen so that a drummed waltz overcomes the
/// prior and a steady click, which says nothing, does not.
const SHARPNESS: f32 = 14.0;

/// Contrast of on-beat and other onsets ([`Beats::confidence`]) from which beats are certainly played: about that of
/// the middle one of recorded windows; speech has .4, noise .15.
const CLEAR_BEAT: f32 = 0.6;

/// Beats and meter of a track: `windows` are onset strengths with the time at which each begins.
pub fn estimate(windows: &[(f32, Onsets)], tempo: &Tempo) -> Beats {
    let bpm = tempo.bpm;
    let Some((start_s, onsets)) = windows.first().filter(|_| bpm > 0.0) else { return Beats::default() };
    let Some(comb) = Comb::find(onsets, bpm) else { return Beats::default() };
    let Meter { beats_per_bar, confidence } = meter(windows, bpm);
    // A bar that is counted in beats which nobody plays is no bar, however common its length.
    let beaten = (comb.contrast / CLEAR_BEAT).min(1.0) * tempo.beat_confidence();
    let meter = Meter { beats_per_bar, confidence: confidence * beaten };
    Beats { first_s: Some(start_s + comb.first_s()), confidence: comb.contrast, meter }
}

/// Equally spaced beats.
#[derive(Clone, Copy, Debug)]
struct Comb {
    /// Frames between beats.
    period: f32,
    /// Frame of the first beat.
    phase: f32,
    /// See [`Beats::confidence`].
    contrast: f32,
}

impl Comb {
    /// The comb under which most onset strength lies; `None` where there is none.
    fn find(onsets: &Onsets, bpm: f32) -> Option<Comb> {
        let [all, low] = [&onsets.all, &onsets.registers[0]].map(|strength| scaled(strength));
        let strength: Vec<f32> = all.iter().zip(&low).map(|(all, low)| all + low).collect();
        let tempo_period = 60.0 * FRAME_RATE / bpm;
        let periods = (-STEPS..=STEPS).map(|step| tempo_period * (1.0 + REACH * step as f32 / STEPS as f32));
        let combs = periods.filter_map(|period| {
            let scores: Vec<f32> =
                (0..period as usize).map(|phase| mean_under(&strength, phase as f32, period)).collect();
            let phase = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]))?;
            let best = scores[phase];
            let elsewhere = mean(&scores);
            (best > 0.0)
                .then(|| (best, Comb { period, phase: phase as f32, contrast: 1.0 - elsewhere / best }))
        });
        combs.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, comb)| comb)
    }

    fn first_s(&self) -> f32 {
        // A frame's strength is its rise over the frame before.
        let middle = (self.phase + 1.0) * HOP as f32 + N_FFT as f32 / 2.0;
        let seconds = middle / SAMPLE_RATE as f32 + ANTICIPATION_S;
        seconds % (self.period / FRAME_RATE)
    }

    /// Mean strength around each beat.
    fn accents(&self, strength: &[f32]) -> Vec<f32> {
        let beats = (0..).map(|beat| (self.phase + beat as f32 * self.period).round() as usize);
        beats
            .take_while(|place| *place < strength.len())
            .map(|place| {
                let around = place.saturating_sub(ON_BEAT)..(place + ON_BEAT + 1).min(strength.len());
                sum(&strength[around])
            })
            .collect()
    }
}

/// Strength in shares of its mean.
fn scaled(strength: &[f32]) -> Vec<f32> {
    let mean = mean(strength).max(1e-6);
    strength.iter().map(|value| value / mean).collect()
}

/// Mean of `strength` at `phase`, `phase + period`, …; neighbouring frames count half.
fn mean_under(strength: &[f32], phase: f32, period: f32) -> f32 {
    let (mut total, mut beats) = (0.0, 0);
    let mut place = phase;
    while let Some(value) = strength.get(place.round() as usize) {
        let at = place.round() as usize;
        let beside = at.checked_sub(1).and_then(|at| strength.get(at)).unwrap_or(&0.0)
            + strength.get(at + 1).unwrap_or(&0.0);
        total += value + 0.5 * beside;
        beats += 1;
        place += period;
    }
    total / beats.max(1) as f32
}

fn meter(windows: &[(f32, Onsets)], bpm: f32) -> Meter {
    let mut likeness = [0.0; BARS.len()];
    let mut beats = 0;
    for (_, onsets) in windows {
        let Some(comb) = Comb::find(onsets, bpm) else { continue };
        let accents: [Vec<f32>; N_REGISTERS] =
            onsets.registers.each_ref().map(|strength| comb.accents(strength));
        let count = accents[0].len();
        if count < MIN_BEATS {
            continue;
        }
        for (likeness, (bar, _)) in likeness.iter_mut().zip(BARS) {
            let of_registers: f32 = accents.iter().map(|accents| autocorrelation(accents, bar)).sum();
            *likeness += count as f32 * of_registers / N_REGISTERS as f32;
        }
        beats += count;
    }
    if beats == 0 {
        return Meter::default();
    }
    let log_odds = BARS
        .iter()
        .zip(likeness)
        .map(|((_, share), likeness)| share.ln() + SHARPNESS * likeness / beats as f32);
    let log_odds: Vec<f32> = log_odds.collect();
    let best = log_odds.iter().copied().fold(f32::MIN, f32::max);
    let weights: Vec<f32> = log_odds.iter().map(|odds| (odds - best).exp()).collect();
    let total = sum(&weights);
    let [three, four, other] = [weights[0], weights[1], weights[2] + weights[3]].map(|weight| weight / total);
    match three.max(four).max(other) {
        most if most == four => Meter { beats_per_bar: Some(4), confidence: four },
        most if most == three => Meter { beats_per_bar: Some(3), confidence: three },
        _ => Meter { beats_per_bar: None, confidence: other },
    }
}

/// Likeness of accents to those one and two bars later, −1…1; 0 where they do not vary.
fn autocorrelation(accents: &[f32], bar: usize) -> f32 {
    let mean = mean(accents);
    let variance = accents.iter().map(|accent| (accent - mean).powi(2)).sum::<f32>() / accents.len() as f32;
    // Onsets are in decibels: less than this is chance.
    if variance < 1e-3 * mean * mean {
        return 0.0;
    }
    let at = |lag: usize| {
        let pairs = accents.iter().zip(accents.iter().skip(lag));
        let count = accents.len().saturating_sub(lag).max(1);
        pairs.map(|(a, b)| (a - mean) * (b - mean)).sum::<f32>() / count as f32 / variance
    };
    0.5 * (at(bar) + at(2 * bar))
}
