//! What a header says besides the column's name: the unit of its values, their range, and whose they are.

/// Words behind a column's name that tell of its unit.
const PERCENT: [&str; 4] = ["percent", "percentage", "pct", "prozent"];
const MINUTES: [&str; 5] = ["min", "mins", "minutes", "minuten", "minutos"];
const SECONDS: [&str; 6] = ["s", "sec", "secs", "seconds", "sekunden", "segundos"];
const MILLISECONDS: [&str; 3] = ["ms", "msec", "milliseconds"];
const OTHER: [&str; 5] = ["db", "dbfs", "lufs", "bpm", "in"];

/// What stands before the names of features in tables that were joined from several.
const BEFORE: [&str; 4] = ["af", "audiofeatures", "features", "audiofeature"];

/// In what a column's values are, by its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Whether shares are percentages (`danceability_%`).
    pub(super) percent: bool,
    /// In what lengths are.
    pub(super) length: Length,
    /// Whether a note alone is a major key: where others of the column are named as minor ones.
    pub(super) has_major_notes: bool,
}

/// In what a column's lengths are, by its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    Milliseconds,
    Seconds,
    Minutes,
    /// As a clock shows them, or in whatever their size tells.
    Unsaid,
}

impl Unit {
    /// What a header says of the unit.
    pub(super) fn of(header: &str) -> Unit {
        let words = words(header);
        let has = |units: &[&str]| words.iter().skip(1).any(|word| units.contains(&word.as_str()));
        let is_of_hundred = words.iter().any(|word| word == "100") && words.iter().any(|word| word == "0");
        let length = match (bare(header).ends_with("ms"), has(&SECONDS), has(&MINUTES)) {
            (true, _, false) => Length::Milliseconds,
            (false, true, false) => Length::Seconds,
            (false, false, true) => Length::Minutes,
            _ => Length::Unsaid,
        };
        let percent = header.contains('%') || has(&PERCENT) || is_of_hundred;
        Unit { percent, length, has_major_notes: false }
    }
}

/// The names that a header may mean, as columns know them, the whole of it first: `Energy (0-1)` is `energy01`, or `energy`.
pub(super) fn names(header: &str) -> impl Iterator<Item = String> {
    let (name, aside) = header.split_once(['(', '[']).unwrap_or((header, ""));
    let says_range = words(aside).iter().all(|word| is_unit(word) || is_of_range(word));
    let mut words = words(if says_range { name } else { header });
    while words.len() > 1 && words.last().is_some_and(|word| is_unit(word)) {
        words.pop();
    }
    let name = words.concat();
    let behind = BEFORE.iter().find_map(|before| name.strip_prefix(before)).map(str::to_owned);
    let whole = bare(header);
    let name = Some(name).filter(|name| *name != whole);
    [Some(whole), name, behind].into_iter().flatten().filter(|name| !name.is_empty())
}

fn is_unit(word: &str) -> bool {
    [&PERCENT[..], &MINUTES, &SECONDS, &MILLISECONDS, &OTHER].iter().any(|list| list.contains(&word))
}

/// Whether a word in brackets tells of values: `(0-11)`, `(1=major)`.
fn is_of_range(word: &str) -> bool {
    matches!(word, "major" | "minor" | "to") || word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A header's letters and digits in lower case: `Artist Name(s)` → `artistnames`.
pub(super) fn bare(header: &str) -> String {
    words(header).concat()
}

fn words(header: &str) -> Vec<String> {
    let words = header.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::super::column::Column;
    use super::*;

    #[test]
    fn headers_are_known_with_units_and_ranges_behind_them() {
        for (header, column) in [
            ("Danceability (0-1)", Column::Danceability),
            ("Energy [0–100]", Column::Energy),
            ("Loudness (dB)", Column::Loudness),
            ("Key (0-11)", Column::Key),
            ("Mode (1=major)", Column::Mode),
            ("valence_percent", Column::Valence),
            ("Length (s)", Column::Duration),
            ("duration_min", Column::Duration),
            ("duration_in min/ms", Column::Duration),
            ("af_danceability", Column::Danceability),
            ("audio_features.time_signature", Column::TimeSignature),
            ("Song Title", Column::TrackName),
        ] {
            assert_eq!(Column::find(header).map(|(column, _)| column), Some(column), "{header}");
        }
        for header in ["energy_confidence", "Artist (ID)", "Time (added)", "Key change", "min", "s", "", "%"]
        {
            assert_eq!(Column::find(header), None, "{header}");
        }
    }

    #[test]
    fn the_unit_is_what_the_header_says() {
        for (header, length) in [
            ("Duration (ms)", Length::Milliseconds),
            ("trackDurationMs", Length::Milliseconds),
            ("Length (s)", Length::Seconds),
            ("duration_min", Length::Minutes),
            ("duration_in min/ms", Length::Unsaid),
            ("Time", Length::Unsaid),
        ] {
            assert_eq!(Unit::of(header).length, length, "{header}");
        }
        let percent =
            ["danceability_%", "Energy (%)", "valence pct", "Energy (0-100)", "Energy (0-1)", "Energy"];
        let told = percent.map(|header| Unit::of(header).percent);
        assert_eq!(told, [true, true, true, true, false, false]);
    }
}
