//! Files that are not what they seem, or not all there.

use super::*;

#[test]
fn what_is_lost_of_a_file_is_told() {
    let whole_s = FRAMES as f64 * 20.0 / f64::from(RATE);
    let plain = stereo(&s16().repeat(20));
    let frame_bytes = 4;
    for (lost, is_told) in [(0, false), (RATE as usize / 2, false), (RATE as usize * 11 / 10, true)] {
        let there = &plain[..plain.len() - lost * frame_bytes];
        let cut_off = decoded(there).unwrap().notes.cut_off;
        let seconds = whole_s - lost as f64 / f64::from(RATE);
        assert_eq!(cut_off.is_some(), is_told, "{lost}");
        if let Some(CutOff { seconds: found, claimed_s }) = cut_off {
            assert!((found - seconds).abs() < 1e-6 && (claimed_s - whole_s).abs() < 1e-6);
        }
    }
    // What a pipe or a crashed recorder writes is no length.
    for len in [0, u32::MAX, 0x7FFF_FFFC] {
        let mut lying = plain.clone();
        claim(&mut lying, len);
        lying[4..8].copy_from_slice(&len.to_le_bytes());
        assert_eq!(decoded(&lying).unwrap().notes.cut_off, None, "{len}");
    }
}

#[test]
fn compressed_files_that_are_cut_off_are_told() {
    for name in ["music.flac", "music.mp3"] {
        let file = fixture(name);
        assert_eq!(decoded(&file).unwrap().notes.cut_off, None, "{name}");
        let heard = decoded(&file[..file.len() / 2]).unwrap();
        let CutOff { seconds, claimed_s } = heard.notes.cut_off.unwrap();
        assert!(
            (claimed_s - 9.0).abs() < 0.1 && (3.0..6.0).contains(&seconds),
            "{name}: {seconds} {claimed_s}"
        );
    }
}

#[test]
fn an_index_that_tells_of_too_few_frames_ends_nothing() {
    let mut mp3 = fixture("music.mp3");
    let whole = decoded(&mp3).unwrap();
    let at = mp3.windows(4).position(|name| name == b"Info" || name == b"Xing").unwrap();
    for told in [0u32, 50] {
        mp3[at + 8..at + 12].copy_from_slice(&told.to_be_bytes());
        let heard = decoded(&mp3).unwrap();
        assert!(heard.channels[0].len() >= whole.channels[0].len(), "{told}");
    }
}

/// Frames that begin so, of noise, as 16 bits with the least significant byte first.
fn coded(beginning: u32, frame: usize) -> Vec<u8> {
    let mut noise = 1u32;
    let mut words = vec![0u16; 3_000];
    for _ in 0..8 {
        words.extend([(beginning >> 16) as u16, beginning as u16]);
        words.extend((0..frame).map(|_| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (noise >> 16) as u16
        }));
    }
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

#[test]
fn coded_sound_in_plain_samples_is_told() {
    for (beginning, name) in
        [(0x1FFF_E800, "DTS"), (0x7FFE_8001, "DTS"), (0xFE7F_0180, "DTS"), (0xF872_4E1F, "Dolby Digital")]
    {
        let error = decoded(&stereo(&coded(beginning, 1_022))).unwrap_err().to_string();
        assert!(error.contains(name), "{error}");
    }
    assert!(decoded(&stereo(&coded(0x1234_5678, 1_022))).is_ok(), "noise is noise");
}

#[test]
fn samples_beyond_any_scale_are_silence_and_counted() {
    let mut float = samples_of(|x| (f32::from(x) / 32_768.0).to_le_bytes().to_vec());
    float[800..804].copy_from_slice(&3e38f32.to_le_bytes());
    float[804..808].copy_from_slice(&(-3e38f32).to_le_bytes());
    let heard = decoded(&riff(&[fmt(3, 2, 32, 8), chunk(b"data", &float)])).unwrap();
    assert_eq!(heard.notes.not_numbers, 2);
    assert_eq!((heard.channels[0][100], heard.channels[1][100]), (0.0, 0.0));
}

#[test]
fn a_tag_behind_flac_costs_none_of_it() {
    let tag = [&b"TAG"[..], &[b'x'; 125]].concat();
    let flac = fixture("music.flac");
    assert_eq!(decoded(&[flac.clone(), tag].concat()), decoded(&flac));
}

