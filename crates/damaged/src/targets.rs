//! The readers, each as a function of bytes: what they promise of any bytes is asserted in them.

use crate::seeds;
use catalogue::cells::CellCatalogue;
use catalogue::{Catalogue, Shelf};
use containers::InMemory;
use containers::ogg::Pages;
use decoder::Decoder;
use protocol::{Query, TrackRef};
use std::io::Cursor;
use std::sync::OnceLock;

/// A reader of files.
#[derive(Clone, Copy)]
pub struct Target {
    /// What it is called on the command line.
    pub name: &'static str,
    /// Reads a file of any bytes.
    pub read: fn(&[u8]),
    /// Whole files, of which damaged ones are made.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All readers.
pub const TARGETS: [Target; 23] = [
    Target { name: "containers", read: containers, seeds: seeds::audio::all },
    Target { name: "decode-wav", read: decode, seeds: seeds::audio::wav },
    Target { name: "decode-aiff", read: decode, seeds: seeds::audio::aiff },
    Target { name: "decode-caf", read: decode, seeds: seeds::audio::caf },
    Target { name: "decode-flac", read: decode, seeds: seeds::audio::flac },
    Target { name: "decode-mpeg", read: decode, seeds: seeds::audio::mpeg },
    Target { name: "decode-mp4", read: decode, seeds: seeds::audio::mp4 },
    Target { name: "decode-ogg", read: decode_ogg, seeds: seeds::audio::ogg },
    Target { name: "decode-matroska", read: decode, seeds: seeds::audio::matroska },
    Target { name: "tags", read: tags, seeds: seeds::tags::all },
    Target { name: "names", read: names, seeds: seeds::text::names },
    Target { name: "m3u", read: m3u, seeds: seeds::text::m3u },
    Target { name: "pls", read: pls, seeds: seeds::text::pls },
    Target { name: "cue", read: cue, seeds: seeds::text::cue },
    Target { name: "txt", read: txt, seeds: seeds::text::txt },
    Target { name: "csv", read: csv, seeds: seeds::text::csv },
    Target { name: "json", read: json, seeds: seeds::text::json },
    Target { name: "xspf", read: xml, seeds: seeds::text::xspf },
    Target { name: "collections", read: xml, seeds: seeds::text::collections },
    Target { name: "backup", read: backup, seeds: seeds::text::backup },
    Target { name: "catalogue", read: catalogue, seeds: seeds::binary::catalogue },
    Target { name: "model", read: model, seeds: seeds::binary::model },
    Target { name: "placement", read: placement, seeds: seeds::binary::placement },
];

/// The reader of a name.
pub fn named(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// What headers say, and the walks over what files are made of.
pub fn containers(bytes: &[u8]) {
    let source = InMemory(bytes);
    let is_within =
        |start: u64, end: u64| assert!(start <= end && end <= bytes.len() as u64, "{start}..{end}");
    if let Some(sniffed) = containers::sniff(&source) {
        sniffed.parts.iter().for_each(|part| is_within(part.start, part.end));
    }
    if let Some(indexed) = containers::mpeg::with_index(&source) {
        is_within(indexed.audio.start, indexed.audio.end);
    }
}

/// Blocks of samples that are decoded of a file, and samples of all channels together: enough of one, and mutations of small
/// files may claim days of silence.
const BLOCKS: usize = 3;

/// A file's samples, by the decoder.
pub fn decode(bytes: &[u8]) {
    let Ok(decoder) = Decoder::open(Cursor::new(bytes.to_vec())) else { return };
    for block in decoder.take(BLOCKS) {
        let Ok(planes) = block else { break };
        assert!(planes.iter().flatten().all(|sample| sample.is_finite()), "a sample is no number");
        assert!(planes.windows(2).all(|pair| pair.first().map(Vec::len) == pair.get(1).map(Vec::len)));
    }
}

/// Ogg, as it is and with the sums of its pages put right: without that no damage gets past them.
pub fn decode_ogg(bytes: &[u8]) {
    decode(bytes);
    let mut right = bytes.to_vec();
    let pages: Vec<_> = Pages::new(&InMemory(bytes), 0).collect();
    for page in pages {
        let header = 27 + page.segments.len();
        let (start, end) = (page.contents.start as usize - header, page.contents.end as usize);
        let Some(page) = right.get_mut(start..end) else { continue };
        page.iter_mut().skip(22).take(4).for_each(|byte| *byte = 0);
        let sum = sum(page).to_le_bytes();
        page.iter_mut().skip(22).zip(sum).for_each(|(to, from)| *to = from);
    }
    decode(&right);
}

/// The sum of a page: a cyclic redundancy check that begins with 0 and turns nothing around (RFC 3533, section 6).
fn sum(page: &[u8]) -> u32 {
    let shifted = |sum: u32| if sum >> 31 == 0 { sum << 1 } else { sum << 1 ^ 0x04C1_1DB7 };
    page.iter().fold(0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte) << 24, |sum, _| shifted(sum)))
}

