//! Chroma: how strongly each pitch class sounds, from interpolated spectral peaks in the music's own tuning.
//!
//! Each of the strongest peaks of a frame (8192/4096, Hann, 25–3,500 Hz) counts by the square root of its
//! magnitude and the square of its height above the spectral envelope: noise and bass count less, partials of
//! notes more. Peaks fall into 60 bins an octave; once the tuning of the window is known, these fold into
//! twelve pitch classes. After Gómez, "Tonal description of polyphonic audio", 2006.

use crate::params::SAMPLE_RATE;
use crate::stft::Stft;
use std::f32::consts::{FRAC_PI_2, TAU};

/// Number of pitch classes, 0 = C.
pub const N_PITCHES: usize = 12;

/// Number of registers told apart: bass (below 200 Hz), middle (to 800 Hz), high.
pub const N_REGISTERS: usize = 3;

/// Chroma of one frame or the mean of many.
pub type Chroma = [f32; N_PITCHES];

/// Chroma of each register, low to high.
pub type RegisterChroma = [Chroma; N_REGISTERS];

/// Transform length, samples: 372 ms, bins of 2.7 Hz, so that a semitone is resolved from about 180 Hz on.
const N_FFT: usize = 8192;

/// Distance between frames, samples: 186 ms.
const HOP: usize = 4096;

/// Seconds between frames.
pub const FRAME_S: f32 = HOP as f32 / SAMPLE_RATE as f32;

/// Bins of the histogram in a semitone: 20 cents each.
const BINS_PER_SEMITONE: usize = 5;

/// Bins of the histogram in an octave.
const N_BINS: usize = N_PITCHES * BINS_PER_SEMITONE;

/// First bin of the spectrum in which peaks are sought: 27 Hz, the lowest note of a piano.
const FIRST_BIN: usize = 10;

/// Bin of the spectrum before which peaks are sought: 3.5 kHz.
const END_BIN: usize = 1300;

/// Bins over which the spectral envelope is taken: 100 Hz.
const ENVELOPE_BINS: usize = 37;

/// Number of envelope points, one past the last bin in use.
const N_ENVELOPE: usize = END_BIN / ENVELOPE_BINS + 2;

/// Number of strongest peaks that count.
const MAX_PEAKS: usize = 60;

/// Greatest height of a peak above the envelope that counts.
const MAX_PROMINENCE: f32 = 2.0;

/// Magnitude of the loudest bin below which a frame is silent: a sine of −120 dB.
const SILENCE: f32 = 1e-6 * N_FFT as f32 / 4.0;

/// Upper ends of the bass and middle registers, Hz.
const REGISTER_ENDS_HZ: [f32; N_REGISTERS - 1] = [200.0, 800.0];

/// Pitch of one window, frame by frame.
#[derive(Clone, Debug, Default)]
pub struct WindowPitch {
    /// Chroma of each sounding frame, scaled to a sum of 1.
    pub frames: Vec<Chroma>,
    /// Share of each sounding frame's energy that lies in its peaks, 0…1.
    pub peak_shares: Vec<f32>,
    /// Mean of the registers' chroma over all frames; each frame scaled so that its strongest pitch is 1.
    pub mean: RegisterChroma,
    /// Deviation of the tuning from A4 = 440 Hz, semitones, −0.5…0.5.
    pub tuning: f32,
    /// How well the peaks agree on the tuning, 0…1.
    pub tuning_clarity: f32,
}

/// A local maximum of the spectrum.
#[derive(Clone, Copy)]
struct Peak {
    bin: usize,
    magnitude: f32,
}

/// Histogram of one frame: 60 bins for each register.
type Histogram = [[f32; N_BINS]; N_REGISTERS];

/// Measures pitch; make one and use it for every window.
pub struct PitchAnalyser {
    stft: Stft,
    histograms: Vec<Histogram>,
}

impl PitchAnalyser {
    /// Plans the transform.
    pub fn new() -> Self {
        Self { stft: Stft::new(N_FFT, HOP), histograms: Vec::new() }
    }

