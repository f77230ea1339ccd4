//! Why a file that tells of tracks could not be read, in words: what is wrong, where, and what to do.

use protocol::ImportError;
use protocol::import::{Damage, TextFormat};

use crate::errors::file_gone;
use crate::language::say;
use crate::say;
use crate::words::isolated;

/// Why a file that tells of tracks could not be read; not a sentence yet.
pub fn import(error: &ImportError) -> String {
    match error {
        ImportError::FileGone => file_gone(),
        ImportError::Damaged(damage) => {
            say!("the file could not be read: {}", "no se pudo leer el archivo: {}", "die Datei ließ sich nicht lesen: {}", damaged(damage))
        }
        ImportError::NoHeader { headers } => no_header(headers),
        ImportError::OtherXml { root } => say!(
            "this XML is no playlist: it begins with <{root}>; export one as M3U8 or XSPF",
            "este XML no es una lista de reproducción: empieza por <{root}>; exporta una en M3U8 o XSPF", "dieses XML ist keine Playlist: es beginnt mit <{root}>; exportiere eine als M3U8 oder XSPF"
        ),
        ImportError::Entities => say(
            "it defines entities of its own, which are not read because they can fill all memory; export it again",
            "define entidades propias, que no se leen, pues pueden llenar toda la memoria; expórtalo de nuevo", "sie definiert eigene Entitäten; die werden nicht gelesen, weil sie den Speicher füllen können; exportiere sie neu",
        )
        .to_owned(),
        ImportError::TooDeep => say(
            "its elements are nested too deep for any playlist; export it again",
            "sus elementos están anidados a más profundidad que en cualquier lista; expórtalo de nuevo", "ihre Elemente sind tiefer verschachtelt als in jeder Playlist; exportiere sie neu",
        )
        .to_owned(),
        ImportError::OldLetters => say(
            "its letters are in an old encoding; save it as UTF-8",
            "sus letras están en una codificación antigua; guárdalo en UTF-8", "ihre Buchstaben sind in einer alten Kodierung; speichere sie als UTF-8",
        )
        .to_owned(),
        ImportError::Stream => say(
            "this is a stream's list (HLS), not a playlist",
            "esto es la lista de una transmisión (HLS), no una lista de reproducción", "das ist die Liste eines Streams (HLS), keine Playlist",
        )
        .to_owned(),
        ImportError::OtherProgram { program } => say!(
            "this is a file of {program} in a form of its own; export a playlist from there as M3U8 or XML",
            "esto es un archivo de {program} en un formato propio; exporta desde allí una lista en M3U8 o XML", "das ist eine Datei von {program} in eigenem Format; exportiere dort eine Playlist als M3U8 oder XML"
        ),
        ImportError::Database => say(
            "this is a database that a program keeps for itself; export a playlist from that program as M3U8 or XML",
            "esto es una base de datos que un programa guarda para sí; exporta desde él una lista en M3U8 o XML", "das ist eine Datenbank, die ein Programm für sich führt; exportiere aus ihm eine Playlist als M3U8 oder XML",
        )
        .to_owned(),
        ImportError::Spreadsheet => say(
            "this is a spreadsheet in its program's own form; save the table there as CSV and add that",
            "esto es una hoja de cálculo en el formato propio de su programa; guarda allí la tabla como CSV y añádela", "das ist eine Tabelle im eigenen Format ihres Programms; speichere sie dort als CSV und füge diese hinzu",
        )
        .to_owned(),
        ImportError::Document => say(
            "this is a document with a layout, which is not read; save the list in it as plain text or CSV",
            "esto es un documento con formato, que no se lee; guarda la lista que contiene como texto sin formato o CSV", "das ist ein gestaltetes Dokument, das nicht gelesen wird; speichere die Liste daraus als reinen Text oder CSV",
        )
        .to_owned(),
        ImportError::Archive => say(
            "this is an archive of files; unpack it and add what is in it",
            "esto es un archivo comprimido; descomprímelo y añade lo que contiene", "das ist ein Archiv mit Dateien; entpacke es und füge hinzu, was darin ist",
        )
        .to_owned(),
        ImportError::NotText => say(
            "there is no text in it, so it is no list of tracks; if it is one of a program's, export that as CSV or M3U8",
            "no contiene texto, así que no es una lista de pistas; si es la de algún programa, expórtala como CSV o M3U8", "darin steht kein Text, also ist es keine Liste von Titeln; ist es die eines Programms, exportiere sie als CSV oder M3U8",
        )
        .to_owned(),
        ImportError::NoTracks => {
            say("there are no tracks in the file", "no hay pistas en el archivo", "in der Datei sind keine Titel").to_owned()
        }
        ImportError::Newer => say(
            "the file was written by a newer version of this page; reload the page",
            "el archivo lo escribió una versión más nueva de esta página; vuelve a cargarla", "die Datei stammt von einer neueren Version dieser Seite; lade die Seite neu",
        )
        .to_owned(),
    }
}

fn damaged(Damage { format, line, column, is_cut_off }: &Damage) -> String {
    let format = match format {
        TextFormat::Table => say("the table", "la tabla", "die Tabelle"),
        TextFormat::Json => say("the JSON", "el JSON", "das JSON"),
        TextFormat::Xml => say("the XML", "el XML", "das XML"),
    };
    if *is_cut_off {
        return say!(
            "{format} ends too early, at line {line}, column {column}; save or export it again",
            "{format} termina antes de tiempo, en la línea {line}, columna {column}; vuelve a guardarlo o exportarlo",
            "{format} endet zu früh, in Zeile {line}, Spalte {column}; speichere oder exportiere die Datei noch einmal"
        );
    }
    say!(
        "{format} is damaged at line {line}, column {column}; save or export it again",
        "hay un error en {format}, línea {line}, columna {column}; vuelve a guardarlo o exportarlo",
        "{format} ist beschädigt in Zeile {line}, Spalte {column}; speichere oder exportiere die Datei noch einmal"
    )
}

fn no_header(headers: &[String]) -> String {
    let headers: Vec<String> =
        headers.iter().map(|header| say!("\"{}\"", "«{}»", "„{}“", isolated(header))).collect();
    let headers =
        if headers.is_empty() { say("none", "ninguno", "keine").to_owned() } else { headers.join(", ") };
    say!(
        "the file could not be read: no column names the tracks: the first line needs a header such as \"Track Name\", \"Track URI\" or \"File\"; it has {headers}",
        "no se pudo leer el archivo: ninguna columna nombra las pistas: la primera línea necesita un encabezado como «Track Name», «Track URI» o «File»; tiene {headers}",
        "die Datei ließ sich nicht lesen: keine Spalte nennt die Titel: Die erste Zeile braucht eine Überschrift wie „Track Name“, „Track URI“ oder „File“; sie hat {headers}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_say_where_and_what_is_needed() {
        let damage = |is_cut_off| {
            import(&ImportError::Damaged(Damage { format: TextFormat::Xml, line: 2, column: 12, is_cut_off }))
        };
        assert_eq!(
            damage(false),
            "the file could not be read: the XML is damaged at line 2, column 12; save or export it again"
        );
        assert!(damage(true).contains("ends too early, at line 2"));
        assert!(import(&ImportError::NoHeader { headers: Vec::new() }).ends_with("it has none"));
    }
}
