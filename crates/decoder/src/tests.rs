#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
use super::*;
use std::io::Cursor;

mod odd;
mod others;

const RATE: u32 = 44_100;
const FRAMES: usize = 3_000;

/// What every file of these tests holds: two channels that differ, of 16 bits.
fn sample(frame: usize, channel: usize) -> i16 {
    ((frame as f32 * 0.05 + channel as f32).sin() * 25_000.0) as i16
}

fn decoded(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    decode(Cursor::new(bytes.to_vec()), 60.0)
}

fn samples_of(coding: impl Fn(i16) -> Vec<u8>) -> Vec<u8> {
    (0..FRAMES).flat_map(|frame| [sample(frame, 0), sample(frame, 1)]).flat_map(coding).collect()
}

fn s16() -> Vec<u8> {
    samples_of(|x| x.to_le_bytes().to_vec())
}

fn chunk(id: &[u8], contents: &[u8]) -> Vec<u8> {
    let mut chunk = [id, &(contents.len() as u32).to_le_bytes(), contents].concat();
    chunk.resize(chunk.len().next_multiple_of(2), 0);
    chunk
}

fn riff(chunks: &[Vec<u8>]) -> Vec<u8> {
    let inside = [b"WAVE", &*chunks.concat()].concat();
    [b"RIFF", &(inside.len() as u32).to_le_bytes()[..], &inside].concat()
}

/// A chunk `fmt ` of the plain form.
fn fmt(tag: u16, channels: u16, bits: u16, block: u16) -> Vec<u8> {
    let mut fields = [tag.to_le_bytes(), channels.to_le_bytes()].concat();
    fields.extend(RATE.to_le_bytes());
    fields.extend((RATE * u32::from(block)).to_le_bytes());
    fields.extend([block.to_le_bytes(), bits.to_le_bytes()].concat());
    chunk(b"fmt ", &fields)
}

/// A chunk `fmt ` of the extensible form.
fn extensible(tag: u16, bits: u16, valid: u16, family: [u8; 14]) -> Vec<u8> {
    let mut fields = fmt(0xFFFE, 2, bits, bits / 4)[8..].to_vec();
    fields.extend([22u16.to_le_bytes(), valid.to_le_bytes(), [3, 0], [0, 0], tag.to_le_bytes()].concat());
    fields.extend(family);
    chunk(b"fmt ", &fields)
}

const PLAIN: [u8; 14] = [0, 0, 0, 0, 16, 0, 128, 0, 0, 170, 0, 56, 155, 113];
const AMBISONIC: [u8; 14] = [0, 0, 33, 7, 211, 17, 134, 68, 200, 193, 202, 0, 0, 0];

fn stereo(data: &[u8]) -> Vec<u8> {
    riff(&[fmt(1, 2, 16, 4), chunk(b"data", data)])
}

/// Fails where the file's samples are not those of [`sample`], within `tolerance` of full scale.
#[track_caller]
fn assert_heard(bytes: &[u8], frames: usize, tolerance: f32) -> Decoded {
    let heard = decoded(bytes).unwrap();
    assert_eq!((heard.sample_rate, heard.channels.len()), (RATE, 2));
    for (channel, samples) in heard.channels.iter().enumerate() {
        assert_eq!(samples.len(), frames);
        for (frame, found) in samples.iter().enumerate() {
            let wanted = f32::from(sample(frame, channel)) / 32_768.0;
            assert!((found - wanted).abs() <= tolerance, "{channel} {frame}: {found}, not {wanted}");
        }
    }
    heard
}

/// Sets the length that the chunk `data` claims.
fn claim(wav: &mut [u8], len: u32) {
    let at = wav.windows(4).position(|window| window == b"data").unwrap();
    wav[at + 4..at + 8].copy_from_slice(&len.to_le_bytes());
}

#[test]
fn unknown_and_lying_lengths_are_read_to_the_end() {
    let plain = stereo(&s16());
    assert_heard(&plain, FRAMES, 0.0);
    for len in [0, u32::MAX, u32::MAX - 36, 0x7FFF_FFFF, 0x8000_0000, 2_000_000_000, FRAMES as u32 * 4 + 1] {
        let mut lying = plain.clone();
        claim(&mut lying, len);
        assert_heard(&lying, FRAMES, 0.0);
    }
    // Counted in 32 bits, what is longer seems short; no chunk follows where it seems to end.
    let mut wrapped = plain.clone();
    claim(&mut wrapped, 4_000);
    assert_heard(&wrapped, FRAMES, 0.0);
}

#[test]
fn a_broken_last_frame_is_dropped() {
    let plain = stereo(&s16());
    assert_heard(&plain[..plain.len() - 2], FRAMES - 1, 0.0);
    assert_heard(&[plain.clone(), vec![1]].concat(), FRAMES, 0.0);
}

