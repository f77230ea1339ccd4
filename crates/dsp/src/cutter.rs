//! Cuts a track into the windows that are listened to, as it comes: silence that lasts long enough to be no part of the
//! music is left out, and what is left is cut into windows of [`WINDOW_LEN`] samples, joined across the silences.
//!
//! No more is held than one window and one silence that may yet turn out to be a rest within the music.

use crate::params::{HOP, MIN_REMAINDER_S, SAMPLE_RATE, SILENCE_PEAK, SILENCE_S, WINDOW_LEN};
use crate::rhythm::Part;

/// Samples that silence must last to be left out.
const LEAST_SILENCE: u64 = (SILENCE_S * SAMPLE_RATE as f32) as u64;

/// Samples that what remains at the end must have to be a window of its own.
const LEAST_REMAINDER: usize = (MIN_REMAINDER_S * SAMPLE_RATE as f32) as usize;

/// A window: what sounds, one part of the track after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cut {
    /// Its samples.
    pub samples: Vec<f32>,
    /// Where each of its parts begins: in the window, and in the track.
    parts: Vec<(usize, u64)>,
}

impl Cut {
    /// Where it begins in the track, seconds.
    pub fn start_s(&self) -> f32 {
        self.parts.first().map_or(0.0, |(_, start)| seconds(*start))
    }

    /// Its longest part, of several the first: where beats may be looked for.
    pub fn longest(&self) -> Part {
        let mut longest = Part::default();
        let ends = self.parts.iter().skip(1).map(|(at, _)| *at).chain([self.samples.len()]);
        for ((at, start), end) in self.parts.iter().zip(ends) {
            if end - at > longest.samples.len() {
                longest = Part { samples: *at..end, start_s: seconds(*start) };
            }
        }
        longest
    }

    /// Adds what follows in the track from `start` on, as far as there is room; how much that is.
    fn fill(&mut self, samples: &[f32], start: u64) -> usize {
        let goes_on =
            self.parts.last().is_some_and(|(at, from)| from + (self.samples.len() - at) as u64 == start);
        if !goes_on {
            self.parts.push((self.samples.len(), start));
        }
        let count = samples.len().min(WINDOW_LEN - self.samples.len());
        self.samples.extend_from_slice(samples.get(..count).unwrap_or_default());
        count
    }

    fn clear(&mut self) {
        self.samples.clear();
        self.parts.clear();
    }
}

/// Cuts a track at [`SAMPLE_RATE`].
#[derive(Default)]
pub struct Cutter {
    /// Samples that are fewer than a step in which silence is told.
    step: Vec<f32>,
    /// Samples of the track before that step.
    at: u64,
    /// The silence that the last step belongs to.
    silence: Silence,
    window: Cut,
    windows: usize,
    /// Samples of all windows.
    sounding: u64,
}

/// Silence that goes on.
#[derive(Default)]
struct Silence {
    /// Its samples, as long as it may be a rest within the music.
    held: Vec<f32>,
    len: u64,
}

impl Cutter {
    /// Takes the next samples and gives every window that is full.
    pub fn take(&mut self, mono: &[f32], mut each: impl FnMut(&Cut)) {
        let (first, rest) = mono.split_at(mono.len().min((HOP - self.step.len()) % HOP));
        self.step.extend_from_slice(first);
        if self.step.len() == HOP {
            let step = std::mem::take(&mut self.step);
            self.judge(&step, &mut each);
            self.step = step;
            self.step.clear();
        }
        if rest.is_empty() {
            return;
        }
        let steps = rest.chunks_exact(HOP);
        self.step.extend_from_slice(steps.remainder());
        steps.for_each(|step| self.judge(step, &mut each));
    }

    /// Ends the track: gives what remains, where that is a window of its own.
    pub fn finish(&mut self, mut each: impl FnMut(&Cut)) {
        let step = std::mem::take(&mut self.step);
        if !step.is_empty() {
            self.judge(&step, &mut each);
        }
        self.release(&mut each);
        let remainder = self.window.samples.len();
        if remainder >= LEAST_REMAINDER || (self.windows == 0 && remainder > 0) {
            self.give(&mut each);
        }
    }

