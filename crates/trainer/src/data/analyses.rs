//! What our analysis says about every labelled window, once: the results are kept below `target/` until audio, decoder
//! or analysis change.

use super::windows::{self, Window};
use crate::{parallel::on_every_core, paths};
use anyhow::{Context, Result};
use dsp::{descriptor::Descriptor, params};
use segue_cli::decode;
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io::Write,
    path::{Path, PathBuf},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

/// What the analysis says about one window.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowAnalysis {
    /// The descriptor's values, [`Descriptor::LEN`].
    pub descriptor: Vec<f32>,
    /// Mean magnitudes of the spectrum's bins, [`params::SPECTRUM_BINS`].
    pub spectrum: Vec<f32>,
    /// Tempo, beats per minute; 0 where no pulse was found.
    pub bpm: f32,
    /// Pitch class of the tonic and whether the mode is major; `None` without pitch.
    pub key: Option<(u8, bool)>,
    /// Integrated loudness, LUFS.
    pub lufs: f32,
}

/// Numbers of one window in the cache: tempo, tonic (−1 for none), mode, loudness, descriptor, spectrum.
const SIGNAL: usize = 4;
const STORED: usize = SIGNAL + Descriptor::LEN + params::SPECTRUM_BINS;

/// What the analysis says of all windows, in their order. `fresh` analyses again even where the cache would do.
///
/// # Errors
/// Where a window cannot be decoded or analysed, or the cache cannot be written.
pub fn analyse_all(data: &Path, listed: &[Window], fresh: bool) -> Result<Vec<WindowAnalysis>> {
    let folder = windows::folder(data);
    let cache = cache_path(&folder, listed)?;
    if !fresh && let Some(analyses) = read_cache(&cache, listed.len()) {
        return Ok(analyses);
    }
    eprintln!("Describing {} windows (a few minutes; kept for the next run)", listed.len());
    let analyses = analyse_parallel(&folder, listed)?;
    write_cache(&cache, &analyses).with_context(|| format!("cannot write {}", cache.display()))?;
    Ok(analyses)
}

fn analyse_parallel(folder: &Path, listed: &[Window]) -> Result<Vec<WindowAnalysis>> {
    let analyses: Vec<OnceLock<WindowAnalysis>> = listed.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    on_every_core(|| {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(window) = listed.get(place) else { return Ok(()) };
            if place > 0 && place.is_multiple_of(200) {
                eprintln!("  {place} of {}", listed.len());
            }
            let path = folder.join(&window.file);
            let analysis = analyse_file(&path).with_context(|| format!("{}", path.display()))?;
            analyses[place].get_or_init(|| analysis);
        }
    })?;
    let analyses = analyses.into_iter().map(OnceLock::into_inner).collect::<Option<_>>();
    analyses.context("a window was not analysed")
}

fn analyse_file(path: &Path) -> Result<WindowAnalysis> {
    let description = decode::describe(path)?;
    let window = description.windows.first().context("no window was described")?;
    Ok(WindowAnalysis {
        descriptor: window.descriptor.as_slice().to_vec(),
        bpm: description.tempo.bpm,
        key: description.key.candidates.first().map(|(key, _)| (key.tonic, key.is_major())),
        lufs: description.loudness.integrated_lufs,
        spectrum: description.spectrum,
    })
}

/// The cache's name says all that its contents depend on: sources, schema, and every file's size and time.
fn cache_path(folder: &Path, listed: &[Window]) -> Result<PathBuf> {
    let mut hasher = DefaultHasher::new();
    (env!("ANALYSIS_SOURCES"), params::SCHEMA_VERSION, STORED).hash(&mut hasher);
    for window in listed {
        let path = folder.join(&window.file);
        let metadata = fs::metadata(&path).with_context(|| format!("{} is missing", path.display()))?;
        (&window.file, metadata.len(), metadata.modified()?).hash(&mut hasher);
    }
    Ok(paths::kept(&format!("windows-{:016x}.f32", hasher.finish())))
}

fn read_cache(path: &Path, count: usize) -> Option<Vec<WindowAnalysis>> {
    let bytes = fs::read(path).ok().filter(|bytes| bytes.len() == count * STORED * 4)?;
    let (values, _) = bytes.as_chunks();
    let values: Vec<f32> = values.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    Some(values.chunks_exact(STORED).map(from_stored).collect())
}

fn write_cache(path: &Path, analyses: &[WindowAnalysis]) -> Result<()> {
    let folder = path.parent().context("no folder")?;
    fs::create_dir_all(folder)?;
    // Under another name until it is whole: an interrupted run leaves no half cache.
    let partial = path.with_extension("partial");
    let mut file = std::io::BufWriter::new(fs::File::create(&partial)?);
    for value in analyses.iter().flat_map(to_stored) {
        file.write_all(&value.to_le_bytes())?;
    }
    file.flush()?;
    Ok(fs::rename(partial, path)?)
}

fn to_stored(analysis: &WindowAnalysis) -> Vec<f32> {
    let (tonic, major) =
        analysis.key.map_or((-1.0, 0.0), |(tonic, major)| (f32::from(tonic), f32::from(major)));
    let signal = [analysis.bpm, tonic, major, analysis.lufs];
    [&signal[..], &analysis.descriptor, &analysis.spectrum].concat()
}

fn from_stored(values: &[f32]) -> WindowAnalysis {
    let (signal, rest) = values.split_at(SIGNAL);
    let (descriptor, spectrum) = rest.split_at(Descriptor::LEN);
    WindowAnalysis {
        descriptor: descriptor.to_vec(),
        spectrum: spectrum.to_vec(),
        bpm: signal[0],
        key: (signal[1] >= 0.0).then_some((signal[1] as u8, signal[2] > 0.5)),
        lufs: signal[3],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_gives_back_what_was_stored_and_refuses_other_sizes() {
        let analysis = |key| WindowAnalysis {
            descriptor: (0..Descriptor::LEN).map(|i| i as f32).collect(),
            spectrum: vec![0.25; params::SPECTRUM_BINS],
            bpm: 120.5,
            key,
            lufs: -14.0,
        };
        let written = [analysis(Some((9, false))), analysis(None)];
        let path = std::env::temp_dir().join(format!("segue-cache-{}.f32", std::process::id()));
        write_cache(&path, &written).unwrap();
        assert_eq!(read_cache(&path, 2).unwrap(), written);
        assert_eq!(read_cache(&path, 3), None);
        fs::remove_file(&path).unwrap();
        assert_eq!(read_cache(&path, 2), None);
    }
}
