//! Words that were typed in haste.

use super::scenes::catalogue;
use catalogue::search::Index;

#[test]
fn search_forgives() {
    let catalogue = catalogue();
    let index = Index::new(&catalogue);
    let names = |text: &str| -> Vec<String> {
        index
            .find(&catalogue, text, 5)
            .into_iter()
            .map(|card| format!("{} / {}", card.name, card.artist))
            .collect()
    };
    assert_eq!(names("song 17")[0], "Song 17 / Band 5");
    assert_eq!(names("BAND 5 söng 17")[0], "Song 17 / Band 5");
    assert_eq!(names("sogn 177")[0], "Song 177 / Band 59", "a slip of the finger");
    assert!(names("999 rem").is_empty(), "every word must match");
    assert!(names("18 remas").iter().all(|name| name.contains("Remastered")));
    assert_eq!(names("metal").len(), 5, "tags are searched, too");
    assert!(names(&"song ".repeat(1_000)).len() == 5, "pasted text is no reason to fall over");
    for nothing in ["", "   ", "—", "zzzzzz"] {
        assert!(names(nothing).is_empty(), "{nothing}");
    }
}
