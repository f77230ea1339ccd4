//! The playlists, and files of them.

use ui::language::Text;

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
