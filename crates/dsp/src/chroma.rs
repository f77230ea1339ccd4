//! Chroma: how strongly each pitch class sounds, from interpolated spectral peaks in the music's own tuning.
//!
//! Each of the strongest peaks of every fourth frame of the main spectrogram (2048/2048, Hann, 25–3,500 Hz) counts by its height relative to the
//! spectral envelope, less the higher it lies; and again, less and less, for the notes of which it would be the
//! second to fifth partial. Peaks fall into 60 bins an octave; once the tuning of the window is known, these
//! fold into twelve pitch classes. After Gómez, "Tonal description of polyphonic audio", 2006.

use crate::math::{at_least, at_most, exp2, log2, sum};
use crate::params::{self, N_FFT, SAMPLE_RATE};
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
pub const FRAME_S: f32 = (STRIDE * params::HOP) as f32 / SAMPLE_RATE as f32;

/// Width of a bin of the spectrum, Hz.
const BIN_HZ: f32 = SAMPLE_RATE as f32 / N_FFT as f32;

/// Bins of the histogram in a semitone: 20 cents each.
const BINS_PER_SEMITONE: usize = 5;

/// Bins of the histogram in an octave.
const N_BINS: usize = N_PITCHES * BINS_PER_SEMITONE;

/// Frequencies between which peaks are sought, Hz: about the range of a piano's fundamentals.
const PEAK_RANGE_HZ: (f32, f32) = (25.0, 3500.0);

/// Bin of the spectrum at which the search for peaks begins.
const FIRST_BIN: usize = (PEAK_RANGE_HZ.0 / BIN_HZ) as usize;

/// Bins to each side over which the spectral envelope is taken: 100 Hz.
const ENVELOPE_REACH: usize = (100.0 / BIN_HZ) as usize;

/// Bins over which the spectral envelope is taken.
const ENVELOPE_WIDTH: usize = 2 * ENVELOPE_REACH + 1;

/// Number of bins of the spectrum in use: those with peaks and what the envelope needs beyond.
const N_SPECTRUM: usize = (PEAK_RANGE_HZ.1 / BIN_HZ) as usize + ENVELOPE_REACH;

/// Number of strongest peaks that count.
const MAX_PEAKS: usize = 60;

/// Heights relative to the envelope between which a peak's height counts, octaves of magnitude: 0.025 and 1.5. Below,
/// nothing.
const HEIGHT_RANGE: (f32, f32) = (-5.321_928, 0.584_962_5);

/// How much less a peak counts the higher it lies, octaves of weight for each Hz: 10 dB for each kHz.
const SLOPE: f32 = 10.0 / 6.020_6 / 1000.0;

/// How far a peak lies above each of the notes for which it counts, octaves, and its weight there: it may be their partial 1
/// to 5, each with a weight 0.6 times that of the one before. Partials 1, 2 and 4 are the same pitch.
const PARTIALS: [(f32, f32); 3] = [
    (0.0, 1.0 + DECAY + DECAY * DECAY * DECAY),
    (1.584_962_5, DECAY * DECAY),
    (2.321_928, DECAY * DECAY * DECAY * DECAY),
];
const DECAY: f32 = 0.6;

/// Power below which a peak is silence: that of a sine of −80 dB.
const SILENCE: f32 = 1e-8 * (N_FFT * N_FFT) as f32 / 16.0;

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

/// A local maximum of the spectrum.
#[derive(Clone, Copy)]
struct Peak {
    bin: usize,
    power: f32,
}

/// Weights of the peaks of one frame by pitch, 20 cents a bin from C on.
type Histogram = [f32; N_BINS];

/// Measures pitch; make one and use it for every window.
pub struct PitchAnalyser {
    /// Level of the bins in octaves of magnitude, and its envelope.
    levels: Vec<f32>,
    envelope: Vec<f32>,
    peaks: Vec<Peak>,
    histograms: Vec<Histogram>,
}

impl PitchAnalyser {
    /// Ready for the first window.
    pub fn new() -> Self {
        Self {
            levels: vec![0.0; N_SPECTRUM],
            envelope: vec![0.0; N_SPECTRUM],
            peaks: Vec::with_capacity(N_SPECTRUM / 2),
            histograms: Vec::new(),
        }
    }

