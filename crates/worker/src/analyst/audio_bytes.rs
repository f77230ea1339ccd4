//! Which bytes of a file are its audio: those that stay as they are when somebody rewrites its tags.
//!
//! Only the outermost structure of each format is walked. What is not known to be a header or a tag counts as audio; where a
//! file is not what it seems, or of another format, all of its bytes count.

use std::io::{Read, Result, Seek, SeekFrom};
use std::ops::Range;

/// Most pages or elements that are walked: more than ten hours of audio have.
const MOST_PARTS: usize = 4_000_000;

/// Ranges of the audio's bytes in order; `None` where the whole file counts.
///
/// # Errors
/// Where the file cannot be read.
pub fn audio_bytes(file: &mut (impl Read + Seek)) -> Result<Option<Vec<Range<u64>>>> {
    let end = file.seek(SeekFrom::End(0))?;
    let start = after_id3v2(file)?;
    let mut file = Walk { file, end };
    let magic = file.at::<12>(start)?.unwrap_or_default();
    let [m0, m1, m2, m3, kind @ .., f0, f1, f2, f3] = magic;
    let ranges = match (&[m0, m1, m2, m3], &kind, &[f0, f1, f2, f3]) {
        (b"fLaC", ..) => file.flac(start)?,
        (b"RIFF" | b"RF64" | b"BW64", _, b"WAVE") => {
            file.chunks(start, &[b"fmt ", b"data"], u32::from_le_bytes)?
        }
        (b"FORM", _, b"AIFF" | b"AIFC") => file.chunks(start, &[b"COMM", b"SSND"], u32::from_be_bytes)?,
        (b"OggS", ..) => file.ogg(start)?,
        (_, b"ftyp", _) => file.boxes(start)?,
        ([0x1a, 0x45, 0xdf, 0xa3], ..) => file.matroska(start)?,
        // MPEG audio: its first frame, or a tag that only MPEG audio has.
        ([0xff, 0xe0..=0xff, ..], ..) => file.up_to_tags(start)?,
        _ if start > 0 => file.up_to_tags(start)?,
        _ => Vec::new(),
    };
    let has_audio = ranges.iter().any(|range| range.end > range.start);
    Ok(has_audio.then_some(ranges))
}

/// Where the ID3v2 tags at the beginning end, bytes from the start of the file.
///
/// # Errors
/// Where the file cannot be read.
pub fn after_id3v2(file: &mut (impl Read + Seek)) -> Result<u64> {
    let end = file.seek(SeekFrom::End(0))?;
    let mut walk = Walk { file, end };
    let mut start = 0;
    while let Some([b'I', b'D', b'3', _, _, flags, size @ ..]) = walk.at::<10>(start)? {
        // Seven bits a byte; a footer repeats the header.
        let size = size.iter().fold(0, |sum, byte| sum << 7 | u64::from(byte & 0x7f));
        start += 10 + size + if flags & 0x10 == 0 { 0 } else { 10 };
    }
    Ok(start.min(end))
}

/// A file that is walked from part to part.
pub struct Walk<'a, R> {
    /// The file.
    pub file: &'a mut R,
    /// Number of its bytes.
    pub end: u64,
}

