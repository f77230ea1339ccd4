//! Audio files to samples, natively and in WebAssembly.
//!
//! Containers and codecs by symphonia, WAV and AIFF by readers of our own, since too many of those are not what they claim.
//! A file is read a block at a time, so that hours of it fit into little memory; one that was glued together of parts of
//! different rates or channels comes out whole and at one rate. No allocation hangs on a number of a header's that the
//! file itself does not bear out.
//!
//! - [`Decoder`]: an iterator of blocks.
//! - [`decode`]: all of a file, up to so many seconds.

mod adpcm;
mod aiff;
mod caf;
mod disguise;
mod error;
mod fit;
mod law;
mod opening;
#[cfg(feature = "opus")]
mod opus;
mod packets;
mod pcm;
mod run;
mod source;
mod trimmed;
mod vorbis;
mod wav;

pub use containers::Document;
pub use error::DecodeError;
pub use run::Planes;
pub use source::ReadSeek;

use containers::is_cut_off;
use fit::{RateChange, to_channels};
use opening::Stretch;
use run::Run;
use source::Shared;
use std::collections::VecDeque;

/// Length of a block, seconds.
const BLOCK_S: u32 = 5;

/// Most samples in a block, all channels together: 4 MB. Studio rates and many channels have shorter blocks.
const MOST: usize = 1 << 20;

/// Largest sample that may be meant so: that of integers of 32 bits which somebody wrote down as floats.
const LARGEST: f32 = 2_147_483_648.0;

/// What is worth telling of a file that was decoded.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Notes {
    /// Samples that were no numbers, infinite, or beyond any scale; they are silence now.
    pub not_numbers: u64,
    /// Parts that the file was glued together of, where there is more than one: songs of a chain, jingle and programme.
    pub parts: u32,
    /// Of these, parts that could not be decoded.
    pub lost_parts: u32,
    /// Whether rate or channels differ from part to part.
    pub changes: bool,
    /// Where the file is damaged so that what comes behind is lost, seconds.
    pub broken_at_s: Option<f64>,
    /// How long the file says that it is, and how much of that is there, where it was cut off.
    pub cut_off: Option<CutOff>,
}

/// A file of which only the beginning is there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CutOff {
    /// How much is there, seconds.
    pub seconds: f64,
    /// How long the file says that it is, seconds.
    pub claimed_s: f64,
}

/// Decodes a file block by block: [`Iterator::next`] gives some seconds of samples, a vector a channel.
pub struct Decoder {
    file: Shared,
    waiting: VecDeque<Stretch>,
    current: Option<Current>,
    sample_rate: u32,
    channels: usize,
    seconds: Option<f64>,
    claimed_s: Option<f64>,
    notes: Notes,
    /// Samples of each channel that were given.
    given: u64,
}

/// The part that is being decoded.
struct Current {
    run: Box<dyn Run>,
    change: Option<RateChange>,
}

impl Decoder {
    /// Looks into a file and starts to decode it.
    ///
    /// # Errors
    /// Where nothing of it can be decoded.
    pub fn open(file: impl ReadSeek + 'static) -> Result<Self, DecodeError> {
        let mut file = Shared::new(Box::new(file))?;
        let mut waiting: VecDeque<Stretch> = opening::open(&mut file)?.into();
        let parts: Vec<containers::Part> = waiting.iter().filter_map(|stretch| stretch.part).collect();
        let form = |part: &containers::Part| (part.sample_rate, part.channels);
        let changes = parts.iter().any(|part| Some(form(part)) != parts.first().map(form));
        let mut notes = Notes { parts: waiting.len() as u32, changes, ..Notes::default() };
        let run = first_run(&file, &mut waiting, &mut notes)?;
        // Where all parts are alike, what is decoded tells the rate better than any header.
        let rate = containers::dominant_rate(&parts).filter(|_| changes).unwrap_or(run.sample_rate());
        let channels = parts.iter().map(|part| usize::from(part.channels)).filter(|_| changes).max();
        let channels = channels.unwrap_or(0).max(run.channels());
        let (seconds, claimed_s) = if parts.is_empty() {
            (run.seconds(), run.claimed_s())
        } else {
            (Some(parts.iter().map(|part| part.seconds).sum()), Some(containers::claimed_s(&parts)))
        };
        let mut decoder = Self {
            file,
            waiting,
            current: None,
            sample_rate: rate,
            channels,
            seconds,
            claimed_s,
            notes,
            given: 0,
        };
        decoder.start(run);
        Ok(decoder)
    }

    /// Samples a second of what is given.
    pub fn sample_rate(&self) -> u32 {
        self.sample_rate
    }

    /// Number of channels of what is given.
    pub fn channels(&self) -> usize {
        self.channels
    }

    /// How long the file's headers say that it is, seconds.
    pub fn seconds(&self) -> Option<f64> {
        self.seconds
    }

    /// What is worth telling of what was given so far.
    pub fn notes(&self) -> Notes {
        self.notes
    }

