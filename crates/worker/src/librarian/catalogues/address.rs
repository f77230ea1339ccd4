//! Where a catalogue lies beside the page.

use catalogue::cells::INDEX;

/// How addresses of folders end.
const FOLDER: char = '/';

/// An address: of a catalogue that is one file, of the folder of one in cells, or of its index. What stands behind a question
/// mark is asked for with every file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    path: String,
    query: String,
}

impl Address {
    /// The address that a text is.
    pub fn of(text: &str) -> Self {
        let text = text.split('#').next().unwrap_or_default();
        let (path, query) = text.split_at(text.find('?').unwrap_or(text.len()));
        Self { path: path.into(), query: query.into() }
    }

    /// Its index, where it is a folder's; itself otherwise.
    pub fn of_index(self) -> Self {
        let path = if self.path.ends_with(FOLDER) { self.path + INDEX } else { self.path };
        Self { path, ..self }
    }

    /// The index of the folder that may be meant: whoever names one forgets the slash.
    pub fn as_folder(&self) -> Option<Self> {
        let last = self.path.rsplit(FOLDER).next().unwrap_or_default();
        let is_meant = !last.is_empty() && !last.contains('.');
        is_meant.then(|| Self { path: format!("{}{FOLDER}{INDEX}", self.path), ..self.clone() })
    }

    /// The address of another file of its folder.
    pub fn beside(&self, file: &str) -> String {
        let folder = self.path.rfind(FOLDER).and_then(|end| self.path.get(..=end)).unwrap_or_default();
        format!("{folder}{file}{}", self.query)
    }

    /// What people call it: the last part; of an index, its folder.
    pub fn name(&self) -> &str {
        let folder = self.path.strip_suffix(INDEX).unwrap_or(&self.path).trim_end_matches(FOLDER);
        folder.rsplit(FOLDER).next().filter(|name| !name.is_empty()).unwrap_or(&self.path)
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.path, self.query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn catalogues_are_called_by_their_file_or_folder() {
        for (address, name) in [
            ("mine/jazz.seguecat", "jazz.seguecat"),
            ("mine/jazz.seguecat?v=2", "jazz.seguecat"),
            ("mine/jazz/", "jazz"),
            ("jazz/index.bin", "jazz"),
            ("a", "a"),
        ] {
            assert_eq!(Address::of(address).name(), name);
        }
    }

    #[test]
    fn files_of_cells_lie_beside_their_index() {
        for (address, index, rows) in [
            ("mine/", "mine/index.bin", "mine/cells"),
            ("mine/?v=2#top", "mine/index.bin?v=2", "mine/cells?v=2"),
            ("mine/index.bin?v=2", "mine/index.bin?v=2", "mine/cells?v=2"),
            ("index.bin", "index.bin", "cells"),
        ] {
            let found = Address::of(address).of_index();
            assert_eq!((found.to_string().as_str(), found.beside("cells").as_str()), (index, rows));
        }
    }

    #[test]
    fn a_folder_may_lack_its_slash() {
        let index = |address: &str| Some(Address::of(address).as_folder()?.to_string());
        assert_eq!(index("mine/jazz?v=2").as_deref(), Some("mine/jazz/index.bin?v=2"));
        assert_eq!(index("mine/jazz.seguecat"), None);
        assert_eq!(index("mine/"), None);
    }
}
