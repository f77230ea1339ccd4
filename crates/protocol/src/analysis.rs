//! What the worker found out about one track.

use crate::packed;
use music::{AudioFeatures, Feature, Key};
use serde::{Deserialize, Serialize};

/// Everything the page shows about one analysed track.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// The eleven features in Spotify's ranges.
    pub features: AudioFeatures,
    /// One estimate for each of [`Feature::PREDICTED`], in that order.
    pub estimates: Vec<Estimate>,
    /// Tempo with its alternatives.
    pub tempo: TempoEstimate,
    /// Beats in a bar.
    pub meter: MeterEstimate,
    /// Key with its alternatives.
    pub key: KeyEstimate,
    /// Guesses at genre, mood, era and voice, likeliest first: those that stand out.
    pub tags: Vec<Tag>,
    /// Where it lies among playlists by what is heard, in the catalogue's embedding; only the direction means something.
    /// Empty where that is not known.
    pub place: Vec<f32>,
    /// Loudness by EBU R 128 on the original channels.
    pub loudness: Loudness,
    /// The normalised Fourier spectrum.
    pub spectrum: SpectrumView,
    /// Peak envelope for drawing the waveform: (minimum, maximum) of the downmix in equal slices, −1…1.
    #[serde(with = "packed::extremes")]
    pub waveform: Vec<(f32, f32)>,
    /// Level by frequency along the track.
    pub spectrogram: Spectrogram,
    /// Predictions of each 30 s window along the track: start in seconds, then the seven features.
    pub timeline: Vec<(f32, [f32; 7])>,
    /// What the model saw of each window, in the order of `timeline`: the descriptor's values. Sent back to ask
    /// for an [`Explanation`].
    #[serde(with = "packed::rows")]
    pub descriptors: Vec<Vec<f32>>,
    /// Length in seconds.
    pub duration_s: f32,
    /// Sample rate of the decoded audio, Hz.
    pub sample_rate: u32,
    /// Number of channels of the decoded audio.
    pub channels: u16,
}

/// A predicted feature with what is known of its error.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Which feature.
    pub feature: Feature,
    /// The prediction, 0…1.
    pub value: f32,
    /// Lower end, 0…1, of the interval that held the published value of 80% of songs by artists never heard.
    pub low: f32,
    /// Upper end of that interval, 0…1.
    pub high: f32,
    /// Standard deviation of the predictions of the windows along this track.
    pub spread: f32,
    /// Share of the published values' variance that the model explains on such songs (R²), −∞…1: less of short clips.
    pub r2: f32,
}

/// A guess at how people would tag a track.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tag {
    /// As the Million Song Dataset's listeners wrote it, e.g. "female vocalists".
    pub name: String,
    /// How far it stands out: share of the training windows in which the tag is weaker, 0…1.
    pub percentile: f32,
    /// Rank correlation of the guess with the teacher's tag on held-out groups, −1…1.
    pub trust: f32,
}

/// What drove the prediction of one feature: shares of the difference between this track and an average one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Which feature.
    pub feature: Feature,
    /// The prediction for the average of the training windows, 0…1.
    pub average: f32,
    /// The prediction for this track, 0…1.
    pub value: f32,
    /// By aspect of the sound; sums to `value − average`.
    pub aspects: Vec<Share>,
    /// By register of the spectrum, low to high, and what has no register; sums to `value − average`.
    pub registers: Vec<Share>,
}

/// One part of an [`Explanation`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// Name of the part: a family of the descriptor ("rhythm", "voice"…), or a register ("bass"…).
    pub part: String,
    /// By how much it moved the prediction, −1…1 (Shapley value).
    pub effect: f32,
}

/// Beats in a bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MeterEstimate {
    /// 3 or 4; `None` where the bar is another or cannot be told.
    pub beats_per_bar: Option<u8>,
    /// 0…1.
    pub confidence: f32,
}

/// Tempo with its alternatives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TempoEstimate {
    /// Beats per minute; 0 where no pulse was found.
    pub bpm: f32,
    /// 0…1; the share of weight that the chosen tempo takes among its alternatives, scaled by pulse strength.
    pub confidence: f32,
    /// Time of the first beat from the beginning, seconds; further beats follow at `60 / bpm`. `None` without pulse.
    pub first_beat_s: Option<f32>,
    /// How much more starts on the beats than between them, 0…1.
    pub first_beat_confidence: f32,
    /// Other readings (half, double, two thirds…) as (BPM, weight), strongest first; weights sum to at most 1.
    pub alternatives: Vec<(f32, f32)>,
}

/// Key with its alternatives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyEstimate {
    /// The three best keys with their weights (0…1, summing to at most 1), best first; empty where the
    /// sound has no pitch.
    pub candidates: Vec<(Key, f32)>,
    /// Deviation of the tuning from A4 = 440 Hz, in cents, −50…50.
    pub tuning_cents: f32,
}

