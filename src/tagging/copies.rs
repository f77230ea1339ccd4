//! Copies of files with tags, packed into one archive.

use js_sys::Array;
use leptos::prelude::*;
use protocol::TaggerError;
use protocol::tagger::{EndPack, Pack};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, File};

use super::names::Names;
use super::{TagError, TagOutcome, TagWishes, Tagging};
use crate::tracks::Track;

/// What the archive is, to the browser.
const KIND: &str = "application/zip";

impl Tagging {
    /// A ZIP archive of the files of tracks, with what was heard in their tags; files that could not be tagged are not in it.
    /// `None` where there is none: every file failed, or the user has stopped it.
    ///
    /// The archive refers to the user's files and takes no memory of its own; it is read when it is saved.
    pub async fn tagged_copies(self, tracks: &[Track], wishes: TagWishes) -> (Option<Blob>, TagOutcome) {
        let mut outcome = TagOutcome::default();
        let mut archive = Archive { parts: Array::new(), names: Names::default() };
        self.begin();
        for (done, track) in tracks.iter().enumerate() {
            if !self.goes_on(*track, done, tracks.len()) {
                outcome.is_stopped = true;
                break;
            }
            let packed = self.pack(*track, wishes, &mut archive).await;
            outcome.count(*track, packed);
        }
        let blob = if outcome.is_stopped || archive.parts.length() == 0 {
            None
        } else {
            match self.end_pack(&archive).await {
                Ok(blob) => Some(blob),
                Err(error) => {
                    // One reason for all: without its end nothing of the archive can be read.
                    outcome.failed.push((String::new(), error));
                    (outcome.tagged, outcome.unchanged) = (0, 0);
                    None
                }
            }
        };
        self.end();
        (blob, outcome)
    }

    /// Adds a track's file to the archive. Tells whether anything had to be written into it.
    async fn pack(self, track: Track, wishes: TagWishes, archive: &mut Archive) -> Result<bool, TagError> {
        let file = track.file.get_untracked().ok_or(TagError::NoFile)?;
        let (tagged, new) = self.tagged(track, &file, wishes).await?;
        let path = track.info.with_untracked(|info| info.file.clone());
        let changed_at = file.dyn_ref::<File>().map(File::last_modified);
        let modified_ms =
            if tagged.has_changed { None } else { changed_at }.unwrap_or_else(js_sys::Date::now);
        let tagger = self.tagger.get_value();
        let ((), part) = tagger.call_with(Pack { name: archive.names.give(&path), modified_ms }, new).await?;
        archive.parts.push(&part);
        Ok(tagged.has_changed)
    }

    async fn end_pack(self, archive: &Archive) -> Result<Blob, TagError> {
        let tagger = self.tagger.get_value();
        let ((), end) = tagger.call_with(EndPack { files: archive.parts.length() }, ()).await?;
        archive.parts.push(&end);
        let options = BlobPropertyBag::new();
        options.set_type(KIND);
        let joined = Blob::new_with_blob_sequence_and_options(&archive.parts, &options);
        joined.map_err(|_| TaggerError::NoRoom.into())
    }
}

/// An archive that is being made.
struct Archive {
    /// Its stretches, in order.
    parts: Array,
    names: Names,
}
