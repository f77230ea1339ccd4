//! Texts that stay as they are.

use ui::language::Text;

/// What `index.html` says, by the names that stand in its `data-text` attributes.
pub fn of_shell(name: &str) -> Option<Text> {
    SHELL.iter().find(|(other, _)| *other == name).map(|(_, text)| *text)
}

const SHELL: [(&str, Text); 15] = [
    ("skip", Text(["Skip to your tracks", "Ir a tus pistas"])),
    (
        "line",
        Text([
            "Hear what your music is made of, and what should play next.",
            "Oye de qué está hecha tu música y qué debería sonar después.",
        ]),
    ),
    (
        "invitation",
        Text(["Drop music anywhere on this page", "Suelta música en cualquier lugar de esta página"]),
    ),
    ("add", Text(["Add music", "Añadir música"])),
    ("files", Text(["Choose files", "Elegir archivos"])),
    ("folder", Text(["Choose a folder", "Elegir una carpeta"])),
    ("sample", Text(["Try the built-in sample", "Probar la muestra incluida"])),
    (
        "formats",
        Text([
            "MP3, M4A, FLAC, WAV, AIFF, Ogg, Opus, WebM; playlists, tables and DJ collections, too",
            "MP3, M4A, FLAC, WAV, AIFF, Ogg, Opus, WebM; también listas, tablas y colecciones de DJ",
        ]),
    ),
    ("example", Text(["What you get", "Lo que obtienes"])),
    ("example-name", Text(["The built-in sample", "La muestra incluida"])),
    (
        "example-more",
        Text([
            "and what should play next, with a reason for each",
            "y qué debería sonar después, con un motivo para cada una",
        ]),
    ),
    ("energy-of-ten", Text(["/10 energy", "/10 de energía"])),
    ("privacy", Text(["Your music never leaves this device.", "Tu música nunca sale de este dispositivo."])),
    (
        "colophon",
        Text([
            "Eleven features on Spotify’s scales, from a small neural network that runs here. Catalogue: the Million Playlist Dataset’s tracks. Not affiliated with Spotify.",
            "Once características en las escalas de Spotify, de una pequeña red neuronal que funciona aquí. Catálogo: las pistas del Million Playlist Dataset. Sin relación con Spotify.",
        ]),
    ),
    (
        "scripts",
        Text([
            "Segue listens to your music in this browser and needs JavaScript and WebAssembly for it.",
            "Segue escucha tu música en este navegador y necesita JavaScript y WebAssembly.",
        ]),
    ),
];

