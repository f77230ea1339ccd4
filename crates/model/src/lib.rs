//! Descriptor to audio features: the network, its input scale, its calibration, and what is known of its error.
//!
//! - [`network`]: the multilayer perceptron, one definition for training and for inference.
//! - [`normaliser`]: the scale of inputs and of the spectrum.
//! - [`label`]: from outputs to values.
//! - [`format`]: the model file.
//! - [`analysis`]: samples to [`protocol::Analysis`], the one path of worker and trainer.

pub mod analysis;
pub mod error;
pub mod format;
pub mod label;
pub mod network;
pub mod normaliser;

pub use analysis::analyse;
pub use error::ModelError;

use burn::tensor::{Device, Tensor, TensorData};
use dsp::descriptor::Descriptor;
use format::{LABELS, ModelFile};
use label::Label;
use network::Network;
use normaliser::Normaliser;
use protocol::{Estimate, Feature};

/// A loaded model, ready to predict.
#[derive(Debug)]
pub struct Model {
    device: Device,
    descriptor: Normaliser,
    spectrum: Normaliser,
    networks: Vec<Network>,
    labels: [Label; LABELS],
}

/// What the model says about one track.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// One estimate for each of [`Feature::PREDICTED`], in that order: the mean over the windows.
    pub estimates: Vec<Estimate>,
    /// The same features of each window, 0…1.
    pub per_window: Vec<[f32; LABELS]>,
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
        })
    }

    /// Predicts the seven features of a track from the descriptors of its windows.
    ///
    /// # Errors
    /// [`ModelError::NoWindows`] without a window, [`ModelError::Backend`] where the tensor library fails.
    pub fn predict(&self, windows: &[&Descriptor]) -> Result<Prediction, ModelError> {
        if windows.is_empty() {
            return Err(ModelError::NoWindows);
        }
        let per_window = self.values(windows)?;
        let estimates = Feature::PREDICTED
            .into_iter()
            .zip(&self.labels)
            .enumerate()
            .map(|(place, (feature, label))| {
                let (value, spread) =
                    mean_and_deviation(per_window.iter().filter_map(|values| values.get(place)));
                Estimate { feature, value, margin: label.margin, spread, r2: label.r2 }
            })
            .collect();
        Ok(Prediction { estimates, per_window })
    }

    /// z-scores of a spectrum's bins with the training set's mean and deviation.
    pub fn normalise_spectrum(&self, spectrum: &[f32]) -> Vec<f32> {
        self.spectrum.apply(spectrum).collect()
    }

    /// The networks' mean outputs for each window, before [`Label::value`].
    ///
    /// # Errors
    /// [`ModelError::Backend`] where the tensor library fails.
    pub fn outputs(&self, windows: &[&Descriptor]) -> Result<Vec<[f32; LABELS]>, ModelError> {
        let inputs: Vec<f32> =
            windows.iter().flat_map(|descriptor| self.descriptor.apply(descriptor.as_slice())).collect();
        let shape = [windows.len(), self.descriptor.len()];
        let input = Tensor::<2>::from_data(TensorData::new(inputs, shape), &self.device);
        let mut means = vec![[0.0; LABELS]; windows.len()];
        let share = 1.0 / self.networks.len() as f32;
        for network in &self.networks {
            let outputs = network.forward(input.clone()).into_data();
            let outputs = outputs
                .try_to_vec::<f32>()
                .map_err(|error| ModelError::Backend { reason: format!("{error:?}") })?;
            for (means, outputs) in means.iter_mut().zip(outputs.chunks_exact(LABELS)) {
                means.iter_mut().zip(outputs).for_each(|(mean, output)| *mean += share * output);
            }
        }
        Ok(means)
    }

    /// Label values of each window.
    fn values(&self, windows: &[&Descriptor]) -> Result<Vec<[f32; LABELS]>, ModelError> {
        let mut values = self.outputs(windows)?;
        for window in &mut values {
            window.iter_mut().zip(&self.labels).for_each(|(value, label)| *value = label.value(*value));
        }
        Ok(values)
    }
}

fn mean_and_deviation<'a>(values: impl Iterator<Item = &'a f32> + Clone) -> (f32, f32) {
    let count = values.clone().count().max(1) as f32;
    let mean = values.clone().sum::<f32>() / count;
    let variance = values.map(|value| (value - mean).powi(2)).sum::<f32>() / count;
    (mean, variance.sqrt())
}
