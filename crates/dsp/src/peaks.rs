//! Peaks of a power spectrum, and how much each counts as a note.
//!
//! Of the strongest, each counts by its height relative to the spectral envelope, less the higher it lies.

use crate::math::{at_least, at_most, exp2, log2, sum};
use crate::params::{N_FFT, SAMPLE_RATE};

/// Width of a bin of the spectrum, Hz.
const BIN_HZ: f32 = SAMPLE_RATE as f32 / N_FFT as f32;

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

/// Power below which a peak is silence: that of a sine of −80 dB.
const SILENCE: f32 = 1e-8 * (N_FFT * N_FFT) as f32 / 16.0;

/// A local maximum of the spectrum.
#[derive(Clone, Copy)]
struct Peak {
    bin: usize,
    power: f32,
}

/// Looks for peaks; make one and use it for every frame.
pub struct PeakFinder {
    /// Level of the bins in octaves of magnitude, and its envelope.
    levels: Vec<f32>,
    envelope: Vec<f32>,
    peaks: Vec<Peak>,
}

impl PeakFinder {
    /// Ready for the first frame.
    pub fn new() -> Self {
        Self {
            levels: vec![0.0; N_SPECTRUM],
            envelope: vec![0.0; N_SPECTRUM],
            peaks: Vec::with_capacity(N_SPECTRUM / 2),
        }
    }

    /// The peaks of a frame of the main spectrogram as notes; nothing where none stands out of silence.
    pub fn notes(&mut self, frame: &[f32]) -> Option<Notes> {
        let Self { levels, envelope, peaks } = self;
        let power = frame.get(..N_SPECTRUM)?;
        find_peaks(power, peaks);
        if peaks.is_empty() {
            return None;
        }
        for (level, power) in levels.iter_mut().zip(power) {
            *level = 0.5 * log2(at_least(*power, f32::MIN_POSITIVE));
        }
        measure_envelope(levels, envelope);
        Some(Notes::of(peaks, levels, envelope, peak_share(power, peaks)))
    }
}

/// One peak.
pub struct Note {
    /// Its frequency.
    pub hz: f32,
    /// The same in octaves above a C.
    pub octaves: f32,
    /// How much it counts.
    pub weight: f32,
}

/// The peaks of a frame, side by side, so that several are computed at once.
pub struct Notes {
    /// Share of the frame's energy that lies in them, 0…1.
    pub energy_share: f32,
    count: usize,
    hz: [f32; MAX_PEAKS],
    octaves: [f32; MAX_PEAKS],
    weight: [f32; MAX_PEAKS],
}

impl Notes {
    /// Of at most [`MAX_PEAKS`] peaks; the rest is filled up.
    fn of(peaks: &[Peak], levels: &[f32], envelope: &[f32], energy_share: f32) -> Self {
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
        Self { energy_share, count: peaks.len(), hz, octaves, weight: weights }
    }

    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = Note> {
        let columns = self.hz.iter().zip(&self.octaves).zip(&self.weight);
        columns.take(self.count).map(|((hz, octaves), weight)| Note {
            hz: *hz,
            octaves: *octaves,
            weight: *weight,
        })
    }
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

/// Share of the energy in the bins of the peaks and their neighbours.
fn peak_share(power: &[f32], peaks: &[Peak]) -> f32 {
    let energy = sum(power);
    let in_peaks: f32 = peaks.iter().flat_map(|peak| &power[peak.bin - 1..peak.bin + 2]).sum();
    if energy > 0.0 { (in_peaks / energy).min(1.0) } else { 0.0 }
}
