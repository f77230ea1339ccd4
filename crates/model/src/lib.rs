//! Descriptor to audio features: the network, its input scale, its calibration, and what is known of its error.
//!
//! - [`network`]: the multilayer perceptron, one definition for training and for inference.
//! - [`normaliser`]: the scale of inputs and of the spectrum.
//! - [`label`], [`tag`]: from outputs to values and guesses.
//! - [`explain`]: what drove a prediction.
//! - [`mod@format`]: the model file.
//! - [`placement`]: features to a place among playlists, for tracks that no playlist knows.
//! - [`spectrogram`]: samples to a picture.
//! - [`analysis`]: samples to [`protocol::Analysis`], the one path of worker and command line; [`Passes`] for samples that come
//!   in blocks.
//!
//! ```
//! use dsp::Audio;
//! use model::{Model, analyse};
//!
//! // The model that the page serves; a file of another version is refused.
//! let model = Model::from_bytes(&std::fs::read("../../assets/model.bin")?)?;
//!
//! // Eight seconds of an A that is struck twice a second, in two channels.
//! let time = |sample: u32| sample as f32 / 22_050.0;
//! let struck = |t: f32| 0.5 * (std::f32::consts::TAU * 440.0 * t).sin() * (-8.0 * (t % 0.5)).exp();
//! let channel: Vec<f32> = (0..8 * 22_050).map(|sample| struck(time(sample))).collect();
//! let audio = Audio { channels: &[&channel, &channel], sample_rate: 22_050 };
//!
//! let analysis = analyse(&audio, &model, &mut |_stage, _share| {})?;
//! for estimate in &analysis.estimates {
//!     // 0…1, with the ends of the interval that holds 80% of published values.
//!     assert!(estimate.low <= estimate.value && estimate.value <= estimate.high);
//! }
//! assert!((analysis.features.tempo - 120.0).abs() < 1.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod analysis;
mod bytes;
pub mod error;
pub mod explain;
pub mod format;
pub mod label;
pub mod network;
pub mod normaliser;
mod passes;
pub mod placement;
pub mod spectrogram;
pub mod tag;

pub use analysis::analyse;
pub use error::ModelError;
pub use passes::Passes;

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
    usual_unlikeness: f32,
    place: Option<Network>,
    labels: [Label; LABELS],
    tags: Vec<TagScale>,
}

/// What the networks say about one window or the mean of several, before labels and tags make sense of it: the mean over the networks.
#[derive(Clone, Debug, PartialEq)]
pub struct Outputs {
    /// Of each label, before [`Label::value`].
    pub labels: [f32; LABELS],
    /// Of each label, the error to expect; see [`label::expected_error`].
    pub errors: [f32; LABELS],
    /// Of each tag; see [`TagScale::percentile`].
    pub tags: Vec<f32>,
    /// See [`unlikeness`].
    pub unlikeness: f32,
}

/// How far normalised descriptor values are from the mean of what was learnt from: root of their mean square, about 1
/// for music like that.
pub fn unlikeness(normalised: &[f32]) -> f32 {
    let square = normalised.iter().map(|value| value * value).sum::<f32>();
    (square / normalised.len().max(1) as f32).sqrt()
}

