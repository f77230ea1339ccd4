//! What `index.html` says before the page has loaded.

use ui::language::Text;

/// What `index.html` says, by the names that stand in its `data-text` attributes.
pub fn of_shell(name: &str) -> Option<Text> {
    SHELL.iter().find(|(other, _)| *other == name).map(|(_, text)| *text)
}

const SHELL: [(&str, Text); 17] = [
    (
        "title",
        Text([
            "Segue: audio features and what to play next",
            "Segue: características de audio y qué poner después",
            "Segue: Klangmerkmale und was als Nächstes passt",
        ]),
    ),
    ("skip", Text(["Skip to your tracks", "Ir a tus pistas", "Zu deinen Titeln springen"])),
    (
        "line",
        Text([
            "Hear what your music is made of, and what should play next.",
            "Escucha de qué está hecha tu música y qué debería sonar después.",
            "Hör, woraus deine Musik gemacht ist und was als Nächstes passt.",
        ]),
    ),
    (
        "invitation",
        Text([
            "Drop music anywhere on this page",
            "Suelta música en cualquier lugar de esta página",
            "Zieh Musik irgendwo auf diese Seite",
        ]),
    ),
    ("add", Text(["Add music", "Añadir música", "Musik hinzufügen"])),
    ("files", Text(["Choose files", "Elegir archivos", "Dateien wählen"])),
    ("folder", Text(["Choose a folder", "Elegir una carpeta", "Ordner wählen"])),
    ("sample", Text(["Try the built-in sample", "Probar la muestra incluida", "Beispiel ausprobieren"])),
    (
        "formats",
        Text([
            "MP3, M4A, FLAC, WAV, AIFF, Ogg, Opus, WebM; playlists, tables and DJ collections, too",
            "MP3, M4A, FLAC, WAV, AIFF, Ogg, Opus, WebM; también listas, tablas y colecciones de DJ",
            "MP3, M4A, FLAC, WAV, AIFF, Ogg, Opus, WebM; auch Playlists, Tabellen und DJ-Sammlungen",
        ]),
    ),
    ("example", Text(["What you get", "Lo que obtienes", "Das bekommst du"])),
    ("example-name", Text(["The built-in sample", "La muestra incluida", "Das eingebaute Beispiel"])),
    (
        "example-more",
        Text([
            "and what should play next, with a reason for each",
            "y qué debería sonar después, con un motivo para cada una",
            "und was als Nächstes passt, jeweils mit einem Grund",
        ]),
    ),
    ("energy-of-ten", Text(["/10 energy", "/10 de energía", "/10 Energie"])),
    (
        "privacy",
        Text([
            "Your music never leaves this device.",
            "Tu música nunca sale de este dispositivo.",
            "Deine Musik verlässt dieses Gerät nie.",
        ]),
    ),
    (
        "stays",
        Text([
            "Nothing you add leaves this device.",
            "Nada de lo que añades sale de este dispositivo.",
            "Nichts, was du hinzufügst, verlässt dieses Gerät.",
        ]),
    ),
    (
        "colophon",
        Text([
            "Eleven features on Spotify’s scales, from a small neural network that runs here. Catalogue: the Million Playlist Dataset’s tracks. Not affiliated with Spotify.",
            "Once características en las escalas de Spotify, de una pequeña red neuronal que funciona aquí. Catálogo: las pistas del Million Playlist Dataset. Sin relación con Spotify.",
            "Elf Merkmale auf Spotifys Skalen, von einem kleinen neuronalen Netz, das hier läuft. Katalog: die Titel des Million Playlist Dataset. Keine Verbindung zu Spotify.",
        ]),
    ),
    (
        "scripts",
        Text([
            "Segue listens to your music in this browser and needs JavaScript and WebAssembly for it.",
            "Segue escucha tu música en este navegador y necesita JavaScript y WebAssembly.",
            "Segue hört deine Musik in diesem Browser und braucht dafür JavaScript und WebAssembly.",
        ]),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shell_says_in_html_what_stands_here() {
        let html = include_str!("../../index.html");
        let html = html.split_whitespace().collect::<Vec<_>>().join(" ");
        for (name, text) in SHELL {
            let place = html.find(&format!("data-text=\"{name}\"")).unwrap();
            let content = html[place..].split_once('>').unwrap().1.split('<').next().unwrap();
            let [english, others @ ..] = text.0;
            assert_eq!(content.trim(), english, "{name}");
            assert!(
                others.iter().all(|other| !other.is_empty() && *other != english),
                "{name} is not translated"
            );
        }
    }
}
