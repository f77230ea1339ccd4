//! Planned Fourier transforms of real signals, shared by all that run in one thread.
//!
//! Planning computes sines and cosines, most of them for the transform of a whole window. Plans stay for the next track.

use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};
use std::cell::RefCell;
use std::sync::Arc;

thread_local! {
    static PLANNER: RefCell<RealFftPlanner<f32>> = RefCell::new(RealFftPlanner::new());
}

/// From `len` samples to `len / 2 + 1` bins.
pub fn forward(len: usize) -> Arc<dyn RealToComplex<f32>> {
    PLANNER.with_borrow_mut(|planner| planner.plan_fft_forward(len))
}

/// From `len / 2 + 1` bins to `len` samples, not scaled.
pub fn inverse(len: usize) -> Arc<dyn ComplexToReal<f32>> {
    PLANNER.with_borrow_mut(|planner| planner.plan_fft_inverse(len))
}
