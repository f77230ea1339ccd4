//! Words that both modules of the page use: names of features and parts, numbers as people write them.

use protocol::{Feature, Key};

use crate::language::{Language, say, spoken};
use crate::say;

/// Tonics by pitch class as German has them: H is a semitone above B. Of two spellings, that of the key in use.
const GERMAN_MAJOR: [&str; 12] = ["C", "Des", "D", "Es", "E", "F", "Fis", "G", "As", "A", "B", "H"];
const GERMAN_MINOR: [&str; 12] = ["c", "cis", "d", "es", "e", "f", "fis", "g", "gis", "a", "b", "h"];
const GERMAN_PITCHES: [&str; 12] = ["C", "Cis", "D", "Es", "E", "F", "Fis", "G", "As", "A", "B", "H"];

/// A key as musicians write it: "A minor", "A menor", "a-Moll".
pub fn key_name(key: Key) -> String {
    let name = key.name();
    match spoken() {
        Language::English => name,
        Language::Spanish => name.replace("major", "mayor").replace("minor", "menor"),
        Language::German if key.is_major() => format!("{}-Dur", of_pitch(GERMAN_MAJOR, key.tonic)),
        Language::German => format!("{}-Moll", of_pitch(GERMAN_MINOR, key.tonic)),
    }
}

/// A pitch class as musicians write it.
fn pitch_name(pitch: u8) -> &'static str {
    let name = music::pitch_name(pitch);
    say(name, name, of_pitch(GERMAN_PITCHES, pitch))
}

