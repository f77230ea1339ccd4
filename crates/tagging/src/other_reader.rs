//! What a reader that is not ours finds in a file's tags.

use lofty::aac::AacFile;
use lofty::ape::{ApeFile, ApeTag};
use lofty::config::ParseOptions;
use lofty::file::AudioFile;
use lofty::flac::FlacFile;
use lofty::id3::v2::{Frame, Id3v2Tag};
use lofty::iff::aiff::AiffFile;
use lofty::iff::wav::WavFile;
use lofty::mp4::{AtomData, AtomIdent, Ilst, Mp4File};
use lofty::mpeg::MpegFile;
use lofty::musepack::MpcFile;
use lofty::ogg::tag::VorbisComments;
use lofty::ogg::{OpusFile, SpeexFile, VorbisFile};
use lofty::tag::ItemValue;
use lofty::wavpack::WavPackFile;
use std::io::{BufReader, Read, Seek, SeekFrom};

use crate::TaggingError;
use crate::claims::Words;
use crate::format::Format;
use crate::input::ReadSeek;

/// Texts in a file's tags: names and values.
pub type Said = Vec<(String, String)>;

/// Names of what is ours, in all formats, in small letters.
const TEMPO: [&str; 4] = ["tbpm", "bpm", "tmpo", "tbp"];
const KEY: [&str; 5] = ["tkey", "initialkey", "key", "initial key", "initial_key"];
const ENERGY: [&str; 1] = ["energylevel"];
const COMMENT: [&str; 2] = ["comment", "\u{a9}cmt"];

/// Bytes in front of the first frame of audio that are passed over.
const MOST_JUNK: usize = 65_536;

/// The texts in a file's tags; `None` where the reader does not know the format, or takes the file for damaged.
pub fn read(mut reader: &mut dyn ReadSeek, format: Format) -> Option<Said> {
    reader.seek(SeekFrom::Start(0)).ok()?;
    let file = &mut BufReader::new(&mut reader);
    match format {
        Format::Flac { .. } => open::<FlacFile>(file)?.vorbis_comments().map(vorbis),
        Format::Riff => open::<WavFile>(file)?.id3v2().map(id3v2).or(Some(Vec::new())),
        Format::Aiff => open::<AiffFile>(file)?.id3v2().map(id3v2).or(Some(Vec::new())),
        Format::Mp4 => open::<Mp4File>(file)?.ilst().map(ilst).or(Some(Vec::new())),
        Format::Ogg => open::<VorbisFile>(file)
            .map(|file| vorbis(file.vorbis_comments()))
            .or_else(|| Some(vorbis(open::<OpusFile>(file)?.vorbis_comments())))
            .or_else(|| Some(vorbis(open::<SpeexFile>(file)?.vorbis_comments()))),
        Format::Frames { .. } => open::<AacFile>(file)
            .map(|file| file.id3v2().map(id3v2))
            .or_else(|| Some(open::<MpegFile>(file)?.id3v2().map(id3v2)))
            .map(Option::unwrap_or_default),
        Format::WithApe { .. } => open::<WavPackFile>(file)
            .map(|file| file.ape().map(ape))
            .or_else(|| Some(open::<ApeFile>(file)?.ape().map(ape)))
            .or_else(|| Some(open::<MpcFile>(file)?.ape().map(ape)))
            .map(Option::unwrap_or_default),
    }
}

fn open<F: AudioFile>(file: &mut (impl Read + Seek)) -> Option<F> {
    file.seek(SeekFrom::Start(0)).ok()?;
    let options = ParseOptions::new().read_properties(false).read_cover_art(false).max_junk_bytes(MOST_JUNK);
    F::read_from(file, options).ok()
}

fn id3v2(tag: &Id3v2Tag) -> Said {
    let field = |frame: &Frame<'_>| match frame {
        Frame::Text(text) => Some((frame.id_str().to_owned(), text.value.to_string())),
        Frame::UserText(text) => Some((text.description.to_string(), text.content.to_string())),
        _ => None,
    };
    tag.into_iter().filter_map(field).collect()
}

fn vorbis(comments: &VorbisComments) -> Said {
    comments.items().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn ape(tag: &ApeTag) -> Said {
    let field = |item: &lofty::ape::ApeItem| match item.value() {
        ItemValue::Text(text) => Some((item.key().to_owned(), text.clone())),
        _ => None,
    };
    tag.into_iter().filter_map(field).collect()
}

fn ilst(list: &Ilst) -> Said {
    let name = |ident: &AtomIdent<'_>| match ident {
        AtomIdent::Fourcc(name) => name.iter().map(|byte| char::from(*byte)).collect(),
        AtomIdent::Freeform { name, .. } => name.to_string(),
    };
    let value = |data: &AtomData| match data {
        AtomData::UTF8(text) | AtomData::UTF16(text) => Some(text.clone()),
        AtomData::SignedInteger(number) => Some(number.to_string()),
        AtomData::UnsignedInteger(number) => Some(number.to_string()),
        _ => None,
    };
    let fields = |atom: &lofty::mp4::Atom<'_>| -> Said {
        atom.data().filter_map(value).map(|value| (name(atom.ident()), value)).collect()
    };
    list.into_iter().flat_map(fields).collect()
}

/// The other reader must find the words, and all else that it found before. Where it was blind to a tag that was there, it
/// may go on being so.
///
/// # Errors
/// [`TaggingError::Lost`] and [`TaggingError::NotFound`].
pub fn compare(
    before: Option<&Said>,
    after: Option<&Said>,
    had_tag: bool,
    words: &Words,
) -> Result<(), TaggingError> {
    let Some(after) = after else {
        let is_lost = before.is_some();
        return if is_lost { Err(TaggingError::NotFound { item: "tag".into() }) } else { Ok(()) };
    };
    let is_blind = had_tag && after.is_empty() && before.is_none_or(Vec::is_empty);
    let whole = words.whole_bpm.map(|bpm| bpm.to_string());
    let says = |names: &[&str], wanted: &str| {
        after.iter().any(|(name, value)| is_any(names, name) && value == wanted)
    };
    let has =
        |names: &[&str], wanted: &Option<String>| wanted.as_ref().is_none_or(|wanted| says(names, wanted));
    let found = [
        ("BPM", has(&TEMPO, &whole) || has(&TEMPO, &words.bpm)),
        ("key", has(&KEY, &words.key)),
        ("energy", has(&ENERGY, &words.energy)),
    ];
    if let Some((item, _)) = found.iter().find(|(_, is_found)| !is_found && !is_blind) {
        return Err(TaggingError::NotFound { item: (*item).into() });
    }
    let is_other = |(name, _): &&(String, String)| {
        ![&TEMPO[..], &KEY, &ENERGY, &COMMENT].iter().any(|names| is_any(names, name))
    };
    let gone = before.into_iter().flatten().filter(is_other).find(|field| !after.contains(field));
    gone.map_or(Ok(()), |(name, _)| Err(TaggingError::Lost { item: name.clone() }))
}

fn is_any(names: &[&str], name: &str) -> bool {
    let name = name.to_lowercase();
    names.iter().any(|other| *other == name)
}
