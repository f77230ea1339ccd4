//! The waveform's envelope: lowest and highest sample in [`WAVEFORM_SLICES`] equal slices of a track.

use crate::math::extremes;
use crate::params::WAVEFORM_SLICES;

/// Draws the envelope of a track as it comes.
pub struct Waveform {
    /// Length of the track, samples.
    len: u64,
    at: u64,
    slices: Vec<(f32, f32)>,
}

impl Waveform {
    /// Of a track of so many samples.
    pub fn new(len: u64) -> Self {
        Self { len, at: 0, slices: Vec::with_capacity(WAVEFORM_SLICES) }
    }

    /// Takes the next samples.
    pub fn take(&mut self, mut mono: &[f32]) {
        while !mono.is_empty() && self.at < self.len {
            // The slice that the next sample is in: the last that does not begin behind it.
            let slice = (((self.at + 1) * WAVEFORM_SLICES as u64).div_ceil(self.len) - 1) as usize;
            let end = self.edge(slice + 1);
            let count = mono.len().min(usize::try_from(end - self.at).unwrap_or(usize::MAX));
            let (now, rest) = mono.split_at(count);
            let (low, high) = extremes(now);
            self.slices.resize(self.slices.len().max(slice + 1), (0.0, 0.0));
            if let Some(slice) = self.slices.get_mut(slice) {
                *slice = (slice.0.min(low), slice.1.max(high));
            }
            self.at += count as u64;
            mono = rest;
        }
    }

    /// Lowest and highest sample of each slice; 0 in slices that hold none.
    pub fn finish(mut self) -> Vec<(f32, f32)> {
        self.slices.resize(WAVEFORM_SLICES, (0.0, 0.0));
        self.slices
    }

    /// First sample of a slice.
    fn edge(&self, slice: usize) -> u64 {
        slice as u64 * self.len / WAVEFORM_SLICES as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_in_its_slice_however_it_comes() {
        for len in [1, 999, 1_000, 1_001, 2_500, 77_777] {
            let mono: Vec<f32> = (0..len).map(|i| (i as f32 * 0.37).sin()).collect();
            let edge = |slice: usize| slice * len / WAVEFORM_SLICES;
            let expected: Vec<_> =
                (0..WAVEFORM_SLICES).map(|slice| extremes(&mono[edge(slice)..edge(slice + 1)])).collect();
            for piece in [1, 7, 4_096, len] {
                let mut waveform = Waveform::new(len as u64);
                mono.chunks(piece).for_each(|piece| waveform.take(piece));
                assert_eq!(waveform.finish(), expected, "{len} in pieces of {piece}");
            }
        }
    }
}
