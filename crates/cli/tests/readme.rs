//! What the READMEs show, the package's and the project's, is what the program says.
#![cfg(feature = "program")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::{env, fs};

#[test]
fn the_readmes_show_what_the_program_says() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("Music")).unwrap();
    for (name, fixture) in [("first.flac", "music.flac"), ("second.mp3", "music.mp3")] {
        let fixture = package.join("../../pkg-tests/fixtures").join(fixture);
        fs::copy(fixture, folder.path().join("Music").join(name)).unwrap();
    }
    // The one test of this program: commands run where it stands.
    env::set_current_dir(folder.path()).unwrap();
    trycmd::TestCases::new()
        .register_bin("segue", Path::new(env!("CARGO_BIN_EXE_segue")))
        .case(package.join("README.md"))
        .case(package.join("../../README.md"));
}
