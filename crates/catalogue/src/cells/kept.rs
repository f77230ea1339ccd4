//! Cells that were read, as long as there is room for them.

use std::collections::VecDeque;

/// Most bytes that are kept: a dozen questions' worth.
const ROOM: usize = 16 << 20;

/// Rows of cells by the cells' numbers, the latest last.
#[derive(Default)]
pub(super) struct Kept {
    cells: VecDeque<(usize, Vec<u8>)>,
    bytes: usize,
}

impl Kept {
    /// The rows of a cell, where they are here.
    pub(super) fn get(&self, cell: usize) -> Option<&[u8]> {
        self.cells.iter().find(|(kept, _)| *kept == cell).map(|(_, rows)| rows.as_slice())
    }

    /// Keeps the rows of a cell. What a question reads is far less than there is room for.
    pub(super) fn put(&mut self, cell: usize, rows: Vec<u8>) {
        self.bytes += rows.len();
        self.cells.push_back((cell, rows));
        while self.bytes > ROOM && self.cells.len() > 1 {
            self.bytes -= self.cells.pop_front().map_or(0, |(_, rows)| rows.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_go_where_there_is_no_room() {
        let mut kept = Kept::default();
        (0..5).for_each(|cell| kept.put(cell, vec![0; ROOM / 4]));
        assert!(kept.get(0).is_none());
        assert!((1..5).all(|cell| kept.get(cell).is_some()));
        assert_eq!(kept.bytes, ROOM / 4 * 4);
    }
}
