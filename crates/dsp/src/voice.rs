//! Signs of a voice: pitch that stands out and glides, vibrato, syllables, timbre that keeps changing.
//!
//! - Cepstral peak prominence (Hillenbrand & Houde 1996) and the pitch at the peak, 75–800 Hz.
//! - Fluctogram: by how many fifths of a semitone the partials of a register move from one frame to the
//!   next, found by cross-correlation; instruments hold their pitch, voices glide (Lehner, Widmer &
//!   Sonnleitner, "On the reduction of false positives in singing voice detection", 2014).
//! - Vibrato: share of that movement's modulation at 4–8 Hz.
//! - Syllables: share of the level's modulation at 3–7 Hz in three formant registers.
//! - Vocal variance: how much the first MFCCs vary within a quarter of a second (the same source).

use crate::fft;
use crate::fluctogram::{self, Fluctogram};
use crate::math::{DB_PER_OCTAVE, POWER_FLOOR, at_least, greatest, log2, mean, percentile, sd, sum};
use crate::mel::{self, MelFrames};
use crate::modulation::Modulation;
use crate::params::{N_FFT, N_MELS, SAMPLE_RATE};
use crate::stft::Spectrogram;
use rustfft::Fft;
use rustfft::num_complex::Complex32;
use std::sync::Arc;

/// Bins of the spectrum that count: up to 5.5 kHz, where partials of voices end.
const BINS: usize = N_FFT / 4;

/// Length of the cepstrum, samples at half the analysis rate.
const N_CEPSTRUM: usize = 2 * BINS;

/// Quefrencies searched for a pitch, samples at half the analysis rate: 800 to 75 Hz.
const QUEFRENCIES: std::ops::Range<usize> = 14..147;

/// Prominence from which on a frame counts as pitched, dB.
const PITCHED_DB: f32 = 1.5;

/// Formant registers as mel bands: about 300–1000, 1000–2500, 2500–5000 Hz.
const FORMANTS: [(usize, usize); 3] = [(8, 22), (22, 39), (39, 52)];

/// Number of MFCCs whose variance within [`VARIANCE_FRAMES`] is measured.
const VARIANCE_COEFFICIENTS: usize = 5;

/// Frames over which vocal variance is taken: 255 ms.
const VARIANCE_FRAMES: usize = 11;

/// Number of values of this family.
pub const LEN: usize = 3 + 5 + 4 * fluctogram::N_REGISTERS + FORMANTS.len() + VARIANCE_COEFFICIENTS + 2;

/// Looks for voices; make one and use it for every window.
pub struct Voice {
    plan: Arc<dyn Fft<f32>>,
    /// Of two frames: levels, then cepstra, of the first in the real parts and of the second in the imaginary ones.
    pair: Vec<Complex32>,
    /// Level of the bins of the first of them about its mean.
    first: Vec<f32>,
    scratch: Vec<Complex32>,
    /// Level of the bins of a frame.
    level: Vec<f32>,
    fluctogram: Fluctogram,
    prominence: Vec<f32>,
    pitch: Vec<f32>,
}

impl Voice {
    /// Plans the transform.
    pub fn new() -> Self {
        let plan = fft::complex(N_CEPSTRUM);
        Self {
            pair: vec![Complex32::default(); N_CEPSTRUM],
            first: Vec::with_capacity(BINS + 1),
            scratch: vec![Complex32::default(); plan.get_inplace_scratch_len()],
            plan,
            level: vec![0.0; BINS + 1],
            fluctogram: Fluctogram::new(),
            prominence: Vec::new(),
            pitch: Vec::new(),
        }
    }

    /// Appends the family's values.
    pub fn describe(
        &mut self,
        spectrogram: &Spectrogram,
        mel: &MelFrames,
        mfcc: &[Vec<f32>],
        modulation: &mut Modulation,
        values: &mut Vec<f32>,
    ) {
        self.measure(spectrogram);
        values.extend([mean(&self.prominence), sd(&self.prominence)]);
        values.push(percentile(&mut self.prominence, 0.9));
        values.extend(pitch_statistics(&self.pitch));
        for (movement, likeness) in self.fluctogram.registers() {
            let distance: Vec<f32> = movement.iter().map(|steps| steps.abs()).collect();
            let [vibrato, all] = modulation.powers(movement, [(4.0, 8.0), (0.5, 16.0)]);
            values.extend([mean(&distance), sd(movement), mean(likeness), vibrato / all.max(POWER_FLOOR)]);
        }
        for (from, to) in FORMANTS {
            let level: Vec<f32> =
                mel.level.chunks_exact(N_MELS).map(|frame| mean(&frame[from..to])).collect();
            let [syllables, all] = modulation.powers(&level, [(3.0, 7.0), (0.5, 16.0)]);
            values.push(syllables / all.max(POWER_FLOOR));
        }
        for coefficient in 0..VARIANCE_COEFFICIENTS {
            let series = mfcc.get(coefficient).map_or(&[][..], Vec::as_slice);
            let deviations: Vec<f32> = series.windows(VARIANCE_FRAMES).step_by(3).map(sd).collect();
            values.push(mean(&deviations));
        }
        let share = |frame: &[f32]| {
            let (all, formants) = (sum(frame), sum(&frame[FORMANTS[0].0..FORMANTS[2].1]));
            formants / all.max(POWER_FLOOR)
        };
        let shares: Vec<f32> = mel.power.chunks_exact(N_MELS).map(share).collect();
        values.extend([mean(&shares), sd(&shares)]);
    }

