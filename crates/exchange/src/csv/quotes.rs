//! Quotation marks of a table that do not come in pairs: one that is never closed makes one cell of all that follows.

/// Where the quotation marks of a table go wrong.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Faults {
    /// Where a quotation mark closes within a cell, bytes from the start.
    pub(super) strays: Vec<usize>,
    /// The row whose quotation mark is never closed.
    pub(super) unclosed: Option<Unclosed>,
}

/// A row whose quotation mark is never closed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unclosed {
    /// Where the row begins, bytes from the start.
    pub(super) row: usize,
    /// Where the line of the quotation mark ends, bytes from the start: what stands behind may be read.
    pub(super) line_end: usize,
}

/// Looks at all quotation marks as the reader of tables does: they open at the beginning of a cell only.
pub(super) fn scan(table: &str, delimiter: u8) -> Faults {
    let bytes = table.as_bytes();
    let mut faults = Faults::default();
    let (mut row, mut at, mut is_cell_start) = (0, 0, true);
    while let Some(byte) = bytes.get(at) {
        if *byte == b'"' && is_cell_start {
            let Some(end) = closing(bytes, at + 1) else {
                let line = bytes.get(at..).unwrap_or_default();
                let length = line.iter().position(|byte| is_line_end(*byte)).unwrap_or(line.len());
                faults.unclosed = Some(Unclosed { row, line_end: at + length });
                return faults;
            };
            at = end + 1;
            let behind = bytes.get(at..).unwrap_or_default().iter().find(|byte| **byte != b' ');
            if behind.is_some_and(|byte| *byte != delimiter && !is_line_end(*byte)) {
                faults.strays.push(at);
            }
            is_cell_start = false;
            continue;
        }
        at += 1;
        is_cell_start = *byte == delimiter || is_line_end(*byte);
        if is_line_end(*byte) {
            row = at;
        }
    }
    faults
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Where the quotation mark that closes a cell stands; two in a row are one within it.
fn closing(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == b'"')?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_pairs_are_no_fault() {
        for table in ["a,b\n\"x, \"\"y\"\"\nz\",1\n", "7\" mix,b\n", "\"a\" ,\"\"\r\n", "\"a\"", ""] {
            assert_eq!(scan(table, b','), Faults::default(), "{table:?}");
        }
    }

    #[test]
    fn faults_are_found_where_they_are() {
        assert_eq!(scan("a\n\"b,\"c,d\n", b','), Faults { strays: vec![6], unclosed: None });
        let unclosed = Some(Unclosed { row: 2, line_end: 12 });
        assert_eq!(scan("a\n\"x\ny\",\"b,c\nd,e\n", b','), Faults { strays: vec![], unclosed });
    }
}
