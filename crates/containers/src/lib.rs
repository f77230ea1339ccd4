//! What an audio file's headers say: container, codec, sample rate, length, and where a file that was glued together changes.
//!
//! The page asks before it hands a file to the browser, whose decoder resamples to a rate that it is told, ends where the
//! format changes, and says nothing of either; the decoder asks to know what it has to join. Every reader here takes
//! arbitrary bytes: what it does not recognise is `None`, never a panic.
//!
//! - [`sniff`]: all that is known of a file. [`begins_as_audio`]: whether it is audio at all; [`document`]: what it is where it is
//!   none. [`edit`]: what of an MP4 file is to be heard.
//! - [`chunks`], [`boxes`], [`ebml`], [`ogg`], [`flac`], [`mpeg`]: walks over what files are made of, for whoever needs to
//!   know where something stands. [`edges`]: tags around the audio that belong to no format.

mod beginning;
pub mod boxes;
pub mod chunks;
mod document;
pub mod ebml;
pub mod edges;
mod esds;
pub mod flac;
mod free_format;
mod isomp4;
mod matroska;
pub mod mpeg;
mod mpeg_index;
pub mod ogg;
mod source;
mod video;

pub use beginning::{LOOK, begins_as_audio};
pub use document::{Document, document};
pub use isomp4::{Edit, edit, has_table};
pub use source::{InMemory, Reader, Source};

use source::{be, le};

/// The format of a file as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// RIFF WAVE, RF64 or BW64.
    Wav,
    /// AIFF or AIFF-C.
    Aiff,
    /// Apple's Core Audio Format.
    Caf,
    /// Native FLAC.
    Flac,
    /// Ogg.
    Ogg,
    /// Matroska or WebM.
    Matroska,
    /// MP4 and its kin.
    Mp4,
    /// Frames of MPEG audio or ADTS one after the other.
    Frames,
    /// Known by name alone: see [`Sniffed::codec`].
    Named,
    /// A video, known by name alone.
    Video,
}

/// A stretch of a file that is coded in one way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Its first byte.
    pub start: u64,
    /// The byte after its last.
    pub end: u64,
    /// Samples a second.
    pub sample_rate: u32,
    /// Number of channels.
    pub channels: u16,
    /// Its length: that of the frames that are there, or what headers say.
    pub seconds: f64,
    /// Its length as its own header tells it, where that does: more than is there where a file was cut off.
    pub claimed_s: Option<f64>,
}

/// What was recognised.
#[derive(Clone, Debug, PartialEq)]
pub struct Sniffed {
    /// The file's format.
    pub container: Container,
    /// What the codec is called, where the file says so: "Apple Lossless".
    pub codec: Option<String>,
    /// Samples a second, within [`RATES`].
    pub sample_rate: Option<u32>,
    /// How long the headers say that it is.
    pub seconds: Option<f64>,
    /// Where it begins: behind tags that some write before any format.
    pub start: u64,
    /// The stretches that it is made of, in order, where its format can be glued: frames and Ogg. Empty for all others.
    pub parts: Vec<Part>,
}

impl Sniffed {
    fn of(container: Container) -> Self {
        Self { container, codec: None, sample_rate: None, seconds: None, start: 0, parts: Vec::new() }
    }

    fn named(codec: &str) -> Self {
        Self { codec: Some(codec.into()), ..Self::of(Container::Named) }
    }

    fn of_parts(container: Container, parts: Vec<Part>, codec: Option<String>) -> Self {
        Self {
            codec,
            sample_rate: dominant_rate(&parts),
            seconds: Some(parts.iter().map(|part| part.seconds).sum()),
            start: 0,
            parts,
            container,
        }
    }

    /// Whether it is protected against copies: nobody but its shop's own programs can decode it, and browsers make noise of it.
    pub fn is_protected(&self) -> bool {
        self.container == Container::Mp4 && self.codec.as_deref() == Some(isomp4::PROTECTED)
    }

    /// How long the file was before any of it was lost, as far as it tells, seconds.
    pub fn claimed_s(&self) -> Option<f64> {
        if self.parts.is_empty() { self.seconds } else { Some(claimed_s(&self.parts)) }
    }

    /// Whether rate or number of channels change within the file.
    pub fn changes(&self) -> bool {
        let form = |part: &Part| (part.sample_rate, part.channels);
        self.parts.windows(2).any(|pair| pair.first().map(form) != pair.get(1).map(form))
    }
}

/// What may be missing at the end of a file before it is worth a word: a share, and seconds. Encoders round, and some
/// count what they add at both ends.
const TOLERATED_SHARE: f64 = 0.02;
const TOLERATED_S: f64 = 1.0;

/// Whether of a file that claims to be so long notably less is there; both seconds.
pub fn is_cut_off(seconds: f64, claimed_s: f64) -> bool {
    claimed_s - seconds > TOLERATED_S.max(TOLERATED_SHARE * claimed_s)
}

/// Sample rates that audio has, Hz; what lies outside is misread.
pub const RATES: std::ops::RangeInclusive<u32> = 4_000..=384_000;

