//! Words that both modules of the page use: names of features and parts, numbers as people write them.

use protocol::{Feature, Key};

use crate::language::{Language, say, spoken};

/// A key as musicians write it.
pub fn key_name(key: Key) -> String {
    let name = key.name();
    match spoken() {
        Language::English => name,
        Language::Spanish => name.replace("major", "mayor").replace("minor", "menor"),
    }
}

/// Minutes and seconds.
pub fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0) as u32;
    format!("{}:{:02}", whole / 60, whole % 60)
}

/// A label of an axis.
pub fn number(value: f32) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    // A proper minus sign, and no negative zero.
    if rounded < 0.0 { format!("−{}", -rounded) } else { format!("{}", rounded.abs()) }
}

/// A frequency as a label, e.g. "100 Hz" and "10 kHz".
pub fn hertz(hz: f32) -> String {
    if hz < 1000.0 { format!("{} Hz", number(hz)) } else { format!("{} kHz", number(hz / 1000.0)) }
}

/// Heading of a feature.
pub fn feature_name(feature: Feature) -> &'static str {
    match feature {
        Feature::Danceability => say("Danceability", "Bailabilidad"),
        Feature::Energy => say("Energy", "Energía"),
        Feature::Key => say("Key", "Tonalidad"),
        Feature::Loudness => say("Loudness", "Sonoridad"),
        Feature::Mode => say("Mode", "Modo"),
        Feature::Speechiness => say("Speechiness", "Habla"),
        Feature::Acousticness => say("Acousticness", "Acústica"),
        Feature::Instrumentalness => say("Instrumentalness", "Instrumentalidad"),
        Feature::Liveness => say("Liveness", "En vivo"),
        Feature::Valence => say("Valence", "Positividad"),
        Feature::Tempo => say("Tempo", "Tempo"),
    }
}

/// A part of an explanation in plain words.
pub fn part_name(part: &str) -> String {
    match part {
        "mel" => say("Tone colour", "Color del sonido"),
        "mfcc" => say("Timbre", "Timbre"),
        "shape" => say("Brightness, noise", "Brillo, ruido"),
        "contrast" => say("Peaks and valleys", "Picos y valles"),
        "rhythm" => say("Rhythm", "Ritmo"),
        "tonal" => say("Harmony", "Armonía"),
        "modulation" => say("Pulsation", "Pulsación"),
        "dynamics" => say("Loudness, dynamics", "Sonoridad, dinámica"),
        "texture" => say("Patterns of timbre", "Patrones de timbre"),
        "transients" => say("Attacks and decays", "Ataques y caídas"),
        "voice" => say("Signs of a voice", "Indicios de voz"),
        "bass" => say("Bass, below 200 Hz", "Graves, bajo 200 Hz"),
        "low mids" => say("Low mids, to 800 Hz", "Medios graves, hasta 800 Hz"),
        "mids" => say("Mids, to 2.5 kHz", "Medios, hasta 2,5 kHz"),
        "treble" => say("Treble, to 6 kHz", "Agudos, hasta 6 kHz"),
        "air" => say("Air, above 6 kHz", "Aire, sobre 6 kHz"),
        "whole spectrum" => say("No single register", "Ningún registro en particular"),
        other => return other.into(),
    }
    .into()
}

/// A difference with its sign.
pub fn signed(value: f32) -> String {
    let sign = if value < 0.0 { '−' } else { '+' };
    format!("{sign}{:.2}", value.abs())
}

/// Share as a percentage.
pub fn percent(share: f32) -> String {
    format!("{:.0}%", 100.0 * share)
}

/// A text whose first letter is a capital.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// How many, with what sets thousands apart: in English a comma; in Spanish a no-break space, and only from five digits on,
/// as its academies have it.
pub fn quantity(count: usize) -> String {
    let (mark, least_digits) = match spoken() {
        Language::English => (',', 4),
        Language::Spanish => ('\u{a0}', 5),
    };
    let digits = count.to_string();
    if digits.len() < least_digits {
        return digits;
    }
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// A number of things, in the right number.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {many}", quantity(count)) }
}

