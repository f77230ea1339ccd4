//! Debian's package archive, read beside the system's own lists: fetching one package of one version
//! without installing it and without touching what `apt` knows.
//!
//! The archive's address and its signing key are those of the machine's own apt sources.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{exists, output};

/// An archive that the machine already trusts.
#[derive(Debug, PartialEq, Eq)]
struct Archive {
    uri: String,
    /// Key ring that signs it; `None` leaves the choice to apt.
    signed_by: Option<String>,
}

/// Downloads `package`, of the first suite that has it in a version `wanted` accepts, into `folder`.
///
/// `folder` also holds the private lists; suites are tried in the order given.
pub fn download(
    package: &str,
    suites: &[&str],
    wanted: impl Fn(&str) -> bool,
    folder: &Path,
) -> Result<PathBuf> {
    if !exists("apt-get") || !exists("dpkg-deb") {
        bail!("this is not a Debian system");
    }
    let archives = archives()?;
    for suite in suites {
        for archive in &archives {
            let lists = Lists::new(archive, suite, folder)?;
            if lists.update().is_err() {
                continue;
            }
            let versions = lists.versions(package)?;
            if let Some(version) = versions.iter().find(|version| wanted(version)) {
                return lists.download(package, version);
            }
        }
    }
    bail!("none of the suites {} has {package} in that version", suites.join(", "))
}

/// The package lists of one suite of one archive, in a folder of their own.
struct Lists {
    folder: PathBuf,
}

impl Lists {
    fn new(archive: &Archive, suite: &str, folder: &Path) -> Result<Self> {
        for part in ["lists/partial", "cache/archives/partial"] {
            fs::create_dir_all(folder.join(part))?;
        }
        fs::write(folder.join("status"), "")?;
        let options = archive.signed_by.as_ref().map(|key| format!("[signed-by={key}] ")).unwrap_or_default();
        fs::write(folder.join("sources.list"), format!("deb {options}{} {suite} main\n", archive.uri))?;
        Ok(Self { folder: folder.to_path_buf() })
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let at = |name: &str| self.folder.join(name).display().to_string();
        for option in [
            format!("Dir::State={}", at("")),
            format!("Dir::State::status={}", at("status")),
            format!("Dir::Cache={}", at("cache")),
            format!("Dir::Etc::sourcelist={}", at("sources.list")),
            "Dir::Etc::sourceparts=-".to_owned(),
            "Acquire::Languages=none".to_owned(),
        ] {
            command.args(["-o", &option]);
        }
        command.current_dir(&self.folder);
        command
    }

    fn update(&self) -> Result<()> {
        output(self.command("apt-get").args(["-o", "APT::Update::Error-Mode=any", "update"])).map(drop)
    }

    fn versions(&self, package: &str) -> Result<Vec<String>> {
        // One line a version: "rust-src | 1.95.0+dfsg1-2 | …".
        let table = output(self.command("apt-cache").args(["madison", package]))?;
        Ok(table
            .lines()
            .filter_map(|line| line.split('|').nth(1))
            .map(|cell| cell.trim().to_owned())
            .collect())
    }

    fn download(&self, package: &str, version: &str) -> Result<PathBuf> {
        output(self.command("apt-get").args(["download", &format!("{package}={version}")]))?;
        let files = fs::read_dir(&self.folder)?.filter_map(|entry| entry.ok().map(|entry| entry.path()));
        files
            .into_iter()
            .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
            .with_context(|| format!("apt-get downloaded no {package}"))
    }
}

/// The Debian archives named in the machine's apt sources, each once.
fn archives() -> Result<Vec<Archive>> {
    let release = fs::read_to_string("/etc/os-release")?;
    let codename = release
        .lines()
        .find_map(|line| line.strip_prefix("VERSION_CODENAME="))
        .context("/etc/os-release names no release")?;
    let mut found = Vec::new();
    let parts = fs::read_dir("/etc/apt/sources.list.d").into_iter().flatten().flatten();
    let files = parts.map(|entry| entry.path()).chain([PathBuf::from("/etc/apt/sources.list")]);
    for file in files {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("sources") => found.extend(stanzas(&text, codename)),
            Some("list") => found.extend(lines(&text, codename)),
            _ => {}
        }
    }
    let mut archives: Vec<Archive> = Vec::new();
    for archive in found {
        if !archives.contains(&archive) {
            archives.push(archive);
        }
    }
    Ok(archives)
}

/// Archives of a deb822 file (`*.sources`) that serve the release itself.
fn stanzas(text: &str, codename: &str) -> Vec<Archive> {
    let mut archives = Vec::new();
    for stanza in text.split("\n\n") {
        let field = |name: &str| {
            stanza.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
        };
        let serves_release = field("Types").is_some_and(|types| types.split(' ').any(|kind| kind == "deb"))
            && field("Suites").is_some_and(|suites| suites.split(' ').any(|suite| suite == codename))
            && field("Enabled") != Some("no");
        if serves_release {
            // A key may also stand in the stanza itself; then apt's own key rings have to do.
            let signed_by = field("Signed-By").filter(|key| key.starts_with('/')).map(str::to_owned);
            let uris = field("URIs").unwrap_or_default().split_whitespace();
            archives.extend(uris.map(|uri| Archive { uri: uri.to_owned(), signed_by: signed_by.clone() }));
        }
    }
    archives
}

/// Archives of a one-line-a-source file (`*.list`) that serve the release itself.
fn lines(text: &str, codename: &str) -> Vec<Archive> {
    let mut archives = Vec::new();
    for line in text.lines() {
        let Some(rest) = line.trim().strip_prefix("deb ") else { continue };
        let (options, rest) = match rest.trim().strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((options, rest)) => (options, rest),
            None => ("", rest),
        };
        let mut words = rest.split_whitespace();
        if let (Some(uri), Some(suite)) = (words.next(), words.next())
            && suite == codename
        {
            let signed_by = options.split(' ').find_map(|option| option.strip_prefix("signed-by="));
            archives.push(Archive { uri: uri.to_owned(), signed_by: signed_by.map(str::to_owned) });
        }
    }
    archives
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_forms_of_apt_sources() {
        let expected = vec![Archive {
            uri: "http://archive.example/debian".to_owned(),
            signed_by: Some("/usr/share/keyrings/archive.gpg".to_owned()),
        }];
        let deb822 = "Types: deb deb-src\n# a comment\nURIs: http://archive.example/debian\n\
                      Suites: bookworm bookworm-updates\nComponents: main\n\
                      Signed-By: /usr/share/keyrings/archive.gpg\n\n\
                      Types: deb\nURIs: http://archive.example/debian-security\nSuites: bookworm-security\n\n\
                      Enabled: no\nTypes: deb\nURIs: http://off.example/debian\nSuites: bookworm\n";
        assert_eq!(stanzas(deb822, "bookworm"), expected);
        let one_line = "# deb http://off.example/debian bookworm main\n\
             deb [arch=amd64 signed-by=/usr/share/keyrings/archive.gpg] http://archive.example/debian bookworm main\n\
             deb http://other.example/apt nodistro main\n";
        assert_eq!(lines(one_line, "bookworm"), expected);
    }
}
