//! Tracks that come, change, go and come back, one by one as the user does it; and what was heard of them.

use js_sys::Uint8Array;
use protocol::librarian::AddedTrack;
use protocol::{Analysis, Identity, LibrarianError, LibraryNews, OwnTrack, StorageError, TrackChange};
use std::sync::Arc;

use super::super::store::{AnalysisChange, Change};
use super::super::tabs::Told;
use super::{Library, Removed};

/// Most removed tracks whose analyses are held for taking the removal back, at about 120 kB each. Those of further ones are
/// gone; the tracks themselves come back all the same.
const MOST_HELD: usize = 1_000;

impl Library {
    /// The track of a recording. One that an earlier version has named by its whole file is named by its audio from then on.
    pub async fn find(&self, identity: &Identity) -> Option<OwnTrack> {
        let store = self.ready().await;
        let known = |hash: &str| self.track(*self.0.numbers.borrow().get(hash)?);
        if let Some(track) = known(&identity.hash) {
            return Some(OwnTrack::clone(&track));
        }
        let track = known(&identity.file_hash)?;
        let (from, to) = (track.hash.clone(), identity.hash.clone());
        if store.rename(&from, &to).await.is_err() {
            return Some(OwnTrack::clone(&track));
        }
        let renamed = self.rename(&from, &to);
        self.tell_tabs(&Told::Renamed { from, to });
        renamed
    }

    /// Keeps a track that was analysed, in the place of the one of its recording.
    pub async fn add(&self, track: OwnTrack, analysis: Uint8Array) -> AddedTrack {
        let store = self.ready().await;
        let added = |before: Option<OwnTrack>| match before {
            Some(before) => Some(before.analysed_again(track.clone())),
            None => Some(track.clone()),
        };
        let change = Change {
            hash: track.hash.clone(),
            apply: Box::new(added),
            analysis: AnalysisChange::Becomes(analysis.clone()),
        };
        match store.change(&[change]).await {
            Ok(kept) => {
                let kept = self.take(kept.into_iter().flatten().next().unwrap_or_else(|| track.clone()));
                self.tell_tabs(&Told::Changed(vec![kept.hash.clone()]));
                AddedTrack { track: OwnTrack::clone(&kept), not_kept: None }
            }
            Err(error) => {
                self.note(&error);
                self.0.unkept.borrow_mut().insert(track.hash.clone(), analysis);
                let before = self.with_hash(&track.hash).map(|before| OwnTrack::clone(&before));
                let track = self.take(added(before).unwrap_or_default());
                AddedTrack { track: OwnTrack::clone(&track), not_kept: Some(error) }
            }
        }
    }

    /// Changes what the user may say of tracks: those that are still here, as they are now.
    ///
    /// # Errors
    /// Where all of them are gone, or the changes are not on the device: then nothing has changed.
    pub async fn change(&self, changes: Vec<(u32, TrackChange)>) -> Result<Vec<OwnTrack>, LibrarianError> {
        let store = self.ready().await;
        let known = changes.into_iter().filter_map(|(number, change)| Some((self.track(number)?, change)));
        let (unkept, kept): (Vec<_>, Vec<_>) =
            known.partition(|(track, _)| self.0.unkept.borrow().contains_key(&track.hash));
        let stored = match kept.is_empty() {
            // There may be no device that keeps anything.
            true => Vec::new(),
            false => {
                let changes: Vec<Change<'_>> =
                    kept.iter().map(|(track, change)| in_store(track, change)).collect();
                store.change(&changes).await.inspect_err(|error| self.note(error))?
            }
        };
        let gone = kept.iter().zip(&stored).filter(|(_, now)| now.is_none());
        self.removed_elsewhere(gone.map(|((track, _), _)| track.id).collect());

        let stored: Vec<OwnTrack> = stored.into_iter().flatten().collect();
        self.tell_tabs(&Told::Changed(stored.iter().map(|track| track.hash.clone()).collect()));
        let here = unkept.iter().map(|(track, change)| changed(OwnTrack::clone(track), change));
        let now: Vec<OwnTrack> =
            stored.into_iter().chain(here).map(|track| OwnTrack::clone(&self.take(track))).collect();
        if now.is_empty() { Err(LibrarianError::UnknownTrack) } else { Ok(now) }
    }

    /// Takes out what another tab has removed without this one hearing of it.
    fn removed_elsewhere(&self, numbers: Vec<u32>) {
        if !numbers.is_empty() {
            self.drop_tracks(&numbers);
            wire::tell::<protocol::Librarian>(&LibraryNews::Removed(numbers));
        }
    }

