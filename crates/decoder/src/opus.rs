//! Opus packets to samples, by libopus: symphonia reads the containers, but has no decoder for this codec.

// libopus's own interface, in Rust's syntax: every call needs the promises stated beside it.
#![allow(unsafe_code)]

use crate::DecodeError;
use crate::run::Planes;
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::formats::Track;
use symphonia::core::packet::Packet;
use unsafe_libopus::{
    OPUS_OK, OpusMSDecoder, opus_multistream_decode_float, opus_multistream_decoder_create,
    opus_multistream_decoder_destroy,
};

/// The rate at which Opus is decoded, Hz. The codec works at 48 kHz inside, whatever was encoded.
pub const SAMPLE_RATE: u32 = 48_000;

/// Longest packet, samples a channel: 120 ms.
const MAX_FRAMES: usize = 5_760;

/// The packets of one track, without what its encoder has added at both ends.
pub struct OpusTrack {
    decoder: OpusDecoder,
    /// Samples that are still to be left out at the beginning: the encoder's look-ahead (RFC 7845 section 4.2).
    to_skip: usize,
    /// The last packet's samples, and how many at its end are none of the recording.
    held: Option<(Planes, usize)>,
}

impl OpusTrack {
    /// # Errors
    /// Where the track has no header of Opus, or one that libopus refuses.
    pub fn new(params: &AudioCodecParameters, track: &Track) -> Result<Self, DecodeError> {
        let head = params.extra_data.as_deref();
        let head = head.ok_or_else(|| DecodeError::damaged("the Opus stream has no header"))?;
        // Symphonia tells it of Ogg alone.
        let told = || field(head, 10).map_or(0, |bytes| u32::from(u16::from_le_bytes(bytes)));
        let to_skip = track.delay.unwrap_or_else(told) as usize;
        Ok(Self { decoder: OpusDecoder::new(head)?, to_skip, held: None })
    }

    /// What is heard of the packet before this one; `None` for a damaged packet.
    ///
    /// Only the last packet's padding is none of the recording (section 4.4). The reader wishes to cut others, too, where
    /// the pages' clock jumps; that would leave a gap in the middle of the music.
    pub fn decode(&mut self, packet: &Packet) -> Option<Planes> {
        let mut planes = self.decoder.decode(&packet.data)?;
        let skipped = self.to_skip.min(planes.first().map_or(0, Vec::len));
        self.to_skip -= skipped;
        planes.iter_mut().for_each(|plane| drop(plane.drain(..skipped)));
        let trim = packet.trim_end.get() as usize;
        Some(self.held.replace((planes, trim)).map_or_else(Vec::new, |(planes, _)| planes))
    }

    /// What is heard of the last packet.
    pub fn rest(&mut self) -> Option<Planes> {
        let (mut planes, trim) = self.held.take()?;
        planes.iter_mut().for_each(|plane| plane.truncate(plane.len().saturating_sub(trim)));
        Some(planes)
    }
}

/// Two bytes of an identification header, the lower one first. MP4 has the same header with version 0 and the higher byte first.
fn field(head: &[u8], at: usize) -> Option<[u8; 2]> {
    let mut bytes: [u8; 2] = head.get(at..at + 2)?.try_into().ok()?;
    if head.get(8) == Some(&0) {
        bytes.reverse();
    }
    Some(bytes)
}

/// A decoder for the packets of one stream.
struct OpusDecoder {
    state: *mut OpusMSDecoder,
    channels: usize,
    pcm: Vec<f32>,
    /// What the header wants every sample to be multiplied with (RFC 7845 section 5.1).
    gain: f32,
}

impl OpusDecoder {
    /// A decoder for the stream that this identification header (`OpusHead`, RFC 7845 section 5.1) begins.
    fn new(head: &[u8]) -> Result<Self, DecodeError> {
        let cut = || DecodeError::damaged("the Opus header is cut off");
        let channels = *head.get(9).ok_or_else(cut)?;
        let gain_db = field(head, 16).map_or(0, i16::from_le_bytes);
        let family = head.get(18).copied().unwrap_or(0);
        let (streams, coupled, mapping) = if family == 0 {
            if !(1..=2).contains(&channels) {
                return Err(DecodeError::Channels { count: u32::from(channels) });
            }
            (1, channels - 1, vec![0, 1])
        } else {
            match head.get(19..21 + usize::from(channels)).ok_or_else(cut)? {
                [streams, coupled, mapping @ ..] => (*streams, *coupled, mapping.to_vec()),
                _ => return Err(cut()),
            }
        };
        let mut error = OPUS_OK;
        // SAFETY: `mapping` has at least `channels` entries and outlives the call, which copies it.
        let state = unsafe {
            opus_multistream_decoder_create(
                SAMPLE_RATE as i32,
                i32::from(channels),
                i32::from(streams),
                i32::from(coupled),
                mapping.as_ptr(),
                &mut error,
            )
        };
        if error != OPUS_OK || state.is_null() {
            return Err(DecodeError::damaged(format!("libopus refuses the stream's layout (error {error})")));
        }
        let channels = usize::from(channels);
        let gain = 10f32.powf(f32::from(gain_db) / (20.0 * 256.0));
        Ok(Self { state, channels, pcm: vec![0.0; MAX_FRAMES * channels], gain })
    }

