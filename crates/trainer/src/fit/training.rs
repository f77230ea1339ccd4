//! Networks for a model file, fitted to all of the corpus that is not held out.

use super::{
    network::{self, Epoch, Fitted},
    recipe::Recipe,
    scaling,
};
use crate::{
    data::{
        corpus::{Corpus, LearntFrom},
        labels::{LABELS, deviations},
        samples::{Gatherer, TagScaler},
    },
    paths, statistics,
};
use anyhow::Result;
use dsp::Descriptor;
use model::{
    format::ModelFile,
    tag::{QUANTILES, TagScale},
    unlikeness,
};
use std::path::PathBuf;

/// Where the first fold leaves its loss curves.
pub fn curves_path() -> PathBuf {
    paths::kept("curves.json")
}

/// Fitted networks in a file that has no intervals and no tags' scales yet.
pub struct Trained {
    /// The file.
    pub file: ModelFile,
    /// What was learnt from.
    pub learnt_from: LearntFrom,
    /// Loss curves of each network, judged by the held-out clips, where they were asked for.
    pub curves: Option<Vec<Vec<Epoch>>>,
}

/// Fits networks to everything that is not held out.
///
/// # Errors
/// Where there is too little to learn from.
pub fn networks(corpus: &Corpus, recipe: &Recipe, with_curves: bool) -> Result<Trained> {
    let heard = corpus.heard();
    let (clips, held_out) = corpus.clips();
    let song_windows = clips.iter().flat_map(|clip| clip.windows.iter().map(Descriptor::as_slice));
    let descriptor = scaling::descriptor_scale(&song_windows.chain(heard.descriptors()).collect::<Vec<_>>());
    let tags = TagScaler::new(&heard.windows, &corpus.musicnn);
    let clip_labels: Vec<[f32; LABELS]> = clips.iter().filter_map(|clip| clip.labels()).collect();
    let labels = scaling::label_scales(&[clip_labels.clone(), heard.labels()].concat());
    // Errors are measured in deviations among real songs.
    let deviations = deviations(&clip_labels);
    let (samples, learnt_from) = corpus.learning_samples(&descriptor, &tags, recipe.seed)?;
    println!("learning from {learnt_from:?}");
    let examined = with_curves.then(|| {
        let mut gatherer = Gatherer::new(&descriptor, &tags);
        gatherer.means(&held_out);
        gatherer.samples()
    });
    let seeds = (0..recipe.networks as u64).map(|seed| recipe.seed + seed);
    let fitted: Vec<Fitted> = seeds
        .map(|seed| network::fit(&samples, examined.as_ref(), &labels, deviations, recipe, seed))
        .collect::<Result<_>>()?;
    let (networks, curves): (Vec<_>, Vec<_>) =
        fitted.into_iter().map(|fitted| (fitted.layers, fitted.curve)).unzip();
    let unlike: Vec<f32> = clips.iter().map(|clip| unlikeness(&clip.mean(&descriptor))).collect();
    let unread = |name: &String| TagScale { name: name.clone(), trust: 0.0, quantiles: [0.0; QUANTILES] };
    let file = ModelFile {
        spectrum: scaling::spectrum_scale(&heard.spectra()),
        usual_unlikeness: statistics::quantile(&unlike, USUAL) as f32,
        place: Vec::new(),
        tags: corpus.musicnn.names.iter().map(unread).collect(),
        descriptor,
        networks,
        labels,
    };
    // What is judged is what will be read back: weights in 8 bits.
    let file = ModelFile::from_bytes(&file.to_bytes())?;
    Ok(Trained { file, learnt_from, curves: with_curves.then_some(curves) })
}

/// Share of the songs that are of usual unlikeness.
const USUAL: f64 = 0.9;