/// Loudness of the original channels (EBU R 128, ITU-R BS.1770-4) and on Spotify's scale.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loudness {
    /// Integrated loudness, LUFS.
    pub integrated_lufs: f32,
    /// Loudness range, LU.
    pub range_lu: f32,
    /// Spotify's `loudness`, dB.
    pub spotify_db: f32,
}

/// The seed project's spectrum: magnitudes of the whole clip in 10,000 equal bins from 0 to 5 kHz,
/// z-scored with the training set's mean and standard deviation of each bin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpectrumView {
    /// z-scores, 10,000 values; bin `i` covers `i / 2` Hz to `(i + 1) / 2` Hz.
    #[serde(with = "packed::sixteenths")]
    pub z: Vec<f32>,
    /// The magnitudes before normalisation, in dB relative to the largest bin, same bins.
    #[serde(with = "packed::decibels")]
    pub db: Vec<f32>,
}

/// A picture of the whole track: level by frequency along time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spectrogram {
    /// Number of bands, equally wide on a logarithmic scale of frequency.
    pub bands: u16,
    /// Number of columns, equal parts of the track's length.
    pub columns: u16,
    /// Lower edge of the lowest band, Hz.
    pub low_hz: f32,
    /// Upper edge of the highest band, Hz.
    pub high_hz: f32,
    /// Mean power of the downmix: column after column, from the lowest band up; 255 is the loudest, 0 is 80 dB or more
    /// below it.
    #[serde(with = "serde_bytes")]
    pub levels: Vec<u8>,
}

impl SpectrumView {
    /// Frequency of the strongest bin, Hz.
    pub fn strongest_hz(&self) -> usize {
        let bins = self.db.iter().enumerate();
        bins.max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(bin, _)| bin / 2)
    }

    /// Mean z-score of each kHz of the five; 0 where there are no bins.
    pub fn mean_z_by_khz(&self) -> [f32; 5] {
        let bins = self.z.len().div_ceil(5).max(1);
        let mut means = self.z.chunks(bins).map(|part| part.iter().sum::<f32>() / part.len() as f32);
        std::array::from_fn(|_| means.next().unwrap_or_default())
    }
}

impl Spectrogram {
    /// Middle of the band that is loudest on average, Hz.
    pub fn loudest_hz(&self) -> f32 {
        let bands = usize::from(self.bands).max(1);
        let mut sums = vec![0u32; bands];
        for column in self.levels.chunks_exact(bands) {
            sums.iter_mut().zip(column).for_each(|(sum, level)| *sum += u32::from(*level));
        }
        let loudest = sums.iter().enumerate().max_by_key(|(_, sum)| **sum).map_or(0, |(band, _)| band);
        self.low_hz * (self.high_hz / self.low_hz).powf((loudest as f32 + 0.5) / bands as f32)
    }
}

/// Slices of the waveform that a brief analysis has.
const BRIEF_SLICES: usize = 500;

impl Analysis {
    /// Whether it is without what is long; see [`Analysis::brief`].
    pub fn is_brief(&self) -> bool {
        self.descriptors.is_empty()
    }

    /// The analysis without what is long: spectrum, spectrogram and descriptors are empty, the waveform is coarse. A few
    /// kilobytes, where the whole takes more than a hundred.
    pub fn brief(self) -> Self {
        let together = self.waveform.len().div_ceil(BRIEF_SLICES).max(1);
        let join = |slices: &[(f32, f32)]| {
            slices.iter().fold((0.0f32, 0.0f32), |(low, high), (l, h)| (low.min(*l), high.max(*h)))
        };
        Self {
            waveform: self.waveform.chunks(together).map(join).collect(),
            spectrum: SpectrumView { z: Vec::new(), db: Vec::new() },
            spectrogram: Spectrogram::default(),
            descriptors: Vec::new(),
            place: Vec::new(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_say_what_is_strongest() {
        let mut db = vec![-60.0; 10_000];
        db[880] = 0.0;
        let z = (0..10_000).map(|bin| (bin / 2_000) as f32).collect();
        let spectrum = SpectrumView { z, db };
        assert_eq!((spectrum.strongest_hz(), spectrum.mean_z_by_khz()), (440, [0.0, 1.0, 2.0, 3.0, 4.0]));
        let spectrogram =
            Spectrogram { bands: 2, columns: 2, low_hz: 100.0, high_hz: 400.0, levels: vec![9, 10, 7, 200] };
        assert!((spectrogram.loudest_hz() - 282.8).abs() < 0.1);
        let nothing = SpectrumView { z: vec![], db: vec![] };
        assert_eq!((nothing.strongest_hz(), nothing.mean_z_by_khz()), (0, [0.0; 5]));
    }
}
