//! Quotation marks of a table that do not come in pairs: one that is never closed makes one cell of all that follows.

/// Where the quotation marks of a table go wrong.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Faults {
    /// Where a quotation mark closes within a cell, bytes from the start.
    pub(super) strays: Vec<usize>,
    /// The row whose quotation mark is never closed, or only by the next one that should open a cell some lines below.
    pub(super) unclosed: Option<Unclosed>,
    /// Where the last row begins that was looked at, bytes from the start; the end where a line ends there.
    pub(super) last_row: usize,
}

/// A row whose quotation mark is not closed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unclosed {
    /// Where the row begins, bytes from the start.
    pub(super) row: usize,
    /// Where the line of the quotation mark ends, bytes from the start: what stands behind may be read.
    pub(super) line_end: usize,
}

/// Looks at all quotation marks as the reader of tables does: they open at the beginning of a cell only.
pub(super) fn scan(bytes: &[u8], delimiter: u8) -> Faults {
    let mut faults = Faults::default();
    let (mut at, mut is_cell_start) = (0, true);
    while let Some(byte) = bytes.get(at) {
        if *byte == b'"' && is_cell_start {
            let cell = bytes.get(at..).unwrap_or_default();
            let line = cell.iter().position(|byte| is_line_end(*byte)).unwrap_or(cell.len());
            let end = closing(bytes, at + 1);
            let behind = end.and_then(|end| bytes.get(end + 1..)?.iter().find(|byte| **byte != b' '));
            let is_stray = behind.is_some_and(|byte| *byte != delimiter && !is_line_end(*byte));
            let end = end.filter(|end| !is_stray || *end < at + line);
            let Some(end) = end else {
                faults.unclosed = Some(Unclosed { row: faults.last_row, line_end: at + line });
                return faults;
            };
            at = end + 1;
            if is_stray {
                faults.strays.push(at);
            }
            is_cell_start = false;
            continue;
        }
        at += 1;
        is_cell_start = *byte == delimiter || is_line_end(*byte);
        if is_line_end(*byte) {
            faults.last_row = at;
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

    fn faults(table: &str) -> (Vec<usize>, Option<Unclosed>) {
        let Faults { strays, unclosed, .. } = scan(table.as_bytes(), b',');
        (strays, unclosed)
    }

    #[test]
    fn marks_in_pairs_are_no_fault() {
        for table in ["a,b\n\"x, \"\"y\"\"\nz\",1\n", "7\" mix,b\n", "\"a\" ,\"\"\r\n", "\"a\"", ""] {
            assert_eq!(faults(table), (vec![], None), "{table:?}");
        }
    }

    #[test]
    fn faults_are_found_where_they_are() {
        assert_eq!(faults("a\n\"b,\"c,d\n"), (vec![6], None));
        let unclosed = Some(Unclosed { row: 2, line_end: 12 });
        assert_eq!(faults("a\n\"x\ny\",\"b,c\nd,e\n"), (vec![], unclosed));
    }

    #[test]
    fn a_mark_that_the_next_cells_mark_closes_is_not_closed() {
        let unclosed = Some(Unclosed { row: 2, line_end: 6 });
        assert_eq!(faults("a\n\"b,c\nd,\"e\"\n"), (vec![], unclosed));
    }

    #[test]
    fn the_last_row_may_go_on() {
        assert_eq!(scan(b"a,b\nc,\"d\n\",e", b',').last_row, 4);
        assert_eq!(scan(b"a,b\n", b',').last_row, 4);
    }
}
