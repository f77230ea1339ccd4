//! Extended M3U playlists in UTF-8: `#EXTM3U`, then `#EXTINF:seconds,Artist - Title` and a path for each track.
//!
//! Source: <https://en.wikipedia.org/wiki/M3U>; there is no standard. The format carries length in whole seconds,
//! title, artists as one text, and path.

use std::borrow::Cow;

use crate::text::{decode, one_line};
use crate::track::{ExchangeTrack, non_blank};

/// What stands between artist and title.
const BETWEEN_ARTIST_AND_TITLE: &str = " - ";

/// The playlist of all tracks that have a path; the others can't stand in it. Paths are written as they are, so
/// relative ones hold where the playlist lies beside the music. Line breaks within a name become spaces.
pub fn write(tracks: &[ExchangeTrack]) -> String {
    let mut playlist = String::from("#EXTM3U\n");
    for track in tracks {
        let Some(file) = track.file.as_deref().and_then(non_blank) else {
            continue;
        };
        let (seconds, name) = (seconds(track), one_line(&display_name(track)));
        playlist.push_str(&format!("#EXTINF:{seconds},{name}\n{}\n", path_line(&one_line(file))));
    }
    playlist
}

/// Length in whole seconds, at least one; −1 stands for an unknown length.
fn seconds(track: &ExchangeTrack) -> i64 {
    match track.duration_ms {
        Some(milliseconds) => {
            i64::try_from(milliseconds.saturating_add(500) / 1000).unwrap_or(i64::MAX).max(1)
        }
        None => -1,
    }
}

/// `Artist - Title`, or the title alone.
fn display_name(track: &ExchangeTrack) -> String {
    let (artists, title) = (track.artist_line(), track.title.as_deref().unwrap_or_default());
    if artists.is_empty() { title.to_owned() } else { format!("{artists}{BETWEEN_ARTIST_AND_TITLE}{title}") }
}

/// The path as a line that no player takes for a comment: `./#1 Hit.mp3`.
///
/// A path that begins like that already gets one more `./`, so that [`path_of_line`] can tell ours from theirs.
fn path_line(path: &str) -> Cow<'_, str> {
    if looks_like_a_comment(path) { Cow::Owned(format!("./{path}")) } else { Cow::Borrowed(path) }
}

/// The path that [`path_line`] made this line of.
fn path_of_line(line: &str) -> &str {
    match line.strip_prefix("./") {
        Some(path) if looks_like_a_comment(path) => path,
        _ => line,
    }
}

fn looks_like_a_comment(path: &str) -> bool {
    path.trim_start_matches("./").starts_with('#')
}

/// Reads a playlist: every line that is neither blank nor a comment is a track. Takes simple playlists without
/// `#EXTINF`, any line ends, and files in Windows-1252, as `.m3u` often is.
pub fn read(bytes: &[u8]) -> Vec<ExchangeTrack> {
    let text = decode(bytes);
    let mut tracks = Vec::new();
    let mut next = ExchangeTrack::default();
    for line in text.split(['\n', '\r']).filter_map(non_blank) {
        if let Some(info) = line.strip_prefix("#EXTINF:") {
            next = track_of_info(info);
        } else if !line.starts_with('#') {
            let file = Some(path_of_line(line).to_owned());
            tracks.push(ExchangeTrack { file, ..std::mem::take(&mut next) });
        }
    }
    tracks
}

