#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
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
fn an_edit_list_of_one_stretch_is_read_and_others_are_not() {
    let with = |at: usize, value: u32| {
        let mut file = fixture("music.m4a");
        let list = file.windows(4).position(|kind| kind == b"elst").unwrap() + 4;
        file[list + at..list + at + 4].copy_from_slice(&value.to_be_bytes());
        edit(&InMemory(&file), 0)
    };
    let from_s = 1_024.0 / 44_100.0;
    assert_eq!(with(4, 1), Some(Edit { from_s, seconds: Some(LENGTH_S) }), "as ffmpeg wrote it");
    assert_eq!(with(8, 0), Some(Edit { from_s, seconds: None }));
    assert_eq!(with(4, 2), None, "two stretches");
    assert_eq!(with(12, u32::MAX), None, "silence alone");
    assert_eq!(edit(&InMemory(&fixture("music.mp3")), 0), None);
}

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

/// Two songs of which the last was cut: each index tells of its own, and what is there is counted all the same.
#[test]
fn an_index_tells_how_long_a_song_was() {
    let mp3 = fixture("music.mp3");
    let cut = sniffed(&[&mp3, &mp3[..mp3.len() / 2]].concat()).unwrap();
    let claimed: Vec<f64> = cut.parts.iter().filter_map(|part| part.claimed_s).collect();
    assert!(claimed.len() == 2 && claimed.iter().all(|claimed| (claimed - 9.0).abs() < 0.06), "{claimed:?}");
    assert!(
        (cut.claimed_s().unwrap() - 18.0).abs() < 0.12 && cut.seconds.unwrap() < 15.0,
        "{:?}",
        cut.seconds
    );
    // No index, and one that names no number of frames.
    assert_eq!(sniffed(&frame(true).repeat(20)).unwrap().parts[0].claimed_s, None);
    let mut silent = mp3.clone();
    let at = mp3.windows(4).position(|bytes| bytes == b"Info" || bytes == b"Xing").unwrap();
    silent[at + 7] &= !1;
    assert_eq!(sniffed(&silent).unwrap().parts[0].claimed_s, None);
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

/// What a walk of this file has for audio.
fn chunks_of(file: &[u8]) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let source = InMemory(file);
    let found = chunks::Chunks::new(&source, 12, false);
    found
        .map(|chunk| {
            let contents = &file[chunk.contents.start as usize..chunk.contents.end as usize];
            (text(&chunk.id), text(contents))
        })
        .collect()
}

fn told(chunks: &[(&str, &str)]) -> Vec<(String, String)> {
    chunks.iter().map(|(id, contents)| ((*id).into(), (*contents).into())).collect()
}

#[test]
fn chunks_end_where_they_really_end() {
    let plain = b"RIFF\0\0\0\0WAVELIST\x03\0\0\0xyz\0data\x04\0\0\0pcm!id3 \x02\0\0\0hi";
    let expected = [("LIST", "xyz"), ("data", "pcm!"), ("id3 ", "hi")];
    assert_eq!(chunks_of(plain), told(&expected));
    let without_padding = b"RIFF\0\0\0\0WAVELIST\x03\0\0\0xyzdata\x04\0\0\0pcm!id3 \x02\0\0\0hi";
    assert_eq!(chunks_of(without_padding), told(&expected));
    let of_a_pipe = b"RIFF\xff\xff\xff\xffWAVEdata\xff\xff\xff\xffpcm, and more";
    assert_eq!(chunks_of(of_a_pipe), told(&[("data", "pcm, and more")]));
    let of_64_bits = b"RF64\xff\xff\xff\xffWAVEds64\x10\0\0\0\0\0\0\0\0\0\0\0\x04\0\0\0\0\0\0\0data\xff\xff\xff\xffpcm!id3 \x02\0\0\0hi";
    assert_eq!(chunks_of(of_64_bits)[1..], told(&[("data", "pcm!"), ("id3 ", "hi")]));
}

