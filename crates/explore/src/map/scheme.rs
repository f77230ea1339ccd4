//! What points are coloured by: each track belongs to a class, each class has a colour and a label.

use protocol::Feature;
use protocol::map::CatalogueMap;
use ui::words::{feature_name, plain_value};

use crate::strings;
use crate::swatch::{GREY, distinct};

/// What tells tracks apart on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colouring {
    /// The cluster that a track is of.
    Cluster,
    /// The value of a feature.
    By(Feature),
}

impl Colouring {
    /// All of them, as they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Cluster).chain(Feature::ALL.into_iter().map(Self::By))
    }

    /// What the user calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cluster => strings::CLUSTER.get(),
            Self::By(feature) => feature_name(feature),
        }
    }
}

/// Classes with their labels and colours, and the class of each track.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scheme {
    /// What each class is called.
    pub labels: Vec<String>,
    /// Its colour: red, green, blue.
    pub colours: Vec<[u8; 3]>,
    /// Number of each track's class.
    pub class_of: Vec<u8>,
    /// Edges between the classes of a feature that has degrees; of others none.
    edges: Vec<f32>,
}

/// Seven steps from little to much, even in lightness and in colour: a part of viridis (Smith and van der Walt, 2015)
/// without its ends, which paper light or dark would swallow.
const DEGREES: [[u8; 3]; 7] = [
    [94, 78, 150],
    [72, 104, 170],
    [46, 134, 156],
    [40, 156, 122],
    [106, 172, 74],
    [184, 168, 40],
    [232, 142, 36],
];

/// Tracks per thousand beyond the outer edges of the classes: a few extreme ones must not decide all.
const OUTER: usize = 20;

impl Scheme {
    /// The classes of all tracks of the catalogue.
    pub fn of(map: &CatalogueMap, colouring: Colouring) -> Self {
        match colouring {
            Colouring::Cluster => Self {
                labels: map.clusters.iter().map(|cluster| strings::cluster(&cluster.name)).collect(),
                colours: (0..map.clusters.len()).map(distinct).collect(),
                class_of: map.cluster_of.clone(),
                edges: Vec::new(),
            },
            Colouring::By(feature) => {
                let values = map.features.get(feature.index()).map_or(&[][..], Vec::as_slice);
                let mut scheme = match feature {
                    Feature::Key => {
                        let mut scheme =
                            Self::named((0..12).map(|key| plain_value(feature, key as f32)).collect());
                        scheme.labels.push(plain_value(feature, -1.0));
                        scheme.colours.push(GREY);
                        scheme
                    }
                    Feature::Mode => Self::named(vec![plain_value(feature, 0.0), plain_value(feature, 1.0)]),
                    _ => Self::degrees(feature, values),
                };
                scheme.class_of = values.iter().map(|value| scheme.class_of_value(*value)).collect();
                scheme
            }
        }
    }

    /// The same with the first tracks of the catalogue, as many as are shown, and behind them the user's own.
    pub fn with_own(&self, catalogue: usize, classes: impl Iterator<Item = u8>) -> Self {
        let mut scheme = self.clone();
        scheme.class_of.truncate(catalogue);
        scheme.class_of.extend(classes);
        scheme
    }

    /// The class of one of the user's own tracks.
    pub fn class(&self, colouring: Colouring, value: f32, cluster: Option<u8>) -> u8 {
        match colouring {
            Colouring::Cluster => cluster.unwrap_or_default(),
            Colouring::By(_) => self.class_of_value(value),
        }
    }

    /// The colour of a class.
    pub fn colour(&self, class: u8) -> [u8; 3] {
        self.colours.get(usize::from(class)).copied().unwrap_or(GREY)
    }

    /// Classes of these names, each of a colour of its own.
    pub fn named(labels: Vec<String>) -> Self {
        Self { colours: (0..labels.len()).map(distinct).collect(), labels, ..Self::default() }
    }

    /// Classes of equal width between the values that all but a few lie between.
    fn degrees(feature: Feature, values: &[f32]) -> Self {
        let mut sorted: Vec<f32> = values.iter().copied().filter(|value| value.is_finite()).collect();
        sorted.sort_by(f32::total_cmp);
        let outer = sorted.len() * OUTER / 1000;
        let low = sorted.get(outer).copied().unwrap_or(0.0);
        let high = sorted.get(sorted.len().saturating_sub(1 + outer)).copied().unwrap_or(1.0);
        let width = (high - low) / DEGREES.len() as f32;
        let edges: Vec<f32> = (1..DEGREES.len()).map(|edge| low + edge as f32 * width).collect();
        let value = |edge: &f32| plain_value(feature, *edge);
        let first = edges.first().map(|edge| strings::below(&value(edge)));
        let middle = edges.windows(2).map(|pair| format!("{} – {}", value(&pair[0]), value(&pair[1])));
        let last = edges.last().map(|edge| strings::above(&value(edge)));
        let labels = first.into_iter().chain(middle).chain(last).collect();
        Self { labels, colours: DEGREES.to_vec(), class_of: Vec::new(), edges }
    }

    fn class_of_value(&self, value: f32) -> u8 {
        if self.edges.is_empty() {
            let last = self.labels.len().saturating_sub(1);
            // No key is -1, and stands last.
            return if value < 0.0 { last } else { (value.round() as usize).min(last) } as u8;
        }
        self.edges.iter().filter(|edge| value >= **edge).count() as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(values: Vec<f32>, feature: Feature) -> CatalogueMap {
        let mut features = vec![vec![0.0; values.len()]; Feature::COUNT];
        features[feature.index()] = values;
        CatalogueMap { features, ..CatalogueMap::default() }
    }

    #[test]
    fn degrees_leave_no_track_out_and_rise() {
        let values: Vec<f32> = (0..1000).map(|i| i as f32 / 999.0).chain([50.0]).collect();
        let scheme = Scheme::of(&map(values, Feature::Energy), Colouring::By(Feature::Energy));
        assert_eq!((scheme.labels.len(), scheme.colours.len()), (7, 7));
        assert!(scheme.class_of.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!((scheme.class_of[0], scheme.class_of[1000]), (0, 6));
        let counts = (0..7).map(|class| scheme.class_of.iter().filter(|other| **other == class).count());
        assert!(counts.clone().all(|count| count > 100), "{:?}", counts.collect::<Vec<_>>());
    }

    #[test]
    fn keys_and_modes_are_classes_of_their_own() {
        let scheme = Scheme::of(&map(vec![0.0, 11.0, -1.0], Feature::Key), Colouring::By(Feature::Key));
        assert_eq!((scheme.labels.len(), scheme.class_of), (13, vec![0, 11, 12]));
        let scheme = Scheme::of(&map(vec![0.0, 1.0], Feature::Mode), Colouring::By(Feature::Mode));
        assert_eq!(scheme.class_of, [0, 1]);
    }
}
