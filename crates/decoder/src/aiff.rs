//! AIFF and AIFF-C: what shops sell to disc jockeys, and what only Safari decodes.

use crate::DecodeError;
use crate::adpcm;
use crate::opening::Opening;
use crate::pcm::{Coding, Layout};
use crate::run::check;
use crate::source::Shared;
use containers::Source;
use containers::chunks::Chunks;
use std::ops::Range;

/// Bytes of the chunk COMM that are read: its fields and the codec's name.
const COMMON: usize = 22;

/// The chunk COMM.
struct Common {
    channels: u32,
    bits: u32,
    sample_rate: u64,
    codec: [u8; 4],
}

/// What an AIFF file's headers lead to.
///
/// # Errors
/// Where they lead to nothing that can be decoded.
pub fn open(file: &Shared) -> Result<Opening, DecodeError> {
    let (mut common, mut sound, mut missing) = (None, None, 0);
    for chunk in Chunks::new(file, 12, true) {
        let Range { start, end } = chunk.contents;
        match &chunk.id {
            b"COMM" => common = read_common(&file.read(start, COMMON.min((end - start) as usize))),
            b"SSND" if sound.is_none() => {
                // The samples begin so many bytes behind the chunk's own two fields.
                let offset = file.read(start, 4).try_into().map_or(0, u32::from_be_bytes);
                let first = start.saturating_add(8).saturating_add(u64::from(offset)).min(end);
                sound = Some(first..end);
                missing = chunk.missing;
            }
            _ => {}
        }
    }
    let common = common.ok_or_else(|| DecodeError::damaged("the AIFF file does not say how it is coded"))?;
    let sound = sound.filter(|sound| !sound.is_empty()).ok_or(DecodeError::NoSamples)?;
    let (sample_rate, channels) = check(common.sample_rate, common.channels)?;
    if &common.codec == b"ima4" {
        let form = adpcm::Form::quicktime(sample_rate, channels);
        return adpcm::open(form, vec![sound]).map(Opening::Adpcm);
    }
    let (coding, is_big_endian) = coding(&common)?;
    let frame_bytes = coding.bytes() * channels;
    let stretches = vec![sound];
    Ok(Opening::Pcm(Layout { coding, is_big_endian, sample_rate, channels, frame_bytes, stretches, missing }))
}

fn coding(common: &Common) -> Result<(Coding, bool), DecodeError> {
    // Fewer bits than whole bytes are the highest of them.
    let integers = || match common.bits.div_ceil(8) {
        bytes @ 1..=4 => Ok(Coding::Signed(bytes as usize)),
        _ => Err(DecodeError::damaged(format!("samples of {} bits", common.bits))),
    };
    Ok(match &common.codec {
        b"NONE" | b"none" | b"twos" | b"TWOS" => (integers()?, true),
        b"sowt" | b"SOWT" => (integers()?, false),
        b"in16" => (Coding::Signed(2), true),
        b"in24" | b"IN24" => (Coding::Signed(3), true),
        b"in32" | b"IN32" => (Coding::Signed(4), true),
        b"42ni" | b"42NI" => (Coding::Signed(3), false),
        b"23ni" | b"23NI" => (Coding::Signed(4), false),
        b"fl32" | b"FL32" => (Coding::Float(4), true),
        b"fl64" | b"FL64" => (Coding::Float(8), true),
        b"ulaw" | b"ULAW" => (Coding::MuLaw, true),
        b"alaw" | b"ALAW" => (Coding::ALaw, true),
        b"raw " | b"RAW " => (Coding::Unsigned, true),
        other => return Err(DecodeError::unsupported(name(other))),
    })
}

fn name(codec: &[u8; 4]) -> String {
    match codec {
        b"MAC3" | b"MAC6" => "MACE".into(),
        b"QDMC" | b"QDM2" => "QDesign Music".into(),
        b"Qclp" => "Qualcomm PureVoice".into(),
        b"GSM " => "GSM 6.10".into(),
        other => format!("AIFF-C codec {}", String::from_utf8_lossy(other).trim()),
    }
}

fn read_common(bytes: &[u8]) -> Option<Common> {
    let u16_at = |at: usize| Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    Some(Common {
        channels: u16_at(0)?,
        bits: u16_at(6)?,
        sample_rate: extended(bytes.get(8..18)?.try_into().ok()?)?,
        codec: bytes.get(18..22).and_then(|codec| codec.try_into().ok()).unwrap_or(*b"NONE"),
    })
}

/// A float of 80 bits, rounded: sign and exponent in 16 bits, the one before the point in the next.
fn extended(bytes: [u8; 10]) -> Option<u64> {
    let [high, low, mantissa @ ..] = bytes;
    let exponent = i32::from(u16::from_be_bytes([high & 0x7F, low])) - 16_383;
    let mantissa = u64::from_be_bytes(mantissa);
    let value = mantissa as f64 * 2f64.powi(exponent - 63);
    (high & 0x80 == 0 && value < 1e9).then_some(value.round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_of_80_bits_are_read() {
        assert_eq!(extended([0x40, 0x0E, 0xAC, 0x44, 0, 0, 0, 0, 0, 0]), Some(44_100));
        assert_eq!(extended([0x40, 0x0F, 0xBB, 0x80, 0, 0, 0, 0, 0, 0]), Some(96_000));
        assert_eq!(extended([0x7F, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0]), None);
    }
}
