//! A playlist as rekordbox XML, which rekordbox and other DJ software import.
//!
//! Sources: <https://cdn.rekordbox.com/files/20200410160904/xml_format_list.pdf> (the maker's list of elements),
//! <https://pyrekordbox.readthedocs.io/en/stable/formats/xml.html>.

use quick_xml::escape::escape;
use std::collections::HashMap;

use crate::text::one_line;
use crate::track::{Cue, ExchangeTrack, energy_comment, non_blank};
use crate::uri;
use music::Key;

/// The playlist of all tracks that have a path; rekordbox knows a track by where its file is.
///
/// `music_folder` is the folder in which the tracks' relative paths begin, as its owner types it: `C:\Music`,
/// `/Users/x/Music`. A browser does not tell where files lie, and rekordbox finds them by absolute path only.
///
/// A track that is there twice stands once in the collection and twice in the playlist, as rekordbox has it.
pub fn write(title: &str, tracks: &[ExchangeTrack], music_folder: &str) -> String {
    let (mut collection, mut entries, mut numbers) = (Vec::new(), Vec::new(), HashMap::new());
    for track in tracks {
        let Some(path) = track.file.as_deref().and_then(non_blank) else { continue };
        let location = location(music_folder, path);
        let number = *numbers.entry(location.clone()).or_insert_with(|| {
            collection.push((track, location));
            collection.len()
        });
        entries.push(number);
    }
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DJ_PLAYLISTS Version=\"1.0.0\">\n  <PRODUCT Name=\"Segue\" \
         Version=\"{}\" Company=\"\"/>\n  <COLLECTION Entries=\"{}\">\n",
        env!("CARGO_PKG_VERSION"),
        collection.len(),
    );
    for (id, (track, location)) in (1..).zip(&collection) {
        write_track(&mut xml, id, track, location);
    }
    // Type 0 is a folder, type 1 a playlist; key type 0 names tracks by their TrackID.
    let name = attribute_value(non_blank(title).unwrap_or("Playlist"));
    xml.push_str(&format!(
        "  </COLLECTION>\n  <PLAYLISTS>\n    <NODE Type=\"0\" Name=\"ROOT\" Count=\"1\">\n      <NODE Name=\"{name}\" \
         Type=\"1\" KeyType=\"0\" Entries=\"{}\">\n",
        entries.len()
    ));
    for id in entries {
        xml.push_str(&format!("        <TRACK Key=\"{id}\"/>\n"));
    }
    xml.push_str("      </NODE>\n    </NODE>\n  </PLAYLISTS>\n</DJ_PLAYLISTS>\n");
    xml
}

/// What rekordbox calls a file of this name; `None` where it plays none such.
fn kind(location: &str) -> Option<&'static str> {
    let end = location.rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match end.as_str() {
        "mp3" => "MP3 File",
        "m4a" | "mp4" | "aac" => "M4A File",
        "wav" | "wave" => "WAV File",
        "flac" => "FLAC File",
        "aif" | "aiff" => "AIFF File",
        _ => return None,
    })
}