#[test]
fn chunks_of_caf_have_long_lengths() {
    let mut file = b"caff\0\x01\0\0desc\0\0\0\0\0\0\0\x02hidata".to_vec();
    file.extend((-1i64).to_be_bytes());
    file.extend(b"pcm");
    let found: Vec<_> = chunks::of_caf(&InMemory(&file)).map(|chunk| (chunk.id, chunk.contents)).collect();
    assert_eq!(found, [(*b"desc", 20..22), (*b"data", 34..37)]);
}

#[test]
fn boxes_have_short_and_long_lengths_and_none() {
    let long = [&b"\0\0\0\x01mdat"[..], &18u64.to_be_bytes(), b"ab"].concat();
    let file = [&mp4_box(b"ftyp", b"M4A "), &long[..], b"\0\0\0\0freerest"].concat();
    let found: Vec<_> =
        boxes::Boxes::new(&InMemory(&file), 0).map(|found| (found.kind, found.contents)).collect();
    assert_eq!(found, [(*b"ftyp", 8..12), (*b"mdat", 28..30), (*b"free", 38..42)]);
    let inner: Vec<_> = boxes::children(&file).map(|(_, contents)| contents).collect();
    assert_eq!(inner, [&b"M4A "[..], b"ab", b"rest"]);
    let mut short = boxes::Boxes::new(&InMemory(b"\0\0\0\x03mdatxx"), 0);
    assert_eq!((short.next(), short.end()), (None, 0), "shorter than its own header");
}

#[test]
fn a_segment_is_walked_into_and_a_cluster_of_unknown_length_is_the_rest() {
    let file = b"\x1a\x45\xdf\xa3\x81h\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff\x15\x49\xa9\x66\x82hi\x1f\x43\xb6\x75\xffrest";
    let found: Vec<_> =
        ebml::Elements::new(&InMemory(file), 0).map(|found| (found.id, found.contents)).collect();
    let end = file.len() as u64;
    let expected =
        [(0x1a45_dfa3, 5..6), (ebml::SEGMENT, 18..end), (0x1549_a966, 23..25), (0x1f43_b675, 30..end)];
    assert_eq!(found, expected);
}

#[test]
fn packets_go_on_from_page_to_page() {
    let page = |serial: u8, segments: &[u8], contents: &[u8]| {
        let header =
            [&b"OggS\0\0"[..], &[0; 8], &[serial, 0, 0, 0], &[0; 8], &[segments.len() as u8], segments];
        [header.concat(), contents.to_vec()].concat()
    };
    let long = [b'a'; 255];
    let file =
        [page(1, &[2, 255], &[b"hi", &long[..]].concat()), page(2, &[1], b"x"), page(1, &[1, 3], b"bend")]
            .concat();
    let all = ogg::packets(&InMemory(&file), 0, 9, 1000);
    assert_eq!(all, [b"hi".to_vec(), [&long[..], b"b"].concat(), b"end".to_vec()]);
    assert_eq!(ogg::packets(&InMemory(&file), 0, 1, 1000), [b"hi"]);
    assert_eq!(ogg::packets(&InMemory(&file), 0, 9, 100), [b"hi"], "no more bytes than are wanted");
}

#[test]
fn tags_at_both_edges_are_found() {
    let ape = |is_header: bool, has_header: bool| {
        let flags = u32::from(has_header) << 31 | u32::from(is_header) << 29;
        let numbers = [2000, 4 + 32, 1, flags].map(u32::to_le_bytes).concat();
        [&b"APETAGEX"[..], &numbers, &[0; 8]].concat()
    };
    let leading = [
        b"ID3\x04\0\x10\0\0\0\x02hi".to_vec(),
        vec![0; 10],
        ape(true, true),
        b"item".to_vec(),
        ape(false, true),
    ];
    let trailing =
        [ape(true, true), b"item".to_vec(), ape(false, true), [b"TAG".to_vec(), vec![0; 125]].concat()];
    let (before, behind) = (leading.concat(), trailing.concat());
    let file = [&before[..], b"audio", &behind].concat();
    let start = edges::after_leading(&InMemory(&file));
    assert_eq!(start, before.len() as u64);
    assert_eq!(edges::before_trailing(&InMemory(&file), start), start + 5);
}

