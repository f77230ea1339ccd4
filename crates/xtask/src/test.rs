//! `cargo xtask test`: every test there is, natively and in a real browser, and one sum at the end.

use std::process::{Command, ExitStatus};
use std::time::Instant;

use anyhow::{Result, bail};

use crate::process::{run_collecting, step};
use crate::{browser, build, paths, setup, tools};

/// How one suite went.
struct Outcome {
    suite: &'static str,
    passed: usize,
    failed: usize,
    seconds: u64,
}

/// Sets up, runs all suites even where one fails, and prints the sum; an error if any test failed.
pub fn test() -> Result<()> {
    setup::for_building()?;
    let browser = browser::ensure()?;
    browser::ensure_node_packages()?;
    let root = paths::root();

    step("native tests (about 4 minutes on two cores the first time)");
    let native = suite(
        "native",
        Command::new("cargo").args(["test", "--workspace", "--no-fail-fast"]).current_dir(&root),
        cargo_counts,
    )?;

    build::build()?;

    step("tests in headless Chromium (about 2 minutes the first time)");
    // The profile of the page, to share its dependencies.
    let in_browser = suite(
        "in the browser",
        tools::command("cargo")?
            .args([
                "test",
                "--profile",
                "ship",
                "--package",
                "pkg-tests",
                "--target",
                "wasm32-unknown-unknown",
            ])
            .env("CHROMEDRIVER", &browser.driver),
        cargo_counts,
    )?;

    step("end to end: the built page in headless Chromium (about a minute)");
    let end_to_end = suite(
        "end to end",
        Command::new("node")
            .args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
            .current_dir(root.join("pkg-tests/e2e"))
            .env("CHROMIUM", &browser.program),
        node_counts,
    )?;

    summarise(&[native, in_browser, end_to_end])
}

/// Runs one suite; `counts` reads (passed, failed) off its output.
fn suite(name: &'static str, command: &mut Command, counts: fn(&str) -> (usize, usize)) -> Result<Outcome> {
    let started = Instant::now();
    let (status, text) = run_collecting(command)?;
    let (passed, failed) = counts(&text);
    Ok(Outcome {
        suite: name,
        passed,
        failed: at_least_one(failed, status),
        seconds: started.elapsed().as_secs(),
    })
}

/// A suite that ended badly without naming a failed test did not build or was cut short: that is one failure.
fn at_least_one(failed: usize, status: ExitStatus) -> usize {
    if status.success() { failed } else { failed.max(1) }
}

/// Sums the lines "test result: ok. 3 passed; 0 failed; …" of cargo and of wasm-bindgen's runner.
fn cargo_counts(text: &str) -> (usize, usize) {
    let results = text.lines().filter_map(|line| line.split_once("test result: "));
    results.fold((0, 0), |(passed, failed), (_, line)| {
        (passed + number_before(line, " passed"), failed + number_before(line, " failed"))
    })
}

/// Reads the lines "ℹ pass 3" and "ℹ fail 0" of Node's test runner.
fn node_counts(text: &str) -> (usize, usize) {
    let count = |word: &str| {
        let value = text.lines().filter_map(|line| line.split_once(' ')?.1.strip_prefix(word)).next_back();
        value.and_then(|value| value.trim().parse().ok()).unwrap_or(0)
    };
    (count("pass "), count("fail "))
}

/// The number that stands right before `word`.
fn number_before(line: &str, word: &str) -> usize {
    let before = line.split(word).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn summarise(outcomes: &[Outcome]) -> Result<()> {
    println!();
    for Outcome { suite, passed, failed, seconds } in outcomes {
        println!("{suite:16}{passed:>5} passed{failed:>5} failed{seconds:>6} s");
    }
    let passed: usize = outcomes.iter().map(|outcome| outcome.passed).sum();
    let failed: usize = outcomes.iter().map(|outcome| outcome.failed).sum();
    println!("{passed} passed, {failed} failed");
    if failed > 0 {
        bail!("Some tests failed; each is named above.");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_cargo_prints() {
        let text = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\nnoise\n\
                    test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(cargo_counts(text), (15, 2));
    }

    #[test]
    fn counts_what_node_prints() {
        assert_eq!(node_counts("ℹ tests 9\nℹ suites 0\nℹ pass 8\nℹ fail 1\nℹ cancelled 0\n"), (8, 1));
    }
}