pub const LANGUAGE: Text = Text(["Language", "Idioma"]);
pub const SAMPLE_NAME: Text = Text(["Built-in sample", "Muestra incluida"]);
pub const YOUR_TRACKS: Text = Text(["Your tracks", "Tus pistas"]);
pub const FAILED_HEADING: Text = Text(["This one did not work", "Esta no funcionó"]);
pub const FAILED_ADVICE: Text = Text([
    "Your other tracks are not affected. WAV, AIFF, MP3, FLAC, Ogg, Opus, M4A and WebM files of 3 seconds to an hour can be analysed.",
    "Tus otras pistas no se ven afectadas. Se pueden analizar archivos WAV, AIFF, MP3, FLAC, Ogg, Opus, M4A y WebM de 3 segundos a una hora.",
]);
pub const PROGRESS_ADVICE: Text = Text([
    "The result appears here. Nothing is uploaded: this device does the listening.",
    "El resultado aparece aquí. Nada se sube: es este dispositivo el que escucha.",
]);
pub const CANCELLED_HEADING: Text = Text(["Stopped", "Detenida"]);
pub const CANCELLED_ADVICE: Text = Text([
    "You stopped this track before it was analysed.",
    "Detuviste esta pista antes de que se analizara.",
]);
pub const OPENING: Text = Text(["Opening…", "Abriendo…"]);
pub const NO_FILE: Text = Text([
    "Your music isn't stored. Add the file again to play it; the results are kept.",
    "Tu música no se guarda. Añade el archivo de nuevo para reproducirla; los resultados se conservan.",
]);
pub const BRIEF_HINT: Text = Text([
    "Brought back out of a backup, which leaves spectrum and spectrogram out. Add the file again to have them drawn.",
    "Recuperada de una copia, que omite el espectro y el espectrograma. Añade el archivo de nuevo para dibujarlos.",
]);
pub const IMPORTED_HINT: Text = Text([
    "As the imported file has them; there is no audio to listen to.",
    "Como los trae el archivo importado; no hay audio que escuchar.",
]);
pub const OUTDATED_HINT: Text = Text([
    "Heard by an earlier version of this page. Add the file again to have it analysed anew.",
    "La oyó una versión anterior de esta página. Añade el archivo de nuevo para analizarlo otra vez.",
]);
pub const RETRY: Text = Text(["Try again", "Reintentar"]);
pub const REMOVE: Text = Text(["Remove", "Quitar"]);
/// Try all again that could not be analysed.
pub const RETRY_ALL: Text = Text(["Try them again", "Reintentarlas"]);
/// Take all out that could not be analysed.
pub const REMOVE_FAILED: Text = Text(["Remove them", "Quitarlas"]);
/// Progress of a file that tells of tracks.
pub const IMPORTING: Text = Text(["Import", "Importación"]);
pub const REMOVE_ALL: Text = Text(["Delete all my data", "Borrar todos mis datos"]);
pub const CANCEL: Text = Text(["Stop", "Detener"]);
pub const CANCEL_ALL: Text = Text(["Stop all", "Detener todo"]);
pub const DISMISS: Text = Text(["Dismiss", "Cerrar"]);
pub const QUEUE: Text = Text(["Analysis of all tracks", "Análisis de todas las pistas"]);
pub const VIEWS: Text = Text(["Parts of the page", "Partes de la página"]);
pub const VIEW_LISTEN: Text = Text(["Listen", "Escuchar"]);
pub const TABLE: Text = Text(["All tracks", "Todas las pistas"]);
pub const VIEW_MAP: Text = Text(["Map", "Mapa"]);
pub const VIEW_ABOUT: Text = Text(["About", "Acerca de"]);
pub const VIEW_GROUPS: Text = Text(["Groups", "Grupos"]);
pub const EXPLORER_FAILED: Text = Text([
    "This part could not be loaded. Reload the page.",
    "No se pudo cargar esta parte. Recarga la página.",
]);
pub const VIEW_TABLE: Text = Text(["Library", "Biblioteca"]);
pub const COLUMN_NAME: Text = Text(["Title", "Título"]);
pub const COLUMN_ARTIST: Text = Text(["Artist", "Artista"]);
pub const COLUMN_ALBUM: Text = Text(["Album", "Álbum"]);
pub const COLUMN_LENGTH: Text = Text(["Length", "Duración"]);
pub const COLUMN_FILE: Text = Text(["File", "Archivo"]);
pub const COLUMN_ADDED: Text = Text(["Added", "Añadida"]);
pub const COLUMNS: Text = Text(["Columns", "Columnas"]);
pub const FILTER: Text = Text(["Filter", "Filtrar"]);
pub const FILTER_EXAMPLE: Text =
    Text(["Title, artist, album, file or tag", "Título, artista, álbum, archivo o etiqueta"]);
