//! A model on any audio with labels of its own: a CSV of file names with any of the eleven features.

use crate::{report::metrics, statistics};
use anyhow::{Context, Result, ensure};
use model::Model;
use protocol::{Analysis, Feature};
use segue_cli::decode;
use serde::Serialize;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// What was measured.
#[derive(Serialize)]
pub struct FilesEvaluation {
    /// Whose labels: the name of their file.
    pub label_source: String,
    /// Files that were analysed.
    pub rows: usize,
    /// Files that could not be, with the reason.
    pub failed: BTreeMap<String, String>,
    /// Figures of each feature that has labels.
    pub features: BTreeMap<&'static str, FeatureFigures>,
    /// Mean R² over the predicted features that have labels; `None` without any.
    pub mean_r2: Option<f64>,
}

/// One feature; what makes no sense for it is `None`.
#[derive(Default, Serialize)]
pub struct FeatureFigures {
    /// Files with this label.
    pub rows: usize,
    /// Share of the variance explained.
    pub r2: Option<f64>,
    /// Correlation.
    pub pearson: Option<f64>,
    /// Mean absolute error.
    pub mae: Option<f64>,
    /// The same of always saying these labels' median.
    pub constant_mae: Option<f64>,
    /// Mean of what is found less the label.
    pub bias: Option<f64>,
    /// Share of labels within the 80% interval.
    pub coverage: Option<f64>,
    /// Share that is right: key and mode equal, tempo within 4%.
    pub accuracy: Option<f64>,
    /// The same of always saying the labels' most frequent value, or for tempo their median.
    pub constant_accuracy: Option<f64>,
    /// Tempo: within 4% of the label or of its double, triple, half or third. Key: MIREX credit, where the mode is
    /// labelled, too.
    pub lenient_accuracy: Option<f64>,
}

/// A labelled file.
struct Labelled {
    path: PathBuf,
    labels: BTreeMap<&'static str, f32>,
}

/// Analyses all files of a table; names are relative to the table's folder.
///
/// # Errors
/// Where the table cannot be read, has no column `file` or none of the features, or a label is no number.
pub fn evaluate(model: &Model, table: &Path) -> Result<FilesEvaluation> {
    let mut failed = BTreeMap::new();
    let mut analysed = Vec::new();
    for labelled in read(table)? {
        match decode::analyse(&labelled.path, model) {
            Ok(analysis) => analysed.push((labelled.labels, analysis)),
            Err(error) => {
                failed.insert(labelled.path.display().to_string(), format!("{error:#}"));
            }
        }
    }
    let mut features = BTreeMap::new();
    for feature in Feature::ALL {
        let pairs: Vec<(f32, &Labels, &Analysis)> = analysed
            .iter()
            .filter_map(|(labels, analysis)| Some((*labels.get(feature.name())?, labels, analysis)))
            .collect();
        if !pairs.is_empty() {
            features.insert(feature.name(), figures(feature, &pairs));
        }
    }
    let r2: Vec<f64> = features.values().filter_map(|figures: &FeatureFigures| figures.r2).collect();
    Ok(FilesEvaluation {
        label_source: table.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        rows: analysed.len(),
        failed,
        features,
        mean_r2: (!r2.is_empty()).then(|| r2.iter().sum::<f64>() / r2.len() as f64),
    })
}

type Labels = BTreeMap<&'static str, f32>;

