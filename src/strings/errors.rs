//! What went wrong, in words. What decoders, readers and the browser say of a file stays in their own words.

use protocol::{
    AnalysisError, AnalystError, AssetError, ConnectionError, GroupingError, ImportError, ImportProblem,
    LibrarianError, StorageError,
};

use super::{capitalised, counted_tracks};
use crate::audio::decode::{DecodeError, MAX_S};
use crate::audio::recorder::RecordError;
use crate::language::say;
use crate::say;
use crate::tracks::TrackError;

/// Why a file is not in the library.
pub fn track_error(error: &TrackError) -> String {
    sentence(&match error {
        TrackError::Decode(error) => decode(error),
        TrackError::Analyst(AnalystError::Analysis(error)) => analysis(error),
        TrackError::Analyst(AnalystError::FileGone) => file_gone(),
        TrackError::Analyst(AnalystError::Asset(error)) => asset(error),
        TrackError::Analyst(AnalystError::Connection(error)) => connection(error),
        TrackError::Librarian(error) => librarian(error),
    })
}

/// Why the librarian could not answer.
pub fn librarian_error(error: &LibrarianError) -> String {
    sentence(&librarian(error))
}

/// Why the user's tracks were not grouped.
pub fn grouping_error(error: &GroupingError) -> String {
    let reason = match error {
        GroupingError::Incomparable { reason } => reason.clone(),
        GroupingError::Connection(error) => connection(error),
    };
    say!("Your tracks could not be grouped: {reason}.", "No se pudieron agrupar tus pistas: {reason}.")
}

/// Said where a change is not on the device.
pub fn not_saved(error: &LibrarianError) -> String {
    say!("Not saved: {}.", "No se guardó: {}.", librarian(error))
}

/// Said where tracks are still in the library.
pub fn not_removed(error: &LibrarianError) -> String {
    say!("Nothing was removed: {}.", "No se quitó nada: {}.", librarian(error))
}

/// A file that tells of tracks and could not be read.
pub fn import_failed(name: &str, error: &LibrarianError) -> String {
    format!("{name}: {}", librarian_error(error))
}

/// What of a file could not be read or kept.
pub fn import_problem(problem: &ImportProblem) -> String {
    match problem {
        ImportProblem::Row { reason } => reason.clone(),
        ImportProblem::WithoutFeatures { rows, total } => say!(
            "{rows} of {total} rows have no audio features, and the catalogue does not know them",
            "{rows} de {total} filas no tienen características de audio, y el catálogo no las conoce"
        ),
        ImportProblem::More { count } => say!("{count} more like these", "{count} más como estas"),
        ImportProblem::NotKept { tracks, error } => say!(
            "{} not kept on this device: {}",
            "No se guardaron en este dispositivo: {} ({})",
            counted_tracks(*tracks as usize),
            storage(error)
        ),
    }
}

/// Why the library will be gone when the page is closed.
pub fn not_kept(error: &StorageError) -> String {
    say!(
        "Some of your library stays only as long as this page is open: {}. Save a backup of it, or make room.",
        "Parte de tu biblioteca dura solo mientras esta página esté abierta: {}. Guarda una copia, o haz sitio.",
        storage(error)
    )
}

/// Why nothing is recorded, and what to do.
pub fn record_error(error: RecordError) -> &'static str {
    match error {
        RecordError::Unavailable => say(
            "This browser gives pages of this address no microphone; it does for https and for this very machine.",
            "Este navegador no da micrófono a páginas de esta dirección; sí con https y desde esta misma máquina.",
        ),
        RecordError::NoMicrophone => say("There is no microphone.", "No hay micrófono."),
        RecordError::Refused => say(
            "The page may not listen. Allow the microphone in the browser's settings for this page.",
            "La página no tiene permiso para escuchar. Permite el micrófono en los ajustes del navegador para esta página.",
        ),
        RecordError::Failed => say(
            "The microphone does not answer. Does another program use it?",
            "El micrófono no responde. ¿Lo usa otro programa?",
        ),
    }
}

fn sentence(text: &str) -> String {
    capitalised(text) + "."
}

fn decode(error: &DecodeError) -> String {
    let reason = match error {
        DecodeError::TooLong { seconds } => return too_long((*seconds / 60.0) as f32, (MAX_S / 60.0) as f32),
        DecodeError::Empty => say("the file is empty", "el archivo está vacío").to_owned(),
        DecodeError::TooLarge { bytes } => say!(
            "the file has {:.1} GB, more than a browser tab can hold",
            "el archivo tiene {:.1} GB, más de lo que cabe en una pestaña",
            bytes / 1e9
        ),
        DecodeError::Unreadable => file_gone(),
        DecodeError::NotAudio => {
            say("this browser does not recognise it as audio", "este navegador no lo reconoce como audio")
                .to_owned()
        }
    };
    undecodable(&reason)
}