fn of_pitch(names: [&'static str; 12], pitch: u8) -> &'static str {
    names.get(usize::from(pitch % 12)).copied().unwrap_or_default()
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
    let sign = if rounded < 0.0 { "−" } else { "" };
    sign.to_owned() + &marked(&rounded.abs().to_string())
}

/// A number with so many decimals, as the language that is spoken writes it.
pub fn decimal(value: impl Into<f64>, decimals: usize) -> String {
    marked(&format!("{:.decimals$}", value.into()))
}

/// A number that has a decimal point, with the mark of the language that is spoken.
fn marked(number: &str) -> String {
    number.replace('.', say(".", ",", ","))
}

/// A frequency as a label, e.g. "100 Hz" and "10 kHz".
pub fn hertz(hz: f32) -> String {
    if hz < 1000.0 { format!("{} Hz", number(hz)) } else { format!("{} kHz", number(hz / 1000.0)) }
}

/// Heading of a feature.
pub fn feature_name(feature: Feature) -> &'static str {
    match feature {
        Feature::Danceability => say("Danceability", "Bailabilidad", "Tanzbarkeit"),
        Feature::Energy => say("Energy", "Energía", "Energie"),
        Feature::Key => say("Key", "Tonalidad", "Tonart"),
        Feature::Loudness => say("Loudness", "Sonoridad", "Lautheit"),
        Feature::Mode => say("Mode", "Modo", "Tongeschlecht"),
        Feature::Speechiness => say("Speechiness", "Habla", "Sprachanteil"),
        Feature::Acousticness => say("Acousticness", "Acústica", "Akustik"),
        Feature::Instrumentalness => say("Instrumentalness", "Instrumentalidad", "Instrumentalanteil"),
        Feature::Liveness => say("Liveness", "En vivo", "Live-Anteil"),
        Feature::Valence => say("Valence", "Positividad", "Stimmung"),
        Feature::Tempo => say("Tempo", "Tempo", "Tempo"),
    }
}

/// A part of an explanation in plain words.
pub fn part_name(part: &str) -> String {
    match part {
        "mel" => say("Tone colour", "Color del sonido", "Klangfarbe"),
        "mfcc" => say("Timbre", "Timbre", "Timbre"),
        "shape" => say("Brightness, noise", "Brillo, ruido", "Helligkeit, Rauschen"),
        "contrast" => say("Peaks and valleys", "Picos y valles", "Spitzen und Täler"),
        "rhythm" => say("Rhythm", "Ritmo", "Rhythmus"),
        "tonal" => say("Harmony", "Armonía", "Harmonie"),
        "modulation" => say("Pulsation", "Pulsación", "Pulsieren"),
        "dynamics" => say("Loudness, dynamics", "Sonoridad, dinámica", "Lautheit, Dynamik"),
        "texture" => say("Patterns of timbre", "Patrones de timbre", "Muster im Timbre"),
        "transients" => say("Attacks and decays", "Ataques y caídas", "Anschlag und Ausklang"),
        "voice" => say("Signs of a voice", "Indicios de voz", "Anzeichen einer Stimme"),
        "bass" => say("Bass, below 200 Hz", "Graves, bajo 200 Hz", "Bässe, unter 200 Hz"),
        "low mids" => say("Low mids, to 800 Hz", "Medios graves, hasta 800 Hz", "Tiefe Mitten, bis 800 Hz"),
        "mids" => say("Mids, to 2.5 kHz", "Medios, hasta 2,5 kHz", "Mitten, bis 2,5 kHz"),
        "treble" => say("Treble, to 6 kHz", "Agudos, hasta 6 kHz", "Höhen, bis 6 kHz"),
        "air" => say("Air, above 6 kHz", "Aire, sobre 6 kHz", "Luft, über 6 kHz"),
        "whole spectrum" => {
            say("No single register", "Ningún registro en particular", "Kein einzelner Bereich")
        }
        other => return other.into(),
    }
    .into()
}

/// A difference with its sign.
pub fn signed(value: f32) -> String {
    let sign = if value < 0.0 { '−' } else { '+' };
    format!("{sign}{}", decimal(value.abs(), 2))
}

/// Share as a percentage.
pub fn percent(share: impl Into<f64>) -> String {
    say!("{:.0}%", "{:.0}\u{a0}%", "{:.0}\u{a0}%", 100.0 * share.into())
}

/// A text whose first letter is a capital.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// How many, with what sets thousands apart: in English a comma; in Spanish a no-break space, and only from five digits on,
/// as its academies have it; in German a point.
pub fn quantity(count: usize) -> String {
    let (mark, least_digits) = match spoken() {
        Language::English => (',', 4),
        Language::Spanish => ('\u{a0}', 5),
        Language::German => ('.', 4),
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
    counted(count, say("track", "pista", "Titel"), say("tracks", "pistas", "Titel"))
}

/// A feature's value, whoever measured it.
pub fn plain_value(feature: Feature, value: f32) -> String {
    match feature {
        Feature::Key if value < 0.0 => say("none", "ninguna", "keine").to_owned(),
        Feature::Key => pitch_name(value as u8).to_owned(),
        Feature::Mode => {
            if value >= 0.5 { say("major", "mayor", "Dur") } else { say("minor", "menor", "Moll") }.to_owned()
        }
        Feature::Loudness => format!("{} dB", number(value)),
        Feature::Tempo => format!("{value:.0} BPM"),
        _ => decimal(value, 2),
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
        language::speak(Language::German);
        assert_eq!([999, 1000, 1_234_567].map(quantity), ["999", "1.000", "1.234.567"]);
    }

    #[test]
    fn decimals_have_the_mark_of_each_language() {
        let said = || [number(-7.254), decimal(0.5_f32, 2), signed(-0.25), percent(0.5_f32), hertz(2500.0)];
        assert_eq!(said(), ["−7.25", "0.50", "−0.25", "50%", "2.5 kHz"]);
        for language in [Language::Spanish, Language::German] {
            language::speak(language);
            assert_eq!(said(), ["−7,25", "0,50", "−0,25", "50\u{a0}%", "2,5 kHz"]);
        }
    }

    #[test]
    fn keys_are_called_as_musicians_of_each_language_do() {
        let key = |number, mode| key_name(Key::from_spotify(number, mode).unwrap());
        assert_eq!([key(9, 0), key(6, 1)], ["A minor", "F♯ major"]);
        language::speak(Language::Spanish);
        assert_eq!([key(9, 0), key(6, 1)], ["A menor", "F♯ mayor"]);
        language::speak(Language::German);
        let major = [key(0, 1), key(1, 1), key(6, 1), key(8, 1), key(10, 1), key(11, 1)];
        assert_eq!(major, ["C-Dur", "Des-Dur", "Fis-Dur", "As-Dur", "B-Dur", "H-Dur"]);
        let minor = [key(9, 0), key(1, 0), key(3, 0), key(8, 0), key(10, 0), key(11, 0)];
        assert_eq!(minor, ["a-Moll", "cis-Moll", "es-Moll", "gis-Moll", "b-Moll", "h-Moll"]);
        assert_eq!([10.0, 11.0, -1.0].map(|value| plain_value(Feature::Key, value)), ["B", "H", "keine"]);
        assert_eq!([0.7, 0.61].map(|value| plain_value(Feature::Valence, value)), ["0,70", "0,61"]);
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
