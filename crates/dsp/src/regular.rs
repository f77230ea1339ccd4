//! Blocks of one length out of blocks of any, so that no sum depends on how audio was cut by whoever read it.

/// Cuts channels anew into blocks of [`Regular::LEN`] samples.
pub struct Regular {
    /// What waits for more, a vector a channel.
    waiting: Vec<Vec<f32>>,
}

impl Regular {
    /// Samples of each channel in a block: enough to keep a loop busy, few enough to stay in the cache.
    pub const LEN: usize = 65_536;

    /// For audio of so many channels.
    pub fn new(channels: usize) -> Self {
        Self { waiting: vec![Vec::new(); channels] }
    }

    /// Takes the next samples of all channels, which are of one length, and gives every block that is full.
    pub fn take(&mut self, block: &[&[f32]], mut each: impl FnMut(&[&[f32]])) {
        let mut rest = block.to_vec();
        while rest.first().is_some_and(|channel| !channel.is_empty()) {
            let waiting = self.waiting.first().map_or(0, Vec::len);
            let there = rest.first().map_or(0, |channel| channel.len());
            let count = there.min(Self::LEN - waiting);
            let next: Vec<&[f32]> = rest.iter().filter_map(|channel| channel.get(..count)).collect();
            if count == Self::LEN {
                each(&next);
            } else {
                self.keep(&next);
                self.give_if(Self::LEN, &mut each);
            }
            rest.iter_mut().for_each(|channel| *channel = channel.get(count..).unwrap_or_default());
        }
    }

    /// Gives what is left: a block that is shorter, if there is any.
    pub fn finish(&mut self, mut each: impl FnMut(&[&[f32]])) {
        self.give_if(1, &mut each);
    }

    fn keep(&mut self, samples: &[&[f32]]) {
        for (waiting, samples) in self.waiting.iter_mut().zip(samples) {
            waiting.extend_from_slice(samples);
        }
    }

    fn give_if(&mut self, least: usize, each: &mut impl FnMut(&[&[f32]])) {
        if self.waiting.first().is_some_and(|waiting| waiting.len() >= least) {
            each(&self.waiting.iter().map(Vec::as_slice).collect::<Vec<_>>());
            self.waiting.iter_mut().for_each(Vec::clear);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_of_one_length_whatever_came_in() {
        let samples: Vec<f32> = (0..150_000).map(|i| i as f32).collect();
        for cut in [1_000, 65_536, 65_537, 150_000] {
            let mut regular = Regular::new(2);
            let mut given: Vec<Vec<f32>> = Vec::new();
            let mut keep = |block: &[&[f32]]| {
                assert_eq!(block[0], block[1]);
                given.push(block[0].to_vec());
            };
            samples.chunks(cut).for_each(|block| regular.take(&[block, block], &mut keep));
            regular.finish(&mut keep);
            assert_eq!(given.iter().map(Vec::len).collect::<Vec<_>>(), [65_536, 65_536, 18_928], "{cut}");
            assert_eq!(given.concat(), samples, "{cut}");
        }
    }
}
