//! Power of the lines of a real signal's spectrum, straight from a complex transform of half its length.
//!
//! Samples are taken two by two as complex numbers. Each line and its mirror image follow from the same two values of that
//! transform (Press et al., "Numerical recipes", section "FFT of single real function"). The same as squaring what the crate
//! realfft gives, to the last bit, but without the spectrum in between, and in blocks that the compiler turns into SIMD.

use crate::fft;
use rustfft::Fft;
use rustfft::num_complex::Complex32;
use std::cell::RefCell;
use std::collections::HashMap;
use std::f64::consts::TAU;
use std::rc::Rc;
use std::sync::Arc;

/// Lines that are computed at once. Engines of WebAssembly look for interruptions at every turn of a loop: the fewer the better.
const BLOCK: usize = 8;

/// A planned transform with its buffers; make one and use it for every frame.
pub struct PowerSpectrum {
    plan: Arc<dyn Fft<f32>>,
    /// Samples two by two, then their transform and its first value once more.
    packed: Vec<Complex32>,
    scratch: Vec<Complex32>,
    turns: Rc<Turns>,
}

/// Half of the turn of each line of the lower half, to the right: cosine, and sine.
struct Turns {
    cosines: Vec<f32>,
    sines: Vec<f32>,
}

thread_local! {
    /// By number of samples. They stay for the next track, as plans do.
    static TURNS: RefCell<HashMap<usize, Rc<Turns>>> = RefCell::default();
}

impl PowerSpectrum {
    /// Of so many samples: a multiple of 32.
    pub fn new(len: usize) -> Self {
        debug_assert!(len.is_multiple_of(4 * BLOCK));
        let plan = fft::complex(len / 2);
        Self {
            packed: vec![Complex32::default(); len / 2 + 1],
            scratch: vec![Complex32::default(); plan.get_inplace_scratch_len()],
            plan,
            turns: TURNS.with_borrow_mut(|turns| {
                Rc::clone(turns.entry(len).or_insert_with(|| Rc::new(Turns::of(len))))
            }),
        }
    }

    /// Number of lines: half as many as samples, and one.
    pub fn lines(&self) -> usize {
        self.packed.len()
    }

    /// Writes the power of each line of `samples`, and zeros after them, over `into`.
    pub fn measure(&mut self, samples: &[f32], into: &mut [f32]) {
        let (pairs, odd) = samples.as_chunks::<2>();
        let count = pairs.len().min(self.packed.len());
        let (packed, rest) = self.packed.split_at_mut(count);
        for (slot, [even, odd]) in packed.iter_mut().zip(pairs) {
            *slot = Complex32::new(*even, *odd);
        }
        rest.fill(Complex32::default());
        if let (Some(slot), Some(last)) = (rest.first_mut(), odd.first()) {
            slot.re = *last;
        }
        self.transform(into);
    }

    /// Writes the power of each line of `samples` times `window` over `into`; all of them are there.
    pub fn measure_windowed(&mut self, samples: &[f32], window: &[f32], into: &mut [f32]) {
        let blocks = self.packed.as_chunks_mut::<BLOCK>().0.iter_mut();
        let samples = samples.as_chunks::<{ 2 * BLOCK }>().0;
        let window = window.as_chunks::<{ 2 * BLOCK }>().0;
        for ((block, samples), weights) in blocks.zip(samples).zip(window) {
            for (slot, (sample, weight)) in block.iter_mut().zip(pairs(samples).zip(pairs(weights))) {
                *slot = Complex32::new(sample[0] * weight[0], sample[1] * weight[1]);
            }
        }
        self.transform(into);
    }

    fn transform(&mut self, into: &mut [f32]) {
        let Self { plan, packed, scratch, turns } = self;
        let half = packed.len() / 2;
        let Some((last, values)) = packed.split_last_mut() else { return };
        plan.process_with_scratch(values, scratch);
        *last = values.first().copied().unwrap_or_default();
        let (low, high) = packed.split_at(half);
        let (low_power, high_power) = into.split_at_mut(half);
        // Mirror images: from the beginning on, and from the end back to the middle.
        let (_, high) = high.as_rchunks::<BLOCK>();
        let (_, high_power) = high_power.as_rchunks_mut::<BLOCK>();
        let blocks = low.as_chunks::<BLOCK>().0.iter().zip(high.iter().rev());
        let turns = turns.cosines.as_chunks::<BLOCK>().0.iter().zip(turns.sines.as_chunks::<BLOCK>().0);
        let powers = low_power.as_chunks_mut::<BLOCK>().0.iter_mut().zip(high_power.iter_mut().rev());
        for ((block, turns), powers) in blocks.zip(turns).zip(powers) {
            (*powers.0, *powers.1) = powers_of(block, turns);
        }
        // The line in the middle is its own mirror image.
        if let (Some(power), Some(value)) = (into.get_mut(half), packed.get(half)) {
            *power = value.norm_sqr();
        }
    }
}

