//! One track's features, in words.

use crate::trust::Trust;
use protocol::{Analysis, Feature, MeterEstimate, Tag};
use ui::language::say;
use ui::say;
use ui::words::{capitalised, decimal, feature_name, key_name, listed, number, percent, plain_value};

impl Trust {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Trust::Measured => say("measured", "medido", "gemessen"),
            Trust::Good => say("reliable", "fiable", "verlässlich"),
            Trust::Fair => say("fair", "aceptable", "brauchbar"),
            Trust::Rough => say("rough guess", "aproximado", "grob geschätzt"),
        }
    }
}

/// What a feature means, in plain words.
pub fn feature_meaning(feature: Feature) -> &'static str {
    match feature {
        Feature::Danceability => say(
            "How well one can dance to it: steady tempo, strong beat, regularity.",
            "Cuánto invita a bailar: tempo constante, pulso fuerte, regularidad.",
            "Wie gut man dazu tanzen kann: stetiges Tempo, klarer Schlag, Gleichmaß.",
        ),
        Feature::Energy => say(
            "How intense it feels: fast, loud and noisy is high, a lullaby is low.",
            "Lo intensa que suena: rápida, fuerte y ruidosa es alta; una nana es baja.",
            "Wie intensiv es wirkt: Schnelles, Lautes und Raues ist hoch, ein Wiegenlied niedrig.",
        ),
        Feature::Key => say(
            "The home note of its scale, with the codes DJs mix by.",
            "La nota central de su escala, con los códigos con que mezclan los DJ.",
            "Der Grundton der Tonleiter, mit den Codes, nach denen DJs mischen.",
        ),
        Feature::Loudness => say(
            "How loud it is over its whole length. Most releases lie between −14 and −4 dB.",
            "Lo fuerte que suena en toda su duración. La mayoría de los discos está entre −14 y −4 dB.",
            "Wie laut es über die ganze Länge ist. Die meisten Veröffentlichungen liegen zwischen −14 und −4 dB.",
        ),
        Feature::Mode => say(
            "Major tends to sound bright, minor dark.",
            "Mayor suele sonar luminoso; menor, oscuro.",
            "Dur klingt meist hell, Moll dunkel.",
        ),
        Feature::Speechiness => say(
            "Spoken words: above 0.66 mostly speech, 0.33 to 0.66 both, below mostly music.",
            "Palabra hablada: por encima de 0,66 sobre todo voz; de 0,33 a 0,66 ambas; por debajo, sobre todo música.",
            "Gesprochene Worte: über 0,66 meist Sprache, 0,33 bis 0,66 beides, darunter meist Musik.",
        ),
        Feature::Acousticness => say(
            "How likely it was played on acoustic instruments.",
            "La probabilidad de que se tocara con instrumentos acústicos.",
            "Wie wahrscheinlich akustische Instrumente spielen.",
        ),
        Feature::Instrumentalness => say(
            "How likely it has no singing or speech; above 0.5 it probably has none.",
            "La probabilidad de que no haya canto ni habla; por encima de 0,5 seguramente no los hay.",
            "Wie wahrscheinlich niemand singt oder spricht; über 0,5 vermutlich niemand.",
        ),
        Feature::Liveness => say(
            "How likely an audience is in the recording; above 0.8 it is almost surely live.",
            "La probabilidad de que haya público en la grabación; por encima de 0,8 es casi seguro en vivo.",
            "Wie wahrscheinlich Publikum zu hören ist; über 0,8 ist es fast sicher live.",
        ),
        Feature::Valence => say(
            "How positive it sounds: cheerful is high, sad or angry is low.",
            "Lo positiva que suena: alegre es alta; triste o enfadada es baja.",
            "Wie positiv es klingt: Fröhliches ist hoch, Trauriges oder Wütendes niedrig.",
        ),
        Feature::Tempo => say(
            "Beats per minute, as you would tap along.",
            "Pulsaciones por minuto, como uno las seguiría con el pie.",
            "Schläge pro Minute, so wie man mitklopft.",
        ),
    }
}

