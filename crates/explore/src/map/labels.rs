//! Where names stand on the map: beside their tracks, within the picture, and none over another.

/// Distance of a name from its track's middle, and height of a line, as multiples of the letters' size.
const GAP: f32 = 0.85;
const LINE: f32 = 1.35;

/// A name that would stand beside a track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// Where the track is seen.
    pub at: [f32; 2],
    /// How wide the name is, in the same unit.
    pub width: f32,
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug)]
struct Area {
    low: [f32; 2],
    high: [f32; 2],
}

impl Area {
    fn meets(&self, other: &Area) -> bool {
        (0..2).all(|axis| self.low[axis] < other.high[axis] && other.low[axis] < self.high[axis])
    }

    fn is_within(&self, size: [f32; 2]) -> bool {
        (0..2).all(|axis| self.low[axis] >= 0.0 && self.high[axis] <= size[axis])
    }
}

/// For each label, the most important first, the left end and the middle line of its name; `None` where there is no room, or
/// where `most` names stand already. `letter` is the letters' size, `size` the picture's.
pub fn placed(labels: &[Label], letter: f32, size: [f32; 2], most: usize) -> Vec<Option<[f32; 2]>> {
    let mut taken: Vec<Area> = Vec::new();
    let place = |label: &Label| {
        if taken.len() >= most {
            return None;
        }
        let areas = around(label, letter, size);
        let is_free = |area: &Area| area.is_within(size) && !taken.iter().any(|other| other.meets(area));
        let free = areas.into_iter().find(is_free)?;
        taken.push(free);
        Some([free.low[0], (free.low[1] + free.high[1]) / 2.0])
    };
    labels.iter().map(place).collect()
}

/// Where a name may stand: right of its track, left of it, above, below; the last two not out of the picture to a side.
fn around(label: &Label, letter: f32, size: [f32; 2]) -> [Area; 4] {
    let ([x, y], [gap, line]) = (label.at, [GAP * letter, LINE * letter]);
    let from = |left: f32, top: f32| Area { low: [left, top], high: [left + label.width, top + line] };
    let beside = y - line / 2.0;
    let centred = (x - label.width / 2.0).min(size[0] - label.width).max(0.0);
    [
        from(x + gap, beside),
        from(x - gap - label.width, beside),
        from(centred, y - gap - line),
        from(centred, y + gap),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: [f32; 2] = [400.0, 300.0];

    #[test]
    fn names_stand_beside_their_tracks_and_never_over_another() {
        let labels = [[200.0, 150.0], [205.0, 152.0], [210.0, 149.0], [201.0, 148.0], [199.0, 151.0]];
        let labels = labels.map(|at| Label { at, width: 80.0 });
        let places = placed(&labels, 12.0, SIZE, 9);
        assert_eq!(places[0], Some([200.0 + 12.0 * GAP, 150.0]), "the first has its choice");
        let found: Vec<[f32; 2]> = places.iter().flatten().copied().collect();
        assert!(found.len() >= 3, "{places:?}");
        for (number, a) in found.iter().enumerate() {
            let is_clear =
                |b: &[f32; 2]| (a[0] - b[0]).abs() >= 80.0 || (a[1] - b[1]).abs() >= 12.0 * LINE - 1e-3;
            assert!(found.iter().skip(number + 1).all(is_clear), "{found:?}");
        }
    }

    #[test]
    fn names_at_the_edge_stay_in_the_picture_and_those_too_wide_are_left_out() {
        let right = Label { at: [390.0, 150.0], width: 90.0 };
        let wide = Label { at: [200.0, 40.0], width: 500.0 };
        let places = placed(&[right, wide], 12.0, SIZE, 9);
        assert_eq!(places, [Some([390.0 - 12.0 * GAP - 90.0, 150.0]), None]);
    }

    #[test]
    fn a_name_nearly_as_wide_as_the_picture_stands_above_or_below() {
        let places = placed(&[Label { at: [20.0, 150.0], width: 390.0 }], 12.0, SIZE, 9);
        assert_eq!(places[0].map(|place| (place[0], place[1] < 150.0)), Some((0.0, true)));
    }

    #[test]
    fn no_more_names_stand_than_are_wanted() {
        let labels: Vec<Label> =
            (0..40).map(|row| Label { at: [100.0, 10.0 + 7.0 * row as f32], width: 30.0 }).collect();
        let places = placed(&labels, 3.0, SIZE, 10);
        let (most_important, others) = places.split_at(10);
        assert!(
            most_important.iter().all(Option::is_some) && others.iter().all(Option::is_none),
            "{places:?}"
        );
    }
}
