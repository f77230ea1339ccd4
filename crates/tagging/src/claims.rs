//! What is to be written, and how it is spelt.

use music::{Key, Notation};

use crate::TaggingError;

/// What a file's tags shall say. `None` leaves what they say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Claims {
    /// Tempo, BPM: above 0, below 1,000. Whole in ID3 and MP4, whose fields take nothing else, to hundredths elsewhere.
    pub bpm: Option<f32>,
    /// Key.
    pub key: Option<Key>,
    /// How the key is spelt.
    pub notation: Notation,
    /// Energy, 1…10.
    pub energy: Option<u8>,
    /// What happens to the comment.
    pub comment: Comment,
}

/// What happens to a file's comment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Comment {
    /// It stays.
    #[default]
    Leave,
    /// Key and energy come in front of it, "8A - Energy 7", in the place of such words from before.
    Front,
}

/// Slowest and fastest tempo that is written, BPM.
const TEMPI: std::ops::RangeInclusive<f32> = 1.0..=999.0;

/// What stands between the words in front of a comment, and behind them.
const JOINT: &str = " - ";

/// What is written, as texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// Tempo as a whole number.
    pub whole_bpm: Option<u16>,
    /// Tempo to hundredths, as a text.
    pub bpm: Option<String>,
    /// Key.
    pub key: Option<String>,
    /// Energy.
    pub energy: Option<String>,
    /// What comes in front of the comment.
    pub front: Option<String>,
}

impl Words {
    /// The texts of some claims.
    ///
    /// # Errors
    /// [`TaggingError::BadClaims`].
    pub fn of(claims: &Claims) -> Result<Self, TaggingError> {
        let is_tempo = claims.bpm.is_none_or(|bpm| TEMPI.contains(&bpm));
        let is_energy = claims.energy.is_none_or(|energy| (1..=10).contains(&energy));
        let is_something = claims.bpm.is_some() || claims.key.is_some() || claims.energy.is_some();
        if !is_tempo || !is_energy || !is_something {
            return Err(TaggingError::BadClaims);
        }
        let key = claims.key.map(|key| key.written(claims.notation));
        let energy = claims.energy.map(|energy| energy.to_string());
        let said = [key.clone(), energy.as_ref().map(|energy| format!("Energy {energy}"))];
        let front: Vec<String> = said.into_iter().flatten().collect();
        let is_commented = claims.comment == Comment::Front && !front.is_empty();
        Ok(Self {
            whole_bpm: claims.bpm.map(|bpm| bpm.round() as u16),
            bpm: claims.bpm.map(|bpm| format!("{}", (f64::from(bpm) * 100.0).round() / 100.0)),
            key,
            energy,
            front: is_commented.then(|| front.join(JOINT)),
        })
    }

    /// What comes in front of a comment, and how many characters at its beginning go for it; `None` where it begins with
    /// these very words.
    pub fn before(&self, comment: &str) -> Option<(String, usize)> {
        let front = self.front.as_ref()?;
        if behind(front, comment).is_some() {
            return None;
        }
        let old = old_front(comment);
        let joint = if old == 0 && !comment.is_empty() { JOINT } else { "" };
        Some((format!("{front}{joint}"), old))
    }

    /// What of a comment must stay, before and after; `None` where all of it stays anyway. A file without a comment has an
    /// empty one.
    pub fn kept(&self, comment: Option<&str>) -> Option<(String, Vec<u8>)> {
        let front = self.front.as_ref()?;
        let comment = comment.unwrap_or_default();
        let old: String = comment.chars().take(old_front(comment)).collect();
        let kept = behind(front, comment).or_else(|| behind(&old, comment).filter(|_| !old.is_empty()));
        Some(("comment".into(), kept.unwrap_or(comment).into()))
    }
}

/// What follows a front and its joint; `None` where the comment does not begin with it.
fn behind<'a>(front: &str, comment: &'a str) -> Option<&'a str> {
    let rest = comment.strip_prefix(front)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(JOINT) }
}

/// Characters at the beginning of a comment, ASCII all, that are such a front: "8A - Energy 7". A key alone may be the user's own word.
fn old_front(comment: &str) -> usize {
    let Some((key, rest)) = comment.split_once(JOINT) else { return 0 };
    let Some(number) = rest.strip_prefix("Energy ") else { return 0 };
    let digits = number.len() - number.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    let Some((energy, behind)) = number.split_at_checked(digits) else { return 0 };
    let is_front = key.is_ascii()
        && key.parse::<Key>().is_ok()
        && energy.parse::<u8>().is_ok_and(|energy| energy <= 10)
        && (behind.is_empty() || behind.starts_with(JOINT));
    if is_front { comment.chars().count() - behind.chars().count() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(energy: u8) -> Words {
        let claims = Claims {
            key: "Am".parse().ok(),
            energy: Some(energy),
            comment: Comment::Front,
            ..Claims::default()
        };
        Words::of(&claims).unwrap()
    }

    fn commented(comment: &str) -> String {
        let Some((front, gone)) = words(7).before(comment) else { return comment.to_owned() };
        front + &comment.chars().skip(gone).collect::<String>()
    }

    #[test]
    fn comments_get_a_front_and_lose_nothing_but_an_earlier_one() {
        for (before, after) in [
            ("", "8A - Energy 7"),
            ("my favourite", "8A - Energy 7 - my favourite"),
            ("8A", "8A - Energy 7 - 8A"),
            ("9B - Energy 3", "8A - Energy 7"),
            ("Am - Energy 10 - été", "8A - Energy 7 - été"),
            ("8A - Energy 7 - x", "8A - Energy 7 - x"),
            ("8A - Energy 77", "8A - Energy 7 - 8A - Energy 77"),
            ("8A - Energy 7th", "8A - Energy 7 - 8A - Energy 7th"),
            ("Hi - Energy 7", "8A - Energy 7 - Hi - Energy 7"),
        ] {
            assert_eq!(commented(before), after);
        }
    }

    #[test]
    fn what_stood_in_a_comment_is_found_again() {
        for (before, kept) in
            [("", ""), (" - x", " - x"), ("9B - Energy 3 - x", "x"), ("9B - Energy 3", ""), ("8A", "8A")]
        {
            let after = commented(before);
            for comment in [before, &after] {
                assert_eq!(words(7).kept(Some(comment)).unwrap().1, kept.as_bytes(), "{comment}");
            }
        }
    }

    #[test]
    fn keys_and_tempi_are_spelt_as_wished() {
        let spelt = |notation| {
            let claims = Claims { key: "F#m".parse().ok(), notation, ..Claims::default() };
            Words::of(&claims).unwrap().key.unwrap()
        };
        let all = [Notation::Camelot, Notation::OpenKey, Notation::Musical].map(spelt);
        assert_eq!(all, ["11A", "4m", "F#m"]);
        for (bpm, whole, fine) in [(128.0, 128, "128"), (127.4567, 127, "127.46"), (99.999, 100, "100")] {
            let words = Words::of(&Claims { bpm: Some(bpm), ..Claims::default() }).unwrap();
            assert_eq!((words.whole_bpm, words.bpm.as_deref()), (Some(whole), Some(fine)));
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for bpm in [0.0, -1.0, f32::NAN, f32::INFINITY, 1000.0] {
            assert!(Words::of(&Claims { bpm: Some(bpm), ..Claims::default() }).is_err(), "{bpm}");
        }
        assert!(Words::of(&Claims::default()).is_err());
        assert!(Words::of(&Claims { energy: Some(11), ..Claims::default() }).is_err());
    }
}
