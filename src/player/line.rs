//! What plays after what: plain data.

use crate::tracks::TrackId;

/// What the player plays from.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Line {
    /// One track by itself.
    #[default]
    Alone,
    /// The user's playlist, as it stands when the next track is due.
    Playlist,
    /// Tracks as a list showed them.
    Tracks(Vec<TrackId>),
}

/// Where in its line a track plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spot {
    /// Nowhere in particular.
    #[default]
    Alone,
    /// An entry of the playlist, by its key.
    Entry(u32),
    /// A row of the list.
    Row(usize),
}

/// The first playable one of a line behind a spot; from its beginning where the spot is not in the line any more.
pub fn following<T: Copy>(
    line: &[(Spot, T)],
    spot: Spot,
    is_playable: impl Fn(T) -> bool,
) -> Option<(Spot, T)> {
    let behind = line.iter().position(|(other, _)| *other == spot).map_or(0, |index| index + 1);
    line.iter().skip(behind).copied().find(|(_, track)| is_playable(*track))
}

/// The last playable one of a line before a spot.
pub fn preceding<T: Copy>(
    line: &[(Spot, T)],
    spot: Spot,
    is_playable: impl Fn(T) -> bool,
) -> Option<(Spot, T)> {
    let before = line.iter().position(|(other, _)| *other == spot)?;
    line.iter().take(before).rev().copied().find(|(_, track)| is_playable(*track))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_played_is_passed_over() {
        let line = [1, 2, 3, 4].map(|track| (Spot::Entry(track), track));
        let even = |track: u32| track.is_multiple_of(2);
        assert_eq!(following(&line, Spot::Entry(2), even), Some((Spot::Entry(4), 4)));
        assert_eq!(following(&line, Spot::Entry(4), even), None);
        assert_eq!(following(&line, Spot::Entry(9), even), Some((Spot::Entry(2), 2)), "it was taken out");
        assert_eq!(preceding(&line, Spot::Entry(4), even), Some((Spot::Entry(2), 2)));
        assert_eq!(preceding(&line, Spot::Entry(2), even), None);
    }
}
