//! Transients: how fast levels rise and fall in each register, and whether strikes or partials make them.
//!
//! - Changes of level over 93 ms and over 279 ms: quantiles of their distribution over the window. What rises
//!   fast is struck; what falls slowly rings or stands in a room, so the low quantiles are a decay rate that
//!   needs no onsets (the reverberation of music from its decays: Kendrick et al., "Monaural room acoustic
//!   parameters from music and speech", 2008).
//! - Strikes: curvature of the level over time against its curvature over the mel bands. Strikes are ridges
//!   along frequency, partials ridges along time (Fitzgerald, "Harmonic/percussive separation using median
//!   filtering", 2010; second differences in place of medians, which cost more).

use crate::math::{log2, mean, percentile};
use crate::mel::{self, MelFrames};
use crate::params::N_MELS;

/// Number of registers: an eighth of the mel bands each.
pub const N_REGISTERS: usize = 8;

/// Mel bands in a register.
const BANDS: usize = N_MELS / N_REGISTERS;

/// Frames between levels that are compared (93 and 279 ms), and the quantiles of their differences.
const CHANGES: [(usize, &str, &[f32]); 2] =
    [(4, "short", &[0.05, 0.25, 0.5, 0.75, 0.95]), (12, "long", &[0.1, 0.9])];

/// Frames to each side over which curvature in time is taken, 93 ms.
const REACH: usize = 4;

/// Only every so many frames are looked at for curvature: neighbours share three quarters of their samples.
const STRIDE: usize = 2;

/// Added to summed curvature, dB: what is below is silence.
const FLOOR_DB: f32 = 1e-3;

/// Values of a register: quantiles of both changes.
const QUANTILES: usize = CHANGES[0].2.len() + CHANGES[1].2.len();

/// Number of values of this family.
pub const LEN: usize = N_REGISTERS * (QUANTILES + 1);

/// Appends the family's values: changes in dB register by register, then for each register by how many
/// octaves curvature over time exceeds that over frequency.
pub fn describe(mel: &MelFrames, values: &mut Vec<f32>) {
    for register in 0..N_REGISTERS {
        let bands = register * BANDS..(register + 1) * BANDS;
        let level: Vec<f32> =
            mel.level.chunks_exact(N_MELS).map(|frame| mean(&frame[bands.clone()])).collect();
        for (lag, _, quantiles) in CHANGES {
            let later = level.iter().skip(lag);
            let mut changes: Vec<f32> = level.iter().zip(later).map(|(now, later)| later - now).collect();
            values.extend(quantiles.iter().map(|share| percentile(&mut changes, *share)));
        }
    }
    values.extend(strikes(mel));
}

/// Curvature over time against that over frequency in each register, octaves.
fn strikes(mel: &MelFrames) -> [f32; N_REGISTERS] {
    let mut over_time = [0.0f32; N_REGISTERS];
    let mut over_frequency = [0.0f32; N_REGISTERS];
    let frames: Vec<&[f32]> = mel.level.chunks_exact(N_MELS).collect();
    for around in frames.windows(2 * REACH + 1).step_by(STRIDE) {
        let (before, now, after) = (around[0], around[REACH], around[2 * REACH]);
        // The outermost bands have a neighbour on one side only.
        for band in 1..N_MELS - 1 {
            let register = band / BANDS;
            over_time[register] += (2.0 * now[band] - before[band] - after[band]).abs();
            over_frequency[register] += (2.0 * now[band] - now[band - 1] - now[band + 1]).abs();
        }
    }
    std::array::from_fn(|register| {
        log2((over_time[register] + FLOOR_DB) / (over_frequency[register] + FLOOR_DB))
    })
}

/// Names of the values, in order.
pub fn names() -> Vec<String> {
    let change = |register: usize, name: &str, share: f32| {
        format!("change_{register}_{name}_p{:02}", (100.0 * share).round())
    };
    let changes = (0..N_REGISTERS).flat_map(|register| {
        CHANGES.iter().flat_map(move |(_, name, quantiles)| {
            quantiles.iter().map(move |share| change(register, name, *share))
        })
    });
    changes.chain((0..N_REGISTERS).map(|register| format!("strikes_{register}"))).collect()
}

/// Centre frequency of each value's register, Hz.
pub fn centres_hz() -> Vec<Option<f32>> {
    let centre = |register: usize| Some(mel::centre_hz(register * BANDS, (register + 1) * BANDS));
    let changes = (0..N_REGISTERS).flat_map(|register| std::iter::repeat_n(centre(register), QUANTILES));
    changes.chain((0..N_REGISTERS).map(centre)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The family's values for a level in dB at each frame and band.
    fn described(level: impl Fn(usize, usize) -> f32) -> Vec<f32> {
        let places = (0..400).flat_map(|frame| (0..N_MELS).map(move |band| (frame, band)));
        let level = places.map(|(frame, band)| level(frame, band)).collect();
        let mut values = Vec::new();
        describe(&MelFrames { power: Vec::new(), level }, &mut values);
        assert_eq!(values.len(), LEN);
        values
    }

    /// A strike every 40 frames that falls by 0.5 dB a frame: 2 dB over four, 6 dB over twelve.
    #[test]
    fn finds_the_decay() {
        let values = described(|frame, _| -0.5 * (frame % 40) as f32);
        for register in values[..N_REGISTERS * QUANTILES].chunks_exact(QUANTILES) {
            let expected = [-2.0, -2.0, -2.0, -2.0, 18.0, -6.0, 14.0];
            for (found, expected) in register.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-3, "{found} is not {expected}");
            }
        }
    }

    #[test]
    fn tells_strikes_from_partials() {
        let strikes = described(|frame, _| if frame % 10 == 0 { 20.0 } else { 0.0 });
        let partials = described(|_, band| if band % 4 == 0 { 20.0 } else { 0.0 });
        let from = N_REGISTERS * QUANTILES;
        assert!(strikes[from..].iter().all(|octaves| *octaves > 10.0));
        assert!(partials[from..].iter().all(|octaves| *octaves < -10.0));
        assert!(described(|_, _| -80.0)[from..].iter().all(|octaves| octaves.abs() < 1e-3));
    }
}
