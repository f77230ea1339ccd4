//! `segue completions` and `segue man`: for those who install the program.

use anyhow::{Context, Result};
use clap::Command;
use clap_complete::Shell;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use crate::failure::Ended;

/// Arguments of `segue completions`.
#[derive(clap::Args)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Arguments of `segue man`.
#[derive(clap::Args)]
pub struct ManArgs {
    /// Write the pages of all commands into this folder [default: the first page, to standard output].
    #[arg(long, short, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

/// Prints what makes a shell complete the command line.
///
/// # Errors
/// Where standard output cannot be written.
pub fn completions(args: &CompletionsArgs, mut command: Command) -> Result<Ended> {
    // Into memory first: a reader that goes away must not end in a panic.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "segue", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Ended::Fine)
}

/// Writes the manual.
///
/// # Errors
/// Where it cannot be written.
pub fn man(args: &ManArgs, command: Command) -> Result<Ended> {
    match &args.out {
        Some(folder) => {
            let written = fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
            written.with_context(|| format!("cannot write into {}", folder.display()))?;
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(command).render(&mut page)?;
            io::stdout().write_all(&page)?;
        }
    }
    Ok(Ended::Fine)
}
