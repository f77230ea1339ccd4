//! What plays next, the catalogue and the playlist, in words.

use protocol::{Feature, Pick, TrackCard, Transition};
use ui::language::say;
use ui::say;
use ui::words::{capitalised, clock, counted, counted_tracks, isolated, listed, signed};

use super::features::feature_in_text;

/// How near a next track is to its seeds.
pub fn nearness(pick: &Pick) -> Option<&'static str> {
    Some(match pick.distance_percent? {
        percent if percent < 20.0 => say("sounds nearly the same", "suena casi igual"),
        percent if percent < 45.0 => say("sounds very near", "suena muy parecida"),
        percent if percent < 70.0 => say("sounds near", "suena parecida"),
        percent if percent < 100.0 => say("sounds rather different", "suena algo distinta"),
        _ => say("sounds different", "suena distinta"),
    })
}

/// Where the slider between sound and company stands.
pub fn company(share: f32) -> &'static str {
    match share {
        share if share < 0.025 => say("By sound alone", "Solo por el sonido"),
        share if share < 0.425 => say("Mostly by sound", "Sobre todo por el sonido"),
        share if share < 0.575 => say("Half and half", "Mitad y mitad"),
        share if share < 0.975 => say("Mostly by company", "Sobre todo por la compañía"),
        _ => say("By company alone", "Solo por la compañía"),
    }
}

/// What that means.
pub fn company_hint(share: f32) -> &'static str {
    match share {
        share if share < 0.025 => say(
            "The nearest by features, whatever their genre, language or decade.",
            "Lo más cercano por características, sea cual sea el género, el idioma o la década.",
        ),
        share if share < 0.975 => say(
            "Among tracks that sound alike, those first that keep the same company: the same kind of playlists, the same tags.",
            "Entre las pistas que suenan parecido, primero las de la misma compañía: el mismo tipo de listas, las mismas etiquetas.",
        ),
        _ => say(
            "What people put into the same playlists, learned from thousands of them. A file of yours that they do not know is placed by its sound, a rougher guess than for a song the playlists know.",
            "Lo que la gente pone en las mismas listas, aprendido de miles de ellas. Un archivo tuyo que no conocen se sitúa por su sonido, lo que es menos preciso que para una canción que las listas conocen.",
        ),
    }
}

/// What brings a next track, and what sets it apart.
pub fn reason(pick: &Pick) -> String {
    let names = |features: &[Feature]| -> Vec<String> {
        features.iter().map(|feature| feature_in_text(*feature)).collect()
    };
    let together = match (pick.common_playlists, pick.card.playlists) {
        (Some(0), _) => Some(say("In no playlist together yet", "Aún en ninguna lista juntas").to_owned()),
        (Some(common), Some(all)) => Some(say!(
            "In {common} of its {all} playlists together",
            "Juntas en {common} de sus {all} listas"
        )),
        (None, Some(all)) => Some(say!(
            "In {}",
            "En {}",
            counted(all as usize, say("playlist", "lista"), say("playlists", "listas"))
        )),
        _ => None,
    };
    let tags = (!pick.common_tags.is_empty())
        .then(|| say!("both {}", "ambas {}", listed(&pick.common_tags, say("and", "y"))));
    let alike = (!pick.closest.is_empty())
        .then(|| say!("alike in {}", "parecidas en {}", listed(&names(&pick.closest), say("and", "y"))));
    let apart = (!pick.furthest.is_empty())
        .then(|| say!("apart in {}", "distintas en {}", listed(&names(&pick.furthest), say("and", "y"))));
    let parts: Vec<String> = [together, tags, alike, apart].into_iter().flatten().collect();
    capitalised(&parts.join("; "))
}

/// Tracks have come into the playlist.
pub fn gathered(count: usize) -> String {
    say!(
        "{} put into the playlist. It stands below what you listen to.",
        "{} en la lista. Está debajo de lo que escuchas.",
        counted(count, say("track", "pista"), say("tracks", "pistas"))
    )
}

