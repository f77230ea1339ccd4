//! A playlist as Traktor's NML, which Traktor and converters between DJ programs import. What is read is in
//! [`crate::collection::traktor`].
//!
//! Source: <https://github.com/wolkenarchitekt/traktor-nml-utils> (the schema, as Traktor writes it).

use quick_xml::escape::escape;
use std::collections::BTreeSet;

use crate::text::one_line;
use crate::track::{Cue, ExchangeTrack, energy_comment, non_blank};
use crate::uri;
use music::Key;

/// Where Traktor looks for a file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Location {
    /// The drive, `C:`, or the name of a Mac's disk.
    volume: String,
    /// Folders, each between `/:`.
    folders: String,
    file: String,
}

/// The playlist of all tracks that have a path; Traktor knows a track by where its file is. `music_folder` is the folder in
/// which relative paths begin, as its owner types it.
///
/// A track that is there twice stands once in the collection and twice in the playlist.
pub fn write(title: &str, tracks: &[ExchangeTrack], music_folder: &str) -> String {
    let located = tracks.iter().filter_map(|track| {
        let path = track.file.as_deref().and_then(non_blank)?;
        Some((Location::of(&uri::in_folder(music_folder, path)), track))
    });
    let entries: Vec<(Location, &ExchangeTrack)> = located.collect();
    let mut listed = BTreeSet::new();
    let collection: Vec<_> = entries.iter().filter(|(location, _)| listed.insert(location)).collect();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?>\n<NML VERSION=\"19\">\
         <HEAD COMPANY=\"www.native-instruments.com\" PROGRAM=\"Traktor\"></HEAD>\n<MUSICFOLDERS></MUSICFOLDERS>\n\
         <COLLECTION ENTRIES=\"{}\">\n",
        collection.len()
    );
    for (location, track) in collection {
        write_entry(&mut xml, location, track);
    }
    let name = attribute_value(non_blank(title).unwrap_or("Playlist"));
    xml.push_str(&format!(
        "</COLLECTION>\n<PLAYLISTS><NODE TYPE=\"FOLDER\" NAME=\"$ROOT\"><SUBNODES COUNT=\"1\">\n\
         <NODE TYPE=\"PLAYLIST\" NAME=\"{name}\"><PLAYLIST ENTRIES=\"{}\" TYPE=\"LIST\">\n",
        entries.len()
    ));
    for (location, _) in &entries {
        let key = attribute_value(&location.key());
        xml.push_str(&format!("<ENTRY><PRIMARYKEY TYPE=\"TRACK\" KEY=\"{key}\"></PRIMARYKEY></ENTRY>\n"));
    }
    xml.push_str("</PLAYLIST></NODE></SUBNODES></NODE></PLAYLISTS>\n</NML>\n");
    xml
}

fn write_entry(xml: &mut String, location: &Location, track: &ExchangeTrack) {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let Location { volume, folders, file } = location;
    xml.push_str("<ENTRY");
    push(xml, "TITLE", &text(&track.title));
    push(xml, "ARTIST", &track.artist_line());
    xml.push_str("><LOCATION");
    push(xml, "DIR", folders);
    push(xml, "FILE", file);
    push(xml, "VOLUME", volume);
    xml.push_str("></LOCATION>");
    element(xml, "ALBUM", &[("TITLE", text(&track.album))]);
    let seconds = track.duration_ms.map(|ms| ms as f64 / 1000.0);
    let info = [
        ("GENRE", track.genres.join(", ")),
        ("LABEL", text(&track.record_label)),
        ("COMMENT", energy_comment(track).unwrap_or_default()),
        ("KEY", track.musical_key().map(Key::short_name).unwrap_or_default().to_owned()),
        ("PLAYTIME", seconds.map(|seconds| format!("{seconds:.0}")).unwrap_or_default()),
        ("PLAYTIME_FLOAT", seconds.map(|seconds| format!("{seconds:.6}")).unwrap_or_default()),
        // Thousands of bytes.
        ("FILESIZE", track.file_bytes.map(|bytes| bytes.div_ceil(1024).to_string()).unwrap_or_default()),
    ];
    element(xml, "INFO", &info);
    let tempo = track.tempo.filter(|tempo| tempo.is_finite() && *tempo > 0.0);
    element(xml, "TEMPO", &[("BPM", tempo.map(|tempo| format!("{tempo:.6}")).unwrap_or_default())]);
    if let Some(key) = track.musical_key() {
        // 0 … 11 are C … B major, 12 … 23 the same in minor.
        let number = key.spotify_key() + if key.spotify_mode() == 1 { 0 } else { 12 };
        element(xml, "MUSICAL_KEY", &[("VALUE", number.to_string())]);
    }
    if let (Some(beat), Some(tempo)) =
        (track.first_beat_s.filter(|beat| beat.is_finite() && *beat >= 0.0), tempo)
    {
        // Traktor counts bars from its mark.
        let beats_until_bar = (track.metre() + 1 - track.first_beat_in_bar()) % track.metre();
        let bar = beat + f64::from(beats_until_bar) * 60.0 / f64::from(tempo);
        xml.push_str(&mark("AutoGrid", 0, "4", bar));
    }
    for (order, Cue { start_s, name }) in (1..).zip(&track.cues) {
        if start_s.is_finite() && *start_s >= 0.0 {
            let name = attribute_value(non_blank(name).unwrap_or("n.n."));
            xml.push_str(&mark(&name, order, "0", *start_s));
        }
    }
    xml.push_str("</ENTRY>\n");
}

