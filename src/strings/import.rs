//! What of a file that tells of tracks could not be read, or its owner should know, in words.

use protocol::import::Expected;
use protocol::{Feature, ImportProblem};
use ui::errors::storage;
use ui::language::say;
use ui::say;
use ui::words::{counted_tracks, feature_name, isolated, quantity};

/// What of a file could not be read or kept.
pub fn import_problem(problem: &ImportProblem) -> String {
    match problem {
        ImportProblem::Cell { line, column, value, expected } => say!(
            "line {line}, column {}: \"{}\" is not {}",
            "línea {line}, columna {}: «{}» no es {}",
            "Zeile {line}, Spalte {}: „{}“ passt nicht; gebraucht wird {}",
            isolated(column),
            isolated(value),
            self::expected(*expected)
        ),
        ImportProblem::Track { line, name } => bad_track(*line, name.as_deref()),
        ImportProblem::WithoutFeatures { rows, total, lacking } => say!(
            "{rows} of {total} rows lack audio features{}, and the catalogue does not know them: they were left out",
            "A {rows} de {total} filas les faltan características de audio{}, y el catálogo no las conoce: se omitieron",
            "{rows} von {total} Zeilen fehlen Klangmerkmale{}, und der Katalog kennt sie nicht: weggelassen",
            missing_ones(lacking),
            rows = quantity(*rows as usize),
            total = quantity(*total as usize)
        ),
        ImportProblem::WithoutMode { rows } => say!(
            "Rows whose key does not say whether it is major or minor, so that they have none here: {rows}",
            "Filas cuya tonalidad no dice si es mayor o menor, así que aquí no tienen ninguna: {rows}",
            "Zeilen, deren Tonart nicht sagt, ob sie Dur oder Moll ist, und die daher hier keine haben: {rows}",
            rows = quantity(*rows as usize)
        ),
        ImportProblem::Incomplete { lacking } => say!(
            "No row has all audio features{}, so it was read as a playlist",
            "Ninguna fila tiene todas las características de audio{}, así que se leyó como lista de reproducción",
            "Keine Zeile hat alle Klangmerkmale{}; daher wurde sie als Playlist gelesen",
            missing_ones(lacking)
        ),
        ImportProblem::Record { record, field: Some(field) } => say!(
            "Record {record}: \"{field}\" could not be read; the rest of it was",
            "Registro {record}: no se pudo leer «{field}»; el resto, sí",
            "Eintrag {record}: „{field}“ ließ sich nicht lesen; der Rest schon"
        ),
        ImportProblem::Record { record, field: None } => {
            say!(
                "Record {record} is no track and was left out",
                "El registro {record} no es una pista y se omitió",
                "Eintrag {record} ist kein Titel und wurde weggelassen"
            )
        }
        ImportProblem::Empty { records } => say!(
            "Empty records (null) that were left out: {records}",
            "Registros vacíos (null) que se omitieron: {records}",
            "Leere Einträge (null), die weggelassen wurden: {records}",
            records = quantity(*records as usize)
        ),
        ImportProblem::Quote { line } => say!(
            "Line {line}: a quotation mark is not closed where its cell ends; check this row in the file",
            "Línea {line}: unas comillas no se cierran donde acaba su celda; revisa esa fila en el archivo",
            "Zeile {line}: Ein Anführungszeichen schließt nicht, wo seine Zelle endet; prüfe diese Zeile in der Datei"
        ),
        ImportProblem::CutShort { line } => say!(
            "The file breaks off at line {line}; what comes before was read",
            "El archivo se interrumpe en la línea {line}; se leyó lo anterior",
            "Die Datei bricht in Zeile {line} ab; was davor steht, wurde gelesen"
        ),
        ImportProblem::GuessedLetters { encoding } => say!(
            "The file does not say how its letters are written; read as {encoding}. If names look wrong, save it as UTF-8",
            "El archivo no dice cómo están escritas sus letras; se leyó como {encoding}. Si los nombres salen mal, guárdalo en UTF-8",
            "Die Datei sagt nicht, wie ihre Buchstaben kodiert sind; gelesen als {encoding}. Sehen Namen falsch aus, speichere sie als UTF-8"
        ),
        ImportProblem::NamesOnly => say(
            "It has no audio features, so it was read as a playlist",
            "No tiene características de audio, así que se leyó como lista de reproducción",
            "Sie hat keine Klangmerkmale und wurde daher als Playlist gelesen",
        )
        .to_owned(),
        ImportProblem::FilledIn { rows } => say!(
            "Rows whose missing values were taken from the catalogue: {rows}",
            "Filas cuyos valores faltantes se tomaron del catálogo: {rows}",
            "Zeilen, deren fehlende Werte aus dem Katalog stammen: {rows}",
            rows = quantity(*rows as usize)
        ),
        ImportProblem::Unnamed { rows } => say!(
            "Rows that do not say which track they are about, and go by their numbers: {rows}",
            "Filas que no dicen de qué pista tratan y llevan su número por nombre: {rows}",
            "Zeilen, die nicht sagen, um welchen Titel es geht, und nun mit ihrer Nummer benannt sind: {rows}",
            rows = quantity(*rows as usize)
        ),
        ImportProblem::Repeated { rows } => say!(
            "Rows about a track that is in the file already (the first counts): {rows}",
            "Filas sobre una pista que ya está en el archivo (cuenta la primera): {rows}",
            "Zeilen über einen Titel, der schon in der Datei steht (die erste zählt): {rows}",
            rows = quantity(*rows as usize)
        ),
        ImportProblem::Unsure { entries } => say!(
            "Entries found by their file's name alone, which other tracks may share (check them): {entries}",
            "Entradas encontradas solo por el nombre del archivo, que otras pistas pueden compartir (revísalas): {entries}",
            "Einträge, die nur nach dem Dateinamen gefunden wurden, den andere Titel auch haben können (bitte prüfen): {entries}",
            entries = quantity(*entries as usize)
        ),
        ImportProblem::Collection { program, tracks, here } => say!(
            "A file of {program}, without audio features: {here} of its {tracks} tracks are in your library or the catalogue. Add the audio files to have the others",
            "Un archivo de {program}, sin características de audio: {here} de sus {tracks} pistas están en tu biblioteca o en el catálogo. Añade los archivos de audio para tener las demás",
            "Eine Datei von {program}, ohne Klangmerkmale: {here} ihrer {tracks} Titel sind in deiner Bibliothek oder im Katalog. Füge die Audiodateien hinzu, um die anderen zu haben",
            here = quantity(*here as usize),
            tracks = quantity(*tracks as usize)
        ),
        ImportProblem::Claims { program, tracks } => say!(
            "Tempo, key and marks as {program} has them are shown with {}, below the corrections",
            "El tempo, la tonalidad y las marcas de {program} se muestran con {}, en las correcciones",
            "Tempo, Tonart und Marken von {program} stehen bei {}, unter den Korrekturen",
            counted_tracks(*tracks as usize)
        ),
        ImportProblem::OnePlaylist { name, others } => say!(
            "The first of its playlists was taken: \"{name}\". To take another one (others: {others}), export that one alone",
            "Se tomó la primera de sus listas: «{name}». Para tomar otra (quedan: {others}), exporta solo esa",
            "Die erste ihrer Playlists wurde genommen: „{name}“. Um eine andere zu nehmen (weitere: {others}), exportiere nur diese",
            name = isolated(name),
            others = quantity(*others as usize)
        ),
        ImportProblem::More { count } => {
            say!("{} more like these", "{} más como estas", "{} weitere wie diese", quantity(*count as usize))
        }
        ImportProblem::NotKept { tracks, error } => say!(
            "{} not kept on this device: {}",
            "{} sin guardar en este dispositivo: {}",
            "{} nicht auf diesem Gerät gespeichert: {}",
            counted_tracks(*tracks as usize),
            storage(error)
        ),
    }
}

