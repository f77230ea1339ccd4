//! XSPF version 1 playlists: XML that most free players read.
//!
//! Source: <https://www.xspf.org/spec>. The format carries title, artists as one text, album, length, the file's
//! address and Spotify's URI.

use quick_xml::escape::escape;

use crate::address::track_uri;
use crate::reading::{Reading, Remark};
use crate::text::one_line;
use crate::track::{ExchangeTrack, non_blank};
use crate::uri;
use crate::xml::{self, Attributes, Text, Visitor, XmlError};

/// Where a track stands.
const TRACK: [&str; 3] = ["playlist", "trackList", "track"];

/// The playlist of all tracks, in their order. Line breaks and control characters within a name become spaces.
pub fn write(title: &str, tracks: &[ExchangeTrack]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\">\n",
    );
    push_element(&mut xml, "  ", "title", Some(title));
    xml.push_str("  <trackList>\n");
    for track in tracks {
        write_track(&mut xml, track);
    }
    xml.push_str("  </trackList>\n</playlist>\n");
    xml
}

fn write_track(xml: &mut String, track: &ExchangeTrack) {
    let location = track.file.as_deref().and_then(non_blank).map(uri::from_path);
    let duration = track.duration_ms.map(|duration| duration.to_string());
    xml.push_str("    <track>\n");
    push_element(xml, "      ", "location", location.as_deref());
    push_element(xml, "      ", "identifier", track.spotify_uri.as_deref());
    push_element(xml, "      ", "title", track.title.as_deref());
    push_element(xml, "      ", "creator", Some(&track.artist_line()));
    push_element(xml, "      ", "album", track.album.as_deref());
    push_element(xml, "      ", "duration", duration.as_deref());
    xml.push_str("    </track>\n");
}

/// Adds an element with a text, unless that is missing or blank.
fn push_element(xml: &mut String, indent: &str, name: &str, text: Option<&str>) {
    let text = text.map(one_line);
    if let Some(text) = text.as_deref().and_then(non_blank) {
        xml.push_str(&format!("{indent}<{name}>{}</{name}>\n", escape(text)));
    }
}

/// Reads the tracks of a playlist. Elements that we don't know are passed over; of several locations of a track
/// the first counts. What stands before an error of the XML is kept, and the error told.
///
/// # Errors
/// Where the file is no XSPF, or is broken before its first track ends.
pub fn read(xml: &str) -> Result<Reading, XmlError> {
    match xml::root(xml) {
        Some(root) if root == "playlist" => {}
        Some(root) => return Err(XmlError::OtherRoot { root }),
        None => return Err(XmlError::NoXml),
    }
    let mut playlist = Playlist::default();
    let cut_short = xml::walk_as_far(xml, &mut playlist, |playlist| playlist.ended > 0)?;
    playlist.reading.tracks.truncate(playlist.ended);
    playlist.reading.remarks.extend(cut_short);
    Ok(playlist.reading)
}

/// What has been read of a playlist.
#[derive(Default)]
struct Playlist {
    reading: Reading,
    /// Tracks that have been read to their end.
    ended: usize,
    /// What relative addresses begin with, of each element that is open.
    bases: Vec<String>,
}

impl Visitor for Playlist {
    fn open(&mut self, path: &[String], attributes: &Attributes) {
        let outer = self.bases.last().cloned().unwrap_or_default();
        let own = attributes.get("xml:base").map(|base| uri::joined(&outer, &base));
        self.bases.push(own.unwrap_or(outer));
        if path == TRACK {
            self.reading.tracks.push(ExchangeTrack::default());
        }
    }

    fn close(&mut self, path: &[String], text: Text) {
        let base = self.bases.pop().unwrap_or_default();
        if path == TRACK {
            self.ended = self.reading.tracks.len();
        }
        let Some((name, parents)) = path.split_last() else { return };
        let (Some(track), true) = (self.reading.tracks.last_mut(), parents == TRACK) else { return };
        let is_filled = match non_blank(&text.text) {
            _ if text.is_damaged => false,
            Some(text) => fill(track, name, text, &base),
            None => true,
        };
        if !is_filled {
            let record = self.reading.tracks.len();
            self.reading.remarks.push(Remark::Field { record, field: name.clone() });
        }
    }
}

