//! What drove a prediction: Shapley values of the descriptor's families and of the spectrum's registers.
//!
//! A part that is left out is set to the training windows' mean, so that what is explained is the difference
//! between this track and an average one. With few parts, all their combinations can be tried; the shares are
//! then exact and add up to that difference (Shapley, "A value for n-person games", 1953; Lundberg & Lee, "A
//! unified approach to interpreting model predictions", 2017).

use crate::{Model, ModelError, format::LABELS};
use dsp::descriptor::{self, Descriptor, GROUPS};
use protocol::{Explanation, Feature, Share};

/// Upper ends of the registers, Hz, with their names; what lies above the last belongs to it.
const REGISTERS: [(f32, &str); 5] =
    [(200.0, "bass"), (800.0, "low mids"), (2_500.0, "mids"), (6_000.0, "treble"), (f32::INFINITY, "air")];

/// Name of what has no place in the spectrum.
const WHOLE: &str = "whole spectrum";

/// A division of the descriptor's values into parts.
struct Partition {
    names: Vec<&'static str>,
    /// For each value the part it belongs to.
    part: Vec<usize>,
}

impl Partition {
    fn by_aspect() -> Partition {
        let part = GROUPS.iter().enumerate().flat_map(|(part, group)| std::iter::repeat_n(part, group.len));
        Partition { names: GROUPS.iter().map(|group| group.name).collect(), part: part.collect() }
    }

    fn by_register() -> Partition {
        let register = |hz: f32| REGISTERS.iter().position(|(end, _)| hz < *end);
        let part = descriptor::centres_hz()
            .into_iter()
            .map(|centre| centre.and_then(register).unwrap_or(REGISTERS.len()));
        let names = REGISTERS.iter().map(|(_, name)| *name).chain([WHOLE]).collect();
        Partition { names, part: part.collect() }
    }

    /// The share of each part in each label's difference from the average, for normalised values.
    fn shares(&self, model: &Model, values: &[f32]) -> Result<Vec<[f32; LABELS]>, ModelError> {
        let parts = self.names.len();
        let coalitions = 1_usize << parts;
        let inputs = (0..coalitions)
            .flat_map(|members| {
                let present = move |part: usize| members >> part & 1 == 1;
                let kept = values.iter().zip(&self.part);
                kept.map(move |(value, part)| if present(*part) { *value } else { 0.0 })
            })
            .collect();
        let values: Vec<[f32; LABELS]> =
            model.forward(inputs)?.iter().map(|outputs| model.values(&outputs.labels)).collect();
        let weights = weights(parts);
        let share = |part: usize| {
            let mut share = [0.0; LABELS];
            for without in (0..coalitions).filter(|members| members >> part & 1 == 0) {
                let weight = weights[without.count_ones() as usize];
                let [with, without] = [values[without | 1 << part], values[without]];
                for ((share, with), without) in share.iter_mut().zip(with).zip(without) {
                    *share += weight * (with - without);
                }
            }
            share
        };
        Ok((0..parts).map(share).collect())
    }
}

/// Weight of a coalition of each size below `parts`: one over the number of orders in which it comes to be.
fn weights(parts: usize) -> Vec<f32> {
    let mut weights = Vec::with_capacity(parts);
    let mut weight = 1.0 / parts as f32;
    for size in 0..parts {
        weights.push(weight);
        weight *= (size + 1) as f32 / (parts - 1 - size).max(1) as f32;
    }
    weights
}

impl Model {
    /// What drove the prediction of each of [`Feature::PREDICTED`], in that order, from the windows' mean descriptor as
    /// the prediction itself.
    ///
    /// # Errors
    /// [`ModelError::NoWindows`] without a window, [`ModelError::Backend`] where the tensor library fails.
    pub fn explain(&self, windows: &[&Descriptor]) -> Result<Vec<Explanation>, ModelError> {
        let track = self.normalised_mean(windows);
        let [average, value] =
            [vec![0.0; Descriptor::LEN], track.clone()].map(|inputs| self.values_of(inputs));
        let (average, value) = (average?, value?);
        let [aspects, registers] = [Partition::by_aspect(), Partition::by_register()]
            .map(|partition| Ok::<_, ModelError>((partition.shares(self, &track)?, partition.names)));
        let of_label = |(shares, names): &(Vec<[f32; LABELS]>, Vec<&str>), place: usize| -> Vec<Share> {
            let shares = names.iter().zip(shares);
            shares.map(|(part, effects)| Share { part: (*part).into(), effect: effects[place] }).collect()
        };
        let (aspects, registers) = (aspects?, registers?);
        let explanation = |(place, feature)| Explanation {
            feature,
            average: average[place],
            value: value[place],
            aspects: of_label(&aspects, place),
            registers: of_label(&registers, place),
        };
        Ok(Feature::PREDICTED.into_iter().enumerate().map(explanation).collect())
    }

    /// Label values of one normalised descriptor.
    fn values_of(&self, inputs: Vec<f32>) -> Result<[f32; LABELS], ModelError> {
        let outputs = self.forward(inputs)?;
        outputs.first().map(|outputs| self.values(&outputs.labels)).ok_or(ModelError::NoWindows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_belongs_to_one_part() {
        for partition in [Partition::by_aspect(), Partition::by_register()] {
            assert_eq!(partition.part.len(), Descriptor::LEN);
            assert!(partition.part.iter().all(|part| *part < partition.names.len()));
        }
    }

    #[test]
    fn weights_of_all_coalitions_sum_to_one() {
        // For three parts: 1/3 for the empty one, 1/6 for each of two of one member, 1/3 for that of two.
        let weights = weights(3);
        for (weight, expected) in weights.iter().zip([1.0 / 3.0, 1.0 / 6.0, 1.0 / 3.0]) {
            assert!((weight - expected).abs() < 1e-6, "{weights:?}");
        }
    }
}
