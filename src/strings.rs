//! Every word the app says, in one place; `index.html` holds those that show before it has loaded. Here are the sentences
//! that are put together; those that stay as they are are in [`texts`].

mod errors;
mod texts;

pub use errors::*;
pub use texts::*;

use protocol::librarian::Imported;
use protocol::{
    Analysis, Feature, ImportProblem, Key, KnownSong, MeterEstimate, Mode, OwnTrack, Pick, Spectrogram,
    SpectrumView, Stage, Storage, Tag, TrackCard, Transition,
};

use crate::language::{Language, say, spoken};
use crate::queue::plan::Batch;
use crate::say;
use crate::tracks::TrackState;

/// How far to trust a value, most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// Physics, not opinion.
    Measured,
    /// Reliable.
    Good,
    /// Usually near.
    Fair,
    /// A guess.
    Rough,
}

impl Trust {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Trust::Measured => say("Measured", "Medido"),
            Trust::Good => say("Trust it", "Fiable"),
            Trust::Fair => say("Fair", "Aceptable"),
            Trust::Rough => say("Rough guess", "Aproximado"),
        }
    }

    /// Name for the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Trust::Measured => "measured",
            Trust::Good => "good",
            Trust::Fair => "fair",
            Trust::Rough => "rough",
        }
    }
}

/// One line about where a track is in its life.
pub fn state_summary(state: &TrackState, info: &OwnTrack) -> String {
    match state {
        TrackState::Queued => say("Waiting", "En espera").into(),
        TrackState::Reading => say("Reading…", "Leyendo…").into(),
        TrackState::Decoding => say("Decoding…", "Descodificando…").into(),
        TrackState::Analysing { stage, fraction } => {
            let doing = match stage {
                Stage::Decoding => say("Reading", "Leyendo"),
                Stage::Describing => say("Listening", "Escuchando"),
                Stage::Predicting => say("Predicting", "Prediciendo"),
                Stage::Importing | Stage::Grouping => "",
            };
            format!("{doing}… {:.0}%", 100.0 * fraction)
        }
        TrackState::Ready => {
            let features = &info.features;
            let key = info.key().map_or(say("no key", "sin tonalidad").into(), |key| key.camelot());
            say!(
                "{:.0} BPM · {key} · energy {:.2}",
                "{:.0} BPM · {key} · energía {:.2}",
                features.tempo,
                features.energy
            )
        }
        TrackState::Failed(error) => track_error(error),
        TrackState::Cancelled => say("Stopped", "Detenida").into(),
    }
}

/// What a track is, as far as that is known.
pub fn track_facts(info: &OwnTrack) -> String {
    let length = (info.duration_s > 0.0).then(|| clock(f64::from(info.duration_s)));
    let facts = [non_empty(&info.artist), non_empty(&info.album), length];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The song of the catalogue that a track is.
pub fn known_song(song: &KnownSong) -> String {
    let KnownSong { name, artist, .. } = song;
    match (song.is_refused, song.is_version) {
        (true, _) => say!("Not taken for {name}, {artist}", "No se toma por {name}, {artist}"),
        (false, false) => say!("In the catalogue: {name}, {artist}", "En el catálogo: {name}, {artist}"),
        (false, true) => say!(
            "In the catalogue in another version: {name}, {artist}. What goes with this one is a guess.",
            "En el catálogo en otra versión: {name}, {artist}. Lo que va con esta es una conjetura."
        ),
    }
}

fn non_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// How far all tracks together are.
pub fn batch_progress(batch: &Batch) -> String {
    let failed = match batch.failed {
        0 => String::new(),
        failed => say!(", {failed} failed", ", {failed} fallidas"),
    };
    let left = batch.left_s.map_or_else(String::new, |left| format!(" · {}", time_left(left)));
    say!("{} of {} done{failed}{left}", "{} de {} listas{failed}{left}", batch.done, batch.total)
}

/// Said when tracks are done with.
pub fn batch_news(batch: &Batch) -> String {
    match (batch.total, batch.failed) {
        (1, 0) => say("Analysed", "Analizada").into(),
        (1, _) => say("Failed", "Falló").into(),
        (total, 0) => say!("{} of {total} tracks analysed", "{} de {total} pistas analizadas", batch.done),
        (total, failed) => say!(
            "{} of {total} tracks done, {failed} failed",
            "{} de {total} pistas listas, {failed} fallidas",
            batch.done
        ),
    }
}

fn time_left(seconds: f64) -> String {
    match seconds {
        s if s < 50.0 => {
            say!("about {} seconds left", "quedan unos {} segundos", (s / 5.0).ceil().max(1.0) * 5.0)
        }
        s if s < 3000.0 => {
            say!(
                "about {} left",
                "quedan unos {}",
                counted(
                    (s / 60.0).round().max(1.0) as usize,
                    say("minute", "minuto"),
                    say("minutes", "minutos")
                )
            )
        }
        s => say!("about {:.1} hours left", "quedan unas {:.1} horas", s / 3600.0),
    }
}

/// Name of a track's progress bar.
pub fn progress_of(name: &str) -> String {
    say!("Analysis of {name}", "Análisis de {name}")
}

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

/// Where playback is.
pub fn position(now_s: f64, duration_s: f64) -> String {
    format!("{} / {}", clock(now_s), clock(duration_s))
}

/// A label of an axis.
pub fn number(value: f32) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    // A proper minus sign, and no negative zero.
    if rounded < 0.0 { format!("−{}", -rounded) } else { format!("{}", rounded.abs()) }
}

