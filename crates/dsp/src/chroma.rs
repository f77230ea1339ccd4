//! Chroma: how strongly each pitch class sounds, from interpolated spectral peaks in the music's own tuning.
//!
//! Each of the strongest peaks of every fourth frame of the main spectrogram (2048/2048, Hann, 25–3,500 Hz) counts by its height relative to the
//! spectral envelope, less the higher it lies; and again, less and less, for the notes of which it would be the
//! second to fifth partial. Peaks fall into 60 bins an octave; once the tuning of the window is known, these
//! fold into twelve pitch classes. After Gómez, "Tonal description of polyphonic audio", 2006.

use crate::params::{HOP, SAMPLE_RATE};
use crate::peaks::{Note, PeakFinder};
use crate::stft::Spectrogram;
use std::f32::consts::{FRAC_PI_2, TAU};

/// Number of pitch classes, 0 = C.
pub const N_PITCHES: usize = 12;

/// Chroma of one frame or the mean of many.
pub type Chroma = [f32; N_PITCHES];

/// Every so many frames of the main spectrogram are looked at: those that do not overlap, as notes last longer than a
/// frame. Frames of four times the length tell lower notes apart, but agree less with a reference on the key (.74 instead
/// of .77): bass and drums fill them with peaks.
const STRIDE: usize = 4;

/// Seconds between frames.
pub const FRAME_S: f32 = (STRIDE * HOP) as f32 / SAMPLE_RATE as f32;

/// Bins of the histogram in a semitone: 20 cents each.
const BINS_PER_SEMITONE: usize = 5;

/// Bins of the histogram in an octave.
const N_BINS: usize = N_PITCHES * BINS_PER_SEMITONE;

/// How far a peak lies above each of the notes for which it counts, octaves, and its weight there: it may be their partial 1
/// to 5, each with a weight 0.6 times that of the one before. Partials 1, 2 and 4 are the same pitch.
const PARTIALS: [(f32, f32); 3] = [
    (0.0, 1.0 + DECAY + DECAY * DECAY * DECAY),
    (1.584_962_5, DECAY * DECAY),
    (2.321_928, DECAY * DECAY * DECAY * DECAY),
];
const DECAY: f32 = 0.6;

/// Clarity of the tuning below which A4 = 440 Hz is the better guess.
pub const CLEAR_TUNING: f32 = 0.2;

/// Upper end of the bass, Hz.
const BASS_END_HZ: f32 = 200.0;

/// Pitch of one window, frame by frame.
#[derive(Clone, Debug, Default)]
pub struct WindowPitch {
    /// Chroma of each sounding frame, scaled to a sum of 1.
    pub frames: Vec<Chroma>,
    /// Share of each sounding frame's energy that lies in its peaks, 0…1.
    pub peak_shares: Vec<f32>,
    /// Mean over the sounding frames of the chroma before scaling: a frame of many clear peaks counts more.
    pub mean: Chroma,
    /// Share of the peaks' weight that lies below 200 Hz, 0…1.
    pub bass_share: f32,
    /// Deviation of the tuning from A4 = 440 Hz, semitones, −0.5…0.5.
    pub tuning: f32,
    /// How well the peaks agree on the tuning, 0…1.
    pub tuning_clarity: f32,
}

/// Weights of the peaks of one frame by pitch, 20 cents a bin from C on.
type Histogram = [f32; N_BINS];

/// Measures pitch; make one and use it for every window.
pub struct PitchAnalyser {
    finder: PeakFinder,
    histograms: Vec<Histogram>,
}

impl PitchAnalyser {
    /// Ready for the first window.
    pub fn new() -> Self {
        Self { finder: PeakFinder::new(), histograms: Vec::new() }
    }

    /// Writes the pitch of a window over `into`; no frames where nothing sounds.
    pub fn measure(&mut self, spectrogram: &Spectrogram, into: &mut WindowPitch) {
        let Self { finder, histograms } = self;
        histograms.clear();
        into.peak_shares.clear();
        let (mut bass, mut total) = (0.0, 0.0);
        for notes in spectrogram.iter().step_by(STRIDE).filter_map(|frame| finder.notes(frame)) {
            let mut histogram = [0.0; N_BINS];
            for note in notes.iter() {
                total += note.weight;
                if note.hz < BASS_END_HZ {
                    bass += note.weight;
                }
                add_partials(&note, &mut histogram);
            }
            histograms.push(histogram);
            into.peak_shares.push(notes.energy_share);
        }
        into.bass_share = if total > 0.0 { bass / total } else { 0.0 };
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
        let mut mean = [0.0; N_BINS];
        let share = 1.0 / histograms.len().max(1) as f32;
        for histogram in histograms {
            for (slot, value) in mean.iter_mut().zip(histogram) {
                *slot += share * value;
            }
        }
        (self.tuning, self.tuning_clarity) = tuning(&mean);
        let folding = Folding::new(if self.tuning_clarity < CLEAR_TUNING { 0.0 } else { self.tuning });
        self.mean = folding.fold(&mean);
        self.frames.clear();
        self.frames.extend(histograms.iter().map(|histogram| scale_to_sum(folding.fold(histogram))));
    }
}

/// Scales to a sum of 1, where there is anything to scale.
pub fn scale_to_sum(chroma: Chroma) -> Chroma {
    let sum: f32 = chroma.iter().sum();
    if sum > 0.0 { chroma.map(|value| value / sum) } else { chroma }
}

/// Counts a peak for each note of which it may be a partial, between the two nearest bins.
fn add_partials(Note { octaves, weight, .. }: &Note, histogram: &mut Histogram) {
    for (partial, decay) in PARTIALS {
        let place = (octaves - partial) * N_BINS as f32;
        // The whole number below, for which not every processor has an instruction.
        let below = place as i32 - i32::from(place < 0.0);
        let share = place - below as f32;
        let bin = below.rem_euclid(N_BINS as i32) as usize;
        histogram[bin] += decay * weight * (1.0 - share);
        histogram[(bin + 1) % N_BINS] += decay * weight * share;
    }
}

/// Circular mean of the peaks' deviation from equal temperament, semitones, and its clarity.
fn tuning(histogram: &Histogram) -> (f32, f32) {
    let (mut real, mut imaginary, mut total) = (0.0, 0.0, 0.0);
    for (bin, value) in histogram.iter().enumerate() {
        let angle = TAU * (bin % BINS_PER_SEMITONE) as f32 / BINS_PER_SEMITONE as f32;
        real += value * angle.cos();
        imaginary += value * angle.sin();
        total += value;
    }
    let clarity = if total > 0.0 { (real.hypot(imaginary) / total).min(1.0) } else { 0.0 };
    (imaginary.atan2(real) / TAU, clarity)
}

/// Share of each bin that goes to the pitch class below and to the one above it.
struct Folding([(usize, f32); N_BINS]);

impl Folding {
    /// For a tuning: shares by squared cosine of the distance.
    fn new(tuning: f32) -> Self {
        Self(std::array::from_fn(|bin| {
            let pitch = bin as f32 / BINS_PER_SEMITONE as f32 - tuning + N_PITCHES as f32;
            let below = pitch as usize;
            (below % N_PITCHES, (FRAC_PI_2 * (pitch - below as f32)).sin().powi(2))
        }))
    }

    fn fold(&self, histogram: &Histogram) -> Chroma {
        let mut chroma = [0.0; N_PITCHES];
        for ((below, upper), value) in self.0.iter().zip(histogram) {
            chroma[*below] += value * (1.0 - upper);
            chroma[(below + 1) % N_PITCHES] += value * upper;
        }
        chroma
    }
}
