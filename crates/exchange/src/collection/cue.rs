//! Contents of a CD, or of a mix in one file (CUE): performer, title and beginning of each track.
//!
//! Source: <https://wiki.hydrogenaudio.org/index.php?title=Cue_sheet>.

use crate::reading::Reading;
use crate::track::{ExchangeTrack, non_blank};

/// Frames of a CD in a second.
const FRAMES: f64 = 75.0;

/// What is read before the first track: what is said of all.
#[derive(Default)]
struct Album {
    title: Option<String>,
    performer: Option<String>,
}

/// One track, and where it stands.
#[derive(Default)]
struct Entry {
    track: ExchangeTrack,
    /// Which of the sheet's files it is in.
    file: usize,
    /// Where it begins in its file, milliseconds.
    begins_ms: Option<f64>,
}

/// Reads a sheet. A track is given a file where that holds it alone, and a length where another begins behind it.
pub(crate) fn read(text: &str) -> Reading {
    let (mut album, mut entries, mut files) = (Album::default(), Vec::<Entry>::new(), Vec::new());
    for line in text.split(['\n', '\r']).map(str::trim) {
        let (command, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let said = || non_blank(unquoted(value)).map(str::to_owned);
        match (command.to_ascii_uppercase().as_str(), entries.last_mut()) {
            ("FILE", _) => files.push(unquoted(value).to_owned()),
            ("TRACK", _) => entries.push(Entry { file: files.len(), ..Entry::default() }),
            ("TITLE", Some(entry)) => entry.track.title = said(),
            ("TITLE", None) => album.title = said(),
            ("PERFORMER", Some(entry)) => entry.track.artists = said().into_iter().collect(),
            ("PERFORMER", None) => album.performer = said(),
            ("INDEX", Some(entry)) => {
                if let Some(time) = value.trim().strip_prefix("01").and_then(milliseconds) {
                    entry.begins_ms = Some(time);
                }
            }
            _ => {}
        }
    }
    Reading { tracks: tracks(entries, &album, &files), ..Reading::default() }
}

fn tracks(entries: Vec<Entry>, album: &Album, files: &[String]) -> Vec<ExchangeTrack> {
    let places: Vec<_> = entries.iter().map(|entry| (entry.file, entry.begins_ms)).collect();
    let finished = entries.into_iter().enumerate().map(|(index, Entry { mut track, file, begins_ms })| {
        let same_file = |at: Option<&(usize, Option<f64>)>| at.filter(|(other, _)| *other == file).copied();
        let next = same_file(places.get(index + 1));
        let before = same_file(index.checked_sub(1).and_then(|index| places.get(index)));
        let length = next.and_then(|(_, end)| Some(end? - begins_ms?)).filter(|length| *length > 0.0);
        track.duration_ms = length.map(|length| length.round() as u64);
        if next.is_none() && before.is_none() {
            track.file = file.checked_sub(1).and_then(|file| files.get(file)).cloned();
        }
        track.album = album.title.clone();
        if track.artists.is_empty() {
            track.artists.extend(album.performer.clone());
        }
        track
    });
    finished.collect()
}

/// A value without its quotation marks, and without what stands behind them (`"a.wav" WAVE`).
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    match value.strip_prefix('"') {
        Some(rest) => rest.split_once('"').map_or(rest, |(text, _)| text),
        None => value.rsplit_once(' ').filter(|(_, kind)| is_kind(kind)).map_or(value, |(text, _)| text),
    }
}

fn is_kind(word: &str) -> bool {
    matches!(word, "WAVE" | "MP3" | "AIFF" | "BINARY" | "FLAC")
}

/// `minutes:seconds:frames` in milliseconds.
fn milliseconds(time: &str) -> Option<f64> {
    let mut parts = time.trim().split(':').map(|part| part.parse::<u32>().ok().map(f64::from));
    let (minutes, seconds, frames) = (parts.next()??, parts.next()??, parts.next()??);
    Some(1000.0 * (60.0 * minutes + seconds + frames / FRAMES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracks_of_one_file_have_lengths_and_those_of_their_own_have_files() {
        let sheet = "REM GENRE Pop\r\nPERFORMER \"Somebody\"\r\nTITLE \"Album\"\r\nFILE \"album.wav\" WAVE\r\n\
            \x20 TRACK 01 AUDIO\r\n    TITLE \"One\"\r\n    INDEX 01 00:00:00\r\n\
            \x20 TRACK 02 AUDIO\r\n    TITLE \"Two\"\r\n    PERFORMER \"Guest\"\r\n    INDEX 00 01:00:00\r\n    INDEX 01 01:02:37\r\n\
            FILE bonus track.mp3 MP3\r\n  TRACK 03 AUDIO\r\n    TITLE Three\r\n    INDEX 01 00:00:00\r\n";
        let track = |title: &str, artist: &str, duration_ms, file: Option<&str>| ExchangeTrack {
            title: Some(title.into()),
            artists: vec![artist.into()],
            album: Some("Album".into()),
            duration_ms,
            file: file.map(str::to_owned),
            ..ExchangeTrack::default()
        };
        let expected = [
            track("One", "Somebody", Some(62_493), None),
            track("Two", "Guest", None, None),
            track("Three", "Somebody", None, Some("bonus track.mp3")),
        ];
        assert_eq!(read(sheet).tracks, expected);
    }
}
