//! What both modules of the page are made of: controls, the arithmetic of plots, the languages, and words that both use.
//! Everything else that is shown is with the module that shows it.

pub mod controls;
pub mod errors;
pub mod import_errors;
pub mod language;
pub mod plot;
pub mod words;
