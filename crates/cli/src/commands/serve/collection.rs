//! The records that are served, while they come in.

use segue_cli::hearing::hear;
use segue_cli::loaded::Loaded;
use segue_cli::record::Record;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::commands::of_file;
use crate::failure::{Failure, tell};
use crate::files::Found;
use crate::hear_all::tell_remarks;
use crate::jobs::{Order, for_each};

/// What is known so far.
pub struct Collection(RwLock<Known>);

struct Known {
    /// By hash, and by file where several have the same audio.
    records: BTreeMap<(String, String), Arc<Record>>,
    failed: Vec<(String, String)>,
    left: usize,
}

/// What is known of an id.
pub enum Answer {
    /// All.
    Record(Arc<Record>),
    /// Nothing yet: so many files are still to be heard.
    NotYet(usize),
    /// Nothing: no file has it.
    Unknown,
}

impl Collection {
    /// Of so many files, of which none is known yet, and others that cannot be.
    pub fn new(count: usize, failed: Vec<(String, Failure)>) -> Self {
        let failed = failed.into_iter().map(|(file, failure)| (file, failure.reason())).collect();
        Self(RwLock::new(Known { records: BTreeMap::new(), failed, left: count }))
    }

    /// Listens to all files.
    pub fn fill(&self, files: &[Found], loaded: &Loaded, jobs: usize) {
        let work = |found: &Found| {
            let heard = hear(found, &loaded.model)?;
            tell_remarks(found, &heard.remarks);
            let id = Some(heard.identity.hash.clone());
            Ok(Record { id, ..Record::new(found, &heard.analysis, heard.identity, &loaded.stamp) })
        };
        let filled = for_each(files, jobs, Order::AsFinished, work, |index, result| {
            self.take(files.get(index), result);
            Ok(())
        });
        match filled {
            Ok(()) => tell("All files are heard."),
            Err(error) => tell(&format!("No more files are heard: {error:#}")),
        }
    }

    fn take(&self, found: Option<&Found>, result: Result<Record, Failure>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.left = known.left.saturating_sub(1);
        match (result, found) {
            (Ok(record), _) => {
                known.records.insert((record.hash.clone(), record.file.clone()), Arc::new(record));
            }
            (Err(failure), Some(found)) => {
                let reason = failure.reason();
                tell(&of_file(&found.name, &reason));
                known.failed.push((found.name.clone(), reason));
            }
            (Err(_), None) => {}
        }
    }

    /// What is known of an id.
    pub fn find(&self, id: &str) -> Answer {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let from = known.records.range((id.to_owned(), String::new())..).next();
        match from.filter(|((hash, _), _)| hash == id) {
            Some((_, record)) => Answer::Record(Arc::clone(record)),
            None if known.left > 0 => Answer::NotYet(known.left),
            None => Answer::Unknown,
        }
    }

    /// All records by now, those files that gave none, with the reason, and how many are still to come.
    pub fn list(&self) -> (Vec<Arc<Record>>, Vec<(String, String)>, usize) {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        (known.records.values().cloned().collect(), known.failed.clone(), known.left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::record;

    #[test]
    fn nobody_is_called_unknown_before_all_are_heard() {
        let collection = Collection::new(2, Vec::new());
        assert!(matches!(collection.find("x"), Answer::NotYet(2)));
        collection.take(None, Ok(record(1)));
        let id = record(1).hash;
        assert!(matches!(collection.find(&id), Answer::Record(found) if *found == record(1)));
        assert!(matches!(collection.find("x"), Answer::NotYet(1)));
        collection.take(None, Err(Failure::NoFile));
        assert!(matches!(collection.find("x"), Answer::Unknown));
    }

    #[test]
    fn files_with_the_same_audio_are_all_listed() {
        let collection = Collection::new(2, Vec::new());
        for file in ["copy.mp3", "a.mp3"] {
            collection.take(None, Ok(Record { file: file.into(), ..record(1) }));
        }
        let files: Vec<String> = collection.list().0.iter().map(|record| record.file.clone()).collect();
        assert_eq!(files, ["a.mp3", "copy.mp3"]);
        assert!(matches!(collection.find(&record(1).hash), Answer::Record(found) if found.file == "a.mp3"));
    }
}
