//! The library of Music (before: iTunes) as a property list in XML: "Export Library…" and "Export Playlist…".
//!
//! Source: <https://developer.apple.com/documentation/ituneslibrary>, and the files themselves.

use std::collections::HashMap;

use super::{Collection, Playlist};
use crate::track::{ExchangeTrack, non_blank};
use crate::uri;
use crate::xml::{self, Attributes, Text, Visitor, XmlError};

/// Reads a library. Playlists that the program makes by itself (all tracks, downloads), and folders, which hold what is in
/// the playlists in them, are left out.
///
/// # Errors
/// Where the XML is broken before its second track, or is of another program.
pub(crate) fn read(text: &str) -> Result<Collection, XmlError> {
    let mut reader = Reader::default();
    let remarks = xml::walk_as_far(text, &mut reader, |reader| reader.tracks.len() > 1)?;
    if reader.tracks.is_empty() && !reader.has_tracks {
        return Err(XmlError::OtherRoot { root: "plist".to_owned() });
    }
    Ok(Collection::read("Apple Music (iTunes)", reader.tracks, reader.playlists, remarks))
}

/// What is being read.
#[derive(Default)]
struct Reader {
    tracks: Vec<ExchangeTrack>,
    playlists: Vec<Playlist>,
    /// Tracks by number.
    by_id: HashMap<String, usize>,
    /// Whether there is a list of tracks, be it empty: other programs have such files, too.
    has_tracks: bool,
    /// The last key of each list of keys and values that is open.
    keys: Vec<String>,
    /// The playlist that is being read, and whether the program makes it by itself.
    playlist: Playlist,
    is_programs_own: bool,
}

impl Visitor for Reader {
    fn open(&mut self, path: &[String], _: &Attributes) {
        if path.last().is_some_and(|name| name == "dict") {
            self.keys.push(String::new());
            match self.list() {
                Some(("Tracks", 3)) => self.tracks.push(ExchangeTrack::default()),
                Some(("Playlists", 2)) => (self.playlist, self.is_programs_own) = Default::default(),
                _ => {}
            }
        }
    }

    fn close(&mut self, path: &[String], text: Text) {
        match path.last().map(String::as_str) {
            Some("dict") => {
                if self.list() == Some(("Playlists", 2)) && !self.is_programs_own {
                    self.playlists.push(std::mem::take(&mut self.playlist));
                }
                self.keys.pop();
            }
            Some("key") => {
                self.has_tracks |= text.text == "Tracks";
                if let Some(key) = self.keys.last_mut() {
                    *key = text.text;
                }
            }
            Some(element) => self.value(element, &text.text),
            None => {}
        }
    }
}

impl Reader {
    /// In which of the file's lists the innermost open one is, and how many are open.
    fn list(&self) -> Option<(&str, usize)> {
        Some((self.keys.first()?.as_str(), self.keys.len()))
    }

    fn value(&mut self, element: &str, text: &str) {
        let key = self.keys.last().cloned().unwrap_or_default();
        match self.list() {
            Some(("Tracks", 3)) => self.of_track(&key, text),
            Some(("Playlists", 2)) => match (key.as_str(), element) {
                ("Name", _) => self.playlist.name = text.to_owned(),
                ("Master" | "Music" | "Movies" | "Podcasts" | "Audiobooks", "true")
                | ("Folder", "true")
                | ("Distinguished Kind", _) => self.is_programs_own = true,
                _ => {}
            },
            Some(("Playlists", 3)) if key == "Track ID" => self.playlist.entries.extend(self.by_id.get(text)),
            _ => {}
        }
    }

    fn of_track(&mut self, key: &str, text: &str) {
        let index = self.tracks.len().saturating_sub(1);
        let (Some(track), Some(text)) = (self.tracks.last_mut(), non_blank(text)) else { return };
        match key {
            "Track ID" => _ = self.by_id.entry(text.to_owned()).or_insert(index),
            "Name" => track.title = Some(text.to_owned()),
            "Artist" => track.artists = vec![text.to_owned()],
            "Album" => track.album = Some(text.to_owned()),
            "Total Time" => track.duration_ms = text.parse().ok(),
            "BPM" => track.tempo = super::claims(text.parse().ok(), None).tempo,
            "Location" => track.file = Some(uri::to_path(text)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracks_and_the_users_playlists_are_read() {
        let xml = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>Major Version</key><integer>1</integer><key>Tracks</key><dict>
<key>101</key><dict><key>Track ID</key><integer>101</integer><key>Name</key><string>A &#38; B</string><key>Artist</key><string>C</string>
<key>Total Time</key><integer>194000</integer><key>BPM</key><integer>128</integer><key>Location</key><string>file:///Users/x/Music/a%20b.mp3</string></dict>
<key>103</key><dict><key>Track ID</key><integer>103</integer><key>Name</key><string>Two</string></dict></dict>
<key>Playlists</key><array><dict><key>Master</key><true/><key>Name</key><string>Library</string><key>Playlist Items</key><array><dict><key>Track ID</key><integer>101</integer></dict></array></dict>
<dict><key>Name</key><string>P</string><key>Playlist Items</key><array><dict><key>Track ID</key><integer>103</integer></dict><dict><key>Track ID</key><integer>101</integer></dict></array></dict></array>
</dict></plist>"#;
        let collection = read(xml).unwrap();
        let first = ExchangeTrack {
            title: Some("A & B".into()),
            artists: vec!["C".into()],
            duration_ms: Some(194_000),
            tempo: Some(128.0),
            file: Some("/Users/x/Music/a b.mp3".into()),
            ..ExchangeTrack::default()
        };
        assert_eq!(
            collection.tracks,
            [first, ExchangeTrack { title: Some("Two".into()), ..ExchangeTrack::default() }]
        );
        assert_eq!(collection.playlists, [Playlist { name: "P".into(), entries: vec![1, 0] }]);
        let empty = read("<plist version=\"1.0\"><dict><key>Tracks</key><dict/></dict></plist>").unwrap();
        assert_eq!((empty.tracks.len(), empty.playlists.len()), (0, 0));
        let other =
            read("<plist version=\"1.0\"><dict><key>CFBundleName</key><string>x</string></dict></plist>");
        assert_eq!(other, Err(XmlError::OtherRoot { root: "plist".into() }));
        let cut = xml.find("<string>Two").unwrap() + 12;
        let cut = read(xml.get(..cut).unwrap()).unwrap();
        assert_eq!((cut.tracks.len(), cut.playlists.len(), cut.remarks.len()), (1, 0, 1));
    }
}
