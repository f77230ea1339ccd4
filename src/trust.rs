//! How far a value can be trusted: as far as such values came near the published ones of songs by artists never heard.

use protocol::{Analysis, Feature};

/// Confidence from which on a measured tempo or key counts as sure, and below which as a guess.
const SURE: f32 = 0.7;
const GUESS: f32 = 0.4;

/// Explained share of variance on held-out music from which on a prediction counts as good, and below which as rough.
const GOOD_R2: f32 = 0.65;
const ROUGH_R2: f32 = 0.35;

/// How far to trust a value, most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// Physics, not opinion.
    Measured,
    /// Reliable.
    Good,
    /// Usually near.
    Fair,
    /// A guess.
    Rough,
}

impl Trust {
    /// How far to trust a feature of an analysis.
    pub fn of(feature: Feature, analysis: &Analysis) -> Self {
        match feature {
            Feature::Loudness => Trust::Measured,
            Feature::Tempo => Self::by(analysis.tempo.confidence, SURE, GUESS),
            Feature::Key | Feature::Mode => {
                let weight = analysis.key.candidates.first().map_or(0.0, |(_, weight)| *weight);
                Self::by(weight, SURE, GUESS)
            }
            _ => {
                let estimate = analysis.estimates.iter().find(|estimate| estimate.feature == feature);
                estimate.map_or(Trust::Rough, |estimate| Self::by(estimate.r2, GOOD_R2, ROUGH_R2))
            }
        }
    }

    fn by(figure: f32, good: f32, rough: f32) -> Self {
        match figure {
            f if f >= good => Trust::Good,
            f if f >= rough => Trust::Fair,
            _ => Trust::Rough,
        }
    }

    /// Name for the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Trust::Measured => "measured",
            Trust::Good => "good",
            Trust::Fair => "fair",
            Trust::Rough => "rough",
        }
    }
}
