//! What the pointers that are down on the map mean together: fingers, pens and the mouse.

/// How far a pointer may stray and still be a tap, CSS pixels: fingers roll.
const TAP: f32 = 5.0;

/// What a move means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning {
    /// The pointer is not down: it points at something.
    Point,
    /// Nothing yet: it may become a tap.
    Nothing,
    /// One pointer drags, by so much.
    Drag([f32; 2]),
    /// Two pointers move: what is between them moves along and grows.
    Pinch {
        /// How far the middle between them has moved.
        by: [f32; 2],
        /// Where the middle is.
        middle: [f32; 2],
        /// How many times as far apart they are.
        growth: f32,
    },
}

/// The pointers that are down.
#[derive(Clone, Debug, Default)]
pub struct Gestures {
    pointers: Vec<Pointer>,
    is_tap: bool,
}

#[derive(Clone, Copy, Debug)]
struct Pointer {
    id: i32,
    start: [f32; 2],
    last: [f32; 2],
}

impl Gestures {
    /// A pointer goes down.
    pub fn down(&mut self, id: i32, at: [f32; 2]) {
        self.leave(id);
        self.is_tap = self.pointers.is_empty();
        self.pointers.push(Pointer { id, start: at, last: at });
    }

    /// A pointer moves, down or not.
    pub fn moved(&mut self, id: i32, at: [f32; 2]) -> Meaning {
        let other = self.pointers.iter().find(|pointer| pointer.id != id).map(|other| other.last);
        let Some(pointer) = self.pointers.iter_mut().find(|pointer| pointer.id == id) else {
            return Meaning::Point;
        };
        let from = std::mem::replace(&mut pointer.last, at);
        if self.is_tap && apart(pointer.start, at) <= TAP {
            return Meaning::Nothing;
        }
        self.is_tap = false;
        let by = [at[0] - from[0], at[1] - from[1]];
        match other {
            None => Meaning::Drag(by),
            Some(other) => Meaning::Pinch {
                by: by.map(|by| by / 2.0),
                middle: [(at[0] + other[0]) / 2.0, (at[1] + other[1]) / 2.0],
                growth: apart(at, other).max(1.0) / apart(from, other).max(1.0),
            },
        }
    }

    /// A pointer goes up; whether it was a tap.
    pub fn up(&mut self, id: i32) -> bool {
        let is_down = self.pointers.iter().any(|pointer| pointer.id == id);
        self.leave(id);
        is_down && self.is_tap
    }

    /// The browser takes a pointer for itself, to scroll the page.
    pub fn leave(&mut self, id: i32) {
        self.pointers.retain(|pointer| pointer.id != id);
    }
}

fn apart(a: [f32; 2], b: [f32; 2]) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finger_that_rolls_taps_and_one_that_goes_on_drags() {
        let mut gestures = Gestures::default();
        assert_eq!(gestures.moved(1, [9.0, 9.0]), Meaning::Point);
        gestures.down(1, [10.0, 10.0]);
        assert_eq!(gestures.moved(1, [12.0, 11.0]), Meaning::Nothing);
        assert!(gestures.up(1));
        gestures.down(2, [10.0, 10.0]);
        assert_eq!(gestures.moved(2, [10.0, 30.0]), Meaning::Drag([0.0, 20.0]));
        assert_eq!(gestures.moved(2, [10.0, 11.0]), Meaning::Drag([0.0, -19.0]), "back where it began");
        assert!(!gestures.up(2));
        assert!(!gestures.up(2), "it is up already");
    }

    #[test]
    fn two_fingers_move_and_magnify() {
        let mut gestures = Gestures::default();
        gestures.down(1, [100.0, 100.0]);
        gestures.down(2, [200.0, 100.0]);
        let pinch = Meaning::Pinch { by: [50.0, 0.0], middle: [200.0, 100.0], growth: 2.0 };
        assert_eq!(gestures.moved(2, [300.0, 100.0]), pinch);
        assert!(!gestures.up(2), "two fingers tap nothing");
        assert_eq!(gestures.moved(1, [90.0, 100.0]), Meaning::Drag([-10.0, 0.0]), "one is left");
    }

    #[test]
    fn what_the_browser_takes_is_no_tap() {
        let mut gestures = Gestures::default();
        gestures.down(1, [10.0, 10.0]);
        gestures.leave(1);
        assert!(!gestures.up(1));
        gestures.down(1, [10.0, 10.0]);
        assert!(gestures.up(1), "and the next one may be");
    }
}
