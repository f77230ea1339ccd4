//! What went wrong in a worker, in words. What decoders, readers and the browser say of a file stays in their own words.

use protocol::{
    AnalysisError, AssetError, CatalogueProblem, ConnectionError, DecoderError, DecodingError, Document,
    GroupingError, LibrarianError, StorageError,
};

use crate::import_errors::import;
use crate::language::say;
use crate::say;
use crate::words::{capitalised, decimal, isolated};

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
    say!(
        "Your tracks could not be grouped: {reason}.",
        "No se pudieron agrupar tus pistas: {reason}.",
        "Deine Titel ließen sich nicht gruppieren: {reason}."
    )
}

/// A reason as a sentence of its own.
pub fn sentence(text: &str) -> String {
    capitalised(text) + if text.ends_with('?') { "" } else { "." }
}

/// Why a file cannot be decoded.
pub fn undecodable(reason: &str) -> String {
    say!(
        "the file could not be decoded: {reason}",
        "no se pudo descodificar el archivo: {reason}",
        "die Datei ließ sich nicht dekodieren: {reason}"
    )
}

/// Why our own decoder gave nothing, and what to do.
pub fn decoder(error: &DecoderError) -> String {
    match error {
        DecoderError::Decoding(error) => undecodable(&decoding(error)),
        DecoderError::FileGone => file_gone(),
        DecoderError::Connection(error) => connection(error),
    }
}

fn decoding(error: &DecodingError) -> String {
    match error {
        DecodingError::Empty => {
            say("the file is empty", "el archivo está vacío", "die Datei ist leer").to_owned()
        }
        DecodingError::Unknown => say(
            "it is in no audio format known here",
            "no está en ningún formato de audio conocido",
            "sie hat kein bekanntes Audioformat",
        )
        .to_owned(),
        DecodingError::NoAudio { what } => document(*what).to_owned(),
        DecodingError::Unsupported { codec } => say!(
            "its audio is {codec}, which neither this browser nor this page can play; convert it to FLAC, WAV or MP3",
            "su audio es {codec}, que ni este navegador ni esta página pueden reproducir; conviértelo a FLAC, WAV o MP3",
            "ihr Audio ist {codec}, was weder dieser Browser noch diese Seite abspielen kann; wandle sie in FLAC, WAV oder MP3 um"
        ),
        DecodingError::NoTrack => say(
            "it holds no sound, only pictures or text",
            "no contiene sonido, solo imágenes o texto",
            "sie enthält keinen Ton, nur Bilder oder Text",
        )
        .to_owned(),
        DecodingError::Unfinished => say(
            "its recording or its download did not end: what tells where its sound stands is missing; get it again",
            "su grabación o su descarga no terminó: falta lo que dice dónde está el sonido; consíguelo de nuevo",
            "ihre Aufnahme oder ihr Download wurde nicht fertig: es fehlt, was sagt, wo der Ton steht; hol sie noch einmal",
        )
        .to_owned(),
        DecodingError::NoSamples => say(
            "it has a beginning, but no sound follows; save or copy it again",
            "tiene un principio, pero no le sigue ningún sonido; guárdalo o cópialo de nuevo",
            "sie hat einen Anfang, aber es folgt kein Ton; speichere oder kopiere sie noch einmal",
        )
        .to_owned(),
        DecodingError::Rate { hz } => say!(
            "it claims a sample rate of {hz} Hz, which no audio has; save it again at 44,100 or 48,000 Hz",
            "dice tener una frecuencia de muestreo de {hz} Hz, que ningún audio tiene; guárdalo de nuevo a 44\u{a0}100 o 48\u{a0}000 Hz",
            "sie nennt eine Abtastrate von {hz} Hz, die kein Audio hat; speichere sie noch einmal mit 44.100 oder 48.000 Hz"
        ),
        DecodingError::Channels { count } => say!(
            "it claims {count} channels; between 1 and 24 can be read",
            "dice tener {count} canales; se pueden leer entre 1 y 24",
            "sie nennt {count} Kanäle; 1 bis 24 lassen sich lesen"
        ),
        DecodingError::Damaged { reason } => {
            say!("it is damaged ({reason})", "está dañado ({reason})", "sie ist beschädigt ({reason})")
        }
        DecodingError::TooLong { .. } => {
            say("it is too long", "es demasiado largo", "sie ist zu lang").to_owned()
        }
    }
}