    /// Samples of one packet, full scale ±1; `None` where it is damaged.
    fn decode(&mut self, packet: &[u8]) -> Option<Planes> {
        let length = i32::try_from(packet.len()).ok()?;
        // SAFETY: `state` was created by libopus and lives until `drop`; `packet` holds `length` bytes and
        // `pcm` room for `MAX_FRAMES` samples of every channel.
        let frames = unsafe {
            opus_multistream_decode_float(
                &mut *self.state,
                packet.as_ptr(),
                length,
                self.pcm.as_mut_ptr(),
                MAX_FRAMES as i32,
                0,
            )
        };
        let frames = usize::try_from(frames).ok()?;
        let mut planes = vec![Vec::with_capacity(frames); self.channels];
        for frame in self.pcm.chunks_exact(self.channels).take(frames) {
            for (plane, sample) in planes.iter_mut().zip(frame) {
                plane.push(sample * self.gain);
            }
        }
        Some(planes)
    }
}

impl Drop for OpusDecoder {
    fn drop(&mut self) {
        // SAFETY: created by libopus, destroyed once.
        unsafe { opus_multistream_decoder_destroy(self.state) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use crate::Planes;
    use std::io::Cursor;
    use std::ops::Range;

    fn fixture() -> Vec<u8> {
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../pkg-tests/fixtures/music.opus")).unwrap()
    }

    fn decode(ogg: Vec<u8>) -> Planes {
        crate::decode(Cursor::new(ogg), 60.0).unwrap().channels
    }

    /// An Ogg file's pages: where each begins and ends.
    fn pages(ogg: &[u8]) -> Vec<Range<usize>> {
        let mut pages = Vec::new();
        let mut start = 0;
        while start < ogg.len() {
            let segments = usize::from(ogg[start + 26]);
            let lengths = &ogg[start + 27..start + 27 + segments];
            let end =
                start + 27 + segments + lengths.iter().map(|length| usize::from(*length)).sum::<usize>();
            pages.push(start..end);
            start = end;
        }
        pages
    }

    /// Puts a page's checksum right (RFC 3533 section 6), its own field read as 0.
    fn seal(page: &mut [u8]) {
        page[22..26].fill(0);
        let sum = page.iter().fold(0u32, |sum, byte| {
            (0..8).fold(sum ^ (u32::from(*byte) << 24), |sum, _| (sum << 1) ^ ((sum >> 31) * 0x04c1_1db7))
        });
        page[22..26].copy_from_slice(&sum.to_le_bytes());
    }

    #[test]
    fn nothing_is_lost_where_a_page_has_the_wrong_time() {
        let mut ogg = fixture();
        // A page in the middle ends 448 samples too late, so that the next seems to hold too little.
        let pages = pages(&ogg);
        let page = &mut ogg[pages[pages.len() / 2].clone()];
        let position = u64::from_le_bytes(page[6..14].try_into().unwrap());
        page[6..14].copy_from_slice(&(position + 448).to_le_bytes());
        seal(page);
        let (expected, found) = (decode(fixture()), decode(ogg));
        assert!(expected == found, "{} samples, not {}", found[0].len(), expected[0].len());
    }

    /// The encoder's look-ahead of 312 samples is no part of the recording in Matroska, either: both files are of one encoder, and
    /// the same from their first sample on.
    #[test]
    fn look_ahead_is_left_out_of_webm_too() {
        let webm = include_bytes!("../../../pkg-tests/fixtures/music.webm").to_vec();
        let (ogg, webm) = (decode(fixture()), decode(webm));
        let differs = ogg[0].iter().zip(&webm[0]).position(|(ogg, webm)| (ogg - webm).abs() > 1e-6);
        assert_eq!(differs, None);
    }

    #[test]
    fn fields_are_read_either_way_round() {
        let look_ahead = |version: u8, bytes: [u8; 2]| {
            let head = [&b"OpusHead"[..], &[version, 2], &bytes].concat();
            super::field(&head, 10).map(u16::from_le_bytes)
        };
        assert_eq!(look_ahead(1, [0x38, 0x01]), Some(312));
        assert_eq!(look_ahead(0, [0x01, 0x38]), Some(312));
        assert_eq!(super::field(b"OpusHead\x01\x02\x38", 10), None);
    }

    /// RFC 7845 section 5.1: the header's output gain, in 256ths of a decibel, is to be applied.
    #[test]
    fn the_header_s_gain_is_applied() {
        let mut ogg = fixture();
        let first = pages(&ogg)[0].clone();
        let head = first.start + 28;
        ogg[head + 16..head + 18].copy_from_slice(&(-10i16 * 256).to_le_bytes());
        seal(&mut ogg[first]);
        let loudest = |planes: Planes| planes.into_iter().flatten().fold(0f32, |peak, x| peak.max(x.abs()));
        let quieter = loudest(decode(ogg)) / loudest(decode(fixture()));
        assert!((20.0 * quieter.log10() + 10.0).abs() < 1e-3, "{quieter}");
    }
}