    fn measure(&mut self, spectrogram: &Spectrogram) {
        self.prominence.clear();
        self.pitch.clear();
        self.fluctogram.begin();
        for (place, frame) in spectrogram.iter().enumerate() {
            for (level, power) in self.level.iter_mut().zip(frame) {
                *level = DB_PER_OCTAVE * log2(at_least(*power, POWER_FLOOR));
            }
            let mean = mean(&self.level);
            if place % 2 == 0 {
                self.first.clear();
                self.first.extend(self.level.iter().map(|level| level - mean));
            } else {
                self.transform_pair(mean);
                self.measure_peak(|value| value.re);
                self.measure_peak(|value| value.im);
            }
            self.fluctogram.add(&self.level);
        }
        // A frame that is left alone.
        if self.prominence.len() < spectrogram.frames() {
            self.level.fill(0.0);
            self.transform_pair(0.0);
            self.measure_peak(|value| value.re);
        }
    }

    /// Transforms the levels of the first frame of a pair and of the second, whose mean is given: mirrored, so that the
    /// transform of each is real and both go in one.
    fn transform_pair(&mut self, mean: f32) {
        let (half, mirrored) = self.pair.split_at_mut(BINS + 1);
        for ((slot, first), second) in half.iter_mut().zip(&self.first).zip(&self.level) {
            *slot = Complex32::new(*first, second - mean);
        }
        for (slot, value) in mirrored.iter_mut().rev().zip(half.iter().skip(1)) {
            *slot = *value;
        }
        self.plan.process_with_scratch(&mut self.pair, &mut self.scratch);
    }

    /// The highest peak of one of the two cepstra above its trend, dB, and the pitch there, octaves above 1 Hz; 0 where the
    /// frame has none.
    fn measure_peak(&mut self, of: impl Fn(&Complex32) -> f32) {
        let mut searched = [0.0; QUEFRENCIES.end - QUEFRENCIES.start + 2];
        // With a neighbour on each side.
        let cepstrum = self.pair.get(QUEFRENCIES.start - 1..QUEFRENCIES.end + 1).unwrap_or_default();
        searched.iter_mut().zip(cepstrum).for_each(|(slot, value)| *slot = of(value));
        let inner = searched.get(1..searched.len() - 1).unwrap_or_default();
        let peak = greatest(inner);
        let place = inner.iter().rposition(|value| *value == peak).unwrap_or(0);
        let trend = sum(inner) / QUEFRENCIES.len() as f32;
        let prominence = (peak - trend) / N_CEPSTRUM as f32;
        self.prominence.push(prominence);
        let shift = match searched.get(place..place + 3) {
            Some(&[before, here, after]) if here > before && here > after => {
                0.5 * (before - after) / (before - 2.0 * here + after)
            }
            _ => 0.0,
        };
        let hz = SAMPLE_RATE as f32 / 2.0 / ((place + QUEFRENCIES.start) as f32 + shift).max(1.0);
        self.pitch.push(if prominence > PITCHED_DB { log2(hz) } else { 0.0 });
    }
}

impl Default for Voice {
    fn default() -> Self {
        Self::new()
    }
}

/// Of a pitch track: share of pitched frames; mean and deviation in octaves; share of steps that stay within
/// a semitone among steps between pitched frames; mean of those steps, semitones.
fn pitch_statistics(pitch: &[f32]) -> [f32; 5] {
    let pitched: Vec<f32> = pitch.iter().copied().filter(|pitch| *pitch > 0.0).collect();
    let steps = pitch.windows(2).filter(|pair| pair[0] > 0.0 && pair[1] > 0.0);
    let steps: Vec<f32> = steps.map(|pair| 12.0 * (pair[1] - pair[0]).abs()).collect();
    let glides: Vec<f32> = steps.iter().copied().filter(|step| *step < 1.0).collect();
    [
        pitched.len() as f32 / pitch.len().max(1) as f32,
        mean(&pitched),
        sd(&pitched),
        glides.len() as f32 / steps.len().max(1) as f32,
        mean(&glides),
    ]
}

/// Names of the values, in order.
pub fn names() -> Vec<String> {
    let mut names: Vec<String> = [
        "cepstral_peak_mean",
        "cepstral_peak_sd",
        "cepstral_peak_p90",
        "pitched_share",
        "pitch_mean",
        "pitch_sd",
        "pitch_smooth_share",
        "pitch_glide",
    ]
    .map(String::from)
    .to_vec();
    for register in 0..fluctogram::N_REGISTERS {
        let named = |what: &str| format!("partials_{register}_{what}");
        names.extend(["movement", "movement_sd", "likeness", "vibrato"].map(named));
    }
    names.extend((0..FORMANTS.len()).map(|register| format!("syllables_{register}")));
    names.extend((0..VARIANCE_COEFFICIENTS).map(|k| format!("vocal_variance_{k}")));
    names.extend(["formant_share_mean", "formant_share_sd"].map(String::from));
    names
}

/// Centre frequency of each value that is of one register or of the formants, Hz.
pub fn centres_hz() -> Vec<Option<f32>> {
    let mut centres = vec![None; 8];
    centres.extend(fluctogram::centres_hz().into_iter().flat_map(|centre| [Some(centre); 4]));
    centres.extend(FORMANTS.map(|(from, to)| Some(mel::centre_hz(from, to))));
    centres.extend([None; VARIANCE_COEFFICIENTS]);
    centres.extend([Some(mel::centre_hz(FORMANTS[0].0, FORMANTS[2].1)); 2]);
    centres
}
