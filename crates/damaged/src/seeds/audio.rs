//! Audio of every container, a fraction of a second each: what is damaged is heard in time.

use super::{beginning, fixture};
use containers::boxes::{child, children};
use containers::flac::audio_start;
use containers::ogg::Pages;
use containers::{InMemory, ebml};

/// Samples of each channel in the files that are made here.
const FRAMES: usize = 256;

/// Files of every container.
pub fn all() -> Vec<Vec<u8>> {
    [wav(), aiff(), caf(), flac(), mpeg(), mp4(), ogg(), matroska()].concat()
}

/// WAV of every kind of sample, of known and of unknown length, with chunks around the audio.
pub fn wav() -> Vec<Vec<u8>> {
    let pcm = |form: u16, bits: u16| {
        riff(b"RIFF", &[fmt(form, 2, bits, bits / 4, &[]), chunk(b"data", &samples(usize::from(bits) / 4))])
    };
    let list = chunk(b"LIST", b"INFOINAM\x06\0\0\0Title\0");
    let tagged = riff(b"RIFF", &[list.clone(), fmt(1, 1, 16, 2, &[]), chunk(b"data", &samples(2)), list]);
    let mut piped = riff(b"RIFF", &[fmt(1, 1, 16, 2, &[]), chunk(b"data", &samples(2))]);
    piped.splice(4..8, [0xFF; 4]).for_each(drop);
    piped.splice(40..44, [0xFF; 4]).for_each(drop);
    let length = (samples(2).len() as u64).to_le_bytes();
    let ds64 = chunk(b"ds64", &[&[0; 8][..], &length, &[0; 12]].concat());
    let long = [&b"data\xff\xff\xff\xff"[..], &samples(2)].concat();
    let ima = [&[2, 0, 0x41, 0][..]].concat();
    let microsoft = [&[0, 16, 0, 100, 0, 50, 0][..], &[0x1F; 29]].concat().repeat(6);
    let block = [&1000i16.to_le_bytes()[..], &[0, 0], &[0x80; 32]].concat().repeat(6);
    let extensible =
        [&[22, 0, 24, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71][..]];
    vec![
        pcm(1, 8),
        pcm(1, 16),
        pcm(1, 24),
        pcm(3, 32),
        pcm(3, 64),
        pcm(6, 8),
        tagged,
        piped,
        riff(b"RF64", &[ds64, fmt(1, 1, 16, 2, &[]), long]),
        riff(b"RIFF", &[fmt(0x11, 1, 4, 36, &ima), chunk(b"data", &block)]),
        riff(b"RIFF", &[fmt(2, 1, 4, 36, &[2, 0, 60, 0]), chunk(b"data", &microsoft)]),
        riff(b"RIFF", &[fmt(0xFFFE, 2, 32, 8, &extensible.concat()), chunk(b"data", &samples(8))]),
        riff(b"RIFF", &[fmt(0x55, 2, 0, 1, &[]), chunk(b"data", &beginning("music.mp3", 3_000))]),
    ]
}

/// AIFF and AIFF-C.
pub fn aiff() -> Vec<Vec<u8>> {
    let form = |kind: &[u8; 4], codec: &[u8], bits: u16, sound: &[u8]| {
        let common =
            [&2u16.to_be_bytes()[..], &(FRAMES as u32).to_be_bytes(), &bits.to_be_bytes(), RATE, codec]
                .concat();
        let sound = [&[0; 8], sound].concat();
        let chunks = [(b"COMM", common), (b"NAME", b"Title ".to_vec()), (b"SSND", sound)];
        let chunks = chunks
            .map(|(id, contents)| [&id[..], &(contents.len() as u32).to_be_bytes(), &contents].concat());
        let contents = [&kind[..], &chunks.concat()].concat();
        [b"FORM", &(contents.len() as u32).to_be_bytes()[..], &contents].concat()
    };
    vec![
        form(b"AIFF", &[], 16, &samples(4)),
        form(b"AIFF", &[], 24, &samples(6)),
        form(b"AIFC", b"sowt\0\0", 16, &samples(4)),
        form(b"AIFC", b"fl32\0\0", 32, &samples(8)),
        form(b"AIFC", b"ulaw\0\0", 8, &samples(2)),
        form(b"AIFC", b"ima4\0\0", 16, &samples(2).repeat(2)[..68 * 8]),
    ]
}

/// 44,100 Hz as a float of 80 bits.
const RATE: &[u8] = &[0x40, 0x0E, 0xAC, 0x44, 0, 0, 0, 0, 0, 0];

