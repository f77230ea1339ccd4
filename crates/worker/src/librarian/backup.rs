//! The backup: the library, its corrections and the playlist as one JSON file, a track a line, so that it can be written and
//! read without being held whole. Analyses are in it without what is long ([`protocol::Analysis::brief`]).

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use protocol::import::{Damage, TextFormat};
use protocol::{Analysis, ImportError, ImportProblem, OwnTrack};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Read};

use super::playlist::{Book, Entry};

/// Version of the file; one of a later version is refused. Those of version 1 have whole analyses and no playlist.
const VERSION: u32 = 2;

/// What such files begin with.
pub const MARK: &str = "\"segue_library\"";

/// What stands between two tracks, and after the last.
pub const BETWEEN: &str = ",\n";
pub const END: &str = "\n]}\n";

/// A track of the file and its encoded analysis, if any.
pub type Track = (OwnTrack, Option<Vec<u8>>);

/// One track as it is written.
#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(flatten)]
    track: OwnTrack,
    /// The encoded analysis in base 64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    analysis: Option<String>,
}

/// The whole file.
#[derive(Deserialize)]
struct File {
    segue_library: u32,
    #[serde(default)]
    playlist: Vec<Entry>,
    #[serde(default)]
    playlists: Book,
    tracks: Vec<Line>,
}

/// What stands before the first track: the open playlist's entries, what it is called, and the other playlists.
pub fn beginning(playlist: &[Entry], book: &Book) -> String {
    // Nothing in an entry can fail to be written.
    let playlist = serde_json::to_string(playlist).unwrap_or_else(|_| "[]".into());
    let book = serde_json::to_string(book).unwrap_or_else(|_| "{}".into());
    format!("{{{MARK}:{VERSION},\"playlist\":{playlist},\"playlists\":{book},\"tracks\":[\n")
}

/// One track's line.
pub fn line(track: &OwnTrack, analysis: Option<Analysis>) -> String {
    let brief = analysis.and_then(|analysis| postcard::to_allocvec(&analysis.brief()).ok());
    let is_brief = track.is_brief || brief.is_some();
    let analysis = brief.map(|bytes| BASE64_STANDARD.encode(bytes));
    // Nothing in a track can fail to be written.
    serde_json::to_string(&Line { track: OwnTrack { is_brief, ..track.clone() }, analysis })
        .unwrap_or_default()
}

/// A backup that is being read.
pub struct Backup<R> {
    /// The open playlist's entries.
    pub playlist: Vec<Entry>,
    /// What it is called, and the other playlists.
    pub book: Book,
    /// Whether the file has ended before it should: nothing more can be read.
    pub is_cut_off: bool,
    /// How much of the file has been read, bytes; all of it where something else has formatted it.
    pub read_bytes: usize,
    file: R,
    tracks: Tracks,
}

enum Tracks {
    /// Lines of a file as this page writes it: the number of the last one that was read.
    Lines(u32),
    /// Tracks of a file that something else has formatted anew.
    Read(std::vec::IntoIter<Line>),
}

impl<R: BufRead> Backup<R> {
    /// Begins to read a file.
    ///
    /// # Errors
    /// Where it is damaged, or of a later version.
    pub fn open(mut file: R) -> Result<Self, ImportError> {
        let mut head = String::new();
        let read_bytes = file.read_line(&mut head).map_err(|_| ImportError::FileGone)?;
        if !head.trim_end().ends_with('[') {
            return Self::open_whole(&head, file);
        }
        let head: File = serde_json::from_str(&format!("{head}]}}")).map_err(|error| damaged(&error))?;
        check(&head)?;
        Ok(Self {
            playlist: head.playlist,
            book: head.playlists,
            is_cut_off: false,
            read_bytes,
            file,
            tracks: Tracks::Lines(1),
        })
    }

    fn open_whole(head: &str, mut rest: R) -> Result<Self, ImportError> {
        let whole = Read::chain(head.as_bytes(), &mut rest);
        let file: File = serde_json::from_reader(whole).map_err(|error| damaged(&error))?;
        check(&file)?;
        let tracks = Tracks::Read(file.tracks.into_iter());
        Ok(Self {
            playlist: file.playlist,
            book: file.playlists,
            is_cut_off: false,
            read_bytes: 0,
            file: rest,
            tracks,
        })
    }

    /// The next track; `None` after the last. One that cannot be read does not keep the others from being read.
    pub fn next_track(&mut self) -> Option<Result<Track, ImportProblem>> {
        let Tracks::Lines(number) = &mut self.tracks else {
            let Tracks::Read(lines) = &mut self.tracks else { return None };
            return Some(track(lines.next()?, None));
        };
        let mut text = String::new();
        while text.trim().is_empty() {
            text.clear();
            *number += 1;
            let count = self.file.read_line(&mut text).unwrap_or_default();
            if count == 0 {
                self.is_cut_off = true;
                return Some(Err(ImportProblem::CutShort { line: *number }));
            }
            self.read_bytes += count;
        }
        let text = text.trim().trim_end_matches(',');
        if text == END.trim() {
            return None;
        }
        let line = Some(*number);
        match serde_json::from_str(text) {
            Ok(read) => Some(track(read, line)),
            Err(_) => Some(Err(ImportProblem::Track { line, name: None })),
        }
    }
}

