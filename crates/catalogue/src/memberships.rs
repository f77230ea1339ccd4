//! Which tracks stand together in playlists: sets of tracks, without the playlists' names, owners or order.

/// Playlists as sets of tracks, both ways.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memberships {
    tracks: Lists,
    playlists: Lists,
}

/// Lists of numbers, one after the other.
#[derive(Clone, Debug, PartialEq)]
struct Lists {
    ends: Vec<u32>,
    members: Vec<u32>,
}

impl Default for Lists {
    fn default() -> Self {
        Self { ends: vec![0], members: Vec::new() }
    }
}

impl Lists {
    fn get(&self, index: usize) -> &[u32] {
        let ends = self.ends.get(index).zip(self.ends.get(index + 1));
        ends.and_then(|(start, end)| self.members.get(*start as usize..*end as usize)).unwrap_or_default()
    }
}

impl Memberships {
    /// From playlists over `tracks` tracks; every number must be below that.
    pub(crate) fn new(tracks: usize, playlists: &[Vec<u32>]) -> Self {
        let mut ends = vec![0u32];
        let mut members = Vec::with_capacity(playlists.iter().map(Vec::len).sum());
        let mut counts = vec![0u32; tracks + 1];
        for playlist in playlists {
            members.extend_from_slice(playlist);
            ends.push(members.len() as u32);
            for track in playlist {
                if let Some(count) = counts.get_mut(*track as usize + 1) {
                    *count += 1;
                }
            }
        }
        let mut sum = 0;
        let starts: Vec<u32> = counts
            .iter()
            .map(|count| {
                sum += count;
                sum
            })
            .collect();
        let mut next = starts.clone();
        let mut holders = vec![0u32; members.len()];
        for (number, playlist) in (0u32..).zip(playlists) {
            for track in playlist {
                let place = &mut next[*track as usize];
                holders[*place as usize] = number;
                *place += 1;
            }
        }
        Self { tracks: Lists { ends, members }, playlists: Lists { ends: starts, members: holders } }
    }

    /// Number of playlists.
    pub fn len(&self) -> usize {
        self.tracks.ends.len() - 1
    }

    /// Whether there is no playlist.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The tracks of a playlist.
    pub fn tracks_of(&self, playlist: u32) -> &[u32] {
        self.tracks.get(playlist as usize)
    }

    /// The playlists that hold a track, in rising order.
    pub fn playlists_of(&self, track: usize) -> &[u32] {
        self.playlists.get(track)
    }

    /// In how many playlists a track stands.
    pub fn count(&self, track: usize) -> u32 {
        self.playlists_of(track).len() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn playlists_are_known_by_their_tracks_and_tracks_by_their_playlists() {
        let memberships = Memberships::new(4, &[vec![0, 2], vec![], vec![2, 1, 0]]);
        assert_eq!(memberships.len(), 3);
        assert_eq!(memberships.tracks_of(2), [2, 1, 0]);
        let of = |track| memberships.playlists_of(track).to_vec();
        assert_eq!([of(0), of(1), of(2), of(3)], [vec![0, 2], vec![2], vec![0, 2], vec![]]);
        assert!(memberships.tracks_of(9).is_empty() && memberships.playlists_of(9).is_empty());
    }
}