/// Features that are missing, in brackets, where there are any.
fn missing_ones(features: &[Feature]) -> String {
    let names: Vec<&str> = features.iter().map(|feature| feature_name(*feature)).collect();
    match names.join(", ").as_str() {
        "" => String::new(),
        names => say!(" (missing: {names})", " (faltan: {names})", " (es fehlen: {names})"),
    }
}

fn bad_track(line: Option<u32>, name: Option<&str>) -> String {
    let name = name.filter(|name| !name.is_empty()).map(|name| format!(" ({})", isolated(name)));
    let name = name.unwrap_or_default();
    match line {
        Some(line) => say!(
            "line {line}{name}: this track is damaged and was left out",
            "línea {line}{name}: esta pista está dañada y se omitió",
            "Zeile {line}{name}: Dieser Titel ist beschädigt und wurde weggelassen"
        ),
        None => say!(
            "A track{name} is damaged and was left out",
            "Una pista{name} está dañada y se omitió",
            "Ein Titel{name} ist beschädigt und wurde weggelassen"
        ),
    }
}

fn expected(expected: Expected) -> &'static str {
    match expected {
        Expected::Length => say(
            "a length such as 3:45 or a number of seconds",
            "una duración como 3:45 o un número de segundos",
            "eine Länge wie 3:45 oder eine Zahl von Sekunden",
        ),
        Expected::Milliseconds => say(
            "a whole number of milliseconds",
            "un número entero de milisegundos",
            "eine ganze Zahl von Millisekunden",
        ),
        Expected::WholePercentage => say(
            "a whole number from 0 to 100",
            "un número entero de 0 a 100",
            "eine ganze Zahl von 0 bis 100",
        ),
        Expected::Flag => say("true or false", "true o false", "true oder false"),
        Expected::Mode => say(
            "a mode: 0, 1, minor or major",
            "un modo: 0, 1, minor o major",
            "ein Tongeschlecht: 0, 1, minor oder major",
        ),
        Expected::ModeOfKey => say(
            "the mode of the key beside it, which counts",
            "el modo de la tonalidad de al lado, que es la que cuenta",
            "das Tongeschlecht der Tonart daneben, die zählt",
        ),
        Expected::Beats => say("a number of beats", "un número de pulsos", "eine Zahl von Schlägen"),
        Expected::Number => say("a number", "un número", "eine Zahl"),
        Expected::Tempo => {
            say("a tempo from 0 to 500 BPM", "un tempo de 0 a 500 BPM", "ein Tempo von 0 bis 500 BPM")
        }
        Expected::Loudness => say(
            "a loudness from −100 to 5 dB",
            "una sonoridad de −100 a 5 dB",
            "eine Lautheit von −100 bis 5 dB",
        ),
        Expected::SpotifyAddress => say(
            "the address of a track at Spotify",
            "una dirección de una pista de Spotify",
            "die Adresse eines Titels bei Spotify",
        ),
        Expected::Key => say(
            "a key: -1 to 11, a note such as F#, or a name such as 8A or F#m",
            "una tonalidad: de -1 a 11, una nota como F#, o un nombre como 8A o F#m",
            "eine Tonart: -1 bis 11, ein Ton wie F# oder ein Name wie 8A oder F#m",
        ),
        Expected::Percentage => {
            say("a number from 0 to 100", "un número de 0 a 100", "eine Zahl von 0 bis 100")
        }
        Expected::Share => say("a number from 0 to 1", "un número de 0 a 1", "eine Zahl von 0 bis 1"),
        Expected::NoCell => say(
            "under any header",
            "de ninguna columna: no tiene encabezado",
            "eine Überschrift über dieser Spalte",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_told_with_its_place_and_what_is_wanted() {
        let cell = ImportProblem::Cell {
            line: 3,
            column: "Energy".into(),
            value: "7".into(),
            expected: Expected::Share,
        };
        assert_eq!(import_problem(&cell), "line 3, column Energy: \"7\" is not a number from 0 to 1");
        let track = ImportProblem::Track { line: Some(5), name: Some("x".into()) };
        assert_eq!(import_problem(&track), "line 5 (x): this track is damaged and was left out");
    }
}
