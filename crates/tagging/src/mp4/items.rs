//! The items of iTunes' list of tags (`ilst`), as they stand there.

use crate::Obstacle;
use crate::claims::Words;
use crate::input::array;

use super::boxes::of;

/// Bytes of a box's header.
const HEADER: usize = 8;
/// Kinds of data: a text in UTF-8, and a signed whole number.
const TEXT: u32 = 1;
const NUMBER: u32 = 21;
/// Whose names the free items have.
const MEAN: &[u8] = b"com.apple.iTunes";
const COMMENT: &[u8; 4] = b"\xa9cmt";
const TEMPO: &[u8; 4] = b"tmpo";
const FREE: &[u8; 4] = b"----";
/// The names of free items for key and energy. The first is ours, the others are kept up to date where they are there.
const KEY: [&str; 2] = ["initialkey", "KEY"];
const ENERGY: [&str; 1] = ["ENERGYLEVEL"];

/// An item: a box, with its header.
#[derive(Clone, Debug, PartialEq)]
pub struct Item(Vec<u8>);

/// All items of a list; `None` where they do not end where it does.
pub fn parse(mut bytes: &[u8]) -> Option<Vec<Item>> {
    let mut items = Vec::new();
    while !bytes.is_empty() {
        let (item, rest) = split(bytes)?;
        items.push(Item(item.to_vec()));
        bytes = rest;
    }
    Some(items)
}

/// The first box of some bytes, and what follows it.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let size = u32::from_be_bytes(array(bytes, 0)?) as usize;
    bytes.split_at_checked(size).filter(|(found, _)| found.len() >= HEADER)
}

/// The list of some items.
pub fn to_bytes(items: &[Item]) -> Vec<u8> {
    items.iter().flat_map(|Item(bytes)| bytes.iter().copied()).collect()
}

impl Item {
    fn kind(&self) -> &[u8] {
        self.0.get(4..HEADER).unwrap_or_default()
    }

    /// The contents of the first box of a name in the item.
    fn part(&self, name: &[u8; 4]) -> Option<&[u8]> {
        let mut bytes = self.0.get(HEADER..)?;
        while let Some((found, rest)) = split(bytes) {
            if found.get(4..HEADER) == Some(name) {
                return found.get(HEADER..);
            }
            bytes = rest;
        }
        None
    }

    /// Kind of the first data, and the data.
    fn data(&self) -> Option<(u32, &[u8])> {
        let data = self.part(b"data")?;
        Some((u32::from_be_bytes(array(data, 0)?), data.get(8..)?))
    }

    fn text(&self) -> Option<&str> {
        let (kind, data) = self.data()?;
        if kind == TEXT { std::str::from_utf8(data).ok() } else { None }
    }

    /// Whether this is a free item of that name.
    fn is_free(&self, name: &str) -> bool {
        let own = self.part(b"name").and_then(|part| part.get(4..)).unwrap_or_default();
        self.kind() == FREE && own.eq_ignore_ascii_case(name.as_bytes())
    }

    /// What it is called in a report.
    pub fn name(&self) -> String {
        let own = self.part(b"name").and_then(|part| part.get(4..)).unwrap_or_default();
        format!("{}{}", String::from_utf8_lossy(self.kind()), String::from_utf8_lossy(own))
    }

    /// The item, with its header.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn of_data(name: &[u8; 4], before: &[u8], kind: u32, data: &[u8]) -> Result<Self, Obstacle> {
        let data = of(b"data", &[&kind.to_be_bytes()[..], &[0; 4], data].concat())?;
        of(name, &[before, &data].concat()).map(Self)
    }

    fn free(name: &[u8], text: &str) -> Result<Self, Obstacle> {
        let mean = of(b"mean", &[&[0; 4], MEAN].concat())?;
        let name = of(b"name", &[&[0; 4], name].concat())?;
        Self::of_data(FREE, &[mean, name].concat(), TEXT, text.as_bytes())
    }

    fn is_key(&self) -> bool {
        self.text().is_some_and(|text| text.parse::<music::Key>().is_ok())
    }
}

/// Puts the words into a list. Tells whether anything has changed.
///
/// # Errors
/// [`Obstacle::TooLarge`].
pub fn edit(items: &mut Vec<Item>, words: &Words) -> Result<bool, Obstacle> {
    let old = items.clone();
    if let Some(bpm) = words.whole_bpm
        && !items.iter().any(|item| item.kind() == TEMPO && number(item) == Some(u64::from(bpm)))
    {
        let new = Item::of_data(TEMPO, &[], NUMBER, &bpm.to_be_bytes())?;
        put(items, |item| item.kind() == TEMPO, new);
    }
    for (names, text) in [(&KEY[..], &words.key), (&ENERGY[..], &words.energy)] {
        if let Some(text) = text {
            set_free(items, names, text)?;
        }
    }
    let comment = items.iter().find(|item| item.kind() == COMMENT && item.text().is_some());
    let text = comment.and_then(Item::text).unwrap_or_default();
    if let Some((front, gone)) = words.before(text) {
        let text = front + &text.chars().skip(gone).collect::<String>();
        let new = Item::of_data(COMMENT, &[], TEXT, text.as_bytes())?;
        put(items, |item| item.kind() == COMMENT, new);
    }
    Ok(*items != old)
}

/// Gives the free items of these names a text, and adds one of the first name where there is none.
fn set_free(items: &mut Vec<Item>, names: &[&str], text: &str) -> Result<(), Obstacle> {
    for (index, name) in names.iter().enumerate() {
        let is_wanted = |item: &Item| item.is_free(name) && (index == 0 || item.is_key());
        let Some(old) = items.iter().find(|item| is_wanted(item)) else {
            if index == 0 {
                items.push(Item::free(name.as_bytes(), text)?);
            }
            continue;
        };
        if old.text() != Some(text) {
            let own = old.part(b"name").and_then(|part| part.get(4..)).unwrap_or_default().to_vec();
            put(items, is_wanted, Item::free(&own, text)?);
        }
    }
    Ok(())
}

/// Puts an item in the place of the first that is meant, takes the others out, and adds it where there is none.
fn put(items: &mut Vec<Item>, is_meant: impl Fn(&Item) -> bool, new: Item) {
    let at = items.iter().position(&is_meant).unwrap_or(items.len());
    items.retain(|item| !is_meant(item));
    items.insert(at.min(items.len()), new);
}

/// The number that an item's data are.
fn number(item: &Item) -> Option<u64> {
    let (kind, data) = item.data()?;
    let is_number = matches!(kind, NUMBER | 0) && matches!(data.len(), 1..=8);
    is_number.then(|| data.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

/// Everything that is not ours: names with bytes.
pub fn others(items: &[Item], words: &Words) -> Vec<(String, Vec<u8>)> {
    let is_ours = |item: &&Item| {
        let is_any = |names: &[&str]| names.iter().any(|name| item.is_free(name));
        words.whole_bpm.is_some() && item.kind() == TEMPO
            || words.key.is_some() && is_any(&KEY) && (item.is_free(KEY[0]) || item.is_key())
            || words.energy.is_some() && is_any(&ENERGY)
            || words.front.is_some() && item.kind() == COMMENT
    };
    let others = items.iter().filter(|item| !is_ours(item)).map(|item| (item.name(), item.bytes().to_vec()));
    let comment = items.iter().filter(|item| item.kind() == COMMENT).find_map(Item::text);
    others.chain(words.kept(comment)).collect()
}
