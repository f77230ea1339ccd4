//! The codebooks of Vorbis, looked over before symphonia reads them: some numbers in them it takes for granted, and ends the
//! program where they are otherwise.
//!
//! Source: Vorbis I specification, section 3.2.1.

use crate::DecodeError;
use containers::{Source, ogg};

/// How the packet begins that holds the codebooks.
const SETUP: &[u8] = b"\x05vorbis";

/// Packets before the audio, and bytes that they may take: the second has tags, and covers.
const HEADERS: usize = 3;
const MOST_BYTES: usize = 1 << 25;

/// Bits of the longest code word.
const LONGEST: u32 = 32;

/// Looks over the headers of an Ogg stream; whatever is no Vorbis passes.
///
/// # Errors
/// Where a codebook is damaged so that it must not be read.
pub fn check_ogg(source: &impl Source) -> Result<(), DecodeError> {
    let packets = ogg::packets(source, 0, HEADERS, MOST_BYTES);
    packets.iter().filter(|packet| packet.starts_with(SETUP)).try_for_each(|setup| check(setup))
}

/// Looks over the headers of Vorbis that another container has in one piece.
///
/// # Errors
/// Where a codebook is damaged so that it must not be read.
pub fn check_headers(headers: &[u8]) -> Result<(), DecodeError> {
    let start = headers.windows(SETUP.len()).position(|window| window == SETUP);
    start.and_then(|start| headers.get(start..)).map_or(Ok(()), check)
}

fn check(setup: &[u8]) -> Result<(), DecodeError> {
    let mut bits = Bits { bytes: setup.get(SETUP.len()..).unwrap_or_default(), at: 0 };
    let Some(last) = bits.take(8) else { return Ok(()) };
    for _ in 0..=last {
        match codebook(&mut bits) {
            Some(true) => {}
            Some(false) => return Err(DecodeError::damaged("vorbis: a codebook contradicts itself")),
            // It ends too early, which symphonia says, too.
            None => return Ok(()),
        }
    }
    Ok(())
}

/// Reads a codebook: whether it may be read by others; `None` where it ends too early.
fn codebook(bits: &mut Bits<'_>) -> Option<bool> {
    bits.take(24)?;
    let (dimensions, entries) = (bits.take(16)?, bits.take(24)?);
    if !lengths(bits, entries)? {
        return Some(false);
    }
    let lookup = bits.take(4)?;
    if lookup == 0 {
        return Some(true);
    }
    bits.skip(64)?;
    let width = bits.take(4)? + 1;
    bits.skip(1)?;
    let values = match lookup {
        1 => match lattice(entries, dimensions) {
            Some(values) => u64::from(values),
            None => return Some(false),
        },
        _ => u64::from(entries) * u64::from(dimensions),
    };
    bits.skip(values * u64::from(width))?;
    Some(u32::try_from(values).is_ok())
}

/// The lengths of all code words: whether none is longer than a word can be. In their order each is one longer than the
/// last, without an end.
fn lengths(bits: &mut Bits<'_>, entries: u32) -> Option<bool> {
    if bits.take(1)? == 1 {
        let (mut length, mut counted, mut are_sound) = (bits.take(5)? + 1, 0u32, true);
        while counted < entries {
            let number = bits.take(32 - (entries - counted).leading_zeros())?;
            are_sound &= number == 0 || length <= LONGEST;
            (length, counted) = (length + 1, counted + number);
        }
        return Some(are_sound);
    }
    let is_sparse = bits.take(1)? == 1;
    for _ in 0..entries {
        if !is_sparse || bits.take(1)? == 1 {
            bits.skip(5)?;
        }
    }
    Some(true)
}

/// The greatest number whose power by the dimensions is no more than the entries, as symphonia works it out, numbers that
/// run over included; `None` where it does not believe its own result.
fn lattice(entries: u32, dimensions: u32) -> Option<u32> {
    let value = (entries as f32).powf(1.0 / dimensions as f32).floor() as u32;
    let is_believed = value.wrapping_pow(dimensions) <= entries
        && value.checked_add(1).is_some_and(|next| next.wrapping_pow(dimensions) > entries);
    is_believed.then_some(value)
}

/// Numbers of any number of bits, the lowest first.
struct Bits<'a> {
    bytes: &'a [u8],
    at: u64,
}

impl Bits<'_> {
    /// A number of at most 32 bits.
    fn take(&mut self, count: u32) -> Option<u32> {
        let first = usize::try_from(self.at / 8).ok()?;
        let byte = |index: usize| self.bytes.get(first + index).copied().map(u64::from);
        let needed = (self.at % 8 + u64::from(count)).div_ceil(8) as usize;
        let word = (0..needed).try_fold(0u64, |word, index| Some(word | byte(index)? << (8 * index)))?;
        let value = word >> (self.at % 8) & ((1u64 << count) - 1);
        self.at += u64::from(count);
        u32::try_from(value).ok()
    }

    fn skip(&mut self, count: u64) -> Option<()> {
        self.at = self.at.checked_add(count).filter(|at| *at <= 8 * self.bytes.len() as u64)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use containers::InMemory;

    fn fixture() -> Vec<u8> {
        std::fs::read(format!("{}/../../pkg-tests/fixtures/music.ogg", env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    #[test]
    fn real_codebooks_pass() {
        let file = fixture();
        assert_eq!(check_ogg(&InMemory(&file)), Ok(()));
        let setup = &ogg::packets(&InMemory(&file), 0, HEADERS, MOST_BYTES)[2];
        let mut bits = Bits { bytes: &setup[SETUP.len()..], at: 0 };
        let count = bits.take(8).unwrap() + 1;
        assert!((0..count).all(|_| codebook(&mut bits) == Some(true)), "each of {count}");
        // Behind the last stand a count of 6 bits and as many numbers of 16 bits and one more, all of which are 0.
        let zeros = bits.take(6).unwrap() + 1;
        assert!((0..zeros).all(|_| bits.take(16) == Some(0)), "that is where they end");
    }

    /// A setup of one codebook without code words: its dimensions, its entries, a lattice.
    fn setup(dimensions: u16) -> Vec<u8> {
        let mut setup = [SETUP, &[0], b"BCV", &dimensions.to_le_bytes(), &[4, 0, 0]].concat();
        // Not ordered, not sparse, four lengths of 5 bits, lookup 1, then zeros.
        setup.extend([0, 0, 0b0100_0000]);
        setup.extend([0; 40]);
        setup
    }

    #[test]
    fn numbers_that_end_the_program_are_refused() {
        assert_eq!(check(&setup(2)), Ok(()));
        for dimensions in [0, 32, u16::MAX] {
            assert!(check(&setup(dimensions)).is_err(), "{dimensions}");
            assert!(check_headers(&[b"before", &setup(dimensions)[..]].concat()).is_err());
        }
        // Two words in order, of 32 bits and of 33: ordered, 32, one of two, one of one.
        let ordered = [SETUP, &[0], b"BCV", &[1, 0, 2, 0, 0], &[0b0111_1111, 0b0000_0001], &[0; 9]].concat();
        assert!(check(&ordered).is_err());
        assert_eq!(check(SETUP), Ok(()), "what is cut off is refused by others");
    }
}
