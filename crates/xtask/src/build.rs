//! `cargo xtask build`: the page as it ships, in `dist/`.

use anyhow::Result;

use crate::process::{run, step};
use crate::{setup, tools};

/// Sets up and builds. The result is static files for any folder of any server.
pub fn build() -> Result<()> {
    setup::for_building()?;
    step("page and worker: trunk build --release (about 8 minutes on two cores the first time)");
    // Offline: Trunk would otherwise look for tools of its own on the network.
    run(tools::command("trunk")?.args(["build", "--release", "--offline"]))
}
