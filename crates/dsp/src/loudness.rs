//! Loudness of the original channels by EBU R 128 (ITU-R BS.1770-4, EBU Tech 3342).
//!
//! K-weighted energy is summed once for every 100 ms; blocks of 400 ms and of 3 s are sums of those. Loudness and range are
//! read off histograms of the blocks, in steps of 0.1 LU, so that nothing grows with the length. The same as the crate
//! ebur128 in its mode `HISTOGRAM`, which sums every sample four times and more, in a quarter of its time.

use crate::frame::{Frame, Two};
use crate::gating::Histogram;
use crate::params::SPOTIFY_LOUDNESS_OFFSET_DB;
use std::collections::VecDeque;
use std::f64::consts::PI;

/// Loudness of a whole track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loudness {
    /// Integrated loudness, LUFS; −70 (the absolute gate) where nothing is louder.
    pub integrated_lufs: f32,
    /// Loudness range, LU.
    pub range_lu: f32,
    /// The same on the scale of Spotify's `loudness`, dB, −60…0.
    pub spotify_db: f32,
}

/// The absolute gate of BS.1770-4, LUFS: what is quieter does not count.
const GATE_LUFS: f64 = -70.0;

/// Steps of 100 ms in a block of which loudness is told, in one of which its range is told, and between two of the latter.
const MOMENTARY: usize = 4;
const SHORT_TERM: usize = 30;
const SHORT_TERM_EVERY: u64 = 10;

/// Weight of a channel at the sides or behind.
const SURROUND: f64 = 1.41;

/// A filter's memory below this is silence: left alone it would become numbers that processors are slow at.
const FAINT: f64 = 1e-50;

/// Measures a track as it comes.
pub struct Meter {
    channels: usize,
    coefficients: Coefficients,
    /// Two channels each, since two are filtered in the time of one; the last may be alone.
    pairs: Vec<Filter<Two>>,
    last: Option<Filter<f64>>,
    /// Weight of each channel.
    weights: Vec<f64>,
    /// Samples in a step of 100 ms, those of the present one that came, and their energy.
    step: usize,
    filled: usize,
    energy: f64,
    /// Energy of the last steps, and the number of all.
    steps: VecDeque<f64>,
    count: u64,
    momentary: Histogram,
    short_term: Histogram,
}

impl Meter {
    /// For audio of so many channels, at a rate in Hz.
    pub fn new(channels: usize, sample_rate: u32) -> Self {
        Self {
            channels,
            coefficients: Coefficients::new(f64::from(sample_rate)),
            pairs: vec![Filter::default(); channels / 2],
            last: (channels % 2 == 1).then(Filter::default),
            weights: weights(channels),
            step: ((sample_rate as usize + 5) / 10).max(1),
            filled: 0,
            energy: 0.0,
            steps: VecDeque::with_capacity(SHORT_TERM),
            count: 0,
            momentary: Histogram::new(),
            short_term: Histogram::new(),
        }
    }

    /// Takes the next samples, a slice a channel, all of one length.
    pub fn take(&mut self, block: &[&[f32]]) {
        let len = block.first().map_or(0, |channel| channel.len());
        let mut start = 0;
        while start < len {
            let end = len.min(start + self.step - self.filled);
            let part: Vec<&[f32]> =
                block.iter().map(|channel| channel.get(start..end).unwrap_or_default()).collect();
            self.energy += self.weighted_energy(&part);
            self.filled += end - start;
            start = end;
            if self.filled == self.step {
                self.end_step();
            }
        }
    }

    /// Loudness of all that was taken.
    pub fn loudness(&self) -> Loudness {
        let integrated_lufs = self.momentary.loudness().unwrap_or(GATE_LUFS).max(GATE_LUFS) as f32;
        // A single channel is heard from two loudspeakers: twice the power that BS.1770 counts for it.
        let dual_mono = if self.channels == 1 { 3.01 } else { 0.0 };
        let spotify_db = (integrated_lufs + dual_mono + SPOTIFY_LOUDNESS_OFFSET_DB).clamp(-60.0, 0.0);
        Loudness { integrated_lufs, range_lu: self.short_term.range() as f32, spotify_db }
    }

