//! `cargo xtask test`: every test there is, natively, in Python and in real browsers, or those of one name; and one sum at the
//! end.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail, ensure};

use crate::browser::Browser;
use crate::process::step;
use crate::selection::Selection;
use crate::suite::{Outcome, cargo_counts, node_counts, suite, summarise};
use crate::{browser, build, cli, command_line, deny, js, paths, python, setup, tools};

/// Sets up, runs the suites that have a wanted test, even where one fails, and prints the sum; an error if any test
/// failed. Arguments: at most one name, which a test's file or name contains, and `--all-browsers` for Firefox and
/// WebKitGTK beside Chromium.
pub fn test(arguments: &[&str]) -> Result<()> {
    let (flags, names): (Vec<&str>, Vec<&str>) = arguments.iter().partition(|word| word.starts_with("--"));
    let in_all = match flags.as_slice() {
        [] => false,
        ["--all-browsers"] => true,
        _ => bail!("usage: cargo xtask test [NAME] [--all-browsers]"),
    };
    let selection = match names.as_slice() {
        [] => Selection::everything(),
        [name] => Selection::matching(name, &paths::root())?,
        _ => bail!("usage: cargo xtask test [NAME] [--all-browsers]; put a name of several words in quotes"),
    };
    if let [name] = names.as_slice() {
        ensure!(
            !selection.is_empty(),
            "No test's file or name contains \"{name}\" (upper and lower case count). `grep -rn 'fn .*{name}' crates` \
             may show what it is called."
        );
        tell(&selection);
    }
    run(&selection, in_all)
}

/// Says which suites are run and which are left out.
fn tell(selection: &Selection) {
    let suites = [
        ("native", selection.native.concat()),
        ("Python", selection.python.clone().unwrap_or_default()),
        ("browser", selection.wasm.concat()),
        ("page", selection.page.clone().unwrap_or_default()),
    ];
    for (suite, arguments) in suites {
        match arguments.as_slice() {
            [] => eprintln!("    {suite}: nothing matches"),
            arguments => eprintln!("    {suite}: {}", arguments.join(" ")),
        }
    }
}

fn run(selection: &Selection, in_all: bool) -> Result<()> {
    let in_browsers = !selection.wasm.is_empty() || selection.page.is_some();
    let browsers = if in_browsers { Some(Browsers::ensure(in_all)?) } else { None };
    if selection.page.is_some() {
        browser::ensure_node_packages()?;
    }

    let mut outcomes = Vec::new();
    if !selection.native.is_empty() {
        step("native tests (about 9 minutes on two cores the first time)");
        outcomes.push(suite("native", &mut native_tests(&selection.native), cargo_counts)?);
    }
    if let Some(selected) = &selection.python {
        outcomes.extend(python::test(selected)?);
    }
    if selection.is_everything {
        step("dependencies: licences, sources, what is known against them (a second)");
        outcomes.push(suite("dependencies", &mut deny::commands()?, deny::counts)?);
    }
    if let Some(browsers) = browsers {
        if let Some(files) = &selection.page {
            build::build()?;
            if js::is_tested_by(files) {
                js::js()?;
                command_line::build()?;
            }
        }
        if selection.is_everything {
            step("the command line with the page inside (about 2 minutes the first time)");
            outcomes.push(suite("segue, page", &mut [page_inside()?], cargo_counts)?);
        }
        outcomes.extend(in_chromium(selection, &browsers.chromium)?);
        if let Some((firefox, webkit_driver)) = &browsers.others {
            outcomes.extend(in_firefox(selection, firefox)?);
            outcomes.extend(in_webkit(selection, webkit_driver)?);
        }
    }
    summarise(&outcomes)
}

/// The browsers to test in.
struct Browsers {
    chromium: Browser,
    /// Firefox and the driver of WebKitGTK.
    others: Option<(Browser, PathBuf)>,
}

impl Browsers {
    /// Installs what is missing of them, and of what tests in them are built with.
    fn ensure(in_all: bool) -> Result<Self> {
        setup::for_building()?;
        let chromium = browser::ensure()?;
        let others =
            if in_all { Some((browser::ensure_firefox()?, browser::ensure_webkit()?)) } else { None };
        Ok(Self { chromium, others })
    }
}

