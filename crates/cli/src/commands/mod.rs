//! One file a command.

pub mod analyse;
pub mod catalogue;
pub mod describe;
pub mod explain;
pub mod playlist;
pub mod recommend;
pub mod serve;
pub mod shell;

use crate::failure::{Ended, Failure, one_line, tell};

/// Tells what gave no result, and how a command ends by that.
fn told_failed(failed: &[(String, Failure)], count: usize) -> Ended {
    if failed.is_empty() {
        return Ended::Fine;
    }
    tell(&format!("{} of {count} gave no result:", failed.len()));
    failed.iter().for_each(|(file, failure)| tell(&format!("  {}: {}", one_line(file), failure.reason())));
    Ended::SomeFailed
}
