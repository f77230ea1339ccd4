//! Which bytes of a file are its audio: those that stay as they are when somebody rewrites its tags.
//!
//! Only the outermost structure of each format is walked, by `containers`. What is not known to be a header or a tag counts
//! as audio; where a file is not what it seems, or of another format, all of its bytes count.

use containers::boxes::Boxes;
use containers::chunks::{Chunks, is_filling};
use containers::ebml::Elements;
use containers::ogg::Pages;
use containers::{Reader, Source, edges, flac};
use std::io::{Read, Result, Seek};
use std::ops::Range;

/// Clusters of Matroska, which hold the audio.
const CLUSTER: u64 = 0x1f43_b675;

/// Bytes of the header of a chunk, which count as well: a length that lies makes another file.
const CHUNK_HEADER: u64 = 8;

/// Ranges of the audio's bytes in order; `None` where the whole file counts.
///
/// # Errors
/// Where the file cannot be read.
pub fn audio_bytes(file: &mut (impl Read + Seek)) -> Result<Option<Vec<Range<u64>>>> {
    let file = Reader::new(file)?;
    let ranges = by_format(&file);
    file.check()?;
    let has_audio = ranges.iter().any(|range| range.end > range.start);
    Ok(has_audio.then_some(ranges))
}

fn by_format(file: &impl Source) -> Vec<Range<u64>> {
    let start = edges::after_leading(file);
    let marker: [u8; 12] = file.read(start, 12).try_into().unwrap_or_default();
    let [m0, m1, m2, m3, kind @ .., f0, f1, f2, f3] = marker;
    match (&[m0, m1, m2, m3], &kind, &[f0, f1, f2, f3]) {
        (b"fLaC", ..) => {
            flac::audio_start(file, start).map_or_else(Vec::new, |start| up_to_tags(file, start))
        }
        (b"RIFF" | b"RF64" | b"BW64", _, b"WAVE") => chunks(file, start, &[b"fmt ", b"data"], false),
        (b"FORM", _, b"AIFF" | b"AIFC") => chunks(file, start, &[b"COMM", b"SSND"], true),
        (b"OggS", ..) => ogg(file, start),
        (_, b"ftyp", _) => mp4(file, start),
        ([0x1a, 0x45, 0xdf, 0xa3], ..) => matroska(file, start),
        // MPEG audio: its first frame, or a tag that only MPEG audio has.
        ([0xff, 0xe0..=0xff, ..], ..) => up_to_tags(file, start),
        _ if start > 0 => up_to_tags(file, start),
        _ => Vec::new(),
    }
}

/// All from a position on, up to the tags at the end.
fn up_to_tags(file: &impl Source, start: u64) -> Vec<Range<u64>> {
    Vec::from_iter(Some(start..edges::before_trailing(file, start)))
}

/// RIFF and AIFF: the chunks of these names.
fn chunks(file: &impl Source, start: u64, wanted: &[&[u8; 4]], is_big_endian: bool) -> Vec<Range<u64>> {
    let mut ranges = Vec::new();
    let mut chunks = Chunks::new(file, start + 12, is_big_endian);
    for chunk in chunks.by_ref().filter(|chunk| wanted.contains(&&chunk.id)) {
        ranges.push(chunk.contents.start - CHUNK_HEADER..chunk.contents.end);
    }
    if !is_filling(file, chunks.end()) {
        ranges.push(chunks.end()..file.len());
    }
    ranges
}

/// Ogg: the contents of all pages but those of the headers, whose position in the audio is 0.
fn ogg(file: &impl Source, start: u64) -> Vec<Range<u64>> {
    let mut pages = Pages::new(file, start);
    let audio = pages.by_ref().filter(|page| page.granule != Some(0));
    let mut ranges: Vec<Range<u64>> = audio.map(|page| page.contents).collect();
    ranges.push(pages.end()..file.len());
    ranges
}

/// MP4: the contents of the boxes of media data.
fn mp4(file: &impl Source, start: u64) -> Vec<Range<u64>> {
    let mut boxes = Boxes::new(file, start);
    let media = boxes.by_ref().filter(|found| found.kind == *b"mdat");
    let mut ranges: Vec<Range<u64>> = media.map(|found| found.contents).collect();
    ranges.push(boxes.end()..file.len());
    ranges
}

