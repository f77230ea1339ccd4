//! Segue, the page: what loads at once. What is there to explore (`crates/explore`) loads when it is opened.

mod analyst;
mod app;
mod arrangement;
mod audio;
mod columns;
mod components;
mod explorer;
mod handles;
mod history;
mod idle;
mod intake;
mod librarian;
mod notices;
mod offline;
mod own_catalogue;
mod page;
mod player;
mod playlist;
mod queue;
mod settings;
mod shell;
mod sorting;
mod strings;
mod tagging;
mod timer;
mod tracks;
mod trust;
mod usual;
mod wishes;

pub use shell::mount;
