//! What a file is made of, as far as it must stay: its audio and everything in its tags that is not ours.

use std::ops::Range;
use xxhash_rust::xxh3::{Xxh3Default, xxh3_128};

use crate::TaggingError;
use crate::input::Input;

/// Something that must be in the file before and after, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What its format calls it.
    pub name: String,
    /// Hash of its bytes.
    hash: u128,
}

/// Something that is held.
pub fn held(name: impl Into<String>, bytes: &[u8]) -> Element {
    Element { name: name.into(), hash: xxh3_128(bytes) }
}

/// A list of names with bytes.
pub fn all_held(list: Vec<(String, Vec<u8>)>) -> impl Iterator<Item = Element> {
    list.into_iter().map(|(name, bytes)| held(name, &bytes))
}

/// A stretch of the file.
///
/// # Errors
/// Where the file cannot be read.
pub fn stretch(
    input: &mut Input,
    name: impl Into<String>,
    range: Range<u64>,
) -> Result<Element, TaggingError> {
    stretches(input, name, std::iter::once(range))
}

/// Stretches of the file, one after the other, as one element.
///
/// # Errors
/// Where the file cannot be read.
pub fn stretches(
    input: &mut Input,
    name: impl Into<String>,
    ranges: impl IntoIterator<Item = Range<u64>>,
) -> Result<Element, TaggingError> {
    let mut hasher = Xxh3Default::new();
    for range in ranges {
        input.hash(range, &mut hasher)?;
    }
    Ok(digest(name, &hasher))
}

/// What was hashed bit by bit.
pub fn digest(name: impl Into<String>, hasher: &Xxh3Default) -> Element {
    Element { name: name.into(), hash: hasher.digest128() }
}
