//! Fluctogram: by how much partials move from one frame to the next, in registers of a logarithmic frequency scale (after
//! Lehner, see [`crate::voice`]).

use crate::math::{POWER_FLOOR, at_least, dot, mean};
use crate::params::{N_FFT, SAMPLE_RATE};

/// Steps of the logarithmic frequency scale in an octave: fifths of a semitone.
const STEPS_PER_OCTAVE: usize = 60;

/// Lowest frequency of that scale, Hz: below it, bins are wider than steps can tell.
const LOWEST_HZ: f32 = 220.0;

/// Number of steps: 220 Hz to 4.4 kHz.
const STEPS: usize = 260;

/// Steps at which the registers begin and end, in order: each is 110 steps long, and they overlap.
const EDGES: [usize; 8] = [5, 50, 95, 115, 140, 160, 205, 250];

/// Stretches between two edges, one after the other, that each register is made of.
const REGISTERS: [std::ops::Range<usize>; 4] = [0..3, 1..5, 2..6, 4..7];

/// Largest movement between frames that is looked for, steps.
const REACH: usize = 5;

/// Movements that are tried.
const SHIFTS: usize = 2 * REACH + 1;

/// So many and one that does not count: products with several at once fill SIMD.
const FILLED_SHIFTS: usize = SHIFTS + 1;

/// Likeness of a stretch to what lies in its place a frame later, for each shift.
type Scores = [f32; FILLED_SHIFTS];

/// Number of registers.
pub const N_REGISTERS: usize = REGISTERS.len();

/// Follows partials; make one and use it for every window.
pub struct Fluctogram {
    /// Place of each step of the logarithmic scale among the bins: bin below, and share of the one above.
    steps: Vec<(usize, f32)>,
    /// Levels above the mean around them, of this frame and of the one before.
    partials: Vec<f32>,
    before: Vec<f32>,
    /// Whether there was a frame before.
    goes_on: bool,
    movement: [Vec<f32>; N_REGISTERS],
    likeness: [Vec<f32>; N_REGISTERS],
}

impl Fluctogram {
    /// Lays out the logarithmic scale.
    pub fn new() -> Self {
        let bin_hz = SAMPLE_RATE as f32 / N_FFT as f32;
        let step = |i: usize| {
            let place = LOWEST_HZ * (i as f32 / STEPS_PER_OCTAVE as f32).exp2() / bin_hz;
            (place as usize, place.fract())
        };
        Self {
            steps: (0..STEPS).map(step).collect(),
            partials: vec![0.0; STEPS],
            before: vec![0.0; STEPS],
            goes_on: false,
            movement: Default::default(),
            likeness: Default::default(),
        }
    }

    /// Begins a window.
    pub fn begin(&mut self) {
        self.goes_on = false;
        self.movement.iter_mut().chain(&mut self.likeness).for_each(Vec::clear);
    }

    /// Adds a frame by the level of its bins, dB.
    pub fn add(&mut self, level: &[f32]) {
        std::mem::swap(&mut self.partials, &mut self.before);
        self.measure_partials(level);
        if self.goes_on {
            self.follow_partials();
        }
        self.goes_on = true;
    }

    /// Of each register, from each frame to the next: movement in steps, and likeness.
    pub fn registers(&self) -> impl Iterator<Item = (&[f32], &[f32])> {
        self.movement.iter().map(Vec::as_slice).zip(self.likeness.iter().map(Vec::as_slice))
    }

    fn measure_partials(&mut self, level: &[f32]) {
        for (slot, (bin, share)) in self.partials.iter_mut().zip(&self.steps) {
            let pair = level.get(*bin..bin + 2).unwrap_or(&[0.0, 0.0]);
            *slot = pair[0] + share * (pair[1] - pair[0]);
        }
        for register in self.partials.chunks_mut(STEPS_PER_OCTAVE) {
            let mean = mean(register);
            register.iter_mut().for_each(|level| *level = at_least(*level - mean, 0.0));
        }
    }

    /// By how many steps each register's partials have moved since the frame before, and how much alike
    /// they are once moved back, 0…1.
    fn follow_partials(&mut self) {
        let stretches: [Scores; EDGES.len() - 1] = std::array::from_fn(|stretch| {
            scores(&self.before, &self.partials, EDGES[stretch], EDGES[stretch + 1])
        });
        for ((register, movement), likeness) in
            REGISTERS.iter().zip(&mut self.movement).zip(&mut self.likeness)
        {
            let mut scores = [0.0; FILLED_SHIFTS];
            for stretch in &stretches[register.clone()] {
                scores.iter_mut().zip(stretch).for_each(|(sum, score)| *sum += score);
            }
            // Ties go to the smaller movement, so that silence stands still.
            let rank = |shift: &usize| (scores[*shift], std::cmp::Reverse(shift.abs_diff(REACH)));
            let best = (0..SHIFTS)
                .max_by(|a, b| rank(a).0.total_cmp(&rank(b).0).then(rank(a).1.cmp(&rank(b).1)))
                .unwrap_or(REACH);
            let (start, end) = (EDGES[register.start], EDGES[register.end]);
            let before = &self.before[start..end];
            let now = &self.partials[start + best - REACH..end + best - REACH];
            let norm = (dot(before, before) * dot(now, now)).sqrt();
            movement.push(best as f32 - REACH as f32);
            likeness.push(if norm > POWER_FLOOR { scores[best] / norm } else { 0.0 });
        }
    }
}

/// Scalar products of a stretch of partials with those of the next frame, shifted by −[`REACH`] steps and on.
fn scores(before: &[f32], now: &[f32], start: usize, end: usize) -> Scores {
    let mut scores = [0.0; FILLED_SHIFTS];
    let shifted = now[start - REACH..].array_windows::<FILLED_SHIFTS>();
    for (before, shifted) in before[start..end].iter().zip(shifted) {
        scores.iter_mut().zip(shifted).for_each(|(score, now)| *score += before * now);
    }
    scores
}

/// Centre frequency of each register, Hz.
pub fn centres_hz() -> [f32; N_REGISTERS] {
    REGISTERS.map(|register| {
        let middle = (EDGES[register.start] + EDGES[register.end]) as f32 / 2.0 / STEPS_PER_OCTAVE as f32;
        LOWEST_HZ * middle.exp2()
    })
}
