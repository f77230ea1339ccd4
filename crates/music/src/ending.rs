//! How names of audio files end: said once for all who sort files by their names, or read what a name says.

/// Ends of names of audio that is played here, in lower case.
pub const AUDIO_ENDINGS: [&str; 24] = [
    "wav", "wave", "bwf", "rf64", "bw64", "aif", "aiff", "aifc", "caf", "mp3", "mp2", "mpga", "flac", "ogg",
    "oga", "opus", "m4a", "m4b", "m4r", "mp4", "aac", "webm", "weba", "mka",
];

/// Ends of names of audio that cannot be played here, in lower case.
pub const UNPLAYABLE_ENDINGS: [&str; 16] = [
    "wma", "ape", "wv", "mpc", "dsf", "dff", "tta", "tak", "amr", "ac3", "dts", "ra", "mid", "midi", "au",
    "spx",
];

/// Whether an ending, in any case, is that of audio that is played here.
pub fn is_audio_ending(ending: &str) -> bool {
    is_one_of(&AUDIO_ENDINGS, ending)
}

/// Whether an ending, in any case, is that of audio that cannot be played here.
pub fn is_unplayable_ending(ending: &str) -> bool {
    is_one_of(&UNPLAYABLE_ENDINGS, ending)
}

fn is_one_of(endings: &[&str], wanted: &str) -> bool {
    endings.iter().any(|ending| ending.eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_is_of_one_kind_in_any_case() {
        assert!(is_audio_ending("MP3") && !is_unplayable_ending("mp3"));
        assert!(is_unplayable_ending("Wma") && !is_audio_ending("wma"));
        assert!(!is_audio_ending("") && !is_audio_ending("jpg"));
        assert!(!AUDIO_ENDINGS.iter().any(|ending| is_unplayable_ending(ending)));
    }
}
