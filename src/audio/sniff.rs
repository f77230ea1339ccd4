//! What kind of audio a file holds and at which sample rate, read from its first bytes.
//!
//! `decodeAudioData` resamples to the rate of its context, each browser in its own way; knowing the file's
//! rate beforehand keeps the browser's resampler out of the result. Every reader here takes arbitrary bytes:
//! what it does not recognise is `None`, never a panic.

/// Bytes of a file that can be read at any place.
pub trait Source {
    /// Number of bytes.
    fn len(&self) -> usize;
    /// Up to `len` bytes from `at` on; fewer at the end.
    fn read(&self, at: usize, len: usize) -> Vec<u8>;
}

/// What was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// RIFF WAVE: decoded by the worker.
    Wav,
    /// Anything else that browsers decode, with its sample rate in Hz.
    Compressed(u32),
}

/// Bytes that are searched for a header that has no fixed place.
const SEARCHED: usize = 65_536;

/// Rates outside this range are misread, Hz.
const PLAUSIBLE: std::ops::RangeInclusive<u32> = 4_000..=384_000;

/// Looks into a file.
pub fn sniff(source: &impl Source) -> Option<Kind> {
    let head = source.read(0, 16);
    if matches!(head.get(..4)?, b"RIFF" | b"RF64") && head.get(8..12)? == b"WAVE" {
        return Some(Kind::Wav);
    }
    let start = id3_len(source);
    let bytes = source.read(start, SEARCHED);
    let rate = match bytes.get(..4)? {
        b"fLaC" => flac(&bytes),
        b"OggS" => ogg(&bytes),
        [0x1A, 0x45, 0xDF, 0xA3] => matroska(&bytes),
        _ if bytes.get(4..8) == Some(b"ftyp") => mp4(source, start),
        _ => mpeg(&bytes),
    };
    rate.filter(|rate| PLAUSIBLE.contains(rate)).map(Kind::Compressed)
}

/// Length of the ID3v2 tag at the start, 0 where there is none.
fn id3_len(source: &impl Source) -> usize {
    match source.read(0, 10)[..] {
        [b'I', b'D', b'3', _, _, flags, a, b, c, d] => {
            let size = [a, b, c, d].iter().fold(0, |size, byte| size << 7 | usize::from(byte & 0x7F));
            let footer = if flags & 0x10 != 0 { 10 } else { 0 };
            10 + size + footer
        }
        _ => 0,
    }
}

/// STREAMINFO follows the marker: a header of 4 bytes, block and frame sizes of 10, 20 bits of rate.
fn flac(bytes: &[u8]) -> Option<u32> {
    let &[high, middle, low] = bytes.get(18..21)? else { return None };
    Some(u32::from(high) << 12 | u32::from(middle) << 4 | u32::from(low) >> 4)
}

/// The first packet names the codec.
fn ogg(bytes: &[u8]) -> Option<u32> {
    let page = bytes.get(..SEARCHED.min(bytes.len()).min(512))?;
    if find(page, b"OpusHead").is_some() {
        return Some(48_000);
    }
    if let Some(at) = find(page, b"\x01vorbis") {
        return u32_le(page, at + 12);
    }
    flac(page.get(find(page, b"fLaC")?..)?)
}

/// The element SamplingFrequency (0xB5), a float of 4 or 8 bytes; Opus always runs at 48 kHz.
fn matroska(bytes: &[u8]) -> Option<u32> {
    if find(bytes, b"A_OPUS").is_some() {
        return Some(48_000);
    }
    let float = |at: usize| match bytes.get(at + 1)? {
        0x84 => Some(f32::from_be_bytes(bytes.get(at + 2..at + 6)?.try_into().ok()?)),
        0x88 => Some(f64::from_be_bytes(bytes.get(at + 2..at + 10)?.try_into().ok()?) as f32),
        _ => None,
    };
    let places = bytes.iter().enumerate().filter(|(_, byte)| **byte == 0xB5);
    places.filter_map(|(at, _)| float(at)).map(|rate| rate as u32).find(|rate| PLAUSIBLE.contains(rate))
}

/// The sample entry in the box stsd of moov, which may stand before or after the audio.
fn mp4(source: &impl Source, start: usize) -> Option<u32> {
    let mut at = start;
    loop {
        let header = source.read(at, 16);
        let size = match u32::from_be_bytes(header.get(..4)?.try_into().ok()?) {
            0 => source.len().checked_sub(at)?,
            1 => usize::try_from(u64::from_be_bytes(header.get(8..16)?.try_into().ok()?)).ok()?,
            size => usize::try_from(size).ok()?,
        };
        if header.get(4..8)? == b"moov" {
            let moov = source.read(at, size);
            // stsd: version and flags, count, then the entry: size, format, 24 bytes, the rate as 16.16.
            let entry = find(&moov, b"stsd")? + 4 + 8;
            return Some(u32::from(u16::from_be_bytes(moov.get(entry + 32..entry + 34)?.try_into().ok()?)));
        }
        at = at.checked_add(size.max(8))?;
    }
}