/// A label of the frequency axis.
pub fn kilohertz(khz: u8) -> String {
    if khz == 0 { "0".into() } else { format!("{khz} kHz") }
}

/// A frequency as a label, e.g. "100 Hz" and "10 kHz".
pub fn hertz(hz: f32) -> String {
    if hz < 1000.0 { format!("{} Hz", number(hz)) } else { format!("{} kHz", number(hz / 1000.0)) }
}

/// The spectrogram in a sentence.
pub fn spectrogram_alternative(spectrogram: &Spectrogram) -> String {
    let bands = usize::from(spectrogram.bands).max(1);
    let mut sums = vec![0u32; bands];
    for column in spectrogram.levels.chunks_exact(bands) {
        sums.iter_mut().zip(column).for_each(|(sum, level)| *sum += u32::from(*level));
    }
    let strongest = sums.iter().enumerate().max_by_key(|(_, sum)| **sum).map_or(0, |(band, _)| band);
    let (low, high) = (spectrogram.low_hz, spectrogram.high_hz);
    let middle = low * (high / low).powf((strongest as f32 + 0.5) / bands as f32);
    say!(
        "Spectrogram of the whole track, {} to {}, quiet dark and loud light. Loudest on average around {}.",
        "Espectrograma de toda la pista, de {} a {}; lo suave oscuro, lo fuerte claro. De media, lo más fuerte está en torno a {}.",
        hertz(low.round()),
        hertz(high),
        hertz(middle.round())
    )
}

/// The spectrum in a sentence.
pub fn spectrum_alternative(spectrum: &SpectrumView) -> String {
    let strongest =
        spectrum.db.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(bin, _)| bin);
    let mut means = spectrum.z.chunks(2000).map(|part| part.iter().sum::<f32>() / part.len().max(1) as f32);
    let part = |mean: Option<f32>| mean.map_or_else(String::new, |mean| number((mean * 10.0).round() / 10.0));
    say!(
        "Spectrum from 0 to 5 kHz. Strongest at {} Hz. Mean deviation from the training music: {} below 1 kHz, {} from 1 to 2 kHz, {} from 2 to 3 kHz, {} from 3 to 4 kHz, {} above.",
        "Espectro de 0 a 5 kHz. Más fuerte en {} Hz. Desviación media de la música de entrenamiento: {} por debajo de 1 kHz, {} de 1 a 2 kHz, {} de 2 a 3 kHz, {} de 3 a 4 kHz, {} por encima.",
        strongest / 2,
        part(means.next()),
        part(means.next()),
        part(means.next()),
        part(means.next()),
        part(means.next()),
    )
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

