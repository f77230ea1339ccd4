//! What becomes of a file on its way: pieces lost, doubled and changed, numbers that lie.

use std::ops::Range;

/// Numbers that look random and are the same each time (xorshift).
pub struct Dice(u64);

impl Dice {
    /// Those of a turn: neighbouring turns have nothing to do with each other (splitmix).
    pub fn of(turn: u64) -> Self {
        let mixed = turn.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        Self((mixed ^ mixed >> 27) | 1)
    }

    /// A number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.below(all.len())).copied()
    }
}

/// What damage likes to put into texts.
const TOKENS: [&str; 20] = [
    "\"",
    "'",
    "\0",
    "\r",
    "\n",
    "<",
    "&",
    "]]>",
    "<!--",
    "&#x110000;",
    "{",
    "[",
    "null",
    "-1e999",
    "99999999999999999999",
    "\u{feff}",
    "%FF",
    "é",
    "(",
    " - ",
];

/// What damage likes to put into numbers.
const NUMBERS: [u64; 10] =
    [0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, 0x7FFF_FFFF_FFFF_FFFF, u64::MAX];

/// Bytes at both ends of a file that are hit more often than others: that is where headers are.
const HEADERS: usize = 600;

/// Most bytes that one damage drops, doubles or takes over.
const LONGEST: usize = 64;

/// The damaged file of a turn: a seed that was hit once or a few times.
pub fn damaged(seeds: &[Vec<u8>], turn: u64) -> Vec<u8> {
    let mut dice = Dice::of(turn);
    let mut bytes = seeds.get(dice.below(seeds.len())).cloned().unwrap_or_default();
    for _ in 0..=dice.below(5) {
        hit(&mut bytes, seeds, &mut dice);
    }
    bytes
}

fn hit(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], dice: &mut Dice) {
    let at = position(bytes.len(), dice);
    let piece = at..at + dice.below(1 + (bytes.len() - at).min(LONGEST));
    match dice.below(9) {
        0 => drop(bytes.drain(piece)),
        1 => bytes.truncate(at),
        2 => double(bytes, piece, dice),
        3 => insert(bytes, at, dice.one_of(&TOKENS).unwrap_or_default().as_bytes()),
        4 | 5 => lie(bytes, at, dice),
        6 => take_over(bytes, at, seeds, dice),
        _ => change(bytes, at, dice),
    }
}

/// Somewhere in a file, near its ends more often than not.
fn position(len: usize, dice: &mut Dice) -> usize {
    let near = dice.below(len.min(HEADERS) + 1);
    match dice.below(4) {
        0 | 1 => near,
        2 => len - near,
        _ => dice.below(len + 1),
    }
}

fn double(bytes: &mut Vec<u8>, piece: Range<usize>, dice: &mut Dice) {
    let again = bytes.get(piece.clone()).unwrap_or_default().repeat(1 + dice.below(20));
    insert(bytes, piece.start, &again);
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    drop(bytes.splice(at..at, piece.iter().copied()));
}

/// Writes a number of 1, 2, 4 or 8 bytes that no file should have there.
fn lie(bytes: &mut [u8], at: usize, dice: &mut Dice) {
    let number = dice.one_of(&NUMBERS).unwrap_or_default();
    let width = dice.one_of(&[1, 2, 4, 8]).unwrap_or(1);
    let written =
        if dice.below(2) == 0 { number.to_le_bytes() } else { number.rotate_right(8 * width).to_be_bytes() };
    bytes.iter_mut().skip(at).zip(written).take(width as usize).for_each(|(to, from)| *to = from);
}

/// Puts a piece of another seed in the place of what is there.
fn take_over(bytes: &mut Vec<u8>, at: usize, seeds: &[Vec<u8>], dice: &mut Dice) {
    let Some(other) = seeds.get(dice.below(seeds.len())) else { return };
    let from = dice.below(other.len() + 1);
    let piece = other.get(from..(from + LONGEST).min(other.len())).unwrap_or_default();
    let end = (at + piece.len()).min(bytes.len());
    drop(bytes.splice(at..end, piece.iter().copied()));
}

fn change(bytes: &mut [u8], at: usize, dice: &mut Dice) {
    if let Some(byte) = bytes.get_mut(at) {
        *byte = dice.below(256) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_the_same_each_time_and_unlike_its_neighbours() {
        let seeds = [b"a small whole file".to_vec(), vec![7; 2_000]];
        let all: Vec<_> = (0..500).map(|turn| damaged(&seeds, turn)).collect();
        assert!((0..500).zip(&all).all(|(turn, bytes)| damaged(&seeds, turn) == *bytes));
        let mut different = all.clone();
        different.sort();
        different.dedup();
        assert!(different.len() > 400, "{}", different.len());
    }

    #[test]
    fn no_seed_is_too_small() {
        for turn in 0..500 {
            damaged(&[], turn);
            damaged(&[Vec::new()], turn);
            damaged(&[vec![1]], turn);
        }
    }
}
