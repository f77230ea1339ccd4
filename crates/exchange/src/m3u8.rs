//! Extended M3U playlists, written in UTF-8: `#EXTM3U`, then `#EXTINF:seconds,Artist - Title` and a path for each track.
//!
//! Source: <https://en.wikipedia.org/wiki/M3U>; there is no standard. The format carries length in whole seconds,
//! title, artists as one text, and path.

use std::borrow::Cow;

use crate::address::track_uri;
use crate::contents::ReadError;
use crate::reading::Reading;
use crate::text::one_line;
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

/// What only the list of a stream's pieces has.
const OF_STREAMS: [&str; 12] = [
    "#EXT-X-TARGETDURATION",
    "#EXT-X-STREAM-INF",
    "#EXT-X-MEDIA",
    "#EXT-X-PART",
    "#EXT-X-MAP",
    "#EXT-X-PLAYLIST-TYPE",
    "#EXT-X-ENDLIST",
    "#EXT-X-BYTERANGE",
    "#EXT-X-KEY",
    "#EXT-X-DISCONTINUITY",
    "#EXT-X-PROGRAM-DATE-TIME",
    "#EXT-X-I-FRAME",
];

/// Reads a playlist: every line that is neither blank nor a comment is a track. Takes simple playlists without
/// `#EXTINF`, and any line ends. What is named and has no path behind it is a track, too: it may be found by its name.
///
/// # Errors
/// [`ReadError::Stream`] where it lists the pieces of a stream.
pub fn read(text: &str) -> Result<Reading, ReadError> {
    let mut tracks = Vec::new();
    let mut next = ExchangeTrack::default();
    // Files that were put behind each other have a mark in the middle.
    let lines = text.split(['\n', '\r']).map(|line| line.trim_start_matches('\u{FEFF}'));
    for line in lines.filter_map(non_blank) {
        if OF_STREAMS.iter().any(|mark| line.starts_with(mark)) {
            return Err(ReadError::Stream);
        }
        if let Some(info) = tag(line, "#EXTINF") {
            let before = std::mem::replace(&mut next, track_of_info(info));
            tracks.extend(Some(before).filter(is_named));
        } else if let Some(info) = tag(line, "#EXTVDJ") {
            let said = |name| non_blank(between(info, name)?).map(|text| text.trim().to_owned());
            next.title = said("title").or(next.title);
            next.artists = said("artist").map_or(next.artists, |artist| vec![artist]);
        } else if let Some(artist) = tag(line, "#EXTART") {
            next.artists = vec![artist.trim().to_owned()];
        } else if let Some(album) = tag(line, "#EXTALB") {
            next.album = Some(album.trim().to_owned());
        } else if !line.starts_with('#') {
            let track = std::mem::take(&mut next);
            let other = Some(line).filter(|line| line.starts_with("spotify:")).map(str::to_owned);
            tracks.push(match track_uri(line).or(other) {
                Some(uri) => ExchangeTrack { spotify_uri: Some(uri), ..track },
                None => ExchangeTrack { file: Some(path_of_line(line).to_owned()), ..track },
            });
        }
    }
    tracks.extend(Some(next).filter(is_named));
    Ok(Reading { tracks, ..Reading::default() })
}

fn is_named(track: &ExchangeTrack) -> bool {
    track.title.is_some() && !track.artists.is_empty()
}

/// What stands behind a tag and its colon, if anything does.
fn tag<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (begins, rest) = line.split_at_checked(name.len())?;
    if begins.eq_ignore_ascii_case(name) { non_blank(rest.strip_prefix(':')?) } else { None }
}

/// What VirtualDJ writes between `<name>` and `</name>`.
fn between<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, behind) = text.split_once(&format!("<{name}>"))?;
    Some(behind.split_once(&format!("</{name}>"))?.0)
}

/// What `seconds,Artist - Title` says; some programs write attributes between the seconds and the comma.
fn track_of_info(info: &str) -> ExchangeTrack {
    let (length, name) = split_info(info.trim());
    ExchangeTrack { duration_ms: milliseconds(length), ..track_of_name(name) }
}

/// What stands before and behind the first comma that is in no quotation marks; where there is none, the number that the
/// text begins with and the rest.
fn split_info(info: &str) -> (&str, &str) {
    let mut is_quoted = false;
    let comma = info.char_indices().find(|(_, char)| {
        is_quoted ^= *char == '"';
        *char == ',' && !is_quoted
    });
    // "-1 tvg-name="a", Title" may lack a quotation mark.
    if let Some((at, _)) = comma.or_else(|| info.char_indices().find(|(_, char)| *char == ',')) {
        return (info.get(..at).unwrap_or_default(), info.get(at + 1..).unwrap_or_default());
    }
    let number = |char: char| char.is_ascii_digit() || matches!(char, '-' | '.');
    let end = info.find(|char| !number(char)).unwrap_or(info.len());
    let is_length = info.get(end..).is_none_or(|rest| rest.is_empty() || rest.starts_with([' ', ':', ';']));
    info.split_at(if is_length { end } else { 0 })
}

/// The length that a text begins with; both −1 and 0 stand for an unknown one.
pub(crate) fn milliseconds(text: &str) -> Option<u64> {
    let number = text.split_whitespace().next()?.parse::<f64>().ok()?;
    (number > 0.0 && number.is_finite()).then(|| (number * 1000.0).round() as u64)
}

