//! What should play next, and how one asks for it.

use protocol::{Pick, TrackCard};
use ui::language::{Text, say};
use ui::say;
use ui::words::{capitalised, clock, counted, decimal, isolated, listed, quantity};

use super::features::feature_in_text;

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

/// How near a next track is to its seeds.
pub fn nearness(pick: &Pick) -> Option<&'static str> {
    Some(match pick.distance_percent? {
        percent if percent < 20.0 => say("sounds nearly the same", "suena casi igual", "klingt fast gleich"),
        percent if percent < 45.0 => say("sounds very near", "suena muy parecida", "klingt sehr ähnlich"),
        percent if percent < 70.0 => say("sounds near", "suena parecida", "klingt ähnlich"),
        percent if percent < 100.0 => {
            say("sounds rather different", "suena algo distinta", "klingt etwas anders")
        }
        _ => say("sounds different", "suena distinta", "klingt anders"),
    })
}

/// Where the slider between sound and playlists stands.
pub fn company(share: f32) -> &'static str {
    match share {
        share if share < 0.025 => say("Sound alone", "Solo el sonido", "Nur Klang"),
        share if share < 0.425 => say("Mostly sound", "Sobre todo el sonido", "Vor allem Klang"),
        share if share < 0.575 => say("Half and half", "Mitad y mitad", "Halb und halb"),
        share if share < 0.975 => say("Mostly playlists", "Sobre todo las listas", "Vor allem Playlists"),
        _ => say("Playlists alone", "Solo las listas", "Nur Playlists"),
    }
}

/// What that means.
pub fn company_hint(share: f32) -> &'static str {
    match share {
        share if share < 0.025 => say(
            "What sounds nearest, whatever their genre, language or decade.",
            "Lo que suena más parecido, sea cual sea el género, el idioma o la década.",
            "Was am ähnlichsten klingt, gleich welches Genre, welche Sprache, welches Jahrzehnt.",
        ),
        share if share < 0.975 => say(
            "Among tracks that sound alike, those first that people put into the same kind of playlists, under the same tags.",
            "Entre las pistas que suenan parecido, primero las que la gente pone en el mismo tipo de listas, con las mismas etiquetas.",
            "Unter Titeln, die ähnlich klingen, zuerst die, die in dieselbe Art von Playlists kommen und dieselben Schlagwörter haben.",
        ),
        _ => say(
            "What people put into the same playlists, learned from thousands of them. A file of yours that is in none of them goes by its sound, which is a rougher guess.",
            "Lo que la gente pone en las mismas listas, aprendido de miles de ellas. Un archivo tuyo que no está en ninguna se sitúa por su sonido, lo que es menos preciso.",
            "Was Leute in dieselben Playlists legen, aus Tausenden davon gelernt. Eine Datei von dir, die in keiner davon steht, wird nach ihrem Klang eingeordnet; das ist ungenauer.",
        ),
    }
}

/// Why a track could be next, in a line.
pub fn reason(pick: &Pick) -> String {
    let together = match (pick.common_playlists, pick.card.playlists) {
        (Some(0), _) => Some(
            say(
                "In no playlist together yet",
                "Aún en ninguna lista juntas",
                "Noch in keiner Playlist zusammen",
            )
            .to_owned(),
        ),
        (Some(common), Some(all)) => Some(say!(
            "In {} of its {} playlists together",
            "Juntas en {} de sus {} listas",
            "In {} seiner {} Playlists zusammen",
            quantity(common as usize),
            quantity(all as usize)
        )),
        _ => None,
    };
    let tags = (!pick.common_tags.is_empty()).then(|| {
        let tags: Vec<String> = pick.common_tags.iter().take(2).cloned().collect();
        say!("both {}", "las dos: {}", "beide: {}", listed(&tags, say("and", "y", "und")))
    });
    let parts: Vec<String> = [together.or(tags), alike(pick)].into_iter().flatten().collect();
    capitalised(&parts.join(" · "))
}

/// The same where sound decides: how near it sounds, and in what.
pub fn reason_by_sound(nearness: &str, pick: &Pick) -> String {
    let parts: Vec<String> = [Some(nearness.to_owned()), alike(pick)].into_iter().flatten().collect();
    capitalised(&parts.join(" · "))
}

