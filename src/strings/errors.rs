//! What went wrong, in words. What decoders, readers and the browser say of a file stays in their own words.

use protocol::{AnalystError, DecodingNote, LONGEST_S, LibrarianError, StorageError};
use ui::errors::{
    analysis, asset, connection, decoder, file_gone, librarian, librarian_error, sentence, storage, too_long,
    undecodable,
};
use ui::language::say;
use ui::say;
use ui::words::{decimal, isolated, quantity};

use crate::audio::decode::{DecodeError, MAX_AT_ONCE_S};
use crate::audio::recorder::RecordError;
use crate::tracks::TrackError;

/// Why a file is not in the library.
pub fn track_error(error: &TrackError) -> String {
    sentence(&match error {
        TrackError::Decode(error) => decode(error),
        TrackError::Analyst(error) => analyst(error),
        TrackError::Librarian(error) => librarian(error),
    })
}

/// Why an analyst could not answer.
pub fn analyst(error: &AnalystError) -> String {
    match error {
        AnalystError::Analysis(error) => analysis(error),
        AnalystError::FileGone => file_gone(),
        AnalystError::OtherDescriptors => say(
            "the track was analysed by another version of this page; add its file again",
            "la pista la analizó otra versión de esta página; añade su archivo de nuevo",
            "der Titel wurde von einer anderen Version dieser Seite analysiert; füge seine Datei noch einmal hinzu",
        )
        .to_owned(),
        AnalystError::Asset(error) => asset(error),
        AnalystError::Connection(error) => connection(error),
    }
}

/// Said where nothing can be told of what drove a prediction.
pub fn not_explained(error: &AnalystError) -> String {
    sentence(&analyst(error))
}

/// Said where a change is not on the device.
pub fn not_saved(error: &LibrarianError) -> String {
    say!("Not saved: {}.", "No se guardó: {}.", "Nicht gespeichert: {}.", librarian(error))
}

/// Said where tracks are still in the library.
pub fn not_removed(error: &LibrarianError) -> String {
    say!("Nothing was removed: {}.", "No se quitó nada: {}.", "Nichts wurde entfernt: {}.", librarian(error))
}

/// A file that tells of tracks and could not be read.
pub fn import_failed(name: &str, error: &LibrarianError) -> String {
    format!("{}: {}", isolated(name), librarian_error(error))
}

/// Why the library will be gone when the page is closed.
pub fn not_kept(error: &StorageError) -> String {
    say!(
        "Some of your library stays only as long as this page is open: {}. Save a copy of it, or make room.",
        "Parte de tu biblioteca dura solo mientras esta página esté abierta: {}. Guarda una copia, o haz sitio.",
        "Ein Teil deiner Bibliothek bleibt nur, solange diese Seite offen ist: {}. Speichere eine Kopie oder schaffe Platz.",
        storage(error)
    )
}

/// Why nothing is recorded, and what to do.
pub fn record_error(error: RecordError) -> &'static str {
    match error {
        RecordError::Unavailable => say(
            "This browser gives no microphone to pages at this address; it does over https and on this very machine.",
            "Este navegador no da micrófono a páginas de esta dirección; sí con https y desde esta misma máquina.",
            "Auf einer Seite dieser Adresse gibt der Browser das Mikrofon nicht frei; mit https und auf diesem Gerät selbst schon.",
        ),
        RecordError::NoMicrophone => {
            say("There is no microphone.", "No hay micrófono.", "Es gibt kein Mikrofon.")
        }
        RecordError::Refused => say(
            "The page may not listen. Allow the microphone in the browser's settings for this page.",
            "La página no tiene permiso para escuchar. Permite el micrófono en los ajustes del navegador para esta página.",
            "Die Seite darf nicht zuhören. Erlaube das Mikrofon in den Browser-Einstellungen für diese Seite.",
        ),
        RecordError::Failed => say(
            "The microphone does not answer. Does another program use it?",
            "El micrófono no responde. ¿Lo usa otro programa?",
            "Das Mikrofon antwortet nicht. Benutzt es ein anderes Programm?",
        ),
    }
}

/// Said of a file that was analysed and is not quite what it seems.
pub fn odd_file(name: &str) -> String {
    let name = isolated(name);
    say!(
        "{name} was analysed, but there is something odd about it.",
        "{name} se analizó, pero tiene algo raro.",
        "{name} wurde analysiert, aber etwas daran ist seltsam."
    )
}

