//! XSPF version 1 playlists: XML that most free players read.
//!
//! Source: <https://www.xspf.org/spec>. The format carries title, artists as one text, album, length, the file's
//! address and Spotify's URI.

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_xml_entity};
use quick_xml::events::{BytesRef, Event};
use thiserror::Error;

use crate::text::{decode, one_line};
use crate::track::{ExchangeTrack, non_blank};
use crate::uri;

/// A file that is no XSPF playlist.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum XspfError {
    /// The file is no well-formed XML.
    #[error("line {line}, column {column}: {problem}")]
    Malformed {
        /// Line of the file, from 1.
        line: usize,
        /// Character of that line, from 1.
        column: usize,
        /// What is wrong there.
        problem: String,
    },
    /// The file is XML of another kind.
    #[error("this is not an XSPF playlist: its root is <{0}>, not <playlist>")]
    OtherRoot(String),
    /// The file has no element at all.
    #[error("this is not an XSPF playlist: there is no XML in it")]
    NoXml,
}

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
/// the first counts.
pub fn read(bytes: &[u8]) -> Result<Vec<ExchangeTrack>, XspfError> {
    let xml = decode(bytes);
    let mut reader = Reader::from_str(&xml);
    reader.config_mut().expand_empty_elements = true;
    let mut playlist = PlaylistReader::default();
    loop {
        let start = reader.buffer_position();
        let event = reader.read_event().map_err(|error| malformed(&xml, reader.error_position(), error))?;
        match event {
            Event::Start(element) => playlist.open(element.local_name().as_ref())?,
            Event::End(_) => playlist.close(),
            Event::Text(text) => playlist.text.push_str(&text.xml10_content()),
            Event::CData(text) => playlist.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let text = resolve(&reference).ok_or_else(|| {
                    malformed(&xml, start, format_args!("&{}; is not known here", &*reference))
                })?;
                playlist.text.push_str(&text);
            }
            Event::Eof => return playlist.finish(&xml),
            _ => {}
        }
    }
}

/// What `&amp;`, `&#233;` and their like stand for.
fn resolve(reference: &BytesRef) -> Option<String> {
    match reference.resolve_char_ref() {
        Ok(Some(char)) => Some(char.to_string()),
        Ok(None) => resolve_xml_entity(reference).map(str::to_owned),
        Err(_) => None,
    }
}

/// The error at a place in bytes from the file's start.
fn malformed(xml: &str, offset: u64, problem: impl ToString) -> XspfError {
    let offset = usize::try_from(offset).unwrap_or(usize::MAX).min(xml.len());
    let before = &xml.as_bytes()[..offset];
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    XspfError::Malformed {
        line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
        column: String::from_utf8_lossy(&before[line_start..]).chars().count() + 1,
        problem: problem.to_string(),
    }
}

/// What has been read of a playlist.
#[derive(Default)]
struct PlaylistReader {
    /// Names of the open elements, from the root.
    open: Vec<String>,
    /// Text since the last tag.
    text: String,
    tracks: Vec<ExchangeTrack>,
    /// Whether there was a root.
    begun: bool,
}

impl PlaylistReader {
    fn open(&mut self, name: &str) -> Result<(), XspfError> {
        if self.open.is_empty() && name != "playlist" {
            return Err(XspfError::OtherRoot(name.to_owned()));
        }
        self.begun = true;
        self.open.push(name.to_owned());
        if self.is_at(&["playlist", "trackList", "track"]) {
            self.tracks.push(ExchangeTrack::default());
        }
        self.text.clear();
        Ok(())
    }

    /// Puts the text of a track's own element into the track.
    fn close(&mut self) {
        let name = self.open.pop().unwrap_or_default();
        let text = std::mem::take(&mut self.text);
        if !self.is_at(&["playlist", "trackList", "track"]) {
            return;
        }
        if let (Some(track), Some(text)) = (self.tracks.last_mut(), non_blank(&text)) {
            fill(track, &name, text);
        }
    }

    fn is_at(&self, path: &[&str]) -> bool {
        self.open.iter().map(String::as_str).eq(path.iter().copied())
    }

    fn finish(self, xml: &str) -> Result<Vec<ExchangeTrack>, XspfError> {
        match self.open.last() {
            Some(name) => Err(malformed(xml, u64::MAX, format_args!("the file ends before </{name}>"))),
            None if self.begun => Ok(self.tracks),
            None => Err(XspfError::NoXml),
        }
    }
}

/// Sets what an element of a track says. Its first one counts, for titles as for locations.
fn fill(track: &mut ExchangeTrack, element: &str, text: &str) {
    match element {
        "title" => _ = track.title.get_or_insert_with(|| text.to_owned()),
        "creator" if track.artists.is_empty() => track.artists.push(text.trim().to_owned()),
        "album" => _ = track.album.get_or_insert_with(|| text.to_owned()),
        "duration" => track.duration_ms = track.duration_ms.or(text.trim().parse().ok()),
        "location" => _ = track.file.get_or_insert_with(|| uri::to_path(text.trim())),
        "identifier" if text.trim().starts_with("spotify:") => {
            track.spotify_uri.get_or_insert_with(|| text.trim().to_owned());
        }
        _ => {}
    }
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
        let tracks = read(xml.as_bytes()).unwrap();
        let first = ExchangeTrack {
            title: Some("A & B é'".into()),
            file: Some("C:/b c.mp3".into()),
            ..ExchangeTrack::default()
        };
        assert_eq!(tracks, [first, ExchangeTrack::default()]);
    }

    #[test]
    fn an_error_says_where() {
        let error = |xml: &str| read(xml.as_bytes()).unwrap_err().to_string();
        assert!(error("<playlist>\n <é></playlist>").starts_with("line 2, column 5: "));
        assert_eq!(error("<playlist>\n<title>&nbsp;"), "line 2, column 8: &nbsp; is not known here");
        assert_eq!(error("<playlist>\n<trackList>"), "line 2, column 12: the file ends before </trackList>");
        assert_eq!(error("<rss/>"), "this is not an XSPF playlist: its root is <rss>, not <playlist>");
        assert_eq!(error("a.mp3\n"), "this is not an XSPF playlist: there is no XML in it");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_the_format_carries_is_read_back(title in ".*", tracks in tracks()) {
            let expected: Vec<_> = tracks.iter().map(|track| carried_by_playlists(track, one_line)).collect();
            prop_assert_eq!(read(write(&title, &tracks).as_bytes()).unwrap(), expected);
        }

        #[test]
        fn any_file_is_read_without_panic(bytes: Vec<u8>, text in "<playlist><trackList>[<>/a-c&;!\\[\\] ]{0,20}.*") {
            let _ = read(&bytes);
            let _ = read(text.as_bytes());
        }
    }
}
