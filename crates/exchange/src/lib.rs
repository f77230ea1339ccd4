//! Files that the outside world speaks. Of ours it knows the words of the field alone.
//!
//! Every format reads into, and writes from, [`track::ExchangeTrack`]. Writers give a `String` in UTF-8; [`read`]
//! takes the bytes of a file as people have them, and says what is wrong and where.
//!
//! - [`contents`]: any file, told by what stands in it.
//! - [`track`]: one track as the outside world sees it.
//! - [`mod@csv`]: tables, in the columns of Exportify and of Kaggle's sets.
//! - [`spotify`]: the JSON of Spotify's web API.
//! - [`m3u8`], [`xspf`], [`jspf`]: playlists for players.
//! - [`collection`]: what other programs know of their tracks; read only.
//! - [`rekordbox`]: a playlist for DJ software; written only.

pub mod collection;
pub mod contents;
pub mod csv;
pub mod jspf;
pub mod m3u8;
pub mod reading;
pub mod rekordbox;
pub mod spotify;
pub mod track;
pub mod xml;
pub mod xspf;

mod address;
mod json;
mod mac;
mod record;
mod text;
mod uri;

#[cfg(test)]
mod testing;

pub use contents::{Contents, ReadError, read};
pub use reading::{Reading, Remark};
pub use uri::readings as path_readings;