/// Matroska and WebM: the contents of the clusters; where a cluster does not say how long it is, all from there on.
fn matroska(file: &impl Source, start: u64) -> Vec<Range<u64>> {
    let mut elements = Elements::new(file, start);
    let clusters = elements.by_ref().filter(|element| element.id == CLUSTER);
    let mut ranges: Vec<Range<u64>> = clusters.map(|cluster| cluster.contents).collect();
    ranges.push(elements.end()..file.len());
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn audio(bytes: &[u8]) -> Option<Vec<u8>> {
        let ranges = audio_bytes(&mut Cursor::new(bytes)).unwrap()?;
        Some(
            ranges
                .into_iter()
                .flat_map(|range| bytes[range.start as usize..range.end as usize].to_vec())
                .collect(),
        )
    }

    fn id3v2(size: u8) -> Vec<u8> {
        let mut tag = b"ID3\x04\0\0\0\0\0".to_vec();
        tag.push(size);
        tag.resize(10 + usize::from(size), b'x');
        tag
    }

    #[test]
    fn mp3_is_what_stands_between_its_tags() {
        let frames = [0xff, 0xfb, 0x90, 0x00, 1, 2, 3, 4];
        let mut ape = b"payloadAPETAGEX\xd0\x07\0\0".to_vec();
        ape.extend((7u32 + 32).to_le_bytes());
        ape.extend([0; 16]);
        let mut id3v1 = b"TAG".to_vec();
        id3v1.resize(128, 0);
        for tail in [vec![], ape.clone(), id3v1.clone(), [ape, id3v1].concat()] {
            let tagged = [id3v2(20), id3v2(3), frames.to_vec(), tail].concat();
            assert_eq!(audio(&tagged).unwrap(), frames);
        }
    }

    #[test]
    fn containers_are_walked_to_their_audio() {
        let riff =
            b"RIFF\xff\xff\xff\xffWAVEfmt \x02\0\0\0abLIST\x03\0\0\0xyz\0data\x04\0\0\0pcm!id3 \x02\0\0\0hi";
        assert_eq!(audio(riff).unwrap(), b"fmt \x02\0\0\0abdata\x04\0\0\0pcm!");
        let flac = b"fLaC\x00\0\0\x02si\x84\0\0\x03tagframes";
        assert_eq!(audio(flac).unwrap(), b"frames");
        let mp4 = b"\0\0\0\x0cftypM4A \0\0\0\x0amoovxx\0\0\0\x0cmdataac!\0\0\0\x08free";
        assert_eq!(audio(mp4).unwrap(), b"aac!");
        assert_eq!(audio(&[mp4.as_slice(), b"12"].concat()).unwrap(), b"aac!12", "what is no tag counts");
        let page = |granule: u8, contents: &[u8]| {
            let mut page = b"OggS\0\0".to_vec();
            page.extend([granule, 0, 0, 0, 0, 0, 0, 0]);
            page.extend([7; 12]);
            page.extend([1, contents.len() as u8]);
            page.extend(contents);
            page
        };
        let ogg = [page(0, b"head"), page(0, b"comment"), page(9, b"vorbis"), page(0xff, b"more")].concat();
        assert_eq!(audio(&ogg).unwrap(), b"vorbismore");
        let webm = [
            b"\x1a\x45\xdf\xa3\x81h".as_slice(),
            b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff",
            b"\x12\x54\xc3\x67\x84tags",
            b"\x1f\x43\xb6\x75\x85block",
            b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xfflive",
        ]
        .concat();
        assert_eq!(audio(&webm).unwrap(), b"blocklive");
    }

    #[test]
    fn a_length_that_is_not_told_leaves_no_audio_out() {
        // Pipes write 0: taken at its word, all such recordings would be one.
        let piped = b"RIFF\0\0\0\0WAVEfmt \x02\0\0\0abdata\0\0\0\0\x01\x80pcm that goes on";
        assert_eq!(audio(piped).unwrap(), &piped[12..]);
        let padded = b"RIFF\0\0\0\0WAVEdata\x03\0\0\0pcm\0";
        assert_eq!(audio(padded).unwrap(), b"data\x03\0\0\0pcm");
        let filled = [padded.as_slice(), &[0; 500]].concat();
        assert_eq!(audio(&filled).unwrap(), b"data\x03\0\0\0pcm");
    }

    #[test]
    fn what_is_cut_short_or_unknown_is_no_error() {
        let riff = b"RIFF\xff\xff\xff\xffWAVEdata\xff\xff\xff\xffpcm";
        assert_eq!(audio(riff).unwrap(), b"data\xff\xff\xff\xffpcm");
        for bytes in [
            b"".as_slice(),
            b"abc",
            b"OggS",
            b"fLaC",
            b"\x1a\x45\xdf\xa3",
            b"\0\0\0\x01ftyp",
            b"RIFF\0\0\0\0WAVE",
        ] {
            assert_eq!(audio(bytes), None, "{bytes:?}");
        }
    }
}
