//! The WAV file that native code and browsers analyse side by side.

use std::f64::consts::TAU;
use std::io::Cursor;

use hound::{SampleFormat, WavReader, WavSpec, WavWriter};

/// CD rate, Hz: not the rate of the analysis, so that resampling is compared too.
pub const SAMPLE_RATE: u32 = 44_100;

/// Length of the file, seconds.
pub const SECONDS: u32 = 12;

/// A chord that moves every two seconds over a click at 120 BPM and a little noise, in 16-bit stereo.
///
/// Samples are whole numbers, so that the last bit of a platform's sine is rounded away and every platform
/// gets the same bytes.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn wav() -> hound::Result<Vec<u8>> {
    let spec = WavSpec {
        channels: 2,
        sample_rate: SAMPLE_RATE,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = WavWriter::new(&mut bytes, spec)?;
    let mut noise = Noise(1);
    for frame in 0..SAMPLE_RATE * SECONDS {
        let t = f64::from(frame) / f64::from(SAMPLE_RATE);
        let click = (-40.0 * (t % 0.5)).exp() * noise.next();
        let centre = 0.3 * click + 0.01 * noise.next();
        let [low, middle, high] = chord(t);
        for value in [centre + 0.2 * low + 0.1 * middle, centre + 0.1 * middle + 0.2 * high] {
            writer.write_sample((value.clamp(-1.0, 1.0) * f64::from(i16::MAX)).round() as i16)?;
        }
    }
    writer.finalize()?;
    Ok(bytes.into_inner())
}

/// The channels of a 16-bit WAV file, full scale ±1.
///
/// # Errors
/// Where the bytes are no such file.
pub fn channels(wav: &[u8]) -> hound::Result<Vec<Vec<f32>>> {
    let mut reader = WavReader::new(wav)?;
    let count = usize::from(reader.spec().channels);
    let mut channels = vec![Vec::new(); count];
    for (place, sample) in reader.samples::<i16>().enumerate() {
        channels[place % count].push(f32::from(sample?) / 32_768.0);
    }
    Ok(channels)
}

/// A minor, F, C, G: three voices, each with its octave.
fn chord(t: f64) -> [f64; 3] {
    const NOTES: [[f64; 3]; 4] =
        [[57.0, 60.0, 64.0], [53.0, 57.0, 60.0], [48.0, 52.0, 55.0], [55.0, 59.0, 62.0]];
    NOTES[(t / 2.0) as usize % NOTES.len()].map(|note| {
        let hertz = 440.0 * ((note - 69.0) / 12.0_f64).exp2();
        (TAU * hertz * t).sin() + 0.4 * (2.0 * TAU * hertz * t).sin()
    })
}

/// Park and Miller's generator: the same noise everywhere.
struct Noise(u64);

impl Noise {
    /// −1…1.
    fn next(&mut self) -> f64 {
        const MODULUS: u64 = 2_147_483_647;
        self.0 = self.0 * 48_271 % MODULUS;
        self.0 as f64 / MODULUS as f64 * 2.0 - 1.0
    }
}
