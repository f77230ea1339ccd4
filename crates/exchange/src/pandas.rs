//! Tables as pandas writes them into JSON, other than as a list of records: by columns, by rows under their numbers, or with
//! the columns' names apart.
//!
//! Source: <https://pandas.pydata.org/docs/reference/api/pandas.DataFrame.to_json.html> (`orient`).

use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

use crate::csv::Column;

type Members<'a> = BTreeMap<String, &'a RawValue>;

/// The rows of a table; `None` where the members of an object are no table.
pub(crate) fn rows(members: &Members) -> Option<Vec<Map<String, Value>>> {
    by_parts(members).or_else(|| by_columns(members)).or_else(|| by_rows(members))
}

/// `{"columns": ["name", …], "data": [["A", …], …]}`.
fn by_parts(members: &Members) -> Option<Vec<Map<String, Value>>> {
    let columns: Vec<String> = serde_json::from_str(members.get("columns")?.get()).ok()?;
    let data: Vec<Vec<Value>> = serde_json::from_str(members.get("data")?.get()).ok()?;
    let row = |cells: Vec<Value>| columns.iter().cloned().zip(cells).collect();
    Some(data.into_iter().map(row).collect())
}

/// `{"name": {"0": "A", …}, "tempo": {"0": 120, …}}`.
fn by_columns(members: &Members) -> Option<Vec<Map<String, Value>>> {
    let is_known = |name: &String| Column::find(name).is_some();
    if !members.keys().any(is_known) {
        return None;
    }
    let mut rows: BTreeMap<u64, Map<String, Value>> = BTreeMap::new();
    for (name, column) in members {
        let cells: BTreeMap<u64, Value> = serde_json::from_str(column.get()).ok()?;
        for (number, cell) in cells {
            rows.entry(number).or_default().insert(name.clone(), cell);
        }
    }
    Some(rows.into_values().collect())
}

/// `{"0": {"name": "A", "tempo": 120}, …}`.
fn by_rows(members: &Members) -> Option<Vec<Map<String, Value>>> {
    let row = |(number, row): (&String, &&RawValue)| {
        Some((number.parse::<u64>().ok()?, serde_json::from_str(row.get()).ok()?))
    };
    let rows: Option<BTreeMap<u64, Map<String, Value>>> = members.iter().map(row).collect();
    rows.filter(|rows| !rows.is_empty()).map(|rows| rows.into_values().collect())
}

#[cfg(test)]
mod tests {
    use crate::contents::{Contents, ReadError, read};

    #[test]
    fn tables_are_read_however_they_are_turned() {
        for text in [
            r#"{"name": {"0": "A", "10": "C", "2": "B"}, "energy": {"0": 0.1, "2": 0.2, "10": null}}"#,
            r#"{"0": {"name": "A", "energy": 0.1}, "10": {"name": "C"}, "2": {"name": "B", "energy": 0.2}}"#,
            r#"{"columns": ["name", "energy"], "index": [0, 2, 10], "data": [["A", 0.1], ["B", 0.2], ["C", null]]}"#,
        ] {
            let Ok(Contents::Table(reading)) = read("a.json", text.as_bytes()) else { panic!("{text}") };
            let rows: Vec<_> =
                reading.tracks.iter().map(|track| (track.title.as_deref().unwrap(), track.energy)).collect();
            assert_eq!(rows, [("A", Some(0.1)), ("B", Some(0.2)), ("C", None)], "{text}");
            assert_eq!(reading.remarks, []);
        }
    }

    #[test]
    fn json_of_something_else_has_no_tracks() {
        for text in [r#"{"city": "Bonn"}"#, r#"[{"city": "Bonn"}, null]"#, "[]", r#"{"a": {"0": 1}}"#] {
            assert!(matches!(read("a.json", text.as_bytes()), Err(ReadError::NoTracks)), "{text}");
        }
    }
}
