//! The layout of a tree of joins: branches that do not cross.

use clustering::ClusteringError;
use clustering::ward::{Dendrogram, Merge};

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

/// Lays out a tree.
pub fn layout(dendrogram: &Dendrogram) -> Tree {
    let leaves = dendrogram.leaf_order();
    let count = leaves.len();
    // Of each group where it stands, how high it was made, and a leaf of it.
    let mut groups = vec![(0.0, 0.0, 0); count];
    for (place, leaf) in leaves.iter().enumerate() {
        groups[*leaf] = (place as f32, 0.0, *leaf);
    }
    let mut joins = Vec::with_capacity(dendrogram.merges().len());
    for merge in dendrogram.merges() {
        let (a, b, height) = (groups[merge.a], groups[merge.b], merge.height as f32);
        joins.push(Join { places: [a.0, b.0], from: [a.1, b.1], height, leaf: a.2 });
        groups.push(((a.0 + b.0) / 2.0, height, a.2));
    }
    Tree { leaves, joins }
}

/// The tree that the worker tells of.
pub fn told(count: usize, merges: &[protocol::map::Merge]) -> Result<Dendrogram, ClusteringError> {
    let merge = |merge: &protocol::map::Merge| Merge {
        a: merge.a as usize,
        b: merge.b as usize,
        height: merge.height.into(),
        size: merge.size as usize,
    };
    Dendrogram::of(count, merges.iter().map(merge).collect())
}

/// The tree of what is left when at most `most` groups are, and which of the leaves each of them holds.
pub fn condensed(
    dendrogram: &Dendrogram,
    most: usize,
) -> Result<(Dendrogram, Vec<Vec<usize>>), ClusteringError> {
    let group_of = dendrogram.cut_into(most);
    let mut members = vec![Vec::new(); group_of.iter().max().map_or(0, |last| last + 1)];
    for (leaf, group) in group_of.iter().enumerate() {
        members[*group].push(leaf);
    }
    let (leaves, kept) = (group_of.len(), members.len());
    let first = leaves - kept;
    // A group is named by any leaf of it, a later join by its number among those that are left.
    let mut leaf_of: Vec<usize> = (0..leaves).collect();
    let mut left = Vec::with_capacity(kept.saturating_sub(1));
    for (join, merge) in dendrogram.merges().iter().enumerate() {
        let name = |part: usize| match part.checked_sub(leaves + first) {
            Some(join) => kept + join,
            None => group_of[leaf_of[part]],
        };
        if join >= first {
            left.push(Merge { a: name(merge.a), b: name(merge.b), ..*merge });
        }
        leaf_of.push(leaf_of[merge.a]);
    }
    Ok((Dendrogram::of(kept, left)?, members))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use protocol::map::Merge;

    #[test]
    fn branches_do_not_cross() {
        // Leaves 0 and 2, then 1 and 3, then both.
        let merges = [
            Merge { a: 0, b: 2, height: 1.0, size: 2 },
            Merge { a: 1, b: 3, height: 2.0, size: 2 },
            Merge { a: 4, b: 5, height: 5.0, size: 4 },
        ];
        let tree = layout(&told(4, &merges).unwrap());
        assert_eq!(tree.leaves, [0, 2, 1, 3]);
        assert_eq!(tree.joins[0].places, [0.0, 1.0]);
        assert_eq!(tree.joins[2].places, [0.5, 2.5]);
        assert_eq!(tree.joins[2].from, [1.0, 2.0]);
        assert_eq!(layout(&told(0, &[]).unwrap()), Tree::default());
    }

    #[test]
    fn a_condensed_tree_is_the_upper_part() {
        let rows: Vec<[f32; 1]> = [0.0, 0.1, 5.0, 5.2, 20.0, 21.0, 50.0].map(|x| [x]).to_vec();
        let whole = clustering::ward::ward(&rows).unwrap();
        let (upper, members) = condensed(&whole, 3).unwrap();
        assert_eq!(members, [vec![0, 1, 2, 3], vec![4, 5], vec![6]]);
        assert_eq!(upper.merges().len(), 2);
        let heights = |tree: &Dendrogram| tree.merges().iter().map(|merge| merge.height).collect::<Vec<_>>();
        assert_eq!(heights(&upper), heights(&whole)[4..]);
        assert_eq!(upper.cut_into(2), [0, 0, 1]);
        let (same, each) = condensed(&whole, 99).unwrap();
        assert_eq!((same, each.len()), (whole, 7));
    }
}
