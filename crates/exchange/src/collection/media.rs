//! Playlists of Windows Media Player (WPL, ZPL, ASX) and Winamp (B4S), and of browsers (SMIL): XML that names files.
//!
//! Sources: <https://en.wikipedia.org/wiki/Windows_Media_Player_Playlist>,
//! <https://learn.microsoft.com/en-us/windows/win32/wmp/windows-media-metafile-elements-reference>.

use crate::m3u8::track_of_name;
use crate::reading::Reading;
use crate::track::{ExchangeTrack, non_blank};
use crate::xml::{self, Attributes, Text, Visitor, XmlError};

/// Whether a root is of such a playlist.
pub(crate) fn is_root(root: &str) -> bool {
    ["smil", "asx", "winampxml"].iter().any(|known| root.eq_ignore_ascii_case(known))
}

/// Reads a playlist.
///
/// # Errors
/// Where the XML is broken before its second track.
pub(crate) fn read(text: &str) -> Result<Reading, XmlError> {
    let mut playlist = Playlist::default();
    let remarks = xml::walk_as_far(text, &mut playlist, |playlist| playlist.tracks.len() > 1)?;
    playlist.tracks.retain(|track| *track != ExchangeTrack::default());
    Ok(Reading { tracks: playlist.tracks, remarks })
}

#[derive(Default)]
struct Playlist {
    tracks: Vec<ExchangeTrack>,
}

impl Visitor for Playlist {
    fn open(&mut self, path: &[String], attributes: &Attributes) {
        let said = |names: &[&str]| names.iter().find_map(|name| attributes.get(name));
        match path.last().map(|name| name.to_ascii_lowercase()).as_deref() {
            Some("media" | "audio") => self.tracks.push(ExchangeTrack {
                file: said(&["src"]),
                title: said(&["trackTitle"]),
                artists: said(&["trackArtist"]).into_iter().collect(),
                album: said(&["albumTitle"]),
                duration_ms: said(&["duration"]).and_then(|duration| duration.parse().ok()),
                ..ExchangeTrack::default()
            }),
            Some("entry") => {
                self.tracks.push(ExchangeTrack { file: said(&["Playstring"]), ..ExchangeTrack::default() });
            }
            Some("ref") => {
                if let Some(track) = self.tracks.last_mut() {
                    track.file = track.file.take().or(said(&["href", "HREF", "Href"]));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, path: &[String], text: Text) {
        let lower = |index: usize| path.iter().nth_back(index).map(|name| name.to_ascii_lowercase());
        let (Some("entry"), Some(name)) = (lower(1).as_deref(), lower(0)) else { return };
        let (Some(track), Some(text)) = (self.tracks.last_mut(), non_blank(&text.text)) else { return };
        match name.as_str() {
            "title" => track.title = Some(text.to_owned()),
            "author" => track.artists = vec![text.trim().to_owned()],
            "name" => {
                let ExchangeTrack { title, artists, .. } = track_of_name(text);
                (track.title, track.artists) = (title, artists);
            }
            "length" => track.duration_ms = text.trim().parse().ok(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contents::{Contents, read as read_file};

    #[test]
    fn each_programs_playlist_is_read() {
        let whole = |file: &str| ExchangeTrack {
            title: Some("One".into()),
            artists: vec!["A & B".into()],
            file: Some(file.into()),
            ..ExchangeTrack::default()
        };
        let wpl = r#"<?wpl version="1.0"?><smil><head><meta name="x"/><title>P</title></head><body><seq>
            <media src="..\Music\A &amp; B.mp3" cid="{x}"/></seq></body></smil>"#;
        let zpl = r#"<?zpl version="2.0"?><smil><head><title>P</title></head><body><seq><media src="a.mp3"
            albumTitle="D" trackTitle="One" trackArtist="A &amp; B" duration="1000"/></seq></body></smil>"#;
        let asx = r#"<ASX version="3.0"><TITLE>P</TITLE><ENTRY><TITLE>One</TITLE><AUTHOR>A & B</AUTHOR>
            <REF HREF="a.mp3"/><REF HREF="b.mp3"/></ENTRY></ASX>"#;
        let b4s = r#"<WinampXML><playlist num_entries="1" label="P"><entry Playstring="file:a.mp3">
            <Name>A &amp; B - One</Name><Length>1000</Length></entry></playlist></WinampXML>"#;
        let length = Some(1000);
        let file = Some("..\\Music\\A & B.mp3".to_owned());
        for (text, expected) in [
            (wpl, ExchangeTrack { file, ..ExchangeTrack::default() }),
            (zpl, ExchangeTrack { album: Some("D".into()), duration_ms: length, ..whole("a.mp3") }),
            (asx, whole("a.mp3")),
            (b4s, ExchangeTrack { duration_ms: length, ..whole("file:a.mp3") }),
        ] {
            let Ok(Contents::Playlist(reading)) = read_file("a.xml", text.as_bytes()) else {
                panic!("{text}")
            };
            assert_eq!(reading.tracks, [expected], "{text}");
        }
    }
}
