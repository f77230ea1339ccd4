//! Playback, and the keys that work it.

use ui::language::{Text, say};
use ui::say;
use ui::words::{clock, isolated};

pub const NO_FILE: Text = Text([
    "Your music isn't stored. Add the file again to play it; the results are kept.",
    "Tu música no se guarda. Añade el archivo de nuevo para reproducirla; los resultados se conservan.",
    "Deine Musik wird nicht gespeichert. Füge die Datei noch einmal hinzu, um sie abzuspielen; die Ergebnisse bleiben.",
]);
pub const PLAYER: Text = Text(["Playback", "Reproducción", "Wiedergabe"]);
pub const PLAY: Text = Text(["Play", "Reproducir", "Abspielen"]);
pub const PAUSE: Text = Text(["Pause", "Pausa", "Pause"]);
pub const SEEK: Text = Text(["Position in the track", "Posición en la pista", "Stelle im Titel"]);
pub const NOW_PLAYING: Text = Text(["Now playing", "Sonando ahora", "Läuft gerade"]);
pub const PREVIOUS: Text = Text(["Previous track", "Pista anterior", "Voriger Titel"]);
pub const NEXT_TRACK: Text = Text(["Next track", "Pista siguiente", "Nächster Titel"]);
pub const PLAY_ON: Text = Text(["Go on playing", "Seguir reproduciendo", "Weiter abspielen"]);
pub const PAUSE_ALL: Text = Text(["Pause playback", "Pausar la reproducción", "Wiedergabe pausieren"]);
pub const SEEK_PLAYING: Text =
    Text(["Position in what plays", "Posición en lo que suena", "Stelle im laufenden Titel"]);
pub const TRANSITIONS: Text = Text(["Transitions", "Transiciones", "Übergänge"]);
pub const CROSSFADE: Text = Text(["Crossfade", "Fundido", "Crossfade"]);
pub const MATCH_BEATS: Text = Text([
    "Match the beat where both tempos are sure",
    "Igualar el pulso si ambos tempos son seguros",
    "Beats angleichen, wenn beide Tempi sicher sind",
]);
pub const AUTOPLAY: Text = Text([
    "Go on with what fits, from my tracks",
    "Seguir con lo que encaje, de mis pistas",
    "Mit Passendem weiterspielen, aus meinen Titeln",
]);
pub const CLOSE_PLAYER: Text =
    Text(["Stop and close the player", "Parar y cerrar el reproductor", "Wiedergabe beenden und schließen"]);
pub const SHORTCUTS: Text = Text(["Keyboard shortcuts", "Atajos de teclado", "Tastenkürzel"]);
pub const SHORTCUTS_ON: Text =
    Text(["Single keys are shortcuts", "Las teclas sueltas son atajos", "Einzelne Tasten sind Kürzel"]);
pub const KEY_PLAY: Text = Text(["Play or pause", "Reproducir o pausar", "Abspielen oder pausieren"]);
pub const KEY_BACK: Text = Text(["10 seconds back", "10 segundos atrás", "10 Sekunden zurück"]);
pub const KEY_FORTH: Text = Text(["10 seconds forward", "10 segundos adelante", "10 Sekunden vor"]);
pub const KEY_NEXT: Text = Text(["Next track", "Pista siguiente", "Nächster Titel"]);
pub const KEY_PREVIOUS: Text = Text(["Previous track", "Pista anterior", "Voriger Titel"]);
pub const KEY_PLAYLIST: Text =
    Text(["Open or close the playlist", "Abrir o cerrar la lista", "Playlist öffnen oder schließen"]);
pub const KEY_SEARCH: Text = Text(["Search", "Buscar", "Suchen"]);
pub const KEY_HELP: Text = Text(["This list", "Esta lista", "Diese Liste"]);
pub const KEY_CLOSE: Text = Text([
    "Close the list or the playlist",
    "Cerrar esta lista o la de reproducción",
    "Liste oder Playlist schließen",
]);

/// Where playback is.
pub fn position(now_s: f64, duration_s: f64) -> String {
    format!("{} / {}", clock(now_s), clock(duration_s))
}

/// Name of the button that plays a track.
pub fn play(name: &str) -> String {
    say!("Play {}", "Reproducir {}", "{} abspielen", isolated(name))
}

/// Name of the button that stops it.
pub fn pause(name: &str) -> String {
    say!("Pause {}", "Pausar {}", "{} pausieren", isolated(name))
}

/// What comes next, and why.
pub fn coming(name: &str, reason: Option<&str>) -> String {
    let name = isolated(name);
    match reason {
        Some(reason) => {
            say!("Next: {name} · {reason}", "Después: {name} · {reason}", "Danach: {name} · {reason}")
        }
        None => say!("Next: {name}", "Después: {name}", "Danach: {name}"),
    }
}

/// A track that the browser does not play.
pub fn unplayable(name: &str) -> String {
    say!(
        "This browser does not play {}.",
        "Este navegador no reproduce {}.",
        "Dieser Browser spielt {} nicht ab.",
        isolated(name)
    )
}

/// Length of a crossfade, seconds; 0 is none.
pub fn crossfade(seconds: u8) -> String {
    match seconds {
        0 => say("none, without a gap", "ninguno, sin pausa", "keiner, ohne Pause").to_owned(),
        seconds => say!("{seconds} seconds", "{seconds} segundos", "{seconds} Sekunden"),
    }
}
