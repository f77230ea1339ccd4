//! Every word the app says, in one place; `index.html` holds those that show before it has loaded.

use protocol::{
    Analysis, AnalysisError, Feature, MeterEstimate, Mode, Pick, SpectrumView, Stage, Tag, TrackCard,
    Transition,
};

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
pub const TAGS: &str = "Might be tagged";
pub const TAGS_HINT: &str = "Guesses, by what stands out against the training music.";
pub const WHY: &str = "What drove this";
pub const WHY_PENDING: &str = "Asking the model…";
pub const WHY_ASPECTS: &str = "By aspect of the sound";
pub const WHY_REGISTERS: &str = "By register";
pub const WHY_REST: &str = "all the rest";
pub const TIMELINE: &str = "Along the track";
pub const TIMELINE_CHOICE: &str = "Feature to show along the track";
pub const NEXT: &str = "Play next";
pub const NEXT_NOTHING: &str = "Nothing fits. Loosen a limit, take a tag away, or look in the catalogue.";
pub const AFFINITY: &str = "What makes a track fit";
pub const GOES_WITH: &str = "Goes with";
pub const GOES_WITH_HINT: &str = "What people put into the same playlists, learned from 5,814 of them. A file of yours is placed by its features, which is a rougher guess than for a song the playlists know.";
pub const SOUNDS_LIKE: &str = "Sounds like";
pub const SOUNDS_LIKE_HINT: &str =
    "The nearest by features: 0% away would be the same, 100% is as far apart as two tracks taken at random.";
pub const SAME_CLUSTER: &str = "Same cluster";
pub const SAME_CLUSTER_HINT: &str = "The nearest by features among tracks of the same cluster: all tracks of the catalogue fall into a few by how they sound.";
pub const SOURCE: &str = "Look in";
pub const SOURCE_CATALOGUE: &str = "the catalogue";
pub const SOURCE_OWN: &str = "my tracks";
pub const SOURCE_BOTH: &str = "both";
pub const HEAR: &str = "Hear it on Spotify";
pub const FOLLOW: &str = "Follow";
pub const ADD: &str = "Add to playlist";
pub const NOT_THIS: &str = "Not this";
pub const YOUR_FILE: &str = "Your file";
pub const TUNE: &str = "Tune";
pub const POPULARITY: &str = "Popularity";
pub const ARTIST_CAP: &str = "Tracks of one artist";
pub const TAG_FILTER: &str = "Only with the tag";
pub const TAG_CHOOSE: &str = "Choose a tag…";
pub const AWAY: &str = "Kept away";
pub const RESET: &str = "Reset";
pub const WEIGHT: &str = "Weight";
pub const AT_LEAST: &str = "At least";
pub const AT_MOST: &str = "At most";
pub const WISHED: &str = "Wished";
pub const ANY: &str = "any";
pub const SEARCH: &str = "Or start from a song you know";
pub const SEARCH_EXAMPLE: &str = "Name, artist or tag";
pub const SEARCH_RESULTS: &str = "Songs found";
pub const SEARCH_NOTHING: &str = "The catalogue has nothing like that.";
pub const CATALOGUE_FEATURES_HINT: &str = "As Spotify published them.";
pub const PLAYLIST: &str = "Playlist";
pub const PLAYLIST_SEEDS: &str = "Your playlist";
pub const CURVE: &str = "Energy";
pub const CURVE_ANY: &str = "as it comes";
pub const CURVE_UP: &str = "rising";
pub const CURVE_DOWN: &str = "falling";
pub const CURVE_ARC: &str = "rising, then falling";
pub const TEMPO_STEP: &str = "Smooth tempo change";
pub const ORDER: &str = "Order for flow";
pub const BETWEEN: &str = "Tracks between";
pub const PATH: &str = "Path from first to last";
pub const PATH_HINT: &str = "Drag tracks, or press Alt with the arrow keys, to move them. A path keeps the first and the last track and finds new ones between them.";
pub const SEED_ALL: &str = "What follows all of these?";
pub const EXPORT: &str = "Export";
pub const FORMAT: &str = "Format";
pub const FORMAT_CSV: &str = "CSV, as Exportify writes it";
pub const FORMAT_JSON: &str = "JSON, as Spotify wrote it";
pub const FORMAT_M3U8: &str = "M3U8 playlist";
pub const FORMAT_XSPF: &str = "XSPF playlist";
pub const FORMAT_JSPF: &str = "JSPF playlist";
pub const FORMAT_REKORDBOX: &str = "rekordbox XML";
pub const MUSIC_FOLDER: &str = "Folder of your music";
pub const MUSIC_FOLDER_EXAMPLE: &str = "C:\\Music or /Users/me/Music";
pub const SAVE: &str = "Save";
pub const COPY: &str = "Copy";
pub const EXPORT_FAILED: &str = "This browser did not let the page hand the file over.";
pub const LIBRARY_FILE: &str = "segue-library";
pub const PLAYLIST_FILE: &str = "segue-playlist";
pub const UNDO: &str = "Undo";
pub const CLEAR: &str = "Clear";
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
                Stage::Grouping => "Grouping",
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

