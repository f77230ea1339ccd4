//! What is done to which windows: drawn from a seed, so that a plan's number says all about it.

use super::effects::{self, LEN};
use anyhow::Result;
use rand::{RngExt, SeedableRng, rngs::StdRng};

/// Raise when the same number shall no longer mean the same sound: cached labels are then made anew.
pub const VERSION: u32 = 3;

/// Windows that a plan may draw on.
pub struct Pool {
    /// Windows by group: every group is equally likely, however many windows it has.
    pub groups: Vec<Vec<usize>>,
    /// Windows in which somebody sings or speaks, by group.
    pub voices: Vec<Vec<usize>>,
}

/// How a second window joins the first.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Joined {
    /// At the same time, this many decibels quieter.
    Mixed { below_db: f32 },
    /// After it, from this share of the window on.
    Spliced { at: f32 },
}

/// A change to one window's sound.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Effect {
    /// Bass up and treble down, or the reverse, decibels at either end.
    Tilt(f32),
    /// A bell of some decibels around a frequency in Hz.
    Bell { hz: f32, db: f32 },
    /// Nothing above this frequency, Hz.
    LowPass(f32),
    /// Nothing below this frequency, Hz.
    HighPass(f32),
    /// Soft clipping, with this gain before it.
    Drive(f32),
    /// A room with this reverberation time in seconds and this share of it in the sound.
    Room { rt60: f32, wet: f32 },
    /// Noise this many decibels below the music; `pink` falls by 3 dB an octave.
    Noise { below_db: f32, pink: bool },
    /// Clapping this many decibels below the music.
    Applause { below_db: f32 },
}

/// One augmented window.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Which of all plans.
    pub number: u64,
    /// The window it begins with, as a place among the rows.
    pub first: usize,
    /// How much faster it is played.
    speed: f32,
    /// Another window, and how it joins.
    pub second: Option<usize>,
    joined: Joined,
    effects: Vec<Effect>,
    gain_db: f32,
}

impl Plan {
    /// Plan `number` over a pool.
    pub fn draw(number: u64, pool: &Pool) -> Plan {
        let random = &mut StdRng::seed_from_u64(number ^ u64::from(VERSION) << 48);
        let speed = if random.random_bool(0.4) { random.random_range(0.8..1.25) } else { 1.0 };
        let first = draw_window(&pool.groups, random);
        let (second, joined) = match random.random_range(0..20) {
            0..=4 => (
                Some(draw_window(&pool.groups, random)),
                Joined::Mixed { below_db: random.random_range(-3.0..12.0) },
            ),
            5..=8 => (
                Some(draw_window(&pool.voices, random)),
                Joined::Mixed { below_db: random.random_range(-9.0..9.0) },
            ),
            9..=11 => (
                Some(draw_window(&pool.groups, random)),
                Joined::Spliced { at: random.random_range(0.2..0.8) },
            ),
            _ => (None, Joined::Spliced { at: 1.0 }),
        };
        let mut effects = Vec::new();
        let mut with = |chance: f64, random: &mut StdRng, effect: fn(&mut StdRng) -> Effect| {
            if random.random_bool(chance) {
                effects.push(effect(random));
            }
        };
        with(0.3, random, |random| Effect::Tilt(random.random_range(-8.0..8.0)));
        with(0.3, random, |random| Effect::Bell {
            hz: 80.0 * random.random_range(0.0..6.0_f32).exp2(),
            db: random.random_range(-9.0..9.0),
        });
        with(0.15, random, |random| Effect::LowPass(random.random_range(3_000.0..10_000.0)));
        with(0.1, random, |random| Effect::HighPass(random.random_range(60.0..300.0)));
        with(0.15, random, |random| Effect::Drive(random.random_range(1.5..6.0)));
        with(0.2, random, |random| Effect::Room {
            rt60: random.random_range(0.3..2.5),
            wet: random.random_range(0.1..0.5),
        });
        with(0.15, random, |random| Effect::Noise {
            below_db: random.random_range(10.0..45.0),
            pink: random.random_bool(0.7),
        });
        with(0.08, random, |random| Effect::Applause { below_db: random.random_range(0.0..25.0) });
        let gain_db = if random.random_bool(0.7) { random.random_range(-14.0..6.0) } else { 0.0 };
        Plan { number, first, speed, second, joined, effects, gain_db }
    }

    /// How many decibels below the music an audience claps, if it does.
    pub fn applause_below_db(&self) -> Option<f32> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Applause { below_db } => Some(*below_db),
            _ => None,
        })
    }

    /// Share of a room in the sound, if it has one.
    pub fn room_share(&self) -> Option<f32> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Room { wet, .. } => Some(*wet),
            _ => None,
        })
    }

    /// The sound: mono, [`LEN`] samples at the analysis rate. `load` gives a window played at some speed.
    ///
    /// # Errors
    /// Where a window cannot be loaded.
    pub fn render(&self, load: impl Fn(usize, f32) -> Result<Vec<f32>>) -> Result<Vec<f32>> {
        let random = &mut StdRng::seed_from_u64(!self.number);
        let mut sound = effects::looped(&load(self.first, self.speed)?);
        if let Some(second) = self.second {
            let second = effects::looped(&load(second, 1.0)?);
            match self.joined {
                Joined::Mixed { below_db } => effects::add(&mut sound, &second, below_db),
                Joined::Spliced { at } => effects::splice(&mut sound, &second, at),
            }
        }
        for effect in &self.effects {
            match *effect {
                Effect::Tilt(db) => effects::tilt(&mut sound, db),
                Effect::Bell { hz, db } => effects::bell(&mut sound, hz, db),
                Effect::LowPass(hz) => effects::low_pass(&mut sound, hz),
                Effect::HighPass(hz) => effects::high_pass(&mut sound, hz),
                Effect::Drive(gain) => effects::drive(&mut sound, gain),
                Effect::Room { rt60, wet } => effects::room(&mut sound, rt60, wet, random),
                Effect::Noise { below_db, pink } => {
                    effects::add(&mut sound, &effects::noise(LEN, pink, random), below_db);
                }
                Effect::Applause { below_db } => {
                    effects::add(&mut sound, &effects::applause(LEN, random), below_db);
                }
            }
        }
        effects::gain(&mut sound, self.gain_db);
        Ok(sound)
    }
}

fn draw_window(groups: &[Vec<usize>], random: &mut StdRng) -> usize {
    let group = &groups[random.random_range(0..groups.len())];
    group[random.random_range(0..group.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_always_means_the_same_sound_and_another_number_another() {
        let pool = Pool { groups: vec![vec![0, 1], vec![2]], voices: vec![vec![3]] };
        let load = |window: usize, speed: f32| {
            let step = (window + 1) as f32 * 0.01 * speed;
            Ok((0..LEN).map(|i| 0.3 * (i as f32 * step).sin()).collect())
        };
        let render = |number| Plan::draw(number, &pool).render(load).unwrap();
        assert_eq!(render(7), render(7));
        assert_ne!(render(7), render(8));
        for number in 0..40 {
            let sound = render(number);
            assert_eq!(sound.len(), LEN);
            assert!(sound.iter().all(|sample| sample.abs() <= 1.0), "{:?}", Plan::draw(number, &pool));
        }
    }
}
