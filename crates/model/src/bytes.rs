//! Numbers and layers to bytes and back, for the files of this crate: little-endian, lengths checked before anything is
//! allocated, nothing but finite numbers.

use crate::{error::ModelError, network::Layer};
use half::f16;

pub(crate) fn write_u32(bytes: &mut Vec<u8>, value: usize) {
    bytes.extend((value as u32).to_le_bytes());
}

pub(crate) fn write_f32(bytes: &mut Vec<u8>, values: &[f32]) {
    bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}

/// Number of layers, then each layer's sizes, weights and biases.
pub(crate) fn write_network(bytes: &mut Vec<u8>, layers: &[Layer]) {
    bytes.push(layers.len() as u8);
    for layer in layers {
        write_u32(bytes, layer.inputs);
        write_u32(bytes, layer.outputs);
        write_quantised(bytes, &layer.weights, layer.outputs);
        write_f32(bytes, &layer.bias);
    }
}

/// Greatest whole number of a weight.
const LEVELS: f32 = 127.0;

/// The step of each output, then each weight as a whole number of its output's steps.
fn write_quantised(bytes: &mut Vec<u8>, weights: &[f32], outputs: usize) {
    let mut steps = vec![f32::MIN_POSITIVE; outputs];
    for row in weights.chunks_exact(outputs) {
        for (step, weight) in steps.iter_mut().zip(row) {
            *step = step.max(weight.abs() / LEVELS);
        }
    }
    write_f32(bytes, &steps);
    for row in weights.chunks_exact(outputs) {
        let levels = row.iter().zip(&steps).map(|(weight, step)| (weight / step).round() as i8);
        bytes.extend(levels.flat_map(i8::to_le_bytes));
    }
}

fn write_f16(bytes: &mut Vec<u8>, values: impl Iterator<Item = f32>) {
    bytes.extend(values.flat_map(|value| f16::from_f32(value).to_le_bytes()));
}

/// Positive values as half-precision shares of the largest: magnitudes span more decades than `f16` does.
pub(crate) fn write_scaled(bytes: &mut Vec<u8>, values: &[f32]) {
    let largest = values.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    write_f32(bytes, &[largest]);
    let least = f16::MIN_POSITIVE.to_f32();
    write_f16(bytes, values.iter().map(|value| (value / largest).max(least)));
}

/// The part of the file that has not been read yet.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// Fails where something is left.
    pub(crate) fn end(&self) -> Result<(), ModelError> {
        match self.bytes.len() {
            0 => Ok(()),
            extra => Err(ModelError::TooLong { extra }),
        }
    }

    /// Layers that [`write_network`] wrote, at least one, the first of which takes `inputs` values.
    pub(crate) fn network(&mut self, inputs: usize) -> Result<Vec<Layer>, ModelError> {
        let layers = self.optional_network(inputs)?;
        if layers.is_empty() {
            return Err(ModelError::Damaged { what: "a network has no layers" });
        }
        Ok(layers)
    }

    /// The same, or none.
    pub(crate) fn optional_network(&mut self, inputs: usize) -> Result<Vec<Layer>, ModelError> {
        let mut expected = inputs;
        let mut layers = Vec::new();
        for _ in 0..self.u8("number of layers")? {
            let inputs = self.count("inputs of a layer", expected)?;
            let outputs = self.u32("outputs of a layer")?;
            if outputs == 0 {
                return Err(ModelError::Damaged { what: "a layer has no outputs" });
            }
            let weights = self.quantised("weights", inputs, outputs)?;
            let bias = self.f32s("biases", outputs)?;
            layers.push(Layer { inputs, outputs, weights, bias });
            expected = outputs;
        }
        Ok(layers)
    }

    pub(crate) fn take(&mut self, what: &'static str, needed: usize) -> Result<&'a [u8], ModelError> {
        let available = self.bytes.len();
        let (taken, rest) =
            self.bytes.split_at_checked(needed).ok_or(ModelError::Truncated { what, needed, available })?;
        self.bytes = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], ModelError> {
        let available = self.bytes.len();
        self.take(what, N)?.try_into().map_err(|_| ModelError::Truncated { what, needed: N, available })
    }

    pub(crate) fn u8(&mut self, what: &'static str) -> Result<u8, ModelError> {
        self.array(what).map(u8::from_le_bytes)
    }

    pub(crate) fn u16(&mut self, what: &'static str) -> Result<u16, ModelError> {
        self.array(what).map(u16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self, what: &'static str) -> Result<usize, ModelError> {
        self.array(what).map(|bytes| u32::from_le_bytes(bytes) as usize)
    }

    pub(crate) fn f32(&mut self, what: &'static str) -> Result<f32, ModelError> {
        finite(self.array(what).map(f32::from_le_bytes)?)
    }

    /// A count that must be `expected`.
    pub(crate) fn count(&mut self, what: &'static str, expected: usize) -> Result<usize, ModelError> {
        match self.u32(what)? {
            found if found == expected => Ok(found),
            found => Err(ModelError::WrongLength { what, found, expected }),
        }
    }

    pub(crate) fn f32s(&mut self, what: &'static str, len: usize) -> Result<Vec<f32>, ModelError> {
        let (values, _) = self.take(what, len.saturating_mul(4))?.as_chunks();
        values.iter().map(|bytes| finite(f32::from_le_bytes(*bytes))).collect()
    }

    fn f16s(&mut self, what: &'static str, len: usize) -> Result<Vec<f32>, ModelError> {
        let (values, _) = self.take(what, len.saturating_mul(2))?.as_chunks();
        values.iter().map(|bytes| finite(f16::from_le_bytes(*bytes).to_f32())).collect()
    }

    /// Values that [`write_quantised`] wrote.
    fn quantised(
        &mut self,
        what: &'static str,
        inputs: usize,
        outputs: usize,
    ) -> Result<Vec<f32>, ModelError> {
        let steps = self.f32s(what, outputs)?;
        let levels = self.take(what, inputs.saturating_mul(outputs))?;
        let weights = levels.chunks_exact(outputs.max(1)).flat_map(|row| {
            row.iter().zip(&steps).map(|(level, step)| finite(f32::from(i8::from_le_bytes([*level])) * step))
        });
        weights.collect()
    }

    /// Values that [`write_scaled`] wrote.
    pub(crate) fn scaled(&mut self, what: &'static str, len: usize) -> Result<Vec<f32>, ModelError> {
        let largest = self.f32(what)?;
        let shares = self.f16s(what, len)?;
        Ok(shares.into_iter().map(|share| share * largest).collect())
    }
}

fn finite(value: f32) -> Result<f32, ModelError> {
    if value.is_finite() { Ok(value) } else { Err(ModelError::Damaged { what: "a number is not finite" }) }
}