    /// How much of the track sounds and is in windows, seconds.
    pub fn sounding_s(&self) -> f32 {
        seconds(self.sounding)
    }

    /// A step of the track, the last of which may be shorter.
    fn judge(&mut self, step: &[f32], each: &mut impl FnMut(&Cut)) {
        if is_silent(step) {
            if self.silence.len < LEAST_SILENCE {
                self.silence.held.extend_from_slice(step);
            }
            self.silence.len += step.len() as u64;
        } else {
            self.release(each);
            self.add(step, self.at, each);
        }
        self.at += step.len() as u64;
    }

    /// Ends a silence: one that was too short to be left out belongs to the music.
    fn release(&mut self, each: &mut impl FnMut(&Cut)) {
        let mut held = std::mem::take(&mut self.silence.held);
        if self.silence.len < LEAST_SILENCE {
            self.add(&held, self.at - self.silence.len, each);
        }
        held.clear();
        self.silence = Silence { held, len: 0 };
    }

    fn add(&mut self, mut samples: &[f32], mut start: u64, each: &mut impl FnMut(&Cut)) {
        while !samples.is_empty() {
            let count = self.window.fill(samples, start);
            samples = samples.get(count..).unwrap_or_default();
            start += count as u64;
            if self.window.samples.len() == WINDOW_LEN {
                self.give(each);
            }
        }
    }

    fn give(&mut self, each: &mut impl FnMut(&Cut)) {
        each(&self.window);
        self.sounding += self.window.samples.len() as u64;
        self.windows += 1;
        self.window.clear();
    }
}

fn seconds(samples: u64) -> f32 {
    samples as f32 / SAMPLE_RATE as f32
}

