//! The playlists by their names: the open one, whose entries are kept apart since they change often, and the others.

use protocol::librarian::PlaylistsChange;
use serde::{Deserialize, Serialize};

use super::Entry;

/// What an open playlist without a name is called once it stands among others.
const UNNAMED: &str = "Playlist";

/// Longest name, characters.
const LONGEST_NAME: usize = 80;

/// The name of the open playlist, and the others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Book {
    /// Of the open one; empty as long as it was given none.
    pub name: String,
    /// The others, as they were made.
    pub others: Vec<Shelved>,
}

/// A playlist that is not open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shelved {
    /// What it is called.
    pub name: String,
    /// Its entries in order.
    pub entries: Vec<Entry>,
}

impl Book {
    /// The playlists after a change, and the entries of the one that is open then. `entries` are those of the one that is
    /// open now.
    pub fn changed(mut self, entries: Vec<Entry>, change: PlaylistsChange) -> (Self, Vec<Entry>) {
        match change {
            PlaylistsChange::New(name) => {
                self.shelve(entries);
                self.name = self.free(&name);
                (self, Vec::new())
            }
            PlaylistsChange::Open(name) => {
                let Some(index) = self.others.iter().position(|other| other.name == name) else {
                    return (self, entries);
                };
                let opened = self.others.remove(index);
                self.shelve(entries);
                self.name = opened.name;
                (self, opened.entries)
            }
            PlaylistsChange::Rename(name) => {
                self.name = self.free(&name);
                (self, entries)
            }
            PlaylistsChange::Delete if self.others.is_empty() => (Self::default(), Vec::new()),
            PlaylistsChange::Delete => {
                let opened = self.others.remove(0);
                self.name = opened.name;
                (self, opened.entries)
            }
        }
    }

    /// These playlists and those of a backup: what is here already with the same entries comes once.
    pub fn joined(mut self, from: Book) -> Self {
        if self.name.is_empty() {
            self.name = from.name;
        }
        for other in from.others {
            if !self.others.contains(&other) {
                let name = self.free(&other.name);
                self.others.push(Shelved { name, ..other });
            }
        }
        self
    }

    /// Puts the open playlist among the others; not one that was never named and has nothing in it.
    fn shelve(&mut self, entries: Vec<Entry>) {
        if self.name.is_empty() && entries.is_empty() {
            return;
        }
        let name = match self.name.is_empty() {
            true => self.free(UNNAMED),
            false => std::mem::take(&mut self.name),
        };
        self.others.push(Shelved { name, entries });
    }

    /// A name that none of the others has.
    fn free(&self, wanted: &str) -> String {
        let wanted: String = wanted.trim().chars().take(LONGEST_NAME).collect();
        let wanted = if wanted.is_empty() { UNNAMED.to_owned() } else { wanted };
        let is_free = |name: &str| self.others.iter().all(|other| other.name != name);
        let numbered = (2..).map(|number: u32| format!("{wanted} ({number})"));
        std::iter::once(wanted.clone()).chain(numbered).find(|name| is_free(name)).unwrap_or(wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(names: &[&str]) -> Vec<Entry> {
        names.iter().map(|name| Entry { name: (*name).into(), ..Entry::default() }).collect()
    }

    fn names(book: &Book) -> Vec<&str> {
        book.others.iter().map(|other| other.name.as_str()).collect()
    }

    #[test]
    fn a_new_playlist_leaves_the_one_there_was_among_the_others() {
        let (book, open) = Book::default().changed(entries(&["a"]), PlaylistsChange::New("Set".into()));
        assert_eq!((book.name.as_str(), names(&book), open.len()), ("Set", vec!["Playlist"], 0));
        let (book, open) = book.changed(entries(&["b"]), PlaylistsChange::Open("Playlist".into()));
        assert_eq!((book.name.as_str(), names(&book)), ("Playlist", vec!["Set"]));
        assert_eq!(open, entries(&["a"]));
        let (book, open) = book.changed(open, PlaylistsChange::Open("nowhere".into()));
        assert_eq!((book.name.as_str(), open), ("Playlist", entries(&["a"])));
    }

    #[test]
    fn names_are_told_apart_and_nothing_unnamed_and_empty_is_kept() {
        let (book, _) = Book::default().changed(Vec::new(), PlaylistsChange::New("Set".into()));
        assert!(book.others.is_empty());
        let (book, _) = book.changed(entries(&["a"]), PlaylistsChange::New(" Set ".into()));
        assert_eq!((book.name.as_str(), names(&book)), ("Set (2)", vec!["Set"]));
        let (book, _) = book.changed(Vec::new(), PlaylistsChange::Rename("Set".into()));
        assert_eq!(book.name, "Set (2)");
        let (book, _) = book.changed(Vec::new(), PlaylistsChange::Rename("  ".into()));
        assert_eq!(book.name, "Playlist");
    }

    #[test]
    fn a_backup_brings_its_playlists_once() {
        let backup = Book {
            name: "Set".into(),
            others: vec![Shelved { name: "Other".into(), entries: entries(&["a"]) }],
        };
        let joined = Book::default().joined(backup.clone());
        assert_eq!(joined, backup);
        assert_eq!(joined.clone().joined(backup), joined);
        let changed = Book {
            name: String::new(),
            others: vec![Shelved { name: "Other".into(), ..Shelved::default() }],
        };
        assert_eq!(names(&joined.joined(changed)), ["Other", "Other (2)"]);
    }

    #[test]
    fn after_a_deletion_another_is_open() {
        let (book, _) = Book::default().changed(entries(&["a"]), PlaylistsChange::New("Set".into()));
        let (book, open) = book.changed(entries(&["b"]), PlaylistsChange::Delete);
        assert_eq!((book.name.as_str(), open), ("Playlist", entries(&["a"])));
        assert_eq!(book.changed(entries(&["a"]), PlaylistsChange::Delete), (Book::default(), Vec::new()));
    }
}