fn undecodable(reason: &str) -> String {
    say!("the file could not be decoded: {reason}", "no se pudo descodificar el archivo: {reason}")
}

fn too_long(minutes: f32, maximum: f32) -> String {
    say!(
        "the audio is {minutes:.0} minutes long; at most {maximum:.0} minutes can be analysed at once",
        "el audio dura {minutes:.0} minutos; se pueden analizar {maximum:.0} como mucho de una vez"
    )
}

fn file_gone() -> String {
    say(
        "the browser could not read the file; was it moved or deleted?",
        "el navegador no pudo leer el archivo; ¿se movió o se borró?",
    )
    .to_owned()
}

fn analysis(error: &AnalysisError) -> String {
    match error {
        AnalysisError::TooShort { seconds, minimum } => say!(
            "the audio is only {seconds:.1} s long; at least {minimum:.0} s are needed",
            "el audio dura solo {seconds:.1} s; hacen falta al menos {minimum:.0} s"
        ),
        AnalysisError::TooLong { minutes, maximum } => too_long(*minutes, *maximum),
        AnalysisError::Silent => {
            say("the audio is silent from beginning to end", "el audio es silencio de principio a fin")
                .to_owned()
        }
        AnalysisError::MostlySilent { seconds, minimum } => say!(
            "only {seconds:.1} s of the audio are not silent; at least {minimum:.0} s are needed",
            "solo {seconds:.1} s del audio no son silencio; hacen falta al menos {minimum:.0} s"
        ),
        AnalysisError::Undecodable { reason } => undecodable(reason),
        AnalysisError::BadAudio { reason } => say!(
            "the decoded audio makes no sense: {reason}",
            "el audio descodificado no tiene sentido: {reason}"
        ),
        AnalysisError::Model { reason } => say!(
            "the model could not judge the audio: {reason}",
            "el modelo no pudo juzgar el audio: {reason}"
        ),
    }
}

fn asset(error: &AssetError) -> String {
    match error {
        AssetError::Unreachable { asset } => say!(
            "{asset} could not be loaded; is there a connection?",
            "no se pudo cargar {asset}; ¿hay conexión?"
        ),
        AssetError::Refused { asset, status } => say!(
            "{asset} could not be loaded: the server answered {status}",
            "no se pudo cargar {asset}: el servidor respondió {status}"
        ),
        AssetError::Damaged { asset, reason } => {
            say!("{asset} is damaged: {reason}", "{asset} está dañado: {reason}")
        }
    }
}

fn storage(error: &StorageError) -> String {
    match error {
        StorageError::Unavailable => say(
            "this browser gives the page no place to keep it",
            "este navegador no da a la página dónde guardarla",
        )
        .to_owned(),
        StorageError::Full => say(
            "the browser's storage for this page is full",
            "el espacio que el navegador da a esta página está lleno",
        )
        .to_owned(),
        StorageError::Failed { reason } => say!(
            "the browser's storage failed ({reason})",
            "el almacenamiento del navegador falló ({reason})"
        ),
    }
}

fn librarian(error: &LibrarianError) -> String {
    match error {
        LibrarianError::Asset(error) => asset(error),
        LibrarianError::Import(ImportError::FileGone) => file_gone(),
        LibrarianError::Import(ImportError::Unreadable { reason }) => {
            say!("the file could not be read: {reason}", "no se pudo leer el archivo: {reason}")
        }
        LibrarianError::Import(ImportError::Newer) => say(
            "the file was written by a newer version of this page; load the page anew",
            "el archivo lo escribió una versión más nueva de esta página; vuelve a cargarla",
        )
        .to_owned(),
        LibrarianError::Storage(error) => storage(error),
        LibrarianError::UnknownTrack => {
            say("the track is not in your library any more", "la pista ya no está en tu biblioteca")
                .to_owned()
        }
        LibrarianError::OtherDescriptors => say(
            "the track was analysed by another version of this page; add its file again",
            "la pista la analizó otra versión de esta página; añade su archivo de nuevo",
        )
        .to_owned(),
        LibrarianError::Connection(error) => connection(error),
    }
}

fn connection(error: &ConnectionError) -> String {
    match error {
        ConnectionError::Crashed { reason } => {
            say!("the work stopped unexpectedly: {reason}", "el trabajo se detuvo inesperadamente: {reason}")
        }
        ConnectionError::Stopped => say("the work was stopped", "el trabajo se detuvo").to_owned(),
        ConnectionError::Misunderstood { reason } => say!(
            "two parts of the page are of different versions; load it anew ({reason})",
            "dos partes de la página son de versiones distintas; vuelve a cargarla ({reason})"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_sentences() {
        let silent = TrackError::Analyst(AnalysisError::Silent.into());
        assert_eq!(track_error(&silent), "The audio is silent from beginning to end.");
        let full = LibrarianError::from(StorageError::Full);
        assert_eq!(not_saved(&full), "Not saved: the browser's storage for this page is full.");
    }
}
