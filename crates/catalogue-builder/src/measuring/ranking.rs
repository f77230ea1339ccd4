//! Measures of a ranking against the tracks that should have been found.

use std::collections::HashSet;

/// How many ranks the normalised discounted cumulative gain looks at, as in the RecSys Challenge 2018.
pub const NDCG_RANKS: usize = 500;

/// Ranks that a person looks at.
pub const FIRST: usize = 10;

/// What one ranking is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Worth {
    /// Share of the first R tracks that should be found, R being how many there are.
    pub r_precision: f64,
    /// Normalised discounted cumulative gain over [`NDCG_RANKS`].
    pub ndcg: f64,
    /// 1 if one of the first ten should be found.
    pub hit_at_10: f64,
}

/// Worth of a ranking, best first, without the seeds. `wanted` must not be empty.
pub fn worth(ranking: &[u32], wanted: &HashSet<u32>) -> Worth {
    let found = |ranks: usize| ranking.iter().take(ranks).filter(|track| wanted.contains(track)).count();
    let discount = |rank: usize| 1.0 / (rank as f64 + 2.0).log2();
    let hits = ranking.iter().take(NDCG_RANKS).enumerate().filter(|(_, track)| wanted.contains(track));
    let gain: f64 = hits.map(|(rank, _)| discount(rank)).sum();
    let ideal: f64 = (0..wanted.len().min(NDCG_RANKS)).map(discount).sum();
    Worth {
        r_precision: found(wanted.len()) as f64 / wanted.len() as f64,
        ndcg: gain / ideal,
        hit_at_10: f64::from(u8::from(found(FIRST) > 0)),
    }
}

/// Skewness of how often tracks come up: 0 if all do alike, great where a few come up for everybody.
pub fn skewness(counts: &[u32]) -> f64 {
    let n = counts.len().max(1) as f64;
    let mean = counts.iter().map(|count| f64::from(*count)).sum::<f64>() / n;
    let moment =
        |power: i32| counts.iter().map(|count| (f64::from(*count) - mean).powi(power)).sum::<f64>() / n;
    let variance = moment(2);
    if variance > 0.0 { moment(3) / variance.powf(1.5) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worth_of_known_rankings() {
        let wanted = HashSet::from([1, 2, 3, 4]);
        let perfect = worth(&[4, 3, 2, 1, 9], &wanted);
        assert_eq!(perfect, Worth { r_precision: 1.0, ndcg: 1.0, hit_at_10: 1.0 });
        let half = worth(&[1, 7, 8, 2], &wanted);
        assert_eq!(half.r_precision, 0.5);
        // 1/log2(2) + 1/log2(5), over the sum for ranks 0 to 3.
        assert!((half.ndcg - 1.430_677 / 2.561_606).abs() < 1e-5, "{}", half.ndcg);
        assert_eq!(worth(&[7; 20], &wanted), Worth::default());
    }

    #[test]
    fn a_few_that_always_come_up_are_skew() {
        assert_eq!(skewness(&[3, 3, 3]), 0.0);
        assert!((skewness(&[0, 0, 0, 0, 10]) - 1.5).abs() < 1e-9);
    }
}
