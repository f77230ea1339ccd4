//! What sums up numbers.

/// Mean; 0 for no value.
pub fn mean(values: &[f32]) -> f64 {
    values.iter().map(|value| f64::from(*value)).sum::<f64>() / values.len().max(1) as f64
}

/// Variance around the mean, over all values.
pub fn variance(values: &[f32]) -> f64 {
    let mean = mean(values);
    values.iter().map(|value| (f64::from(*value) - mean).powi(2)).sum::<f64>() / values.len().max(1) as f64
}

/// Median; 0 for no value.
pub fn median(values: &[f32]) -> f64 {
    quantile(values, 0.5)
}

/// The smallest value that is at least as great as the share `q` of all values; 0 for no value.
pub fn quantile(values: &[f32], q: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let place = (q * sorted.len() as f64).ceil() as usize;
    sorted.get(place.saturating_sub(1).min(sorted.len().saturating_sub(1))).copied().map_or(0.0, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }

    #[test]
    fn means_and_variances_of_known_numbers() {
        near(mean(&[1.0, 2.0, 3.0, 4.0]), 2.5);
        near(variance(&[1.0, 2.0, 3.0, 4.0]), 1.25);
    }

    #[test]
    fn quantiles_cover_their_share() {
        near(median(&[3.0, 1.0, 2.0]), 2.0);
        near(quantile(&[5.0, 1.0, 2.0, 3.0, 4.0], 0.8), 4.0);
        near(quantile(&[5.0, 1.0, 2.0, 3.0, 4.0], 1.0), 5.0);
        near(quantile(&[], 0.5), 0.0);
    }
}
