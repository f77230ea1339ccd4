//! AIFF, CAF, compressed files, and files of several parts.

use super::*;

fn aiff_chunk(id: &[u8], contents: &[u8]) -> Vec<u8> {
    let mut chunk = [id, &(contents.len() as u32).to_be_bytes(), contents].concat();
    chunk.resize(chunk.len().next_multiple_of(2), 0);
    chunk
}

/// An AIFF-C file, or an AIFF file where no codec is named. A title of odd length comes first.
fn aiff(codec: &[u8], bits: u16, data: &[u8]) -> Vec<u8> {
    let mut common = [&2u16.to_be_bytes()[..], &(FRAMES as u32).to_be_bytes(), &bits.to_be_bytes()].concat();
    common.extend([0x40, 0x0E, 0xAC, 0x44, 0, 0, 0, 0, 0, 0]);
    common.extend(codec);
    if !codec.is_empty() {
        common.extend([0, 0]);
    }
    let sound = aiff_chunk(b"SSND", &[&[0; 8], data].concat());
    let form: &[u8] = if codec.is_empty() { b"AIFF" } else { b"AIFC" };
    let inside = [form, &aiff_chunk(b"NAME", b"odd"), &aiff_chunk(b"COMM", &common), &sound].concat();
    aiff_chunk(b"FORM", &inside)
}

#[test]
fn aiff_is_read_in_either_order_of_bytes() {
    let big = samples_of(|x| x.to_be_bytes().to_vec());
    for codec in [&b""[..], b"NONE", b"twos"] {
        assert_heard(&aiff(codec, 16, &big), FRAMES, 0.0);
    }
    assert_heard(&aiff(b"sowt", 16, &s16()), FRAMES, 0.0);
    assert_heard(&aiff(b"", 24, &samples_of(|x| [&x.to_be_bytes()[..], &[0]].concat())), FRAMES, 0.0);
    let float = samples_of(|x| (f32::from(x) / 32_768.0).to_be_bytes().to_vec());
    assert_heard(&aiff(b"fl32", 32, &float), FRAMES, 0.0);
    let double = samples_of(|x| (f64::from(x) / 32_768.0).to_be_bytes().to_vec());
    assert_heard(&aiff(b"FL64", 64, &double), FRAMES, 0.0);
    let named = decoded(&aiff(b"QDM2", 16, &big));
    assert_eq!(named, Err(DecodeError::Unsupported { codec: "QDesign Music".into() }));
}

#[test]
fn caf_of_unknown_length_is_read_to_the_end() {
    let mut file = b"caff\0\x01\0\0desc".to_vec();
    file.extend(32u64.to_be_bytes());
    file.extend(f64::from(RATE).to_be_bytes());
    file.extend(b"lpcm");
    for field in [2u32, 4, 1, 2, 16] {
        file.extend(field.to_be_bytes());
    }
    file.extend(b"data");
    file.extend((-1i64).to_be_bytes());
    file.extend([0; 4]);
    file.extend(s16());
    assert_heard(&file, FRAMES, 0.0);
}

fn seconds(decoded: &Decoded) -> f64 {
    decoded.channels[0].len() as f64 / f64::from(decoded.sample_rate)
}

#[test]
fn real_files_are_heard_whole() {
    let mut names = vec!["music.flac", "music.m4a", "music.mp3", "music.ogg"];
    if cfg!(feature = "opus") {
        names.extend(["music.opus", "music.webm"]);
    }
    for name in names {
        let heard = decoded(&fixture(name)).unwrap();
        assert!((seconds(&heard) - 9.0).abs() < 0.06, "{name}: {} s", seconds(&heard));
        assert_eq!(heard.notes, Notes { parts: 1, ..Notes::default() }, "{name}");
    }
}

#[test]
fn a_file_that_was_not_copied_to_its_end_is_heard_and_told() {
    for name in ["music.flac", "music.mp3"] {
        let whole = fixture(name);
        let heard = decoded(&whole[..whole.len() / 2]).unwrap();
        let cut = heard.notes.cut_off.unwrap();
        assert!((cut.claimed_s - 9.0).abs() < 0.06, "{name}: {} s", cut.claimed_s);
        assert!(
            (cut.seconds - seconds(&heard)).abs() < 1e-6 && cut.seconds < 6.0,
            "{name}: {} s",
            cut.seconds
        );
    }
}

/// The index of an M4A stands behind the sound, or before it; a WebM is read from its front.
#[test]
fn of_half_a_file_is_heard_what_can_be() {
    let names = if cfg!(feature = "opus") { &["music.m4a", "music.webm"][..] } else { &["music.m4a"] };
    for name in names {
        let whole = fixture(name);
        let half = &whole[..whole.len() / 2];
        match decoded(half) {
            Ok(heard) => {
                assert!(heard.notes.cut_off.is_some() && seconds(&heard) > 3.0, "{name}: {:?}", heard.notes)
            }
            Err(error) => assert!(matches!(error, DecodeError::Unfinished), "{name}: {error}"),
        }
    }
}

