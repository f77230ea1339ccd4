//! Samples to [`Analysis`]: the one path that the worker and the command line share.

use crate::{Model, ModelError, Prediction, spectrogram};
use dsp::{
    audio::{Audio, DescribeError},
    describe::{Description, describe},
};
use protocol::{
    Analysis, AnalysisError, AudioFeatures, Feature, KeyEstimate, Loudness, MeterEstimate, Spectrogram,
    SpectrumView, Stage, TempoEstimate,
};

/// Shares of the work that are done when the sound has been described, and when its picture has been drawn; the rest
/// is the network, a few milliseconds.
const DESCRIBED: f32 = 0.92;
const DRAWN: f32 = 0.98;

/// Floor of the spectrum in decibels below its largest bin: the range of 16-bit audio and a little more.
const FLOOR_DB: f32 = -120.0;

/// Describes decoded audio, predicts its features and gathers everything that is shown of a track.
///
/// `on_progress` gets the stage and the share of the whole that is done, 0…1.
///
/// # Errors
/// [`AnalysisError`] where the audio is too short, too long, silent or makes no sense, or the model fails.
pub fn analyse(
    audio: &Audio<'_>,
    model: &Model,
    on_progress: &mut dyn FnMut(Stage, f32),
) -> Result<Analysis, AnalysisError> {
    let description =
        describe(audio, &mut |share| on_progress(Stage::Describing, share * DESCRIBED)).map_err(in_words)?;
    let spectrogram = spectrogram::draw(audio, description.downmix);
    on_progress(Stage::Predicting, DRAWN);
    let windows: Vec<_> = description.windows.iter().map(|window| &window.descriptor).collect();
    let prediction = model.predict(&windows, description.sounding_s).map_err(|error| model_failed(&error))?;
    let analysis = assemble(audio, description, spectrogram, prediction, model);
    on_progress(Stage::Predicting, 1.0);
    Ok(analysis)
}

fn assemble(
    audio: &Audio<'_>,
    description: Description,
    spectrogram: Spectrogram,
    prediction: Prediction,
    model: &Model,
) -> Analysis {
    let tempo = TempoEstimate {
        bpm: description.tempo.bpm,
        confidence: description.tempo.confidence,
        first_beat_s: description.beats.first_s,
        first_beat_confidence: description.beats.confidence,
        alternatives: description.tempo.alternatives,
    };
    let key = KeyEstimate {
        candidates: description.key.candidates.clone(),
        tuning_cents: description.key.tuning_cents,
    };
    let loudness = Loudness {
        integrated_lufs: description.loudness.integrated_lufs,
        range_lu: description.loudness.range_lu,
        spotify_db: description.loudness.spotify_db,
    };
    Analysis {
        features: features(&prediction, &tempo, &key, &loudness),
        timeline: description
            .windows
            .iter()
            .map(|window| window.start_s)
            .zip(prediction.per_window)
            .collect(),
        descriptors: description.windows.iter().map(|window| window.descriptor.as_slice().to_vec()).collect(),
        estimates: prediction.estimates,
        tempo,
        meter: MeterEstimate {
            beats_per_bar: description.beats.meter.beats_per_bar,
            confidence: description.beats.meter.confidence,
        },
        key,
        tags: prediction.tags,
        place: prediction.place,
        loudness,
        spectrum: SpectrumView {
            z: model.normalise_spectrum(&description.spectrum),
            db: decibels(&description.spectrum),
        },
        waveform: description.waveform,
        spectrogram,
        duration_s: description.duration_s,
        sample_rate: audio.sample_rate,
        channels: u16::try_from(audio.channels.len()).unwrap_or(u16::MAX),
    }
}

fn features(
    prediction: &Prediction,
    tempo: &TempoEstimate,
    key: &KeyEstimate,
    loudness: &Loudness,
) -> AudioFeatures {
    let mut features = AudioFeatures { key: -1, ..AudioFeatures::default() };
    for estimate in &prediction.estimates {
        features.set(estimate.feature, estimate.value);
    }
    features.set(Feature::Tempo, tempo.bpm);
    features.set(Feature::Loudness, loudness.spotify_db);
    features.set_musical_key(key.candidates.first().map(|(key, _)| *key));
    features
}

/// Magnitudes in dB relative to the largest, no lower than [`FLOOR_DB`].
fn decibels(magnitudes: &[f32]) -> Vec<f32> {
    let largest = magnitudes.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    magnitudes.iter().map(|magnitude| (20.0 * (magnitude / largest).log10()).max(FLOOR_DB)).collect()
}

fn model_failed(error: &ModelError) -> AnalysisError {
    AnalysisError::Model { reason: error.to_string() }
}

fn in_words(error: DescribeError) -> AnalysisError {
    match error {
        DescribeError::TooShort { seconds, minimum } => AnalysisError::TooShort { seconds, minimum },
        DescribeError::TooLong { seconds, maximum } => {
            AnalysisError::TooLong { minutes: seconds / 60.0, maximum: maximum / 60.0 }
        }
        DescribeError::Silent => AnalysisError::Silent,
        DescribeError::MostlySilent { seconds, minimum } => AnalysisError::MostlySilent { seconds, minimum },
        other => AnalysisError::BadAudio { reason: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decibels_are_relative_to_the_largest_bin_and_have_a_floor() {
        assert_eq!(decibels(&[1.0, 10.0, 0.0]), [-20.0, 0.0, FLOOR_DB]);
        assert_eq!(decibels(&[0.0, 0.0]), [FLOOR_DB, FLOOR_DB]);
    }
}
