//! Small whole files of every format: made here, or the beginnings of the fixtures that other tests use.

pub mod audio;
pub mod binary;
pub mod tags;
pub mod text;

/// A fixture of the tests in browsers; empty where the sources are not there.
fn fixture(name: &str) -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../pkg-tests/fixtures/");
    std::fs::read(format!("{path}{name}")).unwrap_or_default()
}

/// The first bytes of a fixture.
fn beginning(name: &str, len: usize) -> Vec<u8> {
    let mut bytes = fixture(name);
    bytes.truncate(len);
    bytes
}
