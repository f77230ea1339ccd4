//! The library, the queue and what comes in, in words.

use protocol::librarian::Imported;
use protocol::{ImportProblem, Key, KnownSong, OwnTrack, Stage};
use ui::language::{Text, say};
use ui::say;
use ui::words::{clock, counted, counted_tracks, decimal, isolated, percent, quantity};

use super::errors::track_error;
use crate::queue::plan::Batch;
use crate::settings::Settings;
use crate::tracks::TrackState;

/// One line about where a track is in its life.
pub fn state_summary(state: &TrackState, info: &OwnTrack, settings: Option<Settings>) -> String {
    match state {
        TrackState::Queued => say("Waiting", "En espera", "Wartet").into(),
        TrackState::Reading => say("Reading…", "Leyendo…", "Wird gelesen…").into(),
        TrackState::Decoding => say("Decoding…", "Descodificando…", "Wird dekodiert…").into(),
        TrackState::Analysing { stage, fraction } => {
            let doing = match stage {
                Stage::Decoding => say("Reading", "Leyendo", "Lesen"),
                Stage::Describing => say("Listening", "Escuchando", "Hören"),
                Stage::Predicting => say("Estimating", "Estimando", "Schätzen"),
                Stage::Importing | Stage::Grouping => "",
            };
            format!("{doing}… {}", percent(*fraction))
        }
        TrackState::Ready => {
            let features = &info.features;
            let written = |key: Key| settings.map_or_else(|| key.camelot(), |settings| settings.write(key));
            let key =
                info.key().map_or_else(|| say("no key", "sin tonalidad", "ohne Tonart").into(), written);
            say!(
                "{:.0} BPM · {key} · energy {}",
                "{:.0} BPM · {key} · energía {}",
                "{:.0} BPM · {key} · Energie {}",
                features.tempo,
                features.energy_level()
            )
        }
        TrackState::Failed(error) => track_error(error),
        TrackState::Cancelled => say("Stopped", "Detenida", "Abgebrochen").into(),
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
    let (name, artist) = (isolated(&song.name), isolated(&song.artist));
    match (song.is_refused, song.is_version) {
        (true, _) => say!(
            "Not taken for {name}, {artist}",
            "No es {name}, {artist}",
            "Gilt nicht als {name}, {artist}"
        ),
        (false, false) => say!(
            "In the catalogue: {name}, {artist}",
            "En el catálogo: {name}, {artist}",
            "Im Katalog: {name}, {artist}"
        ),
        (false, true) => say!(
            "In the catalogue in another version: {name}, {artist}. What goes with this one is a guess.",
            "En el catálogo en otra versión: {name}, {artist}. Lo que va con esta es una conjetura.",
            "Im Katalog in anderer Version: {name}, {artist}. Was zu dieser passt, ist eine Vermutung."
        ),
    }
}

fn non_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| isolated(text))
}

/// How far all tracks together are.
pub fn batch_progress(batch: &Batch) -> String {
    let failed = match batch.failed {
        0 => String::new(),
        failed => say!(", {} failed", ", {} con error", ", {} gescheitert", quantity(failed)),
    };
    let left = batch.left_s.map_or_else(String::new, |left| format!(" · {}", time_left(left)));
    let (done, total) = (quantity(batch.done), quantity(batch.total));
    say!(
        "{done} of {total} done{failed}{left}",
        "{done} de {total} listas{failed}{left}",
        "{done} von {total} fertig{failed}{left}"
    )
}

/// Said when tracks have come, and when they are done with.
pub fn batch_news(batch: &Batch) -> String {
    let [done, total, failed] = [batch.done, batch.total, batch.failed].map(quantity);
    if batch.done == 0 {
        let tracks = counted_tracks(batch.total);
        return say!("Analysing {tracks}", "Analizando {tracks}", "{tracks} in Analyse");
    }
    match (batch.total, batch.failed) {
        (1, 0) => say("Analysed", "Analizada", "Analysiert").into(),
        (1, _) => say("Failed", "Falló", "Gescheitert").into(),
        (_, 0) => say!(
            "{done} of {total} tracks analysed",
            "{done} de {total} pistas analizadas",
            "{done} von {total} Titeln analysiert"
        ),
        _ => say!(
            "{done} of {total} tracks done, {failed} failed",
            "{done} de {total} pistas listas, {failed} con error",
            "{done} von {total} Titeln fertig, {failed} gescheitert"
        ),
    }
}

fn time_left(seconds: f64) -> String {
    match seconds {
        s if s < 50.0 => {
            say!(
                "about {} seconds left",
                "quedan unos {} segundos",
                "noch etwa {} Sekunden",
                (s / 5.0).ceil().max(1.0) * 5.0
            )
        }
        s if s < 3000.0 => {
            say!(
                "about {} left",
                "en torno a {} más",
                "noch etwa {}",
                counted(
                    (s / 60.0).round().max(1.0) as usize,
                    say("minute", "minuto", "Minute"),
                    say("minutes", "minutos", "Minuten")
                )
            )
        }
        s => say!(
            "about {} hours left",
            "quedan unas {} horas",
            "noch etwa {} Stunden",
            decimal(s / 3600.0, 1)
        ),
    }
}

/// Name of a track's progress bar.
pub fn progress_of(name: &str) -> String {
    say!("Analysis of {}", "Análisis de {}", "Analyse von {}", isolated(name))
}

