//! The multilayer perceptron, defined once: the trainer builds it on a device with gradients, the worker
//! without, from this same definition.
//!
//! While it learns, each hidden layer is linear → batch norm → ReLU → dropout. What is stored and shipped
//! is [`Network::layers`]: batch norm folded into the linear layer before it, which computes the same.

use burn::{
    module::{Module, Param},
    nn::{BatchNorm, BatchNormConfig, Dropout, DropoutConfig, Linear, LinearConfig},
    tensor::{Device, Tensor, TensorData, activation::relu},
};

/// The device, and with it the backend, on which every tensor of this project lives.
///
/// The one place that names the backend. burn 0.22 calls ndarray deprecated in favour of `flex`; it is kept
/// because it is the backend asked for, and moving on is a change of this line.
#[allow(deprecated)]
pub fn device() -> Device {
    Device::ndarray()
}

/// One linear layer as plain numbers: `output[o] = bias[o] + Σ input[i] · weights[i · outputs + o]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Number of inputs.
    pub inputs: usize,
    /// Number of outputs.
    pub outputs: usize,
    /// `inputs × outputs` values, a row an input.
    pub weights: Vec<f32>,
    /// One value an output.
    pub bias: Vec<f32>,
}

impl Layer {
    /// The layer's output for one row of inputs, without an activation.
    pub fn apply(&self, input: &[f32]) -> Vec<f32> {
        let mut output = self.bias.clone();
        for (value, weights) in input.iter().zip(self.weights.chunks_exact(self.outputs.max(1))) {
            output.iter_mut().zip(weights).for_each(|(output, weight)| *output += value * weight);
        }
        output
    }
}

/// The multilayer perceptron: hidden layers, then a linear output.
#[derive(Module, Debug)]
pub struct Network {
    hidden: Vec<Hidden>,
    output: Linear,
}

/// A hidden layer. Without `norm` it computes what a stored model computes.
#[derive(Module, Debug)]
struct Hidden {
    linear: Linear,
    norm: Option<BatchNorm>,
    dropout: Dropout,
}

impl Network {
    /// A network to be trained: hidden layers of the sizes `hidden`, weights drawn from the device's random
    /// generator, batch norm, and dropout of probability `dropout` after each hidden layer.
    pub fn untrained(
        inputs: usize,
        hidden: &[usize],
        outputs: usize,
        dropout: f64,
        device: &Device,
    ) -> Network {
        let mut inputs = inputs;
        let hidden = hidden
            .iter()
            .map(|&size| Hidden {
                linear: LinearConfig::new(std::mem::replace(&mut inputs, size), size).init(device),
                norm: Some(BatchNormConfig::new(size).init(device)),
                dropout: DropoutConfig::new(dropout).init(),
            })
            .collect();
        Network { hidden, output: LinearConfig::new(inputs, outputs).init(device) }
    }

    /// The network that these stored layers describe. The caller has checked that they fit each other.
    pub fn from_layers(hidden: &[Layer], output: &Layer, device: &Device) -> Network {
        let hidden = hidden
            .iter()
            .map(|layer| Hidden {
                linear: linear(layer, device),
                norm: None,
                dropout: DropoutConfig::new(0.0).init(),
            })
            .collect();
        Network { hidden, output: linear(output, device) }
    }

    /// Outputs of shape `[rows, outputs]` for normalised inputs of shape `[rows, inputs]`.
    pub fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        self.outputs(self.last_hidden(input))
    }

    /// What the last hidden layer makes of normalised inputs.
    pub fn last_hidden(&self, input: Tensor<2>) -> Tensor<2> {
        self.hidden.iter().fold(input, |values, layer| layer.forward(values))
    }

    /// Outputs for what [`Network::last_hidden`] gives.
    pub fn outputs(&self, hidden: Tensor<2>) -> Tensor<2> {
        self.output.forward(hidden)
    }

    /// The layers as plain numbers, hidden ones first, each with its batch norm folded in.
    /// `None` where a tensor cannot be read back from its device.
    pub fn layers(&self) -> Option<Vec<Layer>> {
        let hidden = self.hidden.iter().map(|hidden| {
            let mut layer = layer(&hidden.linear)?;
            match &hidden.norm {
                Some(norm) => fold(&mut layer, norm).map(|()| layer),
                None => Some(layer),
            }
        });
        hidden.chain([layer(&self.output)]).collect()
    }
}

impl Hidden {
    fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        let linear = self.linear.forward(input);
        let normed = match &self.norm {
            Some(norm) => norm.forward(linear),
            None => linear,
        };
        self.dropout.forward(relu(normed))
    }
}

fn linear(layer: &Layer, device: &Device) -> Linear {
    let weights = TensorData::new(layer.weights.clone(), [layer.inputs, layer.outputs]);
    let bias = TensorData::new(layer.bias.clone(), [layer.outputs]);
    Linear { weight: Param::from_data(weights, device), bias: Some(Param::from_data(bias, device)) }
}

fn layer(linear: &Linear) -> Option<Layer> {
    let weight = linear.weight.val();
    let [inputs, outputs] = weight.dims();
    let bias = match &linear.bias {
        Some(bias) => values(bias.val())?,
        None => vec![0.0; outputs],
    };
    Some(Layer { inputs, outputs, weights: values(weight)?, bias })
}

/// `γ (Wx + b − μ) / √(σ² + ε) + β` is again linear in x.
fn fold(layer: &mut Layer, norm: &BatchNorm) -> Option<()> {
    let [gamma, beta] = [values(norm.gamma.val())?, values(norm.beta.val())?];
    let [mean, variance] = [values(norm.running_mean.value_sync())?, values(norm.running_var.value_sync())?];
    let gains: Vec<f32> = gamma
        .iter()
        .zip(&variance)
        .map(|(gamma, variance)| gamma / (variance + norm.epsilon as f32).sqrt())
        .collect();
    for row in layer.weights.chunks_exact_mut(layer.outputs) {
        row.iter_mut().zip(&gains).for_each(|(weight, gain)| *weight *= gain);
    }
    for (((bias, gain), mean), beta) in layer.bias.iter_mut().zip(&gains).zip(&mean).zip(&beta) {
        *bias = (*bias - mean) * gain + beta;
    }
    Some(())
}

fn values<const D: usize>(tensor: Tensor<D>) -> Option<Vec<f32>> {
    tensor.into_data().try_to_vec::<f32>().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Distribution;

    #[test]
    fn stored_layers_compute_what_the_trained_network_computes() {
        let device = device();
        let network = Network::untrained(5, &[8, 4], 3, 0.5, &device);
        for hidden in &network.hidden {
            let norm = hidden.norm.as_ref().unwrap();
            let size = norm.gamma.val().dims();
            norm.running_mean.update(Tensor::random(size, Distribution::Uniform(-1.0, 1.0), &device));
            norm.running_var.update(Tensor::random(size, Distribution::Uniform(0.5, 2.0), &device));
            norm.running_mean.value_sync();
            norm.running_var.value_sync();
        }
        let layers = network.layers().unwrap();
        let (output, hidden) = layers.split_last().unwrap();
        let stored = Network::from_layers(hidden, output, &device);

        let input = Tensor::<2>::random([6, 5], Distribution::Uniform(-2.0, 2.0), &device);
        let expected = values(network.forward(input.clone())).unwrap();
        let found = values(stored.forward(input)).unwrap();
        for (expected, found) in expected.iter().zip(found) {
            assert!((expected - found).abs() < 1e-5, "{expected} {found}");
        }
    }
}
