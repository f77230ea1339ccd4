//! Texts that stay as they are.

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

pub const LANGUAGE: Text = Text(["Language", "Idioma", "Sprache"]);
pub const SAMPLE_NAME: Text = Text(["Built-in sample", "Muestra incluida", "Eingebautes Beispiel"]);
pub const YOUR_TRACKS: Text = Text(["Your tracks", "Tus pistas", "Deine Titel"]);
pub const FAILED_HEADING: Text =
    Text(["This one did not work", "Esta no funcionó", "Das hat nicht geklappt"]);
pub const FAILED_ADVICE: Text = Text([
    "Your other tracks are not affected. WAV, AIFF, MP3, FLAC, Ogg, Opus, M4A and WebM files of 3 seconds to an hour can be analysed.",
    "Tus otras pistas no se ven afectadas. Se pueden analizar archivos WAV, AIFF, MP3, FLAC, Ogg, Opus, M4A y WebM de 3 segundos a una hora.",
    "Deine anderen Titel sind nicht betroffen. WAV, AIFF, MP3, FLAC, Ogg, Opus, M4A und WebM von 3 Sekunden bis zu einer Stunde lassen sich analysieren.",
]);
pub const PROGRESS_ADVICE: Text = Text([
    "The result appears here. Nothing is uploaded: this device does the listening.",
    "El resultado aparece aquí. Nada se sube: es este dispositivo el que escucha.",
    "Das Ergebnis erscheint hier. Nichts wird hochgeladen: Dieses Gerät hört selbst.",
]);
pub const CANCELLED_HEADING: Text = Text(["Stopped", "Detenida", "Abgebrochen"]);
pub const CANCELLED_ADVICE: Text = Text([
    "You stopped this track before it was analysed.",
    "Detuviste esta pista antes de que se analizara.",
    "Du hast die Analyse dieses Titels abgebrochen.",
]);
pub const OPENING: Text = Text(["Opening…", "Abriendo…", "Wird geöffnet…"]);
pub const NO_FILE: Text = Text([
    "Your music isn't stored. Add the file again to play it; the results are kept.",
    "Tu música no se guarda. Añade el archivo de nuevo para reproducirla; los resultados se conservan.",
    "Deine Musik wird nicht gespeichert. Füge die Datei noch einmal hinzu, um sie abzuspielen; die Ergebnisse bleiben.",
]);
pub const BRIEF_HINT: Text = Text([
    "Restored from a saved copy, which leaves out spectrum and spectrogram. Add the file again to see them.",
    "Recuperada de una copia, que omite el espectro y el espectrograma. Añade el archivo de nuevo para verlos.",
    "Aus einer gespeicherten Kopie, die Spektrum und Spektrogramm weglässt. Füge die Datei noch einmal hinzu, um beide zu sehen.",
]);
pub const IMPORTED_HINT: Text = Text([
    "As the imported file has them; there is no audio to listen to.",
    "Como los trae el archivo importado; no hay audio que escuchar.",
    "Wie in der importierten Datei; es gibt kein Audio dazu.",
]);
pub const OUTDATED_HINT: Text = Text([
    "Heard by an earlier version of this page. Add the file again to have it analysed anew.",
    "La oyó una versión anterior de esta página. Añade el archivo de nuevo para analizarlo otra vez.",
    "Von einer früheren Version dieser Seite gehört. Füge die Datei noch einmal hinzu, um sie neu zu analysieren.",
]);
pub const RETRY: Text = Text(["Try again", "Reintentar", "Noch einmal"]);
pub const REMOVE: Text = Text(["Remove", "Quitar", "Entfernen"]);
/// Try all again that could not be analysed.
pub const RETRY_ALL: Text = Text(["Try them again", "Reintentarlas", "Alle noch einmal"]);
/// Take all out that could not be analysed.
pub const REMOVE_FAILED: Text = Text(["Remove them", "Quitarlas", "Alle entfernen"]);
/// Progress of a file that tells of tracks.
pub const IMPORTING: Text = Text(["Import", "Importación", "Import"]);
pub const REMOVE_ALL: Text =
    Text(["Delete all my data", "Borrar todos mis datos", "Alle meine Daten löschen"]);
pub const CANCEL: Text = Text(["Stop", "Detener", "Abbrechen"]);
pub const CANCEL_ALL: Text = Text(["Stop all", "Detener todo", "Alle abbrechen"]);
pub const DISMISS: Text = Text(["Dismiss", "Cerrar", "Schließen"]);
pub const QUEUE: Text =
    Text(["Analysis of all tracks", "Análisis de todas las pistas", "Analyse aller Titel"]);
