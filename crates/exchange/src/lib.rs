//! Files that the outside world speaks. Of ours it knows the words of the field alone.
//!
//! Every format reads into, and writes from, [`track::ExchangeTrack`]. Writers give a `String` in UTF-8; readers
//! take the bytes of a file as people have them, and say what is wrong and where.
//!
//! - [`track`]: one track as the outside world sees it.
//! - [`mod@csv`]: tables, in the columns of Exportify and of Kaggle's sets.
//! - [`spotify`]: the JSON of Spotify's web API.
//! - [`m3u8`], [`xspf`], [`jspf`]: playlists for players.
//! - [`rekordbox`]: a playlist for DJ software; written only.

pub mod csv;
pub mod jspf;
pub mod m3u8;
pub mod rekordbox;
pub mod spotify;
pub mod track;
pub mod xspf;

mod text;
mod uri;

#[cfg(test)]
mod testing;
