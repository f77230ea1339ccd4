//! The tags: how well their order over windows follows musicnn's.

use crate::{
    data::{
        musicnn::{Musicnn, TAG_SOURCE},
        part::Part,
    },
    report::metrics,
};
use model::Outputs;
use serde::Serialize;
use std::collections::BTreeMap;

/// Rank correlations on the windows of a part.
#[derive(Serialize)]
pub struct TagFigures {
    /// Whose tags.
    pub source: &'static str,
    /// Mean over the tags; a constant has none, so 0.
    pub mean_rank_correlation: f64,
    /// Of each tag.
    pub rank_correlation: BTreeMap<String, f64>,
}

/// The figures of a part.
pub fn tags(part: &Part, outputs: &[Outputs], musicnn: &Musicnn) -> TagFigures {
    let correlations = musicnn.names.iter().enumerate().map(|(place, name)| {
        let column: Vec<f32> = outputs.iter().map(|outputs| outputs.tags[place]).collect();
        (name.clone(), correlation(place, &column, part, musicnn))
    });
    let rank_correlation: BTreeMap<String, f64> = correlations.collect();
    let mean = rank_correlation.values().sum::<f64>() / rank_correlation.len().max(1) as f64;
    TagFigures { source: TAG_SOURCE, mean_rank_correlation: mean, rank_correlation }
}

/// Rank correlation of one tag's outputs with musicnn's activations.
pub fn correlation(place: usize, outputs: &[f32], part: &Part, musicnn: &Musicnn) -> f64 {
    let (outputs, truth): (Vec<f32>, Vec<f32>) = outputs
        .iter()
        .zip(&part.windows)
        .filter_map(|(output, window)| Some((*output, *musicnn.heard(window)?.tags.get(place)?)))
        .unzip();
    metrics::spearman(&outputs, &truth)
}