/// Whether samples stay as good as still, at zero or at the constant offset of a badly adjusted recorder.
fn is_silent(samples: &[f32]) -> bool {
    let Some(first) = samples.first() else { return true };
    let (mut low, mut high) = (*first, *first);
    // Music is told from silence at its first samples.
    !samples.iter().any(|sample| {
        low = low.min(*sample);
        high = high.max(*sample);
        high - low >= 2.0 * SILENCE_PEAK
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds of sound (true) and near silence (false), one after the other.
    fn track(parts: &[(f32, bool)]) -> Vec<f32> {
        let part = |(seconds, sounds): &(f32, bool)| {
            let gain = if *sounds { 0.5 } else { 6e-5 };
            (0..samples(*seconds)).map(move |i| gain * (i as f32 * 0.3).sin())
        };
        parts.iter().flat_map(part).collect()
    }

    fn samples(seconds: f32) -> usize {
        (seconds * SAMPLE_RATE as f32) as usize
    }

    /// The windows of a track that comes in pieces of so many samples.
    fn cut(mono: &[f32], piece: usize) -> (Vec<Cut>, f32) {
        let mut cutter = Cutter::default();
        let mut cuts = Vec::new();
        mono.chunks(piece).for_each(|piece| cutter.take(piece, |cut| cuts.push(cut.clone())));
        cutter.finish(|cut| cuts.push(cut.clone()));
        (cuts, cutter.sounding_s())
    }

    #[test]
    fn windows_cover_the_track_but_for_a_short_rest() {
        for (length, expected) in
            [(3.0, 1), (29.0, 1), (30.0, 1), (44.0, 1), (46.0, 2), (60.0, 2), (240.0, 8)]
        {
            let whole = track(&[(length, true)]);
            let (cuts, _) = cut(&whole, 50_000);
            assert_eq!(cuts.len(), expected, "{length} s");
            for (place, cut) in cuts.iter().enumerate() {
                let start = place * WINDOW_LEN;
                let end = whole.len().min(start + WINDOW_LEN);
                assert_eq!(cut.parts, [(0, start as u64)], "{length} s");
                assert!(cut.samples == whole[start..end], "{length} s");
            }
        }
    }

    #[test]
    fn windows_are_filled_across_silences() {
        let second = 43 * HOP;
        // The second that it is, with either sign in turn: a constant would be silence.
        let value = |i: usize| (i / second + 1) as f32 * if i.is_multiple_of(2) { 1.0 } else { -1.0 };
        let sound = || (0..40 * second).map(value);
        let silence = |seconds: usize| std::iter::repeat_n(0.0, seconds * second);
        let mono: Vec<f32> = silence(10).chain(sound()).chain(silence(60)).chain(sound()).collect();
        let (cuts, sounding_s) = cut(&mono, 12_345);
        assert_eq!((cuts.len(), sounding_s), (3, seconds(80 * second as u64)));
        let starts: Vec<&[(usize, u64)]> = cuts.iter().map(|cut| cut.parts.as_slice()).collect();
        let (first, gap) = (10 * second as u64, 110 * second as u64);
        let before_gap = 40 * second - WINDOW_LEN;
        let third = gap + (2 * WINDOW_LEN - 40 * second) as u64;
        assert_eq!(starts[0], [(0, first)]);
        assert_eq!(starts[1], [(0, first + WINDOW_LEN as u64), (before_gap, gap)]);
        assert_eq!(starts[2], [(0, third)]);
        assert_eq!(cuts[1].longest(), Part { samples: before_gap..WINDOW_LEN, start_s: seconds(gap) });
        assert_eq!((cuts[1].samples[before_gap - 1], cuts[1].samples[before_gap]), (-40.0, 1.0));
    }

    #[test]
    fn only_long_silence_is_left_out() {
        let whole = [(2.0, false), (4.0, true), (2.5, false), (4.0, true), (2.9, false)];
        assert_eq!(cut(&track(&whole), 4_000).1, seconds(track(&whole).len() as u64));
        let pauses = [(10.0, false), (4.0, true), (3.5, false), (5.0, true), (60.0, false)];
        let (cuts, sounding_s) = cut(&track(&pauses), 4_000);
        assert!((sounding_s - 9.0).abs() < 0.1, "{sounding_s}");
        assert!((cuts[0].start_s() - 10.0).abs() < 0.03 && cuts[0].parts.len() == 2);
        assert!((cut(&track(&[(4.0, true), (3.1, false)]), 4_000).1 - 4.0).abs() < 0.03);
        assert_eq!(cut(&track(&[(8.0, false)]), 4_000), (Vec::new(), 0.0));
        assert_eq!(cut(&[], 1), (Vec::new(), 0.0));
    }

    /// A constant is not heard, however far from zero; what sounds upon it is.
    #[test]
    fn a_constant_offset_is_silence() {
        let parts = [(10.0, false), (4.0, true), (3.5, false), (5.0, true), (60.0, false)];
        let plain = track(&parts);
        let moved: Vec<f32> = plain.iter().map(|sample| sample - 0.3).collect();
        assert_eq!(cut(&moved, 4_000).1, cut(&plain, 4_000).1);
        assert_eq!(cut(&vec![0.3; samples(8.0)], 4_000), (Vec::new(), 0.0));
    }

    #[test]
    fn pieces_of_any_length_give_the_same_windows() {
        let mono =
            track(&[(8.0, true), (2.0, false), (25.0, true), (4.0, false), (20.0, true), (1.0, false)]);
        let whole = cut(&mono, mono.len());
        for piece in [1, 511, 512, 513, 100_000] {
            assert!(cut(&mono, piece) == whole, "{piece}");
        }
    }

    #[test]
    fn an_hour_of_silence_is_not_held() {
        let mut cutter = Cutter::default();
        let quiet = vec![0.0; samples(10.0)];
        for _ in 0..360 {
            cutter.take(&quiet, |_| {});
            assert!(cutter.silence.held.len() <= LEAST_SILENCE as usize + HOP);
        }
    }
}
