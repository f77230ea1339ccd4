//! Which tests a name asks for, found by reading the tests' sources: a suite without any is neither built nor run.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::python;

/// The package whose tests run in browsers, too.
const BROWSER_PACKAGE: &str = "pkg-tests";

/// How the files of end-to-end tests end.
const PAGE_TEST: &str = ".test.mjs";

/// What to run; each part is empty where nothing matches.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Arguments of `cargo test`, a command each.
    pub native: Vec<Vec<String>>,
    /// The same for the tests that run as WebAssembly.
    pub wasm: Vec<Vec<String>>,
    /// Arguments of pytest, if any of Python's tests is wanted.
    pub python: Option<Vec<String>>,
    /// Arguments of `node --test`, if any end-to-end test is wanted.
    pub page: Option<Vec<String>>,
    /// Whether every check is wanted, those too that are no tests with a name.
    pub is_everything: bool,
}

impl Selection {
    /// Every test there is.
    pub fn everything() -> Self {
        Self {
            native: vec![arguments(&["--workspace", python::LEFT_OUT])],
            wasm: vec![arguments(&["--package=pkg-tests"])],
            python: Some(Vec::new()),
            page: Some(Vec::new()),
            is_everything: true,
        }
    }

    /// The tests whose file or name contains `name`, as it is written, among those below the repository's root.
    ///
    /// # Errors
    /// Where sources cannot be read.
    pub fn matching(name: &str, root: &Path) -> Result<Self> {
        let files = TestFile::everywhere(root)?;
        let in_browsers: Vec<&TestFile> =
            files.iter().filter(|file| file.package == BROWSER_PACKAGE).collect();
        Ok(Self {
            // The whole workspace, whatever is wanted of it: for some packages alone cargo would compile what they
            // need with other features, and so again.
            native: cargo_tests(&["--workspace", python::LEFT_OUT], name, &files.iter().collect::<Vec<_>>()),
            wasm: cargo_tests(&["--package=pkg-tests"], name, &in_browsers),
            python: python_tests(root, name)?,
            page: page_tests(&root.join(BROWSER_PACKAGE).join("e2e"), name)?,
            is_everything: false,
        })
    }

    /// Whether there is nothing to run.
    pub fn is_empty(&self) -> bool {
        self.native.is_empty() && self.wasm.is_empty() && self.python.is_none() && self.page.is_none()
    }
}

/// The test programs that cargo makes of the files below `tests/`: package and name of each.
///
/// # Errors
/// Where sources cannot be read.
pub fn programs(root: &Path) -> Result<BTreeSet<(String, String)>> {
    let files = TestFile::everywhere(root)?.into_iter();
    Ok(files.filter_map(|file| Some((file.package, file.program.own_name()?.to_owned()))).collect())
}

/// What cargo makes of a file: how it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Program {
    /// The tests in a library.
    Library,
    /// The tests in a program, by its name.
    Binary(String),
    /// A program of tests alone, by its name.
    Tests(String),
}

impl Program {
    fn argument(&self) -> String {
        match self {
            Self::Library => "--lib".to_owned(),
            Self::Binary(name) => format!("--bin={name}"),
            Self::Tests(name) => format!("--test={name}"),
        }
    }

    /// The name of a program of tests alone.
    fn own_name(&self) -> Option<&str> {
        match self {
            Self::Tests(name) => Some(name),
            Self::Library | Self::Binary(_) => None,
        }
    }
}

/// A file of Rust with tests in it.
struct TestFile {
    package: String,
    program: Program,
    /// Its tests as cargo calls them: modules and function.
    tests: Vec<String>,
}

impl TestFile {
    fn everywhere(root: &Path) -> Result<Vec<Self>> {
        let mut found = Vec::new();
        for folder in packages(root)? {
            found.extend(Self::all(&folder)?);
        }
        Ok(found)
    }

