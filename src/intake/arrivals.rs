//! What comes in, by the names of the files: audio to listen to, files that tell of tracks, and what is passed over.

/// Ends of names that audio files have. Of a folder nothing else is analysed; a file that the user names is tried
/// whatever it is called.
const AUDIO: [&str; 14] =
    ["wav", "wave", "mp3", "flac", "ogg", "oga", "opus", "m4a", "m4b", "mp4", "aac", "webm", "weba", "mka"];

/// Ends of names of files that tell of tracks.
const TELLING: [&str; 15] = [
    "csv", "tsv", "txt", "json", "jsonl", "ndjson", "jspf", "xspf", "m3u", "m3u8", "pls", "cue", "xml",
    "nml", "crate",
];

/// A file with its path, and whether it came out of a folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival<F> {
    /// Folders and name, parted by slashes.
    pub path: String,
    /// The file itself.
    pub file: F,
    /// Whether the user has named a folder rather than this file.
    pub is_from_folder: bool,
}

/// Files by what is to be done with them, each with its path, in the order of the paths.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrivals<F> {
    /// To be listened to.
    pub audio: Vec<(String, F)>,
    /// To be read.
    pub telling: Vec<(String, F)>,
    /// How many of a folder's files are neither.
    pub passed_over: usize,
}

/// Sorts files out.
pub fn sort_out<F>(mut files: Vec<Arrival<F>>) -> Arrivals<F> {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut arrivals = Arrivals { audio: Vec::new(), telling: Vec::new(), passed_over: 0 };
    for Arrival { path, file, is_from_folder } in files {
        let end = path.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
        if TELLING.contains(&end.as_str()) && !is_from_folder {
            arrivals.telling.push((path, file));
        } else if !is_from_folder || AUDIO.contains(&end.as_str()) {
            arrivals.audio.push((path, file));
        } else {
            arrivals.passed_over += 1;
        }
    }
    arrivals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(files: &[(String, ())]) -> Vec<&str> {
        files.iter().map(|(path, ())| path.as_str()).collect()
    }

    #[test]
    fn a_folder_gives_its_audio_and_the_rest_is_counted() {
        let file = |path: &str, is_from_folder| Arrival { path: path.into(), file: (), is_from_folder };
        let arrivals = sort_out(vec![
            file("Music/b.MP3", true),
            file("Music/cover.jpg", true),
            file("Music/a.flac", true),
            file("Music/list.m3u8", true),
        ]);
        assert_eq!(names(&arrivals.audio), ["Music/a.flac", "Music/b.MP3"]);
        assert_eq!((arrivals.telling.len(), arrivals.passed_over), (0, 2));
    }

    #[test]
    fn a_named_file_is_tried_whatever_it_is_called() {
        let file = |path: &str| Arrival { path: path.into(), file: (), is_from_folder: false };
        let arrivals = sort_out(vec![file("song"), file("list.CSV"), file("odd.xyz"), file("rekordbox.xml")]);
        assert_eq!(names(&arrivals.audio), ["odd.xyz", "song"]);
        assert_eq!((names(&arrivals.telling), arrivals.passed_over), (vec!["list.CSV", "rekordbox.xml"], 0));
    }
}