/// Core Audio Format.
pub fn caf() -> Vec<Vec<u8>> {
    let file = |codec: &[u8; 4], flags: u32, packet: u32, frames: u32, bits: u32, data: &[u8]| {
        let numbers = [flags, packet, frames, 2, bits].map(u32::to_be_bytes).concat();
        let desc = [&44_100f64.to_be_bytes()[..], codec, &numbers].concat();
        let data = [&[0; 4], data].concat();
        let chunk = |id: &[u8; 4], contents: &[u8]| {
            [&id[..], &(contents.len() as u64).to_be_bytes(), contents].concat()
        };
        [b"caff\0\x01\0\0".to_vec(), chunk(b"desc", &desc), chunk(b"data", &data)].concat()
    };
    vec![
        file(b"lpcm", 2, 4, 1, 16, &samples(4)),
        file(b"lpcm", 1, 8, 1, 32, &samples(8)),
        file(b"alaw", 0, 2, 1, 8, &samples(2)),
        file(b"ima4", 0, 68, 64, 0, &samples(2).repeat(2)[..68 * 8]),
    ]
}

/// FLAC: its first block and two frames, without the room for tags between them.
pub fn flac() -> Vec<Vec<u8>> {
    let file = fixture("music.flac");
    let start = audio_start(&InMemory(&file), 0).and_then(|start| usize::try_from(start).ok()).unwrap_or(0);
    let info = file.get(8..42).unwrap_or_default();
    let frames = file.get(start..start + 5_000).unwrap_or_default();
    vec![[b"fLaC\x80\0\0\x22", info, frames].concat()]
}

/// MP3 with tags at both ends, glued and bare; AAC in ADTS.
pub fn mpeg() -> Vec<Vec<u8>> {
    let mp3 = beginning("music.mp3", 5_000);
    let tail = [b"TAG".to_vec(), vec![b'x'; 125]].concat();
    let tagged = [b"ID3\x04\0\0\0\0\0\x0aTIT2\0\0\0\0\0\0".to_vec(), mp3.clone(), tail].concat();
    let mut silent = vec![0xFF, 0xFB, 0x10, 0xC0];
    silent.resize(104, 0);
    vec![mp3.clone(), [mp3.clone(), mp3].concat(), tagged, silent.repeat(20), adts()]
}

/// Frames of AAC with the headers of ADTS.
fn adts() -> Vec<u8> {
    let file = fixture("music.m4a");
    let frame = |bytes: &[u8]| {
        let len = bytes.len() + 7;
        let header =
            [0xFF, 0xF1, 0x50, 0x80 | (len >> 11) as u8, (len >> 3) as u8, (len << 5) as u8 | 0x1F, 0xFC];
        [&header, bytes].concat()
    };
    packets(&file).iter().flat_map(|packet| frame(packet)).collect()
}

/// Packets of the fixture that the short MP4 has.
const PACKETS: usize = 12;

/// The first packets of an MP4 file whose audio stands in one piece behind its first boxes, as the fixture's does.
fn packets(file: &[u8]) -> Vec<&[u8]> {
    let mut media = child(file, b"mdat").unwrap_or_default();
    let sizes = ["moov", "trak", "mdia", "minf", "stbl", "stsz"];
    let sizes =
        sizes.iter().try_fold(file, |parent, kind| child(parent, kind.as_bytes())).unwrap_or_default();
    let sizes = sizes.get(12..).unwrap_or_default().as_chunks::<4>().0;
    let mut next = |size: &[u8; 4]| {
        let (packet, rest) = media.split_at_checked(u32::from_be_bytes(*size) as usize)?;
        media = rest;
        Some(packet)
    };
    sizes.iter().take(PACKETS).map_while(&mut next).collect()
}

/// MP4 of a few packets.
pub fn mp4() -> Vec<Vec<u8>> {
    let file = fixture("music.m4a");
    let packets = packets(&file);
    let moov = |offset: u32| {
        mp4_box(b"moov", &shortened(child(&file, b"moov").unwrap_or_default(), &packets, offset))
    };
    let beginning = mp4_box(b"ftyp", b"M4A \0\0\x02\0M4A isomiso2");
    let media = mp4_box(b"mdat", &packets.concat());
    let behind = [&beginning[..], &media, &moov(beginning.len() as u32 + 8)].concat();
    let offset = (beginning.len() + moov(0).len() + 8) as u32;
    vec![behind, [beginning, moov(offset), media].concat()]
}

fn mp4_box(kind: &[u8], contents: &[u8]) -> Vec<u8> {
    [&(contents.len() as u32 + 8).to_be_bytes(), kind, contents].concat()
}

