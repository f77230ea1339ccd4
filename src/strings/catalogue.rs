//! Which catalogue is in use, in words.

use protocol::CatalogueInUse;
use ui::language::{Text, say};
use ui::say;
use ui::words::{counted_tracks, isolated};

/// Goes back to the built-in catalogue.
pub const USE_BUILT_IN: Text =
    Text(["Use the built-in catalogue", "Usar el catálogo incorporado", "Den eingebauten Katalog benutzen"]);
/// Loads the page anew.
pub const LOAD_ANEW: Text = Text(["Load the page anew", "Volver a cargar la página", "Seite neu laden"]);

/// Which catalogue is in use, and what it cannot do.
pub fn catalogue_in_use(catalogue: &CatalogueInUse) -> String {
    let tracks = counted_tracks(catalogue.tracks as usize);
    let Some(name) = &catalogue.name else {
        return say!(
            "The built-in catalogue: {tracks}.",
            "El catálogo incorporado: {tracks}.",
            "Der eingebaute Katalog: {tracks}."
        );
    };
    let name = isolated(name);
    let mut text = say!(
        "Your catalogue {name}: {tracks}.",
        "Tu catálogo {name}: {tracks}.",
        "Dein Katalog {name}: {tracks}."
    );
    if !catalogue.has_playlists {
        text.push(' ');
        text.push_str(say(
            "It knows no playlists: tracks are found by sound alone.",
            "No conoce listas: las pistas se buscan solo por el sonido.",
            "Er kennt keine Playlists: Titel werden nur nach Klang gefunden.",
        ));
    }
    if catalogue.is_in_cells {
        text.push(' ');
        text.push_str(say(
            "It is so large that only what is nearest is looked through: filters hold among that, and the search finds only what was shown here.",
            "Es tan grande que solo se examina lo más cercano: los filtros valen dentro de eso, y la búsqueda encuentra solo lo que ya se mostró aquí.",
            "Er ist so groß, dass nur das Nächstliegende durchgesehen wird: Filter gelten darin, und die Suche findet nur, was hier schon gezeigt wurde.",
        ));
    }
    text
}

/// Said of a catalogue that the page will use once it is loaded anew.
pub fn catalogue_is_next(catalogue: &CatalogueInUse) -> String {
    say!(
        "The catalogue {name} with {tracks} is kept. The page loads anew to use it.",
        "El catálogo {name} con {tracks} está guardado. La página se vuelve a cargar para usarlo.",
        "Der Katalog {name} mit {tracks} ist gespeichert. Die Seite lädt neu, um ihn zu benutzen.",
        name = isolated(catalogue.name.as_deref().unwrap_or_default()),
        tracks = counted_tracks(catalogue.tracks as usize)
    )
}