#[test]
fn a_codec_that_only_its_container_knows_is_named() {
    let mut m4a = fixture("music.m4a");
    let table = m4a.windows(4).position(|name| name == b"stsd").unwrap();
    let at = table + m4a[table..].windows(4).position(|name| name == b"mp4a").unwrap();
    for (kind, codec) in [(b"ac-4", "Dolby AC-4"), (b"drms", "AAC with copy protection")] {
        m4a[at..at + 4].copy_from_slice(kind);
        assert_eq!(decoded(&m4a).err(), Some(DecodeError::Unsupported { codec: codec.into() }));
    }
}

#[test]
fn what_follows_data_of_unknown_length_is_none_of_them() {
    let tag = [&b"ID3\x03\0\0\0\0\x0f\x50"[..], &[0x5A; 2_000]].concat();
    let behind = [chunk(b"LIST", b"INFOINAM\x04\0\0\0abc\0"), chunk(b"id3 ", &tag)].concat();
    for len in [0, u32::MAX] {
        let mut file = riff(&[fmt(1, 2, 16, 4), chunk(b"data", &s16()), behind.clone()]);
        claim(&mut file, len);
        assert_heard(&file, FRAMES, 0.0);
    }
}

/// One of m4a whose table of contents stands first, or of WebM, of which half is there.
#[test]
fn containers_that_are_cut_off_are_heard_as_far_as_they_go() {
    let first = table_first(&fixture("music.m4a"));
    let whole = decoded(&first).unwrap();
    assert_eq!(whole.channels, decoded(&fixture("music.m4a")).unwrap().channels);
    let mut files = vec![first];
    if cfg!(feature = "opus") {
        files.push(fixture("music.webm"));
    }
    for file in files {
        let heard = decoded(&file[..file.len() / 2]).unwrap();
        let CutOff { seconds, claimed_s } = heard.notes.cut_off.unwrap();
        assert!((3.0..6.0).contains(&seconds) && (claimed_s - 9.0).abs() < 0.1, "{seconds} of {claimed_s} s");
    }
    let m4a = fixture("music.m4a");
    assert_eq!(decoded(&m4a[..m4a.len() / 2]).err(), Some(DecodeError::Unfinished));
}

/// An MP4 with its table of contents before the audio, to which it points.
fn table_first(file: &[u8]) -> Vec<u8> {
    let at = |name: &[u8]| file.windows(4).position(|found| found == name).unwrap() - 4;
    let (media, table) = (at(b"mdat"), at(b"moov"));
    let mut moved = file[table..].to_vec();
    let chunks = moved.windows(4).position(|name| name == b"stco").unwrap() + 8;
    let count = u32::from_be_bytes(moved[chunks..chunks + 4].try_into().unwrap()) as usize;
    let by = moved.len() as u32;
    for at in (0..count).map(|index| chunks + 4 + 4 * index) {
        let offset = u32::from_be_bytes(moved[at..at + 4].try_into().unwrap()) + by;
        moved[at..at + 4].copy_from_slice(&offset.to_be_bytes());
    }
    [&file[..media], &moved, &file[media..table]].concat()
}

#[test]
fn floats_that_say_they_are_integers_are_read_as_floats() {
    let float = samples_of(|x| (f32::from(x) / 32_768.0).to_le_bytes().to_vec());
    assert_heard(&riff(&[fmt(1, 2, 32, 8), chunk(b"data", &float)]), FRAMES, 0.0);
}

#[test]
fn half_of_what_is_to_be_heard_is_refused() {
    let mut m4a = fixture("music.m4a");
    // The configuration of AAC: 44,100 Hz, which becomes half of what the entry says.
    let at =
        m4a.windows(5).position(|bytes| bytes[0] == 5 && bytes[1..4] == [0x80; 3] && bytes[4] >= 2).unwrap()
            + 5;
    assert_eq!(m4a[at] >> 3, 2, "AAC-LC");
    (m4a[at], m4a[at + 1]) = (0x13, m4a[at + 1] | 0x80);
    assert_eq!(decoded(&m4a).err(), Some(DecodeError::Unsupported { codec: "HE-AAC".into() }));
}

#[test]
fn a_tag_behind_mp4_costs_nothing() {
    let tag = [&b"TAG"[..], &[b'x'; 125]].concat();
    let m4a = fixture("music.m4a");
    assert_eq!(decoded(&[m4a.clone(), tag].concat()), decoded(&m4a));
}