/// By the file's edit list: 1,024 samples before the music, and the rest of a frame behind it.
#[test]
fn what_the_encoder_added_is_left_out_of_m4a() {
    let (m4a, ogg) = (decoded(&fixture("music.m4a")).unwrap(), decoded(&fixture("music.ogg")).unwrap());
    assert_eq!(m4a.channels[0].len(), 9 * 44_100);
    let differ = |late: usize| {
        let pairs = ogg.channels[0][2_000..90_000].iter().zip(&m4a.channels[0][2_000 + late..]);
        pairs.map(|(ogg, m4a)| (ogg - m4a).powi(2)).sum::<f32>()
    };
    let least = (0..20).map(differ).fold(f32::INFINITY, f32::min);
    assert_eq!(differ(0), least);
}

#[test]
fn songs_of_a_chain_are_all_heard_and_counted() {
    for name in ["music.ogg", "music.mp3"] {
        let one = decoded(&fixture(name)).unwrap();
        let two = decoded(&[fixture(name), fixture(name)].concat()).unwrap();
        assert_eq!(two.notes, Notes { parts: 2, ..Notes::default() }, "{name}");
        assert_eq!(two.channels[0], [&one.channels[0][..], &one.channels[0]].concat(), "{name}");
    }
}

#[test]
fn mp3_in_wav_is_decoded() {
    let mp3 = fixture("music.mp3");
    let wrapped = riff(&[fmt(0x55, 2, 0, 1), chunk(b"data", &mp3)]);
    assert_eq!(decoded(&wrapped).unwrap().channels, decoded(&mp3).unwrap().channels);
}

/// A tone at a rate, as a run of a file's part.
struct Tone {
    rate: u32,
    left: usize,
    at: usize,
}

impl Run for Tone {
    fn sample_rate(&self) -> u32 {
        self.rate
    }

    fn channels(&self) -> usize {
        1
    }

    fn seconds(&self) -> Option<f64> {
        None
    }

    fn next(&mut self) -> Result<Option<Planes>, DecodeError> {
        let count = self.left.min(1_152);
        self.left -= count;
        let samples = (self.at..self.at + count).map(|frame| tone(frame, self.rate)).collect();
        self.at += count;
        Ok((count > 0).then(|| vec![samples]))
    }
}

/// 440 Hz.
fn tone(frame: usize, rate: u32) -> f32 {
    (std::f64::consts::TAU * 440.0 * frame as f64 / f64::from(rate)).sin() as f32
}

#[test]
fn a_part_of_another_rate_keeps_length_and_pitch() {
    for (from, to) in [(22_050, 44_100), (48_000, 44_100), (44_100, 48_000), (8_000, 44_100)] {
        let mut decoder = Decoder {
            file: Shared::new(Box::new(Cursor::new(Vec::new()))).unwrap(),
            waiting: VecDeque::new(),
            current: None,
            sample_rate: to,
            channels: 2,
            seconds: None,
            claimed_s: None,
            notes: Notes::default(),
            given: 0,
        };
        decoder.start(Box::new(Tone { rate: from, left: from as usize * 7, at: 0 }));
        let blocks: Vec<Planes> = decoder.map(Result::unwrap).collect();
        assert_eq!(blocks.len(), 2, "five seconds and two");
        let heard: Vec<f32> = blocks.iter().flat_map(|block| block[1].iter().copied()).collect();
        assert_eq!(heard.len(), to as usize * 7, "{from} to {to}");
        for frame in (1_000..heard.len() - 1_000).step_by(7) {
            let error = (heard[frame] - tone(frame, to)).abs();
            assert!(error < 2e-3, "{from} to {to}, {frame}: {error}");
        }
    }
}

#[test]
fn more_than_was_asked_for_is_told() {
    let long = decode(Cursor::new(fixture("music.flac")), 5.0);
    assert!(
        matches!(long, Err(DecodeError::TooLong { seconds: Some(seconds), .. }) if (seconds - 9.0).abs() < 0.1)
    );
}

/// Every prefix of a header, and every byte of it changed: an answer, never a panic.
#[test]
fn damage_is_survived() {
    let block: Vec<u8> = vec![0x11; 32];
    let adpcm = |tag| riff(&[fmt(tag, 1, 4, 32), chunk(b"data", &block.repeat(40))]);
    let files = [stereo(&s16()), aiff(b"sowt", 16, &s16()), adpcm(0x11), adpcm(2)];
    for file in &files {
        for len in 0..200 {
            drop(decoded(&file[..len]));
        }
        for at in 0..80 {
            for value in [0, 1, 127, 128, 255] {
                let mut damaged = file.clone();
                damaged[at] = value;
                drop(decoded(&damaged));
            }
        }
    }
    for name in ["music.flac", "music.m4a", "music.mp3", "music.ogg"] {
        let file = fixture(name);
        let mut damaged = file[..30_000].to_vec();
        for at in (0..2_000).step_by(61) {
            damaged[at] = damaged[at].wrapping_add(101);
            drop(decoded(&damaged));
        }
    }
}
