//! Paths of files as URIs, percent-encoded, and back (RFC 3986, RFC 8089).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::single_byte::of_windows_1252;

/// What is encoded in a path: all but RFC 3986's unreserved characters and the `/` between parts. The colon is
/// among them, for a relative path whose first part holds one would be taken for a scheme.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The path percent-encoded, `/` kept.
pub(crate) fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, IN_PATH).to_string()
}

/// The drive of a Windows path and the rest, with `/` between its parts: `C:` and `/Music/x.mp3`.
pub(crate) fn split_drive(path: &str) -> Option<(&str, String)> {
    let (drive, rest) = path.split_at_checked(2)?;
    let is_drive = drive.starts_with(|char: char| char.is_ascii_alphabetic()) && drive.ends_with(':');
    (is_drive && (rest.is_empty() || rest.starts_with(['/', '\\']))).then(|| (drive, rest.replace('\\', "/")))
}

/// A path within the folder of a user's music, as its owner types that: `C:\Music`, `/Users/x/Music`; an absolute path
/// stays. With `/` between its parts, from the root or from a drive on.
pub(crate) fn in_folder(music_folder: &str, path: &str) -> String {
    let whole = if path.starts_with('/') || split_drive(path).is_some() {
        path.to_owned()
    } else {
        // A backslash is a separator on Windows only; the folder shows which system its owner has.
        let folder = music_folder.trim();
        let folder = if folder.starts_with('/') { folder.to_owned() } else { folder.replace('\\', "/") };
        format!("{}/{}", folder.trim_end_matches('/'), path.trim_start_matches("./"))
    };
    match split_drive(&whole) {
        Some((drive, rest)) => format!("{drive}{}{rest}", if rest.starts_with('/') { "" } else { "/" }),
        None if whole.starts_with('/') => whole,
        None => format!("/{whole}"),
    }
}

/// The disk of a path from the root or a drive on, by the name that its system shows, and the path on it. The disk that a
/// Mac starts from is called as new Macs call it, for nothing in a path says so; that of other systems has no name.
pub(crate) fn split_disk(path: &str) -> (&str, String) {
    const OF_A_MAC: &str = "Macintosh HD";
    if let Some(split) = split_drive(path) {
        return split;
    }
    let of_volume = path.strip_prefix("/Volumes/").and_then(|rest| rest.split_once('/'));
    match of_volume {
        Some((disk, rest)) => (disk, format!("/{rest}")),
        None if path.starts_with("/Users/") => (OF_A_MAC, path.to_owned()),
        None => ("", path.to_owned()),
    }
}

/// URI of a path: relative for a relative path, `file:///…` for an absolute one. Addresses of the web stay.
pub(crate) fn from_path(path: &str) -> String {
    if is_web_address(path) {
        return path.to_owned();
    }
    match split_drive(path) {
        Some((drive, rest)) => format!("file:///{drive}{}", encode_path(&rest)),
        None if path.starts_with('/') => format!("file://{}", encode_path(path)),
        None => encode_path(path),
    }
}

/// Path of a relative or `file:` URI, with `/` between its parts. Other addresses stay.
pub(crate) fn to_path(uri: &str) -> String {
    let path = match uri.strip_prefix("file:") {
        Some(rest) => without_host(rest),
        None if is_web_address(uri) => return uri.to_owned(),
        None => uri,
    };
    // `file:///C:/x` has a slash before the drive that is no part of the path. Looked for before decoding:
    // a colon that was encoded belongs to a name.
    let path = path.strip_prefix('/').filter(|rest| split_drive(rest).is_some()).unwrap_or(path);
    // Old programs encode the letters of their system's own alphabet.
    let bytes: Vec<u8> = percent_decode_str(path).collect();
    match String::from_utf8(bytes) {
        Ok(path) => path,
        Err(error) => of_windows_1252(error.as_bytes()),
    }
}

/// An address that may be relative, behind the folder of another.
pub(crate) fn joined(base: &str, address: &str) -> String {
    let is_whole = address.starts_with('/') || address.contains("://") || address.starts_with("file:");
    if is_whole || split_drive(address).is_some() {
        return address.to_owned();
    }
    let folder = base.rfind('/').and_then(|end| base.get(..=end)).unwrap_or_default();
    format!("{folder}{address}")
}

/// The paths that a text may mean, the likeliest first: as it stands, and with its percent signs decoded. Some programs
/// write addresses where others write paths, and a file may be called `100%25.mp3`.
pub fn readings(text: &str) -> Vec<String> {
    let text = text.trim();
    // Of an address of the web, the file on the server.
    let decoded = if is_web_address(text) {
        percent_decode_str(text.split(['?', '#']).next().unwrap_or(text)).decode_utf8_lossy().into_owned()
    } else {
        to_path(text)
    };
    if decoded == text { vec![decoded] } else { vec![text.to_owned(), decoded] }
}

fn is_web_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// The path in what follows `file:`: `///x`, `//localhost/x` or `/x`.
fn without_host(rest: &str) -> &str {
    match rest.strip_prefix("//") {
        Some(rest) => rest.strip_prefix("localhost").filter(|path| path.starts_with('/')).unwrap_or(rest),
        None => rest,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths_become_the_uris_players_expect() {
        for (path, uri) in [
            ("Mix/01 Größe #1.mp3", "Mix/01%20Gr%C3%B6%C3%9Fe%20%231.mp3"),
            ("Re: you.mp3", "Re%3A%20you.mp3"),
            ("100%.mp3", "100%25.mp3"),
            ("/Users/x/a b.mp3", "file:///Users/x/a%20b.mp3"),
            ("C:/Music/a b.mp3", "file:///C:/Music/a%20b.mp3"),
            ("https://radio.example/live", "https://radio.example/live"),
        ] {
            assert_eq!(from_path(path), uri);
            assert_eq!(to_path(uri), path);
        }
        assert_eq!(from_path("C:\\Music\\a b.mp3"), "file:///C:/Music/a%20b.mp3");
    }

    #[test]
    fn other_ways_to_write_a_file_uri_are_read() {
        assert_eq!(to_path("file://localhost/C:/a.mp3"), "C:/a.mp3");
        assert_eq!(to_path("file:/Users/x/a.mp3"), "/Users/x/a.mp3");
        assert_eq!(to_path("a%2"), "a%2");
        assert_eq!(to_path("Beyonc%E9.mp3"), "Beyoncé.mp3");
        assert_eq!(readings("a%20b.mp3"), ["a%20b.mp3", "a b.mp3"]);
        assert_eq!(readings("file:///C:/a.mp3"), ["file:///C:/a.mp3", "C:/a.mp3"]);
        assert_eq!(readings("a b.mp3"), ["a b.mp3"]);
        let address = "https://server.example/music/a%20b.mp3?key=1";
        assert_eq!(readings(address), [address, "https://server.example/music/a b.mp3"]);
    }

    proptest! {
        #[test]
        fn a_path_survives_as_uri(path in r"/?[^\\/:][^\\]{0,20}") {
            prop_assert_eq!(to_path(&from_path(&path)), path);
        }

        #[test]
        fn any_uri_is_read_without_panic(uri in ".*") {
            let _ = to_path(&uri);
        }
    }
}
