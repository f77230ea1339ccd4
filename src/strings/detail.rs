//! One track: what was heard, and where that is from.

use ui::language::Text;

pub const FAILED_HEADING: Text =
    Text(["This one did not work", "Esta no funcionó", "Das hat nicht geklappt"]);
pub const FAILED_ADVICE: Text = Text([
    "Your other tracks are not affected. WAV, AIFF, MP3, FLAC, Ogg, Opus, M4A and WebM files of 3 seconds to six hours can be analysed.",
    "Tus otras pistas no se ven afectadas. Se pueden analizar archivos WAV, AIFF, MP3, FLAC, Ogg, Opus, M4A y WebM de 3 segundos a seis horas.",
    "Deine anderen Titel sind nicht betroffen. WAV, AIFF, MP3, FLAC, Ogg, Opus, M4A und WebM von 3 Sekunden bis zu sechs Stunden lassen sich analysieren.",
]);
pub const PROGRESS_ADVICE: Text = Text([
    "The result appears here. Nothing is uploaded: this device does the listening.",
    "El resultado aparece aquí. Nada se sube: es este dispositivo el que escucha.",
    "Das Ergebnis erscheint hier. Nichts wird hochgeladen: Dieses Gerät hört selbst.",
]);
pub const CANCELLED_HEADING: Text = Text(["Stopped", "Detenida", "Abgebrochen"]);
pub const CANCELLED_ADVICE: Text = Text([
    "You stopped this track before it was analysed.",
    "Detuviste esta pista antes de que se analizara.",
    "Du hast die Analyse dieses Titels abgebrochen.",
]);
pub const BRIEF_HINT: Text = Text([
    "Restored from a saved copy, which leaves out spectrum and spectrogram. Add the file again to see them.",
    "Recuperada de una copia, que omite el espectro y el espectrograma. Añade el archivo de nuevo para verlos.",
    "Aus einer gespeicherten Kopie, die Spektrum und Spektrogramm weglässt. Füge die Datei noch einmal hinzu, um beide zu sehen.",
]);
pub const IMPORTED_HINT: Text = Text([
    "As the imported file has them; there is no audio to listen to.",
    "Como los trae el archivo importado; no hay audio que escuchar.",
    "Wie in der importierten Datei; es gibt kein Audio dazu.",
]);
pub const OUTDATED_HINT: Text = Text([
    "Heard by an earlier version of this page. Add the file again to have it analysed anew.",
    "La oyó una versión anterior de esta página. Añade el archivo de nuevo para analizarlo otra vez.",
    "Von einer früheren Version dieser Seite gehört. Füge die Datei noch einmal hinzu, um sie neu zu analysieren.",
]);
pub const FEATURES: Text = Text(["Audio features", "Características de audio", "Klangmerkmale"]);
pub const FEATURES_HINT: Text = Text([
    "On the scales Spotify used. For four songs out of five Spotify's own value lies in the likely range; the word before it says how far to trust the number.",
    "En las escalas que usaba Spotify. En cuatro de cada cinco canciones el valor de Spotify cae en el intervalo probable; la palabra que lo precede dice cuánto fiarse del número.",
    "Auf den Skalen, die Spotify verwendet hat. Bei vier von fünf Liedern liegt Spotifys Wert im wahrscheinlichen Bereich; das Wort davor sagt, wie verlässlich die Zahl ist.",
]);
pub const TAGS: Text = Text(["Might be tagged", "Posibles etiquetas", "Mögliche Schlagwörter"]);
pub const TAGS_HINT: Text = Text([
    "Guesses, by what stands out against other songs.",
    "Conjeturas, por lo que destaca frente a otras canciones.",
    "Vermutungen, nach dem, was gegenüber anderen Liedern heraussticht.",
]);
pub const WHY: Text = Text(["What drove this", "Qué influyó", "Was dazu geführt hat"]);
pub const WHY_PENDING: Text = Text(["Working it out…", "Calculando…", "Wird berechnet…"]);
pub const WHY_ASPECTS: Text =
    Text(["By aspect of the sound", "Por aspecto del sonido", "Nach Seiten des Klangs"]);
