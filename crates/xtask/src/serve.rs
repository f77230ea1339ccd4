//! `cargo xtask serve`: the page on this machine, built anew when a file changes.

use anyhow::{Result, bail};

use crate::process::{run, step};
use crate::{setup, tools};

const DEFAULT_PORT: &str = "8080";

/// Sets up, builds and serves until interrupted. Arguments: nothing, or `--port PORT`.
pub fn serve(arguments: &[&str]) -> Result<()> {
    let port = match arguments {
        [] => DEFAULT_PORT,
        ["--port", port] if port.parse::<u16>().is_ok() => port,
        _ => bail!("usage: cargo xtask serve [--port PORT]"),
    };
    setup::for_building()?;
    step("page and worker: trunk serve --release (about 5 minutes on two cores the first time)");
    eprintln!("\n    Segue will be at http://127.0.0.1:{port} as soon as it is built. End with Ctrl-C.\n");
    // The release profile, since analysis without optimisation takes minutes a track. No reload script:
    // the page's content security policy allows none of it.
    run(tools::command("trunk")?.args([
        "serve",
        "--release",
        "--offline",
        "--no-autoreload",
        "--address",
        "127.0.0.1",
        "--port",
        port,
    ]))
}
