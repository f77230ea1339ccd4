//! The page around its parts: what it is called, how it stands, and what can be undone.

use ui::language::Text;

pub const LANGUAGE: Text = Text(["Language", "Idioma", "Sprache"]);
pub const SAMPLE_NAME: Text = Text(["Built-in sample", "Muestra incluida", "Eingebautes Beispiel"]);
pub const YOUR_TRACKS: Text = Text(["Your tracks", "Tus pistas", "Deine Titel"]);
/// Kinds of files, for the browser's picker.
pub const FILE_KINDS: Text =
    Text(["Music, playlists and tables", "Música, listas y tablas", "Musik, Playlists und Tabellen"]);
pub const OPENING: Text = Text(["Opening…", "Abriendo…", "Wird geöffnet…"]);
pub const RETRY: Text = Text(["Try again", "Reintentar", "Noch einmal"]);
pub const REMOVE: Text = Text(["Remove", "Quitar", "Entfernen"]);
/// Try all again that could not be analysed.
pub const RETRY_ALL: Text = Text(["Try them again", "Reintentarlas", "Alle noch einmal"]);
/// Take all out that could not be analysed.
pub const REMOVE_FAILED: Text = Text(["Remove them", "Quitarlas", "Alle entfernen"]);
/// Progress of a file that tells of tracks.
pub const IMPORTING: Text = Text(["Import", "Importación", "Import"]);
pub const CANCEL: Text = Text(["Stop", "Detener", "Abbrechen"]);
pub const CANCEL_ALL: Text = Text(["Stop all", "Detener todo", "Alle abbrechen"]);
pub const DISMISS: Text = Text(["Dismiss", "Cerrar", "Schließen"]);
pub const QUEUE: Text =
    Text(["Analysis of all tracks", "Análisis de todas las pistas", "Analyse aller Titel"]);
pub const VIEWS: Text = Text(["Parts of the page", "Partes de la página", "Teile der Seite"]);
pub const VIEW_LISTEN: Text = Text(["Listen", "Escuchar", "Hören"]);
pub const VIEW_MAP: Text = Text(["Map", "Mapa", "Karte"]);
pub const VIEW_ABOUT: Text = Text(["About", "Acerca de", "Info"]);
pub const VIEW_GROUPS: Text = Text(["Groups", "Grupos", "Gruppen"]);
pub const EXPLORER_FAILED: Text = Text([
    "This part could not be loaded. Reload the page.",
    "No se pudo cargar esta parte. Recarga la página.",
    "Dieser Teil ließ sich nicht laden. Lade die Seite neu.",
]);
pub const VIEW_TABLE: Text = Text(["Library", "Biblioteca", "Bibliothek"]);
pub const OFFLINE_PREPARING: Text = Text([
    "Getting ready to work offline…",
    "Preparando el uso sin conexión…",
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
pub const UNDO: Text = Text(["Undo", "Deshacer", "Rückgängig"]);
pub const SEARCH_SHORT: Text =
    Text(["Search a song you know", "Busca una canción que conozcas", "Ein Lied suchen, das du kennst"]);
pub const CATALOGUE_ENDS: Text = Text([
    "About 39,000 songs that people put into playlists, up to 2017.",
    "Unas 39\u{a0}000 canciones que la gente puso en listas, hasta 2017.",
    "Etwa 39.000 Lieder, die Leute in Playlists gelegt haben, bis 2017.",
]);
