//! What the command line `trainer` is made of, for it and for the catalogue's builder.
//!
//! - [`data`]: what models learn from and are judged by.
//! - [`fit`]: how they are fitted.
//! - [`report`]: how good they are, in figures and in words.
//! - [`commands`]: one file a command.

pub mod commands;
pub mod data;
pub mod fit;
pub mod parallel;
pub mod paths;
pub mod report;
pub mod statistics;
