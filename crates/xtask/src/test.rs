//! `cargo xtask test`: every test there is, natively and in real browsers, and one sum at the end.

use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::Instant;

use anyhow::{Result, bail};

use crate::browser::Browser;
use crate::process::{run_collecting, step};
use crate::{browser, build, paths, setup, tools};

/// How one suite went.
struct Outcome {
    suite: &'static str,
    passed: usize,
    failed: usize,
    skipped: usize,
    seconds: u64,
}

/// What passed, what failed, what was left out.
type Counts = (usize, usize, usize);

/// Sets up, runs all suites even where one fails, and prints the sum; an error if any test failed. Arguments:
/// nothing, or `--all-browsers` for Firefox and WebKitGTK beside Chromium.
pub fn test(arguments: &[&str]) -> Result<()> {
    let in_all = match arguments {
        [] => false,
        ["--all-browsers"] => true,
        _ => bail!("usage: cargo xtask test [--all-browsers]"),
    };
    setup::for_building()?;
    let chromium = browser::ensure()?;
    let others = if in_all { Some((browser::ensure_firefox()?, browser::ensure_webkit()?)) } else { None };
    browser::ensure_node_packages()?;

    step("native tests (about 4 minutes on two cores the first time)");
    let native = suite(
        "native",
        Command::new("cargo").args(["test", "--workspace", "--no-fail-fast"]).current_dir(paths::root()),
        cargo_counts,
    )?;

    build::build()?;

    step("tests in headless Chromium (about 2 minutes the first time)");
    let mut outcomes = vec![native];
    outcomes.push(suite("Chromium", &mut wasm_tests("CHROMEDRIVER", &chromium.driver)?, cargo_counts)?);

    step("end to end: the built page in headless Chromium (about 2 minutes)");
    let mut end_to_end = page_tests(Command::new("node"));
    end_to_end.env("CHROMIUM", &chromium.program);
    outcomes.push(suite("Chromium, page", &mut end_to_end, node_counts)?);

    if let Some((firefox, webkit_driver)) = others {
        outcomes.extend(in_firefox(&firefox)?);
        outcomes.extend(in_webkit(&webkit_driver)?);
    }
    summarise(&outcomes)
}

fn in_firefox(firefox: &Browser) -> Result<[Outcome; 2]> {
    step("tests in headless Firefox (about a minute)");
    let in_browser = suite("Firefox", &mut wasm_tests("GECKODRIVER", &firefox.driver)?, cargo_counts)?;

    step("end to end: the built page in headless Firefox (about 4 minutes)");
    let mut end_to_end = page_tests(Command::new("node"));
    end_to_end.env("FIREFOX", &firefox.program);
    Ok([in_browser, suite("Firefox, page", &mut end_to_end, node_counts)?])
}

fn in_webkit(driver: &Path) -> Result<[Outcome; 2]> {
    step("tests in WebKitGTK (about a minute)");
    // The driver starts the browser, and the browser wants a display.
    let wasm = wasm_tests("SAFARIDRIVER", driver)?;
    let in_browser = suite("WebKitGTK", &mut on_a_display(&wasm), cargo_counts)?;

    step("end to end: the built page in WebKitGTK (about a minute)");
    let mut end_to_end = page_tests(on_a_display(&Command::new("node")));
    end_to_end.arg("webkit.mjs").env("WEBKIT_DRIVER", driver);
    Ok([in_browser, suite("WebKitGTK, page", &mut end_to_end, node_counts)?])
}

/// The tests of `pkg-tests` in the browser that `driver` drives; `variable` is how the runner calls that driver.
fn wasm_tests(variable: &str, driver: &Path) -> Result<Command> {
    let mut command = tools::command("cargo")?;
    // The profile of the page, to share its dependencies.
    command.args(["test", "--profile", "ship", "--package", "pkg-tests"]);
    command.args(["--target", "wasm32-unknown-unknown"]);
    // The runner takes the first driver that the environment names.
    for other in ["CHROMEDRIVER", "GECKODRIVER", "SAFARIDRIVER"] {
        command.env_remove(other);
    }
    command.env(variable, driver);
    Ok(command)
}

