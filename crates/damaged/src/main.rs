//! Gives damaged files to readers: what `cargo xtask fuzz` runs, a program a reader, so that one that takes the program
//! with it leaves the others.

use clap::{Parser, Subcommand};
use damaged::damage::damaged;
use damaged::watch::{Failure, Found, Limits, run};
use damaged::{TARGETS, Target, targets};
use std::fs;
use std::io::{Result, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Give damaged files to the readers of what people bring.
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Name the readers.
    List,
    /// Give damaged files to a reader, and say what became of them.
    Run {
        /// The reader's name.
        target: String,
        /// How many files.
        #[arg(long, default_value_t = 100_000)]
        inputs: u64,
        /// The turn to begin with: each makes a file of its own.
        #[arg(long, default_value_t = 0)]
        first: u64,
        /// A folder of further whole files, of which damaged ones are made.
        #[arg(long)]
        seeds: Option<PathBuf>,
        /// Where files are kept on which the reader fails, and the turn under way.
        #[arg(long, default_value = "target/damaged")]
        out: PathBuf,
    },
    /// Keep the file of a turn without reading it.
    Save {
        /// The reader's name.
        target: String,
        /// The turn.
        turn: u64,
        /// The folder of further whole files that was given.
        #[arg(long)]
        seeds: Option<PathBuf>,
        /// Where it is kept.
        #[arg(long, default_value = "target/damaged")]
        out: PathBuf,
    },
    /// Give one file to a reader, as it is.
    Read {
        /// The reader's name.
        target: String,
        /// The file.
        file: PathBuf,
    },
    /// Write the whole files of which damaged ones are made, for `cargo fuzz`.
    Seeds {
        /// The reader's name.
        target: String,
        /// Where to.
        folder: PathBuf,
    },
}

fn main() -> ExitCode {
    match obey(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn obey(command: Command) -> Result<ExitCode> {
    match command {
        Command::List => TARGETS.iter().for_each(|target| println!("{}", target.name)),
        Command::Run { target, inputs, first, seeds, out } => {
            let target = find(&target)?;
            return try_out(
                target,
                &whole(target, seeds.as_deref())?,
                first..first.saturating_add(inputs),
                &out,
            );
        }
        Command::Save { target, turn, seeds, out } => {
            let target = find(&target)?;
            let path = keep(target, turn, &damaged(&whole(target, seeds.as_deref())?, turn), &out)?;
            println!("{}", path.display());
        }
        Command::Read { target, file } => (find(&target)?.read)(&fs::read(file)?),
        Command::Seeds { target, folder } => {
            fs::create_dir_all(&folder)?;
            for (number, seed) in (find(&target)?.seeds)().iter().enumerate() {
                fs::write(folder.join(number.to_string()), seed)?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn find(name: &str) -> Result<&'static Target> {
    let names = || TARGETS.map(|target| target.name).join(", ");
    targets::named(name)
        .ok_or_else(|| std::io::Error::other(format!("there is no reader {name}, but {}", names())))
}

/// The whole files of which damaged ones are made: those of the reader, and those of a folder in the order of their names.
fn whole(target: &Target, folder: Option<&Path>) -> Result<Vec<Vec<u8>>> {
    let mut seeds = (target.seeds)();
    let Some(folder) = folder else { return Ok(seeds) };
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.retain(|path| path.is_file());
    paths.sort();
    for path in paths {
        seeds.push(fs::read(path)?);
    }
    Ok(seeds)
}

fn try_out(target: &Target, seeds: &[Vec<u8>], turns: std::ops::Range<u64>, out: &Path) -> Result<ExitCode> {
    fs::create_dir_all(out)?;
    let under_way = out.join(format!("{}.turn", target.name));
    let mut file = fs::File::create(&under_way)?;
    let outcome = run(target, seeds, turns, Limits::default(), |turn| {
        // Where this cannot be written, a program that is ended from outside does not say at which turn.
        drop(file.seek(SeekFrom::Start(0)).and_then(|_| write!(file, "{turn:020}")));
    });
    drop(fs::remove_file(under_way));
    println!(
        "{:<16} {:>9} files, at most {:>4} ms and {:>3} MB: {}",
        target.name,
        outcome.tried,
        outcome.slowest.as_millis(),
        outcome.hungriest >> 20,
        if outcome.found.is_empty() { "all well" } else { "FAILED" }
    );
    for Found { turn, failure, input } in &outcome.found {
        println!("  turn {turn}: {}", worded(failure));
        println!("    {}", keep(target, *turn, input, out)?.display());
    }
    Ok(if outcome.found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn worded(failure: &Failure) -> String {
    failure.to_string().replace('\n', "\n    ")
}

fn keep(target: &Target, turn: u64, input: &[u8], out: &Path) -> Result<PathBuf> {
    fs::create_dir_all(out)?;
    let path = out.join(format!("{}-{turn}", target.name));
    fs::write(&path, input)?;
    Ok(path)
}
