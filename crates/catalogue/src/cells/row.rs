//! A track in a cell, and its record among the names.

use super::checksum;
use crate::CatalogueError;
use crate::build;
use crate::format::reader::{Reader, damaged};
use crate::format::{LOUDNESS_FLOOR, MAJOR, NO_KEY, Named, STEPS, UNIT_FEATURES};
use crate::id;
use crate::title::song_of;
use protocol::{AudioFeatures, Feature};

/// Bytes of a track's features.
pub(super) const FEATURES: usize = 12;

/// Bytes of a row.
pub const ROW: usize = FEATURES + 4 + 4 + 2;

/// Most bytes of a record.
pub const MOST_OF_A_RECORD: usize = u16::MAX as usize;

/// Bytes of a record's checksum, and of all before its texts.
const CHECK: usize = 4;
const BEFORE_TEXTS: usize = CHECK + 16 + 2 + 1;

/// A row as it is read.
pub struct StoredRow {
    /// Features, in the steps of the file.
    pub features: AudioFeatures,
    /// What names artist and song; `None` where the artist is not known.
    pub(super) song: Option<(u32, u32)>,
    pub(super) record_len: u16,
}

impl StoredRow {
    /// Reads a row; all bytes are one.
    pub fn of(bytes: &[u8; ROW]) -> Self {
        let [features @ .., a, b, c, d, e, f, g, h, low, high] = *bytes;
        let (artist, song) = (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h]));
        Self {
            features: unpacked(&features),
            song: (artist != 0).then_some((artist, song)),
            record_len: u16::from_le_bytes([low, high]),
        }
    }

    /// How long its record is, bytes.
    pub fn record_len(&self) -> usize {
        self.record_len.into()
    }

    /// The row that a one-file catalogue is built of, with its record.
    ///
    /// # Errors
    /// [`CatalogueError::Damaged`] where the record is none.
    pub fn with_record(&self, record: &[u8]) -> Result<build::Row, CatalogueError> {
        let named = read_record(record)?;
        Ok(build::Row {
            name: named.name,
            artist: named.artist,
            spotify_id: id::format(named.id),
            features: self.features,
            time_signature: named.time_signature,
            duration_s: f32::from(named.duration_tenths) / 10.0,
        })
    }
}

/// A track's record, to be written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record<'a> {
    /// Title.
    pub name: &'a str,
    /// Artist, as credited.
    pub artist: &'a str,
    /// Spotify's id, as [`crate::spotify_bits`] reads it.
    pub id: u128,
    /// Beats in a bar, 0 where unknown.
    pub time_signature: u8,
    /// Length, seconds.
    pub duration_s: f32,
}

impl Record<'_> {
    /// Its bytes; texts that are too long for a record are cut.
    pub fn to_bytes(&self) -> Vec<u8> {
        let most = (MOST_OF_A_RECORD - BEFORE_TEXTS - 1) / 2;
        let mut bytes = vec![0; CHECK];
        bytes.extend(self.id.to_le_bytes());
        bytes.extend(((self.duration_s * 10.0).round() as u16).to_le_bytes());
        bytes.push(self.time_signature);
        bytes.extend(one_line(self.artist, most).bytes());
        bytes.push(b'\n');
        bytes.extend(one_line(self.name, most).bytes());
        let (check, rest) = bytes.split_at_mut(CHECK);
        check.copy_from_slice(&checksum(rest).to_le_bytes());
        bytes
    }
}

/// The bytes of a row whose record is that long.
pub fn row(features: &AudioFeatures, artist: &str, name: &str, record_len: usize) -> [u8; ROW] {
    let mut row = [0; ROW];
    let (artist, song) = identity(artist, name).unwrap_or_default();
    let parts = packed(features)
        .into_iter()
        .chain(artist.to_le_bytes())
        .chain(song.to_le_bytes())
        .chain((record_len.min(MOST_OF_A_RECORD) as u16).to_le_bytes());
    row.iter_mut().zip(parts).for_each(|(byte, part)| *byte = part);
    row
}

