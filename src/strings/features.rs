//! One track's features and pictures, in words.

use crate::trust::Trust;
use protocol::{Analysis, Feature, MeterEstimate, Spectrogram, SpectrumView, Tag};
use ui::language::say;
use ui::say;
use ui::words::{
    capitalised, clock, decimal, feature_name, hertz, key_name, listed, number, percent, plain_value, signed,
};

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

/// Where playback is.
pub fn position(now_s: f64, duration_s: f64) -> String {
    format!("{} / {}", clock(now_s), clock(duration_s))
}

/// A label of the frequency axis.
pub fn kilohertz(khz: u8) -> String {
    if khz == 0 { "0".into() } else { format!("{khz} kHz") }
}

/// The spectrogram in a sentence.
pub fn spectrogram_alternative(spectrogram: &Spectrogram) -> String {
    say!(
        "Spectrogram of the whole track, {} to {}, quiet dark and loud light. Loudest on average around {}.",
        "Espectrograma de toda la pista, de {} a {}; lo suave oscuro, lo fuerte claro. De media, lo más fuerte está en torno a {}.",
        "Spektrogramm des ganzen Titels, {} bis {}, Leises dunkel und Lautes hell. Im Mittel am lautesten um {}.",
        hertz(spectrogram.low_hz.round()),
        hertz(spectrogram.high_hz),
        hertz(spectrogram.loudest_hz().round())
    )
}

/// The spectrum in a sentence.
pub fn spectrum_alternative(spectrum: &SpectrumView) -> String {
    let [first, second, third, fourth, fifth] =
        spectrum.mean_z_by_khz().map(|mean| number((mean * 10.0).round() / 10.0));
    say!(
        "Spectrum from 0 to 5 kHz. Strongest at {} Hz. Compared with other music, on average: {first} below 1 kHz, {second} from 1 to 2 kHz, {third} from 2 to 3 kHz, {fourth} from 3 to 4 kHz, {fifth} above.",
        "Espectro de 0 a 5 kHz. Más fuerte en {} Hz. En comparación con otra música, de media: {first} por debajo de 1 kHz, {second} de 1 a 2 kHz, {third} de 2 a 3 kHz, {fourth} de 3 a 4 kHz, {fifth} por encima.",
        "Spektrum von 0 bis 5 kHz. Am stärksten bei {} Hz. Gegenüber anderer Musik im Mittel: {first} unter 1 kHz, {second} von 1 bis 2 kHz, {third} von 2 bis 3 kHz, {fourth} von 3 bis 4 kHz, {fifth} darüber.",
        spectrum.strongest_hz()
    )
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
            let tuning = number(analysis.key.tuning_cents.round());
            if others.is_empty() {
                say("No pitch stands out.", "Ninguna altura destaca.", "Kein Ton sticht heraus.").into()
            } else {
                say!(
                    "{} sure; otherwise {}. Tuned {tuning} cents from A = 440 Hz.",
                    "{} de certeza; si no, {}. Afinada a {tuning} cents de La = 440 Hz.",
                    "{} sicher; sonst {}. Um {tuning} Cent gegen A = 440 Hz verstimmt.",
                    percent(weight),
                    listed(&others, say("or", "o", "oder"))
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

/// Which feature a disclosure is about, for those who cannot see where it stands.
pub fn why_of(feature: Feature) -> String {
    format!(": {}", feature_in_text(feature))
}

/// From the average to this track. `shown` is the whole track's value, which the explanation of a long track only
/// comes near.
pub fn why_sum(feature: Feature, average: f32, value: f32, shown: f32) -> String {
    let off = shown - value;
    let [average, value, shown] = [average, value, shown].map(|value| decimal(value, 2));
    let rest = if off.abs() >= 0.005 {
        say!(
            " Explained are eight stretches of it; the whole track has {shown}, {} from that.",
            " Se explican ocho fragmentos; la pista entera tiene {shown}, {} de diferencia.",
            " Erklärt sind acht Ausschnitte; der ganze Titel hat {shown}, {} davon abweichend.",
            signed(off)
        )
    } else {
        String::new()
    };
    say!(
        "An average song has {average}. What follows adds up to this track's {value} of {}.{rest}",
        "Una canción media tiene {average}. Lo que sigue suma el {value} de {} de esta pista.{rest}",
        "{}: ein durchschnittliches Stück hat {average}. Das Folgende ergibt zusammen die {value} dieses Titels.{rest}",
        feature_in_text(feature)
    )
}

/// What the shading over the spectrum says, in a sentence.
pub fn drive_summary(feature: Feature, average: f32, value: f32) -> String {
    let [average, value] = [average, value].map(|value| decimal(value, 2));
    say!(
        "From the average of other music, {average}, to this track's {value} of {}: what each register did. Violet with + raised it, orange with stripes and − lowered it; the stronger the shade, the more.",
        "De la media de otra música, {average}, al {value} de {} de esta pista: lo que hizo cada registro. Violeta con + lo subió, naranja a rayas con − lo bajó; cuanto más intenso, más.",
        "{}: vom Durchschnitt anderer Musik, {average}, zu den {value} dieses Titels, und was jeder Bereich dazu tat. Violett mit + hob, Orange gestreift mit − senkte; je kräftiger, desto mehr.",
        feature_in_text(feature)
    )
}

/// A feature along the track in a sentence: lowest and highest window.
pub fn timeline_summary(feature: Feature, windows: &[(f32, f32)]) -> String {
    let by_value = |a: &&(f32, f32), b: &&(f32, f32)| a.1.total_cmp(&b.1);
    match (windows.iter().min_by(by_value), windows.iter().max_by(by_value)) {
        (Some((low_s, low)), Some((high_s, high))) => say!(
            "{}, in steps of half a minute: lowest {low} at {}, highest {high} at {}.",
            "{}, en pasos de medio minuto: mínimo {low} en {}, máximo {high} en {}.",
            "{}, in Schritten von einer halben Minute: am niedrigsten {low} bei {}, am höchsten {high} bei {}.",
            feature_name(feature),
            clock(f64::from(*low_s)),
            clock(f64::from(*high_s)),
            low = decimal(*low, 2),
            high = decimal(*high, 2)
        ),
        _ => String::new(),
    }
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