    /// Writes the pitch of `samples` over `into`; no frames where nothing sounds.
    pub fn measure(&mut self, samples: &[f32], into: &mut WindowPitch) {
        let Self { stft, histograms } = self;
        histograms.clear();
        into.peak_shares.clear();
        let mut magnitudes = [0.0; END_BIN + 1];
        let mut peaks = Vec::with_capacity(END_BIN / 2);
        stft.for_each_frame(samples, |frame| {
            for (slot, value) in magnitudes.iter_mut().zip(frame) {
                *slot = value.norm_sqr().sqrt();
            }
            find_peaks(&magnitudes, &mut peaks);
            if let Some(histogram) = histogram(&magnitudes, &peaks) {
                histograms.push(histogram);
                into.peak_shares.push(peak_share(&magnitudes, &peaks));
            }
        });
        into.fold(histograms);
    }
}

impl Default for PitchAnalyser {
    fn default() -> Self {
        Self::new()
    }
}

impl WindowPitch {
    /// Estimates the tuning and folds histograms into pitch classes.
    fn fold(&mut self, histograms: &[Histogram]) {
        let mut sums: Histogram = [[0.0; N_BINS]; N_REGISTERS];
        for histogram in histograms {
            for (sum, value) in sums.as_flattened_mut().iter_mut().zip(histogram.as_flattened()) {
                *sum += value;
            }
        }
        (self.tuning, self.tuning_clarity) = tuning(&sums);
        let count = histograms.len().max(1) as f32;
        self.mean = sums.map(|register| fold(&register, self.tuning).map(|value| value / count));
        self.frames.clear();
        self.frames.extend(histograms.iter().map(|histogram| {
            let mut all = [0.0; N_BINS];
            for register in histogram {
                for (slot, value) in all.iter_mut().zip(register) {
                    *slot += value;
                }
            }
            scale_to_sum(fold(&all, self.tuning))
        }));
    }
}

/// Scales to a sum of 1, where there is anything to scale.
pub fn scale_to_sum(chroma: Chroma) -> Chroma {
    let sum: f32 = chroma.iter().sum();
    if sum > 0.0 { chroma.map(|value| value / sum) } else { chroma }
}

/// The strongest local maxima of a magnitude spectrum.
fn find_peaks(magnitudes: &[f32], peaks: &mut Vec<Peak>) {
    peaks.clear();
    let triples = magnitudes.windows(3).enumerate().skip(FIRST_BIN - 1);
    peaks.extend(triples.filter_map(|(before, triple)| {
        let &[left, magnitude, right] = triple else { return None };
        (magnitude > left && magnitude >= right).then_some(Peak { bin: before + 1, magnitude })
    }));
    if peaks.len() > MAX_PEAKS {
        peaks.select_nth_unstable_by(MAX_PEAKS, |a, b| b.magnitude.total_cmp(&a.magnitude));
        peaks.truncate(MAX_PEAKS);
    }
}

/// Weights of the peaks by pitch, scaled so that the strongest bin is 1; nothing where the frame is silent.
fn histogram(magnitudes: &[f32], peaks: &[Peak]) -> Option<Histogram> {
    let loudest = peaks.iter().map(|peak| peak.magnitude).fold(0.0, f32::max);
    if loudest < SILENCE {
        return None;
    }
    let envelope = envelope(magnitudes);
    let mut histogram = [[0.0; N_BINS]; N_REGISTERS];
    for peak in peaks {
        let (hz, magnitude) = interpolate(magnitudes, peak.bin);
        let prominence = (magnitude / height(&envelope, peak.bin)).min(MAX_PROMINENCE);
        let weight = prominence * prominence * magnitude.sqrt();
        let register = REGISTER_ENDS_HZ.iter().filter(|end| hz >= **end).count();
        // Semitones above C, in bins; MIDI note 69 is A.
        let place = (69.0 + 12.0 * (hz / 440.0).log2()) * BINS_PER_SEMITONE as f32;
        let (below, share) = (place.floor(), place - place.floor());
        let bin = below.max(0.0) as usize % N_BINS;
        histogram[register][bin] += weight * (1.0 - share);
        histogram[register][(bin + 1) % N_BINS] += weight * share;
    }
    let strongest = (0..N_BINS).map(|bin| histogram.iter().map(|register| register[bin]).sum::<f32>());
    let strongest = strongest.fold(f32::MIN_POSITIVE, f32::max);
    histogram.as_flattened_mut().iter_mut().for_each(|value| *value /= strongest);
    Some(histogram)
}