/// What is odd about it.
pub fn decoding_note(note: &DecodingNote) -> String {
    match note {
        DecodingNote::Joined { parts } => say!(
            "It is {parts} recordings one after the other, and was heard as one track. To see each by itself, split the file.",
            "Son {parts} grabaciones seguidas, y se escuchó como una sola pista. Para ver cada una por separado, divide el archivo.",
            "Es sind {parts} Aufnahmen hintereinander, gehört als ein Titel. Teile die Datei, um jede einzeln zu sehen."
        ),
        DecodingNote::PartsLost { parts } => say!(
            "Parts of it that could not be decoded and were not heard: {parts}.",
            "Partes que no se pudieron descodificar y no se escucharon: {parts}.",
            "Teile davon, die sich nicht dekodieren ließen und nicht gehört wurden: {parts}.",
            parts = quantity(*parts as usize)
        ),
        DecodingNote::NotNumbers { samples } => say!(
            "Samples of it that are not numbers and were heard as silence: {samples}.",
            "Muestras que no son números y se escucharon como silencio: {samples}.",
            "Abtastwerte, die keine Zahlen sind und als Stille gehört wurden: {samples}.",
            samples = quantity(*samples as usize)
        ),
        DecodingNote::Broken { seconds } => say!(
            "It is damaged after {}; what follows was not heard.",
            "Está dañado a partir de {}; lo que sigue no se escuchó.",
            "Sie ist ab {} beschädigt; was danach kommt, wurde nicht gehört.",
            clock(*seconds)
        ),
        DecodingNote::CutOff { seconds, claimed } => say!(
            "It says that it is {} long, but only {} are there; perhaps it was not copied to its end.",
            "Dice que dura {}, pero solo hay {}; quizá no se copió hasta el final.",
            "Sie nennt eine Länge von {}, aber nur {} sind da; vielleicht wurde sie nicht bis zum Ende kopiert.",
            clock(*claimed),
            clock(*seconds)
        ),
    }
}

/// A time as minutes and seconds.
fn clock(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn decode(error: &DecodeError) -> String {
    let reason = match error {
        DecodeError::TooLong { seconds } => {
            return too_long(seconds.map(|seconds| (seconds / 60.0) as f32), (LONGEST_S / 60.0) as f32);
        }
        DecodeError::Decoder(error) => return decoder(error),
        DecodeError::Empty => {
            say("the file is empty", "el archivo está vacío", "die Datei ist leer").to_owned()
        }
        DecodeError::TooLarge { bytes } => say!(
            "the file has {} GB, more than a browser tab can hold",
            "el archivo tiene {} GB, más de lo que cabe en una pestaña",
            "die Datei hat {} GB, mehr als in einen Browser-Tab passt",
            decimal(bytes / 1e9, 1)
        ),
        DecodeError::TooLongAtOnce { seconds } => {
            return say!(
                "the audio is {:.0} minutes long, in a form that only the browser reads, but no more than {:.0} minutes of it; save it as FLAC or MP3, or in parts",
                "el audio dura {:.0} minutos, en una forma que solo lee el navegador, pero no más de {:.0} minutos; guárdalo como FLAC o MP3, o por partes",
                "das Audio ist {:.0} Minuten lang, in einer Form, die nur der Browser liest, aber höchstens {:.0} Minuten; speichere es als FLAC oder MP3 oder in Teilen",
                seconds / 60.0,
                MAX_AT_ONCE_S / 60.0
            );
        }
        DecodeError::Unreadable => file_gone(),
        DecodeError::NotAudio => say(
            "this browser does not recognise it as audio",
            "este navegador no lo reconoce como audio",
            "dieser Browser erkennt sie nicht als Audio",
        )
        .to_owned(),
    };
    undecodable(&reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::AnalysisError;

    #[test]
    fn errors_are_sentences() {
        let silent = TrackError::Analyst(AnalysisError::Silent.into());
        assert_eq!(track_error(&silent), "The audio is silent from beginning to end.");
        let full = LibrarianError::from(StorageError::Full);
        assert_eq!(not_saved(&full), "Not saved: the browser's storage for this page is full.");
    }
}
