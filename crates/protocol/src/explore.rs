//! What the page and its second module, which shows the map, the groups and the story of the model, say to each other.
//! They are two programs on one page: what passes between them is encoded.

use crate::recommend::TrackRef;
use serde::{Deserialize, Serialize};

/// A part of the second module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The catalogue and the user's tracks on a plane.
    Map,
    /// Groups of tracks that sound alike.
    Groups,
    /// What the model is, and how good.
    About,
}

/// What the user wants done with tracks there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Wish {
    /// Show the track's detail.
    Show(TrackRef),
    /// Play the track. Only the user's own have files that can be played.
    Play(TrackRef),
    /// Put the tracks into the playlist.
    Gather(Vec<TrackRef>),
}
