//! `trainer real-labels`: how far Echo Nest's own labels can be predicted from what is known of the audio behind
//! them: librosa's statistics of Free Music Archive clips. The audio itself is not at hand, and these statistics
//! are not our descriptor's, so the rows cannot teach the model; they show what real labels allow.

use crate::{
    data::{
        labels::{LABELS, column, deviations},
        samples::Samples,
    },
    fit::{network, recipe::Recipe, scaling},
    paths,
    report::{
        metrics,
        records::{self, RealLabels},
    },
    statistics,
};
use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use protocol::Feature;
use rand::{SeedableRng, rngs::StdRng, seq::SliceRandom};
use std::{collections::BTreeMap, fs, fs::File, path::Path, path::PathBuf};

/// Arguments of `trainer real-labels`.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the training data.
    #[arg(long, default_value_os_t = paths::default_data())]
    data: PathBuf,
    /// Where to write the figures.
    #[arg(long, default_value_os_t = records::path(records::REAL_LABELS))]
    out: PathBuf,
}

/// Folds, by row.
const FOLDS: usize = 5;

/// Statistics of the first table that could be reproduced from audio.
const REPRODUCIBLE: [&str; 7] = [
    "chroma_stft",
    "mfcc",
    "spectral_bandwidth",
    "spectral_centroid",
    "spectral_contrast",
    "spectral_rolloff",
    "zcr",
];

/// Of that table's kind, but not reproducible.
const NOT_REPRODUCIBLE: &str = "spectral_contrast.6";

/// Fits, judges and reports.
///
/// # Errors
/// Where the tables are absent or the file cannot be written.
pub fn run(args: &Args) -> Result<()> {
    let folder = args.data.join("labels");
    let means = |name: &str| {
        let family = name.split('.').next().unwrap_or(name);
        REPRODUCIBLE.contains(&family) && name != NOT_REPRODUCIBLE
    };
    let tables = [
        (
            "42 librosa means",
            folder.join("fma_librosa74_echonest_650.csv.gz"),
            &means as &dyn Fn(&str) -> bool,
        ),
        ("140 MFCC statistics", folder.join("fma_mfcc140_echonest_471.csv.gz"), &|name: &str| {
            name.starts_with("mfcc")
        }),
    ];
    let mut results = Vec::new();
    for (statistics, path, keep) in tables {
        let (inputs, labels) = read(&path, keep)?;
        results.push(judge(statistics, &inputs, &labels)?);
    }
    for result in &results {
        println!("{}: Echo Nest's labels of {} clips, {FOLDS}-fold by row", result.statistics, result.rows);
        for (label, r2) in &result.r2 {
            let (mae, constant) = result.mae[label];
            println!("  {label:<18}R² {r2:>6.3}  MAE {mae:.3} (constant {constant:.3})");
        }
    }
    Ok(fs::write(&args.out, serde_json::to_string_pretty(&results)?)?)
}

type Rows = (Vec<Vec<f32>>, Vec<[f32; LABELS]>);

/// Inputs and labels of a table's rows whose labels are verified.
fn read(path: &Path, keep: &dyn Fn(&str) -> bool) -> Result<Rows> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut reader = csv::Reader::from_reader(GzDecoder::new(file));
    let headers = reader.headers()?.clone();
    let place = |name: &str| headers.iter().position(|header| header == name);
    let verified = place("label_verified");
    let labels = Feature::PREDICTED.map(|feature| place(feature.name()));
    let values: Vec<usize> = (0..headers.len()).filter(|place| keep(&headers[*place])).collect();
    ensure!(!values.is_empty(), "{} has none of the statistics", path.display());
    let (mut inputs, mut truth) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record?;
        if verified.is_some_and(|place| record.get(place) != Some("True")) {
            continue;
        }
        let number = |place: usize| record.get(place).and_then(|text| text.parse::<f32>().ok());
        let row: Option<Vec<f32>> = values.iter().map(|place| number(*place)).collect();
        let known: Option<Vec<f32>> = labels.iter().map(|place| number((*place)?)).collect();
        if let (Some(row), Some(Ok(known))) = (row, known.map(TryInto::try_into)) {
            inputs.push(row);
            truth.push(known);
        }
    }
    Ok((inputs, truth))
}

fn judge(statistics: &str, inputs: &[Vec<f32>], labels: &[[f32; LABELS]]) -> Result<RealLabels> {
    // Few rows: a small network, strongly regularised.
    let recipe = Recipe {
        hidden: vec![48, 24],
        dropout: 0.3,
        noise: 0.3,
        input_dropout: 0.0,
        learning_rate: 3e-3,
        weight_decay: 0.05,
        batch: 32,
        epochs: 60,
        bends: vec![0.5; LABELS],
        tag_share: 0.0,
        networks: 1,
        seed: 1,
    };
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.shuffle(&mut StdRng::seed_from_u64(recipe.seed));
    let mut predicted = vec![[0.0; LABELS]; labels.len()];
    for fold in 0..FOLDS {
        let (held_out, train): (Vec<usize>, Vec<usize>) =
            order.iter().enumerate().fold((Vec::new(), Vec::new()), |mut parts, (place, row)| {
                if place % FOLDS == fold {
                    parts.0.push(*row)
                } else {
                    parts.1.push(*row)
                }
                parts
            });
        let train_inputs: Vec<&[f32]> = train.iter().map(|row| inputs[*row].as_slice()).collect();
        let scale = scaling::descriptor_scale(&train_inputs);
        let samples = |rows: &[usize]| Samples {
            inputs: rows.iter().flat_map(|row| scale.apply(&inputs[*row]).collect::<Vec<_>>()).collect(),
            labels: rows.iter().map(|row| labels[*row]).collect(),
            weights: vec![[1.0; LABELS]; rows.len()],
            tags: Vec::new(),
            tag_weights: vec![0.0; rows.len()],
            error_weights: vec![1.0; rows.len()],
        };
        let (train, held_out_samples) = (samples(&train), samples(&held_out));
        let scales = scaling::label_scales(&train.labels);
        let deviations = deviations(&train.labels);
        let fitted =
            network::fit(&train, Some(&held_out_samples), &scales, deviations, &recipe, recipe.seed)?;
        for (row, values) in
            held_out.iter().zip(network::predict_layers(&fitted.layers, &held_out_samples, &scales)?)
        {
            predicted[*row] = values;
        }
    }
    let (mut r2, mut mae) = (BTreeMap::new(), BTreeMap::new());
    for (place, feature) in Feature::PREDICTED.into_iter().enumerate() {
        let (predicted, truth) = (column(&predicted, place), column(labels, place));
        let constant = vec![statistics::median(&truth) as f32; truth.len()];
        r2.insert(feature.name().into(), metrics::r2(&predicted, &truth));
        mae.insert(
            feature.name().into(),
            (metrics::mae(&predicted, &truth), metrics::mae(&constant, &truth)),
        );
    }
    Ok(RealLabels { statistics: statistics.into(), rows: labels.len(), r2, mae })
}
