//! A picture of the whole track for the page: level by frequency band along time.
//!
//! It is drawn from the downmix at the audio's own rate as it comes: beside the picture, memory does not grow with the length.

use dsp::audio::Audio;
use dsp::downmix::Downmix;
use dsp::filter::Filter;
use dsp::stft::Stft;
use protocol::Spectrogram;

/// Number of bands: about twelve an octave.
const BANDS: usize = 96;

/// Lower edge of the lowest and upper edge of the highest band, Hz; the bands between are equally wide on a
/// logarithmic scale. About what loudspeakers play, up to what the analysis itself hears.
const RANGE_HZ: (f64, f64) = (40.0, 11_025.0);

/// Most columns: more than the page gives the picture pixels on most screens.
const MOST_COLUMNS: u64 = 800;

/// Levels this far below the loudest are black, dB.
const RANGE_DB: f32 = 80.0;

/// Least length of a transform, seconds: the next power of two is 4096 samples at 44.1 kHz, bins of 10.8 Hz.
const FRAME_S: f64 = 0.06;

/// Frames overlap by half, so that no sample is passed over; in short audio by up to seven eighths, so that
/// there are columns enough.
const OVERLAPS: (usize, usize) = (2, 8);

/// Samples that are taken at once: some seconds.
const PIECE: usize = 1 << 18;

/// Draws the downmix of audio that is in memory and has passed [`Audio::check`].
pub fn draw(audio: &Audio<'_>, downmix: Downmix) -> Spectrogram {
    let mut picture = Picture::new(audio.len() as u64, audio.sample_rate);
    let mut mono = Vec::new();
    for piece in audio.pieces() {
        downmix.mix(&piece, &mut mono);
        picture.take(&mono);
    }
    picture.finish()
}

/// Draws a track as it comes.
pub struct Picture {
    stft: Stft,
    n_fft: usize,
    hop: usize,
    bands: Vec<Filter>,
    /// Samples of the track, and the frames that begin in it.
    len: u64,
    frames: u64,
    /// Frames that were drawn.
    drawn: u64,
    /// Samples from the next frame on.
    waiting: Vec<f32>,
    columns: Vec<Column>,
}

/// Power of each band, and the number of frames, that came together in a column.
#[derive(Clone)]
struct Column {
    powers: [f32; BANDS],
    frames: f32,
}

impl Picture {
    /// Of a track of so many samples at a rate in Hz.
    pub fn new(len: u64, sample_rate: u32) -> Self {
        let n_fft = ((f64::from(sample_rate) * FRAME_S) as usize).next_power_of_two();
        let hop = usize::try_from(len / MOST_COLUMNS).unwrap_or(usize::MAX);
        let hop = hop.clamp(n_fft / OVERLAPS.1, n_fft / OVERLAPS.0);
        let frames = len.div_ceil(hop as u64);
        Self {
            stft: Stft::new(n_fft, hop),
            n_fft,
            hop,
            bands: bands(n_fft, sample_rate),
            len,
            frames,
            drawn: 0,
            // A frame's middle is its time: the first begins half a frame before the audio.
            waiting: vec![0.0; n_fft / 2],
            columns: vec![Column { powers: [0.0; BANDS], frames: 0.0 }; frames.min(MOST_COLUMNS) as usize],
        }
    }

    /// Takes the next samples of the downmix.
    pub fn take(&mut self, mono: &[f32]) {
        for piece in mono.chunks(PIECE) {
            self.waiting.extend_from_slice(piece);
            self.draw();
        }
    }

    /// Ends the track; zeros follow it.
    pub fn finish(mut self) -> Spectrogram {
        while self.drawn < self.frames {
            self.waiting.resize(self.waiting.len() + self.n_fft, 0.0);
            self.draw();
        }
        let mean = |column: &Column| column.powers.map(|power| power / column.frames.max(1.0));
        let powers: Vec<f32> = self.columns.iter().flat_map(mean).collect();
        Spectrogram {
            bands: BANDS as u16,
            columns: self.columns.len() as u16,
            low_hz: RANGE_HZ.0 as f32,
            high_hz: RANGE_HZ.1 as f32,
            levels: levels(&powers),
        }
    }