fn read(table: &Path) -> Result<Vec<Labelled>> {
    let mut reader =
        csv::Reader::from_path(table).with_context(|| format!("cannot read {}", table.display()))?;
    let headers = reader.headers()?.clone();
    let column = |name: &str| headers.iter().position(|header| header.trim() == name);
    let file = column("file").context("the table has no column \"file\"")?;
    let columns: Vec<(&'static str, usize)> = Feature::ALL
        .into_iter()
        .filter_map(|feature| Some((feature.name(), column(feature.name())?)))
        .collect();
    ensure!(!columns.is_empty(), "the table has none of the features' columns, such as \"energy\"");
    let folder = table.parent().unwrap_or(Path::new(""));
    let mut rows = Vec::new();
    for (number, record) in reader.records().enumerate() {
        let record = record?;
        let mut labels = Labels::new();
        for (name, place) in &columns {
            let text = record.get(*place).unwrap_or_default().trim();
            if !text.is_empty() {
                let label =
                    text.parse().with_context(|| format!("line {}: {name} is {text:?}", number + 2))?;
                labels.insert(*name, label);
            }
        }
        rows.push(Labelled { path: folder.join(record.get(file).unwrap_or_default()), labels });
    }
    Ok(rows)
}

fn figures(feature: Feature, pairs: &[(f32, &Labels, &Analysis)]) -> FeatureFigures {
    let truth: Vec<f32> = pairs.iter().map(|(label, ..)| *label).collect();
    let found: Vec<f32> = pairs.iter().map(|(_, _, analysis)| analysis.features.get(feature)).collect();
    let median = statistics::median(&truth) as f32;
    let share = |right: &dyn Fn(f32, f32) -> bool, found: &[f32]| {
        let right = found.iter().zip(&truth).filter(|(found, truth)| right(**found, **truth)).count();
        Some(right as f64 / truth.len().max(1) as f64)
    };
    let errors = FeatureFigures {
        rows: truth.len(),
        // None where one of them does not vary.
        pearson: Some(metrics::pearson(&found, &truth)).filter(|pearson| pearson.is_finite()),
        mae: Some(metrics::mae(&found, &truth)),
        bias: Some(statistics::mean(&found) - statistics::mean(&truth)),
        constant_mae: Some(metrics::mae(&vec![median; truth.len()], &truth)),
        ..FeatureFigures::default()
    };
    match feature {
        Feature::Key | Feature::Mode => {
            let equal = |found: f32, truth: f32| found.round() == truth.round();
            let most = truth.iter().map(|candidate| share(&equal, &vec![*candidate; truth.len()]));
            FeatureFigures {
                rows: truth.len(),
                accuracy: share(&equal, &found),
                constant_accuracy: most.flatten().max_by(f64::total_cmp),
                lenient_accuracy: (feature == Feature::Key).then(|| mirex(pairs)).flatten(),
                ..FeatureFigures::default()
            }
        }
        Feature::Tempo => FeatureFigures {
            accuracy: share(&metrics::same_tempo, &found),
            constant_accuracy: share(&metrics::same_tempo, &vec![median; truth.len()]),
            lenient_accuracy: share(&metrics::same_tempo_or_multiple, &found),
            ..errors
        },
        Feature::Loudness => errors,
        _ => {
            let estimate = |analysis: &Analysis| {
                analysis.estimates.iter().find(|estimate| estimate.feature == feature).copied()
            };
            let within = pairs.iter().filter(|(label, _, analysis)| {
                estimate(analysis).is_some_and(|estimate| (estimate.low..=estimate.high).contains(label))
            });
            FeatureFigures {
                r2: Some(metrics::r2(&found, &truth)),
                coverage: Some(within.count() as f64 / truth.len().max(1) as f64),
                ..errors
            }
        }
    }
}

/// Mean MIREX credit over the files whose key and mode are both labelled.
fn mirex(pairs: &[(f32, &Labels, &Analysis)]) -> Option<f64> {
    let credits: Vec<f64> = pairs
        .iter()
        .filter_map(|(key, labels, analysis)| {
            let mode = *labels.get(Feature::Mode.name())?;
            let found = (analysis.features.get(Feature::Key), analysis.features.get(Feature::Mode));
            // Without pitch there is no key, and no credit.
            let credit = match found.0 >= 0.0 {
                true => metrics::mirex((found.0 as u8, found.1 > 0.5), (*key as u8, mode > 0.5)),
                false => 0.0,
            };
            Some(credit)
        })
        .collect();
    (!credits.is_empty()).then(|| credits.iter().sum::<f64>() / credits.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn tables_are_read_and_what_is_wrong_with_them_is_said() {
        let folder = std::env::temp_dir().join(format!("segue-labels-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let table = folder.join("labels.csv");
        let written = |text: &str| {
            fs::write(&table, text).unwrap();
            read(&table)
        };
        let rows = written("file,energy,artist,tempo\na.mp3,0.5,x,\nb.mp3,,y,120\n").unwrap();
        assert_eq!(rows[0].path, folder.join("a.mp3"));
        assert_eq!(rows[0].labels, BTreeMap::from([("energy", 0.5)]));
        assert_eq!(rows[1].labels, BTreeMap::from([("tempo", 120.0)]));
        for (text, says) in [
            ("name,energy\na,1\n", "no column \"file\""),
            ("file,artist\na,b\n", "none of the features"),
            ("file,energy\na,loud\n", "line 2: energy is \"loud\""),
        ] {
            let error = format!("{:#}", written(text).err().unwrap());
            assert!(error.contains(says), "{error}");
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
