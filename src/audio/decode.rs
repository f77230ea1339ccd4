//! A user's file to PCM: by the browser, or by a worker of ours where the browser cannot, or hears only a part.
//!
//! What the browser decodes, it decodes for nothing. But it tells nobody why it refuses a file, ends where the format changes
//! within one, and takes no WAV, AIFF or CAF that is unusual: those the worker reads, all of them, so that there is one reader.
//! And it decodes a file as a whole, which hours of music are too long for: those the worker gives block by block.

use containers::{Container, Sniffed, Source, document, is_cut_off, sniff};
use js_sys::{ArrayBuffer, Float32Array, Promise, Uint8Array};
use protocol::decoder::{Decode, Open, Opened};
use protocol::{Decoder, DecoderError, DecodingError, DecodingNote, LONGEST_S};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;
use wire::Client;

use super::browser;

/// How a file's samples come.
pub enum Found {
    /// All of them are here.
    Whole(Input),
    /// They are too many for that: the decoder has opened the file and gives them block by block.
    Long(Opened),
}

/// Decoded audio of one file.
pub struct Input {
    /// Channels of one length, full scale ±1: one array a channel.
    pub channels: Vec<Float32Array>,
    /// Samples per second, Hz.
    pub sample_rate: u32,
    /// What the user should know of the file.
    pub notes: Vec<DecodingNote>,
}

/// Why there is nothing to analyse.
#[derive(Clone, Debug, PartialEq)]
pub enum DecodeError {
    /// The file has no bytes.
    Empty,
    /// The file has more bytes than a tab can hold decoded.
    TooLarge {
        /// Its size.
        bytes: f64,
    },
    /// The file plays for longer than can be analysed.
    TooLong {
        /// Its length, where it is known.
        seconds: Option<f64>,
    },
    /// The file is in a form that the browser alone decodes, all of it at once, and plays for longer than that can be done.
    TooLongAtOnce {
        /// Its length.
        seconds: f64,
    },
    /// The browser could not read the file from the disk.
    Unreadable,
    /// Neither the browser nor this page takes it for audio.
    NotAudio,
    /// Our own decoder, asked because the browser cannot, could not either.
    Decoder(DecoderError),
}

impl From<DecoderError> for DecodeError {
    fn from(error: DecoderError) -> Self {
        match error {
            DecoderError::FileGone => Self::Unreadable,
            DecoderError::Decoding(DecodingError::TooLong { seconds }) => Self::TooLong { seconds },
            DecoderError::Decoding(DecodingError::Unknown) => Self::NotAudio,
            error => Self::Decoder(error),
        }
    }
}

/// Largest file that is read whole, bytes: an hour of CD audio and some.
pub(super) const MAX_BYTES: f64 = 1_073_741_824.0;

/// Largest file that is read whole before anybody has looked at how long it plays, bytes.
const UNSEEN_BYTES: f64 = 64e6;

/// Longest audio that is decoded as a whole, seconds: 320 MB of it in stereo. What plays for longer comes block by block.
const LONG_S: f64 = 900.0;

/// Longest audio that is decoded as a whole because it can come in no other way, seconds.
pub const MAX_AT_ONCE_S: f64 = 3_600.0;

/// Files below this size cannot hold an hour that would exhaust memory: an hour at 24 kbit/s, bytes.
const SURELY_SHORT: f64 = 8_000_000.0;

/// Bytes at the beginning of a file that tell those formats which the browser is not asked about.
const LOOK: f64 = 64.0;

/// Highest rate that the core of HE-AAC has, Hz.
const FASTEST_CORE: u32 = 24_000;

/// Rate at which a file is decoded whose own is unknown, Hz.
const FALLBACK_RATE: u32 = 44_100;

/// A file's bytes, which stay in the browser's memory.
pub(super) struct Bytes(pub Uint8Array);

impl Source for Bytes {
    fn len(&self) -> u64 {
        u64::from(self.0.length())
    }

    fn read(&self, at: u64, len: usize) -> Vec<u8> {
        let end = at.saturating_add(len as u64).min(self.len());
        self.0.subarray(at.min(end) as u32, end as u32).to_vec()
    }
}

