//! A playlist as rekordbox XML, which rekordbox and other DJ software import.
//!
//! Sources: <https://cdn.rekordbox.com/files/20200410160904/xml_format_list.pdf> (the maker's list of elements),
//! <https://pyrekordbox.readthedocs.io/en/stable/formats/xml.html>.

use quick_xml::escape::escape;

use crate::text::one_line;
use crate::track::{ExchangeTrack, non_blank};
use crate::uri;
use music::Key;

/// The playlist of all tracks that have a path; rekordbox knows a track by where its file is.
///
/// `music_folder` is the folder in which the tracks' relative paths begin, as its owner types it: `C:\Music`,
/// `/Users/x/Music`. A browser does not tell where files lie, and rekordbox finds them by absolute path only.
pub fn write(title: &str, tracks: &[ExchangeTrack], music_folder: &str) -> String {
    let located: Vec<_> =
        tracks.iter().filter_map(|track| Some((track, non_blank(track.file.as_deref()?)?))).collect();
    let count = located.len();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DJ_PLAYLISTS Version=\"1.0.0\">\n  <PRODUCT Name=\"Segue\" \
         Version=\"{}\" Company=\"\"/>\n  <COLLECTION Entries=\"{count}\">\n",
        env!("CARGO_PKG_VERSION"),
    );
    for (id, (track, path)) in (1..).zip(&located) {
        write_track(&mut xml, id, track, &location(music_folder, path));
    }
    // Type 0 is a folder, type 1 a playlist; key type 0 names tracks by their TrackID.
    let name = attribute_value(non_blank(title).unwrap_or("Playlist"));
    xml.push_str(&format!(
        "  </COLLECTION>\n  <PLAYLISTS>\n    <NODE Type=\"0\" Name=\"ROOT\" Count=\"1\">\n      <NODE Name=\"{name}\" \
         Type=\"1\" KeyType=\"0\" Entries=\"{count}\">\n"
    ));
    for id in 1..=count {
        xml.push_str(&format!("        <TRACK Key=\"{id}\"/>\n"));
    }
    xml.push_str("      </NODE>\n    </NODE>\n  </PLAYLISTS>\n</DJ_PLAYLISTS>\n");
    xml
}

fn write_track(xml: &mut String, id: usize, track: &ExchangeTrack, location: &str) {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    // Seconds, rounded; beats per minute with two decimals, as rekordbox writes them.
    let seconds = track.duration_ms.map(|ms| (ms.saturating_add(500) / 1000).to_string());
    let tempo = track.tempo.filter(|tempo| tempo.is_finite()).map(|tempo| format!("{tempo:.2}"));
    let tonality = track.musical_key().map(Key::short_name).unwrap_or_default();
    let attributes = [
        ("Name", text(&track.title)),
        ("Artist", track.artist_line()),
        ("Album", text(&track.album)),
        ("Genre", track.genres.join(", ")),
        ("TotalTime", seconds.unwrap_or_default()),
        ("AverageBpm", tempo.unwrap_or_default()),
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
    xml.push_str("/>\n");
}

fn attribute_value(text: &str) -> String {
    escape(one_line(text)).into_owned()
}

/// The file's address: `file://localhost/C:/Music/Mix/a%20b.mp3`.
fn location(music_folder: &str, path: &str) -> String {
    let is_absolute = path.starts_with('/') || uri::split_drive(path).is_some();
    let path = if is_absolute {
        path.to_owned()
    } else {
        // A backslash is a separator on Windows only; the folder shows which system its owner has.
        let folder = music_folder.trim();
        let folder = if folder.starts_with('/') { folder.to_owned() } else { folder.replace('\\', "/") };
        format!("{}/{}", folder.trim_end_matches('/'), path.trim_start_matches("./"))
    };
    let (drive, rest) = uri::split_drive(&path).unwrap_or(("", path.clone()));
    let slash = if drive.is_empty() { "" } else { "/" };
    let rest = if rest.starts_with('/') { rest } else { format!("/{rest}") };
    format!("file://localhost{slash}{drive}{}", uri::encode_path(&rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::events::Event;
    use quick_xml::{Reader, XmlVersion};

    use super::*;
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
    <TRACK TrackID="1" Name="Rock &amp; &quot;Roll&quot;" Artist="A, B" Album="One two" Genre="House" TotalTime="237" AverageBpm="118.21" Tonality="F#m" Location="file://localhost/C:/Music/Mix/01%20Gr%C3%B6%C3%9Fe.mp3"/>
    <TRACK TrackID="2" Location="file://localhost/C:/Music/b.mp3"/>
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

    /// The values of an attribute of all elements TRACK that have it.
    fn values_of(xml: &str, name: &str) -> Vec<String> {
        let mut reader = Reader::from_str(xml);
        let mut values = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Empty(element) if element.local_name().as_ref() == "TRACK" => {
                    let value = element.try_get_attribute(name).unwrap();
                    values.extend(
                        value.map(|value| {
                            value.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned()
                        }),
                    );
                }
                Event::Eof => return values,
                _ => {}
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_track_with_a_file_is_there(title in ".*", tracks in tracks(), folder in "(/|[A-Z]:\\\\)\\PC{0,8}") {
            let xml = write(&title, &tracks, &folder);
            let located: Vec<_> = tracks.iter().filter(|track| track.file.is_some()).collect();
            let names: Vec<_> = located.iter().map(|track| one_line(track.title.as_deref().unwrap())).collect();
            prop_assert_eq!(values_of(&xml, "Name"), names);
            prop_assert_eq!(values_of(&xml, "Key"), values_of(&xml, "TrackID"));
            for (location, track) in values_of(&xml, "Location").iter().zip(located) {
                let file = track.file.as_deref().unwrap();
                prop_assert!(uri::to_path(location).ends_with(file.trim_start_matches("./")));
            }
        }
    }
}
