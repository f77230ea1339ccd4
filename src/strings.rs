//! Every word the app says, in one place; `index.html` holds those that show before it has loaded.

use protocol::{Analysis, AnalysisError, Feature, MeterEstimate, Mode, Neighbour, SpectrumView, Stage, Tag};

use crate::state::TrackState;

pub const SAMPLE_NAME: &str = "Built-in sample";
pub const YOUR_TRACKS: &str = "Your tracks";
pub const FAILED_HEADING: &str = "This one did not work";
pub const FAILED_ADVICE: &str = "Your other tracks are not affected. WAV, MP3, FLAC, Ogg, Opus, M4A and WebM files of 3 seconds to an hour can be analysed.";
pub const PROGRESS_ADVICE: &str =
    "The result appears here. Nothing is uploaded: this device does the listening.";
pub const PLAYER: &str = "Playback";
pub const PLAY: &str = "Play";
pub const PAUSE: &str = "Pause";
pub const SEEK: &str = "Position in the track";
pub const FEATURES: &str = "Audio features";
pub const FEATURES_HINT: &str = "On the scales Spotify used. Seven are learned from another program, the teacher; the pale band is where its value lay for four of five pieces never heard before. The word below each says how far to trust it, the teacher's own errors included.";
pub const TAGS: &str = "Sounds like";
pub const TAGS_HINT: &str = "Guesses, by what stands out against the training music.";
pub const WHY: &str = "What drove this";
pub const WHY_PENDING: &str = "Asking the model…";
pub const WHY_ASPECTS: &str = "By aspect of the sound";
pub const WHY_REGISTERS: &str = "By register";
pub const WHY_REST: &str = "all the rest";
pub const TIMELINE: &str = "Along the track";
pub const TIMELINE_CHOICE: &str = "Feature to show along the track";
pub const NEXT: &str = "Play next";
pub const NEXT_HINT: &str = "The nearest of 39,265 catalogue tracks by sound: 0% would be the same features, 100% is as far apart as two tracks taken at random.";
pub const NEXT_PENDING: &str = "Searching the catalogue…";
pub const OPENS_SPOTIFY: &str = "(opens Spotify in a new tab)";
pub const SPECTRUM: &str = "Fourier spectrum";
pub const SPECTRUM_SCALE: &str = "Scale";
pub const SPECTRUM_Z: &str = "Normalised";
pub const SPECTRUM_DB: &str = "Level";
pub const SPECTRUM_Z_HINT: &str = "10,000 bins of half a hertz, each compared with the same bin of the training music: above 0 there is more of that frequency than usual, below 0 less.";
pub const SPECTRUM_DB_HINT: &str = "Magnitude in 10,000 bins of half a hertz, relative to the strongest.";
pub const SPECTRUM_Z_UNITS: &str =
    "Across: frequency, kHz. Up: standard deviations from the mean of the training music.";
pub const SPECTRUM_DB_UNITS: &str = "Across: frequency, kHz. Up: dB below the strongest bin.";

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
            Trust::Measured => "Measured",
            Trust::Good => "Trust it",
            Trust::Fair => "Fair",
            Trust::Rough => "Rough guess",
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
pub fn state_summary(state: &TrackState) -> String {
    match state {
        TrackState::Queued => "Waiting".into(),
        TrackState::Decoding => "Decoding…".into(),
        TrackState::Analysing { stage, fraction } => {
            let doing = match stage {
                Stage::Decoding => "Reading",
                Stage::Describing => "Listening",
                Stage::Predicting => "Predicting",
            };
            format!("{doing}… {:.0}%", 100.0 * fraction)
        }
        TrackState::Ready(analysis) => {
            let features = &analysis.features;
            let key = analysis.key.candidates.first().map_or("no key".into(), |(key, _)| key.camelot());
            format!("{:.0} BPM · {key} · energy {:.2}", features.tempo, features.energy)
        }
        TrackState::Failed(_) => "Failed".into(),
    }
}

/// What a track is, once known.
pub fn track_facts(state: &TrackState) -> String {
    let TrackState::Ready(analysis) = state else { return String::new() };
    let channels = match analysis.channels {
        1 => "mono".to_string(),
        2 => "stereo".to_string(),
        n => format!("{n} channels"),
    };
    let rate = f64::from(analysis.sample_rate) / 1000.0;
    format!("{} · {rate} kHz · {channels}", clock(f64::from(analysis.duration_s)))
}

/// Said when a track is done.
pub fn announce_ready(name: &str) -> String {
    format!("{name}: analysed")
}

/// Said when a track has failed.
pub fn announce_failed(name: &str, error: &AnalysisError) -> String {
    format!("{name}: {}", error_text(error))
}

