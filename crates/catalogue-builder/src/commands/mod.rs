//! One file a command.

pub mod build_catalogue;
pub mod made;
pub mod match_names;
pub mod recommend_eval;
