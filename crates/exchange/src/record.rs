//! One record of a JSON file, whoever wrote it: its members are those of a table's columns.

use serde_json::{Map, Value};

use crate::address;
use crate::csv::{Cells, Column};
use crate::track::{ExchangeTrack, TRACK_URI_PREFIX, non_blank};

/// Objects in a record that say more of its track.
const WITHIN: [&str; 5] = ["track", "localTrack", "track_metadata", "audio_features", "features"];

/// The track that a record is about, and the names of the members that could not be read.
pub(crate) fn track<'a>(members: &'a Map<String, Value>) -> (ExchangeTrack, Vec<String>) {
    let (mut track, mut odd) = (ExchangeTrack::default(), Vec::new());
    // Some programs give the one object in a list.
    let object = |value: &'a Value| value.as_object().or_else(|| value.as_array()?.first()?.as_object());
    let within = WITHIN.iter().filter_map(|name| object(members.get(*name)?));
    let objects: Vec<Vec<_>> = within.chain([members]).map(told).collect();
    for column in Column::ALL {
        // Several members may mean the same; the first that says something counts.
        let mut named = objects.iter().map(|object| object.iter().filter(|(about, ..)| *about == column));
        _ = named.any(|mut named| {
            named.any(|(_, _, name, value)| fill(&mut track, column, name, value, &mut odd))
        });
    }
    (track, odd)
}

/// The members of an object that say anything of a track, with the columns that they mean, the most telling first.
fn told(object: &Map<String, Value>) -> Vec<(Column, usize, &String, &Value)> {
    let told = object.iter().filter(|(_, value)| !value.is_null());
    let meant =
        told.map(|(name, value)| Column::find(name).map(|(column, rank)| (column, rank, name, value)));
    let mut told: Vec<_> = meant.flatten().collect();
    told.sort_by_key(|(_, rank, ..)| *rank);
    told
}

/// Puts a member into the track; false where it says nothing.
fn fill(track: &mut ExchangeTrack, column: Column, name: &str, value: &Value, odd: &mut Vec<String>) -> bool {
    let texts = texts(value);
    let first = texts.first().map(String::as_str);
    let is_told = first.is_some();
    match column {
        Column::ArtistNames => track.artists = trimmed(&texts),
        Column::Genres => track.genres = trimmed(&texts),
        Column::TrackName => track.title = first.map(str::to_owned),
        Column::AlbumName => track.album = first.map(str::to_owned),
        Column::File => track.file = first.map(str::to_owned),
        Column::TrackUri => {
            track.spotify_uri = first.and_then(spotify_uri);
            return track.spotify_uri.is_some();
        }
        _ => {
            let Some(cell) = first else {
                return false;
            };
            if Cells::PLAIN.read(track, column, name, cell).is_err() {
                odd.push(name.to_owned());
                return false;
            }
        }
    }
    is_told
}

/// The URI that a member says; an `id` may be that of anything.
fn spotify_uri(text: &str) -> Option<String> {
    let id = text.trim();
    if address::is_id(id) {
        return Some(format!("{TRACK_URI_PREFIX}{id}"));
    }
    let is_other = id.starts_with("spotify:") && !id.starts_with(TRACK_URI_PREFIX);
    address::track_uri(id).or_else(|| is_other.then(|| id.to_owned()))
}

fn trimmed(names: &[String]) -> Vec<String> {
    names.iter().map(|name| name.trim().to_owned()).collect()
}

/// What a value says, as texts: a list of names, of objects with names, or one of either.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => non_blank(text).map(str::to_owned).into_iter().collect(),
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(flag) => vec![flag.to_string()],
        Value::Array(values) => values.iter().flat_map(|value| texts(value).into_iter().take(1)).collect(),
        Value::Object(members) => {
            ["name", "#text"].iter().find_map(|name| members.get(*name)).map(texts).unwrap_or_default()
        }
        Value::Null => Vec::new(),
    }
}