pub const VIEWS: Text = Text(["Parts of the page", "Partes de la página", "Teile der Seite"]);
pub const VIEW_LISTEN: Text = Text(["Listen", "Escuchar", "Hören"]);
pub const TABLE: Text = Text(["All tracks", "Todas las pistas", "Alle Titel"]);
pub const VIEW_MAP: Text = Text(["Map", "Mapa", "Karte"]);
pub const VIEW_ABOUT: Text = Text(["About", "Acerca de", "Info"]);
pub const VIEW_GROUPS: Text = Text(["Groups", "Grupos", "Gruppen"]);
pub const EXPLORER_FAILED: Text = Text([
    "This part could not be loaded. Reload the page.",
    "No se pudo cargar esta parte. Recarga la página.",
    "Dieser Teil ließ sich nicht laden. Lade die Seite neu.",
]);
pub const VIEW_TABLE: Text = Text(["Library", "Biblioteca", "Bibliothek"]);
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
pub const NOT_THIS_SONG: Text = Text(["Not this song", "No es esta canción", "Nicht dieses Lied"]);
pub const MATCH_AGAIN: Text = Text(["Match again", "Volver a reconocerla", "Neu erkennen"]);
pub const CORRECT: Text =
    Text(["Correct tempo or key", "Corregir tempo o tonalidad", "Tempo oder Tonart korrigieren"]);
pub const TEMPO_BPM: Text = Text(["Tempo, BPM", "Tempo, BPM", "Tempo, BPM"]);
pub const TEMPO_FACTORS: Text =
    Text(["Other readings of the tempo", "Otras lecturas del tempo", "Andere Lesarten des Tempos"]);
pub const KEY: Text = Text(["Key", "Tonalidad", "Tonart"]);
pub const AS_HEARD: Text = Text(["As heard", "Como se oyó", "Wie gehört"]);
pub const LOCKED: Text = Text([
    "Locked: your correction counts everywhere, and stays when the file is analysed again.",
    "Fijado: tu corrección cuenta en todas partes y se conserva cuando el archivo se analiza de nuevo.",
    "Gesperrt: Deine Korrektur gilt überall und bleibt, wenn die Datei neu analysiert wird.",
]);
pub const OFFLINE_PREPARING: Text = Text([
    "Getting ready to work offline…",
    "Preparando el uso sin red…",
    "Wird für die Nutzung ohne Netz vorbereitet…",
]);
pub const OFFLINE_READY: Text = Text([
    "Ready offline: the next visit needs no network.",
    "Listo sin conexión: la próxima visita no necesita red.",
    "Bereit ohne Netz: Der nächste Besuch braucht keine Verbindung.",
]);
pub const UPDATED: Text =
    Text(["A new version is ready.", "Hay una versión nueva.", "Eine neue Version ist bereit."]);
