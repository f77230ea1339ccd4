//! How models are fitted.
//!
//! [`training`] fits the networks of a model to a corpus, [`folds`] does so five times without a fifth of it. Below them:
//! one network ([`network`]) by a [`recipe`] and its [`loss`], the scales it works on ([`scaling`]), what is read off
//! afterwards ([`calibration`]), and what is solved rather than fitted ([`linear`], [`heard`]).

pub mod calibration;
pub mod folds;
pub mod heard;
pub mod linear;
pub mod loss;
pub mod network;
pub mod recipe;
pub mod scaling;
pub mod training;
