//! Tempo: the rate at which a listener would tap, with its other readings.
//!
//! Every tempo from 40 to 240 BPM is scored by a small network from its evidence: autocorrelation of onset
//! strength at its period's multiples and fractions, spectrum of onset strength at its rate's, both over all
//! bands and by register, and how far it lies from 120 BPM. The network was fitted (`fit/fit_tempo.py`) as a
//! choice among the tempi of the scale, so that the softmax of the scores is the probability of each: the
//! confidence is the chosen tempo's. Evidence after Peeters, "Template-based estimation of time-varying
//! tempo", 2007; learning the octave after Gkiokas et al., "Reducing tempo octave errors by periodicity vector
//! coding", 2012.

use crate::math::{dot, log2};
use crate::onset::FRAME_RATE;
use crate::pulse::{N_ENVELOPES, Pulse};
use std::f32::consts::LN_2;

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

impl Tempo {
    /// Probability that this is the beat or that the beat is twice or half as fast, 0…1: a bar counts the same.
    pub fn beat_confidence(&self) -> f32 {
        let is_octave =
            |bpm: f32| [0.5, 2.0].iter().any(|octave| (bpm / self.bpm / octave - 1.0).abs() < 1e-3);
        let octaves = self.alternatives.iter().filter(|(bpm, _)| is_octave(*bpm));
        (self.confidence + octaves.map(|(_, weight)| weight).sum::<f32>()).min(1.0)
    }
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

/// Number of hidden units of the network.
const N_HIDDEN: usize = 16;

/// One hidden layer of rectified units beside a linear path: evidence to score.
struct Network {
    hidden: [[f32; N_EVIDENCE]; N_HIDDEN],
    bias: [f32; N_HIDDEN],
    output: [f32; N_HIDDEN],
    linear: [f32; N_EVIDENCE],
}

/// Weights in the evidence's own units.
static NETWORK: Network = include!("tempo_weights.in");

/// Ratios of other readings to the chosen tempo.
const READINGS: [f32; 6] = [0.5, 2.0, 2.0 / 3.0, 0.75, 4.0 / 3.0, 1.5];

/// Greatest ratio of tempi that count as the same: what musicians drift within a track.
const SAME_TEMPO: f32 = 1.04;

/// Contrast of the low register's autocorrelation, −1…2, from which it decides where the network is divided; see
/// [`heeding_bass`]. Of 2,129 recorded windows five pass this, in four of which the network is.
const BASS_DECIDES: f32 = 0.3;

/// Contrast from which it decides alone: a steady bass drum under a pattern in threes reaches 1.1, no recorded window .8.
const BASS_IS_CLEAR: f32 = 0.8;

/// Weight that the network must itself give to the readings that the bass prefers to be divided. In the one of those
/// five windows in which it gave less, a reference program heard the network's tempo.
const NETWORK_DIVIDED: f32 = 0.2;

/// Tempo of step `index` of the scale, BPM.
pub fn step_bpm(index: usize) -> f32 {
    SLOWEST * (index as f32 / STEPS_PER_OCTAVE).exp2()
}

/// Every piece of evidence for `bpm`.
pub fn evidence(pulse: &Pulse, bpm: f32) -> [f32; N_EVIDENCE] {
    let (period, rate) = (60.0 / bpm, bpm / 60.0);
    let mut evidence = [0.0; N_EVIDENCE];
    let mut slots = evidence.iter_mut();
    let mut put = |value: f32| slots.by_ref().take(1).for_each(|slot| *slot = value);
    for envelope in 0..N_ENVELOPES {
        PERIODS.iter().for_each(|multiple| put(pulse.correlation(envelope, period * multiple)));
        // The logarithm of the standard library is slow in WebAssembly, and there are thousands of these.
        let strength = |rate: f32| LN_2 * log2(1.0 + pulse.magnitude(envelope, rate));
        RATES.iter().for_each(|multiple| put(strength(rate * multiple)));
        put(pulse.correlation(envelope, period).max(0.0) * strength(rate));
    }
    let octaves = (bpm / 120.0).log2();
    [octaves, octaves.powi(2), octaves.abs().powi(3), octaves.powi(3)].into_iter().for_each(put);
    evidence
}

impl Network {
    /// Logarithm of the odds of a tempo, up to a constant.
    fn score(&self, evidence: &[f32; N_EVIDENCE]) -> f32 {
        let units = self.hidden.iter().zip(&self.bias).zip(&self.output);
        let hidden: f32 =
            units.map(|((weights, bias), out)| out * (dot(weights, evidence) + bias).max(0.0)).sum();
        hidden + dot(&self.linear, evidence)
    }
}

/// Probability of each tempo of the scale; sums to 1.
fn probabilities(pulse: &Pulse) -> [f32; N_TEMPI] {
    let mut scores = std::array::from_fn(|step| NETWORK.score(&evidence(pulse, step_bpm(step))));
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
    let chosen = (0..N_TEMPI)
        .max_by(|a, b| weight(&probabilities, *a).total_cmp(&weight(&probabilities, *b)))
        .unwrap_or(0);
    read(pulse, &probabilities, chosen)
}

/// The tempo of a whole track, of which `windows` are the readings of its windows with their lengths, in any unit.
///
/// Differs from [`estimate`] in two points, neither of which a descriptor may follow: the bass has the last word
/// about thirds of the tempo, and windows that say otherwise take confidence away.
pub fn of_track(pulse: &Pulse, windows: &[(Tempo, f32)]) -> Tempo {
    let tempo = estimate(pulse);
    if tempo.bpm <= 0.0 {
        return tempo;
    }
    let agreement = agreement(&tempo, windows);
    let mut tempo = heeding_bass(pulse, tempo);
    tempo.confidence *= agreement;
    tempo
}

/// What windows that hear another tempo, and no octave of this one, leave of its confidence: each takes away its share of
/// the track's length as far as it is sure.
fn agreement(tempo: &Tempo, windows: &[(Tempo, f32)]) -> f32 {
    let contradicts = |other: &Tempo| {
        let octaves = (other.bpm / tempo.bpm).log2();
        (octaves - octaves.round()).abs() > SAME_TEMPO.log2()
    };
    let total: f32 = windows.iter().map(|(_, length)| length).sum();
    let against = windows.iter().filter(|(window, _)| window.bpm > 0.0 && contradicts(window));
    let against: f32 = against.map(|(window, length)| window.confidence * length).sum();
    if total > 0.0 { (1.0 - against / total).max(0.0) } else { 1.0 }
}

/// Takes another reading, three halves or two thirds as fast, where the low register, which carries the beat, pulses
/// there and not at the tempo: so clearly that nothing else counts, or while the network is divided. What melody and
/// hi-hats group in threes is then not mistaken for beats.
fn heeding_bass(pulse: &Pulse, tempo: Tempo) -> Tempo {
    let contrasts = [1.5, 2.0 / 3.0].map(|ratio| (ratio, bass_contrast(pulse, tempo.bpm, ratio)));
    let Some((ratio, contrast)) = contrasts.into_iter().find(|(_, contrast)| *contrast > BASS_DECIDES) else {
        return tempo;
    };
    let octaves = [ratio, if ratio > 1.0 { ratio / 2.0 } else { ratio * 2.0 }].map(|ratio| ratio * tempo.bpm);
    let is_better = |bpm: f32| octaves.iter().any(|better| (bpm / better - 1.0).abs() < 1e-3);
    let readings = tempo.alternatives.iter().filter(|(bpm, _)| is_better(*bpm));
    let support: f32 = readings.clone().map(|(_, weight)| weight).sum();
    match readings.max_by(|a, b| a.1.total_cmp(&b.1)) {
        Some((bpm, own)) if contrast > BASS_IS_CLEAR || support >= NETWORK_DIVIDED => {
            traded(pulse, &tempo, *bpm, *own)
        }
        _ => tempo,
    }
}

/// By how much the low register's autocorrelation at one and two periods of `ratio` times the tempo is greater than
/// where only the tempo itself has a beat.
fn bass_contrast(pulse: &Pulse, bpm: f32, ratio: f32) -> f32 {
    const LOW: usize = 1;
    let period = 60.0 / bpm;
    let at = |periods: f32| pulse.correlation(LOW, periods * period);
    let with = at(1.0 / ratio).min(at(2.0 / ratio));
    // Two periods of the tempo are three of a tempo three halves as fast: a beat of both.
    let without = if ratio > 1.0 { at(1.0) } else { at(1.0).max(at(2.0)) };
    with - without
}

/// The reading at `bpm`, of weight `own`, in the place of `tempo`: they trade their weights.
fn traded(pulse: &Pulse, tempo: &Tempo, bpm: f32, own: f32) -> Tempo {
    let step = ((bpm / SLOWEST).log2() * STEPS_PER_OCTAVE).round().max(0.0) as usize;
    let mut traded = read(pulse, &probabilities(pulse), step.min(N_TEMPI - 1));
    traded.confidence = tempo.confidence;
    let former = traded.alternatives.iter_mut().find(|(bpm, _)| (bpm / tempo.bpm - 1.0).abs() < 0.02);
    former.into_iter().for_each(|(_, weight)| *weight = own);
    traded.alternatives.sort_by(|a, b| b.1.total_cmp(&a.1));
    traded
}

/// Probability of a step of the scale and its neighbours.
fn weight(probabilities: &[f32; N_TEMPI], step: usize) -> f32 {
    let around = step.saturating_sub(NEIGHBOURS)..(step + NEIGHBOURS + 1).min(N_TEMPI);
    probabilities[around].iter().sum()
}

/// The tempo at a step of the scale, with its other readings.
fn read(pulse: &Pulse, probabilities: &[f32; N_TEMPI], chosen: usize) -> Tempo {
    let bpm = refine(pulse.acf(), step_bpm(chosen));
    let mut alternatives: Vec<(f32, f32)> = READINGS
        .iter()
        .filter_map(|ratio| {
            let steps = chosen as f32 + ratio.log2() * STEPS_PER_OCTAVE;
            let on_scale = steps >= 0.0 && steps < N_TEMPI as f32;
            on_scale.then(|| (bpm * ratio, weight(probabilities, steps.round() as usize)))
        })
        .collect();
    alternatives.sort_by(|a, b| b.1.total_cmp(&a.1));
    Tempo { bpm, confidence: weight(probabilities, chosen).min(1.0), alternatives }
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