    /// Adds the frames that are whole.
    fn draw(&mut self) {
        let Self { stft, hop, bands, len, frames, drawn, waiting, columns, .. } = self;
        let first = *drawn;
        stft.for_each_frame(waiting, |power| {
            let sample = *drawn * *hop as u64;
            *drawn += 1;
            if *drawn > *frames {
                return;
            }
            let place = column_of(sample, columns.len(), *len);
            let Some(column) = columns.get_mut(place) else { return };
            column.frames += 1.0;
            for (sum, band) in column.powers.iter_mut().zip(bands.iter()) {
                *sum += band.apply(power);
            }
        });
        let over = (*drawn - first) as usize * *hop;
        drop(waiting.drain(..over.min(waiting.len())));
    }
}

/// The column that holds a sample of a track of `len`.
fn column_of(sample: u64, columns: usize, len: u64) -> usize {
    (sample * columns as u64 / len.max(1)) as usize
}

/// Bin `i` reaches from `i − ½` to `i + ½` bin widths; a band has the share of it that lies between its edges, so
/// that every part of the range counts once. What the audio's rate cannot hold belongs to no bin.
fn bands(n_fft: usize, sample_rate: u32) -> Vec<Filter> {
    let bin_hz = f64::from(sample_rate) / n_fft as f64;
    let (low, high) = RANGE_HZ;
    // In bins, from the lower end of bin 0.
    let edge = |band: usize| low * (high / low).powf(band as f64 / BANDS as f64) / bin_hz + 0.5;
    let band = |band: usize| {
        let (start, end) = (edge(band), edge(band + 1));
        let first = start as usize;
        let last = (end.ceil() as usize).min(n_fft / 2 + 1);
        let share = |bin: usize| (end.min(bin as f64 + 1.0) - start.max(bin as f64)) as f32;
        Filter { first, weights: (first..last).map(share).collect() }
    };
    (0..BANDS).map(band).collect()
}

