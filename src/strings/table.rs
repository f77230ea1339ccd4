//! The table of all tracks, and how the library is kept.

use protocol::{AudioFeatures, Feature, Storage};
use ui::language::{Text, say};
use ui::say;
use ui::words::{counted_tracks, decimal, feature_name, isolated, number, plain_value, quantity};

pub const REMOVE_ALL: Text =
    Text(["Delete all my data", "Borrar todos mis datos", "Alle meine Daten löschen"]);
pub const TABLE: Text = Text(["All tracks", "Todas las pistas", "Alle Titel"]);
pub const COLUMN_NAME: Text = Text(["Title", "Título", "Titel"]);
pub const COLUMN_ARTIST: Text = Text(["Artist", "Artista", "Interpret"]);
pub const COLUMN_ALBUM: Text = Text(["Album", "Álbum", "Album"]);
pub const COLUMN_LENGTH: Text = Text(["Length", "Duración", "Länge"]);
pub const COLUMN_FILE: Text = Text(["File", "Archivo", "Datei"]);
pub const COLUMN_ADDED: Text = Text(["Added", "Añadida", "Hinzugefügt"]);
pub const COLUMNS: Text = Text(["Columns", "Columnas", "Spalten"]);
pub const FILTER: Text = Text(["Filter", "Filtrar", "Filtern"]);
pub const FILTER_EXAMPLE: Text = Text([
    "Title, artist, album, file or tag",
    "Título, artista, álbum, archivo o etiqueta",
    "Titel, Interpret, Album, Datei oder Schlagwort",
]);
pub const FROM: Text = Text(["from", "desde", "von"]);
pub const UP_TO: Text = Text(["to", "hasta", "bis"]);
pub const LIBRARY_EMPTY: Text = Text([
    "No tracks yet. Add music, or drop files, folders or playlists anywhere on this page.",
    "Aún no hay pistas. Añade música, o suelta archivos, carpetas o listas en cualquier parte de esta página.",
    "Noch keine Titel. Füge Musik hinzu, oder zieh Dateien, Ordner oder Playlists irgendwo auf diese Seite.",
]);
pub const FILTERS_FIT_NONE: Text = Text([
    "No track passes these filters.",
    "Ninguna pista pasa estos filtros.",
    "Kein Titel passt zu diesen Filtern.",
]);
pub const SHOW_ALL_TRACKS: Text = Text(["Show all tracks", "Mostrar todas las pistas", "Alle Titel zeigen"]);
pub const RANGES: Text = Text(["Ranges", "Rangos", "Bereiche"]);
pub const SELECT_ALL: Text = Text(["Select all", "Seleccionar todo", "Alle auswählen"]);
pub const KEEPING: Text = Text(["Your data", "Tus datos", "Deine Daten"]);
pub const PACK: Text = Text([
    "Save a copy of the library",
    "Guardar una copia de la biblioteca",
    "Kopie der Bibliothek speichern",
]);
pub const LIBRARY_COPY: &str = "segue-library.json";
pub const SAVED: Text = Text([
    "Saved. Drop the file onto this page, on any device, to bring it back.",
    "Guardada. Suelta el archivo en esta página, en cualquier dispositivo, para recuperarla.",
    "Gespeichert. Zieh die Datei auf diese Seite, auf jedem Gerät, um alles zurückzuholen.",
]);
pub const MIXES_WITH: Text = Text(["Mixes with", "Combina con", "Passt zu"]);
pub const PLAY_THESE: Text = Text(["Play these", "Reproducir estas", "Diese abspielen"]);
pub const HALF_TEMPO: Text = Text(["Half tempo", "Mitad de tempo", "Halbes Tempo"]);
pub const DOUBLE_TEMPO: Text = Text(["Double tempo", "Doble de tempo", "Doppeltes Tempo"]);
pub const NOTATION: Text = Text(["Keys as", "Tonalidades como", "Tonarten als"]);

/// What is done to one track, for a button of its row.
pub fn of_track(what: Text, name: &str) -> String {
    format!("{}: {}", what.get(), isolated(name))
}

/// Said where a track's tempo was halved or doubled.
pub fn tempo_changed(name: &str, from: f32, to: f32) -> String {
    format!("{}: {} → {} BPM.", isolated(name), number(tenths(from)), number(tenths(to)))
}

fn tenths(value: f32) -> f32 {
    (value * 10.0).round() / 10.0
}

/// Said where the tempi of many tracks were multiplied.
pub fn tempi_changed(count: usize, factor: f32) -> String {
    let tracks = counted_tracks(count);
    if factor < 1.0 {
        say!("Half tempo: {tracks}.", "Mitad de tempo: {tracks}.", "Halbes Tempo: {tracks}.")
    } else {
        say!("Double tempo: {tracks}.", "Doble de tempo: {tracks}.", "Doppeltes Tempo: {tracks}.")
    }
}