    /// Removes tracks from the device and from here.
    ///
    /// # Errors
    /// Where the device does not do it: then all are still here.
    pub async fn remove(&self, numbers: &[u32]) -> Result<u32, StorageError> {
        let store = self.ready().await;
        let tracks: Vec<Arc<OwnTrack>> = numbers.iter().filter_map(|number| self.track(*number)).collect();
        let held = self.0.removed.borrow().values().filter(|removed| removed.analysis.is_some()).count();
        let mut removed = Vec::new();
        for (position, track) in tracks.iter().enumerate() {
            let analysis = if held + position < MOST_HELD { self.encoded(track).await } else { None };
            removed.push((track.id, Removed { track: track.clone(), analysis }));
        }
        let hashes: Vec<String> = tracks.iter().map(|track| track.hash.clone()).collect();
        match store.delete(&hashes).await {
            // What the device never took can be removed without it.
            Err(_) if hashes.iter().all(|hash| self.0.unkept.borrow().contains_key(hash)) => {}
            Err(error) => {
                self.note(&error);
                return Err(error);
            }
            Ok(()) => {}
        }
        hashes.iter().for_each(|hash| drop(self.0.unkept.borrow_mut().remove(hash)));
        self.drop_tracks(&tracks.iter().map(|track| track.id).collect::<Vec<_>>());
        self.0.removed.borrow_mut().extend(removed);
        self.tell_tabs(&Told::Removed(hashes));
        Ok(tracks.len() as u32)
    }

    /// Puts removed tracks back, and tells the page of them.
    ///
    /// # Errors
    /// Where the device does not take them: they can still be put back later.
    pub async fn restore(&self, numbers: &[u32]) -> Result<u32, StorageError> {
        let store = self.ready().await;
        let back: Vec<(Arc<OwnTrack>, AnalysisChange)> = {
            let removed = self.0.removed.borrow();
            let found = numbers.iter().filter_map(|number| removed.get(number));
            let change = |removed: &Removed| match &removed.analysis {
                Some(bytes) => AnalysisChange::Becomes(Uint8Array::from(bytes.as_slice())),
                None => AnalysisChange::Stays,
            };
            found.map(|removed| (removed.track.clone(), change(removed))).collect()
        };
        let tracks: Vec<Arc<OwnTrack>> = back.iter().map(|(track, _)| track.clone()).collect();
        let changes = back.into_iter().map(|(track, analysis)| {
            let lacks_analysis = matches!(analysis, AnalysisChange::Stays);
            let hash = track.hash.clone();
            let apply = move |before: Option<OwnTrack>| {
                // Another tab may have had it back meanwhile.
                before.or_else(|| {
                    let is_brief = track.is_brief || (lacks_analysis && !track.is_imported());
                    Some(OwnTrack { is_brief, ..OwnTrack::clone(&track) })
                })
            };
            Change { hash, apply: Box::new(apply), analysis }
        });
        let changes: Vec<Change<'_>> = changes.collect();
        let restored = store.change(&changes).await.inspect_err(|error| self.note(error))?;
        let restored: Vec<OwnTrack> = restored.into_iter().flatten().collect();
        self.0.removed.borrow_mut().retain(|number, _| !tracks.iter().any(|track| track.id == *number));
        self.came(&restored);
        Ok(restored.len() as u32)
    }

    /// The analysis of a track, where it has one that can be read.
    pub async fn analysis(&self, number: u32) -> Option<Analysis> {
        let track = self.track(number)?;
        postcard::from_bytes(&self.encoded(&track).await?).ok()
    }

    /// The same as it is kept.
    async fn encoded(&self, track: &OwnTrack) -> Option<Vec<u8>> {
        if track.analysed_by != protocol::ANALYSIS_VERSION {
            return None;
        }
        if let Some(bytes) = self.0.unkept.borrow().get(&track.hash) {
            return Some(bytes.to_vec());
        }
        self.ready().await.analysis(&track.hash).await.ok().flatten()
    }
}

/// What a change makes of the record on the device; of none, none.
fn in_store<'a>(track: &OwnTrack, change: &'a TrackChange) -> Change<'a> {
    Change {
        hash: track.hash.clone(),
        apply: Box::new(|before| before.map(|before| changed(before, change))),
        analysis: AnalysisChange::Stays,
    }
}

fn changed(mut track: OwnTrack, change: &TrackChange) -> OwnTrack {
    track.change(change.clone());
    track
}