fn document(what: Document) -> &'static str {
    match what {
        Document::WebPage => say(
            "it is a web page, not music; its download went wrong",
            "es una página web, no música; algo falló en la descarga",
            "sie ist eine Webseite, keine Musik; beim Herunterladen ging etwas schief",
        ),
        Document::Text => {
            say("it is a text, not music", "es un texto, no música", "sie ist ein Text, keine Musik")
        }
        Document::Picture => {
            say("it is a picture, not music", "es una imagen, no música", "sie ist ein Bild, keine Musik")
        }
        Document::Archive => say(
            "it is an archive; unpack it and add what is in it",
            "es un archivo comprimido; descomprímelo y añade lo que contiene",
            "sie ist ein Archiv; entpacke sie und füge hinzu, was darin ist",
        ),
        Document::Pdf => say(
            "it is a PDF document, not music",
            "es un documento PDF, no música",
            "sie ist ein PDF-Dokument, keine Musik",
        ),
        Document::Zeros => say(
            "it holds nothing but zeros; copy or download it again",
            "solo contiene ceros; cópialo o descárgalo de nuevo",
            "sie enthält nur Nullen; kopiere sie oder lade sie noch einmal herunter",
        ),
    }
}

/// Said of audio of more minutes than can be analysed; of how many, where that is known.
pub fn too_long(minutes: Option<f32>, maximum: f32) -> String {
    let Some(minutes) = minutes else {
        return say!(
            "the audio is longer than {maximum:.0} minutes, the most that can be analysed at once",
            "el audio dura más de {maximum:.0} minutos, el máximo que se puede analizar de una vez",
            "das Audio ist länger als {maximum:.0} Minuten; mehr lässt sich nicht auf einmal analysieren"
        );
    };
    say!(
        "the audio is {minutes:.0} minutes long; at most {maximum:.0} minutes can be analysed at once",
        "el audio dura {minutes:.0} minutos; se pueden analizar {maximum:.0} como mucho de una vez",
        "das Audio ist {minutes:.0} Minuten lang; höchstens {maximum:.0} lassen sich auf einmal analysieren"
    )
}

/// Said of a file that the browser cannot read.
pub fn file_gone() -> String {
    say(
        "the browser could not read the file; was it moved or deleted?",
        "el navegador no pudo leer el archivo; ¿se movió o se borró?",
        "der Browser konnte die Datei nicht lesen; wurde sie verschoben oder gelöscht?",
    )
    .to_owned()
}

/// Why audio cannot be analysed; not a sentence yet, like all below.
pub fn analysis(error: &AnalysisError) -> String {
    match error {
        AnalysisError::TooShort { seconds, minimum } => say!(
            "the audio is only {seconds} s long; at least {minimum:.0} s are needed",
            "el audio dura solo {seconds} s; hacen falta al menos {minimum:.0} s",
            "das Audio ist nur {seconds} s lang; mindestens {minimum:.0} s sind nötig",
            // Rounded down: 2.99 s are not 3.0.
            seconds = decimal((*seconds * 10.0).floor() / 10.0, 1)
        ),
        AnalysisError::TooLong { minutes, maximum } => too_long(Some(*minutes), *maximum),
        AnalysisError::Changed => say(
            "the file changed while it was read; add it again",
            "el archivo cambió mientras se leía; añádelo otra vez",
            "die Datei hat sich beim Lesen geändert; füge sie noch einmal hinzu",
        )
        .to_owned(),
        AnalysisError::Silent => say(
            "the audio is silent from beginning to end",
            "el audio es silencio de principio a fin",
            "das Audio ist von Anfang bis Ende still",
        )
        .to_owned(),
        AnalysisError::MostlySilent { seconds, minimum } => say!(
            "only {seconds} s of the audio are not silent; at least {minimum:.0} s are needed",
            "solo {seconds} s del audio no son silencio; hacen falta al menos {minimum:.0} s",
            "nur {seconds} s des Audios sind nicht still; mindestens {minimum:.0} s sind nötig",
            seconds = decimal(*seconds, 1)
        ),
        AnalysisError::Undecodable { reason } => undecodable(reason),
        AnalysisError::BadAudio { reason } => say!(
            "the decoded audio makes no sense: {reason}",
            "el audio descodificado no tiene sentido: {reason}",
            "das dekodierte Audio ergibt keinen Sinn: {reason}"
        ),
        AnalysisError::Model { reason } => say!(
            "the model could not judge the audio: {reason}",
            "el modelo no pudo juzgar el audio: {reason}",
            "das Modell konnte das Audio nicht beurteilen: {reason}"
        ),
    }
}

