//! What the package's two modules share, and what of them can be tested natively: files that JavaScript reads, errors that it
//! can tell apart, and what it is told of a track.

mod failure;
mod record;
mod source;

pub use failure::{Failure, failed};
pub use record::Record;
pub use source::JsFile;
