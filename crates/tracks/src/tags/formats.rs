//! Tags of the formats that lofty reads, as fields with values.

use lofty::aac::AacFile;
use lofty::ape::ApeTag;
use lofty::config::ParseOptions;
use lofty::file::{AudioFile, FileType};
use lofty::flac::FlacFile;
use lofty::id3::v1::Id3v1Tag;
use lofty::id3::v2::{Frame, Id3v2Tag};
use lofty::mp4::{Atom, AtomData, AtomIdent, Ilst, Mp4File};
use lofty::mpeg::MpegFile;
use lofty::ogg::tag::VorbisComments;
use lofty::ogg::{OpusFile, SpeexFile, VorbisFile};
use lofty::probe::Probe;
use std::io::{BufReader, Cursor, Read, Result, Seek, SeekFrom};

use super::{Field, Tag, parts};

/// Bytes before the first frame that may be neither tag nor audio.
const MOST_JUNK: usize = 1 << 16;

/// Bytes at the end of a file in which tags are looked for where its beginning cannot be read.
const TAIL: u64 = 1 << 18;

/// The tags of a file whose ID3v2 tags end at a position, the usual one of its format first; those at its end where nothing
/// else can be read.
pub fn read(file: &mut (impl Read + Seek), start: u64) -> Result<Vec<Tag>> {
    file.rewind()?;
    let probe = Probe::new(BufReader::new(&mut *file)).options(options()).guess_file_type()?;
    let kind = probe.file_type().or((start > 0).then_some(FileType::Mpeg));
    let mut reader = probe.into_inner();
    let tags = kind.and_then(|kind| tags_as(kind, &mut reader));
    match tags {
        // FLAC has no tags at its end, and some programs write them all the same.
        Some(tags) if kind == Some(FileType::Flac) => Ok([tags, at_the_end(file, start)?].concat()),
        Some(tags) => Ok(tags),
        None => at_the_end(file, start),
    }
}

/// APE and ID3v1 behind what cannot be read.
fn at_the_end(file: &mut (impl Read + Seek), start: u64) -> Result<Vec<Tag>> {
    let end = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(end.saturating_sub(TAIL).max(start)))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    Ok(tags_as(FileType::Mpeg, &mut Cursor::new(tail)).unwrap_or_default())
}

fn options() -> ParseOptions {
    ParseOptions::new().read_properties(false).read_cover_art(false).max_junk_bytes(MOST_JUNK)
}

/// The tags of a file of one format; `None` where they cannot be read, or the format is none that is played here.
fn tags_as(kind: FileType, file: &mut (impl Read + Seek)) -> Option<Vec<Tag>> {
    file.rewind().ok()?;
    let tags = match kind {
        FileType::Mpeg => {
            let file = MpegFile::read_from(file, options()).ok()?;
            [file.id3v2().map(id3v2), file.ape().map(ape), file.id3v1().map(id3v1)]
        }
        FileType::Aac => {
            let file = AacFile::read_from(file, options()).ok()?;
            [file.id3v2().map(id3v2), file.id3v1().map(id3v1), None]
        }
        FileType::Flac => {
            let file = FlacFile::read_from(file, options()).ok()?;
            [file.vorbis_comments().map(vorbis), file.id3v2().map(id3v2), None]
        }
        FileType::Mp4 => [Mp4File::read_from(file, options()).ok()?.ilst().map(ilst), None, None],
        FileType::Opus => {
            [Some(vorbis(OpusFile::read_from(file, options()).ok()?.vorbis_comments())), None, None]
        }
        FileType::Vorbis => {
            [Some(vorbis(VorbisFile::read_from(file, options()).ok()?.vorbis_comments())), None, None]
        }
        FileType::Speex => {
            [Some(vorbis(SpeexFile::read_from(file, options()).ok()?.vorbis_comments())), None, None]
        }
        _ => return None,
    };
    Some(tags.into_iter().flatten().collect())
}

fn id3v2(tag: &Id3v2Tag) -> Tag {
    let field_of = |frame: &Frame| match frame {
        Frame::Text(text) => Some((id3_field(frame.id().as_str())?, text.value.to_string())),
        Frame::UserText(text) => Some((Field::named(&text.description)?, text.content.to_string())),
        // iTunes and other programs keep numbers of their own in comments with a name.
        Frame::Comment(comment) if comment.description.is_empty() => {
            Some((Field::Comment, comment.content.to_string()))
        }
        _ => None,
    };
    tag.into_iter().filter_map(field_of).flat_map(divided).collect()
}

fn id3_field(id: &str) -> Option<Field> {
    Some(match id {
        "TIT2" => Field::Title,
        "TPE1" => Field::Artist,
        "TALB" => Field::Album,
        "TBPM" => Field::Tempo,
        "TKEY" => Field::Key,
        _ => return None,
    })
}

fn id3v1(tag: &Id3v1Tag) -> Tag {
    let fields = [
        (Field::Title, &tag.title),
        (Field::Artist, &tag.artist),
        (Field::Album, &tag.album),
        (Field::Comment, &tag.comment),
    ];
    fields.into_iter().filter_map(|(field, value)| Some((field, value.clone()?))).collect()
}

fn ape(tag: &ApeTag) -> Tag {
    let values = tag.into_iter().filter_map(|item| Some((Field::named(item.key())?, item.value().text()?)));
    values.map(|(field, value)| (field, value.to_owned())).flat_map(divided).collect()
}

/// The fields of Vorbis comments, as Ogg and FLAC have them.
pub fn vorbis(tag: &VorbisComments) -> Tag {
    let values = tag.items().filter_map(|(name, value)| Some((Field::named(name)?, value.to_owned())));
    values.flat_map(divided).collect()
}

/// The fields of a FLAC file's tags; `None` where it cannot be read.
pub fn flac(file: &mut (impl Read + Seek)) -> Option<Vec<Tag>> {
    tags_as(FileType::Flac, file)
}

fn ilst(tag: &Ilst) -> Tag {
    let with_field = |atom: &Atom| {
        let field = atom_field(atom.ident())?;
        Some(atom.data().filter_map(|data| Some((field, atom_text(data)?))).collect::<Vec<_>>())
    };
    tag.into_iter().filter_map(with_field).flatten().collect()
}

fn atom_field(ident: &AtomIdent<'_>) -> Option<Field> {
    match ident {
        AtomIdent::Fourcc(code) => match code {
            b"\xa9nam" => Some(Field::Title),
            b"\xa9ART" => Some(Field::Artist),
            b"\xa9alb" => Some(Field::Album),
            b"\xa9cmt" => Some(Field::Comment),
            b"tmpo" => Some(Field::Tempo),
            _ => None,
        },
        AtomIdent::Freeform { name, .. } => Field::named(name),
    }
}

/// A text or a whole number, which older programs keep without saying that it is one.
fn atom_text(data: &AtomData) -> Option<String> {
    match data {
        AtomData::UTF8(text) | AtomData::UTF16(text) => Some(text.clone()),
        AtomData::SignedInteger(number) => Some(number.to_string()),
        AtomData::UnsignedInteger(number) => Some(number.to_string()),
        AtomData::Unknown { data, .. } if data.len() <= 4 => {
            Some(data.iter().fold(0u64, |number, byte| number << 8 | u64::from(*byte)).to_string())
        }
        _ => None,
    }
}

fn divided((field, value): (Field, String)) -> impl Iterator<Item = (Field, String)> {
    parts(&value).map(move |part| (field, part)).collect::<Vec<_>>().into_iter()
}