/// What a file says of itself: its hashes and its tags.
pub fn tags(bytes: &[u8]) {
    let identity = worker::identify(Cursor::new(bytes));
    assert!(identity.is_ok_and(|identity| identity.hash.len() == 32), "bytes in memory can always be read");
}

/// What a file's name says, and the song of a catalogue that it, or a title and an artist, names.
pub fn names(bytes: &[u8]) {
    static KNOWN: OnceLock<Option<(Catalogue, catalogue::known::Index)>> = OnceLock::new();
    let text = String::from_utf8_lossy(bytes);
    catalogue::known::said_by_name(&text);
    let known = KNOWN.get_or_init(|| {
        let catalogue = Catalogue::from_bytes(&seeds::binary::songs()).ok()?;
        let index = catalogue::known::Index::new(&catalogue);
        Some((catalogue, index))
    });
    let Some((catalogue, index)) = known else { return };
    index.by_file_name(catalogue, &text);
    let (artist, title) = text.split_once('\n').unwrap_or((&text, ""));
    index.by_tags(catalogue, artist, title);
}

/// A file that tells of tracks, whatever it is called and whatever its letters are: no more tracks than it has bytes.
fn telling(name: &str, bytes: &[u8]) {
    let letters = exchange::letters::decode(bytes);
    let Ok(contents) = exchange::read(name, letters.text.as_bytes()) else { return };
    let tracks = match contents {
        exchange::Contents::Table(reading) | exchange::Contents::Playlist(reading) => reading.tracks.len(),
        exchange::Contents::Collection(collection) => collection.tracks.len(),
    };
    assert!(tracks <= bytes.len(), "{tracks} tracks in {} bytes", bytes.len());
}

/// M3U and M3U8.
pub fn m3u(bytes: &[u8]) {
    telling("a.m3u8", bytes);
}

/// PLS.
pub fn pls(bytes: &[u8]) {
    telling("a.pls", bytes);
}

/// CUE sheets.
pub fn cue(bytes: &[u8]) {
    telling("a.cue", bytes);
}

/// Lists as text: names, and rekordbox's.
pub fn txt(bytes: &[u8]) {
    telling("a.txt", bytes);
}

/// Tables.
pub fn csv(bytes: &[u8]) {
    telling("a.csv", bytes);
}

/// JSON: Spotify's, and JSPF.
pub fn json(bytes: &[u8]) {
    telling("a.json", bytes);
}

/// XML: XSPF, and the collections of rekordbox, Traktor and iTunes.
pub fn xml(bytes: &[u8]) {
    telling("a.xml", bytes);
}

/// Backups of the library.
pub fn backup(bytes: &[u8]) {
    let Ok(mut backup) = worker::Backup::open(bytes) else { return };
    let mut turns = 0;
    while !backup.is_cut_off && backup.next_track().is_some() {
        turns += 1;
        assert!(turns <= bytes.len(), "no end of tracks");
    }
}

/// Catalogues, and what is asked of one; indices of those in cells, with themselves as the rows.
pub fn catalogue(bytes: &[u8]) {
    if let Ok(mut cells) = CellCatalogue::open(bytes) {
        let query = Query { limit: 5, ..Query::default() };
        for asked in cells.wanted(&query, &Shelf::default()) {
            assert!(cells.keep(&asked, bytes).is_err(), "an index is no rows");
        }
        assert!(cells.choose(&query, &Shelf::default()).records.is_empty());
    }
    let Ok(catalogue) = Catalogue::from_bytes(bytes) else { return };
    for place in 0..catalogue.len() {
        catalogue.track(place);
    }
    catalogue::known::Index::new(&catalogue).by_file_name(&catalogue, "Artist - Title");
    catalogue::search::Index::new(&catalogue).find(&catalogue, "so", 5);
    let query = Query { seeds: vec![TrackRef::Catalogue(0)], limit: 5, ..Query::default() };
    catalogue.recommend(&query, &Shelf::default());
}

/// Models, and a prediction by one.
pub fn model(bytes: &[u8]) {
    let Ok(model) = model::Model::from_bytes(bytes) else { return };
    let values = vec![0.5; dsp::descriptor::Descriptor::LEN];
    let Some(descriptor) = dsp::descriptor::Descriptor::from_vec(values) else { return };
    if let Ok(prediction) = model.predict(&[&descriptor], 30.0) {
        assert!(prediction.estimates.iter().all(|estimate| (0.0..=1.0).contains(&estimate.value)));
    }
}

/// Networks that place unknown tracks, and a place by one.
pub fn placement(bytes: &[u8]) {
    let Ok(placement) = model::placement::Placement::from_bytes(bytes) else { return };
    drop(placement.place(&[0.5; model::placement::INPUTS]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_real_pages() {
        for mut file in seeds::audio::ogg() {
            let page = Pages::new(&InMemory(&file), 0).next().map(|page| page.contents.end as usize);
            file.truncate(page.unwrap_or_default());
            let told: Vec<u8> = file.splice(22..26, [0; 4]).collect();
            assert_eq!(sum(&file).to_le_bytes(), told[..]);
        }
    }
}
