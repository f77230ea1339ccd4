//! One file a command.

pub mod audience;
pub mod augment;
pub mod baselines;
pub mod cross_validate;
pub mod evaluate;
pub mod real_labels;
pub mod train;
