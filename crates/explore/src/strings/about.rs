//! Words of the story of the model.

use protocol::figures::{Failure, Figures, Network};
use ui::language::Text;
use ui::say;
use ui::words::{decimal, quantity};

pub const ABOUT: Text = Text(["About the model", "Acerca del modelo", "Über das Modell"]);
pub const LOADING_FIGURES: Text =
    Text(["Opening the figures…", "Abriendo las cifras…", "Zahlen werden geöffnet…"]);
pub const NO_FIGURES: Text = Text([
    "The model's figures could not be read. Reload the page.",
    "No se pudieron leer las cifras del modelo. Recarga la página.",
    "Die Zahlen zum Modell ließen sich nicht lesen. Lade die Seite neu.",
]);
pub const WHAT_IT_IS: Text = Text([
    "Seven of the eleven features are estimated by a small neural network that runs right here in the page: acousticness, danceability, energy, instrumentalness, liveness, speechiness and valence. Key, mode, loudness and tempo are measured in the sound itself.",
    "Siete de las once características las estima una pequeña red neuronal que funciona aquí mismo, en la página: acústica, bailabilidad, energía, instrumentalidad, en vivo, habla y positividad. La tonalidad, el modo, la sonoridad y el tempo se miden en el propio sonido.",
    "Sieben der elf Merkmale schätzt ein kleines neuronales Netz, das hier in der Seite läuft: Akustik, Tanzbarkeit, Energie, Instrumentalanteil, Live-Anteil, Sprachanteil und Stimmung. Tonart, Tongeschlecht, Lautheit und Tempo werden am Klang selbst gemessen.",
]);
pub const QUALITY: Text = Text([
    "How well does it do on each feature?",
    "¿Cuánto acierta en cada característica?",
    "Wie gut trifft es jedes Merkmal?",
]);
pub const QUALITY_HINT: Text = Text([
    "How much of what sets songs apart the model catches, tested on artists it has never heard. Upper bar: clips of 29 seconds or longer. Lower bar: shorter ones. 100% would be perfect; always guessing the middle value scores 0%.",
    "Cuánto de lo que distingue a unas canciones de otras capta el modelo, probado con artistas que nunca ha oído. Barra superior: fragmentos de 29 segundos o más. Barra inferior: más cortos. El 100 % sería perfecto; decir siempre el valor central saca un 0 %.",
    "Wie viel von dem, was Lieder unterscheidet, das Modell erfasst, geprüft an Interpreten, die es nie gehört hat. Oberer Balken: Ausschnitte ab 29 Sekunden. Unterer Balken: kürzere. 100 % wäre vollkommen; immer den mittleren Wert zu raten ergibt 0 %.",
]);
pub const FEATURE: Text = Text(["Feature", "Característica", "Merkmal"]);
pub const R2: Text = Text(["R²", "R²", "R²"]);
pub const SHORT_R2: Text = Text(["R², shorter clips", "R², fragmentos cortos", "R², kürzere Ausschnitte"]);
pub const MAE: Text = Text(["Average error", "Error medio", "Mittlerer Fehler"]);
pub const CONSTANT_MAE: Text = Text([
    "Error of always guessing the middle",
    "Error de decir siempre el valor central",
    "Fehler, wenn man immer die Mitte rät",
]);
pub const MARGIN: Text = Text(["80% margin", "Margen del 80 %", "80-%-Spanne"]);
pub const COVERAGE: Text = Text(["Within it", "Dentro", "Darin"]);
pub const TABLE_HINT: Text = Text([
    "R² is what the bars show. All columns but the second are for clips of 29 seconds or longer, each judged by networks that have not heard its artist. Errors and margins are on the feature's own scale, 0 to 1. A margin should hold the true value in 80% of cases; the last column says in how many it does. Always guessing the middle value has an R² of at most 0.",
    "R² es lo que muestran las barras. Todas las columnas salvo la segunda son de fragmentos de 29 segundos o más, cada uno juzgado por redes que no han oído a su artista. Errores y márgenes van en la escala de la característica, de 0 a 1. Un margen debería contener el valor verdadero en el 80 % de los casos; la última columna dice en cuántos lo hace. Decir siempre el valor central tiene un R² de 0 como mucho.",
    "R² ist, was die Balken zeigen. Alle Spalten außer der zweiten gelten für Ausschnitte ab 29 Sekunden, jeder von Netzen beurteilt, die seinen Interpreten nicht gehört haben. Fehler und Spannen gelten auf der Skala des Merkmals, 0 bis 1. Eine Spanne soll in 80 % der Fälle den wahren Wert enthalten; die letzte Spalte sagt, in wie vielen sie es tut. Immer den mittleren Wert zu raten ergibt ein R² von höchstens 0.",
]);
pub const ONE_FEATURE: Text = Text([
    "Prediction and published value",
    "Predicción y valor publicado",
    "Schätzung und veröffentlichter Wert",
]);
pub const ONE_FEATURE_HINT: Text = Text([
    "Left: each dot is a song by an artist the model has not heard; on the line, the prediction is exactly right. Right: averages over songs with similar predictions; on the line, a value means what it says.",
    "Izquierda: cada punto es una canción de un artista que el modelo no ha oído; sobre la línea, la predicción es exacta. Derecha: promedios de canciones con predicciones parecidas; sobre la línea, un valor significa lo que dice.",
    "Links: Jeder Punkt ist ein Lied von jemandem, den das Modell nie gehört hat; auf der Linie stimmt die Schätzung genau. Rechts: Mittelwerte von Liedern mit ähnlicher Schätzung; auf der Linie bedeutet ein Wert, was er sagt.",
]);
pub const TRUE_VALUE: Text =
    Text(["Spotify’s value, 0 to 1", "Valor de Spotify, de 0 a 1", "Spotifys Wert, 0 bis 1"]);
