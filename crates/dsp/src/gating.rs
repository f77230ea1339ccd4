//! The gates of BS.1770-4 and EBU Tech 3342 over a histogram of blocks.

/// Bins, of 0.1 LU each.
const BINS: usize = 1_000;
const BINS_PER_LU: f64 = 10.0;

/// Lower edge of the lowest bin, LUFS: the absolute gate.
const LOWEST_LUFS: f64 = -70.0;

/// What a mean square of 1 is, LUFS.
const OFFSET_LUFS: f64 = -0.691;

/// How far below the mean of all blocks a block must lie that is left out of the loudness, and of its range, LU.
const LOUDNESS_GATE_LU: f64 = -10.0;
const RANGE_GATE_LU: f64 = -20.0;

/// Shares of the blocks between which the range lies.
const RANGE_SHARES: (f64, f64) = (0.1, 0.95);

/// How many blocks were how loud, above the absolute gate.
pub struct Histogram {
    counts: Vec<u64>,
}

impl Histogram {
    /// Of no block.
    pub fn new() -> Self {
        Self { counts: vec![0; BINS] }
    }

    /// Adds a block by its mean energy.
    pub fn add(&mut self, energy: f64) {
        if let Some(count) = bin_of(energy).and_then(|bin| self.counts.get_mut(bin)) {
            *count += 1;
        }
    }

    /// Loudness of the blocks above both gates, LUFS; nothing where there are none.
    pub fn loudness(&self) -> Option<f64> {
        let (count, energy) = self.above(self.gate(LOUDNESS_GATE_LU)?);
        (count > 0).then(|| lufs(energy / count as f64))
    }

    /// How much louder the loud blocks are than the soft ones, LU.
    pub fn range(&self) -> f64 {
        let Some(gate) = self.gate(RANGE_GATE_LU) else { return 0.0 };
        let (count, _) = self.above(gate);
        let Some(last) = count.checked_sub(1) else { return 0.0 };
        let at = |share: f64| self.loudness_of((last as f64 * share + 0.5) as u64, gate);
        at(RANGE_SHARES.1) - at(RANGE_SHARES.0)
    }

    /// The first bin above a gate that lies this far from the mean of all blocks, LU; nothing where there are none.
    fn gate(&self, lu: f64) -> Option<usize> {
        let (count, energy) = self.above(0);
        if count == 0 {
            return None;
        }
        let threshold = energy / count as f64 * 10f64.powf(lu / 10.0);
        let Some(bin) = bin_of(threshold) else { return Some(0) };
        Some(if threshold > energy_of(bin) { bin + 1 } else { bin })
    }

    /// Number and energy of the blocks from a bin on.
    fn above(&self, first: usize) -> (u64, f64) {
        let bins = self.counts.iter().enumerate().skip(first);
        bins.fold((0, 0.0), |(blocks, energy), (bin, count)| {
            (blocks + count, energy + *count as f64 * energy_of(bin))
        })
    }

    /// Loudness of the block with so many softer ones from a bin on, LUFS.
    fn loudness_of(&self, softer: u64, first: usize) -> f64 {
        let mut passed = 0;
        let found = self.counts.iter().enumerate().skip(first).find(|(_, count)| {
            passed += **count;
            passed > softer
        });
        lufs(energy_of(found.map_or(first, |(bin, _)| bin)))
    }
}

/// The bin of a block's mean energy; nothing below the absolute gate.
fn bin_of(energy: f64) -> Option<usize> {
    let above = (lufs(energy) - LOWEST_LUFS) * BINS_PER_LU;
    // What is louder than anything belongs to the last.
    (above >= 0.0).then(|| (above as usize).min(BINS - 1))
}

/// Energy in the middle of a bin.
fn energy_of(bin: usize) -> f64 {
    let lufs = LOWEST_LUFS + (bin as f64 + 0.5) / BINS_PER_LU;
    10f64.powf((lufs - OFFSET_LUFS) / 10.0)
}

fn lufs(energy: f64) -> f64 {
    10.0 * energy.log10() + OFFSET_LUFS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(blocks: &[(f64, usize)]) -> Histogram {
        let mut histogram = Histogram::new();
        for (lufs, count) in blocks {
            let energy = 10f64.powf((lufs - OFFSET_LUFS) / 10.0);
            (0..*count).for_each(|_| histogram.add(energy));
        }
        histogram
    }

    #[test]
    fn what_is_much_softer_than_the_rest_does_not_count() {
        let alone = of(&[(-23.0, 50)]).loudness().unwrap();
        assert!((alone + 23.0).abs() <= 0.1, "{alone}");
        assert_eq!(of(&[(-23.0, 50), (-50.0, 40), (-80.0, 1000)]).loudness(), Some(alone));
        assert_eq!(of(&[(-71.0, 9)]).loudness(), None);
        assert_eq!(of(&[]).range(), 0.0);
    }

    /// EBU Tech 3342, test cases 1 and 2: 20 s each of two levels, 10 and 5 LU apart.
    #[test]
    fn the_range_is_that_between_soft_and_loud() {
        assert!((of(&[(-20.0, 20), (-30.0, 20)]).range() - 10.0).abs() < 0.11);
        assert!((of(&[(-20.0, 20), (-15.0, 20)]).range() - 5.0).abs() < 0.11);
        assert!((of(&[(-40.0, 20), (-20.0, 20)]).range() - 20.0).abs() < 0.11);
    }
}
