//! What should play next, and how one asks for it.

use ui::language::Text;

pub const NEXT: Text = Text(["Play next", "A continuación", "Als Nächstes"]);
pub const NEXT_NOTHING: Text = Text([
    "Nothing fits. Loosen a limit, take a tag away, or look in the catalogue.",
    "Nada encaja. Afloja un límite, quita una etiqueta o busca en el catálogo.",
    "Nichts passt. Lockere eine Grenze, nimm ein Schlagwort weg oder sieh in den Katalog.",
]);
pub const COMPANY: Text = Text(["Match by", "Elegir por", "Auswählen nach"]);
pub const BY_SOUND: Text = Text(["Sound", "Sonido", "Klang"]);
pub const BY_COMPANY: Text = Text(["Playlists", "Listas", "Playlists"]);
pub const SAME_CLUSTER: Text =
    Text(["Only from the same group", "Solo del mismo grupo", "Nur aus derselben Gruppe"]);
pub const SOURCE: Text = Text(["Look in", "Buscar en", "Suchen"]);
pub const SOURCE_CATALOGUE: Text = Text(["the catalogue", "el catálogo", "im Katalog"]);
pub const SOURCE_OWN: Text = Text(["my tracks", "mis pistas", "in meinen Titeln"]);
pub const SOURCE_BOTH: Text = Text(["both", "ambos", "in beiden"]);
pub const HEAR: Text = Text(["Hear it on Spotify", "Oírla en Spotify", "Auf Spotify hören"]);
pub const ADD: Text = Text(["Add to playlist", "Añadir a la lista", "Zur Playlist hinzufügen"]);
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
pub const NEXT_PENDING: Text =
    Text(["Searching the catalogue…", "Buscando en el catálogo…", "Der Katalog wird durchsucht…"]);
pub const OPENS_SPOTIFY: Text =
    Text(["(opens Spotify in a new tab)", "(abre Spotify en otra pestaña)", "(öffnet Spotify in neuem Tab)"]);