fn in_chromium(selection: &Selection, chromium: &Browser) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::new();
    if !selection.wasm.is_empty() {
        step("tests in headless Chromium (about 2 minutes the first time)");
        let mut commands = wasm_tests(&selection.wasm, "CHROMEDRIVER", &chromium.driver)?;
        outcomes.push(suite("Chromium", &mut commands, cargo_counts)?);
    }
    if let Some(files) = &selection.page {
        step("end to end: the built page in headless Chromium (about 8 minutes)");
        let mut command = page_tests(Command::new("node"), files);
        command.env("CHROMIUM", &chromium.program);
        outcomes.push(suite("Chromium, page", &mut [command], node_counts)?);
    }
    Ok(outcomes)
}

fn in_firefox(selection: &Selection, firefox: &Browser) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::new();
    if !selection.wasm.is_empty() {
        step("tests in headless Firefox (about a minute)");
        let mut commands = wasm_tests(&selection.wasm, "GECKODRIVER", &firefox.driver)?;
        outcomes.push(suite("Firefox", &mut commands, cargo_counts)?);
    }
    if let Some(files) = &selection.page {
        step("end to end: the built page in headless Firefox (about 10 minutes)");
        let mut command = page_tests(Command::new("node"), files);
        command.env("FIREFOX", &firefox.program);
        outcomes.push(suite("Firefox, page", &mut [command], node_counts)?);
    }
    Ok(outcomes)
}

fn in_webkit(selection: &Selection, driver: &Path) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::new();
    if !selection.wasm.is_empty() {
        step("tests in WebKitGTK (about a minute)");
        // The driver starts the browser, and the browser wants a display.
        let commands = wasm_tests(&selection.wasm, "SAFARIDRIVER", driver)?;
        let mut commands: Vec<Command> = commands.iter().map(on_a_display).collect();
        outcomes.push(suite("WebKitGTK", &mut commands, cargo_counts)?);
    }
    if let Some(files) = &selection.page {
        step("end to end: the built page in WebKitGTK (about 12 minutes)");
        let mut command = page_tests(on_a_display(&Command::new("node")), files);
        command.env("WEBKIT_DRIVER", driver);
        outcomes.push(suite("WebKitGTK, page", &mut [command], node_counts)?);
    }
    Ok(outcomes)
}

/// The test of `segue serve` with the built page.
fn page_inside() -> Result<Command> {
    let mut command = Command::new("cargo");
    command.args(["test", "--package", "segue-cli", "--features", "page", "--test", "page"]);
    cli::with_page(&mut command, &cli::lay_out()?);
    Ok(command)
}

fn native_tests(selected: &[Vec<String>]) -> Vec<Command> {
    let command = |arguments: &Vec<String>| {
        let mut command = Command::new("cargo");
        command.args(["test", "--no-fail-fast"]).args(arguments);
        command.current_dir(paths::root());
        command
    };
    selected.iter().map(command).collect()
}

/// Tests of `pkg-tests` in the browser that `driver` drives; `variable` is how the runner calls that driver.
fn wasm_tests(selected: &[Vec<String>], variable: &str, driver: &Path) -> Result<Vec<Command>> {
    let command = |arguments: &Vec<String>| {
        let mut command = tools::command("cargo")?;
        // The profile of the page, to share its dependencies.
        command.args(["test", "--profile", "ship", "--target", "wasm32-unknown-unknown"]).args(arguments);
        // The runner takes the first driver that the environment names.
        for other in ["CHROMEDRIVER", "GECKODRIVER", "SAFARIDRIVER"] {
            command.env_remove(other);
        }
        command.env(variable, driver);
        Ok(command)
    };
    selected.iter().map(command).collect()
}

/// Node's test runner, in the folder of the end-to-end tests; `node` starts Node, `selected` narrows what it runs.
fn page_tests(mut node: Command, selected: &[String]) -> Command {
    // One file after another: a browser each is enough for two cores.
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]).args(selected);
    node.current_dir(paths::root().join("pkg-tests/e2e")).env("SEGUE", command_line::path());
    for browser in ["CHROMIUM", "FIREFOX", "WEBKIT_DRIVER"] {
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

#[cfg(test)]
mod tests {
    use super::*;

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
