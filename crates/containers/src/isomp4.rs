//! MP4 and QuickTime: sample entry and edit list of the first audio track. Tracks of pictures come before it as well as after.

use crate::boxes::{Boxes, child, children};
use crate::esds;
use crate::source::{Source, be, find};
use crate::{Container, RATES, Sniffed, u32_be};

/// Largest table of contents that is read, bytes: that of a day's audio is smaller.
const MAX_MOOV: u64 = 1 << 26;

/// What audio is called that only its shop's own programs can decode.
pub const PROTECTED: &str = "AAC with copy protection";

/// Bytes of a sample entry before what belongs to its codec.
const ENTRY: usize = 36;

/// What a file says of its audio.
pub fn sniff(source: &impl Source, start: u64) -> Sniffed {
    let mut sniffed = Sniffed::of(Container::Mp4);
    let Some(moov) = moov(source, start) else { return sniffed };
    let Some(media) = audio(&moov).and_then(|track| child(track, b"mdia")) else { return sniffed };
    let clock = child(media, b"mdhd").and_then(clock);
    sniffed.seconds = clock.map(|(ticks, duration)| duration as f64 / f64::from(ticks));
    let entry =
        child(media, b"minf").and_then(|info| child(info, b"stbl")).and_then(|table| child(table, b"stsd"));
    // A version, flags and a count stand before the entry.
    if let Some(entry) = entry.and_then(|table| table.get(8..)) {
        sniffed.codec = codec(entry);
        let is_rate = |rate: &u32| RATES.contains(rate) && *rate >= LEAST;
        let ticks = clock.map(|(ticks, _)| ticks).filter(is_rate);
        sniffed.sample_rate = own_rate(entry).filter(is_rate).or(ticks);
    }
    sniffed
}

/// The first audio track.
fn audio(moov: &[u8]) -> Option<&[u8]> {
    let is_audio = |track: &&[u8]| {
        let handler = child(track, b"mdia").and_then(|media| child(media, b"hdlr"));
        handler.and_then(|handler| handler.get(8..12)) == Some(b"soun")
    };
    children(moov).filter(|(kind, _)| kind == b"trak").map(|(_, track)| track).find(is_audio)
}

/// The stretch of a track that is to be heard: what encoders add at both ends lies outside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edit {
    /// Where it begins within the track, seconds.
    pub from_s: f64,
    /// How long it is, seconds; none where it goes to the end.
    pub seconds: Option<f64>,
}

/// The stretch that the edit list of the first audio track names, from `start` in the file; `None` where it names all of the
/// track, several stretches, or none that is within it.
pub fn edit(source: &impl Source, start: u64) -> Option<Edit> {
    let moov = moov(source, start)?;
    let track = audio(&moov)?;
    let list = child(child(track, b"edts")?, b"elst")?;
    let long = *list.first()? == 1;
    let (at, width) = if long { (16, 8) } else { (12, 4) };
    let (length, from) = (be(list, 8, width)?, be(list, at, width)?);
    let (ticks, all) = clock(child(child(track, b"mdia")?, b"mdhd")?)?;
    let (movie_ticks, _) = clock(child(&moov, b"mvhd")?)?;
    // An edit that plays nothing has a beginning of −1, which no track is long enough for.
    if be(list, 4, 4)? != 1 || from >= all {
        return None;
    }
    let seconds = (length > 0).then(|| length as f64 / f64::from(movie_ticks));
    Some(Edit { from_s: from as f64 / f64::from(ticks), seconds })
}

/// Rates below are no audio track's, Hz; a clock may well run so slowly.
const LEAST: u32 = 7_350;

/// The rate that an entry tells: of Apple Lossless in its own header, since the entry's field ends at 65,535 Hz.
fn own_rate(entry: &[u8]) -> Option<u32> {
    match entry.get(4..8)? {
        // The box "alac" inside: version and flags, then 20 bytes of which the rate is last.
        b"alac" => find(entry.get(ENTRY..)?, b"alac").and_then(|at| u32_be(entry, ENTRY + at + 4 + 4 + 20)),
        b"fLaC" => find(entry.get(ENTRY..)?, b"dfLa")
            .and_then(|at| be(entry, ENTRY + at + 4 + 4 + 4 + 10, 3))
            .map(|fields| (fields >> 4) as u32),
        b"Opus" => Some(48_000),
        _ => be(entry, 32, 2).map(|rate| rate as u32),
    }
}

/// What an entry's codec is called.
fn codec(entry: &[u8]) -> Option<String> {
    let kind = entry.get(4..8)?;
    let name = match kind {
        b"mp4a" => esds::codec(entry.get(ENTRY..).unwrap_or_default(), own_rate(entry)),
        b"alac" => "Apple Lossless",
        b"fLaC" => "FLAC",
        b"Opus" => "Opus",
        b".mp3" => "MP3",
        b"ac-3" => "Dolby Digital (AC-3)",
        b"ec-3" => "Dolby Digital Plus (E-AC-3)",
        b"ac-4" => "Dolby AC-4",
        b"dtsc" | b"dtsh" | b"dtsl" | b"dtse" => "DTS",
        b"samr" | b"sawb" => "AMR",
        b"enca" | b"drms" | b"aavd" => PROTECTED,
        b"ulaw" | b"alaw" => "telephone PCM (G.711)",
        b"ima4" => "IMA ADPCM",
        b"mha1" | b"mhm1" => "MPEG-H",
        b"lpcm" | b"sowt" | b"twos" | b"in24" | b"in32" | b"fl32" | b"fl64" | b"ipcm" | b"fpcm" => "PCM",
        _ => return Some(String::from_utf8_lossy(kind).trim().to_owned()),
    };
    Some(name.into())
}

/// Ticks a second of a track's clock, and its length in them; 0 where that is not told.
fn clock(header: &[u8]) -> Option<(u32, u64)> {
    // All bits set: the length was not known when the header was written.
    let (ticks, duration, unknown) = match header.first()? {
        1 => (u32_be(header, 20)?, be(header, 24, 8)?, u64::MAX),
        _ => (u32_be(header, 12)?, be(header, 16, 4)?, u32::MAX.into()),
    };
    let duration = if duration == unknown { 0 } else { duration };
    (ticks > 0).then_some((ticks, duration))
}

/// Whether a file that begins at `start` has its table of contents: without it, nothing of it can be found.
pub fn has_table(source: &impl Source, start: u64) -> bool {
    Boxes::new(source, start).any(|found| found.kind == *b"moov")
}

/// The contents of the box moov, which may stand before or after the audio.
fn moov(source: &impl Source, start: u64) -> Option<Vec<u8>> {
    let moov = Boxes::new(source, start).find(|found| found.kind == *b"moov")?.contents;
    let size = (moov.end - moov.start).min(MAX_MOOV);
    Some(source.read(moov.start, usize::try_from(size).ok()?))
}
