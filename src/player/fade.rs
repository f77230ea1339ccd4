//! How one track goes over into the next: when, how loud each is, and at what speed. Plain arithmetic.

use music::Grid;
use std::f64::consts::FRAC_PI_2;

/// Greatest change of speed that is taken for a tempo to match, as a share: pitch is kept, and up to here it sounds clean.
pub const GREATEST_STRETCH: f64 = 0.06;

/// Confidence from which on a tempo is sure enough to be mixed by.
pub const SURE: f32 = 0.7;

/// A transition as it is going to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fade {
    /// When it begins, seconds into the track that ends.
    pub start_s: f64,
    /// How long it takes, seconds.
    pub length_s: f64,
    /// Where the next track begins, seconds.
    pub next_start_s: f64,
    /// Speed of the next track, 1 as it is.
    pub rate: f64,
}

impl Fade {
    /// The transition from a track of a length, at the end of it. With the beats of both, the next track is brought to the
    /// tempo of this one, and its first beat falls on one of this one's; its first bar on one of this one's where it is known
    /// of both where bars begin. Not where that would take more than [`GREATEST_STRETCH`].
    pub fn plan(duration_s: f64, length_s: f64, beats: Option<(Grid, Grid)>) -> Fade {
        // A short track is not all transition.
        let length_s = length_s.min(duration_s / 4.0);
        let start_s = duration_s - length_s;
        let plain = Fade { start_s, length_s, next_start_s: 0.0, rate: 1.0 };
        let Some((this, next)) = beats.filter(|_| length_s > 0.0) else { return plain };
        let rate = this.bpm() / next.bpm();
        if (rate - 1.0).abs() > GREATEST_STRETCH {
            return plain;
        }
        let (on_grid, next_start_s) = if this.knows_bars() && next.knows_bars() {
            (this.bar_before(start_s), next.first_bar_s())
        } else {
            (this.beat_before(start_s), next.first_beat().0)
        };
        let start_s = on_grid.unwrap_or(start_s);
        Fade { start_s, length_s: duration_s - start_s, next_start_s, rate }
    }

    /// Loudness of the track that ends and of the one that begins, 0…1, a time after the beginning: their powers add up to 1.
    pub fn gains(self, since_s: f64) -> (f64, f64) {
        let share = if self.length_s > 0.0 { (since_s / self.length_s).clamp(0.0, 1.0) } else { 1.0 };
        ((share * FRAC_PI_2).cos(), (share * FRAC_PI_2).sin())
    }
}

/// The speed on its way back to 1 once a transition is over, seconds after its end.
pub fn settling_rate(rate: f64, since_s: f64) -> f64 {
    /// Slow enough not to be heard.
    const SETTLES_IN_S: f64 = 8.0;
    rate + (1.0 - rate) * (since_s / SETTLES_IN_S).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(bpm: f64, first_beat_s: f64) -> Grid {
        Grid::new(bpm, Some(4), first_beat_s, false).unwrap()
    }

    fn set(bpm: f64, bar_s: f64) -> Grid {
        Grid::new(bpm, Some(4), bar_s, true).unwrap()
    }

    #[test]
    fn a_fade_ends_with_the_track() {
        let fade = Fade::plan(200.0, 8.0, None);
        assert_eq!(fade, Fade { start_s: 192.0, length_s: 8.0, next_start_s: 0.0, rate: 1.0 });
        assert_eq!(Fade::plan(8.0, 8.0, None).length_s, 2.0, "a short track is not all transition");
        assert_eq!(Fade::plan(200.0, 0.0, None).gains(0.0).1, 1.0);
    }

    #[test]
    fn near_tempi_are_matched_on_the_beat() {
        let fade = Fade::plan(200.0, 8.0, Some((heard(120.0, 0.25), heard(126.0, 0.5))));
        assert!((fade.rate - 120.0 / 126.0).abs() < 1e-9);
        assert!(((fade.start_s - 0.25) / 0.5).fract().abs() < 1e-9, "on a beat of the track that ends");
        assert!(fade.start_s <= 192.0 && fade.start_s > 191.0);
        assert_eq!((fade.start_s + fade.length_s, fade.next_start_s), (200.0, 0.5));
    }

    #[test]
    fn bars_meet_where_the_user_has_set_both() {
        // Bars of two seconds from 0.75 s on: the last that begins eight seconds before the end is at 190.75 s.
        let fade = Fade::plan(200.0, 8.0, Some((set(120.0, 8.75), set(120.0, 5.5))));
        assert_eq!((fade.start_s, fade.next_start_s), (190.75, 1.5));
        let one_only = Fade::plan(200.0, 8.0, Some((set(120.0, 8.75), heard(120.0, 1.5))));
        assert_eq!((one_only.start_s, one_only.next_start_s), (191.75, 1.5));
    }

    #[test]
    fn far_tempi_are_left_alone() {
        let far = (heard(120.0, 0.25), heard(140.0, 0.5));
        assert_eq!(Fade::plan(200.0, 8.0, Some(far)), Fade::plan(200.0, 8.0, None));
    }

    #[test]
    fn powers_add_up() {
        let fade = Fade::plan(200.0, 8.0, None);
        for since in [0.0, 1.0, 4.0, 7.5, 8.0, 20.0] {
            let (out, into) = fade.gains(since);
            assert!((out * out + into * into - 1.0).abs() < 1e-9);
        }
        assert_eq!(fade.gains(0.0), (1.0, 0.0));
        assert_eq!((settling_rate(1.05, 0.0), settling_rate(1.05, 99.0)), (1.05, 1.0));
    }
}
