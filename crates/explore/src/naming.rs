//! What groups of the user's own tracks are called, as those of the catalogue are: what is extreme about them beside the whole
//! library, then the tags that they have more often than it.

use protocol::Feature;
use protocol::map::{Grouping, OwnPlace};
use std::collections::{HashMap, HashSet};

use crate::strings;

/// Words in a name of each kind, and deviations of the library that are worth a second word.
const TRAITS: usize = 2;
const TAGS: usize = 2;
const EXTREME: f32 = 0.5;

/// Least difference from the library's mean that is worth a word at all, as a share of the feature's range: where all tracks
/// are nearly the same, deviations say nothing.
const LEAST_DIFFERENCE: f32 = 0.03;

/// Least share of a group's tracks that have a tag of its name, least number of them, and how many times as common the tag
/// must be as in the library.
const TAG_SHARE: f32 = 0.25;
const TAG_TRACKS: usize = 2;
const TAG_LIFT: f32 = 1.2;

/// What tracks are like together.
struct Portrait<'a> {
    tracks: usize,
    /// Mean and deviation of each feature, in the order of [`Feature::ALL`]; `None` where no track has it.
    features: Vec<Option<(f32, f32)>>,
    /// How many of the tracks have each tag.
    tags: HashMap<&'a str, usize>,
}

/// A name for each group, none like another.
pub fn group_names(own: &[OwnPlace], grouping: &Grouping) -> Vec<String> {
    let count = grouping.group_of.iter().max().map_or(0, |last| usize::from(*last) + 1);
    if count == 1 {
        return vec![strings::ALL_ALIKE.get().to_owned()];
    }
    let library = Portrait::of(&own.iter().collect::<Vec<_>>());
    let mut taken = HashSet::new();
    let name = |group: usize| {
        let members = own.iter().zip(&grouping.group_of).filter(|(_, other)| usize::from(**other) == group);
        let members = Portrait::of(&members.map(|(track, _)| track).collect::<Vec<_>>());
        let name = name(&members.traits(&library), &members.telling_tags(&library), &taken)
            .unwrap_or_else(|| strings::group(group + 1));
        taken.insert(name.clone());
        name
    };
    (0..count).map(name).collect()
}

/// The shortest name that is not taken.
fn name(traits: &[(f32, &str)], tags: &[&str], taken: &HashSet<String>) -> Option<String> {
    let extreme = traits.iter().take_while(|(deviations, _)| *deviations >= EXTREME).count().clamp(1, TRAITS);
    let longer = (0..=traits.len().max(tags.len())).map(|more| {
        let traits: Vec<&str> = traits.iter().take(extreme + more).map(|(_, word)| *word).collect();
        // Another trait tells groups apart better than another tag.
        let more_tags = more.saturating_sub(traits.len());
        let tags: Vec<&str> = tags.iter().take(TAGS + more_tags).copied().collect();
        strings::group_name(&traits, &tags)
    });
    longer.into_iter().find(|name| !name.is_empty() && !taken.contains(name))
}