/// Powers as levels below the loudest: [`RANGE_DB`] and more below it 0, the loudest 255.
fn levels(powers: &[f32]) -> Vec<u8> {
    let loudest = powers.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    let level = |power: &f32| {
        let db = 10.0 * (power / loudest).max(f32::MIN_POSITIVE).log10();
        // `as` cuts off what lies below.
        (255.0 * (1.0 + db / RANGE_DB)).round() as u8
    };
    powers.iter().map(level).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::TAU;

    fn drawn(rate: u32, seconds: f64, at: impl Fn(f64) -> f64) -> Spectrogram {
        let len = (seconds * f64::from(rate)) as usize;
        let samples: Vec<f32> = (0..len).map(|i| at(i as f64 / f64::from(rate)) as f32).collect();
        // In two channels, whose mean it is.
        let (left, right): (Vec<f32>, Vec<f32>) = samples.iter().map(|x| (1.5 * x, 0.5 * x)).unzip();
        draw(&Audio { channels: &[&left, &right], sample_rate: rate }, Downmix::Mean)
    }

    fn column(picture: &Spectrogram, place: usize) -> &[u8] {
        let bands = usize::from(picture.bands);
        &picture.levels[place * bands..(place + 1) * bands]
    }

    fn loudest(picture: &Spectrogram, place: usize) -> (usize, u8) {
        let levels = column(picture, place).iter().copied().enumerate();
        levels.max_by_key(|(_, level)| *level).unwrap()
    }

    /// The band that holds a frequency, by the picture's own edges.
    fn band_of(picture: &Spectrogram, hz: f64) -> usize {
        let (low, high) = (f64::from(picture.low_hz), f64::from(picture.high_hz));
        ((hz / low).ln() / (high / low).ln() * f64::from(picture.bands)) as usize
    }

    #[test]
    fn a_tone_lights_its_band_while_it_sounds() {
        for rate in [22_050, 44_100, 48_000, 96_000] {
            for hz in [150.0, 440.0, 1000.0, 5000.0, 10_000.0] {
                let tone = |t: f64| if (4.0..8.0).contains(&t) { 0.3 * (TAU * hz * t).sin() } else { 0.0 };
                let picture = drawn(rate, 12.0, tone);
                let columns = usize::from(picture.columns);
                let (middle, level) = (columns / 2, 250);
                assert!(loudest(&picture, middle).1 > level, "{rate} {hz}");
                assert!(
                    loudest(&picture, middle).0.abs_diff(band_of(&picture, hz)) <= 1,
                    "{hz} Hz at {rate} in band {}",
                    loudest(&picture, middle).0
                );
                // Within a column and half a frame of where it begins and ends.
                let margin = 1 + (0.1 / 12.0 * columns as f64) as usize;
                assert!(
                    column(&picture, columns / 3 - margin).iter().all(|level| *level == 0),
                    "{rate} {hz}"
                );
                assert!(loudest(&picture, columns / 3 + margin).1 > level, "{rate} {hz}");
                assert!(column(&picture, columns * 2 / 3 + margin).iter().all(|level| *level == 0));
                // Ten bands off it is dark: 40 dB.
                let off = band_of(&picture, hz).saturating_sub(10);
                assert!(column(&picture, middle)[off] < 128, "{hz}: {}", column(&picture, middle)[off]);
            }
        }
    }

    #[test]
    fn channels_that_cancel_are_drawn() {
        let left: Vec<f32> =
            (0..88_200).map(|i| (TAU * 440.0 * f64::from(i) / 22_050.0).sin() as f32).collect();
        let right: Vec<f32> = left.iter().map(|x| -x).collect();
        let stereo = Audio { channels: &[&left, &right], sample_rate: 22_050 };
        let alone = Audio { channels: &[&left], sample_rate: 22_050 };
        assert_eq!(draw(&stereo, Downmix::of(&stereo)), draw(&alone, Downmix::Mean));
    }

    #[test]
    fn a_chirp_rises() {
        // From 100 Hz an octave in five seconds.
        let phase = |t: f64| TAU * 100.0 * (5.0 / 2f64.ln()) * ((t / 5.0).exp2() - 1.0);
        let picture = drawn(44_100, 30.0, |t| 0.5 * phase(t).sin());
        let columns = usize::from(picture.columns);
        let way: Vec<usize> = (columns / 20..columns * 19 / 20).map(|i| loudest(&picture, i).0).collect();
        assert!(way.windows(2).all(|pair| pair[1] + 1 >= pair[0]), "{way:?}");
        for (place, hz) in [(1, 200.0), (3, 800.0), (5, 3200.0)] {
            let band = loudest(&picture, columns * place / 6).0;
            assert!(band.abs_diff(band_of(&picture, hz)) <= 1, "{hz} Hz in band {band}");
        }
    }

    #[test]
    fn levels_are_decibels_below_the_loudest() {
        assert_eq!(levels(&[1.0, 1e-4, 1e-8, 1e-9, 0.0]), [255, 128, 0, 0, 0]);
        assert_eq!(levels(&[0.0, 0.0]), [0, 0]);
        assert!(drawn(44_100, 3.0, |_| 0.0).levels.iter().all(|level| *level == 0));
    }

    /// Columns by length: as many as there are frames, at most 800, none of them empty.
    #[test]
    fn any_length_fills_its_columns() {
        for (seconds, expected) in [(0.001, 1), (3.0, 259), (9.3, 800), (30.0, 800), (601.0, 800)] {
            let picture = drawn(22_050, seconds, |t| (TAU * 440.0 * t).sin());
            assert_eq!(usize::from(picture.columns), expected, "{seconds} s");
            assert_eq!(picture.levels.len(), expected * usize::from(picture.bands));
            let lit = (0..expected).all(|place| loudest(&picture, place).1 > 200);
            assert!(lit, "{seconds} s");
        }
    }

    #[test]
    fn bands_share_every_bin_out_once() {
        let bands = bands(4096, 44_100);
        let mut shares = vec![0.0f32; 2049];
        for band in &bands {
            shares[band.first..].iter_mut().zip(&band.weights).for_each(|(sum, share)| *sum += share);
        }
        assert!(shares[5..1023].iter().all(|share| (share - 1.0).abs() < 1e-3));
        assert_eq!((shares[2], shares[1026]), (0.0, 0.0));
        // At 8 kHz nothing lies above 4 kHz.
        let holds = |band: &Filter| band.weights.is_empty() || band.first + band.weights.len() <= 257;
        assert!(super::bands(512, 8_000).iter().all(holds));
    }
}
