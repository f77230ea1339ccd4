//! What models learn from and are judged by.
//!
//! The corpus ([`corpus`]) is labelled music of all kinds: real songs with published values ([`songs`]), the teacher's
//! windows ([`windows`]) with what our analysis ([`analyses`]) and a second teacher ([`musicnn`]) say of them, windows made
//! of those ([`augmentation`]), and mixtures of all ([`mixtures`]). Samples ([`samples`]) are what a network sees of it.
//! [`split`] says what may be learnt from, [`part`] holds some of the windows, [`labels`] what is predicted.

pub mod analyses;
pub mod augmentation;
pub mod corpus;
pub mod labels;
pub mod mixtures;
pub mod musicnn;
pub mod part;
pub mod samples;
pub mod songs;
pub mod split;
pub mod windows;
