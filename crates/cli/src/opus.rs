//! Opus packets to samples, by libopus: symphonia reads the containers, but has no decoder for this codec.

// libopus's own interface, in Rust's syntax: every call needs the promises stated beside it.
#![allow(unsafe_code)]

use anyhow::{Context, Result, ensure};
use unsafe_libopus::{
    OPUS_OK, OpusMSDecoder, opus_multistream_decode_float, opus_multistream_decoder_create,
    opus_multistream_decoder_destroy,
};

/// The rate at which Opus is decoded, Hz. The codec works at 48 kHz inside, whatever was encoded.
pub const SAMPLE_RATE: u32 = 48_000;

/// Longest packet, samples a channel: 120 ms.
const MAX_FRAMES: usize = 5_760;

/// A decoder for the packets of one stream.
pub struct OpusDecoder {
    state: *mut OpusMSDecoder,
    channels: usize,
    pcm: Vec<f32>,
}

impl OpusDecoder {
    /// A decoder for the stream that this identification header (`OpusHead`, RFC 7845 section 5.1) begins.
    pub fn new(head: &[u8]) -> Result<OpusDecoder> {
        let channels = *head.get(9).context("the Opus header is cut off")?;
        let family = head.get(18).copied().unwrap_or(0);
        let (streams, coupled, mapping) = if family == 0 {
            ensure!(
                (1..=2).contains(&channels),
                "Opus of mapping family 0 has one or two channels, not {channels}"
            );
            (1, channels - 1, vec![0, 1])
        } else {
            let table =
                head.get(19..21 + usize::from(channels)).context("the Opus channel mapping is cut off")?;
            (table[0], table[1], table[2..].to_vec())
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
        ensure!(error == OPUS_OK && !state.is_null(), "libopus refuses the stream's layout (error {error})");
        let channels = usize::from(channels);
        Ok(OpusDecoder { state, channels, pcm: vec![0.0; MAX_FRAMES * channels] })
    }

    /// Interleaved samples of one packet, full scale ±1.
    pub fn decode(&mut self, packet: &[u8]) -> Result<&[f32]> {
        let length = i32::try_from(packet.len())?;
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
        let frames =
            usize::try_from(frames).with_context(|| format!("damaged Opus packet (error {frames})"))?;
        Ok(&self.pcm[..frames * self.channels])
    }
}

impl Drop for OpusDecoder {
    fn drop(&mut self) {
        // SAFETY: created by libopus, destroyed once.
        unsafe { opus_multistream_decoder_destroy(self.state) }
    }
}