#[test]
fn data_that_are_empty_are_told() {
    assert_eq!(decoded(&stereo(&[])), Err(DecodeError::NoSamples));
    // Nothing, and a title behind it, which is no audio.
    let titled = riff(&[fmt(1, 2, 16, 4), chunk(b"data", &[]), chunk(b"LIST", &[7; 4_000])]);
    assert_eq!(decoded(&titled), Err(DecodeError::NoSamples));
    assert_eq!(decoded(b""), Err(DecodeError::Empty));
    assert!(matches!(decoded(&riff(&[chunk(b"data", &s16())])), Err(DecodeError::Damaged { .. })));
}

#[test]
fn tags_before_any_format_are_skipped() {
    let id3 = [b"ID3\x04\0\0\0\0\x02\0", &[0xFF; 256][..]].concat();
    let ape = [b"APETAGEX\xD0\x07\0\0\x64\0\0\0", &[7; 116][..]].concat();
    for tags in [id3.clone(), ape.clone(), [id3, ape].concat()] {
        assert_heard(&[&tags[..], &stereo(&s16())].concat(), FRAMES, 0.0);
        for name in ["music.flac", "music.mp3"] {
            let tagged = decoded(&[&tags[..], &fixture(name)].concat()).unwrap();
            assert_eq!(tagged, decoded(&fixture(name)).unwrap(), "{name}");
        }
    }
}

#[test]
fn what_follows_the_data_is_none_of_them() {
    let data = chunk(b"data", &s16());
    assert_heard(&riff(&[fmt(1, 2, 16, 4), data.clone(), chunk(b"LIST", &[7; 4_000])]), FRAMES, 0.0);
    assert_heard(&[riff(&[fmt(1, 2, 16, 4), data]), vec![0; 10_000]].concat(), FRAMES, 0.0);
}

#[test]
fn data_in_two_chunks_are_one() {
    let data = s16();
    let (first, second) = data.split_at(4_000);
    assert_heard(&riff(&[fmt(1, 2, 16, 4), chunk(b"data", first), chunk(b"data", second)]), FRAMES, 0.0);
}

#[test]
fn odd_chunks_are_skipped_padded_or_not() {
    let data = chunk(b"data", &s16());
    for id in [b"bext", b"inst", b"LIST", b"iXML", b"zzzz"] {
        for len in [1, 7, 603] {
            let padded = chunk(id, &vec![b'x'; len]);
            assert_heard(&riff(&[padded.clone(), fmt(1, 2, 16, 4), data.clone()]), FRAMES, 0.0);
            assert_heard(&riff(&[fmt(1, 2, 16, 4), padded.clone(), data.clone()]), FRAMES, 0.0);
            let unpadded = padded[..padded.len() - 1].to_vec();
            assert_heard(&riff(&[fmt(1, 2, 16, 4), unpadded.clone(), data.clone()]), FRAMES, 0.0);
            assert_heard(&riff(&[unpadded, fmt(1, 2, 16, 4), data.clone()]), FRAMES, 0.0);
        }
    }
}

#[test]
fn lengths_of_64_bits_stand_in_ds64() {
    for id in [b"RF64", b"BW64"] {
        let len = FRAMES as u64 * 4;
        let ds64 = chunk(b"ds64", &[&(len + 100).to_le_bytes()[..], &len.to_le_bytes(), &[0; 12]].concat());
        let list = chunk(b"LIST", &[b'x'; 400]);
        let mut file = riff(&[ds64, fmt(1, 2, 16, 4), chunk(b"data", &s16()), list]);
        claim(&mut file, u32::MAX);
        file[..4].copy_from_slice(id);
        file[4..8].fill(0xFF);
        assert_heard(&file, FRAMES, 0.0);
    }
}

#[test]
fn fewer_bits_than_the_container_are_its_highest() {
    for (bits, valid) in [(16, 0), (16, 12), (24, 16), (24, 20), (32, 16), (32, 24), (32, 32)] {
        let width = usize::from(bits) / 8;
        let low_bytes = vec![0; width - 2];
        let data = samples_of(|x| [&low_bytes[..], &x.to_le_bytes()].concat());
        assert_heard(&riff(&[extensible(1, bits, valid, PLAIN), chunk(b"data", &data)]), FRAMES, 0.0);
        // The plain form tells the bits, and the container by the frame alone.
        let told = if valid == 0 { bits } else { valid };
        assert_heard(&riff(&[fmt(1, 2, told, bits / 4), chunk(b"data", &data)]), FRAMES, 0.0);
    }
}

#[test]
fn bits_that_are_the_lowest_are_found_out() {
    // 24 bits in 32, as some write them: the sample's value is the word's.
    let data = samples_of(|x| ((i32::from(x) << 8) + 1).to_le_bytes().to_vec());
    assert_heard(&riff(&[extensible(1, 32, 24, PLAIN), chunk(b"data", &data)]), FRAMES, 1e-6);
}

