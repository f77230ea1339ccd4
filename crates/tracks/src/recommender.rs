//! What should play next: the user's own tracks beside the catalogue's, the network that places them, and the indices for
//! searching, each made when first needed. It sees the very records that the library holds.

use catalogue::known::{self, Known};
use catalogue::search::Index;
use catalogue::{Catalogue, Shelf};
use model::placement::{self, Placement};
use protocol::{AssetError, OwnTrack, TrackCard};
use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

/// What the catalogue's file is called in errors.
const CATALOGUE: &str = "catalogue.bin";

/// Everything but the catalogue's file.
#[derive(Default)]
pub struct Recommender {
    placement: OnceCell<Option<Placement>>,
    index: OnceCell<Index>,
    names: OnceCell<known::Index>,
    shelf: RefCell<Shelf>,
}

impl Recommender {
    /// Takes tracks of the user's in, and forgets others first: `gone` are their numbers.
    ///
    /// # Errors
    /// Where the catalogue's network for unknown tracks is damaged.
    pub fn register(
        &self,
        catalogue: &Catalogue,
        tracks: Vec<Arc<OwnTrack>>,
        gone: &[u32],
    ) -> Result<(), AssetError> {
        let placement = self.placement(catalogue)?;
        let place = |track: &OwnTrack| {
            let inputs = placement::inputs(&track.features, &track.margins, track.duration_s);
            placement.map(|placement| placement::joined(&placement.place(&inputs), &track.place))
        };
        let mut shelf = self.shelf.borrow_mut();
        gone.iter().for_each(|id| shelf.remove(*id));
        for track in tracks {
            let place = place(&track);
            let (id, known) = (track.id, self.known(catalogue, &track));
            let kin = self.kin(catalogue, &track, known);
            shelf.put(catalogue, track, place);
            shelf.recognise(catalogue, id, known, kin);
        }
        Ok(())
    }

    /// The song of the catalogue that a track is: by the id that came with it, by its tags, or by its file's name.
    fn known(&self, catalogue: &Catalogue, track: &OwnTrack) -> Option<Known> {
        let by_id = track.spotify_id.as_ref().and_then(|id| catalogue.place_of(id));
        if let Some(place) = by_id {
            return Some(Known { place: place as u32, is_version: false });
        }
        let names = self.names(catalogue);
        if track.artist.is_empty() {
            let by_title = names.by_file_name(catalogue, &track.name);
            return by_title.or_else(|| names.by_file_name(catalogue, &track.file));
        }
        let known = names.by_tags(catalogue, &track.artist, &track.name);
        if known.is_none() && track.is_named_by_file {
            // What is shown is one reading of the name; there are others.
            return names.by_file_name(catalogue, &track.file);
        }
        known
    }

    /// Where the catalogue has the song of a track in any version.
    fn kin(&self, catalogue: &Catalogue, track: &OwnTrack, known: Option<Known>) -> Vec<u32> {
        let names = self.names(catalogue);
        let mut kin = names.versions(&track.artist, &track.name);
        let song = known.and_then(|known| catalogue.track(known.place as usize));
        kin.extend(song.into_iter().flat_map(|song| names.versions(song.artist, song.name)));
        kin
    }

    /// The names of the catalogue's songs.
    pub fn names(&self, catalogue: &Catalogue) -> &known::Index {
        self.names.get_or_init(|| known::Index::new(catalogue))
    }

    /// Asks the catalogue, with the user's tracks at hand.
    pub fn ask<T>(&self, question: impl FnOnce(&Shelf) -> T) -> T {
        question(&self.shelf.borrow())
    }

    /// Finds tracks of the catalogue.
    pub fn search(&self, catalogue: &Catalogue, text: &str, limit: usize) -> Vec<TrackCard> {
        self.index.get_or_init(|| Index::new(catalogue)).find(catalogue, text, limit)
    }

    /// The network; `None` where the catalogue has none.
    fn placement(&self, catalogue: &Catalogue) -> Result<Option<&Placement>, AssetError> {
        if self.placement.get().is_none() {
            let bytes = catalogue.placement();
            let loaded = match bytes {
                [] => None,
                bytes => Some(Placement::from_bytes(bytes).map_err(|error| damaged(&error.to_string()))?),
            };
            drop(self.placement.set(loaded));
        }
        Ok(self.placement.get().and_then(Option::as_ref))
    }
}

fn damaged(reason: &str) -> AssetError {
    AssetError::Damaged { asset: CATALOGUE.into(), reason: reason.into() }
}
