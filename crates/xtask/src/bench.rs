//! `cargo xtask bench`: how long the analysis of a song takes, natively and in headless Chromium, in the profile
//! that ships; `cargo xtask bench page`: how long the page's main thread is busy at a time while many tracks come in, and how
//! long a visitor waits; `cargo xtask bench files`: how much longer than decoding alone the command line takes for songs; and
//! `cargo xtask bench catalogue ROWS`: what a question to a catalogue of so many made tracks costs in the page.

use std::ffi::OsStr;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::process::{output, run, step};
use crate::{browser, build, paths, setup, tools};

/// What the bench programs print before their figures; see `pkg-tests/benches/analysis.rs`, and `responsiveness.mjs` and
/// `speeds.mjs` in `pkg-tests/e2e`.
const MARK: &str = "SEGUE_BENCH ";

/// How the bench program is built and run.
const CARGO: [&str; 9] =
    ["test", "--profile", "ship", "--package", "pkg-tests", "--features", "bench", "--test", "bench"];

/// Builds, measures and prints a table, or JSON with `--json`.
pub fn bench(arguments: &[&str]) -> Result<()> {
    match arguments {
        [] => analysis(false),
        ["--json"] => analysis(true),
        ["page"] => page(false),
        ["page", "--json"] => page(true),
        ["files"] => files(false),
        ["files", "--json"] => files(true),
        ["catalogue", rows] => catalogue(rows, false),
        ["catalogue", rows, "--json"] => catalogue(rows, true),
        _ => bail!("usage: cargo xtask bench [page | files | catalogue ROWS] [--json]"),
    }
}

/// The analysis of a song.
fn analysis(as_json: bool) -> Result<()> {
    setup::for_building()?;
    let browser = browser::ensure()?;

    step("natively (building takes about 5 minutes on two cores the first time)");
    let native =
        Command::new("cargo").args(CARGO).args(["--", "--nocapture"]).current_dir(paths::root()).figures()?;
    step("in headless Chromium (the same again)");
    let wasm = tools::command("cargo")?
        .args(CARGO)
        .args(["--target", "wasm32-unknown-unknown", "--", "--nocapture"])
        .env("CHROMEDRIVER", &browser.driver)
        // Nine runs of everything take longer than the runner waits for a test.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .figures()?;

    if as_json {
        let predict_ms = wasm.get("predict_ms").cloned();
        println!("{}", json!({ "native": native, "wasm": wasm, "predict_ms": predict_ms }));
        return Ok(());
    }
    println!("{:28}{:>12}{:>12}", "240 s of audio", "native", "Chromium");
    for (what, figure) in &native {
        let number = |value: Option<&Value>| value.and_then(Value::as_f64).unwrap_or(f64::NAN);
        println!("{what:28}{:>12.2}{:>12.2}", number(Some(figure)), number(wasm.get(what)));
    }
    Ok(())
}

/// The built page: taking many files, then where a visitor waits.
fn page(as_json: bool) -> Result<()> {
    setup::for_building()?;
    let browser = browser::ensure()?;
    browser::ensure_node_packages()?;
    build::build()?;

    step("two hundred files in headless Chromium (about a minute)");
    let mut figures = in_chromium("responsiveness.mjs", &[], &browser)?;
    step("whole songs, a first visit over a slow line, an hour of audio (about four minutes)");
    figures.extend(in_chromium("speeds.mjs", &[], &browser)?);
    print(figures, as_json);
    Ok(())
}

/// The command line, with twenty songs.
fn files(as_json: bool) -> Result<()> {
    step("twenty songs, two at once (a minute; building takes about 10 minutes on two cores the first time)");
    let mut bench = Command::new("cargo");
    // Without the program, which would be linked for minutes.
    let features = ["--no-default-features", "--features", "hearing"];
    bench.args(["bench", "--profile", "ship", "--package", "segue-cli", "--bench", "songs"]).args(features);
    print(bench.current_dir(paths::root()).figures()?, as_json);
    Ok(())
}

/// A catalogue of made tracks, in cells: built, measured by the command line, and asked in the page.
fn catalogue(rows: &str, as_json: bool) -> Result<()> {
    setup::for_building()?;
    let browser = browser::ensure()?;
    browser::ensure_node_packages()?;
    build::build()?;
    let folder = paths::target().join("bench-catalogue");
    fs::create_dir_all(&folder)?;
    let (table, cells) = (folder.join("tracks.csv"), folder.join("cells"));
    let native = |package: &str, bin: &str| {
        let mut command = Command::new("cargo");
        command.args(["run", "--release", "--package", package, "--bin", bin, "--"]);
        command.current_dir(paths::root());
        command
    };
    step("a made table, and a catalogue of it (ten million rows take some minutes, and 3 GB)");
    let mut made = native("catalogue-builder", "catalogue-builder");
    run(made.args(["made", "--rows", rows, "--out"]).arg(&table))?;
    let mut build = native("segue-cli", "segue");
    build.args(["catalogue", "build", "--form", "cells", "--overwrite"]).arg(&table);
    run(build.arg("--out").arg(&cells))?;
    step("how much of the nearest is found");
    let found = output(native("segue-cli", "segue").args(["catalogue", "measure"]).arg(&cells))?;
    let mut figures: Map<String, Value> = serde_json::from_str(&found)?;
    step("a hundred questions in headless Chromium");
    figures.extend(in_chromium("catalogue-speed.mjs", &[cells.as_os_str()], &browser)?);
    fs::remove_dir_all(&folder)?;
    print(figures, as_json);
    Ok(())
}

fn print(figures: Map<String, Value>, as_json: bool) {
    if as_json {
        println!("{}", Value::Object(figures));
        return;
    }
    for (what, figure) in &figures {
        println!("{what:38}{:>12.2}", figure.as_f64().unwrap_or(f64::NAN));
    }
}

/// What a script beside the end-to-end tests measures.
fn in_chromium(script: &str, arguments: &[&OsStr], browser: &browser::Browser) -> Result<Map<String, Value>> {
    Command::new("node")
        .arg(script)
        .args(arguments)
        .current_dir(paths::root().join("pkg-tests/e2e"))
        .env("CHROMIUM", &browser.program)
        // Where it is set, the tests' browser is Firefox.
        .env_remove("FIREFOX")
        .figures()
}

/// Runs a command that prints a marked line.
trait Figures {
    fn figures(&mut self) -> Result<Map<String, Value>>;
}

impl Figures for Command {
    fn figures(&mut self) -> Result<Map<String, Value>> {
        let text = output(self)?;
        let line =
            text.lines().find_map(|line| line.split_once(MARK)).context("the bench printed no figures")?;
        Ok(serde_json::from_str(line.1.trim())?)
    }
}