/// How long parts were before any of them was lost, as far as they tell, seconds.
pub fn claimed_s(parts: &[Part]) -> f64 {
    parts.iter().map(|part| part.seconds.max(part.claimed_s.unwrap_or(0.0))).sum()
}

/// The rate at which most of the parts' time is coded.
pub fn dominant_rate(parts: &[Part]) -> Option<u32> {
    let time_at = |rate: u32| -> f64 {
        parts.iter().filter(|part| part.sample_rate == rate).map(|part| part.seconds).sum()
    };
    parts.iter().map(|part| part.sample_rate).max_by(|a, b| time_at(*a).total_cmp(&time_at(*b)))
}

/// Looks into a file: at its headers, and over all of it where only that tells how long it is.
pub fn sniff(source: &impl Source) -> Option<Sniffed> {
    let start = edges::len_at(source, 0);
    let marker = source.read(start, 16);
    if let Some(sniffed) = by_marker(&marker).or_else(|| video::sniff(source, start)) {
        return Some(Sniffed { start, ..sniffed });
    }
    let mut sniffed = match marker.get(..4).unwrap_or_default() {
        b"fLaC" => flac::sniff(&source.read(start, 42)),
        b"OggS" => ogg::sniff(source, start)?,
        [0x1A, 0x45, 0xDF, 0xA3] => matroska::sniff(source, start),
        _ if boxes::begin_at(source, start) => isomp4::sniff(source, start),
        _ => frames_near(source, start)?,
    };
    sniffed.sample_rate = sniffed.sample_rate.filter(|rate| RATES.contains(rate));
    sniffed.seconds = sniffed.seconds.filter(|seconds| seconds.is_finite() && *seconds > 0.0);
    sniffed.start = start;
    Some(sniffed)
}

/// Bare frames at `start`, behind zeros where a tag was taken away, or within a tag that claims to be longer than the file.
fn frames_near(source: &impl Source, start: u64) -> Option<Sniffed> {
    let start = if start < source.len() { start } else { edges::TAG_HEADER };
    let start = source::past_zeros(source, start);
    mpeg::sniff(source, start).or_else(|| free_format::sniff(source, start))
}

/// The parts of bare frames of MPEG audio, which other containers wrap, too.
pub fn frames(source: &impl Source) -> Vec<Part> {
    mpeg::parts(source, edges::len_at(source, 0))
}

/// Formats that their first bytes name.
fn by_marker(head: &[u8]) -> Option<Sniffed> {
    let form = head.get(8..12).unwrap_or_default();
    Some(match head.get(..4)? {
        b"RIFF" | b"RF64" | b"BW64" | b"RIFX" if form == b"WAVE" => Sniffed::of(Container::Wav),
        b"FORM" if matches!(form, b"AIFF" | b"AIFC") => Sniffed::of(Container::Aiff),
        b"caff" => Sniffed::of(Container::Caf),
        b"DSD " => Sniffed::named("DSD (DSF)"),
        b"FRM8" => Sniffed::named("DSD (DSDIFF)"),
        b"MAC " => Sniffed::named("Monkey's Audio"),
        b"wvpk" => Sniffed::named("WavPack"),
        b"TTA1" | b"TTA2" => Sniffed::named("True Audio"),
        b"OFR " => Sniffed::named("OptimFROG"),
        b"MPCK" | b"MP+\x07" | b"MP+\x17" => Sniffed::named("Musepack"),
        b"MThd" => Sniffed::named("MIDI"),
        b"RIFF" if form == b"RMID" => Sniffed::named("MIDI"),
        b"FORM" if matches!(form, b"8SVX" | b"16SV") => Sniffed::named("Amiga 8SVX"),
        b"ajkg" => Sniffed::named("Shorten"),
        b".snd" => Sniffed::named("Sun AU"),
        b"riff" => Sniffed::named("Sony Wave64"),
        b"0&\xB2u" => Sniffed::named("Windows Media Audio"),
        b".RMF" | b".ra\xFD" => Sniffed::named("RealAudio"),
        b"ADIF" => Sniffed::named("AAC in ADIF"),
        b"tBaK" => Sniffed::named("TAK"),
        [0x0B, 0x77, ..] => Sniffed::named("Dolby Digital (AC-3)"),
        [0x7F, 0xFE, 0x80, 0x01] | [0xFE, 0x7F, 0x01, 0x80] => Sniffed::named("DTS"),
        _ if head.starts_with(b"#!AMR") => Sniffed::named("AMR"),
        _ if head.starts_with(b"Creative Voice") => Sniffed::named("Creative Voice"),
        _ => return None,
    })
}

fn u32_be(bytes: &[u8], at: usize) -> Option<u32> {
    be(bytes, at, 4).and_then(|value| u32::try_from(value).ok())
}

fn u32_le(bytes: &[u8], at: usize) -> Option<u32> {
    le(bytes, at, 4).and_then(|value| u32::try_from(value).ok())
}

#[cfg(test)]
mod tests;
