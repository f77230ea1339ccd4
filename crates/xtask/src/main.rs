//! `cargo xtask COMMAND`: sets up, builds, serves, tests and measures Segue.

mod apt;
mod process;
mod setup;
mod wasm_std;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask COMMAND

  setup           install what building needs: the wasm standard library, Trunk, wasm-bindgen";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["setup"] => setup::for_building(),
        _ => Err(anyhow::anyhow!("{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