fn alike(pick: &Pick) -> Option<String> {
    let feature = feature_in_text(*pick.closest.first()?);
    Some(say!("alike in {feature}", "parecidas en {feature}", "ähnlich in {feature}"))
}

/// Name of the button that adds a track to the playlist.
pub fn add(name: &str) -> String {
    say!("Add to playlist: {}", "Añadir a la lista: {}", "Zur Playlist hinzufügen: {}", isolated(name))
}

/// Name of the button that asks for more like a track.
pub fn more_like(name: &str) -> String {
    say!("More like this: {}", "Más como esta: {}", "Mehr davon: {}", isolated(name))
}

/// Name of the button that keeps a track from coming up.
pub fn hide(name: &str) -> String {
    say!("Hide: {}", "Ocultar: {}", "Ausblenden: {}", isolated(name))
}

/// Name of the link to a track at Spotify.
pub fn hear_on_spotify(name: &str) -> String {
    say!(
        "Hear on Spotify, in a new tab: {}",
        "Oír en Spotify, en otra pestaña: {}",
        "Auf Spotify hören, in neuem Tab: {}",
        isolated(name)
    )
}

/// Where the slider between hidden gems and well-known tracks stands.
pub fn popularity(value: f32) -> String {
    match value {
        v if v <= -0.75 => say("hidden gems", "joyas ocultas", "Geheimtipps").to_owned(),
        v if v < -0.05 => say("lesser known", "menos conocidas", "weniger bekannt").to_owned(),
        v if v <= 0.05 => say("as playlists have it", "como en las listas", "wie in Playlists").to_owned(),
        v if v < 0.75 => say("better known", "más conocidas", "bekannter").to_owned(),
        _ => say("well known", "muy conocidas", "sehr bekannt").to_owned(),
    }
}

/// A choice of how many tracks one artist may have.
pub fn artist_cap(cap: usize) -> &'static str {
    match cap {
        0 => say("any number", "cuantas sean", "beliebig viele"),
        1 => say("one", "una", "einer"),
        2 => say("at most two", "dos como mucho", "höchstens zwei"),
        _ => say("at most three", "tres como mucho", "höchstens drei"),
    }
}

/// A tag and how many tracks carry it.
pub fn tag_with_count(tag: &str, count: u32) -> String {
    format!("{tag} ({})", quantity(count as usize))
}

/// A multiple of a weight.
pub fn multiple(weight: f32) -> String {
    format!("× {}", decimal(weight, 1))
}

/// Artist, length and popularity of a track of the catalogue.
pub fn catalogue_facts(card: &TrackCard) -> String {
    let playlists = card.playlists.map(|count| {
        say!(
            "in {}",
            "en {}",
            "in {}",
            counted(
                count as usize,
                say("playlist", "lista", "Playlist"),
                say("playlists", "listas", "Playlists")
            )
        )
    });
    let facts = [Some(isolated(&card.artist)), Some(clock(f64::from(card.duration_s))), playlists];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What playlists call a track.
pub fn catalogue_tags(tags: &[String]) -> String {
    say!(
        "Playlists call it {}.",
        "Las listas la llaman {}.",
        "Playlists nennen es {}.",
        listed(tags, say("and", "y", "und"))
    )
}

/// Label of the button that takes something out of a list.
pub fn remove(name: &str) -> String {
    say!("Remove {}", "Quitar {}", "{} entfernen", isolated(name))
}

/// Label of the button that lets a track come up again.
pub fn forgive(name: &str) -> String {
    say!("Let {} come up again", "Dejar que {} vuelva a salir", "{} wieder vorschlagen", isolated(name))
}

/// Label of the button that shows all.
pub fn show_more(count: usize) -> String {
    say!("Show all {}", "Mostrar las {}", "Alle {} zeigen", quantity(count))
}

/// Label of the button that shows the first few again.
pub fn show_fewer(count: usize) -> String {
    say!("Show the first {}", "Mostrar las primeras {}", "Die ersten {} zeigen", quantity(count))
}
