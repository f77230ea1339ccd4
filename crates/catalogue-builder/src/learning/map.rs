//! The map of the catalogue: two planes by t-SNE, clusters by k-means, their names and examples.
//!
//! The planes take minutes and are kept below `target/trainer`, by what they were made from.

use anyhow::{Context, Result};
use catalogue::{
    COORDINATE_FEATURES,
    build::{Learned, Row},
    coordinates,
    embedding::normalise,
    map::{Cluster, ElbowPoint, Map, Merge, quantise},
};
use clustering::{elbow, kmeans, trustworthiness::trustworthiness, tsne, ward};
use protocol::Feature;
use std::{collections::HashSet, fs, path::PathBuf, thread};
use trainer::paths;

/// How the planes are made.
const OPTIONS: tsne::Options = tsne::Options { perplexity: 30.0, epochs: 1000 };

/// Raised when the same options give other planes.
const METHOD: u64 = 1;

/// Numbers of clusters that are looked at; starts of each; their seed.
const KS: std::ops::RangeInclusive<usize> = 2..=29;
const RESTARTS: usize = 4;
const SEED: u64 = 1;

/// Rows that trustworthiness is measured on, and neighbours.
const TRUST_SAMPLE: usize = 5000;
const TRUST_NEIGHBOURS: usize = 12;

/// Examples of a cluster, and the share of its tracks, the nearest to its centre, that they are among.
const EXAMPLES: usize = 5;
const CENTRAL_SHARE: f32 = 0.2;

/// Words in a name of each kind, deviations that are worth a word, and the least share of a cluster's tagged tracks
/// that a tag in its name must have.
const TRAITS: usize = 2;
const TAGS: usize = 2;
const EXTREME: f32 = 0.5;
const TAG_SHARE: f32 = 0.08;

/// Computes the map and says what it is like.
///
/// # Errors
/// Where rows hold values that are not finite, or the planes cannot be kept.
pub fn map(rows: &[Row], learned: &Learned) -> Result<Map> {
    let sound = coordinates(&rows.iter().map(|row| row.features).collect::<Vec<_>>());
    let unit = |vector: &Vec<i8>| {
        let mut unit: Vec<f32> = vector.iter().map(|x| f32::from(*x)).collect();
        normalise(&mut unit);
        unit
    };
    let vectors: Vec<Vec<f32>> = learned.vectors.iter().map(unit).collect();
    let placed: Vec<usize> = (0..rows.len())
        .filter(|row| vectors.get(*row).is_some_and(|unit| unit.iter().any(|x| *x != 0.0)))
        .collect();
    let playlists: Vec<&[f32]> = placed.iter().map(|row| vectors[*row].as_slice()).collect();

    let (by_sound, by_playlists, clusters) = thread::scope(|scope| {
        let by_sound = scope.spawn(|| plane("sound", &sound));
        let by_playlists = scope.spawn(|| plane("playlists", &playlists));
        let clusters = clusters(&sound);
        let lost = |_| anyhow::anyhow!("a plane was lost");
        let by_sound = by_sound.join().map_err(lost).and_then(|plane| plane);
        (by_sound, by_playlists.join().map_err(lost).and_then(|plane| plane), clusters)
    });
    let (by_playlists, (curve, groups)) = (by_playlists?, clusters?);
    let mut of_placed = vec![None; rows.len()];
    for (row, place) in placed.iter().zip(by_playlists) {
        of_placed[*row] = Some(place);
    }
    let centres: Vec<Vec<f32>> =
        groups.centres.iter().map(|centre| centre.iter().map(|x| *x as f32).collect()).collect();
    let merges = ward::ward(&centres)?;
    let names = names(&centres, &groups.assignments, learned);
    let popularity = popularity(rows.len(), learned);
    let clusters: Vec<Cluster> = names
        .into_iter()
        .zip(&centres)
        .enumerate()
        .map(|(number, (name, centre))| {
            let members: Vec<usize> =
                (0..rows.len()).filter(|row| groups.assignments[*row] == number).collect();
            let examples = examples(&members, centre, &sound, rows, &popularity);
            let titles: Vec<String> = examples
                .iter()
                .map(|row| format!("{} – {}", rows[*row as usize].artist, rows[*row as usize].name))
                .collect();
            println!("cluster {number}: {name} ({} tracks): {}", members.len(), titles.join("; "));
            let centre = std::array::from_fn(|i| centre.get(i).copied().unwrap_or_default());
            Cluster { name, centre, examples }
        })
        .collect();
    Ok(Map {
        planes: [quantise(&by_sound?.into_iter().map(Some).collect::<Vec<_>>()), quantise(&of_placed)],
        cluster_of: groups.assignments.iter().map(|group| *group as u8).collect(),
        clusters,
        merges: merges
            .merges()
            .iter()
            .map(|merge| Merge {
                a: merge.a as u32,
                b: merge.b as u32,
                height: merge.height as f32,
                size: merge.size as u32,
            })
            .collect(),
        elbow: curve
            .iter()
            .map(|point| ElbowPoint {
                k: point.k as u32,
                wcss: point.wcss as f32,
                silhouette: point.silhouette as f32,
            })
            .collect(),
    })
}

