//! What other programs know of a user's tracks: collections with playlists, and lists of simpler kinds. None has audio
//! features; read only.

pub mod cue;
pub mod itunes;
pub mod lines;
pub mod media;
pub mod pls;
pub mod rekordbox;
pub mod serato;
pub mod traktor;

use crate::reading::{Reading, Remark};
use crate::track::ExchangeTrack;
use music::Key;

/// All tracks that a program knows, and its playlists of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collection {
    /// The program's name, as its maker writes it.
    pub program: &'static str,
    /// The tracks in the file's order; tempo and key are the program's claims.
    pub tracks: Vec<ExchangeTrack>,
    /// The playlists in the file's order.
    pub playlists: Vec<Playlist>,
    /// What could not be read.
    pub remarks: Vec<Remark>,
}

/// A playlist of a collection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Playlist {
    /// Its name; may be empty.
    pub name: String,
    /// Its entries in order: indices into the collection's tracks.
    pub entries: Vec<usize>,
}

impl Collection {
    pub(crate) fn of(program: &'static str) -> Self {
        Self { program, ..Self::default() }
    }

    /// A collection as it was read; where it was cut short among its tracks, the last of them is not whole.
    fn read(
        program: &'static str,
        mut tracks: Vec<ExchangeTrack>,
        playlists: Vec<Playlist>,
        remarks: Vec<Remark>,
    ) -> Self {
        if !remarks.is_empty() && playlists.is_empty() {
            tracks.pop();
        }
        Self { program, tracks, playlists, remarks }
    }

    /// A list that is one playlist of a program's.
    pub(crate) fn of_list(program: &'static str, Reading { tracks, remarks }: Reading) -> Self {
        let playlist = Playlist { name: String::new(), entries: (0..tracks.len()).collect() };
        Self { program, tracks, playlists: vec![playlist], remarks }
    }
}

/// A track of which a program claims a tempo (BPM) and a key; what is nonsense is no claim.
fn claims(tempo: Option<f64>, key: Option<&str>) -> ExchangeTrack {
    let key = key.and_then(|key| key.parse::<Key>().ok());
    ExchangeTrack {
        tempo: tempo.map(|tempo| tempo as f32).filter(|tempo| (1.0..1000.0).contains(tempo)),
        key: key.map(Key::spotify_key),
        mode: key.map(Key::spotify_mode),
        ..ExchangeTrack::default()
    }
}

/// Whether a text begins as playlists of Winamp's kind do.
pub(crate) fn is_pls(beginning: &str) -> bool {
    beginning.split_at_checked(10).is_some_and(|(begins, _)| begins.eq_ignore_ascii_case("[playlist]"))
}

/// Whether a text begins as the contents of a CD do.
pub(crate) fn is_cue(beginning: &str) -> bool {
    const COMMANDS: [&str; 5] = ["FILE ", "PERFORMER ", "TITLE ", "CATALOG ", "REM "];
    let is_command = |line: &str| COMMANDS.iter().any(|command| line.starts_with(command));
    let mut lines = beginning.lines().map(str::trim).filter(|line| !line.is_empty()).take(20);
    lines.clone().next().is_some_and(is_command) && lines.any(|line| line.starts_with("FILE "))
}
