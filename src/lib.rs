//! Segue, the page. Its two modules share this library: the page itself (`src/main.rs`), which loads at once, and what is
//! there to explore (`crates/explore`), which loads when it is opened.

mod app;
mod audio;
mod columns;
mod components;
mod explorer;
mod intake;
pub mod language;
mod librarian;
mod notices;
mod offline;
mod page;
mod playlist;
mod plot;
mod queue;
mod shell;
mod sorting;
mod strings;
mod tracks;
mod wishes;

pub use components::controls;
pub use plot::Scale;
pub use shell::mount;

/// Words that both modules use.
pub mod words {
    pub use crate::strings::{feature_name, grouping_error, librarian_error, part_name, plain_value};
}