fn write_track(xml: &mut String, id: usize, track: &ExchangeTrack, location: &str) {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    // Seconds, rounded; beats per minute with two decimals, as rekordbox writes them.
    let seconds = track.duration_ms.map(|ms| (ms.saturating_add(500) / 1000).to_string());
    let tempo = track.tempo.filter(|tempo| tempo.is_finite() && *tempo > 0.0);
    let tonality = track.musical_key().map(Key::short_name).unwrap_or_default();
    let attributes = [
        ("Name", text(&track.title)),
        ("Artist", track.artist_line()),
        ("Album", text(&track.album)),
        ("Genre", track.genres.join(", ")),
        ("Kind", kind(location).unwrap_or_default().to_owned()),
        ("Size", track.file_bytes.map(|bytes| bytes.to_string()).unwrap_or_default()),
        ("TotalTime", seconds.unwrap_or_default()),
        ("Year", year(track).unwrap_or_default().to_owned()),
        ("AverageBpm", tempo.map(|tempo| format!("{tempo:.2}")).unwrap_or_default()),
        ("Comments", energy_comment(track).unwrap_or_default()),
        ("Label", text(&track.record_label)),
        ("Tonality", tonality.to_owned()),
        ("Location", location.to_owned()),
    ];
    xml.push_str(&format!("    <TRACK TrackID=\"{id}\""));
    for (name, value) in attributes {
        if let Some(value) = non_blank(&value) {
            xml.push_str(&format!(" {name}=\"{}\"", attribute_value(value)));
        }
    }
    let mut within = String::new();
    if let (Some(beat), Some(tempo)) = (track.first_beat_s.filter(|beat| is_time(*beat)), tempo) {
        let metre = track.metre();
        let in_bar = track.first_beat_in_bar();
        within.push_str(&format!(
            "      <TEMPO Inizio=\"{beat:.3}\" Bpm=\"{tempo:.2}\" Metro=\"{metre}/4\" Battito=\"{in_bar}\"/>\n"
        ));
    }
    for Cue { start_s, name } in track.cues.iter().filter(|cue| is_time(cue.start_s)) {
        let name = attribute_value(name);
        // Type 0 is a point; number −1, one that is on none of the player's buttons.
        within.push_str(&format!(
            "      <POSITION_MARK Name=\"{name}\" Type=\"0\" Start=\"{start_s:.3}\" Num=\"-1\"/>\n"
        ));
    }
    match within.as_str() {
        "" => xml.push_str("/>\n"),
        within => xml.push_str(&format!(">\n{within}    </TRACK>\n")),
    }
}

/// Whether a number may be a time within a track, seconds.
fn is_time(seconds: f64) -> bool {
    seconds.is_finite() && seconds >= 0.0
}

/// The year of the release, four digits.
fn year(track: &ExchangeTrack) -> Option<&str> {
    let year = track.release_date.as_deref()?.get(..4)?;
    year.bytes().all(|byte| byte.is_ascii_digit()).then_some(year)
}

fn attribute_value(text: &str) -> String {
    escape(one_line(text)).into_owned()
}

