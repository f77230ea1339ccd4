//! Descriptor rows as CSV: what `trainer describe --csv` writes and `trainer train --rows` reads, so that labels
//! of audio which cannot be handed around can still be learnt from.
//!
//! Columns, in any order: `schema_version` (that of the descriptor), `file`, optionally `source` (whose labels),
//! `weight` (of the row, 1 where absent), any of the predicted features (0…1, empty where not known), and every
//! value of the descriptor by its name. Others are passed over.

use crate::dataset::LABELS;
use anyhow::{Context, Result, bail, ensure};
use dsp::{descriptor, params::SCHEMA_VERSION};
use protocol::Feature;
use std::{collections::HashMap, fs::File, io::Write, path::Path};

/// One window with whatever is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct DescribedRow {
    /// Name of the audio.
    pub file: String,
    /// Whose labels; empty without labels.
    pub source: String,
    /// How much the row counts against others, 0…∞.
    pub weight: f32,
    /// Labels in the order of [`Feature::PREDICTED`], 0…1, where they are known.
    pub labels: [Option<f32>; LABELS],
    /// The descriptor's values.
    pub descriptor: Vec<f32>,
}

/// Writes rows with a header.
///
/// # Errors
/// Where the output does.
pub fn write(output: impl Write, rows: impl IntoIterator<Item = DescribedRow>) -> Result<()> {
    let mut writer = csv::Writer::from_writer(output);
    let mut header: Vec<String> = ["schema_version", "file", "source", "weight"].map(String::from).into();
    header.extend(Feature::PREDICTED.map(|feature| feature.name().to_owned()));
    header.extend(descriptor::names());
    writer.write_record(&header)?;
    for row in rows {
        let mut record = vec![SCHEMA_VERSION.to_string(), row.file, row.source, row.weight.to_string()];
        record.extend(row.labels.map(|label| label.map_or(String::new(), |label| label.to_string())));
        record.extend(row.descriptor.iter().map(f32::to_string));
        writer.write_record(&record)?;
    }
    Ok(writer.flush()?)
}

/// Reads a file of rows.
///
/// # Errors
/// Where a column is missing, a number is none or out of its range, or the descriptor is of another version.
pub fn read(path: &Path) -> Result<Vec<DescribedRow>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    parse(file).with_context(|| format!("{}", path.display()))
}

fn parse(input: impl std::io::Read) -> Result<Vec<DescribedRow>> {
    let mut reader = csv::Reader::from_reader(input);
    let columns: HashMap<String, usize> =
        reader.headers()?.iter().enumerate().map(|(place, name)| (name.to_owned(), place)).collect();
    let column = |name: &str| columns.get(name).copied();
    let needed = |name: &str| column(name).with_context(|| format!("the column {name} is missing"));
    let schema = needed("schema_version")?;
    let labels = Feature::PREDICTED.map(|feature| column(feature.name()));
    let values = descriptor::names().iter().map(|name| needed(name)).collect::<Result<Vec<_>>>()?;

    let mut rows = Vec::new();
    for (number, record) in reader.records().enumerate() {
        let record = record?;
        let field = |place: usize| record.get(place).unwrap_or_default().trim();
        let read = || -> Result<DescribedRow> {
            ensure!(
                field(schema) == SCHEMA_VERSION.to_string(),
                "its descriptor is of version {:?}, this program computes {SCHEMA_VERSION}: describe the audio again",
                field(schema)
            );
            let text = |name: &str| column(name).map_or("", field).to_owned();
            let weight = match text("weight").as_str() {
                "" => 1.0,
                weight => number_in(weight, 0.0..=f32::MAX).context("weight")?,
            };
            let mut known = [None; LABELS];
            for ((label, place), feature) in known.iter_mut().zip(labels).zip(Feature::PREDICTED) {
                let value = place.map_or("", field);
                if !value.is_empty() {
                    *label = Some(number_in(value, 0.0..=1.0).context(feature.name())?);
                }
            }
            let descriptor = values
                .iter()
                .map(|place| number_in(field(*place), f32::MIN..=f32::MAX))
                .collect::<Result<_>>()
                .context("the descriptor")?;
            Ok(DescribedRow { file: text("file"), source: text("source"), weight, labels: known, descriptor })
        };
        // The header is line 1.
        rows.push(read().with_context(|| format!("line {}", number + 2))?);
    }
    Ok(rows)
}

fn number_in(text: &str, range: std::ops::RangeInclusive<f32>) -> Result<f32> {
    let value: f32 = text.parse().with_context(|| format!("{text:?} is not a number"))?;
    if !range.contains(&value) {
        bail!("{text} is not within {} … {}", range.start(), range.end());
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dsp::descriptor::Descriptor;

    fn row() -> DescribedRow {
        let mut labels = [Some(0.25); LABELS];
        labels[3] = None;
        DescribedRow {
            file: "a, \"b\".mp3".into(),
            source: "listeners".into(),
            weight: 0.5,
            labels,
            descriptor: (0..Descriptor::LEN).map(|place| place as f32 * 0.1 - 3.0).collect(),
        }
    }

    fn written(rows: &[DescribedRow]) -> String {
        let mut bytes = Vec::new();
        write(&mut bytes, rows.to_vec()).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back() {
        assert_eq!(parse(written(&[row(), row()]).as_bytes()).unwrap(), [row(), row()]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let text = written(&[row()]);
        let (header, line) = text.split_once('\n').unwrap();
        let message = |text: String| format!("{:#}", parse(text.as_bytes()).unwrap_err());

        let other_version = line.replacen(&SCHEMA_VERSION.to_string(), "999", 1);
        let said = message(format!("{header}\n{other_version}"));
        assert!(said.contains("line 2") && said.contains("describe the audio again"), "{said}");

        let said = message(format!("{header}\n{}", line.replacen("0.25", "1.5", 1)));
        assert!(said.contains("acousticness") && said.contains("1.5"), "{said}");

        let said = message(text.replacen("schema_version", "version", 1));
        assert!(said.contains("schema_version is missing"), "{said}");
    }
}
