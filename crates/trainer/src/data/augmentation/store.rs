//! Made windows: where their labels and descriptors are kept, and how those that are missing are made.

use super::{
    effects,
    plan::{self, Plan, Pool},
    teacher::{self, Teacher},
};
use crate::{
    data::{
        labels::LABELS,
        musicnn::Musicnn,
        windows::{self, Window},
    },
    parallel::on_every_core,
    paths, statistics,
};
use anyhow::{Context, Result, ensure};
use dsp::{Audio, Descriptor, Downmix, describe, params::SAMPLE_RATE, resample::to_analysis_rate};
use segue_cli::decode;
use std::{
    collections::{BTreeMap, HashMap},
    fs::{self, File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

/// How many windows are made; a model learns from those that hold nothing of its held-out groups.
pub const COUNT: u64 = 16_000;

/// One made window.
pub struct Augmented {
    /// What was done to which recorded windows.
    pub plan: Plan,
    /// The teacher's labels of the result.
    pub labels: [f32; LABELS],
    /// The descriptor of the result.
    pub descriptor: Vec<f32>,
}

/// The first `count` made windows; those that are missing are made first.
///
/// # Errors
/// Where data are absent or the teacher does not run.
pub fn augmented(data: &Path, recorded: &[Window], musicnn: &Musicnn, count: u64) -> Result<Vec<Augmented>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    let store = Store::open(data)?;
    store.complete(data, recorded, musicnn, count, true)?;
    let (labels, mut descriptors) = (store.read_labels(), store.read_descriptors());
    let pool = pool(recorded, musicnn);
    (0..count)
        .map(|number| {
            let plan = Plan::draw(number, &pool);
            Some(Augmented { plan, labels: *labels.get(&number)?, descriptor: descriptors.remove(&number)? })
        })
        .collect::<Option<_>>()
        .context("a window that was made is not where it was put")
}

/// Windows of all groups: what is made of held-out ones is left out when a model learns
/// ([`crate::data::corpus::Corpus::learning_samples`]), whichever part is held out.
fn pool(recorded: &[Window], musicnn: &Musicnn) -> Pool {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut voices: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, window) in recorded.iter().enumerate() {
        groups.entry(&window.group).or_default().push(place);
        if musicnn.both_hear_voice(window) == Some(true) {
            voices.entry(&window.group).or_default().push(place);
        }
    }
    Pool { groups: groups.into_values().collect(), voices: voices.into_values().collect() }
}

/// Where labels and descriptors of made windows are kept.
pub struct Store {
    /// The labels' file.
    pub labels_path: PathBuf,
    descriptors_path: PathBuf,
}

/// Bytes of a stored descriptor: its window's number before its values.
const RECORD: usize = 8 + 4 * Descriptor::LEN;

impl Store {
    /// Labels depend on the plans, on the recorded windows and on the teacher; descriptors on the analysis instead
    /// of that.
    ///
    /// # Errors
    /// Where there can be no folder for them.
    pub fn open(data: &Path) -> Result<Store> {
        fs::create_dir_all(paths::kept_folder())?;
        let table = fs::metadata(data.join("audio/windows.csv")).map_or(0, |metadata| metadata.len());
        let (plans, teacher) = (plan::VERSION, teacher::VERSION);
        Ok(Store {
            labels_path: paths::kept(&format!("augmented-{plans}-{table}-teacher-{teacher}.csv")),
            descriptors_path: paths::kept(&format!(
                "augmented-{plans}-{table}-{}.f32",
                env!("ANALYSIS_SOURCES")
            )),
        })
    }

