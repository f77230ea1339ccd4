//! Text cells that a spreadsheet would run as a formula, made harmless and read back.
//!
//! Source: <https://owasp.org/www-community/attacks/CSV_Injection>. A spreadsheet shows what follows a leading
//! apostrophe as text.

use std::borrow::Cow;

/// What makes a spreadsheet take a cell for a formula when the cell begins with it; the last four are the
/// full-width forms of the first four, which some locales take for the same.
const STARTS_A_FORMULA: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// The text as a cell that no spreadsheet runs.
///
/// A text that begins with apostrophes before such a character gets one more, so that [`unguard`] can tell ours
/// from theirs.
pub fn guard(text: &str) -> Cow<'_, str> {
    if would_run_unquoted(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that [`guard`] made this cell of.
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if would_run_unquoted(text) => text,
        _ => cell,
    }
}

fn would_run_unquoted(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(STARTS_A_FORMULA)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_what_could_run_is_changed() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("-tism", "'-tism"),
            ("@home", "'@home"),
            ("\tx", "'\tx"),
            ("'=1+1", "''=1+1"),
            ("＝1", "'＝1"),
            ("'Til Tuesday", "'Til Tuesday"),
            ("Blink-182", "Blink-182"),
            ("", ""),
        ] {
            assert_eq!(guard(text), cell);
            assert_eq!(unguard(cell), text);
        }
    }

    proptest! {
        #[test]
        fn a_guarded_cell_is_harmless_and_read_back(text in "'{0,3}[=+\\-@\t\r\n\0＝']?.{0,5}") {
            let cell = guard(&text);
            prop_assert!(!cell.starts_with(STARTS_A_FORMULA));
            prop_assert_eq!(unguard(&cell), text.as_str());
        }
    }
}