/// Reads and decodes a file, or has the decoder open it where it is long. `decoder` starts when it is needed.
pub async fn decode(file: &Blob, decoder: &Client<Decoder>) -> Result<Found, DecodeError> {
    let size = file.size();
    if size == 0.0 {
        return Err(DecodeError::Empty);
    }
    let beginning = file.slice_with_f64_and_f64(0.0, LOOK).map_err(|_| DecodeError::Unreadable)?;
    let marked = sniff(&Bytes(Uint8Array::new(bytes(&beginning).await?.as_ref())));
    // These the worker reads a piece at a time, however large they are.
    if marked.is_some_and(|marked| is_ours(marked.container)) {
        return by_worker(file, decoder).await;
    }
    if size > UNSEEN_BYTES
        && let Some(opened) = opened(file, decoder).await?
        && (size > MAX_BYTES || opened.seconds.is_none_or(|seconds| seconds > LONG_S))
    {
        return Ok(Found::Long(opened));
    }
    if size > MAX_BYTES {
        return Err(DecodeError::TooLarge { bytes: size });
    }
    read_whole(file, decoder).await
}

/// Decodes a file of which all bytes are read; by block where these say that it is long after all.
async fn read_whole(file: &Blob, decoder: &Client<Decoder>) -> Result<Found, DecodeError> {
    let buffer = bytes(file).await?;
    let sniffed = sniff(&Bytes(Uint8Array::new(&buffer)));
    if let Some(seconds) = length(file, sniffed.as_ref()).await.filter(|seconds| *seconds > LONG_S) {
        if seconds > LONGEST_S {
            return Err(DecodeError::TooLong { seconds: Some(seconds) });
        }
        if let Some(opened) = opened(file, decoder).await? {
            return Ok(Found::Long(opened));
        }
        if seconds > MAX_AT_ONCE_S {
            return Err(DecodeError::TooLongAtOnce { seconds });
        }
    }
    let Some(sniffed) = sniffed else {
        // What is no audio at all the worker knows by name.
        return match document(&Bytes(Uint8Array::new(&buffer))) {
            Some(_) => by_worker(file, decoder).await,
            None => by_browser(&buffer, FALLBACK_RATE).await.map(Found::Whole),
        };
    };
    // What is protected browsers decode as if it were not.
    if sniffed.changes() || sniffed.is_protected() || is_ours(sniffed.container) {
        return by_worker(file, decoder).await;
    }
    match by_browser(&buffer, rate(&sniffed)).await {
        Err(DecodeError::NotAudio) => {
            drop(buffer);
            by_worker(file, decoder).await
        }
        Ok(heard) => whole(heard, &sniffed, file, decoder).await.map(Found::Whole),
        Err(refused) => Err(refused),
    }
}

/// The rate at which the browser is to decode a file, Hz: its own. Of HE-AAC many headers tell the rate of its core alone, and
/// do not tell that it is HE-AAC: of what is so slow the browser may give twice as much.
fn rate(sniffed: &Sniffed) -> u32 {
    let is_aac = matches!(sniffed.codec.as_deref(), Some("AAC" | "HE-AAC"));
    match sniffed.sample_rate {
        Some(rate) if is_aac && rate <= FASTEST_CORE => 2 * rate,
        rate => rate.unwrap_or(FALLBACK_RATE),
    }
}

/// Whether the browser is not asked about a format.
fn is_ours(container: Container) -> bool {
    matches!(container, Container::Wav | Container::Aiff | Container::Caf)
}

/// What the browser has heard, unless that is less than the file says that it holds and the worker hears more.
async fn whole(
    mut heard: Input,
    sniffed: &Sniffed,
    file: &Blob,
    decoder: &Client<Decoder>,
) -> Result<Input, DecodeError> {
    if sniffed.parts.len() > 1 {
        heard.notes.push(DecodingNote::Joined { parts: sniffed.parts.len() as u32 });
    }
    let Some(claimed) = sniffed.claimed_s().filter(|claimed| is_cut_off(heard.seconds(), *claimed)) else {
        return Ok(heard);
    };
    let mut longest = match all_by_worker(file, decoder).await {
        Ok(ours) if ours.seconds() > heard.seconds() => ours,
        Err(stopped @ DecodeError::Decoder(DecoderError::Connection(_))) => return Err(stopped),
        _ => heard,
    };
    let seconds = longest.seconds();
    mention_cut(&mut longest.notes, seconds, claimed);
    Ok(longest)
}

