//! Fields of the tags that are lists of names with values: Vorbis comments and APE.

use crate::claims::Words;

/// Names under which programs keep the tempo, the key and the energy. The first is ours; a field of another of these names
/// that is there already is kept up to date, so that a file does not contradict itself.
const TEMPO: [&str; 2] = ["BPM", "TBPM"];
const KEY: [&str; 5] = ["INITIALKEY", "INITIAL KEY", "INITIAL_KEY", "KEY", "TKEY"];
const ENERGY: [&str; 1] = ["ENERGYLEVEL"];
const COMMENT: &str = "COMMENT";

/// A field of such a tag.
pub trait Field {
    /// Its name.
    fn name(&self) -> &[u8];
    /// Its value, where that is a text.
    fn text(&self) -> Option<&str>;
    /// The same field with another value.
    fn with(&self, text: &str) -> Self;
    /// A new field.
    fn new(name: &str, text: &str) -> Self;
}

/// Puts the words into a list of fields. Tells whether anything has changed.
pub fn edit<F: Field>(fields: &mut Vec<F>, words: &Words) -> bool {
    let wanted = [(&TEMPO[..], &words.bpm), (&KEY[..], &words.key), (&ENERGY[..], &words.energy)];
    let mut has_changed = false;
    for (names, text) in wanted {
        if let Some(text) = text {
            has_changed |= set(fields, names, text);
        }
    }
    let comment = fields.iter().position(|field| is(field, COMMENT) && field.text().is_some());
    let old = comment.and_then(|at| fields.get(at)?.text()).unwrap_or_default();
    if let Some((front, gone)) = words.before(old) {
        let text = front + &old.chars().skip(gone).collect::<String>();
        match comment.and_then(|at| fields.get_mut(at)) {
            Some(field) => *field = field.with(&text),
            None => fields.push(F::new(COMMENT, &text)),
        }
        has_changed = true;
    }
    has_changed
}

/// Corrects what a list of fields says of the same things already, without adding to it.
pub fn correct<F: Field>(fields: &mut Vec<F>, words: &Words) -> bool {
    let has = |name: &str| fields.iter().any(|field| is(field, name));
    let words = Words {
        whole_bpm: None,
        bpm: words.bpm.clone().filter(|_| has(TEMPO[0])),
        key: words.key.clone().filter(|_| has(KEY[0])),
        energy: words.energy.clone().filter(|_| has(ENERGY[0])),
        front: words.front.clone().filter(|_| has(COMMENT)),
    };
    edit(fields, &words)
}

/// Whether a field is one that the words are written into.
pub fn is_ours(field: &impl Field, is_first_comment: bool, words: &Words) -> bool {
    let is_any = |names: &[&str]| names.iter().any(|name| is(field, name));
    words.bpm.is_some() && is_any(&TEMPO)
        || words.key.is_some() && is_any(&KEY) && (is(field, KEY[0]) || is_key(field))
        || words.energy.is_some() && is_any(&ENERGY)
        || words.front.is_some() && is_first_comment
}

/// The fields that are not ours, by which two lists are compared.
pub fn others<'a, F: Field>(fields: &'a [F], words: &Words) -> Vec<&'a F> {
    let comment = fields.iter().position(|field| is(field, COMMENT) && field.text().is_some());
    let numbered = fields.iter().enumerate();
    numbered
        .filter(|(at, field)| !is_ours(*field, comment == Some(*at), words))
        .map(|(_, field)| field)
        .collect()
}

/// What of the comment must stay; see [`Words::kept`].
pub fn kept_comment<F: Field>(fields: &[F], words: &Words) -> Option<(String, Vec<u8>)> {
    let comment = fields.iter().filter(|field| is(*field, COMMENT)).find_map(Field::text);
    words.kept(comment)
}

/// Gives the fields of these names one value, and adds one of the first name where there is none of it. What is called a key
/// and is none, is somebody's other field.
fn set<F: Field>(fields: &mut Vec<F>, names: &[&str], text: &str) -> bool {
    let Some(first) = names.first() else { return false };
    let is_written = |field: &F| {
        is(field, first) || names.iter().any(|name| is(field, name)) && (names != KEY || is_key(field))
    };
    let mut has_changed = false;
    let mut written: Vec<Vec<u8>> = Vec::new();
    fields.retain_mut(|field| {
        if !is_written(field) {
            return true;
        }
        let name = field.name().to_ascii_uppercase();
        if written.contains(&name) {
            has_changed = true;
            return false;
        }
        written.push(name);
        if field.text() != Some(text) {
            *field = field.with(text);
            has_changed = true;
        }
        true
    });
    if !written.iter().any(|name| name == first.as_bytes()) {
        fields.push(F::new(first, text));
        has_changed = true;
    }
    has_changed
}

fn is(field: &impl Field, name: &str) -> bool {
    field.name().eq_ignore_ascii_case(name.as_bytes())
}

fn is_key(field: &impl Field) -> bool {
    field.text().is_some_and(|text| text.parse::<music::Key>().is_ok())
}
