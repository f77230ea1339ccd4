//! Audio files to samples, natively: containers and codecs by symphonia, Opus by libopus.

use crate::opus::{self, OpusDecoder};
use anyhow::{Context, Result, bail, ensure};
use std::{fs::File, path::Path};
use symphonia::core::{
    codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions, well_known::CODEC_ID_OPUS},
    errors::Error,
    formats::{FormatOptions, FormatReader, TrackType, probe::Hint},
    io::{MediaSourceStream, MediaSourceStreamOptions},
    meta::MetadataOptions,
    packet::Packet,
};

/// Decoded audio of one file.
pub struct Pcm {
    /// Samples of each channel, all of one length, full scale ±1.
    pub channels: Vec<Vec<f32>>,
    /// Samples a second.
    pub sample_rate: u32,
}

impl Pcm {
    /// The channels as slices, in the form that [`dsp::audio::Audio`] borrows.
    pub fn slices(&self) -> Vec<&[f32]> {
        self.channels.iter().map(Vec::as_slice).collect()
    }

    fn append_interleaved(&mut self, samples: &[f32], channels: usize) {
        self.channels.resize_with(channels.max(self.channels.len()), Vec::new);
        for frame in samples.chunks_exact(channels.max(1)) {
            self.channels.iter_mut().zip(frame).for_each(|(channel, sample)| channel.push(*sample));
        }
    }
}

/// Decodes the first audio track of a file. Damaged packets are left out, as players do.
///
/// # Errors
/// Where the file cannot be read, is in no known format, or holds no sample that can be decoded.
pub fn decode(path: &Path) -> Result<Pcm> {
    let file = File::open(path).context("cannot open the file")?;
    ensure!(file.metadata()?.len() > 0, "the file is empty");
    let mut hint = Hint::new();
    if let Some(extension) = path.extension().and_then(|extension| extension.to_str()) {
        hint.with_extension(extension);
    }
    let stream = MediaSourceStream::new(Box::new(file), MediaSourceStreamOptions::default());
    let mut format = symphonia::default::get_probe()
        .probe(&hint, stream, FormatOptions::default(), MetadataOptions::default())
        .context("the file is in no known audio format")?;
    let track = format.default_track(TrackType::Audio).context("the file holds no audio track")?;
    let params = track.codec_params.as_ref().and_then(|params| params.audio());
    let params = params.context("the file does not say how its audio is coded")?.clone();
    let (id, delay) = (track.id, track.delay.unwrap_or(0) as usize);

    let mut pcm = Pcm { channels: Vec::new(), sample_rate: 0 };
    if params.codec == CODEC_ID_OPUS {
        decode_opus(format.as_mut(), id, &params, delay, &mut pcm)?;
    } else {
        decode_other(format.as_mut(), id, &params, &mut pcm)?;
    }
    ensure!(pcm.channels.iter().any(|channel| !channel.is_empty()), "no sample of the file could be decoded");
    Ok(pcm)
}

fn decode_other(
    format: &mut dyn FormatReader,
    track: u32,
    params: &AudioCodecParameters,
    pcm: &mut Pcm,
) -> Result<()> {
    let mut decoder: Box<dyn AudioDecoder> = symphonia::default::get_codecs()
        .make_audio_decoder(params, &AudioDecoderOptions::default())
        .context("the file's codec is not known")?;
    let mut interleaved = Vec::new();
    while let Some(packet) = next_packet(format)? {
        if packet.track_id != track {
            continue;
        }
        match decoder.decode(&packet) {
            Ok(buffer) => {
                pcm.sample_rate = buffer.spec().rate();
                buffer.copy_to_vec_interleaved(&mut interleaved);
                pcm.append_interleaved(&interleaved, buffer.num_planes());
            }
            Err(Error::DecodeError(_) | Error::IoError(_)) => {}
            Err(error) => bail!(error),
        }
    }
    Ok(())
}

fn decode_opus(
    format: &mut dyn FormatReader,
    track: u32,
    params: &AudioCodecParameters,
    delay: usize,
    pcm: &mut Pcm,
) -> Result<()> {
    let head = params.extra_data.as_deref().context("the Opus stream has no header")?;
    let mut decoder = OpusDecoder::new(head)?;
    let channels = params.channels.as_ref().map_or(1, |channels| channels.count());
    // The encoder's look-ahead comes first and is no part of the recording (RFC 7845 section 4.2).
    let mut to_skip = delay;
    let mut to_trim = 0;
    pcm.sample_rate = opus::SAMPLE_RATE;
    while let Some(packet) = next_packet(format)? {
        if packet.track_id != track {
            continue;
        }
        let Ok(samples) = decoder.decode(&packet.data) else { continue };
        let frames = samples.len() / channels.max(1);
        let skipped = to_skip.min(frames);
        to_skip -= skipped;
        pcm.append_interleaved(&samples[skipped * channels..], channels);
        // Only the last packet's padding is none of the recording (section 4.4). The reader wishes to cut others,
        // too, where the pages' clock jumps; that would leave a gap in the middle of the music.
        to_trim = packet.trim_end.get() as usize;
    }
    pcm.channels.iter_mut().for_each(|channel| channel.truncate(channel.len().saturating_sub(to_trim)));
    Ok(())
}

