//! Centres for cells, and which track belongs to which: k-means in two steps, groups and the cells within each, over tracks
//! that stand for all.

use anyhow::Result;
use catalogue::cells::{DIMENSIONS, Place};
use clustering::kmeans::{kmeans, nearest};
use std::thread;

/// Tracks that are grouped at first.
const FOR_GROUPS: usize = 40_000;

/// Groups whose cells are looked at for a track.
const GROUPS_LOOKED_AT: usize = 4;

const SEED: u64 = 1;

/// Centres of cells, those of a group beside each other.
pub struct Centres {
    groups: Vec<Place>,
    /// Of each group: the number of its first cell, and the centres of its cells.
    cells: Vec<(u32, Vec<Place>)>,
}

impl Centres {
    /// About `count` centres for tracks that these stand for, found by as many threads as there are cores.
    ///
    /// # Errors
    /// Where a place is not finite.
    pub fn of(sample: &[Place], count: usize) -> Result<Self> {
        let count = count.clamp(1, sample.len().max(1));
        let first = sample.get(..FOR_GROUPS.min(sample.len())).unwrap_or_default();
        let group_count = (count as f64).sqrt().round().max(1.0) as usize;
        let grouped = kmeans(first, group_count.min(first.len()), 1, SEED)?;
        let mut groups: Vec<(Place, Vec<Place>)> =
            grouped.centres.iter().map(|centre| (place(centre), Vec::new())).collect();
        for place in sample {
            if let Some((_, members)) = groups.get_mut(nearest(&grouped.centres, place).0) {
                members.push(*place);
            }
        }
        groups.retain(|(_, members)| !members.is_empty());
        let share = count as f64 / sample.len().max(1) as f64;
        let within = side_by_side(&groups, |(_, members)| {
            let cells = ((members.len() as f64 * share).round() as usize).max(1);
            kmeans(members, cells.min(members.len()), 1, SEED)
        });
        let within = within.into_iter().collect::<Result<Vec<_>, _>>()?;
        let (mut centres, mut first) = (Self { groups: Vec::new(), cells: Vec::new() }, 0);
        let group_places: Vec<Place> = groups.iter().map(|(group, _)| *group).collect();
        let mut last = group_places.first().copied().unwrap_or_default();
        for number in tour(&group_places, &last) {
            let Some((group, found)) = group_places.get(number).zip(within.get(number)) else { continue };
            let places: Vec<Place> = found.centres.iter().map(|centre| place(centre)).collect();
            let order = tour(&places, &last);
            let cells: Vec<Place> = order.iter().filter_map(|cell| places.get(*cell).copied()).collect();
            last = cells.last().copied().unwrap_or(last);
            centres.groups.push(*group);
            first += cells.len() as u32;
            centres.cells.push((first - cells.len() as u32, cells));
        }
        Ok(centres)
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.cells.iter().map(|(_, cells)| cells.len()).sum()
    }

    /// The cells of tracks, found by as many threads as there are cores.
    pub fn assigned(&self, places: &[Place]) -> Vec<u32> {
        let parts: Vec<&[Place]> = places.chunks(places.len().div_ceil(cores()).max(1)).collect();
        side_by_side(&parts, |part| part.iter().map(|place| self.cell_of(place)).collect::<Vec<u32>>())
            .concat()
    }

    fn cell_of(&self, place: &Place) -> u32 {
        let mut groups: Vec<(f32, usize)> =
            self.groups.iter().map(|group| squared(group, place)).zip(0..).collect();
        groups.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut best = (f32::INFINITY, 0);
        let near = groups.iter().take(GROUPS_LOOKED_AT).filter_map(|(_, group)| self.cells.get(*group));
        for (first, cells) in near {
            for (cell, number) in cells.iter().zip(*first..) {
                let distance = squared(cell, place);
                if distance < best.0 {
                    best = (distance, number);
                }
            }
        }
        best.1
    }
}

/// An order of places in which each comes next to one that is near: always on to the nearest that is left.
fn tour(places: &[Place], from: &Place) -> Vec<usize> {
    let mut left: Vec<usize> = (0..places.len()).collect();
    let (mut order, mut here) = (Vec::with_capacity(places.len()), *from);
    let far =
        |number: usize, here: &Place| places.get(number).map_or(f32::INFINITY, |place| squared(place, here));
    while let Some((at, number)) =
        left.iter().copied().enumerate().min_by(|a, b| far(a.1, &here).total_cmp(&far(b.1, &here)))
    {
        left.swap_remove(at);
        here = places.get(number).copied().unwrap_or(here);
        order.push(number);
    }
    order
}

/// What `of` makes of each item, in order: every core takes every so-manieth.
fn side_by_side<T: Sync, R: Send>(items: &[T], of: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = cores();
    let of = &of;
    let mut made: Vec<(usize, R)> = thread::scope(|scope| {
        let some = |core| {
            scope.spawn(move || {
                let mine = items.iter().enumerate().skip(core).step_by(cores);
                mine.map(|(index, item)| (index, of(item))).collect::<Vec<_>>()
            })
        };
        let threads: Vec<_> = (0..cores).map(some).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    made.sort_unstable_by_key(|(index, _)| *index);
    made.into_iter().map(|(_, made)| made).collect()
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

fn squared(a: &Place, b: &Place) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum()
}

fn place(centre: &[f64]) -> Place {
    let mut place = [0.0; DIMENSIONS];
    place.iter_mut().zip(centre).for_each(|(number, value)| *number = *value as f32);
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tour_goes_on_to_the_nearest_that_is_left() {
        let at = |x: f32| {
            let mut place = Place::default();
            place[0] = x;
            place
        };
        assert_eq!(tour(&[at(5.0), at(1.0), at(10.0), at(4.0)], &at(4.2)), [3, 0, 1, 2]);
        assert_eq!(tour(&[], &at(0.0)), [0usize; 0]);
    }
}