pub const USE_UPDATE: Text = Text(["Use it now", "Usarla ahora", "Jetzt verwenden"]);
pub const RECORD: Text = Text(["Record", "Grabar", "Aufnehmen"]);
pub const RECORD_STOP: Text = Text(["Stop and analyse", "Parar y analizar", "Beenden und analysieren"]);
pub const RECORD_CANCEL: Text = Text(["Discard", "Descartar", "Verwerfen"]);
pub const RECORD_SAVE: Text = Text(["Save the recording", "Guardar la grabación", "Aufnahme speichern"]);
pub const RECORD_ASKING: Text = Text([
    "Your browser asks whether this page may listen. What it hears stays here.",
    "Tu navegador pregunta si esta página puede escuchar. Lo que oye se queda aquí.",
    "Dein Browser fragt, ob diese Seite zuhören darf. Was sie hört, bleibt hier.",
]);
pub const RECORDING: Text = Text([
    "Recording; it ends by itself after half a minute.",
    "Grabando; termina por sí sola tras medio minuto.",
    "Aufnahme läuft; sie endet nach einer halben Minute von selbst.",
]);
pub const RECORD_CLIPPED: Text = Text([
    "Too loud: the recording is distorted. Move the microphone away.",
    "Demasiado fuerte: la grabación está distorsionada. Aleja el micrófono.",
    "Zu laut: Die Aufnahme ist verzerrt. Rück das Mikrofon weiter weg.",
]);
pub const LEVEL: Text = Text(["Level", "Nivel", "Pegel"]);
pub const PLAYER: Text = Text(["Playback", "Reproducción", "Wiedergabe"]);
pub const PLAY: Text = Text(["Play", "Reproducir", "Abspielen"]);
pub const PAUSE: Text = Text(["Pause", "Pausa", "Pause"]);
pub const SEEK: Text = Text(["Position in the track", "Posición en la pista", "Stelle im Titel"]);
pub const FEATURES: Text = Text(["Audio features", "Características de audio", "Klangmerkmale"]);
pub const FEATURES_HINT: Text = Text([
    "On the scales Spotify used. The pale band holds Spotify's own value for four songs out of five; the word below says how far to trust the number.",
    "En las escalas que usaba Spotify. En cuatro de cada cinco canciones el valor de Spotify cae en la banda pálida; la palabra de abajo dice cuánto fiarse del número.",
    "Auf den Skalen, die Spotify verwendet hat. Bei vier von fünf Liedern liegt Spotifys Wert im blassen Band; das Wort darunter sagt, wie verlässlich die Zahl ist.",
]);
pub const TAGS: Text = Text(["Might be tagged", "Posibles etiquetas", "Mögliche Schlagwörter"]);
pub const TAGS_HINT: Text = Text([
    "Guesses, by what stands out against other songs.",
    "Conjeturas, por lo que destaca frente a otras canciones.",
    "Vermutungen, nach dem, was gegenüber anderen Liedern heraussticht.",
]);
pub const WHY: Text = Text(["What drove this", "Qué influyó", "Was dazu geführt hat"]);
pub const WHY_PENDING: Text =
    Text(["Asking the model…", "Preguntando al modelo…", "Das Modell wird gefragt…"]);
pub const WHY_ASPECTS: Text =
    Text(["By aspect of the sound", "Por aspecto del sonido", "Nach Seiten des Klangs"]);
pub const WHY_REGISTERS: Text = Text(["By register", "Por registro", "Nach Frequenzbereich"]);
pub const WHY_REST: Text = Text(["all the rest", "todo lo demás", "alles Übrige"]);
pub const DRIVE: Text = Text(["What drove", "Qué influyó en", "Was bewirkte"]);
pub const DRIVE_NONE: Text =
    Text(["– choose a feature –", "– elige una característica –", "– Merkmal wählen –"]);
pub const TIMELINE: Text = Text(["Along the track", "A lo largo de la pista", "Im Verlauf des Titels"]);
pub const TIMELINE_CHOICE: Text = Text([
    "Feature to show along the track",
    "Característica que mostrar a lo largo de la pista",
    "Merkmal, das im Verlauf gezeigt wird",
]);
pub const NEXT: Text = Text(["Play next", "A continuación", "Als Nächstes"]);
pub const NEXT_NOTHING: Text = Text([
    "Nothing fits. Loosen a limit, take a tag away, or look in the catalogue.",
    "Nada encaja. Afloja un límite, quita una etiqueta o busca en el catálogo.",
    "Nichts passt. Lockere eine Grenze, nimm ein Schlagwort weg oder sieh in den Katalog.",
]);
pub const COMPANY: Text =
    Text(["What makes a track fit", "Qué hace que una pista encaje", "Was einen Titel passend macht"]);
pub const BY_SOUND: Text = Text(["By sound", "Por el sonido", "Nach Klang"]);
pub const BY_COMPANY: Text = Text(["By company", "Por la compañía", "Nach Playlists"]);
pub const SAME_CLUSTER: Text =
    Text(["Only from the same cluster", "Solo del mismo grupo", "Nur aus derselben Gruppe"]);