pub const RANGES: Text = Text(["Ranges", "Rangos"]);
pub const SELECT_ALL: Text = Text(["Select all", "Seleccionar todo"]);
pub const KEEPING: Text = Text(["Your data", "Tus datos"]);
pub const PACK: Text = Text(["Save a copy of the library", "Guardar una copia de la biblioteca"]);
pub const LIBRARY_COPY: &str = "segue-library.json";
pub const SAVED: Text = Text([
    "Saved. Drop the file onto this page, on any device, to bring it back.",
    "Guardada. Suelta el archivo en esta página, en cualquier dispositivo, para recuperarla.",
]);
pub const NOT_THIS_SONG: Text = Text(["Not this song", "No es esta canción"]);
pub const MATCH_AGAIN: Text = Text(["Match again", "Volver a reconocerla"]);
pub const CORRECT: Text = Text(["Correct tempo or key", "Corregir tempo o tonalidad"]);
pub const TEMPO_BPM: Text = Text(["Tempo, BPM", "Tempo, BPM"]);
pub const TEMPO_FACTORS: Text = Text(["Other readings of the tempo", "Otras lecturas del tempo"]);
pub const KEY: Text = Text(["Key", "Tonalidad"]);
pub const AS_HEARD: Text = Text(["As heard", "Como se oyó"]);
pub const LOCKED: Text = Text([
    "Locked: your correction counts everywhere, and stays when the file is analysed again.",
    "Fijado: tu corrección cuenta en todas partes y se conserva cuando el archivo se analiza de nuevo.",
]);
pub const OFFLINE_PREPARING: Text =
    Text(["Getting ready for use without a network…", "Preparando el uso sin red…"]);
pub const OFFLINE_READY: Text = Text([
    "Ready offline: the next visit needs no network.",
    "Listo sin conexión: la próxima visita no necesita red.",
]);
pub const UPDATED: Text = Text(["A new version is ready.", "Hay una versión nueva."]);
pub const USE_UPDATE: Text = Text(["Use it now", "Usarla ahora"]);
pub const RECORD: Text = Text(["Record", "Grabar"]);
pub const RECORD_STOP: Text = Text(["Stop and analyse", "Parar y analizar"]);
pub const RECORD_CANCEL: Text = Text(["Discard", "Descartar"]);
pub const RECORD_SAVE: Text = Text(["Save the recording", "Guardar la grabación"]);
pub const RECORD_ASKING: Text = Text([
    "Your browser asks whether this page may listen. What it hears stays here.",
    "Tu navegador pregunta si esta página puede escuchar. Lo que oye se queda aquí.",
]);
pub const RECORDING: Text = Text([
    "Recording; it ends by itself after half a minute.",
    "Grabando; termina por sí sola tras medio minuto.",
]);
pub const RECORD_CLIPPED: Text = Text([
    "Too loud: the recording is distorted. Move the microphone away.",
    "Demasiado fuerte: la grabación está distorsionada. Aleja el micrófono.",
]);
pub const LEVEL: Text = Text(["Level", "Nivel"]);
pub const PLAYER: Text = Text(["Playback", "Reproducción"]);
pub const PLAY: Text = Text(["Play", "Reproducir"]);
pub const PAUSE: Text = Text(["Pause", "Pausa"]);
pub const SEEK: Text = Text(["Position in the track", "Posición en la pista"]);
pub const FEATURES: Text = Text(["Audio features", "Características de audio"]);
pub const FEATURES_HINT: Text = Text([
    "On the scales Spotify used. Seven are learned from real songs with Spotify's own values; the pale band is where that value lay for four of five songs of artists never heard before. The word below each says how far to trust it.",
    "En las escalas que usaba Spotify. Siete se aprendieron de canciones reales con los valores de Spotify; la banda pálida es donde estuvo ese valor en cuatro de cada cinco canciones de artistas nunca oídos. La palabra de abajo dice cuánto fiarse.",
]);
pub const TAGS: Text = Text(["Might be tagged", "Posibles etiquetas"]);
pub const TAGS_HINT: Text = Text([
    "Guesses, by what stands out against other songs.",
    "Conjeturas, por lo que destaca frente a otras canciones.",
]);
pub const WHY: Text = Text(["What drove this", "Qué influyó"]);
pub const WHY_PENDING: Text = Text(["Asking the model…", "Preguntando al modelo…"]);
pub const WHY_ASPECTS: Text = Text(["By aspect of the sound", "Por aspecto del sonido"]);
pub const WHY_REGISTERS: Text = Text(["By register", "Por registro"]);
pub const WHY_REST: Text = Text(["all the rest", "todo lo demás"]);
pub const DRIVE: Text = Text(["What drove", "Qué influyó en"]);
pub const DRIVE_NONE: Text = Text(["– choose a feature –", "– elige una característica –"]);
pub const TIMELINE: Text = Text(["Along the track", "A lo largo de la pista"]);
pub const TIMELINE_CHOICE: Text =
    Text(["Feature to show along the track", "Característica que mostrar a lo largo de la pista"]);
