//! What the descriptors of MPEG-4's elementary streams say of a codec. Source: ISO/IEC 14496-1 (descriptors) and 14496-3
//! (the configuration of AAC).

use crate::source::{be, find};

/// Tags of descriptors: of the decoder, and of what belongs to its codec.
const DECODER: u8 = 4;
const SPECIFIC: u8 = 5;

/// Bytes of the first descriptor before the decoder's, and of the decoder's before the specific one.
const BEFORE_DECODER: usize = 3;
const BEFORE_SPECIFIC: usize = 13;

/// Says behind the plain configuration that there is an extension: a mark of 11 bits, the kind of object in 5, and that it is
/// there indeed. Encoders write the same for what has none, but for the last bit.
const EXTENSION: u64 = 0x2B7 << 6 | 5 << 1 | 1;

/// Rates by their index in the configuration, Hz.
const RATES: [u32; 13] =
    [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

/// What a codec is called whose sample entry holds these boxes, and claims a rate in Hz.
pub fn codec(boxes: &[u8], rate: Option<u32>) -> &'static str {
    let Some((object, specific)) = find(boxes, b"esds").and_then(|at| decoder(boxes.get(at + 8..)?)) else {
        return "AAC";
    };
    match object {
        0x69 | 0x6B => "MP3",
        0xDD => "Vorbis",
        _ => aac(specific, rate).unwrap_or("AAC"),
    }
}

/// The type of object, and what belongs to its codec.
fn decoder(descriptors: &[u8]) -> Option<(u8, &[u8])> {
    // The first descriptor holds the others.
    let (_, stream) = descriptor(descriptors)?;
    let (tag, decoder) = descriptor(stream.get(BEFORE_DECODER..)?)?;
    let object = *decoder.first().filter(|_| tag == DECODER)?;
    let specific = decoder.get(BEFORE_SPECIFIC..).and_then(descriptor).filter(|(tag, _)| *tag == SPECIFIC);
    Some((object, specific.map_or(&[], |(_, specific)| specific)))
}

/// Tag and contents of a descriptor, whose length has seven bits a byte.
fn descriptor(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let end = rest.iter().take(4).position(|byte| byte & 0x80 == 0)? + 1;
    Some((*tag, rest.get(end..)?))
}

/// Which AAC it is. What has twice the bandwidth of its core is heard by half where only the core is decoded.
fn aac(specific: &[u8], rate: Option<u32>) -> Option<&'static str> {
    let first = be(specific, 0, 2)?;
    let object = match first >> 11 {
        31 => 32 + (first >> 5 & 0x3F),
        object => object,
    };
    let core = RATES.get((first >> 7 & 0xF) as usize);
    let is_extended = be(specific, 2, 3).is_some_and(|next| next >> 7 == EXTENSION);
    Some(match object {
        5 | 29 => "HE-AAC",
        2 if is_extended || core.is_some_and(|core| rate == Some(2 * core)) => "HE-AAC",
        2 => "AAC",
        39 => "AAC-ELD",
        42 => "xHE-AAC",
        _ => "AAC of a rare kind",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The box of a decoder of this type, with this configuration.
    fn esds(object: u8, specific: &[u8]) -> Vec<u8> {
        let specific = [&[SPECIFIC, 0x80, 0x80, specific.len() as u8], specific].concat();
        let decoder = [&[object][..], &[0; 12], &specific].concat();
        let decoder = [&[DECODER, decoder.len() as u8][..], &decoder].concat();
        let stream = [&[3, decoder.len() as u8 + 3, 0, 0, 0][..], &decoder].concat();
        [&[0; 4][..], b"esds", &[0; 4], &stream].concat()
    }

    #[test]
    fn kinds_of_aac_are_told_apart() {
        for (specific, rate, name) in [
            (&[0x12, 0x10][..], 44_100, "AAC"),
            (&[0x13, 0x90], 22_050, "AAC"),
            (&[0x12, 0x10, 0x56, 0xE5, 0x00], 44_100, "AAC"),
            (&[0x13, 0x90, 0x56, 0xE5, 0xA0], 22_050, "HE-AAC"),
            (&[0x13, 0x90], 44_100, "HE-AAC"),
            (&[0x2B, 0x92, 0x08, 0x00], 44_100, "HE-AAC"),
            (&[0xEB, 0x8A, 0x08, 0x00], 44_100, "HE-AAC"),
            (&[0xF9, 0x48, 0x40], 48_000, "xHE-AAC"),
            (&[0x0A, 0x10], 44_100, "AAC of a rare kind"),
            (&[], 44_100, "AAC"),
        ] {
            assert_eq!(codec(&esds(0x40, specific), Some(rate)), name, "{specific:x?}");
        }
        assert_eq!(codec(&esds(0x6B, &[]), None), "MP3");
        assert_eq!(codec(&esds(0xDD, &[0; 30]), None), "Vorbis");
        assert_eq!(codec(b"", None), "AAC");
    }
}
