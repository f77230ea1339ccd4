//! Every word of this module, in each language.

mod about;
mod groups;
mod map;

pub use about::*;
pub use groups::*;
pub use map::*;
