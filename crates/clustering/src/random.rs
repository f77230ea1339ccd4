//! Deterministic random numbers.

/// Knuth's MMIX generator.
pub struct Random(u64);

impl Random {
    /// A generator whose numbers follow from the seed alone.
    pub fn new(seed: u64) -> Self {
        let mut random = Self(seed);
        // Seeds that are near give first numbers that are near.
        for _ in 0..4 {
            random.share();
        }
        random
    }

    /// A number of 0…1, 1 excluded. The high bits are the good ones.
    pub fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A whole number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        ((self.share() * end as f64) as usize).min(end.saturating_sub(1))
    }
}