pub const WHY_REGISTERS: Text = Text(["By register", "Por registro", "Nach Frequenzbereich"]);
pub const WHY_REST: Text = Text(["all the rest", "todo lo demás", "alles Übrige"]);
pub const DRIVE: Text = Text(["What drove", "Qué influyó en", "Was bewirkte"]);
pub const DRIVE_NONE: Text =
    Text(["– choose a feature –", "– elige una característica –", "– Merkmal wählen –"]);
pub const TIMELINE: Text = Text(["Along the track", "A lo largo de la pista", "Im Verlauf des Titels"]);
pub const TIMELINE_CHOICE: Text = Text([
    "Feature to show along the track",
    "Característica que mostrar a lo largo de la pista",
    "Merkmal, das im Verlauf gezeigt wird",
]);
pub const YOUR_FILE: Text = Text(["Your file", "Tu archivo", "Deine Datei"]);
pub const CATALOGUE_FEATURES_HINT: Text =
    Text(["As Spotify published them.", "Como las publicó Spotify.", "Wie von Spotify veröffentlicht."]);
pub const SPECTRUM: Text = Text(["Fourier spectrum", "Espectro de Fourier", "Fourier-Spektrum"]);
pub const SPECTRUM_SCALE: Text = Text(["Scale", "Escala", "Skala"]);
pub const SPECTRUM_Z: Text = Text(["Normalised", "Normalizado", "Normiert"]);
pub const SPECTRUM_DB: Text = Text(["Level", "Nivel", "Pegel"]);
pub const SPECTRUM_Z_HINT: Text = Text([
    "10,000 steps of half a hertz, each compared with other music: above 0 there is more of that frequency than usual, below 0 less.",
    "10\u{a0}000 pasos de medio hercio, cada uno comparado con otra música: por encima de 0 hay más de esa frecuencia que de costumbre; por debajo, menos.",
    "10.000 Schritte von einem halben Hertz, jeder mit anderer Musik verglichen: über 0 mehr von dieser Frequenz als üblich, unter 0 weniger.",
]);
pub const SPECTRUM_DB_HINT: Text = Text([
    "Strength in 10,000 steps of half a hertz, beside the strongest.",
    "Intensidad en 10\u{a0}000 pasos de medio hercio, respecto a la más fuerte.",
    "Stärke in 10.000 Schritten von einem halben Hertz, gegenüber der stärksten.",
]);
pub const SPECTRUM_Z_UNITS: Text = Text([
    "Across: frequency, kHz. Up: how far from usual (1 is one standard deviation).",
    "Horizontal: frecuencia, kHz. Vertical: cuánto se aparta de lo habitual (1 es una desviación típica).",
    "Waagerecht: Frequenz, kHz. Senkrecht: wie weit vom Üblichen (1 heißt: eine Standardabweichung).",
]);
pub const SPECTRUM_DB_UNITS: Text = Text([
    "Across: frequency, kHz. Up: dB below the strongest.",
    "Horizontal: frecuencia, kHz. Vertical: dB por debajo de la más fuerte.",
    "Waagerecht: Frequenz, kHz. Senkrecht: dB unter der stärksten.",
]);
pub const NO_KEY: Text = Text(["No key", "Sin tonalidad", "Keine Tonart"]);
pub const ENERGY_OF_TEN: Text = Text([" /10 energy", " /10 de energía", " /10 Energie"]);
pub const AT_A_GLANCE: Text =
    Text(["Features at a glance", "Características de un vistazo", "Klangmerkmale auf einen Blick"]);
pub const LEGEND_INTERVAL: Text = Text(["likely range", "intervalo probable", "wahrscheinlicher Bereich"]);
pub const LEGEND_ROUGH: Text = Text(["rough guess", "aproximado", "grob geschätzt"]);
pub const LEGEND_USUAL: Text = Text(["a usual song", "una canción habitual", "übliches Lied"]);
pub const ONE_BY_ONE: Text = Text([
    "What each number means, and how sure it is",
    "Qué significa cada número y cuán seguro es",
    "Was jede Zahl bedeutet, und wie sicher sie ist",
]);
