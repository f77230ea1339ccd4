//! Which rows the page shows, and in what order: the library's tracks as the librarian tells of them, and files that are on
//! their way into it. Plain data: who draws it is elsewhere.

use std::collections::{HashMap, HashSet};

/// Names a row for as long as the page is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TrackId(pub u32);

/// The rows, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Projection {
    order: Vec<TrackId>,
    /// The librarian's numbers of the rows' tracks; `None` of a row whose track has none yet.
    numbers: HashMap<TrackId, Option<u32>>,
    /// Rows by the librarian's numbers, those included that were taken out: a track that comes back has the row it had.
    by_number: HashMap<u32, TrackId>,
    next: u32,
}

/// What became of a row whose track the librarian has numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Settled {
    /// It is that track's row.
    #[default]
    Here,
    /// The track has a row already; this one is gone.
    Merged(TrackId),
}

impl Projection {
    /// The rows' names, in order.
    pub fn order(&self) -> impl Iterator<Item = TrackId> {
        self.order.iter().copied()
    }

    /// Whether a row is there.
    pub fn has(&self, id: TrackId) -> bool {
        self.numbers.contains_key(&id)
    }

    /// Adds a row at the end for a file that the library does not have yet.
    pub fn add(&mut self) -> TrackId {
        let id = self.new_id();
        self.order.push(id);
        self.numbers.insert(id, None);
        id
    }

    /// The row of a numbered track, made or brought back where there is none, and whether it was not there before.
    pub fn told(&mut self, number: u32) -> (TrackId, bool) {
        let id = match self.by_number.get(&number) {
            Some(id) => *id,
            None => self.new_id(),
        };
        self.by_number.insert(number, id);
        let is_new = !self.numbers.contains_key(&id);
        if is_new {
            // The librarian numbers tracks as they come; files on their way come after all of them.
            let is_earlier = |id: &TrackId| self.number_of(*id).is_some_and(|other| other <= number);
            let index = self.order.iter().rposition(is_earlier).map_or(0, |index| index + 1);
            self.order.insert(index, id);
            self.numbers.insert(id, Some(number));
        }
        (id, is_new)
    }

    /// A row's track has been numbered.
    pub fn settle(&mut self, id: TrackId, number: u32) -> Settled {
        match self.with_number(number) {
            Some(known) if known != id => {
                self.remove(&[id]);
                Settled::Merged(known)
            }
            _ => {
                self.by_number.insert(number, id);
                self.numbers.entry(id).and_modify(|known| *known = Some(number));
                Settled::Here
            }
        }
    }

    /// The row of a numbered track, if it is shown.
    pub fn with_number(&self, number: u32) -> Option<TrackId> {
        let id = self.by_number.get(&number)?;
        self.numbers.contains_key(id).then_some(*id)
    }

    /// The librarian's number of a row's track.
    pub fn number_of(&self, id: TrackId) -> Option<u32> {
        self.numbers.get(&id).copied().flatten()
    }

    /// Takes rows out.
    pub fn remove(&mut self, gone: &[TrackId]) {
        let gone: HashSet<&TrackId> = gone.iter().collect();
        self.numbers.retain(|id, _| !gone.contains(id));
        self.order.retain(|id| self.numbers.contains_key(id));
    }

    fn new_id(&mut self) -> TrackId {
        self.next += 1;
        TrackId(self.next)
    }
}

/// Which row is selected once some are gone: itself where it stays, else the one that moves into its place.
pub fn selected_after(order: &[TrackId], selected: Option<TrackId>, gone: &[TrackId]) -> Option<TrackId> {
    let selected = selected?;
    let index = order.iter().position(|id| *id == selected)?;
    let stays = |id: &&TrackId| !gone.contains(id);
    let (before, from) = order.split_at(index);
    from.iter().find(stays).or_else(|| before.iter().rfind(stays)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(projection: &Projection) -> Vec<u32> {
        projection.order().map(|id| id.0).collect()
    }

    #[test]
    fn kept_tracks_stand_before_files_on_their_way() {
        let mut projection = Projection::default();
        let file = projection.add();
        let (first, second) = (projection.told(0).0, projection.told(1).0);
        assert_eq!(order(&projection), [first.0, second.0, file.0]);
        assert_eq!(projection.settle(file, 2), Settled::Here);
        assert_eq!((projection.with_number(2), projection.number_of(file)), (Some(file), Some(2)));
        assert_eq!(projection.told(2), (file, false));
    }

    #[test]
    fn a_file_that_is_here_already_becomes_the_row_there_is() {
        let mut projection = Projection::default();
        let known = projection.told(5).0;
        let again = projection.add();
        assert_eq!(projection.settle(again, 5), Settled::Merged(known));
        assert_eq!(order(&projection), [known.0]);
    }

    #[test]
    fn a_track_that_comes_back_has_its_row_and_its_place() {
        let mut projection = Projection::default();
        let ids: Vec<TrackId> = (0..3).map(|number| projection.told(number).0).collect();
        projection.remove(&[ids[1]]);
        assert_eq!((order(&projection), projection.with_number(1)), (vec![ids[0].0, ids[2].0], None));
        assert_eq!(projection.told(1), (ids[1], true));
        assert_eq!(order(&projection), [ids[0].0, ids[1].0, ids[2].0]);
    }

    #[test]
    fn a_removed_track_whose_file_comes_again_is_a_row_of_its_own() {
        let mut projection = Projection::default();
        let known = projection.told(0).0;
        projection.remove(&[known]);
        let again = projection.add();
        assert_eq!(projection.settle(again, 0), Settled::Here);
        assert_eq!(order(&projection), [again.0]);
    }

    #[test]
    fn the_next_row_is_selected_when_one_goes() {
        let ids = [1, 2, 3, 4].map(TrackId);
        let after = |selected, gone: &[u32]| {
            let gone: Vec<TrackId> = gone.iter().copied().map(TrackId).collect();
            selected_after(&ids, Some(TrackId(selected)), &gone).map(|id| id.0)
        };
        assert_eq!(after(2, &[3]), Some(2));
        assert_eq!(after(2, &[2, 3]), Some(4));
        assert_eq!(after(4, &[4]), Some(3));
        assert_eq!(after(1, &[1, 2, 3, 4]), None);
        assert_eq!(selected_after(&ids, None, &[]), None);
    }
}
