//! What a step of the fitting sees, and what it makes smaller.

use super::recipe::Recipe;
use crate::data::{labels::LABELS, samples::Samples};
use burn::tensor::{Device, Tensor, TensorData, activation::sigmoid};
use model::label::{Label, Transform};
use rand::{RngExt, rngs::StdRng};

/// Some windows as tensors, a row each.
pub struct Batch {
    /// Normalised descriptors, some values left out, noise on the others.
    pub inputs: Tensor<2>,
    labels: Tensor<2>,
    weights: Tensor<2>,
    tags: Tensor<2>,
    tag_weights: Tensor<2>,
    error_weights: Tensor<2>,
}

impl Batch {
    /// These rows of the samples, some of their inputs left out and noise on the others.
    pub fn gather(
        samples: &Samples,
        rows: &[usize],
        recipe: &Recipe,
        random: &mut StdRng,
        device: &Device,
    ) -> Batch {
        let width = samples.width();
        let tensor = |values: Vec<f32>| {
            let columns = values.len() / rows.len();
            Tensor::from_data(TensorData::new(values, [rows.len(), columns]), device)
        };
        let values = |of: &[f32], width: usize| {
            tensor(rows.iter().flat_map(|row| &of[row * width..(row + 1) * width]).copied().collect())
        };
        let mut inputs = Vec::with_capacity(rows.len() * width);
        for row in rows {
            let values = &samples.inputs[row * width..(row + 1) * width];
            inputs.extend(values.iter().map(|value| {
                // Uniform noise of deviation 1 spans ±√3.
                let noise = recipe.noise * random.random_range(-1.732..1.732_f32);
                if random.random_bool(recipe.input_dropout) { 0.0 } else { value + noise }
            }));
        }
        Batch {
            inputs: tensor(inputs),
            labels: tensor(rows.iter().flat_map(|row| samples.labels[*row]).collect()),
            weights: tensor(rows.iter().flat_map(|row| samples.weights[*row]).collect()),
            tags: values(&samples.tags, samples.tag_count()),
            tag_weights: values(&samples.tag_weights, 1),
            error_weights: values(&samples.error_weights, 1),
        }
    }
}

/// How much the network's guess at its own error counts in the loss.
const ERROR_SHARE: f64 = 0.05;

/// Pseudo-Huber loss of the values that a user sees, in deviations of each label;
/// the likelihood of their errors under a Laplace distribution of the width the network expects; and the squared
/// error of the tags.
pub struct Loss {
    offset: Tensor<2>,
    scale: Tensor<2>,
    /// 1 for likelihoods, 0 for degrees.
    likelihood: Tensor<2>,
    inverse_deviation: Tensor<2>,
    /// Where errors bend, in deviations.
    bends: Tensor<2>,
    tag_share: f64,
}

impl Loss {
    /// The loss of labels on these scales; `deviations` are what errors of each are measured in.
    pub fn new(
        labels: &[Label; LABELS],
        deviations: [f32; LABELS],
        recipe: &Recipe,
        device: &Device,
    ) -> Loss {
        let row =
            |values: [f32; LABELS]| Tensor::from_data(TensorData::new(values.to_vec(), [1, LABELS]), device);
        Loss {
            offset: row(labels.map(|label| label.offset)),
            scale: row(labels.map(|label| label.scale)),
            likelihood: row(labels.map(|label| f32::from(label.transform == Transform::Likelihood))),
            inverse_deviation: row(deviations.map(|deviation| 1.0 / deviation)),
            bends: row(std::array::from_fn(|place| recipe.bends[place])),
            tag_share: recipe.tag_share,
        }
    }

    /// Loss of the labels alone, for reports, and the whole loss. Labels and tags are read off `outputs`, expected
    /// errors off `apart`: the same outputs, with gradients of their own.
    pub fn of(&self, outputs: Tensor<2>, apart: Tensor<2>, batch: Batch) -> (Tensor<1>, Tensor<1>) {
        let [rows, columns] = outputs.dims();
        let scaled = outputs.clone().slice([0..rows, 0..LABELS]) * self.scale.clone() + self.offset.clone();
        let expected = apart.slice([0..rows, LABELS..2 * LABELS]);
        let likelihoods = sigmoid(scaled.clone()) * self.likelihood.clone();
        let degrees = scaled * (self.likelihood.clone().neg() + 1.0);
        let errors: Tensor<2> = likelihoods + degrees - batch.labels;

        let known = batch.weights.clone().sum().add_scalar(1e-6);
        let bent = (errors.clone() * self.inverse_deviation.clone() / self.bends.clone())
            .powi_scalar(2)
            .add_scalar(1.0)
            .sqrt();
        let losses = bent.sub_scalar(1.0) * self.bends.clone().powi_scalar(2) * 2.0;
        let values = (losses * batch.weights.clone()).sum() / known;

        let unlikely = errors.detach().abs() * expected.clone().neg().exp() + expected;
        let weights = batch.weights * batch.error_weights;
        let known = weights.clone().sum().add_scalar(1e-6);
        let mut whole = values.clone() + (unlikely * weights).sum() / known * ERROR_SHARE;
        if columns > 2 * LABELS {
            let tags = outputs.slice([0..rows, 2 * LABELS..columns]) - batch.tags;
            let known = batch.tag_weights.clone().sum().add_scalar(1e-6) * (columns - 2 * LABELS) as f64;
            whole = whole + (tags.powi_scalar(2) * batch.tag_weights).sum() / known * self.tag_share;
        }
        (values, whole)
    }
}
