//! Everything that a model is made of, and the part of it that training may see.

use crate::{
    augment::{self, Augmented},
    dataset::{self, Row, Split},
    describing::{self, Described},
    evaluation::Part,
    examples::Gatherer,
    fitting::Samples,
    rows::{self, DescribedRow},
    second_teacher::{Opinion, SecondTeacher},
};
use anyhow::Result;
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
    #[arg(long, default_value_t = augment::COUNT)]
    augmented: u64,
    /// Weight of a made window against a recorded one.
    #[arg(long, default_value_t = 0.4)]
    augmented_weight: f32,
    /// Files of further rows to learn from, as `trainer describe --csv` writes them, with labels.
    #[arg(long)]
    rows: Vec<PathBuf>,
}

/// Labelled windows of all kinds.
pub struct Material {
    /// Recorded windows.
    pub rows: Vec<Row>,
    /// What the analysis says about them, in the same order.
    pub described: Vec<Described>,
    /// What the second teacher says about them.
    pub second: SecondTeacher,
    /// Windows made of the recorded ones.
    pub augmented: Vec<Augmented>,
    augmented_weight: f32,
    others: Vec<DescribedRow>,
    /// Turns the split, for cross-validation; see [`Split::turned`].
    pub turn: f64,
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
            rows,
            described,
            second,
            augmented,
            augmented_weight: sources.augmented_weight,
            others: others.concat(),
            turn: 0.0,
        })
    }

    /// The part that a recorded window is in.
    pub fn split(&self, row: &Row) -> Split {
        Split::turned(&row.group, self.turn)
    }

    /// The recorded windows of one part.
    pub fn part(&self, split: Split) -> Part<'_> {
        Part::filter(&self.rows, &self.described, |row| self.split(row) == split)
    }

    /// What the second teacher adds, its scale read off the training groups.
    pub fn opinions(&self) -> Vec<Opinion> {
        self.second.opinions(&self.rows, |row| self.split(row) == Split::Train)
    }

    /// What training may see: recorded windows of these parts, windows made of those alone, and all rows of other
    /// sources; and how many there are of each.
    pub fn learning_samples(&self, from: &[Split], mut gatherer: Gatherer) -> (Samples, [usize; 3]) {
        let opinions = self.opinions();
        let heard: Vec<bool> = self.rows.iter().map(|row| from.contains(&self.split(row))).collect();
        let mut counts = [0, 0, self.others.len()];
        for (place, (row, described)) in self.rows.iter().zip(&self.described).enumerate() {
            if heard[place] {
                gatherer.recorded(row, described, Some(opinions[place]), &self.second);
                counts[0] += 1;
            }
        }
        for augmented in &self.augmented {
            if heard[augmented.plan.first] && augmented.plan.second.is_none_or(|second| heard[second]) {
                gatherer.made(augmented, &opinions, self.augmented_weight);
                counts[1] += 1;
            }
        }
        self.others.iter().for_each(|row| gatherer.row(row));
        (gatherer.samples(), counts)
    }
}