/// The first MPEG audio or ADTS frame that another follows where it ends.
fn mpeg(bytes: &[u8]) -> Option<u32> {
    let frame = |at: usize| frame_header(bytes.get(at..at + 7)?);
    (0..bytes.len()).find_map(|at| {
        let (rate, len) = frame(at)?;
        let (next_rate, _) = frame(at + len)?;
        (rate == next_rate).then_some(rate)
    })
}

/// Rate and length of the frame that begins with these bytes.
fn frame_header(bytes: &[u8]) -> Option<(u32, usize)> {
    let &[0xFF, second, third, fourth, fifth, sixth, _] = bytes else { return None };
    let (version, layer) = (second >> 3 & 3, second >> 1 & 3);
    if second & 0xF6 == 0xF0 {
        return adts(third, fourth, fifth, sixth);
    }
    if second & 0xE0 != 0xE0 || version == 1 || layer == 0 {
        return None;
    }
    let rate =
        [44_100, 48_000, 32_000].get(usize::from(third >> 2 & 3))? / [4, 1, 2, 1][usize::from(version)];
    let (index, padding) = (usize::from(third >> 4), usize::from(third >> 1 & 1));
    let first_version = version == 3;
    let kbit = match (first_version, layer) {
        (true, 3) => 32 * index,
        (true, 2) => [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 0][index],
        (true, _) => [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0][index],
        (false, 3) => [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256, 0][index],
        (false, _) => [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0][index],
    };
    if index == 0 || index == 15 {
        return None;
    }
    let len = match layer {
        3 => (12_000 * kbit / rate as usize + padding) * 4,
        1 if !first_version => 72_000 * kbit / rate as usize + padding,
        _ => 144_000 * kbit / rate as usize + padding,
    };
    Some((rate, len))
}

/// An AAC frame in ADTS.
fn adts(third: u8, fourth: u8, fifth: u8, sixth: u8) -> Option<(u32, usize)> {
    const RATES: [u32; 13] = [
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
    ];
    let rate = *RATES.get(usize::from(third >> 2 & 15))?;
    let len = usize::from(fourth & 3) << 11 | usize::from(fifth) << 3 | usize::from(sixth >> 5);
    (len > 7).then_some((rate, len))
}

fn u32_le(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Source for Vec<u8> {
        fn len(&self) -> usize {
            Vec::len(self)
        }

        fn read(&self, at: usize, len: usize) -> Vec<u8> {
            self.get(at..).unwrap_or_default().iter().copied().take(len).collect()
        }
    }

    fn fixture(name: &str) -> Vec<u8> {
        let path = format!("{}/pkg-tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read(path).unwrap()
    }

    #[test]
    fn knows_the_rates_of_real_files() {
        for (name, rate) in [
            ("music.flac", 22_050),
            ("music.m4a", 44_100),
            ("music.mp3", 44_100),
            ("music.ogg", 44_100),
            ("music.opus", 48_000),
            ("music.webm", 48_000),
        ] {
            assert_eq!(sniff(&fixture(name)), Some(Kind::Compressed(rate)), "{name}");
        }
    }

    #[test]
    fn skips_a_tag_before_the_audio() {
        let mut tagged = b"ID3\x04\0\0\0\0\x02\0".to_vec();
        tagged.extend([0u8; 256]);
        tagged.extend(fixture("music.mp3"));
        assert_eq!(sniff(&tagged), Some(Kind::Compressed(44_100)));
    }

    #[test]
    fn knows_wav_by_its_bytes() {
        assert_eq!(sniff(&b"RIFF\x24\0\0\0WAVEfmt ".to_vec()), Some(Kind::Wav));
        assert_eq!(sniff(&b"Dear diary, today I bought a record.".to_vec()), None);
        assert_eq!(sniff(&Vec::new()), None);
    }

    /// Every prefix of every real file, and real files with bytes changed: an answer, never a panic.
    #[test]
    fn survives_damage() {
        let mut state = 1u32;
        let mut random = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 8
        };
        for name in ["music.flac", "music.m4a", "music.mp3", "music.ogg", "music.opus", "music.webm"] {
            let mut file = fixture(name);
            for len in (0..200).chain((200..file.len()).step_by(file.len() / 20)) {
                sniff(&file[..len].to_vec());
            }
            for _ in 0..200 {
                let place = random() as usize % file.len().min(1000);
                file[place] = random() as u8;
                sniff(&file);
            }
        }
    }
}