#[test]
fn floats_laws_and_ambisonics_are_read() {
    let float = samples_of(|x| (f32::from(x) / 32_768.0).to_le_bytes().to_vec());
    assert_heard(&riff(&[fmt(3, 2, 32, 8), chunk(b"data", &float)]), FRAMES, 0.0);
    let double = samples_of(|x| (f64::from(x) / 32_768.0).to_le_bytes().to_vec());
    assert_heard(&riff(&[fmt(3, 2, 64, 16), chunk(b"data", &double)]), FRAMES, 0.0);
    assert_heard(&riff(&[extensible(1, 16, 16, AMBISONIC), chunk(b"data", &s16())]), FRAMES, 0.0);
    let eight = samples_of(|x| vec![((x >> 8) + 128) as u8]);
    assert_heard(&riff(&[fmt(1, 2, 8, 2), chunk(b"data", &eight)]), FRAMES, 0.008);
    // The shortest form of the chunk ends before the bits.
    let mut short = fmt(1, 2, 16, 4)[8..22].to_vec();
    short = chunk(b"fmt ", &short);
    assert_heard(&riff(&[short, chunk(b"data", &s16())]), FRAMES, 0.0);
}

#[test]
fn what_is_no_number_becomes_silence_and_is_counted() {
    let mut float = samples_of(|x| (f32::from(x) / 32_768.0).to_le_bytes().to_vec());
    float[800..804].copy_from_slice(&f32::NAN.to_le_bytes());
    float[804..808].copy_from_slice(&f32::INFINITY.to_le_bytes());
    let heard = decoded(&riff(&[fmt(3, 2, 32, 8), chunk(b"data", &float)])).unwrap();
    assert_eq!(heard.notes.not_numbers, 2);
    assert_eq!((heard.channels[0][100], heard.channels[1][100]), (0.0, 0.0));
    assert!(heard.channels.iter().flatten().all(|sample| sample.is_finite()));
}

/// A block of IMA ADPCM: its first sample, and differences of the smallest step that go up and down.
#[test]
fn adpcm_is_decoded_block_by_block() {
    let block: Vec<u8> = [&1000i16.to_le_bytes()[..], &[0, 0], &[0x80; 32]].concat();
    let header = chunk(b"fmt ", &[&fmt(0x11, 1, 4, 36)[8..], &[2, 0, 65, 0]].concat());
    let heard = decoded(&riff(&[header, chunk(b"data", &[block.repeat(5), vec![0; 9]].concat())])).unwrap();
    assert_eq!(heard.channels, vec![heard.channels[0].clone()]);
    assert_eq!(heard.channels[0].len(), 5 * 65, "the broken block is dropped");
    // By hand: step 7, nibble 0 adds 7 / 8 and 8 takes it off, which is nothing at all in integers.
    assert!(heard.channels[0].iter().all(|sample| *sample == 1000.0 / 32_768.0));
    // Microsoft's: predictor 0 repeats the last sample; a nibble of 1 adds the step, 16, which stays the smallest.
    let block =
        [&[0][..], &16i16.to_le_bytes(), &100i16.to_le_bytes(), &50i16.to_le_bytes(), &[0x11; 9]].concat();
    let header = chunk(b"fmt ", &[&fmt(2, 1, 4, 16)[8..], &[2, 0, 20, 0]].concat());
    let heard = decoded(&riff(&[header, chunk(b"data", &block)])).unwrap();
    let values: Vec<f32> = heard.channels[0].iter().map(|sample| sample * 32_768.0).collect();
    assert_eq!(values[..5], [50.0, 100.0, 116.0, 132.0, 148.0]);
    assert_eq!(values.len(), 20);
}

#[test]
fn codecs_that_cannot_be_decoded_are_named() {
    for (tag, name) in
        [(0x31, "GSM 6.10"), (0x161, "Windows Media Audio"), (0x2001, "DTS"), (0x4242, "0x4242")]
    {
        let error = decoded(&riff(&[fmt(tag, 2, 16, 4), chunk(b"data", &s16())])).unwrap_err();
        assert!(error.to_string().contains(name), "{error}");
    }
    let dsd = decoded(b"DSD \x1C\0\0\0\0\0\0\0\0\0\0\0");
    assert_eq!(dsd, Err(DecodeError::Unsupported { codec: "DSD (DSF)".into() }));
    assert_eq!(decoded(b"\x01\x02\x03\x04\x05"), Err(DecodeError::Unknown));
    let what = containers::Document::Text;
    assert_eq!(decoded(b"This is no music."), Err(DecodeError::NoAudio { what }));
}

#[test]
fn headers_that_no_audio_has_are_told() {
    let mut slow = stereo(&s16());
    slow[24..28].copy_from_slice(&2_000u32.to_le_bytes());
    assert_eq!(decoded(&slow), Err(DecodeError::Rate { hz: 2_000 }));
    for count in [0u16, 200] {
        let mut odd = stereo(&s16());
        odd[22..24].copy_from_slice(&count.to_le_bytes());
        assert_eq!(decoded(&odd), Err(DecodeError::Channels { count: u32::from(count) }));
    }
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../pkg-tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}
