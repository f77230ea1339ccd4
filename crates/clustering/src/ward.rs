//! Ward's linkage: from single rows, the two groups are joined whose union grows least in squared distances (Ward,
//! 1963), until one is left. Heights are those of `scipy.cluster.hierarchy.linkage(method="ward")`.

use crate::{ClusteringError, rows};
use kodama::Method;

/// One join. Rows are numbered from 0; the group that join `i` of `n` rows makes has the number `n + i`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merge {
    /// One of the joined groups, the one of the lower number.
    pub a: usize,
    /// The other one.
    pub b: usize,
    /// Distance at which they are joined; rises from join to join.
    pub height: f64,
    /// Rows in the new group.
    pub size: usize,
}

/// All joins of some rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Dendrogram {
    rows: usize,
    merges: Vec<Merge>,
}

/// Joins rows. Takes the square of their number in time and memory: for some thousands.
///
/// # Errors
/// Where there is no row, or they are not of one length, or hold values that are not finite.
pub fn ward<R: AsRef<[f32]>>(rows: &[R]) -> Result<Dendrogram, ClusteringError> {
    rows::check(rows, 1)?;
    let mut distances = Vec::with_capacity(rows.len() * (rows.len() - 1) / 2);
    for (place, row) in rows.iter().enumerate() {
        let others = rows.iter().skip(place + 1);
        distances.extend(others.map(|other| rows::squared(row.as_ref(), other.as_ref()).sqrt()));
    }
    let found = kodama::linkage(&mut distances, rows.len(), Method::Ward);
    let merges = found.steps().iter().map(|step| Merge {
        a: step.cluster1,
        b: step.cluster2,
        height: step.dissimilarity,
        size: step.size,
    });
    Ok(Dendrogram { rows: rows.len(), merges: merges.collect() })
}

impl Dendrogram {
    /// Joins that come from elsewhere.
    ///
    /// # Errors
    /// Where they are not those of a tree: each joins two groups that were there before, and no group is joined twice.
    pub fn of(rows: usize, merges: Vec<Merge>) -> Result<Self, ClusteringError> {
        let mut is_joined = vec![false; rows + merges.len()];
        for (join, merge) in merges.iter().enumerate() {
            for part in [merge.a, merge.b] {
                if part >= rows + join || std::mem::replace(&mut is_joined[part], true) {
                    return Err(ClusteringError::NoTree { join });
                }
            }
        }
        Ok(Self { rows, merges })
    }

    /// The joins, lowest first.
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// Group of each row after all joins of at most this height, numbered by their first rows.
    pub fn cut(&self, height: f64) -> Vec<usize> {
        self.after(self.merges.iter().take_while(|merge| merge.height <= height).count())
    }

    /// Group of each row when `k` groups are left, or as many as there are rows; numbered by their first rows.
    pub fn cut_into(&self, k: usize) -> Vec<usize> {
        self.after(self.rows.saturating_sub(k.max(1)))
    }

    /// The rows in an order in which no two branches cross.
    pub fn leaf_order(&self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.rows);
        let mut open: Vec<usize> = (self.rows + self.merges.len()).checked_sub(1).into_iter().collect();
        while let Some(group) = open.pop() {
            match group.checked_sub(self.rows).and_then(|join| self.merges.get(join)) {
                Some(merge) => open.extend([merge.b, merge.a]),
                None => order.push(group),
            }
        }
        order
    }

    fn after(&self, joins: usize) -> Vec<usize> {
        // Each group names the one that it is part of; from the last join back, all get to know the outermost.
        let joins = joins.min(self.merges.len());
        let mut outermost: Vec<usize> = (0..self.rows + joins).collect();
        for (join, merge) in self.merges[..joins].iter().enumerate().rev() {
            let outer = outermost[self.rows + join];
            (outermost[merge.a], outermost[merge.b]) = (outer, outer);
        }
        let mut numbers = vec![None; self.rows + joins];
        let mut count = 0;
        let number = |row: usize| {
            *numbers[outermost[row]].get_or_insert_with(|| {
                count += 1;
                count - 1
            })
        };
        (0..self.rows).map(number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_that_make_no_tree_are_refused() {
        let merge = |a, b| Merge { a, b, height: 1.0, size: 2 };
        assert!(Dendrogram::of(3, vec![merge(0, 1), merge(2, 3)]).is_ok());
        for (merges, join) in
            [(vec![merge(0, 3)], 0), (vec![merge(1, 1)], 0), (vec![merge(0, 1), merge(0, 2)], 1)]
        {
            assert_eq!(Dendrogram::of(3, merges), Err(ClusteringError::NoTree { join }));
        }
    }
}
