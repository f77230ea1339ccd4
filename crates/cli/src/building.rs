//! Catalogues of any table with Spotify's columns: what `segue catalogue build` is made of.
//!
//! [`table`] reads rows, [`spool`] keeps them on the disk meanwhile, [`playlists`] reads who stands with whom; [`groups`] and
//! [`cells`] part millions of tracks into cells. Memory hangs on the number of tracks by some 45 bytes each: their ids, so that
//! none comes twice, and their cells.

pub mod cells;
pub mod groups;
pub mod playlists;
pub mod spool;
pub mod table;
