//! The tracks nearest to questions among cells that are looked at: among all of them, what a question through the index
//! should have found.

use super::ask::{CellCatalogue, by_sound};
use super::row;
use crate::recommend::seeds::Seeds;
use crate::shelf::Shelf;
use protocol::Query;

/// Of each of some questions the nearest tracks so far, whatever their songs and artists.
pub struct Nearest {
    seeds: Vec<Seeds>,
    limit: usize,
    /// Scores and numbers among all, best first.
    best: Vec<Vec<(f32, u32)>>,
}

impl Nearest {
    /// Nothing yet; `limit` tracks are wanted of each question.
    pub fn of(catalogue: &CellCatalogue, queries: &[Query], shelf: &Shelf, limit: usize) -> Self {
        let seeds = |query: &Query| Seeds::of(catalogue.seen(), shelf, &by_sound(query));
        Self { seeds: queries.iter().map(seeds).collect(), limit, best: vec![Vec::new(); queries.len()] }
    }

    /// Looks at the tracks of a cell for these questions.
    pub fn look_at(
        &mut self,
        catalogue: &CellCatalogue,
        cell: usize,
        rows: &[u8],
        questions: impl Iterator<Item = usize>,
    ) {
        let first = catalogue.index().first_of(cell);
        let tracks: Vec<_> =
            row::rows(rows).map(|row| catalogue.index().space.point(&row.features)).collect();
        for question in questions {
            let Some((seeds, best)) = self.seeds.get(question).zip(self.best.get_mut(question)) else {
                continue;
            };
            for (point, number) in tracks.iter().zip(first..) {
                let score = seeds.likeness(point);
                if best.len() < self.limit || best.last().is_some_and(|(least, _)| score > *least) {
                    let place = best.partition_point(|(better, _)| *better >= score);
                    best.insert(place, (score, number));
                    best.truncate(self.limit);
                }
            }
        }
    }

    /// Numbers of the nearest tracks of a question, best first.
    pub fn numbers(&self, question: usize) -> Vec<u32> {
        self.best.get(question).into_iter().flatten().map(|(_, number)| *number).collect()
    }
}
