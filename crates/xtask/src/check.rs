//! `cargo xtask check`: what can be said of a change in under a minute: its form, the compiler's and clippy's word, and
//! the tests that are fast.

use std::process::Command;
use std::time::Instant;

use anyhow::{Result, anyhow, bail};

use crate::process::{run, step};
use crate::{paths, python, selection};

/// Packages whose tests are left out: linking these takes longer than all other tests.
const SLOW_PACKAGES: [&str; 1] = ["trainer"];

/// Test programs that are left out: each takes two seconds and more, all others together take about seven.
const SLOW_PROGRAMS: [&str; 10] = [
    "blocks",
    "damaged",
    "describe",
    "invariants",
    "memory",
    "own_catalogue",
    "program",
    "readme",
    "recommend",
    "rhythm",
];

/// Told by `cargo xtask check --help`.
const USAGE: &str = "usage: cargo xtask check

Runs, in this order, and stops at the first that fails:
  cargo fmt --all --check
  cargo clippy --workspace --all-targets -- -D warnings
  native unit tests, and the tests below crates/*/tests that are fast

Leaves out, for `cargo xtask test`: all tests of trainer and of the Python package; blocks, describe, memory and rhythm of
dsp, recommend of catalogue, own_catalogue, program and readme of segue-cli, damaged files for all readers, invariants of
xtask; documentation tests; everything in browsers.";

/// Checks everything. Arguments: none, or `--help`.
pub fn check(arguments: &[&str]) -> Result<()> {
    match arguments {
        [] => {}
        ["--help"] => {
            println!("{USAGE}");
            return Ok(());
        }
        _ => bail!("{USAGE}"),
    }
    let started = Instant::now();
    step("form: cargo fmt (a second)");
    cargo(&["fmt", "--all", "--check"], "Run `cargo fmt --all`, and this again.")?;
    step("clippy (seconds; about 3 minutes on two cores the first time)");
    cargo(
        &["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"],
        "Mend what clippy names above, and run this again. `cargo clippy --fix` mends some of it.",
    )?;
    step("fast native tests (seconds; about 4 minutes on two cores the first time)");
    fast_tests()?;
    eprintln!(
        "==> all well after {} s; `cargo xtask test` runs what this leaves out",
        started.elapsed().as_secs()
    );
    Ok(())
}

fn fast_tests() -> Result<()> {
    let mut arguments =
        vec!["test", "--quiet", "--workspace", "--no-fail-fast", "--lib", "--bins", python::LEFT_OUT];
    for package in SLOW_PACKAGES {
        arguments.extend(["--exclude", package]);
    }
    let programs = selection::programs(&paths::root())?;
    let fast = programs.iter().filter(|(package, program)| {
        !SLOW_PACKAGES.contains(&package.as_str()) && !SLOW_PROGRAMS.contains(&program.as_str())
    });
    for (_, program) in fast {
        arguments.extend(["--test", program]);
    }
    cargo(
        &arguments,
        "Mend what failed above. Run one test alone with `cargo xtask test NAME`: part of its name or of its file's.",
    )
}

/// Runs cargo; where it fails, `advice` is the last that is said.
fn cargo(arguments: &[&str], advice: &str) -> Result<()> {
    run(Command::new("cargo").args(arguments).current_dir(paths::root()))
        .map_err(|error| anyhow!("{error:#}\n{advice}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_there_and_told() {
        let programs = selection::programs(&paths::root()).unwrap();
        for program in SLOW_PROGRAMS {
            assert!(programs.iter().any(|(_, found)| found == program), "there is no test program {program}");
        }
        for name in SLOW_PROGRAMS.into_iter().chain(SLOW_PACKAGES) {
            assert!(USAGE.contains(name), "the help does not name {name}");
        }
    }
}
