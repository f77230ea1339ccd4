//! One suite of tests: how it is run, how its output is counted, and the sum of all.

use std::process::{Command, ExitStatus};
use std::time::Instant;

use anyhow::{Result, bail};

use crate::process::run_collecting;

/// How one suite went.
pub struct Outcome {
    suite: &'static str,
    passed: usize,
    failed: usize,
    skipped: usize,
    seconds: u64,
}

/// What passed, what failed, what was left out.
pub type Counts = (usize, usize, usize);

/// Runs one suite, all of its commands even where one fails; `counts` reads how its tests went off its output.
pub fn suite(name: &'static str, commands: &mut [Command], counts: fn(&str) -> Counts) -> Result<Outcome> {
    let started = Instant::now();
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for command in commands {
        let (status, text) = run_collecting(command)?;
        let found = counts(&text);
        passed += found.0;
        failed += at_least_one(found.1, status);
        skipped += found.2;
    }
    Ok(Outcome { suite: name, passed, failed, skipped, seconds: started.elapsed().as_secs() })
}

/// A suite that ended badly without naming a failed test did not build or was cut short: that is one failure.
fn at_least_one(failed: usize, status: ExitStatus) -> usize {
    if status.success() { failed } else { failed.max(1) }
}

/// Sums the lines "test result: ok. 3 passed; 0 failed; 1 ignored; …" of cargo and of wasm-bindgen's runner.
pub fn cargo_counts(text: &str) -> Counts {
    let results = text.lines().filter_map(|line| line.split_once("test result: "));
    results.fold((0, 0, 0), |(passed, failed, skipped), (_, line)| {
        let count = |word| number_before(line, word);
        (passed + count(" passed"), failed + count(" failed"), skipped + count(" ignored"))
    })
}

/// Reads the lines "ℹ pass 3", "ℹ fail 0" and "ℹ skipped 1" of Node's test runner.
pub fn node_counts(text: &str) -> Counts {
    let count = |word: &str| {
        let value = text.lines().filter_map(|line| line.split_once(' ')?.1.strip_prefix(word)).next_back();
        value.and_then(|value| value.trim().parse().ok()).unwrap_or(0)
    };
    (count("pass "), count("fail "), count("skipped "))
}

/// Reads the last line of pytest, "== 1 failed, 12 passed, 1 skipped in 3.21s ==".
pub fn pytest_counts(text: &str) -> Counts {
    let line = text.lines().rfind(|line| line.starts_with('=') && line.contains(" in ")).unwrap_or_default();
    let count = |word| number_before(line, word);
    (count(" passed"), count(" failed") + count(" error"), count(" skipped"))
}

/// The number that stands right before `word`.
fn number_before(line: &str, word: &str) -> usize {
    let before = line.split(word).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Prints the sum of all suites; an error where a test failed.
pub fn summarise(outcomes: &[Outcome]) -> Result<()> {
    println!();
    for Outcome { suite, passed, failed, skipped, seconds } in outcomes {
        println!("{suite:16}{passed:>5} passed{failed:>5} failed{skipped:>5} skipped{seconds:>6} s");
    }
    let sum = |count: fn(&Outcome) -> usize| outcomes.iter().map(count).sum::<usize>();
    let failed = sum(|outcome| outcome.failed);
    let skipped = sum(|outcome| outcome.skipped);
    println!("{} passed, {failed} failed, {skipped} skipped", sum(|outcome| outcome.passed));
    if failed > 0 {
        bail!(
            "Some tests failed; each is named above. Run one alone, by its name or its file's: `cargo xtask test NAME`."
        );
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
        assert_eq!(cargo_counts(text), (15, 2, 1));
    }

    #[test]
    fn counts_what_pytest_prints() {
        let text = "=== test session starts ===\ncollected 6 items in x\n== 1 failed, 3 passed, 2 skipped, 1 error in 0.1s ==\n";
        assert_eq!(pytest_counts(text), (3, 2, 2));
        assert_eq!(pytest_counts("=== 12 passed in 3.21s ===\n"), (12, 0, 0));
        assert_eq!(pytest_counts("no tests ran"), (0, 0, 0));
    }

    #[test]
    fn counts_what_node_prints() {
        let text = "ℹ tests 10\nℹ suites 0\nℹ pass 8\nℹ fail 1\nℹ cancelled 0\nℹ skipped 1\nℹ todo 0\n";
        assert_eq!(node_counts(text), (8, 1, 1));
    }
}
