//! What part of a plane is seen: places to points of the canvas and back, and what lies near or within.

/// Least and greatest magnification; 1 shows the whole plane.
const ZOOM: (f32, f32) = (0.8, 400.0);

/// Share of the canvas that the whole plane takes.
const FILL: f32 = 0.94;

/// Share of the canvas that framed places take at most: what stands at their edge, and its name, has room.
const FRAME: f32 = 0.86;

/// Greatest magnification that a frame has: a few places near each other are still seen in their surroundings.
const CLOSEST_FRAME: f32 = 12.0;

/// A view of a plane whose places are 0…1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The place in the middle of the canvas.
    pub centre: [f32; 2],
    /// Magnification.
    pub zoom: f32,
    /// Width and height of the canvas, in any unit; points are in the same.
    pub size: [f32; 2],
}

impl Camera {
    /// The whole plane.
    pub fn whole(size: [f32; 2]) -> Self {
        Self { centre: [0.5, 0.5], zoom: 1.0, size }
    }

    /// All of these places, with room around them; the whole plane where there are none. Those that are not finite are on no
    /// plane.
    pub fn framing(size: [f32; 2], places: impl Iterator<Item = [f32; 2]>) -> Self {
        let (mut low, mut high) = ([f32::INFINITY; 2], [f32::NEG_INFINITY; 2]);
        for place in places.filter(|place| place.iter().all(|x| x.is_finite())) {
            low = [low[0].min(place[0]), low[1].min(place[1])];
            high = [high[0].max(place[0]), high[1].max(place[1])];
        }
        let whole = Self::whole(size);
        if low[0] > high[0] {
            return whole;
        }
        let fitting =
            |axis: usize| FRAME * size[axis].max(1.0) / (high[axis] - low[axis]).max(f32::MIN_POSITIVE);
        let zoom = (fitting(0).min(fitting(1)) / whole.scale()).clamp(ZOOM.0, CLOSEST_FRAME);
        Self { centre: [0, 1].map(|axis| (low[axis] + high[axis]) / 2.0), zoom, size }
    }

    /// Units of the canvas for one of the plane.
    fn scale(&self) -> f32 {
        self.zoom * FILL * self.size[0].min(self.size[1]).max(1.0)
    }

    /// Where a place is seen.
    pub fn point(&self, place: [f32; 2]) -> [f32; 2] {
        let scale = self.scale();
        [
            (place[0] - self.centre[0]) * scale + self.size[0] / 2.0,
            (place[1] - self.centre[1]) * scale + self.size[1] / 2.0,
        ]
    }

    /// What is seen at a point.
    pub fn place(&self, point: [f32; 2]) -> [f32; 2] {
        let scale = self.scale();
        [
            (point[0] - self.size[0] / 2.0) / scale + self.centre[0],
            (point[1] - self.size[1] / 2.0) / scale + self.centre[1],
        ]
    }

    /// Moves what is seen by a distance on the canvas; the middle stays on the plane.
    pub fn pan(&mut self, by: [f32; 2]) {
        let scale = self.scale();
        for (centre, by) in self.centre.iter_mut().zip(by) {
            *centre = (*centre - by / scale).clamp(0.0, 1.0);
        }
    }

    /// Magnifies; what is seen at a point stays there.
    pub fn zoom_at(&mut self, point: [f32; 2], factor: f32) {
        let place = self.place(point);
        self.zoom = (self.zoom * factor).clamp(ZOOM.0, ZOOM.1);
        let moved = self.point(place);
        self.pan([point[0] - moved[0], point[1] - moved[1]]);
    }

    /// A view between this one (0) and another (1), as one flies there.
    pub fn towards(&self, other: &Camera, share: f32) -> Camera {
        let mix = |a: f32, b: f32| a + (b - a) * share;
        Camera {
            centre: [mix(self.centre[0], other.centre[0]), mix(self.centre[1], other.centre[1])],
            zoom: (mix(self.zoom.ln(), other.zoom.ln())).exp(),
            size: self.size,
        }
    }
}

/// Number of the place that is seen nearest to a point, within `reach`, among those for which `is_shown` holds.
pub fn nearest(
    camera: &Camera,
    places: &[[f32; 2]],
    point: [f32; 2],
    reach: f32,
    is_shown: impl Fn(usize) -> bool,
) -> Option<usize> {
    let distance = |place: &[f32; 2]| {
        let seen = camera.point(*place);
        (seen[0] - point[0]).hypot(seen[1] - point[1])
    };
    let near = places.iter().enumerate().map(|(number, place)| (number, distance(place)));
    // What has no place is at no distance, and passes no comparison.
    near.filter(|(number, distance)| *distance <= reach && is_shown(*number))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(number, _)| number)
}

