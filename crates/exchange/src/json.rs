//! JSON that tells of tracks: Spotify's answers, lists and lines of records, JSPF, and what Spotify gives out of an
//! account.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use thiserror::Error;

use crate::address::is_id;
use crate::collection::{Collection, Playlist, lines};
use crate::contents::Contents;
use crate::csv::Column;
use crate::jspf;
use crate::pandas;
use crate::reading::{Reading, Remark};
use crate::record;
use crate::track::ExchangeTrack;

/// A file that is no JSON, or not the one that is looked for.
#[derive(Debug, Error)]
pub enum JsonError {
    /// It breaks the rules of JSON.
    #[error("line {line} column {column}: this is no JSON")]
    Malformed {
        /// Line of the file, from 1.
        line: usize,
        /// Byte of that line, from 1.
        column: usize,
        /// Whether the file ends within a value.
        is_cut_off: bool,
    },
    /// It is sound, and no list of tracks.
    #[error("there is no list of tracks in this JSON")]
    Other,
}

impl From<serde_json::Error> for JsonError {
    fn from(error: serde_json::Error) -> Self {
        if error.is_data() {
            return Self::Other;
        }
        Self::Malformed { line: error.line(), column: error.column(), is_cut_off: error.is_eof() }
    }
}

/// Under which names an object has a list of records, the most telling first.
const LISTS: [&str; 11] = [
    "audio_features",
    "items",
    "tracks",
    "songs",
    "data",
    "rows",
    "results",
    "features",
    "listens",
    "track",
    "uris",
];

/// Objects within objects in which a list is looked for.
const DEEPEST: usize = 3;

/// The members of an object, each as it stands in the file: records are read one by one, never all at once.
type Members<'a> = BTreeMap<String, &'a RawValue>;

/// Whether a text begins as JSON does, rather than with a section's name in brackets.
pub(crate) fn is_likely(beginning: &str) -> bool {
    let Some(within) = beginning.strip_prefix('[').map(str::trim_start) else {
        return beginning.starts_with('{');
    };
    let is_name = within.starts_with(char::is_alphabetic);
    !is_name || ["null", "true", "false", "NaN"].iter().any(|word| within.starts_with(word))
}

/// Reads a file. A record that cannot be read costs that record.
///
/// # Errors
/// Where it is no JSON.
pub(crate) fn read(text: &str) -> Result<Contents, JsonError> {
    let text = &without_nan(text);
    if is_lines(text) {
        return Ok(of_lines(text));
    }
    let whole: &RawValue = match serde_json::from_str(text) {
        Ok(whole) => whole,
        Err(error) => return Ok(Contents::of_rows(tracks(&one_by_one(text).ok_or(error)?))),
    };
    if let Ok(records) = elements(whole) {
        return Ok(Contents::of_rows(tracks(&records)));
    }
    let members: Members = serde_json::from_str(whole.get())?;
    if let Some(playlist) = members.get("playlist") {
        return Ok(Contents::Playlist(jspf::read(playlist)?));
    }
    if let Some(playlists) = members.get("playlists").and_then(|playlists| elements(playlists).ok()) {
        return Ok(Contents::Collection(account(&playlists)));
    }
    if let Some(rows) = pandas::rows(&members) {
        return Ok(of_rows(&rows));
    }
    if let Some(records) = listed(&members, 0) {
        return Ok(Contents::of_rows(tracks(&records)));
    }
    Ok(by_name(&members).map_or_else(|| Contents::of_rows(tracks(&[whole])), |rows| of_rows(&rows)))
}

fn of_rows(rows: &[Map<String, Value>]) -> Contents {
    let mut reading = Reading::default();
    rows.iter().enumerate().for_each(|(index, row)| add_object(&mut reading, index + 1, row));
    Contents::of_rows(reading)
}

/// Values that stand one behind the other, lists among them, as programs write them that add to a file.
fn one_by_one(text: &str) -> Option<Vec<&RawValue>> {
    let values: Result<Vec<&RawValue>, _> = serde_json::Deserializer::from_str(text).into_iter().collect();
    let values = values.ok()?;
    Some(values.into_iter().flat_map(|value| elements(value).unwrap_or_else(|_| vec![value])).collect())
}

