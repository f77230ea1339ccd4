//! rekordbox's collection as XML, which other DJ software writes, too. What is written is in [`crate::rekordbox`].
//!
//! Source: <https://cdn.rekordbox.com/files/20200410160904/xml_format_list.pdf>.

use std::collections::HashMap;

use super::{Collection, Playlist};
use crate::address::track_uri;
use crate::track::{Cue, ExchangeTrack};
use crate::uri;
use crate::xml::{self, Attributes, Text, Visitor, XmlError};

/// Type of a node that is a playlist; 0 is a folder.
const PLAYLIST: &str = "1";

/// Type of key by which a playlist names tracks by their addresses; 0 is by their numbers.
const BY_LOCATION: &str = "1";

/// Reads a collection.
///
/// # Errors
/// Where the XML is broken before its second track.
pub(crate) fn read(text: &str) -> Result<Collection, XmlError> {
    let mut reader = Reader::default();
    let remarks = xml::walk_as_far(text, &mut reader, |reader| reader.tracks.len() > 1)?;
    Ok(Collection::read("rekordbox", reader.tracks, reader.playlists, remarks))
}

#[derive(Default)]
struct Reader {
    tracks: Vec<ExchangeTrack>,
    playlists: Vec<Playlist>,
    /// Tracks by number.
    by_id: HashMap<String, usize>,
    /// Tracks by address.
    by_location: HashMap<String, usize>,
    /// Whether the playlist that is open names its tracks by address.
    is_by_location: bool,
}

impl Visitor for Reader {
    fn open(&mut self, path: &[String], attributes: &Attributes) {
        let of_collection = path.iter().any(|name| name == "COLLECTION");
        match path.last().map(String::as_str) {
            Some("TRACK") if of_collection => self.add(attributes),
            Some("TEMPO") if of_collection => self.add_beat(attributes),
            Some("POSITION_MARK") if of_collection => self.add_cue(attributes),
            Some("TRACK") => self.enter(attributes),
            Some("NODE") if attributes.get("Type").as_deref() == Some(PLAYLIST) => {
                self.is_by_location = attributes.get("KeyType").as_deref() == Some(BY_LOCATION);
                let name = attributes.get("Name").unwrap_or_default();
                self.playlists.push(Playlist { name, entries: Vec::new() });
            }
            _ => {}
        }
    }

    fn close(&mut self, _: &[String], _: Text) {}
}

impl Reader {
    fn add(&mut self, attributes: &Attributes) {
        let location = attributes.get("Location");
        let seconds = attributes.number("TotalTime").filter(|seconds| *seconds > 0.0);
        let index = self.tracks.len();
        let keys = [(attributes.get("TrackID"), &mut self.by_id), (location.clone(), &mut self.by_location)];
        for (key, places) in keys {
            if let Some(key) = key {
                places.entry(key).or_insert(index);
            }
        }
        let uri = location.as_deref().and_then(track_uri);
        self.tracks.push(ExchangeTrack {
            title: attributes.get("Name"),
            artists: attributes.get("Artist").into_iter().collect(),
            album: attributes.get("Album"),
            duration_ms: seconds.map(|seconds| (1000.0 * seconds).round() as u64),
            file: location.filter(|_| uri.is_none()).map(|location| uri::to_path(&location)),
            spotify_uri: uri,
            ..super::claims(attributes.number("AverageBpm"), attributes.get("Tonality").as_deref())
        });
    }

    /// The first of a track's beat grids counts.
    fn add_beat(&mut self, attributes: &Attributes) {
        let Some(track) = self.tracks.last_mut() else { return };
        let start = attributes.number("Inizio").filter(|start| *start >= 0.0);
        if track.first_beat_s.is_none() && start.is_some() {
            track.first_beat_s = start;
            track.first_beat_in_bar = attributes.get("Battito").and_then(|beat| beat.parse().ok());
        }
        track.tempo = track.tempo.or(super::claims(attributes.number("Bpm"), None).tempo);
    }

    fn add_cue(&mut self, attributes: &Attributes) {
        let start = attributes.number("Start").filter(|start| *start >= 0.0);
        if let (Some(track), Some(start_s)) = (self.tracks.last_mut(), start) {
            track.cues.push(Cue { start_s, name: attributes.get("Name").unwrap_or_default() });
        }
    }

    fn enter(&mut self, attributes: &Attributes) {
        let (Some(playlist), Some(key)) = (self.playlists.last_mut(), attributes.get("Key")) else { return };
        let places = if self.is_by_location { &self.by_location } else { &self.by_id };
        playlist.entries.extend(places.get(&key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracks_playlists_and_claims_are_read() {
        let xml = r#"<?xml version="1.0" encoding="UTF-8"?>
<DJ_PLAYLISTS Version="1.0.0"><PRODUCT Name="rekordbox"/><COLLECTION Entries="2">
<TRACK TrackID="1" Name="A &amp; B" Artist="C" Album="D" TotalTime="194" AverageBpm="128.00" Tonality="8A" Location="file://localhost/C:/Music/a%20b.mp3"><TEMPO Inizio="0.025" Bpm="128.00" Battito="2"/><TEMPO Inizio="60.025" Bpm="130.00"/><POSITION_MARK Name="Drop" Type="0" Start="61.5" Num="0"/><POSITION_MARK Name="" Type="0" Start="0.025" Num="-1"/></TRACK>
<TRACK TrackID="7" Name="Two" Location="file://localhost/Users/x/two.mp3"/></COLLECTION>
<PLAYLISTS><NODE Type="0" Name="ROOT"><NODE Name="P" Type="1" KeyType="0"><TRACK Key="7"/><TRACK Key="1"/><TRACK Key="7"/><TRACK Key="9"/></NODE>
<NODE Name="Q" Type="1" KeyType="1"><TRACK Key="file://localhost/Users/x/two.mp3"/></NODE></NODE></PLAYLISTS></DJ_PLAYLISTS>"#;
        let collection = read(xml).unwrap();
        let first = ExchangeTrack {
            title: Some("A & B".into()),
            artists: vec!["C".into()],
            album: Some("D".into()),
            duration_ms: Some(194_000),
            tempo: Some(128.0),
            key: Some(9),
            mode: Some(0),
            file: Some("C:/Music/a b.mp3".into()),
            first_beat_s: Some(0.025),
            first_beat_in_bar: Some(2),
            cues: vec![
                Cue { start_s: 61.5, name: "Drop".into() },
                Cue { start_s: 0.025, name: String::new() },
            ],
            ..ExchangeTrack::default()
        };
        assert_eq!(collection.tracks[0], first);
        assert_eq!(collection.tracks[1].file.as_deref(), Some("/Users/x/two.mp3"));
        let playlists: Vec<_> =
            collection.playlists.iter().map(|list| (list.name.as_str(), list.entries.clone())).collect();
        assert_eq!(playlists, [("P", vec![1, 0, 1]), ("Q", vec![1])]);
    }
}
