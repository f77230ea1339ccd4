//! How good models are, in figures and in words.
//!
//! [`evaluation`] measures a model on what it has not heard, [`cross_validation`] its recipe, [`metrics`] are what they
//! measure by. [`records`] are what all commands leave behind; [`card`] and [`figures`] tell it to people and to the page.

pub mod card;
pub mod cross_validation;
pub mod evaluation;
pub mod figures;
mod machine;
pub mod metrics;
pub mod records;
mod template;