/// A plane of these rows, kept or computed, and how far to trust it.
fn plane<R: AsRef<[f32]> + Sync>(name: &str, rows: &[R]) -> Result<Vec<[f32; 2]>> {
    let path = kept_path(name, rows);
    let places = match fs::read(&path) {
        Ok(bytes) if bytes.len() == 8 * rows.len() => {
            let (numbers, _) = bytes.as_chunks::<4>();
            let numbers: Vec<f32> = numbers.iter().copied().map(f32::from_le_bytes).collect();
            numbers.as_chunks::<2>().0.to_vec()
        }
        _ => {
            let places = tsne::tsne(rows, OPTIONS, |_| {})?;
            let bytes: Vec<u8> = places.iter().flatten().flat_map(|x| x.to_le_bytes()).collect();
            fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
            places
        }
    };
    let step = (rows.len() / TRUST_SAMPLE).max(1);
    let sample: Vec<&R> = rows.iter().step_by(step).take(TRUST_SAMPLE).collect();
    let on_plane: Vec<[f32; 2]> = places.iter().step_by(step).take(TRUST_SAMPLE).copied().collect();
    let trust = trustworthiness(&sample, &on_plane, TRUST_NEIGHBOURS)?;
    println!(
        "the plane of {name}: {} tracks, trustworthiness at {TRUST_NEIGHBOURS} neighbours {trust:.4} on {} of them",
        rows.len(),
        sample.len()
    );
    Ok(places)
}

fn kept_path<R: AsRef<[f32]>>(name: &str, rows: &[R]) -> PathBuf {
    // FNV-1a: the same on every machine.
    let mut hash = 0xcbf2_9ce4_8422_2325u64 ^ METHOD;
    let options = [OPTIONS.perplexity.to_bits(), OPTIONS.epochs as u32];
    let numbers = rows.iter().flat_map(|row| row.as_ref()).map(|x| x.to_bits());
    for byte in options.into_iter().chain(numbers).flat_map(u32::to_le_bytes) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    paths::kept(&format!("plane-{name}-{hash:016x}.f32"))
}

/// The elbow curve, and the clusters of its corner.
fn clusters<R: AsRef<[f32]>>(rows: &[R]) -> Result<(Vec<elbow::Point>, kmeans::KMeans)> {
    let curve = elbow::elbow(rows, KS, RESTARTS, SEED, |_| {})?;
    for point in &curve {
        println!("k = {:2}: sum of squares {:9.0}, silhouette {:.3}", point.k, point.wcss, point.silhouette);
    }
    let k = elbow::corner(&curve).context("there is no elbow")?;
    println!("the corner is at k = {k}");
    Ok((curve, kmeans::kmeans(rows, k, RESTARTS, SEED)?))
}

/// In how many playlists each row stands.
fn popularity(rows: usize, learned: &Learned) -> Vec<u32> {
    let mut counts = vec![0; rows];
    learned.playlists.iter().flatten().for_each(|row| counts[*row as usize] += 1);
    counts
}

/// The best-known rows near the centre, one an artist.
fn examples<R: AsRef<[f32]>>(
    members: &[usize],
    centre: &[f32],
    places: &[R],
    rows: &[Row],
    popularity: &[u32],
) -> Vec<u32> {
    let distance =
        |row: usize| -> f32 { places[row].as_ref().iter().zip(centre).map(|(a, b)| (a - b).powi(2)).sum() };
    let mut near: Vec<(f32, usize)> = members.iter().map(|row| (distance(*row), *row)).collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    near.truncate(((members.len() as f32 * CENTRAL_SHARE) as usize).max(EXAMPLES));
    let mut known: Vec<usize> = near.into_iter().map(|(_, row)| row).collect();
    known.sort_by_key(|row| std::cmp::Reverse(popularity[*row]));
    let mut artists = HashSet::new();
    known.retain(|row| artists.insert(&rows[*row].artist));
    known.into_iter().take(EXAMPLES).map(|row| row as u32).collect()
}

