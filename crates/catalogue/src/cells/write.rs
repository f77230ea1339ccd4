//! The index as it is written.

use super::geometry::{Place, centre};
use super::{CELLS_VERSION, MAGIC, Span, row};
use crate::build::median_distance;
use crate::space::{AMOUNTS, Space, amounts};
use protocol::AudioFeatures;

/// What an index is made of.
pub struct IndexToWrite<'a> {
    /// Stamp of the build.
    pub stamp: u32,
    /// The space of all tracks.
    pub space: &'a Space,
    /// Tracks that stand for all, in the steps of a row: for what is usual.
    pub sample: &'a [AudioFeatures],
    /// The cells in the order of their rows.
    pub cells: &'a [CellToWrite],
}

/// A cell, to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct CellToWrite {
    /// Mean of its tracks' places.
    pub centre: Place,
    /// Number of its tracks.
    pub tracks: u32,
    /// Where its rows begin.
    pub rows: Span,
    /// Where its records begin.
    pub records: Span,
    /// [`checksum`] of its rows.
    pub check: u32,
}

impl IndexToWrite<'_> {
    /// The bytes of `index.bin`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let tracks = self.cells.iter().map(|cell| cell.tracks).sum::<u32>();
        for number in [self.stamp, tracks, self.cells.len() as u32, self.sample.len() as u32] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(median_distance(self.sample, self.space).to_le_bytes());
        bytes.extend(self.space.means.iter().chain(&self.space.deviations).flat_map(|x| x.to_le_bytes()));
        bytes.extend(self.sample.iter().flat_map(row::packed));
        for cell in self.cells {
            let centre = centre(&cell.centre);
            bytes.extend(centre.amounts.iter().flat_map(|x| x.to_le_bytes()));
            bytes.extend(centre.tempo.unwrap_or(0.0).to_le_bytes());
            bytes.extend([centre.fifth.unwrap_or(u8::MAX), centre.mode]);
            bytes.extend(cell.tracks.to_le_bytes());
            for Span { part, offset } in [cell.rows, cell.records] {
                bytes.extend(part.to_le_bytes());
                bytes.extend(offset.to_le_bytes());
            }
            bytes.extend(cell.check.to_le_bytes());
        }
        let mut index = MAGIC.to_vec();
        index.extend(CELLS_VERSION.to_le_bytes());
        index.extend(0u16.to_le_bytes());
        index.extend(checksum(&bytes).to_le_bytes());
        index.extend(bytes);
        index
    }
}

/// Tells what is damaged from what is whole (FNV-1a, 32 bits).
pub fn checksum(bytes: &[u8]) -> u32 {
    checksum_on(0, bytes)
}

/// The checksum of what has a checksum so far, 0 for nothing, with these bytes behind it.
pub fn checksum_on(so_far: u32, bytes: &[u8]) -> u32 {
    const BASIS: u32 = 0x811c_9dc5;
    bytes.iter().fold(so_far ^ BASIS, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
        ^ BASIS
}

/// Means and deviations of tracks that come one after the other.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    count: f64,
    sums: [f64; AMOUNTS],
    squares: [f64; AMOUNTS],
}

impl Statistics {
    /// Counts a track in. Returns it in the steps of a row, as it is counted.
    pub fn add(&mut self, features: &AudioFeatures) -> AudioFeatures {
        let features = row::unpacked(&row::packed(features));
        self.count += 1.0;
        for ((sum, square), value) in self.sums.iter_mut().zip(&mut self.squares).zip(amounts(&features)) {
            *sum += f64::from(value);
            *square += f64::from(value).powi(2);
        }
        features
    }

    /// The space in which the tracks have means of 0 and deviations of 1.
    pub fn space(&self) -> Space {
        let count = self.count.max(1.0);
        let mut statistics = [(0.0, 0.0); AMOUNTS];
        for ((statistic, sum), square) in statistics.iter_mut().zip(self.sums).zip(self.squares) {
            let mean = sum / count;
            *statistic = (mean, square / count - mean.powi(2));
        }
        Space::standardised(statistics)
    }
}