/// Adds that a file of so many seconds claims to be longer, unless that is told already, or that what comes behind is lost.
pub fn mention_cut(notes: &mut Vec<DecodingNote>, seconds: f64, claimed: f64) {
    let tells =
        |note: &DecodingNote| matches!(note, DecodingNote::Broken { .. } | DecodingNote::CutOff { .. });
    let is_told = notes.iter().any(tells);
    if is_cut_off(seconds, claimed) && !is_told {
        notes.push(DecodingNote::CutOff { seconds, claimed });
    }
}

impl Input {
    fn seconds(&self) -> f64 {
        self.channels.first().map_or(0.0, |channel| f64::from(channel.length()) / f64::from(self.sample_rate))
    }
}

/// How long a file plays, seconds, as far as that is known before it is decoded, which may take the tab's memory.
async fn length(file: &Blob, sniffed: Option<&Sniffed>) -> Option<f64> {
    match sniffed.and_then(|sniffed| sniffed.seconds) {
        Some(seconds) => Some(seconds),
        None if file.size() > SURELY_SHORT => browser::duration(file).await,
        None => None,
    }
}

/// What the worker makes of a file: all of it, or block by block.
async fn by_worker(file: &Blob, decoder: &Client<Decoder>) -> Result<Found, DecodeError> {
    match all_by_worker(file, decoder).await {
        Err(DecodeError::TooLong { .. }) => Ok(Found::Long(open(file, decoder).await?)),
        all => all.map(Found::Whole),
    }
}

/// All of a file that is not long.
pub(super) async fn all_by_worker(file: &Blob, decoder: &Client<Decoder>) -> Result<Input, DecodeError> {
    let (decoded, channels) = decoder.call_with(Decode { longest_s: LONG_S }, file.clone()).await?;
    Ok(Input { channels, sample_rate: decoded.sample_rate, notes: decoded.notes })
}

/// Has the worker open a file that it gives block by block; nothing where it cannot, and the browser may.
async fn opened(file: &Blob, decoder: &Client<Decoder>) -> Result<Option<Opened>, DecodeError> {
    match open(file, decoder).await {
        Ok(opened) => Ok(Some(opened)),
        Err(final_word @ (DecodeError::TooLong { .. } | DecodeError::Unreadable)) => Err(final_word),
        Err(stopped @ DecodeError::Decoder(DecoderError::Connection(_))) => Err(stopped),
        Err(_) => Ok(None),
    }
}

/// Has the worker open a file that it gives block by block.
pub async fn open(file: &Blob, decoder: &Client<Decoder>) -> Result<Opened, DecodeError> {
    let (opened, ()) = decoder.call_with(Open { longest_s: LONGEST_S }, file.clone()).await?;
    Ok(opened)
}

async fn by_browser(buffer: &ArrayBuffer, rate: u32) -> Result<Input, DecodeError> {
    let audio = browser::decode(buffer, rate).await.ok_or(DecodeError::NotAudio)?;
    if audio.duration() > MAX_AT_ONCE_S {
        return Err(DecodeError::TooLongAtOnce { seconds: audio.duration() });
    }
    let channels = browser::channels(&audio).await.ok_or(DecodeError::NotAudio)?;
    Ok(Input { channels, sample_rate: audio.sample_rate() as u32, notes: Vec::new() })
}

/// Lets the browser do what else it has to do.
pub async fn pause() {
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            drop(window.set_timeout_with_callback(&resolve));
        }
    });
    drop(JsFuture::from(promise).await);
}

/// All bytes of a file.
pub(super) async fn bytes(file: &Blob) -> Result<ArrayBuffer, DecodeError> {
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| DecodeError::Unreadable)?;
    Ok(buffer.unchecked_into())
}