/// Name of a track's progress bar.
pub fn progress_of(name: &str) -> String {
    format!("Analysis of {name}")
}

/// A sentence about what went wrong.
pub fn error_text(error: &AnalysisError) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect::<String>() + ".")
        .unwrap_or_default()
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

/// The spectrum in a sentence.
pub fn spectrum_alternative(spectrum: &SpectrumView) -> String {
    let strongest =
        spectrum.db.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(bin, _)| bin);
    let mut means = spectrum.z.chunks(2000).map(|part| part.iter().sum::<f32>() / part.len().max(1) as f32);
    let part = |mean: Option<f32>| mean.map_or_else(String::new, |mean| number((mean * 10.0).round() / 10.0));
    format!(
        "Spectrum from 0 to 5 kHz. Strongest at {} Hz. Mean deviation from the training music: {} below 1 kHz, {} from 1 to 2 kHz, {} from 2 to 3 kHz, {} from 3 to 4 kHz, {} above.",
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
        Feature::Danceability => "Danceability",
        Feature::Energy => "Energy",
        Feature::Key => "Key",
        Feature::Loudness => "Loudness",
        Feature::Mode => "Mode",
        Feature::Speechiness => "Speechiness",
        Feature::Acousticness => "Acousticness",
        Feature::Instrumentalness => "Instrumentalness",
        Feature::Liveness => "Liveness",
        Feature::Valence => "Valence",
        Feature::Tempo => "Tempo",
    }
}

/// Name of a feature within a sentence.
fn feature_in_text(feature: Feature) -> String {
    feature_name(feature).to_lowercase()
}

/// What a feature means, in plain words.
pub fn feature_meaning(feature: Feature) -> &'static str {
    match feature {
        Feature::Danceability => "How well one can dance to it: steady tempo, strong beat, regularity.",
        Feature::Energy => "How intense it feels: fast, loud and noisy is high, a lullaby is low.",
        Feature::Key => "The home note of its scale, with the codes DJs mix by.",
        Feature::Loudness => "How loud it is over its whole length. Most releases lie between −14 and −4 dB.",
        Feature::Mode => "Major tends to sound bright, minor dark.",
        Feature::Speechiness => {
            "Spoken words: above 0.66 mostly speech, 0.33 to 0.66 both, below mostly music."
        }
        Feature::Acousticness => "How likely it was played on acoustic instruments.",
        Feature::Instrumentalness => {
            "How likely it has no singing or speech; above 0.5 it probably has none."
        }
        Feature::Liveness => {
            "How likely an audience is in the recording; above 0.8 it is almost surely live."
        }
        Feature::Valence => "How positive it sounds: cheerful is high, sad or angry is low.",
        Feature::Tempo => "Beats per minute, as one would tap along.",
    }
}

/// A feature's value with its unit.
pub fn feature_value(feature: Feature, analysis: &Analysis) -> String {
    let value = analysis.features.get(feature);
    match feature {
        Feature::Key => analysis.key.candidates.first().map_or("None".into(), |(key, _)| {
            format!("{} · {} · {}", key.name(), key.camelot(), key.open_key())
        }),
        Feature::Mode => match analysis.key.candidates.first() {
            Some((key, _)) if key.mode == Mode::Major => "Major".into(),
            Some(_) => "Minor".into(),
            None => if analysis.features.mode == 1 { "Major" } else { "Minor" }.into(),
        },
        Feature::Loudness => format!("{} dB", number((value * 10.0).round() / 10.0)),
        Feature::Tempo if value <= 0.0 => "None".into(),
        Feature::Tempo => format!("{value:.1} BPM"),
        _ => format!("{value:.2}"),
    }
}

/// Why to trust a value, or not, and what else it could be.
pub fn trust_detail(feature: Feature, analysis: &Analysis) -> String {
    let loudness = &analysis.loudness;
    match feature {
        Feature::Loudness => format!(
            "{} LUFS by EBU R 128, range {:.1} LU; Spotify's scale lies about 4 dB higher.",
            number((loudness.integrated_lufs * 10.0).round() / 10.0),
            loudness.range_lu
        ),
        Feature::Tempo => {
            let others: Vec<String> =
                analysis.tempo.alternatives.iter().take(3).map(|(bpm, _)| format!("{bpm:.0}")).collect();
            let confidence = percent(analysis.tempo.confidence);
            let bar = meter(&analysis.meter);
            if others.is_empty() {
                format!("{confidence} sure.{bar}")
            } else {
                format!("{confidence} sure; it could also be felt as {}.{bar}", listed(&others, "or"))
            }
        }
        Feature::Key => {
            let weight = analysis.key.candidates.first().map_or(0.0, |(_, weight)| *weight);
            let others: Vec<String> =
                analysis.key.candidates.iter().skip(1).map(|(key, _)| key.name()).collect();
            let tuning = number(analysis.key.tuning_cents.round());
            if others.is_empty() {
                "No pitch stands out.".into()
            } else {
                format!(
                    "{} sure; otherwise {}. Tuned {tuning} cents from A = 440 Hz.",
                    percent(weight),
                    listed(&others, "or")
                )
            }
        }
        Feature::Mode => "As sure as the key.".into(),
        Feature::Liveness => {
            "The teacher hardly tells live recordings apart: it never goes far above 0.3, and so neither does this.".into()
        }
        _ => match analysis.estimates.iter().find(|estimate| estimate.feature == feature) {
            Some(estimate) => {
                let spread = if estimate.spread >= 0.05 {
                    format!(" It changes along the track by ±{:.2}.", estimate.spread)
                } else {
                    String::new()
                };
                let limit = teacher_limit(feature);
                format!(
                    "Its teacher would say {:.2} to {:.2}, four times of five (R² {:.2}).{limit}{spread}",
                    estimate.low, estimate.high, estimate.r2
                )
            }
            None => String::new(),
        },
    }
}

