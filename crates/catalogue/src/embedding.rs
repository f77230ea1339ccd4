//! Where tracks lie among playlists: one vector a track, learned from which tracks people put together.
//!
//! The catalogue's builder computes them (`catalogue-builder build-catalogue`); the file holds whole numbers, of which only the direction
//! matters.

/// Largest whole number of a query's component: its vector is rounded like the tracks', so that products are of
/// small integers, which vectorise.
const QUERY_RANGE: f32 = 127.0;

/// Vectors of all tracks of a catalogue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Embedding {
    dims: usize,
    /// `tracks × dims` components, a row a track.
    components: Vec<i8>,
    /// One over the length of each row; 0 for a track that stands in no playlist.
    inverse_lengths: Vec<f32>,
}

impl Embedding {
    /// Vectors from `tracks × dims` components, a row a track.
    pub(crate) fn new(dims: usize, components: Vec<i8>) -> Self {
        let inverse = |row: &[i8]| {
            let square: i32 = row.iter().map(|x| i32::from(*x).pow(2)).sum();
            if square > 0 { 1.0 / (square as f32).sqrt() } else { 0.0 }
        };
        let inverse_lengths = components.chunks_exact(dims.max(1)).map(inverse).collect();
        Self { dims, components, inverse_lengths }
    }

    /// Number of components of a vector.
    pub fn dims(&self) -> usize {
        self.dims
    }

    /// The unit vector of a track; `None` where it has none.
    pub fn unit(&self, index: usize) -> Option<Vec<f32>> {
        let inverse = *self.inverse_lengths.get(index)?;
        let row = self.components.get(index * self.dims..(index + 1) * self.dims)?;
        (inverse > 0.0).then(|| row.iter().map(|x| f32::from(*x) * inverse).collect())
    }

    /// Direction of the tracks' mean unit vector, each by its weight: of length 1, or zeros where there is none.
    pub(crate) fn mean(&self, weight: impl Fn(usize) -> f32) -> Vec<f32> {
        let mut sum = vec![0.0; self.dims];
        let rows = self.components.chunks_exact(self.dims.max(1)).zip(&self.inverse_lengths);
        for (index, (row, inverse)) in rows.enumerate() {
            let weight = weight(index) * inverse;
            sum.iter_mut().zip(row).for_each(|(sum, x)| *sum += weight * f32::from(*x));
        }
        normalise(&mut sum);
        sum
    }

    /// Cosine of the angle between `query` and every track's vector, −1…1; 0 for a track without one.
    pub fn cosines(&self, query: &[f32]) -> Vec<f32> {
        let largest = query.iter().fold(0.0f32, |largest, x| largest.max(x.abs()));
        if query.len() != self.dims || largest <= 0.0 {
            return vec![0.0; self.inverse_lengths.len()];
        }
        let rounded: Vec<i8> = query.iter().map(|x| (x / largest * QUERY_RANGE).round() as i8).collect();
        let square: i32 = rounded.iter().map(|x| i32::from(*x).pow(2)).sum();
        let inverse = 1.0 / (square as f32).sqrt();
        let rows = self.components.chunks_exact(self.dims).zip(&self.inverse_lengths);
        rows.map(|(row, length)| dot(row, &rounded) as f32 * inverse * length).collect()
    }
}

/// Scalar product in lanes, so that it is vectorised: a product of two `i8` fits an `i16`.
fn dot(a: &[i8], b: &[i8]) -> i32 {
    const LANES: usize = 8;
    let product = |a: &i8, b: &i8| i32::from(i16::from(*a) * i16::from(*b));
    let ((a, rest_of_a), (b, rest_of_b)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut lanes = [0i32; LANES];
    for (a, b) in a.iter().zip(b) {
        for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += product(a, b);
        }
    }
    let rest: i32 = rest_of_a.iter().zip(rest_of_b).map(|(a, b)| product(a, b)).sum();
    lanes.iter().sum::<i32>() + rest
}

/// Scalar product of two vectors: of unit vectors, the cosine.
pub(crate) fn product(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Scales a vector to length 1; a vector of zeros stays one.
pub fn normalise(vector: &mut [f32]) {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cosines_are_those_of_the_vectors() {
        let rows: [[i8; 4]; 4] = [[12, -3, 0, 5], [-12, 3, 0, -5], [1, 4, 9, 0], [0; 4]];
        let embedding = Embedding::new(4, rows.concat());
        let query = embedding.unit(0).unwrap();
        let cosines = embedding.cosines(&query);
        let exact = |row: &[i8; 4]| {
            let unit: Vec<f32> = row.iter().map(|x| f32::from(*x)).collect();
            let length = unit.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-9);
            query.iter().zip(&unit).map(|(a, b)| a * b).sum::<f32>() / length
        };
        for (cosine, row) in cosines.iter().zip(&rows) {
            // The query is rounded to a 127th of its largest component.
            assert!((cosine - exact(row)).abs() < 0.01, "{cosine} {}", exact(row));
        }
        assert_eq!(embedding.unit(3), None);
        assert_eq!(embedding.cosines(&[0.0; 4]), [0.0; 4]);
        assert_eq!(embedding.cosines(&[1.0; 3]), [0.0; 4], "a vector of another length is near to nothing");
    }
}
