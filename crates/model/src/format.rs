//! The model file: one binary file that holds everything a prediction needs.
//!
//! Little-endian, without padding:
//!
//! | field | type |
//! |---|---|
//! | magic | `b"SEGUEMLP"` |
//! | format version, descriptor schema version | `u16` each |
//! | inputs `n`, clip of z-scores | `u32`, `f32` |
//! | means, then deviations of the inputs | `n × f32` each |
//! | spectrum bins `b` | `u32` |
//! | means of the bins, then their deviations | each: largest value `f32`, `b × f16` as shares of it |
//! | number of networks | `u8` |
//! | per network: number of layers | `u8` |
//! | per layer: inputs `i`, outputs `o`, steps, weights, biases | `u32`, `u32`, `o × f32`, `i·o × i8`, `o × f32` |
//! | per label: transform, offset, scale, reach, R² | `u8`, `4 × f32` |
//! | number of tags | `u8` |
//! | per tag: length of its name, name in UTF-8, trust, quantiles | `u8`, bytes, `f32`, `21 × f32` |
//!
//! A network's outputs are the labels' values, the logarithms of their expected errors, and the tags.
//!
//! A weight is its whole number times the step of its output, the 127th part of that output's largest weight: the
//! rounding costs less than a thousandth of mean R², and buys a second network in the same space.

use crate::{
    error::ModelError,
    label::{Label, Transform},
    network::Layer,
    normaliser::Normaliser,
    tag::{QUANTILES, TagScale},
};
use half::f16;
use protocol::Feature;

/// First bytes of every model file.
pub const MAGIC: &[u8; 8] = b"SEGUEMLP";

/// Version of the layout above. The two bytes after [`MAGIC`].
pub const FORMAT_VERSION: u16 = 3;

/// Number of predicted labels.
pub const LABELS: usize = Feature::PREDICTED.len();

/// z-scores of spectrum bins are limited to ± this, so that a pure tone does not hide the rest of the drawing.
const SPECTRUM_CLIP: f32 = 30.0;

/// Everything in a model file, as plain numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelFile {
    /// Scale of the descriptor's values; [`dsp::descriptor::Descriptor::LEN`] of them.
    pub descriptor: Normaliser,
    /// Scale of the spectrum's bins; [`dsp::params::SPECTRUM_BINS`] of them.
    pub spectrum: Normaliser,
    /// Layers of each network, first to last; the outputs of the networks are averaged.
    pub networks: Vec<Vec<Layer>>,
    /// One a predicted feature, in the order of [`Feature::PREDICTED`].
    pub labels: [Label; LABELS],
    /// One a predicted tag.
    pub tags: Vec<TagScale>,
}

/// Number of outputs of a network that predicts this many tags.
pub const fn outputs(tags: usize) -> usize {
    2 * LABELS + tags
}