/// Said where no tempo was changed.
pub fn tempo_stays() -> String {
    say(
        "No tempo was changed: it would be below 20 or above 400 BPM, or is not known.",
        "No se cambió ningún tempo: quedaría por debajo de 20 o por encima de 400 BPM, o no se conoce.",
        "Kein Tempo geändert: Es läge unter 20 oder über 400 BPM oder ist nicht bekannt.",
    )
    .into()
}

/// How the library is kept, and how much it takes.
pub fn storage(storage: &Storage) -> String {
    let used = match (storage.used_bytes, storage.granted_bytes) {
        (Some(used), Some(granted)) => say!(
            " It takes {} of the {} that the browser grants this page, the page included.",
            " Ocupa {} de los {} que el navegador concede a esta página, página incluida.",
            " Sie belegt {} von {}, die der Browser dieser Seite zugesteht, die Seite selbst eingerechnet.",
            size(used),
            size(granted)
        ),
        (Some(used), None) => say!(
            " It takes {} of this device, this page included.",
            " Ocupa {} de este dispositivo, página incluida.",
            " Sie belegt {} auf diesem Gerät, diese Seite eingerechnet.",
            size(used)
        ),
        (None, _) => String::new(),
    };
    let lasting = match storage.is_persistent {
        Some(true) => say(
            " The browser has promised not to clear it by itself.",
            " El navegador ha prometido no borrarlo por su cuenta.",
            " Der Browser hat versprochen, sie nicht von sich aus zu löschen.",
        ),
        Some(false) => say(
            " The browser may clear it when the device runs short of space: a saved copy is safe from that.",
            " El navegador puede borrarlo si falta espacio en el dispositivo: una copia está a salvo de eso.",
            " Wird der Platz auf dem Gerät knapp, darf der Browser sie löschen: Eine gespeicherte Kopie ist davor geschützt.",
        ),
        None => "",
    };
    say!(
        "What was heard is kept in this browser, on this device, and nowhere else.{used}{lasting}",
        "Lo que se oyó se guarda en este navegador, en este dispositivo, y en ningún otro sitio.{used}{lasting}",
        "Deine Bibliothek liegt in diesem Browser, auf diesem Gerät, und sonst nirgends.{used}{lasting}"
    )
}

fn size(bytes: f64) -> String {
    match bytes {
        b if b < 1e6 => format!("{:.0} kB", b / 1e3),
        b if b < 1e9 => format!("{} MB", decimal(b / 1e6, 1)),
        b => format!("{} GB", decimal(b / 1e9, 2)),
    }
}

/// How many rows the table shows.
pub fn table_facts(shown: usize, all: usize, selected: usize) -> String {
    let shown = if shown == all {
        counted_tracks(all)
    } else {
        say!("{} of {}", "{} de {}", "{} von {}", quantity(shown), counted_tracks(all))
    };
    if selected == 0 {
        shown
    } else {
        say!(
            "{shown}, {} selected",
            "{shown}, {} en la selección",
            "{shown}, {} ausgewählt",
            quantity(selected)
        )
    }
}

/// Asked before tracks are taken out of the library.
pub fn confirm_removal(count: usize) -> String {
    say!(
        "Remove {} from your library? The files themselves are not touched.",
        "¿Quitar {} de tu biblioteca? Los archivos mismos no se tocan.",
        "{} aus deiner Bibliothek entfernen? Die Dateien selbst bleiben unberührt.",
        counted_tracks(count)
    )
}

/// Label of the box that selects a row.
pub fn select(name: &str) -> String {
    say!("Select {}", "Seleccionar {}", "{} auswählen", isolated(name))
}

/// Label of a bound of a feature.
pub fn bound_of(bound: &str, feature: Feature) -> String {
    format!("{}: {}", feature_name(feature), bound.to_lowercase())
}

/// A feature's value in a table, whose heading says the unit.
pub fn cell(feature: Feature, value: f32) -> String {
    match feature {
        Feature::Tempo | Feature::Loudness => number(tenths(value)),
        Feature::Mode => plain_value(feature, value),
        _ => decimal(value, 2),
    }
}

/// Energy in a table: its level of ten, and the value.
pub fn energy_cell(features: &AudioFeatures) -> String {
    format!("{} · {}", features.energy_level(), decimal(features.energy, 2))
}

/// A day, as the browser's language writes it.
pub fn date(ms: f64) -> String {
    let date = js_sys::Date::new(&ms.into());
    if ms > 0.0 {
        date.to_locale_date_string("default", &wasm_bindgen::JsValue::UNDEFINED).into()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tempo_that_was_changed_is_told_with_what_it_was() {
        assert_eq!(tempo_changed("One", 174.02, 87.01), "One: 174 → 87 BPM.");
        assert_eq!(
            [0.5, 2.0].map(|factor| tempi_changed(2, factor)),
            ["Half tempo: 2 tracks.", "Double tempo: 2 tracks."]
        );
        assert_eq!(table_facts(50, 39_305, 0), "50 of 39,305 tracks");
    }
}
