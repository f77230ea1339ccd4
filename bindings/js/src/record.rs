//! What the package tells of a track; `index.d.ts` says the same in TypeScript.

use protocol::{Analysis, AudioFeatures, Estimate, Feature, Loudness, MeterEstimate, Tag, TempoEstimate};
use serde::Serialize;
use std::collections::BTreeMap;

/// An analysis, without what is only drawn.
#[derive(Serialize)]
pub struct Record<'a> {
    features: &'a AudioFeatures,
    duration_ms: u64,
    /// Beats in a bar, as Spotify calls it; none where they cannot be told.
    time_signature: Option<u8>,
    /// By name of the feature.
    estimates: BTreeMap<&'static str, Estimate>,
    tempo: &'a TempoEstimate,
    meter: &'a MeterEstimate,
    keys: Vec<Key>,
    tuning_cents: f32,
    loudness: &'a Loudness,
    tags: &'a [Tag],
    windows: Vec<Window>,
    sample_rate: u32,
    channels: u16,
}

/// A key that it may be in.
#[derive(Serialize)]
struct Key {
    key: u8,
    mode: u8,
    name: String,
    camelot: String,
    weight: f32,
}

/// What is predicted of one stretch.
#[derive(Serialize)]
struct Window {
    start_s: f32,
    features: BTreeMap<&'static str, f32>,
}

impl<'a> Record<'a> {
    /// What is told of an analysis.
    pub fn of(analysis: &'a Analysis) -> Self {
        let named =
            |values: &[f32; 7]| Feature::PREDICTED.map(Feature::name).into_iter().zip(*values).collect();
        Self {
            features: &analysis.features,
            duration_ms: (f64::from(analysis.duration_s) * 1000.0).round() as u64,
            time_signature: analysis.meter.beats_per_bar,
            estimates: analysis
                .estimates
                .iter()
                .map(|estimate| (estimate.feature.name(), *estimate))
                .collect(),
            tempo: &analysis.tempo,
            meter: &analysis.meter,
            keys: analysis.key.candidates.iter().map(|(key, weight)| Key::of(*key, *weight)).collect(),
            tuning_cents: analysis.key.tuning_cents,
            loudness: &analysis.loudness,
            tags: &analysis.tags,
            windows: analysis
                .timeline
                .iter()
                .map(|(start_s, values)| Window { start_s: *start_s, features: named(values) })
                .collect(),
            sample_rate: analysis.sample_rate,
            channels: analysis.channels,
        }
    }
}

impl Key {
    fn of(key: protocol::Key, weight: f32) -> Self {
        Self { key: key.tonic, mode: key.mode as u8, name: key.name(), camelot: key.camelot(), weight }
    }
}
