//! The teacher as a program beside ours: its Python environment, and audio in, labels out.

use crate::{data::labels::LABELS, paths};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// Raise when the teacher shall answer otherwise: cached labels are then made anew.
pub const VERSION: u32 = 2;

/// A running teacher.
pub struct Teacher {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Teacher {
    /// Starts it; [`set_up`] has been called.
    pub fn start() -> Result<Teacher> {
        let mut child = Command::new(python())
            .arg(folder().join("teacher.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("the teacher's Python does not start")?;
        let input = child.stdin.take().context("no input")?;
        let output = BufReader::new(child.stdout.take().context("no output")?);
        Ok(Teacher { child, input, output })
    }

    /// The teacher's labels, in the order of [`protocol::Feature::PREDICTED`], of mono audio at the analysis rate.
    pub fn labels(&mut self, samples: &[f32]) -> Result<[f32; LABELS]> {
        let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        self.input.write_all(&(samples.len() as u32).to_le_bytes())?;
        self.input.write_all(&bytes)?;
        self.input.flush()?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let values = line.split_whitespace().map(str::parse).collect::<Result<Vec<f32>, _>>()?;
        values.try_into().ok().with_context(|| format!("the teacher answered {line:?}"))
    }
}

impl Drop for Teacher {
    fn drop(&mut self) {
        // Only labels that were read count; how it ends does not matter.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Installs the teacher's Python environment below `target/`, unless it is there.
///
/// # Errors
/// Where Python is missing or the packages cannot be installed.
pub fn set_up() -> Result<()> {
    let environment = environment();
    let (wanted, done) =
        (fs::read_to_string(folder().join("requirements.txt"))?, environment.join("complete"));
    if fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("Setting up the teacher's Python environment in {} (about 400 MB)", environment.display());
    run(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
    run(Command::new(python())
        .args(["-m", "pip", "install", "--quiet", "--requirement"])
        .arg(folder().join("requirements.txt")))?;
    Ok(fs::write(done, wanted)?)
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot run {command:?}"))?;
    ensure!(status.success(), "{command:?} failed ({status})");
    Ok(())
}

fn folder() -> PathBuf {
    paths::project().join("crates/trainer/teacher")
}

fn environment() -> PathBuf {
    paths::kept("teacher")
}

fn python() -> PathBuf {
    environment().join("bin/python")
}
