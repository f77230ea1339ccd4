//! When two titles are one recording sold twice: "Remastered", "Live", "feat." and brackets aside.

use protocol::TrackCard;

/// What tells songs apart, whoever sells them: artist and [`key`]. `None` where the artist is not known: files may be
/// named alike and hold different music.
pub fn song(card: &TrackCard) -> Option<(String, String)> {
    song_of(&card.artist, &card.name)
}

/// The same by artist and title.
pub fn song_of(artist: &str, name: &str) -> Option<(String, String)> {
    (!artist.is_empty()).then(|| (artist.to_lowercase(), key(name)))
}

/// A title reduced to what tells songs apart: letters and digits before any bracket, dash with spaces, or
/// "feat.".
pub fn key(title: &str) -> String {
    let lower = title.to_lowercase();
    let end = ["(", "[", " - ", " feat. ", " feat ", " ft. "]
        .iter()
        .filter_map(|mark| lower.find(mark))
        // A title that begins with a bracket is kept whole.
        .filter(|end| *end > 0)
        .min()
        .unwrap_or(lower.len());
    let kept: String = lower.get(..end).unwrap_or(&lower).chars().filter(|c| c.is_alphanumeric()).collect();
    if kept.is_empty() { lower } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_a_song_have_one_key() {
        for same in [
            "Come Together",
            "Come Together - Remastered 2015",
            "COME TOGETHER (Live)",
            "Come Together [Mono]",
            "Come Together feat. Nobody",
        ] {
            assert_eq!(key(same), "cometogether", "{same}");
        }
        assert_ne!(key("Come Together"), key("Come Apart"));
        assert_eq!(key("(I Can't Get No) Satisfaction"), "icantgetnosatisfaction");
        assert_eq!(key("???"), "???");
        assert_eq!(key("Über-Song"), "übersong");
    }
}
