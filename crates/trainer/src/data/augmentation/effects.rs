//! Changes to a window of mono sound at the analysis rate.

use biquad::{Biquad, Coefficients, DirectForm1, Q_BUTTERWORTH_F32, Type};
use dsp::params::{SAMPLE_RATE, WINDOW_LEN};
use rand::{RngExt, rngs::StdRng};
use realfft::RealFftPlanner;

/// Samples of a window.
pub const LEN: usize = WINDOW_LEN;

/// Samples over which one sound passes into another: 50 ms.
const FADE: usize = SAMPLE_RATE as usize / 20;

/// Level of noises before they are mixed in; any will do.
const UNIT: f32 = 0.1;

/// A window of exactly [`LEN`] samples: longer sounds are cut, shorter ones begin again.
pub fn looped(sound: &[f32]) -> Vec<f32> {
    let mut window = Vec::with_capacity(LEN);
    while window.len() < LEN && !sound.is_empty() {
        let missing = LEN - window.len();
        window.extend(&sound[..missing.min(sound.len())]);
    }
    window.resize(LEN, 0.0);
    window
}

/// Adds `other`, scaled to lie `below_db` below the root mean square of `sound`.
pub fn add(sound: &mut [f32], other: &[f32], below_db: f32) {
    let scale = rms(sound) / rms(other).max(1e-6) * amplitude(-below_db);
    sound.iter_mut().zip(other).for_each(|(sample, other)| *sample += scale * other);
}

/// Passes over to `other` at a share of the length.
pub fn splice(sound: &mut [f32], other: &[f32], at: f32) {
    let cut = (at * sound.len() as f32) as usize;
    for (place, (sample, other)) in sound.iter_mut().zip(other).enumerate().skip(cut) {
        let share = ((place - cut) as f32 / FADE as f32).min(1.0);
        *sample += share * (other - *sample);
    }
}

/// Raises everything below 1 kHz by half of `db` and lowers everything above by as much, in soft shelves.
pub fn tilt(sound: &mut [f32], db: f32) {
    filter(sound, Type::LowShelf(db / 2.0), 400.0, 0.5);
    filter(sound, Type::HighShelf(-db / 2.0), 2_500.0, 0.5);
}

/// Raises or lowers the surroundings of a frequency, about an octave wide.
pub fn bell(sound: &mut [f32], hz: f32, db: f32) {
    filter(sound, Type::PeakingEQ(db), hz, 1.4);
}

/// Takes away what is above a frequency, 24 dB an octave.
pub fn low_pass(sound: &mut [f32], hz: f32) {
    (0..2).for_each(|_| filter(sound, Type::LowPass, hz, Q_BUTTERWORTH_F32));
}

/// Takes away what is below a frequency, 24 dB an octave.
pub fn high_pass(sound: &mut [f32], hz: f32) {
    (0..2).for_each(|_| filter(sound, Type::HighPass, hz, Q_BUTTERWORTH_F32));
}

/// Soft clipping that keeps the level.
pub fn drive(sound: &mut [f32], gain: f32) {
    let before = rms(sound);
    let peak = sound.iter().fold(1e-6_f32, |peak, sample| peak.max(sample.abs()));
    sound.iter_mut().for_each(|sample| *sample = (gain * *sample / peak).tanh());
    let scale = before / rms(sound).max(1e-6);
    sound.iter_mut().for_each(|sample| *sample *= scale);
}

/// A room: noise that decays by 60 dB in `rt60` seconds, darker with time, as the impulse response.
pub fn room(sound: &mut [f32], rt60: f32, wet: f32, random: &mut StdRng) {
    let len = (rt60 * SAMPLE_RATE as f32) as usize;
    let decay = 0.001_f32.ln() / len.max(1) as f32;
    let mut response: Vec<f32> =
        (0..len).map(|place| (decay * place as f32).exp() * random.random_range(-1.0..1.0)).collect();
    filter(&mut response, Type::LowPass, 4_000.0, Q_BUTTERWORTH_F32);
    let reverberation = convolved(sound, &response);
    let scale = wet / (1.0 - wet) * rms(sound) / rms(&reverberation).max(1e-6);
    sound.iter_mut().zip(reverberation).for_each(|(sample, room)| *sample += scale * room);
}

/// White noise, or pink.
pub fn noise(len: usize, pink: bool, random: &mut StdRng) -> Vec<f32> {
    let mut noise: Vec<f32> = (0..len).map(|_| random.random_range(-UNIT..UNIT)).collect();
    if pink {
        // Shelves an octave and a half apart fall by about 3 dB an octave.
        for hz in [60.0, 180.0, 500.0, 1_500.0, 4_500.0] {
            filter(&mut noise, Type::HighShelf(-4.5), hz, 0.6);
        }
    }
    noise
}

/// An audience: claps of 10 ms at random times, 150 a second, between 600 and 4,000 Hz, in slow waves.
pub fn applause(len: usize, random: &mut StdRng) -> Vec<f32> {
    const CLAP: usize = SAMPLE_RATE as usize / 100;
    let mut sound = vec![0.0; len];
    let claps = 150 * len / SAMPLE_RATE as usize;
    let phase = random.random_range(0.0..std::f32::consts::TAU);
    for _ in 0..claps {
        let start = random.random_range(0..len);
        let wave = 0.6 + 0.4 * (phase + start as f32 / SAMPLE_RATE as f32).sin();
        let loudness = wave * random.random_range(0.2..1.0) * UNIT;
        for (place, sample) in sound.iter_mut().skip(start).take(CLAP).enumerate() {
            let fading = (-5.0 * place as f32 / CLAP as f32).exp();
            *sample += loudness * fading * random.random_range(-1.0..1.0_f32);
        }
    }
    filter(&mut sound, Type::HighPass, 600.0, Q_BUTTERWORTH_F32);
    filter(&mut sound, Type::LowPass, 4_000.0, Q_BUTTERWORTH_F32);
    sound
}

