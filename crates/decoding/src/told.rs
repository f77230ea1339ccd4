//! What the decoder says, in the protocol's words.

use decoder::{CutOff, DecodeError, Notes};
use protocol::{DecoderError, DecodingError, DecodingNote, Document};

/// Why there is nothing.
pub fn error(error: DecodeError) -> DecoderError {
    DecoderError::Decoding(match error {
        DecodeError::Unreadable { .. } => return DecoderError::FileGone,
        DecodeError::Empty => DecodingError::Empty,
        DecodeError::Unknown => DecodingError::Unknown,
        DecodeError::Unsupported { codec } => DecodingError::Unsupported { codec },
        DecodeError::NoAudio { what } => DecodingError::NoAudio { what: document(what) },
        DecodeError::NoTrack => DecodingError::NoTrack,
        DecodeError::Unfinished => DecodingError::Unfinished,
        DecodeError::NoSamples => DecodingError::NoSamples,
        DecodeError::Rate { hz } => DecodingError::Rate { hz },
        DecodeError::Channels { count } => DecodingError::Channels { count },
        DecodeError::Damaged { reason } => DecodingError::Damaged { reason },
        DecodeError::TooLong { seconds, .. } => DecodingError::TooLong { seconds },
    })
}

fn document(what: decoder::Document) -> Document {
    match what {
        decoder::Document::WebPage => Document::WebPage,
        decoder::Document::Text => Document::Text,
        decoder::Document::Picture => Document::Picture,
        decoder::Document::Archive => Document::Archive,
        decoder::Document::Pdf => Document::Pdf,
        decoder::Document::Zeros => Document::Zeros,
    }
}

/// What the user should know.
pub fn notes(notes: &Notes) -> Vec<DecodingNote> {
    let joined = (notes.parts > 1).then_some(DecodingNote::Joined { parts: notes.parts });
    let lost = (notes.lost_parts > 0).then_some(DecodingNote::PartsLost { parts: notes.lost_parts });
    let not_numbers =
        (notes.not_numbers > 0).then_some(DecodingNote::NotNumbers { samples: notes.not_numbers });
    let broken = notes.broken_at_s.map(|seconds| DecodingNote::Broken { seconds });
    let cut_off = notes
        .cut_off
        .map(|CutOff { seconds, claimed_s }| DecodingNote::CutOff { seconds, claimed: claimed_s });
    [joined, lost, not_numbers, broken, cut_off].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_odd_is_told_and_nothing_else() {
        assert_eq!(notes(&Notes { parts: 1, ..Notes::default() }), []);
        let odd = Notes {
            parts: 3,
            lost_parts: 1,
            not_numbers: 7,
            changes: true,
            broken_at_s: Some(2.5),
            cut_off: Some(CutOff { seconds: 3.0, claimed_s: 9.0 }),
        };
        assert_eq!(
            notes(&odd),
            [
                DecodingNote::Joined { parts: 3 },
                DecodingNote::PartsLost { parts: 1 },
                DecodingNote::NotNumbers { samples: 7 },
                DecodingNote::Broken { seconds: 2.5 },
                DecodingNote::CutOff { seconds: 3.0, claimed: 9.0 },
            ]
        );
    }
}