/// Node's test runner, in the folder of the end-to-end tests; `node` starts Node.
fn page_tests(mut node: Command) -> Command {
    // One file after another: a browser each is enough for two cores.
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]);
    node.current_dir(paths::root().join("pkg-tests/e2e"));
    for browser in ["CHROMIUM", "FIREFOX"] {
        node.env_remove(browser);
    }
    node
}

/// The same command on a display that nobody sees.
fn on_a_display(command: &Command) -> Command {
    let mut wrapped = Command::new("xvfb-run");
    wrapped.arg("--auto-servernum").arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        wrapped.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => wrapped.env(name, value),
            None => wrapped.env_remove(name),
        };
    }
    wrapped
}

/// Runs one suite; `counts` reads how its tests went off its output.
fn suite(name: &'static str, command: &mut Command, counts: fn(&str) -> Counts) -> Result<Outcome> {
    let started = Instant::now();
    let (status, text) = run_collecting(command)?;
    let (passed, failed, skipped) = counts(&text);
    Ok(Outcome {
        suite: name,
        passed,
        failed: at_least_one(failed, status),
        skipped,
        seconds: started.elapsed().as_secs(),
    })
}

/// A suite that ended badly without naming a failed test did not build or was cut short: that is one failure.
fn at_least_one(failed: usize, status: ExitStatus) -> usize {
    if status.success() { failed } else { failed.max(1) }
}

/// Sums the lines "test result: ok. 3 passed; 0 failed; 1 ignored; …" of cargo and of wasm-bindgen's runner.
fn cargo_counts(text: &str) -> Counts {
    let results = text.lines().filter_map(|line| line.split_once("test result: "));
    results.fold((0, 0, 0), |(passed, failed, skipped), (_, line)| {
        let count = |word| number_before(line, word);
        (passed + count(" passed"), failed + count(" failed"), skipped + count(" ignored"))
    })
}

/// Reads the lines "ℹ pass 3", "ℹ fail 0" and "ℹ skipped 1" of Node's test runner.
fn node_counts(text: &str) -> Counts {
    let count = |word: &str| {
        let value = text.lines().filter_map(|line| line.split_once(' ')?.1.strip_prefix(word)).next_back();
        value.and_then(|value| value.trim().parse().ok()).unwrap_or(0)
    };
    (count("pass "), count("fail "), count("skipped "))
}

/// The number that stands right before `word`.
fn number_before(line: &str, word: &str) -> usize {
    let before = line.split(word).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn summarise(outcomes: &[Outcome]) -> Result<()> {
    println!();
    for Outcome { suite, passed, failed, skipped, seconds } in outcomes {
        println!("{suite:16}{passed:>5} passed{failed:>5} failed{skipped:>5} skipped{seconds:>6} s");
    }
    let sum = |count: fn(&Outcome) -> usize| outcomes.iter().map(count).sum::<usize>();
    let failed = sum(|outcome| outcome.failed);
    let skipped = sum(|outcome| outcome.skipped);
    println!("{} passed, {failed} failed, {skipped} skipped", sum(|outcome| outcome.passed));
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
        assert_eq!(cargo_counts(text), (15, 2, 1));
    }

    #[test]
    fn counts_what_node_prints() {
        let text = "ℹ tests 10\nℹ suites 0\nℹ pass 8\nℹ fail 1\nℹ cancelled 0\nℹ skipped 1\nℹ todo 0\n";
        assert_eq!(node_counts(text), (8, 1, 1));
    }

    #[test]
    fn a_display_keeps_what_it_shows() {
        let mut shown = Command::new("node");
        shown.arg("--test").current_dir("/").env("ONE", "1").env_remove("TWO");
        let wrapped = on_a_display(&shown);
        let arguments: Vec<_> = wrapped.get_args().collect();
        assert_eq!(arguments, ["--auto-servernum", "node", "--test"]);
        assert_eq!(wrapped.get_current_dir(), shown.get_current_dir());
        assert_eq!(wrapped.get_envs().collect::<Vec<_>>(), shown.get_envs().collect::<Vec<_>>());
    }
}
