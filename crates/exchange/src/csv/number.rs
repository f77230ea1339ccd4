//! Numbers as tables have them: with the decimal signs, separators and units of several countries and programs.

use super::Expected;
use super::header::{Length, Unit};
use crate::track::unit_interval;
use std::ops::RangeInclusive;

/// From here on a length without a unit is in milliseconds, below in seconds: three hours, or ten seconds.
const LONGEST_IN_SECONDS: f64 = 10_000.0;

/// A length below this with a decimal point, and without a unit, is in minutes: `3.75`. No track is so short.
const LONGEST_IN_MINUTES: f64 = 20.0;

/// A whole number of 0 or more, also as `4.0`, which Python makes of a column with blanks, and as `237,040`.
pub(super) fn whole(cell: &str) -> Option<u64> {
    let digits = match cell.split_once('.') {
        Some((digits, zeros)) if zeros.bytes().all(|byte| byte == b'0') => digits,
        Some(_) => return None,
        None => cell,
    };
    let mut groups = digits.split(',').skip(1);
    let is_grouped = groups.all(|group| group.len() == 3) && !digits.starts_with(',');
    if is_grouped { digits.replace(',', "").parse().ok() } else { None }
}

/// Milliseconds, also with a point, an apostrophe or a space between thousands, `237.040`, or a fraction, the mean of several:
/// `178560.5`.
pub(super) fn milliseconds(cell: &str) -> Option<u64> {
    let signs: &[char] = &['.', '\'', '’', ' ', '\u{A0}', '\u{202F}'];
    let mut groups = cell.split(signs);
    let first = groups.next().unwrap_or_default();
    let is_grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    if is_grouped {
        return cell.replace(signs, "").parse().ok();
    }
    // Below a second it is rather seconds, or thousands that a spreadsheet cut.
    let fraction = || cell.parse::<f64>().ok().filter(|number| (1000.0..1e12).contains(number));
    whole(cell).or_else(|| fraction().map(|number| number.round() as u64))
}

/// A length in milliseconds: `3:45`, `1:02:03`, or a number in the unit that the header says. Where that says none, its
/// size does: minutes, seconds, or, where those would be hours, milliseconds.
pub(super) fn length(cell: &str, unit: Length) -> Option<u64> {
    let (mut seconds, mut parts) = (0.0, 0);
    for part in cell.split(':') {
        parts += 1;
        let part = part.trim().replace(',', ".").parse::<f64>().ok();
        seconds = 60.0 * seconds + part.filter(|part| (0.0..1e12).contains(part))?;
    }
    let is_in_minutes = seconds < LONGEST_IN_MINUTES && cell.contains(['.', ',']);
    let to_milliseconds = match unit {
        Length::Minutes if parts == 1 => 60_000.0,
        Length::Unsaid if parts == 1 && is_in_minutes => 60_000.0,
        Length::Unsaid if parts == 1 && seconds >= LONGEST_IN_SECONDS => 1.0,
        _ => 1000.0,
    };
    (parts <= 3).then_some((to_milliseconds * seconds).round() as u64)
}

/// A share, also as `85%` or, in a column of percentages, `85`.
pub(super) fn share(cell: &str, unit: Unit) -> Result<Option<f32>, Expected> {
    let bare = cell.strip_suffix('%');
    let value = finite(bare.unwrap_or(cell).trim_end()).ok_or(Expected::Number)?;
    let (value, expected) = if unit.percent || bare.is_some() {
        (value / 100.0, Expected::Percentage)
    } else {
        (value, Expected::Share)
    };
    unit_interval(value).map(Some).ok_or(expected)
}

/// A number in a range.
pub(super) fn within(range: RangeInclusive<f32>, cell: &str, expected: Expected) -> Result<f32, Expected> {
    let value = finite(cell).ok_or(Expected::Number)?;
    if range.contains(&value) { Ok(value) } else { Err(expected) }
}

/// A number, also with a decimal comma, a typesetter's minus sign or its unit behind it.
pub(super) fn finite(cell: &str) -> Option<f32> {
    if let Ok(value) = cell.parse::<f32>() {
        return value.is_finite().then_some(value);
    }
    let lower = cell.to_ascii_lowercase().replace(['−', '–'], "-");
    let unit = ["dbfs", "db", "lufs", "bpm"].iter().find_map(|unit| lower.strip_suffix(unit));
    let bare = unit.unwrap_or(&lower).trim_end();
    let is_decimal_comma = bare.matches(',').count() == 1 && !bare.contains('.');
    let value: f32 = if is_decimal_comma { bare.replace(',', ".").parse() } else { bare.parse() }.ok()?;
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_in_the_unit_of_their_header_or_size() {
        for (header, cell, expected) in [
            ("Duration (ms)", "237040", Some(237_040)),
            ("Duration (ms)", "237040.0", Some(237_040)),
            ("Duration (ms)", "237.000", Some(237_000)),
            ("Duration (ms)", "1.237.040", Some(1_237_040)),
            ("Duration (ms)", "237'040", Some(237_040)),
            ("Duration (ms)", "237,040", Some(237_040)),
            ("Duration (ms)", "237.04", None),
            ("duration", "3:45", Some(225_000)),
            ("duration", "03:45.2", Some(225_200)),
            ("duration", "225", Some(225_000)),
            ("duration", "225,5", Some(225_500)),
            ("duration", "225000", Some(225_000)),
            ("duration", "3.75", Some(225_000)),
            ("Length (s)", "3.75", Some(3_750)),
            ("Length (s)", "12000", Some(12_000_000)),
            ("duration_min", "3,75", Some(225_000)),
            ("duration_min", "3:45", Some(225_000)),
            ("duration", "soon", None),
        ] {
            let read = match Unit::of(header).length {
                Length::Milliseconds => milliseconds(cell),
                unit => length(cell, unit),
            };
            assert_eq!(read, expected, "{header}: {cell}");
        }
    }
}
