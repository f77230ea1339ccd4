//! WAV files to channels, through hound: 8, 16, 24 and 32-bit integers and 32-bit floats.
//!
//! A header can lie: about the length, which is then what the file really holds; about anything else, and
//! the file is refused in words. No allocation is larger than the file.

use dsp::params::{MAX_RATE, MAX_S, MIN_RATE};
use hound::{SampleFormat, WavReader, WavSpec};
use protocol::AnalysisError;
use std::io::Cursor;

/// Decoded channels of one length.
#[derive(Debug, PartialEq)]
pub struct Wav {
    /// Samples of each channel, full scale ±1.
    pub channels: Vec<Vec<f32>>,
    /// Samples per second, Hz.
    pub sample_rate: u32,
}

/// Most channels that are taken: 22.2 surround.
const MAX_CHANNELS: u16 = 24;

/// Decodes a whole file.
///
/// # Errors
///
/// [`AnalysisError::Undecodable`] with hound's words or ours, [`AnalysisError::TooLong`] past
/// [`dsp::params::MAX_S`].
pub fn decode(bytes: &[u8]) -> Result<Wav, AnalysisError> {
    let mut reader = WavReader::new(Cursor::new(bytes)).map_err(|error| undecodable(&error.to_string()))?;
    let spec = reader.spec();
    check(&spec)?;
    let width = usize::from(spec.channels);
    let claimed = reader.duration() as usize;
    let frame_bytes = width * usize::from(spec.bits_per_sample.div_ceil(8));
    let frames = claimed.min(bytes.len() / frame_bytes);
    let seconds = frames as f32 / spec.sample_rate as f32;
    if seconds > MAX_S {
        return Err(AnalysisError::TooLong { minutes: seconds / 60.0, maximum: MAX_S / 60.0 });
    }
    let mut channels = vec![Vec::with_capacity(frames); width];
    // Where the file ends before its header says, what there is has been read.
    match spec.sample_format {
        SampleFormat::Float => deal(reader.samples::<f32>().map_while(Result::ok), &mut channels),
        SampleFormat::Int => {
            let scale = (1.0f64 / (1u64 << (spec.bits_per_sample - 1)) as f64) as f32;
            deal(reader.samples::<i32>().map_while(Result::ok).map(|x| x as f32 * scale), &mut channels);
        }
    }
    let whole = channels.iter().map(Vec::len).min().unwrap_or(0);
    if whole == 0 {
        return Err(undecodable("the WAV file holds no samples"));
    }
    channels.iter_mut().for_each(|channel| channel.truncate(whole));
    Ok(Wav { channels, sample_rate: spec.sample_rate })
}

fn check(spec: &WavSpec) -> Result<(), AnalysisError> {
    if spec.channels == 0 || spec.channels > MAX_CHANNELS {
        return Err(undecodable(&format!("the WAV file claims {} channels", spec.channels)));
    }
    if !(MIN_RATE..=MAX_RATE).contains(&spec.sample_rate) {
        return Err(undecodable(&format!("the WAV file claims a sample rate of {} Hz", spec.sample_rate)));
    }
    match (spec.sample_format, spec.bits_per_sample) {
        (SampleFormat::Int, 8..=32) | (SampleFormat::Float, 32) => Ok(()),
        (_, bits) => Err(undecodable(&format!("WAV samples of {bits} bits are not supported"))),
    }
}

/// Deals interleaved samples out to the channels.
fn deal(samples: impl Iterator<Item = f32>, channels: &mut [Vec<f32>]) {
    let width = channels.len();
    for (place, sample) in samples.enumerate() {
        if let Some(channel) = channels.get_mut(place % width) {
            channel.push(sample);
        }
    }
}

fn undecodable(reason: &str) -> AnalysisError {
    AnalysisError::Undecodable { reason: reason.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hound::WavWriter;

    /// A file of a second of ramps, one a channel, from −0.5 to 0.5.
    fn file(channels: u16, bits: u16, format: SampleFormat) -> Vec<u8> {
        let spec = WavSpec { channels, sample_rate: 8_000, bits_per_sample: bits, sample_format: format };
        let mut bytes = Cursor::new(Vec::new());
        let mut writer = WavWriter::new(&mut bytes, spec).unwrap();
        for frame in 0..8_000 {
            for channel in 0..channels {
                let value = ramp(frame, channel);
                match format {
                    SampleFormat::Float => writer.write_sample(value).unwrap(),
                    SampleFormat::Int => {
                        let scale = (1u64 << (bits - 1)) as f64;
                        writer.write_sample((f64::from(value) * scale) as i32).unwrap();
                    }
                }
            }
        }
        writer.finalize().unwrap();
        bytes.into_inner()
    }

    fn ramp(frame: usize, channel: u16) -> f32 {
        (frame as f32 / 8_000.0 - 0.5) / f32::from(channel + 1)
    }

    #[test]
    fn reads_every_depth_and_number_of_channels() {
        for (bits, format, tolerance) in [
            (8, SampleFormat::Int, 8e-3),
            (16, SampleFormat::Int, 4e-5),
            (24, SampleFormat::Int, 2e-7),
            (32, SampleFormat::Int, 1e-7),
            (32, SampleFormat::Float, 0.0),
        ] {
            for channels in [1, 2, 6, 8] {
                let wav = decode(&file(channels, bits, format)).unwrap();
                assert_eq!((wav.channels.len(), wav.sample_rate), (usize::from(channels), 8_000));
                for (channel, samples) in (0..).zip(&wav.channels) {
                    assert_eq!(samples.len(), 8_000);
                    for (frame, sample) in samples.iter().enumerate() {
                        let error = (sample - ramp(frame, channel)).abs();
                        assert!(error <= tolerance, "{bits} bits {format:?}: {error}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_lying_length_gives_what_is_there() {
        let mut bytes = file(2, 16, SampleFormat::Int);
        let data = bytes.windows(4).position(|window| window == b"data").unwrap();
        for claimed in [u32::MAX - 3, 8_000 * 4 * 1000] {
            bytes[data + 4..data + 8].copy_from_slice(&claimed.to_le_bytes());
            assert_eq!(decode(&bytes).unwrap().channels[1].len(), 8_000, "claims {claimed}");
        }
        let cut = bytes.len() - 8_001;
        let frames = decode(&bytes[..cut]).unwrap().channels[0].len();
        assert!((5_990..=6_000).contains(&frames), "{frames}");
    }

    #[test]
    fn other_lies_are_errors_in_words() {
        let bytes = file(1, 16, SampleFormat::Int);
        // Places in the header of 44 bytes: channels, rate, depth.
        for (place, value) in [(22, 0), (22, 255), (24, 0), (34, 0), (34, 77), (20, 99)] {
            let mut lying = bytes.clone();
            lying[place] = value;
            lying[place + 1] = 0;
            if place == 24 {
                lying[26..28].fill(0);
            }
            if let Err(error) = decode(&lying) {
                assert!(error.to_string().len() > 20);
            }
        }
        assert!(decode(b"RIFF").is_err());
        assert!(decode(b"").is_err());
        assert!(decode(&bytes[..44]).is_err(), "a header and nothing more");
    }

    #[test]
    fn changed_bytes_never_panic() {
        let bytes = file(2, 24, SampleFormat::Int);
        for place in 0..80 {
            for value in [0, 1, 127, 128, 255] {
                let mut damaged = bytes.clone();
                damaged[place] = value;
                drop(decode(&damaged));
            }
        }
    }
}
