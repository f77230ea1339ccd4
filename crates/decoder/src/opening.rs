//! What a file's headers lead to, before anything of it is decoded.

use crate::adpcm::{AdpcmRun, Blocks};
use crate::packets::{PacketRun, Seeking};
use crate::pcm::{Layout, PcmRun};
use crate::run::{MAX_CHANNELS, Run};
use crate::source::Shared;
use crate::trimmed::Trimmed;
use crate::{DecodeError, aiff, caf, wav};
use containers::{Container, Edit, Part, Source, sniff};
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
}

impl Stretch {
    fn whole(opening: Opening) -> Self {
        Self { opening, seeking: Seeking::Anywhere, part: None, edit: None }
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
                let about = self.part.map(|part| (part.sample_rate, part.channels, part.seconds));
                let open = |seeking| PacketRun::open(file.section(stretch.clone()), seeking, about);
                let run = match (open(self.seeking), self.seeking) {
                    // What was not copied to its end lacks what a reader that jumps about looks for; read from its front, much
                    // of it is heard.
                    (Err(error), Seeking::Anywhere) => open(Seeking::Forward).map_err(|_| of_known(error))?,
                    (opened, _) => opened.map_err(of_known)?,
                };
                match self.edit {
                    Some(edit) if !run.knows_its_ends() => Box::new(Trimmed::new(run, edit)),
                    _ => Box::new(run),
                }
            }
        })
    }
}

/// The error where it is known what the file began as.
fn of_known(error: DecodeError) -> DecodeError {
    match error {
        DecodeError::Unknown => {
            DecodeError::damaged("its table of contents is missing; perhaps it was not copied to its end")
        }
        other => other,
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
    let sniffed = sniff(file).ok_or(DecodeError::Unknown)?;
    if sniffed.parts.is_empty() {
        // Parts are told by their positions in the whole file.
        *file = file.from(sniffed.start);
    }
    let opening = match sniffed.container {
        Container::Wav => wav::open(file)?,
        Container::Aiff => aiff::open(file)?,
        Container::Caf => caf::open(file)?,
        Container::Frames => return Ok(parts(&sniffed.parts, Seeking::Forward)),
        Container::Ogg => return Ok(parts(&sniffed.parts, Seeking::Anywhere)),
        Container::Flac | Container::Matroska => Opening::Packets(0..file.len()),
        Container::Mp4 => {
            let edit = containers::edit(file, 0);
            return Ok(vec![Stretch { edit, ..Stretch::whole(Opening::Packets(0..file.len())) }]);
        }
        Container::Named => return Err(DecodeError::unsupported(sniffed.codec.unwrap_or_default())),
    };
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
