//! Which windows and clips a model may learn from: by hashes of their groups' and artists' names.

/// The part of the teacher's windows that a group is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// 70%: what the baselines are fitted on; the model learns from it.
    Train,
    /// 20%: what the baselines are chosen by; the model learns from it, too.
    Dev,
    /// 10%: never learnt from.
    Test,
}

impl Split {
    /// All parts, in the order in which reports list them.
    pub const ALL: [Split; 3] = [Split::Train, Split::Dev, Split::Test];

    /// Name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Split::Train => "train",
            Split::Dev => "dev",
            Split::Test => "test",
        }
    }

    /// The part that a group is in: by a hash of its name with a fixed seed, so that a group never moves when
    /// others come or go.
    pub fn of(group: &str) -> Split {
        match share(group) {
            share if share < 0.7 => Split::Train,
            share if share < 0.9 => Split::Dev,
            _ => Split::Test,
        }
    }
}

/// A number of 0…1 for a group's name: FNV-1a, then the finaliser of splitmix64 to spread similar names.
pub fn share(group: &str) -> f64 {
    const SEED: u64 = 0x5e60e;
    let hash = group.bytes().fold(0xcbf2_9ce4_8422_2325 ^ SEED, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((hash ^ (hash >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

/// Parts that artists and groups are dealt into.
pub const FOLDS: usize = 5;

/// Whether a name, an artist's or a group's, is held out in this fold of [`FOLDS`].
pub fn is_in_fold(name: &str, fold: usize) -> bool {
    (share(name) * 1e6) as usize % FOLDS == fold
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_split_is_stable_and_near_its_shares() {
        let mut counts = [0; 3];
        for group in 0..10_000 {
            counts[Split::of(&group.to_string()) as usize] += 1;
        }
        // Binomial: three deviations are below 140.
        for (count, expected) in counts.into_iter().zip([7000_i32, 2000, 1000]) {
            assert!((count - expected).abs() < 140, "{counts:?}");
        }
        // Written down once; a change would leak test groups into training.
        let parts: Vec<_> =
            ["0", "1", "2", "13", "457", "v20001"].map(|group| Split::of(group).name()).into();
        assert_eq!(parts, ["dev", "train", "dev", "dev", "test", "train"]);
    }

    #[test]
    fn every_artist_is_in_one_fold() {
        for artist in (0..100).map(|artist| artist.to_string()) {
            assert_eq!((0..FOLDS).filter(|fold| is_in_fold(&artist, *fold)).count(), 1, "{artist}");
        }
    }
}
