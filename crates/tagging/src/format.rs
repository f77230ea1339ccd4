//! Which format a file is of, by its first bytes.

use std::ops::Range;

use crate::input::Input;
use crate::{Obstacle, TaggingError, id3v2};

/// A format whose tags are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// FLAC, from a position on: some write ID3 in front of it.
    Flac {
        /// Where its mark stands.
        start: u64,
    },
    /// Ogg: Vorbis, Opus, Speex or FLAC.
    Ogg,
    /// RIFF WAVE, RF64, BW64.
    Riff,
    /// AIFF and AIFF-C.
    Aiff,
    /// MP4 and its kin.
    Mp4,
    /// Frames of MPEG audio or ADTS, with ID3 in front.
    Frames {
        /// Where the tags in front end.
        start: u64,
    },
    /// Frames of another kind, with an APE tag behind.
    WithApe {
        /// Where the tags in front end.
        start: u64,
    },
}

/// Formats that are known by their first bytes and not written: (position, bytes, name).
const OTHERS: [(usize, &[u8], &str); 19] = [
    (0, b"\x1a\x45\xdf\xa3", "Matroska/WebM"),
    (0, b"caff", "CAF"),
    (0, b"DSD ", "DSF"),
    (0, b"FRM8", "DSDIFF"),
    (0, b"TTA", "True Audio"),
    (0, b"OFR ", "OptimFROG"),
    (0, b"MThd", "MIDI"),
    (0, b".snd", "Sun AU"),
    (0, b"riff", "Sony Wave64"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "Windows Media Audio"),
    (0, b".RMF", "RealAudio"),
    (0, b".ra\xfd", "RealAudio"),
    (0, b"ADIF", "AAC (ADIF)"),
    (0, b"tBaK", "TAK"),
    (0, b"#!AMR", "AMR"),
    (0, b"\x0b\x77", "AC-3"),
    (0, b"FLV", "Flash Video"),
    (0, b"RIFX", "RIFX"),
    (8, b"AVI ", "AVI"),
];

/// Bytes in which the first frame of MPEG audio is looked for: some files have other things in front.
const SEARCHED: u64 = 65_536;

/// The format of a file.
///
/// # Errors
/// [`TaggingError::Unsupported`] and [`TaggingError::Unknown`]; where the file cannot be read.
pub fn of(input: &mut Input) -> Result<Format, TaggingError> {
    let start = id3v2::ends(input)?.last().copied().unwrap_or_default();
    if start > 0 && start == input.len() {
        // The tag swallows all that there is: it lies about its length.
        return Err(Obstacle::DamagedTag.into());
    }
    let head = input.bytes(start..input.len().min(start + 16))?;
    let form = head.get(8..12).unwrap_or_default();
    let is_first = start == 0;
    match head.get(..4).unwrap_or_default() {
        b"fLaC" => return Ok(Format::Flac { start }),
        b"OggS" if is_first => return Ok(Format::Ogg),
        b"RIFF" | b"RF64" | b"BW64" if is_first && form == b"WAVE" => return Ok(Format::Riff),
        b"FORM" if is_first && matches!(form, b"AIFF" | b"AIFC") => return Ok(Format::Aiff),
        b"wvpk" | b"MAC " | b"MPCK" | b"MP+\x07" | b"MP+\x17" => return Ok(Format::WithApe { start }),
        _ if is_first
            && matches!(head.get(4..8), Some(b"ftyp" | b"moov" | b"wide" | b"mdat" | b"free" | b"skip")) =>
        {
            return Ok(Format::Mp4);
        }
        _ => {}
    }
    let other =
        OTHERS.iter().find(|(at, bytes, _)| head.get(*at..).is_some_and(|head| head.starts_with(bytes)));
    if let Some((_, _, name)) = other {
        return Err(TaggingError::Unsupported { format: (*name).into() });
    }
    let searched = input.bytes(start..input.len().min(start + SEARCHED))?;
    if has_frames(&searched) { Ok(Format::Frames { start }) } else { Err(TaggingError::Unknown) }
}

/// Whether two frames of MPEG audio or ADTS follow each other.
fn has_frames(bytes: &[u8]) -> bool {
    let follows = |at: usize| {
        let len = frame_len(bytes.get(at..)?)?;
        let next = bytes.get(at + len..)?;
        // The file may end behind its first frame.
        Some(next.len() < 4 || frame_len(next).is_some())
    };
    (0..bytes.len()).any(|at| follows(at) == Some(true))
}

/// Bytes of a frame, by its header: MPEG audio, or AAC in ADTS.
fn frame_len(bytes: &[u8]) -> Option<usize> {
    let [0xff, second, third, fourth, rest @ ..] = bytes else { return None };
    if second & 0xf6 == 0xf0 {
        let [fifth, sixth, ..] = rest else { return None };
        let len = usize::from(fourth & 3) << 11 | usize::from(*fifth) << 3 | usize::from(sixth >> 5);
        return (third >> 2 & 15 < 13 && len > 7).then_some(len);
    }
    let (version, layer) = (second >> 3 & 3, second >> 1 & 3);
    let (bitrate, rate) = (usize::from(third >> 4), usize::from(third >> 2 & 3));
    if second & 0xe0 != 0xe0 || version == 1 || layer == 0 || bitrate == 0 || bitrate == 15 || rate == 3 {
        return None;
    }
    let is_first_version = version == 3;
    let kbits = match (is_first_version, layer) {
        (true, 3) => [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        (true, 2) => [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        (true, _) => [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        (false, 3) => [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
        (false, _) => [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    }
    .get(bitrate - 1)
    .copied()?;
    let hertz = [44_100, 48_000, 32_000].get(rate)?
        >> (if is_first_version { 0 } else { 1 + u8::from(version == 0) });
    let padding = usize::from(third >> 1 & 1);
    Some(match (layer, is_first_version) {
        (3, _) => (12_000 * kbits / hertz + padding) * 4,
        (1, false) => 72_000 * kbits / hertz + padding,
        _ => 144_000 * kbits / hertz + padding,
    })
}

/// Where the tags behind the audio of a file without a container begin.
pub struct Tail {
    /// The APE tag, with its header where it has one.
    pub ape: Option<Range<u64>>,
    /// Where a new APE tag would go: before ID3v1, or at the end.
    pub before_id3v1: u64,
}

/// Bytes of an ID3v1 tag.
const ID3V1: u64 = 128;

/// Whether the mark of ID3v1 is but a part of that of APE, 125 bytes before the end.
fn is_within_ape(input: &mut Input, end: u64) -> Result<bool, TaggingError> {
    let at = (end - ID3V1).checked_sub(3);
    let mark = at.map(|at| input.array::<8>(at)).transpose()?.flatten();
    Ok(mark == Some(*b"APETAGEX"))
}

/// Finds the tags behind the audio.
///
/// # Errors
/// Where the file cannot be read.
pub fn tail(input: &mut Input, start: u64) -> Result<Tail, TaggingError> {
    let mut end = input.len();
    if end >= start + ID3V1 && input.array::<3>(end - ID3V1)? == Some(*b"TAG") && !is_within_ape(input, end)?
    {
        end -= ID3V1;
    }
    let ape = crate::ape::range(input, start, end)?;
    Ok(Tail { ape, before_id3v1: end })
}