/// The next packet; `None` at the end, and where the file is cut off in the middle of a packet.
fn next_packet(format: &mut dyn FormatReader) -> Result<Option<Packet>> {
    match format.next_packet() {
        Ok(packet) => Ok(packet),
        Err(Error::IoError(error)) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(None),
        // The track list changes: a chained Ogg file's second song is another song.
        Err(Error::ResetRequired) => Ok(None),
        Err(error) => bail!(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hound::{SampleFormat, WavSpec, WavWriter};

    const FRAMES: usize = 1000;

    /// Two channels that differ, through the whole range.
    fn sample(frame: usize, channel: usize) -> f32 {
        (frame as f32 * 0.1 + channel as f32).sin() * 0.99
    }

    fn write_wav(path: &Path, bits_per_sample: u16, sample_format: SampleFormat) {
        let spec = WavSpec { channels: 2, sample_rate: 44_100, bits_per_sample, sample_format };
        let mut writer = WavWriter::create(path, spec).unwrap();
        let scale = 2_f64.powi(i32::from(bits_per_sample) - 1) - 1.0;
        for (frame, channel) in (0..FRAMES).flat_map(|frame| [(frame, 0), (frame, 1)]) {
            let value = sample(frame, channel);
            match sample_format {
                SampleFormat::Float => writer.write_sample(value).unwrap(),
                SampleFormat::Int => writer.write_sample((f64::from(value) * scale).round() as i32).unwrap(),
            }
        }
        writer.finalize().unwrap();
    }

    /// hound's own reading, as the page does it: integers over 2^(bits − 1).
    fn read_by_hound(path: &Path) -> Vec<f32> {
        let mut reader = hound::WavReader::open(path).unwrap();
        let spec = reader.spec();
        match spec.sample_format {
            SampleFormat::Float => reader.samples::<f32>().map(Result::unwrap).collect(),
            SampleFormat::Int => {
                let scale = 2_f32.powi(1 - i32::from(spec.bits_per_sample));
                reader.samples::<i32>().map(|sample| sample.unwrap() as f32 * scale).collect()
            }
        }
    }

    #[test]
    fn wav_reads_the_same_as_by_hound() {
        let folder = std::env::temp_dir().join(format!("segue-wav-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let int = [8, 16, 24, 32].map(|bits| (bits, SampleFormat::Int));
        for (bits, format) in int.into_iter().chain([(32, SampleFormat::Float)]) {
            let path = folder.join(format!("{bits}{format:?}.wav"));
            write_wav(&path, bits, format);
            let pcm = decode(&path).unwrap();
            assert_eq!((pcm.sample_rate, pcm.channels.len()), (44_100, 2));
            let interleaved = read_by_hound(&path);
            for (channel, samples) in pcm.channels.iter().enumerate() {
                assert_eq!(samples.len(), FRAMES, "{bits} {format:?}");
                for (frame, value) in samples.iter().enumerate() {
                    // Half a step of 8 bits is .004; the two readers agree to rounding of f32.
                    assert!(
                        (value - interleaved[2 * frame + channel]).abs() < 1e-6,
                        "{bits} {format:?} {frame}"
                    );
                    assert!((value - sample(frame, channel)).abs() < 0.012, "{bits} {format:?} {frame}");
                }
            }
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }

    /// An Ogg file's pages: where each begins and ends.
    fn pages(ogg: &[u8]) -> Vec<std::ops::Range<usize>> {
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

    /// A page's checksum (RFC 3533 section 6), its own field read as 0.
    fn checksum(page: &[u8]) -> u32 {
        page.iter().fold(0, |sum, byte| {
            (0..8).fold(sum ^ (u32::from(*byte) << 24), |sum, _| (sum << 1) ^ ((sum >> 31) * 0x04c1_1db7))
        })
    }

    #[test]
    fn opus_loses_nothing_where_a_page_has_the_wrong_time() {
        let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pkg-tests/fixtures/music.opus");
        let mut ogg = std::fs::read(&whole).unwrap();
        // A page in the middle ends 448 samples too late, so that the next seems to hold too little.
        let pages = pages(&ogg);
        let page = &mut ogg[pages[pages.len() / 2].clone()];
        let position = u64::from_le_bytes(page[6..14].try_into().unwrap());
        page[6..14].copy_from_slice(&(position + 448).to_le_bytes());
        page[22..26].fill(0);
        let sum = checksum(page);
        page[22..26].copy_from_slice(&sum.to_le_bytes());
        let odd = std::env::temp_dir().join(format!("segue-page-{}.opus", std::process::id()));
        std::fs::write(&odd, ogg).unwrap();
        let [expected, found] = [&whole, &odd].map(|path| decode(path).unwrap().channels);
        std::fs::remove_file(&odd).unwrap();
        assert!(expected == found, "{} samples, not {}", found[0].len(), expected[0].len());
    }

    #[test]
    fn files_that_are_no_audio_are_refused_in_words() {
        let folder = std::env::temp_dir().join(format!("segue-bad-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let [text, empty] = [folder.join("text.mp3"), folder.join("empty.flac")];
        std::fs::write(&text, "This is no music.\n".repeat(100)).unwrap();
        std::fs::write(&empty, "").unwrap();
        assert!(decode(&text).is_err());
        assert_eq!(decode(&empty).err().unwrap().to_string(), "the file is empty");
        assert_eq!(decode(&folder.join("absent.ogg")).err().unwrap().to_string(), "cannot open the file");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
