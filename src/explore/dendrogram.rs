//! The layout of a tree of joins: branches that do not cross, and groups after a cut.

use protocol::explore::Merge;

/// A tree laid out: leaves one below the other, joins at their heights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// Numbers of the leaves in the order in which they stand.
    pub leaves: Vec<usize>,
    /// The joins, lowest first.
    pub joins: Vec<Join>,
}

/// One join as it is drawn: from each of two groups a line to its height, and a line between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Join {
    /// Places of the two groups among the leaves; halves lie between two.
    pub places: [f32; 2],
    /// Heights at which the two groups were made themselves; 0 of leaves.
    pub from: [f32; 2],
    /// Height of the join.
    pub height: f32,
    /// A leaf below it.
    pub leaf: usize,
}

/// Lays out a tree of `count` leaves; joins that name what there is not are passed over.
pub fn layout(count: usize, merges: &[Merge]) -> Tree {
    let mut members: Vec<Vec<usize>> = (0..count).map(|leaf| vec![leaf]).collect();
    let mut heights = vec![0.0; count];
    for merge in merges {
        let part = |number: u32| members.get(number as usize).cloned().unwrap_or_default();
        let joined = [part(merge.a), part(merge.b)].concat();
        members.push(joined);
        heights.push(merge.height);
    }
    let leaves = members.last().cloned().unwrap_or_default();
    let mut places = vec![0.0; count];
    for (place, leaf) in leaves.iter().enumerate() {
        if let Some(slot) = places.get_mut(*leaf) {
            *slot = place as f32;
        }
    }
    let mut joins = Vec::new();
    for (merge, joined) in merges.iter().zip(members.iter().skip(count)) {
        let known = |number: u32| Some((*places.get(number as usize)?, *heights.get(number as usize)?));
        let (Some(a), Some(b), Some(leaf)) = (known(merge.a), known(merge.b), joined.first()) else { break };
        joins.push(Join { places: [a.0, b.0], from: [a.1, b.1], height: merge.height, leaf: *leaf });
        places.push((a.0 + b.0) / 2.0);
    }
    Tree { leaves, joins }
}

/// Group of each leaf when `groups` of them are left, numbered by their first leaves.
pub fn cut(count: usize, merges: &[Merge], groups: usize) -> Vec<usize> {
    let mut group_of: Vec<usize> = (0..count).collect();
    let mut first: Vec<usize> = (0..count).collect();
    for merge in merges.iter().take(count.saturating_sub(groups.max(1))) {
        let (Some(a), Some(b)) = (first.get(merge.a as usize), first.get(merge.b as usize)) else { break };
        let (a, b) = (group_of[*a], group_of[*b]);
        group_of.iter_mut().filter(|group| **group == b).for_each(|group| *group = a);
        first.push(a);
    }
    let mut numbers = Vec::new();
    for group in &mut group_of {
        let number = numbers.iter().position(|known| known == group).unwrap_or(numbers.len());
        if number == numbers.len() {
            numbers.push(*group);
        }
        *group = number;
    }
    group_of
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Leaves 0 and 2, then 1 and 3, then both.
    const MERGES: [Merge; 3] = [
        Merge { a: 0, b: 2, height: 1.0, size: 2 },
        Merge { a: 1, b: 3, height: 2.0, size: 2 },
        Merge { a: 4, b: 5, height: 5.0, size: 4 },
    ];

    #[test]
    fn branches_do_not_cross() {
        let tree = layout(4, &MERGES);
        assert_eq!(tree.leaves, [0, 2, 1, 3]);
        assert_eq!(tree.joins[0].places, [0.0, 1.0]);
        assert_eq!(tree.joins[2].places, [0.5, 2.5]);
        assert_eq!(tree.joins[2].from, [1.0, 2.0]);
    }

    #[test]
    fn cuts_leave_as_many_groups_as_asked_for() {
        assert_eq!(cut(4, &MERGES, 1), [0, 0, 0, 0]);
        assert_eq!(cut(4, &MERGES, 2), [0, 1, 0, 1]);
        assert_eq!(cut(4, &MERGES, 3), [0, 1, 0, 2]);
        assert_eq!(cut(4, &MERGES, 9), [0, 1, 2, 3]);
    }

    #[test]
    fn a_broken_tree_is_no_panic() {
        let broken = [Merge { a: 7, b: 1, height: 1.0, size: 2 }];
        assert!(layout(2, &broken).joins.is_empty());
        assert_eq!(cut(2, &broken, 1), [0, 1]);
        assert_eq!(layout(0, &[]), Tree::default());
    }
}
