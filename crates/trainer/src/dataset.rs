//! The labelled windows, and which of them a model may learn from.

use anyhow::{Context, Result, ensure};
use protocol::Feature;
use serde::Deserialize;
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

/// Number of predicted labels.
pub const LABELS: usize = Feature::PREDICTED.len();

/// Place of instrumentalness among the labels.
pub const INSTRUMENTALNESS: usize = place_of(Feature::Instrumentalness);

/// Place of liveness among the labels.
pub const LIVENESS: usize = place_of(Feature::Liveness);

const fn place_of(feature: Feature) -> usize {
    let mut place = 0;
    while Feature::PREDICTED[place] as usize != feature as usize {
        place += 1;
    }
    place
}

/// The windows' labels are this program's outputs; reports name it wherever they give a figure.
pub const LABEL_SOURCE: &str = "teacher (VibeNet 0.1.0)";

/// One labelled window of 30 s.
#[derive(Clone, Debug)]
pub struct Row {
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

/// The part of the teacher's windows that a group is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// 70%: what the baselines are fitted on; the model learns from it.
    Train,
    /// 20%: what the baselines are chosen by; the model learns from it, too.
    Dev,
    /// 10%: never learnt from.
    Test,
}

impl Split {
    /// All parts, in the order in which reports list them.
    pub const ALL: [Split; 3] = [Split::Train, Split::Dev, Split::Test];

    /// Name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Split::Train => "train",
            Split::Dev => "dev",
            Split::Test => "test",
        }
    }

    /// The part that a group is in: by a hash of its name with a fixed seed, so that a group never moves when
    /// others come or go.
    pub fn of(group: &str) -> Split {
        match share(group) {
            share if share < 0.7 => Split::Train,
            share if share < 0.9 => Split::Dev,
            _ => Split::Test,
        }
    }
}

/// A number of 0…1 for a group's name: FNV-1a, then the finaliser of splitmix64 to spread similar names.
pub fn share(group: &str) -> f64 {
    const SEED: u64 = 0x5e60e;
    let hash = group.bytes().fold(0xcbf2_9ce4_8422_2325 ^ SEED, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((hash ^ (hash >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

/// Rows and groups of one part, for reports.
pub fn count(rows: &[&Row]) -> (usize, usize) {
    (rows.len(), rows.iter().map(|row| row.group.as_str()).collect::<HashSet<_>>().len())
}

/// Where the material lies by default: `shared/data` beside the project's folder.
pub fn default_data() -> PathBuf {
    project().join("../shared/data")
}

/// The project's root folder.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder of audio windows below the data folder.
pub fn windows_folder(data: &Path) -> PathBuf {
    data.join("audio/windows")
}

/// Reads `audio/windows.csv` below the data folder.
///
/// # Errors
/// Where the data are absent or a row is not as documented.
pub fn read(data: &Path) -> Result<Vec<Row>> {
    let path = data.join("audio/windows.csv");
    ensure!(
        path.exists(),
        "{} is not there: training and evaluation need the labelled audio; give its folder with --data DIR",
        path.display()
    );
    let mut reader = csv::Reader::from_path(&path)?;
    let rows =
        reader.deserialize::<Record>().map(|record| record.map(Row::from)).collect::<Result<Vec<_>, _>>();
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

impl From<Record> for Row {
    fn from(record: Record) -> Row {
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
        Row {
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
    fn the_split_is_stable_and_near_its_shares() {
        let mut counts = [0; 3];
        for group in 0..10_000 {
            counts[Split::of(&group.to_string()) as usize] += 1;
        }
        // Binomial: three deviations are below 140.
        for (count, expected) in counts.into_iter().zip([7000_i32, 2000, 1000]) {
            assert!((count - expected).abs() < 140, "{counts:?}");
        }
        // Written down once; a change would leak test groups into training.
        let parts: Vec<_> =
            ["0", "1", "2", "13", "457", "v20001"].map(|group| Split::of(group).name()).into();
        assert_eq!(parts, ["dev", "train", "dev", "dev", "test", "train"]);
    }

    #[test]
    fn absent_data_is_said_in_words() {
        let error = read(Path::new("/nowhere")).unwrap_err().to_string();
        assert!(error.contains("--data DIR"), "{error}");
    }
}
