//! WAV: RIFF, RF64 and BW64, as recorders, pipes and telephones write them.
//!
//! Its data may be of unknown length or of a wrong one, chunks of odd length may lack their padding, samples may use fewer
//! bits than they have, and what the data hold may be another codec altogether.

use crate::opening::Opening;
use crate::pcm::{Coding, Layout};
use crate::run::check;
use crate::source::Shared;
use crate::{DecodeError, adpcm};
use containers::Source;
use containers::chunks::{Chunk, Chunks};
use std::ops::Range;

/// Bytes in which the audio is looked for where the chunks do not lead to it.
const SEARCHED: usize = 1 << 20;

/// Frames that are looked at to tell on which side a sample's unused bits are.
const LOOKED_AT: usize = 1 << 16;

/// The chunk `fmt `.
struct Format {
    tag: u16,
    channels: u32,
    sample_rate: u64,
    /// Bytes of a frame, or of a block of frames.
    block: usize,
    /// Bits of a sample's container, and those of it that are used.
    bits: u32,
    valid_bits: u32,
}

/// What a WAV file's headers lead to.
///
/// # Errors
/// Where they lead to nothing that can be decoded.
pub fn open(file: &Shared) -> Result<Opening, DecodeError> {
    let is_big_endian = file.read(0, 4) == b"RIFX";
    let mut format = None;
    let mut stretches: Vec<Range<u64>> = Vec::new();
    let mut missing = 0;
    for chunk in Chunks::new(file, 12, is_big_endian) {
        match &chunk.id {
            b"fmt " if format.is_none() => format = read_format(file, &chunk, is_big_endian),
            b"data" => {
                stretches.push(chunk.contents);
                missing += chunk.missing;
            }
            _ => {}
        }
    }
    let format = format.ok_or_else(|| DecodeError::damaged("the WAV file does not say how it is coded"))?;
    if stretches.is_empty() {
        stretches.extend(lost_data(file));
    }
    stretches.retain(|stretch| !stretch.is_empty());
    if stretches.is_empty() {
        return Err(DecodeError::NoSamples);
    }
    let mut opening = by_format(file, &format, stretches, is_big_endian)?;
    if let Opening::Pcm(layout) = &mut opening {
        layout.missing = missing;
    }
    Ok(opening)
}

/// The audio of a file whose chunks do not lead to it: everything behind the name that should stand before it.
fn lost_data(file: &Shared) -> Option<Range<u64>> {
    let bytes = file.read(12, SEARCHED);
    let at = bytes.windows(4).position(|window| window == b"data")?;
    let start = 12 + at as u64 + 8;
    (start < file.len()).then(|| start..file.len())
}

fn read_format(file: &Shared, chunk: &Chunk, is_big_endian: bool) -> Option<Format> {
    let there = chunk.contents.end - chunk.contents.start;
    let mut bytes = file.read(chunk.contents.start, there.min(40) as usize);
    if is_big_endian {
        swap_fields(&mut bytes);
    }
    let u16_at = |at: usize| Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let u32_at = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let (tag, channels) = (u16_at(0)?, u32::from(u16_at(2)?));
    let block = usize::from(u16_at(12)?);
    let width = block.checked_div(channels as usize).unwrap_or(0) as u32;
    // The shortest form ends before the bits.
    let bits = u16_at(14).map(u32::from).filter(|bits| *bits > 0).unwrap_or(8 * width);
    let is_extensible = tag == EXTENSIBLE;
    Some(Format {
        // The first two bytes of the extensible form's subformat are the tag; the rest says of which family, of which
        // ambisonics is one.
        tag: if is_extensible { u16_at(24).unwrap_or(tag) } else { tag },
        channels,
        sample_rate: u64::from(u32_at(4)?),
        block,
        bits,
        valid_bits: u16_at(18).filter(|_| is_extensible).map_or(bits, u32::from),
    })
}

/// Turns the fields of a chunk `fmt ` of RIFX into those of RIFF.
fn swap_fields(bytes: &mut [u8]) {
    for field in [0..2, 2..4, 4..8, 8..12, 12..14, 14..16, 16..18, 18..20, 20..24, 24..26] {
        if let Some(field) = bytes.get_mut(field) {
            field.reverse();
        }
    }
}

const EXTENSIBLE: u16 = 0xFFFE;

fn by_format(
    file: &Shared,
    format: &Format,
    stretches: Vec<Range<u64>>,
    is_big_endian: bool,
) -> Result<Opening, DecodeError> {
    let coding = match format.tag {
        1 => return integers(file, format, stretches, is_big_endian),
        3 => Coding::Float(match width(format) {
            4 => 4,
            8 => 8,
            bytes => return Err(DecodeError::unsupported(format!("floating point of {} bits", 8 * bytes))),
        }),
        6 => Coding::ALaw,
        7 => Coding::MuLaw,
        0x02 | 0x11 => {
            let codec = if format.tag == 2 { adpcm::Codec::Microsoft } else { adpcm::Codec::Ima };
            let (sample_rate, channels) = check(format.sample_rate, format.channels)?;
            let form = adpcm::Form { codec, sample_rate, channels, block: format.block };
            return adpcm::open(form, stretches).map(Opening::Adpcm);
        }
        0x50 | 0x55 => return Ok(Opening::Frames(joined(&stretches))),
        tag => return Err(DecodeError::unsupported(name(tag))),
    };
    let layout = layout(format, coding, stretches, is_big_endian)?;
    Ok(Opening::Pcm(layout))
}

