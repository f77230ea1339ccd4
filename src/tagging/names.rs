//! What files are called in an archive.

use std::collections::HashSet;

/// Names that were given, so that none is given twice.
#[derive(Default)]
pub struct Names(HashSet<String>);

impl Names {
    /// A name for the file of a path, folders included; with a number where another has it, whatever the size of its letters.
    pub fn give(&mut self, path: &str) -> String {
        let name = tidied(path);
        let (stem, ending) = match name.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() && !ending.contains('/') => (stem, format!(".{ending}")),
            _ => (name.as_str(), String::new()),
        };
        let numbered = (2..).map(|number| format!("{stem} ({number}){ending}"));
        let mut free = std::iter::once(name.clone()).chain(numbered);
        free.find(|name| self.0.insert(name.to_lowercase())).unwrap_or(name)
    }
}

/// A path that leads nowhere but below the folder into which an archive is unpacked.
fn tidied(path: &str) -> String {
    let is_name = |part: &&str| !part.is_empty() && ![".", ".."].contains(part) && !part.ends_with(':');
    let parts: Vec<&str> = path.split(['/', '\\']).filter(is_name).collect();
    if parts.is_empty() { "track".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_given_twice_and_none_leads_elsewhere() {
        let mut names = Names::default();
        let given = ["a/x.mp3", "a/X.mp3", "/a/x.mp3", "..\\..\\x", "C:\\x", "", "..", "a.b/x"]
            .map(|path| names.give(path));
        let expected = ["a/x.mp3", "a/X (2).mp3", "a/x (3).mp3", "x", "x (2)", "track", "track (2)", "a.b/x"];
        assert_eq!(given, expected);
    }
}
