//! Every word of this module, in each language.

use segue::language::{Text, say};
use segue::say;

pub const MAP: Text = Text(["Map of the catalogue", "Mapa del catálogo"]);
pub const MAP_HINT: Text = Text([
    "39,265 tracks; what lies near is alike. Drag to move, scroll to zoom, hold Shift and drag to select. Your own tracks are ringed.",
    "39 265 pistas; lo cercano se parece. Arrastra para mover, desplaza para ampliar, Mayús y arrastrar para seleccionar. Tus pistas llevan un anillo.",
]);
pub const KEYS_HINT: Text = Text([
    "With the keyboard: arrows go from track to track, plus and minus zoom, Enter opens, Space selects, Home shows everything.",
    "Con el teclado: las flechas van de pista en pista, más y menos amplían, Intro abre, Espacio selecciona, Inicio muestra todo.",
]);
pub const LOADING: Text = Text(["Reading the map…", "Leyendo el mapa…"]);
pub const PLANE: Text = Text(["Near means", "Cerca significa"]);
pub const BY_SOUND: Text = Text(["sounds alike", "suena parecido"]);
pub const BY_PLAYLISTS: Text = Text(["in the same playlists", "en las mismas listas"]);
pub const BY_THEMSELVES: Text =
    Text(["sounds alike, your own tracks alone", "suena parecido, solo tus pistas"]);
pub const COLOUR: Text = Text(["Colour by", "Color según"]);
pub const CLUSTER: Text = Text(["Group", "Grupo"]);
pub const FIND: Text = Text(["Find on the map", "Buscar en el mapa"]);
pub const FIND_HINT: Text = Text(["Title, artist or tag", "Título, artista o etiqueta"]);
pub const CLOSER: Text = Text(["Zoom in", "Ampliar"]);
pub const FARTHER: Text = Text(["Zoom out", "Reducir"]);
pub const WHOLE: Text = Text(["Show all", "Ver todo"]);
pub const SELECT_AREA: Text = Text(["Select an area", "Seleccionar un área"]);
pub const LEGEND: Text = Text(["Legend: press to show or hide", "Leyenda: pulsa para mostrar u ocultar"]);
pub const CLEAR: Text = Text(["Clear selection", "Quitar selección"]);
pub const ADD_ALL: Text = Text(["Add to the playlist", "Añadir a la lista"]);
pub const OPEN: Text = Text(["Open", "Abrir"]);
pub const TRACK: Text = Text(["Track", "Pista"]);
pub const ARTIST: Text = Text(["Artist", "Artista"]);
pub const SHOWN: Text = Text(["What is shown", "Lo que se muestra"]);
pub const SELECTED: Text = Text(["Selected tracks", "Pistas seleccionadas"]);
pub const NOTHING_SHOWN: Text = Text(["No track is in view.", "No hay pistas a la vista."]);
pub const GROUPS: Text = Text(["Groups of the catalogue", "Grupos del catálogo"]);
pub const GROUPS_HINT: Text = Text([
    "Found by k-means from the features alone. They run into each other: music has no borders here, so take the names as hints.",
    "Hallados por k-medias solo con las características. Se confunden unos con otros: la música no tiene aquí fronteras; toma los nombres como pistas.",
]);
pub const EXAMPLES: Text = Text(["For example", "Por ejemplo"]);
pub const HOW_MANY: Text = Text(["How many groups?", "¿Cuántos grupos?"]);
pub const K: Text = Text(["Number of groups", "Número de grupos"]);
pub const WCSS: Text = Text(["Within-group sum of squares", "Suma de cuadrados dentro de los grupos"]);
pub const SILHOUETTE: Text = Text(["Silhouette", "Silueta"]);
pub const AS_TABLE: Text = Text(["The numbers as a table", "Los números en una tabla"]);
pub const TREE: Text = Text(["Which groups are alike", "Qué grupos se parecen"]);
pub const TREE_HINT: Text = Text([
    "Ward’s linkage of the groups’ centres: the further right two groups meet, the less alike they are.",
    "Enlace de Ward de los centros: cuanto más a la derecha se unen dos grupos, menos se parecen.",
]);
pub fn node(tracks: usize) -> String {
    say!("What is joined there: {}", "Lo que se une ahí: {}", self::tracks(tracks))
}

