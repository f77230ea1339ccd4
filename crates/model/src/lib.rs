//! Descriptor to audio features: the network, its input scale, its calibration, and what is known of its error.
//!
//! - [`network`]: the multilayer perceptron, one definition for training and for inference.
//! - [`normaliser`]: the scale of inputs and of the spectrum.
//! - [`label`], [`tag`]: from outputs to values and guesses.
//! - [`explain`]: what drove a prediction.
//! - [`format`]: the model file.
//! - [`placement`]: features to a place among playlists, for tracks that no playlist knows.
//! - [`spectrogram`]: samples to a picture.
//! - [`analysis`]: samples to [`protocol::Analysis`], the one path of worker and trainer.

pub mod analysis;
mod bytes;
pub mod error;
pub mod explain;
pub mod format;
pub mod label;
pub mod network;
pub mod normaliser;
pub mod placement;
pub mod spectrogram;
pub mod tag;

pub use analysis::analyse;
pub use error::ModelError;

use burn::tensor::{Device, Tensor, TensorData};
use dsp::descriptor::Descriptor;
use format::{LABELS, ModelFile};
use label::{Label, expected_error};
use network::Network;
use normaliser::Normaliser;
use protocol::{Estimate, Feature, Tag};
use tag::TagScale;

/// A loaded model, ready to predict.
#[derive(Debug)]
pub struct Model {
    device: Device,
    descriptor: Normaliser,
    spectrum: Normaliser,
    networks: Vec<Network>,
    labels: [Label; LABELS],
    tags: Vec<TagScale>,
}

/// What the networks say about one window, before labels and tags make sense of it: the mean over the networks.
#[derive(Clone, Debug, PartialEq)]
pub struct Outputs {
    /// Of each label, before [`Label::value`].
    pub labels: [f32; LABELS],
    /// Of each label, the error to expect; see [`label::expected_error`].
    pub errors: [f32; LABELS],
    /// Of each tag; see [`TagScale::percentile`].
    pub tags: Vec<f32>,
}

/// What the model says about one track.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// One estimate for each of [`Feature::PREDICTED`], in that order: the mean over the windows.
    pub estimates: Vec<Estimate>,
    /// The same features of each window, 0…1.
    pub per_window: Vec<[f32; LABELS]>,
    /// The tags that stand out, likeliest first.
    pub tags: Vec<Tag>,
}

impl Model {
    /// Loads a model file.
    ///
    /// # Errors
    /// [`ModelError`] where the file is not a model, of another version, cut off or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, ModelError> {
        Model::new(ModelFile::from_bytes(bytes)?)
    }

    /// The model that a file's contents describe.
    ///
    /// # Errors
    /// [`ModelError::Damaged`] where a network has no layers.
    pub fn new(file: ModelFile) -> Result<Model, ModelError> {
        let device = network::device();
        let networks = file
            .networks
            .iter()
            .map(|layers| {
                let (output, hidden) =
                    layers.split_last().ok_or(ModelError::Damaged { what: "a network has no layers" })?;
                Ok(Network::from_layers(hidden, output, &device))
            })
            .collect::<Result<_, ModelError>>()?;
        Ok(Model {
            device,
            descriptor: file.descriptor,
            spectrum: file.spectrum,
            networks,
            labels: file.labels,
            tags: file.tags,
        })
    }

    /// Predicts the seven features and the tags of a track from the descriptors of its windows.
    ///
    /// # Errors
    /// [`ModelError::NoWindows`] without a window, [`ModelError::Backend`] where the tensor library fails.
    pub fn predict(&self, windows: &[&Descriptor]) -> Result<Prediction, ModelError> {
        if windows.is_empty() {
            return Err(ModelError::NoWindows);
        }
        let outputs = self.outputs(windows)?;
        let per_window: Vec<[f32; LABELS]> =
            outputs.iter().map(|outputs| self.values(&outputs.labels)).collect();
        let estimates = Feature::PREDICTED.into_iter().zip(&self.labels).enumerate();
        let estimates = estimates.map(|(place, (feature, label))| {
            let (value, spread) = mean_and_deviation(per_window.iter().map(|values| values[place]));
            // Windows of one track err alike: the mean of their margins, not that of independent errors.
            let margin = mean_and_deviation(outputs.iter().map(|outputs| self.margins(outputs)[place])).0;
            let (low, high) = ((value - margin).max(0.0), (value + margin).min(1.0));
            Estimate { feature, value, low, high, spread, r2: label.r2 }
        });
        let mean_tag = |place: usize| mean_and_deviation(outputs.iter().map(|outputs| outputs.tags[place])).0;
        let tags: Vec<f32> = (0..self.tags.len()).map(mean_tag).collect();
        Ok(Prediction {
            estimates: estimates.collect(),
            per_window,
            tags: tag::standing_out(&self.tags, &tags),
        })
    }

    /// z-scores of a spectrum's bins with the training set's mean and deviation.
    pub fn normalise_spectrum(&self, spectrum: &[f32]) -> Vec<f32> {
        self.spectrum.apply(spectrum).collect()
    }

    /// The networks' mean outputs for each window.
    ///
    /// # Errors
    /// [`ModelError::Backend`] where the tensor library fails.
    pub fn outputs(&self, windows: &[&Descriptor]) -> Result<Vec<Outputs>, ModelError> {
        let inputs =
            windows.iter().flat_map(|descriptor| self.descriptor.apply(descriptor.as_slice())).collect();
        self.forward(inputs)
    }

    /// The networks' mean outputs for normalised descriptors, one after the other.
    fn forward(&self, inputs: Vec<f32>) -> Result<Vec<Outputs>, ModelError> {
        let rows = inputs.len() / self.descriptor.len();
        let input = TensorData::new(inputs, [rows, self.descriptor.len()]);
        let input = Tensor::<2>::from_data(input, &self.device);
        let width = format::outputs(self.tags.len());
        let mut means = vec![0.0; rows * width];
        let share = 1.0 / self.networks.len() as f32;
        for network in &self.networks {
            let outputs = network.forward(input.clone()).into_data();
            let outputs = outputs
                .try_to_vec::<f32>()
                .map_err(|error| ModelError::Backend { reason: format!("{error:?}") })?;
            means.iter_mut().zip(outputs).for_each(|(mean, output)| *mean += share * output);
        }
        let by_kind = |outputs: &[f32]| {
            let (labels, rest) = outputs.split_first_chunk()?;
            let (errors, tags) = rest.split_first_chunk()?;
            Some(Outputs { labels: *labels, errors: *errors, tags: tags.to_vec() })
        };
        let outputs: Option<Vec<Outputs>> = means.chunks_exact(width).map(by_kind).collect();
        outputs.ok_or(ModelError::Damaged { what: "a network has too few outputs" })
    }

    /// Half-widths of the intervals around the values of one window that hold 80% of held-out labels.
    pub fn margins(&self, outputs: &Outputs) -> [f32; LABELS] {
        std::array::from_fn(|place| self.labels[place].reach * expected_error(outputs.errors[place]))
    }

    /// Label values of one window.
    pub fn values(&self, outputs: &[f32; LABELS]) -> [f32; LABELS] {
        std::array::from_fn(|place| self.labels[place].value(outputs[place]))
    }
}

fn mean_and_deviation(values: impl Iterator<Item = f32> + Clone) -> (f32, f32) {
    let count = values.clone().count().max(1) as f32;
    let mean = values.clone().sum::<f32>() / count;
    let variance = values.map(|value| (value - mean).powi(2)).sum::<f32>() / count;
    (mean, variance.sqrt())
}
