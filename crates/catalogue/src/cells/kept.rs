//! Cells that were read, as long as there is room for them.

use std::collections::VecDeque;

/// Most bytes that are kept: a dozen questions' worth.
const ROOM: usize = 16 << 20;

/// Rows of cells by the cells' numbers, the latest used last.
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

    /// Whether the rows of a cell are here; they are then the last to go.
    pub(super) fn is_used(&mut self, cell: usize) -> bool {
        let Some(index) = self.cells.iter().position(|(kept, _)| *kept == cell) else { return false };
        let used = self.cells.remove(index);
        self.cells.extend(used);
        true
    }

    /// Keeps the rows of a cell, unless they are here. What a question reads is far less than there is room for.
    pub(super) fn put(&mut self, cell: usize, rows: Vec<u8>) {
        // Two questions may have asked for it at once.
        if self.is_used(cell) {
            return;
        }
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
    fn those_unused_go_where_there_is_no_room() {
        let mut kept = Kept::default();
        (0..4).for_each(|cell| kept.put(cell, vec![0; ROOM / 4]));
        assert!(kept.is_used(0) && !kept.is_used(9));
        kept.put(4, vec![0; ROOM / 4]);
        assert!(kept.get(1).is_none(), "the one that was used least lately");
        assert!([0, 2, 3, 4].into_iter().all(|cell| kept.get(cell).is_some()));
        assert_eq!(kept.bytes, ROOM / 4 * 4);
        kept.put(4, vec![0; ROOM / 4]);
        assert_eq!((kept.cells.len(), kept.bytes), (4, ROOM / 4 * 4), "what is here is not kept twice");
    }
}
