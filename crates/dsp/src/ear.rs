//! What hears a track's downmix as it comes: resampling, windows, and the families of the descriptor.

use crate::audio::DescribeError;
use crate::cutter::{Cut, Cutter};
use crate::describe::{Description, Window};
use crate::listener::Listener;
use crate::params::{MIN_S, SAMPLE_RATE};
use crate::resample::Resampling;
use crate::survey::Surveyed;

/// Samples that are resampled at once: some seconds.
const PIECE: usize = 1 << 18;

/// Hears the downmix of one track.
pub struct Ear {
    resampling: Resampling,
    /// Samples that were just resampled.
    resampled: Vec<f32>,
    cutter: Cutter,
    listener: Listener,
    windows: Vec<Window>,
    /// Samples that came.
    frames: u64,
}

impl Ear {
    /// Ready for the first samples, of which so many are a second. `listener` decides what is found in them.
    pub fn new(sample_rate: u32, listener: Listener) -> Self {
        Self {
            resampling: Resampling::new(sample_rate),
            resampled: Vec::new(),
            cutter: Cutter::default(),
            listener,
            windows: Vec::new(),
            frames: 0,
        }
    }

    /// Takes the next samples; `resampled` gets what comes of them at the analysis rate.
    pub fn take(&mut self, mono: &[f32], mut resampled: impl FnMut(&[f32])) {
        self.frames += mono.len() as u64;
        // A block may be hours: what comes of it is listened to a piece at a time.
        for piece in mono.chunks(PIECE) {
            self.resampled.clear();
            self.resampling.take(piece, &mut self.resampled);
            resampled(&self.resampled);
            self.listen();
        }
    }

    /// Ends the track, of which a survey knows the rest: what is heard of it, without a waveform. `resampled` gets the last
    /// samples.
    ///
    /// # Errors
    /// Where it had other samples than when it was surveyed, or too little of it sounds.
    pub fn finish(
        mut self,
        surveyed: &Surveyed,
        resampled: impl FnOnce(&[f32]),
    ) -> Result<Description, DescribeError> {
        if self.frames != surveyed.frames {
            return Err(DescribeError::Changed { frames: self.frames, expected: surveyed.frames });
        }
        self.resampled.clear();
        self.resampling.finish(&mut self.resampled);
        resampled(&self.resampled);
        self.listen();
        let Self { cutter, listener, windows, .. } = &mut self;
        let mut too_little = None;
        cutter.finish(|cut| match enough(cut, windows.is_empty()) {
            Ok(()) => windows.push(heard(listener, cut)),
            Err(error) => too_little = Some(error),
        });
        if windows.is_empty() {
            return Err(too_little.unwrap_or(DescribeError::Silent));
        }
        let (tempo, beats) = self.listener.tempo();
        Ok(Description {
            windows: self.windows,
            tempo,
            beats,
            key: self.listener.key(),
            loudness: surveyed.loudness,
            downmix: surveyed.downmix,
            spectrum: self.listener.magnitudes(),
            waveform: Vec::new(),
            duration_s: surveyed.duration_s(),
            sounding_s: self.cutter.sounding_s(),
        })
    }

    /// Goes on with the samples that were just resampled.
    fn listen(&mut self) {
        let Self { resampled, cutter, listener, windows, .. } = self;
        cutter.take(resampled, |cut| windows.push(heard(listener, cut)));
    }
}

fn heard(listener: &mut Listener, cut: &Cut) -> Window {
    Window { start_s: cut.start_s(), descriptor: listener.window(cut) }
}

/// Whether all of a track that sounds is long enough, where all of it is in its last window.
fn enough(last: &Cut, is_only: bool) -> Result<(), DescribeError> {
    let seconds = last.samples.len() as f32 / SAMPLE_RATE as f32;
    // A file of the least length has a rounded number of samples.
    if is_only && seconds + 1.0 / (SAMPLE_RATE as f32) < MIN_S {
        return Err(DescribeError::MostlySilent { seconds, minimum: MIN_S });
    }
    Ok(())
}