pub const OWN_GROUPS: Text = Text(["Groups of your own tracks", "Grupos de tus pistas"]);
pub const OWN_GROUPS_HINT: Text = Text([
    "The same for what you have dropped in, without the catalogue. It is computed here, and may take a while for many tracks.",
    "Lo mismo para lo que has añadido, sin el catálogo. Se calcula aquí y puede tardar si hay muchas pistas.",
]);
pub const TOO_FEW: Text = Text([
    "Drop in three tracks or more, and they will be grouped here.",
    "Añade tres pistas o más y se agruparán aquí.",
]);
pub const GROUP_OWN: Text = Text(["Group your tracks", "Agrupar tus pistas"]);
pub const GROUPING: Text = Text(["Grouping your tracks", "Agrupando tus pistas"]);
pub const CANCEL: Text = Text(["Cancel", "Cancelar"]);
pub const OWN_TREE: Text = Text(["Which of your tracks are alike", "Cuáles de tus pistas se parecen"]);
pub const OWN_TREE_HINT: Text = Text([
    "Ward’s linkage of your tracks: the further right two meet, the less alike they are. Press a line or a group to list its tracks.",
    "Enlace de Ward de tus pistas: cuanto más a la derecha se unen dos, menos se parecen. Pulsa una línea o un grupo para ver sus pistas.",
]);
pub const CUT: Text = Text(["Cut the tree into", "Cortar el árbol en"]);

pub fn misunderstood() -> String {
    say(
        "The page and its worker do not understand each other. Reload the page.",
        "La página y su proceso no se entienden. Recarga la página.",
    )
    .into()
}

pub fn below(value: &str) -> String {
    say!("below {value}", "menos de {value}")
}

pub fn above(value: &str) -> String {
    say!("{value} and more", "{value} o más")
}

pub fn tracks(count: usize) -> String {
    match count {
        1 => say("1 track", "1 pista").into(),
        count => say!("{count} tracks", "{count} pistas"),
    }
}

pub fn selected(count: usize) -> String {
    match count {
        1 => say("1 track selected", "1 pista seleccionada").into(),
        count => say!("{count} tracks selected", "{count} pistas seleccionadas"),
    }
}

/// Under a table that does not hold everything.
pub fn some_of(listed: usize, all: usize) -> String {
    say!("{listed} of {all} tracks are listed.", "Se listan {listed} de {all} pistas.")
}

pub fn groups(count: usize) -> String {
    match count {
        1 => say("1 group", "1 grupo").into(),
        count => say!("{count} groups", "{count} grupos"),
    }
}

/// What the elbow curve says.
pub fn elbow_summary(k: u32, silhouette: f32) -> String {
    say!(
        "The more groups, the nearer each track is to its group’s centre. The curve bends most at {k}: the point farthest below the line from its first to its last. The silhouette there is {silhouette:.2} of at most 1: the groups are weak.",
        "Con más grupos, cada pista queda más cerca del centro del suyo. La curva se dobla más en {k}: el punto más lejano bajo la recta del primero al último. La silueta es {silhouette:.2} de un máximo de 1: los grupos son débiles."
    )
}

/// A group that has no other name, counted from 1.
pub fn group(number: usize) -> String {
    say!("Group {number}", "Grupo {number}")
}

/// A group of which not everything is named.
pub fn and_more(first: &str, count: usize) -> String {
    say!("{first} and {count} more", "{first} y {count} más")
}

/// There are too many tracks for the tree.
pub fn no_tree(most: usize) -> String {
    say!("The tree is drawn for up to {most} tracks.", "El árbol se dibuja para {most} pistas como máximo.")
}

/// Why the user's tracks are not grouped.
pub fn not_grouped(reason: &str) -> String {
    say!("Your tracks could not be grouped: {reason}", "No se pudieron agrupar tus pistas: {reason}")
}
