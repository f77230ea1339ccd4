//! Words of the map, and of tables of tracks.

use ui::language::Text;
use ui::say;
use ui::words::{counted_tracks, quantity};

pub const MAP: Text = Text(["Map of the catalogue", "Mapa del catálogo"]);
pub const KEYS_HINT: Text = Text([
    "On the keyboard: the arrows go from track to track, plus and minus zoom, Enter opens a track, Space selects it, Home shows everything.",
    "Con el teclado: las flechas van de pista en pista, más y menos acercan y alejan, Intro abre una pista, Espacio la selecciona, Inicio lo muestra todo.",
]);
pub const CLICK_FIRST: Text = Text([
    "Click the map, or hold Ctrl, to zoom",
    "Haz clic en el mapa, o mantén pulsada la tecla Ctrl, para acercarlo",
]);
pub const TAP_FIRST: Text = Text([
    "Tap the map, then move it with one finger; two fingers always work",
    "Toca el mapa y muévelo con un dedo; con dos funciona siempre",
]);
pub const LOADING: Text = Text(["Opening the map…", "Abriendo el mapa…"]);
pub const PLANE: Text = Text(["Placed by", "Situar por"]);
pub const BY_SOUND: Text = Text(["sound", "sonido"]);
pub const BY_PLAYLISTS: Text = Text(["shared playlists", "listas en común"]);
pub const BY_THEMSELVES: Text = Text(["sound, only your tracks", "sonido, solo tus pistas"]);
pub const COLOUR: Text = Text(["Colour by", "Colorear por"]);
pub const CLUSTER: Text = Text(["Group", "Grupo"]);
pub const FIND: Text = Text(["Find on the map", "Buscar en el mapa"]);
pub const FIND_HINT: Text = Text(["Title, artist or tag", "Título, artista o etiqueta"]);
pub const CLOSER: Text = Text(["Zoom in", "Acercar"]);
pub const FARTHER: Text = Text(["Zoom out", "Alejar"]);
pub const WHOLE: Text = Text(["Show all", "Ver todo"]);
pub const SELECT_AREA: Text = Text(["Select an area", "Seleccionar una zona"]);
pub const LEGEND: Text = Text(["Legend: press to show or hide", "Leyenda: pulsa para mostrar u ocultar"]);
pub const CLEAR: Text = Text(["Clear selection", "Quitar selección"]);
pub const ADD_ALL: Text = Text(["Add to the playlist", "Añadir a la lista"]);
pub const OPEN: Text = Text(["Open", "Abrir"]);
pub const PLAY: Text = Text(["Play", "Reproducir"]);
pub const TRACK: Text = Text(["Track", "Pista"]);
pub const ARTIST: Text = Text(["Artist", "Artista"]);
pub const SHOWN: Text = Text(["In view", "A la vista"]);
pub const SELECTED: Text = Text(["Selected tracks", "Pistas seleccionadas"]);
pub const NOTHING_SHOWN: Text = Text(["No track is in view.", "No hay pistas a la vista."]);
pub const TOO_FEW_MAPPED: Text = Text([
    "Add at least four tracks to see them on a map of their own.",
    "Añade al menos cuatro pistas para verlas en un mapa propio.",
]);

/// What the map shows, and how it is moved.
pub fn map_hint(tracks: usize) -> String {
    say!(
        "{}: the closer together, the more alike. Drag to move. To zoom, click the map or hold Ctrl, then scroll. To select, hold Shift and drag. Your own tracks have a ring.",
        "{}: cuanto más cerca, más se parecen. Arrastra para moverte. Para acercarte, haz clic en el mapa o mantén Ctrl, y gira la rueda. Para seleccionar, mantén Mayús y arrastra. Tus pistas llevan un anillo.",
        counted_tracks(tracks)
    )
}

/// The class of the least values.
pub fn below(value: &str) -> String {
    say!("below {value}", "menos de {value}")
}

/// The class of the greatest values.
pub fn above(value: &str) -> String {
    say!("{value} and more", "{value} o más")
}

/// How many tracks are selected.
pub fn selected(count: usize) -> String {
    match count {
        1 => say!("{} selected", "{} seleccionada", counted_tracks(1)),
        count => say!("{} selected", "{} seleccionadas", counted_tracks(count)),
    }
}

/// Under a table that does not hold everything.
pub fn some_of(listed: usize, all: usize) -> String {
    let (listed, all) = (quantity(listed), quantity(all));
    say!("{listed} of {all} tracks are listed.", "En la tabla: {listed} de {all} pistas.")
}
