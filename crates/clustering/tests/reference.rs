//! Results against scipy's and scikit-learn's, which `reference.py` has written down; and what t-SNE promises.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use clustering::{
    ClusteringError,
    elbow::{corner, elbow},
    kmeans::{from_centres, kmeans},
    silhouette::silhouette,
    trustworthiness::trustworthiness,
    tsne::{Options, tsne},
    ward::ward,
};
use serde_json::Value;

fn reference() -> Value {
    serde_json::from_str(include_str!("reference.json")).unwrap()
}

fn rows(value: &Value) -> Vec<Vec<f32>> {
    let row = |row: &Value| row.as_array().unwrap().iter().map(|x| x.as_f64().unwrap() as f32).collect();
    value.as_array().unwrap().iter().map(row).collect()
}

fn labels(value: &Value) -> Vec<usize> {
    value.as_array().unwrap().iter().map(|label| label.as_u64().unwrap() as usize).collect()
}

/// Whether two groupings are the same but for the groups' numbers.
fn same(a: &[usize], b: &[usize]) -> bool {
    let pairs = || a.iter().zip(b);
    a.len() == b.len() && pairs().all(|(a, b)| pairs().all(|(x, y)| (a == x) == (b == y)))
}

#[test]
fn lloyd_ends_where_scikit_learn_s_does() {
    let reference = reference();
    let rows = rows(&reference["unclear"]);
    let start = rows[..6].iter().map(|row| row.iter().map(|x| f64::from(*x)).collect()).collect();
    let found = from_centres(&rows, start).unwrap();
    assert!(same(&found.assignments, &labels(&reference["lloyd"]["labels"])));
    let wcss = reference["lloyd"]["wcss"].as_f64().unwrap();
    assert!((found.wcss / wcss - 1.0).abs() < 1e-9, "{} {wcss}", found.wcss);
    let width = silhouette(&rows, &found.assignments).unwrap();
    assert!((width - reference["silhouette"].as_f64().unwrap()).abs() < 1e-9, "{width}");
}

#[test]
fn the_best_of_several_starts_is_as_good_as_scikit_learn_s() {
    let reference = reference();
    let clear = kmeans(&rows(&reference["clear"]), 4, 8, 1).unwrap();
    assert!(same(&clear.assignments, &labels(&reference["clear_labels"])));
    let unclear = kmeans(&rows(&reference["unclear"]), 6, 20, 1).unwrap();
    let best = reference["best_wcss"].as_f64().unwrap();
    assert!(unclear.wcss < best * 1.01, "{} {best}", unclear.wcss);
    assert_eq!(unclear, kmeans(&rows(&reference["unclear"]), 6, 20, 1).unwrap());
}

#[test]
fn the_corner_is_where_the_groups_are() {
    let curve = elbow(&rows(&reference()["clear"]), 2..=12, 8, 1, |_| {}).unwrap();
    assert_eq!(corner(&curve), Some(4));
    assert!(curve.windows(2).all(|pair| pair[1].wcss <= pair[0].wcss));
    assert_eq!(corner(&[]), None);
}

#[test]
fn joins_are_scipy_s() {
    let reference = reference();
    let joins = ward(&rows(&reference["unclear"])).unwrap();
    let expected = rows(&reference["ward"]);
    assert_eq!(joins.merges().len(), expected.len());
    for (merge, line) in joins.merges().iter().zip(reference["ward"].as_array().unwrap()) {
        let height = line[2].as_f64().unwrap();
        assert!((merge.height / height - 1.0).abs() < 1e-6, "{merge:?} {line}");
        assert_eq!(merge.size as f64, line[3].as_f64().unwrap());
    }
    let five = labels(&reference["ward_5"]);
    assert!(same(&joins.cut_into(5), &five));
    let between = joins.merges()[194].height;
    assert!(same(&joins.cut(between), &five));
    let mut order = joins.leaf_order();
    let last = joins.merges().last().unwrap();
    assert_eq!(last.size, order.len());
    // The rows of every group stand together.
    for groups in [2, 5, 20] {
        let cut = joins.cut_into(groups);
        let changes = order.windows(2).filter(|pair| cut[pair[0]] != cut[pair[1]]).count();
        assert_eq!(changes, groups - 1);
    }
    order.sort_unstable();
    assert_eq!(order, (0..200).collect::<Vec<_>>());
}

#[test]
fn trust_is_scikit_learn_s() {
    let reference = reference();
    let trust = trustworthiness(&rows(&reference["unclear"]), &rows(&reference["low"]), 12).unwrap();
    assert!((trust - reference["trustworthiness"].as_f64().unwrap()).abs() < 1e-9, "{trust}");
}

#[test]
fn a_plane_keeps_groups_apart_and_is_the_same_every_time() {
    let reference = reference();
    let rows = rows(&reference["clear"]);
    let options = Options { perplexity: 12.0, epochs: 400 };
    let mut told = Vec::new();
    let plane = tsne(&rows, options, |share| told.push(share)).unwrap();
    assert!(trustworthiness(&rows, &plane, 10).unwrap() > 0.9);
    let groups = labels(&reference["clear_labels"]);
    assert!(silhouette(&plane, &groups).unwrap() > 0.5);
    assert_eq!(plane, tsne(&rows, options, |_| {}).unwrap());
    assert_eq!((told.len(), told.last().copied()), (400, Some(1.0)));
}

#[test]
fn what_cannot_be_grouped_is_an_error() {
    let line = |count: usize| (0..count).map(|x| [x as f32, 0.0]).collect::<Vec<_>>();
    assert_eq!(kmeans(&line(2), 3, 1, 1), Err(ClusteringError::TooFew { rows: 2, least: 3 }));
    assert_eq!(kmeans(&[[f32::NAN]], 1, 1, 1), Err(ClusteringError::NotFinite));
    assert_eq!(ward(&[vec![1.0], vec![1.0, 2.0]]), Err(ClusteringError::Uneven));
    assert!(tsne(&line(3), Options::default(), |_| {}).is_err());
    assert!(trustworthiness(&line(10), &line(10), 5).is_err());
    // All the same, and as few as can be.
    for rows in [vec![[1.0f32; 3]; 30], vec![[0.0; 3], [1.0; 3], [2.0; 3], [3.0; 3]]] {
        let plane = tsne(&rows, Options { perplexity: 30.0, epochs: 50 }, |_| {}).unwrap();
        assert!(plane.iter().flatten().all(|x| x.is_finite()));
        assert_eq!(kmeans(&rows, 3, 2, 1).unwrap().centres.len(), 3);
    }
}