/// A number of tracks.
pub fn counted_tracks(count: usize) -> String {
    counted(count, say("track", "pista"), say("tracks", "pistas"))
}

/// A feature's value, whoever measured it.
pub fn plain_value(feature: Feature, value: f32) -> String {
    match feature {
        Feature::Key if value < 0.0 => say("none", "ninguna").to_owned(),
        Feature::Key => music::pitch_name(value as u8).to_owned(),
        Feature::Mode => if value >= 0.5 { say("major", "mayor") } else { say("minor", "menor") }.to_owned(),
        Feature::Loudness => format!("{} dB", number(value)),
        Feature::Tempo => format!("{value:.0} BPM"),
        _ => number(value),
    }
}

/// A text that may be written in any direction, for a line with others: those before and behind stay where they are. Texts
/// without right-to-left letters and without marks that turn others stay as they are.
pub fn isolated(text: &str) -> String {
    const FIRST_STRONG_ISOLATE: char = '\u{2068}';
    const POP_ISOLATE: char = '\u{2069}';
    if !text.chars().any(turns) {
        return text.to_owned();
    }
    // What the text itself isolates could end before it does, or not at all.
    let inner = text.chars().filter(|char| !matches!(char, '\u{2066}'..='\u{2069}'));
    std::iter::once(FIRST_STRONG_ISOLATE).chain(inner).chain([POP_ISOLATE]).collect()
}

/// Whether a character is written from the right, or turns others: Hebrew to Arabic with its forms, scripts of old, marks.
fn turns(char: char) -> bool {
    matches!(char,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A song in one line: its artist, where there is one, and its title.
pub fn song(artist: &str, title: &str) -> String {
    match artist {
        "" => isolated(title),
        artist => format!("{} – {}", isolated(artist), isolated(title)),
    }
}

/// Things as a sentence has them: with commas, and a word before the last.
pub fn listed(items: &[String], and: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(number(-7.254), "−7.25");
        assert_eq!(number(-0.0), "0");
        assert_eq!(clock(185.4), "3:05");
    }

    #[test]
    fn thousands_are_set_apart_as_each_language_does() {
        language::speak(Language::English);
        let english = [0, 999, 1000, 39_265, 1_234_567].map(quantity);
        assert_eq!(english, ["0", "999", "1,000", "39,265", "1,234,567"]);
        assert_eq!([1, 20_000].map(counted_tracks), ["1 track", "20,000 tracks"]);
        language::speak(Language::Spanish);
        let spanish = [999, 1000, 9999, 39_265, 1_234_567].map(quantity);
        assert_eq!(spanish, ["999", "1000", "9999", "39\u{a0}265", "1\u{a0}234\u{a0}567"]);
        assert_eq!(counted_tracks(39_265), "39\u{a0}265 pistas");
        language::speak(Language::English);
    }

    #[test]
    fn texts_of_other_directions_turn_none_of_their_neighbours() {
        assert_eq!(isolated("AC/DC – Beyoncé"), "AC/DC – Beyoncé");
        assert_eq!(isolated("فيروز"), "\u{2068}فيروز\u{2069}");
        assert_eq!(isolated("\u{202e}3pm.evil"), "\u{2068}\u{202e}3pm.evil\u{2069}");
        assert_eq!(isolated("a\u{2069}\u{2067}b"), "\u{2068}ab\u{2069}");
        assert_eq!(song("", "One"), "One");
        assert_eq!(song("שלום", "One"), "\u{2068}שלום\u{2069} – One");
    }

    #[test]
    fn lists_read_as_sentences() {
        let items = ["energy".to_string(), "valence".into(), "tempo".into()];
        assert_eq!(listed(&items, "and"), "energy, valence and tempo");
        assert_eq!(listed(&items[..1], "and"), "energy");
    }
}