pub const NEXT: Text = Text(["Play next", "A continuación"]);
pub const NEXT_NOTHING: Text = Text([
    "Nothing fits. Loosen a limit, take a tag away, or look in the catalogue.",
    "Nada encaja. Afloja un límite, quita una etiqueta o busca en el catálogo.",
]);
pub const COMPANY: Text = Text(["What makes a track fit", "Qué hace que una pista encaje"]);
pub const BY_SOUND: Text = Text(["By sound", "Por el sonido"]);
pub const BY_COMPANY: Text = Text(["By company", "Por la compañía"]);
pub const SAME_CLUSTER: Text = Text(["Only from the same cluster", "Solo del mismo grupo"]);
pub const SOURCE: Text = Text(["Look in", "Buscar en"]);
pub const SOURCE_CATALOGUE: Text = Text(["the catalogue", "el catálogo"]);
pub const SOURCE_OWN: Text = Text(["my tracks", "mis pistas"]);
pub const SOURCE_BOTH: Text = Text(["both", "ambos"]);
pub const HEAR: Text = Text(["Hear it on Spotify", "Oírla en Spotify"]);
pub const ADD: Text = Text(["Add to playlist", "Añadir a la lista"]);
pub const YOUR_FILE: Text = Text(["Your file", "Tu archivo"]);
pub const TUNE: Text = Text(["Filters", "Filtros"]);
pub const POPULARITY: Text = Text(["Popularity", "Popularidad"]);
pub const ARTIST_CAP: Text = Text(["Tracks of one artist", "Pistas de un artista"]);
pub const TAG_FILTER: Text = Text(["Only with the tag", "Solo con la etiqueta"]);
pub const TAG_CHOOSE: Text = Text(["Choose a tag…", "Elige una etiqueta…"]);
pub const AWAY: Text = Text(["Kept away", "Apartadas"]);
pub const RESET: Text = Text(["Reset", "Restablecer"]);
pub const WEIGHT: Text = Text(["Weight", "Peso"]);
pub const AT_LEAST: Text = Text(["At least", "Mínimo"]);
pub const AT_MOST: Text = Text(["At most", "Máximo"]);
pub const WISHED: Text = Text(["Wished", "Deseado"]);
pub const ANY: Text = Text(["any", "cualquiera"]);
pub const SEARCH: Text = Text(["Or start from a song you know", "O empieza por una canción que conozcas"]);
pub const SEARCH_EXAMPLE: Text = Text(["Name, artist or tag", "Título, artista o etiqueta"]);
pub const SEARCH_RESULTS: Text = Text(["Songs found", "Canciones encontradas"]);
pub const SEARCH_NOTHING: Text =
    Text(["The catalogue has nothing like that.", "El catálogo no tiene nada así."]);
