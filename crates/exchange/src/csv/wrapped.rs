//! Tables of which every row was put into quotation marks once more, as a spreadsheet does that took it for one column.

use std::borrow::Cow;

use super::column::Bindings;

/// The table without the marks about its rows; as it is where it has none.
pub(super) fn unwrapped(table: &str) -> Cow<'_, str> {
    let lines = || table.lines().filter(|line| !line.trim().is_empty());
    let wrapped = lines().skip(1).filter(|line| inner(line).is_some()).count();
    let all = lines().skip(1).count();
    let header = lines().next().unwrap_or_default();
    let header = inner(header).unwrap_or_else(|| header.to_owned());
    let knows = |delimiter: char| Bindings::of(header.split(delimiter)).known.len() > 2;
    if wrapped == 0 || wrapped < all || ![',', ';', '\t'].into_iter().any(knows) {
        return Cow::Borrowed(table);
    }
    let inner: Vec<String> =
        table.lines().map(|line| inner(line).unwrap_or_else(|| line.to_owned())).collect();
    Cow::Owned(inner.join("\n"))
}

/// What stands in a line that is one cell in quotation marks.
fn inner(line: &str) -> Option<String> {
    let inner = line.trim().strip_prefix('"')?.strip_suffix('"')?;
    let is_one_cell = !inner.replace("\"\"", "").contains('"') && inner.contains([',', ';', '\t']);
    is_one_cell.then(|| inner.replace("\"\"", "\""))
}

#[cfg(test)]
mod tests {
    use crate::csv::read;

    #[test]
    fn rows_in_marks_are_read_as_those_within() {
        let rows = "\"A,B,0.5\"\n\"\"\"C, \"\"\"\"x\"\"\"\"\"\",D,0.6\"\n";
        for header in ["Track Name,Artist,Energy\n", "\"Track Name,Artist,Energy\"\n"] {
            let tracks = read(&format!("{header}{rows}")).unwrap().tracks;
            let told: Vec<_> =
                tracks.iter().map(|track| (track.title.as_deref().unwrap(), track.energy)).collect();
            assert_eq!(told, [("A", Some(0.5)), ("C, \"x\"", Some(0.6))], "{header}");
        }
        // One column whose cells have commas.
        let titles = "Track Name\n\"Hello, Goodbye\"\n\"Yes, No\"\n";
        assert_eq!(read(titles).unwrap().tracks[0].title.as_deref(), Some("Hello, Goodbye"));
    }
}
