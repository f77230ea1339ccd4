//! What is asked and what goes wrong, from the protocol's words into those of `tagging` and back.

use protocol::TaggerError;
use protocol::tagger::{TagClaims, TagObstacle};
use tagging::{Claims, Comment, Obstacle, TaggingError};

/// What a file's tags shall say.
pub fn claims(claims: &TagClaims) -> Claims {
    Claims {
        bpm: claims.bpm,
        key: claims.key,
        notation: claims.notation,
        energy: claims.energy,
        comment: if claims.in_comment { Comment::Front } else { Comment::Leave },
    }
}

/// Why a file was not tagged.
pub fn error(error: TaggingError) -> TaggerError {
    match error {
        TaggingError::Unreadable { .. } => TaggerError::FileGone,
        TaggingError::Unsupported { format } => TaggerError::Unsupported { format },
        TaggingError::Unknown => TaggerError::Unknown,
        TaggingError::BadClaims => TaggerError::NothingToWrite,
        TaggingError::Obstacle(obstacle) => TaggerError::Obstacle(self::obstacle(obstacle)),
        TaggingError::Lost { item } => TaggerError::Lost { item },
        TaggingError::NotFound { item } => TaggerError::NotFound { item },
    }
}

fn obstacle(obstacle: Obstacle) -> TagObstacle {
    match obstacle {
        Obstacle::DamagedTag => TagObstacle::DamagedTag,
        Obstacle::UnusualTag => TagObstacle::UnusualTag,
        Obstacle::CutOff => TagObstacle::CutOff,
        Obstacle::NoLength => TagObstacle::NoLength,
        Obstacle::TooLarge => TagObstacle::TooLarge,
        Obstacle::Fragments => TagObstacle::Fragments,
        Obstacle::SeveralStreams => TagObstacle::SeveralStreams,
        Obstacle::Encrypted => TagObstacle::Encrypted,
        Obstacle::Layout => TagObstacle::Layout,
    }
}
