//! How much of playlists is found from songs that no playlist knows: real songs, heard and placed by what is learnt without
//! their artists.

use super::ranking::{FIRST, NDCG_RANKS, Worth, skewness, worth};
use crate::{
    learning::{self, content},
    playlists::Playlist,
};
use anyhow::{Context, Result, ensure};
use catalogue::{Catalogue, Shelf, build::Row};
use dsp::Descriptor;
use model::{
    Model,
    normaliser::Normaliser,
    placement::{self, Placement},
};
use protocol::{AudioFeatures, Feature, GOES_WITH, OwnTrack, Query, SOUNDS_LIKE, TrackRef};
use std::collections::{BTreeMap, HashMap, HashSet};
use trainer::{
    data::{
        labels::LABELS,
        songs::Clip,
        split::{FOLDS, is_in_fold},
    },
    fit::{
        folds::{self, Folds},
        heard,
    },
    report::records::UploadFigures,
};

/// A song as the page would know it of its file.
pub struct Upload {
    /// Where the song itself stands in the catalogue.
    index: usize,
    track: OwnTrack,
    /// Where its features alone place it.
    by_features: Vec<f32>,
}

/// What places songs.
const METHODS: [&str; 6] =
    ["popularity", "features", "heard", "goes_with_upload", "sounds_like_upload", "goes_with_catalogue"];

/// Songs that stand in the catalogue, one clip of each, the longest, as an upload: everything about it learnt without its
/// artist. `said` are the model's predictions, each by networks that have not heard its artist.
///
/// # Errors
/// Where a network cannot be trained, or a clip has not been judged.
pub fn unheard(
    rows: &[Row],
    catalogue: &Catalogue,
    clips: &[Clip],
    said: &Folds,
    scale: &Normaliser,
) -> Result<Vec<Upload>> {
    let index_of: HashMap<String, usize> =
        (0..catalogue.len()).filter_map(|index| Some((catalogue.track(index)?.spotify_id, index))).collect();
    let (vectors, counts) = placed(rows, catalogue, &index_of);
    let reaches = folds::reaches(&folds::judged(clips, said));
    let mut uploads = Vec::new();
    for fold in 0..FOLDS {
        let of_fold = |artist: &str| is_in_fold(artist, fold);
        let learnt = content::train(rows, &vectors, &counts, learning::SEED, |row| !of_fold(&row.artist))?;
        let placement = Placement::from_bytes(&placement::to_bytes(&learnt.normaliser, &learnt.layers))?;
        let artist = |clip: &Clip| {
            let index = *index_of.get(clip.catalogue_id.as_ref()?)?;
            Some(catalogue.track(index)?.artist.to_owned())
        };
        let (held_out, known): (Vec<&Clip>, Vec<&Clip>) = clips
            .iter()
            .filter(|clip| artist(clip).is_some())
            .partition(|clip| artist(clip).is_some_and(|artist| of_fold(&artist)));
        let regression = heard::fit(catalogue, &known, scale)?;
        for clip in longest(&held_out) {
            let judged =
                said.clips.get(&clip.name).with_context(|| format!("no fold has judged {}", clip.name))?;
            let place = heard::place(&regression, &clip.mean(scale));
            let margins = std::array::from_fn(|label| reaches[label].at(clip.heard_s) * judged.errors[label]);
            uploads.push(upload(catalogue, &index_of, clip, judged.predicted, margins, &place, &placement)?);
        }
        eprintln!("unknown songs: part {} of {FOLDS} placed", fold + 1);
    }
    Ok(uploads)
}

/// The same songs by the shipped model and catalogue: for songs that these have not learnt from.
///
/// # Errors
/// Where the model fails.
pub fn shipped(catalogue: &Catalogue, clips: &[Clip], model: &Model) -> Result<Vec<Upload>> {
    let index_of: HashMap<String, usize> =
        (0..catalogue.len()).filter_map(|index| Some((catalogue.track(index)?.spotify_id, index))).collect();
    let placement = Placement::from_bytes(catalogue.placement())?;
    let in_catalogue = |clip: &&Clip| clip.catalogue_id.as_ref().is_some_and(|id| index_of.contains_key(id));
    let clips: Vec<&Clip> = clips.iter().filter(in_catalogue).collect();
    longest(&clips)
        .into_iter()
        .map(|clip| {
            let windows: Vec<&Descriptor> = clip.windows.iter().collect();
            let outputs = model.outputs_of_mean(&windows)?;
            let margins = model.margins(&outputs, clip.heard_s);
            let place = model.place(&windows)?;
            upload(catalogue, &index_of, clip, model.values(&outputs.labels), margins, &place, &placement)
        })
        .collect()
}

