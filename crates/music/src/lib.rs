//! The words of the field, on the ground floor: everything else is built on them.
//!
//! - [`Key`], [`Mode`]: musical keys and the names that people have for them.
//! - [`Feature`], [`AudioFeatures`]: Spotify's eleven audio features, their ranges and units.
//! - [`Grid`]: beats and bars of a steady tempo.
//! - [`AUDIO_ENDINGS`]: how names of audio files end.
//!
//! ```
//! use music::Key;
//!
//! let key: Key = "8A".parse()?;
//! assert_eq!((key.name(), key.open_key()), ("A minor".into(), "1m".into()));
//! # Ok::<(), music::ParseKeyError>(())
//! ```

mod ending;
mod feature;
mod grid;
mod key;
mod notes;

pub use ending::{AUDIO_ENDINGS, UNPLAYABLE_ENDINGS, is_audio_ending, is_unplayable_ending};
pub use feature::{AudioFeatures, Feature};
pub use grid::Grid;
pub use key::{Key, Mix, Mode, Notation, ParseKeyError, pitch_class, pitch_name};

/// Greatest length of a track that is analysed, seconds: six hours, a night of a DJ's. Here, since the analysis refuses what
/// is longer and the page says so beforehand.
pub const LONGEST_S: f64 = 21_600.0;
