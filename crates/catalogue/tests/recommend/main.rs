//! What recommendation promises, whatever the catalogue: on a made-up one of four scenes.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail by panicking, as tests do")]

mod company;
mod known_songs;
mod orders;
mod queries;
mod scenes;
mod searching;
