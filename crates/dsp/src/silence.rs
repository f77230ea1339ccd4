//! Silence: what lasts long enough to be no part of the music is left out before windows are cut.

use crate::math::extremes;
use crate::params::{HOP, SAMPLE_RATE, SILENCE_PEAK, SILENCE_S};
use std::ops::Range;

/// The parts of `mono` between silences of [`SILENCE_S`] or more, in order: all of it where there is no such silence.
///
/// Silence is told in steps of [`HOP`] samples.
pub fn sounding(mono: &[f32]) -> Vec<Range<usize>> {
    let least = (SILENCE_S * SAMPLE_RATE as f32) as usize;
    let mut parts = Vec::new();
    let (mut start, mut silent_from) = (0, None);
    for (place, step) in mono.chunks(HOP).enumerate() {
        let at = place * HOP;
        if is_silent(step) {
            silent_from.get_or_insert(at);
        } else if let Some(from) = silent_from.take().filter(|from| at - from >= least) {
            parts.push(start..from);
            start = at;
        }
    }
    let end = silent_from.filter(|from| mono.len() - from >= least).unwrap_or(mono.len());
    parts.push(start..end);
    parts.retain(|part| !part.is_empty());
    parts
}

fn is_silent(samples: &[f32]) -> bool {
    let (low, high) = extremes(samples);
    high < SILENCE_PEAK && -low < SILENCE_PEAK
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "the parts of a track are ranges, often one")]
mod tests {
    use super::*;

    /// Seconds of sound (true) and near silence (false), one after the other.
    fn track(parts: &[(f32, bool)]) -> Vec<f32> {
        let part = |(seconds, sounds): &(f32, bool)| {
            let gain = if *sounds { 0.5 } else { 6e-5 };
            (0..(seconds * SAMPLE_RATE as f32) as usize).map(move |i| gain * (i as f32 * 0.3).sin())
        };
        parts.iter().flat_map(part).collect()
    }

    fn seconds(parts: &[Range<usize>]) -> Vec<(f32, f32)> {
        let seconds = |sample: usize| (sample as f32 / SAMPLE_RATE as f32 * 10.0).round() / 10.0;
        parts.iter().map(|part| (seconds(part.start), seconds(part.end))).collect()
    }

    #[test]
    fn only_long_silence_is_left_out() {
        let whole = track(&[(2.0, false), (4.0, true), (2.5, false), (4.0, true), (2.9, false)]);
        assert_eq!(sounding(&whole), [0..whole.len()]);
        let pauses = track(&[(10.0, false), (4.0, true), (3.5, false), (5.0, true), (60.0, false)]);
        assert_eq!(seconds(&sounding(&pauses)), [(10.0, 14.0), (17.5, 22.5)]);
        assert_eq!(seconds(&sounding(&track(&[(4.0, true), (3.1, false)]))), [(0.0, 4.0)]);
        assert!(sounding(&track(&[(8.0, false)])).is_empty());
        assert!(sounding(&[]).is_empty());
    }
}
