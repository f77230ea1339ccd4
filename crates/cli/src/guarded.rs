//! Work that a panic does not bring down.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::decode::FileError;

/// What `work` gives, or that it panicked: libraries that read damaged files do, now and then.
///
/// # Errors
/// Those of the work, and [`FileError::Stumbled`].
pub fn guarded<T, E: From<FileError>>(work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().copied();
        let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        Err(FileError::Stumbled { reason: text.unwrap_or("without a word").to_owned() }.into())
    })
}