/// The text with the numbers that Python writes and JSON does not have (NaN, Infinity) as `null`.
fn without_nan(text: &str) -> Cow<'_, str> {
    const NUMBERS: [&str; 3] = ["NaN", "-Infinity", "Infinity"];
    if !NUMBERS.iter().any(|number| text.contains(number)) {
        return Cow::Borrowed(text);
    }
    let (mut sound, mut rest, mut is_within_text) = (String::with_capacity(text.len()), text, false);
    while let Some(char) = rest.chars().next() {
        let number = NUMBERS.iter().find(|number| !is_within_text && rest.starts_with(**number));
        let length = match (char, number) {
            (_, Some(number)) => {
                sound.push_str("null");
                rest = rest.get(number.len()..).unwrap_or_default();
                continue;
            }
            ('\\', None) => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            (char, None) => char.len_utf8(),
        };
        is_within_text ^= char == '"';
        let (taken, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        sound.push_str(taken);
        rest = behind;
    }
    Cow::Owned(sound)
}

/// Whether each line is a value of its own.
fn is_lines(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let is_value = |line: &str| line.trim_start().starts_with('{') && line.trim_end().ends_with('}');
    lines.next().is_some_and(is_value) && lines.next().is_some_and(is_value)
}

fn of_lines(text: &str) -> Contents {
    let mut reading = Reading::default();
    for (index, line) in text.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        add(&mut reading, index + 1, line);
    }
    Contents::of_rows(reading)
}

/// The elements of an array.
fn elements(value: &RawValue) -> Result<Vec<&RawValue>, serde_json::Error> {
    serde_json::from_str(value.get())
}

/// The list within an object, or within an object in it (`tracks.items`); what is about a track itself has none.
fn listed<'a>(members: &Members<'a>, depth: usize) -> Option<Vec<&'a RawValue>> {
    let within = |value: &'a RawValue| listed(&serde_json::from_str(value.get()).ok()?, depth + 1);
    let mut named = LISTS.iter().filter_map(|name| members.get(*name).copied());
    let list =
        named.find_map(|value| elements(value).ok().or_else(|| within(value).filter(|_| depth < DEEPEST)));
    let is_about_a_track = || members.keys().any(|name| Column::find(name).is_some());
    list.or_else(|| {
        let mut others = members.values().filter(|_| depth < DEEPEST && !is_about_a_track());
        others.find_map(|value| within(value))
    })
}

/// Records under their tracks' ids or names: `{"2takcwOaAZWiXQijPHIx7B": {"tempo": 120}}`.
fn by_name(members: &Members) -> Option<Vec<Map<String, Value>>> {
    let row = |(name, row): (&String, &&RawValue)| {
        let mut row: Map<String, Value> = serde_json::from_str(row.get()).ok()?;
        let is_known = row.keys().any(|name| Column::find(name).is_some());
        let says = |of: &[Column]| {
            let told =
                row.iter().filter(|(_, value)| !value.is_null()).filter_map(|(name, _)| Column::find(name));
            told.map(|(column, _)| column).any(|column| of.contains(&column))
        };
        if !says(&[Column::TrackUri, Column::TrackName, Column::File]) {
            let member = if is_id(name) { "id" } else { "name" };
            row.insert(member.to_owned(), Value::String(name.clone()));
        }
        is_known.then_some(row)
    };
    members.iter().map(row).collect::<Option<Vec<_>>>().filter(|rows| !rows.is_empty())
}

pub(crate) fn tracks(records: &[&RawValue]) -> Reading {
    let mut reading = Reading::default();
    for (index, record) in records.iter().enumerate() {
        add(&mut reading, index + 1, record.get());
    }
    reading
}

/// Adds the track that a record is about.
fn add(reading: &mut Reading, record: usize, text: &str) {
    match serde_json::from_str(text) {
        Ok(Value::Object(members)) => add_object(reading, record, &members),
        Ok(Value::Null) => match reading.remarks.iter_mut().find_map(empty_records) {
            Some(records) => *records += 1,
            None => reading.remarks.push(Remark::Empty { records: 1 }),
        },
        Ok(Value::String(text)) if lines::track(&text).is_some() => {
            reading.tracks.extend(lines::track(&text));
        }
        Ok(_) | Err(_) => reading.remarks.push(Remark::Record { record }),
    }
}

fn empty_records(remark: &mut Remark) -> Option<&mut usize> {
    match remark {
        Remark::Empty { records } => Some(records),
        _ => None,
    }
}

fn add_object(reading: &mut Reading, record: usize, members: &Map<String, Value>) {
    let (track, odd) = record::track(members);
    let (added_by, added_at) = (track.added_by.clone(), track.added_at.clone());
    if odd.is_empty() && track == (ExchangeTrack { added_by, added_at, ..ExchangeTrack::default() }) {
        reading.remarks.push(Remark::Record { record });
        return;
    }
    reading.tracks.push(track);
    reading.remarks.extend(odd.into_iter().map(|field| Remark::Field { record, field }));
}

