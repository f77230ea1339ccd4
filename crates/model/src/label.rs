//! From the network's outputs to label values, and what is known of their error.

/// How an output becomes a value of 0…1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transform {
    /// A degree (danceability, energy…): the output itself, limited to 0…1.
    Degree,
    /// A likelihood (acousticness, instrumentalness…): the logistic function of the output.
    Likelihood,
}

/// Music that is heard for at least this long is judged as long, seconds: published values are of whole songs, and a
/// shorter clip tells less of them.
pub const LONG_S: f32 = 29.0;

/// A number for music heard for less than [`LONG_S`], and one for longer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ByLength {
    /// Below [`LONG_S`].
    pub short: f32,
    /// From [`LONG_S`] on.
    pub long: f32,
}

impl ByLength {
    /// The number for music heard for so many seconds.
    pub fn at(self, heard_s: f32) -> f32 {
        if heard_s < LONG_S { self.short } else { self.long }
    }
}

/// One predicted label: `value = transform(offset + scale · output)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// How an output becomes a value.
    pub transform: Transform,
    /// Value, or log-odds, at output 0.
    pub offset: f32,
    /// Value, or log-odds, per unit of output.
    pub scale: f32,
    /// What the network's own guess at its error is multiplied by, to give the half-width of the interval that
    /// held the published value of 80% of the songs of artists the network had not heard.
    pub reach: ByLength,
    /// Share of the published values' variance explained over such songs.
    pub r2: ByLength,
}

/// Least and greatest error that a network can expect of itself.
const ERROR_RANGE: (f32, f32) = (0.01, 0.5);

/// The error that a network expects of a value, from its output: the output is the error's logarithm.
pub fn expected_error(output: f32) -> f32 {
    output.exp().clamp(ERROR_RANGE.0, ERROR_RANGE.1)
}

impl Label {
    /// The value, 0…1, of one network output.
    pub fn value(&self, output: f32) -> f32 {
        let scaled = self.offset + self.scale * output;
        match self.transform {
            Transform::Degree => scaled.clamp(0.0, 1.0),
            Transform::Likelihood => 1.0 / (1.0 + (-scaled).exp()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_error_is_expected_to_vanish_or_to_pass_the_half() {
        assert_eq!([-100.0, 0.25_f32.ln(), 100.0].map(expected_error), [0.01, 0.25, 0.5]);
    }

    #[test]
    fn outputs_end_between_zero_and_one() {
        let label = |transform| Label {
            transform,
            offset: 0.5,
            scale: 0.25,
            reach: ByLength::default(),
            r2: ByLength::default(),
        };
        assert_eq!(label(Transform::Degree).value(1.0), 0.75);
        assert_eq!(label(Transform::Degree).value(100.0), 1.0);
        assert_eq!(label(Transform::Likelihood).value(-2.0), 0.5);
        assert!(label(Transform::Likelihood).value(1000.0) <= 1.0);
        assert!(label(Transform::Likelihood).value(-1000.0) >= 0.0);
    }
}
