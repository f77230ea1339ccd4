//! What is learned from playlists for the catalogue: places, tags, and the network that places unknown tracks; and how
//! well tracks are recommended with it.

pub mod catalogue_table;
pub mod content;
pub mod embedding;
pub mod evaluate;
pub mod heard;
pub mod learning;
pub mod map;
pub mod playlists;
pub mod ranking;
pub mod title_tags;
pub mod uploads;
