//! The descriptor: what the model sees of a 30 s window, and how its values are laid out.

use crate::{contrast, dynamics, mel, mfcc, modulation, rhythm, shape, texture, tonal, transients, voice};

/// A family of values in the descriptor.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Name of the family.
    pub name: &'static str,
    /// Number of its values.
    pub len: usize,
    /// Names of its values, in order.
    pub names: fn() -> Vec<String>,
    /// Centre frequency of each value that belongs to one place of the spectrum, Hz, in order.
    pub centres_hz: fn() -> Vec<Option<f32>>,
}

/// The families in the order of their values.
pub const GROUPS: &[Group] = &[
    Group { name: "mel", len: mel::LEN, names: mel::names, centres_hz: mel::centres_hz },
    Group { name: "mfcc", len: mfcc::LEN, names: mfcc::names, centres_hz: || vec![None; mfcc::LEN] },
    Group { name: "shape", len: shape::LEN, names: shape::names, centres_hz: || vec![None; shape::LEN] },
    Group { name: "contrast", len: contrast::LEN, names: contrast::names, centres_hz: contrast::centres_hz },
    Group { name: "rhythm", len: rhythm::LEN, names: rhythm::names, centres_hz: rhythm::centres_hz },
    Group { name: "tonal", len: tonal::LEN, names: tonal::names, centres_hz: tonal::centres_hz },
    Group {
        name: "modulation",
        len: modulation::LEN,
        names: modulation::names,
        centres_hz: modulation::centres_hz,
    },
    Group {
        name: "dynamics",
        len: dynamics::LEN,
        names: dynamics::names,
        centres_hz: || vec![None; dynamics::LEN],
    },
    Group {
        name: "transients",
        len: transients::LEN,
        names: transients::names,
        centres_hz: transients::centres_hz,
    },
    Group { name: "voice", len: voice::LEN, names: voice::names, centres_hz: voice::centres_hz },
    Group {
        name: "texture",
        len: texture::LEN,
        names: texture::names,
        centres_hz: || vec![None; texture::LEN],
    },
];

/// Values that describe one window; every one is finite.
#[derive(Clone, Debug, PartialEq)]
pub struct Descriptor(Vec<f32>);

impl Descriptor {
    /// Number of values.
    pub const LEN: usize = {
        let (mut total, mut group) = (0, 0);
        while group < GROUPS.len() {
            total += GROUPS[group].len;
            group += 1;
        }
        total
    };

    /// A descriptor of these values, unless their number is wrong or one is not finite.
    pub fn from_vec(values: Vec<f32>) -> Option<Self> {
        (values.len() == Self::LEN && values.iter().all(|value| value.is_finite())).then_some(Self(values))
    }

    /// All values zero.
    pub(crate) fn zero() -> Self {
        Self(vec![0.0; Self::LEN])
    }

    /// The values, [`Descriptor::LEN`] of them.
    pub fn as_slice(&self) -> &[f32] {
        &self.0
    }
}

/// Names of the values, in order.
pub fn names() -> Vec<String> {
    GROUPS.iter().flat_map(|group| (group.names)()).collect()
}

/// Values that say how loud the samples are rather than what they sound like: all others stay as they are where the same
/// music comes louder or softer (but for what falls to silence or clips).
pub const LEVEL_VALUES: [&str; 4] = ["lufs", "peak_db", "clipped_log10", "silent_share"];

/// Centre frequency of each value that belongs to one place of the spectrum, Hz, in order.
pub fn centres_hz() -> Vec<Option<f32>> {
    GROUPS.iter().flat_map(|group| (group.centres_hz)()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::{N_MELS, SAMPLE_RATE};
    use std::collections::HashSet;

    #[test]
    fn every_value_has_a_name_of_its_own() {
        for group in GROUPS {
            assert_eq!((group.names)().len(), group.len, "{}", group.name);
        }
        assert_eq!(names().iter().collect::<HashSet<_>>().len(), Descriptor::LEN);
    }

    #[test]
    fn every_value_that_has_a_place_in_the_spectrum_lies_within_it() {
        for group in GROUPS {
            assert_eq!((group.centres_hz)().len(), group.len, "{}", group.name);
        }
        let audible = 30.0..SAMPLE_RATE as f32 / 2.0;
        assert!(centres_hz().iter().flatten().all(|hz| audible.contains(hz)));
        let bands = mel::centres_hz();
        assert!(bands.iter().all(Option::is_some));
        assert!(bands[..N_MELS].is_sorted_by(|low, high| low < high));
        assert!(bands[N_MELS..].is_sorted_by(|low, high| low <= high));
        let centre =
            |name: &str| names().iter().position(|other| other == name).and_then(|place| centres_hz()[place]);
        // librosa.mel_frequencies(66, fmin=30, fmax=11025, htk=True)[[1, 64]].
        assert!((centre("mel_0_mean").unwrap() - 61.86).abs() < 0.1);
        assert!((centre("mel_63_mean").unwrap() - 10534.7).abs() < 1.0);
        assert_eq!(centre("contrast_2_mean").map(f32::round), Some(226.0), "160 to 320 Hz");
        assert!(centre("rhythm_low_onsets") < Some(250.0) && centre("rhythm_high_share") > Some(2_000.0));
        assert_eq!((centre("rhythm_onsets"), centre("mfcc_0_mean")), (None, None));
    }

    #[test]
    fn only_finite_values_of_the_right_number_are_a_descriptor() {
        assert!(Descriptor::from_vec(vec![0.0; Descriptor::LEN]).is_some());
        assert!(Descriptor::from_vec(vec![0.0; Descriptor::LEN - 1]).is_none());
        assert!(Descriptor::from_vec(vec![f32::NAN; Descriptor::LEN]).is_none());
    }
}
