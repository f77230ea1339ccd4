//! What comes in, by the names of the files: audio to listen to, files that tell of tracks, and what is passed over, each
//! with the reason. Folders are taken as they are, with all that systems and programs leave in them. A file that the user
//! names is tried whatever it is called.

use music::{is_audio_ending, is_unplayable_ending};

/// Ends of names of playlists, and of tables of tracks.
const PLAYLISTS: [&str; 11] =
    ["jspf", "xspf", "m3u", "m3u8", "pls", "crate", "wpl", "zpl", "asx", "b4s", "smil"];
const TABLES: [&str; 5] = ["csv", "tsv", "json", "xml", "nml"];

/// Ends of names of further files that may tell of tracks, or hold lists of them in a form that is not read and has an answer,
/// where the user names them: of a folder they are passed over.
const COLLECTIONS: [&str; 29] = [
    "txt",
    "md",
    "htm",
    "html",
    "xlsx",
    "xls",
    "ods",
    "numbers",
    "zip",
    "rar",
    "7z",
    "gz",
    "pdf",
    "doc",
    "docx",
    "odt",
    "rtf",
    "jsonl",
    "ndjson",
    "cue",
    "db",
    "pdb",
    "plist",
    "itl",
    "musicdb",
    "fpl",
    "vdjfolder",
    "scrate",
    "itdb",
];

/// The name of Serato's database, which has no end.
const OF_SERATO: &str = "database V2";

/// Ends of names of what people keep beside their music: pictures, texts, archives, what programs write for themselves.
/// Any other may be audio by its bytes.
const OTHERS: [&str; 49] = [
    "jpg",
    "jpeg",
    "png",
    "gif",
    "webp",
    "bmp",
    "tif",
    "tiff",
    "svg",
    "heic",
    "psd",
    "txt",
    "md",
    "nfo",
    "log",
    "pdf",
    "doc",
    "docx",
    "rtf",
    "htm",
    "html",
    "url",
    "cue",
    "lrc",
    "srt",
    "zip",
    "rar",
    "7z",
    "exe",
    "dll",
    "ini",
    "db",
    "pdb",
    "plist",
    "lnk",
    "asd",
    "itl",
    "musicdb",
    "fpl",
    "vdjfolder",
    "scrate",
    "itdb",
    "jsonl",
    "ndjson",
    "xlsx",
    "xls",
    "ods",
    "odt",
    "numbers",
];

/// Ends of names that programs give to files that they have not written whole.
const PARTIAL: [&str; 9] =
    ["part", "partial", "crdownload", "download", "opdownload", "tmp", "temp", "aria2", "filepart"];

/// Folders that systems keep for themselves.
const OF_SYSTEMS: [&str; 5] = ["$RECYCLE.BIN", "System Volume Information", "RECYCLER", "@eaDir", "#recycle"];

/// A file with its path, and whether it came out of a folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival<F> {
    /// Folders and name, parted by slashes.
    pub path: String,
    /// The file itself.
    pub file: F,
    /// Its size, bytes.
    pub size: f64,
    /// Whether the user has named a folder rather than this file.
    pub is_from_folder: bool,
}

/// Why a file of a folder is not listened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A Mac's companion of another file, which has its name after "._".
    Companion,
    /// Its name, or that of a folder above it, says that it is not to be seen.
    Hidden,
    /// Not written whole.
    Partial,
    /// Without bytes.
    Empty,
    /// Audio that no browser plays.
    Unplayable,
    /// A playlist; those are offered, a few at once.
    Playlist,
    /// A table of tracks.
    Table,
    /// Something else.
    NotAudio,
    /// It cannot be read.
    Unreadable,
}

/// Files by what is to be done with them, each with its path, in the order of the paths.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrivals<F> {
    /// To be listened to.
    pub audio: Vec<(String, F)>,
    /// Of a folder, with a name that does not say what they are: their bytes do.
    pub unsure: Vec<(String, F)>,
    /// To be read.
    pub telling: Vec<(String, F)>,
    /// A folder's playlists.
    pub playlists: Vec<(String, F)>,
    /// What of a folder is not listened to.
    pub passed_over: Vec<(String, Why)>,
}

/// What is to be done with a file.
enum Use {
    Listen,
    Judge,
    Read,
    Offer,
    PassOver(Why),
}

/// Sorts files out.
pub fn sort_out<F>(mut files: Vec<Arrival<F>>) -> Arrivals<F> {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut arrivals = Arrivals {
        audio: Vec::new(),
        unsure: Vec::new(),
        telling: Vec::new(),
        playlists: Vec::new(),
        passed_over: Vec::new(),
    };
    for arrival in files {
        let what = if arrival.is_from_folder { in_folder(&arrival) } else { named(&arrival.path) };
        let Arrival { path, file, .. } = arrival;
        match what {
            Use::Listen => arrivals.audio.push((path, file)),
            Use::Judge => arrivals.unsure.push((path, file)),
            Use::Read => arrivals.telling.push((path, file)),
            Use::Offer => arrivals.playlists.push((path, file)),
            Use::PassOver(why) => arrivals.passed_over.push((path, why)),
        }
    }
    arrivals
}

/// What the user names is listened to, unless it tells of tracks.
fn named(path: &str) -> Use {
    let ending = ending(path);
    let is_telling = [&PLAYLISTS[..], &TABLES, &COLLECTIONS].into_iter().any(|list| has(list, &ending));
    let is_of_serato = path.rsplit('/').next() == Some(OF_SERATO);
    if is_telling || is_of_serato { Use::Read } else { Use::Listen }
}

