//! What listens to one window after the other: every family of the descriptor, and what is gathered over all windows.

use crate::beat::Beats;
use crate::contrast::Contrast;
use crate::cutter::Cut;
use crate::descriptor::Descriptor;
use crate::dynamics::Dynamics;
use crate::key::KeyEstimate;
use crate::mel::{self, MelBank, MelFrames};
use crate::mfcc::Mfcc;
use crate::modulation::Modulation;
use crate::params::{HOP, N_FFT};
use crate::rhythm::Rhythm;
use crate::shape::Shape;
use crate::spectrum::Spectrum;
use crate::stft::{Spectrogram, Stft};
use crate::tempo::Tempo;
use crate::texture;
use crate::tonal::Tonal;
use crate::transients;
use crate::voice::Voice;

/// Everything that turns one window into a descriptor, planned once for a track.
pub struct Listener {
    stft: Stft,
    spectrogram: Spectrogram,
    mel_bank: MelBank,
    mel: MelFrames,
    mfcc: Mfcc,
    shape: Shape,
    contrast: Contrast,
    rhythm: Rhythm,
    tonal: Tonal,
    modulation: Modulation,
    dynamics: Dynamics,
    voice: Voice,
    spectrum: Option<Spectrum>,
}

impl Listener {
    /// Ready for the first window.
    pub fn new() -> Self {
        Self { spectrum: Some(Spectrum::new()), ..Self::without_spectrum() }
    }

    /// The same for whom the descriptors are enough: the spectrum takes a third of the time, and half of the memory.
    pub fn without_spectrum() -> Self {
        Self {
            stft: Stft::new(N_FFT, HOP),
            spectrogram: Spectrogram::default(),
            mel_bank: mel::main_bank(),
            mel: MelFrames::default(),
            mfcc: Mfcc::new(),
            shape: Shape::new(),
            contrast: Contrast::new(),
            rhythm: Rhythm::new(),
            tonal: Tonal::new(),
            modulation: Modulation::new(),
            dynamics: Dynamics::new(),
            voice: Voice::new(),
            spectrum: None,
        }
    }

    /// Describes a window. Families append in the order of [`crate::descriptor::GROUPS`].
    pub fn window(&mut self, cut: &Cut) -> Descriptor {
        let samples = cut.samples.as_slice();
        let mut values = Vec::with_capacity(Descriptor::LEN);
        self.stft.power_into(samples, &mut self.spectrogram);
        self.mel_bank.measure(&self.spectrogram, &mut self.mel);
        mel::describe(&self.mel, &mut values);
        self.mfcc.measure(&self.mel);
        self.mfcc.describe(&mut values);
        self.shape.measure(samples, &self.spectrogram, &self.mel);
        self.shape.describe(&mut values);
        self.contrast.measure(&self.spectrogram);
        self.contrast.describe(&mut values);
        self.rhythm.window(samples, &cut.longest(), &mut values);
        self.tonal.window(&self.spectrogram, &mut values);
        self.modulation.describe(&self.mel, &mut values);
        self.dynamics.describe(samples, &self.spectrogram, &mut values);
        transients::describe(&self.mel, &mut values);
        self.voice.describe(
            &self.spectrogram,
            &self.mel,
            self.mfcc.series(),
            &mut self.modulation,
            &mut values,
        );
        texture::describe(self.mfcc.series(), &mut values);
        if let Some(spectrum) = &mut self.spectrum {
            spectrum.window(samples);
        }
        finite(values)
    }

    /// Tempo and beats over all windows.
    pub fn tempo(&self) -> (Tempo, Beats) {
        let tempo = self.rhythm.tempo();
        let beats = self.rhythm.beats(&tempo);
        (tempo, beats)
    }

    /// Key over all windows.
    pub fn key(&self) -> KeyEstimate {
        self.tonal.key()
    }

    /// Mean magnitudes over all windows; see [`crate::spectrum`]. None without it.
    pub fn magnitudes(&self) -> Vec<f32> {
        self.spectrum.as_ref().map(Spectrum::magnitudes).unwrap_or_default()
    }
}

/// Families keep their values finite themselves; this is the guard that the model's input never breaks.
fn finite(mut values: Vec<f32>) -> Descriptor {
    debug_assert_eq!(values.len(), Descriptor::LEN);
    debug_assert!(values.iter().all(|value| value.is_finite()));
    values.resize(Descriptor::LEN, 0.0);
    values.iter_mut().filter(|value| !value.is_finite()).for_each(|value| *value = 0.0);
    Descriptor::from_vec(values).unwrap_or_else(Descriptor::zero)
}
