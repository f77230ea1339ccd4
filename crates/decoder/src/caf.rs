//! Apple's Core Audio Format: chunks whose lengths have 64 bits, so that the one with the audio need not be known.

use crate::opening::Opening;
use crate::pcm::{Coding, Layout};
use crate::run::check;
use crate::source::Shared;
use crate::{DecodeError, adpcm};
use containers::{Source, chunks};
use std::ops::Range;

/// The chunk that is described first: how the audio is coded.
struct Description {
    sample_rate: f64,
    codec: [u8; 4],
    flags: u32,
    packet_bytes: u32,
    channels: u32,
    bits: u32,
}

/// What a CAF file's headers lead to.
///
/// # Errors
/// Where they lead to nothing that can be decoded.
pub fn open(file: &Shared) -> Result<Opening, DecodeError> {
    let (mut description, mut data) = (None, None);
    for chunk in chunks::of_caf(file) {
        let Range { start, end } = chunk.contents;
        match &chunk.id {
            b"desc" => description = describe(&file.read(start, 32)),
            // An edit count stands before the audio.
            b"data" if data.is_none() => data = Some(start.saturating_add(4).min(end)..end),
            _ => {}
        }
    }
    let description =
        description.ok_or_else(|| DecodeError::damaged("the CAF file does not say how it is coded"))?;
    let data = data.filter(|data| !data.is_empty()).ok_or(DecodeError::NoSamples)?;
    by_codec(file, &description, data)
}

fn by_codec(file: &Shared, about: &Description, data: Range<u64>) -> Result<Opening, DecodeError> {
    let (sample_rate, channels) = check(about.sample_rate.round() as u64, about.channels)?;
    let (is_float, is_little_endian) = (about.flags & 1 != 0, about.flags & 2 != 0);
    let width = about.packet_bytes as usize / channels;
    let coding = match &about.codec {
        b"lpcm" if is_float && matches!(width, 4 | 8) => Coding::Float(width),
        b"lpcm" if !is_float && (1..=4).contains(&width) => Coding::Signed(width),
        b"lpcm" => return Err(DecodeError::unsupported(format!("PCM of {} bits", about.bits))),
        b"ulaw" => Coding::MuLaw,
        b"alaw" => Coding::ALaw,
        b"ima4" => {
            let form = adpcm::Form::quicktime(sample_rate, channels);
            return adpcm::open(form, vec![data]).map(Opening::Adpcm);
        }
        // A packet is as long as its description says: more than the file holds is no packet.
        b"alac" | b"aac " | b".mp1" | b".mp2" | b".mp3" | b"flac" | b"opus"
            if u64::from(about.packet_bytes) <= data.end - data.start =>
        {
            return Ok(Opening::Packets(0..file.len()));
        }
        other => return Err(DecodeError::unsupported(String::from_utf8_lossy(other).trim())),
    };
    let is_big_endian = !is_little_endian;
    let frame_bytes = (coding.bytes() * channels).max(about.packet_bytes.min(1024) as usize);
    let stretches = vec![data];
    Ok(Opening::Pcm(Layout {
        coding,
        is_big_endian,
        sample_rate,
        channels,
        frame_bytes,
        stretches,
        missing: 0,
    }))
}

fn describe(bytes: &[u8]) -> Option<Description> {
    let u32_at = |at: usize| be(bytes, at).map(u32::from_be_bytes);
    Some(Description {
        sample_rate: f64::from_be_bytes(be(bytes, 0)?),
        codec: be(bytes, 8)?,
        flags: u32_at(12)?,
        packet_bytes: u32_at(16)?,
        channels: u32_at(24)?,
        bits: u32_at(28)?,
    })
}

fn be<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}