/// How near a next track is to its seeds.
pub fn nearness(pick: &Pick) -> String {
    pick.distance_percent.map_or_else(String::new, |percent| format!("{percent:.0}% away"))
}

/// What brings a next track, and what sets it apart.
pub fn reason(pick: &Pick) -> String {
    let names = |features: &[Feature]| -> Vec<String> {
        features.iter().map(|feature| feature_in_text(*feature)).collect()
    };
    let together = match (pick.common_playlists, pick.card.playlists) {
        (Some(0), _) => Some("In no playlist together yet".to_owned()),
        (Some(common), Some(all)) => Some(format!("In {common} of its {all} playlists together")),
        (None, Some(all)) => Some(format!("In {}", counted(all as usize, "playlist", "playlists"))),
        _ => None,
    };
    let tags = (!pick.common_tags.is_empty()).then(|| format!("both {}", listed(&pick.common_tags, "and")));
    let alike =
        (!pick.closest.is_empty()).then(|| format!("alike in {}", listed(&names(&pick.closest), "and")));
    let apart =
        (!pick.furthest.is_empty()).then(|| format!("apart in {}", listed(&names(&pick.furthest), "and")));
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

/// Where the slider between hidden gems and well-known tracks stands.
pub fn popularity(value: f32) -> String {
    match value {
        v if v <= -0.75 => "hidden gems".to_owned(),
        v if v < -0.05 => "lesser known".to_owned(),
        v if v <= 0.05 => "as playlists have it".to_owned(),
        v if v < 0.75 => "better known".to_owned(),
        _ => "well known".to_owned(),
    }
}

/// A choice of how many tracks one artist may have.
pub fn artist_cap(cap: usize) -> &'static str {
    match cap {
        0 => "any number",
        1 => "one",
        2 => "at most two",
        _ => "at most three",
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
        Feature::Key if value < 0.0 => "none".to_owned(),
        Feature::Key => PITCH_CLASSES.get(value as usize).copied().unwrap_or_default().to_owned(),
        Feature::Mode => if value >= 0.5 { "major" } else { "minor" }.to_owned(),
        Feature::Loudness => format!("{} dB", number(value)),
        Feature::Tempo => format!("{value:.0} BPM"),
        _ => number(value),
    }
}

const PITCH_CLASSES: [&str; 12] = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];

/// Artist, length and popularity of a track of the catalogue.
pub fn catalogue_facts(card: &TrackCard) -> String {
    let playlists =
        card.playlists.map(|count| format!("in {}", counted(count as usize, "playlist", "playlists")));
    let facts = [Some(card.artist.clone()), Some(clock(f64::from(card.duration_s))), playlists];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What playlists call a track.
pub fn catalogue_tags(tags: &[String]) -> String {
    format!("Playlists call it {}.", listed(tags, "and"))
}

/// How many tracks are followed.
pub fn seed_count(count: usize) -> String {
    format!("What should follow {}", counted(count, "track", "tracks"))
}

/// Number and length of a playlist's tracks.
pub fn playlist_facts(cards: &[TrackCard]) -> String {
    let seconds: f64 = cards.iter().map(|card| f64::from(card.duration_s)).sum();
    format!("{} · {}", counted(cards.len(), "track", "tracks"), clock(seconds))
}

/// Largest change of tempo that is still smooth.
pub fn tempo_step(percent: f32) -> String {
    format!("{percent:.0}%")
}

/// What a step from one track to the next asks of the ear.
pub fn transition(step: &Transition) -> String {
    let key = match step.key {
        key if key <= 0.0 => "keys match",
        key if key <= 0.2 => "keys near",
        key if key < 0.7 => "keys apart",
        _ => "keys clash",
    };
    let tempo = match step.tempo {
        tempo if tempo <= 0.5 => "tempo steady",
        tempo if tempo <= 1.0 => "tempo shifts",
        _ => "tempo jumps",
    };
    format!("{key} · {tempo} · energy {} · cost {:.1}", signed(step.energy), step.cost)
}

/// How many tracks a file holds, and how many found no place in it.
pub fn exported(written: usize, left_out: usize) -> String {
    let written = counted(written, "track", "tracks");
    match left_out {
        0 => format!("{written} written."),
        out => format!("{written} written; {out} left out, since this format needs a file of each track."),
    }
}

/// Label of the button that takes something out of a list.
pub fn remove(name: &str) -> String {
    format!("Remove {name}")
}

/// Label of the button that lets a track come up again.
pub fn forgive(name: &str) -> String {
    format!("Let {name} come up again")
}

/// Label of the button that moves a track towards the beginning.
pub fn move_up(name: &str) -> String {
    format!("Move {name} up")
}

/// Label of the button that moves a track towards the end.
pub fn move_down(name: &str) -> String {
    format!("Move {name} down")
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
