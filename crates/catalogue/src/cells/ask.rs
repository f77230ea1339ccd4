//! Questions to a catalogue of cells, in steps between which somebody reads: [`CellCatalogue::wanted`] says which rows,
//! [`CellCatalogue::keep`] takes them, [`CellCatalogue::choose`] ranks and says which records, and
//! [`CellCatalogue::show`] gives the picks.

use super::kept::Kept;
use super::row::{self, StoredRow, identity, identity_of, read_record};
use super::{Cell, Index, ROW, Range, checksum};
use crate::CatalogueError;
use crate::format::reader::damaged;
use crate::format::{Catalogue, Named};
use crate::recommend::seeds::Seeds;
use crate::recommend::taken::Taken;
use crate::shelf::Shelf;
use protocol::{AudioFeatures, Feature, Pick, Query, Source, TrackRef};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// How many bytes of rows are looked through for a question; at least one cell.
pub const MOST_LOOKED_THROUGH: usize = 1_250_000;

/// A catalogue of cells that is asked, and the tracks that it has shown, which are a small catalogue in themselves.
pub struct CellCatalogue {
    index: Index,
    seen: Rc<Catalogue>,
    /// Numbers among all tracks of those in `seen`, with their places there.
    places: HashMap<u32, u32>,
    kept: Kept,
}

/// A stretch of rows that a question needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Where it lies.
    pub range: Range,
    /// Its cells, in order.
    cells: Vec<usize>,
}

/// What was chosen, before it has names.
#[derive(Debug, Default)]
pub struct Chosen {
    tracks: Vec<One>,
    /// Records that are to be read.
    pub records: Vec<Range>,
}

/// A chosen track.
#[derive(Debug)]
enum One {
    /// It has been shown before, or is the user's.
    Known(TrackRef),
    /// It was found in a cell, under a number among all; its record is read.
    Found(u32, AudioFeatures),
}

/// A track of a cell as a candidate.
struct Candidate {
    number: u32,
    song: Option<(u32, u32)>,
    /// Where its record lies.
    part: u16,
    start: u64,
    len: u16,
}

impl CellCatalogue {
    /// Opens a catalogue by the bytes of its index.
    ///
    /// # Errors
    /// As [`Index::from_bytes`].
    pub fn open(index: &[u8]) -> Result<Self, CatalogueError> {
        let index = Index::from_bytes(index)?;
        let sample = index.sample.iter().map(|features| index.space.point(features)).collect();
        let seen = Rc::new(Catalogue::empty(index.space.clone(), index.median_distance, sample));
        Ok(Self { index, seen, places: HashMap::new(), kept: Kept::default() })
    }

    /// What the index says.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The tracks that were shown so far. Their places stay.
    pub fn seen(&self) -> &Rc<Catalogue> {
        &self.seen
    }

    /// Rows that a question needs and that are not here yet; neighbours as one.
    pub fn wanted(&mut self, query: &Query, shelf: &Shelf) -> Vec<Asked> {
        let mut missing = self.near(query, shelf);
        missing.retain(|cell| !self.kept.is_used(*cell));
        missing.sort_unstable();
        let mut asked: Vec<Asked> = Vec::new();
        for number in missing {
            let Some(cell) = self.index.cells.get(number).filter(|cell| cell.tracks > 0) else { continue };
            let range = self.rows_of(cell);
            match asked.last_mut() {
                Some(last) if last.range.is_before(&range) => {
                    last.range.len += range.len;
                    last.cells.push(number);
                }
                _ => asked.push(Asked { range, cells: vec![number] }),
            }
        }
        asked
    }

    /// Takes rows that were read.
    ///
    /// # Errors
    /// [`CatalogueError::Damaged`] where they are not those of the index.
    pub fn keep(&mut self, asked: &Asked, bytes: &[u8]) -> Result<(), CatalogueError> {
        let mut rest = bytes;
        for number in &asked.cells {
            let cell = self.index.cells.get(*number).ok_or(damaged("a cell"))?;
            let (rows, behind) =
                rest.split_at_checked(cell.bytes() as usize).ok_or(damaged("a cell ends too early"))?;
            if checksum(rows) != cell.check {
                return Err(damaged("a cell is not as it was written"));
            }
            rest = behind;
            self.kept.put(*number, rows.to_vec());
        }
        if rest.is_empty() { Ok(()) } else { Err(damaged("a cell is longer than it should be")) }
    }

    /// The best tracks for a question, of the cells that are here: as [`Catalogue::recommend`] ranks them by sound. Limits
    /// hold among those tracks.
    pub fn choose(&self, query: &Query, shelf: &Shelf) -> Chosen {
        let query = &by_sound(query);
        let (pool, candidates) = self.pool(query, shelf);
        let seeds = Seeds::of(&self.seen, shelf, query);
        let taboo: HashSet<(u32, u32)> = seeds.songs.iter().map(identity_of).collect();
        let mut ranked = pool.scores(query, shelf);
        ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut taken = Taken::new(query.artist_cap);
        let mut chosen = Chosen::default();
        for (_, track) in ranked {
            if chosen.tracks.len() >= query.limit {
                break;
            }
            let found = self.found(track, &candidates);
            let song = match found {
                Some(candidate) => candidate.song,
                None => self.song_of(shelf, track),
            };
            if song.is_some_and(|song| taboo.contains(&song)) || !taken.accepts(song) {
                continue;
            }
            match (found, track) {
                (Some(candidate), TrackRef::Catalogue(place)) => {
                    let features = pool.features_of(place as usize).copied().unwrap_or_default();
                    chosen.tracks.push(One::Found(candidate.number, features));
                    chosen.records.push(self.record_of(candidate));
                }
                _ => chosen.tracks.push(One::Known(track)),
            }
        }
        chosen
    }