    /// Makes what is missing of the first `count` windows; their descriptors, too, where `describing` says so.
    ///
    /// # Errors
    /// Where data are absent, the teacher does not run, or nothing can be written.
    pub fn complete(
        &self,
        data: &Path,
        recorded: &[Window],
        musicnn: &Musicnn,
        count: u64,
        describing: bool,
    ) -> Result<()> {
        let (labels, descriptors) = (self.read_labels(), self.read_descriptors());
        let missing: Vec<u64> = (0..count)
            .filter(|number| !labels.contains_key(number) || describing && !descriptors.contains_key(number))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        if missing.iter().any(|number| !labels.contains_key(number)) {
            teacher::set_up()?;
            check_teacher(data, recorded)?;
        }
        println!(
            "Making {} windows (about eight a second on two cores, with up to 6 GB of memory; kept for the next run)",
            missing.len()
        );
        let append = |path: &Path| OpenOptions::new().create(true).append(true).open(path).map(Mutex::new);
        let (labels_file, descriptors_file) = (append(&self.labels_path)?, append(&self.descriptors_path)?);
        let pool = pool(recorded, musicnn);
        let folder = windows::folder(data);
        // Most plans play windows at their own speed: each is decoded once for those.
        let decoded: Vec<OnceLock<Vec<f32>>> = recorded.iter().map(|_| OnceLock::new()).collect();
        let load = |window: usize, speed: f32| {
            if speed != 1.0 {
                return load(&folder.join(&recorded[window].file), speed);
            }
            if let Some(sound) = decoded[window].get() {
                return Ok(sound.clone());
            }
            let sound = load(&folder.join(&recorded[window].file), speed)?;
            Ok(decoded[window].get_or_init(|| sound).clone())
        };
        let next = AtomicUsize::new(0);
        let work = || -> Result<()> {
            let mut teacher = None;
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(number) = missing.get(place) else { return Ok(()) };
                if place > 0 && place.is_multiple_of(500) {
                    println!("  {place} of {}", missing.len());
                }
                let plan = Plan::draw(*number, &pool);
                let sound = plan.render(load).with_context(|| format!("window {number} cannot be made"))?;
                if !labels.contains_key(number) {
                    let teacher = match &mut teacher {
                        Some(teacher) => teacher,
                        None => teacher.insert(Teacher::start()?),
                    };
                    append_labels(&labels_file, *number, teacher.labels(&sound)?)?;
                }
                if describing && !descriptors.contains_key(number) {
                    let audio = Audio { channels: &[&sound], sample_rate: SAMPLE_RATE };
                    let description = describe(&audio, &mut |_| ())?;
                    let window = description.windows.first().context("no window was described")?;
                    append_descriptor(&descriptors_file, *number, &window.descriptor)?;
                }
            }
        };
        on_every_core(work)
    }

    fn read_labels(&self) -> HashMap<u64, [f32; LABELS]> {
        let text = fs::read_to_string(&self.labels_path).unwrap_or_default();
        // An interrupted run may have left half a line: it does not parse, and is made again.
        let line = |line: &str| {
            let (number, labels) = line.split_once(',')?;
            let labels: Vec<f32> =
                labels.split(',').map(|label| label.parse().ok()).collect::<Option<_>>()?;
            Some((number.parse().ok()?, labels.try_into().ok()?))
        };
        text.split_inclusive('\n')
            .filter(|text| text.ends_with('\n'))
            .filter_map(|text| line(text.trim()))
            .collect()
    }

    fn read_descriptors(&self) -> HashMap<u64, Vec<f32>> {
        let bytes = fs::read(&self.descriptors_path).unwrap_or_default();
        let record = |record: &[u8]| {
            let (number, values) = record.split_first_chunk()?;
            let (values, _) = values.as_chunks();
            Some((
                u64::from_le_bytes(*number),
                values.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect(),
            ))
        };
        bytes.chunks_exact(RECORD).filter_map(record).collect()
    }
}

/// Has the teacher label some recorded windows again. What it says of made windows stands beside the labels that
/// came with the recorded ones, so it must say of these what it said then. Not to the last digit: those were decoded
/// by FFmpeg, whose Opus differs from libopus where it fills in noise. But another resampler than FFmpeg's moves
/// acousticness by .03, and all labels by .017 on average.
///
/// # Errors
/// Where it says something else.
fn check_teacher(data: &Path, recorded: &[Window]) -> Result<()> {
    const CHECKED: usize = 20;
    /// Mean distance over windows and labels.
    const TOLERANCE: f32 = 0.005;
    let mut teacher = Teacher::start()?;
    let mut off = Vec::new();
    for window in recorded.iter().step_by(recorded.len().div_ceil(CHECKED).max(1)) {
        let sound = load(&windows::folder(data).join(&window.file), 1.0)?;
        let labels = teacher.labels(&effects::looped(&sound))?;
        off.extend(labels.iter().zip(window.labels).map(|(now, then)| (now - then).abs()));
    }
    let off = statistics::mean(&off) as f32;
    ensure!(
        off <= TOLERANCE,
        "the teacher's labels of recorded windows lie {off:.4} from those in windows.csv on average, and may lie \
         {TOLERANCE}: it is not run as it was then"
    );
    println!("The teacher labels recorded windows as it did then (mean distance {off:.4})");
    Ok(())
}

fn append_labels(file: &Mutex<File>, number: u64, labels: [f32; LABELS]) -> Result<()> {
    let labels = labels.map(|label| label.to_string()).join(",");
    write_whole(file, format!("{number},{labels}\n").as_bytes())
}

fn append_descriptor(file: &Mutex<File>, number: u64, descriptor: &Descriptor) -> Result<()> {
    let values = descriptor.as_slice().iter().flat_map(|value| value.to_le_bytes());
    write_whole(file, &number.to_le_bytes().into_iter().chain(values).collect::<Vec<u8>>())
}

fn write_whole(file: &Mutex<File>, bytes: &[u8]) -> Result<()> {
    let mut file = file.lock().map_err(|_| anyhow::anyhow!("a worker thread died"))?;
    Ok(file.write_all(bytes)?)
}

/// A recorded window at the analysis rate, played `speed` times as fast.
fn load(path: &Path, speed: f32) -> Result<Vec<f32>> {
    /// Rates that share this divisor with the analysis rate are resampled in small blocks.
    const STEP: f32 = 1_050.0;
    let pcm = decode::decode(path).with_context(|| format!("{}", path.display()))?;
    let sample_rate = match speed {
        1.0 => pcm.sample_rate,
        speed => ((pcm.sample_rate as f32 * speed / STEP).round() * STEP) as u32,
    };
    let audio = Audio { channels: &pcm.slices(), sample_rate };
    Ok(to_analysis_rate(&audio, Downmix::of(&audio)))
}
