//! XML as the readers here need it: elements with their text, told in order. Nothing that a document defines is expanded.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use thiserror::Error;

use crate::reading::Remark;

/// Elements within elements that are followed; no format has a tenth of them.
const DEEPEST: usize = 64;

/// A file that is no XML of the kind that is read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum XmlError {
    /// The file is no well-formed XML.
    #[error("line {line}, column {column}: {problem}")]
    Malformed {
        /// Line of the file, from 1.
        line: usize,
        /// Character of that line, from 1.
        column: usize,
        /// What is wrong there, in the parser's words.
        problem: String,
        /// Whether the file ends within an element.
        is_cut_off: bool,
    },
    /// The file defines entities, with which a small file can be made to fill all memory; no playlist needs them.
    #[error("it defines entities of its own, which are not read")]
    Entities,
    /// Elements within elements within elements.
    #[error("its elements are nested too deep")]
    TooDeep,
    /// The file is XML of another kind.
    #[error("this is not an XSPF playlist: its root is <{root}>")]
    OtherRoot {
        /// The root's name.
        root: String,
    },
    /// The file has no element at all.
    #[error("this is not an XSPF playlist: there is no XML in it")]
    NoXml,
}

/// The text of an element.
#[derive(Debug, Default)]
pub(crate) struct Text {
    /// The characters.
    pub(crate) text: String,
    /// Whether something in it stands for what is not known here (`&eacute;`).
    pub(crate) is_damaged: bool,
}

/// Who is told of elements.
pub(crate) trait Visitor {
    /// An element begins; `path` are the names from the root to this element, without their prefixes.
    fn open(&mut self, path: &[String], attributes: &Attributes);
    /// An element ends; `text` is what stands in it behind its last element.
    fn close(&mut self, path: &[String], text: Text);
}

/// The attributes of an element.
pub(crate) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The value of an attribute; `None` where it is missing or blank.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let attributes = attributes.with_checks(false);
        let found = attributes.filter_map(Result::ok).find(|attribute| attribute.key.as_ref() == name)?;
        let version = quick_xml::XmlVersion::Implicit1_0;
        let value = found.normalized_value(version).map_or_else(|_| found.value.to_string(), String::from);
        (!value.trim().is_empty()).then_some(value)
    }

    /// The number that an attribute says.
    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.trim().replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite())
    }
}

/// Tells a visitor of all elements of a document.
///
/// # Errors
/// Where the document is not well-formed, defines entities or is nested without end; the visitor was told of what
/// stands before.
pub(crate) fn walk(xml: &str, visitor: &mut impl Visitor) -> Result<(), XmlError> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    // "Simon & Garfunkel", as programs write it that do not know better.
    reader.config_mut().allow_dangling_amp = true;
    let (mut path, mut text) = (Vec::new(), Text::default());
    loop {
        let event = reader.read_event().map_err(|error| {
            // Something that is begun and never closed.
            let is_cut_off = matches!(error, quick_xml::Error::Syntax(_));
            malformed(xml, reader.error_position(), is_cut_off, error)
        })?;
        match event {
            Event::Start(element) => {
                path.push(element.local_name().as_ref().to_owned());
                if path.len() > DEEPEST {
                    return Err(XmlError::TooDeep);
                }
                text = Text::default();
                visitor.open(&path, &Attributes(&element));
            }
            Event::End(_) => {
                visitor.close(&path, std::mem::take(&mut text));
                path.pop();
            }
            Event::Text(part) => text.text.push_str(&part.xml10_content()),
            Event::CData(part) => text.text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => match resolve(&reference) {
                Some(meant) => text.text.push_str(&meant),
                None => text.is_damaged = true,
            },
            Event::DocType(definition) if definition.contains('[') => return Err(XmlError::Entities),
            Event::Eof => return ended(xml, &path),
            _ => {}
        }
    }
}

/// The same; where the document breaks off behind something that the visitor has read to its end, that is kept, and the
/// place of the error told.
///
/// # Errors
/// Those of [`walk`], where nothing was read yet.
pub(crate) fn walk_as_far<V: Visitor>(
    xml: &str,
    visitor: &mut V,
    has_read: impl Fn(&V) -> bool,
) -> Result<Vec<Remark>, XmlError> {
    match walk(xml, visitor) {
        Ok(()) => Ok(Vec::new()),
        Err(XmlError::Malformed { line, column, .. }) if has_read(visitor) => {
            Ok(vec![Remark::CutShort { line, column }])
        }
        Err(error) => Err(error),
    }
}

fn ended(xml: &str, path: &[String]) -> Result<(), XmlError> {
    match path.last() {
        Some(name) => Err(malformed(xml, u64::MAX, true, format_args!("the file ends before </{name}>"))),
        None => Ok(()),
    }
}

/// What `&amp;`, `&#233;` and their like stand for.
fn resolve(reference: &BytesRef) -> Option<String> {
    match reference.resolve_char_ref() {
        Ok(Some(char)) => Some(char.to_string()),
        Ok(None) => resolve_xml_entity(reference).map(str::to_owned),
        Err(_) => None,
    }
}

/// The name of a document's root, without its prefix; `None` where there is no XML.
pub(crate) fn root(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                return Some(element.local_name().as_ref().to_owned());
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// The error at a place in bytes from the file's start.
fn malformed(xml: &str, offset: u64, is_cut_off: bool, problem: impl ToString) -> XmlError {
    let offset = usize::try_from(offset).unwrap_or(usize::MAX).min(xml.len());
    let before = xml.as_bytes().get(..offset).unwrap_or_default();
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let in_line = before.get(line_start..).unwrap_or_default();
    XmlError::Malformed {
        line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
        column: String::from_utf8_lossy(in_line).chars().count() + 1,
        problem: problem.to_string(),
        is_cut_off: is_cut_off || offset == xml.len(),
    }
}