impl ModelFile {
    /// The bytes of the file. Weights are rounded to 8 bits, the spectrum to half precision.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::from(MAGIC);
        bytes.extend(FORMAT_VERSION.to_le_bytes());
        bytes.extend(dsp::params::SCHEMA_VERSION.to_le_bytes());
        write_u32(&mut bytes, self.descriptor.len());
        write_f32(&mut bytes, &[self.descriptor.clip]);
        write_f32(&mut bytes, &self.descriptor.mean);
        write_f32(&mut bytes, &self.descriptor.deviation);
        write_u32(&mut bytes, self.spectrum.len());
        write_scaled(&mut bytes, &self.spectrum.mean);
        write_scaled(&mut bytes, &self.spectrum.deviation);
        bytes.push(self.networks.len() as u8);
        for layers in &self.networks {
            bytes.push(layers.len() as u8);
            for layer in layers {
                write_u32(&mut bytes, layer.inputs);
                write_u32(&mut bytes, layer.outputs);
                write_quantised(&mut bytes, &layer.weights, layer.outputs);
                write_f32(&mut bytes, &layer.bias);
            }
        }
        for label in &self.labels {
            bytes.push(match label.transform {
                Transform::Degree => 0,
                Transform::Likelihood => 1,
            });
            write_f32(&mut bytes, &[label.offset, label.scale, label.reach, label.r2]);
        }
        bytes.push(self.tags.len() as u8);
        for tag in &self.tags {
            bytes.push(tag.name.len() as u8);
            bytes.extend(tag.name.as_bytes());
            write_f32(&mut bytes, &[tag.trust]);
            write_f32(&mut bytes, &tag.quantiles);
        }
        bytes
    }

    /// Reads a file and checks that it is whole, of this program's versions and sizes, and all numbers finite.
    ///
    /// # Errors
    /// Every variant of [`ModelError`] but the last two, for what its name says.
    pub fn from_bytes(bytes: &[u8]) -> Result<ModelFile, ModelError> {
        let mut reader = Reader { bytes };
        if bytes.get(..MAGIC.len()) != Some(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        reader.take("magic", MAGIC.len())?;
        let found = reader.u16("format version")?;
        if found != FORMAT_VERSION {
            return Err(ModelError::FormatVersion { found, expected: FORMAT_VERSION });
        }
        let found = reader.u16("descriptor version")?;
        if found != dsp::params::SCHEMA_VERSION {
            return Err(ModelError::SchemaVersion { found, expected: dsp::params::SCHEMA_VERSION });
        }
        let descriptor = read_descriptor(&mut reader)?;
        let spectrum = read_spectrum(&mut reader)?;
        let networks = (0..reader.u8("number of networks")?)
            .map(|_| read_network(&mut reader, descriptor.len()))
            .collect::<Result<Vec<_>, _>>()?;
        if networks.is_empty() {
            return Err(ModelError::Damaged { what: "it holds no network" });
        }
        let mut labels =
            [Label { transform: Transform::Degree, offset: 0.0, scale: 0.0, reach: 0.0, r2: 0.0 }; LABELS];
        for label in &mut labels {
            *label = read_label(&mut reader)?;
        }
        let tags = (0..reader.u8("number of tags")?)
            .map(|_| read_tag(&mut reader))
            .collect::<Result<Vec<_>, _>>()?;
        check_outputs(&networks, tags.len())?;
        match reader.bytes.len() {
            0 => Ok(ModelFile { descriptor, spectrum, networks, labels, tags }),
            extra => Err(ModelError::TooLong { extra }),
        }
    }
}

fn read_descriptor(reader: &mut Reader) -> Result<Normaliser, ModelError> {
    let len = reader.count("descriptor values", dsp::descriptor::Descriptor::LEN)?;
    let clip = reader.f32("clip")?;
    let mean = reader.f32s("means of the descriptor", len)?;
    let deviation = reader.f32s("deviations of the descriptor", len)?;
    if clip <= 0.0 || deviation.iter().any(|deviation| *deviation <= 0.0) {
        return Err(ModelError::Damaged { what: "a deviation of the descriptor is not positive" });
    }
    Ok(Normaliser { mean, deviation, clip })
}

fn read_spectrum(reader: &mut Reader) -> Result<Normaliser, ModelError> {
    let len = reader.count("spectrum bins", dsp::params::SPECTRUM_BINS)?;
    let mean = reader.scaled("means of the spectrum", len)?;
    let deviation = reader.scaled("deviations of the spectrum", len)?;
    if deviation.iter().any(|deviation| *deviation <= 0.0) {
        return Err(ModelError::Damaged { what: "a deviation of the spectrum is not positive" });
    }
    Ok(Normaliser { mean, deviation, clip: SPECTRUM_CLIP })
}

fn read_network(reader: &mut Reader, inputs: usize) -> Result<Vec<Layer>, ModelError> {
    let mut expected = inputs;
    let mut layers = Vec::new();
    for _ in 0..reader.u8("number of layers")? {
        let inputs = reader.count("inputs of a layer", expected)?;
        let outputs = reader.u32("outputs of a layer")?;
        if outputs == 0 {
            return Err(ModelError::Damaged { what: "a layer has no outputs" });
        }
        let weights = reader.quantised("weights", inputs, outputs)?;
        let bias = reader.f32s("biases", outputs)?;
        layers.push(Layer { inputs, outputs, weights, bias });
        expected = outputs;
    }
    if layers.is_empty() {
        return Err(ModelError::Damaged { what: "a network has no layers" });
    }
    Ok(layers)
}

