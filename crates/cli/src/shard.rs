//! One machine's share of many files.

use std::str::FromStr;
use xxhash_rust::xxh3::xxh3_64;

/// The share `index` of `count`, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: u64,
    count: u64,
}

impl Shard {
    /// Whether a file is in this share, by its key ([`crate::files::Found::key`]). Each is in one of the shares, the same on every
    /// machine.
    pub fn takes(self, key: &str) -> bool {
        xxh3_64(key.as_bytes()) % self.count == self.index
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parse = || {
            let (number, count) = text.split_once('/')?;
            let (number, count): (u64, u64) = (number.parse().ok()?, count.parse().ok()?);
            (1..=count).contains(&number).then(|| Shard { index: number - 1, count })
        };
        parse().ok_or_else(|| "a share is written as 1/8: which one, from 1, and of how many".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_in_one_share() {
        let keys: Vec<String> =
            (0..1000).map(|number| format!("Album {}/{number}.mp3", number % 7)).collect();
        for count in [1, 2, 3, 8, 100] {
            let shards: Vec<Shard> =
                (1..=count).map(|number| format!("{number}/{count}").parse().unwrap()).collect();
            for key in &keys {
                assert_eq!(shards.iter().filter(|shard| shard.takes(key)).count(), 1, "{key} of {count}");
            }
        }
        // Of eight shares none has twice its part.
        let first: Shard = "1/8".parse().unwrap();
        assert!((60..250).contains(&keys.iter().filter(|key| first.takes(key)).count()));
    }

    #[test]
    fn shares_are_the_same_on_every_machine() {
        // XXH3 of "a/b.mp3" by the reference implementation must not change between releases.
        assert_eq!(xxh3_64(b""), 0x2d06_8005_38d3_94c2);
    }

    #[test]
    fn what_is_no_share_is_refused() {
        for text in ["", "1", "0/3", "4/3", "1/0", "-1/2", "a/b", "1/2/3"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
