//! What has to be on the machine before anything can be built.

use anyhow::Result;

use crate::{tools, wasm_std};

/// Installs what is missing for a build; what is there already costs nothing.
pub fn for_building() -> Result<()> {
    wasm_std::ensure()?;
    tools::ensure()
}
