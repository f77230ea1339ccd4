//! The built-in sample: 26 seconds of music at 112 BPM in C major and its relative A minor, synthesised at run time, so that a first
//! visitor without a file at hand downloads nothing and still hears and sees a whole analysis.
//!
//! Every sample is a function of its time alone: the page renders it in slices between frames.

use std::f32::consts::TAU;
use web_sys::Blob;

use super::wav;

/// Samples per second, Hz.
const SAMPLE_RATE: u32 = 44_100;

/// Beats per minute.
const TEMPO: f32 = 112.0;

/// Length in beats: twelve bars of four, one chord a bar.
const BEATS: f32 = 48.0;

/// Am, F, C, G as MIDI notes: the bass, then three voices close together.
const CHORDS: [[f32; 4]; 4] =
    [[45.0, 57.0, 60.0, 64.0], [41.0, 57.0, 60.0, 65.0], [48.0, 55.0, 60.0, 64.0], [43.0, 55.0, 59.0, 62.0]];

/// Melody as steps through the chord, one each half beat; −1 rests.
const MELODY: [i8; 16] = [3, -1, 2, 3, -1, 1, 2, -1, 3, 2, -1, 3, 1, -1, 2, -1];

/// The sample as a WAV file. `None` where the browser makes no file of it.
pub async fn render() -> Option<Blob> {
    wav::write(len(), SAMPLE_RATE, |place| <[f32; 2]>::from(at(place))).await
}

/// Number of samples of a channel.
fn len() -> usize {
    (BEATS * 60.0 / TEMPO * SAMPLE_RATE as f32) as usize
}

/// Left and right at sample `place`, ±1.
fn at(place: usize) -> (f32, f32) {
    let beat = place as f32 / SAMPLE_RATE as f32 * TEMPO / 60.0;
    let chord = &CHORDS[(beat / 4.0) as usize % CHORDS.len()];
    let seconds = |beats: f32| beats * 60.0 / TEMPO;

    let in_bar = seconds(beat % 4.0);
    let pad = |note: f32, detune: f32| {
        pluck(note, in_bar, 0.25, 0.12) * (1.0 + 0.1 * (TAU * detune * in_bar).sin())
    };
    let left_pad = pad(chord[1], 0.31) + pad(chord[2], 0.23);
    let right_pad = pad(chord[2], 0.27) + pad(chord[3], 0.19);

    let half_beat = beat * 2.0;
    let step = MELODY[half_beat as usize % MELODY.len()];
    let melody = match usize::try_from(step) {
        // The first bars are left to the band.
        Ok(voice) if beat >= 16.0 => pluck(chord[voice] + 12.0, seconds(half_beat.fract() / 2.0), 5.0, 0.6),
        _ => 0.0,
    };
    let bass = pluck(chord[0], seconds(half_beat.fract() / 2.0), 3.0, 0.35);
    let drums = drums(place, beat, seconds(1.0));

    let centre = 0.30 * bass + 0.9 * drums;
    let left = centre + 0.10 * left_pad + 0.12 * melody;
    let right = centre + 0.10 * right_pad + 0.16 * melody;
    ((0.8 * left).tanh(), (0.8 * right).tanh())
}

/// A string: the first partials of a note, each dying faster than the one below.
fn pluck(note: f32, since_s: f32, decay: f32, brightness: f32) -> f32 {
    let hz = 440.0 * ((note - 69.0) / 12.0).exp2();
    let attack = (since_s / 0.008).min(1.0);
    let mut weight = 1.0;
    let mut sum = 0.0;
    for partial in 1..=6u8 {
        let partial = f32::from(partial);
        sum += weight
            * (-decay * partial.sqrt() * since_s).exp()
            * (TAU * (hz * partial * since_s).fract()).sin();
        weight *= brightness;
    }
    attack * sum
}

/// Kick on every beat, snare on two and four, hat on every half.
fn drums(place: usize, beat: f32, beat_s: f32) -> f32 {
    let since = beat.fract() * beat_s;
    let kick = (TAU * (48.0 * since + 4.0 * (1.0 - (-30.0 * since).exp()))).sin() * (-9.0 * since).exp();
    let snare = if beat as u32 % 2 == 1 { noise(place) * (-18.0 * since).exp() } else { 0.0 };
    let since_half = (beat * 2.0).fract() * beat_s / 2.0;
    let hat = (noise(place) - noise(place.wrapping_sub(1))) * (-70.0 * since_half).exp();
    0.45 * kick + 0.16 * snare + 0.04 * hat
}

/// White noise, ±1: a hash of the place, the same on every machine.
fn noise(place: usize) -> f32 {
    let mut x = place as u32 ^ 0x9E37_79B9;
    x = (x ^ x >> 16).wrapping_mul(0x7FEB_352D);
    x = (x ^ x >> 15).wrapping_mul(0x846C_A68B);
    (x ^ x >> 16) as f32 / 2_147_483_648.0 - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_music_of_the_length_it_says() {
        let rendered: Vec<(f32, f32)> = (0..len()).map(at).collect();
        assert!((rendered.len() as f32 / SAMPLE_RATE as f32 - 25.7).abs() < 0.1);
        let peak = rendered.iter().fold(0.0f32, |peak, (left, right)| peak.max(left.abs()).max(right.abs()));
        assert!(peak > 0.3 && peak < 0.99, "{peak}");
        let power: f32 = rendered.iter().map(|(left, _)| left * left).sum::<f32>() / rendered.len() as f32;
        assert!(power.sqrt() > 0.05, "{}", power.sqrt());
        assert!(rendered.iter().any(|(left, right)| (left - right).abs() > 0.01), "is stereo");
    }
}
