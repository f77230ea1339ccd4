//! Paints points into pixels. Some forty thousand of them take a millisecond or two, which neither the canvas's own
//! arcs nor a worker would; and it is the same on every machine, whatever its graphics can do.

/// Steps of a pixel in which a disc's middle is told apart, on each axis.
const FRACTIONS: usize = 4;

/// How much of each pixel a disc covers, for one place of its middle within a pixel.
struct Stamp {
    side: usize,
    cover: Vec<u16>,
}

/// Discs of one radius.
pub struct Brush {
    reach: i32,
    stamps: Vec<Stamp>,
}

impl Brush {
    /// A brush of a radius in pixels and an opacity, 0…1.
    pub fn new(radius: f32, opacity: f32) -> Self {
        let reach = (radius + 1.0).ceil() as i32;
        let side = (2 * reach + 1) as usize;
        let stamp = |fraction: usize| {
            let middle = |step: usize| (step as f32 + 0.5) / FRACTIONS as f32 - 0.5 + reach as f32;
            let (x, y) = (middle(fraction % FRACTIONS), middle(fraction / FRACTIONS));
            let cover = (0..side * side).map(|pixel| {
                let distance = ((pixel % side) as f32 - x).hypot((pixel / side) as f32 - y);
                ((radius + 0.5 - distance).clamp(0.0, 1.0) * opacity * 256.0) as u16
            });
            Stamp { side, cover: cover.collect() }
        };
        Self { reach, stamps: (0..FRACTIONS * FRACTIONS).map(stamp).collect() }
    }
}

/// Opaque pixels, four bytes each: red, green, blue, 255.
#[derive(Default)]
pub struct Raster {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Raster {
    /// Fills everything with one colour, at a size.
    pub fn clear(&mut self, width: usize, height: usize, colour: [u8; 3]) {
        let [red, green, blue] = colour;
        (self.width, self.height) = (width, height);
        self.pixels.clear();
        self.pixels.resize(4 * width * height, 255);
        for pixel in self.pixels.as_chunks_mut::<4>().0 {
            *pixel = [red, green, blue, 255];
        }
    }

    /// Paints a disc around a point; nothing where that is no number or not within the picture.
    pub fn stamp(&mut self, brush: &Brush, point: [f32; 2], colour: [u8; 3]) {
        let reach = brush.reach as f32;
        let (width, height) = (self.width as f32, self.height as f32);
        let is_inside = |value: f32, end: f32| value >= -reach && value < end + reach;
        if !is_inside(point[0], width) || !is_inside(point[1], height) {
            return;
        }
        let (x, y) = (point[0].floor(), point[1].floor());
        let step = |value: f32, whole: f32| ((value - whole) * FRACTIONS as f32) as usize;
        let fraction =
            step(point[0], x).min(FRACTIONS - 1) + FRACTIONS * step(point[1], y).min(FRACTIONS - 1);
        let Some(stamp) = brush.stamps.get(fraction) else { return };
        let (left, top) = (x as i32 - brush.reach, y as i32 - brush.reach);
        for (line, cover) in (top..).zip(stamp.cover.chunks_exact(stamp.side)) {
            if line < 0 || line >= self.height as i32 {
                continue;
            }
            let (first, end) = (left.max(0), (left + stamp.side as i32).min(self.width as i32));
            if first >= end {
                return;
            }
            let start = line as usize * self.width;
            let range = 4 * (start + first as usize)..4 * (start + end as usize);
            let Some(pixels) = self.pixels.get_mut(range) else { return };
            let cover = cover.iter().skip((first - left) as usize);
            for (pixel, cover) in pixels.as_chunks_mut::<4>().0.iter_mut().zip(cover) {
                for (channel, wanted) in pixel.iter_mut().zip(colour) {
                    let (old, new) = (u32::from(*channel), u32::from(wanted));
                    *channel = ((old * (256 - u32::from(*cover)) + new * u32::from(*cover)) >> 8) as u8;
                }
            }
        }
    }

    /// The pixels, line by line.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn red(raster: &Raster, x: usize, y: usize) -> u8 {
        raster.pixels()[4 * (y * raster.width + x)]
    }

    #[test]
    fn a_disc_covers_its_area() {
        let mut raster = Raster::default();
        raster.clear(40, 30, [0; 3]);
        raster.stamp(&Brush::new(5.0, 1.0), [20.5, 15.5], [255; 3]);
        let sum: f32 =
            raster.pixels().as_chunks::<4>().0.iter().map(|pixel| f32::from(pixel[0]) / 255.0).sum();
        let area = std::f32::consts::PI * 25.0;
        assert!((sum / area - 1.0).abs() < 0.05, "{sum} of {area} pixels");
        assert_eq!(
            (red(&raster, 20, 15), red(&raster, 0, 0)),
            (255, 0),
            "where it covers all, it is its own colour"
        );
        assert!(raster.pixels().iter().skip(3).step_by(4).all(|alpha| *alpha == 255));
    }

    #[test]
    fn points_outside_and_nowhere_harm_nothing() {
        let mut raster = Raster::default();
        raster.clear(8, 8, [9; 3]);
        let brush = Brush::new(3.0, 1.0);
        for point in [[-2.0, -2.0], [9.5, 4.0], [4.0, 1e9], [f32::NAN, 1.0], [-1e9, 3.0], [8.0, 8.0]] {
            raster.stamp(&brush, point, [200; 3]);
        }
        assert_eq!(red(&raster, 4, 2), 9);
        assert!(red(&raster, 7, 4) > 9, "one that stands over the edge is seen");
    }
}
