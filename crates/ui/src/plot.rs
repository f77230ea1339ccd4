//! Plain arithmetic behind the drawings: reducing many values to as many as a plot has columns, scales,
//! and SVG paths.

/// Lowest and highest value of each of `columns` equal parts of `values`.
pub fn reduce(values: &[f32], columns: usize) -> Vec<(f32, f32)> {
    let edge = |column: usize| column * values.len() / columns.max(1);
    (0..columns)
        .filter_map(|column| {
            let part = values.get(edge(column)..edge(column + 1).max(edge(column) + 1))?;
            let finite = part.iter().copied().filter(|value| value.is_finite());
            Some(finite.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v))))
        })
        .filter(|(low, high)| low <= high)
        .collect()
}

/// A linear scale from values to the height of a drawing, 0 at the top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Value at the bottom.
    pub low: f32,
    /// Value at the top.
    pub high: f32,
    /// Distance between labelled values.
    pub step: f32,
}

impl Scale {
    /// A scale that holds all values and has four to eight round labels.
    pub fn around(values: &[(f32, f32)]) -> Self {
        let low = values.iter().map(|(low, _)| *low).fold(f32::INFINITY, f32::min);
        let high = values.iter().map(|(_, high)| *high).fold(f32::NEG_INFINITY, f32::max);
        let (low, high) = if low < high { (low, high) } else { (-1.0, 1.0) };
        let rough = (high - low) / 5.0;
        let power = 10f32.powf(rough.log10().floor());
        let step =
            [1.0, 2.0, 5.0, 10.0].map(|n| n * power).into_iter().find(|step| *step >= rough).unwrap_or(rough);
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    /// Height of a value in a drawing of `height`, from its top.
    pub fn place(self, value: f32, height: f32) -> f32 {
        height * (1.0 - (value - self.low) / (self.high - self.low))
    }

    /// The labelled values, lowest first.
    pub fn labels(self) -> Vec<f32> {
        let count = ((self.high - self.low) / self.step).round() as usize;
        (0..=count).map(|i| self.low + i as f32 * self.step).collect()
    }
}

/// An SVG path around the bands from lowest to highest value, one column a unit wide.
pub fn band_path(bands: &[(f32, f32)], scale: Scale, height: f32) -> String {
    let point = |(column, value): (usize, f32)| format!("{column} {:.1}", scale.place(value, height));
    let tops = bands.iter().map(|(_, high)| *high).enumerate().map(point);
    let bottoms = bands.iter().map(|(low, _)| *low).enumerate().rev().map(point);
    let points: Vec<String> = tops.chain(bottoms).collect();
    if points.is_empty() { String::new() } else { format!("M{}Z", points.join("L")) }
}

/// An SVG path of a waveform: a line from lowest to highest for each slice, ±1 over `height`.
pub fn waveform_path(slices: &[(f32, f32)], columns: usize, height: f32) -> String {
    let scale = Scale { low: -1.0, high: 1.0, step: 1.0 };
    let lows: Vec<f32> = slices.iter().map(|(low, _)| *low).collect();
    let highs: Vec<f32> = slices.iter().map(|(_, high)| *high).collect();
    let bands = reduce(&lows, columns).into_iter().zip(reduce(&highs, columns));
    bands
        .enumerate()
        .map(|(column, ((low, _), (_, high)))| {
            // A line even where it is silent, so that the track has its full width.
            let (top, bottom) = (scale.place(high.max(0.01), height), scale.place(low.min(-0.01), height));
            format!("M{}.5 {top:.1}V{bottom:.1}", column)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reduction_keeps_extremes() {
        let values: Vec<f32> = (0..1000).map(|i| if i == 357 { 9.0 } else { (i % 7) as f32 }).collect();
        let reduced = reduce(&values, 10);
        assert_eq!(reduced.len(), 10);
        assert_eq!(reduced[3], (0.0, 9.0));
        assert_eq!(reduced[0], (0.0, 6.0));
        assert_eq!(reduce(&[1.0, f32::NAN, 3.0], 1), [(1.0, 3.0)]);
        assert!(reduce(&[], 5).is_empty());
        assert_eq!(reduce(&[1.0, 2.0], 4).len(), 4, "fewer values than columns");
    }

    #[test]
    fn scales_have_round_labels_around_the_values() {
        let scale = Scale::around(&[(-1.3, 2.0), (0.0, 6.1)]);
        assert_eq!((scale.low, scale.high, scale.step), (-2.0, 8.0, 2.0));
        assert_eq!(scale.labels(), [-2.0, 0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(scale.place(8.0, 100.0), 0.0);
        assert_eq!(scale.place(-2.0, 100.0), 100.0);
        let flat = Scale::around(&[(3.0, 3.0)]);
        assert!(flat.low < flat.high);
    }

    #[test]
    fn paths_have_a_point_for_every_column() {
        let scale = Scale { low: 0.0, high: 1.0, step: 1.0 };
        assert_eq!(band_path(&[(0.0, 1.0), (0.5, 0.5)], scale, 10.0), "M0 0.0L1 5.0L1 5.0L0 10.0Z");
        assert_eq!(band_path(&[], scale, 10.0), "");
        assert_eq!(waveform_path(&[(-1.0, 1.0), (-0.5, 0.5)], 2, 10.0), "M0.5 0.0V10.0M1.5 2.5V7.5");
    }
}
