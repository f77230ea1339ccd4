//! `cargo xtask try FOLDER`: what the built page makes of the files in a folder, in a real browser. Whoever reports a file
//! that is refused or misread can be answered with it.

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process::{output, step};
use crate::{browser, build, paths, setup};

/// What the script prints before its result; see `pkg-tests/e2e/try.mjs`.
const MARK: &str = "SEGUE_TRY ";

const USAGE: &str = "usage: cargo xtask try FOLDER [--json] [--browser chromium|firefox] [--built]";

/// Builds the page, unless `--built` says that it is, gives it everything in a folder, and prints a line a file, or all that
/// was seen as JSON with `--json`.
pub fn try_files(arguments: &[&str]) -> Result<()> {
    let (mut folder, mut as_json, mut in_firefox, mut is_built) = (None, false, false, false);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match *argument {
            "--json" => as_json = true,
            "--built" => is_built = true,
            "--browser" => match rest.next() {
                Some(&"chromium") => in_firefox = false,
                Some(&"firefox") => in_firefox = true,
                _ => bail!("{USAGE}"),
            },
            path if folder.is_none() && !path.starts_with('-') => folder = Some(path),
            _ => bail!("{USAGE}"),
        }
    }
    let folder = folder.context(USAGE)?;
    let folder = std::fs::canonicalize(folder).with_context(|| format!("{folder} cannot be opened"))?;
    setup::for_building()?;
    let (variable, browser) =
        if in_firefox { ("FIREFOX", browser::ensure_firefox()?) } else { ("CHROMIUM", browser::ensure()?) };
    browser::ensure_node_packages()?;
    if !is_built {
        build::build()?;
    }
    step("the page takes the files");
    let mut script = Command::new("node");
    script.arg("try.mjs").arg(folder).current_dir(paths::root().join("pkg-tests/e2e"));
    for other in ["CHROMIUM", "FIREFOX", "WEBKIT_DRIVER"] {
        script.env_remove(other);
    }
    let said = output(script.env(variable, &browser.program))?;
    let result = said.lines().find_map(|line| line.strip_prefix(MARK)).context("the page told nothing")?;
    if as_json {
        println!("{result}");
        return Ok(());
    }
    print(&serde_json::from_str(result)?);
    Ok(())
}

fn print(result: &Value) {
    let none = Vec::new();
    let list = |name: &str| result[name].as_array().unwrap_or(&none).iter();
    for track in list("tracks") {
        let text = |name: &str| track[name].as_str().unwrap_or("–").to_owned();
        println!("{}: {}, {}", text("name"), text("state"), text("words"));
        let Some(features) = track["features"].as_object() else { continue };
        let features: Vec<String> = features
            .iter()
            .map(|(name, value)| format!("{name} {:.2}", value.as_f64().unwrap_or(f64::NAN)))
            .collect();
        println!("    {} · {} · {} · {}", text("artist"), text("length"), text("tempo"), text("key"));
        println!("    {}", features.join(", "));
    }
    if let Some(further @ 1..) = result["further_tracks"].as_u64() {
        println!("… and {further} further tracks, which were not opened");
    }
    for (name, heading) in [
        ("notices", "Notice"),
        ("playlist", "Playlist"),
        ("console_errors", "Error in the console"),
        ("foreign_requests", "Request to another host"),
    ] {
        for line in list(name) {
            println!("{heading}: {}", line.as_str().unwrap_or_default().replace('\n', " "));
        }
    }
    let seconds = result["seconds"].as_f64().unwrap_or(f64::NAN);
    println!("{} crashed workers, {seconds:.1} s", result["crashed_workers"]);
}
