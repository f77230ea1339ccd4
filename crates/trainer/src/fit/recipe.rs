//! How a network is fitted: every number that a training run can be given.

use clap::Args;

/// The settings of a training run. The defaults are those of the shipped model, chosen by five-fold figures over artists.
#[derive(Args, Clone, Debug)]
pub struct Recipe {
    /// Sizes of the hidden layers.
    #[arg(long, value_delimiter = ',', default_value = "256,128")]
    pub hidden: Vec<usize>,
    /// Probability with which a hidden value is left out of a step.
    #[arg(long, default_value_t = 0.3)]
    pub dropout: f64,
    /// Deviation of the noise added to normalised inputs.
    #[arg(long, default_value_t = 0.15)]
    pub noise: f32,
    /// Probability with which an input is left out of a step: as if it were as usual.
    #[arg(long, default_value_t = 0.2)]
    pub input_dropout: f64,
    /// Highest learning rate.
    #[arg(long, default_value_t = 3e-3)]
    pub learning_rate: f64,
    /// Decay of weights in each step, as a share of the learning rate.
    #[arg(long, default_value_t = 0.02)]
    pub weight_decay: f32,
    /// Windows in a step.
    #[arg(long, default_value_t = 128)]
    pub batch: usize,
    /// Passes over the training set.
    #[arg(long, default_value_t = 25)]
    pub epochs: usize,
    /// Errors up to about this many deviations of the label count by their square, greater ones by their size, for each
    /// label in the order of [`protocol::Feature::PREDICTED`]. The less, the nearer to the median, which errs less on average;
    /// the more, the nearer to the mean, which is off to neither side. Acousticness and liveness are skew.
    #[arg(long, value_delimiter = ',', default_values_t = [1.0, 0.5, 0.5, 0.5, 1.0, 0.5, 0.5])]
    pub bends: Vec<f32>,
    /// Share of the tags in the loss, against the labels.
    #[arg(long, default_value_t = 0.1)]
    pub tag_share: f64,
    /// Networks whose outputs are averaged, each from another seed.
    #[arg(long, default_value_t = 3)]
    pub networks: usize,
    /// Seed of everything that is drawn at random.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}