fn check_outputs(networks: &[Vec<Layer>], tags: usize) -> Result<(), ModelError> {
    let expected = outputs(tags);
    let found = networks.iter().filter_map(|layers| layers.last()).map(|last| last.outputs);
    found
        .filter(|found| *found != expected)
        .try_for_each(|found| Err(ModelError::WrongLength { what: "outputs", found, expected }))
}

fn read_tag(reader: &mut Reader) -> Result<TagScale, ModelError> {
    let len = usize::from(reader.u8("length of a tag's name")?);
    let name = std::str::from_utf8(reader.take("name of a tag", len)?)
        .map_err(|_| ModelError::Damaged { what: "a tag's name is not text" })?
        .to_owned();
    let trust = reader.f32("trust of a tag")?;
    let mut quantiles = [0.0; QUANTILES];
    for quantile in &mut quantiles {
        *quantile = reader.f32("quantiles of a tag")?;
    }
    if !quantiles.is_sorted() {
        return Err(ModelError::Damaged { what: "a tag's quantiles do not rise" });
    }
    Ok(TagScale { name, trust, quantiles })
}

fn read_label(reader: &mut Reader) -> Result<Label, ModelError> {
    let transform = match reader.u8("transform of a label")? {
        0 => Transform::Degree,
        1 => Transform::Likelihood,
        _ => return Err(ModelError::Damaged { what: "a label's transform is unknown" }),
    };
    Ok(Label {
        transform,
        offset: reader.f32("offset of a label")?,
        scale: reader.f32("scale of a label")?,
        reach: reader.f32("reach of a label")?,
        r2: reader.f32("R² of a label")?,
    })
}

fn write_u32(bytes: &mut Vec<u8>, value: usize) {
    bytes.extend((value as u32).to_le_bytes());
}

fn write_f32(bytes: &mut Vec<u8>, values: &[f32]) {
    bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
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
fn write_scaled(bytes: &mut Vec<u8>, values: &[f32]) {
    let largest = values.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    write_f32(bytes, &[largest]);
    let least = f16::MIN_POSITIVE.to_f32();
    write_f16(bytes, values.iter().map(|value| (value / largest).max(least)));
}

/// The part of the file that has not been read yet.
struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, what: &'static str, needed: usize) -> Result<&'a [u8], ModelError> {
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

    fn u8(&mut self, what: &'static str) -> Result<u8, ModelError> {
        self.array(what).map(u8::from_le_bytes)
    }

    fn u16(&mut self, what: &'static str) -> Result<u16, ModelError> {
        self.array(what).map(u16::from_le_bytes)
    }

    fn u32(&mut self, what: &'static str) -> Result<usize, ModelError> {
        self.array(what).map(|bytes| u32::from_le_bytes(bytes) as usize)
    }

    fn f32(&mut self, what: &'static str) -> Result<f32, ModelError> {
        finite(self.array(what).map(f32::from_le_bytes)?)
    }

    /// A count that must be `expected`.
    fn count(&mut self, what: &'static str, expected: usize) -> Result<usize, ModelError> {
        match self.u32(what)? {
            found if found == expected => Ok(found),
            found => Err(ModelError::WrongLength { what, found, expected }),
        }
    }

    fn f32s(&mut self, what: &'static str, len: usize) -> Result<Vec<f32>, ModelError> {
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
    fn scaled(&mut self, what: &'static str, len: usize) -> Result<Vec<f32>, ModelError> {
        let largest = self.f32(what)?;
        let shares = self.f16s(what, len)?;
        Ok(shares.into_iter().map(|share| share * largest).collect())
    }
}

fn finite(value: f32) -> Result<f32, ModelError> {
    if value.is_finite() { Ok(value) } else { Err(ModelError::Damaged { what: "a number is not finite" }) }
}
