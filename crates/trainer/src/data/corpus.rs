//! The corpus: everything that a model is made of, and the part of it that training may see.

use super::{
    analyses::{self, WindowAnalysis},
    augmentation::{self, Augmented},
    mixtures::{self, Known},
    musicnn::{Musicnn, Opinion},
    part::Part,
    samples::{Gatherer, Samples, TagScaler},
    songs::{self, Clip},
    split::{Split, is_in_fold},
    windows::{self, Window},
};
use crate::paths;
use anyhow::Result;
use dsp::params::WINDOW_S;
use model::normaliser::Normaliser;
use segue_cli::rows::{self, DescriptorRow};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Where the corpus lies, and how much of it is used.
#[derive(clap::Args)]
pub struct Sources {
    /// Folder of the training data.
    #[arg(long, default_value_os_t = paths::default_data())]
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
    /// Files of further rows to learn from, as `segue describe --csv` writes them, with labels.
    #[arg(long)]
    rows: Vec<PathBuf>,
}

/// Labelled music of all kinds.
pub struct Corpus {
    /// Real songs.
    pub clips: Vec<Clip>,
    /// Recorded windows.
    pub windows: Vec<Window>,
    /// What the analysis says about them, in the same order.
    pub analyses: Vec<WindowAnalysis>,
    /// What musicnn says about them.
    pub musicnn: Musicnn,
    /// Windows made of the recorded ones.
    pub augmented: Vec<Augmented>,
    teacher_weight: f32,
    augmented_weight: f32,
    mixtures: usize,
    rows: Vec<DescriptorRow>,
    /// The part of all artists and groups that is held out, for cross-validation; see [`is_in_fold`].
    pub held_out: Option<usize>,
}

impl Corpus {
    /// Reads and analyses everything; makes augmented windows that are missing.
    ///
    /// # Errors
    /// Where something is absent or not as documented.
    pub fn gather(sources: &Sources) -> Result<Corpus> {
        let windows = windows::read(&sources.data)?;
        let analyses = analyses::analyse_all(&sources.data, &windows, sources.fresh)?;
        let musicnn = Musicnn::read(&sources.data)?;
        let augmented = augmentation::augmented(&sources.data, &windows, &musicnn, sources.augmented)?;
        let rows: Vec<_> = sources.rows.iter().map(|path| rows::read(path)).collect::<Result<_>>()?;
        Ok(Corpus {
            clips: songs::read(&sources.data)?,
            windows,
            analyses,
            musicnn,
            augmented,
            teacher_weight: sources.teacher_weight,
            augmented_weight: sources.augmented_weight,
            mixtures: sources.mixtures,
            rows: rows.concat(),
            held_out: None,
        })
    }

    /// Whether an artist or a group is held out.
    fn is_held_out(&self, name: &str) -> bool {
        self.held_out.is_some_and(|fold| is_in_fold(name, fold))
    }

    /// Whether a recorded window may be learnt from: none of the test groups ever is.
    fn is_heard(&self, window: &Window) -> bool {
        Split::of(&window.group) != Split::Test && !self.is_held_out(&window.group)
    }

    /// Recorded windows to learn from.
    pub fn heard(&self) -> Part<'_> {
        Part::filter(&self.windows, &self.analyses, |window| self.is_heard(window))
    }

    /// Recorded windows of the held-out groups; those of the test groups are none.
    pub fn held_out(&self) -> Part<'_> {
        let is_out =
            |window: &Window| Split::of(&window.group) != Split::Test && self.is_held_out(&window.group);
        Part::filter(&self.windows, &self.analyses, is_out)
    }

    /// Clips to learn from, and those of the held-out artists.
    pub fn clips(&self) -> (Vec<&Clip>, Vec<&Clip>) {
        self.clips.iter().partition(|clip| !self.is_held_out(&clip.artist))
    }

    /// What musicnn adds, its scale read off the windows that may be learnt from.
    pub fn opinions(&self) -> Vec<Opinion> {
        self.musicnn.opinions(&self.windows, |window| self.is_heard(window))
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
        let heard: Vec<bool> = self.windows.iter().map(|window| self.is_heard(window)).collect();
        for (place, (window, analysis)) in self.windows.iter().zip(&self.analyses).enumerate() {
            if heard[place] {
                gatherer.recorded(
                    window,
                    analysis,
                    Some(opinions[place]),
                    &self.musicnn,
                    self.teacher_weight,
                );
                let input = scale.apply(&analysis.descriptor).collect();
                known.push(Known { input, labels: window.labels, weight: self.teacher_weight });
            }
        }
        let made = self.augmented.iter().filter(|augmented| {
            heard[augmented.plan.first] && augmented.plan.second.is_none_or(|second| heard[second])
        });
        let made: Vec<&Augmented> = made.collect();
        let weight = self.teacher_weight * self.augmented_weight;
        made.iter().for_each(|augmented| gatherer.made(augmented, &opinions, weight));
        self.rows.iter().for_each(|row| gatherer.row(row));
        if self.mixtures > 0 {
            gatherer.mixtures(mixtures::mixtures(&known, scale.clip, self.mixtures, seed)?);
        }
        let counts = LearntFrom {
            clips: clips.len(),
            windows: heard.iter().filter(|heard| **heard).count(),
            made: made.len(),
            mixtures: self.mixtures,
            others: self.rows.len(),
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
