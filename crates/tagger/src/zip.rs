//! What stands around the files in a ZIP archive that compresses nothing.
//!
//! The libraries for it want each file to pass through them. Here the browser joins headers with files that stay where they
//! are, so that an archive of any size takes no memory; all that has to be known of a file before is its checksum.

/// Marks of the parts of an archive.
const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const END_64: u32 = 0x0606_4b50;
const END_64_LOCATOR: u32 = 0x0706_4b50;

/// The version of ZIP that is needed to read it: with and without numbers of 64 bits.
const VERSION: u16 = 20;
const VERSION_64: u16 = 45;
/// Names are in UTF-8.
const FLAGS: u16 = 1 << 11;
/// Where numbers of 64 bits stand, among the extra fields.
const EXTRA_64: u16 = 1;
/// What stands in the place of such a number.
const ELSEWHERE_32: u32 = u32::MAX;
const ELSEWHERE_16: u16 = u16::MAX;

/// A time, to two seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DosTime {
    date: u16,
    time: u16,
}

impl DosTime {
    /// A time of year, month (1…12) and day; hour, minute and second. Years before 1980 and after 2107 are not told: these
    /// are then.
    pub fn new([year, month, day]: [u32; 3], [hour, minute, second]: [u32; 3]) -> Self {
        let year = year.clamp(1980, 2107) - 1980;
        let date = year << 9 | month.clamp(1, 12) << 5 | day.clamp(1, 31);
        let time = hour.min(23) << 11 | minute.min(59) << 5 | (second.min(59) / 2);
        Self { date: date as u16, time: time as u16 }
    }
}

/// An archive that is being made.
#[derive(Default)]
pub struct Archive {
    entries: Vec<Entry>,
    /// Bytes so far.
    len: u64,
}

struct Entry {
    name: String,
    size: u64,
    checksum: u32,
    modified: DosTime,
    /// Where its header stands.
    start: u64,
}

impl Archive {
    /// Number of files in it.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Adds a file of these bytes. What is returned comes in front of it.
    pub fn add(&mut self, name: &str, size: u64, checksum: u32, modified: DosTime) -> Vec<u8> {
        // A name longer than its field could tell is cut.
        let end = name.floor_char_boundary(usize::from(u16::MAX).min(name.len()));
        let name = name.get(..end).unwrap_or_default().to_owned();
        let entry = Entry { name, size, checksum, modified, start: self.len };
        let header = entry.local_header();
        self.len += header.len() as u64 + size;
        self.entries.push(entry);
        header
    }

    /// What comes behind the last file.
    pub fn end(&self) -> Vec<u8> {
        let mut end: Vec<u8> = self.entries.iter().flat_map(Entry::central_header).collect();
        let (count, size) = (self.entries.len() as u64, end.len() as u64);
        let has_fit = count < u64::from(ELSEWHERE_16) && self.len.max(size) < u64::from(ELSEWHERE_32);
        if !has_fit {
            put(&mut end, [END_64.to_le_bytes()]);
            put(&mut end, [44u64.to_le_bytes()]);
            put(&mut end, [VERSION_64, VERSION_64].map(u16::to_le_bytes));
            put(&mut end, [0u32; 2].map(u32::to_le_bytes));
            put(&mut end, [count, count, size, self.len].map(u64::to_le_bytes));
            put(&mut end, [END_64_LOCATOR, 0].map(u32::to_le_bytes));
            put(&mut end, [(self.len + size).to_le_bytes()]);
            put(&mut end, [1u32.to_le_bytes()]);
        }
        let count = if has_fit { count as u16 } else { ELSEWHERE_16 };
        put(&mut end, [END.to_le_bytes()]);
        put(&mut end, [0, 0, count, count].map(u16::to_le_bytes));
        let (size, start) =
            if has_fit { (size as u32, self.len as u32) } else { (ELSEWHERE_32, ELSEWHERE_32) };
        put(&mut end, [size, start].map(u32::to_le_bytes));
        put(&mut end, [0u16.to_le_bytes()]);
        end
    }
}

impl Entry {
    fn local_header(&self) -> Vec<u8> {
        let extra = self.extra(&[self.size, self.size], self.is_large());
        let mut header = LOCAL.to_le_bytes().to_vec();
        self.put_description(&mut header, self.is_large(), extra.len());
        header.extend(self.name.bytes());
        header.extend(extra);
        header
    }

    fn central_header(&self) -> Vec<u8> {
        let is_64 = self.is_large() || self.start >= u64::from(ELSEWHERE_32);
        let large = [self.size, self.size, self.start];
        let numbers = if self.is_large() { &large[..] } else { &large[2..] };
        let extra = self.extra(numbers, is_64);
        let mut header = CENTRAL.to_le_bytes().to_vec();
        put(&mut header, [VERSION_64.to_le_bytes()]);
        self.put_description(&mut header, is_64, extra.len());
        // No comment, on the first disk, without attributes.
        put(&mut header, [0u16; 3].map(u16::to_le_bytes));
        let start = if is_64 { ELSEWHERE_32 } else { self.start as u32 };
        put(&mut header, [0, start].map(u32::to_le_bytes));
        header.extend(self.name.bytes());
        header.extend(extra);
        header
    }

