//! The teacher's labelled windows: the table that lists them.

use super::labels::LABELS;
use anyhow::{Context, Result, ensure};
use protocol::Feature;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The windows' labels are this program's outputs; reports name it wherever they give a figure.
pub const LABEL_SOURCE: &str = "teacher (VibeNet 0.1.0)";

/// One labelled window of 30 s.
#[derive(Clone, Debug)]
pub struct Window {
    /// File name in `audio/windows`.
    pub file: String,
    /// Windows of one track, and of tracks nearly alike, are of one group.
    pub group: String,
    /// Where the audio comes from: a package, a data set.
    pub collection: String,
    /// Title of the track, as its source gives it.
    pub title: String,
    /// The teacher's labels in the order of [`Feature::PREDICTED`], 0…1.
    pub labels: [f32; LABELS],
    /// What Essentia measured on the original recording; absent for some windows.
    pub essentia: Option<Essentia>,
}

/// Essentia's measurements: RhythmExtractor2013, KeyExtractor (profile bgate), LoudnessEBUR128.
#[derive(Clone, Copy, Debug)]
pub struct Essentia {
    /// Tempo, beats per minute.
    pub bpm: f32,
    /// Pitch class of the tonic, 0 = C.
    pub tonic: u8,
    /// Whether the mode is major.
    pub major: bool,
    /// Integrated loudness, LUFS.
    pub lufs: f32,
}

/// The folder of audio windows below the data folder.
pub fn folder(data: &Path) -> PathBuf {
    data.join("audio/windows")
}

/// Reads `audio/windows.csv` below the data folder.
///
/// # Errors
/// Where the data are absent or a row is not as documented.
pub fn read(data: &Path) -> Result<Vec<Window>> {
    let path = data.join("audio/windows.csv");
    ensure!(
        path.exists(),
        "{} is not there: training and evaluation need the labelled audio; give its folder with --data DIR",
        path.display()
    );
    let mut reader = csv::Reader::from_path(&path)?;
    let rows =
        reader.deserialize::<Record>().map(|record| record.map(Window::from)).collect::<Result<Vec<_>, _>>();
    rows.with_context(|| format!("{} is not as documented", path.display()))
}

/// A line of `windows.csv`.
#[derive(Deserialize)]
struct Record {
    file: String,
    group: String,
    collection: String,
    title: String,
    teacher_acousticness: f32,
    teacher_danceability: f32,
    teacher_energy: f32,
    teacher_instrumentalness: f32,
    teacher_liveness: f32,
    teacher_speechiness: f32,
    teacher_valence: f32,
    essentia_bpm: Option<f32>,
    essentia_key: Option<f32>,
    essentia_mode: Option<f32>,
    essentia_lufs: Option<f32>,
}

impl From<Record> for Window {
    fn from(record: Record) -> Window {
        let labels = Feature::PREDICTED.map(|feature| match feature {
            Feature::Acousticness => record.teacher_acousticness,
            Feature::Danceability => record.teacher_danceability,
            Feature::Energy => record.teacher_energy,
            Feature::Instrumentalness => record.teacher_instrumentalness,
            Feature::Liveness => record.teacher_liveness,
            Feature::Speechiness => record.teacher_speechiness,
            Feature::Valence => record.teacher_valence,
            Feature::Key | Feature::Loudness | Feature::Mode | Feature::Tempo => f32::NAN,
        });
        let essentia = record.essentia();
        Window {
            file: record.file,
            group: record.group,
            collection: record.collection,
            title: record.title,
            labels,
            essentia,
        }
    }
}

impl Record {
    fn essentia(&self) -> Option<Essentia> {
        Some(Essentia {
            bpm: self.essentia_bpm?,
            tonic: self.essentia_key? as u8,
            major: self.essentia_mode? > 0.5,
            lufs: self.essentia_lufs?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_data_is_said_in_words() {
        let error = read(Path::new("/nowhere")).unwrap_err().to_string();
        assert!(error.contains("--data DIR"), "{error}");
    }
}
