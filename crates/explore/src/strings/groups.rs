//! Words of the groups and of what they are called.

use protocol::Feature;
use ui::language::{LANGUAGES, Text, say};
use ui::say;
use ui::words::{counted, counted_tracks, decimal, quantity};

pub const GROUPS: Text = Text(["Groups of the catalogue", "Grupos del catálogo", "Gruppen des Katalogs"]);
pub const GROUPS_HINT: Text = Text([
    "Tracks that sound alike, brought together by their audio features alone, without looking at genres. Music knows no borders and these groups overlap, so take their names as hints.",
    "Pistas que suenan parecido, reunidas solo por sus características de audio, sin mirar géneros. La música no tiene fronteras y estos grupos se solapan: toma sus nombres como orientación.",
    "Titel, die ähnlich klingen, allein nach Klangmerkmalen zusammengestellt, ohne nach Genres zu sehen. Musik kennt keine Grenzen, und diese Gruppen gehen ineinander über: Nimm ihre Namen als Anhaltspunkt.",
]);
pub const EXAMPLES: Text = Text(["For example", "Por ejemplo", "Zum Beispiel"]);
pub const HOW_MANY: Text = Text(["How many groups?", "¿Cuántos grupos?", "Wie viele Gruppen?"]);
pub const K: Text = Text(["Number of groups", "Número de grupos", "Anzahl der Gruppen"]);
pub const WCSS: Text =
    Text(["Spread within groups", "Dispersión dentro de los grupos", "Streuung innerhalb der Gruppen"]);
pub const SILHOUETTE: Text = Text([
    "How clearly they separate (silhouette)",
    "Lo claro que se separan (silueta)",
    "Wie klar sie sich trennen (Silhouette)",
]);
pub const AS_TABLE: Text =
    Text(["The numbers as a table", "Los números en una tabla", "Die Zahlen als Tabelle"]);
pub const TREE: Text =
    Text(["Which groups are alike", "Qué grupos se parecen", "Welche Gruppen sich ähneln"]);
pub const TREE_HINT: Text = Text([
    "The further right two branches meet, the less alike they are. Press a line or a group to list its tracks.",
    "Cuanto más a la derecha se juntan dos ramas, menos se parecen. Pulsa una línea o un grupo para ver sus pistas.",
    "Je weiter rechts zwei Äste zusammentreffen, desto weniger ähneln sie sich. Drücke auf eine Linie oder Gruppe, um ihre Titel zu sehen.",
]);
pub const OWN_GROUPS: Text =
    Text(["Groups of your own tracks", "Grupos de tus pistas", "Gruppen deiner eigenen Titel"]);
pub const OWN_GROUPS_HINT: Text = Text([
    "The same for your own tracks, without the catalogue. It is worked out on this device, which can take a while for many tracks.",
    "Lo mismo con tus pistas, sin el catálogo. Se calcula en este dispositivo y puede tardar si son muchas.",
    "Dasselbe für deine eigenen Titel, ohne den Katalog. Gerechnet wird auf diesem Gerät; bei vielen Titeln kann das dauern.",
]);
pub const TOO_FEW: Text = Text([
    "Add at least three tracks to see them grouped here.",
    "Añade al menos tres pistas para verlas agrupadas aquí.",
    "Füge mindestens drei Titel hinzu, um sie hier gruppiert zu sehen.",
]);
pub const GROUP_OWN: Text = Text(["Group your tracks", "Agrupar tus pistas", "Deine Titel gruppieren"]);
pub const GROUPING: Text =
    Text(["Grouping your tracks", "Agrupando tus pistas", "Deine Titel werden gruppiert"]);
pub const CANCEL: Text = Text(["Cancel", "Cancelar", "Abbrechen"]);
pub const OWN_TREE: Text = Text([
    "Which of your tracks are alike",
    "Cuáles de tus pistas se parecen",
    "Welche deiner Titel sich ähneln",
]);
pub const OWN_TREE_HINT: Text = Text([
    "The further right two tracks meet, the less alike they are. Press a line or a group to list its tracks.",
    "Cuanto más a la derecha se juntan dos pistas, menos se parecen. Pulsa una línea o un grupo para ver sus pistas.",
    "Je weiter rechts zwei Titel zusammentreffen, desto weniger ähneln sie sich. Drücke auf eine Linie oder Gruppe, um ihre Titel zu sehen.",
]);
pub const CUT: Text = Text(["Cut the tree into", "Cortar el árbol en", "Den Baum teilen in"]);

/// The one group that holds everything.
pub const ALL_ALIKE: Text = Text(["All your tracks", "Todas tus pistas", "Alle deine Titel"]);

/// Silhouettes up to which groups overlap a good deal, and up to which they overlap at all (Kaufman and Rousseeuw, 1990).
const OVERLAPPING: f32 = 0.25;
const TOUCHING: f32 = 0.5;

/// The tracks of a branch of the tree.
pub fn node(tracks: usize) -> String {
    say!("{} on this branch", "{} en esta rama", "{} auf diesem Ast", counted_tracks(tracks))
}

/// A number of groups.
pub fn groups(count: usize) -> String {
    counted(count, say("group", "grupo", "Gruppe"), say("groups", "grupos", "Gruppen"))
}

