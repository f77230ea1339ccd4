//! Samples that stand in a file one by one: integers, floats, and the logarithmic bytes of telephony.

use crate::run::{Planes, Run};
use crate::source::Shared;
use crate::{DecodeError, law};
use std::ops::Range;

/// Frames that are read at once.
const FRAMES: usize = 1 << 14;

/// How one sample is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// Integers around zero, in so many bytes, the highest bit of the bytes the highest of the sample.
    Signed(usize),
    /// Bytes around 128.
    Unsigned,
    /// Integers around zero of so many bits, the lowest bit of the bytes the lowest of the sample.
    Low {
        /// Bytes of a sample.
        bytes: usize,
        /// Bits of it that are used.
        bits: u32,
    },
    /// Floats of 4 or 8 bytes, full scale ±1.
    Float(usize),
    /// A-law (ITU-T G.711).
    ALaw,
    /// µ-law (ITU-T G.711).
    MuLaw,
}

impl Coding {
    /// Bytes of one sample.
    pub fn bytes(self) -> usize {
        match self {
            Self::Signed(bytes) | Self::Float(bytes) | Self::Low { bytes, .. } => bytes,
            Self::Unsigned | Self::ALaw | Self::MuLaw => 1,
        }
    }
}

/// A file's samples: where they stand, and how they are written.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// How one is written.
    pub coding: Coding,
    /// Whether its bytes come with the most significant first.
    pub is_big_endian: bool,
    /// Samples a second.
    pub sample_rate: u32,
    /// Number of channels.
    pub channels: usize,
    /// Bytes from one frame to the next: there may be more than the channels need.
    pub frame_bytes: usize,
    /// Where the frames stand, one stretch after the other.
    pub stretches: Vec<Range<u64>>,
    /// Bytes that should follow, and were lost.
    pub missing: u64,
}

/// Reads a file's samples.
pub struct PcmRun {
    file: Shared,
    layout: Layout,
    bytes: Vec<u8>,
}

impl PcmRun {
    pub fn new(file: Shared, layout: Layout) -> Self {
        Self { file, layout, bytes: Vec::new() }
    }

    /// The next whole frames of the first stretch that has any.
    fn read(&mut self) -> Result<&[u8], DecodeError> {
        let frame = self.layout.frame_bytes.max(1);
        while let Some(stretch) = self.layout.stretches.first_mut() {
            let whole = (stretch.end.saturating_sub(stretch.start)) / frame as u64;
            let wanted = usize::try_from(whole).unwrap_or(FRAMES).min(FRAMES) * frame;
            self.bytes.resize(wanted, 0);
            let filled = self.file.read_at(stretch.start, &mut self.bytes)? / frame * frame;
            stretch.start += filled as u64;
            if filled > 0 {
                return Ok(self.bytes.get(..filled).unwrap_or_default());
            }
            self.layout.stretches.remove(0);
        }
        Ok(&[])
    }
}

impl Run for PcmRun {
    fn sample_rate(&self) -> u32 {
        self.layout.sample_rate
    }

    fn channels(&self) -> usize {
        self.layout.channels
    }

    fn seconds(&self) -> Option<f64> {
        let frame = self.layout.frame_bytes.max(1) as u64;
        let frames = |stretch: &Range<u64>| stretch.end.saturating_sub(stretch.start) / frame;
        let frames: u64 = self.layout.stretches.iter().map(frames).sum();
        Some(frames as f64 / f64::from(self.layout.sample_rate))
    }

    fn claimed_s(&self) -> Option<f64> {
        let bytes_a_second = self.layout.frame_bytes as f64 * f64::from(self.layout.sample_rate);
        self.seconds().map(|seconds| seconds + self.layout.missing as f64 / bytes_a_second)
    }

    fn next(&mut self) -> Result<Option<Planes>, DecodeError> {
        let Layout { coding, is_big_endian, channels, frame_bytes, .. } = self.layout;
        let bytes = self.read()?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let width = coding.bytes();
        let mut planes = vec![Vec::with_capacity(bytes.len() / frame_bytes.max(1)); channels];
        for frame in bytes.chunks_exact(frame_bytes.max(1)) {
            for (plane, sample) in planes.iter_mut().zip(frame.chunks_exact(width)) {
                plane.push(value(coding, is_big_endian, sample));
            }
        }
        Ok(Some(planes))
    }
}

/// One sample, full scale ±1.
fn value(coding: Coding, is_big_endian: bool, bytes: &[u8]) -> f32 {
    // The sample's bytes as the highest of a word, whatever their order.
    let mut word = [0u8; 8];
    for (index, byte) in bytes.iter().enumerate() {
        let from_top = if is_big_endian { index } else { bytes.len() - 1 - index };
        if let Some(place) = word.get_mut(from_top) {
            *place = *byte;
        }
    }
    let top = i64::from_be_bytes(word);
    let first = bytes.first().copied().unwrap_or(0);
    match coding {
        // Exact: 2⁶³ is a power of two, and a float rounds the one time.
        Coding::Signed(_) => scaled(top),
        Coding::Low { bytes, bits } => {
            let unused = (8 * bytes as u32).saturating_sub(bits);
            scaled(top.wrapping_shl(unused))
        }
        Coding::Unsigned => f32::from(i16::from(first) - 128) / 128.0,
        Coding::Float(4) => f32::from_bits((top as u64 >> 32) as u32),
        Coding::Float(_) => f64::from_bits(top as u64) as f32,
        Coding::ALaw => law::a_law(first),
        Coding::MuLaw => law::mu_law(first),
    }
}

fn scaled(top: i64) -> f32 {
    top as f32 / 9_223_372_036_854_775_808.0
}
