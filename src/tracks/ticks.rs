//! The rows of the table that are ticked. By the tracks' own names: whatever is sorted or filtered meanwhile, what was
//! ticked stays ticked.

use std::collections::HashSet;

use super::TrackId;

/// Ticked rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ticks(HashSet<TrackId>);

impl Ticks {
    /// Whether a row is ticked.
    pub fn has(&self, id: TrackId) -> bool {
        self.0.contains(&id)
    }

    /// Number of ticked rows.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Those of `shown` that are ticked, in that order.
    pub fn among(&self, shown: &[TrackId]) -> Vec<TrackId> {
        shown.iter().filter(|id| self.has(**id)).copied().collect()
    }

    /// Whether all of `shown` are ticked, and there are any.
    pub fn has_all(&self, shown: &[TrackId]) -> bool {
        !shown.is_empty() && shown.iter().all(|id| self.has(*id))
    }

    /// Ticks a row, or takes the tick away. With `from_above`, all rows between it and the nearest ticked one above it in
    /// `shown` go along.
    pub fn turn(&mut self, shown: &[TrackId], id: TrackId, from_above: bool) {
        let wanted = !self.has(id);
        let index = shown.iter().position(|other| *other == id);
        let start = index
            .filter(|_| from_above)
            .and_then(|index| shown.get(..index)?.iter().rposition(|other| self.has(*other)));
        let rows = match (start, index) {
            (Some(start), Some(index)) => shown.get(start..=index).unwrap_or_default(),
            _ => &[id],
        };
        for id in rows {
            if wanted {
                self.0.insert(*id)
            } else {
                self.0.remove(id)
            };
        }
    }

    /// Ticks all of `shown`, or none at all where they are ticked.
    pub fn turn_all(&mut self, shown: &[TrackId]) {
        self.0 = if self.has_all(shown) { HashSet::new() } else { shown.iter().copied().collect() };
    }

    /// Takes all ticks away.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [TrackId; 5] = [TrackId(5), TrackId(1), TrackId(4), TrackId(2), TrackId(3)];

    #[test]
    fn the_row_that_is_seen_is_ticked_however_rows_are_sorted() {
        let mut ticks = Ticks::default();
        ticks.turn(&ROWS, TrackId(5), false);
        let sorted = [1, 2, 3, 4, 5].map(TrackId);
        ticks.turn(&sorted, TrackId(1), false);
        assert_eq!(ticks.among(&sorted), [TrackId(1), TrackId(5)]);
        assert_eq!(ticks.among(&ROWS), [TrackId(5), TrackId(1)]);
        ticks.turn(&sorted, TrackId(5), false);
        assert_eq!(ticks.among(&sorted), [TrackId(1)]);
    }

    #[test]
    fn with_shift_the_rows_between_go_along() {
        let mut ticks = Ticks::default();
        ticks.turn(&ROWS, TrackId(1), false);
        ticks.turn(&ROWS, TrackId(2), true);
        assert_eq!(ticks.among(&ROWS), [TrackId(1), TrackId(4), TrackId(2)]);
        let mut none = Ticks::default();
        none.turn(&ROWS, TrackId(4), true);
        assert_eq!(none.among(&ROWS), [TrackId(4)], "nothing above is ticked");
    }

    #[test]
    fn all_that_are_shown_are_ticked_and_unticked() {
        let mut ticks = Ticks::default();
        ticks.turn_all(&ROWS[..2]);
        assert!(ticks.has_all(&ROWS[..2]) && !ticks.has_all(&ROWS) && !ticks.has_all(&[]));
        ticks.turn_all(&ROWS[..2]);
        assert_eq!(ticks.len(), 0);
    }
}
