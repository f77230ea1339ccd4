//! Rows of a table that are about no track: the header once more, a line drawn in signs, sums at the foot.

use ::csv::StringRecord;

use super::column::Bindings;
use crate::reading::{Reading, Remark};
use crate::track::{ExchangeTrack, non_blank};

/// What rows at the foot of a table are called that sum up the others.
const SUMS: [&str; 20] = [
    "total",
    "totals",
    "sum",
    "average",
    "avg",
    "mean",
    "median",
    "min",
    "max",
    "count",
    "summe",
    "gesamt",
    "durchschnitt",
    "mittelwert",
    "suma",
    "promedio",
    "media",
    "somme",
    "moyenne",
    "std",
];

/// Whether a row says nothing: blank, the header once more where files were joined, or a line of signs as in Markdown.
pub(super) fn says_nothing(row: &StringRecord, bindings: &Bindings) -> bool {
    let is_drawn = |cell: &str| cell.chars().all(|char| matches!(char, '-' | ':' | '=' | ' '));
    let is_header = || {
        let is_same = |header: &str, cell: Option<&str>| cell.is_some_and(|cell| cell.trim() == header);
        bindings.known.iter().all(|known| is_same(&known.header, row.get(known.index)))
    };
    row.iter().all(is_drawn) || is_header()
}

/// Takes out rows at the foot that sum up the others, and tells of them.
pub(super) fn drop_sums(reading: &mut Reading) {
    // A number in the artist's place is a sum, too.
    let has_artist =
        |track: &ExchangeTrack| track.artists.iter().any(|artist| artist.parse::<f32>().is_err());
    let is_named =
        |track: &ExchangeTrack| has_artist(track) || track.spotify_uri.is_some() || track.file.is_some();
    let is_sum = |track: &ExchangeTrack| {
        let title = track.title.as_deref().and_then(non_blank).unwrap_or_default();
        let title = title.trim().trim_end_matches(':').to_lowercase();
        !is_named(track) && SUMS.contains(&title.as_str())
    };
    let others = reading.tracks.iter().filter(|track| is_named(track)).count();
    while 2 * others >= reading.tracks.len() && reading.tracks.last().is_some_and(is_sum) {
        reading.remarks.push(Remark::Record { record: reading.tracks.len() });
        reading.tracks.pop();
    }
}

#[cfg(test)]
mod tests {
    use crate::csv::read;
    use crate::reading::Remark;

    #[test]
    fn rows_about_no_track_are_none() {
        let joined = "Track Name,Artist,Energy\nA,B,0.5\n\nTrack Name,Artist,Energy\nC,D,0.6\n";
        let drawn = "| Track Name | Artist | Energy |\n|---|:---|---:|\n| A | B | 0.5 |\n| C | D | 0.6 |\n";
        let summed = "Track Name,Artist,Energy\nA,B,0.5\nC,D,0.6\nAverage:,,0.6\nTotal,3,\n";
        for (table, remarks) in [
            (joined, vec![]),
            (drawn, vec![]),
            (summed, vec![Remark::Record { record: 4 }, Remark::Record { record: 3 }]),
        ] {
            let reading = read(table).unwrap();
            let titles: Vec<_> = reading.tracks.iter().filter_map(|track| track.title.as_deref()).collect();
            assert_eq!(
                titles.iter().map(|title| title.trim()).take(2).collect::<Vec<_>>(),
                ["A", "C"],
                "{table}"
            );
            assert_eq!(reading.remarks, remarks, "{table}");
        }
    }

    #[test]
    fn songs_that_are_called_so_are_tracks() {
        let table = "Track Name,Artist\nSum,Somebody\nTotal,\nMax,\n";
        assert_eq!(read(table).unwrap().tracks.len(), 3);
        assert_eq!(read("Track Name,Artist\nA,B\nC,D\nTotal,E\n").unwrap().tracks.len(), 3);
    }
}
