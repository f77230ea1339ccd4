//! MP4: a tree of boxes. Where the list of tags grows and stands before the audio, the tables of where the audio is grow
//! with it in what they say, unless there is free space to take.

mod boxes;
mod items;
mod offsets;

use std::ops::Range;

use crate::claims::Words;
use crate::input::Input;
use crate::inventory::{Element, all_held, stretch, stretches};
use crate::patch::{Patch, Splice};
use crate::{Obstacle, TaggingError};
use boxes::{Box, boxes, find};
use items::Item;
use offsets::tables;

/// Bytes of a box's usual header.
const HEADER: u64 = 8;
/// What the handler of a list of tags says that it is, and where.
const HANDLER: &[u8; 8] = b"mdirappl";
const HANDLER_AT: u64 = 8;

/// Where the list of tags is, or would be.
struct Place {
    top: Vec<Box>,
    moov: Box,
    /// What holds it, from the outermost.
    parents: Vec<Box>,
    /// The boxes beside it.
    siblings: Vec<Box>,
    list: Option<Box>,
    /// Where a new one goes, or what has to be made first.
    end: u64,
    missing: Missing,
}

/// What has to be made for a list.
#[derive(Clone, Copy, PartialEq)]
enum Missing {
    Nothing,
    Meta,
    UserData,
}

impl Place {
    fn find(input: &mut Input) -> Result<Self, TaggingError> {
        let (top, _) = boxes(input, 0..input.len())?;
        let mut films = top.iter().filter(|found| found.name == *b"moov");
        let (Some(moov), None) = (films.next().cloned(), films.next()) else {
            return Err(Obstacle::Layout.into());
        };
        let mut place = Self {
            top,
            parents: vec![moov.clone()],
            siblings: Vec::new(),
            list: None,
            end: 0,
            missing: Missing::UserData,
            moov: moov.clone(),
        };
        let (children, end) = boxes(input, moov.contents)?;
        place.end = end;
        let Some(user_data) = find(&children, b"udta").cloned() else { return Ok(place) };
        let (children, end) = boxes(input, user_data.contents.clone())?;
        (place.end, place.missing) = (end, Missing::Meta);
        place.parents.push(user_data);
        let Some(meta) = find(&children, b"meta").cloned() else { return Ok(place) };
        let contents = meta_contents(input, &meta)?;
        (place.siblings, place.end) = boxes(input, contents)?;
        place.missing = Missing::Nothing;
        place.parents.push(meta);
        place.list = find(&place.siblings, b"ilst").cloned();
        let handler = find(&place.siblings, b"hdlr").map(|handler| handler.contents.start + HANDLER_AT);
        let kind = handler.map(|at| input.array::<4>(at)).transpose()?.flatten();
        if kind.is_some_and(|kind| kind != *b"mdir") {
            return Err(Obstacle::UnusualTag.into());
        }
        Ok(place)
    }

    fn items(&self, input: &mut Input) -> Result<Vec<Item>, TaggingError> {
        let Some(list) = &self.list else { return Ok(Vec::new()) };
        let items = items::parse(&input.bytes(list.contents.clone())?);
        items.ok_or_else(|| Obstacle::DamagedTag.into())
    }

    /// The list, with what has to be made around it.
    fn wrapped(&self, list: Vec<u8>) -> Result<Vec<u8>, Obstacle> {
        if self.missing == Missing::Nothing {
            return Ok(list);
        }
        let handler = boxes::of(b"hdlr", &[&[0; 8], &HANDLER[..], &[0; 9]].concat())?;
        let meta = boxes::of(b"meta", &[&[0; 4][..], &handler, &list].concat())?;
        if self.missing == Missing::Meta { Ok(meta) } else { boxes::of(b"udta", &meta) }
    }

    /// Free space directly behind a byte, among some boxes.
    fn free<'a>(&self, among: &'a [Box], at: u64) -> Option<&'a Box> {
        among.iter().find(|found| found.start == at && is_free(found))
    }
}

/// What a list's parent holds: behind its version, which QuickTime leaves out.
fn meta_contents(input: &mut Input, meta: &Box) -> Result<Range<u64>, TaggingError> {
    let head = input.array::<8>(meta.contents.start)?;
    let has_version = !head.is_some_and(|head| head.ends_with(b"hdlr"));
    let start = meta.contents.start + if has_version { 4 } else { 0 };
    Ok(start.min(meta.contents.end)..meta.contents.end)
}

fn is_free(found: &Box) -> bool {
    matches!(&found.name, b"free" | b"skip")
}

/// What changes for the words.
///
/// # Errors
/// Where the file cannot be read, is damaged, or holds positions that are not moved here.
pub fn plan(input: &mut Input, words: &Words) -> Result<Vec<Splice>, TaggingError> {
    let place = Place::find(input)?;
    let mut items = place.items(input)?;
    if !items::edit(&mut items, words)? {
        return Ok(Vec::new());
    }
    let new = place.wrapped(boxes::of(b"ilst", &items::to_bytes(&items))?)?;
    let range = place.list.as_ref().map_or(place.end..place.end, Box::whole);
    let grows = new.len() as i64 - (range.end - range.start) as i64;
    let mut splices = vec![Splice { range: range.clone(), bytes: new }];
    if grows == 0 {
        return Ok(splices);
    }
    if let Some(free) = place.free(&place.siblings, range.end).and_then(|free| in_free(free, grows)) {
        splices.push(free);
        return Ok(splices);
    }
    for parent in &place.parents {
        splices.extend(parent.grown(grows)?);
    }
    let end = place.moov.contents.end;
    match place.free(&place.top, end).and_then(|free| in_free(free, grows)) {
        Some(free) => splices.push(free),
        None => splices.extend(moved(input, &place, end, grows)?),
    }
    Ok(splices)
}

