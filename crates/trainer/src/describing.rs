//! Describes every labelled window, once: the results are kept below `target/` until audio, decoder or
//! analysis change.

use crate::{
    dataset::{self, Row},
    decode,
    workers::on_every_core,
};
use anyhow::{Context, Result};
use dsp::{audio::Audio, describe::describe, descriptor::Descriptor, key::Mode, params};
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
pub struct Described {
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

/// Descriptions of all rows, in their order. `fresh` describes again even where the cache would do.
///
/// # Errors
/// Where a window cannot be decoded or described, or the cache cannot be written.
pub fn describe_all(data: &Path, rows: &[Row], fresh: bool) -> Result<Vec<Described>> {
    let folder = dataset::windows_folder(data);
    let cache = cache_path(&folder, rows)?;
    if !fresh && let Some(described) = read_cache(&cache, rows.len()) {
        return Ok(described);
    }
    eprintln!("Describing {} windows (a few minutes; kept for the next run)", rows.len());
    let described = describe_parallel(&folder, rows)?;
    write_cache(&cache, &described).with_context(|| format!("cannot write {}", cache.display()))?;
    Ok(described)
}

fn describe_parallel(folder: &Path, rows: &[Row]) -> Result<Vec<Described>> {
    let described: Vec<OnceLock<Described>> = rows.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    on_every_core(|| {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(row) = rows.get(place) else { return Ok(()) };
            if place > 0 && place.is_multiple_of(200) {
                eprintln!("  {place} of {}", rows.len());
            }
            let path = folder.join(&row.file);
            let window = describe_file(&path).with_context(|| format!("{}", path.display()))?;
            described[place].get_or_init(|| window);
        }
    })?;
    let described = described.into_iter().map(OnceLock::into_inner).collect::<Option<_>>();
    described.context("a window was not described")
}

fn describe_file(path: &Path) -> Result<Described> {
    let pcm = decode::decode(path)?;
    let audio = Audio { channels: &pcm.slices(), sample_rate: pcm.sample_rate };
    let description = describe(&audio, &mut |_| ())?;
    let window = description.windows.first().context("no window was described")?;
    Ok(Described {
        descriptor: window.descriptor.as_slice().to_vec(),
        bpm: description.tempo.bpm,
        key: description.key.candidates.first().map(|(key, _)| (key.tonic, key.mode == Mode::Major)),
        lufs: description.loudness.integrated_lufs,
        spectrum: description.spectrum,
    })
}

/// The cache's name says all that its contents depend on: sources, schema, and every file's size and time.
fn cache_path(folder: &Path, rows: &[Row]) -> Result<PathBuf> {
    let mut hasher = DefaultHasher::new();
    (env!("DESCRIBING_SOURCES"), params::SCHEMA_VERSION, STORED).hash(&mut hasher);
    for row in rows {
        let path = folder.join(&row.file);
        let metadata = fs::metadata(&path).with_context(|| format!("{} is missing", path.display()))?;
        (&row.file, metadata.len(), metadata.modified()?).hash(&mut hasher);
    }
    Ok(dataset::project().join(format!("target/trainer/windows-{:016x}.f32", hasher.finish())))
}

fn read_cache(path: &Path, rows: usize) -> Option<Vec<Described>> {
    let bytes = fs::read(path).ok().filter(|bytes| bytes.len() == rows * STORED * 4)?;
    let (values, _) = bytes.as_chunks();
    let values: Vec<f32> = values.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    Some(values.chunks_exact(STORED).map(from_stored).collect())
}

fn write_cache(path: &Path, described: &[Described]) -> Result<()> {
    let folder = path.parent().context("no folder")?;
    fs::create_dir_all(folder)?;
    // Under another name until it is whole: an interrupted run leaves no half cache.
    let partial = path.with_extension("partial");
    let mut file = std::io::BufWriter::new(fs::File::create(&partial)?);
    for value in described.iter().flat_map(to_stored) {
        file.write_all(&value.to_le_bytes())?;
    }
    file.flush()?;
    Ok(fs::rename(partial, path)?)
}

fn to_stored(described: &Described) -> Vec<f32> {
    let (tonic, major) =
        described.key.map_or((-1.0, 0.0), |(tonic, major)| (f32::from(tonic), f32::from(major)));
    let signal = [described.bpm, tonic, major, described.lufs];
    [&signal[..], &described.descriptor, &described.spectrum].concat()
}

fn from_stored(values: &[f32]) -> Described {
    let (signal, rest) = values.split_at(SIGNAL);
    let (descriptor, spectrum) = rest.split_at(Descriptor::LEN);
    Described {
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
        let described = |key| Described {
            descriptor: (0..Descriptor::LEN).map(|i| i as f32).collect(),
            spectrum: vec![0.25; params::SPECTRUM_BINS],
            bpm: 120.5,
            key,
            lufs: -14.0,
        };
        let written = [described(Some((9, false))), described(None)];
        let path = std::env::temp_dir().join(format!("segue-cache-{}.f32", std::process::id()));
        write_cache(&path, &written).unwrap();
        assert_eq!(read_cache(&path, 2).unwrap(), written);
        assert_eq!(read_cache(&path, 3), None);
        fs::remove_file(&path).unwrap();
        assert_eq!(read_cache(&path, 2), None);
    }
}
