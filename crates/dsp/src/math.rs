//! Small arithmetic that every family needs: fast logarithm, sums in lanes, statistics of a series.
//!
//! Sums run in eight lanes so that the compiler can use SIMD: floating-point addition is not associative,
//! and it does not reorder one on its own. The order of summation is the same natively and in wasm.

const LANES: usize = 8;

/// dB for one octave of power, 10·log10(2).
pub const DB_PER_OCTAVE: f32 = 3.010_3;

/// Power taken for silence, as librosa's `amin`: −100 dB.
pub const POWER_FLOOR: f32 = 1e-10;

/// Base-2 logarithm of a positive, normal number; error below 1e-6.
///
/// The mantissa is brought to [√½, √2) and its logarithm summed as the series of the inverse hyperbolic
/// tangent to the ninth power. Vectorises, and gives the same bits on every machine.
#[inline]
pub fn log2(x: f32) -> f32 {
    const SQRT_HALF_BITS: i32 = 0x3f35_04f3;
    let bits = x.to_bits() as i32;
    let exponent = (bits - SQRT_HALF_BITS) >> 23;
    let mantissa = f32::from_bits((bits - (exponent << 23)) as u32);
    let t = (mantissa - 1.0) / (mantissa + 1.0);
    let t2 = t * t;
    let series = 1.0 + t2 * (1.0 / 3.0 + t2 * (1.0 / 5.0 + t2 * (1.0 / 7.0 + t2 * (1.0 / 9.0))));
    exponent as f32 + std::f32::consts::LOG2_E * 2.0 * t * series
}

/// Two to the power of a number between −126 and 127; relative error below 2e-7.
///
/// The nearest whole number becomes the exponent, what is left goes through the exponential series to the seventh power.
/// Vectorises, and gives the same bits on every machine.
#[inline]
pub fn exp2(x: f32) -> f32 {
    // So large that nothing behind the point is left when this is added: the last bits are the whole number.
    const ROUNDING: f32 = 12_582_912.0;
    const LN_2: f32 = std::f32::consts::LN_2;
    let rounded = x + ROUNDING;
    let power = f32::from_bits((rounded.to_bits() << 23).wrapping_add(1.0f32.to_bits()));
    let t = LN_2 * (x - (rounded - ROUNDING));
    let series = 1.0 / 24.0 + t * (1.0 / 120.0 + t * (1.0 / 720.0 + t * (1.0 / 5_040.0)));
    power * (1.0 + t * (1.0 + t * (1.0 / 2.0 + t * (1.0 / 6.0 + t * series))))
}

/// The greater of two numbers, for hot loops. `f32::max` must also decide about NaN, for which WebAssembly has no
/// instruction: there it is a call, and keeps the loop from being vectorised.
#[inline]
pub fn at_least(x: f32, least: f32) -> f32 {
    if x > least { x } else { least }
}

/// The lesser of two numbers; see [`at_least`].
#[inline]
pub fn at_most(x: f32, most: f32) -> f32 {
    if x < most { x } else { most }
}

/// Level of a power in dB, not below that of [`POWER_FLOOR`].
#[inline]
pub fn power_to_db(power: f32) -> f32 {
    DB_PER_OCTAVE * log2(at_least(power, POWER_FLOOR))
}

/// The greatest value; −∞ of nothing. NaN is passed over.
#[inline]
pub fn greatest(values: &[f32]) -> f32 {
    let mut lanes = [f32::NEG_INFINITY; LANES];
    let (chunks, rest) = values.as_chunks::<LANES>();
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(lane, x)| *lane = at_least(*x, *lane));
    }
    lanes.iter().chain(rest).fold(f32::NEG_INFINITY, |greatest, x| at_least(*x, greatest))
}