pub const SOURCE: Text = Text(["Look in", "Buscar en", "Suchen"]);
pub const SOURCE_CATALOGUE: Text = Text(["the catalogue", "el catálogo", "im Katalog"]);
pub const SOURCE_OWN: Text = Text(["my tracks", "mis pistas", "in meinen Titeln"]);
pub const SOURCE_BOTH: Text = Text(["both", "ambos", "in beiden"]);
pub const HEAR: Text = Text(["Hear it on Spotify", "Oírla en Spotify", "Auf Spotify hören"]);
pub const ADD: Text = Text(["Add to playlist", "Añadir a la lista", "Zur Playlist hinzufügen"]);
pub const YOUR_FILE: Text = Text(["Your file", "Tu archivo", "Deine Datei"]);
pub const TUNE: Text = Text(["Filters", "Filtros", "Filter"]);
pub const POPULARITY: Text = Text(["Popularity", "Popularidad", "Bekanntheit"]);
pub const ARTIST_CAP: Text = Text(["Tracks of one artist", "Pistas de un artista", "Titel je Interpret"]);
pub const TAG_FILTER: Text = Text(["Only with the tag", "Solo con la etiqueta", "Nur mit dem Schlagwort"]);
pub const TAG_CHOOSE: Text = Text(["Choose a tag…", "Elige una etiqueta…", "Schlagwort wählen…"]);
pub const AWAY: Text = Text(["Hidden", "Ocultas", "Ausgeblendet"]);
pub const RESET: Text = Text(["Reset", "Restablecer", "Zurücksetzen"]);
pub const WEIGHT: Text = Text(["Weight", "Peso", "Gewicht"]);
pub const AT_LEAST: Text = Text(["At least", "Mínimo", "Mindestens"]);
pub const AT_MOST: Text = Text(["At most", "Máximo", "Höchstens"]);
pub const WISHED: Text = Text(["Wanted", "Deseado", "Gewünscht"]);
pub const ANY: Text = Text(["any", "cualquiera", "beliebig"]);
pub const SEARCH: Text = Text([
    "Or start from a song you know",
    "O empieza por una canción que conozcas",
    "Oder beginne mit einem Lied, das du kennst",
]);
pub const SEARCH_EXAMPLE: Text =
    Text(["Name, artist or tag", "Título, artista o etiqueta", "Titel, Interpret oder Schlagwort"]);
pub const SEARCH_RESULTS: Text = Text(["Songs found", "Canciones encontradas", "Gefundene Lieder"]);
pub const SEARCH_NOTHING: Text = Text([
    "The catalogue has nothing like that.",
    "El catálogo no tiene nada así.",
    "Der Katalog hat nichts dergleichen.",
]);
pub const CATALOGUE_FEATURES_HINT: Text =
    Text(["As Spotify published them.", "Como las publicó Spotify.", "Wie von Spotify veröffentlicht."]);
pub const PLAYLIST: Text = Text(["Playlist", "Lista", "Playlist"]);
pub const PLAYLIST_SEEDS: Text = Text(["Your playlist", "Tu lista", "Deine Playlist"]);
pub const CURVE: Text = Text(["Energy", "Energía", "Energie"]);
pub const CURVE_ANY: Text = Text(["as it comes", "como venga", "wie es kommt"]);
pub const CURVE_UP: Text = Text(["rising", "creciente", "steigend"]);
pub const CURVE_DOWN: Text = Text(["falling", "decreciente", "fallend"]);
pub const CURVE_ARC: Text =
    Text(["rising, then falling", "creciente y luego decreciente", "steigend, dann fallend"]);
pub const TEMPO_STEP: Text = Text(["Smooth tempo change", "Cambio de tempo suave", "Sanfter Tempowechsel"]);
pub const ORDER: Text = Text(["Order for flow", "Ordenar para que fluya", "Fließend ordnen"]);
pub const BETWEEN: Text = Text(["Tracks between", "Pistas intermedias", "Titel dazwischen"]);
pub const PATH: Text =
    Text(["Path from first to last", "Camino de la primera a la última", "Weg vom ersten zum letzten"]);
pub const PATH_HINT: Text = Text([
    "Drag tracks, or press Alt with the arrow keys, to move them. A path keeps the first and the last track and finds new ones between them.",
    "Arrastra pistas, o pulsa Alt con las flechas, para moverlas. Un camino conserva la primera y la última pista y busca otras entre ellas.",
    "Zum Umordnen ziehen oder Alt mit den Pfeiltasten drücken. Ein Weg behält den ersten und den letzten Titel und sucht neue dazwischen.",
]);
pub const SEED_ALL: Text =
    Text(["What follows all of these?", "¿Qué sigue a todas estas?", "Was folgt auf alle diese?"]);
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
pub const UNDO: Text = Text(["Undo", "Deshacer", "Rückgängig"]);
pub const CLEAR: Text = Text(["Clear", "Vaciar", "Leeren"]);
pub const NEXT_PENDING: Text =
    Text(["Searching the catalogue…", "Buscando en el catálogo…", "Der Katalog wird durchsucht…"]);
pub const OPENS_SPOTIFY: Text =
    Text(["(opens Spotify in a new tab)", "(abre Spotify en otra pestaña)", "(öffnet Spotify in neuem Tab)"]);
