//! Packets of a container, by symphonia; those of Opus by libopus, where that is built in.

use crate::run::{Planes, Run, check};
use crate::source::Section;
use crate::{DecodeError, vorbis};
use symphonia::core::audio::GenericAudioBufferRef;
use symphonia::core::codecs::audio::well_known::{CODEC_ID_AAC, CODEC_ID_OPUS, CODEC_ID_VORBIS};
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType, probe::Hint};
use symphonia::core::io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;

/// Whether symphonia may jump about in a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seeking {
    /// It may, as containers with a table of contents need.
    Anywhere,
    /// It may not: of frames it would guess how many there are, and cut off what comes behind.
    Forward,
}

/// Decodes the first audio track of a container.
pub struct PacketRun {
    format: Box<dyn FormatReader>,
    track: u32,
    decoder: Codec,
    sample_rate: u32,
    channels: usize,
    seconds: Option<f64>,
    /// What was decoded to know rate and channels.
    first: Option<Planes>,
}

/// What turns packets into samples.
enum Codec {
    Symphonia(Box<dyn AudioDecoder>),
    #[cfg(feature = "opus")]
    Opus(Box<crate::opus::OpusTrack>),
}

impl PacketRun {
    /// The first audio track of a stretch. `known_s`: its length, where that was measured; `told_s`: what the container says of
    /// it, where the track does not.
    ///
    /// # Errors
    /// Where the stretch is in no known format, or its codec cannot be decoded.
    pub fn open(
        section: Section,
        seeking: Seeking,
        known_s: Option<f64>,
        told_s: Option<f64>,
    ) -> Result<Self, DecodeError> {
        vorbis::check_ogg(&section)?;
        let source: Box<dyn MediaSource> = match seeking {
            Seeking::Anywhere => Box::new(section.seekable()),
            Seeking::Forward => Box::new(section),
        };
        let stream = MediaSourceStream::new(source, MediaSourceStreamOptions::default());
        let format = symphonia::default::get_probe()
            .probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default())
            .map_err(refused)?;
        let track = format.default_track(TrackType::Audio).ok_or(DecodeError::NoTrack)?;
        let params = track.codec_params.as_ref().and_then(|params| params.audio());
        let params =
            params.ok_or_else(|| DecodeError::damaged("its audio track does not say how it is coded"))?;
        if params.codec == CODEC_ID_VORBIS {
            vorbis::check_headers(params.extra_data.as_deref().unwrap_or_default())?;
        }
        let decoder = Codec::of(params, track)?;
        let seconds = known_s.or_else(|| length(track)).or(told_s);
        let id = track.id;
        let mut run = Self { format, track: id, decoder, sample_rate: 0, channels: 0, seconds, first: None };
        // Only what is decoded tells rate and channels for sure.
        let first = run.decode()?.ok_or(DecodeError::NoSamples)?;
        let (rate, channels) = (run.sample_rate, first.len() as u32);
        (run.sample_rate, run.channels) = check(u64::from(rate), channels)?;
        run.first = Some(first);
        Ok(run)
    }

    /// Whether its packets say what encoders have added at both ends, and it is left out.
    pub fn knows_its_ends(&self) -> bool {
        match self.decoder {
            Codec::Symphonia(_) => false,
            #[cfg(feature = "opus")]
            Codec::Opus(_) => true,
        }
    }

    /// The next packet's samples that are heard. Damaged packets are left out, as players do.
    fn decode(&mut self) -> Result<Option<Planes>, DecodeError> {
        while let Some(packet) = self.packet()? {
            if packet.track_id != self.track {
                continue;
            }
            let Some((rate, planes)) = self.decoder.decode(&packet)? else { continue };
            if planes.first().is_some_and(|plane| !plane.is_empty()) {
                self.sample_rate = rate;
                return Ok(Some(planes));
            }
        }
        Ok(self.decoder.rest().filter(|planes| planes.first().is_some_and(|plane| !plane.is_empty())))
    }

    /// The next packet; `None` at the end, and where the file is cut off in the middle of a packet.
    fn packet(&mut self) -> Result<Option<Packet>, DecodeError> {
        match self.format.next_packet() {
            Ok(packet) => Ok(packet),
            Err(Error::IoError(error)) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(None),
            Err(Error::ResetRequired) => Ok(None),
            Err(Error::IoError(error)) => Err(error.into()),
            Err(error) => Err(DecodeError::damaged(error.to_string())),
        }
    }
}

