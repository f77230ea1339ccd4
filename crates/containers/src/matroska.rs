//! Matroska and WebM: the first audio track, and the length of the whole.

use crate::source::{Source, be};
use crate::{Container, RATES, Sniffed};

/// Bytes of a file in which its tracks are looked for: pictures and an index may stand before them.
const SEARCHED: usize = 1 << 20;

const SEGMENT: u64 = 0x1853_8067;
const INFO: u64 = 0x1549_A966;
const TIMESTAMP_SCALE: u64 = 0x2A_D7B1;
const DURATION: u64 = 0x4489;
const TRACKS: u64 = 0x1654_AE6B;
const TRACK_ENTRY: u64 = 0xAE;
const TRACK_TYPE: u64 = 0x83;
const CODEC_ID: u64 = 0x86;
const AUDIO: u64 = 0xE1;
const SAMPLING_FREQUENCY: u64 = 0xB5;

/// The type of tracks that are heard.
const IS_AUDIO: u64 = 2;

/// What a file says of its audio.
pub fn sniff(source: &impl Source, start: u64) -> Sniffed {
    let mut sniffed = Sniffed::of(Container::Matroska);
    let bytes = source.read(start, SEARCHED);
    let Some(segment) = child(&bytes, SEGMENT) else { return sniffed };
    if let Some(info) = child(segment, INFO) {
        let scale = child(info, TIMESTAMP_SCALE).and_then(number).unwrap_or(1_000_000);
        let ticks = child(info, DURATION).and_then(float);
        sniffed.seconds = ticks.map(|ticks| ticks * scale as f64 * 1e-9);
    }
    let is_audio = |track: &&[u8]| child(track, TRACK_TYPE).and_then(number) == Some(IS_AUDIO);
    let tracks = child(segment, TRACKS).unwrap_or_default();
    let track = children(tracks).filter(|(id, _)| *id == TRACK_ENTRY).map(|(_, track)| track).find(is_audio);
    let Some(track) = track else { return sniffed };
    let id = child(track, CODEC_ID).map(|id| String::from_utf8_lossy(id).trim_end_matches('\0').to_owned());
    let rate = child(track, AUDIO).and_then(|audio| child(audio, SAMPLING_FREQUENCY)).and_then(float);
    sniffed.sample_rate = match id.as_deref() {
        Some("A_OPUS") => Some(48_000),
        // What is not said is 8 kHz, by the format's definition.
        _ => Some(rate.map_or(8_000, |rate| rate.round() as u32)).filter(|rate| RATES.contains(rate)),
    };
    sniffed.codec = id.as_deref().map(name);
    sniffed
}

fn name(id: &str) -> String {
    match id {
        "A_OPUS" => "Opus",
        "A_VORBIS" => "Vorbis",
        "A_FLAC" => "FLAC",
        "A_ALAC" => "Apple Lossless",
        "A_MPEG/L3" => "MP3",
        "A_AC3" => "Dolby Digital (AC-3)",
        "A_EAC3" => "Dolby Digital Plus (E-AC-3)",
        "A_TRUEHD" => "Dolby TrueHD",
        _ if id.starts_with("A_AAC") => "AAC",
        _ if id.starts_with("A_DTS") => "DTS",
        _ if id.starts_with("A_PCM") => "PCM",
        _ => id.strip_prefix("A_").unwrap_or(id),
    }
    .to_owned()
}

/// The elements one after the other: number and contents. One whose length is not known, or goes on past the bytes that
/// are looked at, holds the rest.
fn children(mut rest: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    std::iter::from_fn(move || {
        let (id, id_len) = variable(rest, false)?;
        let (size, size_len) = variable(rest.get(id_len..)?, true)?;
        let contents = rest.get(id_len + size_len..)?;
        let is_known = size < (1 << (7 * size_len)) - 1;
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let size = if is_known { size.min(contents.len()) } else { contents.len() };
        rest = contents.get(size..).unwrap_or_default();
        Some((id, contents.get(..size)?))
    })
}

fn child(of: &[u8], wanted: u64) -> Option<&[u8]> {
    children(of).find(|(id, _)| *id == wanted).map(|(_, contents)| contents)
}

/// A number of 1 to 8 bytes, as many as its first byte begins with zeros and one more; whether the one that ends them is
/// taken out. The number and how many bytes it has.
fn variable(bytes: &[u8], without_marker: bool) -> Option<(u64, usize)> {
    let len = bytes.first()?.leading_zeros() as usize + 1;
    let value = be(bytes, 0, len).filter(|_| len <= 8)?;
    Some((if without_marker { value & !(1 << (7 * len)) } else { value }, len))
}

fn number(bytes: &[u8]) -> Option<u64> {
    be(bytes, 0, bytes.len()).filter(|_| bytes.len() <= 8)
}

fn float(bytes: &[u8]) -> Option<f64> {
    match bytes.len() {
        4 => Some(f64::from(f32::from_be_bytes(bytes.try_into().ok()?))),
        8 => Some(f64::from_be_bytes(bytes.try_into().ok()?)),
        _ => None,
    }
}