/// A name for each cluster: what is extreme about it, then the tags it has more often than others.
fn names(centres: &[Vec<f32>], assignments: &[usize], learned: &Learned) -> Vec<String> {
    let tags = typical_tags(centres.len(), assignments, learned);
    let mut taken = HashSet::new();
    let name = |(centre, tags): (&Vec<f32>, &Vec<String>)| {
        let traits = traits(centre);
        let extreme = traits.iter().take_while(|(amount, _)| *amount >= EXTREME).count().clamp(1, TRAITS);
        let name = |traits_kept: usize, tags_kept: usize| {
            let words: Vec<&str> = traits.iter().take(traits_kept).map(|(_, word)| *word).collect();
            let tags: Vec<&str> = tags.iter().take(tags_kept).map(String::as_str).collect();
            match tags.as_slice() {
                [] => words.join(", "),
                tags => format!("{} · {}", words.join(", "), tags.join(", ")),
            }
        };
        // Longer until no other has it.
        let longer = (0..).map(|more| name(extreme + more, TAGS + more / traits.len().max(1)));
        let name = longer.take(4 * traits.len()).find(|name| !taken.contains(name)).unwrap_or_default();
        taken.insert(name.clone());
        name
    };
    centres.iter().zip(&tags).map(name).collect()
}

/// Words for what a cluster's centre has more or less of than others, most extreme first, with how far it is off.
fn traits(centre: &[f32]) -> Vec<(f32, &'static str)> {
    let mut traits: Vec<(f32, &str)> = centre
        .iter()
        .zip(COORDINATE_FEATURES)
        .filter_map(|(x, feature)| {
            let (more, less) = words(feature)?;
            Some((x.abs(), if *x > 0.0 { more } else { less }))
        })
        .collect();
    traits.sort_by(|a, b| b.0.total_cmp(&a.0));
    traits
}

fn words(feature: Feature) -> Option<(&'static str, &'static str)> {
    Some(match feature {
        Feature::Danceability => ("danceable", "undanceable"),
        Feature::Energy => ("energetic", "calm"),
        Feature::Loudness => ("loud", "quiet"),
        Feature::Speechiness => ("wordy", "sparing of words"),
        Feature::Acousticness => ("acoustic", "electric"),
        Feature::Instrumentalness => ("instrumental", "sung"),
        Feature::Liveness => ("live", "studio"),
        Feature::Valence => ("cheerful", "dark"),
        Feature::Tempo => ("fast", "slow"),
        Feature::Key | Feature::Mode => return None,
    })
}

/// Tags of each cluster by how much more of its tracks carry them than of all, weighed by how many do.
fn typical_tags(count: usize, assignments: &[usize], learned: &Learned) -> Vec<Vec<String>> {
    let mut of = vec![vec![0f32; learned.tags.len()]; count];
    let (mut all, mut tagged) = (vec![0f32; learned.tags.len()], vec![0f32; count]);
    for (tags, group) in learned.row_tags.iter().zip(assignments).filter(|(tags, _)| !tags.is_empty()) {
        tagged[*group] += 1.0;
        for tag in tags {
            of[*group][usize::from(*tag)] += 1.0;
            all[usize::from(*tag)] += 1.0;
        }
    }
    let total: f32 = tagged.iter().sum::<f32>().max(1.0);
    let typical = |(counts, tagged): (&Vec<f32>, &f32)| {
        let mut scored: Vec<(f32, &String)> = counts
            .iter()
            .zip(&all)
            .zip(&learned.tags)
            .map(|((count, all), name)| {
                let share = count / tagged.max(1.0);
                let lift = share / (all / total).max(1e-6);
                (if share >= TAG_SHARE { share.sqrt() * lift.max(1e-6).ln() } else { 0.0 }, name)
            })
            .filter(|(score, _)| *score > 0.0)
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        scored.into_iter().map(|(_, name)| name.clone()).collect()
    };
    of.iter().zip(&tagged).map(typical).collect()
}