fn in_folder<F>(arrival: &Arrival<F>) -> Use {
    let ending = ending(&arrival.path);
    if let Some(why) = unseen(&arrival.path) {
        Use::PassOver(why)
    } else if has(&PARTIAL, &ending) {
        Use::PassOver(Why::Partial)
    } else if arrival.size == 0.0 {
        Use::PassOver(Why::Empty)
    } else if is_audio_ending(&ending) {
        Use::Listen
    } else if is_unplayable_ending(&ending) {
        Use::PassOver(Why::Unplayable)
    } else if has(&PLAYLISTS, &ending) {
        Use::Offer
    } else if has(&TABLES, &ending) {
        Use::PassOver(Why::Table)
    } else if has(&OTHERS, &ending) {
        Use::PassOver(Why::NotAudio)
    } else {
        Use::Judge
    }
}

/// Why a file is not to be seen, by its name and by those of the folders above it. The folder that the user has named may be
/// called as it likes.
fn unseen(path: &str) -> Option<Why> {
    let mut parts = path.split('/').rev();
    let name = parts.next().unwrap_or_default();
    let folders: Vec<&str> = parts.rev().skip(1).collect();
    if name.starts_with("._") || folders.contains(&"__MACOSX") {
        return Some(Why::Companion);
    }
    let is_hidden = |folder: &&str| folder.starts_with('.') || has(&OF_SYSTEMS, folder);
    (name.starts_with('.') || folders.iter().any(is_hidden)).then_some(Why::Hidden)
}

/// The end of a file's name, in lower case; empty where there is none.
fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

fn has(list: &[&str], text: &str) -> bool {
    list.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, is_from_folder: bool) -> Arrival<()> {
        Arrival { path: path.into(), file: (), size: 9.0, is_from_folder }
    }

    fn names(files: &[(String, ())]) -> Vec<&str> {
        files.iter().map(|(path, ())| path.as_str()).collect()
    }

    #[test]
    fn a_folder_gives_its_audio_and_the_rest_is_told_of() {
        let arrivals = sort_out(vec![
            file("Music/b.MP3", true),
            file("Music/cover.jpg", true),
            file("Music/a.flac", true),
            file("Music/list.m3u8", true),
            file("Music/old.wma", true),
            file("Music/table.csv", true),
        ]);
        assert_eq!(names(&arrivals.audio), ["Music/a.flac", "Music/b.MP3"]);
        assert_eq!((names(&arrivals.playlists), arrivals.telling.len()), (vec!["Music/list.m3u8"], 0));
        let passed_over = [
            ("Music/cover.jpg".to_owned(), Why::NotAudio),
            ("Music/old.wma".to_owned(), Why::Unplayable),
            ("Music/table.csv".to_owned(), Why::Table),
        ];
        assert_eq!(arrivals.passed_over, passed_over);
    }

    #[test]
    fn what_a_mac_and_others_leave_on_a_stick_is_passed_over() {
        for (path, why) in [
            ("STICK/._01 One.mp3", Why::Companion),
            ("STICK/__MACOSX/01 One.mp3", Why::Companion),
            ("STICK/.Trashes/deleted.mp3", Why::Hidden),
            ("STICK/.Spotlight-V100/Store/a/b.mp3", Why::Hidden),
            ("STICK/.DS_Store", Why::Hidden),
            ("STICK/$RECYCLE.BIN/x.mp3", Why::Hidden),
            ("STICK/loading.mp3.part", Why::Partial),
            ("STICK/loading.mp3.crdownload", Why::Partial),
            ("STICK/Loading.TMP", Why::Partial),
        ] {
            let arrivals = sort_out(vec![file(path, true)]);
            assert_eq!(arrivals.passed_over, [(path.to_owned(), why)]);
        }
        let empty = Arrival { size: 0.0, ..file("STICK/empty.mp3", true) };
        assert_eq!(sort_out(vec![empty]).passed_over, [("STICK/empty.mp3".to_owned(), Why::Empty)]);
        let arrivals = sort_out(vec![file(".music/a...mp3", true), file(".music/My.Album/01 One.mp3", true)]);
        assert_eq!(arrivals.audio.len(), 2, "a folder that the user names may be called as it likes");
    }

    #[test]
    fn bytes_decide_where_names_do_not() {
        let paths = ["Music/My.Album/no ending", "Music/odd.xyz", "Music/song.mp3_old"];
        let arrivals = sort_out(paths.map(|path| file(path, true)).to_vec());
        assert_eq!(names(&arrivals.unsure), paths);
    }

    #[test]
    fn a_named_file_is_tried_whatever_it_is_called() {
        let files = [
            "song",
            "list.CSV",
            "odd.xyz",
            ".hidden.mp3",
            "rekordbox.xml",
            "database V2",
            "m.db",
            "table.xlsx",
        ];
        let arrivals = sort_out(files.map(|path| file(path, false)).to_vec());
        assert_eq!(names(&arrivals.audio), [".hidden.mp3", "odd.xyz", "song"]);
        assert_eq!(
            names(&arrivals.telling),
            ["database V2", "list.CSV", "m.db", "rekordbox.xml", "table.xlsx"]
        );
        assert_eq!(arrivals.passed_over.len(), 0);
    }
}
