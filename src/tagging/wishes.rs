//! What of what was heard is written.

use music::Notation;
use protocol::OwnTrack;
use protocol::tagger::TagClaims;

/// What the user wants in the files' tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TagWishes {
    /// The tempo.
    pub tempo: bool,
    /// The key, and how it is spelt.
    pub key: Option<Notation>,
    /// The energy, 1…10.
    pub energy: bool,
    /// Key and energy in front of the comment, too.
    pub in_comment: bool,
}

impl Default for TagWishes {
    /// Tempo, key as Camelot, and energy; comments stay.
    fn default() -> Self {
        Self { tempo: true, key: Some(Notation::Camelot), energy: true, in_comment: false }
    }
}

impl TagWishes {
    /// What a track's file shall say. The user's corrections count; what is not known of it is not claimed.
    pub fn claims(self, info: &OwnTrack) -> TagClaims {
        let features = &info.features;
        TagClaims {
            bpm: (self.tempo && features.tempo >= 1.0).then_some(features.tempo),
            key: self.key.and_then(|_| info.key()),
            notation: self.key.unwrap_or_default(),
            energy: self.energy.then(|| features.energy_level()),
            in_comment: self.in_comment,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::TrackChange;

    #[test]
    fn corrections_count_and_what_is_unknown_is_not_claimed() {
        let mut info = OwnTrack::default();
        info.heard.key = -1;
        info.features = info.heard;
        let unknown = TagWishes::default().claims(&info);
        assert_eq!((unknown.bpm, unknown.key, unknown.energy), (None, None, Some(1)));
        info.change(TrackChange::Tempo(Some(128.5)));
        info.change(TrackChange::Key("Am".parse().ok()));
        let wishes = TagWishes { energy: false, ..TagWishes::default() };
        let corrected = wishes.claims(&info);
        assert_eq!((corrected.bpm, corrected.key, corrected.energy), (Some(128.5), "Am".parse().ok(), None));
    }
}