    /// What both headers say.
    fn put_description(&self, header: &mut Vec<u8>, is_64: bool, extra: usize) {
        let version = if is_64 { VERSION_64 } else { VERSION };
        let stored = 0;
        let fields = [version, FLAGS, stored, self.modified.time, self.modified.date];
        put(header, fields.map(u16::to_le_bytes));
        let size = if self.is_large() { ELSEWHERE_32 } else { self.size as u32 };
        put(header, [self.checksum, size, size].map(u32::to_le_bytes));
        put(header, [self.name.len() as u16, extra as u16].map(u16::to_le_bytes));
    }

    /// The field of numbers of 64 bits; empty where it is not needed.
    fn extra(&self, numbers: &[u64], is_needed: bool) -> Vec<u8> {
        if !is_needed {
            return Vec::new();
        }
        let mut extra = Vec::new();
        put(&mut extra, [EXTRA_64, 8 * numbers.len() as u16].map(u16::to_le_bytes));
        numbers.iter().for_each(|number| put(&mut extra, [number.to_le_bytes()]));
        extra
    }

    fn is_large(&self) -> bool {
        self.size >= u64::from(ELSEWHERE_32)
    }
}

fn put<const N: usize, const M: usize>(bytes: &mut Vec<u8>, fields: [[u8; N]; M]) {
    bytes.extend(fields.as_flattened());
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::zip::ZipArchive;
    use std::io::{Cursor, Read, Result, Seek, SeekFrom};

    const NOW: ([u32; 3], [u32; 3]) = ([2026, 11, 28], [8, 15, 42]);

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = Archive::default();
        let mut bytes = Vec::new();
        for (name, contents) in files {
            let checksum = crc32fast::hash(contents);
            bytes.extend(archive.add(name, contents.len() as u64, checksum, DosTime::new(NOW.0, NOW.1)));
            bytes.extend(*contents);
        }
        bytes.extend(archive.end());
        bytes
    }

    #[test]
    fn another_reader_finds_the_files() {
        let files: [(&str, &[u8]); 3] = [("a/Título.mp3", b"one"), ("b.flac", b""), ("日本.wav", b"three")];
        let mut read = ZipArchive::new(Cursor::new(archive(&files))).unwrap();
        assert_eq!(read.len(), 3);
        for (name, contents) in files {
            let mut file = read.by_name(name).unwrap();
            let modified = file.last_modified();
            assert_eq!((modified.year(), modified.month(), modified.day()), (2026, 11, 28));
            assert_eq!((modified.hour(), modified.minute(), modified.second()), (8, 15, 42));
            let mut found = Vec::new();
            // The reader compares the checksum at the end.
            file.read_to_end(&mut found).unwrap();
            assert_eq!(found, contents);
        }
    }

    #[test]
    fn an_archive_of_nothing_is_one() {
        assert_eq!(ZipArchive::new(Cursor::new(archive(&[]))).unwrap().len(), 0);
    }

    #[test]
    fn more_files_than_the_old_field_tells_are_found() {
        let mut archive = Archive::default();
        let mut bytes = Vec::new();
        for number in 0..66_000 {
            bytes.extend(archive.add(&number.to_string(), 0, 0, DosTime::new(NOW.0, NOW.1)));
        }
        bytes.extend(archive.end());
        let mut read = ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(read.len(), 66_000);
        assert_eq!(read.by_index(65_999).unwrap().name(), "65999");
    }

    /// An archive whose large files are zeros that nobody keeps.
    struct Holed {
        pieces: Vec<(u64, Vec<u8>)>,
        len: u64,
        at: u64,
    }

    impl Holed {
        fn put(&mut self, bytes: Vec<u8>, hole: u64) {
            let len = bytes.len() as u64;
            self.pieces.push((self.len, bytes));
            self.len += len + hole;
        }
    }

    impl Read for Holed {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
            let count = buffer.len().min((self.len - self.at.min(self.len)) as usize);
            for (offset, byte) in buffer[..count].iter_mut().enumerate() {
                let at = self.at + offset as u64;
                let piece = self.pieces.iter().rev().find(|(start, _)| *start <= at).unwrap();
                *byte = piece.1.get((at - piece.0) as usize).copied().unwrap_or(0);
            }
            self.at += count as u64;
            Ok(count)
        }
    }

    impl Seek for Holed {
        fn seek(&mut self, to: SeekFrom) -> Result<u64> {
            self.at = match to {
                SeekFrom::Start(at) => at,
                SeekFrom::End(off) => self.len.checked_add_signed(off).unwrap(),
                SeekFrom::Current(off) => self.at.checked_add_signed(off).unwrap(),
            };
            Ok(self.at)
        }
    }

    #[test]
    fn files_and_archives_beyond_four_gigabytes_are_found() {
        let mut archive = Archive::default();
        let mut bytes = Holed { pieces: Vec::new(), len: 0, at: 0 };
        let large = 5 << 30;
        let time = DosTime::new(NOW.0, NOW.1);
        bytes.put(archive.add("large.wav", large, 0, time), large);
        let small = archive.add("small.wav", 4, crc32fast::hash(b"mp3!"), time);
        bytes.put([small, b"mp3!".to_vec()].concat(), 0);
        bytes.put(archive.end(), 0);
        let mut read = ZipArchive::new(bytes).unwrap();
        assert_eq!(read.by_name("large.wav").unwrap().size(), large);
        let mut found = String::new();
        read.by_name("small.wav").unwrap().read_to_string(&mut found).unwrap();
        assert_eq!(found, "mp3!");
    }
}