pub const PREDICTED: Text = Text(["Prediction, 0 to 1", "Predicción, de 0 a 1", "Schätzung, 0 bis 1"]);
pub const MEAN_PREDICTED: Text = Text(["Average prediction", "Predicción media", "Mittlere Schätzung"]);
pub const MEAN_TRUE: Text =
    Text(["Average of Spotify’s values", "Media de los valores de Spotify", "Mittel von Spotifys Werten"]);
pub const IMPORTANCE_HINT: Text = Text([
    "How much worse it gets (the R² it loses) when one kind of measurement is shuffled between recordings. Kinds that tell much the same as others come out low, though the model uses them.",
    "Cuánto empeora (el R² que pierde) al barajar un tipo de medida entre grabaciones. Los tipos que dicen casi lo mismo que otros salen bajos, aunque el modelo los use.",
    "Wie viel schlechter es wird (das R², das es verliert), wenn eine Art von Messwerten zwischen Aufnahmen vertauscht wird. Arten, die fast dasselbe sagen wie andere, stehen niedrig, auch wenn das Modell sie nutzt.",
]);
pub const FAMILY: Text = Text(["Measurement", "Medida", "Messung"]);
pub const CURVES: Text =
    Text(["How the networks learnt", "Cómo aprendieron las redes", "Wie die Netze gelernt haben"]);