impl<R: Read + Seek> Walk<'_, R> {
    /// The bytes at a position; `None` where the file ends before them.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn at<const N: usize>(&mut self, position: u64) -> Result<Option<[u8; N]>> {
        if position.checked_add(N as u64).is_none_or(|end| end > self.end) {
            return Ok(None);
        }
        self.file.seek(SeekFrom::Start(position))?;
        let mut bytes = [0; N];
        self.file.read_exact(&mut bytes)?;
        Ok(Some(bytes))
    }

    fn clip(&self, start: u64, length: u64) -> Range<u64> {
        start.min(self.end)..start.saturating_add(length).min(self.end)
    }

    /// Whatever follows what was understood.
    fn rest(&self, position: u64) -> Range<u64> {
        position.min(self.end)..self.end
    }

    /// All from a position on, up to the tags at the end.
    fn up_to_tags(&mut self, start: u64) -> Result<Vec<Range<u64>>> {
        let end = self.before_tags(start)?;
        Ok(Vec::from_iter(Some(start..end)))
    }

    /// Where the tags at the end begin: ID3v1, and APEv2 before it or alone.
    fn before_tags(&mut self, start: u64) -> Result<u64> {
        let mut end = self.end;
        if end >= start + 128 && self.at::<3>(end - 128)? == Some(*b"TAG") {
            end -= 128;
        }
        if end >= start + 32
            && let Some(footer) = self.at::<32>(end - 32)?
            && footer.starts_with(b"APETAGEX")
        {
            let [.., a, b, c, d, _, _, _, _, _, _, _, has_header, _, _, _, _, _, _, _, _] = footer;
            let size = u64::from(u32::from_le_bytes([a, b, c, d]));
            let header = if has_header & 0x80 == 0 { 0 } else { 32 };
            end = end.saturating_sub(size + header).max(start);
        }
        Ok(end)
    }

    /// FLAC: what follows the last metadata block.
    fn flac(&mut self, start: u64) -> Result<Vec<Range<u64>>> {
        let mut position = start + 4;
        while let Some([kind, size @ ..]) = self.at::<4>(position)? {
            position += 4 + size.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
            if kind & 0x80 != 0 {
                return self.up_to_tags(position.min(self.end));
            }
        }
        Ok(Vec::new())
    }

    /// RIFF and AIFF: the chunks of these names. A length that lies runs to the end of the file.
    fn chunks(
        &mut self,
        start: u64,
        wanted: &[&[u8; 4]],
        length: fn([u8; 4]) -> u32,
    ) -> Result<Vec<Range<u64>>> {
        let mut ranges = Vec::new();
        let mut position = start + 12;
        while let Some([a, b, c, d, size @ ..]) = self.at::<8>(position)? {
            let size = u64::from(length(size));
            if wanted.iter().any(|name| **name == [a, b, c, d]) {
                // With its header: a length that lies makes another file.
                ranges.push(self.clip(position, 8 + size));
            }
            position += 8 + size + size % 2;
        }
        ranges.push(self.rest(position));
        Ok(ranges)
    }

    /// Ogg: the contents of all pages but those of the headers, whose position in the audio is 0.
    fn ogg(&mut self, start: u64) -> Result<Vec<Range<u64>>> {
        let mut ranges = Vec::new();
        let mut position = start;
        for _ in 0..MOST_PARTS {
            let Some(header) = self.at::<27>(position)? else { break };
            if !header.starts_with(b"OggS") {
                break;
            }
            let segments = u64::from(header[26]);
            let mut length = 0;
            for segment in 0..segments {
                length += self.at::<1>(position + 27 + segment)?.map_or(0, |[size]| u64::from(size));
            }
            let contents = position + 27 + segments;
            if header[6..14] != [0; 8] {
                ranges.push(self.clip(contents, length));
            }
            position = contents + length;
        }
        ranges.push(self.rest(position));
        Ok(ranges)
    }

    /// MP4: the contents of the boxes of media data.
    fn boxes(&mut self, start: u64) -> Result<Vec<Range<u64>>> {
        let mut ranges = Vec::new();
        let mut position = start;
        for _ in 0..MOST_PARTS {
            let Some([s0, s1, s2, s3, name @ ..]) = self.at::<8>(position)? else { break };
            let (head, size) = match u64::from(u32::from_be_bytes([s0, s1, s2, s3])) {
                0 => (8, self.end - position),
                1 => (16, self.at::<8>(position + 8)?.map_or(0, u64::from_be_bytes)),
                size => (8, size),
            };
            if size < head {
                break;
            }
            if name == *b"mdat" {
                ranges.push(self.clip(position + head, size - head));
            }
            position = position.saturating_add(size);
        }
        ranges.push(self.rest(position));
        Ok(ranges)
    }

    /// Matroska and WebM: the contents of the clusters; where a cluster does not say how long it is, all from there on.
    fn matroska(&mut self, start: u64) -> Result<Vec<Range<u64>>> {
        const SEGMENT: u64 = 0x1853_8067;
        const CLUSTER: u64 = 0x1f43_b675;
        let mut ranges = Vec::new();
        let mut position = start;
        for _ in 0..MOST_PARTS {
            let Some((id, after_id)) = self.vint(position, true)? else { break };
            let Some((size, contents)) = self.vint(after_id, false)? else { break };
            let is_unknown = size == (1 << (7 * (contents - after_id))) - 1;
            match id {
                // Its children are walked.
                SEGMENT => position = contents,
                CLUSTER if is_unknown => {
                    position = contents;
                    break;
                }
                _ => {
                    if id == CLUSTER {
                        ranges.push(self.clip(contents, size));
                    }
                    position = contents.saturating_add(size);
                }
            }
        }
        ranges.push(self.rest(position));
        Ok(ranges)
    }

    /// A number of Matroska's, as many bytes as its first one says, and where it ends. Names keep the marker.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn vint(&mut self, position: u64, keep_marker: bool) -> Result<Option<(u64, u64)>> {
        let Some([first]) = self.at::<1>(position)? else { return Ok(None) };
        let more = u64::from(first.leading_zeros());
        if more > 7 {
            return Ok(None);
        }
        let mut value = u64::from(first);
        if !keep_marker {
            value &= (1 << (7 - more)) - 1;
        }
        for byte in 1..=more {
            let Some([next]) = self.at::<1>(position + byte)? else { return Ok(None) };
            value = value << 8 | u64::from(next);
        }
        Ok(Some((value, position + 1 + more)))
    }
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
