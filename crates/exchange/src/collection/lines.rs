//! Lists that people keep as text: a track a line, by artist and title or by its file, with a number, a time or a bullet in
//! front.

use music::is_audio_ending;

use crate::address::track_uri;
use crate::m3u8::track_of_name;
use crate::reading::{Reading, Remark};
use crate::track::{ExchangeTrack, non_blank};

/// What stands in front of a line of a list.
const BULLETS: [&str; 6] = ["- ", "* ", "+ ", "• ", "> ", "[ ] "];

/// Reads a list; `None` where most lines are no tracks, for then it is some other text. A line that is none is told of.
pub(crate) fn read(text: &str) -> Option<Reading> {
    let mut reading = Reading::default();
    let mut others = 0;
    for (index, line) in text.split('\n').enumerate() {
        let Some(line) = line.split('\r').find_map(non_blank) else { continue };
        match track(line) {
            Some(track) => reading.tracks.push(track),
            None => {
                others += 1;
                reading.remarks.push(Remark::Record { record: index + 1 });
            }
        }
    }
    (reading.tracks.len() > others).then_some(reading)
}

/// The track of a line.
pub(crate) fn track(line: &str) -> Option<ExchangeTrack> {
    let whole = line.trim();
    if let Some(uri) = track_uri(whole) {
        return Some(ExchangeTrack { spotify_uri: Some(uri), ..ExchangeTrack::default() });
    }
    let is_file =
        |path: &str| path.rsplit_once('.').is_some_and(|(_, end)| is_audio_ending(&end.to_lowercase()));
    let bare = without_front(whole);
    if is_file(bare) {
        // A number may be a part of the file's name.
        return Some(ExchangeTrack { file: Some(whole.to_owned()), ..ExchangeTrack::default() });
    }
    let track = track_of_name(&bare.replace("**", ""));
    (!track.artists.is_empty() && track.title.is_some()).then_some(track)
}

/// A line without its bullet, its number, and the time at which it begins in a mix.
fn without_front(line: &str) -> &str {
    let mut rest = line;
    loop {
        let bullet = BULLETS.iter().find_map(|bullet| rest.strip_prefix(bullet));
        let Some(shorter) = bullet.or_else(|| without_number(rest)).map(str::trim_start) else { return rest };
        rest = shorter;
    }
}

/// `1. `, `02) `, `[1:02:03] `, `05:43 - `: digits with signs among them, and one behind or between them.
fn without_number(line: &str) -> Option<&str> {
    let is_sign = |char: char| matches!(char, '.' | ')' | '(' | ':' | '[' | ']' | '#');
    let (front, rest) = line.split_once(char::is_whitespace)?;
    let is_number = front.chars().all(|char| char.is_ascii_digit() || is_sign(char))
        && front.contains(|char: char| char.is_ascii_digit())
        && front.contains(is_sign);
    let rest = rest.trim_start();
    is_number.then(|| ["- ", "– ", "— "].iter().find_map(|dash| rest.strip_prefix(dash)).unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use crate::contents::{Contents, ReadError, read};
    use crate::reading::Remark;

    fn names(text: &str) -> Vec<String> {
        let Ok(Contents::Playlist(reading)) = read("list.txt", text.as_bytes()) else { panic!("{text}") };
        let name = |track: &crate::track::ExchangeTrack| {
            let title = track.title.clone().or(track.file.clone()).or(track.spotify_uri.clone());
            format!("{}/{}", track.artist_line(), title.unwrap_or_default())
        };
        reading.tracks.iter().map(name).collect()
    }

    #[test]
    fn lists_are_read_as_people_write_them() {
        for text in [
            "A - One\r\nB – Two\r\n",
            "1. A - One\n10) B - Two\n",
            "00:00 A - One\n[1:02:03] - B - Two\n",
            "# Mix\n\n- A - One\n- **B** - Two\n",
            "#1 A - One\n#2 B - Two\n",
        ] {
            assert_eq!(names(text), ["A/One", "B/Two"], "{text}");
        }
        let files =
            ["/01. One.mp3", "/C:\\Music\\Two, and three.FLAC", "/spotify:track:2takcwOaAZWiXQijPHIx7B"];
        let text = "01. One.mp3\nC:\\Music\\Two, and three.FLAC\n\
            https://open.spotify.com/track/2takcwOaAZWiXQijPHIx7B?si=x\n";
        assert_eq!(names(text), files);
        assert_eq!(names("99 Luftballons - Nena\n1999 - Prince\n"), ["99 Luftballons/Nena", "1999/Prince"]);
    }

    #[test]
    fn other_lines_are_told_of_and_other_texts_are_no_lists() {
        let text = "My mix\n\nA - One\nB - Two\n";
        let Ok(Contents::Playlist(reading)) = read("list.txt", text.as_bytes()) else { panic!() };
        assert_eq!((reading.tracks.len(), reading.remarks), (2, vec![Remark::Record { record: 1 }]));
        for text in ["Dear all,\n\nthis is a letter - nothing else.\nBye\n", "one,two\n1,2\n"] {
            assert!(matches!(read("a.txt", text.as_bytes()), Err(ReadError::Csv(_))), "{text}");
        }
    }
}
