//! The catalogue's map, and the user's tracks on it.

use catalogue::map::{Plane, UNPLACED};
use catalogue::{Catalogue, Shelf};
use protocol::map::{CatalogueMap, ClusterCard, OwnPlace};
use protocol::{Feature, TrackRef};

/// Greatest step of a place on a plane; see [`catalogue::map::quantise`].
const STEPS: f32 = u16::MAX as f32 - 1.0;

/// The catalogue's map. `shelf` is for the cards of examples.
pub fn map(catalogue: &Catalogue, shelf: &Shelf) -> CatalogueMap {
    let map = catalogue.map();
    let features: Vec<_> =
        (0..catalogue.len()).filter_map(|place| Some(catalogue.track(place)?.features)).collect();
    let mut sizes = vec![0; map.clusters.len()];
    map.cluster_of.iter().for_each(|cluster| {
        if let Some(size) = sizes.get_mut(usize::from(*cluster)) {
            *size += 1;
        }
    });
    let clusters = map.clusters.iter().zip(catalogue.cluster_means()).zip(sizes);
    let card = |place: &u32| catalogue.card(shelf, TrackRef::Catalogue(*place));
    CatalogueMap {
        sound: plane(&map.planes[Plane::Sound as usize]),
        playlists: plane(&map.planes[Plane::Playlists as usize]),
        features: Feature::ALL
            .iter()
            .map(|feature| features.iter().map(|features| features.get(*feature)).collect())
            .collect(),
        fame: (0..catalogue.len()).map(|place| catalogue.memberships.count(place)).collect(),
        cluster_of: map.cluster_of.clone(),
        clusters: clusters
            .map(|((cluster, means), tracks)| ClusterCard {
                name: cluster.name.clone(),
                tracks,
                means,
                examples: cluster.examples.iter().filter_map(card).collect(),
            })
            .collect(),
        merges: map.merges.clone(),
        elbow: map.elbow.clone(),
    }
}

fn plane(places: &[[u16; 2]]) -> Vec<[f32; 2]> {
    let scaled = |place: &[u16; 2]| match *place {
        UNPLACED => [f32::NAN; 2],
        place => place.map(|step| f32::from(step) / STEPS),
    };
    places.iter().map(scaled).collect()
}

/// The user's tracks that have features.
pub fn own(catalogue: &Catalogue, shelf: &Shelf) -> Vec<OwnPlace> {
    let place = |(id, coordinates): (u32, [f32; catalogue::COORDINATES])| {
        let track = TrackRef::Own(id);
        let card = catalogue.card(shelf, track)?;
        let on = |plane| catalogue.place_on(plane, shelf, track).map(|place| place.map(|step| step / STEPS));
        Some(OwnPlace {
            id,
            name: card.name,
            artist: card.artist,
            features: card.features,
            tags: card.tags,
            sound: on(Plane::Sound),
            playlists: on(Plane::Playlists),
            cluster: catalogue.cluster_of(shelf, track),
            coordinates: coordinates.to_vec(),
        })
    };
    shelf.coordinates().into_iter().filter_map(place).collect()
}