    /// Writes the pitch of a window over `into`; no frames where nothing sounds.
    pub fn measure(&mut self, spectrogram: &Spectrogram, into: &mut WindowPitch) {
        let Self { levels, envelope, peaks, histograms } = self;
        histograms.clear();
        into.peak_shares.clear();
        let (mut bass, mut total) = (0.0, 0.0);
        for frame in spectrogram.iter().step_by(STRIDE) {
            let power = frame.get(..N_SPECTRUM).unwrap_or_default();
            find_peaks(power, peaks);
            if peaks.is_empty() {
                continue;
            }
            for (level, power) in levels.iter_mut().zip(power) {
                *level = 0.5 * log2(at_least(*power, f32::MIN_POSITIVE));
            }
            measure_envelope(levels, envelope);
            let mut histogram = [0.0; N_BINS];
            let notes = Notes::of(peaks, levels, envelope);
            for ((hz, octaves), weight) in
                notes.hz.iter().zip(&notes.octaves).zip(&notes.weight).take(peaks.len())
            {
                total += weight;
                if *hz < BASS_END_HZ {
                    bass += weight;
                }
                add_partials(*octaves, *weight, &mut histogram);
            }
            histograms.push(histogram);
            into.peak_shares.push(peak_share(power, peaks));
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

/// The strongest local maxima of a power spectrum.
fn find_peaks(spectrum: &[f32], peaks: &mut Vec<Peak>) {
    peaks.clear();
    let last = spectrum.len().saturating_sub(ENVELOPE_REACH);
    let triples = spectrum[..last].windows(3).enumerate().skip(FIRST_BIN);
    peaks.extend(triples.filter_map(|(before, triple)| {
        let &[left, power, right] = triple else { return None };
        let stands_out = power > left && power >= right && power > SILENCE;
        stands_out.then_some(Peak { bin: before + 1, power })
    }));
    if peaks.len() > MAX_PEAKS {
        peaks.select_nth_unstable_by(MAX_PEAKS, |a, b| b.power.total_cmp(&a.power));
        peaks.truncate(MAX_PEAKS);
    }
}

/// Spectral envelope: the greatest level around each bin, then the mean of that.
fn measure_envelope(levels: &[f32], envelope: &mut [f32]) {
    let mut greatest = [f32::MIN; N_SPECTRUM + 2 * ENVELOPE_REACH];
    greatest[ENVELOPE_REACH..].iter_mut().zip(levels).for_each(|(slot, level)| *slot = *level);
    // Greatest of the `width` values from each on, `width` doubled until it nearly fills the window.
    let mut width = 1;
    while 2 * width <= ENVELOPE_WIDTH {
        let narrower = greatest;
        for ((slot, here), later) in greatest.iter_mut().zip(&narrower).zip(&narrower[width..]) {
            *slot = at_least(*here, *later);
        }
        width *= 2;
    }
    let rest = ENVELOPE_WIDTH - width;
    let mut crests = [0.0; N_SPECTRUM];
    for (crest, (first, last)) in crests.iter_mut().zip(greatest.iter().zip(&greatest[rest..])) {
        *crest = at_least(*first, *last);
    }
    let mut sum: f32 = crests[..ENVELOPE_REACH].iter().sum();
    for (bin, slot) in envelope.iter_mut().enumerate() {
        let entering = crests.get(bin + ENVELOPE_REACH).copied().unwrap_or(0.0);
        let leaving = bin.checked_sub(ENVELOPE_REACH + 1).map_or(0.0, |left| crests[left]);
        sum += entering - leaving;
        let count = (bin + ENVELOPE_REACH + 1).min(N_SPECTRUM) - bin.saturating_sub(ENVELOPE_REACH);
        *slot = sum / count as f32;
    }
}

/// What a frame's peaks are, and how much each counts: side by side, so that several are computed at once.
struct Notes {
    hz: [f32; MAX_PEAKS],
    /// Octaves above C.
    octaves: [f32; MAX_PEAKS],
    weight: [f32; MAX_PEAKS],
}

impl Notes {
    /// Of at most [`MAX_PEAKS`] peaks; the rest is filled up.
    fn of(peaks: &[Peak], levels: &[f32], envelope: &[f32]) -> Self {
        let [mut bins, mut left, mut here, mut right, mut height] = [[0.0; MAX_PEAKS]; 5];
        for (place, Peak { bin, .. }) in peaks.iter().enumerate().take(MAX_PEAKS) {
            bins[place] = *bin as f32;
            (left[place], here[place], right[place]) = (levels[bin - 1], levels[*bin], levels[bin + 1]);
            height[place] = levels[*bin] - envelope[*bin];
        }
        let [mut hz, mut octaves, mut weights] = [[0.0; MAX_PEAKS]; 3];
        for place in 0..MAX_PEAKS {
            hz[place] = (bins[place] + offset(left[place], here[place], right[place])) * BIN_HZ;
            // Semitones above C: MIDI note 69 is A.
            octaves[place] = log2(hz[place] / 440.0) + 69.0 / 12.0;
            weights[place] = weight(height[place], hz[place]);
        }
        Self { hz, octaves, weight: weights }
    }
}

/// How far a peak lies beside its bin by a parabola through the levels there and at the neighbours, bins.
fn offset(left: f32, here: f32, right: f32) -> f32 {
    let curvature = left - 2.0 * here + right;
    let offset = at_most(at_least(0.5 * (left - right) / curvature, -0.5), 0.5);
    if curvature < 0.0 { offset } else { 0.0 }
}

/// How much a peak counts: its height relative to the envelope, given in octaves of magnitude, less the higher it lies.
fn weight(height: f32, hz: f32) -> f32 {
    let weight = exp2(at_most(height, HEIGHT_RANGE.1) - SLOPE * hz);
    if height < HEIGHT_RANGE.0 { 0.0 } else { weight }
}

/// Counts a peak for each note of which it may be a partial, between the two nearest bins.
fn add_partials(octaves: f32, weight: f32, histogram: &mut Histogram) {
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

/// Share of the energy in the bins of the peaks and their neighbours.
fn peak_share(power: &[f32], peaks: &[Peak]) -> f32 {
    let energy = sum(power);
    let in_peaks: f32 = peaks.iter().flat_map(|peak| &power[peak.bin - 1..peak.bin + 2]).sum();
    if energy > 0.0 { (in_peaks / energy).min(1.0) } else { 0.0 }
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
