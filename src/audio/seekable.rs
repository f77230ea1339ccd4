//! Files in which the browser's audio element finds no position: it guesses the length of an MP3 of variable rate that does
//! not tell it, plays the first song of a chain alone, and so jumps to where nobody has clicked. Given in another form, the
//! same sound can be played from anywhere.
//!
//! The player asks [`is_misread`] as soon as the element has told a length, and puts [`playable`] in the file's place where
//! it is.

use containers::mpeg::with_index;
use js_sys::{Array, Uint8Array};
use protocol::Decoder;
use web_sys::{Blob, BlobPropertyBag};
use wire::Client;

use super::decode::{self, Bytes};
use super::wav;

/// Share of a track's length by which the element's may differ: encoders' padding is less, and a click that is so far off is
/// not noticed.
const TOLERATED: f64 = 0.01;

/// Channels of what is made to be played: left and right come first in every format.
const PLAYED: usize = 2;

/// Whether the audio element takes a file for shorter or longer than it is: both seconds. What it does not know (no number,
/// infinity) it misreads, too.
pub fn is_misread(element_s: f64, known_s: f64) -> bool {
    !element_s.is_finite() || (element_s - known_s).abs() > TOLERATED * known_s
}

/// The same sound in a form that can be played from any position: MP3 with an index of its frames before it, which costs
/// nothing; anything else decoded, 16 bits, at most two channels. `None` where the file cannot be read or decoded: then it
/// is played as it is.
pub async fn playable(file: &Blob, decoder: &Client<Decoder>) -> Option<Blob> {
    match indexed(file).await {
        Some(indexed) => Some(indexed),
        None => decoded(file, decoder).await,
    }
}

async fn indexed(file: &Blob) -> Option<Blob> {
    if file.size() > decode::MAX_BYTES {
        return None;
    }
    let bytes = decode::bytes(file).await.ok()?;
    let indexed = with_index(&Bytes(Uint8Array::new(&bytes)))?;
    let audio = file.slice_with_f64_and_f64(indexed.audio.start as f64, indexed.audio.end as f64).ok()?;
    let parts = Array::of2(&Uint8Array::from(indexed.index.as_slice()), &audio);
    let options = BlobPropertyBag::new();
    options.set_type("audio/mpeg");
    Blob::new_with_blob_sequence_and_options(&parts, &options).ok()
}

async fn decoded(file: &Blob, decoder: &Client<Decoder>) -> Option<Blob> {
    let heard = decode::all_by_worker(file, decoder).await.ok()?;
    let played = heard.channels.get(..PLAYED.min(heard.channels.len()))?;
    wav::of_channels(played, heard.sample_rate).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_that_is_off_is_noticed() {
        // An MP3 of variable rate without an index, as Chromium reads it, and one song of a chain of two.
        assert!(is_misread(48.06, 60.0));
        assert!(is_misread(16.41, 23.34));
        assert!(is_misread(f64::INFINITY, 60.0));
        assert!(is_misread(f64::NAN, 60.0));
        assert!(!is_misread(60.03, 60.0));
        assert!(!is_misread(59.95, 60.0));
    }
}