/// What the elbow curve says.
pub fn elbow_summary(k: u32, silhouette: f32) -> String {
    let verdict = match silhouette {
        s if s <= OVERLAPPING => {
            say("they overlap a good deal", "se solapan bastante", "sie gehen stark ineinander über")
        }
        s if s <= TOUCHING => {
            say("they overlap somewhat", "se solapan algo", "sie gehen etwas ineinander über")
        }
        _ => say("they separate clearly", "se separan con claridad", "sie trennen sich klar"),
    };
    say!(
        "More groups always fit their tracks more closely, but each one helps less. The gain falls off most at {k} (the bend of the first curve). How well groups separate is measured from −1 to 1; these reach {silhouette}: {verdict}.",
        "Con más grupos, cada uno se ajusta mejor a sus pistas, pero cada vez se gana menos. La mejora decae más en {k} (el codo de la primera curva). Lo bien que se separan se mide de −1 a 1; estos llegan a {silhouette}: {verdict}.",
        "Mit mehr Gruppen passt jede besser zu ihren Titeln, aber jede weitere hilft weniger. Bei {k} lässt der Gewinn am meisten nach (der Knick der ersten Kurve). Wie gut sich Gruppen trennen, misst man von −1 bis 1; diese erreichen {silhouette}: {verdict}.",
        silhouette = decimal(silhouette, 2)
    )
}

/// A group that has no other name, counted from 1.
pub fn group(number: usize) -> String {
    say!("Group {number}", "Grupo {number}", "Gruppe {number}")
}

/// A group of which not everything is named.
pub fn and_more(first: &str, count: usize) -> String {
    say!("{first} and {} more", "{first} y {} más", "{first} und {} weitere", quantity(count))
}

/// There are too many tracks for the tree.
pub fn no_tree(most: usize) -> String {
    say!(
        "The tree is drawn for up to {} tracks only.",
        "El árbol solo se dibuja hasta {} pistas.",
        "Der Baum wird nur bis {} Titel gezeichnet.",
        quantity(most)
    )
}

/// Words for music that has more of a feature than other music, and less. Spanish ones agree with "música".
struct Trait {
    feature: Feature,
    more: Text,
    less: Text,
}

const TRAITS: [Trait; 9] = [
    of(
        Feature::Danceability,
        ["danceable", "bailable", "tanzbar"],
        ["hard to dance to", "poco bailable", "schwer tanzbar"],
    ),
    of(Feature::Energy, ["energetic", "enérgica", "kraftvoll"], ["calm", "tranquila", "ruhig"]),
    of(Feature::Loudness, ["loud", "fuerte", "laut"], ["quiet", "suave", "leise"]),
    of(
        Feature::Speechiness,
        ["wordy", "con mucha letra", "wortreich"],
        ["few words", "con poca letra", "wortkarg"],
    ),
    of(Feature::Acousticness, ["acoustic", "acústica", "akustisch"], ["electric", "eléctrica", "elektrisch"]),
    of(
        Feature::Instrumentalness,
        ["instrumental", "instrumental", "instrumental"],
        ["sung", "cantada", "gesungen"],
    ),
    of(Feature::Liveness, ["live", "en vivo", "live"], ["studio", "de estudio", "im Studio"]),
    of(Feature::Valence, ["cheerful", "alegre", "fröhlich"], ["dark", "sombría", "düster"]),
    of(Feature::Tempo, ["fast", "rápida", "schnell"], ["slow", "lenta", "langsam"]),
];

/// A word in all languages.
type Words = [&'static str; LANGUAGES.len()];

const fn of(feature: Feature, more: Words, less: Words) -> Trait {
    Trait { feature, more: Text(more), less: Text(less) }
}

/// What music is called that has more of a feature than other music, or less; `None` of key and mode.
pub fn trait_word(feature: Feature, is_more: bool) -> Option<&'static str> {
    let found = TRAITS.iter().find(|known| known.feature == feature)?;
    Some(if is_more { found.more.get() } else { found.less.get() })
}

/// The name of a group: what is extreme about it, then its tags.
pub fn group_name(traits: &[&str], tags: &[&str]) -> String {
    [traits.join(", "), tags.join(", ")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The name of a group of the catalogue, whose file has it in English. Tags stay as people wrote them.
pub fn cluster(name: &str) -> String {
    let (traits, tags) = name.split_once(" · ").unwrap_or((name, ""));
    let traits: Vec<&str> = traits.split(", ").map(spoken_trait).collect();
    group_name(&traits, &[tags])
}

/// A word of the catalogue's names in the language that is spoken.
fn spoken_trait(word: &str) -> &str {
    // Two that the catalogue calls otherwise.
    let word = match word {
        "undanceable" => "hard to dance to",
        "sparing of words" => "few words",
        word => word,
    };
    let words = TRAITS.iter().flat_map(|known| [known.more, known.less]);
    let known = words.into_iter().find(|Text([english, ..])| *english == word);
    known.map_or(word, |known| known.get())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ui::language::{Language, speak};

    #[test]
    fn groups_of_the_catalogue_are_called_in_the_language_that_is_spoken() {
        assert_eq!(cluster("wordy, danceable · rap, hype"), "wordy, danceable · rap, hype");
        assert_eq!(cluster("undanceable"), "hard to dance to");
        speak(Language::Spanish);
        assert_eq!(cluster("wordy, danceable · rap, hype"), "con mucha letra, bailable · rap, hype");
        speak(Language::German);
        assert_eq!(cluster("wordy, danceable · rap, hype"), "wortreich, tanzbar · rap, hype");
        assert_eq!(cluster("something new · rock"), "something new · rock");
    }

    #[test]
    fn what_is_said_of_the_curve_goes_by_its_value() {
        assert!(elbow_summary(8, 0.13).contains("these reach 0.13: they overlap a good deal."));
        assert!(elbow_summary(2, 0.4).contains("overlap somewhat"));
        assert!(elbow_summary(2, 0.81).contains("separate clearly"));
    }
}