/// A feature's value with its unit.
pub fn feature_value(feature: Feature, analysis: &Analysis) -> String {
    let value = analysis.features.get(feature);
    match feature {
        Feature::Key => {
            analysis.key.candidates.first().map_or(say("None", "Ninguna", "Keine").into(), |(key, _)| {
                format!("{} · {} · {}", key_name(*key), key.camelot(), key.open_key())
            })
        }
        Feature::Mode => match analysis.key.candidates.first() {
            Some((key, _)) if key.is_major() => say("Major", "Mayor", "Dur").into(),
            Some(_) => say("Minor", "Menor", "Moll").into(),
            None => capitalised(&plain_value(Feature::Mode, value)),
        },
        Feature::Loudness => format!("{} dB", number((value * 10.0).round() / 10.0)),
        Feature::Tempo if value <= 0.0 => say("None", "Ninguno", "Keins").into(),
        Feature::Tempo => format!("{} BPM", decimal(value, 1)),
        _ => decimal(value, 2),
    }
}

/// Why to trust a value, or not, and what else it could be.
pub fn trust_detail(feature: Feature, analysis: &Analysis) -> String {
    let loudness = &analysis.loudness;
    match feature {
        Feature::Loudness => say!(
            "{} LUFS by EBU R 128, range {} LU; Spotify's scale lies about 4 dB higher.",
            "{} LUFS según EBU R 128, rango {} LU; la escala de Spotify queda unos 4 dB por encima.",
            "{} LUFS nach EBU R 128, Umfang {} LU; Spotifys Skala liegt etwa 4 dB höher.",
            number((loudness.integrated_lufs * 10.0).round() / 10.0),
            decimal(loudness.range_lu, 1)
        ),
        Feature::Tempo => {
            let others: Vec<String> =
                analysis.tempo.alternatives.iter().take(3).map(|(bpm, _)| format!("{bpm:.0}")).collect();
            let confidence = percent(analysis.tempo.confidence);
            let bar = meter(&analysis.meter);
            if others.is_empty() {
                say!("{confidence} sure.{bar}", "{confidence} de certeza.{bar}", "{confidence} sicher.{bar}")
            } else {
                say!(
                    "{confidence} sure; it could also be felt as {}.{bar}",
                    "{confidence} de certeza; también podría sentirse como {}.{bar}",
                    "{confidence} sicher; man könnte es auch als {} empfinden.{bar}",
                    listed(&others, say("or", "o", "oder"))
                )
            }
        }
        Feature::Key => {
            let weight = analysis.key.candidates.first().map_or(0.0, |(_, weight)| *weight);
            let others: Vec<String> =
                analysis.key.candidates.iter().skip(1).map(|(key, _)| key_name(*key)).collect();
            let cents = analysis.key.tuning_cents.round();
            let is_one = cents.abs() == 1.0;
            let tuning = number(cents);
            if others.is_empty() {
                say("No pitch stands out.", "Ninguna altura destaca.", "Kein Ton sticht heraus.").into()
            } else {
                say!(
                    "{} sure; otherwise {}. Tuned {tuning} {cents} from A = 440 Hz.",
                    "{} de certeza; si no, {}. Afinada a {tuning} {cents} de La = 440 Hz.",
                    "{} sicher; sonst {}. Um {tuning} {cents} gegen A = 440 Hz verstimmt.",
                    percent(weight),
                    listed(&others, say("or", "o", "oder")),
                    cents = if is_one { say("cent", "cent", "Cent") } else { say("cents", "cents", "Cent") }
                )
            }
        }
        Feature::Mode => {
            say("As sure as the key.", "Tan seguro como la tonalidad.", "So sicher wie die Tonart.").into()
        }
        _ => match analysis.estimates.iter().find(|estimate| estimate.feature == feature) {
            Some(estimate) => {
                let spread = if estimate.spread >= 0.05 {
                    say!(
                        " It changes along the track by ±{}.",
                        " Cambia a lo largo de la pista en ±{}.",
                        " Es ändert sich im Verlauf des Titels um ±{}.",
                        decimal(estimate.spread, 2)
                    )
                } else {
                    String::new()
                };
                let limit = limit_of(feature, analysis.duration_s);
                say!(
                    "Likely between {} and {}.{limit}{spread}",
                    "Probablemente entre {} y {}.{limit}{spread}",
                    "Wahrscheinlich zwischen {} und {}.{limit}{spread}",
                    decimal(estimate.low, 2),
                    decimal(estimate.high, 2)
                )
            }
            None => String::new(),
        },
    }
}

