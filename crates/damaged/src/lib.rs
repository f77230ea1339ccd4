//! Damaged files for every reader of what people bring. Whatever comes, reading ends: without a panic, within a second, in
//! memory that hangs on the size of the file and on no number in it.
//!
//! - [`TARGETS`]: the readers, each a function of bytes. `fuzz/` gives the same functions to `cargo fuzz`.
//! - [`seeds`]: small whole files of every format. [`damage`]: what becomes of them.
//! - [`watch`]: gives damaged files to a reader, and watches it.
//!
//! `cargo xtask fuzz` runs it on as many files as is wanted; the test of this crate on some thousand.

pub mod damage;
pub mod seeds;
pub mod targets;
pub mod watch;

pub use targets::{TARGETS, Target};

/// Counts what is allocated in the whole program.
#[global_allocator]
static MEMORY: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;
