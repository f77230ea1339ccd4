//! What becomes of one file: it is read, decoded, listened to and kept.

use leptos::prelude::*;
use protocol::analyst::{Analyse, Identify};
use protocol::librarian::{AddTrack, FindTrack};
use protocol::{ANALYSIS_VERSION, DecodingNote, Identity, OwnTrack, Stage};
use web_sys::Blob;

use super::Queue;
use super::lane::Lane;
use super::long::{self, Heard};
use super::plan::End;
use crate::audio::decode::{Found, decode};
use crate::strings;
use crate::tracks::{Track, TrackError, TrackState};

impl Queue {
    /// Takes a file through all of it; what failed says why on its row.
    pub(super) async fn process(self, worker: &Lane, track: Track) -> End {
        let outcome = self.analyse(worker, track).await;
        // What was stopped meanwhile has no outcome.
        if track.is_cancelled() {
            return End::Cancelled;
        }
        outcome.unwrap_or_else(|error| {
            track.state.set(TrackState::Failed(error));
            End::Failed
        })
    }

    async fn analyse(self, worker: &Lane, track: Track) -> Result<End, TrackError> {
        let Some(file) = track.file.get_untracked() else { return Ok(End::Cancelled) };
        track.state.set(TrackState::Reading);
        self.opened().await;
        let path = track.info.with_untracked(|info| info.file.clone());
        let (identity, ()) = worker.analyst.call_with(Identify { path }, file.clone()).await?;
        let known = self.librarian.ask(FindTrack { identity: identity.clone() }).await?;
        if track.is_cancelled() {
            return Ok(End::Cancelled);
        }
        if let Some(known) = known.filter(|known| known.analysed_by == ANALYSIS_VERSION && !known.is_brief) {
            self.page.tracks.settle(track, known);
            return Ok(End::Known);
        }
        track.state.set(TrackState::Decoding);
        let found = decode(&file, &worker.decoder).await?;
        if track.is_cancelled() {
            return Ok(End::Cancelled);
        }
        let Heard { track: heard, analysis, notes } = hear(track, &file, found, worker).await?;
        worker.trim();
        let before = track.info.get_untracked();
        self.tell(&before.file, &notes);
        let named = named(heard, identity, &before);
        let analysed = OwnTrack { added_ms: js_sys::Date::now(), file_bytes: file.size(), ..named };
        let (added, ()) = self.librarian.ask_with(AddTrack { track: analysed }, analysis, |_, _| {}).await?;
        if track.is_cancelled() {
            return Ok(End::Added);
        }
        // Another row has its audio where that came twice at once, or was analysed by an earlier version.
        let shown = self.page.tracks.settle(track, added.track);
        Ok(if shown.id == track.id { End::Added } else { End::Known })
    }

    /// Tells what the user should know of a file that was analysed all the same.
    fn tell(self, file: &str, notes: &[DecodingNote]) {
        if !notes.is_empty() {
            let notes = notes.iter().map(strings::decoding_note).collect();
            self.page.notices.tell(strings::odd_file(file), notes);
        }
    }
}

/// Has a track analysed, as a whole or block by block, and shows how far that is.
async fn hear(track: Track, file: &Blob, found: Found, worker: &Lane) -> Result<Heard, TrackError> {
    track.state.set(TrackState::Analysing { stage: Stage::Decoding, fraction: 0.0 });
    let input = match found {
        Found::Long(opened) => return long::analyse(track, file, opened, worker).await,
        Found::Whole(input) => input,
    };
    let on_progress = move |stage, fraction| track.state.set(TrackState::Analysing { stage, fraction });
    let call = Analyse { sample_rate: input.sample_rate };
    let (heard, analysis) = worker.analyst.call_watched(call, input.channels, on_progress).await?;
    Ok(Heard { track: heard, analysis, notes: input.notes })
}

/// A track as it was heard, called as its file says; what that leaves open stays as it is shown while it waits.
fn named(heard: OwnTrack, identity: Identity, shown: &OwnTrack) -> OwnTrack {
    OwnTrack {
        hash: identity.hash,
        name: identity.title.unwrap_or_else(|| shown.name.clone()),
        artist: identity.artist.unwrap_or_default(),
        album: identity.album.unwrap_or_default(),
        claims: identity.claims,
        is_named_by_file: identity.is_named_by_file,
        file: shown.file.clone(),
        ..heard
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_track_is_called_as_its_file_says_and_else_as_its_file_is() {
        let shown = OwnTrack { name: "one.wav".into(), file: "a/one.wav".into(), ..OwnTrack::default() };
        let heard = || OwnTrack { duration_s: 9.0, ..OwnTrack::default() };
        let unsaid = Identity { hash: "ab".into(), is_named_by_file: true, ..Identity::default() };
        let track = named(heard(), unsaid, &shown);
        assert_eq!(
            (track.name.as_str(), track.artist.as_str(), track.file.as_str()),
            ("one.wav", "", "a/one.wav")
        );
        assert_eq!((track.hash.as_str(), track.is_named_by_file, track.duration_s), ("ab", true, 9.0));
        let said = Identity { title: Some("One".into()), artist: Some("A, B".into()), ..Identity::default() };
        let track = named(heard(), said, &shown);
        assert_eq!(
            (track.name.as_str(), track.artist.as_str(), track.is_named_by_file),
            ("One", "A, B", false)
        );
    }
}
