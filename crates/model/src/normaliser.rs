//! Puts inputs on the scale the network was trained on: z-scores with the training set's mean and standard
//! deviation, kept in the model file, never in code.

/// Mean and standard deviation of each value over the training set.
#[derive(Clone, Debug, PartialEq)]
pub struct Normaliser {
    /// Mean of each value, in the value's unit.
    pub mean: Vec<f32>,
    /// Standard deviation of each value, in the value's unit; positive.
    pub deviation: Vec<f32>,
    /// z-scores are limited to ± this: one value far outside the training set must not decide alone.
    pub clip: f32,
}

impl Normaliser {
    /// Number of values.
    pub fn len(&self) -> usize {
        self.mean.len()
    }

    /// Whether there is no value at all.
    pub fn is_empty(&self) -> bool {
        self.mean.is_empty()
    }

    /// z-scores of `values`, at most ±[`Normaliser::clip`]; as many as the shorter of `values` and the
    /// normaliser has.
    pub fn apply<'a>(&'a self, values: &'a [f32]) -> impl Iterator<Item = f32> + 'a {
        values
            .iter()
            .zip(&self.mean)
            .zip(&self.deviation)
            .map(|((value, mean), deviation)| ((value - mean) / deviation).clamp(-self.clip, self.clip))
    }

    /// Mean z-scores of several descriptions of one thing; empty without any.
    pub fn mean_of<'a>(&'a self, descriptions: impl ExactSizeIterator<Item = &'a [f32]>) -> Vec<f32> {
        let share = 1.0 / descriptions.len() as f32;
        let scores = descriptions.map(|values| self.apply(values).map(|score| share * score).collect());
        let sum = |mut sum: Vec<f32>, scores: Vec<f32>| {
            sum.iter_mut().zip(scores).for_each(|(sum, score)| *sum += score);
            sum
        };
        scores.reduce(sum).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_count_deviations_from_the_mean_and_stop_at_the_clip() {
        let normaliser = Normaliser { mean: vec![1.0, 0.0, 0.0], deviation: vec![2.0, 1.0, 1.0], clip: 5.0 };
        let scores: Vec<f32> = normaliser.apply(&[4.0, 100.0, -100.0]).collect();
        assert_eq!(scores, [1.5, 5.0, -5.0]);
    }
}
