//! Some of the labelled windows.

use super::{analyses::WindowAnalysis, labels::LABELS, split::Split, windows::Window};
use anyhow::{Context, Result};
use dsp::{descriptor::Descriptor, params::WINDOW_S};
use model::Model;

/// The windows of one part of the data with what the analysis says of them.
pub struct Part<'a> {
    /// Labels and origin.
    pub windows: Vec<&'a Window>,
    /// What the analysis says, in the same order.
    pub analyses: Vec<&'a WindowAnalysis>,
}

impl<'a> Part<'a> {
    /// The windows of one split.
    pub fn of(split: Split, windows: &'a [Window], analyses: &'a [WindowAnalysis]) -> Part<'a> {
        Part::filter(windows, analyses, |window| Split::of(&window.group) == split)
    }

    /// The windows that are kept.
    pub fn filter(
        windows: &'a [Window],
        analyses: &'a [WindowAnalysis],
        keep: impl Fn(&Window) -> bool,
    ) -> Part<'a> {
        let (windows, analyses) = windows.iter().zip(analyses).filter(|(window, _)| keep(window)).unzip();
        Part { windows, analyses }
    }

    /// Labels of all windows.
    pub fn labels(&self) -> Vec<[f32; LABELS]> {
        self.windows.iter().map(|window| window.labels).collect()
    }

    /// Groups of all windows.
    pub fn groups(&self) -> Vec<&'a str> {
        self.windows.iter().map(|window| window.group.as_str()).collect()
    }

    /// Descriptor values of all windows.
    pub fn descriptors(&self) -> Vec<&'a [f32]> {
        self.analyses.iter().map(|analysis| analysis.descriptor.as_slice()).collect()
    }

    /// Spectra of all windows.
    pub fn spectra(&self) -> Vec<&'a [f32]> {
        self.analyses.iter().map(|analysis| analysis.spectrum.as_slice()).collect()
    }

    /// Descriptors of all windows, as models take them.
    ///
    /// # Errors
    /// Where one is not whole.
    pub fn whole_descriptors(&self) -> Result<Vec<Descriptor>> {
        let descriptor = |analysis: &&WindowAnalysis| Descriptor::from_vec(analysis.descriptor.clone());
        self.analyses
            .iter()
            .map(descriptor)
            .collect::<Option<_>>()
            .context("a stored descriptor is not whole")
    }

    /// What a model says about all windows, value by value.
    ///
    /// # Errors
    /// Where a descriptor is not whole or the prediction fails.
    pub fn predict(&self, model: &Model) -> Result<Vec<[f32; LABELS]>> {
        Ok(model.predict(&self.whole_descriptors()?.iter().collect::<Vec<_>>(), WINDOW_S)?.per_window)
    }
}
