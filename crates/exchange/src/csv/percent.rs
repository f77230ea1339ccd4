//! Whether the values of a table's columns are shares (`0.85`) or percentages (`85`): headers seldom say, and a table is all
//! of one kind.

use super::column::{Binding, Bindings, Column};
use super::number;

/// What the values of a column tell of it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Values {
    /// Nothing: there are noughts and ones alone.
    Unsaid,
    /// Most are above 1.
    AboveOne,
    /// Most are below.
    BelowOne,
}

/// Marks the columns in percent, and takes out an energy that is neither share nor percentage. `cells` gives the texts in a
/// column.
pub(super) fn decide<'a, C: Iterator<Item = &'a str>>(bindings: &mut Bindings, cells: impl Fn(usize) -> C) {
    let told: Vec<Values> = bindings.known.iter().map(|known| told(cells(known.index))).collect();
    let features: Vec<(bool, Values)> = bindings
        .known
        .iter()
        .zip(&told)
        .filter(|(known, _)| known.column.is_measured_share())
        .map(|(known, told)| (known.unit.percent, *told))
        .collect();
    let count = |values: Values| features.iter().filter(|(_, told)| *told == values).count();
    let above = count(Values::AboveOne);
    // Where all are below, they are on a scale of ten, or of something else that nobody says.
    let mut shares = bindings.known.iter().filter(|known| known.column.is_share());
    let is_of_hundred = shares.any(|known| cells(known.index).any(is_above_ten));
    let of_table = is_of_hundred && above > count(Values::BelowOne);
    // A header's `%` says how a spreadsheet shows the values, where none is above 1.
    let is_shown_so =
        !features.contains(&(true, Values::AboveOne)) && features.contains(&(true, Values::BelowOne));
    for (known, told) in bindings.known.iter_mut().zip(told).filter(|(known, _)| known.column.is_share()) {
        let is_of_table = known.column.is_measured_share() && (of_table || told == Values::Unsaid);
        let by_values = if is_of_table { of_table } else { is_of_hundred && told == Values::AboveOne };
        known.unit.percent = by_values || (known.unit.percent && !is_shown_so);
    }
    let are_levels =
        |known: &Binding| known.column == Column::Energy && above == 1 && are_levels(cells(known.index));
    bindings.known.retain(|known| !are_levels(known));
}

fn told<'a>(cells: impl Iterator<Item = &'a str>) -> Values {
    let values =
        cells.filter_map(|cell| number::finite(cell.trim())).filter(|value| *value != 0.0 && *value != 1.0);
    let (mut all, mut above) = (0, 0);
    for value in values {
        all += 1;
        above += usize::from(value > 1.0 && value <= 100.0);
    }
    match () {
        () if all == 0 => Values::Unsaid,
        () if 2 * above > all => Values::AboveOne,
        () => Values::BelowOne,
    }
}

fn is_above_ten(cell: &str) -> bool {
    number::finite(cell.trim()).is_some_and(|value| value > 10.0 && value <= 100.0)
}

/// Whether energies are the ten levels that DJ software tells, which are no audio feature.
fn are_levels<'a>(mut cells: impl Iterator<Item = &'a str>) -> bool {
    cells.all(|cell| {
        let level = number::finite(cell.trim());
        cell.trim().is_empty()
            || level.is_some_and(|level| (1.0..=10.0).contains(&level) && level.fract() == 0.0)
    })
}

#[cfg(test)]
mod tests {
    use crate::csv::read;

    /// Danceability, energy and speechiness of the first row.
    fn first(table: &str) -> [Option<f32>; 3] {
        let track = read(table).unwrap().tracks.remove(0);
        [track.danceability, track.energy, track.speechiness]
    }

    #[test]
    fn a_table_is_all_of_one_kind() {
        let header = "Track Name,Danceability,Energy,Speechiness\n";
        for (rows, expected) in [
            ("A,58,84,0.5\nB,60,90,0.6\n", [0.58, 0.84, 0.005]),
            ("A,58,84,1\nB,60,90,0\n", [0.58, 0.84, 0.01]),
            ("A,0.58,0.84,1\nB,0.6,0.9,0\n", [0.58, 0.84, 1.0]),
            ("A,0.58,0.84,0.05\nB,60,0.9,0.1\n", [0.58, 0.84, 0.05]),
        ] {
            assert_eq!(first(&format!("{header}{rows}")), expected.map(Some), "{rows}");
        }
    }

    #[test]
    fn a_percent_sign_above_shares_tells_how_a_spreadsheet_shows_them() {
        let header = "Track Name,Danceability (%),Energy (%),Speechiness (%)\n";
        for (rows, expected) in [
            ("A,0.58,0.84,0.05\nB,1,1,0\n", [0.58, 0.84, 0.05]),
            ("A,58,84,0.5\nB,1,1,0\n", [0.58, 0.84, 0.005]),
            ("A,58,84,1\nB,1,1,0\n", [0.58, 0.84, 0.01]),
        ] {
            assert_eq!(first(&format!("{header}{rows}")), expected.map(Some), "{rows}");
        }
    }

    #[test]
    fn a_scale_of_ten_is_not_taken_for_percent() {
        let table = "Track Name,Danceability,Energy,Speechiness\nA,5.8,8.4,0.5\nB,6,9,0.6\n";
        assert_eq!(first(table), [None, None, Some(0.5)]);
        assert_eq!(read(table).unwrap().remarks.len(), 4);
    }

    #[test]
    fn the_energy_levels_of_dj_software_are_no_feature() {
        let levels = "File name,Key result,BPM,Energy\na.mp3,8A,120,6\nb.mp3,8A,120,10\n";
        assert_eq!(first(levels)[1], None);
        let percent = "File name,BPM,Energy\na.mp3,120,6\nb.mp3,120,64\n";
        assert_eq!(first(percent)[1], Some(0.06));
    }
}
