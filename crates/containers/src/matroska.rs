//! Matroska and WebM: the first audio track, and the length of the whole.

use crate::ebml::{SEGMENT, child, children, float, number, text};
use crate::source::Source;
use crate::{Container, RATES, Sniffed};

/// Bytes of a file in which its tracks are looked for: pictures and an index may stand before them.
const SEARCHED: usize = 1 << 20;

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
    let id = child(track, CODEC_ID).map(text);
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
