//! Key: the tonic and mode whose profile the chroma fits best.

/// Major or minor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Minor third above the tonic.
    Minor,
    /// Major third above the tonic.
    Major,
}

/// A musical key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Pitch class of the tonic, 0 = C … 11 = B.
    pub tonic: u8,
    /// Major or minor.
    pub mode: Mode,
}

/// The most likely keys of a track.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyEstimate {
    /// The three best keys with their weights (0…1, summing to at most 1), best first; empty where the
    /// sound has no pitch.
    pub candidates: Vec<(Key, f32)>,
    /// Deviation of the tuning from A4 = 440 Hz, in cents, −50…50.
    pub tuning_cents: f32,
}
