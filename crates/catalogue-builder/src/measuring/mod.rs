//! How well tracks are recommended: measured on playlists that nothing was learned from.
//!
//! [`mod@bench`] ranks by every method, [`uploads`] from songs that no playlist knows; [`ranking`] is what a ranking is worth.

pub mod bench;
pub mod ranking;
pub mod uploads;