    /// Those of the package in a folder.
    fn all(folder: &Path) -> Result<Vec<Self>> {
        let (package, own_code) = manifest(folder)?;
        let mut found = Vec::new();
        for part in ["src", "tests"] {
            for path in rust_files(&folder.join(part))? {
                let text = fs::read_to_string(&path).with_context(|| format!("{}", path.display()))?;
                let mut modules = modules(path.strip_prefix(folder.join(part))?);
                // Below tests/, the first file or folder is a program.
                let is_program = part == "tests" && !modules.is_empty();
                let program = if is_program { Program::Tests(modules.remove(0)) } else { own_code.clone() };
                let tests = test_names(&text, &modules);
                if !tests.is_empty() {
                    found.push(Self { package: package.clone(), program, tests });
                }
            }
        }
        Ok(found)
    }
}

/// Arguments of `cargo test`: a command for programs that are called so, one for tests in others.
fn cargo_tests(packages: &[&str], name: &str, files: &[&TestFile]) -> Vec<Vec<String>> {
    let (mut whole, mut by_name) = (BTreeSet::new(), BTreeSet::new());
    for file in files {
        if file.program.own_name().is_some_and(|program| program.contains(name)) {
            whole.insert(&file.program);
        } else if file.tests.iter().any(|test| test.contains(name)) {
            by_name.insert(&file.program);
        }
    }
    let command = |programs: BTreeSet<&Program>, filter: Option<&str>| {
        let programs: Vec<String> = programs.into_iter().map(Program::argument).collect();
        let words = arguments(packages).into_iter().chain(programs.clone());
        (!programs.is_empty()).then(|| words.chain(filter.map(str::to_owned)).collect())
    };
    [command(whole, None), command(by_name, Some(name))].into_iter().flatten().collect()
}

/// Folders of the workspace's packages.
fn packages(root: &Path) -> Result<Vec<PathBuf>> {
    let mut folders = vec![root.to_path_buf(), root.join(BROWSER_PACKAGE)];
    folders.extend(entries(&root.join("crates"))?);
    folders.retain(|folder| folder.join("Cargo.toml").is_file());
    Ok(folders)
}

/// A package's name, and what its own code is compiled to.
fn manifest(folder: &Path) -> Result<(String, Program)> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
    let name_in = |text: &str| {
        let name = text.lines().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
        name.map(str::to_owned)
    };
    let package = name_in(&manifest).with_context(|| format!("{} names no package", folder.display()))?;
    let binary = manifest.split_once("[[bin]]").and_then(|(_, binary)| name_in(binary));
    let own_code = match folder.join("src/lib.rs").is_file() {
        true => Program::Library,
        false => Program::Binary(binary.unwrap_or_else(|| package.clone())),
    };
    Ok((package, own_code))
}

/// What is in a folder, by name; nothing where there is no such folder.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let found: Result<Vec<PathBuf>, _> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut found = found?;
    found.sort();
    Ok(found)
}

fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in entries(folder)? {
        if path.is_dir() {
            found.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(found)
}

/// The modules that a file stands for: `csv/tests.rs` is `csv`, `tests`; `main.rs` is none.
fn modules(file: &Path) -> Vec<String> {
    let parts = file.with_extension("");
    let parts = parts.iter().map(|part| part.to_string_lossy().into_owned());
    parts.filter(|part| !matches!(part.as_str(), "main" | "lib" | "mod")).collect()
}

/// The full names of the tests in a file.
fn test_names(text: &str, modules: &[String]) -> Vec<String> {
    let inner = text.lines().any(|line| line.trim_start().starts_with("mod tests {")).then_some("tests");
    let prefix: String =
        modules.iter().map(String::as_str).chain(inner).map(|module| format!("{module}::")).collect();
    let mut awaits_function = false;
    let mut names = Vec::new();
    for line in text.lines().map(str::trim_start) {
        awaits_function |= line.starts_with("#[test]") || line.starts_with("#[wasm_bindgen_test");
        if let (true, Some((_, function))) = (awaits_function, line.split_once("fn ")) {
            let function = function.split(['(', '<']).next().unwrap_or_default();
            names.push(format!("{prefix}{function}"));
            awaits_function = false;
        }
    }
    names
}

/// Files of Python's tests whose name contains `name`, and tests in others that do.
fn python_tests(root: &Path, name: &str) -> Result<Option<Vec<String>>> {
    let mut found = Vec::new();
    for folder in python::FOLDERS {
        for path in entries(&root.join(folder))? {
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !(file.starts_with("test_") && file.ends_with(".py")) {
                continue;
            }
            if file.contains(name) {
                found.push(format!("{folder}/{file}"));
                continue;
            }
            let text = fs::read_to_string(&path)?;
            let functions = text.lines().filter_map(|line| line.strip_prefix("def ")?.split('(').next());
            let wanted = functions.filter(|test| test.starts_with("test_") && test.contains(name));
            found.extend(wanted.map(|test| format!("{folder}/{file}::{test}")));
        }
    }
    Ok((!found.is_empty()).then_some(found))
}

/// Files of end-to-end tests whose name contains `name`, or else those with a title that does, narrowed to it.
fn page_tests(folder: &Path, name: &str) -> Result<Option<Vec<String>>> {
    let (mut by_file, mut by_title) = (Vec::new(), Vec::new());
    for path in entries(folder)? {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(stem) = file.strip_suffix(PAGE_TEST) else { continue };
        if stem.contains(name) {
            by_file.push(file);
        } else if titles(&fs::read_to_string(&path)?).any(|title| title.contains(name)) {
            by_title.push(file);
        }
    }
    if !by_file.is_empty() {
        return Ok(Some(by_file));
    }
    if by_title.is_empty() {
        return Ok(None);
    }
    by_title.insert(0, format!("--test-name-pattern={}", literally(name)));
    Ok(Some(by_title))
}

/// The titles of a file's tests, as they are written.
fn titles(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let rest = line.trim_start().strip_prefix("test(")?;
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
        rest[1..].split(quote).next()
    })
}

/// A regular expression for the text itself.
fn literally(text: &str) -> String {
    let escaped = text.chars().flat_map(|letter| {
        let backslash = (!letter.is_alphanumeric() && letter.is_ascii_punctuation()).then_some('\\');
        backslash.into_iter().chain([letter])
    });
    escaped.collect()
}

fn arguments(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths;

    #[test]
    fn a_test_is_called_by_its_modules() {
        let text = "mod tests {\n    #[test]\n    fn one() {}\n    #[test]\n    #[ignore]\n    async fn two<T>() {}\n    fn helper() {}\n}";
        assert_eq!(test_names(text, &arguments(&["csv"])), ["csv::tests::one", "csv::tests::two"]);
        assert_eq!(test_names("fn helper() {}", &[]), [""; 0]);
        assert_eq!(modules(Path::new("csv/tests.rs")), ["csv", "tests"]);
        assert_eq!(modules(Path::new("main.rs")), [""; 0]);
    }

    #[test]
    fn a_name_finds_its_suites_in_this_repository() {
        let found = |name| Selection::matching(name, &paths::root()).unwrap();
        let here = found("a_name_finds_its_suites");
        assert_eq!(
            here.native,
            [["--workspace", python::LEFT_OUT, "--bin=xtask", "a_name_finds_its_suites"]]
        );
        assert!(here.wasm.is_empty() && here.python.is_none() && here.page.is_none());
        assert_eq!(found("invariants").native, [["--workspace", python::LEFT_OUT, "--test=invariants"]]);
        assert_eq!(found("parity").wasm, [["--package=pkg-tests", "--test=browser", "parity"]]);
        assert_eq!(
            found("ctrl_c_ends").python,
            Some(arguments(&["bindings/python/tests/test_many.py::test_ctrl_c_ends_it"]))
        );
        assert_eq!(found("recorder").page, Some(arguments(&["recorder.test.mjs"])));
        assert!(found("no test is called so").is_empty());
    }

    #[test]
    fn a_title_is_taken_as_it_is_written() {
        let text = "test(\"a (b) c\", () => {});\n  test(`${x}: d`, () => {});\nlatest(\"no\");";
        assert_eq!(titles(text).collect::<Vec<_>>(), ["a (b) c", "${x}: d"]);
        assert_eq!(literally("a (b) é"), "a \\(b\\) é");
    }
}
