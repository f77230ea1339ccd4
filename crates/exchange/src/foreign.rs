//! Files that programs keep in a form of their own, which nobody else reads: known by their first bytes, so that their owner
//! can be told whose they are.

/// Whose a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A program's, by its name.
    Of(&'static str),
    /// A database of a program's that is not known by name.
    Database,
    /// A spreadsheet program's.
    Spreadsheet,
    /// A text with its layout: PDF, Word, RTF.
    Document,
    /// Files packed into one.
    Archive,
}

/// How files of programs begin. Serato's and rekordbox's begin with the names of their first parts.
const BEGINNINGS: [(&[u8], &str); 8] = [
    (b"vrsn\0", "Serato DJ"),
    (b"PMAI", "rekordbox"),
    // A page of rekordbox's database for players: number 0, 4096 bytes long.
    (b"\0\0\0\0\0\x10\0\0", "rekordbox"),
    (b"bplist00", "Apple Music (iTunes)"),
    (b"hdfm", "Apple Music (iTunes)"),
    (b"hfma", "Apple Music (iTunes)"),
    (b"mhbd", "iPod"),
    (b"\xE1\xA0\x9C\x91\xF8\x3C\x77\x42", "foobar2000"),
];

/// How databases begin, whoever keeps them.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// How much of a database is looked at for the names of its tables, bytes.
const SCHEMA: usize = 200_000;

/// Tables that only one program's database has.
const TABLES: [(&str, &str); 5] = [
    ("PerformanceData", "Engine DJ"),
    ("track_locations", "Mixxx"),
    ("djmdContent", "rekordbox"),
    ("mediaItemTitles", "djay"),
    ("location_assets", "Serato DJ"),
];

/// What a file is by its bytes, or the first of them; `None` where it may be text.
pub fn of_bytes(bytes: &[u8]) -> Option<Foreign> {
    if bytes.starts_with(SQLITE) {
        let schema = String::from_utf8_lossy(bytes.get(..SCHEMA.min(bytes.len()))?).into_owned();
        let known = TABLES.iter().find(|(table, _)| schema.contains(table));
        return Some(known.map_or(Foreign::Database, |(_, program)| Foreign::Of(program)));
    }
    let of_program = BEGINNINGS.iter().find(|(mark, _)| bytes.starts_with(mark));
    of_program.map(|(_, program)| Foreign::Of(program)).or_else(|| of_office(bytes))
}

/// What spreadsheet and text programs write, and archives.
fn of_office(bytes: &[u8]) -> Option<Foreign> {
    let has = |mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
    let begins = |marks: &[&[u8]]| marks.iter().any(|mark| bytes.starts_with(mark));
    match () {
        // The names of an archive's files are not packed.
        () if begins(&[b"PK\x03\x04"]) => Some(match () {
            () if has(b"xl/workbook") || has(b"opendocument.spreadsheet") || has(b".iwa") => {
                Foreign::Spreadsheet
            }
            () if has(b"word/document") || has(b"opendocument.text") => Foreign::Document,
            () => Foreign::Archive,
        }),
        // Office's form before 2007, with names in UTF-16.
        () if begins(&[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"]) => {
            let is_table = has(b"W\0o\0r\0k\0b\0o\0o\0k\0");
            Some(if is_table { Foreign::Spreadsheet } else { Foreign::Document })
        }
        () if begins(&[b"%PDF-", b"{\\rtf"]) => Some(Foreign::Document),
        () if begins(&[b"\x1F\x8B\x08", b"Rar!", b"7z\xBC\xAF", b"BZh", b"\xFD7zXZ"]) => {
            Some(Foreign::Archive)
        }
        () => None,
    }
}

/// Whether bytes are audio, as is known by how they begin.
pub(crate) fn is_sound(bytes: &[u8]) -> bool {
    const MARKS: [&[u8]; 6] = [b"ID3\x02", b"ID3\x03", b"ID3\x04", b"\xFF\xFB", b"fLaC\0", b"OggS\0"];
    MARKS.iter().any(|mark| bytes.starts_with(mark))
}

/// What a file is by the root of its XML.
pub(crate) fn of_root(root: &str) -> Option<Foreign> {
    let program = match root {
        "VirtualDJ_Database" | "VirtualFolder" => "VirtualDJ",
        "rhythmdb" => "Rhythmbox",
        "IdjLibrary" => "Cross DJ",
        _ => return None,
    };
    Some(Foreign::Of(program))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_programs_are_known_by_what_stands_in_them() {
        for (bytes, foreign) in [
            (b"vrsn\0\0\0\x3c\x002\0.\x000".as_slice(), Some(Foreign::Of("Serato DJ"))),
            (b"SQLite format 3\0...CREATE TABLE PerformanceData (id", Some(Foreign::Of("Engine DJ"))),
            (b"SQLite format 3\0...CREATE TABLE x (id", Some(Foreign::Database)),
            (b"\0\0\0\0\0\x10\0\0\x14\0\0\0", Some(Foreign::Of("rekordbox"))),
            (b"PK\x03\x04..[Content_Types].xml..xl/workbook.xml", Some(Foreign::Spreadsheet)),
            (
                b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                Some(Foreign::Spreadsheet),
            ),
            (b"PK\x03\x04..word/document.xml", Some(Foreign::Document)),
            (b"PK\x03\x04..01 One.mp3", Some(Foreign::Archive)),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..W\0o\0r\0k\0b\0o\0o\0k\0", Some(Foreign::Spreadsheet)),
            (b"%PDF-1.4", Some(Foreign::Document)),
            (b"{\\rtf1", Some(Foreign::Document)),
            (b"Rar!", Some(Foreign::Archive)),
            (b"#EXTM3U\n", None),
            (b"", None),
        ] {
            assert_eq!(of_bytes(bytes), foreign);
        }
        assert!(is_sound(b"ID3\x03\0") && !is_sound(b"ID3 tags - a song\n"));
        assert_eq!(of_root("VirtualFolder"), Some(Foreign::Of("VirtualDJ")));
        assert_eq!(of_root("playlist"), None);
    }
}
