//! Samples that are gathered outside of this module's memory, which never shrinks again.

use js_sys::Float32Array;

/// Blocks of samples, a list a channel.
pub struct Gathered {
    channels: Vec<Vec<Float32Array>>,
    frames: u32,
}

impl Gathered {
    /// None yet.
    pub fn new(channels: usize) -> Self {
        Self { channels: vec![Vec::new(); channels], frames: 0 }
    }

    /// Adds samples, a vector a channel, all of one length.
    pub fn add(&mut self, block: &[Vec<f32>]) {
        for (channel, samples) in self.channels.iter_mut().zip(block) {
            channel.push(Float32Array::from(samples.as_slice()));
        }
        self.frames += block.first().map_or(0, Vec::len) as u32;
    }

    /// Samples of each channel.
    pub fn frames(&self) -> f64 {
        f64::from(self.frames)
    }

    /// One array a channel. A channel's blocks go as soon as they are joined.
    pub fn joined(self) -> Vec<Float32Array> {
        let frames = self.frames;
        let join = |blocks: Vec<Float32Array>| {
            let joined = Float32Array::new_with_length(frames);
            let mut at = 0;
            for block in blocks {
                joined.set(&block, at);
                at += block.length();
            }
            joined
        };
        self.channels.into_iter().map(join).collect()
    }
}
