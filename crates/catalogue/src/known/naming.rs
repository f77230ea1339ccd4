//! What names say of a recording, so that two of them can be compared that are not in the catalogue.

use super::artist::Credits;
use super::file_name::{self, Reading};
use super::title::Title;
use super::told;

/// A recording by its names: who is credited, what it is called, and which version it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Naming {
    /// Keys of everybody who is credited, likeliest first; empty where nobody is.
    pub artists: Vec<String>,
    /// What all versions of the song are called, whoever writes it.
    pub title: String,
    /// What tells the recording from the one that was first sold ("remix", "live"); empty for that.
    pub version: String,
}

impl Naming {
    /// What an artist and a title say.
    pub fn of(artist: &str, title: &str) -> Naming {
        let reading = file_name::of_tags(artist, title).into_iter().next();
        reading.map(|reading| Naming::read(&reading)).unwrap_or_default()
    }

    /// What a file's name may say, in all ways in which it says where the artist ends.
    pub fn of_file(path: &str) -> Vec<Naming> {
        let readings = file_name::readings(path);
        readings.iter().filter(|reading| !reading.is_bare).map(Naming::read).collect()
    }

    fn read(reading: &Reading) -> Naming {
        let credits = Credits::read(&reading.artist);
        let title = Title::read(&reading.title, &credits.words);
        Naming { artists: credits.keys, title: title.key(), version: told(&title.version) }
    }

    /// Whether both name the same recording, by the same artist.
    pub fn is_same(&self, other: &Naming) -> bool {
        let is_main =
            |one: &Naming, two: &Naming| one.artists.first().is_some_and(|key| two.artists.contains(key));
        self.is_called_so(other) && (is_main(self, other) || is_main(other, self))
    }

    /// Whether both have one title and version, whoever they are by.
    pub fn is_called_so(&self, other: &Naming) -> bool {
        self.title == other.title && self.version == other.version
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recordings_are_told_apart_and_spellings_are_not() {
        let song = Naming::of("American Authors", "Best Day");
        for (artist, title) in [
            ("american authors", "BEST DAY"),
            ("American Authors feat. Nobody", "Best Day - Remastered 2015"),
            ("American Authors, Nobody", "Best Day (feat. Nobody)"),
        ] {
            assert!(song.is_same(&Naming::of(artist, title)), "{artist}: {title}");
        }
        for (artist, title) in [
            ("American Authors", "Best Day (Live)"),
            ("American Authors", "Best Day - Somebody Remix"),
            ("American Authors", "Worst Day"),
            ("Others", "Best Day"),
            ("", "Best Day"),
        ] {
            assert!(!song.is_same(&Naming::of(artist, title)), "{artist}: {title}");
        }
        let composed = Naming::of("Beyonc\u{e9}", "D\u{e9}j\u{e0} vu");
        let decomposed = Naming::of_file("Beyonce\u{301} \u{2013} De\u{301}ja\u{300} vu.mp3");
        assert!(decomposed.iter().any(|naming| naming.is_same(&composed)), "{decomposed:?}");
    }
}