/// What `Artist - Title` says; some programs write a longer dash.
pub(crate) fn track_of_name(name: &str) -> ExchangeTrack {
    let name = name.trim_start_matches([' ', ':', ';']);
    let parts = name.split_once(BETWEEN_ARTIST_AND_TITLE);
    let parts = parts.or_else(|| name.split_once(" – ")).or_else(|| name.split_once(" — "));
    let (artist, title) = match parts {
        Some((artist, title)) => (non_blank(artist), title),
        None => (None, name),
    };
    ExchangeTrack {
        title: non_blank(title).map(|title| title.trim().to_owned()),
        artists: artist.map(|artist| artist.trim().to_owned()).into_iter().collect(),
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
        let read = read(text.trim_start_matches('\u{FEFF}')).unwrap().tracks;
        let files: Vec<_> = read.iter().filter_map(|track| track.file.as_deref()).collect();
        assert_eq!(files, ["C:\\a.mp3", "b.mp3", "c.mp3", "#1.mp3"]);
        assert_eq!(read[0], track("A - B", &["Artist"], 123_000, "C:\\a.mp3"));
        assert_eq!((&read[1].title, read[2].duration_ms), (&None, None));
        let last = track("Title only", &[], 61_500, "#1.mp3");
        assert_eq!(read[3], ExchangeTrack { album: Some("Album".into()), ..last });
    }

    #[test]
    fn odd_lines_of_information_are_read_as_they_are_meant() {
        for (info, artist, title, duration_ms) in [
            ("123,Artist - Title", "Artist", "Title", Some(123_000)),
            (" 123 , Artist - Title ", "Artist", "Title", Some(123_000)),
            ("-1 tvg-name=\"A, B\" group=\"x\",Artist - Title", "Artist", "Title", None),
            ("12.5,Artist – Title", "Artist", "Title", Some(12_500)),
            ("123 Artist - Title", "Artist", "Title", Some(123_000)),
            ("123", "", "", Some(123_000)),
            ("Artist - Title", "Artist", "Title", None),
            ("99 Luftballons, live", "", "live", Some(99_000)),
            ("inf,Artist - Title", "Artist", "Title", None),
            ("nonsense", "", "nonsense", None),
        ] {
            let track = track_of_info(info);
            let read = (track.artist_line(), track.title.unwrap_or_default(), track.duration_ms);
            assert_eq!(read, (artist.to_owned(), title.to_owned(), duration_ms), "{info}");
        }
        let tagged = read(
            "#EXTM3U\n#extinf:1,Title\n#EXTART:Artist\nhttps://open.spotify.com/track/2takcwOaAZWiXQijPHIx7B\n",
        );
        let expected = ExchangeTrack {
            title: Some("Title".into()),
            artists: vec!["Artist".into()],
            duration_ms: Some(1000),
            spotify_uri: Some("spotify:track:2takcwOaAZWiXQijPHIx7B".into()),
            ..ExchangeTrack::default()
        };
        assert_eq!(tagged.unwrap().tracks, [expected]);
    }

    #[test]
    fn virtual_djs_information_is_read() {
        let list = "#EXTVDJ:<filesize>9</filesize><artist>A</artist><title>T - T</title>\nC:\\a.mp3\nb.mp3\n";
        let tracks = read(list).unwrap().tracks;
        assert_eq!((tracks[0].title.as_deref(), tracks[0].artist_line().as_str()), (Some("T - T"), "A"));
        assert_eq!(tracks[1].title, None);
    }

    #[test]
    fn what_is_named_without_a_path_is_a_track() {
        let list = "#EXTM3U\n#EXTINF:1,A - One\n#EXTINF:2,B - Two\nb.mp3\n\u{FEFF}#EXTM3U\n#EXTINF:3,\n\
            spotify:local:C::Three:3\n#EXTINF:4,D - Four\n#EXTINF:5,Title alone\n";
        let tracks = read(list).unwrap().tracks;
        let names: Vec<_> = tracks.iter().map(|track| (track.artist_line(), track.file.is_some())).collect();
        assert_eq!(
            names,
            [("A".into(), false), ("B".into(), true), (String::new(), false), ("D".into(), false)]
        );
        assert_eq!(tracks[2].spotify_uri.as_deref(), Some("spotify:local:C::Three:3"));
    }

    #[test]
    fn a_streams_list_is_told_from_a_playlist() {
        for list in [
            "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-STREAM-INF:BANDWIDTH=128000\naudio/128k.m3u8\n",
            "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:9.984,\nseg-00000.aac\n#EXT-X-ENDLIST\n",
            "#EXTM3U\n#EXTINF:9.984,\nseg-00000.aac\n#EXT-X-ENDLIST\n",
        ] {
            assert!(matches!(read(list), Err(ReadError::Stream)));
        }
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
            prop_assert_eq!(read(&write(&tracks)).unwrap().tracks, expected);
        }

        #[test]
        fn a_path_survives_as_line(path in r"(\./){0,2}#?\PC{0,5}") {
            let line = path_line(&path);
            prop_assert!(!line.starts_with('#'));
            prop_assert_eq!(path_of_line(&line), path.as_str());
        }

        #[test]
        fn any_file_is_read_without_panic(text in r"(#EXTINF:[-0-9.]{0,3},?)?.*") {
            let _ = read(&text);
        }
    }
}