impl<'a> Portrait<'a> {
    fn of(tracks: &[&'a OwnPlace]) -> Self {
        let mut tags = HashMap::new();
        for track in tracks {
            let names = track.tags.iter().enumerate();
            let once =
                names.filter(|(index, tag)| !track.tags.iter().take(*index).any(|other| other == *tag));
            once.for_each(|(_, tag)| *tags.entry(tag.as_str()).or_default() += 1);
        }
        let features = Feature::ALL.iter().map(|feature| spread(tracks, *feature)).collect();
        Self { tracks: tracks.len(), features, tags }
    }

    /// Words for what a group has more or less of than the library, most extreme first, with how many deviations.
    fn traits(&self, library: &Portrait<'_>) -> Vec<(f32, &'static str)> {
        let of = |((feature, own), usual): ((Feature, &Option<_>), &Option<_>)| {
            let ((mean, _), (usual, deviation)) = ((*own)?, (*usual)?);
            let (low, high) = feature.range();
            let difference: f32 = mean - usual;
            let word = strings::trait_word(feature, difference > 0.0)?;
            let is_heard = difference.abs() >= LEAST_DIFFERENCE * (high - low) && deviation > 0.0;
            is_heard.then(|| (difference.abs() / deviation, word))
        };
        let features = Feature::ALL.into_iter().zip(&self.features).zip(&library.features);
        let mut traits: Vec<(f32, &str)> = features.filter_map(of).collect();
        traits.sort_by(|a, b| b.0.total_cmp(&a.0));
        traits
    }

    /// Tags that a group has more often than the library, most telling first: by how much more often, weighed by how many of
    /// its tracks have them.
    fn telling_tags(&self, library: &Portrait<'_>) -> Vec<&'a str> {
        let score = |(tag, count): (&&'a str, &usize)| {
            let share = *count as f32 / self.tracks as f32;
            let usual = library.tags.get(tag).copied().unwrap_or(*count) as f32 / library.tracks as f32;
            let lift = share / usual;
            let is_telling = *count >= TAG_TRACKS && share >= TAG_SHARE && lift >= TAG_LIFT;
            is_telling.then(|| (share.sqrt() * lift.ln(), *tag))
        };
        let mut scored: Vec<(f32, &str)> = self.tags.iter().filter_map(score).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        scored.into_iter().map(|(_, tag)| tag).collect()
    }
}

/// Mean and deviation of a feature; `None` where no track has it.
fn spread(tracks: &[&OwnPlace], feature: Feature) -> Option<(f32, f32)> {
    // What has no pulse has a tempo of 0.
    let has_it = |value: &f32| value.is_finite() && (feature != Feature::Tempo || *value > 0.0);
    let values: Vec<f32> = tracks.iter().map(|track| track.features.get(feature)).filter(has_it).collect();
    if values.is_empty() {
        return None;
    }
    let count = values.len() as f32;
    let mean = values.iter().sum::<f32>() / count;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / count;
    Some((mean, variance.sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ui::language::{Language, speak};

    fn track(energy: f32, acousticness: f32, tags: &[&str]) -> OwnPlace {
        let mut features = protocol::AudioFeatures::default();
        features.set(Feature::Energy, energy);
        features.set(Feature::Acousticness, acousticness);
        // Nobody hears such a difference.
        features.set(Feature::Liveness, 0.1 + 0.01 * energy);
        OwnPlace {
            id: 0,
            name: String::new(),
            artist: String::new(),
            features,
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            sound: None,
            playlists: None,
            cluster: None,
            coordinates: Vec::new(),
        }
    }

    fn grouping(group_of: &[u8]) -> Grouping {
        Grouping { group_of: group_of.to_vec(), ..Grouping::default() }
    }

    /// Loud rock and quiet folk, all of it from the seventies.
    fn two_kinds() -> Vec<OwnPlace> {
        vec![
            track(0.9, 0.1, &["rock", "70s"]),
            track(0.8, 0.2, &["rock", "70s", "70s"]),
            track(0.85, 0.1, &["rock", "sad", "70s"]),
            track(0.1, 0.9, &["folk", "70s"]),
            track(0.2, 0.7, &["folk", "70s"]),
        ]
    }

    #[test]
    fn names_say_what_stands_out_against_the_library() {
        let names = group_names(&two_kinds(), &grouping(&[0, 0, 0, 1, 1]));
        assert_eq!(names, ["energetic, electric · rock", "calm, acoustic · folk"]);
        speak(Language::Spanish);
        let names = group_names(&two_kinds(), &grouping(&[0, 0, 0, 1, 1]));
        assert_eq!(names, ["enérgica, eléctrica · rock", "tranquila, acústica · folk"]);
        speak(Language::German);
        let names = group_names(&two_kinds(), &grouping(&[0, 0, 0, 1, 1]));
        assert_eq!(names, ["kraftvoll, elektrisch · rock", "ruhig, akustisch · folk"]);
    }

    #[test]
    fn no_two_groups_have_the_same_name() {
        let rock = two_kinds().into_iter().take(1).cycle().take(4);
        let own: Vec<OwnPlace> = rock.chain(two_kinds().into_iter().skip(3)).collect();
        let names = group_names(&own, &grouping(&[0, 0, 1, 1, 2, 2]));
        assert_eq!(names[0], "energetic, electric · rock");
        assert_eq!(names[1], "Group 2", "it differs from the first in nothing");
        assert_eq!(names[2], "calm, acoustic · folk");
    }

    #[test]
    fn groups_that_differ_in_nothing_have_numbers_and_one_group_is_everything() {
        let own = vec![track(0.5, 0.5, &[]); 4];
        assert_eq!(group_names(&own, &grouping(&[0, 0, 1, 1])), ["Group 1", "Group 2"]);
        assert_eq!(group_names(&own, &grouping(&[0; 4])), ["All your tracks"]);
        assert!(group_names(&[], &grouping(&[])).is_empty());
    }
}