pub const CATALOGUE_FEATURES_HINT: Text = Text(["As Spotify published them.", "Como las publicó Spotify."]);
pub const PLAYLIST: Text = Text(["Playlist", "Lista"]);
pub const PLAYLIST_SEEDS: Text = Text(["Your playlist", "Tu lista"]);
pub const CURVE: Text = Text(["Energy", "Energía"]);
pub const CURVE_ANY: Text = Text(["as it comes", "como venga"]);
pub const CURVE_UP: Text = Text(["rising", "creciente"]);
pub const CURVE_DOWN: Text = Text(["falling", "decreciente"]);
pub const CURVE_ARC: Text = Text(["rising, then falling", "creciente y luego decreciente"]);
pub const TEMPO_STEP: Text = Text(["Smooth tempo change", "Cambio de tempo suave"]);
pub const ORDER: Text = Text(["Order for flow", "Ordenar para que fluya"]);
pub const BETWEEN: Text = Text(["Tracks between", "Pistas intermedias"]);
pub const PATH: Text = Text(["Path from first to last", "Camino de la primera a la última"]);
pub const PATH_HINT: Text = Text([
    "Drag tracks, or press Alt with the arrow keys, to move them. A path keeps the first and the last track and finds new ones between them.",
    "Arrastra pistas, o pulsa Alt con las flechas, para moverlas. Un camino conserva la primera y la última pista y busca otras entre ellas.",
]);
pub const SEED_ALL: Text = Text(["What follows all of these?", "¿Qué sigue a todas estas?"]);
pub const EXPORT: Text = Text(["Export", "Exportar"]);
pub const FORMAT: Text = Text(["Format", "Formato"]);
pub const FORMAT_CSV: Text = Text(["CSV, as Exportify writes it", "CSV, como lo escribe Exportify"]);
pub const FORMAT_JSON: Text = Text(["JSON, as Spotify wrote it", "JSON, como lo escribía Spotify"]);
pub const FORMAT_M3U8: Text = Text(["M3U8 playlist", "Lista M3U8"]);
pub const FORMAT_XSPF: Text = Text(["XSPF playlist", "Lista XSPF"]);
pub const FORMAT_JSPF: Text = Text(["JSPF playlist", "Lista JSPF"]);
pub const FORMAT_REKORDBOX: Text = Text(["rekordbox XML", "XML de rekordbox"]);
pub const MUSIC_FOLDER: Text = Text(["Folder of your music", "Carpeta de tu música"]);
pub const MUSIC_FOLDER_EXAMPLE: Text =
    Text(["C:\\Music or /Users/me/Music", "C:\\Música o /Users/yo/Música"]);
pub const SAVE: Text = Text(["Save", "Guardar"]);
pub const COPY: Text = Text(["Copy", "Copiar"]);
pub const EXPORT_FAILED: Text = Text([
    "This browser did not let the page hand the file over.",
    "Este navegador no dejó que la página entregara el archivo.",
]);
pub const LIBRARY_FILE: &str = "segue-library";
pub const PLAYLIST_FILE: &str = "segue-playlist";
pub const UNDO: Text = Text(["Undo", "Deshacer"]);
pub const CLEAR: Text = Text(["Clear", "Vaciar"]);
pub const NEXT_PENDING: Text = Text(["Searching the catalogue…", "Buscando en el catálogo…"]);
pub const OPENS_SPOTIFY: Text = Text(["(opens Spotify in a new tab)", "(abre Spotify en otra pestaña)"]);
pub const SPECTRUM: Text = Text(["Fourier spectrum", "Espectro de Fourier"]);
pub const SPECTRUM_SCALE: Text = Text(["Scale", "Escala"]);
pub const SPECTRUM_Z: Text = Text(["Normalised", "Normalizado"]);
pub const SPECTRUM_DB: Text = Text(["Level", "Nivel"]);
pub const SPECTRUM_Z_HINT: Text = Text([
    "10,000 bins of half a hertz, each compared with the same bin of the training music: above 0 there is more of that frequency than usual, below 0 less.",
    "10.000 bandas de medio hercio, cada una comparada con la misma en la música de entrenamiento: por encima de 0 hay más de esa frecuencia que de costumbre, por debajo menos.",
]);
pub const SPECTRUM_DB_HINT: Text = Text([
    "Magnitude in 10,000 bins of half a hertz, relative to the strongest.",
    "Magnitud en 10.000 bandas de medio hercio, relativa a la más fuerte.",
]);
pub const SPECTRUM_Z_UNITS: Text = Text([
    "Across: frequency, kHz. Up: standard deviations from the mean of the training music.",
    "Horizontal: frecuencia, kHz. Vertical: desviaciones típicas respecto a la media de la música de entrenamiento.",
]);
pub const SPECTRUM_DB_UNITS: Text = Text([
    "Across: frequency, kHz. Up: dB below the strongest bin.",
    "Horizontal: frecuencia, kHz. Vertical: dB por debajo de la banda más fuerte.",
]);