/// The file's address: `file://localhost/C:/Music/Mix/a%20b.mp3`.
fn location(music_folder: &str, path: &str) -> String {
    let path = uri::in_folder(music_folder, path);
    let (drive, rest) = uri::split_drive(&path).unwrap_or(("", path.clone()));
    let slash = if drive.is_empty() { "" } else { "/" };
    format!("file://localhost{slash}{drive}{}", uri::encode_path(&rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::collection;
    use crate::testing::tracks;

    #[test]
    fn a_playlist_looks_as_rekordbox_writes_it() {
        let full = ExchangeTrack {
            title: Some("Rock & \"Roll\"".into()),
            artists: vec!["A".into(), "B".into()],
            album: Some("One\ntwo".into()),
            genres: vec!["House".into()],
            duration_ms: Some(237_040),
            key: Some(6),
            mode: Some(0),
            tempo: Some(118.211),
            energy: Some(0.61),
            time_signature: Some(3),
            release_date: Some("2019-02-01".into()),
            first_beat_s: Some(0.0254),
            first_beat_in_bar: Some(3),
            cues: vec![Cue { start_s: 61.5, name: "Drop & \"more\"".into() }],
            file_bytes: Some(3_145_728),
            file: Some("Mix/01 Größe.mp3".into()),
            ..ExchangeTrack::default()
        };
        let bare = ExchangeTrack { file: Some("b.mp3".into()), ..ExchangeTrack::default() };
        let nowhere = ExchangeTrack { title: Some("no file".into()), ..ExchangeTrack::default() };
        let expected = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<DJ_PLAYLISTS Version="1.0.0">
  <PRODUCT Name="Segue" Version="{}" Company=""/>
  <COLLECTION Entries="2">
    <TRACK TrackID="1" Name="Rock &amp; &quot;Roll&quot;" Artist="A, B" Album="One two" Genre="House" Kind="MP3 File" Size="3145728" TotalTime="237" Year="2019" AverageBpm="118.21" Comments="Energy 7" Tonality="F#m" Location="file://localhost/C:/Music/Mix/01%20Gr%C3%B6%C3%9Fe.mp3">
      <TEMPO Inizio="0.025" Bpm="118.21" Metro="3/4" Battito="3"/>
      <POSITION_MARK Name="Drop &amp; &quot;more&quot;" Type="0" Start="61.500" Num="-1"/>
    </TRACK>
    <TRACK TrackID="2" Kind="MP3 File" Location="file://localhost/C:/Music/b.mp3"/>
  </COLLECTION>
  <PLAYLISTS>
    <NODE Type="0" Name="ROOT" Count="1">
      <NODE Name="Mine" Type="1" KeyType="0" Entries="2">
        <TRACK Key="1"/>
        <TRACK Key="2"/>
      </NODE>
    </NODE>
  </PLAYLISTS>
</DJ_PLAYLISTS>
"#,
            env!("CARGO_PKG_VERSION")
        );
        assert_eq!(write("Mine", &[full, nowhere, bare], "C:\\Music\\"), expected);
    }

    #[test]
    fn folders_of_all_systems_become_locations() {
        for (folder, path, expected) in [
            ("C:\\Music", "a b.mp3", "file://localhost/C:/Music/a%20b.mp3"),
            (" D:/ ", "x/a.mp3", "file://localhost/D:/x/a.mp3"),
            ("/Users/x/Music", "./#1.mp3", "file://localhost/Users/x/Music/%231.mp3"),
            ("/Volumes/A\\B/", "a.mp3", "file://localhost/Volumes/A%5CB/a.mp3"),
            ("Music", "a.mp3", "file://localhost/Music/a.mp3"),
            ("", "a.mp3", "file://localhost/a.mp3"),
            ("/", "a.mp3", "file://localhost/a.mp3"),
            ("/Users/x/Music", "/Volumes/USB/a.mp3", "file://localhost/Volumes/USB/a.mp3"),
            ("/Users/x/Music", "E:\\a.mp3", "file://localhost/E:/a.mp3"),
        ] {
            assert_eq!(location(folder, path), expected);
        }
    }

    #[test]
    fn a_track_that_is_there_twice_is_one_of_the_collection() {
        let track = |title: &str, file: &str| ExchangeTrack {
            title: Some(title.into()),
            duration_ms: Some(61_500),
            file: Some(file.into()),
            ..ExchangeTrack::default()
        };
        let tracks =
            [track("One", "A & B/one.flac"), track("Two", "two.ogg"), track("One", "A & B/one.flac")];
        let xml = write("P", &tracks, "C:\\Music");
        assert!(
            xml.contains("<COLLECTION Entries=\"2\">") && xml.contains("KeyType=\"0\" Entries=\"3\">"),
            "{xml}"
        );
        assert!(xml.contains("Kind=\"FLAC File\" TotalTime=\"62\""), "{xml}");
        let back = collection::rekordbox::read(&xml).unwrap();
        let files: Vec<_> = back.tracks.iter().filter_map(|track| track.file.as_deref()).collect();
        assert_eq!(files, ["C:/Music/A & B/one.flac", "C:/Music/two.ogg"]);
        assert_eq!(back.playlists[0].entries, [0, 1, 0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_track_with_a_file_is_there(title in ".*", tracks in tracks(), folder in "(/|[A-Z]:\\\\)[a-zA-Z é]{0,8}") {
            let located: Vec<_> = tracks.iter().filter(|track| track.file.is_some()).collect();
            let back = collection::rekordbox::read(&write(&title, &tracks, &folder)).unwrap();
            prop_assert_eq!(back.playlists[0].entries.len(), located.len());
            for (entry, track) in back.playlists[0].entries.iter().zip(located) {
                let file = track.file.as_deref().unwrap().trim_start_matches("./");
                prop_assert!(back.tracks[*entry].file.as_deref().unwrap().ends_with(file));
            }
        }
    }
}
