//! What a file's headers lead to, before anything of it is decoded.

use crate::adpcm::{AdpcmRun, Blocks};
use crate::packets::{PacketRun, Seeking};
use crate::pcm::{Layout, PcmRun};
use crate::run::{MAX_CHANNELS, Run};
use crate::source::Shared;
use crate::trimmed::Trimmed;
use crate::{DecodeError, aiff, caf, disguise, wav};
use containers::{Container, Edit, Part, Sniffed, Source, boxes, document, ebml, edges, sniff};
use std::ops::Range;

/// How a file, or a stretch of it, is decoded.
#[derive(Clone, Debug, PartialEq)]
pub enum Opening {
    /// Sample by sample.
    Pcm(Layout),
    /// Block by block.
    Adpcm(Blocks),
    /// As frames of MPEG audio that another container wraps.
    Frames(Range<u64>),
    /// Packet by packet.
    Packets(Range<u64>),
}

/// A stretch of a file that is decoded by itself.
#[derive(Clone, Debug)]
pub struct Stretch {
    opening: Opening,
    /// How symphonia goes about it.
    seeking: Seeking,
    /// What its headers say of it, where that is known beforehand.
    pub part: Option<Part>,
    /// What of it is to be heard, where that is not all.
    edit: Option<Edit>,
    /// What the file's headers call its codec.
    codec: Option<String>,
    /// How long they say that the file is, seconds.
    told_s: Option<f64>,
    /// Whether it is Matroska.
    is_matroska: bool,
}

/// Codecs of containers that can be decoded, as the containers' reader calls them. Not every file of theirs can.
const DECODED: [&str; 9] = [
    "AAC",
    "Apple Lossless",
    "FLAC",
    "MP3",
    "MPEG audio layer 1",
    "MPEG audio layer 2",
    "Opus",
    "PCM",
    "Vorbis",
];

impl Stretch {
    fn whole(opening: Opening) -> Self {
        Self {
            opening,
            seeking: Seeking::Anywhere,
            part: None,
            edit: None,
            codec: None,
            told_s: None,
            is_matroska: false,
        }
    }

    /// Starts decoding.
    ///
    /// # Errors
    /// Where nothing can be decoded.
    pub fn run(self, file: &Shared) -> Result<Box<dyn Run>, DecodeError> {
        Ok(match self.opening {
            Opening::Pcm(layout) => Box::new(PcmRun::new(file.clone(), layout)),
            Opening::Adpcm(blocks) => Box::new(AdpcmRun::new(file.clone(), blocks)?),
            Opening::Frames(stretch) | Opening::Packets(stretch) => {
                let known_s = self.part.map(|part| part.seconds);
                let open =
                    |seeking| PacketRun::open(file.section(stretch.clone()), seeking, known_s, self.told_s);
                // What was cut off lacks what it has at its end, which only who may jump about looks for.
                let run = match open(self.seeking) {
                    Err(_) if self.is_matroska => open(Seeking::Forward),
                    run => run,
                };
                let run = run.map_err(|error| named(error, self.codec))?;
                match self.edit {
                    Some(edit) if !run.knows_its_ends() => Box::new(Trimmed::new(run, edit)),
                    _ => Box::new(run),
                }
            }
        })
    }
}

/// An error with the codec's name in it, where the headers tell that and it is the likely reason.
fn named(error: DecodeError, codec: Option<String>) -> DecodeError {
    let is_missing = matches!(error, DecodeError::NoTrack);
    let is_refused =
        matches!(error, DecodeError::Unsupported { .. } | DecodeError::Unknown | DecodeError::Damaged { .. });
    match codec {
        Some(codec) if is_missing || (is_refused && !DECODED.contains(&codec.as_str())) => {
            DecodeError::unsupported(codec)
        }
        _ => error,
    }
}

/// The stretches that a file is made of: nearly always one.
///
/// Leaves tags before it out of the file.
///
/// # Errors
/// Where nothing of it can be decoded.
pub fn open(file: &mut Shared) -> Result<Vec<Stretch>, DecodeError> {
    if file.is_empty() {
        return Err(DecodeError::Empty);
    }
    let sniffed = sniff(file).ok_or_else(|| match document(file) {
        Some(what) => DecodeError::NoAudio { what },
        None => DecodeError::Unknown,
    })?;
    if sniffed.parts.is_empty() {
        // Parts are told by their positions in the whole file.
        *file = file.from(sniffed.start);
    }
    let is_matroska = sniffed.container == Container::Matroska;
    let told_s = sniffed.seconds;
    let about = |stretch| Stretch { codec: sniffed.codec.clone(), told_s, is_matroska, ..stretch };
    Ok(stretches(file, &sniffed)?.into_iter().map(about).collect())
}

fn stretches(file: &Shared, sniffed: &Sniffed) -> Result<Vec<Stretch>, DecodeError> {
    let opening = match sniffed.container {
        Container::Wav => wav::open(file)?,
        Container::Aiff => aiff::open(file)?,
        Container::Caf => caf::open(file)?,
        Container::Frames => return Ok(parts(&sniffed.parts, Seeking::Forward)),
        Container::Ogg => return Ok(parts(&sniffed.parts, Seeking::Anywhere)),
        // A tag of another format behind it would be taken for the rest of its last frame.
        Container::Flac => Opening::Packets(0..edges::before_trailing(file, 0)),
        // What was cut off is read as far as it goes, as if the rest were there.
        Container::Matroska => Opening::Packets(0..ebml::claimed_end(file)),
        // Only its core can be decoded, which is half of what is to be heard.
        Container::Mp4 if sniffed.codec.as_deref() == Some("HE-AAC") => {
            return Err(DecodeError::unsupported("HE-AAC"));
        }
        Container::Mp4 if !containers::has_table(file, 0) => return Err(DecodeError::Unfinished),
        Container::Mp4 => {
            let tagged = edges::before_trailing(file, 0);
            let all = 0..if tagged < file.len() { tagged } else { boxes::claimed_end(file).max(file.len()) };
            let edit = containers::edit(file, 0);
            return Ok(vec![Stretch { edit, ..Stretch::whole(Opening::Packets(all)) }]);
        }
        Container::Named | Container::Video => {
            return Err(DecodeError::unsupported(sniffed.codec.clone().unwrap_or_default()));
        }
    };
    if let Opening::Pcm(layout) = &opening
        && let Some(codec) = disguise::codec(file, layout)
    {
        return Err(DecodeError::unsupported(codec));
    }
    if let Opening::Frames(stretch) = opening {
        let found: Vec<Part> = containers::frames(&file.section(stretch.clone()));
        // Positions within the data become positions within the file.
        let moved =
            |part: &Part| Part { start: part.start + stretch.start, end: part.end + stretch.start, ..*part };
        let found: Vec<Part> = found.iter().map(moved).collect();
        return if found.is_empty() {
            Err(DecodeError::NoSamples)
        } else {
            Ok(parts(&found, Seeking::Forward))
        };
    }
    Ok(vec![Stretch::whole(opening)])
}

fn parts(parts: &[Part], seeking: Seeking) -> Vec<Stretch> {
    let is_sound = |part: &&Part| (1..=MAX_CHANNELS).contains(&u32::from(part.channels));
    let stretch = |part: &Part| Stretch {
        seeking,
        part: Some(*part),
        ..Stretch::whole(Opening::Packets(part.start..part.end))
    };
    parts.iter().filter(is_sound).map(stretch).collect()
}
