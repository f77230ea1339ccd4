//! Samples that are filtered at once: of one channel, or one of each of two in the time of one.

use std::ops::{Add, Sub};

pub use two::Two;

/// A sample of one channel, or one of each of several.
pub trait Frame: Copy + Default + Add<Output = Self> + Sub<Output = Self> {
    /// Each times the same.
    fn times(self, factor: f64) -> Self;

    /// Each times itself.
    fn squared(self) -> Self;

    /// Each, or silence where it is nearer to it than `faint`.
    fn unless(self, faint: f64) -> Self;
}

impl Frame for f64 {
    fn times(self, factor: f64) -> Self {
        self * factor
    }

    fn squared(self) -> Self {
        self * self
    }

    fn unless(self, faint: f64) -> Self {
        if self.abs() < faint { 0.0 } else { self }
    }
}

/// The compiler makes SIMD of two numbers.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod two {
    use super::Frame;
    use std::ops::{Add, Sub};

    /// Samples of two channels.
    #[derive(Clone, Copy, Default)]
    pub struct Two(f64, f64);

    impl Two {
        /// Of these samples.
        pub fn new(left: f32, right: f32) -> Self {
            Self(f64::from(left), f64::from(right))
        }

        /// Each.
        pub fn each(self) -> [f64; 2] {
            [self.0, self.1]
        }
    }

    impl Add for Two {
        type Output = Self;

        fn add(self, other: Self) -> Self {
            Self(self.0 + other.0, self.1 + other.1)
        }
    }

    impl Sub for Two {
        type Output = Self;

        fn sub(self, other: Self) -> Self {
            Self(self.0 - other.0, self.1 - other.1)
        }
    }

    impl Frame for Two {
        fn times(self, factor: f64) -> Self {
            Self(self.0 * factor, self.1 * factor)
        }

        fn squared(self) -> Self {
            Self(self.0 * self.0, self.1 * self.1)
        }

        fn unless(self, faint: f64) -> Self {
            Self(self.0.unless(faint), self.1.unless(faint))
        }
    }
}

/// For WebAssembly it does not.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod two {
    use super::Frame;
    use std::arch::wasm32::{f64x2, f64x2_add, f64x2_extract_lane, f64x2_mul, f64x2_splat, f64x2_sub, v128};
    use std::ops::{Add, Sub};

    /// Samples of two channels.
    #[derive(Clone, Copy)]
    pub struct Two(v128);

    impl Two {
        /// Of these samples.
        pub fn new(left: f32, right: f32) -> Self {
            Self(f64x2(f64::from(left), f64::from(right)))
        }

        /// Each.
        pub fn each(self) -> [f64; 2] {
            [f64x2_extract_lane::<0>(self.0), f64x2_extract_lane::<1>(self.0)]
        }
    }

    impl Default for Two {
        fn default() -> Self {
            Self::new(0.0, 0.0)
        }
    }

    impl Add for Two {
        type Output = Self;

        fn add(self, other: Self) -> Self {
            Self(f64x2_add(self.0, other.0))
        }
    }

    impl Sub for Two {
        type Output = Self;

        fn sub(self, other: Self) -> Self {
            Self(f64x2_sub(self.0, other.0))
        }
    }

    impl Frame for Two {
        fn times(self, factor: f64) -> Self {
            Self(f64x2_mul(self.0, f64x2_splat(factor)))
        }

        fn squared(self) -> Self {
            Self(f64x2_mul(self.0, self.0))
        }

        fn unless(self, faint: f64) -> Self {
            let [left, right] = self.each().map(|sample| sample.unless(faint));
            Self(f64x2(left, right))
        }
    }
}
