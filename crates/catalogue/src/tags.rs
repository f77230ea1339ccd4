//! Words that describe tracks, from the titles of the playlists they stand in.

/// Tags of all tracks of a catalogue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TagTable {
    names: Vec<String>,
    /// Where each track's tags begin, and the end.
    starts: Vec<u32>,
    /// Numbers of tags, of each track strongest first.
    tags: Vec<u8>,
}

impl TagTable {
    /// `counts` says how many of `tags` each track has.
    pub(crate) fn new(names: Vec<String>, counts: impl Iterator<Item = u8>, tags: Vec<u8>) -> Self {
        let mut starts = vec![0u32];
        let mut sum = 0;
        starts.extend(counts.map(|count| {
            sum += u32::from(count);
            sum
        }));
        Self { names, starts, tags }
    }

    /// All tags.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Number of the tag of this name.
    pub fn find(&self, name: &str) -> Option<u8> {
        self.names.iter().position(|known| known == name).and_then(|place| u8::try_from(place).ok())
    }

    /// Numbers of a track's tags, strongest first.
    pub fn of(&self, track: usize) -> &[u8] {
        let ends = self.starts.get(track).zip(self.starts.get(track + 1));
        ends.and_then(|(start, end)| self.tags.get(*start as usize..*end as usize)).unwrap_or_default()
    }

    /// Names of a track's tags, strongest first.
    pub fn names_of(&self, track: usize) -> impl Iterator<Item = &str> {
        self.of(track).iter().filter_map(|tag| self.names.get(usize::from(*tag)).map(String::as_str))
    }

    /// Each tag that tracks carry with the number of those, in alphabetical order. A tag may have lost its tracks to stronger
    /// ones: each track carries but its strongest.
    pub fn counts(&self) -> Vec<(String, u32)> {
        let mut counts = vec![0u32; self.names.len()];
        for tag in &self.tags {
            if let Some(count) = counts.get_mut(usize::from(*tag)) {
                *count += 1;
            }
        }
        let carried = self.names.iter().cloned().zip(counts).filter(|(_, count)| *count > 0);
        let mut named: Vec<(String, u32)> = carried.collect();
        named.sort();
        named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_no_track_carries_are_not_counted() {
        let names = ["rock", "polka", "chill"].map(str::to_owned).to_vec();
        let table = TagTable::new(names, [2, 0, 1].into_iter(), vec![2, 0, 2]);
        assert_eq!(table.counts(), [("chill".to_owned(), 2), ("rock".to_owned(), 1)]);
    }
}
