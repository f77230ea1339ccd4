//! A list in an order, every change of which can be undone. Plain data.

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
    /// A list of these items, without a past.
    pub fn of(items: Vec<T>) -> Self {
        Self { items, past: Vec::new() }
    }

    /// What is in it.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// Whether something can be undone.
    pub fn has_past(&self) -> bool {
        !self.past.is_empty()
    }

    /// Takes an item out.
    pub fn remove(&mut self, index: usize) {
        let mut items = self.items.clone();
        if index < items.len() {
            items.remove(index);
        }
        self.replace(items);
    }

    /// Moves an item to another index, those between closing up.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_can_be_undone() {
        let mut draft = Draft::default();
        draft.replace(vec![1, 2, 3, 4]);
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
    fn an_index_beyond_the_end_changes_nothing() {
        let mut draft = Draft::default();
        draft.replace(vec!['a']);
        draft.remove(5);
        draft.shift(0, 3);
        assert_eq!(draft.items(), ['a']);
    }
}