/// Sets what an element of a track says; false where it cannot be read. Its first one counts, for titles as for
/// locations.
fn fill(track: &mut ExchangeTrack, element: &str, text: &str, base: &str) -> bool {
    let trimmed = text.trim();
    match element {
        "title" => _ = track.title.get_or_insert_with(|| text.to_owned()),
        "creator" if track.artists.is_empty() => track.artists.push(trimmed.to_owned()),
        "album" => _ = track.album.get_or_insert_with(|| text.to_owned()),
        "duration" => {
            let duration = trimmed.parse::<f64>().ok().filter(|duration| *duration >= 0.0);
            track.duration_ms = track.duration_ms.or(duration.map(|duration| duration.round() as u64));
            return duration.is_some();
        }
        "location" | "identifier" => match (track_uri(trimmed), element) {
            (Some(uri), _) => _ = track.spotify_uri.get_or_insert(uri),
            (None, "location") => {
                _ = track.file.get_or_insert_with(|| uri::to_path(&uri::joined(base, trimmed)))
            }
            (None, _) if trimmed.starts_with("spotify:") => {
                track.spotify_uri.get_or_insert_with(|| trimmed.to_owned());
            }
            (None, _) => {}
        },
        _ => {}
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{carried_by_playlists, tracks};

    #[test]
    fn a_playlist_looks_like_the_specification_says() {
        let track = ExchangeTrack {
            title: Some("Rock & <Roll>".into()),
            artists: vec!["Sigur Rós".into(), "B".into()],
            album: Some("One\ntwo".into()),
            duration_ms: Some(601_600),
            file: Some("Mix/01 Größe.mp3".into()),
            ..ExchangeTrack::default()
        };
        let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<playlist version="1" xmlns="http://xspf.org/ns/0/">
  <title>Mine</title>
  <trackList>
    <track>
      <location>Mix/01%20Gr%C3%B6%C3%9Fe.mp3</location>
      <title>Rock &amp; &lt;Roll&gt;</title>
      <creator>Sigur Rós, B</creator>
      <album>One two</album>
      <duration>601600</duration>
    </track>
  </trackList>
</playlist>
"#;
        assert_eq!(write("Mine", &[track]), expected);
    }

    #[test]
    fn playlists_of_other_programs_are_read() {
        let xml = "\u{FEFF}<?xml version='1.0'?><!-- x --><x:playlist xmlns:x='http://xspf.org/ns/0/'>\
            <x:title>Not a track's</x:title><x:trackList>\
            <x:track><x:location>\n file:///C:/b%20c.mp3 </x:location><x:location>d.mp3</x:location>\
            <x:title><![CDATA[A & B]]> &#233;&apos;</x:title><x:duration>soon</x:duration>\
            <x:extension><x:title>Not this</x:title></x:extension></x:track><x:track/>\
            </x:trackList></x:playlist>";
        let Reading { tracks, remarks } = read(xml.trim_start_matches('\u{FEFF}')).unwrap();
        assert_eq!(remarks, [Remark::Field { record: 1, field: "duration".into() }]);
        let first = ExchangeTrack {
            title: Some("A & B é'".into()),
            file: Some("C:/b c.mp3".into()),
            ..ExchangeTrack::default()
        };
        assert_eq!(tracks, [first, ExchangeTrack::default()]);
    }

    #[test]
    fn spotifys_addresses_are_understood_wherever_they_stand() {
        let of = |inner: &str| {
            let xml = format!("<playlist><trackList><track>{inner}</track></trackList></playlist>");
            read(&xml).unwrap().tracks.remove(0)
        };
        let expected = ExchangeTrack {
            spotify_uri: Some("spotify:track:2takcwOaAZWiXQijPHIx7B".into()),
            ..ExchangeTrack::default()
        };
        for address in [
            "https://open.spotify.com/track/2takcwOaAZWiXQijPHIx7B?si=x",
            "spotify:track:2takcwOaAZWiXQijPHIx7B",
        ] {
            assert_eq!(of(&format!("<identifier>{address}</identifier>")), expected);
            assert_eq!(of(&format!("<location>{address}</location>")), expected);
        }
    }

    #[test]
    fn relative_addresses_begin_where_the_file_says() {
        let xml = "<playlist xml:base='file:///x/Music/'><trackList><track><location>a.mp3</location></track>\
            <track xml:base='Disc%202/'><location>b.mp3</location></track>\
            <track><location>file:///c.mp3</location></track><track><location>/d.mp3</location></track>\
            </trackList></playlist>";
        let tracks = read(xml).unwrap().tracks;
        let files: Vec<_> = tracks.iter().filter_map(|track| track.file.as_deref()).collect();
        assert_eq!(files, ["/x/Music/a.mp3", "/x/Music/Disc 2/b.mp3", "/c.mp3", "/d.mp3"]);
    }

    #[test]
    fn an_odd_field_costs_that_field_and_a_broken_end_what_stands_behind() {
        let xml = "<playlist><trackList><track><title>Caf&eacute;</title><creator>A</creator></track>\
                   <track><title>B</title></track><track><title>C</ti";
        let Reading { tracks, remarks } = read(xml).unwrap();
        assert_eq!(tracks.len(), 2);
        assert_eq!((tracks[0].title.as_deref(), tracks[0].artist_line().as_str()), (None, "A"));
        assert_eq!(remarks[0], Remark::Field { record: 1, field: "title".into() });
        assert!(matches!(remarks[1], Remark::CutShort { line: 1, column } if column > 100));
    }

    #[test]
    fn an_ampersand_that_stands_for_itself_costs_nothing() {
        let xml = "<playlist><trackList><track><title>A & B</title><creator>C&D &amp; E</creator></track></trackList></playlist>";
        let Reading { tracks, remarks } = read(xml).unwrap();
        assert_eq!(
            (tracks[0].title.as_deref(), tracks[0].artist_line().as_str()),
            (Some("A & B"), "C&D & E")
        );
        assert_eq!(remarks, []);
    }

    #[test]
    fn attacks_are_refused_at_once() {
        let laughs = "<!DOCTYPE playlist [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]>\
                      <playlist><trackList><track><title>&lol2;</title></track></trackList></playlist>";
        assert_eq!(read(laughs), Err(XmlError::Entities));
        let outside = "<!DOCTYPE playlist [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><playlist/>";
        assert_eq!(read(outside), Err(XmlError::Entities));
        assert_eq!(read(&format!("<playlist>{}", "<a>".repeat(200_000))), Err(XmlError::TooDeep));
    }

    #[test]
    fn an_error_says_where() {
        let error = |xml: &str| read(xml).unwrap_err().to_string();
        assert!(error("<playlist>\n <é></playlist>").starts_with("line 2, column 5: "));
        assert_eq!(error("<playlist>\n<trackList>"), "line 2, column 12: the file ends before </trackList>");
        assert_eq!(error("<rss/>"), "this is not an XSPF playlist: its root is <rss>");
        assert_eq!(error("a.mp3\n"), "this is not an XSPF playlist: there is no XML in it");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_the_format_carries_is_read_back(title in ".*", tracks in tracks()) {
            let expected: Vec<_> = tracks.iter().map(|track| carried_by_playlists(track, one_line)).collect();
            prop_assert_eq!(read(&write(&title, &tracks)).unwrap().tracks, expected);
        }

        #[test]
        fn any_file_is_read_without_panic(text in "<playlist><trackList>[<>/a-c&;!\\[\\] ]{0,20}.*") {
            let _ = read(&text);
        }
    }
}
