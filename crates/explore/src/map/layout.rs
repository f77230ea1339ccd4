//! Which tracks lie where, on each of the map's planes.

use protocol::TrackRef;
use protocol::map::{CatalogueMap, OwnPlace};
use std::sync::Arc;
use ui::language::Text;

use super::plane::Plane;
use super::scheme::{Colouring, Scheme};
use crate::grouper::Progress;
use crate::strings;

/// What lies near on a plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    /// What sounds alike.
    Sound,
    /// What stands in the same playlists.
    Playlists,
    /// The user's own tracks that sound alike, without the catalogue's.
    Own,
}

impl Near {
    /// All of them, as they are offered.
    pub const ALL: [Self; 3] = [Self::Sound, Self::Playlists, Self::Own];

    /// What the user calls it.
    pub fn name(self) -> Text {
        match self {
            Self::Sound => strings::BY_SOUND,
            Self::Playlists => strings::BY_PLAYLISTS,
            Self::Own => strings::BY_THEMSELVES,
        }
    }
}

/// Tracks on a plane.
pub struct Layout {
    near: Near,
    map: Arc<CatalogueMap>,
    /// Where the catalogue's are.
    catalogue: Vec<[f32; 2]>,
    own: Arc<Vec<OwnPlace>>,
    /// Where the user's own are; fewer than there are tracks where they lie on no plane.
    own_places: Vec<[f32; 2]>,
    /// The group of each of the user's own.
    groups: Vec<Option<u8>>,
}

impl Layout {
    /// The catalogue with the user's own amid it; or those alone, as far as they are grouped.
    pub fn of(map: &Arc<CatalogueMap>, near: Near, own: &Arc<Vec<OwnPlace>>, progress: &Progress) -> Self {
        let clusters = || own.iter().map(|track| track.cluster).collect();
        let (catalogue, own, own_places, groups) = match (near, progress) {
            (Near::Sound, _) => {
                (map.sound.clone(), own.clone(), placed(own, |track| track.sound), clusters())
            }
            (Near::Playlists, _) => {
                (map.playlists.clone(), own.clone(), placed(own, |track| track.playlists), clusters())
            }
            (Near::Own, Progress::Done(own, grouping)) => {
                let groups = grouping.group_of.iter().copied().map(Some).collect();
                (Vec::new(), own.clone(), grouping.places.clone(), groups)
            }
            (Near::Own, _) => Default::default(),
        };
        Self { near, map: map.clone(), catalogue, own, own_places, groups }
    }

    /// Changes where the view is to begin anew. The catalogue stays where it is; on a plane of their own, one's tracks all
    /// move when one comes or goes.
    pub fn kind(&self) -> (Near, usize) {
        let own = if self.near == Near::Own { self.own_places.len() } else { 0 };
        (self.near, own)
    }

    /// Lays the tracks on the plane, in the colours of a scheme.
    pub fn lay(self, plane: &mut Plane, scheme: &Scheme, colouring: Colouring) {
        let value = |track: &OwnPlace| match colouring {
            Colouring::Cluster => 0.0,
            Colouring::By(feature) => track.features.get(feature),
        };
        let own = self.own.iter().zip(self.groups);
        let classes = own.map(|(track, group)| scheme.class(colouring, value(track), group));
        plane.scheme = Arc::new(scheme.with_own(self.catalogue.len(), classes));
        plane.catalogue = self.catalogue.len();
        plane.places = [self.catalogue, self.own_places].concat();
        plane.own = self.own.iter().map(|track| track.id).collect();
        plane.map = self.map;
        for track in self.own.iter() {
            plane.names.learn(TrackRef::Own(track.id), &track.artist, &track.name);
        }
    }
}

/// Where tracks are on a plane; nowhere where that is not known.
fn placed(own: &[OwnPlace], place: fn(&OwnPlace) -> Option<[f32; 2]>) -> Vec<[f32; 2]> {
    own.iter().map(|track| place(track).unwrap_or([f32::NAN; 2])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::map::Grouping;

    fn own(id: u32, sound: Option<[f32; 2]>) -> OwnPlace {
        OwnPlace {
            id,
            name: "Hunter".into(),
            artist: "Björk".into(),
            features: protocol::AudioFeatures::default(),
            tags: Vec::new(),
            sound,
            playlists: None,
            cluster: Some(1),
            coordinates: Vec::new(),
        }
    }

    #[test]
    fn own_tracks_lie_amid_the_catalogue_or_alone() {
        let map = Arc::new(CatalogueMap { sound: vec![[0.1, 0.2]; 3], ..CatalogueMap::default() });
        let tracks = Arc::new(vec![own(7, Some([0.5, 0.5])), own(8, None)]);
        let scheme = Scheme::named(vec!["calm".into(), "loud".into()]);
        let mut plane = Plane::default();
        let layout = Layout::of(&map, Near::Sound, &tracks, &Progress::Idle);
        assert_eq!(layout.kind(), (Near::Sound, 0));
        layout.lay(&mut plane, &scheme, Colouring::Cluster);
        assert_eq!((plane.catalogue, plane.places.len(), plane.own.as_slice()), (3, 5, &[7, 8][..]));
        assert!(plane.places[3] == [0.5, 0.5] && plane.places[4][0].is_nan());
        assert_eq!(plane.reference(4), TrackRef::Own(8));
        let name = plane.names.of(TrackRef::Own(7)).map(|name| name.text.clone());
        assert_eq!(name.as_deref(), Some("Björk – Hunter"));

        assert!(Layout::of(&map, Near::Own, &tracks, &Progress::Running(0.5)).own_places.is_empty());
        let grouping = Grouping { places: vec![[0.0, 1.0]; 2], group_of: vec![0, 1], ..Grouping::default() };
        let layout =
            Layout::of(&map, Near::Own, &tracks, &Progress::Done(tracks.clone(), Arc::new(grouping)));
        assert_eq!(layout.kind(), (Near::Own, 2));
        layout.lay(&mut plane, &scheme, Colouring::Cluster);
        assert_eq!((plane.catalogue, plane.reference(0)), (0, TrackRef::Own(7)));
    }
}
