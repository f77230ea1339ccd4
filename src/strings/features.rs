//! One track's features and pictures, in words.

use crate::trust::Trust;
use protocol::{Analysis, Feature, MeterEstimate, Spectrogram, SpectrumView, Tag};
use ui::language::say;
use ui::say;
use ui::words::{
    capitalised, clock, feature_name, hertz, key_name, listed, number, percent, plain_value, signed,
};

impl Trust {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Trust::Measured => say("measured", "medido"),
            Trust::Good => say("reliable", "fiable"),
            Trust::Fair => say("fair", "aceptable"),
            Trust::Rough => say("rough guess", "aproximado"),
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
        "Spectrum from 0 to 5 kHz. Strongest at {} Hz. Mean deviation from the training music: {first} below 1 kHz, {second} from 1 to 2 kHz, {third} from 2 to 3 kHz, {fourth} from 3 to 4 kHz, {fifth} above.",
        "Espectro de 0 a 5 kHz. Más fuerte en {} Hz. Desviación media de la música de entrenamiento: {first} por debajo de 1 kHz, {second} de 1 a 2 kHz, {third} de 2 a 3 kHz, {fourth} de 3 a 4 kHz, {fifth} por encima.",
        spectrum.strongest_hz()
    )
}

/// What a feature means, in plain words.
pub fn feature_meaning(feature: Feature) -> &'static str {
    match feature {
        Feature::Danceability => say(
            "How well one can dance to it: steady tempo, strong beat, regularity.",
            "Cuánto invita a bailar: tempo constante, pulso fuerte, regularidad.",
        ),
        Feature::Energy => say(
            "How intense it feels: fast, loud and noisy is high, a lullaby is low.",
            "Cuán intensa se siente: rápida, fuerte y ruidosa es alta; una nana es baja.",
        ),
        Feature::Key => say(
            "The home note of its scale, with the codes DJs mix by.",
            "La nota central de su escala, con los códigos con que mezclan los DJ.",
        ),
        Feature::Loudness => say(
            "How loud it is over its whole length. Most releases lie between −14 and −4 dB.",
            "Cuán fuerte suena en toda su duración. La mayoría de las publicaciones está entre −14 y −4 dB.",
        ),
        Feature::Mode => {
            say("Major tends to sound bright, minor dark.", "Mayor suele sonar luminoso; menor, oscuro.")
        }
        Feature::Speechiness => say(
            "Spoken words: above 0.66 mostly speech, 0.33 to 0.66 both, below mostly music.",
            "Palabra hablada: por encima de 0,66 sobre todo voz; de 0,33 a 0,66 ambas; por debajo, sobre todo música.",
        ),
        Feature::Acousticness => say(
            "How likely it was played on acoustic instruments.",
            "Cuán probable es que se tocara con instrumentos acústicos.",
        ),
        Feature::Instrumentalness => say(
            "How likely it has no singing or speech; above 0.5 it probably has none.",
            "Cuán probable es que no tenga canto ni habla; por encima de 0,5 probablemente no tiene.",
        ),
        Feature::Liveness => say(
            "How likely an audience is in the recording; above 0.8 it is almost surely live.",
            "Cuán probable es que haya público en la grabación; por encima de 0,8 es casi seguro en vivo.",
        ),
        Feature::Valence => say(
            "How positive it sounds: cheerful is high, sad or angry is low.",
            "Cuán positiva suena: alegre es alta; triste o enfadada es baja.",
        ),
        Feature::Tempo => say(
            "Beats per minute, as one would tap along.",
            "Pulsaciones por minuto, como uno las seguiría con el pie.",
        ),
    }
}

/// A feature's value with its unit.
pub fn feature_value(feature: Feature, analysis: &Analysis) -> String {
    let value = analysis.features.get(feature);
    match feature {
        Feature::Key => analysis.key.candidates.first().map_or(say("None", "Ninguna").into(), |(key, _)| {
            format!("{} · {} · {}", key_name(*key), key.camelot(), key.open_key())
        }),
        Feature::Mode => match analysis.key.candidates.first() {
            Some((key, _)) if key.is_major() => say("Major", "Mayor").into(),
            Some(_) => say("Minor", "Menor").into(),
            None => capitalised(&plain_value(Feature::Mode, value)),
        },
        Feature::Loudness => format!("{} dB", number((value * 10.0).round() / 10.0)),
        Feature::Tempo if value <= 0.0 => say("None", "Ninguna").into(),
        Feature::Tempo => format!("{value:.1} BPM"),
        _ => format!("{value:.2}"),
    }
}

