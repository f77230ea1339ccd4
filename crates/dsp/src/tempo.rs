//! Tempo: the rate at which a listener would tap, with its other readings.
//!
//! Every tempo from 40 to 240 BPM is scored by a weighted sum of evidence: autocorrelation of onset
//! strength at its period's multiples and fractions, spectrum of onset strength at its rate's, both over
//! all bands and by register, and how usual the tempo is. The weights are those of a multinomial logistic
//! regression, so that the scores are logarithms of probability: the confidence is the chosen tempo's.
//! Features after Peeters, "Template-based estimation of time-varying tempo", 2007; choosing the octave by
//! regression after Gkiokas et al., "Reducing tempo octave errors by periodicity vector coding", 2012.

use crate::onset::FRAME_RATE;
use crate::pulse::{N_ENVELOPES, Pulse};

/// Tempo of a track, with its alternatives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tempo {
    /// Beats per minute; 0 where no pulse was found.
    pub bpm: f32,
    /// 0…1; how often a tempo found with this much evidence is right.
    pub confidence: f32,
    /// Other readings as (BPM, weight), strongest first, without the chosen one; weights sum to at most 1.
    pub alternatives: Vec<(f32, f32)>,
}

/// Slowest tempo, BPM.
const SLOWEST: f32 = 40.0;

/// Steps of the tempo scale in an octave: 0.5% each.
const STEPS_PER_OCTAVE: f32 = 140.0;

/// Number of tempi scored: up to 239 BPM.
pub const N_TEMPI: usize = 362;

/// Steps to each side over which a tempo's probability is summed: 2%.
const NEIGHBOURS: usize = 4;

/// Multiples of the period at which the autocorrelation is evidence.
const PERIODS: [f32; 13] =
    [0.25, 1.0 / 3.0, 0.5, 2.0 / 3.0, 0.75, 1.0, 4.0 / 3.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0];

/// Multiples of the rate at which the spectrum is evidence.
const RATES: [f32; 11] = [0.25, 1.0 / 3.0, 0.5, 2.0 / 3.0, 0.75, 1.0, 4.0 / 3.0, 1.5, 2.0, 3.0, 4.0];

/// Number of pieces of evidence for one tempo.
pub const N_EVIDENCE: usize = N_ENVELOPES * (PERIODS.len() + RATES.len() + 1) + 4;

/// Weight of each piece of evidence.
static WEIGHTS: [f32; N_EVIDENCE] = include!("tempo_weights.in");

/// Ratios of other readings to the chosen tempo.
const READINGS: [f32; 6] = [0.5, 2.0, 2.0 / 3.0, 0.75, 4.0 / 3.0, 1.5];

/// Tempo of step `index` of the scale, BPM.
pub fn step_bpm(index: usize) -> f32 {
    SLOWEST * (index as f32 / STEPS_PER_OCTAVE).exp2()
}

/// Calls `each` with every piece of evidence for `bpm`, [`N_EVIDENCE`] times.
pub fn evidence(pulse: &Pulse, bpm: f32, mut each: impl FnMut(f32)) {
    let (period, rate) = (60.0 / bpm, bpm / 60.0);
    for envelope in 0..N_ENVELOPES {
        for multiple in PERIODS {
            each(pulse.correlation(envelope, period * multiple));
        }
        for multiple in RATES {
            each(pulse.magnitude(envelope, rate * multiple).ln_1p());
        }
        each(pulse.correlation(envelope, period).max(0.0) * pulse.magnitude(envelope, rate).ln_1p());
    }
    let octaves = (bpm / 120.0).log2();
    each(octaves);
    each(octaves.powi(2));
    each(octaves.abs().powi(3));
    each(octaves.powi(3));
}

/// Probability of each tempo of the scale; sums to 1.
fn probabilities(pulse: &Pulse) -> [f32; N_TEMPI] {
    let mut scores = std::array::from_fn(|index| {
        let mut weights = WEIGHTS.iter();
        let mut score = 0.0;
        evidence(pulse, step_bpm(index), |value| score += value * weights.next().unwrap_or(&0.0));
        score
    });
    let best = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for score in &mut scores {
        *score = (*score - best).exp();
        sum += *score;
    }
    scores.map(|score| score / sum)
}

/// The tempo of a pulse, its confidence and other readings.
pub fn estimate(pulse: &Pulse) -> Tempo {
    if pulse.is_silent() {
        return Tempo::default();
    }
    let probabilities = probabilities(pulse);
    let weight = |index: usize| -> f32 {
        let around = index.saturating_sub(NEIGHBOURS)..(index + NEIGHBOURS + 1).min(N_TEMPI);
        probabilities[around].iter().sum()
    };
    let chosen = (0..N_TEMPI).max_by(|a, b| weight(*a).total_cmp(&weight(*b))).unwrap_or(0);
    let bpm = refine(pulse.acf(), step_bpm(chosen));
    let mut alternatives: Vec<(f32, f32)> = READINGS
        .iter()
        .filter_map(|ratio| {
            let steps = chosen as f32 + ratio.log2() * STEPS_PER_OCTAVE;
            let on_scale = steps >= 0.0 && steps < N_TEMPI as f32;
            on_scale.then(|| (bpm * ratio, weight(steps.round() as usize)))
        })
        .collect();
    alternatives.sort_by(|a, b| b.1.total_cmp(&a.1));
    Tempo { bpm, confidence: weight(chosen).min(1.0), alternatives }
}

/// Sharpens a tempo by the peaks of the autocorrelation near 1, 2, 4 and 8 periods: the error of a peak's
/// place counts an eighth at eight periods.
fn refine(acf: &[f32], bpm: f32) -> f32 {
    let mut period = 60.0 * FRAME_RATE / bpm;
    for (multiple, tolerance) in [(1.0, 0.03), (2.0, 0.02), (4.0, 0.015), (8.0, 0.01)] {
        let centre = period * multiple;
        let reach = (centre * tolerance).max(1.5);
        if let Some(peak) = highest_peak(acf, centre - reach, centre + reach) {
            period = peak / multiple;
        }
    }
    60.0 * FRAME_RATE / period
}

/// Place of the highest local maximum of `values` between two places, interpolated by a parabola.
fn highest_peak(values: &[f32], from: f32, to: f32) -> Option<f32> {
    let (from, to) = ((from.ceil() as usize).max(1), to as usize);
    (from..=to)
        .filter_map(|place| {
            let &[before, here, after] = values.get(place - 1..place + 2)? else { return None };
            (here > 0.0 && here >= before && here > after).then_some((place, before, here, after))
        })
        .max_by(|a, b| a.2.total_cmp(&b.2))
        .map(|(place, before, here, after)| {
            place as f32 + 0.5 * (before - after) / (before - 2.0 * here + after)
        })
}