/// The rows of a cell; what is behind the last whole one is passed over.
pub(super) fn rows(bytes: &[u8]) -> impl Iterator<Item = StoredRow> {
    bytes.as_chunks::<ROW>().0.iter().map(StoredRow::of)
}

/// Reads a record.
pub(super) fn read_record(bytes: &[u8]) -> Result<Named, CatalogueError> {
    let mut reader = Reader::new(bytes);
    if reader.u32()? != checksum(reader.rest()) {
        return Err(damaged("a record is not as it was written"));
    }
    let id = u128::from_le_bytes(reader.array()?);
    let duration_tenths = reader.u16()?;
    let [time_signature] = reader.array()?;
    let texts = bytes.get(BEFORE_TEXTS..).unwrap_or_default();
    let texts = std::str::from_utf8(texts).map_err(|_| damaged("a name is not UTF-8"))?;
    let (artist, name) = texts.split_once('\n').ok_or(damaged("a track has no name"))?;
    if id::parse(&id::format(id)) != Some(id) || name.contains('\n') {
        return Err(damaged("a record"));
    }
    Ok(Named { id, name: name.to_owned(), artist: artist.to_owned(), time_signature, duration_tenths })
}

/// What names an artist and a song of theirs, whoever sells it, in few bytes: 20 picks of one question share a hash by
/// chance once in millions of questions. `None` where the artist is not known.
pub(super) fn identity(artist: &str, name: &str) -> Option<(u32, u32)> {
    song_of(artist, name).map(|song| identity_of(&song))
}

/// The same of a song that is told apart already.
pub(super) fn identity_of((artist, song): &(String, String)) -> (u32, u32) {
    // 0 is kept for no artist.
    (checksum(artist.as_bytes()).max(1), checksum(song.as_bytes()))
}

/// Features in the steps of a catalogue's file.
pub(super) fn packed(features: &AudioFeatures) -> [u8; FEATURES] {
    let units = UNIT_FEATURES.map(|feature| (features.get(feature).clamp(0.0, 1.0) * 255.0).round() as u8);
    let steps = |value: f32| ((value * STEPS).round() as u16).to_le_bytes();
    let key = u8::try_from(features.key).unwrap_or(NO_KEY).min(NO_KEY);
    let key = key + if features.mode == 1 { MAJOR } else { 0 };
    let [a, b, c, d, e, f, g] = units;
    let ([loud, loud_high], [tempo, tempo_high]) =
        (steps(features.loudness - LOUDNESS_FLOOR), steps(features.tempo));
    [a, b, c, d, e, f, g, loud, loud_high, tempo, tempo_high, key]
}

/// Features out of those steps.
pub(super) fn unpacked(bytes: &[u8; FEATURES]) -> AudioFeatures {
    let [units @ .., loud, loud_high, tempo, tempo_high, key] = *bytes;
    let mut features = AudioFeatures::default();
    for (feature, step) in UNIT_FEATURES.into_iter().zip(units) {
        features.set(feature, f32::from(step) / 255.0);
    }
    let steps = |low: u8, high: u8| f32::from(u16::from_le_bytes([low, high])) / STEPS;
    features.set(Feature::Loudness, LOUDNESS_FLOOR + steps(loud, loud_high));
    features.set(Feature::Tempo, steps(tempo, tempo_high));
    let pitch = key % MAJOR;
    features.key = if pitch < 12 { pitch as i8 } else { -1 };
    features.mode = u8::from(key >= MAJOR);
    features
}

/// A text without line breaks, of that many bytes at most.
fn one_line(text: &str, most: usize) -> String {
    let mut line = text.replace(['\n', '\r'], " ");
    let end = (0..=most.min(line.len())).rev().find(|end| line.is_char_boundary(*end)).unwrap_or(0);
    line.truncate(end);
    line
}