/// A file of which nothing can be read.
struct Gone;

impl std::io::Read for Gone {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::NotFound.into())
    }
}

impl std::io::Seek for Gone {
    fn seek(&mut self, _: std::io::SeekFrom) -> std::io::Result<u64> {
        Ok(100)
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    let gone = Reader::new(Gone).unwrap();
    assert_eq!(sniff(&gone), None);
    assert_eq!(gone.check().unwrap_err().kind(), std::io::ErrorKind::NotFound);
    let file = fixture("music.ogg");
    let there = Reader::new(std::io::Cursor::new(&file)).unwrap();
    assert_eq!(sniff(&there), sniffed(&file));
    there.check().unwrap();
}

#[test]
fn only_what_is_notably_less_is_cut_off() {
    // An encoder's padding, and the half of a file that a browser leaves out.
    assert!(!is_cut_off(11.95, 12.0));
    assert!(!is_cut_off(590.0, 600.0));
    assert!(is_cut_off(12.04, 24.1));
    assert!(!is_cut_off(24.1, 12.0), "more than was claimed");
}

/// A frame that tells of so many frames.
fn info_frame(name: &[u8], at: usize, before: usize, frames: u32) -> Vec<u8> {
    let mut info = frame(true);
    info[at..at + 4].copy_from_slice(name);
    info[at + 7] = 1;
    info[at + before..at + before + 4].copy_from_slice(&frames.to_be_bytes());
    info
}

#[test]
fn what_a_file_tells_of_itself_is_held_against_its_frames() {
    let frame_s = 1152.0 / 32_000.0;
    for (name, at, before) in [(b"Xing", 21, 8), (b"Info", 21, 8), (b"VBRI", 36, 14)] {
        for (told, is_believed) in [(100, true), (99, true), (300, true), (50, false), (0, false)] {
            let file = [info_frame(name, at, before, told), frame(true).repeat(100)].concat();
            let found = sniffed(&file).unwrap();
            let [part] = found.parts[..] else { panic!("{} parts", found.parts.len()) };
            assert!((part.seconds - 100.0 * frame_s).abs() < 1e-9, "the header is no sound");
            assert_eq!(part.start, if is_believed { 0 } else { 144 }, "{told}");
            let claimed = frame_s * f64::from(told.max(100));
            assert!((found.claimed_s().unwrap() - claimed).abs() < 1e-9, "{told}");
        }
    }
}

#[test]
fn sound_among_pictures_is_no_audio_file() {
    let sound = frame(true).repeat(50);
    let mut transport = [&[0x47][..], &[0; 187]].concat().repeat(4);
    transport.extend(&sound);
    let camera = [&[0, 0, 0, 0, 0x47][..], &[0; 187]].concat().repeat(5);
    for (file, name) in [
        ([&b"RIFF\0\0\0\0AVI LIST"[..], &sound].concat(), "AVI"),
        ([&b"FLV\x01\x05\0\0\0\x09"[..], &sound].concat(), "Flash Video"),
        ([&[0, 0, 1, 0xBA][..], &sound].concat(), "MPEG video"),
        (transport, "MPEG transport stream"),
        (camera, "MPEG transport stream"),
    ] {
        let found = sniffed(&file).unwrap();
        assert_eq!((found.container, found.codec.as_deref()), (Container::Video, Some(name)));
        assert!(!begins_as_audio(&InMemory(&file)), "{name}");
    }
}

#[test]
fn what_is_sold_with_copy_protection_is_told_apart() {
    for (kind, is_protected) in [(b"drms", true), (b"enca", true), (b"aavd", true), (b"mp4a", false)] {
        let track = mp4_track(b"soun", 44_100, &entry(kind, 44_100, &[]));
        let file = [mp4_box(b"ftyp", b"M4A "), mp4_box(b"moov", &track)].concat();
        assert_eq!(sniffed(&file).unwrap().is_protected(), is_protected);
    }
}

#[test]
fn frames_are_found_behind_zeros_and_in_a_tag_that_lies() {
    let frames = frame(true).repeat(50);
    for zeros in [0, 70_000, 300_000] {
        let found = sniffed(&[vec![0; zeros], frames.clone()].concat()).unwrap();
        assert_eq!((found.container, found.parts[0].start), (Container::Frames, zeros as u64));
    }
    assert_eq!(sniffed(&[0; 300_000]), None);
    let lying = [&b"ID3\x03\0\0\x7f\x7f\x7f\x7f"[..], &[b'x'; 500], &frames].concat();
    assert_eq!(sniffed(&lying).unwrap().parts[0].start, 510);
}

#[test]
fn frames_of_free_bit_rate_are_named() {
    let free = |len: usize| {
        let mut frame = vec![0xFF, 0xFB, 0x00, 0x64];
        frame.resize(len, 0x55);
        frame
    };
    let file = [free(522), free(523)].concat().repeat(20);
    assert_eq!(sniffed(&file).unwrap().codec.as_deref(), Some("MP3 of free bit rate"));
    let scattered = [free(522), free(700), free(100), free(1_000)].concat().repeat(20);
    assert_eq!(sniffed(&scattered), None);
}

#[test]
fn a_table_of_contents_is_missed() {
    let cut = [mp4_box(b"ftyp", b"M4A "), mp4_box(b"mdat", &[1; 100])].concat();
    assert!(!has_table(&InMemory(&cut), 0));
    assert_eq!(boxes::claimed_end(&InMemory(&cut[..60])), cut.len() as u64);
    let whole = [cut, mp4_box(b"moov", &[])].concat();
    assert!(has_table(&InMemory(&whole), 0));
}

#[test]
fn a_segment_tells_where_it_ends() {
    let file = b"\x1a\x45\xdf\xa3\x81h\x18\x53\x80\x67\x9412345678";
    assert_eq!(ebml::claimed_end(&InMemory(file)), 11 + 0x14);
    let endless = b"\x1a\x45\xdf\xa3\x81h\x18\x53\x80\x67\xff12345678";
    assert_eq!(ebml::claimed_end(&InMemory(endless)), endless.len() as u64);
}

#[test]
fn a_length_that_was_not_known_is_none() {
    let track = |duration: [u8; 4]| {
        let mut track = mp4_track(b"soun", 44_100, &entry(b"mp4a", 44_100, &[]));
        let at = track.windows(4).position(|kind| kind == b"mdhd").unwrap() + 4 + 16;
        track[at..at + 4].copy_from_slice(&duration);
        [mp4_box(b"ftyp", b"iso5"), mp4_box(b"moov", &track)].concat()
    };
    for duration in [[0; 4], [0xFF; 4]] {
        assert_eq!(sniffed(&track(duration)).unwrap().seconds, None);
    }
    assert_eq!(sniffed(&track(88_200u32.to_be_bytes())).unwrap().seconds, Some(2.0));
}

#[test]
fn boxes_may_stand_before_the_one_that_names_the_file() {
    let track = mp4_track(b"soun", 48_000, &entry(b"mp4a", 48_000, &[]));
    let rest = [mp4_box(b"ftyp", b"M4A "), mp4_box(b"moov", &track)].concat();
    for kind in [b"free", b"skip", b"mdat"] {
        let file = [mp4_box(kind, &[0; 100]), rest.clone()].concat();
        assert_eq!(sniffed(&file).unwrap().sample_rate, Some(48_000));
    }
    assert_eq!(sniffed(b"The free software that I wrote"), None);
}
