//! The playlist that the user puts together: seeds and picks in an order, every change of which can be undone.

use leptos::prelude::*;
use protocol::TrackCard;

/// How many changes can be undone.
const MOST_UNDONE: usize = 100;

/// A list with a past.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft<T> {
    items: Vec<T>,
    past: Vec<Vec<T>>,
}

impl<T> Default for Draft<T> {
    fn default() -> Self {
        Self { items: Vec::new(), past: Vec::new() }
    }
}

impl<T: Clone + PartialEq> Draft<T> {
    /// What is in it.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// Whether something can be undone.
    pub fn has_past(&self) -> bool {
        !self.past.is_empty()
    }

    /// Adds an item at the end.
    pub fn push(&mut self, item: T) {
        let mut items = self.items.clone();
        items.push(item);
        self.replace(items);
    }

    /// Takes an item out.
    pub fn remove(&mut self, place: usize) {
        let mut items = self.items.clone();
        if place < items.len() {
            items.remove(place);
        }
        self.replace(items);
    }

    /// Moves an item to another place, those between closing up.
    pub fn shift(&mut self, from: usize, to: usize) {
        let mut items = self.items.clone();
        if from < items.len() && to < items.len() {
            let item = items.remove(from);
            items.insert(to, item);
        }
        self.replace(items);
    }

    /// Puts other items in the place of all.
    pub fn replace(&mut self, items: Vec<T>) {
        if items == self.items {
            return;
        }
        self.past.push(std::mem::replace(&mut self.items, items));
        if self.past.len() > MOST_UNDONE {
            self.past.remove(0);
        }
    }

    /// Takes the last change back.
    pub fn undo(&mut self) {
        if let Some(items) = self.past.pop() {
            self.items = items;
        }
    }
}

/// The playlist's tracks; a context of the app.
#[derive(Clone, Copy)]
pub struct Playlist(pub RwSignal<Draft<TrackCard>>);

impl Playlist {
    /// Nothing yet.
    pub fn new() -> Self {
        Self(RwSignal::new(Draft::default()))
    }

    /// Adds a track unless it is there.
    pub fn add(self, card: TrackCard) {
        let is_there =
            self.0.with_untracked(|draft| draft.items().iter().any(|item| item.track == card.track));
        if !is_there {
            self.0.update(|draft| draft.push(card));
        }
    }

    /// Whether there is anything in it, or anything to undo.
    pub fn is_there(self) -> bool {
        self.0.with(|draft| !draft.items().is_empty() || draft.has_past())
    }

    /// The tracks, in order.
    pub fn cards(self) -> Vec<TrackCard> {
        self.0.with(|draft| draft.items().to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_can_be_undone() {
        let mut draft = Draft::default();
        [1, 2, 3, 4].into_iter().for_each(|item| draft.push(item));
        draft.shift(0, 2);
        assert_eq!(draft.items(), [2, 3, 1, 4]);
        draft.remove(1);
        assert_eq!(draft.items(), [2, 1, 4]);
        draft.replace(vec![9]);
        draft.replace(vec![9]);
        draft.undo();
        assert_eq!(draft.items(), [2, 1, 4], "what changed nothing is no change");
        draft.undo();
        draft.undo();
        assert_eq!(draft.items(), [1, 2, 3, 4]);
        (0..9).for_each(|_| draft.undo());
        assert!(draft.items().is_empty() && !draft.has_past());
    }

    #[test]
    fn places_that_there_are_not_change_nothing() {
        let mut draft = Draft::default();
        draft.push('a');
        draft.remove(5);
        draft.shift(0, 3);
        assert_eq!(draft.items(), ['a']);
    }
}
