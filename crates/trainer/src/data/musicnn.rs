//! musicnn, the second teacher: its tags of the same windows. They are what the tag head learns, and a second
//! opinion on whether somebody sings.

use super::{
    labels::{INSTRUMENTALNESS, LABELS},
    windows::Window,
};
use crate::{
    fit::{calibration, scaling},
    statistics,
};
use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use model::label::{ByLength, Label, Transform};
use std::{collections::HashMap, fs::File, path::Path};

/// The tags are this program's outputs; reports name it wherever they give a figure.
pub const TAG_SOURCE: &str = "second teacher (musicnn 0.1.0, MSD tags)";

/// Tags of MagnaTagATune that say somebody sings or speaks, and those that say nobody does.
const VOICES: [&str; 15] = [
    "vocal",
    "vocals",
    "voice",
    "singing",
    "male",
    "male vocal",
    "male voice",
    "man",
    "female",
    "female vocal",
    "female voice",
    "woman",
    "choir",
    "choral",
    "opera",
];
const NO_VOICES: [&str; 3] = ["no vocals", "no vocal", "no voice"];

/// By how much a window sounds sung, on [`Heard::voice`], from which on musicnn counts as hearing it.
const HEARD: f32 = 0.1;

/// Share of the second opinion's log-odds that is added to the first's. At 1 the two would count as independent
/// witnesses, which two networks trained on the same kind of music are not.
const SECOND_SHARE: f32 = 0.7;

/// What musicnn says about all windows.
pub struct Musicnn {
    /// Names of the Million Song Dataset's tags.
    pub names: Vec<String>,
    by_file: HashMap<String, Heard>,
}

/// What musicnn says about one window.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Activations of the Million Song Dataset's tags, 0…1.
    pub tags: Vec<f32>,
    /// Strongest tag for a voice less strongest tag against, −1…1.
    pub voice: f32,
}

/// Instrumentalness as both teachers see it, against the first alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opinion {
    /// What musicnn adds to the first teacher's log-odds.
    pub shift: f32,
    /// How well they agree, 0…1: the weight of the label.
    pub agreement: f32,
}

impl Musicnn {
    /// Reads both tables below the data folder.
    ///
    /// # Errors
    /// Where one is absent or not as documented.
    pub fn read(data: &Path) -> Result<Musicnn> {
        let (names, tags) = table(&data.join("audio/tags_msd.csv.gz"))?;
        let (mtt_names, mtt) = table(&data.join("audio/tags_mtt.csv.gz"))?;
        let voice = |activations: &[f32]| {
            let strongest = |of: &[&str]| {
                let named = mtt_names.iter().zip(activations).filter(|(name, _)| of.contains(&name.as_str()));
                named.map(|(_, activation)| *activation).fold(0.0, f32::max)
            };
            strongest(&VOICES) - strongest(&NO_VOICES)
        };
        let by_file = tags
            .into_iter()
            .filter_map(|(file, tags)| {
                let voice = voice(mtt.get(&file)?);
                Some((file, Heard { tags, voice }))
            })
            .collect();
        Ok(Musicnn { names, by_file })
    }

    /// What it says about a window, if it heard it.
    pub fn heard(&self, window: &Window) -> Option<&Heard> {
        self.by_file.get(&window.file)
    }

    /// Names of the strongest tags of a window.
    pub fn strongest(&self, window: &Window, count: usize) -> Vec<String> {
        let tags = self.heard(window).map_or(&[][..], |heard| &heard.tags);
        let mut order: Vec<usize> = (0..tags.len()).collect();
        order.sort_by(|a, b| tags[*b].total_cmp(&tags[*a]));
        order.into_iter().take(count).map(|place| self.names[place].clone()).collect()
    }

    /// Whether both teachers hear a voice in this window, or both hear none; `None` where they differ.
    pub fn both_hear_voice(&self, window: &Window) -> Option<bool> {
        let first = window.labels[INSTRUMENTALNESS] < 0.5;
        let second = self.heard(window)?.voice;
        match first {
            true if second >= HEARD => Some(true),
            false if second <= 0.0 => Some(false),
            _ => None,
        }
    }

    /// Second opinions on all windows; what musicnn's scale means is read off the windows that `learn` keeps.
    pub fn opinions(&self, windows: &[Window], learn: impl Fn(&Window) -> bool) -> Vec<Opinion> {
        let place = INSTRUMENTALNESS;
        let (heard, first): (Vec<f32>, Vec<f32>) = windows
            .iter()
            .filter(|window| learn(window))
            .filter_map(|window| Some((self.heard(window)?.voice, window.labels[place])))
            .unzip();
        // The first teacher's mean label for each strength of the second's voice.
        let start = Label {
            transform: Transform::Likelihood,
            offset: 1.0,
            scale: -8.0,
            reach: ByLength::default(),
            r2: ByLength::default(),
        };
        let scale = calibration::calibrated(start, &heard, &first);
        let prior = log_odds(statistics::mean(&first) as f32);
        let opinion = |window: &Window| match self.heard(window) {
            None => Opinion { shift: 0.0, agreement: 1.0 },
            Some(heard) => {
                let second = scale.value(heard.voice);
                Opinion {
                    shift: SECOND_SHARE * (log_odds(second) - prior),
                    agreement: (1.0 - (second - window.labels[place]).abs()).powi(2),
                }
            }
        };
        windows.iter().map(opinion).collect()
    }
}

impl Opinion {
    /// Labels with instrumentalness as both teachers see it.
    pub fn applied(self, mut labels: [f32; LABELS]) -> [f32; LABELS] {
        let label = &mut labels[INSTRUMENTALNESS];
        *label = 1.0 / (1.0 + (-log_odds(*label) - self.shift).exp());
        labels
    }
}

fn log_odds(likelihood: f32) -> f32 {
    scaling::untransformed(likelihood, Transform::Likelihood)
}

/// Activations of all tags, by file.
type Activations = HashMap<String, Vec<f32>>;

/// Names of the columns but the first, and the values of each file.
fn table(path: &Path) -> Result<(Vec<String>, Activations)> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut reader = csv::Reader::from_reader(GzDecoder::new(file));
    let names = reader.headers()?.iter().skip(1).map(str::to_owned).collect();
    let mut rows = HashMap::new();
    for record in reader.records() {
        let record = record?;
        let values = record.iter().skip(1).map(str::parse).collect::<Result<Vec<f32>, _>>();
        let values = values.with_context(|| format!("{} is not as documented", path.display()))?;
        rows.insert(record.get(0).unwrap_or_default().to_owned(), values);
    }
    Ok((names, rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_witnesses_of_a_voice_say_more_than_one() {
        let opinion = Opinion { shift: -1.0, agreement: 1.0 };
        let place = INSTRUMENTALNESS;
        let combined = opinion.applied([0.2; LABELS]);
        // log-odds of .2 are −1.386; of the result −2.386.
        assert!((combined[place] - 0.0842).abs() < 1e-3, "{combined:?}");
        assert!(combined.iter().enumerate().all(|(other, label)| other == place || *label == 0.2));
        assert_eq!(Opinion { shift: 0.0, agreement: 1.0 }.applied([0.5; LABELS]), [0.5; LABELS]);
    }
}