pub const CURVES_HINT: Text = Text([
    "Each network learns from four fifths of the artists, going through their songs again and again (each time is an epoch). The dashed line is its squared error on the other artists, as a share of how much the values vary: guessing their average stands at 1. The solid line is the error it trains on, with noise added and values left out; it is in another unit, so the two cannot be compared.",
    "Cada red aprende de cuatro quintas partes de los artistas, repasando sus canciones una y otra vez (cada vez es una época). La línea discontinua es su error cuadrático con los demás artistas, como parte de lo que varían los valores: decir su media queda en 1. La línea continua es el error con el que entrena, con ruido añadido y valores omitidos; está en otra unidad, así que no se pueden comparar.",
    "Jedes Netz lernt von vier Fünfteln der Interpreten und geht deren Lieder immer wieder durch (jedes Mal ist eine Epoche). Die gestrichelte Linie ist sein quadratischer Fehler bei den übrigen Interpreten, als Anteil daran, wie sehr die Werte schwanken: Wer ihren Durchschnitt rät, liegt bei 1. Die durchgezogene Linie ist der Fehler, an dem es übt, mit Rauschen und weggelassenen Werten; sie hat eine andere Einheit, beide lassen sich nicht vergleichen.",
]);
pub const TRAIN_LOSS: Text = Text(["training", "entrenamiento", "Training"]);
pub const DEV_LOSS: Text = Text(["other artists", "otros artistas", "andere Interpreten"]);
pub const EPOCH: Text = Text(["Epoch", "Época", "Epoche"]);
pub const LOSS: Text = Text(["Error", "Error", "Fehler"]);
pub const FAILURES: Text = Text(["Where it fails", "Dónde falla", "Wo es danebenliegt"]);
pub const WORST: Text = Text([
    "The ten test tracks on which it disagrees most with the other program",
    "Las diez pistas de prueba en que más discrepa del otro programa",
    "Die zehn Testtitel, bei denen es dem anderen Programm am meisten widerspricht",
]);
pub const LIMITS: [Text; 4] = [
    Text([
        "Most of the songs it learnt from are popular and sung. It knows less about independent, classical and other instrumental music, and that only from another program's labels.",
        "La mayoría de las canciones de las que aprendió son populares y cantadas. De la música independiente, clásica o instrumental sabe menos, y solo por las etiquetas de otro programa.",
        "Die meisten Lieder, von denen es gelernt hat, sind bekannt und gesungen. Von Indie, Klassik und sonstiger Instrumentalmusik weiß es weniger, und das nur aus den Angaben eines anderen Programms.",
    ]),
    Text([
        "The published values are for whole songs. A short clip or a quiet intro says less.",
        "Los valores publicados son de canciones enteras. Un fragmento corto o una introducción tranquila dicen menos.",
        "Die veröffentlichten Werte gelten für ganze Lieder. Ein kurzer Ausschnitt oder ein leiser Anfang sagt weniger.",
    ]),
    Text([
        "Liveness can hardly be told from the sound: it does little better than always saying the middle value.",
        "Si algo suena en vivo apenas se reconoce: acierta poco más que si dijera siempre el valor central.",
        "Ob etwas live ist, hört man dem Klang kaum an: Das Modell trifft es wenig besser, als wenn es immer den mittleren Wert sagte.",
    ]),
    Text([
        "How loud a file is says nothing about its energy here: files come at any level.",
        "El volumen de un archivo no dice aquí nada de su energía: los archivos vienen a cualquier nivel.",
        "Wie laut eine Datei ist, sagt hier nichts über ihre Energie: Dateien gibt es in jeder Lautstärke.",
    ]),
];

/// What the model learnt from.
pub fn how_it_was_made(figures: &Figures) -> String {
    let ([clips, windows], [long, short]) = (figures.learnt_from, figures.tested_on);
    let [clips, windows, judged, long] = [clips, windows, long + short, long].map(quantity);
    say!(
        "It learnt from {clips} clips of real songs, with the values that Spotify published for them, and from {windows} half-minutes of free music, much of it instrumental, labelled by another program. Everything below was measured on {judged} of the clips, {long} of them 29 seconds or longer, each judged by networks that had heard no song by its artist.",
        "Aprendió de {clips} fragmentos de canciones reales, con los valores que Spotify publicó de ellas, y de {windows} medios minutos de música libre, en gran parte instrumental, que etiquetó otro programa. Todo lo que sigue se midió en {judged} de los fragmentos, {long} de ellos de 29 segundos o más, cada uno juzgado por redes que no habían oído ninguna canción de su artista.",
        "Gelernt hat es von {clips} Ausschnitten echter Lieder mit den Werten, die Spotify dazu veröffentlicht hat, und von {windows} halben Minuten freier, großenteils instrumentaler Musik, die ein anderes Programm beschriftet hat. Alles Folgende wurde an {judged} der Ausschnitte gemessen, {long} davon mindestens 29 Sekunden lang, jeder von Netzen beurteilt, die kein Lied seines Interpreten gehört hatten."
    )
}