/// How many tracks a file holds, and how many found no place in it.
pub fn exported(written: usize, left_out: usize) -> String {
    let written = counted_tracks(written);
    match left_out {
        0 => say!("{written} written.", "Escritas: {written}.", "{written} geschrieben."),
        out => say!(
            "{written} written; {out} left out, since this format needs a file of each track.",
            "Escritas: {written}; {out} omitidas, pues este formato necesita un archivo de cada pista.",
            "{written} geschrieben; {out} weggelassen, da dieses Format von jedem Titel eine Datei braucht.",
            out = quantity(out)
        ),
    }
}

/// What shows all tracks that were not found.
pub const WHICH_TRACKS: Text = Text(["Which ones", "Cuáles", "Welche"]);

/// Tracks that were not found and are named at once.
const MISSING_NAMED: usize = 5;

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
        parts.push(say!("{} imported", "importación de {}", "{} importiert", counted_tracks(*kept as usize)));
    }
    if known > 0 {
        parts.push(say!(
            "{} here already",
            "{} ya en la biblioteca",
            "{} schon hier",
            quantity(known as usize)
        ));
    }
    if !playlist.is_empty() {
        parts.push(say!(
            "a playlist of {}",
            "una lista de {}",
            "eine Playlist mit {}",
            counted_tracks(playlist.len())
        ));
    }
    if parts.is_empty() {
        parts.push(
            say(
                "nothing found that is known here",
                "no se encontró nada conocido aquí",
                "nichts gefunden, was hier bekannt ist",
            )
            .to_owned(),
        );
    }
    format!("{}: {}.", isolated(name), parts.join(", "))
}

/// A file that is being read, and the share of it that is done, 0…1.
pub fn importing(name: &str, share: f32) -> String {
    say!("Reading {}… {}", "Leyendo {}… {}", "{} wird gelesen… {}", isolated(name), percent(share))
}

/// Said where files of a batch were in the library before.
pub fn known_already(count: usize) -> String {
    match count {
        1 => say("1 of these was here already.", "1 de ellas ya estaba aquí.", "1 davon war schon hier.")
            .to_owned(),
        _ => say!(
            "{} of these were here already.",
            "{} de ellas ya estaban aquí.",
            "{} davon waren schon hier.",
            quantity(count)
        ),
    }
}

/// Said where tracks were taken out of the library.
pub fn removed(count: usize) -> String {
    say!("{} removed.", "Quitadas: {}.", "{} entfernt.", counted_tracks(count))
}

/// How many files could not be analysed, and how many were stopped.
pub fn without_result(failed: usize, stopped: usize) -> String {
    let failed = (failed > 0).then(|| {
        let tracks = counted_tracks(failed);
        say!("{tracks} could not be analysed", "Sin poder analizar: {tracks}", "{tracks} nicht analysierbar")
    });
    let stopped = (stopped > 0).then(|| {
        let tracks = counted_tracks(stopped);
        say!("{tracks} stopped", "Detenidas: {tracks}", "{tracks} abgebrochen")
    });
    failed.into_iter().chain(stopped).collect::<Vec<_>>().join(" · ")
}

/// Said where entries of the playlist that was kept are not here any more.
pub fn playlist_lacks() -> String {
    say(
        "Some of your playlist is neither in your library nor in the catalogue in use.",
        "Parte de tu lista no está ni en tu biblioteca ni en el catálogo en uso.",
        "Ein Teil deiner Playlist ist weder in deiner Bibliothek noch im benutzten Katalog.",
    )
    .to_owned()
}

/// Tracks of a playlist that neither the library nor the catalogue has: the first few.
pub fn missing(names: &[String]) -> Vec<String> {
    let line =
        |name: &String| say!("Not found: {}", "No encontrada: {}", "Nicht gefunden: {}", isolated(name));
    let mut lines: Vec<String> = names.iter().take(MISSING_NAMED).map(line).collect();
    lines.extend(and_more(names, MISSING_NAMED));
    lines
}

/// All of them, and a sentence above; `None` where the first few are all.
pub fn all_missing(file: &str, names: &[String]) -> Option<(String, Vec<String>)> {
    const MOST: usize = 1_000;
    let text = say!(
        "{} of {file} not found here.",
        "{} de {file} que no se encontraron aquí.",
        "{} aus {file} hier nicht gefunden.",
        counted_tracks(names.len()),
        file = isolated(file)
    );
    let mut lines: Vec<String> = names.iter().take(MOST).map(|name| isolated(name)).collect();
    lines.extend(and_more(names, MOST));
    (names.len() > MISSING_NAMED).then_some((text, lines))
}

fn and_more(names: &[String], named: usize) -> Option<String> {
    let more = names.len().saturating_sub(named);
    (more > 0).then(|| say!("and {} more", "y {} más", "und {} weitere", quantity(more)))
}

/// Name of a recording's file, by the clock.
pub fn recording_name(now: &js_sys::Date) -> String {
    say!(
        "Recording {}-{:02}-{:02} {:02}.{:02}.{:02}.wav",
        "Grabación {}-{:02}-{:02} {:02}.{:02}.{:02}.wav",
        "Aufnahme {}-{:02}-{:02} {:02}.{:02}.{:02}.wav",
        now.get_full_year(),
        now.get_month() + 1,
        now.get_date(),
        now.get_hours(),
        now.get_minutes(),
        now.get_seconds()
    )
}
