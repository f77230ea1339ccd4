//! Traktor's collection and playlists (NML). What is written is in [`crate::traktor`].
//!
//! Source: <https://github.com/wolkenarchitekt/traktor-nml-utils> (the schema, as Traktor writes it).

use std::collections::HashMap;

use super::{Collection, Playlist};
use crate::track::{Cue, ExchangeTrack};
use crate::xml::{self, Attributes, Text, Visitor, XmlError};
use music::Key;

/// What stands between the parts of Traktor's paths.
const BETWEEN_FOLDERS: &str = "/:";

/// What Traktor calls a mark without a name.
const UNNAMED: &str = "n.n.";

/// Type of a mark that begins a beat grid.
const GRID: &str = "4";

/// Reads a collection.
///
/// # Errors
/// Where the XML is broken before its second track.
pub(crate) fn read(text: &str) -> Result<Collection, XmlError> {
    let mut reader = Reader::default();
    let remarks = xml::walk_as_far(text, &mut reader, |reader| reader.tracks.len() > 1)?;
    Ok(Collection::read("Traktor", reader.tracks, reader.playlists, remarks))
}

#[derive(Default)]
struct Reader {
    tracks: Vec<ExchangeTrack>,
    playlists: Vec<Playlist>,
    /// Name of the node that is open.
    node: String,
    /// Tracks by volume, folders and file in one, as playlists name them.
    by_key: HashMap<String, usize>,
}

impl Visitor for Reader {
    fn open(&mut self, path: &[String], attributes: &Attributes) {
        let is_collection = path.iter().any(|name| name == "COLLECTION");
        match path.last().map(String::as_str) {
            Some("ENTRY") if is_collection => self.tracks.push(ExchangeTrack {
                title: attributes.get("TITLE"),
                artists: attributes.get("ARTIST").into_iter().collect(),
                ..ExchangeTrack::default()
            }),
            Some("NODE") => self.node = attributes.get("NAME").unwrap_or_default(),
            Some("PLAYLIST") => {
                self.playlists.push(Playlist { name: self.node.clone(), entries: Vec::new() });
            }
            Some("PRIMARYKEY") => {
                let place = attributes.get("KEY").and_then(|key| self.by_key.get(&key));
                if let (Some(playlist), Some(place)) = (self.playlists.last_mut(), place) {
                    playlist.entries.push(*place);
                }
            }
            Some(element) if is_collection => self.add(element, attributes),
            _ => {}
        }
    }

    fn close(&mut self, _: &[String], _: Text) {}
}

impl Reader {
    /// Adds what an element says of the entry that it is in.
    fn add(&mut self, element: &str, attributes: &Attributes) {
        let index = self.tracks.len().saturating_sub(1);
        let Some(track) = self.tracks.last_mut() else { return };
        match element {
            "LOCATION" => {
                let part = |name| attributes.get(name).unwrap_or_default();
                let (volume, folders, file) = (part("VOLUME"), part("DIR"), part("FILE"));
                self.by_key.entry(format!("{volume}{folders}{file}")).or_insert(index);
                let drive = if volume.ends_with(':') { volume.as_str() } else { "" };
                let folders = folders.replace(BETWEEN_FOLDERS, "/").replace("//", ":");
                let file = file.replace("//", ":");
                track.file = (!file.is_empty()).then(|| format!("{drive}{folders}{file}"));
            }
            "ALBUM" => track.album = attributes.get("TITLE"),
            "INFO" => {
                let seconds = attributes.number("PLAYTIME_FLOAT").or_else(|| attributes.number("PLAYTIME"));
                let seconds = seconds.filter(|seconds| *seconds > 0.0);
                track.duration_ms = seconds.map(|seconds| (1000.0 * seconds).round() as u64);
                if track.key.is_none() {
                    let claims = super::claims(None, attributes.get("KEY").as_deref());
                    (track.key, track.mode) = (claims.key, claims.mode);
                }
            }
            "CUE_V2" => {
                let Some(start) = attributes.number("START").filter(|start| *start >= 0.0) else { return };
                let start_s = start / 1000.0;
                if attributes.get("TYPE").as_deref() == Some(GRID) {
                    track.first_beat_s = track.first_beat_s.or(Some(start_s));
                } else {
                    let name = attributes.get("NAME").filter(|name| name != UNNAMED).unwrap_or_default();
                    track.cues.push(Cue { start_s, name });
                }
            }
            "TEMPO" => track.tempo = super::claims(attributes.number("BPM"), None).tempo,
            "MUSICAL_KEY" => {
                // 0 … 11 are C … B major, 12 … 23 the same in minor.
                let number = attributes.number("VALUE").filter(|number| (0.0..24.0).contains(number));
                let key = number.and_then(|number| {
                    let number = number as u8;
                    Key::from_spotify((number % 12) as i8, u8::from(number < 12))
                });
                if let Some(key) = key {
                    (track.key, track.mode) = (Some(key.spotify_key()), Some(key.spotify_mode()));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracks_playlists_and_claims_are_read() {
        let xml = r#"<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<NML VERSION="19"><HEAD COMPANY="www.native-instruments.com" PROGRAM="Traktor"/><COLLECTION ENTRIES="2">
<ENTRY TITLE="One" ARTIST="A"><LOCATION DIR="/:Users/:x/:My Music/:" FILE="a b.mp3" VOLUME="Macintosh HD"/>
<ALBUM TITLE="D"/><INFO PLAYTIME="194" PLAYTIME_FLOAT="193.5" KEY="8m"/><TEMPO BPM="127.999985"/><MUSICAL_KEY VALUE="21"/><CUE_V2 NAME="AutoGrid" TYPE="4" START="250.5"/><CUE_V2 NAME="Drop" TYPE="0" START="61500" HOTCUE="1"/></ENTRY>
<ENTRY TITLE="Two"><LOCATION DIR="/:Music/:" FILE="two.mp3" VOLUME="C:"/></ENTRY></COLLECTION>
<PLAYLISTS><NODE TYPE="FOLDER" NAME="$ROOT"><SUBNODES COUNT="1"><NODE TYPE="PLAYLIST" NAME="P"><PLAYLIST ENTRIES="2" TYPE="LIST">
<ENTRY><PRIMARYKEY TYPE="TRACK" KEY="C:/:Music/:two.mp3"/></ENTRY><ENTRY><PRIMARYKEY TYPE="TRACK" KEY="Macintosh HD/:Users/:x/:My Music/:a b.mp3"/></ENTRY>
</PLAYLIST></NODE></SUBNODES></NODE></PLAYLISTS></NML>"#;
        let collection = read(xml).unwrap();
        let first = ExchangeTrack {
            title: Some("One".into()),
            artists: vec!["A".into()],
            album: Some("D".into()),
            duration_ms: Some(193_500),
            tempo: Some(127.999_985),
            key: Some(9),
            mode: Some(0),
            file: Some("/Users/x/My Music/a b.mp3".into()),
            first_beat_s: Some(0.2505),
            cues: vec![Cue { start_s: 61.5, name: "Drop".into() }],
            ..ExchangeTrack::default()
        };
        assert_eq!(collection.tracks[0], first);
        assert_eq!(collection.tracks[1].file.as_deref(), Some("C:/Music/two.mp3"));
        assert_eq!(collection.playlists, [Playlist { name: "P".into(), entries: vec![1, 0] }]);
        assert_eq!(read("<NML VERSION=\"19\"><COLLECTION ENTRIES=\"0\"/></NML>").unwrap().tracks, []);
    }
}
