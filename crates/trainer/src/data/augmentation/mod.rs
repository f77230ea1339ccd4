//! Training windows made from training windows: other levels, speeds, mixtures, rooms and noises, with the
//! teacher's labels of what they then sound like.
//!
//! - [`plan`]: what is done to which window, drawn from a seed.
//! - [`effects`]: how it is done.
//! - [`teacher`]: the program that gives the labels.
//! - [`store`]: where labels and descriptors are kept.

pub mod effects;
pub mod plan;
pub mod store;
pub mod teacher;

pub use store::{Augmented, COUNT, Store, augmented};
