//! `catalogue-builder recommend-eval`: how much of a playlist is found from its first tracks, by every method.

use crate::{
    learning,
    measuring::{
        bench::{Bench, places},
        uploads,
    },
    playlists::{self, Playlist},
    tracks,
};
use anyhow::{Context, Result, ensure};
use catalogue::{
    Catalogue,
    build::{Row, build},
    map::{Cluster, Map},
};
use model::{Model, format::ModelFile};
use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
};
use trainer::{
    data::songs,
    paths,
    report::records::{self, PlaylistFigures},
};

/// Arguments of `catalogue-builder recommend-eval`.
#[derive(clap::Args)]
pub struct Args {
    /// Folder with the catalogue's table and the playlists.
    #[arg(long, default_value_os_t = paths::default_data())]
    data: PathBuf,
    /// Playlists that nothing was learned from, to measure the shipped catalogue by. Without them, a catalogue is learned
    /// without the held-out playlists of the data and measured by those.
    #[arg(long)]
    playlists: Option<PathBuf>,
    /// The shipped catalogue.
    #[arg(long, default_value_os_t = paths::asset("catalogue.bin"))]
    catalogue: PathBuf,
    /// Rows of real songs: measure how much is found from songs that no playlist knows, as files of theirs are placed. What
    /// a training's folds said of them is taken, each without its artist.
    #[arg(long, value_name = "ROWS.csv[.gz]")]
    uploads: Option<PathBuf>,
    /// With `--uploads` and `--playlists`: place the songs by the shipped model and catalogue, which have not learnt from
    /// them.
    #[arg(long, requires = "uploads", requires = "playlists")]
    shipped: bool,
    /// The shipped model.
    #[arg(long, default_value_os_t = paths::asset("model.bin"))]
    model: PathBuf,
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
    /// Write the figures for the model card.
    #[arg(long)]
    save: bool,
}

/// Playlists with fewer tracks leave too few to be found.
const LEAST_TRACKS: usize = 20;

/// Measures and prints.
///
/// # Errors
/// Where the data are absent, or something cannot be learned from them.
pub fn run(args: &Args) -> Result<()> {
    let rows = tracks::read(&args.data)?;
    let known = playlists::read(&args.data.join("playlists/playlists.jsonl.gz"), &rows)?;
    let (catalogue, measured) = match &args.playlists {
        None => {
            let (held_out, train): (Vec<_>, Vec<_>) = known.into_iter().partition(Playlist::is_held_out);
            let train: Vec<&Playlist> = train.iter().collect();
            let mut learned = learning::learn(&rows, &train)?;
            learned.map = shipped_clusters(&args.catalogue, &rows)?;
            let bytes = build(&rows, &learned)?;
            (Catalogue::from_bytes(&bytes)?, held_out)
        }
        Some(path) => {
            let bytes = fs::read(&args.catalogue)
                .with_context(|| format!("cannot read {}", args.catalogue.display()))?;
            let seen: HashSet<u64> = known.iter().map(|playlist| playlist.pid).collect();
            let (known, unseen): (Vec<_>, Vec<_>) =
                playlists::read(path, &rows)?.into_iter().partition(|playlist| seen.contains(&playlist.pid));
            if !known.is_empty() {
                eprintln!("{} of the playlists were learned from and are left out", known.len());
            }
            (Catalogue::from_bytes(&bytes)?, unseen)
        }
    };
    let measured: Vec<&Playlist> = measured.iter().filter(|list| list.rows.len() >= LEAST_TRACKS).collect();
    ensure!(
        !measured.is_empty(),
        "there is no playlist of {LEAST_TRACKS} or more catalogue tracks to measure by"
    );
    if let Some(table) = &args.uploads {
        return measure_uploads(args, table, &rows, &catalogue, &measured);
    }
    let bench = Bench::new(&rows, catalogue)?;
    let figures = bench.measure(&measured);
    if args.save {
        fs::write(records::path(records::RECOMMENDATION), serde_json::to_string_pretty(&figures)? + "\n")?;
    }
    if args.json {
        println!("{}", serde_json::to_string_pretty(&figures)?);
    } else {
        print_table(&figures);
        bench.time_queries(&measured);
    }
    Ok(())
}

/// Measures songs that no playlist knows.
fn measure_uploads(
    args: &Args,
    table: &Path,
    rows: &[Row],
    catalogue: &Catalogue,
    playlists: &[&Playlist],
) -> Result<()> {
    let clips = songs::read_table(table)?;
    let bytes = fs::read(&args.model).with_context(|| format!("cannot read {}", args.model.display()))?;
    let file = ModelFile::from_bytes(&bytes)?;
    let uploads = if args.shipped {
        uploads::shipped(catalogue, &clips, &Model::new(file)?)?
    } else {
        uploads::unheard(rows, catalogue, &clips, &uploads::said_by_folds()?, &file.descriptor)?
    };
    let figures = uploads::measure(catalogue, &uploads, playlists, &places(rows, catalogue)?)?;
    if args.save {
        fs::write(records::path(records::UPLOADS), serde_json::to_string_pretty(&figures)? + "\n")?;
    }
    if args.json {
        println!("{}", serde_json::to_string_pretty(&figures)?);
        return Ok(());
    }
    println!("placed by             seeds   R-prec.    NDCG  hit@10  hubness  most common  songs  pairs");
    for line in &figures {
        println!(
            "{:20} {:6}  {:8.4} {:7.4} {:7.3} {:8.1} {:12.3} {:6} {:6}",
            line.method,
            line.seeds,
            line.r_precision,
            line.ndcg,
            line.hit_at_10,
            line.hubness,
            line.most_common,
            line.songs,
            line.pairs
        );
    }
    Ok(())
}

/// The clusters of the shipped catalogue: they follow from features alone, no playlist is known to them.
fn shipped_clusters(path: &Path, rows: &[Row]) -> Result<Map> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let shipped = Catalogue::from_bytes(&bytes)?;
    let tracks = (0..shipped.len()).filter_map(|place| shipped.track(place));
    let places: HashMap<String, usize> = tracks.map(|track| track.spotify_id).zip(0..).collect();
    let cluster = |row: &Row| shipped.map().cluster_of.get(*places.get(&row.spotify_id)?).copied();
    let cluster_of = rows.iter().map(cluster).collect::<Option<Vec<u8>>>();
    let unnamed = |cluster: &Cluster| Cluster { examples: Vec::new(), ..cluster.clone() };
    Ok(Map {
        cluster_of: cluster_of.context("the shipped catalogue has no clusters of this table")?,
        clusters: shipped.map().clusters.iter().map(unnamed).collect(),
        merges: shipped.map().merges.clone(),
        ..Map::default()
    })
}

fn print_table(figures: &[PlaylistFigures]) {
    println!("method                seeds  artists   R-prec.    NDCG  hit@10  cover.@10  hubness");
    for line in figures {
        let PlaylistFigures { method, seeds, r_precision, ndcg, hit_at_10, coverage_at_10, hubness, .. } =
            line;
        let artists = if line.artist_filter { "others" } else { "all" };
        println!(
            "{method:20} {seeds:6}  {artists:8} {r_precision:8.4} {ndcg:7.4} {hit_at_10:7.3} {coverage_at_10:10.4} {hubness:8.1}"
        );
    }
    println!("{} playlists", figures.first().map_or(0, |line| line.playlists));
}
