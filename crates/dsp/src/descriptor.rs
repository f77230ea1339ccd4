//! The descriptor: what the model sees of a 30 s window, and how its values are laid out.

use crate::{contrast, dynamics, mel, mfcc, modulation, rhythm, shape, tonal, voice};

/// A family of values in the descriptor.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Name of the family.
    pub name: &'static str,
    /// Number of its values.
    pub len: usize,
    /// Names of its values, in order.
    pub names: fn() -> Vec<String>,
}

/// The families in the order of their values.
pub const GROUPS: &[Group] = &[
    Group { name: "mel", len: mel::LEN, names: mel::names },
    Group { name: "mfcc", len: mfcc::LEN, names: mfcc::names },
    Group { name: "shape", len: shape::LEN, names: shape::names },
    Group { name: "contrast", len: contrast::LEN, names: contrast::names },
    Group { name: "rhythm", len: rhythm::LEN, names: rhythm::names },
    Group { name: "tonal", len: tonal::LEN, names: tonal::names },
    Group { name: "modulation", len: modulation::LEN, names: modulation::names },
    Group { name: "dynamics", len: dynamics::LEN, names: dynamics::names },
    Group { name: "voice", len: voice::LEN, names: voice::names },
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

/// Centre frequency of each value that belongs to one place of the spectrum, Hz, in order.
pub fn centres_hz() -> Vec<Option<f32>> {
    vec![None; Descriptor::LEN]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_value_has_a_name_of_its_own() {
        for group in GROUPS {
            assert_eq!((group.names)().len(), group.len, "{}", group.name);
        }
        assert_eq!(names().iter().collect::<HashSet<_>>().len(), Descriptor::LEN);
    }

    #[test]
    fn only_finite_values_of_the_right_number_are_a_descriptor() {
        assert!(Descriptor::from_vec(vec![0.0; Descriptor::LEN]).is_some());
        assert!(Descriptor::from_vec(vec![0.0; Descriptor::LEN - 1]).is_none());
        assert!(Descriptor::from_vec(vec![f32::NAN; Descriptor::LEN]).is_none());
    }
}
