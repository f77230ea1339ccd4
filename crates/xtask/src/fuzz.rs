//! `cargo xtask fuzz`: damaged files for the readers of what people bring, by `crates/damaged`, a program a reader: one that
//! takes the program with it (no memory, no stack, no end) leaves the others.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::paths;
use crate::process::{output, run, step};

const USAGE: &str = "usage: cargo xtask fuzz [READER] [--inputs N] [--first TURN] [--seeds FOLDER]

Gives N damaged files (100000) to one reader, or to each, beginning with a turn (0): a turn makes the same file each time.
Files on which a reader fails are kept below target/damaged; FOLDER holds further whole files to damage.";

/// Files for each reader where it is not said how many.
const INPUTS: &str = "100000";

/// What was asked for.
#[derive(Debug, PartialEq)]
struct Wish<'a> {
    reader: Option<&'a str>,
    inputs: &'a str,
    first: &'a str,
    seeds: Option<&'a str>,
}

/// Builds the program and runs it for one reader or all. See [`USAGE`].
pub fn fuzz(arguments: &[&str]) -> Result<()> {
    let wish = read(arguments)?;
    step(
        "readers with an eye on them: cargo build --profile fuzz (about 5 minutes on two cores the first time)",
    );
    let build = ["build", "--quiet", "--profile", "fuzz", "--package", "damaged"];
    run(Command::new("cargo").args(build).current_dir(paths::root()))?;
    let readers = match wish.reader {
        Some(reader) => vec![reader.to_owned()],
        None => output(damaged().arg("list"))?.lines().map(str::to_owned).collect(),
    };
    let failed: Vec<&str> = readers
        .iter()
        .filter_map(|reader| match try_out(reader, &wish) {
            Ok(true) => None,
            Ok(false) => Some(reader.as_str()),
            Err(error) => {
                println!("  {error:#}");
                Some(reader.as_str())
            }
        })
        .collect();
    if !failed.is_empty() {
        bail!(
            "failed: {}. `cargo run --profile fuzz -p damaged -- read READER FILE` reads a kept file again.",
            failed.join(", ")
        );
    }
    Ok(())
}

fn read<'a>(arguments: &[&'a str]) -> Result<Wish<'a>> {
    let mut wish = Wish { reader: None, inputs: INPUTS, first: "0", seeds: None };
    let mut rest = arguments;
    loop {
        rest = match rest {
            [] => return Ok(wish),
            ["--inputs", inputs, rest @ ..] if inputs.parse::<u64>().is_ok() => {
                wish.inputs = inputs;
                rest
            }
            ["--first", first, rest @ ..] if first.parse::<u64>().is_ok() => {
                wish.first = first;
                rest
            }
            ["--seeds", folder, rest @ ..] => {
                wish.seeds = Some(folder);
                rest
            }
            [reader, rest @ ..] if wish.reader.is_none() && !reader.starts_with('-') => {
                wish.reader = Some(reader);
                rest
            }
            _ => bail!("{USAGE}"),
        };
    }
}

/// The program that watches readers.
fn damaged() -> Command {
    let mut command = Command::new("cargo");
    command
        .args(["run", "--quiet", "--profile", "fuzz", "--package", "damaged", "--"])
        .current_dir(paths::root());
    command
}

/// Whether a reader has read or refused all its files.
fn try_out(reader: &str, wish: &Wish<'_>) -> Result<bool> {
    let out = paths::root().join("target").join("damaged");
    let seeds = wish.seeds.map(std::path::absolute).transpose()?;
    let command = |name: &str| {
        let mut command = damaged();
        command.args([name, reader]).arg("--out").arg(&out);
        if let Some(folder) = &seeds {
            command.arg("--seeds").arg(folder);
        }
        command
    };
    let mut trial = command("run");
    let status = trial
        .args(["--inputs", wish.inputs, "--first", wish.first])
        .status()
        .context("cannot start cargo")?;
    match turn_under_way(&out, reader) {
        // It was ended in the middle of a file.
        Some(turn) => {
            let path = output(command("save").arg(&turn))?;
            println!("{reader}: ended at turn {turn} ({status}); that file is {}", path.trim());
            Ok(false)
        }
        None => Ok(status.success()),
    }
}

/// The turn that a program was at that did not come to its end.
fn turn_under_way(out: &Path, reader: &str) -> Option<String> {
    let path = out.join(format!("{reader}.turn"));
    let turn: u64 = std::fs::read_to_string(path).ok()?.trim().parse().ok()?;
    Some(turn.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_read() {
        let all = Wish { reader: None, inputs: INPUTS, first: "0", seeds: None };
        assert_eq!(read(&[]).unwrap(), all);
        let some = Wish { reader: Some("tags"), inputs: "7", first: "3", seeds: Some("f") };
        assert_eq!(read(&["--inputs", "7", "tags", "--seeds", "f", "--first", "3"]).unwrap(), some);
        for wrong in [&["--inputs", "many"][..], &["tags", "names"], &["--seeds"], &["--help"]] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }
}