impl Run for PacketRun {
    fn sample_rate(&self) -> u32 {
        self.sample_rate
    }

    fn channels(&self) -> usize {
        self.channels
    }

    fn seconds(&self) -> Option<f64> {
        self.seconds
    }

    fn next(&mut self) -> Result<Option<Planes>, DecodeError> {
        match self.first.take() {
            Some(first) => Ok(Some(first)),
            None => self.decode(),
        }
    }
}

impl Codec {
    #[cfg_attr(not(feature = "opus"), allow(unused_variables))]
    fn of(params: &AudioCodecParameters, track: &Track) -> Result<Self, DecodeError> {
        if params.codec == CODEC_ID_OPUS {
            #[cfg(feature = "opus")]
            return crate::opus::OpusTrack::new(params, track).map(|opus| Self::Opus(Box::new(opus)));
            #[cfg(not(feature = "opus"))]
            return Err(DecodeError::unsupported("Opus"));
        }
        let decoder = symphonia::default::get_codecs()
            .make_audio_decoder(params, &AudioDecoderOptions::default())
            .map_err(|error| match error {
                Error::Unsupported(_) if params.codec == CODEC_ID_AAC => {
                    DecodeError::unsupported("AAC of more than two channels, or of a rare kind")
                }
                Error::Unsupported(_) => {
                    DecodeError::unsupported(format!("of a codec not known here ({})", params.codec))
                }
                error => DecodeError::damaged(error.to_string()),
            })?;
        Ok(Self::Symphonia(decoder))
    }

    /// A packet's samples, and how many of them are a second; `None` for a damaged packet.
    fn decode(&mut self, packet: &Packet) -> Result<Option<(u32, Planes)>, DecodeError> {
        match self {
            Self::Symphonia(decoder) => match decoder.decode(packet) {
                Ok(buffer) => Ok(Some((buffer.spec().rate(), samples(&buffer)))),
                Err(Error::DecodeError(_) | Error::IoError(_)) => Ok(None),
                Err(Error::Unsupported(feature)) => Err(DecodeError::unsupported(feature)),
                Err(error) => Err(DecodeError::damaged(error.to_string())),
            },
            #[cfg(feature = "opus")]
            Self::Opus(opus) => Ok(opus.decode(packet).map(|planes| (crate::opus::SAMPLE_RATE, planes))),
        }
    }

    /// What was held back until it was known to be the end.
    fn rest(&mut self) -> Option<Planes> {
        match self {
            Self::Symphonia(_) => None,
            #[cfg(feature = "opus")]
            Self::Opus(opus) => opus.rest(),
        }
    }
}

/// A buffer of any kind of samples as floats.
pub fn samples(buffer: &GenericAudioBufferRef<'_>) -> Planes {
    let mut planes = Vec::new();
    buffer.copy_to_vecs_planar(&mut planes);
    planes
}

/// A track's length by its container, seconds. All bits set: it was not known when the header was written.
fn length(track: &Track) -> Option<f64> {
    let base = track.time_base?;
    let ticks = track.duration?.get();
    let is_known = ticks != u64::MAX && ticks != u64::from(u32::MAX);
    is_known.then_some(ticks as f64 * f64::from(base.numer.get()) / f64::from(base.denom.get()))
}

fn refused(error: Error) -> DecodeError {
    match error {
        Error::IoError(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => error.into(),
        Error::Unsupported(_) => DecodeError::Unknown,
        error => DecodeError::damaged(error.to_string()),
    }
}