/// Why to trust a value, or not, and what else it could be.
pub fn trust_detail(feature: Feature, analysis: &Analysis) -> String {
    let loudness = &analysis.loudness;
    match feature {
        Feature::Loudness => say!(
            "{} LUFS by EBU R 128, range {:.1} LU; Spotify's scale lies about 4 dB higher.",
            "{} LUFS según EBU R 128, rango {:.1} LU; la escala de Spotify queda unos 4 dB por encima.",
            number((loudness.integrated_lufs * 10.0).round() / 10.0),
            loudness.range_lu
        ),
        Feature::Tempo => {
            let others: Vec<String> =
                analysis.tempo.alternatives.iter().take(3).map(|(bpm, _)| format!("{bpm:.0}")).collect();
            let confidence = percent(analysis.tempo.confidence);
            let bar = meter(&analysis.meter);
            if others.is_empty() {
                say!("{confidence} sure.{bar}", "{confidence} de certeza.{bar}")
            } else {
                say!(
                    "{confidence} sure; it could also be felt as {}.{bar}",
                    "{confidence} de certeza; también podría sentirse como {}.{bar}",
                    listed(&others, say("or", "o"))
                )
            }
        }
        Feature::Key => {
            let weight = analysis.key.candidates.first().map_or(0.0, |(_, weight)| *weight);
            let others: Vec<String> =
                analysis.key.candidates.iter().skip(1).map(|(key, _)| key_name(*key)).collect();
            let tuning = number(analysis.key.tuning_cents.round());
            if others.is_empty() {
                say("No pitch stands out.", "Ninguna altura destaca.").into()
            } else {
                say!(
                    "{} sure; otherwise {}. Tuned {tuning} cents from A = 440 Hz.",
                    "{} de certeza; si no, {}. Afinada a {tuning} cents de La = 440 Hz.",
                    percent(weight),
                    listed(&others, say("or", "o"))
                )
            }
        }
        Feature::Mode => say("As sure as the key.", "Tan seguro como la tonalidad.").into(),
        _ => match analysis.estimates.iter().find(|estimate| estimate.feature == feature) {
            Some(estimate) => {
                let spread = if estimate.spread >= 0.05 {
                    say!(
                        " It changes along the track by ±{:.2}.",
                        " Cambia a lo largo de la pista en ±{:.2}.",
                        estimate.spread
                    )
                } else {
                    String::new()
                };
                let limit = limit_of(feature, analysis.duration_s);
                say!(
                    "Likely between {:.2} and {:.2}.{limit}{spread}",
                    "Probablemente entre {:.2} y {:.2}.{limit}{spread}",
                    estimate.low,
                    estimate.high
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
            percent(meter.confidence)
        ),
        None => String::new(),
    }
}

/// A tag as it is shown.
pub fn tag_name(name: &str) -> String {
    match name {
        "00s" | "60s" | "70s" | "80s" | "90s" => say!("the {name}", "los {name}"),
        "rnb" => "R&B".into(),
        "easy listening" | "sexy" | "catchy" | "beautiful" | "chill" | "happy" | "sad" => name.into(),
        _ => name.to_lowercase(),
    }
}

/// How far a tag stands out and can be trusted, for those who cannot see its place.
pub fn tag_trust(tag: &Tag) -> String {
    say!(
        " (more so than {} of the training music; rank correlation {:.2} on unheard music)",
        " (más que el {} de la música de entrenamiento; correlación de rangos {:.2} en música no oída)",
        percent(tag.percentile),
        tag.trust
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
    let rest = if off.abs() >= 0.005 {
        say!(
            " Explained are eight of its windows; the whole track has {shown:.2}, {} of it.",
            " Se explican ocho de sus ventanas; la pista entera tiene {shown:.2}, {} de ello.",
            signed(off)
        )
    } else {
        String::new()
    };
    say!(
        "An average piece of the training music has {average:.2}. What follows adds up to this track's {value:.2} of {}.{rest}",
        "Una pieza media de la música de entrenamiento tiene {average:.2}. Lo que sigue suma el {value:.2} de {} de esta pista.{rest}",
        feature_in_text(feature)
    )
}

/// What the shading over the spectrum says, in a sentence.
pub fn drive_summary(feature: Feature, average: f32, value: f32) -> String {
    say!(
        "From the average of the training music, {average:.2}, to this track's {value:.2} of {}: what each register did. Violet with + raised it, orange with stripes and − lowered it; the stronger the shade, the more.",
        "De la media de la música de entrenamiento, {average:.2}, al {value:.2} de {} de esta pista: lo que hizo cada registro. Violeta con + la subió, naranja a rayas con − la bajó; cuanto más intenso, más.",
        feature_in_text(feature)
    )
}

/// A feature along the track in a sentence: lowest and highest window.
pub fn timeline_summary(feature: Feature, windows: &[(f32, f32)]) -> String {
    let by_value = |a: &&(f32, f32), b: &&(f32, f32)| a.1.total_cmp(&b.1);
    match (windows.iter().min_by(by_value), windows.iter().max_by(by_value)) {
        (Some((low_s, low)), Some((high_s, high))) => say!(
            "{}, in steps of half a minute: lowest {low:.2} at {}, highest {high:.2} at {}.",
            "{}, en pasos de medio minuto: mínimo {low:.2} en {}, máximo {high:.2} en {}.",
            feature_name(feature),
            clock(f64::from(*low_s)),
            clock(f64::from(*high_s))
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
        ),
        _ if heard_s < SHORT_S => {
            say(" From so short a clip less can be told.", " De un fragmento tan corto se puede decir menos.")
        }
        _ => "",
    }
}

/// Name of a feature within a sentence.
pub fn feature_in_text(feature: Feature) -> String {
    feature_name(feature).to_lowercase()
}

/// Other readings of a tempo that is not sure, after the word that says so.
pub fn other_tempi(analysis: &Analysis) -> Option<String> {
    let is_sure = Trust::of(Feature::Tempo, analysis) <= Trust::Good;
    let others: Vec<String> =
        analysis.tempo.alternatives.iter().take(2).map(|(bpm, _)| format!("{bpm:.0}")).collect();
    (!is_sure && !others.is_empty()).then(|| say!("or {}", "o {}", listed(&others, say("or", "o"))))
}

/// The other key that a doubtful one could be.
pub fn other_keys(analysis: &Analysis) -> Option<String> {
    let is_sure = Trust::of(Feature::Key, analysis) <= Trust::Good;
    let (other, _) = analysis.key.candidates.get(1)?;
    (!is_sure).then(|| say!(" or {}", " o {}", key_name(*other)))
}

/// A feature's value in the panel: two decimals without the nought, or dB.
pub fn glance_value(feature: Feature, value: f32) -> String {
    match feature {
        Feature::Loudness => format!("{} dB", number((value * 10.0).round() / 10.0)),
        _ => percent(value),
    }
}
