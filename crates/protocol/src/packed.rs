//! Long columns of numbers as bytes, with `#[serde(with = …)]`: a browser hands over one typed array instead of
//! thousands of numbers, and what is kept takes a quarter of the space.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};
use serde_bytes::ByteBuf;

/// Deviations in steps of a sixteenth, cut off at ±8: finer than any plot of them.
pub mod sixteenths {
    use super::*;

    const STEPS: f32 = 16.0;

    /// Writes the numbers.
    pub fn serialize<S: Serializer>(values: &[f32], serializer: S) -> Result<S::Ok, S::Error> {
        write(values, STEPS, serializer)
    }

    /// Reads them back, rounded.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f32>, D::Error> {
        read(STEPS, deserializer)
    }
}

/// Levels of 0 and below in whole decibels, cut off at −128: finer than any plot of them.
pub mod decibels {
    use super::*;

    /// Writes the numbers.
    pub fn serialize<S: Serializer>(values: &[f32], serializer: S) -> Result<S::Ok, S::Error> {
        write(values, 1.0, serializer)
    }

    /// Reads them back, rounded.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f32>, D::Error> {
        read(1.0, deserializer)
    }
}

/// Lowest and highest values of a waveform, −1…1, in steps of 1/127.
pub mod extremes {
    use super::*;

    const STEPS: f32 = 127.0;

    /// Writes the pairs.
    pub fn serialize<S: Serializer>(pairs: &[(f32, f32)], serializer: S) -> Result<S::Ok, S::Error> {
        let values: Vec<f32> = pairs.iter().flat_map(|(low, high)| [*low, *high]).collect();
        write(&values, STEPS, serializer)
    }

    /// Reads them back, rounded.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(f32, f32)>, D::Error> {
        let values = read(STEPS, deserializer)?;
        let (pairs, rest) = values.as_chunks();
        if !rest.is_empty() {
            return Err(D::Error::invalid_length(values.len(), &"two values a slice"));
        }
        Ok(pairs.iter().map(|[low, high]| (*low, *high)).collect())
    }
}

/// Rows of numbers as they are, four bytes each, little-endian; a run of bytes a row.
pub mod rows {
    use super::*;

    /// Writes the rows.
    pub fn serialize<S: Serializer>(rows: &[Vec<f32>], serializer: S) -> Result<S::Ok, S::Error> {
        let bytes =
            |row: &Vec<f32>| ByteBuf::from(row.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<_>>());
        serializer.collect_seq(rows.iter().map(bytes))
    }

    /// Reads them back.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<f32>>, D::Error> {
        let row = |bytes: ByteBuf| {
            let (values, rest) = bytes.as_chunks();
            if !rest.is_empty() {
                return Err(D::Error::invalid_length(bytes.len(), &"four bytes a number"));
            }
            Ok(values.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
        };
        Vec::<ByteBuf>::deserialize(deserializer)?.into_iter().map(row).collect()
    }
}

fn write<S: Serializer>(values: &[f32], steps: f32, serializer: S) -> Result<S::Ok, S::Error> {
    // Two's complement; `as` cuts off what is too large.
    let bytes: Vec<u8> = values.iter().map(|value| ((value * steps).round() as i8).cast_unsigned()).collect();
    serializer.serialize_bytes(&bytes)
}

fn read<'de, D: Deserializer<'de>>(steps: f32, deserializer: D) -> Result<Vec<f32>, D::Error> {
    let bytes = ByteBuf::deserialize(deserializer)?;
    Ok(bytes.iter().map(|byte| f32::from(byte.cast_signed()) / steps).collect())
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Columns {
        #[serde(with = "super::sixteenths")]
        z: Vec<f32>,
        #[serde(with = "super::decibels")]
        db: Vec<f32>,
        #[serde(with = "super::extremes")]
        wave: Vec<(f32, f32)>,
        #[serde(with = "super::rows")]
        rows: Vec<Vec<f32>>,
    }

    #[test]
    fn columns_come_back_within_half_a_step() {
        let columns = Columns {
            z: vec![0.51, -20.0, 7.99],
            db: vec![-0.4, -79.6, -300.0],
            wave: vec![(-1.0, 0.5), (0.0, 1.0)],
            rows: vec![vec![0.1, f32::MAX], vec![], vec![-9.0e-7]],
        };
        let read: Columns = serde_json::from_str(&serde_json::to_string(&columns).unwrap()).unwrap();
        assert_eq!(read.rows, columns.rows);
        assert_eq!(read.z, [0.5, -8.0, 7.9375]);
        assert_eq!(read.db, [0.0, -80.0, -128.0]);
        assert_eq!(read.wave[0].0, -1.0);
        assert!((read.wave[0].1 - 0.5).abs() < 0.5 / 127.0);
    }

    #[test]
    fn bytes_that_are_no_numbers_are_refused() {
        let json = r#"{"z":[],"db":[],"wave":[],"rows":[[1,2,3]]}"#;
        assert!(serde_json::from_str::<Columns>(json).is_err());
    }
}