/// Sum of `f` over pairs of values.
#[inline]
pub fn sum_of(a: &[f32], b: &[f32], f: impl Fn(f32, f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let (left, right) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f32 = left.remainder().iter().zip(right.remainder()).map(|(x, y)| f(*x, *y)).sum();
    for (x, y) in left.zip(right) {
        for ((lane, x), y) in lanes.iter_mut().zip(x).zip(y) {
            *lane += f(*x, *y);
        }
    }
    lanes.iter().sum::<f32>() + rest
}

/// Sum of all values.
#[inline]
pub fn sum(values: &[f32]) -> f32 {
    sum_of(values, values, |x, _| x)
}

/// Least and greatest value, neither beyond 0 on its other side: (0, 0) of nothing. NaN is passed over.
#[inline]
pub fn extremes(values: &[f32]) -> (f32, f32) {
    // One after the other: the compiler makes no SIMD of both at once.
    (extreme(values, at_most), extreme(values, at_least))
}

#[inline]
fn extreme(values: &[f32], of: impl Fn(f32, f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let (chunks, rest) = values.as_chunks::<LANES>();
    for chunk in chunks {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane = of(*x, *lane);
        }
    }
    lanes.iter().chain(rest).fold(0.0, |extreme, x| of(*x, extreme))
}

/// Scalar product of two series of one length.
#[inline]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    sum_of(a, b, |x, y| x * y)
}

/// Mean; 0 of nothing.
pub fn mean(values: &[f32]) -> f32 {
    if values.is_empty() { 0.0 } else { sum(values) / values.len() as f32 }
}

/// Standard deviation (of the population); 0 of nothing.
pub fn sd(values: &[f32]) -> f32 {
    let mean = mean(values);
    let variance = sum_of(values, values, |x, _| (x - mean) * (x - mean)) / values.len().max(1) as f32;
    variance.sqrt()
}

/// The value below which a `share` (0…1) of all lie, without interpolation; 0 of nothing. Reorders `values`.
pub fn percentile(values: &mut [f32], share: f32) -> f32 {
    let Some(last) = values.len().checked_sub(1) else { return 0.0 };
    let place = (share * last as f32).round() as usize;
    *values.select_nth_unstable_by(place.min(last), f32::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log2_agrees_with_the_standard_library() {
        for i in 0..200_000 {
            let x = 1e-12f64 * 1.000_3f64.powi(i);
            if x > 1e12 {
                break;
            }
            let (ours, exact) = (f64::from(log2(x as f32)), f64::from(x as f32).log2());
            // 1e-6, or one rounding of the result where that is more.
            assert!((ours - exact).abs() < 1e-6 + exact.abs() * 1.2e-7, "{x}: {ours} {exact}");
        }
    }

    #[test]
    fn exp2_agrees_with_the_standard_library() {
        for i in -125_900..126_900 {
            let x = i as f32 / 1_000.0;
            let exact = f64::from(x).exp2();
            assert!((f64::from(exp2(x)) / exact - 1.0).abs() < 2e-7, "{x}: {} {exact}", exp2(x));
        }
        assert_eq!([exp2(0.0), exp2(-3.0), exp2(0.5 + 0.5)], [1.0, 0.125, 2.0]);
    }

    #[test]
    fn statistics_of_known_series() {
        let mut values: Vec<f32> = (0..=100).map(|i| i as f32).collect();
        assert_eq!(sum(&values), 5050.0);
        assert_eq!(mean(&values), 50.0);
        assert!((sd(&values) - 29.154_76).abs() < 1e-4);
        assert_eq!(dot(&values, &values), 338_350.0);
        assert_eq!(extremes(&values), (0.0, 100.0));
        assert_eq!((greatest(&values), greatest(&[])), (100.0, f32::NEG_INFINITY));
        assert_eq!(greatest(&[-3.0, f32::NAN, -1.0]), -1.0);
        assert_eq!(extremes(&[-3.0, f32::NAN, -1.0]), (-3.0, 0.0));
        values.reverse();
        assert_eq!(percentile(&mut values, 0.1), 10.0);
        assert_eq!(percentile(&mut values, 0.9), 90.0);
        assert_eq!((mean(&[]), sd(&[]), percentile(&mut [], 0.5)), (0.0, 0.0, 0.0));
    }
}
