//! What a file of lines holds already, for who goes on with it: which records count, and where what does not count stands.

use segue_cli::record::Record;
use std::io::{self, BufRead, BufReader, Read};

use super::lines::{LineFormat, header, unguarded};

/// Longest line that is looked at, bytes: a record has about 1,500.
const LONGEST: u64 = 1 << 20;

/// A stretch of a file: its bytes, and the record in them. A header is no piece.
pub struct Piece {
    /// The position of its first byte.
    pub start: u64,
    /// The position behind its last byte.
    pub end: u64,
    /// What it holds; `None` where that is no record.
    pub record: Option<Record>,
}

/// Walks over a file piece by piece. Its last line counts only where it is ended: what comes before a line end was written
/// whole.
///
/// # Errors
/// Where the file cannot be read; its `InvalidData` says that nothing in it was written by this program.
pub fn scan(file: impl Read, format: LineFormat, each: impl FnMut(&Piece)) -> io::Result<()> {
    match format {
        LineFormat::Ndjson => scan_json(BufReader::new(file), each),
        LineFormat::Csv => scan_csv(BufReader::new(file), each),
    }
}

fn not_ours() -> io::Error {
    io::Error::from(io::ErrorKind::InvalidData)
}

fn scan_json(mut file: impl BufRead, mut each: impl FnMut(&Piece)) -> io::Result<()> {
    let (mut position, mut good, mut line) = (0, 0, Vec::new());
    loop {
        line.clear();
        let count = (&mut file).take(LONGEST).read_until(b'\n', &mut line)?;
        if count == 0 {
            return Ok(());
        }
        let start = position;
        position += count as u64;
        let is_ended = line.ends_with(b"\n");
        let record = if is_ended { serde_json::from_slice(&line).ok() } else { None };
        let record = record.filter(Record::is_whole);
        good += usize::from(record.is_some());
        // The very first line tells whose file this is.
        if good == 0 && (is_ended || !is_beginning(&line, b"{\"file\":\"")) {
            return Err(not_ours());
        }
        each(&Piece { start, end: position, record });
    }
}

/// Whether one of two texts is the beginning of the other.
fn is_beginning(text: &[u8], other: &[u8]) -> bool {
    text.iter().zip(other).all(|(a, b)| a == b)
}

fn scan_csv(mut file: impl BufRead, mut each: impl FnMut(&Piece)) -> io::Result<()> {
    let header = header()?;
    let mut first = Vec::new();
    (&mut file).take(header.len() as u64).read_to_end(&mut first)?;
    if !is_beginning(&first, &header) {
        return Err(not_ours());
    }
    if first.len() < header.len() {
        // Torn within the header: nothing of it stays.
        each(&Piece { start: 0, end: first.len() as u64, record: None });
        return Ok(());
    }
    let mut position = header.len() as u64;
    let names = csv::StringRecord::from(csv_names(&header));
    let mut row = Vec::new();
    loop {
        row.clear();
        let is_ended = read_row(&mut file, &mut row)?;
        if row.is_empty() {
            return Ok(());
        }
        let start = position;
        position += row.len() as u64;
        let record = if is_ended { record_of(&row, &names) } else { None };
        each(&Piece { start, end: position, record });
    }
}

fn csv_names(header: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(header).trim_end().split(',').map(str::to_owned).collect()
}

/// Reads on to the end of a line that is not within quotation marks; false where the file ends before.
fn read_row(file: &mut impl BufRead, row: &mut Vec<u8>) -> io::Result<bool> {
    loop {
        let left = LONGEST.saturating_sub(row.len() as u64);
        if left == 0 || file.take(left).read_until(b'\n', row)? == 0 {
            return Ok(false);
        }
        let quotes = row.iter().filter(|byte| **byte == b'"').count();
        if row.ends_with(b"\n") && quotes % 2 == 0 {
            return Ok(true);
        }
    }
}

fn record_of(row: &[u8], names: &csv::StringRecord) -> Option<Record> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(row);
    let row = reader.records().next()?.ok()?;
    let record: Record = row.deserialize(Some(names)).ok()?;
    Some(unguarded(record)).filter(|record| row.len() == names.len() && record.is_whole())
}

#[cfg(test)]
mod tests {
    use super::super::lines::Lines;
    use super::*;
    use crate::testing::record;

    fn file(format: LineFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut lines = Lines::new(&mut bytes, format, true);
        let odd = Record { file: "line\nbreak \"quoted\".mp3".into(), ..record(9) };
        [record(1), odd, record(2)].iter().for_each(|record| lines.put(record).unwrap());
        bytes
    }

    fn scanned(bytes: &[u8], format: LineFormat) -> Vec<(u64, Option<Record>)> {
        let mut pieces = Vec::new();
        scan(bytes, format, |piece| pieces.push((piece.end, piece.record.clone()))).unwrap();
        pieces
    }

    #[test]
    fn records_are_read_back_as_they_were() {
        for format in [LineFormat::Ndjson, LineFormat::Csv] {
            let bytes = file(format);
            let pieces = scanned(&bytes, format);
            assert_eq!(pieces.last().map(|(end, _)| *end), Some(bytes.len() as u64));
            let records: Vec<Record> = pieces.into_iter().filter_map(|(_, record)| record).collect();
            assert_eq!(records[0], record(1));
            assert_eq!((records[1].file.as_str(), &records[2]), ("line\nbreak \"quoted\".mp3", &record(2)));
        }
    }

    /// Wherever a file is torn, the lines before are whole, and what is torn is one piece at its end.
    #[test]
    fn a_torn_file_keeps_its_whole_records() {
        for format in [LineFormat::Ndjson, LineFormat::Csv] {
            let bytes = file(format);
            let whole = scanned(&bytes, format);
            for end in 0..bytes.len() {
                let pieces = scanned(&bytes[..end], format);
                let records = whole.iter().filter(|(to, _)| *to <= end as u64);
                let kept = pieces.iter().filter(|(_, record)| record.is_some());
                assert!(kept.eq(records), "{format:?} {end}");
                assert!(pieces.iter().rev().skip(1).all(|(_, record)| record.is_some()), "{format:?} {end}");
            }
        }
    }

    #[test]
    fn files_of_others_are_known() {
        let others: [(&[u8], LineFormat); 6] = [
            (b"Dear diary", LineFormat::Ndjson),
            (b"{\"file\":\"a.mp3\"}\n", LineFormat::Ndjson),
            (b"{\"name\":\"x\"}\n", LineFormat::Ndjson),
            (b"\n\n", LineFormat::Ndjson),
            (b"file,title,year\na,b,c\n", LineFormat::Csv),
            (b"Track Name\n", LineFormat::Csv),
        ];
        for (bytes, format) in others {
            assert!(scan(bytes, format, |_| {}).is_err(), "{}", String::from_utf8_lossy(bytes));
        }
    }
}
