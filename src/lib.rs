//! Segue, the page. Its two modules share this library: the page itself (`src/main.rs`), which loads at once, and what is
//! there to explore (`crates/explore`), which loads when it is opened.

mod adviser;
mod app;
mod audio;
mod columns;
mod components;
mod explorer;
mod intake;
pub mod language;
mod offline;
mod playlist;
mod plot;
mod queue;
mod shell;
mod sorting;
mod state;
mod strings;
mod wishes;
mod worker_client;

pub use components::controls;
pub use plot::Scale;
pub use shell::mount;

/// Words that both modules use.
pub mod words {
    pub use crate::strings::{feature_name, part_name, plain_value};
}
