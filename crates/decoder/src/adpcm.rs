//! Blocks of ADPCM of one size, by symphonia's decoders: Microsoft's and IMA's in WAV, and IMA's of QuickTime.

use crate::DecodeError;
use crate::packets::samples;
use crate::run::{Planes, Run};
use crate::source::Shared;
use std::ops::Range;
use symphonia::core::audio::{Channels, Position};
use symphonia::core::codecs::audio::well_known::{
    CODEC_ID_ADPCM_IMA_QT, CODEC_ID_ADPCM_IMA_WAV, CODEC_ID_ADPCM_MS,
};
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration, Timestamp};

/// Which ADPCM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// Microsoft's.
    Microsoft,
    /// IMA's, as WAV has it.
    Ima,
    /// IMA's, as QuickTime has it.
    QuickTime,
}

impl Codec {
    fn name(self) -> &'static str {
        match self {
            Self::Microsoft => "Microsoft ADPCM",
            Self::Ima | Self::QuickTime => "IMA ADPCM",
        }
    }
}

/// How a file's blocks are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// By which codec.
    pub codec: Codec,
    /// Samples a second.
    pub sample_rate: u32,
    /// Number of channels.
    pub channels: usize,
    /// Bytes of a block.
    pub block: usize,
}

impl Form {
    /// QuickTime's blocks: 34 bytes a channel.
    pub fn quicktime(sample_rate: u32, channels: usize) -> Self {
        Self { codec: Codec::QuickTime, sample_rate, channels, block: 34 * channels }
    }

    /// Samples of each channel in a block: by its bytes, whatever its header says.
    fn frames(&self) -> Option<usize> {
        let bytes = self.block / self.channels;
        match self.codec {
            Codec::QuickTime => Some(64),
            // A sample in the header of four bytes, two in each other; two channels take turns, four bytes each.
            Codec::Ima => {
                let bytes = bytes.checked_sub(4).filter(|bytes| *bytes > 0)?;
                (self.channels == 1 || bytes.is_multiple_of(4)).then_some(2 * bytes + 1)
            }
            // Two in the header of seven.
            Codec::Microsoft => Some(2 * bytes.checked_sub(7).filter(|bytes| *bytes > 0)? + 2),
        }
    }
}

/// Blocks, and where they stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocks {
    form: Form,
    frames: usize,
    stretches: Vec<Range<u64>>,
}

/// Blocks that can be decoded.
///
/// # Errors
/// Where they have more than two channels, or a size that no block has.
pub fn open(form: Form, stretches: Vec<Range<u64>>) -> Result<Blocks, DecodeError> {
    if form.channels > 2 {
        return Err(DecodeError::unsupported(format!("{} of {} channels", form.codec.name(), form.channels)));
    }
    let frames = form.frames().ok_or_else(|| {
        DecodeError::damaged(format!("blocks of {} bytes are no {}", form.block, form.codec.name()))
    })?;
    Ok(Blocks { form, frames, stretches })
}

/// Decodes the blocks of a file.
pub struct AdpcmRun {
    file: Shared,
    blocks: Blocks,
    decoder: Box<dyn AudioDecoder>,
}

impl AdpcmRun {
    /// # Errors
    /// Where symphonia refuses.
    pub fn new(file: Shared, blocks: Blocks) -> Result<Self, DecodeError> {
        let Form { codec, sample_rate, channels, .. } = blocks.form;
        let id = match codec {
            Codec::Microsoft => CODEC_ID_ADPCM_MS,
            Codec::Ima => CODEC_ID_ADPCM_IMA_WAV,
            Codec::QuickTime => CODEC_ID_ADPCM_IMA_QT,
        };
        let positions = Position::from_count(channels as u32).unwrap_or(Position::FRONT_LEFT);
        let mut params = AudioCodecParameters::new();
        params
            .for_codec(id)
            .with_sample_rate(sample_rate)
            .with_channels(Channels::Positioned(positions))
            .with_max_frames_per_packet(blocks.frames as u64)
            .with_frames_per_block(blocks.frames as u64);
        let decoder = symphonia::default::get_codecs()
            .make_audio_decoder(&params, &AudioDecoderOptions::default())
            .map_err(|error| DecodeError::damaged(error.to_string()))?;
        Ok(Self { file, blocks, decoder })
    }
}

impl Run for AdpcmRun {
    fn sample_rate(&self) -> u32 {
        self.blocks.form.sample_rate
    }

    fn channels(&self) -> usize {
        self.blocks.form.channels
    }

    fn seconds(&self) -> Option<f64> {
        let whole = |stretch: &Range<u64>| (stretch.end - stretch.start) / self.blocks.form.block as u64;
        let blocks: u64 = self.blocks.stretches.iter().map(whole).sum();
        Some(blocks as f64 * self.blocks.frames as f64 / f64::from(self.blocks.form.sample_rate))
    }

    fn next(&mut self) -> Result<Option<Planes>, DecodeError> {
        let mut block = vec![0; self.blocks.form.block];
        while let Some(stretch) = self.blocks.stretches.first_mut() {
            let there = stretch.end.saturating_sub(stretch.start) >= block.len() as u64;
            if !there || self.file.read_at(stretch.start, &mut block)? < block.len() {
                self.blocks.stretches.remove(0);
                continue;
            }
            stretch.start += block.len() as u64;
            let frames = Duration::new(self.blocks.frames as u64);
            let packet = Packet::new(0, Timestamp::ZERO, frames, block.clone());
            // A damaged block is left out, as players do.
            if let Ok(buffer) = self.decoder.decode(&packet) {
                return Ok(Some(samples(&buffer)));
            }
        }
        Ok(None)
    }
}