/// The longest clip of each song of the catalogue.
fn longest<'a>(clips: &[&'a Clip]) -> Vec<&'a Clip> {
    let mut by_song: BTreeMap<&str, &Clip> = BTreeMap::new();
    for clip in clips.iter().filter(|clip| clip.is_certain) {
        let Some(id) = &clip.catalogue_id else { continue };
        let kept = by_song.entry(id).or_insert(clip);
        if clip.heard_s > kept.heard_s {
            *kept = clip;
        }
    }
    by_song.into_values().collect()
}

/// Vectors and numbers of playlists of the table's rows, read off a catalogue.
fn placed(
    rows: &[Row],
    catalogue: &Catalogue,
    index_of: &HashMap<String, usize>,
) -> (Vec<Vec<i8>>, Vec<u32>) {
    let dims = catalogue.embedding.dims();
    rows.iter()
        .map(|row| {
            let index = index_of.get(&row.spotify_id).copied();
            let unit = index.and_then(|index| catalogue.embedding.unit(index));
            let vector =
                unit.map_or(vec![0; dims], |unit| unit.iter().map(|x| (x * 127.0).round() as i8).collect());
            (vector, index.map_or(0, |index| catalogue.memberships.count(index)))
        })
        .unzip()
}

fn upload(
    catalogue: &Catalogue,
    index_of: &HashMap<String, usize>,
    clip: &Clip,
    predicted: [f32; LABELS],
    margins: [f32; LABELS],
    place: &[f32],
    placement: &Placement,
) -> Result<Upload> {
    let index = clip.catalogue_id.as_ref().and_then(|id| index_of.get(id)).copied();
    let index = index.context("the song is not in the catalogue")?;
    let song = catalogue.track(index).context("the song is not in the catalogue")?;
    // Tempo, key and loudness are measured of a file; of the rows they are not, so Spotify's stand for them.
    let mut features = AudioFeatures { ..song.features };
    for (feature, value) in Feature::PREDICTED.into_iter().zip(predicted) {
        features.set(feature, value);
    }
    let inputs = placement::inputs(&features, &margins, clip.heard_s);
    let by_features = placement.place(&inputs);
    let track = OwnTrack {
        id: index as u32,
        features,
        margins,
        place: protocol::in_127ths(place),
        duration_s: clip.heard_s,
        ..OwnTrack::default()
    };
    Ok(Upload { index, track, by_features })
}

/// Measures every way on these playlists.
///
/// # Errors
/// Where no song stands in any of them.
pub fn measure(
    catalogue: &Catalogue,
    uploads: &[Upload],
    playlists: &[&Playlist],
    index_of_row: &[u32],
) -> Result<Vec<UploadFigures>> {
    let lists: Vec<Vec<u32>> = playlists
        .iter()
        .map(|list| list.rows.iter().map(|row| index_of_row[*row as usize]).collect())
        .collect();
    let known: HashMap<u32, usize> = uploads.iter().map(|upload| upload.index as u32).zip(0..).collect();
    let mut figures = Vec::new();
    for method in METHODS {
        let mut shelf = Shelf::default();
        for upload in uploads {
            let vector = match method {
                "features" => upload.by_features.clone(),
                "heard" => upload.track.place.iter().map(|x| f32::from(*x)).collect(),
                _ => placement::joined(&upload.by_features, &upload.track.place),
            };
            shelf.put(catalogue, upload.track.clone(), Some(vector));
        }
        for seeds in [1, 5] {
            let asked = asked(&lists, &known, seeds);
            ensure!(seeds > 1 || !asked.is_empty(), "no song of the rows stands in these playlists");
            if !asked.is_empty() {
                figures.push(figures_of(catalogue, &shelf, method, seeds, &asked, uploads));
            }
        }
    }
    Ok(figures)
}

