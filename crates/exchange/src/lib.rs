//! Files that the outside world speaks. Of ours it knows the words of the field alone.
//!
//! Every format reads into, and writes from, [`track::ExchangeTrack`]. Writers give a `String` in UTF-8; [`read`]
//! takes the bytes of a file as people have them, and says what is wrong and where.
//!
//! - [`contents`]: any file, told by what stands in it.
//! - [`letters`]: text in encodings older than Unicode.
//! - [`track`]: one track as the outside world sees it.
//! - [`mod@csv`]: tables, in the columns of Exportify and of Kaggle's sets.
//! - [`spotify`]: the JSON of Spotify's web API.
//! - [`json`]: any JSON that tells of tracks.
//! - [`m3u8`], [`xspf`], [`jspf`]: playlists for players.
//! - [`collection`]: what other programs know of their tracks, as it is read.
//! - [`rekordbox`], [`traktor`]: playlists for DJ software, as they are written.
//!
//! ```
//! use exchange::{Contents, m3u8, read};
//!
//! let table = "Track Name,Artist Name(s),Tempo\nLittle Star,Nobody,120.5\n";
//! let mut track = match read("tracks.csv", table.as_bytes())? {
//!     Contents::Table(reading) | Contents::Playlist(reading) => reading.tracks[0].clone(),
//!     Contents::Collection(_) => unreachable!("CSV is a table, or a playlist where it has no audio features"),
//! };
//! assert_eq!((track.title.as_deref(), track.tempo), (Some("Little Star"), Some(120.5)));
//!
//! // What is missing is no zero; a playlist for players names files.
//! assert_eq!(track.energy, None);
//! track.file = Some("music/star.mp3".into());
//! assert!(m3u8::write(&[track]).contains("Nobody - Little Star\nmusic/star.mp3\n"));
//! # Ok::<(), exchange::ReadError>(())
//! ```

pub mod collection;
pub mod contents;
pub mod csv;
pub mod foreign;
pub mod json;
pub mod jspf;
pub mod letters;
pub mod m3u8;
pub mod reading;
pub mod rekordbox;
pub mod single_byte;
pub mod spotify;
pub mod track;
pub mod traktor;
pub mod xml;
pub mod xspf;

mod address;
mod mac;
mod pandas;
mod record;
mod text;
mod uri;

#[cfg(test)]
mod testing;

pub use contents::{Contents, ReadError, read};
pub use foreign::Foreign;
pub use reading::{Reading, Remark};
pub use uri::readings as path_readings;
