//! Beats and bars of a track at a steady tempo.

/// Beats in a bar where nobody could tell.
const USUAL_BAR: u8 = 4;

/// Most beats that a bar has.
const LONGEST_BAR: u8 = 16;

/// Where the beats of a track fall, as far as one tempo holds for all of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    bpm: f64,
    beats_per_bar: u8,
    /// When one of the beats falls, seconds.
    beat_s: f64,
    /// Whether that beat is known to begin a bar. Where it is only the first that was heard, bars are counted from it all
    /// the same: somewhere they must begin.
    is_one: bool,
}

impl Grid {
    /// The grid of a tempo, BPM, with one of its beats, seconds, that is known to begin a bar or is only the first that was
    /// heard. `None` for a tempo that is none.
    pub fn new(bpm: f64, beats_per_bar: Option<u8>, beat_s: f64, is_one: bool) -> Option<Self> {
        let beats_per_bar =
            beats_per_bar.filter(|beats| (1..=LONGEST_BAR).contains(beats)).unwrap_or(USUAL_BAR);
        let is_grid = bpm.is_finite() && bpm > 0.0 && beat_s.is_finite();
        is_grid.then_some(Self { bpm, beats_per_bar, beat_s, is_one })
    }

    /// Beats per minute.
    pub fn bpm(self) -> f64 {
        self.bpm
    }

    /// Whether it is known which beat begins a bar.
    pub fn knows_bars(self) -> bool {
        self.is_one
    }

    /// From one beat to the next, seconds.
    pub fn beat_length_s(self) -> f64 {
        60.0 / self.bpm
    }

    /// From one bar to the next, seconds.
    pub fn bar_length_s(self) -> f64 {
        f64::from(self.beats_per_bar) * self.beat_length_s()
    }

    /// The first beat in the track, seconds, and which of its bar it is, from 1. Before a beat that was only heard there is
    /// none: there may be silence.
    pub fn first_beat(self) -> (f64, u8) {
        if !self.is_one {
            return (self.beat_s.max(0.0), 1);
        }
        let first_s = self.beat_s.rem_euclid(self.beat_length_s());
        let beats_until_bar = ((self.first_bar_s() - first_s) / self.beat_length_s()).round() as u8;
        match beats_until_bar % self.beats_per_bar {
            0 => (first_s, 1),
            until => (first_s, self.beats_per_bar + 1 - until),
        }
    }

    /// When the first bar in the track begins, seconds.
    pub fn first_bar_s(self) -> f64 {
        if self.is_one { self.beat_s.rem_euclid(self.bar_length_s()) } else { self.beat_s.max(0.0) }
    }

    /// The last beat at or before a time, seconds; `None` before the first.
    pub fn beat_before(self, time_s: f64) -> Option<f64> {
        last_before(time_s, self.first_beat().0, self.beat_length_s())
    }

    /// When the bar begins in which a time lies, seconds; `None` before the first.
    pub fn bar_before(self, time_s: f64) -> Option<f64> {
        last_before(time_s, self.first_bar_s(), self.bar_length_s())
    }

    /// When a bar begins once the grid is moved by seconds, later or, below 0, earlier; never before the track does.
    pub fn bar_moved_by(self, seconds: f64) -> f64 {
        let moved = self.beat_s + seconds;
        if moved < 0.0 { moved.rem_euclid(self.bar_length_s()) } else { moved }
    }
}

fn last_before(time_s: f64, first_s: f64, step_s: f64) -> Option<f64> {
    let steps = ((time_s - first_s) / step_s).floor();
    (steps >= 0.0).then_some(first_s + steps * step_s)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(beat_s: f64, is_one: bool) -> Grid {
        Grid::new(120.0, Some(4), beat_s, is_one).unwrap()
    }

    #[test]
    fn beats_are_counted_from_the_one() {
        for (one_s, first_beat, first_bar_s) in [
            (0.25, (0.25, 1), 0.25),
            (0.75, (0.25, 4), 0.75),
            (1.25, (0.25, 3), 1.25),
            (1.75, (0.25, 2), 1.75),
            (61.75, (0.25, 2), 1.75),
            (2.0, (0.0, 1), 0.0),
        ] {
            let grid = grid(one_s, true);
            assert_eq!((grid.first_beat(), grid.first_bar_s()), (first_beat, first_bar_s), "{one_s}");
        }
        let waltz = Grid::new(120.0, Some(3), 2.0, true).unwrap();
        assert_eq!((waltz.first_beat(), waltz.first_bar_s()), ((0.0, 3), 0.5));
    }

    #[test]
    fn nothing_is_counted_before_a_beat_that_was_only_heard() {
        let heard = grid(10.25, false);
        assert_eq!((heard.first_beat(), heard.first_bar_s()), ((10.25, 1), 10.25));
        assert_eq!((heard.beat_before(10.0), heard.bar_before(13.0)), (None, Some(12.25)));
    }

    #[test]
    fn a_time_lies_in_a_beat_and_in_a_bar() {
        let grid = grid(0.75, true);
        assert_eq!((grid.beat_before(3.1), grid.bar_before(3.1)), (Some(2.75), Some(2.75)));
        assert_eq!((grid.beat_before(2.6), grid.bar_before(2.6)), (Some(2.25), Some(0.75)));
        assert_eq!((grid.beat_before(0.2), grid.bar_before(0.5)), (None, None));
    }

    #[test]
    fn a_grid_moves_but_not_out_of_the_track() {
        assert_eq!(grid(0.75, true).bar_moved_by(0.5), 1.25);
        assert_eq!(grid(0.25, false).bar_moved_by(-0.5), 1.75);
    }

    #[test]
    fn without_a_tempo_there_is_no_grid() {
        for bpm in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Grid::new(bpm, None, 0.0, true), None);
        }
        assert_eq!(Grid::new(120.0, Some(0), 0.0, true).unwrap().bar_length_s(), 2.0);
    }
}
