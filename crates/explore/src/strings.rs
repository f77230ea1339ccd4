//! Every word of this module, in each language.

use protocol::figures::{Failure, Figures, Network};
use ui::language::{Text, say};
use ui::say;

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
pub const TOO_FEW_MAPPED: Text = Text([
    "Drop in four tracks or more, and they will have a map of their own.",
    "Añade cuatro pistas o más y tendrán un mapa propio.",
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

pub const ABOUT: Text = Text(["About the model", "Acerca del modelo"]);
pub const LOADING_FIGURES: Text = Text(["Reading the figures…", "Leyendo las cifras…"]);
pub const NO_FIGURES: Text = Text([
    "The model's figures could not be read. Reload the page.",
    "No se pudieron leer las cifras del modelo. Recarga la página.",
]);
pub const WHAT_IT_IS: Text = Text([
    "Seven of the eleven features come from a small neural network that runs in this page: acousticness, danceability, energy, instrumentalness, liveness, speechiness and valence. Key, mode, loudness and tempo are measured from the sound itself.",
    "Siete de las once características salen de una pequeña red neuronal que funciona en esta página: acústica, bailabilidad, energía, instrumentalidad, directo, habla y positividad. Tonalidad, modo, volumen y tempo se miden en el propio sonido.",
]);
pub const QUALITY: Text = Text(["How good is each feature?", "¿Qué tan buena es cada característica?"]);
pub const QUALITY_HINT: Text = Text([
    "How much of what differs between songs the model gets right, in songs of artists that it has not heard: of clips of 29 seconds and more (upper bar) and of shorter ones (lower bar). Always guessing the middle value gets 0%.",
    "Cuánto de lo que distingue a unas canciones de otras acierta el modelo, en canciones de artistas que no ha oído: en fragmentos de 29 segundos o más (barra superior) y en otros más cortos (barra inferior). Decir siempre el valor central da 0 %.",
]);
pub const FEATURE: Text = Text(["Feature", "Característica"]);
pub const R2: Text = Text(["R²", "R²"]);
pub const SHORT_R2: Text = Text(["R², shorter clips", "R², fragmentos cortos"]);
pub const MAE: Text = Text(["Mean error", "Error medio"]);
pub const CONSTANT_MAE: Text = Text(["Constant’s error", "Error de la constante"]);
pub const MARGIN: Text = Text(["80% margin", "Margen del 80 %"]);
pub const COVERAGE: Text = Text(["Within it", "Dentro"]);
pub const TABLE_HINT: Text = Text([
    "Clips of 29 seconds and more but for the second column, each judged by networks that have not heard its artist. Errors and margins are in the feature's own unit, 0 to 1. The constant is the middle value; its R² is at most 0.",
    "Fragmentos de 29 segundos o más salvo en la segunda columna, cada uno juzgado por redes que no han oído a su artista. Errores y márgenes en la unidad de la característica, de 0 a 1. La constante es el valor central; su R² es como mucho 0.",
]);
pub const ONE_FEATURE: Text = Text(["Predicted against true", "Predicho frente a real"]);
pub const ONE_FEATURE_HINT: Text = Text([
    "Each dot on the left is a song whose artist the model has not heard; on the line it would be exactly right. On the right, pieces with like predictions are averaged: on the line, a value means what it says.",
    "Cada punto a la izquierda es una canción cuyo artista el modelo no ha oído; sobre la línea acertaría de lleno. A la derecha se promedian piezas con predicciones parecidas: sobre la línea, un valor significa lo que dice.",
]);
pub const TRUE_VALUE: Text = Text(["Spotify’s value, 0 to 1", "Valor de Spotify, de 0 a 1"]);
pub const PREDICTED: Text = Text(["Prediction, 0 to 1", "Predicción, de 0 a 1"]);
pub const MEAN_PREDICTED: Text = Text(["Mean prediction", "Predicción media"]);
pub const MEAN_TRUE: Text = Text(["Mean of Spotify’s values", "Media de los valores de Spotify"]);
pub const IMPORTANCE_HINT: Text = Text([
    "The share of R² that is lost when one kind of measurement is shuffled among pieces. Measurements that say the same as others come out low, though the model uses them.",
    "La parte de R² que se pierde al barajar un tipo de medida entre piezas. Las medidas que dicen lo mismo que otras salen bajas, aunque el modelo las use.",
]);
pub const FAMILY: Text = Text(["Measured", "Medida"]);
pub const CURVES: Text = Text(["How the networks learnt", "Cómo aprendieron las redes"]);
pub const CURVES_HINT: Text = Text([
    "Networks that learn from four fifths of the artists, epoch by epoch. The dashed line is their squared error on the other artists' songs over the values' variance; 1 is a constant's. The training loss is in another unit: with values left out and noise.",
    "Redes que aprenden de cuatro quintas partes de los artistas, época a época. La línea discontinua es su error cuadrático en las canciones de los demás artistas sobre la varianza de los valores; 1 es el de una constante. La pérdida de entrenamiento está en otra unidad: con valores omitidos y ruido.",
]);
pub const TRAIN_LOSS: Text = Text(["training", "entrenamiento"]);
pub const DEV_LOSS: Text = Text(["other artists", "otros artistas"]);
pub const EPOCH: Text = Text(["Epoch", "Época"]);
pub const LOSS: Text = Text(["Loss", "Pérdida"]);
pub const FAILURES: Text = Text(["Where it fails", "Dónde falla"]);
pub const WORST: Text = Text([
    "The ten test tracks on which it differs most from the other program",
    "Las diez pistas de prueba en que más difiere del otro programa",
]);
pub const LIMITS: [Text; 4] = [
    Text([
        "Most songs that it learnt from are popular and sung. Of independent, classical and other instrumental music it knows less, from another program's labels.",
        "La mayoría de las canciones de las que aprendió son populares y cantadas. De la música independiente, clásica o instrumental sabe menos, por etiquetas de otro programa.",
    ]),
    Text([
        "Published values are of whole songs. From a short clip or a quiet beginning less can be told.",
        "Los valores publicados son de canciones enteras. De un fragmento corto o un comienzo tranquilo se puede decir menos.",
    ]),
    Text([
        "Liveness can hardly be told from the sound: it is little better than always saying the middle value.",
        "El directo apenas se reconoce en el sonido: es poco mejor que decir siempre el valor central.",
    ]),
    Text([
        "How loud a file is says nothing of its energy here: files come at any level.",
        "El volumen de un archivo no dice aquí nada de su energía: los archivos vienen a cualquier nivel.",
    ]),
];

/// What the model learnt from.
pub fn how_it_was_made(figures: &Figures) -> String {
    let ([clips, windows], [long, short]) = (figures.learnt_from, figures.tested_on);
    let judged = long + short;
    say!(
        "It learnt from {clips} clips of real songs with the values that Spotify published for them, and from {windows} half-minutes of free music, much of it instrumental, that another program labelled. What follows was measured on {judged} of the clips, {long} of 29 seconds and more, each by networks that had heard none of its artist's songs.",
        "Aprendió de {clips} fragmentos de canciones reales con los valores que Spotify publicó de ellas, y de {windows} medios minutos de música libre, en gran parte instrumental, que etiquetó otro programa. Lo que sigue se midió en {judged} de los fragmentos, {long} de 29 segundos o más, cada uno con redes que no habían oído ninguna canción de su artista."
    )
}

/// The mean figure in plain words.
pub fn how_good(figures: &Figures) -> String {
    say!(
        "On the mean over the seven features it is off by {:.3}, on scales from 0 to 1; always saying the middle value is off by {:.3}.",
        "De media sobre las siete características se desvía {:.3}, en escalas de 0 a 1; decir siempre el valor central se desvía {:.3}.",
        figures.mean_mae,
        figures.constant_mean_mae
    )
}

/// Name of a network by its number, from 1.
pub fn network(number: usize) -> String {
    say!("Network {number}", "Red {number}")
}

pub fn percent(share: f64) -> String {
    say!("{:.0}%", "{:.0} %", 100.0 * share)
}

pub fn scatter_title(name: &str) -> String {
    say!("{name}: each piece", "{name}: cada pieza")
}

pub fn scatter_summary(name: &str, songs: usize, r2: f64, mae: f64) -> String {
    say!(
        "{name}: predictions against Spotify's values of {songs} songs. R² {r2:.3}, mean error {mae:.3}.",
        "{name}: predicciones frente a los valores de Spotify de {songs} canciones. R² {r2:.3}, error medio {mae:.3}."
    )
}

pub fn reliability_title(name: &str) -> String {
    say!("{name}: like predictions", "{name}: predicciones parecidas")
}

/// The bins of a reliability plot, one by one.
pub fn reliability_summary(name: &str, bins: &[[f64; 2]]) -> String {
    let bins: Vec<String> = bins.iter().map(|[said, label]| format!("{said:.2} → {label:.2}")).collect();
    say!(
        "{name}: mean prediction → mean label: {}.",
        "{name}: predicción media → etiqueta media: {}.",
        bins.join(", ")
    )
}

pub fn importance_title(name: &str) -> String {
    say!("What {name} goes by", "En qué se basa {name}")
}

/// Where a loss curve begins and ends.
pub fn curve_summary(name: &str, network: &Network) -> String {
    let end = |losses: &[f32]| losses.last().copied().unwrap_or_default();
    let best = network.dev_loss.iter().copied().fold(f32::INFINITY, f32::min);
    say!(
        "{name}: loss over {} epochs. Training ends at {:.2}, other artists at {:.2}, at best {best:.2}.",
        "{name}: pérdida en {} épocas. El entrenamiento acaba en {:.2}, los demás artistas en {:.2}, en el mejor caso {best:.2}.",
        network.dev_loss.len(),
        end(&network.train_loss),
        end(&network.dev_loss)
    )
}

/// A label that is off.
pub fn off(name: &str, said: f32, label: f32) -> String {
    say!("{name} {said:.2} instead of {label:.2}", "{name} {said:.2} en vez de {label:.2}")
}

pub fn failure_facts(failure: &Failure) -> String {
    say!(
        "{}; tagged by a third program as {}; {:.2} deviations off",
        "{}; un tercer programa lo etiqueta {}; {:.2} desviaciones de error",
        failure.collection,
        failure.tags.join(", "),
        failure.error
    )
}

pub fn written(when: &str) -> String {
    say!(
        "Computed on {when}. The model card has all figures.",
        "Calculado: {when}. La ficha del modelo tiene todas las cifras."
    )
}