pub const SPECTRUM: Text = Text(["Fourier spectrum", "Espectro de Fourier", "Fourier-Spektrum"]);
pub const SPECTRUM_SCALE: Text = Text(["Scale", "Escala", "Skala"]);
pub const SPECTRUM_Z: Text = Text(["Normalised", "Normalizado", "Normiert"]);
pub const SPECTRUM_DB: Text = Text(["Level", "Nivel", "Pegel"]);
pub const SPECTRUM_Z_HINT: Text = Text([
    "10,000 steps of half a hertz, each compared with other music: above 0 there is more of that frequency than usual, below 0 less.",
    "10\u{a0}000 pasos de medio hercio, cada uno comparado con otra música: por encima de 0 hay más de esa frecuencia que de costumbre; por debajo, menos.",
    "10.000 Schritte von einem halben Hertz, jeder mit anderer Musik verglichen: über 0 mehr von dieser Frequenz als üblich, unter 0 weniger.",
]);
pub const SPECTRUM_DB_HINT: Text = Text([
    "Strength in 10,000 steps of half a hertz, beside the strongest.",
    "Intensidad en 10\u{a0}000 pasos de medio hercio, respecto a la más fuerte.",
    "Stärke in 10.000 Schritten von einem halben Hertz, gegenüber der stärksten.",
]);
pub const SPECTRUM_Z_UNITS: Text = Text([
    "Across: frequency, kHz. Up: how far from usual (1 is one standard deviation).",
    "Horizontal: frecuencia, kHz. Vertical: cuánto se aparta de lo habitual (1 es una desviación típica).",
    "Waagerecht: Frequenz, kHz. Senkrecht: wie weit vom Üblichen (1 heißt: eine Standardabweichung).",
]);
pub const SPECTRUM_DB_UNITS: Text = Text([
    "Across: frequency, kHz. Up: dB below the strongest.",
    "Horizontal: frecuencia, kHz. Vertical: dB por debajo de la más fuerte.",
    "Waagerecht: Frequenz, kHz. Senkrecht: dB unter der stärksten.",
]);

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
pub const MIXES_WITH: Text = Text(["Mixes with", "Combina con", "Passt zu"]);
pub const PLAY_THESE: Text = Text(["Play these", "Reproducir estas", "Diese abspielen"]);
pub const HALF_TEMPO: Text = Text(["Half tempo", "Mitad de tempo", "Halbes Tempo"]);
pub const DOUBLE_TEMPO: Text = Text(["Double tempo", "Doble de tempo", "Doppeltes Tempo"]);
pub const NO_KEY: Text = Text(["No key", "Sin tonalidad", "Keine Tonart"]);
pub const ENERGY_OF_TEN: Text = Text([" /10 energy", " /10 de energía", " /10 Energie"]);
pub const AT_A_GLANCE: Text =
    Text(["Features at a glance", "Características de un vistazo", "Klangmerkmale auf einen Blick"]);
pub const LEGEND_INTERVAL: Text = Text(["likely range", "intervalo probable", "wahrscheinlicher Bereich"]);
pub const LEGEND_ROUGH: Text = Text(["rough guess", "aproximado", "grob geschätzt"]);
pub const LEGEND_USUAL: Text = Text(["a usual song", "una canción habitual", "übliches Lied"]);
pub const ONE_BY_ONE: Text = Text([
    "What each number means, and how sure it is",
    "Qué significa cada número y cuán seguro es",
    "Was jede Zahl bedeutet, und wie sicher sie ist",
]);
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
    "Takt angleichen, wo beide Tempi sicher sind",
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
pub const NOTATION: Text = Text(["Keys as", "Tonalidades como", "Tonarten als"]);
pub const SEARCH_SHORT: Text =
    Text(["Search a song you know", "Busca una canción que conozcas", "Ein Lied suchen, das du kennst"]);
pub const CATALOGUE_ENDS: Text = Text([
    "About 39,000 songs that people put into playlists, up to 2017.",
    "Unas 39\u{a0}000 canciones que la gente puso en listas, hasta 2017.",
    "Etwa 39.000 Lieder, die Leute in Playlists gelegt haben, bis 2017.",
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
            let [english, others @ ..] = text.0;
            assert_eq!(content.trim(), english, "{name}");
            assert!(
                others.iter().all(|other| !other.is_empty() && *other != english),
                "{name} is not translated"
            );
        }
    }
}