impl Turns {
    fn of(len: usize) -> Self {
        let (sines, cosines) = (0..len / 4)
            .map(|line| (-TAU * line as f64 / len as f64).sin_cos())
            .map(|(sine, cosine)| (0.5 * sine as f32, 0.5 * cosine as f32))
            .unzip();
        Self { cosines, sines }
    }
}

fn pairs(values: &[f32; 2 * BLOCK]) -> impl Iterator<Item = &[f32; 2]> {
    values.as_chunks::<2>().0.iter()
}

/// Powers of a block of lines and of the block of their mirror images.
fn powers_of(
    (values, mirrored): (&[Complex32; BLOCK], &[Complex32; BLOCK]),
    (cosines, sines): (&[f32; BLOCK], &[f32; BLOCK]),
) -> ([f32; BLOCK], [f32; BLOCK]) {
    let (re, im) = (values.map(|value| value.re), values.map(|value| value.im));
    let (mut mirrored_re, mut mirrored_im) = (mirrored.map(|value| value.re), mirrored.map(|value| value.im));
    mirrored_re.reverse();
    mirrored_im.reverse();
    let (mut powers, mut mirrored_powers) = ([0.0; BLOCK], [0.0; BLOCK]);
    for line in 0..BLOCK {
        let sum = (re[line] + mirrored_re[line], im[line] + mirrored_im[line]);
        let difference = (re[line] - mirrored_re[line], im[line] - mirrored_im[line]);
        let turned_re = sum.1 * cosines[line] + difference.0 * sines[line];
        let turned_im = sum.1 * sines[line] - difference.0 * cosines[line];
        let square = |re: f32, im: f32| re * re + im * im;
        powers[line] = square(0.5 * sum.0 + turned_re, 0.5 * difference.1 + turned_im);
        mirrored_powers[line] = square(0.5 * sum.0 - turned_re, turned_im - 0.5 * difference.1);
    }
    mirrored_powers.reverse();
    (powers, mirrored_powers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(len: usize) -> Vec<f32> {
        let mut state = 1u32;
        let step = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state as f32 / 2_147_483_648.0 - 1.0
        };
        (0..len).map(step).collect()
    }

    fn by_realfft(mut samples: Vec<f32>) -> Vec<f32> {
        let plan = fft::forward(samples.len());
        let mut output = plan.make_output_vec();
        plan.process(&mut samples, &mut output).unwrap();
        output.iter().map(Complex32::norm_sqr).collect()
    }

    fn assert_close(found: &[f32], expected: &[f32]) {
        let loudest = expected.iter().copied().fold(0.0, f32::max);
        for (line, (found, expected)) in found.iter().zip(expected).enumerate() {
            assert!((found - expected).abs() <= 1e-6 * (expected + loudest), "{line}: {found} {expected}");
        }
    }

    #[test]
    fn is_the_square_of_what_realfft_gives() {
        for len in [32, 1024, 96, 4096] {
            let (samples, window) = (noise(len), noise(2 * len).split_off(len));
            let mut spectrum = PowerSpectrum::new(len);
            let mut power = vec![9.0; spectrum.lines()];
            spectrum.measure(&samples, &mut power);
            assert_close(&power, &by_realfft(samples.clone()));
            spectrum.measure_windowed(&samples, &window, &mut power);
            assert_close(&power, &by_realfft(samples.iter().zip(&window).map(|(x, w)| x * w).collect()));
        }
    }

    #[test]
    fn zeros_follow_what_is_shorter() {
        for len in [0, 1, 30, 63] {
            let mut spectrum = PowerSpectrum::new(64);
            let mut power = vec![9.0; spectrum.lines()];
            spectrum.measure(&noise(64), &mut power);
            spectrum.measure(&noise(len), &mut power);
            let mut padded = noise(len);
            padded.resize(64, 0.0);
            assert_close(&power, &by_realfft(padded));
        }
    }
}