    fn start(&mut self, run: Box<dyn Run>) {
        let (from, to) = (run.sample_rate(), self.sample_rate);
        let change = if from == to { None } else { RateChange::new(from, to, self.channels) };
        self.current = Some(Current { run, change });
    }

    /// Samples of the current part, or of the next one that has any; `None` at the end.
    fn piece(&mut self) -> Result<Option<Planes>, DecodeError> {
        loop {
            let Some(current) = self.current.as_mut() else {
                let Some(stretch) = self.waiting.pop_front() else { return Ok(None) };
                match stretch.run(&self.file) {
                    Ok(run) => self.start(run),
                    Err(_) => self.notes.lost_parts += 1,
                }
                continue;
            };
            let next = match current.run.next() {
                // What was decoded is worth hearing; that it is not all is worth telling.
                Err(_) if self.given > 0 => {
                    self.notes.broken_at_s = Some(self.given as f64 / f64::from(self.sample_rate));
                    None
                }
                next => next?,
            };
            let Some(planes) = next else {
                let rest = current.change.as_mut().map(RateChange::finish);
                self.current = None;
                match rest {
                    Some(rest) => return Ok(Some(rest)),
                    None => continue,
                }
            };
            let planes = to_channels(planes, self.channels);
            return Ok(Some(match &mut current.change {
                Some(change) => change.take(&planes),
                None => planes,
            }));
        }
    }

    /// Tells of what is missing, at the end of what is there.
    fn tell_cut_off(&mut self) {
        let seconds = self.given as f64 / f64::from(self.sample_rate);
        let is_told = self.notes.broken_at_s.is_some() || self.notes.lost_parts > 0;
        let claimed = self.claimed_s.filter(|claimed| !is_told && is_cut_off(seconds, *claimed));
        self.notes.cut_off = claimed.map(|claimed_s| CutOff { seconds, claimed_s });
    }

    /// What is no number becomes silence: a single one would make every mean of it no number, as would the square of one that
    /// is as large as numbers are.
    fn make_finite(&mut self, planes: &mut Planes) {
        let is_sound = |sample: f32| sample.abs() <= LARGEST;
        for sample in planes.iter_mut().flatten().filter(|sample| !is_sound(**sample)) {
            *sample = 0.0;
            self.notes.not_numbers += 1;
        }
    }
}

impl Iterator for Decoder {
    type Item = Result<Planes, DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        let wanted = ((BLOCK_S * self.sample_rate) as usize).min(MOST / self.channels.max(1));
        let mut block: Planes = vec![Vec::new(); self.channels];
        while block.first()?.len() < wanted {
            let mut planes = match self.piece() {
                Ok(Some(planes)) => planes,
                Ok(None) => {
                    self.tell_cut_off();
                    break;
                }
                Err(error) => {
                    (self.current, self.waiting) = (None, VecDeque::new());
                    return Some(Err(error));
                }
            };
            self.make_finite(&mut planes);
            self.given += planes.first().map_or(0, Vec::len) as u64;
            block.iter_mut().zip(&planes).for_each(|(block, plane)| block.extend_from_slice(plane));
        }
        (!block.first()?.is_empty()).then_some(Ok(block))
    }
}

/// The first part that can be decoded. Where there is none, why the first one cannot be.
fn first_run(
    file: &Shared,
    waiting: &mut VecDeque<Stretch>,
    notes: &mut Notes,
) -> Result<Box<dyn Run>, DecodeError> {
    let mut reason = None;
    while let Some(stretch) = waiting.pop_front() {
        match stretch.run(file) {
            Ok(run) => return Ok(run),
            Err(error) => {
                notes.lost_parts += 1;
                reason = reason.or(Some(error));
            }
        }
    }
    Err(reason.unwrap_or(DecodeError::NoSamples))
}

/// A whole file's samples.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// Samples of each channel, all of one length, full scale ±1.
    pub channels: Planes,
    /// Samples a second.
    pub sample_rate: u32,
    /// What is worth telling.
    pub notes: Notes,
}

/// All of a file, up to `limit_s` seconds.
///
/// # Errors
/// Where nothing of it can be decoded, and [`DecodeError::TooLong`] where there is more.
pub fn decode(file: impl ReadSeek + 'static, limit_s: f64) -> Result<Decoded, DecodeError> {
    let mut decoder = Decoder::open(file)?;
    let sample_rate = decoder.sample_rate();
    let mut channels: Planes = vec![Vec::new(); decoder.channels()];
    while let Some(block) = decoder.next() {
        channels.iter_mut().zip(&block?).for_each(|(channel, block)| channel.extend_from_slice(block));
        let frames = channels.first().map_or(0, Vec::len);
        if frames as f64 > limit_s * f64::from(sample_rate) {
            return Err(DecodeError::TooLong { limit_s, seconds: decoder.seconds() });
        }
    }
    if channels.first().is_none_or(Vec::is_empty) {
        return Err(DecodeError::NoSamples);
    }
    Ok(Decoded { channels, sample_rate, notes: decoder.notes() })
}

#[cfg(test)]
mod tests;
