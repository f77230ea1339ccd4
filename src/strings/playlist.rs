//! The playlists, and files of them.

use music::Mix;
use protocol::AudioFeatures;
use ui::language::{Text, say};
use ui::say;
use ui::words::{clock, counted_tracks, isolated, percent, quantity};

use crate::settings::Settings;

pub const PLAYLIST: Text = Text(["Playlist", "Lista", "Playlist"]);
pub const PLAYLIST_SEEDS: Text = Text(["Your playlist", "Tu lista", "Deine Playlist"]);
pub const CURVE: Text = Text(["Energy", "Energía", "Energie"]);
pub const CURVE_ANY: Text = Text(["as it comes", "como venga", "wie es kommt"]);
pub const CURVE_UP: Text = Text(["rising", "creciente", "steigend"]);
pub const CURVE_DOWN: Text = Text(["falling", "decreciente", "fallend"]);
pub const CURVE_ARC: Text =
    Text(["rising, then falling", "creciente y luego decreciente", "steigend, dann fallend"]);
pub const TEMPO_STEP: Text = Text(["Smooth tempo change", "Cambio de tempo suave", "Sanfter Tempowechsel"]);
pub const ORDER: Text = Text(["Order for flow", "Ordenar para que fluya", "Für gute Übergänge ordnen"]);
pub const BETWEEN: Text = Text(["Tracks between", "Pistas intermedias", "Titel dazwischen"]);
pub const PATH: Text =
    Text(["Path from first to last", "Camino de la primera a la última", "Weg vom ersten zum letzten"]);
pub const PATH_HINT: Text = Text([
    "Drag tracks, or press Alt with the arrow keys, to move them. A path keeps the first and the last track and finds new ones between them.",
    "Arrastra pistas, o pulsa Alt con las flechas, para moverlas. Un camino conserva la primera y la última pista y busca otras entre ellas.",
    "Zum Umordnen ziehen oder Alt mit den Pfeiltasten drücken. Ein Weg behält den ersten und den letzten Titel und sucht neue dazwischen.",
]);
pub const SEED_ALL: Text =
    Text(["What follows all of these?", "¿Qué sigue a todas estas?", "Was passt nach all diesen?"]);
pub const EXPORT: Text = Text(["Export", "Exportar", "Export"]);
pub const FORMAT: Text = Text(["Format", "Formato", "Format"]);
pub const FORMAT_CSV: Text =
    Text(["CSV, as Exportify writes it", "CSV, como lo escribe Exportify", "CSV, wie Exportify es schreibt"]);
pub const FORMAT_JSON: Text =
    Text(["JSON, as Spotify wrote it", "JSON, como lo escribía Spotify", "JSON, wie Spotify es schrieb"]);
pub const FORMAT_M3U8: Text = Text(["M3U8 playlist", "Lista M3U8", "M3U8-Playlist"]);
pub const FORMAT_XSPF: Text = Text(["XSPF playlist", "Lista XSPF", "XSPF-Playlist"]);
pub const FORMAT_JSPF: Text = Text(["JSPF playlist", "Lista JSPF", "JSPF-Playlist"]);
pub const FORMAT_REKORDBOX: Text = Text(["rekordbox XML", "XML de rekordbox", "rekordbox XML"]);
pub const FORMAT_TRAKTOR: Text = Text(["Traktor NML", "NML de Traktor", "Traktor NML"]);
pub const FORMAT_SERATO: Text = Text([
    "Serato crate, for the folder _Serato_/Subcrates",
    "Crate de Serato, para la carpeta _Serato_/Subcrates",
    "Serato-Crate, für den Ordner _Serato_/Subcrates",
]);
pub const MUSIC_FOLDER: Text = Text(["Folder of your music", "Carpeta de tu música", "Ordner deiner Musik"]);
pub const MUSIC_FOLDER_EXAMPLE: Text = Text([
    "C:\\Music or /Users/me/Music",
    "C:\\Música o /Users/yo/Música",
    "C:\\Musik oder /Users/ich/Musik",
]);
pub const SAVE: Text = Text(["Save", "Guardar", "Speichern"]);
pub const COPY: Text = Text(["Copy", "Copiar", "Kopieren"]);
pub const EXPORT_FAILED: Text = Text([
    "This browser did not let the page hand the file over.",
    "Este navegador no dejó que la página entregara el archivo.",
    "Dieser Browser ließ die Seite die Datei nicht übergeben.",
]);
pub const LIBRARY_FILE: &str = "segue-library";
pub const PLAYLIST_FILE: &str = "segue-playlist";
pub const CLEAR: Text = Text(["Clear", "Vaciar", "Leeren"]);
pub const CLOSE_PLAYLIST: Text = Text(["Close the playlist", "Cerrar la lista", "Playlist schließen"]);
pub const OPEN_PLAYLIST: Text = Text(["Open", "Abierta", "Geöffnet"]);
pub const NEW_PLAYLIST: Text = Text(["New playlist", "Lista nueva", "Neue Playlist"]);
pub const RENAME_PLAYLIST: Text = Text(["Rename", "Cambiar nombre", "Umbenennen"]);
pub const DELETE_PLAYLIST: Text = Text(["Delete playlist", "Borrar lista", "Playlist löschen"]);
pub const PLAYLIST_NAME: Text = Text(["Name", "Nombre", "Name"]);
pub const PLAYLIST_NAMED: Text = Text(["Done", "Hecho", "Fertig"]);
pub const PLAY_PLAYLIST: Text = Text(["Play all", "Reproducir todo", "Alle abspielen"]);
pub const PLAYLIST_EMPTY: Text = Text([
    "Nothing in it yet. Press + beside a track to add it.",
    "Aún no hay nada. Pulsa + junto a una pista para añadirla.",
    "Noch nichts darin. Drücke + neben einem Titel, um ihn hinzuzufügen.",
]);

