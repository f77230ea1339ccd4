//! From the network's outputs to guesses at tags.

use protocol::Tag;

/// Number of quantiles that describe a tag's outputs over the training windows: 0%, 5% … 100%.
pub const QUANTILES: usize = 21;

/// Percentile from which on a tag stands out.
const STANDS_OUT: f32 = 0.8;

/// Least trust with which a tag is worth guessing.
const TRUSTED: f32 = 0.4;

/// Most tags that are shown of one track.
const MOST: usize = 6;

/// What is known of one tag: its outputs only order tracks, so they are read against the training windows'.
#[derive(Clone, Debug, PartialEq)]
pub struct TagScale {
    /// As the Million Song Dataset's listeners wrote it.
    pub name: String,
    /// Rank correlation with the teacher's tag on held-out groups.
    pub trust: f32,
    /// Quantiles of the outputs over the training windows, rising in equal steps.
    pub quantiles: [f32; QUANTILES],
}

impl TagScale {
    /// Share of the training windows whose output is below this one, 0…1.
    pub fn percentile(&self, output: f32) -> f32 {
        let above = self.quantiles.partition_point(|quantile| *quantile <= output);
        let (Some(low), Some(high)) = (self.quantiles.get(above.wrapping_sub(1)), self.quantiles.get(above))
        else {
            return if above == 0 { 0.0 } else { 1.0 };
        };
        ((above - 1) as f32 + (output - low) / (high - low)) / (QUANTILES - 1) as f32
    }
}

/// The tags that stand out, likeliest first.
pub fn standing_out(scales: &[TagScale], outputs: &[f32]) -> Vec<Tag> {
    let mut tags: Vec<Tag> = scales
        .iter()
        .zip(outputs)
        .map(|(scale, output)| Tag {
            name: scale.name.clone(),
            percentile: scale.percentile(*output),
            trust: scale.trust,
        })
        .filter(|tag| tag.percentile >= STANDS_OUT && tag.trust >= TRUSTED)
        .collect();
    let rank = |tag: &Tag| tag.percentile * tag.trust;
    tags.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then_with(|| a.name.cmp(&b.name)));
    tags.truncate(MOST);
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(name: &str, trust: f32) -> TagScale {
        TagScale { name: name.into(), trust, quantiles: std::array::from_fn(|step| step as f32) }
    }

    #[test]
    fn percentiles_run_along_the_quantiles() {
        let scale = scale("rock", 0.7);
        for (output, percentile) in
            [(-3.0, 0.0), (0.0, 0.0), (10.0, 0.5), (10.5, 0.525), (20.0, 1.0), (99.0, 1.0)]
        {
            assert!((scale.percentile(output) - percentile).abs() < 1e-6, "{output}");
        }
    }

    #[test]
    fn only_trusted_tags_that_stand_out_are_guessed() {
        let scales = [scale("rock", 0.7), scale("sad", 0.2), scale("jazz", 0.6), scale("metal", 0.8)];
        let tags = standing_out(&scales, &[17.0, 20.0, 3.0, 20.0]);
        assert_eq!(tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["metal", "rock"]);
    }
}