/// What is given and what is to be found: for one seed every song of every playlist, for more the first ones.
fn asked(lists: &[Vec<u32>], known: &HashMap<u32, usize>, seeds: usize) -> Vec<(Vec<u32>, HashSet<u32>)> {
    let mut asked = Vec::new();
    for list in lists {
        let songs: Vec<u32> = list.iter().copied().filter(|track| known.contains_key(track)).collect();
        let given: Vec<Vec<u32>> = match seeds {
            1 => songs.into_iter().map(|song| vec![song]).collect(),
            _ if songs.len() >= seeds => vec![songs[..seeds].to_vec()],
            _ => Vec::new(),
        };
        for given in given {
            let wanted = list.iter().copied().filter(|track| !given.contains(track)).collect();
            asked.push((given, wanted));
        }
    }
    asked
}

fn figures_of(
    catalogue: &Catalogue,
    shelf: &Shelf,
    method: &str,
    seeds: usize,
    asked: &[(Vec<u32>, HashSet<u32>)],
    uploads: &[Upload],
) -> UploadFigures {
    let mut rankings: HashMap<&[u32], Vec<u32>> = HashMap::new();
    let mut came_up = vec![0u32; catalogue.len()];
    let mut sums = Worth::default();
    for (given, wanted) in asked {
        let ranking = rankings.entry(given).or_insert_with(|| ranking(catalogue, shelf, method, given));
        let worth = worth(ranking, wanted);
        sums.r_precision += worth.r_precision;
        sums.ndcg += worth.ndcg;
        sums.hit_at_10 += worth.hit_at_10;
        ranking.iter().take(FIRST).for_each(|track| came_up[*track as usize] += 1);
    }
    let mean = |sum: f64| sum / asked.len() as f64;
    UploadFigures {
        method: method.into(),
        seeds,
        r_precision: mean(sums.r_precision),
        ndcg: mean(sums.ndcg),
        hit_at_10: mean(sums.hit_at_10),
        hubness: skewness(&came_up),
        most_common: most_common(catalogue, shelf, method, uploads),
        songs: rankings.len(),
        pairs: asked.len(),
    }
}

/// Tracks of the catalogue, best first, without the given songs.
fn ranking(catalogue: &Catalogue, shelf: &Shelf, method: &str, given: &[u32]) -> Vec<u32> {
    let mut scores: Vec<(f32, u32)> = match method {
        "popularity" => (0..catalogue.len())
            .map(|index| (catalogue.memberships.count(index) as f32, index as u32))
            .collect(),
        _ => {
            let seed = |index: &u32| match method {
                "goes_with_catalogue" => TrackRef::Catalogue(*index),
                _ => TrackRef::Own(*index),
            };
            let company = if method == "sounds_like_upload" { SOUNDS_LIKE } else { GOES_WITH };
            let query = Query { company, seeds: given.iter().map(seed).collect(), ..Query::default() };
            let scores = catalogue.scores(&query, shelf).into_iter();
            let of_catalogue = scores.filter_map(|(score, track)| match track {
                TrackRef::Catalogue(index) => Some((score, index)),
                TrackRef::Own(_) => None,
            });
            of_catalogue.collect()
        }
    };
    scores.retain(|(_, track)| !given.contains(track));
    scores.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scores.truncate(NDCG_RANKS.max(1_000));
    scores.into_iter().map(|(_, track)| track).collect()
}

/// The greatest share of the first fives, over all uploads as single seeds, that one track stands in.
fn most_common(catalogue: &Catalogue, shelf: &Shelf, method: &str, uploads: &[Upload]) -> f64 {
    /// As many files are asked for as somebody might drop.
    const FILES: usize = 200;
    const FIRST_FIVE: usize = 5;
    let step = (uploads.len() / FILES).max(1);
    let some: Vec<&Upload> = uploads.iter().step_by(step).take(FILES).collect();
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for upload in &some {
        for track in ranking(catalogue, shelf, method, &[upload.index as u32]).iter().take(FIRST_FIVE) {
            *counts.entry(*track).or_default() += 1;
        }
    }
    counts.values().copied().max().unwrap_or_default() as f64 / some.len().max(1) as f64
}

/// What the folds of the last training said.
///
/// # Errors
/// Where no model has been trained here.
pub fn said_by_folds() -> Result<Folds> {
    folds::kept().context("uploads are judged by the folds of a training: run `trainer cross-validate` first")
}