/// Why one of the page's own files is not there.
pub fn asset(error: &AssetError) -> String {
    match error {
        AssetError::Unreachable { asset } => say!(
            "{asset} could not be loaded; is there a connection?",
            "no se pudo cargar {asset}; ¿hay conexión?",
            "{asset} ließ sich nicht laden; gibt es eine Verbindung?"
        ),
        AssetError::Refused { asset, status } => say!(
            "{asset} could not be loaded: the server answered {status}",
            "no se pudo cargar {asset}: el servidor respondió {status}",
            "{asset} ließ sich nicht laden: Der Server antwortete {status}"
        ),
        AssetError::Damaged { asset, reason } => {
            say!(
                "{asset} is damaged: {reason}",
                "{asset} está dañado: {reason}",
                "{asset} ist beschädigt: {reason}"
            )
        }
    }
}

/// Why the user's own catalogue cannot be used, and what to do.
fn catalogue(problem: &CatalogueProblem) -> String {
    match problem {
        CatalogueProblem::NotACatalogue => say(
            "this is not a catalogue; “segue catalogue build” makes one",
            "esto no es un catálogo; «segue catalogue build» crea uno",
            "das ist kein Katalog; „segue catalogue build“ baut einen",
        )
        .to_owned(),
        CatalogueProblem::OtherVersion { found, read } => say!(
            "the catalogue has format version {found}, and this page reads version {read}; build it again with the segue of this page, or load the page anew",
            "el catálogo tiene la versión de formato {found} y esta página lee la {read}; créalo de nuevo con el segue de esta página, o vuelve a cargar la página",
            "der Katalog hat die Formatversion {found}, diese Seite liest Version {read}; baue ihn mit dem segue dieser Seite neu oder lade die Seite neu"
        ),
        CatalogueProblem::Damaged { what } => say!(
            "the catalogue is damaged ({what}); copy or build it again",
            "el catálogo está dañado ({what}); cópialo o créalo de nuevo",
            "der Katalog ist beschädigt ({what}); kopiere oder baue ihn noch einmal"
        ),
        CatalogueProblem::TooLarge { megabytes, most } => say!(
            "the catalogue has {megabytes} MB, and the page holds up to {most} MB; build it in cells (--form cells) and put these beside the page",
            "el catálogo ocupa {megabytes} MB y la página admite hasta {most} MB; créalo en celdas (--form cells) y ponlas junto a la página",
            "der Katalog hat {megabytes} MB, die Seite fasst bis zu {most} MB; baue ihn in Zellen (--form cells) und lege diese neben die Seite"
        ),
        CatalogueProblem::IndexAlone => say(
            "this is the index of a catalogue in cells, whose other files are needed too; put the whole folder beside the page and open the page with ?catalogue=FOLDER/",
            "este es el índice de un catálogo en celdas y hacen falta sus otros archivos; pon la carpeta entera junto a la página y abre la página con ?catalogue=CARPETA/",
            "das ist das Verzeichnis eines Katalogs in Zellen, dessen übrige Dateien fehlen; lege den ganzen Ordner neben die Seite und öffne sie mit ?catalogue=ORDNER/",
        )
        .to_owned(),
        CatalogueProblem::OtherHost => say(
            "the page takes catalogues from its own host only",
            "la página solo acepta catálogos de su propio servidor",
            "die Seite nimmt Kataloge nur von ihrem eigenen Server",
        )
        .to_owned(),
        CatalogueProblem::Unreachable { file } => say!(
            "{file} could not be loaded; is there a connection?",
            "no se pudo cargar {file}; ¿hay conexión?",
            "{file} ließ sich nicht laden; gibt es eine Verbindung?"
        ),
        CatalogueProblem::Refused { file, status } => say!(
            "{file} could not be loaded: the server answered {status}",
            "no se pudo cargar {file}: el servidor respondió {status}",
            "{file} ließ sich nicht laden: Der Server antwortete {status}"
        ),
        CatalogueProblem::NoRanges => say(
            "its server sends whole files where parts are asked for (HTTP ranges); put the catalogue on one that serves parts",
            "su servidor envía archivos enteros cuando se piden partes (rangos HTTP); pon el catálogo en uno que sirva partes",
            "sein Server schickt ganze Dateien, wo Teile verlangt sind (HTTP-Ranges); lege den Katalog auf einen, der Teile liefert",
        )
        .to_owned(),
        CatalogueProblem::FileGone => file_gone(),
    }
}