/// Gain, then clipping at full scale, as a player does.
pub fn gain(sound: &mut [f32], db: f32) {
    let scale = amplitude(db);
    sound.iter_mut().for_each(|sample| *sample = (scale * *sample).clamp(-1.0, 1.0));
}

fn amplitude(db: f32) -> f32 {
    10.0_f32.powf(db / 20.0)
}

fn rms(sound: &[f32]) -> f32 {
    (sound.iter().map(|sample| sample * sample).sum::<f32>() / sound.len().max(1) as f32).sqrt()
}

/// Second-order filter (RBJ's Audio EQ Cookbook). A frequency that the rate cannot carry changes nothing.
fn filter(sound: &mut [f32], kind: Type<f32>, hz: f32, q: f32) {
    // Not `from_params`: biquad 0.5.0 takes a quarter of the frequency there.
    let normalised = 2.0 * hz / SAMPLE_RATE as f32;
    let Ok(coefficients) = Coefficients::<f32>::from_normalized_params(kind, normalised, q) else { return };
    let mut filter = DirectForm1::<f32>::new(coefficients);
    sound.iter_mut().for_each(|sample| *sample = filter.run(*sample));
}

/// As many samples of the convolution as `sound` has.
fn convolved(sound: &[f32], response: &[f32]) -> Vec<f32> {
    let len = (sound.len() + response.len()).next_power_of_two();
    let mut planner = RealFftPlanner::<f32>::new();
    let (forward, inverse) = (planner.plan_fft_forward(len), planner.plan_fft_inverse(len));
    let transformed = |samples: &[f32]| {
        let mut padded = samples.to_vec();
        padded.resize(len, 0.0);
        let mut spectrum = forward.make_output_vec();
        forward.process(&mut padded, &mut spectrum).map(|()| spectrum)
    };
    let (Ok(mut spectrum), Ok(response)) = (transformed(sound), transformed(response)) else {
        return vec![0.0; sound.len()];
    };
    spectrum.iter_mut().zip(response).for_each(|(value, response)| *value *= response);
    // The product of two real signals' spectra is real at both ends but for rounding.
    for end in [0, len / 2] {
        spectrum[end].im = 0.0;
    }
    let mut result = vec![0.0; len];
    if inverse.process(&mut spectrum, &mut result).is_err() {
        return vec![0.0; sound.len()];
    }
    result.truncate(sound.len());
    result.iter_mut().for_each(|sample| *sample /= len as f32);
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    fn tone(hz: f32) -> Vec<f32> {
        let step = std::f32::consts::TAU * hz / SAMPLE_RATE as f32;
        (0..LEN).map(|place| 0.5 * (step * place as f32).sin()).collect()
    }

    fn db(sound: &[f32], reference: &[f32]) -> f32 {
        20.0 * (rms(sound) / rms(reference)).log10()
    }

    #[test]
    fn convolution_with_an_impulse_delays() {
        let sound = [1.0, -2.0, 3.0, 0.5];
        let found = convolved(&sound, &[0.0, 2.0]);
        for (found, expected) in found.iter().zip([0.0, 2.0, -4.0, 6.0]) {
            assert!((found - expected).abs() < 1e-5, "{found} {expected}");
        }
    }

    #[test]
    fn filters_take_what_they_should_and_leave_the_rest() {
        for (hz, least, most) in [(500.0, -0.5, 0.5), (8_000.0, -60.0, -20.0)] {
            let mut sound = tone(hz);
            low_pass(&mut sound, 3_000.0);
            let change = db(&sound, &tone(hz));
            assert!((least..most).contains(&change), "{hz} Hz: {change} dB");
        }
        let mut sound = tone(100.0);
        tilt(&mut sound, 6.0);
        assert!((2.0..3.5).contains(&db(&sound, &tone(100.0))));
    }

    #[test]
    fn mixtures_keep_the_distance_asked_for() {
        let (sound, mut mixed) = (tone(300.0), tone(300.0));
        add(&mut mixed, &tone(2_000.0), 6.0);
        let added: Vec<f32> = mixed.iter().zip(&sound).map(|(mixed, sound)| mixed - sound).collect();
        assert!((db(&added, &sound) + 6.0).abs() < 0.1);
        splice(&mut mixed, &tone(2_000.0), 0.5);
        assert_eq!(mixed[LEN - 1], tone(2_000.0)[LEN - 1]);
    }

    #[test]
    fn pink_noise_is_darker_than_white() {
        let random = &mut StdRng::seed_from_u64(1);
        let high = |mut sound: Vec<f32>| {
            let whole = sound.clone();
            high_pass(&mut sound, 3_000.0);
            db(&sound, &whole)
        };
        assert!(high(noise(LEN, true, random)) < high(noise(LEN, false, random)) - 3.0);
    }
}
