//! Tags written into files: what is asked, and what went wrong.

use protocol::TaggerError;
use protocol::tagger::TagObstacle;
use ui::errors::{connection, file_gone, sentence};
use ui::language::{Text, say};
use ui::say;
use ui::words::{capitalised, counted, isolated, quantity};

use super::errors::analyst;
use crate::tagging::{TagError, TagOutcome};

pub const WRITE_TAGS: Text =
    Text(["Write tags into files", "Escribir etiquetas en los archivos", "Tags in Dateien schreiben"]);
pub const WRITE_TAGS_HINT: Text = Text([
    "Tempo, key and energy go into each file's own tags. Everything else in the file stays as it is, byte for byte.",
    "Tempo, tonalidad y energía van a las etiquetas de cada archivo. Todo lo demás del archivo queda igual, byte a byte.",
    "Tempo, Tonart und Energie kommen in die Tags jeder Datei. Alles andere darin bleibt, wie es ist, Byte für Byte.",
]);
pub const TAG_TEMPO: Text = Text(["Tempo", "Tempo", "Tempo"]);
pub const TAG_KEY: Text = Text([
    "Key, as chosen at the foot of the page",
    "Tonalidad, como se elige al pie de la página",
    "Tonart, wie unten auf der Seite gewählt",
]);
pub const TAG_ENERGY: Text = Text(["Energy, 1 to 10", "Energía, de 1 a 10", "Energie, 1 bis 10"]);
pub const TAG_COMMENT: Text = Text([
    "Key and energy before the comment, too",
    "También tonalidad y energía delante del comentario",
    "Auch Tonart und Energie vor den Kommentar",
]);
pub const TAGGED_COPIES: Text =
    Text(["Save tagged copies (ZIP)", "Guardar copias etiquetadas (ZIP)", "Kopien mit Tags speichern (ZIP)"]);
pub const TAG_IN_PLACE: Text =
    Text(["Write into my folder…", "Escribir en mi carpeta…", "In meinen Ordner schreiben…"]);
pub const TAGGED_FILES: &str = "segue-tagged.zip";

/// Why a file was not tagged, and what to do.
pub fn tag_error(error: &TagError) -> String {
    sentence(&match error {
        TagError::Tagger(error) => tagger(error),
        TagError::Analyst(error) => analyst(error),
        TagError::NotWritten { reason } => say!(
            "the file could not be written and is as it was ({reason})",
            "el archivo no se pudo escribir y está como estaba ({reason})",
            "die Datei ließ sich nicht schreiben und ist, wie sie war ({reason})"
        ),
        error => plain(error).to_owned(),
    })
}

fn plain(error: &TagError) -> &'static str {
    match error {
        TagError::NoFile => say(
            "the page does not have this file; add it again",
            "la página no tiene este archivo; añádelo de nuevo",
            "die Seite hat diese Datei nicht; füge sie noch einmal hinzu",
        ),
        TagError::NotAnalysed => say(
            "the track has not been analysed yet",
            "la pista aún no se ha analizado",
            "der Titel ist noch nicht analysiert",
        ),
        TagError::NotInFolder => say(
            "the folder that you opened does not contain this file",
            "la carpeta que abriste no contiene este archivo",
            "der geöffnete Ordner enthält diese Datei nicht",
        ),
        TagError::OtherFile => say(
            "the file has changed since it was analysed; add it again",
            "el archivo ha cambiado desde que se analizó; añádelo de nuevo",
            "die Datei hat sich seit der Analyse geändert; füge sie noch einmal hinzu",
        ),
        TagError::OtherRecording => say(
            "with these tags the page would take the file for another recording, so it was left as it is",
            "con estas etiquetas la página tomaría el archivo por otra grabación, así que se dejó como está",
            "mit diesen Tags hielte die Seite die Datei für eine andere Aufnahme; sie bleibt daher, wie sie ist",
        ),
        _ => say(
            "the browser may not write there; open the folder again and allow changes",
            "el navegador no puede escribir ahí; abre la carpeta de nuevo y permite los cambios",
            "der Browser darf dort nicht schreiben; öffne den Ordner noch einmal und erlaube Änderungen",
        ),
    }
}

fn tagger(error: &TaggerError) -> String {
    match error {
        TaggerError::Unsupported { format } => say!(
            "tags of {format} files are not written here; MP3, FLAC, M4A, WAV, AIFF and Ogg files can be tagged",
            "aquí no se escriben etiquetas en archivos {format}; se puede en MP3, FLAC, M4A, WAV, AIFF y Ogg",
            "Tags von Dateien in {format} werden hier nicht geschrieben; möglich sind MP3, FLAC, M4A, WAV, AIFF und Ogg"
        ),
        TaggerError::Lost { item } => say!(
            "the file's tags would have lost something ({item}), so it was left as it is",
            "las etiquetas del archivo habrían perdido algo ({item}), así que se dejó como está",
            "den Tags der Datei wäre etwas verloren gegangen ({item}); sie bleibt daher, wie sie ist"
        ),
        TaggerError::NotFound { item } => say!(
            "other programs would not have found what was written ({item}), so the file was left as it is",
            "otros programas no habrían encontrado lo escrito ({item}), así que el archivo se dejó como está",
            "andere Programme hätten das Geschriebene nicht gefunden ({item}); die Datei bleibt daher, wie sie ist"
        ),
        TaggerError::FileGone => file_gone(),
        TaggerError::Connection(error) => connection(error),
        TaggerError::Obstacle(obstacle) => self::obstacle(*obstacle).to_owned(),
        TaggerError::Unknown => say(
            "it is in no audio format known here",
            "no está en ningún formato de audio conocido",
            "sie hat kein bekanntes Audioformat",
        )
        .to_owned(),
        TaggerError::NothingToWrite => say(
            "there is nothing to write: neither tempo nor key of this track is known",
            "no hay nada que escribir: no se conocen el tempo ni la tonalidad de esta pista",
            "es gibt nichts zu schreiben: Tempo und Tonart dieses Titels sind nicht bekannt",
        )
        .to_owned(),
        TaggerError::Incomplete => say(
            "the archive is not complete; try it again, with fewer tracks",
            "el archivo comprimido no está completo; inténtalo de nuevo con menos pistas",
            "das Archiv ist nicht vollständig; versuche es noch einmal, mit weniger Titeln",
        )
        .to_owned(),
        TaggerError::NoRoom => say(
            "the browser has no room for the new file; try it with fewer tracks",
            "el navegador no tiene sitio para el archivo nuevo; inténtalo con menos pistas",
            "der Browser hat keinen Platz für die neue Datei; versuche es mit weniger Titeln",
        )
        .to_owned(),
    }
}

