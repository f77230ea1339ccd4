//! Planned Fourier transforms, shared by all that run in one thread.
//!
//! Planning computes sines and cosines, most of them for the transform of a whole window. Plans stay for the next track.

use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};
use rustfft::{Fft, FftPlanner};
use std::cell::RefCell;
use std::sync::Arc;

thread_local! {
    static PLANNER: RefCell<RealFftPlanner<f32>> = RefCell::new(RealFftPlanner::new());
    static COMPLEX_PLANNER: RefCell<FftPlanner<f32>> = RefCell::new(FftPlanner::new());
}

/// From `len` samples to `len / 2 + 1` bins.
pub fn forward(len: usize) -> Arc<dyn RealToComplex<f32>> {
    PLANNER.with_borrow_mut(|planner| planner.plan_fft_forward(len))
}

/// From `len / 2 + 1` bins to `len` samples, not scaled.
pub fn inverse(len: usize) -> Arc<dyn ComplexToReal<f32>> {
    PLANNER.with_borrow_mut(|planner| planner.plan_fft_inverse(len))
}

/// From `len` complex values to as many.
pub fn complex(len: usize) -> Arc<dyn Fft<f32>> {
    COMPLEX_PLANNER.with_borrow_mut(|planner| planner.plan_fft_forward(len))
}
