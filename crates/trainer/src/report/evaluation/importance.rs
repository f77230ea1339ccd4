//! What the model goes by: how much worse it gets when one family of the descriptor is shuffled among windows.
//!
//! Permutation importance (Breiman, "Random forests", 2001; Fisher, Rudin & Dominici, "All models are wrong, but
//! many are useful", 2019): families that say the same as others come out low, though the model uses them.

use crate::{
    data::{
        labels::{LABELS, column},
        part::Part,
    },
    report::metrics,
};
use anyhow::{Context, Result};
use dsp::descriptor::{Descriptor, GROUPS};
use dsp::params::WINDOW_S;
use model::Model;
use protocol::Feature;
use rand::{SeedableRng, rngs::StdRng, seq::SliceRandom};
use std::collections::BTreeMap;

/// Shuffles whose losses are averaged.
const SHUFFLES: u64 = 5;

/// For each family and label: the R² that is lost, on the windows of `part`.
pub fn importance(model: &Model, part: &Part) -> Result<BTreeMap<&'static str, BTreeMap<&'static str, f64>>> {
    let labels = part.labels();
    let whole = r2(&part.predict(model)?, &labels);
    let mut first = 0;
    let mut families = BTreeMap::new();
    for group in GROUPS {
        let values = first..first + group.len;
        let mut lost = [0.0; LABELS];
        for seed in 0..SHUFFLES {
            let shuffled = shuffled(&part.descriptors(), values.clone(), seed)?;
            let predicted = model.predict(&shuffled.iter().collect::<Vec<_>>(), WINDOW_S)?.per_window;
            for ((lost, whole), left) in lost.iter_mut().zip(whole).zip(r2(&predicted, &labels)) {
                *lost += (whole - left) / SHUFFLES as f64;
            }
        }
        let by_label = Feature::PREDICTED.iter().zip(lost).map(|(feature, lost)| (feature.name(), lost));
        families.insert(group.name, by_label.collect());
        first = values.end;
    }
    Ok(families)
}

/// Descriptors in which the values of one family come from other windows.
fn shuffled(rows: &[&[f32]], values: std::ops::Range<usize>, seed: u64) -> Result<Vec<Descriptor>> {
    let mut others: Vec<usize> = (0..rows.len()).collect();
    others.shuffle(&mut StdRng::seed_from_u64(seed));
    let swapped = rows.iter().zip(others).map(|(row, other)| {
        let mut row = row.to_vec();
        row[values.clone()].copy_from_slice(&rows[other][values.clone()]);
        Descriptor::from_vec(row)
    });
    swapped.collect::<Option<_>>().context("a stored descriptor is not whole")
}

fn r2(predicted: &[[f32; LABELS]], labels: &[[f32; LABELS]]) -> [f64; LABELS] {
    std::array::from_fn(|place| metrics::r2(&column(predicted, place), &column(labels, place)))
}
