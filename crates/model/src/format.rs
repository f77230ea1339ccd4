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
//! | unlikeness of nine training songs of ten | `f32` |
//! | layers of the place among playlists: number of layers, then as above; 0 for none | `u8`, … |
//! | per label: transform, offset, scale, reach below and from 29 s on, R² below and from there on | `u8`, `6 × f32` |
//! | number of tags | `u8` |
//! | per tag: length of its name, name in UTF-8, trust, quantiles | `u8`, bytes, `f32`, `21 × f32` |
//!
//! A network's outputs are the labels' values, the logarithms of their expected errors, and the tags.
//!
//! A weight is its whole number times the step of its output, the 127th part of that output's largest weight: the
//! rounding costs less than a thousandth of mean R², and buys a second network in the same space.

use crate::{
    bytes::{Reader, write_f32, write_network, write_scaled, write_u32},
    error::ModelError,
    label::{ByLength, Label, Transform},
    network::Layer,
    normaliser::Normaliser,
    tag::{QUANTILES, TagScale},
};
use protocol::Feature;

/// First bytes of every model file.
pub const MAGIC: &[u8; 8] = b"SEGUEMLP";

/// Version of the layout above. The two bytes after [`MAGIC`].
pub const FORMAT_VERSION: u16 = 4;

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
    /// Nine songs of ten that were learnt from are less unlike the mean than this; see [`crate::unlikeness`].
    pub usual_unlikeness: f32,
    /// Layers from the descriptor to where a track lies among playlists, in the catalogue's embedding; none where that
    /// has not been learnt.
    pub place: Vec<Layer>,
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
        self.networks.iter().for_each(|layers| write_network(&mut bytes, layers));
        write_f32(&mut bytes, &[self.usual_unlikeness]);
        write_network(&mut bytes, &self.place);
        for label in &self.labels {
            bytes.push(match label.transform {
                Transform::Degree => 0,
                Transform::Likelihood => 1,
            });
            let Label { offset, scale, reach, r2, .. } = label;
            write_f32(&mut bytes, &[*offset, *scale, reach.short, reach.long, r2.short, r2.long]);
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
        let mut reader = Reader::new(bytes);
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
            .map(|_| reader.network(descriptor.len()))
            .collect::<Result<Vec<_>, _>>()?;
        if networks.is_empty() {
            return Err(ModelError::Damaged { what: "it holds no network" });
        }
        let usual_unlikeness = reader.f32("usual unlikeness")?;
        if usual_unlikeness <= 0.0 {
            return Err(ModelError::Damaged { what: "the usual unlikeness is not positive" });
        }
        let place = reader.optional_network(descriptor.len())?;
        let unread = Label {
            transform: Transform::Degree,
            offset: 0.0,
            scale: 0.0,
            reach: ByLength::default(),
            r2: ByLength::default(),
        };
        let mut labels = [unread; LABELS];
        for label in &mut labels {
            *label = read_label(&mut reader)?;
        }
        let tags = (0..reader.u8("number of tags")?)
            .map(|_| read_tag(&mut reader))
            .collect::<Result<Vec<_>, _>>()?;
        check_outputs(&networks, tags.len())?;
        reader.end()?;
        Ok(ModelFile { descriptor, spectrum, networks, usual_unlikeness, place, labels, tags })
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

fn by_length(reader: &mut Reader, what: &'static str) -> Result<ByLength, ModelError> {
    Ok(ByLength { short: reader.f32(what)?, long: reader.f32(what)? })
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
        reach: by_length(reader, "reach of a label")?,
        r2: by_length(reader, "R² of a label")?,
    })
}
