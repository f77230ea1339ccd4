//! Descriptor rows as CSV: what `segue describe --csv` writes and `trainer train --rows` reads, so that labels
//! of audio which cannot be handed around can still be learnt from.
//!
//! Columns, in any order: `schema_version` (that of the descriptor), `file`, optionally `source` (whose labels),
//! `weight` (of the row, 1 where absent), any of the eleven features (empty where not known), and every value of the
//! descriptor by its name; what joins rows: `clip` (the file's name up to `#t=` where absent), `artist` (the clip where
//! absent), `clip_s` (its length, seconds), `catalogue_id`, and `pairing` (other than `certain`: audio and labels may not
//! be of one song). Others are passed over. A file whose name ends in `.gz` is decompressed.

use anyhow::{Context, Result, bail, ensure};
use dsp::{
    descriptor::{self, Descriptor},
    params::SCHEMA_VERSION,
};
use flate2::read::GzDecoder;
use protocol::Feature;
use std::{
    collections::HashMap,
    fs::File,
    io::{Read, Write},
    path::Path,
};

/// One window with whatever is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct DescriptorRow {
    /// Name of the audio.
    pub file: String,
    /// Whose labels; empty without labels.
    pub source: String,
    /// How much the row counts against others, 0…∞.
    pub weight: f32,
    /// Labels in the order of [`Feature::ALL`], in the features' units, where they are known.
    pub features: [Option<f32>; Feature::COUNT],
    /// Joins windows of one clip.
    pub clip: String,
    /// Joins clips of one artist.
    pub artist: String,
    /// Spotify's id, where the song stands in the catalogue.
    pub catalogue_id: Option<String>,
    /// Whether audio and labels are surely of one song.
    pub is_certain: bool,
    /// Length of the clip, seconds, where it is known.
    pub clip_s: Option<f32>,
    /// The descriptor.
    pub descriptor: Descriptor,
}

impl DescriptorRow {
    /// Labels of the predicted features in the order of [`Feature::PREDICTED`], 0…1, where they are known.
    pub fn labels(&self) -> [Option<f32>; Feature::PREDICTED.len()] {
        Feature::PREDICTED.map(|feature| self.features[feature.index()])
    }
}

/// Writes rows with a header.
///
/// # Errors
/// Where the output does.
pub fn write(output: impl Write, rows: impl IntoIterator<Item = DescriptorRow>) -> Result<()> {
    let mut writer = csv::Writer::from_writer(output);
    let mut header: Vec<String> = ["schema_version", "file", "source", "weight"].map(String::from).into();
    header.extend(Feature::PREDICTED.map(|feature| feature.name().to_owned()));
    header.extend(descriptor::names());
    writer.write_record(&header)?;
    for row in rows {
        let labels = row.labels();
        let mut record = vec![SCHEMA_VERSION.to_string(), row.file, row.source, row.weight.to_string()];
        record.extend(labels.map(|label| label.map_or(String::new(), |label| label.to_string())));
        record.extend(row.descriptor.as_slice().iter().map(f32::to_string));
        writer.write_record(&record)?;
    }
    Ok(writer.flush()?)
}

/// Reads a file of rows.
///
/// # Errors
/// Where a column is missing, a number is none or out of its range, or the descriptor is of another version.
pub fn read(path: &Path) -> Result<Vec<DescriptorRow>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let input: Box<dyn Read> = match path.extension() {
        Some(extension) if extension == "gz" => Box::new(GzDecoder::new(file)),
        _ => Box::new(file),
    };
    parse(input).with_context(|| format!("{}", path.display()))
}

fn parse(input: impl Read) -> Result<Vec<DescriptorRow>> {
    let mut reader = csv::Reader::from_reader(input);
    let columns: HashMap<String, usize> =
        reader.headers()?.iter().enumerate().map(|(place, name)| (name.to_owned(), place)).collect();
    let column = |name: &str| columns.get(name).copied();
    let needed = |name: &str| column(name).with_context(|| format!("the column {name} is missing"));
    let schema = needed("schema_version")?;
    let labels = Feature::ALL.map(|feature| column(feature.name()));
    let values = descriptor::names().iter().map(|name| needed(name)).collect::<Result<Vec<_>>>()?;

    let mut rows = Vec::new();
    for (number, record) in reader.records().enumerate() {
        let record = record?;
        let field = |place: usize| record.get(place).unwrap_or_default().trim();
        let read = || -> Result<DescriptorRow> {
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
            let mut features = [None; Feature::COUNT];
            for ((label, place), feature) in features.iter_mut().zip(labels).zip(Feature::ALL) {
                let value = place.map_or("", field);
                if !value.is_empty() {
                    *label = Some(number_in(value, range(feature)).context(feature.name())?);
                }
            }
            let descriptor = values
                .iter()
                .map(|place| number_in(field(*place), f32::MIN..=f32::MAX))
                .collect::<Result<Vec<f32>>>()
                .context("the descriptor")?;
            let file = text("file");
            let or = |text: String, other: &str| if text.is_empty() { other.to_owned() } else { text };
            let clip = or(text("clip"), file.split("#t=").next().unwrap_or_default());
            Ok(DescriptorRow {
                artist: or(text("artist"), &clip),
                catalogue_id: Some(text("catalogue_id")).filter(|id| !id.is_empty()),
                is_certain: matches!(text("pairing").as_str(), "" | "certain"),
                clip_s: text("clip_s").parse().ok(),
                descriptor: Descriptor::from_vec(descriptor).context("the descriptor is not finite")?,
                source: text("source"),
                clip,
                file,
                weight,
                features,
            })
        };
        // The header is line 1.
        rows.push(read().with_context(|| format!("line {}", number + 2))?);
    }
    Ok(rows)
}

/// Values that a label may have.
fn range(feature: Feature) -> std::ops::RangeInclusive<f32> {
    match feature {
        Feature::Key => -1.0..=11.0,
        Feature::Loudness => -100.0..=20.0,
        Feature::Tempo => 0.0..=1000.0,
        _ => 0.0..=1.0,
    }
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

    fn row() -> DescriptorRow {
        let mut features = [None; Feature::COUNT];
        Feature::PREDICTED.iter().for_each(|feature| features[feature.index()] = Some(0.25));
        features[Feature::Valence.index()] = None;
        DescriptorRow {
            file: "a, \"b\".mp3".into(),
            source: "listeners".into(),
            weight: 0.5,
            features,
            clip: "a, \"b\".mp3".into(),
            artist: "a, \"b\".mp3".into(),
            catalogue_id: None,
            is_certain: true,
            clip_s: None,
            descriptor: Descriptor::from_vec(
                (0..Descriptor::LEN).map(|place| place as f32 * 0.1 - 3.0).collect(),
            )
            .unwrap(),
        }
    }

    fn written(rows: &[DescriptorRow]) -> String {
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
