//! The files that the page itself serves, as small as they can be.

use catalogue::build::{Learned, Row, build};
use catalogue::cells::{CellToWrite, IndexToWrite, Span, Statistics};
use dsp::descriptor::Descriptor;
use dsp::params::SPECTRUM_BINS;
use model::format::{ModelFile, outputs};
use model::label::{ByLength, Label, Transform};
use model::network::Layer;
use model::normaliser::Normaliser;
use model::placement;
use model::tag::{QUANTILES, TagScale};
use protocol::{AudioFeatures, Feature};

/// Songs of the small catalogue: artist and title.
const SONGS: [(&str, &str); 8] = [
    ("Adele", "Hello"),
    ("Adele", "Someone Like You - Live at Wembley"),
    ("R.E.M.", "Stand"),
    ("Daft Punk, Pharrell Williams", "Get Lucky (feat. Pharrell Williams) - Radio Edit"),
    ("AC/DC", "Thunderstruck"),
    ("Beyoncé", "Déjà Vu (feat. JAY-Z)"),
    ("Sigur Rós", "Hoppípolla"),
    ("Zedd", "Clarity - Remastered 2011"),
];

/// A catalogue of a few songs.
pub fn songs() -> Vec<u8> {
    let row = |(number, (artist, name)): (usize, &(&str, &str))| {
        let mut features = AudioFeatures::default();
        Feature::PREDICTED.iter().for_each(|feature| features.set(*feature, number as f32 / 10.0));
        Row {
            name: (*name).into(),
            artist: (*artist).into(),
            spotify_id: format!("{number:022}"),
            features,
            time_signature: 4,
            duration_s: 200.0,
        }
    };
    let rows: Vec<Row> = SONGS.iter().enumerate().map(row).collect();
    let learned = Learned {
        vectors: (0..rows.len()).map(|row| vec![row as i8, 10, -3]).collect(),
        playlists: vec![vec![0, 1, 5], vec![2, 3, 4, 6], vec![0, 7]],
        tags: vec!["chill".into(), "metal".into()],
        row_tags: (0..rows.len()).map(|row| vec![(row % 2) as u8]).collect(),
        ..Learned::default()
    };
    build(&rows, &learned).unwrap_or_default()
}

/// Catalogues, and the index of one in cells.
pub fn catalogue() -> Vec<Vec<u8>> {
    vec![songs(), build(&[], &Learned::default()).unwrap_or_default(), index()]
}

fn index() -> Vec<u8> {
    let mut statistics = Statistics::default();
    let sample: Vec<AudioFeatures> = (0..4u8)
        .map(|i| statistics.add(&AudioFeatures { energy: f32::from(i) / 4.0, ..AudioFeatures::default() }))
        .collect();
    let space = statistics.space();
    let cell = |(features, part): (&AudioFeatures, u16)| {
        let span = Span { part, offset: 0 };
        CellToWrite { centre: space.place(features), tracks: 2, rows: span, records: span, check: 0 }
    };
    let cells: Vec<CellToWrite> = sample.iter().zip(0..).map(cell).collect();
    IndexToWrite { stamp: 1, space: &space, sample: &sample, cells: &cells }.to_bytes()
}

/// A model of two networks.
pub fn model() -> Vec<Vec<u8>> {
    let label = Label {
        transform: Transform::Degree,
        offset: 0.5,
        scale: 0.01,
        reach: ByLength { short: 2.0, long: 1.5 },
        r2: ByLength { short: 0.4, long: 0.8 },
    };
    let likelihood = Label { transform: Transform::Likelihood, ..label };
    let tag = |name: &str| TagScale {
        name: name.into(),
        trust: 0.7,
        quantiles: std::array::from_fn(|step| step as f32 / QUANTILES as f32),
    };
    let file = ModelFile {
        descriptor: normaliser(Descriptor::LEN),
        spectrum: normaliser(SPECTRUM_BINS),
        networks: vec![
            vec![layer(Descriptor::LEN, 2), layer(2, outputs(2))],
            vec![layer(Descriptor::LEN, outputs(2))],
        ],
        usual_unlikeness: 1.0,
        place: vec![layer(Descriptor::LEN, 3)],
        labels: [label, likelihood, label, likelihood, label, likelihood, label],
        tags: ["rock", "Hip-Hop"].map(tag).into(),
    };
    vec![file.to_bytes()]
}

/// A network that places unknown tracks.
pub fn placement() -> Vec<Vec<u8>> {
    let layers = [layer(placement::INPUTS, 3), layer(3, 2)];
    vec![placement::to_bytes(&normaliser(placement::INPUTS), &layers)]
}

fn normaliser(len: usize) -> Normaliser {
    Normaliser { mean: vec![0.5; len], deviation: vec![2.0; len], clip: 4.0 }
}

fn layer(inputs: usize, outputs: usize) -> Layer {
    let weights = (0..inputs * outputs).map(|index| (index % 7) as f32 / 64.0 - 0.05).collect();
    Layer { inputs, outputs, weights, bias: vec![0.1; outputs] }
}
