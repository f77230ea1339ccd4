//! `cargo xtask serve`: the page on this machine, built anew when a file changes: as it ships, or quickly.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{run, step};
use crate::{paths, setup, tools};

const DEFAULT_PORT: &str = "8080";

const USAGE: &str = "usage: cargo xtask serve [--dev] [--port PORT]";

/// What the page is made of: a change to any of it is shown.
const WATCHED: [&str; 6] = ["src", "style", "crates", "assets", "index.html", "Cargo.toml"];

/// Parts of the watched folders that are not in the page.
const NOT_WATCHED: [&str; 2] = ["crates/trainer", "crates/xtask"];

/// Sets up, builds and serves until interrupted. Arguments: nothing, `--dev` for a page that is built in seconds and
/// loads itself again, `--port PORT`.
pub fn serve(arguments: &[&str]) -> Result<()> {
    let (is_dev, rest) = match arguments {
        ["--dev", rest @ ..] => (true, rest),
        [rest @ .., "--dev"] => (true, rest),
        rest => (false, rest),
    };
    let port = match rest {
        [] => DEFAULT_PORT,
        ["--port", port] if port.parse::<u16>().is_ok() => port,
        _ => bail!(USAGE),
    };
    setup::for_building()?;
    let mut trunk = tools::command("trunk")?;
    trunk.args(["serve", "--offline", "--address", "127.0.0.1", "--port", port]);
    if is_dev {
        step(
            "page and workers: trunk serve (about 8 minutes on two cores the first time, then 5 to 10 seconds a change)",
        );
        quickly(&mut trunk);
    } else {
        step("page and workers: trunk serve --release (about 8 minutes on two cores the first time)");
        // No reload script: the page's content security policy allows none of it.
        trunk.args(["--release", "--no-autoreload"]);
    }
    eprintln!("\n    Segue will be at http://127.0.0.1:{port} as soon as it is built. End with Ctrl-C.\n");
    run(&mut trunk)
}

/// Has Trunk build for the one who is changing the page; `finish` sees to it that the page may load itself again.
fn quickly(trunk: &mut Command) {
    trunk.args(["--cargo-profile", "page-dev"]);
    // Beside what ships, which tests are run on.
    trunk.arg("--dist").arg(paths::root().join("target/page-dev-dist"));
    for path in WATCHED {
        trunk.args(["--watch", path]);
    }
    for path in NOT_WATCHED {
        trunk.args(["--ignore", path]);
    }
}