/// What the model says about one track.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// One estimate for each of [`Feature::PREDICTED`], in that order, of the windows' mean descriptor.
    pub estimates: Vec<Estimate>,
    /// The same features of each window, 0…1.
    pub per_window: Vec<[f32; LABELS]>,
    /// The tags that stand out, likeliest first.
    pub tags: Vec<Tag>,
    /// Where it lies among playlists by what is heard, in the catalogue's embedding; only the direction means something.
    /// Empty where the model has not learnt that.
    pub place: Vec<f32>,
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
        let place = file.place.split_last().map(|(last, hidden)| Network::from_layers(hidden, last, &device));
        Ok(Model {
            device,
            descriptor: file.descriptor,
            spectrum: file.spectrum,
            networks,
            usual_unlikeness: file.usual_unlikeness,
            place,
            labels: file.labels,
            tags: file.tags,
        })
    }

    /// Predicts the seven features and the tags of a track from the descriptors of its windows, `heard_s` seconds of it.
    ///
    /// What is predicted of the track is predicted of its windows' mean descriptor: on songs of artists never heard
    /// that is nearer to the published values than the mean of the windows' predictions.
    ///
    /// # Errors
    /// [`ModelError::NoWindows`] without a window, [`ModelError::Backend`] where the tensor library fails.
    pub fn predict(&self, windows: &[&Descriptor], heard_s: f32) -> Result<Prediction, ModelError> {
        if windows.is_empty() {
            return Err(ModelError::NoWindows);
        }
        let per_window: Vec<[f32; LABELS]> =
            self.outputs(windows)?.iter().map(|outputs| self.values(&outputs.labels)).collect();
        let outputs = self.outputs_of_mean(windows)?;
        let (values, margins) = (self.values(&outputs.labels), self.margins(&outputs, heard_s));
        let estimates = Feature::PREDICTED.into_iter().zip(&self.labels).enumerate();
        let estimates = estimates.map(|(place, (feature, label))| {
            let (value, margin) = (values[place], margins[place]);
            let spread = deviation(per_window.iter().map(|values| values[place]));
            let (low, high) = ((value - margin).max(0.0), (value + margin).min(1.0));
            Estimate { feature, value, low, high, spread, r2: label.r2.at(heard_s) }
        });
        Ok(Prediction {
            estimates: estimates.collect(),
            tags: tag::standing_out(&self.tags, &outputs.tags),
            place: self.place(windows)?,
            per_window,
        })
    }

    /// Where music of these windows lies among playlists; see [`Prediction::place`].
    ///
    /// # Errors
    /// [`ModelError::Backend`] where the tensor library fails.
    pub fn place(&self, windows: &[&Descriptor]) -> Result<Vec<f32>, ModelError> {
        let Some(place) = self.place.as_ref().filter(|_| !windows.is_empty()) else { return Ok(Vec::new()) };
        let input = TensorData::new(self.normalised_mean(windows), [1, self.descriptor.len()]);
        let outputs = place.forward(Tensor::<2>::from_data(input, &self.device)).into_data();
        outputs.try_to_vec::<f32>().map_err(|error| ModelError::Backend { reason: format!("{error:?}") })
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

    /// The networks' mean outputs for the mean of the windows' normalised descriptors.
    ///
    /// # Errors
    /// [`ModelError::NoWindows`] without a window, [`ModelError::Backend`] where the tensor library fails.
    pub fn outputs_of_mean(&self, windows: &[&Descriptor]) -> Result<Outputs, ModelError> {
        self.forward(self.normalised_mean(windows))?.pop().ok_or(ModelError::NoWindows)
    }

    /// Mean of the windows' normalised descriptors; empty without a window.
    pub fn normalised_mean(&self, windows: &[&Descriptor]) -> Vec<f32> {
        self.descriptor.mean_of(windows.iter().map(|window| window.as_slice()))
    }

    /// The networks' mean outputs for normalised descriptors, one after the other.
    fn forward(&self, inputs: Vec<f32>) -> Result<Vec<Outputs>, ModelError> {
        let rows = inputs.len() / self.descriptor.len();
        // The backend has no tensors without rows.
        if rows == 0 {
            return Ok(Vec::new());
        }
        let unlike: Vec<f32> = inputs.chunks_exact(self.descriptor.len()).map(unlikeness).collect();
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
            Some(Outputs { labels: *labels, errors: *errors, tags: tags.to_vec(), unlikeness: 0.0 })
        };
        let mut outputs: Option<Vec<Outputs>> = means.chunks_exact(width).map(by_kind).collect();
        for (outputs, unlike) in outputs.iter_mut().flatten().zip(unlike) {
            outputs.unlikeness = unlike;
        }
        outputs.ok_or(ModelError::Damaged { what: "a network has too few outputs" })
    }

    /// Half-widths of the intervals around these values that hold 80% of published values, for music of which so many
    /// seconds were heard.
    pub fn margins(&self, outputs: &Outputs, heard_s: f32) -> [f32; LABELS] {
        let errors = expected_errors(outputs, self.usual_unlikeness);
        std::array::from_fn(|place| self.labels[place].reach.at(heard_s) * errors[place])
    }

    /// Label values of one window.
    pub fn values(&self, outputs: &[f32; LABELS]) -> [f32; LABELS] {
        std::array::from_fn(|place| self.labels[place].value(outputs[place]))
    }
}

/// The error to expect of each label: what the networks expect, and more the further the music lies beyond what is usual
/// among the songs they have learnt from, since of that they know least about their errors, too.
pub fn expected_errors(outputs: &Outputs, usual_unlikeness: f32) -> [f32; LABELS] {
    let beyond = (outputs.unlikeness / usual_unlikeness).max(1.0);
    outputs.errors.map(|error| beyond * expected_error(error))
}

fn deviation(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let count = values.clone().count().max(1) as f32;
    let mean = values.clone().sum::<f32>() / count;
    (values.map(|value| (value - mean).powi(2)).sum::<f32>() / count).sqrt()
}
