//! What tests of several files stand on.

use segue_cli::record::Record;

/// A record with something in every field that a file may have.
pub fn record(number: u32) -> Record {
    let share = (number % 100) as f32 / 100.0;
    Record {
        file: format!("Music/Ärzte, \"live\"/{number}.mp3"),
        title: (!number.is_multiple_of(3)).then(|| format!("=Title {number}")),
        artist: Some("Artist, Other".into()),
        danceability: share,
        energy: 0.1 + share / 3.0,
        key: (number % 13) as i8 - 1,
        loudness: -7.2,
        mode: (number % 2) as u8,
        tempo: 120.1,
        r#type: "audio_features".into(),
        duration_ms: 240_000,
        time_signature: number.is_multiple_of(2).then_some(4),
        tempo_confidence: 0.7,
        energy_low: share / 4.0,
        energy_high: 0.9,
        hash: format!("{number:032x}"),
        bytes: 5_000_000_000,
        modified_ms: 1_790_000_000_123,
        analysed_by: "7-0123abcd".into(),
        ..Record::default()
    }
}
