//! Linear equations and ridge regression.

use anyhow::{Result, ensure};
use ndarray::{Array2, ArrayView1, Axis, s};

/// Rows as a matrix.
///
/// # Errors
/// Where they are not of one length.
pub fn rows<'a>(rows: impl ExactSizeIterator<Item = &'a [f32]>) -> Result<Array2<f32>> {
    let count = rows.len();
    let values: Vec<f32> = rows.flatten().copied().collect();
    Ok(Array2::from_shape_vec((count, values.len() / count.max(1)), values)?)
}

/// The solution of `matrix · solution = right` for a symmetric positive definite matrix, by its Cholesky factor. ndarray
/// has products but no solver, and this one is short.
///
/// # Errors
/// Where the matrix is not positive definite.
pub fn solved(mut matrix: Array2<f64>, mut right: Array2<f64>) -> Result<Array2<f64>> {
    let size = matrix.nrows();
    let product = |a: ArrayView1<f64>, b: ArrayView1<f64>| a.dot(&b);
    for row in 0..size {
        for column in 0..=row {
            let known = product(
                matrix.row(row).slice_move(s![..column]),
                matrix.row(column).slice_move(s![..column]),
            );
            let rest = matrix[(row, column)] - known;
            matrix[(row, column)] = if row == column {
                ensure!(rest > 0.0, "the kernel regression cannot be solved");
                rest.sqrt()
            } else {
                rest / matrix[(column, column)]
            };
        }
    }
    // Forward through the factor, then back through its transpose.
    for label in 0..right.ncols() {
        for row in 0..size {
            let known =
                product(matrix.row(row).slice_move(s![..row]), right.column(label).slice_move(s![..row]));
            right[(row, label)] = (right[(row, label)] - known) / matrix[(row, row)];
        }
        for row in (0..size).rev() {
            let below = product(
                matrix.column(row).slice_move(s![row + 1..]),
                right.column(label).slice_move(s![row + 1..]),
            );
            right[(row, label)] = (right[(row, label)] - below) / matrix[(row, row)];
        }
    }
    Ok(right)
}

/// Weights and bias of a ridge regression from a row of inputs to a row of outputs; rows count by `weights`.
///
/// # Errors
/// Where `ridge` is too small for the inputs.
pub fn ridge(
    inputs: &Array2<f32>,
    outputs: &Array2<f32>,
    weights: &[f32],
    ridge: f64,
) -> Result<(Array2<f32>, Vec<f32>)> {
    let shares = Array2::from_shape_vec((weights.len(), 1), weights.to_vec())?;
    let total = shares.sum();
    let mean = |of: &Array2<f32>| (of * &shares).sum_axis(Axis(0)) / total;
    let (input_mean, output_mean) = (mean(inputs), mean(outputs));
    let roots = shares.sqrt();
    let (inputs, outputs) = ((inputs - &input_mean) * &roots, (outputs - &output_mean) * &roots);
    let mut matrix = inputs.t().dot(&inputs).mapv(f64::from);
    matrix.diag_mut().mapv_inplace(|value| value + ridge);
    let found = solved(matrix, inputs.t().dot(&outputs).mapv(f64::from))?.mapv(|value| value as f32);
    let bias = &output_mean - &input_mean.dot(&found);
    Ok((found, bias.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_are_solved() {
        let matrix = Array2::from_shape_vec((2, 2), vec![4.0, 2.0, 2.0, 3.0]).unwrap();
        let right = Array2::from_shape_vec((2, 1), vec![8.0, 8.0]).unwrap();
        let solution = solved(matrix, right).unwrap();
        assert!((solution[(0, 0)] - 1.0).abs() < 1e-12 && (solution[(1, 0)] - 2.0).abs() < 1e-12);
        assert!(solved(Array2::zeros((2, 2)), Array2::zeros((2, 1))).is_err());
    }

    #[test]
    fn a_ridge_regression_finds_what_made_the_outputs() {
        let inputs =
            Array2::from_shape_fn((50, 3), |(row, column)| ((row * (column + 2)) as f32 * 0.7).sin());
        let outputs =
            Array2::from_shape_fn((50, 1), |(row, _)| 2.0 * inputs[(row, 0)] - inputs[(row, 2)] + 0.5);
        let (weights, bias) = ridge(&inputs, &outputs, &[1.0; 50], 1e-3).unwrap();
        let expected = [2.0, 0.0, -1.0];
        for (found, expected) in weights.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-2, "{weights}");
        }
        assert!((bias[0] - 0.5).abs() < 1e-2, "{bias:?}");
    }
}
