//! Every word the page says, by what it is about; `index.html` holds those that show before it has loaded, and the crate `ui`
//! those that the second module says, too. Numbers come computed.

mod catalogue;
mod corrections;
mod detail;
mod errors;
mod features;
mod import;
mod intake;
mod library;
mod page;
mod pictures;
mod play_next;
mod player;
mod playlist;
mod shell;
mod table;
mod tagging;

pub use catalogue::*;
pub use corrections::*;
pub use detail::*;
pub use errors::*;
pub use features::*;
pub use import::*;
pub use intake::*;
pub use library::*;
pub use page::*;
pub use pictures::*;
pub use play_next::*;
pub use player::*;
pub use playlist::*;
pub use shell::*;
pub use table::*;
pub use tagging::*;
pub use ui::errors::librarian_error;
pub use ui::words::{clock, feature_name, hertz, key_name, number, part_name, plain_value, signed};