fn integers(
    file: &Shared,
    format: &Format,
    stretches: Vec<Range<u64>>,
    is_big_endian: bool,
) -> Result<Opening, DecodeError> {
    let coding = match width(format) {
        1 => Coding::Unsigned,
        bytes @ 2..=8 => Coding::Signed(bytes),
        bytes => return Err(DecodeError::damaged(format!("samples of {} bits", 8 * bytes))),
    };
    let mut layout = layout(format, coding, stretches, is_big_endian)?;
    if coding == Coding::Signed(4) && are_floats(file, &layout) {
        layout.coding = Coding::Float(4);
        return Ok(Opening::Pcm(layout));
    }
    let (bytes, bits) = (coding.bytes(), format.valid_bits.min(format.bits));
    if bytes > 1 && bits > 8 && bits < 8 * bytes as u32 && are_low(file, &layout, bits) {
        layout.coding = Coding::Low { bytes, bits };
    }
    Ok(Opening::Pcm(layout))
}

/// Bytes of one sample.
fn width(format: &Format) -> usize {
    let by_bits = format.bits.div_ceil(8) as usize;
    match format.block.checked_div(format.channels as usize) {
        // What is told of the frame tells the container, unless it does not fit the bits at all.
        Some(by_block) if by_block >= by_bits && by_block * format.channels as usize == format.block => {
            by_block
        }
        _ => by_bits,
    }
}

fn layout(
    format: &Format,
    coding: Coding,
    stretches: Vec<Range<u64>>,
    is_big_endian: bool,
) -> Result<Layout, DecodeError> {
    let (sample_rate, channels) = check(format.sample_rate, format.channels)?;
    let frame_bytes = (coding.bytes() * channels).max(format.block.min(256 * channels));
    // A frame that is no multiple of its samples is misread whichever way; the samples' own size is the likelier.
    let frame_bytes =
        if frame_bytes.is_multiple_of(channels) { frame_bytes } else { coding.bytes() * channels };
    Ok(Layout { coding, is_big_endian, sample_rate, channels, frame_bytes, stretches, missing: 0 })
}

/// Whether words that should be integers are floats, as some programs write them: nearly all are of a size that sound has as
/// floats, which as integers would be nothing but one level, above and below zero.
fn are_floats(file: &Shared, layout: &Layout) -> bool {
    let Some(start) = layout.stretches.first().map(|stretch| stretch.start) else { return false };
    let bytes = file.read(start, LOOKED_AT * 4);
    let word = |bytes: [u8; 4]| match layout.is_big_endian {
        true => u32::from_be_bytes(bytes),
        false => u32::from_le_bytes(bytes),
    };
    let words = bytes.chunks_exact(4).filter_map(|bytes| bytes.first_chunk::<4>()).map(|bytes| word(*bytes));
    let (mut sounding, mut fitting) = (0usize, 0usize);
    for word in words.filter(|word| *word != 0) {
        sounding += 1;
        fitting += usize::from((1e-7..=4.0).contains(&f32::from_bits(word).abs()));
    }
    sounding > 0 && fitting * 100 >= sounding * 99
}

/// Whether the unused bits are the highest ones: by Microsoft's definition they are the lowest, and some write them the
/// other way round. They are the highest where every sample is as small as the used bits allow, and the lowest are in use.
fn are_low(file: &Shared, layout: &Layout, bits: u32) -> bool {
    let Some(start) = layout.stretches.first().map(|stretch| stretch.start) else { return false };
    let width = layout.coding.bytes();
    let spare = 8 * width as u32 - bits;
    let bytes = file.read(start, LOOKED_AT * width);
    let samples = bytes.chunks_exact(width).map(|sample| {
        let ordered = |index: usize| if layout.is_big_endian { index } else { width - 1 - index };
        let value = (0..width).fold(0i64, |value, index| {
            value << 8 | i64::from(sample.get(ordered(index)).copied().unwrap_or(0))
        });
        let unused = 64 - 8 * width as u32;
        value.wrapping_shl(unused).wrapping_shr(unused)
    });
    let limit = 1i64 << (bits - 1);
    let mut uses_lowest = false;
    for sample in samples {
        if !(-limit..limit).contains(&sample) {
            return false;
        }
        uses_lowest |= sample & ((1 << spare) - 1) != 0;
    }
    uses_lowest
}

fn joined(stretches: &[Range<u64>]) -> Range<u64> {
    let start = stretches.first().map_or(0, |stretch| stretch.start);
    start..stretches.last().map_or(start, |stretch| stretch.end)
}

/// What a codec is called that cannot be decoded here.
fn name(tag: u16) -> String {
    match tag {
        0x08 | 0x2001 => "DTS",
        0x16 | 0x40 | 0x45 | 0x64 => "G.726 ADPCM",
        0x20 => "Yamaha ADPCM",
        0x22 => "TrueSpeech",
        0x28 => "G.722",
        0x31 | 0x1500 => "GSM 6.10",
        0x42 => "G.723",
        0x65 => "G.722 ADPCM",
        0x70 => "Lernout & Hauspie",
        0x83 | 0x84 => "G.729",
        0x92 | 0x2000 => "Dolby Digital (AC-3)",
        0xFF | 0x1600 | 0x1602 | 0x1610 | 0x706D => "AAC in WAV",
        0x0160..=0x0163 => "Windows Media Audio",
        0x0270 => "ATRAC3",
        0x566F | 0x674F | 0x6750 | 0x6751 | 0x676F..=0x6771 => "Vorbis in WAV",
        0xF1AC => "FLAC in WAV",
        0xA109 => "Speex",
        _ => return format!("WAV codec 0x{tag:04X}"),
    }
    .to_owned()
}