/// The mean figure in plain words.
pub fn how_good(figures: &Figures) -> String {
    say!(
        "Averaged over the seven features it is off by {}, on scales from 0 to 1; always saying the middle value is off by {}.",
        "De media en las siete características se desvía {}, en escalas de 0 a 1; decir siempre el valor central se desvía {}.",
        "Im Mittel über die sieben Merkmale liegt es um {} daneben, auf Skalen von 0 bis 1; wer immer den mittleren Wert sagt, um {}.",
        decimal(figures.mean_mae, 3),
        decimal(figures.constant_mean_mae, 3)
    )
}

/// Name of a network by its number, from 1.
pub fn network(number: usize) -> String {
    say!("Network {number}", "Red {number}", "Netz {number}")
}

/// Title of the plot of single songs.
pub fn scatter_title(name: &str) -> String {
    say!("{name}: song by song", "{name}: canción por canción", "{name}: Lied für Lied")
}

/// The plot of single songs in a sentence.
pub fn scatter_summary(name: &str, songs: usize, r2: f64, mae: f64) -> String {
    let songs = quantity(songs);
    say!(
        "{name}: predictions against Spotify's values of {songs} songs. R² {r2}, average error {mae}.",
        "{name}: predicciones frente a los valores de Spotify de {songs} canciones. R² {r2}, error medio {mae}.",
        "{name}: Schätzungen gegen Spotifys Werte von {songs} Liedern. R² {r2}, mittlerer Fehler {mae}.",
        r2 = decimal(r2, 3),
        mae = decimal(mae, 3)
    )
}

/// Title of the plot of averages.
pub fn reliability_title(name: &str) -> String {
    say!(
        "{name}: averages of similar predictions",
        "{name}: medias de predicciones parecidas",
        "{name}: Mittelwerte ähnlicher Schätzungen"
    )
}

/// The bins of a reliability plot, one by one.
pub fn reliability_summary(name: &str, bins: &[[f64; 2]]) -> String {
    let bins: Vec<String> =
        bins.iter().map(|[said, label]| format!("{} → {}", decimal(*said, 2), decimal(*label, 2))).collect();
    say!(
        "{name}: average prediction → average published value: {}.",
        "{name}: predicción media → valor publicado medio: {}.",
        "{name}: mittlere Schätzung → mittlerer veröffentlichter Wert: {}.",
        bins.join(", ")
    )
}

/// Title of what a feature's predictions go by.
pub fn importance_title(name: &str) -> String {
    say!("What {name} goes by", "En qué se basa {name}", "Wonach {name} sich richtet")
}

/// Where a loss curve begins and ends.
pub fn curve_summary(name: &str, network: &Network) -> String {
    let end = |losses: &[f32]| losses.last().copied().unwrap_or_default();
    let best = network.dev_loss.iter().copied().fold(f32::INFINITY, f32::min);
    say!(
        "{name}: loss over {} epochs. Training ends at {}, other artists at {}, at best {best}.",
        "{name}: error en {} épocas. El entrenamiento acaba en {}, los demás artistas en {}, en el mejor caso {best}.",
        "{name}: Fehler über {} Epochen. Das Training endet bei {}, andere Interpreten bei {}, bestenfalls {best}.",
        network.dev_loss.len(),
        decimal(end(&network.train_loss), 2),
        decimal(end(&network.dev_loss), 2),
        best = decimal(best, 2)
    )
}

/// A label that is off.
pub fn off(name: &str, said: f32, label: f32) -> String {
    say!(
        "{name} {said} instead of {label}",
        "{name} {said} en vez de {label}",
        "{name} {said} statt {label}",
        said = decimal(said, 2),
        label = decimal(label, 2)
    )
}

/// Where a failure comes from, and how far it is off.
pub fn failure_facts(failure: &Failure) -> String {
    say!(
        "{}; a third program tags it {}; {} standard deviations off",
        "{}; un tercer programa la etiqueta {}; {} desviaciones típicas de error",
        "{}; ein drittes Programm nennt es {}; {} Standardabweichungen daneben",
        failure.collection,
        failure.tags.join(", "),
        decimal(failure.error, 2)
    )
}

/// When, and on what, the figures were computed.
pub fn written(when: &str) -> String {
    say!(
        "Measured: {when}. The model card has all figures.",
        "Medido: {when}. La ficha del modelo tiene todas las cifras.",
        "Gemessen: {when}. Alle Zahlen stehen in der Modellkarte."
    )
}