/// One playlist of an account.
#[derive(Deserialize)]
struct AccountPlaylist<'a> {
    #[serde(default)]
    name: Option<String>,
    #[serde(borrow, default)]
    items: Vec<&'a RawValue>,
}

/// The playlists of an account, as Spotify gives them to its owner (`Playlist1.json`).
fn account(playlists: &[&RawValue]) -> Collection {
    let mut collection = Collection::of("Spotify");
    let mut records = 0;
    for (index, playlist) in playlists.iter().enumerate() {
        let Ok(AccountPlaylist { name, items }) = serde_json::from_str(playlist.get()) else {
            collection.remarks.push(Remark::Record { record: index + 1 });
            continue;
        };
        let mut reading = Reading { tracks: std::mem::take(&mut collection.tracks), ..Reading::default() };
        let first = reading.tracks.len();
        for item in &items {
            records += 1;
            add(&mut reading, records, item.get());
        }
        let entries = (first..reading.tracks.len()).collect();
        collection.playlists.push(Playlist { name: name.unwrap_or_default(), entries });
        collection.tracks = reading.tracks;
        collection.remarks.append(&mut reading.remarks);
    }
    collection
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_only_python_knows_are_missing_values() {
        let text = r#"[{"name": "NaN \"NaN", "energy": NaN, "tempo": 120.0}, {"name": "B", "energy": -Infinity, "liveness": 0.5}]"#;
        let Ok(Contents::Table(reading)) = read(text) else { panic!() };
        assert_eq!(reading.tracks[0].title.as_deref(), Some("NaN \"NaN"));
        assert_eq!((reading.tracks[0].energy, reading.tracks[0].tempo), (None, Some(120.0)));
        assert_eq!((reading.tracks[1].energy, reading.tracks[1].liveness), (None, Some(0.5)));
        assert_eq!(reading.remarks, []);
    }

    #[test]
    fn tracks_are_found_wherever_they_stand() {
        let features = r#"{"tempo": 120, "energy": 0.5}"#;
        let named = r##"{"name": "A", "artist": {"#text": "B"}, "energy": 0.5}"##;
        for (text, name) in [
            (format!(r#"{{"2takcwOaAZWiXQijPHIx7B": {features}}}"#), "spotify:track:2takcwOaAZWiXQijPHIx7B"),
            (format!(r#"{{"B - A": {features}}}"#), "B - A"),
            (format!(r#"{{"status": 200, "body": {{"audio_features": [{named}]}}}}"#), "A"),
            (format!(r#"{{"recenttracks": {{"track": [{named}], "@attr": {{}}}}}}"#), "A"),
            (format!("{named} {named}"), "A"),
            (format!("[{named}]\n[{named}]"), "A"),
            (format!(r#"[{{"track": {{"name": "A"}}, "audio_features": [{features}]}}]"#), "A"),
        ] {
            let Ok(Contents::Table(reading)) = read(&text) else { panic!("{text}") };
            let track = &reading.tracks[0];
            assert_eq!(track.title.as_deref().or(track.spotify_uri.as_deref()), Some(name), "{text}");
            assert_eq!((track.energy, reading.remarks), (Some(0.5), vec![]), "{text}");
        }
    }

    #[test]
    fn lists_of_names_and_addresses_are_playlists() {
        let text = r#"["B - A", "https://open.spotify.com/track/2takcwOaAZWiXQijPHIx7B", "nothing"]"#;
        let Ok(Contents::Playlist(reading)) = read(text) else { panic!() };
        assert_eq!((reading.tracks[0].title.as_deref(), reading.tracks.len()), (Some("A"), 2));
        assert!(reading.tracks[1].spotify_id().is_some());
        assert_eq!(reading.remarks, [Remark::Record { record: 3 }, Remark::WithoutFeatures]);
        let listens = r#"{"listened_at": 1, "track_metadata": {"artist_name": "B", "track_name": "A"}}"#;
        let Ok(Contents::Playlist(reading)) = read(&format!("{listens}\n{listens}\n")) else { panic!() };
        assert_eq!((reading.tracks.len(), reading.tracks[0].artist_line().as_str()), (2, "B"));
        assert!(is_likely("[null]") && is_likely("{") && !is_likely("[Reference]\nRef1=x"));
    }
}
