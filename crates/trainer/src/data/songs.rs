//! Real songs with the values that Spotify published for them: clips, each described window by window.

use super::labels::LABELS;
use anyhow::{Context, Result};
use dsp::{Descriptor, params::WINDOW_S};
use model::{label::LONG_S, normaliser::Normaliser};
use protocol::Feature;
use segue_cli::rows::{self, DescriptorRow};
use std::{collections::HashMap, path::Path};

/// Whose labels; reports name it wherever they give a figure.
pub const LABEL_SOURCE: &str = "values that Spotify published";

/// A clip of a song, or a whole one.
pub struct Clip {
    /// Its name in the table.
    pub name: String,
    /// Joins clips of one artist.
    pub artist: String,
    /// Spotify's id, where the song stands in the catalogue.
    pub catalogue_id: Option<String>,
    /// Whether audio and labels are surely of one song.
    pub is_certain: bool,
    /// Its length, seconds.
    pub heard_s: f32,
    /// Labels in the order of [`Feature::ALL`], in the features' units, where they are known.
    pub features: [Option<f32>; Feature::COUNT],
    /// Its windows, at least one.
    pub windows: Vec<Descriptor>,
}

impl Clip {
    /// Labels of the predicted features, 0…1; `None` where one is not known.
    pub fn labels(&self) -> Option<[f32; LABELS]> {
        let mut labels = [0.0; LABELS];
        for (label, feature) in labels.iter_mut().zip(Feature::PREDICTED) {
            *label = self.features[feature.index()]?;
        }
        Some(labels)
    }

    /// Whether enough of the song is heard for its published values; see [`LONG_S`].
    pub fn is_long(&self) -> bool {
        self.heard_s >= LONG_S
    }

    /// Mean of its windows' normalised descriptors.
    pub fn mean(&self, scale: &Normaliser) -> Vec<f32> {
        scale.mean_of(self.windows.iter().map(Descriptor::as_slice))
    }
}

/// Reads the clips of `real/rows.csv.gz` below the data folder.
///
/// # Errors
/// Where the table is absent or not as documented.
pub fn read(data: &Path) -> Result<Vec<Clip>> {
    let path = data.join("real/rows.csv.gz");
    read_table(&path).with_context(|| {
        format!(
            "{}: training and evaluation need rows of real songs; give their folder with --data DIR",
            path.display()
        )
    })
}

/// Reads the clips of a table of rows; see [`rows`].
///
/// # Errors
/// Where the table is absent or not as documented.
pub fn read_table(path: &Path) -> Result<Vec<Clip>> {
    Ok(joined(rows::read(path)?))
}

/// Clips in the order of their first rows.
fn joined(rows: Vec<DescriptorRow>) -> Vec<Clip> {
    let mut clips: Vec<Clip> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let clip = *index.entry(row.clip.clone()).or_insert_with(|| {
            clips.push(Clip {
                name: row.clip,
                artist: row.artist,
                catalogue_id: row.catalogue_id,
                is_certain: row.is_certain,
                heard_s: row.clip_s.unwrap_or_default(),
                features: row.features,
                windows: Vec::new(),
            });
            clips.len() - 1
        });
        clips[clip].windows.push(row.descriptor);
    }
    for clip in clips.iter_mut().filter(|clip| clip.heard_s == 0.0) {
        clip.heard_s = clip.windows.len() as f32 * WINDOW_S;
    }
    clips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_of_a_clip_are_joined() {
        let row = |clip: &str, clip_s| DescriptorRow {
            file: clip.into(),
            source: String::new(),
            weight: 1.0,
            features: [Some(0.5); Feature::COUNT],
            clip: clip.into(),
            artist: "artist".into(),
            catalogue_id: None,
            is_certain: true,
            clip_s,
            descriptor: Descriptor::from_vec(vec![1.0; Descriptor::LEN]).unwrap(),
        };
        let clips = joined(vec![row("a", Some(12.0)), row("b", None), row("b", None)]);
        let facts: Vec<_> =
            clips.iter().map(|clip| (clip.windows.len(), clip.heard_s, clip.is_long())).collect();
        assert_eq!(facts, [(1, 12.0, false), (2, 2.0 * WINDOW_S, true)]);
    }
}
