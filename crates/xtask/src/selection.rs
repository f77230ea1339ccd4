//! Which tests a name asks for, found by reading the tests' sources: a suite without any is neither built nor run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

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
    /// Arguments of `node --test`, if any end-to-end test is wanted.
    pub page: Option<Vec<String>>,
}

impl Selection {
    /// Every test there is.
    pub fn everything() -> Self {
        Self {
            native: vec![arguments(&["--workspace"])],
            wasm: vec![arguments(&["--package", BROWSER_PACKAGE])],
            page: Some(Vec::new()),
        }
    }

    /// The tests whose file or name contains `name`, as it is written, among those below the repository's root.
    ///
    /// # Errors
    /// Where sources cannot be read.
    pub fn matching(name: &str, root: &Path) -> Result<Self> {
        let (mut native, mut wasm) = (CargoTests::default(), CargoTests::default());
        for folder in packages(root)? {
            for file in TestFile::all(&folder)? {
                native.add(&file, name);
                if file.package == BROWSER_PACKAGE {
                    wasm.add(&file, name);
                }
            }
        }
        let page = page_tests(&root.join(BROWSER_PACKAGE).join("e2e"), name)?;
        Ok(Self { native: native.commands(name), wasm: wasm.commands(name), page })
    }

    /// Whether there is nothing to run.
    pub fn is_empty(&self) -> bool {
        self.native.is_empty() && self.wasm.is_empty() && self.page.is_none()
    }
}

/// The test programs that cargo makes of the files below `tests/`: package and name of each.
///
/// # Errors
/// Where sources cannot be read.
pub fn programs(root: &Path) -> Result<BTreeSet<(String, String)>> {
    let mut found = BTreeSet::new();
    for folder in packages(root)? {
        let files = TestFile::all(&folder)?;
        found.extend(files.into_iter().filter_map(|file| Some((file.package, file.target?))));
    }
    Ok(found)
}

/// A file of Rust with tests in it.
struct TestFile {
    package: String,
    /// The test program that cargo makes of it, where it is not part of the package's own code.
    target: Option<String>,
    /// Its tests as cargo calls them: modules and function.
    tests: Vec<String>,
}

impl TestFile {
    /// Those of the package in a folder.
    fn all(folder: &Path) -> Result<Vec<Self>> {
        let package = package_name(folder)?;
        let mut found = Vec::new();
        for part in ["src", "tests"] {
            for path in rust_files(&folder.join(part))? {
                let text = fs::read_to_string(&path).with_context(|| format!("{}", path.display()))?;
                let mut modules = modules(path.strip_prefix(folder.join(part))?);
                // Below tests/, the first file or folder is a program.
                let target = (part == "tests" && !modules.is_empty()).then(|| modules.remove(0));
                let tests = test_names(&text, &modules);
                if !tests.is_empty() {
                    found.push(Self { package: package.clone(), target, tests });
                }
            }
        }
        Ok(found)
    }
}

/// What cargo is asked for.
#[derive(Default)]
struct CargoTests {
    /// Test programs that are wanted whole, by package.
    whole: BTreeMap<String, BTreeSet<String>>,
    /// Packages with tests of the name.
    by_name: BTreeSet<String>,
}

impl CargoTests {
    fn add(&mut self, file: &TestFile, name: &str) {
        match &file.target {
            Some(target) if target.contains(name) => {
                self.whole.entry(file.package.clone()).or_default().insert(target.clone());
            }
            _ if file.tests.iter().any(|test| test.contains(name)) => {
                self.by_name.insert(file.package.clone());
            }
            _ => {}
        }
    }

    fn commands(&self, name: &str) -> Vec<Vec<String>> {
        let whole = self.whole.iter().map(|(package, targets)| {
            let targets = targets.iter().flat_map(|target| ["--test", target.as_str()]);
            ["--package", package.as_str()].into_iter().chain(targets).map(str::to_owned).collect()
        });
        let by_name = (!self.by_name.is_empty()).then(|| {
            let packages = self.by_name.iter().flat_map(|package| ["--package", package.as_str()]);
            packages.chain([name]).map(str::to_owned).collect()
        });
        whole.chain(by_name).collect()
    }
}

/// Folders of the workspace's packages.
fn packages(root: &Path) -> Result<Vec<PathBuf>> {
    let mut folders = vec![root.to_path_buf(), root.join(BROWSER_PACKAGE)];
    folders.extend(entries(&root.join("crates"))?);
    folders.retain(|folder| folder.join("Cargo.toml").is_file());
    Ok(folders)
}

fn package_name(folder: &Path) -> Result<String> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
    let name = manifest.lines().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    name.map(str::to_owned).with_context(|| format!("{} names no package", folder.display()))
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
        assert_eq!(here.native, [["--package", "xtask", "a_name_finds_its_suites"]]);
        assert!(here.wasm.is_empty() && here.page.is_none());
        assert_eq!(found("invariants").native, [["--package", "xtask", "--test", "invariants"]]);
        let parity = found("parity");
        assert_eq!(parity.wasm, [["--package", "pkg-tests", "parity"]]);
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
