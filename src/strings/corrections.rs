//! What the user knows better than the page: tempo, key, beats, and which song it is.

use music::Grid;
use protocol::{OwnTrack, Told};
use ui::language::{Text, say};
use ui::say;
use ui::words::{clock, decimal, isolated, key_name, number};

pub const NOT_THIS_SONG: Text = Text(["Not this song", "No es esta canción", "Nicht dieses Lied"]);
pub const MATCH_AGAIN: Text = Text(["Match again", "Volver a reconocerla", "Neu erkennen"]);
pub const CORRECT: Text =
    Text(["Correct tempo or key", "Corregir tempo o tonalidad", "Tempo oder Tonart korrigieren"]);
pub const TEMPO_BPM: Text = Text(["Tempo, BPM", "Tempo, BPM", "Tempo, BPM"]);
pub const TEMPO_FACTORS: Text =
    Text(["Other readings of the tempo", "Otras lecturas del tempo", "Andere Lesarten des Tempos"]);
pub const KEY: Text = Text(["Key", "Tonalidad", "Tonart"]);
pub const AS_HEARD: Text = Text(["As heard", "Como se detectó", "Wie erkannt"]);
pub const LOCKED: Text = Text([
    "Locked: your correction counts everywhere, and stays when the file is analysed again.",
    "Fijado: tu corrección cuenta en todas partes y se conserva cuando el archivo se analiza de nuevo.",
    "Festgelegt: Deine Korrektur gilt überall und bleibt, wenn die Datei neu analysiert wird.",
]);
pub const CORRECT_BEAT: Text = Text(["Move the beat", "Mover el pulso", "Beat verschieben"]);
pub const BEAT_EARLIER: Text = Text(["1 beat earlier", "1 pulso antes", "1 Schlag früher"]);
pub const BEAT_LATER: Text = Text(["1 beat later", "1 pulso después", "1 Schlag später"]);
pub const STEP_EARLIER: Text = Text(["10 ms earlier", "10 ms antes", "10 ms früher"]);
pub const STEP_LATER: Text = Text(["10 ms later", "10 ms después", "10 ms später"]);
/// The beat at which the track is begins a bar.
pub const ONE_HERE: Text = Text(["This is the one", "Aquí cae el uno", "Hier ist die Eins"]);

/// Where beats and bars begin.
pub fn beats(grid: Option<Grid>) -> String {
    let Some(grid) = grid else {
        return say(
            "No beat was heard. Set the tempo, play the track and press “This is the one” where a bar begins.",
            "No se oyó ningún pulso. Fija el tempo, reproduce la pista y pulsa «Aquí cae el uno» donde empiece un compás.",
            "Kein Beat gehört. Stell das Tempo ein, spiel den Titel ab und drücke „Hier ist die Eins“, wo ein Takt beginnt.",
        )
        .into();
    };
    let bar = decimal(grid.first_bar_s(), 2);
    if grid.knows_bars() {
        say!(
            "The first bar begins at {bar} s. Exports and transitions go by that, also when the file is analysed again.",
            "El primer compás empieza en {bar} s. Vale para exportaciones y transiciones, también si el archivo se analiza de nuevo.",
            "Der erste Takt beginnt bei {bar} s. Das gilt für Export und Übergänge, auch wenn die Datei neu analysiert wird."
        )
    } else {
        say!(
            "The first beat was heard at {bar} s; which beat begins a bar, you know better.",
            "El primer pulso se oyó en {bar} s; dónde empieza el compás lo sabes tú mejor.",
            "Der erste Schlag war bei {bar} s zu hören; wo der Takt beginnt, weißt du besser."
        )
    }
}

/// Label of the button that multiplies the tempo.
pub fn tempo_times(factor: &str) -> String {
    say!("Tempo {factor}", "Tempo {factor}", "Tempo {factor}")
}

/// What a file's own tags say of tempo and key, and what other programs do; `None` where nobody says anything.
pub fn claims(track: &OwnTrack) -> Option<String> {
    let mut sentences = Vec::new();
    if !track.claims.is_empty() {
        let claims: Vec<String> = track.claims.iter().map(|claim| isolated(claim)).collect();
        let claims = claims.join(" · ");
        sentences.push(say!(
            "The file's own tags say {claims}.",
            "Las etiquetas del propio archivo dicen {claims}.",
            "In den Tags der Datei steht {claims}."
        ));
    }
    sentences.extend(track.told.iter().map(told));
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// What a program's collection says of a track.
fn told(Told { program, tempo, key, cues }: &Told) -> String {
    const SHOWN: usize = 8;
    let mut parts = Vec::new();
    parts.extend(tempo.map(|tempo| format!("{} BPM", number((tempo * 100.0).round() / 100.0))));
    parts.extend(key.map(|key| format!("{} ({})", key_name(key), key.camelot())));
    let marks: Vec<String> = cues
        .iter()
        .take(SHOWN)
        .map(|(start_s, name)| {
            format!("{} {}", clock(f64::from(*start_s)), isolated(name)).trim_end().to_owned()
        })
        .collect();
    let more = cues.len().saturating_sub(SHOWN);
    if !marks.is_empty() {
        let more = if more > 0 {
            say!(" and {more} more", " y {more} más", " und {more} weitere")
        } else {
            String::new()
        };
        let marks = marks.join(", ");
        parts.push(say!("marks at {marks}{more}", "marcas en {marks}{more}", "Marken bei {marks}{more}"));
    }
    let parts = parts.join(" · ");
    say!("{program} says {parts}.", "{program} dice {parts}.", "In {program}: {parts}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beats_are_told_as_heard_or_as_set() {
        assert!(beats(None).starts_with("No beat was heard."));
        let grid = |is_one| Grid::new(120.0, Some(4), 2.25, is_one);
        assert!(beats(grid(false)).starts_with("The first beat was heard at 2.25 s;"));
        assert!(beats(grid(true)).starts_with("The first bar begins at 0.25 s."));
    }
}
