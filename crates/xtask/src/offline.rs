//! Fills the list of files into the service worker: every file of the page with the hash of its contents, by which the
//! browser keeps them.

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The service worker, which is not in its own list: browsers look for a new one by themselves.
pub const SERVICE_WORKER: &str = "sw.js";

/// What stands in it where the list goes.
const PLACE: &str = "{/* files and their hashes */}";

/// Lists the files of a folder and of the folders in it.
pub fn list_files(folder: &Path) -> Result<()> {
    let path = folder.join(SERVICE_WORKER);
    let script = fs::read_to_string(&path).with_context(|| format!("{}", path.display()))?;
    ensure!(script.contains(PLACE), "{SERVICE_WORKER} has no place for the list of files");
    let mut hashes = BTreeMap::new();
    collect(folder, "", &mut hashes)?;
    hashes.remove(SERVICE_WORKER);
    Ok(fs::write(path, script.replace(PLACE, &serde_json::to_string_pretty(&hashes)?))?)
}

fn collect(folder: &Path, prefix: &str, hashes: &mut BTreeMap<String, String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), hashes)?;
        } else {
            let digest = Sha256::digest(fs::read(entry.path())?);
            hashes.insert(name, digest.iter().map(|byte| format!("{byte:02x}")).collect());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_with_its_hash() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("segue-offline-{}", std::process::id()));
        fs::create_dir_all(folder.join("icons"))?;
        fs::write(folder.join("a.txt"), "abc")?;
        fs::write(folder.join("icons/b.txt"), "")?;
        fs::write(folder.join(SERVICE_WORKER), format!("const FILES = {PLACE};"))?;
        list_files(&folder)?;
        let script = fs::read_to_string(folder.join(SERVICE_WORKER))?;
        fs::remove_dir_all(&folder)?;
        // By FIPS 180-2, and of nothing.
        assert!(
            script
                .contains("\"a.txt\": \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"")
        );
        assert!(script.contains(
            "\"icons/b.txt\": \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\""
        ));
        assert!(!script.contains(SERVICE_WORKER));
        Ok(())
    }
}
