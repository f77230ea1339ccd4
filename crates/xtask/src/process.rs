//! Running other programs: to the end, within a time, or for their output.
//!
//! What they tell while they work goes to standard error, so that standard output holds results alone.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Prints what is about to happen, and how long it may take.
pub fn step(what: &str) {
    eprintln!("==> {what}");
}

/// Whether `program` can be started from PATH.
pub fn exists(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}

/// Runs a command with its output shown; a failure names it.
pub fn run(command: &mut Command) -> Result<()> {
    let status =
        command.stdout(io::stderr()).status().with_context(|| format!("cannot start {}", name(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", name(command));
    }
    Ok(())
}

/// Runs a command and returns what it wrote to standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let output =
        command.stderr(Stdio::piped()).output().with_context(|| format!("cannot start {}", name(command)))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        bail!("{} failed ({}): {}", name(command), output.status, reason.trim());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Runs a command, showing its output and returning it too, however the command ends.
pub fn run_collecting(command: &mut Command) -> Result<(ExitStatus, String)> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {}", name(command)))?;
    let mut text = String::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            text.push_str(&line);
            text.push('\n');
        }
    }
    Ok((child.wait()?, text))
}

/// Runs a command, ending it where it takes longer than `limit`.
pub fn run_within(command: &mut Command, limit: Duration) -> Result<()> {
    let mut child =
        command.stdout(io::stderr()).spawn().with_context(|| format!("cannot start {}", name(command)))?;
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            if status.success() {
                return Ok(());
            }
            bail!("{} failed ({status})", name(command));
        }
        if started.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            bail!("{} took longer than {} s", name(command), limit.as_secs());
        }
        thread::sleep(Duration::from_millis(100));
    }
}

fn name(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).take(4).collect::<Vec<_>>().join(" ")
}
