//! The stretch of a run that a file's edit list wants heard.

use crate::DecodeError;
use crate::run::{Planes, Run};
use containers::Edit;

/// A run without what lies before and behind an edit.
pub struct Trimmed<R> {
    run: R,
    /// Samples of each channel that are still to be left out, and then to be given.
    to_skip: usize,
    to_give: usize,
    seconds: Option<f64>,
}

impl<R: Run> Trimmed<R> {
    pub fn new(run: R, edit: Edit) -> Self {
        let samples = |seconds: f64| (seconds * f64::from(run.sample_rate())).round() as usize;
        let (to_skip, to_give) = (samples(edit.from_s), edit.seconds.map_or(usize::MAX, samples));
        let rest = run.seconds().map(|seconds| seconds - edit.from_s);
        let seconds = edit.seconds.map_or(rest, |wanted| Some(rest.map_or(wanted, |rest| rest.min(wanted))));
        Self { run, to_skip, to_give, seconds }
    }
}

impl<R: Run> Run for Trimmed<R> {
    fn sample_rate(&self) -> u32 {
        self.run.sample_rate()
    }

    fn channels(&self) -> usize {
        self.run.channels()
    }

    fn seconds(&self) -> Option<f64> {
        self.seconds
    }

    fn next(&mut self) -> Result<Option<Planes>, DecodeError> {
        while self.to_give > 0 {
            let Some(mut planes) = self.run.next()? else { break };
            let skipped = self.to_skip.min(planes.first().map_or(0, Vec::len));
            self.to_skip -= skipped;
            for plane in &mut planes {
                plane.drain(..skipped);
                plane.truncate(self.to_give);
            }
            let given = planes.first().map_or(0, Vec::len);
            self.to_give -= given;
            if given > 0 {
                return Ok(Some(planes));
            }
        }
        Ok(None)
    }
}