/// Takes what the list has grown by out of free space, or puts there what it has shrunk by; `None` where that does not go.
fn in_free(free: &Box, grows: i64) -> Option<Splice> {
    let size = (free.contents.end - free.start).checked_add_signed(-grows)?;
    if free.contents.start - free.start != HEADER {
        return None;
    }
    if size == 0 {
        return Some(Splice { range: free.whole(), bytes: Vec::new() });
    }
    let size_field = u32::try_from(size).ok().filter(|_| size >= HEADER)?;
    let gone = grows.max(0) as u64;
    let more = vec![0; (-grows).max(0) as usize];
    let bytes = [&size_field.to_be_bytes()[..], &free.name, &more].concat();
    Some(Splice { range: free.start..free.start + HEADER + gone, bytes })
}

/// New positions for all that stands behind the film's description.
fn moved(input: &mut Input, place: &Place, from: u64, by: i64) -> Result<Vec<Splice>, TaggingError> {
    if !place.top.iter().any(|found| found.start >= from && !is_free(found)) {
        return Ok(Vec::new());
    }
    offsets::check_movable(input, &place.top, place.moov.start)?;
    let mut splices = Vec::new();
    for table in tables(input, &place.moov)? {
        splices.push(Splice { range: table.entries.clone(), bytes: table.moved(from, by)? });
    }
    Ok(splices)
}

/// Follows all positions that the patched file tells: they must lead to the bytes to which the file's own lead.
///
/// # Errors
/// [`TaggingError::Lost`] where one does not.
pub fn check_positions(before: &[u64], after: &[u64], patch: &Patch, len: u64) -> Result<(), TaggingError> {
    let leads_to_same = |(old, new): (&u64, &u64)| *old >= len || patch.origin(*new) == Some(*old);
    if before.len() != after.len() || !before.iter().zip(after).all(leads_to_same) {
        return Err(TaggingError::Lost { item: "stco".into() });
    }
    Ok(())
}

/// All positions of audio that a file tells.
///
/// # Errors
/// Where the file cannot be read, or is damaged.
pub fn positions(input: &mut Input) -> Result<Vec<u64>, TaggingError> {
    let moov = Place::find(input)?.moov;
    Ok(tables(input, &moov)?.into_iter().flat_map(|table| table.positions).collect())
}

/// What must stay: all boxes but free space, without the tables of positions, and all items that are not ours.
///
/// # Errors
/// Where the file cannot be read, or is damaged.
pub fn inventory(input: &mut Input, words: &Words) -> Result<Vec<Element>, TaggingError> {
    let place = Place::find(input)?;
    let mut all = Vec::new();
    let mut end = 0;
    for found in &place.top {
        end = found.contents.end;
        if found.name != *b"moov" && !is_free(found) {
            all.push(stretch(input, name(found), found.contents.clone())?);
        }
    }
    all.push(stretch(input, "what follows the boxes", end..input.len())?);
    let moved: Vec<Range<u64>> = tables(input, &place.moov)?.into_iter().map(|table| table.entries).collect();
    let (children, _) = boxes(input, place.moov.contents.clone())?;
    for found in children.iter().filter(|found| found.name != *b"udta" && !is_free(found)) {
        let kept = without(found.contents.clone(), &moved);
        all.push(stretches(input, name(found), kept)?);
    }
    for user_data in children.iter().filter(|found| found.name == *b"udta") {
        let (children, _) = boxes(input, user_data.contents.clone())?;
        let is_parent = |found: &Box| place.parents.get(2).is_some_and(|meta| meta.start == found.start);
        for found in children.iter().filter(|found| !is_free(found) && !is_parent(found)) {
            all.push(stretch(input, name(found), found.contents.clone())?);
        }
    }
    let is_list = |found: &Box| place.list.as_ref().is_some_and(|list| list.start == found.start);
    for found in place.siblings.iter().filter(|found| !is_list(found) && !is_free(found)) {
        all.push(stretch(input, name(found), found.contents.clone())?);
    }
    all.extend(all_held(items::others(&place.items(input)?, words)));
    Ok(all)
}

fn name(found: &Box) -> String {
    String::from_utf8_lossy(&found.name).into_owned()
}

/// A range without others that lie in it.
fn without(range: Range<u64>, others: &[Range<u64>]) -> Vec<Range<u64>> {
    let mut inner: Vec<_> =
        others.iter().filter(|other| range.start <= other.start && other.end <= range.end).collect();
    inner.sort_by_key(|other| other.start);
    let mut kept = Vec::new();
    let mut at = range.start;
    for other in inner {
        kept.push(at..other.start);
        at = other.end;
    }
    kept.push(at..range.end);
    kept
}