/// Why something is not on the device.
pub fn storage(error: &StorageError) -> String {
    match error {
        StorageError::Unavailable => say(
            "this browser gives the page no place to keep it",
            "este navegador no da a la página dónde guardarla",
            "dieser Browser gibt der Seite keinen Speicherplatz",
        )
        .to_owned(),
        StorageError::Full => say(
            "the browser's storage for this page is full",
            "el espacio que el navegador da a esta página está lleno",
            "der Speicher des Browsers für diese Seite ist voll",
        )
        .to_owned(),
        StorageError::Failed { reason } => say!(
            "the browser's storage failed ({reason})",
            "el almacenamiento del navegador falló ({reason})",
            "der Speicher des Browsers versagt ({reason})"
        ),
    }
}

/// Why the librarian could not answer.
pub fn librarian(error: &LibrarianError) -> String {
    match error {
        LibrarianError::Asset(error) => asset(error),
        LibrarianError::Catalogue { name, problem } => {
            let (name, problem) = (isolated(name), catalogue(problem));
            say!("catalogue {name}: {problem}", "catálogo {name}: {problem}", "Katalog {name}: {problem}")
        }
        LibrarianError::Import(error) => import(error),
        LibrarianError::Storage(error) => storage(error),
        LibrarianError::UnknownTrack => say(
            "the track is not in your library any more",
            "la pista ya no está en tu biblioteca",
            "der Titel ist nicht mehr in deiner Bibliothek",
        )
        .to_owned(),
        LibrarianError::Connection(error) => connection(error),
    }
}

/// Why a worker gave no answer.
pub fn connection(error: &ConnectionError) -> String {
    match error {
        ConnectionError::Crashed { reason } => {
            say!(
                "the work stopped unexpectedly: {reason}",
                "el trabajo se detuvo inesperadamente: {reason}",
                "die Arbeit brach unerwartet ab: {reason}"
            )
        }
        ConnectionError::Stopped => {
            say("the work was stopped", "el trabajo se detuvo", "die Arbeit wurde abgebrochen").to_owned()
        }
        ConnectionError::Misunderstood { reason } => say!(
            "two parts of the page are of different versions; reload it ({reason})",
            "dos partes de la página son de versiones distintas; vuelve a cargarla ({reason})",
            "zwei Teile der Seite sind aus verschiedenen Versionen; lade sie neu ({reason})"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_sentences() {
        assert_eq!(
            librarian_error(&StorageError::Full.into()),
            "The browser's storage for this page is full."
        );
    }
}