/// A mark, or, of type 4, the beginning of a beat grid. On no button.
fn mark(name: &str, order: u32, kind: &str, start_s: f64) -> String {
    format!(
        "<CUE_V2 NAME=\"{name}\" DISPL_ORDER=\"{order}\" TYPE=\"{kind}\" START=\"{:.6}\" LEN=\"0.000000\" REPEATS=\"-1\" \
         HOTCUE=\"-1\"></CUE_V2>",
        1000.0 * start_s
    )
}

/// An element with attributes, unless none of them says anything.
fn element(xml: &mut String, name: &str, attributes: &[(&str, String)]) {
    if attributes.iter().any(|(_, value)| non_blank(value).is_some()) {
        xml.push_str(&format!("<{name}"));
        attributes.iter().for_each(|(name, value)| push(xml, name, value));
        xml.push_str(&format!("></{name}>"));
    }
}

fn push(xml: &mut String, name: &str, value: &str) {
    if let Some(value) = non_blank(value) {
        xml.push_str(&format!(" {name}=\"{}\"", attribute_value(value)));
    }
}

fn attribute_value(text: &str) -> String {
    escape(one_line(text)).into_owned()
}

impl Location {
    /// Of a path from the root or a drive on. Traktor doubles the colon within names, which parts them otherwise.
    fn of(path: &str) -> Self {
        let (volume, rest) = uri::split_disk(path);
        let (folders, file) = rest.rsplit_once('/').unwrap_or(("", &rest));
        let mut parts = String::from("/:");
        for folder in folders.split('/').filter(|folder| !folder.is_empty()) {
            parts.push_str(&folder.replace(':', "//"));
            parts.push_str("/:");
        }
        Self { volume: volume.to_owned(), folders: parts, file: file.replace(':', "//") }
    }

