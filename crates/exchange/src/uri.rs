//! Paths of files as URIs, percent-encoded, and back (RFC 3986, RFC 8089).

use encoding_rs::WINDOWS_1252;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

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
        Err(error) => WINDOWS_1252.decode_without_bom_handling(error.as_bytes()).0.into_owned(),
    }
}

/// The paths that a text may mean, the likeliest first: as it stands, and with its percent signs decoded. Some programs
/// write addresses where others write paths, and a file may be called `100%25.mp3`.
pub fn readings(text: &str) -> Vec<String> {
    let decoded = to_path(text.trim());
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
