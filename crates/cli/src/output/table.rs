//! Records for eyes: a row a file, or all of a single one.

use music::Key;
use protocol::Feature;
use segue_cli::record::Record;
use std::io::{self, Write};

use crate::failure::one_line;

/// Writes rows, or what is known of a file that is alone.
pub struct Table<W> {
    output: W,
    is_alone: bool,
    has_header: bool,
}

impl<W: Write> Table<W> {
    /// Writes to an output.
    pub fn new(output: W, is_alone: bool) -> Self {
        Self { output, is_alone, has_header: false }
    }

    /// Writes a record.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn put(&mut self, record: &Record) -> io::Result<()> {
        let text = if self.is_alone {
            all_of(record)
        } else if self.has_header {
            row(record)
        } else {
            self.has_header = true;
            format!("{HEADER}\n{}", row(record))
        };
        self.output.write_all(text.as_bytes())?;
        self.output.flush()
    }
}

const HEADER: &str = "  BPM  key  danc  ener  vale  acou  inst  live  spee  loudness  length  file";

fn row(record: &Record) -> String {
    let tempo = if record.tempo > 0.0 { format!("{:.1}", record.tempo) } else { "–".into() };
    let key = Key::from_spotify(record.key, record.mode).map_or("–", Key::short_name);
    let shares = [
        record.danceability,
        record.energy,
        record.valence,
        record.acousticness,
        record.instrumentalness,
        record.liveness,
        record.speechiness,
    ];
    let shares: Vec<String> = shares.iter().map(|share| format!("{share:>4.2}")).collect();
    let seconds = record.duration_ms / 1000;
    let length = format!("{}:{:02}", seconds / 60, seconds % 60);
    let file = one_line(&record.file);
    format!("{tempo:>5}  {key:>3}  {}  {:>5.1} dB  {length:>6}  {file}\n", shares.join("  "), record.loudness)
}

/// Everything that a record says, over several lines.
fn all_of(record: &Record) -> String {
    let mut lines = vec![one_line(&record.file)];
    let mut line = |name: &str, value: String| lines.push(format!("  {name:<18}{value}"));
    let said = [("title", &record.title), ("artist", &record.artist), ("album", &record.album)];
    said.iter().for_each(|(name, text)| {
        if let Some(text) = text {
            line(name, one_line(text));
        }
    });
    for feature in Feature::PREDICTED {
        if let Some((value, low, high)) = record.predicted(feature) {
            line(feature.name(), format!("{value:>6.2} ({low:.2} … {high:.2})"));
        }
    }
    let key = Key::from_spotify(record.key, record.mode)
        .map(|key| format!("{} ({:.0}% sure)", key.name(), 100.0 * record.key_confidence));
    line("key and mode", key.unwrap_or_else(|| "none".into()));
    line("tempo", format!("{:>6.1} BPM ({:.0}% sure)", record.tempo, 100.0 * record.tempo_confidence));
    line("loudness", format!("{:>6.1} dB ({:.1} LUFS)", record.loudness, record.loudness_lufs));
    line("length", format!("{:>6.1} s", record.duration_ms as f64 / 1000.0));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::record;

    #[test]
    fn rows_stand_below_their_header() {
        let mut bytes = Vec::new();
        let mut table = Table::new(&mut bytes, false);
        [1, 25].map(record).iter().for_each(|record| table.put(record).unwrap());
        let text = String::from_utf8(bytes).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3);
        let at = |text: &str, word: &str| text.split(word).next().unwrap().chars().count();
        assert_eq!(at(lines[0], "file"), at(lines[1], "Music"));
        assert_eq!(at(lines[1], "Music"), at(lines[2], "Music"));
        assert!(lines[1].starts_with("120.1    C  0.01"), "{}", lines[1]);
    }

    #[test]
    fn names_move_no_cursor() {
        let odd = Record { file: "a\u{1b}[2J\nb".into(), title: Some("x\ry".into()), ..record(1) };
        assert!(!row(&odd).contains('\u{1b}') && row(&odd).lines().count() == 1);
        assert!(!all_of(&odd).contains(['\u{1b}', '\r']));
    }
}