/// The track of a line, with its number in the file.
fn track(Line { track, analysis }: Line, line: Option<u32>) -> Result<Track, ImportProblem> {
    let decoded = analysis.map(|text| BASE64_STANDARD.decode(text)).transpose();
    match decoded {
        Ok(decoded) if !track.hash.is_empty() => Ok((track, decoded)),
        Ok(_) | Err(_) => Err(ImportProblem::Track { line, name: Some(track.name) }),
    }
}

fn check(file: &File) -> Result<(), ImportError> {
    if file.segue_library > VERSION { Err(ImportError::Newer) } else { Ok(()) }
}

fn damaged(error: &serde_json::Error) -> ImportError {
    let (line, column) = (error.line() as u32, error.column() as u32);
    ImportError::Damaged(Damage { format: TextFormat::Json, line, column, is_cut_off: error.is_eof() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::librarian::playlist::book::Shelved;
    use protocol::ANALYSIS_VERSION;

    fn read(text: &str) -> (Vec<Entry>, Vec<Result<Track, ImportProblem>>) {
        let mut backup = Backup::open(text.as_bytes()).unwrap();
        let mut tracks = Vec::new();
        while !backup.is_cut_off
            && let Some(track) = backup.next_track()
        {
            tracks.push(track);
        }
        (backup.playlist, tracks)
    }

    fn track_of(hash: &str) -> OwnTrack {
        OwnTrack {
            hash: hash.into(),
            name: "“Näme”, \\ and\nline".into(),
            tempo_lock: Some(174.0),
            analysed_by: ANALYSIS_VERSION,
            ..OwnTrack::default()
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let book = Book {
            name: "Set".into(),
            others: vec![Shelved { name: "Other".into(), entries: vec![Entry::default()] }],
        };
        let playlist = [
            Entry { own: Some("aa".into()), name: "A".into(), ..Entry::default() },
            Entry { spotify_id: Some("id".into()), ..Entry::default() },
            Entry { own: Some("aa".into()), name: "A".into(), ..Entry::default() },
        ];
        let lines = [line(&track_of("aa"), None), line(&track_of("bb"), None)].join(BETWEEN);
        let text = [&beginning(&playlist, &book), &lines, END].concat();
        assert!(text.contains(MARK));
        let (entries, tracks) = read(&text);
        assert_eq!(entries, playlist);
        assert_eq!(Backup::open(text.as_bytes()).unwrap().book, book);
        let tracks: Vec<Track> = tracks.into_iter().map(Result::unwrap).collect();
        assert_eq!(tracks, [(track_of("aa"), None), (track_of("bb"), None)]);
        assert_eq!(read(&[&beginning(&[], &Book::default()), "", END].concat()).1, []);
    }

    #[test]
    fn a_file_of_the_first_version_is_read_whoever_has_formatted_it() {
        let entry = r#"{"hash":"aa","name":"A","tempo_lock":90.0,"analysis":"AP8D"}"#;
        let ours = format!("{{\"segue_library\":1,\"tracks\":[\n{entry},\n{entry}\n]}}\n");
        let theirs = format!("{{\n  \"segue_library\": 1,\n  \"tracks\": [ {entry} ]\n}}");
        for (text, count) in [(ours, 2), (theirs, 1)] {
            let (_, tracks) = read(&text);
            assert_eq!(tracks.len(), count);
            for track in tracks {
                let (track, analysis) = track.unwrap();
                assert_eq!((track.tempo_lock, analysis), (Some(90.0), Some(vec![0, 255, 3])));
            }
        }
    }

    #[test]
    fn one_bad_track_costs_that_track() {
        let good = line(&track_of("aa"), None);
        let text = format!(
            "{}{good},\n{{\"hash\":\n,\n{{\"name\":\"x\"}},\n{{\"hash\":\"a\",\"name\":\"y\",\"analysis\":\"?\"}},\n{good}{END}",
            beginning(&[], &Book::default())
        );
        let (_, tracks) = read(&text);
        let good = tracks.iter().filter(|track| track.is_ok()).count();
        assert_eq!(good, 2, "{tracks:?}");
        let bad: Vec<ImportProblem> = tracks.into_iter().filter_map(Result::err).collect();
        let told = |line, name: Option<&str>| ImportProblem::Track {
            line: Some(line),
            name: name.map(str::to_owned),
        };
        assert_eq!(bad, [told(3, None), told(4, None), told(5, Some("x")), told(6, Some("y"))]);
    }

    #[test]
    fn what_is_cut_off_or_newer_is_told() {
        let text = format!("{}{},\n", beginning(&[], &Book::default()), line(&track_of("aa"), None));
        let (_, tracks) = read(&text);
        assert!(tracks[0].is_ok());
        assert_eq!(tracks[1], Err(ImportProblem::CutShort { line: 3 }));
        let newer = Backup::open(br#"{"segue_library":3,"tracks":[]}"#.as_slice()).err();
        assert_eq!(newer, Some(ImportError::Newer));
    }
}
