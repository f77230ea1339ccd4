//! Audio files to samples, natively, by the crate `decoder`: all of a file at once, or block by block for what analyses it.

use decoder::{CutOff, DecodeError, Decoder, Notes};
use dsp::survey::equal_length;
use dsp::{DescribeError, Description, Hearing, Once, Survey, Surveyed};
use model::Model;
use model::analysis::{in_words, judge};
use protocol::{Analysis, AnalysisError, Spectrogram};
use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

/// Most of a file that is decoded at once, seconds: a day. Commands that analyse have a limit of their own.
const MAX_S: f64 = 86_400.0;

/// Why nothing can be said of a file.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is not there, or must not be read.
    #[error("cannot open the file")]
    Unopened(#[source] io::Error),
    /// It could be opened, and then not be read.
    #[error("cannot be read")]
    Unreadable(#[source] io::Error),
    /// It cannot be decoded.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// What was decoded cannot be described.
    #[error(transparent)]
    Describe(#[from] DescribeError),
    /// What was decoded cannot be analysed.
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
    /// A fault of the program, or of a library, that this file brings to light.
    #[error("the program failed on this file ({reason}): please report it")]
    Stumbled {
        /// What the program said.
        reason: String,
    },
}

type Result<T, E = FileError> = std::result::Result<T, E>;

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
}

/// Decodes the first audio track of a file. Damaged packets are left out, as players do; what else is odd about the file is
/// told on standard error.
///
/// # Errors
/// Where the file cannot be read, is in no known format, or holds no sample that can be decoded.
pub fn decode(path: &Path) -> Result<Pcm> {
    let decoded = decoder::decode(opened(path)?, MAX_S)?;
    tell(path, &decoded.notes);
    Ok(Pcm { channels: decoded.channels, sample_rate: decoded.sample_rate })
}

/// Describes a file: reads it twice, and holds some seconds of it at a time.
///
/// # Errors
/// Where it cannot be decoded, as [`decode`], or what it holds cannot be described.
pub fn describe(path: &Path) -> Result<Description> {
    let first = open(path)?;
    let mut survey = Survey::new(first.channels(), first.sample_rate())?;
    let notes = read(first, |block| Ok(survey.take(block)?))?;
    tell(path, &notes);
    hear(path, survey.finish()?)
}

/// Analyses a file, without what is for eyes alone (waveform, spectrum, picture): reads it once, or twice where its channels
/// cancel in their mean, and holds some seconds of it at a time.
///
/// # Errors
/// Where it cannot be decoded, as [`decode`], or what it holds cannot be analysed.
pub fn analyse(path: &Path, model: &Model) -> Result<Analysis> {
    let (analysis, remarks) = listen(path, model)?;
    remarks.iter().for_each(|remark| tell_one(path, remark));
    Ok(analysis)
}

/// Analyses a file as [`analyse`]; what is odd about it is given, for whoever shows more than lines on standard error.
///
/// # Errors
/// As [`analyse`].
pub fn listen(path: &Path, model: &Model) -> Result<(Analysis, Vec<String>)> {
    let (surveyed, description, notes) = hear_once(path).map_err(|error| match error {
        FileError::Describe(error) => FileError::Analysis(in_words(error)),
        other => other,
    })?;
    Ok((judge(&surveyed, description, Spectrogram::default(), model)?, remarks(&notes)))
}

/// What a file holds, without waveform and spectrum.
fn hear_once(path: &Path) -> Result<(Surveyed, Description, Notes)> {
    let file = open(path)?;
    let mut once = Once::new(file.channels(), file.sample_rate())?;
    let notes = read(file, |block| Ok(once.take(block)?))?;
    let (surveyed, description) = once.finish()?;
    let description = match description {
        Some(description) => description,
        None => Description { waveform: Vec::new(), spectrum: Vec::new(), ..hear(path, surveyed)? },
    };
    Ok((surveyed, description, notes))
}

/// The second pass through a file.
fn hear(path: &Path, surveyed: Surveyed) -> Result<Description> {
    let mut hearing = Hearing::new(surveyed);
    let mut mono = Vec::new();
    read(open(path)?, |block| {
        equal_length(block, surveyed.channels)?;
        surveyed.downmix.mix(block, &mut mono);
        hearing.take(&mono);
        Ok(())
    })?;
    Ok(hearing.finish()?)
}

fn open(path: &Path) -> Result<Decoder> {
    Ok(Decoder::open(opened(path)?)?)
}

fn opened(path: &Path) -> Result<File> {
    file_at(path).and_then(|_| File::open(path)).map_err(FileError::Unopened)
}

/// What the system says of a file. A pipe would be waited for, and a folder is no audio in words that do not help.
///
/// # Errors
/// Where there is none, or what is there is a folder, a pipe, a device or the like.
pub fn file_at(path: &Path) -> io::Result<Metadata> {
    let metadata = fs::metadata(path)?;
    match (metadata.is_file(), metadata.is_dir()) {
        (true, _) => Ok(metadata),
        (_, true) => Err(io::Error::other("this is a folder")),
        _ => Err(io::Error::other("this is no file")),
    }
}

/// Gives all blocks of a file, a slice a channel; what is worth telling of it.
fn read(mut file: Decoder, mut each: impl FnMut(&[&[f32]]) -> Result<()>) -> Result<Notes> {
    let mut is_empty = true;
    for block in file.by_ref() {
        is_empty = false;
        each(&block?.iter().map(Vec::as_slice).collect::<Vec<_>>())?;
    }
    if is_empty { Err(DecodeError::NoSamples.into()) } else { Ok(file.notes()) }
}

/// Tells on standard error what is odd about a file.
fn tell(path: &Path, notes: &Notes) {
    remarks(notes).iter().for_each(|remark| tell_one(path, remark));
}

fn tell_one(path: &Path, remark: &str) {
    eprintln!("{}: {remark}", path.display());
}

fn remarks(notes: &Notes) -> Vec<String> {
    let mut remarks = Vec::new();
    if notes.changes {
        remarks.push("rate or channels change within the file; all of it was read, at one rate".into());
    } else if notes.parts > 1 {
        remarks.push(format!("{} recordings in one file, taken as one", notes.parts));
    }
    if notes.lost_parts > 0 {
        remarks.push(format!("{} parts of the file could not be decoded", notes.lost_parts));
    }
    if notes.not_numbers > 0 {
        remarks.push(format!("{} samples are no numbers and were taken as silence", notes.not_numbers));
    }
    if let Some(seconds) = notes.broken_at_s {
        remarks.push(format!("the file is damaged after {seconds:.0} s; what comes behind was not read"));
    }
    if let Some(CutOff { seconds, claimed_s }) = notes.cut_off {
        remarks.push(format!(
            "the file says that it is {claimed_s:.0} s long, but only {seconds:.0} s are there; perhaps it was not copied to its end"
        ));
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;
    use dsp::Downmix;
    use hound::{SampleFormat, WavSpec, WavWriter};
    use std::error::Error;

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

    /// Read in blocks, a file gives what it gives as a whole; where its channels cancel, too.
    #[test]
    fn a_file_is_described_as_its_samples_are() {
        let folder = tempfile::tempdir().unwrap();
        let cancelling = folder.path().join("cancelling.wav");
        let spec = WavSpec {
            channels: 2,
            sample_rate: 8_000,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        let mut writer = WavWriter::create(&cancelling, spec).unwrap();
        for value in (0..64_000).map(|frame| (f64::from(frame % 4_000) * 0.2).sin() * 9_000.0) {
            writer.write_sample(value as i16).unwrap();
            writer.write_sample(-(value as i16)).unwrap();
        }
        writer.finalize().unwrap();
        let music = crate::project().join("pkg-tests/fixtures/music.mp3");
        for (path, downmix) in [(music, Downmix::Mean), (cancelling, Downmix::Channel(0))] {
            let pcm = decode(&path).unwrap();
            let audio = dsp::Audio { channels: &pcm.slices(), sample_rate: pcm.sample_rate };
            let whole = dsp::describe(&audio, &mut |_| {}).unwrap();
            assert_eq!(whole.downmix, downmix);
            assert!(describe(&path).unwrap() == whole, "{downmix:?}");
            let once = Description { waveform: Vec::new(), spectrum: Vec::new(), ..whole };
            assert!(hear_once(&path).unwrap().1 == once, "{downmix:?}");
        }
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
        for (path, reason) in
            [(folder.join("absent.ogg"), "No such file"), (folder.clone(), "this is a folder")]
        {
            let error = decode(&path).err().unwrap();
            assert_eq!(error.to_string(), "cannot open the file");
            assert!(error.source().unwrap().to_string().contains(reason), "{reason}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
