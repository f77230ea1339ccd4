//! What came of a folder's files, in words.

use ui::language::{Text, say};
use ui::say;
use ui::words::{counted, isolated, quantity};

use crate::intake::Why;

pub const WHICH_FILES: Text = Text(["Which ones, and why", "Cuáles y por qué", "Welche, und warum"]);
pub const READ_NOW: Text = Text(["Read it now", "Leerlo ya", "Jetzt lesen"]);
pub const IMPORT_PLAYLIST: Text = Text(["Import it", "Importarla", "Importieren"]);

/// Most files that are named.
const MOST_NAMED: usize = 300;

/// How many of a folder's files are listened to, and how many are not.
pub fn passed_over(taken: usize, passed_over: &[(String, Why)]) -> String {
    let taken = counted(
        taken,
        say("audio file", "archivo de audio", "Audiodatei"),
        say("audio files", "archivos de audio", "Audiodateien"),
    );
    let others = counted(
        passed_over.len(),
        say("other file", "otro archivo", "andere Datei"),
        say("other files", "otros archivos", "andere Dateien"),
    );
    if passed_over.iter().all(|(_, why)| *why == Why::NotAudio) {
        return say!(
            "{taken} found; {others} passed over, being no audio.",
            "Encontrados: {taken}; se pasó por alto lo que no es audio: {others}.",
            "{taken} gefunden; {others} übergangen, da kein Audio."
        );
    }
    say!(
        "{taken} found; {others} passed over.",
        "Encontrados: {taken}; pasados por alto: {others}.",
        "{taken} gefunden; {others} übergangen."
    )
}

/// Which files were passed over, each with the reason; the first few hundred.
pub fn passed_over_by_name(passed_over: &[(String, Why)]) -> Vec<String> {
    let line = |(path, why): &(String, Why)| format!("{}: {}", isolated(path), reason(*why));
    let mut lines: Vec<String> = passed_over.iter().take(MOST_NAMED).map(line).collect();
    let more = passed_over.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        lines.push(say!("and {} more", "y {} más", "und {} weitere", quantity(more)));
    }
    lines
}

fn reason(why: Why) -> &'static str {
    match why {
        Why::Companion => say(
            "what a Mac keeps beside a file, no audio itself",
            "lo que un Mac guarda junto a un archivo; no es audio",
            "was ein Mac neben einer Datei ablegt, selbst kein Audio",
        ),
        Why::Hidden => say(
            "hidden, or in a hidden folder; add it by itself to have it analysed",
            "oculto o en una carpeta oculta; añádelo solo para analizarlo",
            "versteckt oder in einem versteckten Ordner; füge sie einzeln hinzu, um sie zu analysieren",
        ),
        Why::Partial => say(
            "not whole yet: a download in progress",
            "incompleto: una descarga en curso",
            "noch nicht vollständig: ein laufender Download",
        ),
        Why::Empty => say("empty", "vacío", "leer"),
        Why::Unplayable => say(
            "audio of a kind that browsers do not play: convert it to FLAC or MP3",
            "audio de un tipo que los navegadores no reproducen: conviértelo a FLAC o MP3",
            "Audio, das Browser nicht abspielen: wandle es in FLAC oder MP3 um",
        ),
        Why::Playlist => say(
            "a playlist; add it by itself to import it",
            "una lista; añádela sola para importarla",
            "eine Playlist; füge sie einzeln hinzu, um sie zu importieren",
        ),
        Why::Table => say(
            "perhaps a table of tracks; add it by itself to import it",
            "quizá una tabla de pistas; añádela sola para importarla",
            "vielleicht eine Tabelle von Titeln; füge sie einzeln hinzu, um sie zu importieren",
        ),
        Why::NotAudio => say("no audio", "no es audio", "kein Audio"),
        Why::Unreadable => say(
            "the browser could not read it",
            "el navegador no pudo leerlo",
            "der Browser konnte sie nicht lesen",
        ),
    }
}

/// Said of files that tell of tracks while others are being analysed, which they may tell of.
pub fn waits_for_files(names: &[String]) -> String {
    const NAMED: usize = 3;
    let named: Vec<String> = names.iter().take(NAMED).map(|name| isolated(name)).collect();
    let more = names.len().saturating_sub(NAMED);
    let more = if more > 0 {
        say!(" and {more} more", " y {more} más", " und {more} weitere")
    } else {
        String::new()
    };
    let named = named.join(", ");
    say!(
        "To be read when the files that are being added are in: {named}{more}.",
        "Se leerá cuando estén los archivos que se están añadiendo: {named}{more}.",
        "Wird gelesen, wenn die gerade hinzugefügten Dateien da sind: {named}{more}."
    )
}

/// A playlist that lies among a folder's files.
pub fn playlist_in_folder(path: &str) -> String {
    say!(
        "In this folder is a playlist: {}.",
        "En esta carpeta hay una lista: {}.",
        "In diesem Ordner ist eine Playlist: {}.",
        isolated(path)
    )
}

/// Files have come while something else is shown.
pub fn files_added(count: usize) -> String {
    say!(
        "Analysing {}: see Listen, or the library.",
        "En análisis: {}. Mira en Escuchar o en la biblioteca.",
        "{} in Analyse: zu finden unter Hören und in der Bibliothek.",
        counted(count, say("file", "archivo", "Datei"), say("files", "archivos", "Dateien"))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_passed_over_is_counted_and_named_with_the_reason() {
        let cover = ("Music/cover.jpg".to_owned(), Why::NotAudio);
        let part = ("Music/song.mp3.part".to_owned(), Why::Partial);
        let only_cover = passed_over(2, std::slice::from_ref(&cover));
        assert_eq!(only_cover, "2 audio files found; 1 other file passed over, being no audio.");
        let both = [cover, part];
        assert_eq!(passed_over(1, &both), "1 audio file found; 2 other files passed over.");
        let lines =
            ["Music/cover.jpg: no audio", "Music/song.mp3.part: not whole yet: a download in progress"];
        assert_eq!(passed_over_by_name(&both), lines);
        let many = vec![("a".to_owned(), Why::Empty); MOST_NAMED + 7];
        assert_eq!(passed_over_by_name(&many).last().map(String::as_str), Some("and 7 more"));
    }
}