    /// The picks, by the records that were read, in the order in which they were asked for.
    ///
    /// # Errors
    /// [`CatalogueError::Damaged`] where a record is none.
    pub fn show(
        &mut self,
        chosen: Chosen,
        records: &[Vec<u8>],
        query: &Query,
        shelf: &Shelf,
    ) -> Result<Vec<Pick>, CatalogueError> {
        let mut records = records.iter().map(|record| read_record(record));
        let mut tracks = Vec::new();
        for one in chosen.tracks {
            tracks.push(match one {
                One::Known(track) => track,
                One::Found(number, features) => {
                    let named = records.next().ok_or(damaged("a record is missing"))??;
                    TrackRef::Catalogue(self.place(number, features, &named))
                }
            });
        }
        let seeds = Seeds::of(&self.seen, shelf, query);
        let cards = tracks.iter().filter_map(|track| self.seen.card(shelf, *track));
        Ok(cards.map(|card| self.seen.explain(card, shelf, &seeds)).collect())
    }

    /// Features of a usual track, by the sample: its medians. Key and mode are left at none.
    pub fn usual(&self) -> AudioFeatures {
        let mut usual = AudioFeatures { key: -1, ..AudioFeatures::default() };
        for feature in Feature::ALL.into_iter().filter(|f| !matches!(f, Feature::Key | Feature::Mode)) {
            let mut values: Vec<f32> = self.index.sample.iter().map(|track| track.get(feature)).collect();
            values.sort_unstable_by(f32::total_cmp);
            usual.set(feature, values.get(values.len() / 2).copied().unwrap_or_default());
        }
        usual
    }

    /// The cells whose centres fit a question best, as many as are looked through.
    pub fn near(&self, query: &Query, shelf: &Shelf) -> Vec<usize> {
        if query.source == Source::Own {
            return Vec::new();
        }
        let seeds = Seeds::of(&self.seen, shelf, &by_sound(query));
        let mut cells: Vec<(f32, usize)> =
            self.index.cells.iter().map(|cell| seeds.likeness(&cell.centre)).zip(0..).collect();
        cells.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut bytes = 0;
        let looked_through = cells.into_iter().map(|(_, number)| number).take_while(|number| {
            let before = bytes;
            let size = self.index.cells.get(*number).map_or(0, |cell| cell.bytes() as usize);
            bytes += size;
            before == 0 || bytes <= MOST_LOOKED_THROUGH
        });
        looked_through.collect()
    }

    /// What has been shown and, behind it, the tracks of the cells that a question looks through, without names.
    fn pool(&self, query: &Query, shelf: &Shelf) -> (Catalogue, Vec<Candidate>) {
        let (mut pool, mut candidates) = (Catalogue::clone(&self.seen), Vec::new());
        let nameless = Named::default();
        for number in self.near(query, shelf) {
            let Some((cell, rows)) = self.index.cells.get(number).zip(self.kept.get(number)) else {
                continue;
            };
            let part = cell.records.part;
            let mut start = u64::from(cell.records.offset);
            for (number, StoredRow { features, song, record_len }) in (cell.first..).zip(row::rows(rows)) {
                if !self.places.contains_key(&number) {
                    pool.push(features, &nameless);
                    candidates.push(Candidate { number, song, part, start, len: record_len });
                }
                start += u64::from(record_len);
            }
        }
        (pool, candidates)
    }

    fn found<'a>(&self, track: TrackRef, candidates: &'a [Candidate]) -> Option<&'a Candidate> {
        let TrackRef::Catalogue(place) = track else { return None };
        candidates.get((place as usize).checked_sub(self.seen.len())?)
    }

    fn song_of(&self, shelf: &Shelf, track: TrackRef) -> Option<(u32, u32)> {
        let card = self.seen.card(shelf, track)?;
        identity(&card.artist, &card.name)
    }

    /// The place of a track among those that were shown.
    fn place(&mut self, number: u32, features: AudioFeatures, named: &Named) -> u32 {
        let Self { seen, places, .. } = self;
        *places.entry(number).or_insert_with(|| {
            Rc::make_mut(seen).push(features, named);
            seen.len() as u32 - 1
        })
    }

    fn record_of(&self, candidate: &Candidate) -> Range {
        let file = self.index.records_file(candidate.part);
        Range { file, start: candidate.start, len: candidate.len.into() }
    }

    /// Where the rows of a cell lie; `None` where there is no such cell.
    pub fn cell(&self, number: usize) -> Option<Range> {
        self.index.cells.get(number).map(|cell| self.rows_of(cell))
    }

    fn rows_of(&self, cell: &Cell) -> Range {
        let file = self.index.rows_file(cell.rows.part);
        Range { file, start: cell.rows.offset.into(), len: cell.bytes() }
    }
}

/// The question as it can be answered: by sound, of any cluster.
pub(super) fn by_sound(query: &Query) -> Query {
    Query { company: 0.0, same_cluster: false, popularity: 0.0, ..query.clone() }
}

impl Cell {
    fn bytes(&self) -> u32 {
        // At most [`super::MOST_OF_A_CELL`]: checked on reading.
        self.tracks * ROW as u32
    }
}

impl Range {
    fn is_before(&self, next: &Range) -> bool {
        self.file == next.file && self.start + u64::from(self.len) == next.start
    }
}
