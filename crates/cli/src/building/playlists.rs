//! Playlists as sets of tracks of a table: by Spotify's ids, and by artist and title where a playlist has no ids.

use anyhow::{Context, Result};
use catalogue::build::Row;
use catalogue::title::song_of;
use exchange::Contents;
use exchange::track::ExchangeTrack;
use flate2::read::MultiGzDecoder;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A playlist with fewer of the table's tracks says nothing about what stands together.
const LEAST_TRACKS: usize = 2;

/// Names under which a JSON object has the tracks of a playlist, and a track its id.
const TRACKS: [&str; 2] = ["tracks", "items"];
const IDS: [&str; 5] = ["track_uri", "uri", "id", "track_id", "spotify_id"];

/// What playlists say.
#[derive(Debug, Default)]
pub struct Playlists {
    /// Sets of rows, each in rising order; neither titles nor the order of tracks.
    pub sets: Vec<Vec<u32>>,
    /// Entries that are no track of the table.
    pub elsewhere: u64,
    /// Files of which nothing could be read, and why.
    pub failed: Vec<(PathBuf, String)>,
}

/// Finds the table's tracks.
struct Finder<'a> {
    by_id: HashMap<&'a str, u32>,
    by_song: HashMap<(String, String), u32>,
}

/// Reads files, and those of folders, against the rows of a table.
///
/// # Errors
/// Where a path is not there.
pub fn read(paths: &[PathBuf], rows: &[Row]) -> Result<Playlists> {
    let finder = Finder {
        by_id: rows.iter().map(|row| row.spotify_id.as_str()).zip(0..).collect(),
        by_song: rows
            .iter()
            .zip(0..)
            .filter_map(|(row, at)| Some((song_of(&row.artist, &row.name)?, at)))
            .collect(),
    };
    let mut playlists = Playlists::default();
    for path in paths {
        fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
        let files = WalkDir::new(path).sort_by_file_name().into_iter().filter_map(Result::ok);
        for file in files.filter(|entry| entry.file_type().is_file()) {
            if let Err(error) = playlists.read_file(file.path(), &finder) {
                playlists.failed.push((file.into_path(), format!("{error:#}")));
            }
        }
    }
    playlists.sets.sort_unstable();
    Ok(playlists)
}

impl Playlists {
    fn read_file(&mut self, path: &Path, finder: &Finder<'_>) -> Result<()> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let mut file: Box<dyn Read> = Box::new(BufReader::new(File::open(path)?));
        if name.ends_with(".gz") {
            file = Box::new(MultiGzDecoder::new(file));
        }
        let name = name.trim_end_matches(".gz");
        if [".json", ".jsonl", ".ndjson"].iter().any(|ending| name.ends_with(ending)) {
            // One value after the other: a file of a million playlists has a line for each.
            for value in serde_json::Deserializer::from_reader(BufReader::new(file)).into_iter::<Value>() {
                self.take_json(&value?, finder);
            }
            return Ok(());
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        match exchange::read(name, &bytes)? {
            Contents::Table(reading) | Contents::Playlist(reading) => {
                self.take(&mut reading.tracks.iter(), finder)
            }
            Contents::Collection(collection) => {
                for playlist in &collection.playlists {
                    let entries = playlist.entries.iter().filter_map(|entry| collection.tracks.get(*entry));
                    self.take(&mut { entries }, finder);
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, tracks: &mut dyn Iterator<Item = &ExchangeTrack>, finder: &Finder<'_>) {
        let by_name = |track: &ExchangeTrack| {
            let song = song_of(&track.artist_line(), track.title.as_deref()?)?;
            finder.by_song.get(&song).copied()
        };
        let find = |track: &ExchangeTrack| {
            track.spotify_id().and_then(|id| finder.by_id.get(id).copied()).or_else(|| by_name(track))
        };
        self.put(tracks.map(find));
    }

    /// Any object that has a list of tracks is a playlist, and so is what such lie in.
    fn take_json(&mut self, value: &Value, finder: &Finder<'_>) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.take_json(value, finder)),
            Value::Object(members) => {
                let tracks = TRACKS.iter().find_map(|name| members.get(*name)?.as_array());
                match tracks {
                    Some(tracks) => {
                        self.put(tracks.iter().map(|track| finder.by_id.get(id_of(track)?).copied()));
                    }
                    None => members.values().for_each(|value| self.take_json(value, finder)),
                }
            }
            _ => {}
        }
    }

    fn put(&mut self, found: impl Iterator<Item = Option<u32>>) {
        let mut set = BTreeSet::new();
        for row in found {
            match row {
                Some(row) => drop(set.insert(row)),
                None => self.elsewhere += 1,
            }
        }
        if set.len() >= LEAST_TRACKS {
            self.sets.push(set.into_iter().collect());
        }
    }
}

/// The id of a playlist's track: a text, the first of a list, or a member of an object.
fn id_of(track: &Value) -> Option<&str> {
    let text = match track {
        Value::String(text) => text,
        Value::Array(fields) => fields.first()?.as_str()?,
        Value::Object(members) => match members.get("track") {
            Some(track) => return id_of(track),
            None => IDS.iter().find_map(|name| members.get(*name)?.as_str())?,
        },
        _ => return None,
    };
    let end = text.find('?').unwrap_or(text.len());
    text.get(..end)?.rsplit([':', '/']).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::AudioFeatures;

    const IDS: [&str; 3] = ["2takcwOaAZWiXQijPHIx7B", "1KgZOCjN3nGRTk3c87oIj6", "7n42aSLN1psjjr2BrrzPYz"];

    fn rows() -> Vec<Row> {
        let row = |(place, id): (usize, &&str)| Row {
            name: format!("Song {place}"),
            artist: "Somebody".into(),
            spotify_id: (*id).to_owned(),
            features: AudioFeatures::default(),
            time_signature: 4,
            duration_s: 180.0,
        };
        IDS.iter().enumerate().map(row).collect()
    }

    #[test]
    fn playlists_come_in_many_kinds() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
        let [a, b, c] = IDS;
        put(
            "a.jsonl",
            format!(
                "{{\"pid\":1,\"tracks\":[[\"{a}\",\"x\",\"y\"],[\"{b}\",\"x\",\"y\"]]}}\n{{\"tracks\":[\"{b}\"]}}\n"
            ),
        );
        put(
            "b.json",
            format!(
                "{{\"playlists\":[{{\"tracks\":[{{\"track_uri\":\"spotify:track:{b}\"}},{{\"track\":{{\"id\":\"{c}\"}}}},{{\"id\":\"none\"}}]}}]}}"
            ),
        );
        put(
            "c.m3u8",
            "#EXTM3U\n#EXTINF:180,Somebody - Song 0\na.mp3\n#EXTINF:180,Somebody - Song 2\nb.mp3\n".into(),
        );
        put(
            "d.csv",
            format!("Track URI,Track Name\nspotify:track:{a},x\nspotify:track:{c},y\nspotify:track:{a},x\n"),
        );
        put("e.json", "{".into());
        let playlists = read(&[folder.path().to_owned()], &rows()).unwrap();
        assert_eq!(playlists.sets, [vec![0, 1], vec![0, 2], vec![0, 2], vec![1, 2]]);
        assert_eq!((playlists.elsewhere, playlists.failed.len()), (1, 1));
    }
}