/// A track has come into the playlist.
pub fn added(name: &str) -> String {
    say!(
        "Added to the playlist: {}",
        "Añadida a la lista: {}",
        "Zur Playlist hinzugefügt: {}",
        isolated(name)
    )
}

/// Tracks have come into the playlist.
pub fn gathered(count: usize) -> String {
    say!(
        "{} put into the playlist.",
        "Puestas en la lista: {}.",
        "{} in die Playlist gelegt.",
        counted_tracks(count)
    )
}

/// The playlist's tracks stand in another order.
pub fn ordered(count: usize) -> String {
    say!("In order now: {}.", "Ya en orden: {}.", "Neu geordnet: {}.", counted_tracks(count))
}

/// Asked before a playlist is deleted.
pub fn confirm_playlist_end(name: &str) -> String {
    say!("Delete the playlist {}?", "¿Borrar la lista {}?", "Playlist {} löschen?", isolated(name))
}

/// Name of the button that opens the playlist, with what it shows.
pub fn playlist_of(count: usize) -> String {
    say!("Playlist {}", "Lista {}", "Playlist {}", counted_tracks(count))
}

/// Number of a playlist's tracks, and how long they play, seconds.
pub fn playlist_facts(count: usize, seconds: f64) -> String {
    format!("{} · {}", counted_tracks(count), clock(seconds))
}

pub const SHOW_MORE_ENTRIES: Text = Text(["Show more of it", "Mostrar más", "Mehr davon zeigen"]);

/// How many entries of a long playlist are shown.
pub fn shown_of(shown: usize, count: usize) -> String {
    say!(
        "The first {} of {} are shown.",
        "Se muestran las primeras {} de {}.",
        "Die ersten {} von {} werden gezeigt.",
        quantity(shown),
        counted_tracks(count)
    )
}

/// How many tracks are followed.
pub fn seed_count(count: usize) -> String {
    say!("What should follow {}", "Qué debería seguir a {}", "Was auf {} folgen soll", counted_tracks(count))
}

/// Tempo and energy of a row.
pub fn tempo_and_energy(features: &AudioFeatures) -> String {
    let level = features.energy_level();
    if features.tempo > 0.0 {
        say!(
            "{:.0} BPM · energy {level}",
            "{:.0} BPM · energía {level}",
            "{:.0} BPM · Energie {level}",
            features.tempo
        )
    } else {
        say!("energy {level}", "energía {level}", "Energie {level}")
    }
}

/// Largest change of tempo that is still smooth.
pub fn tempo_step(step_percent: f32) -> String {
    percent(step_percent / 100.0)
}

/// The step from one track to the next: keys and tempi, and how the keys mix.
pub fn transition(from: &AudioFeatures, to: &AudioFeatures, settings: Option<Settings>) -> String {
    let written = |features: &AudioFeatures| match (features.musical_key(), settings) {
        (Some(key), Some(settings)) => settings.write(key),
        (Some(key), None) => key.camelot(),
        (None, _) => "–".to_owned(),
    };
    let mixing = from.musical_key().zip(to.musical_key()).map(|(from, to)| from.mix(to));
    let mixing = mixing.map_or_else(String::new, |mixing| format!(" ({})", mix(mixing)));
    let tempo = |features: &AudioFeatures| match features.tempo {
        tempo if tempo > 0.0 => format!("{tempo:.0}"),
        _ => "–".to_owned(),
    };
    format!("{} → {}{mixing} · {} → {} BPM", written(from), written(to), tempo(from), tempo(to))
}

/// How well a key mixes with another.
pub fn mix(mix: Mix) -> &'static str {
    match mix {
        Mix::Match => say("mixes well", "combina bien", "passt gut"),
        Mix::Near => say("mixes with care", "combina con cuidado", "passt bedingt"),
        Mix::Clash => say("clashes", "choca", "beißt sich"),
    }
}

/// Label of the button that moves a track towards the beginning.
pub fn move_up(name: &str) -> String {
    say!("Move {} up", "Subir {}", "{} nach oben", isolated(name))
}

/// Label of the button that moves a track towards the end.
pub fn move_down(name: &str) -> String {
    say!("Move {} down", "Bajar {}", "{} nach unten", isolated(name))
}
