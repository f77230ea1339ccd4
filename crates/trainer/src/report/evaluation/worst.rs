//! The tracks on which the model is furthest from the teacher, with what is odd about them.

use crate::{
    data::{labels::LABELS, musicnn::Musicnn, part::Part},
    statistics,
};
use dsp::descriptor;
use protocol::Feature;
use serde::Serialize;
use std::collections::HashSet;

/// Tracks that are listed.
const TRACKS: usize = 10;

/// Labels, tags and descriptor values that are named of each.
const NAMED: usize = 3;

/// A track that came out wrong.
#[derive(Serialize)]
pub struct WorstTrack {
    /// File name of its window.
    pub file: String,
    /// Where it comes from, and its title.
    pub collection: String,
    /// See `collection`.
    pub title: String,
    /// Root mean square of the labels' errors, each in deviations of the training labels.
    pub error: f64,
    /// Labels that are furthest off: name, prediction, label.
    pub labels: Vec<(&'static str, f32, f32)>,
    /// musicnn's strongest tags.
    pub tags: Vec<String>,
    /// Values of the descriptor that are furthest from the training windows' means, in deviations.
    pub unusual: Vec<(String, f32)>,
}

/// The worst tracks of a part, worst first; `train` are the descriptors and `deviations` the labels' deviations of
/// the training windows.
pub fn worst(
    part: &Part,
    predicted: &[[f32; LABELS]],
    train: &[&[f32]],
    deviations: [f32; LABELS],
    musicnn: &Musicnn,
) -> Vec<WorstTrack> {
    let off = |place: usize, label: usize| {
        (predicted[place][label] - part.windows[place].labels[label]) / deviations[label]
    };
    let error = |place: usize| {
        let squares = (0..LABELS).map(|label| f64::from(off(place, label)).powi(2));
        (squares.sum::<f64>() / LABELS as f64).sqrt()
    };
    let mut order: Vec<usize> = (0..part.windows.len()).collect();
    order.sort_by(|a, b| error(*b).total_cmp(&error(*a)));
    let mut groups = HashSet::new();
    order.retain(|place| groups.insert(&part.windows[*place].group));

    let scales: Vec<(f32, f32)> = (0..train.first().map_or(0, |row| row.len()))
        .map(|value| {
            let column: Vec<f32> = train.iter().map(|row| row[value]).collect();
            (statistics::mean(&column) as f32, statistics::variance(&column).sqrt().max(1e-9) as f32)
        })
        .collect();
    let names = descriptor::names();
    let track = |place: usize| {
        let window = part.windows[place];
        let mut labels: Vec<usize> = (0..LABELS).collect();
        labels.sort_by(|a, b| off(place, *b).abs().total_cmp(&off(place, *a).abs()));
        let named =
            |label: usize| (Feature::PREDICTED[label].name(), predicted[place][label], window.labels[label]);
        let scores = part.analyses[place].descriptor.iter().zip(&scales);
        let scores = scores.map(|(value, (mean, deviation))| (value - mean) / deviation);
        let mut unusual: Vec<(String, f32)> = names.iter().cloned().zip(scores).collect();
        unusual.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        unusual.truncate(NAMED);
        WorstTrack {
            file: window.file.clone(),
            collection: window.collection.clone(),
            title: window.title.clone(),
            error: error(place),
            labels: labels.into_iter().take(NAMED).map(named).collect(),
            tags: musicnn.strongest(window, NAMED),
            unusual,
        }
    };
    order.into_iter().take(TRACKS).map(track).collect()
}