    fn weighted_energy(&mut self, part: &[&[f32]]) -> f64 {
        let (pairs, last) = part.as_chunks::<2>();
        let mut energies = Vec::with_capacity(part.len());
        for (filter, [left, right]) in self.pairs.iter_mut().zip(pairs) {
            let frames = left.iter().zip(*right).map(|(left, right)| Two::new(*left, *right));
            energies.extend(filter.energy(&self.coefficients, frames).each());
        }
        if let (Some(filter), [only]) = (&mut self.last, last) {
            energies.push(filter.energy(&self.coefficients, only.iter().map(|sample| f64::from(*sample))));
        }
        energies.iter().zip(&self.weights).map(|(energy, weight)| energy * weight).sum()
    }

    fn end_step(&mut self) {
        if self.steps.len() == SHORT_TERM {
            self.steps.pop_front();
        }
        self.steps.push_back(self.energy);
        self.count += 1;
        (self.filled, self.energy) = (0, 0.0);
        if let Some(mean) = self.mean_of_last(MOMENTARY) {
            self.momentary.add(mean);
        }
        if self.count.is_multiple_of(SHORT_TERM_EVERY)
            && let Some(mean) = self.mean_of_last(SHORT_TERM)
        {
            self.short_term.add(mean);
        }
    }

    /// Mean energy of a sample in the last steps; nothing where there were not so many.
    fn mean_of_last(&self, steps: usize) -> Option<f64> {
        let first = self.steps.len().checked_sub(steps)?;
        Some(self.steps.iter().skip(first).sum::<f64>() / (steps * self.step) as f64)
    }
}

/// Weights of channels in the order left, right, centre, low frequencies, left and right surround; of four, the last two are
/// surround; of five, there are no low frequencies. Further ones do not count.
fn weights(channels: usize) -> Vec<f64> {
    let known: &[f64] = match channels {
        4 => &[1.0, 1.0, SURROUND, SURROUND],
        5 => &[1.0, 1.0, 1.0, SURROUND, SURROUND],
        _ => &[1.0, 1.0, 1.0, 0.0, SURROUND, SURROUND],
    };
    known.iter().copied().chain(std::iter::repeat(0.0)).take(channels).collect()
}

/// K-weighting: a shelf that lifts what is high, then a high-pass, whose numerator is 1, −2, 1.
struct Coefficients {
    shelf: [f64; 3],
    shelf_feedback: [f64; 2],
    high_pass_feedback: [f64; 2],
}

impl Coefficients {
    /// For a rate in Hz: the filters of BS.1770-4, which gives them for 48 kHz, by their analogue models (Brecht De Man,
    /// "Evaluation of implementations of the EBU R128 loudness measurement", 2018).
    fn new(rate: f64) -> Self {
        const SHELF: (f64, f64, f64) =
            (1_681.974_450_955_533, 3.999_843_853_973_347, 0.707_175_236_955_419_6);
        const HIGH_PASS: (f64, f64) = (38.135_470_876_024_44, 0.500_327_037_323_877_3);
        let (hz, gain_db, q) = SHELF;
        let k = (PI * hz / rate).tan();
        let high = 10f64.powf(gain_db / 20.0);
        let band = high.powf(0.499_666_774_154_541_6);
        let scale = 1.0 + k / q + k * k;
        let shelf = [high + band * k / q + k * k, 2.0 * (k * k - high), high - band * k / q + k * k];
        let feedback = |k: f64, q: f64| {
            let scale = 1.0 + k / q + k * k;
            [2.0 * (k * k - 1.0) / scale, (1.0 - k / q + k * k) / scale]
        };
        let shelf_feedback = feedback(k, q);
        let (hz, q) = HIGH_PASS;
        let high_pass_feedback = feedback((PI * hz / rate).tan(), q);
        Self { shelf: shelf.map(|value| value / scale), shelf_feedback, high_pass_feedback }
    }
}

/// The memory of the filters of one channel or two: the last two samples before, between and behind them.
#[derive(Clone, Copy, Default)]
struct Filter<F> {
    input: [F; 2],
    between: [F; 2],
    output: [F; 2],
}

