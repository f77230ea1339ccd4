//! What a track is called: by its tags, and by its file's name where they are silent.

use catalogue::known::said_by_name;
use protocol::Identity;

/// What a file's tags say, with what its name surely says of the rest. Without a title the track is called as its file is.
pub fn completed(by_tags: Identity, path: &str) -> Identity {
    let Some(by_name) = said_by_name(path) else {
        return Identity { is_named_by_file: by_tags.title.is_none(), ..by_tags };
    };
    let is_same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    match (by_tags.title.as_deref(), by_tags.artist.as_deref(), by_name.artist.as_deref()) {
        (None, Some(artist), Some(other)) if is_same(artist, &by_name.title) => {
            // "Title - Artist": the tags tell which is which.
            Identity { title: Some(other.to_owned()), is_named_by_file: true, ..by_tags }
        }
        (None, ..) => Identity {
            title: Some(by_name.title),
            artist: by_tags.artist.or(by_name.artist),
            is_named_by_file: true,
            ..by_tags
        },
        (Some(title), None, Some(artist)) if is_same(title, &by_name.title) => {
            Identity { artist: Some(artist.to_owned()), ..by_tags }
        }
        (Some(_), ..) => by_tags,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(title: &str, artist: &str, path: &str) -> (Option<String>, Option<String>, bool) {
        let tag = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let said = Identity { title: tag(title), artist: tag(artist), ..Identity::default() };
        let Identity { title, artist, is_named_by_file, .. } = completed(said, path);
        (title, artist, is_named_by_file)
    }

    fn some(title: &str, artist: &str) -> (Option<String>, Option<String>) {
        (Some(title.into()), Some(artist.into()))
    }

    #[test]
    fn tags_count_and_the_name_fills_what_they_leave_open() {
        for (title, artist, path, expected, is_named_by_file) in [
            ("Title", "Artist", "Other - Name.mp3", some("Title", "Artist"), false),
            ("", "", "Sets/01 - Some Artist - Some Title.mp3", some("Some Title", "Some Artist"), true),
            ("", "Artist", "01. Song.mp3", some("Song", "Artist"), true),
            ("", "The Somebodies", "Somebodies - Song.mp3", some("Song", "The Somebodies"), true),
            ("", "artist", "Song - Artist.mp3", some("Song", "artist"), true),
            ("Song", "", "Somebody - song.mp3", some("Song", "Somebody"), false),
            ("Title", "", "Somebody - Else.mp3", (Some("Title".into()), None), false),
            ("", "", "one.wav", (None, None), true),
            ("", "Artist", "one.wav", (None, Some("Artist".into())), true),
        ] {
            let (named, by, is_by_file) = called(title, artist, path);
            assert_eq!(((named, by), is_by_file), (expected, is_named_by_file), "{title} {artist} {path}");
        }
    }
}
