//! Text in the encodings of the world before Unicode, to UTF-8. The tables of those take more room than all readers here
//! together, and few files need them: whoever reads files without them never links this module.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
pub use encoding_rs::Encoding;
use encoding_rs::MACINTOSH;

use crate::mac;
use crate::text::{declared_label, is_damaged_utf_8, plain};

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letters {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding's name, where nothing in the file says it and it was guessed from its letters: `Shift_JIS`.
    pub guessed: Option<&'static str>,
}

/// Text of a file: in UTF-8 or UTF-16 where it is that; else in the encoding that its own first lines declare; else in the
/// one in which its letters make most sense.
pub fn decode(bytes: &[u8]) -> Letters {
    if let Some(text) = plain(bytes) {
        return Letters { text, guessed: None };
    }
    let declared = declared_label(bytes).and_then(|label| Encoding::for_label(label.as_bytes()));
    match declared.filter(|encoding| encoding.is_ascii_compatible() || bytes.is_ascii()) {
        Some(encoding) => Letters { text: decoded(encoding, bytes), guessed: None },
        None => {
            let likeliest = guess(bytes);
            Letters { text: decoded(likeliest, bytes), guessed: Some(name_of(likeliest)) }
        }
    }
}

/// The encoding of a part of a text that is too long to be decoded at once, and is not UTF-8; `None` where it is, but for a few
/// damaged letters.
pub fn encoding_of(part: &[u8]) -> Option<&'static Encoding> {
    let marked = Encoding::for_bom(part).map(|(encoding, _)| encoding);
    marked.or_else(|| (!is_damaged_utf_8(part)).then(|| guess(part)))
}

/// What an encoding is called: `Shift_JIS`.
pub fn name_of(encoding: &'static Encoding) -> &'static str {
    if encoding == MACINTOSH { "Mac Roman" } else { encoding.name() }
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let likeliest = detector.guess(None, Utf8Detection::Deny);
    let is_of_mac = likeliest.is_single_byte()
        && mac::is_likelier(&decoded(MACINTOSH, bytes), &decoded(likeliest, bytes));
    if is_of_mac { MACINTOSH } else { likeliest }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, EUC_KR, GBK, ISO_2022_JP, SHIFT_JIS, WINDOWS_1251};
    use proptest::prelude::*;

    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).text
    }

    #[test]
    fn a_part_tells_the_encoding_of_the_whole() {
        let name = |part: &[u8]| encoding_of(part).map(name_of);
        assert_eq!(name(b"Bj\xf6rk;M\xfasica;Caf\xe9 Tacvba\n"), Some("windows-1252"));
        assert_eq!(name(b"\xff\xfei\0d\0"), Some("UTF-16LE"));
        assert_eq!(name("Björk, Café Tacvba, Sigur Rós, Mägo de Oz, Motörhead\u{e9}".as_bytes()), None);
    }

    #[test]
    fn letters_of_old_western_files_are_guessed() {
        assert_eq!(text(b"Sigur R\xF3s \x96 It\x92s"), "Sigur Rós – It’s");
        assert_eq!(decode("Sigur Rós".as_bytes()).guessed, None);
    }

    #[test]
    fn letters_of_the_world_are_guessed() {
        let songs = "#EXTM3U\n#EXTINF:215,Кино - Группа крови\nКино/Группа крови.mp3\n#EXTINF:200,ДДТ - Что такое осень\n";
        let japanese = "#EXTINF:215,宇多田ヒカル - 花束を君に\n音楽/花束を君に.mp3\nさくらの唄\n";
        let chinese = "#EXTINF:215,周杰倫 - 青花瓷\n音樂/青花瓷.mp3\n#EXTINF:1,鄧麗君 - 月亮代表我的心\n";
        let simplified = "#EXTINF:215,周杰伦 - 青花瓷\n音乐/青花瓷.mp3\n#EXTINF:1,邓丽君 - 月亮代表我的心\n";
        let korean = "#EXTINF:215,아이유 - 좋은 날\n음악/좋은 날.mp3\n";
        for (encoding, song) in [
            (WINDOWS_1251, songs),
            (SHIFT_JIS, japanese),
            (BIG5, chinese),
            (GBK, simplified),
            (EUC_KR, korean),
        ] {
            let decoded = decode(&encoding.encode(song).0);
            assert_eq!(decoded.text, song);
            assert_eq!(decoded.guessed, Some(encoding.name()));
        }
    }

    #[test]
    fn what_a_file_declares_is_believed_unless_it_cannot_be() {
        let playlist = "#EXTM3U\n#EXTENC: windows-1251\nГруппа.mp3\n";
        assert_eq!(text(&WINDOWS_1251.encode(playlist).0), playlist);
        // It says one thing, and is another.
        assert_eq!(text(playlist.as_bytes()), playlist);
        let xml = "<?xml version=\"1.0\" encoding='Shift_JIS'?><title>花</title>";
        assert_eq!(decode(&SHIFT_JIS.encode(xml).0), Letters { text: xml.into(), guessed: None });
        let xml = "<?xml version=\"1.0\" encoding='ISO-2022-JP'?><title>花</title>";
        assert_eq!(text(&ISO_2022_JP.encode(xml).0), xml);
        let says_wide = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><title>é</title>";
        assert_eq!(text(says_wide.as_bytes()), says_wide);
    }

    #[test]
    fn letters_in_the_bytes_of_ascii_are_told_by_their_escapes() {
        let list = "#EXTM3U\n#EXTINF:215,宇多田ヒカル - 花束を君に\n音楽/花束を君に.mp3\n";
        let (bytes, _, _) = ISO_2022_JP.encode(list);
        assert_eq!(decode(&bytes), Letters { text: list.into(), guessed: Some("ISO-2022-JP") });
    }

    proptest! {
        #[test]
        fn any_bytes_are_text(bytes: Vec<u8>) {
            let _ = decode(&bytes);
        }
    }
}
