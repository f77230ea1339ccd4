//! `segue analyse`: audio files in, Spotify's audio features out.

use anyhow::{Result, bail};
use exchange::spotify::AudioFeaturesObject;
use protocol::{Analysis, Estimate};
use segue_cli::decode;
use serde::Serialize;
use std::{collections::BTreeMap, path::PathBuf};

/// Arguments of `segue analyse`.
#[derive(clap::Args)]
pub struct Args {
    /// Audio files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print JSON in the shape of Spotify's web API.
    #[arg(long)]
    json: bool,
    /// The model to use.
    #[arg(long, default_value_os_t = super::shipped_model())]
    model: PathBuf,
}

/// The whole answer, as Spotify's "Get Several Tracks' Audio Features" gives it.
#[derive(Serialize)]
struct Answer {
    audio_features: Vec<Entry>,
}

/// One file's features, or why there are none.
#[derive(Serialize)]
#[serde(untagged)]
enum Entry {
    Analysed {
        file: String,
        #[serde(flatten)]
        features: AudioFeaturesObject,
        /// Seconds; further beats follow at the tempo.
        first_beat_s: Option<f32>,
        confidence: Confidence,
    },
    Failed {
        file: String,
        error: String,
    },
}

/// See [`confidence`].
#[derive(Serialize)]
struct Confidence {
    tempo: f32,
    first_beat: f32,
    time_signature: f32,
    key: f32,
    mode: f32,
    #[serde(flatten)]
    predicted: BTreeMap<&'static str, Uncertainty>,
}

#[derive(Serialize)]
struct Uncertainty {
    low: f32,
    high: f32,
    spread: f32,
}

/// Analyses all files; a bad one does not keep the others from coming out.
///
/// # Errors
/// Where the model cannot be loaded, and at the end where a file could not be analysed.
pub fn run(args: &Args) -> Result<()> {
    let model = super::load(&args.model)?;
    let results: Vec<_> =
        args.files.iter().map(|path| (path.display().to_string(), decode::analyse(path, &model))).collect();
    let failed = results.iter().filter(|(_, result)| result.is_err()).count();
    if args.json {
        let audio_features = results.into_iter().map(|(file, result)| entry(file, result)).collect();
        println!("{}", serde_json::to_string_pretty(&Answer { audio_features })?);
    } else {
        print_table(&results);
    }
    match failed {
        0 => Ok(()),
        failed => bail!("{failed} of {} files could not be analysed", args.files.len()),
    }
}

fn entry(file: String, result: Result<Analysis>) -> Entry {
    match result {
        Ok(analysis) => Entry::Analysed {
            file,
            features: object(&analysis),
            first_beat_s: analysis.tempo.first_beat_s,
            confidence: confidence(&analysis),
        },
        Err(error) => Entry::Failed { file, error: format!("{error:#}") },
    }
}

fn object(analysis: &Analysis) -> AudioFeaturesObject {
    let features = &analysis.features;
    AudioFeaturesObject {
        danceability: features.danceability,
        energy: features.energy,
        key: features.key,
        loudness: features.loudness,
        mode: features.mode,
        speechiness: features.speechiness,
        acousticness: features.acousticness,
        instrumentalness: features.instrumentalness,
        liveness: features.liveness,
        valence: features.valence,
        tempo: features.tempo,
        object_type: AudioFeaturesObject::TYPE.into(),
        id: None,
        uri: None,
        track_href: None,
        analysis_url: None,
        duration_ms: (f64::from(analysis.duration_s) * 1000.0).round() as u64,
        time_signature: analysis.meter.beats_per_bar,
    }
}

/// How sure each value is. Tempo, key and mode: the weight of the chosen reading, 0…1. The seven predicted
/// features: the 80% interval, and how far the windows along the track differ.
fn confidence(analysis: &Analysis) -> Confidence {
    let key = analysis.key.candidates.first().map_or(0.0, |(_, weight)| *weight);
    let uncertain = |estimate: &Estimate| {
        (
            estimate.feature.name(),
            Uncertainty { low: estimate.low, high: estimate.high, spread: estimate.spread },
        )
    };
    Confidence {
        tempo: analysis.tempo.confidence,
        first_beat: analysis.tempo.first_beat_confidence,
        time_signature: analysis.meter.confidence,
        key,
        mode: key,
        predicted: analysis.estimates.iter().map(uncertain).collect(),
    }
}

fn print_table(results: &[(String, Result<Analysis>)]) {
    for (file, result) in results {
        println!("{file}");
        match result {
            Ok(analysis) => print_features(analysis),
            Err(error) => println!("  {error:#}"),
        }
    }
}

fn print_features(analysis: &Analysis) {
    for estimate in &analysis.estimates {
        println!(
            "  {:<18}{:>6.2} ({:.2} … {:.2})",
            estimate.feature.name(),
            estimate.value,
            estimate.low,
            estimate.high
        );
    }
    let key = analysis.key.candidates.first();
    let key =
        key.map_or("none".into(), |(key, weight)| format!("{} ({:.0}% sure)", key.name(), 100.0 * weight));
    println!("  {:<18}{key}", "key and mode");
    println!(
        "  {:<18}{:>6.1} BPM ({:.0}% sure)",
        "tempo",
        analysis.tempo.bpm,
        100.0 * analysis.tempo.confidence
    );
    println!(
        "  {:<18}{:>6.1} dB ({:.1} LUFS)",
        "loudness", analysis.loudness.spotify_db, analysis.loudness.integrated_lufs
    );
    println!("  {:<18}{:>6.1} s", "length", analysis.duration_s);
}
