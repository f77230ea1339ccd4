//! What the Python package `segue` hears with, as `segue._segue`. It hands over the records that the command line writes, as
//! JSON; the package makes Python's objects and exceptions of them.

mod answer;

use answer::{Answer, Told};
use dsp::Audio;
use numpy::PyReadonlyArray2;
use protocol::AnalysisError;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use segue_cli::decode::FileError;
use segue_cli::found::Found;
use segue_cli::guarded::guarded;
use segue_cli::hearing::{Heard, hear};
use segue_cli::loaded::Loaded;
use segue_cli::record::Record;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// How often Python is asked whether the user has interrupted it.
const PATIENCE: Duration = Duration::from_millis(50);

/// Stack of what listens, bytes: libraries go deep into damaged files, and a thread of Python's may have little.
const STACK: usize = 8 << 20;

/// The model, loaded by who needs it first.
static LOADED: LazyLock<Result<Loaded, FileError>> = LazyLock::new(|| {
    let model_failed = |reason: String| FileError::Analysis(AnalysisError::Model { reason });
    Loaded::built_in().map_err(|error| model_failed(error.to_string()))
});

#[pymodule]
mod _segue {
    #[pymodule_export]
    use super::{cores, hear_file, hear_samples};
}

/// How many files can be heard at once without one waiting for another.
#[pyfunction]
fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Listens to a file; an [`Answer`] as JSON. `ended`, a `threading.Event`, tells that nobody waits for it any more.
#[pyfunction]
#[pyo3(signature = (path, ended=None))]
fn hear_file(py: Python<'_>, path: PathBuf, ended: Option<Bound<'_, PyAny>>) -> PyResult<String> {
    answered(py, ended, move |loaded| {
        let found = Found::at(&path).map_err(FileError::Unopened)?;
        let Heard { analysis, identity, remarks } = hear(&found, &loaded.model)?;
        Ok(Told::new(Record::new(&found, &analysis, identity, &loaded.stamp), &analysis, remarks))
    })
}

/// Listens to samples, a column a channel, full scale ±1; an [`Answer`] as JSON.
#[pyfunction]
fn hear_samples(py: Python<'_>, samples: PyReadonlyArray2<'_, f32>, sample_rate: u32) -> PyResult<String> {
    // A copy: other threads may write into the array as soon as Python goes on.
    let channels: Vec<Vec<f32>> = samples.as_array().columns().into_iter().map(|c| c.to_vec()).collect();
    answered(py, None, move |loaded| {
        let channels: Vec<&[f32]> = channels.iter().map(Vec::as_slice).collect();
        let audio = Audio { channels: &channels, sample_rate };
        let analysis = model::analyse(&audio, &loaded.model, &mut |_, _| {})?;
        Ok(Told::new(Record::of_sound(&analysis, &loaded.stamp), &analysis, Vec::new()))
    })
}

/// Lets Python go on while a thread works. Where the user interrupts that, or it has `ended`, nobody waits for what the thread
/// finds.
fn answered(
    py: Python<'_>,
    ended: Option<Bound<'_, PyAny>>,
    work: impl FnOnce(&Loaded) -> Result<Told, FileError> + Send + 'static,
) -> PyResult<String> {
    let (sender, mut receiver) = mpsc::channel();
    let listen = move || {
        let outcome = LOADED.as_ref().map_err(Answer::refused).map(|loaded| guarded(|| work(loaded)));
        let answer = outcome.map_or_else(|refused| refused, Answer::of);
        drop(sender.send(serde_json::to_string(&answer)));
    };
    thread::Builder::new().name("segue".into()).stack_size(STACK).spawn(listen)?;
    loop {
        let received;
        (received, receiver) = py.detach(move || (receiver.recv_timeout(PATIENCE), receiver));
        match received {
            Ok(answer) => return answer.map_err(|error| PyRuntimeError::new_err(error.to_string())),
            Err(RecvTimeoutError::Timeout) => {
                py.check_signals()?;
                if ended.as_ref().map_or(Ok(false), |ended| ended.call_method0("is_set")?.is_truthy())? {
                    return Err(PyRuntimeError::new_err("nobody waits for it any more"));
                }
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(PyRuntimeError::new_err("the thread that listens has died"));
            }
        }
    }
}