/// Name of a feature within a sentence.
fn feature_in_text(feature: Feature) -> String {
    feature_name(feature).to_lowercase()
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
            Some((key, _)) if key.mode == Mode::Major => say("Major", "Mayor").into(),
            Some(_) => say("Minor", "Menor").into(),
            None => {
                if analysis.features.mode == 1 { say("Major", "Mayor") } else { say("Minor", "Menor") }.into()
            }
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

/// What the shading over the spectrum says, in a sentence.
pub fn drive_summary(feature: Feature, average: f32, value: f32) -> String {
    say!(
        "From the average of the training music, {average:.2}, to this track's {value:.2} of {}: what each register did. Violet with + raised it, orange with stripes and − lowered it; the stronger the shade, the more.",
        "De la media de la música de entrenamiento, {average:.2}, al {value:.2} de {} de esta pista: lo que hizo cada registro. Violeta con + la subió, naranja a rayas con − la bajó; cuanto más intenso, más.",
        feature_in_text(feature)
    )
}

/// A difference with its sign.
pub fn signed(value: f32) -> String {
    let sign = if value < 0.0 { '−' } else { '+' };
    format!("{sign}{:.2}", value.abs())
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

/// Share as a percentage.
fn percent(share: f32) -> String {
    format!("{:.0}%", 100.0 * share)
}

/// How near a next track is to its seeds.
pub fn nearness(pick: &Pick) -> Option<&'static str> {
    Some(match pick.distance_percent? {
        percent if percent < 20.0 => say("sounds nearly the same", "suena casi igual"),
        percent if percent < 45.0 => say("sounds very near", "suena muy parecida"),
        percent if percent < 70.0 => say("sounds near", "suena parecida"),
        percent if percent < 100.0 => say("sounds rather different", "suena algo distinta"),
        _ => say("sounds different", "suena distinta"),
    })
}

/// Where the slider between sound and company stands.
pub fn company(share: f32) -> &'static str {
    match share {
        share if share < 0.025 => say("By sound alone", "Solo por el sonido"),
        share if share < 0.425 => say("Mostly by sound", "Sobre todo por el sonido"),
        share if share < 0.575 => say("Half and half", "Mitad y mitad"),
        share if share < 0.975 => say("Mostly by company", "Sobre todo por la compañía"),
        _ => say("By company alone", "Solo por la compañía"),
    }
}

/// What that means.
pub fn company_hint(share: f32) -> &'static str {
    match share {
        share if share < 0.025 => say(
            "The nearest by features, whatever their genre, language or decade.",
            "Lo más cercano por características, sea cual sea el género, el idioma o la década.",
        ),
        share if share < 0.975 => say(
            "Among tracks that sound alike, those first that keep the same company: the same kind of playlists, the same tags.",
            "Entre las pistas que suenan parecido, primero las de la misma compañía: el mismo tipo de listas, las mismas etiquetas.",
        ),
        _ => say(
            "What people put into the same playlists, learned from thousands of them. A file of yours that they do not know is placed by its sound, a rougher guess than for a song the playlists know.",
            "Lo que la gente pone en las mismas listas, aprendido de miles de ellas. Un archivo tuyo que no conocen se sitúa por su sonido, lo que es menos preciso que para una canción que las listas conocen.",
        ),
    }
}

/// What brings a next track, and what sets it apart.
pub fn reason(pick: &Pick) -> String {
    let names = |features: &[Feature]| -> Vec<String> {
        features.iter().map(|feature| feature_in_text(*feature)).collect()
    };
    let together = match (pick.common_playlists, pick.card.playlists) {
        (Some(0), _) => Some(say("In no playlist together yet", "Aún en ninguna lista juntas").to_owned()),
        (Some(common), Some(all)) => Some(say!(
            "In {common} of its {all} playlists together",
            "Juntas en {common} de sus {all} listas"
        )),
        (None, Some(all)) => Some(say!(
            "In {}",
            "En {}",
            counted(all as usize, say("playlist", "lista"), say("playlists", "listas"))
        )),
        _ => None,
    };
    let tags = (!pick.common_tags.is_empty())
        .then(|| say!("both {}", "ambas {}", listed(&pick.common_tags, say("and", "y"))));
    let alike = (!pick.closest.is_empty())
        .then(|| say!("alike in {}", "parecidas en {}", listed(&names(&pick.closest), say("and", "y"))));
    let apart = (!pick.furthest.is_empty())
        .then(|| say!("apart in {}", "distintas en {}", listed(&names(&pick.furthest), say("and", "y"))));
    let parts: Vec<String> = [together, tags, alike, apart].into_iter().flatten().collect();
    capitalised(&parts.join("; "))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// A number of tracks.
fn counted_tracks(count: usize) -> String {
    counted(count, say("track", "pista"), say("tracks", "pistas"))
}

/// Tracks have come into the playlist.
pub fn gathered(count: usize) -> String {
    say!(
        "{} put into the playlist. It stands below what you listen to.",
        "{} en la lista. Está debajo de lo que escuchas.",
        counted(count, say("track", "pista"), say("tracks", "pistas"))
    )
}

/// Where the slider between hidden gems and well-known tracks stands.
pub fn popularity(value: f32) -> String {
    match value {
        v if v <= -0.75 => say("hidden gems", "joyas ocultas").to_owned(),
        v if v < -0.05 => say("lesser known", "menos conocidas").to_owned(),
        v if v <= 0.05 => say("as playlists have it", "como en las listas").to_owned(),
        v if v < 0.75 => say("better known", "más conocidas").to_owned(),
        _ => say("well known", "muy conocidas").to_owned(),
    }
}

/// A choice of how many tracks one artist may have.
pub fn artist_cap(cap: usize) -> &'static str {
    match cap {
        0 => say("any number", "cuantas sean"),
        1 => say("one", "una"),
        2 => say("at most two", "dos como mucho"),
        _ => say("at most three", "tres como mucho"),
    }
}