/// The boxes of a table of contents with the tables of these packets alone.
fn shortened(boxes: &[u8], packets: &[&[u8]], offset: u32) -> Vec<u8> {
    let numbers =
        |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_be_bytes()).collect::<Vec<u8>>();
    let count = packets.len() as u32;
    let rebuilt = |(kind, contents): (&[u8], &[u8])| {
        let contents = match kind {
            b"trak" | b"mdia" | b"minf" | b"stbl" => shortened(contents, packets, offset),
            b"stts" => numbers(&[0, 1, count, 1024]),
            b"stsc" => numbers(&[0, 1, 1, count, 1]),
            b"stco" => numbers(&[0, 1, offset]),
            b"stsz" => {
                let sizes = packets.iter().map(|packet| packet.len() as u32);
                numbers(&[0, 0, count].into_iter().chain(sizes).collect::<Vec<u32>>())
            }
            b"edts" | b"udta" | b"sgpd" | b"sbgp" => return Vec::new(),
            _ => contents.to_vec(),
        };
        mp4_box(kind, &contents)
    };
    children(boxes).flat_map(rebuilt).collect()
}

/// Vorbis and Opus, alone and in a chain.
pub fn ogg() -> Vec<Vec<u8>> {
    let (vorbis, opus) = (whole_pages(fixture("music.ogg")), whole_pages(fixture("music.opus")));
    vec![[vorbis.clone(), opus.clone()].concat(), vorbis, opus]
}

/// The first pages of an Ogg file, whole ones alone.
pub(super) fn whole_pages(mut file: Vec<u8>) -> Vec<u8> {
    let source = InMemory(&file);
    let ends = Pages::new(&source, 0).map(|page| page.contents.end as usize);
    let end = ends.take_while(|end| *end < 16_000).last().unwrap_or(0);
    file.truncate(end);
    file
}

/// Blocks of the fixture that the short WebM has.
const BLOCKS: usize = 20;

/// WebM of a few blocks.
pub fn matroska() -> Vec<Vec<u8>> {
    const CLUSTER: u64 = 0x1F43_B675;
    const INFO: u64 = 0x1549_A966;
    const TRACKS: u64 = 0x1654_AE6B;
    let file = fixture("music.webm");
    let (mut head, mut segment) = (Vec::new(), Vec::new());
    for (id, contents) in ebml::children(&file) {
        match id {
            ebml::SEGMENT => {
                let wanted =
                    ebml::children(contents).filter(|(id, _)| matches!(*id, INFO | TRACKS | CLUSTER));
                for (id, contents) in wanted.take(3) {
                    let parts = ebml::children(contents).take(BLOCKS);
                    segment.extend(element(
                        id,
                        &parts.flat_map(|(id, part)| element(id, part)).collect::<Vec<u8>>(),
                    ));
                }
            }
            _ => head.extend(element(id, contents)),
        }
    }
    vec![[head, element(ebml::SEGMENT, &segment)].concat()]
}

fn element(id: u64, contents: &[u8]) -> Vec<u8> {
    let size = (contents.len() as u32 | 0x1000_0000).to_be_bytes();
    let id = id.to_be_bytes();
    id.iter().copied().skip_while(|byte| *byte == 0).chain(size).chain(contents.iter().copied()).collect()
}

fn riff(kind: &[u8; 4], chunks: &[Vec<u8>]) -> Vec<u8> {
    let contents = [b"WAVE", chunks.concat().as_slice()].concat();
    [kind, &(contents.len() as u32).to_le_bytes()[..], &contents].concat()
}

fn chunk(id: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    let padding = vec![0; contents.len() % 2];
    [id, &(contents.len() as u32).to_le_bytes()[..], contents, &padding].concat()
}

/// The chunk that tells how samples are coded, with what belongs to its codec.
fn fmt(form: u16, channels: u16, bits: u16, block: u16, more: &[u8]) -> Vec<u8> {
    let rate = 8_000u32;
    let bytes_a_second = rate * u32::from(block);
    let fields = [
        &form.to_le_bytes()[..],
        &channels.to_le_bytes(),
        &rate.to_le_bytes(),
        &bytes_a_second.to_le_bytes(),
    ];
    chunk(b"fmt ", &[&fields.concat()[..], &block.to_le_bytes(), &bits.to_le_bytes(), more].concat())
}

/// Bytes of so many a frame that are no silence.
fn samples(frame: usize) -> Vec<u8> {
    (0..FRAMES * frame).map(|index| (index * index / 7) as u8).collect()
}