fn obstacle(obstacle: TagObstacle) -> &'static str {
    match obstacle {
        TagObstacle::DamagedTag => say(
            "the tag that the file has is damaged, and more could be lost; repair it with a tag editor first",
            "la etiqueta que tiene el archivo está dañada y podría perderse más; repárala antes con un editor de etiquetas",
            "das Tag der Datei ist beschädigt, und mehr könnte verloren gehen; repariere es zuerst mit einem Tag-Editor",
        ),
        TagObstacle::UnusualTag => say(
            "the tag that the file has is of a kind that is not written here; save it with a tag editor first",
            "la etiqueta que tiene el archivo es de un tipo que aquí no se escribe; guárdala antes con un editor de etiquetas",
            "das Tag der Datei ist von einer Art, die hier nicht geschrieben wird; speichere sie zuerst mit einem Tag-Editor",
        ),
        TagObstacle::CutOff => say(
            "the file is shorter than it says; perhaps it was not copied to its end",
            "el archivo es más corto de lo que dice; quizá no se copió hasta el final",
            "die Datei ist kürzer, als sie sagt; vielleicht wurde sie nicht bis zum Ende kopiert",
        ),
        TagObstacle::NoLength => say(
            "the file does not say how long its audio is, as when a recording breaks off; save it again first",
            "el archivo no dice cuánto dura su audio, como cuando una grabación se interrumpe; guárdalo antes de nuevo",
            "die Datei sagt nicht, wie lang ihr Audio ist, wie bei einer abgebrochenen Aufnahme; speichere sie zuerst neu",
        ),
        TagObstacle::TooLarge => say(
            "with more tags the file would be larger than its format allows",
            "con más etiquetas el archivo sería mayor de lo que permite su formato",
            "mit mehr Tags würde die Datei größer, als ihr Format erlaubt",
        ),
        TagObstacle::Fragments => say(
            "it is a streaming file in fragments, which would move; save it as a usual M4A first",
            "es un archivo de transmisión en fragmentos, que se moverían; guárdalo antes como M4A normal",
            "es ist eine Streaming-Datei aus Fragmenten, die sich verschieben würden; speichere sie zuerst als übliches M4A",
        ),
        TagObstacle::SeveralStreams => say(
            "the file holds several streams at once, such as a film",
            "el archivo contiene varios flujos a la vez, como una película",
            "die Datei enthält mehrere Ströme zugleich, wie ein Film",
        ),
        TagObstacle::Encrypted => {
            say("the file is encrypted", "el archivo está cifrado", "die Datei ist verschlüsselt")
        }
        TagObstacle::Layout => say(
            "the parts of the file contradict each other; save it again with another program first",
            "las partes del archivo se contradicen; guárdalo antes de nuevo con otro programa",
            "die Teile der Datei widersprechen sich; speichere sie zuerst mit einem anderen Programm neu",
        ),
    }
}

/// How far the writing is.
pub fn tagging(done: usize, total: usize, name: &str) -> String {
    let (done, total) = (quantity(done), quantity(total));
    say!(
        "{done} of {total} written: {}",
        "{done} de {total} escritos: {}",
        "{done} von {total} geschrieben: {}",
        isolated(name)
    )
}

/// What became of the files.
pub fn tagged(outcome: &TagOutcome) -> String {
    let files =
        |count: usize| counted(count, say("file", "archivo", "Datei"), say("files", "archivos", "Dateien"));
    let mut parts = Vec::new();
    if outcome.tagged > 0 {
        parts.push(say!("{} tagged", "{} con etiquetas nuevas", "{} mit neuen Tags", files(outcome.tagged)));
    }
    if outcome.unchanged > 0 {
        parts.push(say!(
            "{} said all of it already",
            "{} sin nada que cambiar",
            "{} unverändert, da alles schon drinstand",
            files(outcome.unchanged)
        ));
    }
    if !outcome.failed.is_empty() {
        parts.push(match outcome.failed.len() {
            1 => say!("{} left as it was", "{} sin tocar", "{} unberührt", files(1)),
            many => say!("{} left as they were", "{} sin tocar", "{} unberührt", files(many)),
        });
    }
    if outcome.is_stopped {
        parts.push(say("stopped", "detenido", "abgebrochen").to_owned());
    }
    capitalised(&format!("{}.", parts.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_sentences() {
        assert_eq!(tag_error(&TaggerError::FileGone.into()), sentence(&file_gone()));
        let wma = TaggerError::Unsupported { format: "Windows Media Audio".into() };
        assert!(
            tag_error(&wma.into()).starts_with("Tags of Windows Media Audio files are not written here;")
        );
    }
}
