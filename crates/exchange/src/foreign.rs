//! Files that programs keep in a form of their own, which nobody else reads: known by their first bytes, so that their owner
//! can be told whose they are.

/// Whose a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A program's, by its name.
    Of(&'static str),
    /// A database of a program's that is not known by name.
    Database,
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

/// What a file is by its bytes; `None` where it may be text.
pub(crate) fn of_bytes(bytes: &[u8]) -> Option<Foreign> {
    if bytes.starts_with(SQLITE) {
        let schema = String::from_utf8_lossy(bytes.get(..SCHEMA.min(bytes.len()))?).into_owned();
        let known = TABLES.iter().find(|(table, _)| schema.contains(table));
        return Some(known.map_or(Foreign::Database, |(_, program)| Foreign::Of(program)));
    }
    BEGINNINGS.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, program)| Foreign::Of(program))
}

/// What a file is by the root of its XML.
pub(crate) fn of_root(root: &str) -> Option<Foreign> {
    let program = match root {
        "VirtualDJ_Database" | "VirtualFolder" => "VirtualDJ",
        "smil" | "asx" | "ASX" => "Windows Media Player",
        "WinampXML" => "Winamp",
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
            (b"#EXTM3U\n", None),
            (b"", None),
        ] {
            assert_eq!(of_bytes(bytes), foreign);
        }
        assert_eq!(of_root("smil"), Some(Foreign::Of("Windows Media Player")));
        assert_eq!(of_root("playlist"), None);
    }
}
