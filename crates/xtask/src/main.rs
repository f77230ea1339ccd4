//! `cargo xtask COMMAND`: sets up, builds, serves, tests and measures Segue.

mod apt;
mod bench;
mod browser;
mod build;
mod check;
mod cli;
mod command_line;
mod deny;
mod finish;
mod fuzz;
mod inline_script;
mod js;
mod loaders;
mod offline;
mod paths;
mod prebuilt;
mod process;
mod python;
mod selection;
mod serve;
mod setup;
mod size;
mod slim;
mod style_sheet;
mod suite;
mod test;
mod tools;
mod try_files;
mod wasm_std;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask COMMAND

  serve [--dev] [--port PORT]
                       build the page and serve it at http://127.0.0.1:8080; with --dev compiled quickly rather than
                       for speed, built and shown anew when a file changes
  check                format, clippy and the fast native tests, in under a minute; --help says which
  test [NAME] [--all-browsers]
                       run every test, natively, in Python where it is at hand, and in headless Chromium, or in Firefox
                       and WebKitGTK too; with NAME those whose file or name contains it
  build                build the page as it ships, into dist/
  js                   build the JavaScript package, into bindings/js/dist/
  cli                  build the command line `segue` with the page inside, as one file
  try FOLDER [--json] [--browser firefox] [--built]
                       give the built page everything in a folder, and print what it says of each file
  deny                 hold licences, sources and known faults of all dependencies against deny.toml
  fuzz [READER] [--inputs N] [--first TURN] [--seeds FOLDER]
                       give damaged files to the readers of what people bring
  bench [--json]       time the analysis of a song, natively and in headless Chromium
  bench page [--json]  build the page and time its main thread's tasks while it takes 200 files
  bench files [--json] build the command line and time it beside decoding alone, with twenty songs
  size [--json]        build the page and print what a visitor downloads
  setup                only install what building needs

Each command first installs what it lacks, and says so.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["serve", rest @ ..] => serve::serve(rest),
        ["check", rest @ ..] => check::check(rest),
        ["test", rest @ ..] => test::test(rest),
        ["bench", rest @ ..] => bench::bench(rest),
        ["build"] => build::build(),
        ["js"] => js::js(),
        ["cli"] => cli::cli(),
        ["deny"] => deny::deny(),
        ["fuzz", rest @ ..] => fuzz::fuzz(rest),
        ["try", rest @ ..] => try_files::try_files(rest),
        ["size", rest @ ..] => size::size(rest),
        ["finish"] => finish::finish(),
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