/// Beats in a bar, as a further sentence; nothing where they cannot be told.
fn meter(meter: &MeterEstimate) -> String {
    match meter.beats_per_bar {
        Some(beats) => format!(" {beats} beats in a bar, {} sure.", percent(meter.confidence)),
        None => String::new(),
    }
}

/// A tag as it is shown.
pub fn tag_name(name: &str) -> String {
    match name {
        "00s" | "60s" | "70s" | "80s" | "90s" => format!("the {name}"),
        "rnb" => "R&B".into(),
        "easy listening" | "sexy" | "catchy" | "beautiful" | "chill" | "happy" | "sad" => name.into(),
        _ => name.to_lowercase(),
    }
}

/// How far a tag stands out and can be trusted, for those who cannot see its place.
pub fn tag_trust(tag: &Tag) -> String {
    format!(
        " (more so than {} of the training music; rank correlation {:.2} on unheard music)",
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
        format!(" Explained are eight of its windows; the whole track has {shown:.2}, {} of it.", signed(off))
    } else {
        String::new()
    };
    format!(
        "An average piece of the training music has {average:.2}. What follows adds up to this track's {value:.2} of {}.{rest}",
        feature_in_text(feature)
    )
}

/// A part of an explanation in plain words.
pub fn part_name(part: &str) -> String {
    match part {
        "mel" => "Tone colour",
        "mfcc" => "Timbre",
        "shape" => "Brightness, noise",
        "contrast" => "Peaks and valleys",
        "rhythm" => "Rhythm",
        "tonal" => "Harmony",
        "modulation" => "Pulsation",
        "dynamics" => "Loudness, dynamics",
        "transients" => "Attacks and decays",
        "voice" => "Signs of a voice",
        "bass" => "Bass, below 200 Hz",
        "low mids" => "Low mids, to 800 Hz",
        "mids" => "Mids, to 2.5 kHz",
        "treble" => "Treble, to 6 kHz",
        "air" => "Air, above 6 kHz",
        "whole spectrum" => "No single register",
        other => return other.into(),
    }
    .into()
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
        (Some((low_s, low)), Some((high_s, high))) => format!(
            "{}, in steps of half a minute: lowest {low:.2} at {}, highest {high:.2} at {}.",
            feature_name(feature),
            clock(f64::from(*low_s)),
            clock(f64::from(*high_s))
        ),
        _ => String::new(),
    }
}

/// What is known of the errors of the labels themselves, as a further sentence.
fn teacher_limit(feature: Feature) -> &'static str {
    match feature {
        Feature::Instrumentalness => " One of its two teachers often takes songs for instrumental.",
        Feature::Valence => " The teacher itself explains less than a third of what listeners say.",
        _ => "",
    }
}

/// Share as a percentage.
fn percent(share: f32) -> String {
    format!("{:.0}%", 100.0 * share)
}

/// Distance of a next track.
pub fn distance(percent: f32) -> String {
    format!("{percent:.0}% away")
}

/// What brings a next track near.
pub fn reason(neighbour: &Neighbour) -> String {
    let names: Vec<String> = neighbour.closest.iter().map(|feature| feature_in_text(*feature)).collect();
    if names.is_empty() { String::new() } else { format!("Alike in {}", listed(&names, "and")) }
}

/// Label of the button that shows all.
pub fn show_more(count: usize) -> String {
    format!("Show all {count}")
}

/// Label of the button that shows the first few again.
pub fn show_fewer(count: usize) -> String {
    format!("Show the first {count}")
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

    #[test]
    fn errors_are_sentences() {
        assert_eq!(error_text(&AnalysisError::Silent), "The audio is silent from beginning to end.");
    }
}