/// What `seconds,Artist - Title` says; some programs write attributes between the seconds and the comma.
fn track_of_info(info: &str) -> ExchangeTrack {
    let (length, name) = info.split_once(',').unwrap_or((info, ""));
    let seconds = length.split_whitespace().next().and_then(|seconds| seconds.parse::<f64>().ok());
    let (artist, title) = match name.split_once(BETWEEN_ARTIST_AND_TITLE) {
        Some((artist, title)) => (non_blank(artist), title),
        None => (None, name),
    };
    ExchangeTrack {
        title: non_blank(title).map(|title| title.trim().to_owned()),
        artists: artist.map(|artist| artist.trim().to_owned()).into_iter().collect(),
        // Both -1 and 0 stand for an unknown length.
        duration_ms: seconds
            .filter(|seconds| *seconds > 0.0)
            .map(|seconds| (seconds * 1000.0).round() as u64),
        ..ExchangeTrack::default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::tracks;

    fn track(title: &str, artists: &[&str], duration_ms: u64, file: &str) -> ExchangeTrack {
        ExchangeTrack {
            title: Some(title.into()),
            artists: artists.iter().map(|artist| (*artist).to_owned()).collect(),
            duration_ms: Some(duration_ms),
            file: Some(file.into()),
            ..ExchangeTrack::default()
        }
    }

    #[test]
    fn a_playlist_looks_as_players_expect() {
        let unknown = ExchangeTrack { file: Some("c.wav".into()), ..ExchangeTrack::default() };
        let nowhere = ExchangeTrack { title: Some("no file".into()), ..ExchangeTrack::default() };
        let tracks = [
            track("Svefn-g-englar", &["Sigur Rós"], 601_600, "Mix/01 Svefn.mp3"),
            track("One\r\n#EXTINF:1,Two", &["A", "B"], 1, "#1.mp3"),
            unknown,
            nowhere,
        ];
        let expected = "#EXTM3U\n#EXTINF:602,Sigur Rós - Svefn-g-englar\nMix/01 Svefn.mp3\n\
                        #EXTINF:1,A, B - One  #EXTINF:1,Two\n./#1.mp3\n#EXTINF:-1,\nc.wav\n";
        assert_eq!(write(&tracks), expected);
    }

    #[test]
    fn playlists_of_other_programs_are_read() {
        let text = "\u{FEFF}#EXTM3U\r\n# made by hand\r\n\r\n#EXTINF:123 tvg-id=\"x\",Artist - A - B\r\nC:\\a.mp3\r\n\
                    b.mp3\r\n#EXTINF:0\r\nc.mp3\r\n#EXTINF:61.5,Title only\r\n#EXTALB:Album\r\n./#1.mp3";
        let read = read(text.as_bytes());
        let files: Vec<_> = read.iter().filter_map(|track| track.file.as_deref()).collect();
        assert_eq!(files, ["C:\\a.mp3", "b.mp3", "c.mp3", "#1.mp3"]);
        assert_eq!(read[0], track("A - B", &["Artist"], 123_000, "C:\\a.mp3"));
        assert_eq!((&read[1].title, read[2].duration_ms), (&None, None));
        assert_eq!(read[3], track("Title only", &[], 61_500, "#1.mp3"));
        assert_eq!(super::read(b"Sigur R\xF3s.mp3")[0].file.as_deref(), Some("Sigur Rós.mp3"));
    }

    /// The track as this format carries it, if it does.
    fn carried(track: &ExchangeTrack) -> Option<ExchangeTrack> {
        let in_line = |text: &str| non_blank(&one_line(text)).map(|text| text.trim().to_owned());
        Some(ExchangeTrack {
            title: track.title.as_deref().and_then(in_line),
            artists: in_line(&track.artist_line()).into_iter().collect(),
            duration_ms: track.duration_ms.map(|ms| (ms.saturating_add(500) / 1000).max(1) * 1000),
            file: Some(non_blank(&one_line(track.file.as_deref()?))?.to_owned()),
            ..ExchangeTrack::default()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_the_format_carries_is_read_back(tracks in tracks()) {
            // What divides artist from title can't be told from the same within a name.
            let clear = |track: &&ExchangeTrack| {
                let name = one_line(&display_name(track));
                let divider = Some(track.artist_line().len()).filter(|length| *length > 0);
                one_line(&name).find(BETWEEN_ARTIST_AND_TITLE) == divider
            };
            let tracks: Vec<_> = tracks.iter().filter(clear).cloned().collect();
            let expected: Vec<_> = tracks.iter().filter_map(carried).collect();
            prop_assert_eq!(read(write(&tracks).as_bytes()), expected);
        }

        #[test]
        fn a_path_survives_as_line(path in r"(\./){0,2}#?\PC{0,5}") {
            let line = path_line(&path);
            prop_assert!(!line.starts_with('#'));
            prop_assert_eq!(path_of_line(&line), path.as_str());
        }

        #[test]
        fn any_file_is_read_without_panic(bytes: Vec<u8>, text in r"(#EXTINF:[-0-9.]{0,3},?)?.*") {
            let _ = read(&bytes);
            let _ = read(text.as_bytes());
        }
    }
}