/// Beats in a bar, as a further sentence; nothing where they cannot be told.
fn meter(meter: &MeterEstimate) -> String {
    match meter.beats_per_bar {
        Some(beats) => say!(
            " {beats} beats in a bar, {} sure.",
            " {beats} tiempos por compás, {} de certeza.",
            " {beats} Schläge im Takt, {} sicher.",
            percent(meter.confidence)
        ),
        None => String::new(),
    }
}

/// A tag as it is shown.
pub fn tag_name(name: &str) -> String {
    match name {
        "00s" => decade("2000"),
        "60s" | "70s" | "80s" | "90s" => decade(name.trim_end_matches('s')),
        "rnb" => "R&B".into(),
        "easy listening" | "sexy" | "catchy" | "beautiful" | "chill" | "happy" | "sad" => name.into(),
        _ => name.to_lowercase(),
    }
}

fn decade(decade: &str) -> String {
    say!("the {decade}s", "los {decade}", "{decade}er")
}

/// How far a tag stands out, for those who cannot see its place.
pub fn tag_trust(tag: &Tag) -> String {
    say!(
        " (more so than in {} of other music)",
        " (más que en el {} de la otra música)",
        " (mehr als in {} der übrigen Musik)",
        percent(tag.percentile)
    )
}

/// Why no more can be known of a feature, as a further sentence; of a track of which so many seconds were heard.
fn limit_of(feature: Feature, heard_s: f32) -> &'static str {
    /// Below this, published values, which are of whole songs, can be told less well.
    const SHORT_S: f32 = 29.0;
    match feature {
        Feature::Liveness => say(
            " An audience can hardly be told from the sound.",
            " El público apenas se reconoce en el sonido.",
            " Publikum ist am Klang kaum zu erkennen.",
        ),
        _ if heard_s < SHORT_S => say(
            " Less can be told from so short a clip.",
            " De un fragmento tan corto se puede decir menos.",
            " Aus so einem kurzen Ausschnitt lässt sich weniger sagen.",
        ),
        _ => "",
    }
}

/// Name of a feature within a sentence.
pub fn feature_in_text(feature: Feature) -> String {
    let name = feature_name(feature);
    // German nouns keep their capital.
    say(name.to_lowercase(), name.to_lowercase(), name.to_owned())
}

/// Other readings of a tempo that is not sure, after the word that says so.
pub fn other_tempi(analysis: &Analysis) -> Option<String> {
    let is_sure = Trust::of(Feature::Tempo, analysis) <= Trust::Good;
    let others: Vec<String> =
        analysis.tempo.alternatives.iter().take(2).map(|(bpm, _)| format!("{bpm:.0}")).collect();
    (!is_sure && !others.is_empty())
        .then(|| say!("or {}", "o {}", "oder {}", listed(&others, say("or", "o", "oder"))))
}

/// The other key that a doubtful one could be.
pub fn other_keys(analysis: &Analysis) -> Option<String> {
    let is_sure = Trust::of(Feature::Key, analysis) <= Trust::Good;
    let (other, _) = analysis.key.candidates.get(1)?;
    (!is_sure).then(|| say!(" or {}", " o {}", " oder {}", key_name(*other)))
}

/// A feature's value in the panel: two decimals without the nought, or dB.
pub fn glance_value(feature: Feature, value: f32) -> String {
    match feature {
        Feature::Loudness => format!("{} dB", number((value * 10.0).round() / 10.0)),
        _ => percent(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ui::language::{Language, speak};

    #[test]
    fn features_and_decades_are_written_as_within_a_sentence() {
        let said = || (feature_in_text(Feature::Energy), tag_name("80s"), tag_name("00s"));
        assert_eq!(said(), ("energy".into(), "the 80s".into(), "the 2000s".into()));
        speak(Language::Spanish);
        assert_eq!(said(), ("energía".into(), "los 80".into(), "los 2000".into()));
        speak(Language::German);
        assert_eq!(said(), ("Energie".into(), "80er".into(), "2000er".into()));
    }
}
