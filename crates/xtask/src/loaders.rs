//! Has a worker's module come while its script is read: as Trunk writes the loaders, one waits for the other.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// How the names of loaders end.
const LOADER: &str = "_loader.js";

/// Writes the loaders in a folder anew.
pub fn hasten(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(worker) = name.strip_suffix(LOADER) else { continue };
        let script = fs::read_to_string(&path)?;
        let hastened = hastened(&script, worker)
            .with_context(|| format!("{name} is not what Trunk used to write: {script}"))?;
        fs::write(&path, hastened)?;
    }
    Ok(())
}

/// The loader of a worker that asks for the module first; `None` where it is not as Trunk writes it.
fn hastened(script: &str, worker: &str) -> Option<String> {
    let (glue, module) = (format!("./{worker}.js"), format!("./{worker}_bg.wasm"));
    let asks = script.contains(&format!("importScripts(\"{glue}\")"))
        && script.contains(&format!("wasm_bindgen(\"{module}\")"));
    asks.then(|| {
        format!(
            "const module_or_path=fetch(\"{module}\");importScripts(\"{glue}\");wasm_bindgen({{module_or_path}});"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_is_asked_for_before_the_script() {
        let trunks = "importScripts(\"./a.js\");wasm_bindgen(\"./a_bg.wasm\");";
        let expected = "const module_or_path=fetch(\"./a_bg.wasm\");importScripts(\"./a.js\");\
                        wasm_bindgen({module_or_path});";
        assert_eq!(hastened(trunks, "a").as_deref(), Some(expected));
        assert_eq!(hastened("importScripts(\"./other.js\");", "a"), None);
    }
}