/// A tag and how many tracks carry it.
pub fn tag_with_count(tag: &str, count: u32) -> String {
    format!("{tag} ({count})")
}

/// A multiple of a weight.
pub fn multiple(weight: f32) -> String {
    format!("× {weight:.1}")
}

/// A feature's value, whoever measured it.
pub fn plain_value(feature: Feature, value: f32) -> String {
    match feature {
        Feature::Key if value < 0.0 => say("none", "ninguna").to_owned(),
        Feature::Key => PITCH_CLASSES.get(value as usize).copied().unwrap_or_default().to_owned(),
        Feature::Mode => if value >= 0.5 { say("major", "mayor") } else { say("minor", "menor") }.to_owned(),
        Feature::Loudness => format!("{} dB", number(value)),
        Feature::Tempo => format!("{value:.0} BPM"),
        _ => number(value),
    }
}

const PITCH_CLASSES: [&str; 12] = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];

/// Artist, length and popularity of a track of the catalogue.
pub fn catalogue_facts(card: &TrackCard) -> String {
    let playlists = card.playlists.map(|count| {
        say!("in {}", "en {}", counted(count as usize, say("playlist", "lista"), say("playlists", "listas")))
    });
    let facts = [Some(card.artist.clone()), Some(clock(f64::from(card.duration_s))), playlists];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What playlists call a track.
pub fn catalogue_tags(tags: &[String]) -> String {
    say!("Playlists call it {}.", "Las listas la llaman {}.", listed(tags, say("and", "y")))
}

/// How many tracks are followed.
pub fn seed_count(count: usize) -> String {
    say!(
        "What should follow {}",
        "Qué debería seguir a {}",
        counted(count, say("track", "pista"), say("tracks", "pistas"))
    )
}

/// Number of a playlist's tracks, and how long they play, seconds.
pub fn playlist_facts(count: usize, seconds: f64) -> String {
    format!("{} · {}", counted_tracks(count), clock(seconds))
}

/// Largest change of tempo that is still smooth.
pub fn tempo_step(percent: f32) -> String {
    format!("{percent:.0}%")
}

/// What a step from one track to the next asks of the ear.
pub fn transition(step: &Transition) -> String {
    let key = match step.key {
        key if key <= 0.0 => say("keys match", "tonalidades afines"),
        key if key <= 0.2 => say("keys near", "tonalidades cercanas"),
        key if key < 0.7 => say("keys apart", "tonalidades lejanas"),
        _ => say("keys clash", "tonalidades que chocan"),
    };
    let tempo = match step.tempo {
        tempo if tempo <= 0.5 => say("tempo steady", "tempo estable"),
        tempo if tempo <= 1.0 => say("tempo shifts", "el tempo cambia"),
        _ => say("tempo jumps", "el tempo salta"),
    };
    say!(
        "{key} · {tempo} · energy {} · cost {:.1}",
        "{key} · {tempo} · energía {} · coste {:.1}",
        signed(step.energy),
        step.cost
    )
}

/// How many tracks a file holds, and how many found no place in it.
pub fn exported(written: usize, left_out: usize) -> String {
    let written = counted(written, say("track", "pista"), say("tracks", "pistas"));
    match left_out {
        0 => say!("{written} written.", "Escritas: {written}."),
        out => say!(
            "{written} written; {out} left out, since this format needs a file of each track.",
            "Escritas: {written}; {out} omitidas, pues este formato necesita un archivo de cada pista."
        ),
    }
}

/// What became of a folder's files.
pub fn passed_over(taken: usize, passed_over: usize) -> String {
    let taken =
        counted(taken, say("audio file", "archivo de audio"), say("audio files", "archivos de audio"));
    say!(
        "{taken} found; {} passed over, being no audio.",
        "Encontrados: {taken}; se pasó por alto lo que no es audio: {}.",
        counted(passed_over, say("other file", "otro archivo"), say("other files", "otros archivos"))
    )
}

/// What came of an imported file: what was kept, and what was here already.
pub fn imported(name: &str, imported: &Imported) -> String {
    let Imported { read, kept, playlist, problems, .. } = imported;
    let not_kept = problems.iter().map(|problem| match problem {
        ImportProblem::NotKept { tracks, .. } => *tracks,
        _ => 0,
    });
    let known = read.saturating_sub(*kept).saturating_sub(not_kept.sum());
    let mut parts = Vec::new();
    if *read > 0 {
        parts.push(say!("{} imported", "{} importadas", counted_tracks(*kept as usize)));
    }
    if known > 0 {
        parts.push(say!("{known} here already", "{known} ya estaban aquí"));
    }
    if !playlist.is_empty() {
        parts.push(say!("a playlist of {}", "una lista de {}", counted_tracks(playlist.len())));
    }
    if parts.is_empty() {
        parts.push(say("nothing found that is known here", "no se encontró nada conocido aquí").to_owned());
    }
    format!("{name}: {}.", parts.join(", "))
}

/// A file that is being read, and the share of it that is done, 0…1.
pub fn importing(name: &str, share: f32) -> String {
    say!("Reading {name}… {:.0}%", "Leyendo {name}… {:.0}%", 100.0 * share)
}

/// Said where files of a batch were in the library before.
pub fn known_already(count: usize) -> String {
    match count {
        1 => say("1 of these was here already.", "1 de ellas ya estaba aquí.").to_owned(),
        _ => say!("{count} of these were here already.", "{count} de ellas ya estaban aquí."),
    }
}

/// Said where tracks were taken out of the library.
pub fn removed(count: usize) -> String {
    say!("{} removed.", "Quitadas: {}.", counted_tracks(count))
}

/// How many files could not be analysed.
pub fn failed_count(count: usize) -> String {
    say!("{} could not be analysed", "{} no se pudieron analizar", counted_tracks(count))
}

/// Said where entries of the playlist that was kept are not here any more.
pub fn playlist_lacks() -> String {
    say("Some of your playlist is not here any more.", "Parte de tu lista ya no está aquí.").to_owned()
}

/// Tracks of a playlist that were not found: the first few by name.
pub fn missing(names: &[String]) -> Vec<String> {
    const NAMED: usize = 5;
    let mut lines: Vec<String> =
        names.iter().take(NAMED).map(|name| say!("Not found: {name}", "No encontrada: {name}")).collect();
    if names.len() > NAMED {
        lines.push(say!("and {} more", "y {} más", names.len() - NAMED));
    }
    lines
}

/// How the library is kept, and how much it takes.
pub fn storage(storage: &Storage) -> String {
    let used = match (storage.used_bytes, storage.granted_bytes) {
        (Some(used), Some(granted)) => say!(
            " It takes {} of the {} that the browser grants this page, the page included.",
            " Ocupa {} de los {} que el navegador concede a esta página, página incluida.",
            size(used),
            size(granted)
        ),
        (Some(used), None) => say!(
            " It takes {} of this device, this page included.",
            " Ocupa {} de este dispositivo, página incluida.",
            size(used)
        ),
        (None, _) => String::new(),
    };
    let lasting = match storage.is_persistent {
        Some(true) => say(
            " The browser has promised not to clear it by itself.",
            " El navegador ha prometido no borrarlo por su cuenta.",
        ),
        Some(false) => say(
            " The browser may clear it when the device runs short of space: a backup is safe from that.",
            " El navegador puede borrarlo si falta espacio en el dispositivo: una copia está a salvo de eso.",
        ),
        None => "",
    };
    say!(
        "What was heard is kept in this browser, on this device, and nowhere else.{used}{lasting}",
        "Lo que se oyó se guarda en este navegador, en este dispositivo, y en ningún otro sitio.{used}{lasting}"
    )
}

fn size(bytes: f64) -> String {
    match bytes {
        b if b < 1e6 => format!("{:.0} kB", b / 1e3),
        b if b < 1e9 => format!("{:.1} MB", b / 1e6),
        b => format!("{:.2} GB", b / 1e9),
    }
}

/// How many rows the table shows.
pub fn table_facts(shown: usize, all: usize, selected: usize) -> String {
    let shown = if shown == all {
        counted(all, say("track", "pista"), say("tracks", "pistas"))
    } else {
        say!("{shown} of {}", "{shown} de {}", counted(all, say("track", "pista"), say("tracks", "pistas")))
    };
    if selected == 0 {
        shown
    } else {
        say!("{shown}, {selected} selected", "{shown}, {selected} seleccionadas")
    }
}

/// Asked before tracks are taken out of the library.
pub fn confirm_removal(count: usize) -> String {
    say!(
        "Remove {} from your library? The files themselves are not touched.",
        "¿Quitar {} de tu biblioteca? Los archivos mismos no se tocan.",
        counted(count, say("track", "pista"), say("tracks", "pistas"))
    )
}

/// Label of the box that selects a row.
pub fn select(name: &str) -> String {
    say!("Select {name}", "Seleccionar {name}")
}

/// Label of a bound of a feature.
pub fn bound_of(bound: &str, feature: Feature) -> String {
    format!("{}: {}", feature_name(feature), bound.to_lowercase())
}

/// Label of the button that multiplies the tempo.
pub fn tempo_times(factor: &str) -> String {
    say!("Tempo {factor}", "Tempo {factor}")
}

/// What a file's own tags say of tempo and key.
pub fn claims(claims: &[String]) -> String {
    say!("The file's own tags say {}.", "Las etiquetas del propio archivo dicen {}.", claims.join(" · "))
}

/// A feature's value in a table, whose heading says the unit.
pub fn cell(feature: Feature, value: f32) -> String {
    match feature {
        Feature::Tempo | Feature::Loudness => number((value * 10.0).round() / 10.0),
        Feature::Mode => plain_value(feature, value),
        _ => format!("{value:.2}"),
    }
}

/// A day, as the browser's language writes it.
pub fn date(ms: f64) -> String {
    let date = js_sys::Date::new(&ms.into());
    if ms > 0.0 {
        date.to_locale_date_string("default", &wasm_bindgen::JsValue::UNDEFINED).into()
    } else {
        String::new()
    }
}

/// Name of a recording's file, by the clock.
pub fn recording_name(now: &js_sys::Date) -> String {
    say!(
        "Recording {}-{:02}-{:02} {:02}.{:02}.{:02}.wav",
        "Grabación {}-{:02}-{:02} {:02}.{:02}.{:02}.wav",
        now.get_full_year(),
        now.get_month() + 1,
        now.get_date(),
        now.get_hours(),
        now.get_minutes(),
        now.get_seconds()
    )
}

/// Label of the button that takes something out of a list.
pub fn remove(name: &str) -> String {
    say!("Remove {name}", "Quitar {name}")
}

/// Label of the button that lets a track come up again.
pub fn forgive(name: &str) -> String {
    say!("Let {name} come up again", "Dejar que {name} vuelva a salir")
}

/// Label of the button that moves a track towards the beginning.
pub fn move_up(name: &str) -> String {
    say!("Move {name} up", "Subir {name}")
}

/// Label of the button that moves a track towards the end.
pub fn move_down(name: &str) -> String {
    say!("Move {name} down", "Bajar {name}")
}

/// Label of the button that shows all.
pub fn show_more(count: usize) -> String {
    say!("Show all {count}", "Mostrar las {count}")
}

/// Label of the button that shows the first few again.
pub fn show_fewer(count: usize) -> String {
    say!("Show the first {count}", "Mostrar las primeras {count}")
}

fn listed(items: &[String], and: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(number(-7.254), "−7.25");
        assert_eq!(number(-0.0), "0");
        assert_eq!(clock(185.4), "3:05");
        assert_eq!(kilohertz(5), "5 kHz");
    }

    #[test]
    fn lists_read_as_sentences() {
        let items = ["energy".to_string(), "valence".into(), "tempo".into()];
        assert_eq!(listed(&items, "and"), "energy, valence and tempo");
        assert_eq!(listed(&items[..1], "and"), "energy");
    }
}