/// Number of the nearest place in a direction (a unit vector on the canvas) from another one: within 45 degrees of it.
pub fn next_towards(
    places: &[[f32; 2]],
    from: usize,
    direction: [f32; 2],
    is_shown: impl Fn(usize) -> bool,
) -> Option<usize> {
    let origin = places.get(from)?;
    let offset = |place: &[f32; 2]| {
        let [x, y] = [place[0] - origin[0], place[1] - origin[1]];
        let along = x * direction[0] + y * direction[1];
        let across = (x * direction[1] - y * direction[0]).abs();
        (along > 0.0 && across <= along).then(|| along.hypot(across))
    };
    let ahead = places.iter().enumerate().filter_map(|(number, place)| Some((number, offset(place)?)));
    ahead
        .filter(|(number, _)| *number != from && is_shown(*number))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(number, _)| number)
}

/// Whether a place lies within an outline, by the even-odd rule.
pub fn is_within(outline: &[[f32; 2]], place: [f32; 2]) -> bool {
    let edges = outline.iter().zip(outline.iter().cycle().skip(1));
    let crossed = edges.filter(|(a, b)| {
        (a[1] > place[1]) != (b[1] > place[1])
            && place[0] < a[0] + (place[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
    });
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAMERA: Camera = Camera { centre: [0.3, 0.6], zoom: 3.0, size: [800.0, 500.0] };

    #[test]
    fn points_and_places_are_each_other_s_inverse() {
        let place = CAMERA.place(CAMERA.point([0.1, 0.9]));
        assert!((place[0] - 0.1).abs() < 1e-5 && (place[1] - 0.9).abs() < 1e-5, "{place:?}");
    }

    #[test]
    fn what_is_zoomed_at_stays() {
        let mut camera = CAMERA;
        let before = camera.place([300.0, 300.0]);
        camera.zoom_at([300.0, 300.0], 1.7);
        let after = camera.place([300.0, 300.0]);
        assert!((before[0] - after[0]).abs() < 1e-5 && (before[1] - after[1]).abs() < 1e-5);
        assert!((camera.zoom - 5.1).abs() < 1e-4);
        (0..99).for_each(|_| camera.zoom_at([0.0, 0.0], 3.0));
        assert_eq!(camera.zoom, ZOOM.1, "there is an end to it");
    }

    #[test]
    fn a_frame_holds_all_places_with_room_around_them() {
        let places = [[0.2, 0.1], [f32::NAN, f32::NAN], [0.4, 0.9], [0.3, 0.3]];
        for size in [[900.0, 400.0], [300.0, 700.0]] {
            let camera = Camera::framing(size, places.into_iter());
            assert!((camera.centre[0] - 0.3).abs() < 1e-6 && (camera.centre[1] - 0.5).abs() < 1e-6);
            for place in [places[0], places[2], places[3]] {
                let point = camera.point(place);
                let room = [0, 1].map(|axis| point[axis].min(size[axis] - point[axis]) / size[axis]);
                assert!(room.iter().all(|room| *room > 0.065), "{place:?} at {point:?} of {size:?}");
            }
        }
        let one = Camera::framing([500.0; 2], [[0.7, 0.2]].into_iter());
        assert_eq!((one.centre, one.zoom), ([0.7, 0.2], CLOSEST_FRAME));
        assert_eq!(Camera::framing([500.0; 2], std::iter::empty()), Camera::whole([500.0; 2]));
    }

    #[test]
    fn panning_ends_at_the_plane_s_edge() {
        let mut camera = CAMERA;
        camera.pan([1e6, -1e6]);
        assert_eq!(camera.centre, [0.0, 1.0]);
    }

    #[test]
    fn the_nearest_that_is_shown_is_found() {
        let places = [[0.1, 0.1], [0.11, 0.1], [f32::NAN, f32::NAN], [0.9, 0.9]];
        let camera = Camera::whole([1000.0, 1000.0]);
        let at = camera.point([0.1, 0.1]);
        assert_eq!(nearest(&camera, &places, at, 20.0, |_| true), Some(0));
        assert_eq!(nearest(&camera, &places, at, 20.0, |number| number != 0), Some(1));
        assert_eq!(nearest(&camera, &places, at, 20.0, |number| number > 1), None);
    }

    #[test]
    fn the_next_one_lies_ahead() {
        let places = [[0.5, 0.5], [0.6, 0.55], [0.55, 0.7], [0.4, 0.5], [f32::NAN, f32::NAN]];
        let next = |direction| next_towards(&places, 0, direction, |_| true);
        assert_eq!(next([1.0, 0.0]), Some(1));
        assert_eq!(next([0.0, 1.0]), Some(2));
        assert_eq!(next([-1.0, 0.0]), Some(3));
        assert_eq!(next([0.0, -1.0]), None);
    }

    #[test]
    fn outlines_may_be_hollow() {
        let outline = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.5, 0.2], [0.0, 1.0]];
        assert!(is_within(&outline, [0.5, 0.1]));
        assert!(!is_within(&outline, [0.5, 0.9]));
        assert!(!is_within(&outline, [1.5, 0.1]));
        assert!(!is_within(&[], [0.0, 0.0]));
    }
}
