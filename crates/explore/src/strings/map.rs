//! Words of the map, and of tables of tracks.

use ui::language::{Text, say};
use ui::say;
use ui::words::{counted_tracks, quantity};

pub const MAP: Text = Text(["Map of the catalogue", "Mapa del catálogo", "Karte des Katalogs"]);
pub const KEYS_HINT: Text = Text([
    "On the keyboard: the arrows go from track to track, plus and minus zoom, Enter opens a track, Space selects it, Home shows everything.",
    "Con el teclado: las flechas van de pista en pista, más y menos acercan y alejan, Intro abre una pista, Espacio la selecciona, Inicio lo muestra todo.",
    "Mit der Tastatur: Die Pfeile gehen von Titel zu Titel, Plus und Minus zoomen, Eingabe öffnet einen Titel, Leertaste wählt ihn aus, Pos1 zeigt alles.",
]);
pub const CLICK_FIRST: Text = Text([
    "Click the map, or hold Ctrl, to zoom",
    "Haz clic en el mapa, o mantén pulsada la tecla Ctrl, para acercarlo",
    "Zum Zoomen auf die Karte klicken oder Strg halten",
]);
pub const TAP_FIRST: Text = Text([
    "Tap the map, then move it with one finger; two fingers always work",
    "Toca el mapa y muévelo con un dedo; con dos funciona siempre",
    "Tippe auf die Karte, dann bewegt ein Finger sie; mit zweien geht es immer",
]);
pub const LOADING: Text = Text(["Opening the map…", "Abriendo el mapa…", "Karte wird geöffnet…"]);
pub const NO_MAP: Text = Text([
    "This catalogue has neither map nor groups.",
    "Este catálogo no tiene mapa ni grupos.",
    "Dieser Katalog hat weder Karte noch Gruppen.",
]);
pub const PLANE: Text = Text(["Placed by", "Situar por", "Anordnen nach"]);
pub const BY_SOUND: Text = Text(["sound", "sonido", "Klang"]);
pub const BY_PLAYLISTS: Text = Text(["shared playlists", "listas en común", "gemeinsamen Playlists"]);
pub const BY_THEMSELVES: Text =
    Text(["sound, only your tracks", "sonido, solo tus pistas", "Klang, nur deine Titel"]);
pub const COLOUR: Text = Text(["Colour by", "Colorear por", "Färben nach"]);
pub const CLUSTER: Text = Text(["Group", "Grupo", "Gruppe"]);
pub const FIND: Text = Text(["Find on the map", "Buscar en el mapa", "Auf der Karte suchen"]);
pub const FIND_HINT: Text =
    Text(["Title, artist or tag", "Título, artista o etiqueta", "Titel, Interpret oder Schlagwort"]);
pub const CLOSER: Text = Text(["Zoom in", "Acercar", "Vergrößern"]);
pub const FARTHER: Text = Text(["Zoom out", "Alejar", "Verkleinern"]);
pub const WHOLE: Text = Text(["Show all", "Ver todo", "Alles zeigen"]);
pub const SELECT_AREA: Text = Text(["Select an area", "Seleccionar una zona", "Bereich auswählen"]);
pub const LEGEND: Text = Text([
    "Legend: press to show or hide",
    "Leyenda: pulsa para mostrar u ocultar",
    "Legende: zum Ein- und Ausblenden drücken",
]);
pub const CLEAR: Text = Text(["Clear selection", "Quitar selección", "Auswahl aufheben"]);
pub const ADD_ALL: Text = Text(["Add to the playlist", "Añadir a la lista", "Zur Playlist hinzufügen"]);
pub const OPEN: Text = Text(["Open", "Abrir", "Öffnen"]);
pub const PLAY: Text = Text(["Play", "Reproducir", "Abspielen"]);
pub const TRACK: Text = Text(["Track", "Pista", "Titel"]);
pub const ARTIST: Text = Text(["Artist", "Artista", "Interpret"]);
pub const SHOWN: Text = Text(["In view", "A la vista", "Im Bild"]);
pub const SELECTED: Text = Text(["Selected tracks", "Pistas seleccionadas", "Ausgewählte Titel"]);
pub const NOTHING_SHOWN: Text =
    Text(["No track is in view.", "No hay pistas a la vista.", "Kein Titel ist im Bild."]);
pub const TOO_FEW_MAPPED: Text = Text([
    "Add at least four tracks to see them on a map of their own.",
    "Añade al menos cuatro pistas para verlas en un mapa propio.",
    "Füge mindestens vier Titel hinzu, um sie auf einer eigenen Karte zu sehen.",
]);

/// What the map shows, and how it is moved.
pub fn map_hint(tracks: usize) -> String {
    say!(
        "{}: the closer together, the more alike. Drag to move. To zoom, click the map or hold Ctrl, then scroll. To select, hold Shift and drag. Your own tracks have a ring.",
        "{}: cuanto más cerca, más se parecen. Arrastra para moverte. Para acercarte, haz clic en el mapa o mantén Ctrl, y gira la rueda. Para seleccionar, mantén Mayús y arrastra. Tus pistas llevan un anillo.",
        "{}: je näher beieinander, desto ähnlicher. Zum Bewegen ziehen. Zum Zoomen auf die Karte klicken oder Strg halten und scrollen. Zum Auswählen die Umschalttaste halten und ziehen. Deine eigenen Titel haben einen Ring.",
        counted_tracks(tracks)
    )
}

/// The class of the least values.
pub fn below(value: &str) -> String {
    say!("below {value}", "menos de {value}", "unter {value}")
}

/// The class of the greatest values.
pub fn above(value: &str) -> String {
    say!("{value} and more", "{value} o más", "{value} und mehr")
}

/// How many tracks are selected.
pub fn selected(count: usize) -> String {
    match count {
        1 => say!("{} selected", "{} seleccionada", "{} ausgewählt", counted_tracks(1)),
        count => say!("{} selected", "{} seleccionadas", "{} ausgewählt", counted_tracks(count)),
    }
}

/// Under a table that does not hold everything.
pub fn some_of(listed: usize, all: usize) -> String {
    if all == 1 {
        return say("1 track is listed.", "En la tabla: 1 pista.", "1 Titel steht in der Tabelle.")
            .to_owned();
    }
    let (listed, all) = (quantity(listed), quantity(all));
    say!(
        "{listed} of {all} tracks are listed.",
        "En la tabla: {listed} de {all} pistas.",
        "{listed} von {all} Titeln stehen in der Tabelle."
    )
}
