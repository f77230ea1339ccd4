//! `cargo xtask deny`: whether all that is depended on may be (licences, sources, bans: deny.toml), and whether anything is
//! known against it (advisories, where their database can be had).

use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::process::{run, run_within, step};
use crate::suite::Counts;
use crate::tools;

/// How long the database of advisories may take to come.
const LIMIT: Duration = Duration::from_secs(120);

/// Checks everything that can be checked here.
pub fn deny() -> Result<()> {
    commands()?.iter_mut().try_for_each(run)
}

/// The checks, as commands.
pub fn commands() -> Result<Vec<Command>> {
    tools::ensure_cargo_deny()?;
    let mut checks = vec!["bans", "licenses", "sources"];
    step("what is known against dependencies: fetching the RustSec database (seconds)");
    match run_within(cargo_deny()?.args(["fetch", "db"]), LIMIT) {
        Ok(()) => checks.push("advisories"),
        Err(error) => {
            eprintln!("    {error:#}: advisories are not looked at here; licences, sources and bans are")
        }
    }
    let mut check = cargo_deny()?;
    check.arg("--offline").arg("check").args(checks);
    Ok(vec![check])
}

/// Reads how the checks went off "bans ok, licenses FAILED, sources ok".
pub fn counts(text: &str) -> Counts {
    let words = |word| text.matches(word).count();
    (words(" ok"), words(" FAILED"), 0)
}

fn cargo_deny() -> Result<Command> {
    let mut command = tools::command("cargo-deny")?;
    // Else the page alone.
    command.arg("--workspace");
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_are_counted_by_their_last_line() {
        assert_eq!(counts("bans ok, licenses ok, sources ok\n"), (3, 0, 0));
        assert_eq!(counts("advisories ok, bans FAILED, licenses ok, sources ok"), (3, 1, 0));
    }
}
