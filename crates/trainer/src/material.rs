//! Everything that a model is made of, and the part of it that training may see.

use crate::{
    augment::{self, Augmented},
    dataset::{self, Row, Split},
    describing::{self, Described},
    evaluation::Part,
    examples::{Gatherer, TagScaler},
    fitting::Samples,
    mixtures::{self, Known},
    rows::{self, DescribedRow},
    second_teacher::{Opinion, SecondTeacher},
    songs::{self, Clip},
};
use anyhow::Result;
use dsp::params::WINDOW_S;
use model::normaliser::Normaliser;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Where the material lies, and how much of it is used.
#[derive(clap::Args)]
pub struct Sources {
    /// Folder of the training material.
    #[arg(long, default_value_os_t = dataset::default_data())]
    pub data: PathBuf,
    /// Describe the audio again, even where it has not changed since the last run.
    #[arg(long)]
    fresh: bool,
    /// How many windows to learn from that are made of the recorded ones; see `trainer augment`.
    #[arg(long, default_value_t = 0)]
    augmented: u64,
    /// Weight of a window with the teacher's labels against one of a real song.
    #[arg(long, default_value_t = 0.2)]
    teacher_weight: f32,
    /// Weight of a made window against a recorded one.
    #[arg(long, default_value_t = 0.4)]
    augmented_weight: f32,
    /// How many mixtures to learn from; see `mixtures`.
    #[arg(long, default_value_t = 6_000)]
    mixtures: usize,
    /// Files of further rows to learn from, as `trainer describe --csv` writes them, with labels.
    #[arg(long)]
    rows: Vec<PathBuf>,
}

/// Labelled music of all kinds.
pub struct Material {
    /// Real songs.
    pub clips: Vec<Clip>,
    /// Recorded windows.
    pub rows: Vec<Row>,
    /// What the analysis says about them, in the same order.
    pub described: Vec<Described>,
    /// What the second teacher says about them.
    pub second: SecondTeacher,
    /// Windows made of the recorded ones.
    pub augmented: Vec<Augmented>,
    teacher_weight: f32,
    augmented_weight: f32,
    mixtures: usize,
    others: Vec<DescribedRow>,
    /// The part of all artists and groups that is held out, for cross-validation; see [`songs::is_in_fold`].
    pub held_out: Option<usize>,
}

impl Material {
    /// Reads and describes everything; makes augmented windows that are missing.
    ///
    /// # Errors
    /// Where something is absent or not as documented.
    pub fn gather(sources: &Sources) -> Result<Material> {
        let rows = dataset::read(&sources.data)?;
        let described = describing::describe_all(&sources.data, &rows, sources.fresh)?;
        let second = SecondTeacher::read(&sources.data)?;
        let augmented = augment::augmented(&sources.data, &rows, &second, sources.augmented)?;
        let others: Vec<_> = sources.rows.iter().map(|path| rows::read(path)).collect::<Result<_>>()?;
        Ok(Material {
            clips: songs::read(&sources.data)?,
            rows,
            described,
            second,
            augmented,
            teacher_weight: sources.teacher_weight,
            augmented_weight: sources.augmented_weight,
            mixtures: sources.mixtures,
            others: others.concat(),
            held_out: None,
        })
    }

    /// Whether an artist or a group is held out.
    fn is_held_out(&self, name: &str) -> bool {
        self.held_out.is_some_and(|fold| songs::is_in_fold(name, fold))
    }

    /// Whether a recorded window may be learnt from: none of the test groups ever is.
    fn is_heard(&self, row: &Row) -> bool {
        Split::of(&row.group) != Split::Test && !self.is_held_out(&row.group)
    }

    /// Recorded windows to learn from.
    pub fn heard(&self) -> Part<'_> {
        Part::filter(&self.rows, &self.described, |row| self.is_heard(row))
    }

    /// Recorded windows of the held-out groups; those of the test groups are none.
    pub fn held_out(&self) -> Part<'_> {
        let is_out = |row: &Row| Split::of(&row.group) != Split::Test && self.is_held_out(&row.group);
        Part::filter(&self.rows, &self.described, is_out)
    }

    /// Clips to learn from, and those of the held-out artists.
    pub fn clips(&self) -> (Vec<&Clip>, Vec<&Clip>) {
        self.clips.iter().partition(|clip| !self.is_held_out(&clip.artist))
    }

    /// What the second teacher adds, its scale read off the windows that may be learnt from.
    pub fn opinions(&self) -> Vec<Opinion> {
        self.second.opinions(&self.rows, |row| self.is_heard(row))
    }

    /// What training may see: clips and recorded windows of artists and groups that are not held out, windows made of
    /// those alone, mixtures of all, and all rows of other sources; and how many there are of each.
    ///
    /// # Errors
    /// Where the regression that labels mixtures cannot be solved.
    pub fn learning_samples(
        &self,
        scale: &Normaliser,
        tags: &TagScaler,
        seed: u64,
    ) -> Result<(Samples, LearntFrom)> {
        let mut gatherer = Gatherer::new(scale, tags);
        let opinions = self.opinions();
        let (clips, _) = self.clips();
        gatherer.songs(&clips);
        let mut known: Vec<Known> = clips.iter().filter_map(|clip| known(clip, scale)).collect();
        let heard: Vec<bool> = self.rows.iter().map(|row| self.is_heard(row)).collect();
        for (place, (row, described)) in self.rows.iter().zip(&self.described).enumerate() {
            if heard[place] {
                gatherer.recorded(row, described, Some(opinions[place]), &self.second, self.teacher_weight);
                let input = scale.apply(&described.descriptor).collect();
                known.push(Known { input, labels: row.labels, weight: self.teacher_weight });
            }
        }
        let made = self.augmented.iter().filter(|augmented| {
            heard[augmented.plan.first] && augmented.plan.second.is_none_or(|second| heard[second])
        });
        let made: Vec<&Augmented> = made.collect();
        let weight = self.teacher_weight * self.augmented_weight;
        made.iter().for_each(|augmented| gatherer.made(augmented, &opinions, weight));
        self.others.iter().for_each(|row| gatherer.row(row));
        if self.mixtures > 0 {
            gatherer.mixtures(mixtures::mixtures(&known, scale.clip, self.mixtures, seed)?);
        }
        let counts = LearntFrom {
            clips: clips.len(),
            windows: heard.iter().filter(|heard| **heard).count(),
            made: made.len(),
            mixtures: self.mixtures,
            others: self.others.len(),
        };
        Ok((gatherer.samples(), counts))
    }
}

/// How many of each kind a model has learnt from.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct LearntFrom {
    /// Clips of real songs.
    pub clips: usize,
    /// Recorded windows with the teacher's labels.
    pub windows: usize,
    /// Windows made of those.
    pub made: usize,
    /// Mixtures of all.
    pub mixtures: usize,
    /// Rows of other sources.
    pub others: usize,
}

/// A clip as the regression sees it: a short one says less of its song.
fn known(clip: &Clip, scale: &Normaliser) -> Option<Known> {
    const LEAST: f32 = 0.3;
    let weight = (clip.heard_s / WINDOW_S).clamp(LEAST, 1.0);
    Some(Known { input: clip.mean(scale), labels: clip.labels()?, weight })
}