/// Where the slider between hidden gems and well-known tracks stands.
pub fn popularity(value: f32) -> String {
    match value {
        v if v <= -0.75 => say("hidden gems", "joyas ocultas").to_owned(),
        v if v < -0.05 => say("lesser known", "menos conocidas").to_owned(),
        v if v <= 0.05 => say("as playlists have it", "como en las listas").to_owned(),
        v if v < 0.75 => say("better known", "más conocidas").to_owned(),
        _ => say("well known", "muy conocidas").to_owned(),
    }
}

/// A choice of how many tracks one artist may have.
pub fn artist_cap(cap: usize) -> &'static str {
    match cap {
        0 => say("any number", "cuantas sean"),
        1 => say("one", "una"),
        2 => say("at most two", "dos como mucho"),
        _ => say("at most three", "tres como mucho"),
    }
}

/// A tag and how many tracks carry it.
pub fn tag_with_count(tag: &str, count: u32) -> String {
    format!("{tag} ({count})")
}

/// A multiple of a weight.
pub fn multiple(weight: f32) -> String {
    format!("× {weight:.1}")
}

/// Artist, length and popularity of a track of the catalogue.
pub fn catalogue_facts(card: &TrackCard) -> String {
    let playlists = card.playlists.map(|count| {
        say!("in {}", "en {}", counted(count as usize, say("playlist", "lista"), say("playlists", "listas")))
    });
    let facts = [Some(isolated(&card.artist)), Some(clock(f64::from(card.duration_s))), playlists];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What playlists call a track.
pub fn catalogue_tags(tags: &[String]) -> String {
    say!("Playlists call it {}.", "Las listas la llaman {}.", listed(tags, say("and", "y")))
}

/// How many tracks are followed.
pub fn seed_count(count: usize) -> String {
    say!(
        "What should follow {}",
        "Qué debería seguir a {}",
        counted(count, say("track", "pista"), say("tracks", "pistas"))
    )
}

/// Number of a playlist's tracks, and how long they play, seconds.
pub fn playlist_facts(count: usize, seconds: f64) -> String {
    format!("{} · {}", counted_tracks(count), clock(seconds))
}

/// Largest change of tempo that is still smooth.
pub fn tempo_step(percent: f32) -> String {
    format!("{percent:.0}%")
}

/// What a step from one track to the next asks of the ear.
pub fn transition(step: &Transition) -> String {
    let key = match step.key {
        key if key <= 0.0 => say("keys match", "tonalidades afines"),
        key if key <= 0.2 => say("keys near", "tonalidades cercanas"),
        key if key < 0.7 => say("keys apart", "tonalidades lejanas"),
        _ => say("keys clash", "tonalidades que chocan"),
    };
    let tempo = match step.tempo {
        tempo if tempo <= 0.5 => say("tempo steady", "tempo estable"),
        tempo if tempo <= 1.0 => say("tempo shifts", "el tempo cambia"),
        _ => say("tempo jumps", "el tempo salta"),
    };
    say!(
        "{key} · {tempo} · energy {} · cost {:.1}",
        "{key} · {tempo} · energía {} · coste {:.1}",
        signed(step.energy),
        step.cost
    )
}

/// Label of the button that takes something out of a list.
pub fn remove(name: &str) -> String {
    say!("Remove {}", "Quitar {}", isolated(name))
}

/// Label of the button that lets a track come up again.
pub fn forgive(name: &str) -> String {
    say!("Let {} come up again", "Dejar que {} vuelva a salir", isolated(name))
}

/// Label of the button that moves a track towards the beginning.
pub fn move_up(name: &str) -> String {
    say!("Move {} up", "Subir {}", isolated(name))
}

/// Label of the button that moves a track towards the end.
pub fn move_down(name: &str) -> String {
    say!("Move {} down", "Bajar {}", isolated(name))
}

/// Label of the button that shows all.
pub fn show_more(count: usize) -> String {
    say!("Show all {count}", "Mostrar las {count}")
}

/// Label of the button that shows the first few again.
pub fn show_fewer(count: usize) -> String {
    say!("Show the first {count}", "Mostrar las primeras {count}")
}
