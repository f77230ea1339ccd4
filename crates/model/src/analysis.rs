//! Samples to [`Analysis`]: the one path that the workers and the command line share.

use crate::passes::Passes;
use crate::{Model, ModelError, Prediction};
use dsp::audio::{Audio, DescribeError};
use dsp::describe::{Description, SURVEY_SHARE};
use dsp::survey::Surveyed;
use protocol::{
    Analysis, AnalysisError, AudioFeatures, Feature, KeyEstimate, Loudness, MeterEstimate, Spectrogram,
    SpectrumView, Stage, TempoEstimate,
};

/// Share of the work that is done when all of the sound has been heard; the rest is the network, a few milliseconds.
const HEARD: f32 = 0.98;

/// Floor of the spectrum in decibels below its largest bin: the range of 16-bit audio and a little more.
const FLOOR_DB: f32 = -120.0;

/// Describes decoded audio that is in memory, predicts its features and gathers everything that is shown of a track.
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
    audio.check().map_err(in_words)?;
    let pieces = audio.pieces().len() as f32;
    let mut tell = |share: f32| on_progress(Stage::Describing, HEARD * share);
    let mut passes = Passes::new(audio.channels.len(), audio.sample_rate)?;
    for (done, piece) in audio.pieces().enumerate() {
        passes.take(&piece)?;
        tell(SURVEY_SHARE * (done + 1) as f32 / pieces);
    }
    let mut passes = passes.again()?;
    for (done, piece) in audio.pieces().enumerate() {
        passes.take(&piece)?;
        tell(SURVEY_SHARE + (1.0 - SURVEY_SHARE) * (done + 1) as f32 / pieces);
    }
    let analysis = passes.finish(model)?;
    on_progress(Stage::Predicting, 1.0);
    Ok(analysis)
}

/// What the model makes of what is heard of a track. `spectrogram` is its picture; an empty one where none was drawn.
///
/// # Errors
/// [`AnalysisError::Model`] where the model fails.
pub fn judge(
    surveyed: &Surveyed,
    description: Description,
    spectrogram: Spectrogram,
    model: &Model,
) -> Result<Analysis, AnalysisError> {
    let windows: Vec<_> = description.windows.iter().map(|window| &window.descriptor).collect();
    let prediction = model.predict(&windows, description.sounding_s).map_err(|error| model_failed(&error))?;
    Ok(assemble(surveyed, description, spectrogram, prediction, model))
}

/// Gathers everything that is shown of a track.
fn assemble(
    surveyed: &Surveyed,
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
        sample_rate: surveyed.sample_rate,
        channels: u16::try_from(surveyed.channels).unwrap_or(u16::MAX),
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

/// What the model says, in the protocol's words.
fn model_failed(error: &ModelError) -> AnalysisError {
    AnalysisError::Model { reason: error.to_string() }
}

/// What the analysis says, in the protocol's words.
pub fn in_words(error: DescribeError) -> AnalysisError {
    match error {
        DescribeError::TooShort { seconds, minimum } => AnalysisError::TooShort { seconds, minimum },
        DescribeError::TooLong { seconds, maximum } => {
            AnalysisError::TooLong { minutes: seconds / 60.0, maximum: maximum / 60.0 }
        }
        DescribeError::Silent => AnalysisError::Silent,
        DescribeError::Changed { .. } => AnalysisError::Changed,
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
