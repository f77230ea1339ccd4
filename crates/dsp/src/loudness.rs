//! Loudness of the original channels by EBU R 128 (ITU-R BS.1770-4, EBU Tech 3342), through the crate ebur128.

use crate::params::SPOTIFY_LOUDNESS_OFFSET_DB;
use ebur128::{EbuR128, Mode};

/// Loudness of a whole track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loudness {
    /// Integrated loudness, LUFS; −70 (the absolute gate) where nothing is louder.
    pub integrated_lufs: f32,
    /// Loudness range, LU.
    pub range_lu: f32,
    /// The same on the scale of Spotify's `loudness`, dB, −60…0.
    pub spotify_db: f32,
}

/// The absolute gate of BS.1770-4, LUFS: what is quieter does not count.
const GATE_LUFS: f64 = -70.0;

/// Measures a track as it comes.
pub struct Meter {
    channels: usize,
    /// Nothing where the meter refuses the format (more than 64 channels).
    meter: Option<EbuR128>,
}

impl Meter {
    /// For audio of so many channels, at a rate in Hz.
    pub fn new(channels: usize, sample_rate: u32) -> Self {
        let mode = Mode::I | Mode::LRA | Mode::HISTOGRAM;
        let count = u32::try_from(channels).ok();
        Self { channels, meter: count.and_then(|channels| EbuR128::new(channels, sample_rate, mode).ok()) }
    }

    /// Takes the next samples, a slice a channel, all of one length.
    pub fn take(&mut self, block: &[&[f32]]) {
        let taken = self.meter.as_mut().map(|meter| meter.add_frames_planar_f32(block));
        if matches!(taken, Some(Err(_))) {
            self.meter = None;
        }
    }

    /// Loudness of all that was taken.
    pub fn loudness(&self) -> Loudness {
        let measured = self
            .meter
            .as_ref()
            .and_then(|meter| Some((meter.loudness_global().ok()?, meter.loudness_range().ok()?)));
        let (integrated, range) = measured.unwrap_or((GATE_LUFS, 0.0));
        let integrated_lufs = integrated.max(GATE_LUFS) as f32;
        // A single channel is heard from two loudspeakers: twice the power that BS.1770 counts for it.
        let dual_mono = if self.channels == 1 { 3.01 } else { 0.0 };
        let spotify_db = (integrated_lufs + dual_mono + SPOTIFY_LOUDNESS_OFFSET_DB).clamp(-60.0, 0.0);
        Loudness { integrated_lufs, range_lu: range as f32, spotify_db }
    }
}

/// Measures samples at once.
#[cfg(test)]
pub fn measure(channels: &[&[f32]], sample_rate: u32) -> Loudness {
    let mut meter = Meter::new(channels.len(), sample_rate);
    meter.take(channels);
    meter.loudness()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// EBU Tech 3341, test case 1: a stereo 1 kHz sine of −23 dBFS is −23 LUFS, within 0.1 LU.
    #[test]
    fn a_tone_of_minus_23_dbfs_is_minus_23_lufs() {
        for sample_rate in [22_050, 44_100, 48_000] {
            let amplitude = 10f32.powf(-23.0 / 20.0);
            let step = std::f64::consts::TAU * 1000.0 / f64::from(sample_rate);
            let tone: Vec<f32> =
                (0..20 * sample_rate).map(|i| amplitude * (step * f64::from(i)).sin() as f32).collect();
            let loudness = measure(&[&tone, &tone], sample_rate);
            assert!((loudness.integrated_lufs + 23.0).abs() < 0.1, "{sample_rate}: {loudness:?}");
            assert!(loudness.range_lu < 0.1);
            // One channel alone is half the power.
            let mono = measure(&[&tone], sample_rate);
            assert!((mono.integrated_lufs + 26.01).abs() < 0.1, "{sample_rate}: {mono:?}");
            // It is heard from both sides. The meter's histogram has steps of 0.1 LU.
            assert!((mono.spotify_db - loudness.spotify_db).abs() < 0.11, "{mono:?} {loudness:?}");
        }
    }
}
