//! Every word the page says, by what it is about; `index.html` holds those that show before it has loaded, and the crate `ui`
//! those that the second module says, too. Numbers come computed.

mod catalogue;
mod errors;
mod features;
mod import;
mod intake;
mod library;
mod recommend;
mod tagging;
mod texts;

pub use catalogue::*;
pub use errors::*;
pub use features::*;
pub use import::*;
pub use intake::*;
pub use library::*;
pub use recommend::*;
pub use tagging::*;
pub use texts::*;
pub use ui::errors::librarian_error;
pub use ui::words::{clock, feature_name, hertz, key_name, number, part_name, plain_value, signed};