impl<F: Frame> Filter<F> {
    /// Energy of the next samples, weighted.
    fn energy(&mut self, by: &Coefficients, frames: impl Iterator<Item = F>) -> F {
        let [b0, b1, b2] = by.shelf;
        let ([a1, a2], [c1, c2]) = (by.shelf_feedback, by.high_pass_feedback);
        let Self { input: [mut x1, mut x2], between: [mut y1, mut y2], output: [mut z1, mut z2] } = *self;
        let mut energy = F::default();
        for x in frames {
            // What was computed last is taken away last, so that nothing else has to wait for it.
            let y = x.times(b0) + (x1.times(b1) + (x2.times(b2) - y2.times(a2))) - y1.times(a1);
            let z = y + (y2 - y1.times(2.0) - z2.times(c2)) - z1.times(c1);
            energy = energy + z.squared();
            ((x1, x2), (y1, y2), (z1, z2)) = ((x, x1), (y, y1), (z, z1));
        }
        self.input = [x1, x2].map(|frame| frame.unless(FAINT));
        self.between = [y1, y2].map(|frame| frame.unless(FAINT));
        self.output = [z1, z2].map(|frame| frame.unless(FAINT));
        energy
    }
}

/// Measures samples at once.
#[cfg(test)]
pub fn measure(channels: &[&[f32]], sample_rate: u32) -> Loudness {
    let mut meter = Meter::new(channels.len(), sample_rate);
    meter.take(channels);
    meter.loudness()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// EBU Tech 3341, test case 1: a stereo 1 kHz sine of −23 dBFS is −23 LUFS, within 0.1 LU.
    #[test]
    fn a_tone_of_minus_23_dbfs_is_minus_23_lufs() {
        for sample_rate in [22_050, 44_100, 48_000] {
            let amplitude = 10f32.powf(-23.0 / 20.0);
            let step = std::f64::consts::TAU * 1000.0 / f64::from(sample_rate);
            let tone: Vec<f32> =
                (0..20 * sample_rate).map(|i| amplitude * (step * f64::from(i)).sin() as f32).collect();
            let loudness = measure(&[&tone, &tone], sample_rate);
            assert!((loudness.integrated_lufs + 23.0).abs() < 0.1, "{sample_rate}: {loudness:?}");
            assert!(loudness.range_lu < 0.1);
            // One channel alone is half the power.
            let mono = measure(&[&tone], sample_rate);
            assert!((mono.integrated_lufs + 26.01).abs() < 0.1, "{sample_rate}: {mono:?}");
            // It is heard from both sides. The meter's histogram has steps of 0.1 LU.
            assert!((mono.spotify_db - loudness.spotify_db).abs() < 0.11, "{mono:?} {loudness:?}");
        }
    }
    /// Noise that swells and fades, on one channel after the other.
    fn swelling(channels: usize, rate: u32) -> Vec<Vec<f32>> {
        let mut state = 1u32;
        let mut noise = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state as f32 / 2_147_483_648.0 - 1.0
        };
        let gain = |i: u32, channel: usize| {
            let t = i as f32 / rate as f32;
            if (7.0..9.0).contains(&t) { 0.0 } else { (3.0 * (t * 0.7 + channel as f32).sin() - 5.0).exp() }
        };
        (0..channels).map(|channel| (0..21 * rate).map(|i| gain(i, channel) * noise()).collect()).collect()
    }

    #[test]
    fn measures_what_the_crate_ebur128_measures() {
        use ebur128::{EbuR128, Mode};
        for (channels, rate) in [(1, 22_050), (2, 44_100), (3, 8_000), (4, 11_025), (5, 16_000), (6, 48_000)]
        {
            let samples = swelling(channels, rate);
            let samples: Vec<&[f32]> = samples.iter().map(Vec::as_slice).collect();
            let mode = Mode::I | Mode::LRA | Mode::HISTOGRAM;
            let mut theirs = EbuR128::new(channels as u32, rate, mode).unwrap();
            theirs.add_frames_planar_f32(&samples).unwrap();
            let ours = measure(&samples, rate);
            let difference = f64::from(ours.integrated_lufs) - theirs.loudness_global().unwrap();
            assert!(difference.abs() < 1e-5, "{channels} at {rate}: {difference}");
            let difference = f64::from(ours.range_lu) - theirs.loudness_range().unwrap();
            assert!(difference.abs() < 1e-5 && ours.range_lu > 3.0, "{channels} at {rate}: {difference}");
        }
    }
}
