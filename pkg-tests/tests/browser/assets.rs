//! The files that the page serves load; those of another version are refused in words.

use catalogue::{Catalogue, CatalogueError, FORMAT_VERSION, Shelf};
use model::placement::{self, Placement};
use model::{Model, ModelError};
use protocol::{GOES_WITH, Query, SOUNDS_LIKE, TrackRef};
use wasm_bindgen_test::wasm_bindgen_test;

/// The model as the page serves it.
pub const MODEL: &[u8] = include_bytes!("../../../assets/model.bin");

/// The catalogue as the page serves it.
const CATALOGUE: &[u8] = include_bytes!("../../../assets/catalogue.bin");

/// Where the format version stands in both files, and the descriptor's schema version in the model.
const FORMAT_VERSION_AT: usize = 8;
const SCHEMA_VERSION_AT: usize = 10;

/// A copy of a file with another version number.
fn with_version(file: &[u8], at: usize, version: u16) -> Vec<u8> {
    let mut file = file.to_vec();
    file[at..at + 2].copy_from_slice(&version.to_le_bytes());
    file
}

#[wasm_bindgen_test(unsupported = test)]
fn model_loads_and_was_trained_on_this_descriptor() {
    Model::from_bytes(MODEL).unwrap();
    let schema = u16::from_le_bytes([MODEL[SCHEMA_VERSION_AT], MODEL[SCHEMA_VERSION_AT + 1]]);
    assert_eq!(schema, dsp::params::SCHEMA_VERSION);
}

#[wasm_bindgen_test(unsupported = test)]
fn model_of_another_version_is_refused() {
    let error = Model::from_bytes(&with_version(MODEL, FORMAT_VERSION_AT, 999)).unwrap_err();
    assert_eq!(error, ModelError::FormatVersion { found: 999, expected: model::format::FORMAT_VERSION });
    let error = Model::from_bytes(&with_version(MODEL, SCHEMA_VERSION_AT, 999)).unwrap_err();
    assert_eq!(error, ModelError::SchemaVersion { found: 999, expected: dsp::params::SCHEMA_VERSION });
    assert!(error.to_string().contains("999"), "{error}");
}

#[wasm_bindgen_test(unsupported = test)]
fn catalogue_loads_with_all_its_tracks() {
    let catalogue = Catalogue::from_bytes(CATALOGUE).unwrap();
    assert_eq!(catalogue.len(), 39_265);
    let track = catalogue.track(0).unwrap();
    assert!(!track.name.is_empty() && !track.artist.is_empty());
    let seeds = vec![TrackRef::Catalogue(0)];
    for company in [GOES_WITH, SOUNDS_LIKE] {
        let query = Query { company, seeds: seeds.clone(), ..Query::default() };
        assert_eq!(catalogue.recommend(&query, &Shelf::default()).len(), query.limit);
    }
    let placement = Placement::from_bytes(catalogue.placement()).unwrap();
    let upload = placement::inputs(&track.features, &[0.1; 7], 200.0);
    assert_eq!(placement.place(&upload).len(), catalogue.embedding.dims());
}

#[wasm_bindgen_test(unsupported = test)]
fn catalogue_of_another_version_is_refused() {
    let error = Catalogue::from_bytes(&with_version(CATALOGUE, FORMAT_VERSION_AT, 999)).err();
    assert_eq!(error, Some(CatalogueError::WrongVersion { found: 999, read: FORMAT_VERSION }));
}