    fn key(&self) -> String {
        format!("{}{}{}", self.volume, self.folders, self.file)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::collection::{self, Collection};
    use crate::testing::tracks;

    fn read(xml: &str) -> Collection {
        collection::traktor::read(xml).unwrap()
    }

    #[test]
    fn a_playlist_looks_as_traktor_writes_it() {
        let track = ExchangeTrack {
            title: Some("Rock & \"Roll\"".into()),
            artists: vec!["A".into(), "B".into()],
            album: Some("One".into()),
            duration_ms: Some(193_500),
            key: Some(9),
            mode: Some(0),
            energy: Some(1.0),
            tempo: Some(127.5),
            first_beat_s: Some(0.25),
            cues: vec![
                Cue { start_s: 61.5, name: "Drop".into() },
                Cue { start_s: 90.0, name: String::new() },
            ],
            file_bytes: Some(4_000_000),
            file: Some("Mix/a b.mp3".into()),
            ..ExchangeTrack::default()
        };
        let expected = r#"<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<NML VERSION="19"><HEAD COMPANY="www.native-instruments.com" PROGRAM="Traktor"></HEAD>
<MUSICFOLDERS></MUSICFOLDERS>
<COLLECTION ENTRIES="1">
<ENTRY TITLE="Rock &amp; &quot;Roll&quot;" ARTIST="A, B"><LOCATION DIR="/:Music/:Mix/:" FILE="a b.mp3" VOLUME="C:"></LOCATION><ALBUM TITLE="One"></ALBUM><INFO COMMENT="Energy 10" KEY="Am" PLAYTIME="194" PLAYTIME_FLOAT="193.500000" FILESIZE="3907"></INFO><TEMPO BPM="127.500000"></TEMPO><MUSICAL_KEY VALUE="21"></MUSICAL_KEY><CUE_V2 NAME="AutoGrid" DISPL_ORDER="0" TYPE="4" START="250.000000" LEN="0.000000" REPEATS="-1" HOTCUE="-1"></CUE_V2><CUE_V2 NAME="Drop" DISPL_ORDER="1" TYPE="0" START="61500.000000" LEN="0.000000" REPEATS="-1" HOTCUE="-1"></CUE_V2><CUE_V2 NAME="n.n." DISPL_ORDER="2" TYPE="0" START="90000.000000" LEN="0.000000" REPEATS="-1" HOTCUE="-1"></CUE_V2></ENTRY>
</COLLECTION>
<PLAYLISTS><NODE TYPE="FOLDER" NAME="$ROOT"><SUBNODES COUNT="1">
<NODE TYPE="PLAYLIST" NAME="Mine"><PLAYLIST ENTRIES="2" TYPE="LIST">
<ENTRY><PRIMARYKEY TYPE="TRACK" KEY="C:/:Music/:Mix/:a b.mp3"></PRIMARYKEY></ENTRY>
<ENTRY><PRIMARYKEY TYPE="TRACK" KEY="C:/:Music/:Mix/:a b.mp3"></PRIMARYKEY></ENTRY>
</PLAYLIST></NODE></SUBNODES></NODE></PLAYLISTS>
</NML>
"#;
        let twice = [track.clone(), ExchangeTrack::default(), track.clone()];
        assert_eq!(write("Mine", &twice, "C:\\Music"), expected);
        let back = read(expected);
        let carried = ExchangeTrack {
            artists: vec!["A, B".into()],
            energy: None,
            file_bytes: None,
            file: Some("C:/Music/Mix/a b.mp3".into()),
            ..track
        };
        assert_eq!(back.tracks, [carried]);
        assert_eq!(back.playlists, [collection::Playlist { name: "Mine".into(), entries: vec![0, 0] }]);
    }

    #[test]
    fn the_grid_begins_with_a_bar() {
        let track = ExchangeTrack {
            tempo: Some(120.0),
            first_beat_s: Some(0.25),
            first_beat_in_bar: Some(3),
            file: Some("a.mp3".into()),
            ..ExchangeTrack::default()
        };
        let back = read(&write("P", &[track], "/"));
        assert_eq!(back.tracks[0].first_beat_s, Some(1.25));
    }

    #[test]
    fn folders_of_all_systems_become_locations() {
        for (path, volume, folders, file) in [
            ("/a.mp3", "", "/:", "a.mp3"),
            ("D:/x/a.mp3", "D:", "/:x/:", "a.mp3"),
            ("/Volumes/STICK/x/a.mp3", "STICK", "/:x/:", "a.mp3"),
            ("/Users/x/AC: DC/a:b.mp3", "Macintosh HD", "/:Users/:x/:AC// DC/:", "a//b.mp3"),
        ] {
            let location = Location::of(path);
            assert_eq!(
                (location.volume.as_str(), location.folders.as_str(), location.file.as_str()),
                (volume, folders, file)
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_track_with_a_file_is_there(title in ".*", tracks in tracks(), folder in "(/|[A-Z]:\\\\)[a-zA-Z é]{0,8}") {
            let located: Vec<_> = tracks.iter().filter(|track| track.file.is_some()).collect();
            let back = read(&write(&title, &tracks, &folder));
            prop_assert_eq!(back.playlists[0].entries.len(), located.len());
            for (entry, track) in back.playlists[0].entries.iter().zip(located) {
                let file = track.file.as_deref().unwrap().trim_start_matches("./");
                prop_assert!(back.tracks[*entry].file.as_deref().unwrap().ends_with(file));
            }
        }
    }
}
