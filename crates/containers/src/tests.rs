#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::*;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../pkg-tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn sniffed(bytes: &[u8]) -> Option<Sniffed> {
    sniff(&InMemory(bytes))
}

#[test]
fn real_files_tell_codec_rate_and_length() {
    for (name, container, codec, rate) in [
        ("music.flac", Container::Flac, "FLAC", 22_050),
        ("music.m4a", Container::Mp4, "AAC", 44_100),
        ("music.mp3", Container::Frames, "MP3", 44_100),
        ("music.ogg", Container::Ogg, "Vorbis", 44_100),
        ("music.opus", Container::Ogg, "Opus", 48_000),
        ("music.webm", Container::Matroska, "Opus", 48_000),
    ] {
        let found = sniffed(&fixture(name)).unwrap();
        assert_eq!((found.container, found.codec.as_deref()), (container, Some(codec)), "{name}");
        assert_eq!(found.sample_rate, Some(rate), "{name}");
        let seconds = found.seconds.unwrap();
        assert!((seconds - LENGTH_S).abs() < 0.1, "{name}: {seconds} s");
        assert!(!found.changes(), "{name}");
    }
}

/// Length of the fixtures, seconds.
const LENGTH_S: f64 = 9.0;

#[test]
fn a_tag_before_the_audio_is_skipped() {
    let mut tagged = b"ID3\x04\0\0\0\0\x02\0".to_vec();
    tagged.extend([0u8; 256]);
    tagged.extend(fixture("music.mp3"));
    let found = sniffed(&tagged).unwrap();
    assert_eq!((found.sample_rate, found.parts.len()), (Some(44_100), 1));
    // The fixture has a tag of its own, of 20 bytes.
    assert_eq!(found.parts[0].start, 266 + 20);
}

#[test]
fn glued_songs_are_counted_and_their_lengths_added() {
    for name in ["music.ogg", "music.opus", "music.mp3"] {
        let twice = [fixture(name), fixture(name)].concat();
        let found = sniffed(&twice).unwrap();
        assert_eq!(found.parts.len(), 2, "{name}");
        assert!(found.parts[0].end <= found.parts[1].start, "{name}");
        assert!((found.seconds.unwrap() - 2.0 * LENGTH_S).abs() < 0.2, "{name}: {:?}", found.seconds);
    }
}

/// A frame of MPEG 1 layer 3 at 32 kbit/s: 48 kHz stereo or 32 kHz mono.
fn frame(is_mono: bool) -> Vec<u8> {
    let (rate, mode, len) = if is_mono { (2u8, 0xC0, 144) } else { (1, 0, 96) };
    let mut frame = vec![0xFF, 0xFB, 0x10 | rate << 2, mode];
    frame.resize(len, 0);
    frame
}

#[test]
fn frames_that_change_are_parts() {
    let file = [frame(true).repeat(10), frame(false).repeat(100), vec![0; 5000]].concat();
    let found = sniffed(&file).unwrap();
    assert!(found.changes());
    let forms: Vec<_> = found.parts.iter().map(|part| (part.sample_rate, part.channels)).collect();
    assert_eq!(forms, [(32_000, 1), (48_000, 2)]);
    assert!((found.parts[1].seconds - 100.0 * 1152.0 / 48_000.0).abs() < 1e-9);
    assert_eq!(found.sample_rate, Some(48_000), "that of most of the time");
    assert_eq!(found.parts[1].end, 1440 + 9600, "zeros behind the last frame are none of it");
}

#[test]
fn formats_are_known_by_their_bytes() {
    let container = |bytes: &[u8]| sniffed(bytes).map(|found| found.container);
    for marker in ["RIFF", "RF64", "BW64"] {
        assert_eq!(container(&[marker.as_bytes(), b"\x24\0\0\0WAVEfmt "].concat()), Some(Container::Wav));
    }
    assert_eq!(container(b"FORM\0\0\0\x24AIFCFVER"), Some(Container::Aiff));
    assert_eq!(sniffed(b"DSD \0\0\0\x24\0\0\0\0\0\0\0\0").unwrap().codec.unwrap(), "DSD (DSF)");
    assert_eq!(container(b"Dear diary, today I bought a record."), None);
    assert_eq!(container(b""), None);
}

fn mp4_box(kind: &[u8], contents: &[u8]) -> Vec<u8> {
    [&(contents.len() as u32 + 8).to_be_bytes(), kind, contents].concat()
}

fn mp4_track(handler: &[u8], ticks: u32, entry: &[u8]) -> Vec<u8> {
    let stsd = mp4_box(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1], entry].concat());
    let info = mp4_box(b"minf", &mp4_box(b"stbl", &stsd));
    let clock = [&[0; 12], &ticks.to_be_bytes()[..], &(ticks * 5).to_be_bytes(), &[0; 4]].concat();
    let handler = mp4_box(b"hdlr", &[&[0; 8], handler, &[0; 12]].concat());
    mp4_box(b"trak", &mp4_box(b"mdia", &[mp4_box(b"mdhd", &clock), handler, info].concat()))
}

fn entry(kind: &[u8], rate: u32, inside: &[u8]) -> Vec<u8> {
    mp4_box(kind, &[&[0; 24], &(rate << 16).to_be_bytes()[..], inside].concat())
}

#[test]
fn a_picture_track_tells_no_rate() {
    // Where an audio entry has its rate, this one has a picture's width: 1280.
    let video = mp4_track(b"vide", 90_000, &mp4_box(b"avc1", &[[0; 24], [5; 24]].concat()));
    let audio = mp4_track(b"soun", 48_000, &entry(b"mp4a", 48_000, &[]));
    let file = [mp4_box(b"ftyp", b"isom"), mp4_box(b"moov", &[video, audio].concat())].concat();
    let found = sniffed(&file).unwrap();
    assert_eq!((found.sample_rate, found.seconds), (Some(48_000), Some(5.0)));
    assert_eq!(found.codec.as_deref(), Some("AAC"));
}

#[test]
fn apple_lossless_tells_high_rates_in_its_own_header() {
    let cookie = [&[0; 4], &[0; 20][..], &96_000u32.to_be_bytes()].concat();
    let track = mp4_track(b"soun", 96_000, &entry(b"alac", 0, &mp4_box(b"alac", &cookie)));
    let file = [mp4_box(b"ftyp", b"M4A "), mp4_box(b"moov", &track)].concat();
    let found = sniffed(&file).unwrap();
    assert_eq!((found.sample_rate, found.codec.as_deref()), (Some(96_000), Some("Apple Lossless")));
}

/// Every prefix of every real file, and real files with bytes changed: an answer, never a panic.
#[test]
fn damage_is_survived() {
    let mut state = 1u32;
    let mut random = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    for name in ["music.flac", "music.m4a", "music.mp3", "music.ogg", "music.opus", "music.webm"] {
        let mut file = fixture(name);
        for len in (0..200).chain((200..file.len()).step_by(file.len() / 20)) {
            sniffed(&file[..len]);
        }
        for _ in 0..100 {
            let position = random() as usize % file.len().min(1000);
            file[position] = random() as u8;
            sniffed(&file);
        }
    }
}
