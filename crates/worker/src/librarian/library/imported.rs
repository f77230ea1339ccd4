//! Tracks by the hundred out of files that tell of them, and what other programs say of tracks that are here.

use js_sys::Uint8Array;
use protocol::{LibraryNews, OwnTrack, Told};
use std::sync::Arc;

use super::super::store::{AnalysisChange, Change};
use super::Library;
use super::news::tell;

/// Imported tracks that are kept in one transaction.
const KEPT_AT_ONCE: usize = 500;

/// What became of a number of tracks that were to be kept.
#[derive(Debug, Default, PartialEq)]
pub struct Kept {
    /// How many are on the device that were not, or not as they are now.
    pub kept: u32,
    /// How many are here only as long as the page is open.
    pub not_kept: u32,
}

impl Library {
    /// Keeps tracks that were imported, each with its encoded analysis, if any, and tells the page of them. An imported row
    /// does not replace what was heard; whatever else is known of a recording it replaces. `progress` hears the share that
    /// is done, 0…1.
    pub async fn import(&self, imported: Vec<(OwnTrack, Option<Vec<u8>>)>, progress: impl Fn(f32)) -> Kept {
        let store = self.ready().await;
        let mut sum = Kept::default();
        let all = imported.len().max(1);
        for (position, some) in imported.chunks(KEPT_AT_ONCE).enumerate() {
            let changes: Vec<Change<'_>> =
                some.iter().map(|(track, analysis)| import(track, analysis)).collect();
            match store.change(&changes).await {
                Ok(kept) => {
                    let kept: Vec<OwnTrack> = kept.into_iter().flatten().collect();
                    sum.kept += kept.len() as u32;
                    self.came(&kept);
                }
                Err(error) => {
                    self.note(&error);
                    sum.not_kept += some.len() as u32;
                    self.came_unkept(some);
                }
            }
            progress((position * KEPT_AT_ONCE + some.len()) as f32 / all as f32);
        }
        sum
    }

    /// Keeps what other programs' collections say of tracks, by their numbers, and tells the page of these. How many there
    /// are of which something new is said.
    pub async fn hear_of(&self, told: Vec<(u32, Told)>) -> u32 {
        let store = self.ready().await;
        let mut heard_of = 0;
        for some in told.chunks(KEPT_AT_ONCE) {
            let known: Vec<(Arc<OwnTrack>, &Told)> =
                some.iter().filter_map(|(number, told)| Some((self.track(*number)?, told))).collect();
            let changes: Vec<Change<'_>> = known.iter().map(|(track, told)| hear_of(track, told)).collect();
            match store.change(&changes).await {
                Ok(changed) => {
                    let changed: Vec<OwnTrack> = changed.into_iter().flatten().collect();
                    heard_of += changed.len() as u32;
                    self.came(&changed);
                }
                Err(error) => {
                    self.note(&error);
                    let changed = known.iter().filter_map(|(track, told)| {
                        let mut track = OwnTrack::clone(track);
                        track.hear_of((*told).clone()).then_some(track)
                    });
                    let changed = self.take_all(changed);
                    heard_of += changed.len() as u32;
                    tell(LibraryNews::Tracks(changed));
                }
            }
        }
        heard_of
    }

    /// Imported tracks that the device would not take are here as long as the page is open.
    fn came_unkept(&self, imported: &[(OwnTrack, Option<Vec<u8>>)]) {
        let new = imported.iter().filter(|(track, _)| self.with_hash(&track.hash).is_none());
        let new: Vec<OwnTrack> = new
            .map(|(track, analysis)| {
                let bytes = Uint8Array::from(analysis.as_deref().unwrap_or_default());
                self.0.unkept.borrow_mut().insert(track.hash.clone(), bytes);
                track.clone()
            })
            .collect();
        tell(LibraryNews::Tracks(self.take_all(new.into_iter())));
    }
}

/// What a program's collection makes of the record that is there.
fn hear_of<'a>(track: &OwnTrack, told: &'a Told) -> Change<'a> {
    let apply = |before: Option<OwnTrack>| {
        let mut after = before?;
        after.hear_of(told.clone()).then_some(after)
    };
    Change { hash: track.hash.clone(), apply: Box::new(apply), analysis: AnalysisChange::Stays }
}

/// What an imported track makes of the record that is there.
fn import<'a>(track: &'a OwnTrack, analysis: &Option<Vec<u8>>) -> Change<'a> {
    let apply = |before: Option<OwnTrack>| match before {
        Some(before) => imported_over(&before, track),
        None => Some(track.clone()),
    };
    let analysis = match analysis {
        Some(bytes) => AnalysisChange::FillsGap(Uint8Array::from(bytes.as_slice())),
        None => AnalysisChange::Stays,
    };
    Change { hash: track.hash.clone(), apply: Box::new(apply), analysis }
}

/// A record with what was imported of its recording; `None` where it stays as it is.
fn imported_over(before: &OwnTrack, imported: &OwnTrack) -> Option<OwnTrack> {
    if imported.is_imported() && !before.is_imported() {
        return None;
    }
    let is_brief = imported.is_brief && (before.is_brief || before.is_imported());
    let after = OwnTrack { is_brief, id: before.id, added_ms: before.added_ms, ..imported.clone() };
    (after != *before).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(name: &str, analysed_by: u16) -> OwnTrack {
        OwnTrack { hash: "h".into(), name: name.into(), analysed_by, added_ms: 7.0, ..OwnTrack::default() }
    }

    #[test]
    fn a_row_does_not_replace_what_was_heard() {
        assert_eq!(imported_over(&track("heard", 7), &track("row", 0)), None);
        let better = imported_over(&track("row", 0), &OwnTrack { added_ms: 9.0, ..track("heard", 7) });
        assert_eq!(better, Some(track("heard", 7)), "and it came when it came");
    }

    #[test]
    fn the_same_again_is_no_change() {
        assert_eq!(imported_over(&track("a", 7), &track("a", 7)), None);
    }

    #[test]
    fn a_backup_does_not_make_a_whole_analysis_brief() {
        let brief = OwnTrack { is_brief: true, tempo_lock: Some(90.0), ..track("a", 7) };
        let after = imported_over(&track("a", 7), &brief).unwrap();
        assert_eq!((after.is_brief, after.tempo_lock), (false, Some(90.0)));
        assert!(imported_over(&track("a", 0), &brief).unwrap().is_brief);
    }
}