pub const MIXES_WITH: Text = Text(["Mixes with", "Combina con"]);
pub const PLAY_THESE: Text = Text(["Play these", "Reproducir estas"]);
pub const HALF_TEMPO: Text = Text(["Half tempo", "Mitad de tempo"]);
pub const DOUBLE_TEMPO: Text = Text(["Double tempo", "Doble de tempo"]);
pub const NO_KEY: Text = Text(["No key", "Sin tonalidad"]);
pub const ENERGY_OF_TEN: Text = Text([" /10 energy", " /10 de energía"]);
pub const AT_A_GLANCE: Text = Text(["Features at a glance", "Características de un vistazo"]);
pub const LEGEND_INTERVAL: Text = Text(["likely range", "intervalo probable"]);
pub const LEGEND_ROUGH: Text = Text(["rough guess", "aproximado"]);
pub const LEGEND_USUAL: Text = Text(["a usual song", "una canción habitual"]);
pub const ONE_BY_ONE: Text =
    Text(["What each number means, and how sure it is", "Qué significa cada número y cuán seguro es"]);
pub const CLOSE_PLAYLIST: Text = Text(["Close the playlist", "Cerrar la lista"]);
pub const PLAY_PLAYLIST: Text = Text(["Play all", "Reproducir todo"]);
pub const PLAYLIST_EMPTY: Text = Text([
    "Nothing in it yet. Press + beside a track to add it.",
    "Aún no hay nada. Pulsa + junto a una pista para añadirla.",
]);
pub const NOW_PLAYING: Text = Text(["Now playing", "Sonando ahora"]);
pub const PREVIOUS: Text = Text(["Previous track", "Pista anterior"]);
pub const NEXT_TRACK: Text = Text(["Next track", "Pista siguiente"]);
pub const PLAY_ON: Text = Text(["Go on playing", "Seguir reproduciendo"]);
pub const PAUSE_ALL: Text = Text(["Pause playback", "Pausar la reproducción"]);
pub const SEEK_PLAYING: Text = Text(["Position in what plays", "Posición en lo que suena"]);
pub const TRANSITIONS: Text = Text(["Transitions", "Transiciones"]);
pub const CROSSFADE: Text = Text(["Crossfade", "Fundido"]);
pub const MATCH_BEATS: Text =
    Text(["Match the beat where both tempi are sure", "Igualar el pulso si ambos tempos son seguros"]);
pub const AUTOPLAY: Text =
    Text(["Go on with what fits, from my tracks", "Seguir con lo que encaje, de mis pistas"]);
pub const CLOSE_PLAYER: Text = Text(["Stop and close the player", "Parar y cerrar el reproductor"]);
pub const SHORTCUTS: Text = Text(["Keyboard shortcuts", "Atajos de teclado"]);
pub const SHORTCUTS_ON: Text = Text(["Single keys are shortcuts", "Las teclas sueltas son atajos"]);
pub const KEY_PLAY: Text = Text(["Play or pause", "Reproducir o pausar"]);
pub const KEY_BACK: Text = Text(["10 seconds back", "10 segundos atrás"]);
pub const KEY_FORTH: Text = Text(["10 seconds on", "10 segundos adelante"]);
pub const KEY_NEXT: Text = Text(["Next track", "Pista siguiente"]);
pub const KEY_PREVIOUS: Text = Text(["Previous track", "Pista anterior"]);
pub const KEY_PLAYLIST: Text = Text(["Open or close the playlist", "Abrir o cerrar la lista"]);
pub const KEY_SEARCH: Text = Text(["Search", "Buscar"]);
pub const KEY_HELP: Text = Text(["This list", "Esta lista"]);
pub const KEY_CLOSE: Text =
    Text(["Close the list or the playlist", "Cerrar la lista o la lista de reproducción"]);
pub const NOTATION: Text = Text(["Keys as", "Tonalidades como"]);
pub const SEARCH_SHORT: Text = Text(["Search a song you know", "Busca una canción que conozcas"]);
pub const CATALOGUE_ENDS: Text = Text([
    "39,305 songs that people put into playlists, up to 2017.",
    "39 305 canciones que la gente puso en listas, hasta 2017.",
]);

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
            assert_eq!(content.trim(), text.0[0], "{name}");
        }
    }
}