/// Greatest magnitude in each stretch of [`ENVELOPE_BINS`] bins.
fn envelope(magnitudes: &[f32]) -> [f32; N_ENVELOPE] {
    let mut envelope = [f32::MIN_POSITIVE; N_ENVELOPE];
    for (slot, bins) in envelope.iter_mut().zip(magnitudes.chunks(ENVELOPE_BINS)) {
        *slot = bins.iter().copied().fold(*slot, f32::max);
    }
    envelope
}

/// Height of the envelope at a bin: a line between the middles of the stretches.
fn height(envelope: &[f32; N_ENVELOPE], bin: usize) -> f32 {
    let place = (bin as f32 / ENVELOPE_BINS as f32 - 0.5).max(0.0);
    let below = (place as usize).min(N_ENVELOPE - 2);
    let share = place - below as f32;
    envelope[below] * (1.0 - share) + envelope[below + 1] * share
}

/// Frequency and magnitude of a peak by a parabola through its logarithms.
fn interpolate(magnitudes: &[f32], bin: usize) -> (f32, f32) {
    let at = |bin: usize| magnitudes[bin].max(f32::MIN_POSITIVE).ln();
    let (left, here, right) = (at(bin - 1), at(bin), at(bin + 1));
    let curvature = left - 2.0 * here + right;
    let offset = if curvature < 0.0 { (0.5 * (left - right) / curvature).clamp(-0.5, 0.5) } else { 0.0 };
    let hz = (bin as f32 + offset) * (SAMPLE_RATE as f32 / N_FFT as f32);
    (hz, (here - 0.25 * (left - right) * offset).exp())
}

/// Share of the energy in the bins of the peaks and their neighbours.
fn peak_share(magnitudes: &[f32], peaks: &[Peak]) -> f32 {
    let energy: f32 = magnitudes.iter().map(|magnitude| magnitude * magnitude).sum();
    let around = peaks.iter().flat_map(|peak| &magnitudes[peak.bin - 1..peak.bin + 2]);
    let in_peaks: f32 = around.map(|magnitude| magnitude * magnitude).sum();
    if energy > 0.0 { (in_peaks / energy).min(1.0) } else { 0.0 }
}

/// Circular mean of the peaks' deviation from equal temperament, semitones, and its clarity.
fn tuning(histogram: &Histogram) -> (f32, f32) {
    let (mut real, mut imaginary, mut total) = (0.0, 0.0, 0.0);
    for (index, value) in histogram.as_flattened().iter().enumerate() {
        let angle = TAU * (index % BINS_PER_SEMITONE) as f32 / BINS_PER_SEMITONE as f32;
        real += value * angle.cos();
        imaginary += value * angle.sin();
        total += value;
    }
    let clarity = if total > 0.0 { (real.hypot(imaginary) / total).min(1.0) } else { 0.0 };
    (imaginary.atan2(real) / TAU, clarity)
}

/// Folds bins into pitch classes of a tuning: each bin goes to its two neighbours by squared cosine.
fn fold(bins: &[f32; N_BINS], tuning: f32) -> Chroma {
    let mut chroma = [0.0; N_PITCHES];
    for (bin, value) in bins.iter().enumerate() {
        let pitch = bin as f32 / BINS_PER_SEMITONE as f32 - tuning + N_PITCHES as f32;
        let below = pitch as usize;
        let upper = (FRAC_PI_2 * (pitch - below as f32)).sin().powi(2);
        chroma[below % N_PITCHES] += value * (1.0 - upper);
        chroma[(below + 1) % N_PITCHES] += value * upper;
    }
    chroma
}
