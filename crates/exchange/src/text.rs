//! Bytes of a text file to text, and text to one line: what every reader and writer here shares.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE};

use crate::mac;

/// How much of a file is looked at for a declaration of its encoding, bytes.
const DECLARATION: usize = 300;

/// How much of a file is looked at to tell UTF-16 without a mark, bytes.
const SAMPLE: usize = 4_000;

/// Fewer letters are not taken for UTF-16.
const FEWEST_PAIRS: usize = 4;

/// A file with a few damaged letters is still UTF-8 where this many are sound for each that is not.
const SOUND_TO_DAMAGED: usize = 8;

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text, without a byte order mark.
    pub(crate) text: String,
    /// The encoding, where nothing in the file says it and it was guessed from its letters.
    pub(crate) guessed: Option<&'static str>,
}

/// Text of a file: in the encoding that its byte order mark or its own first line says; in UTF-8 or UTF-16 where it
/// is that; else in the encoding in which its letters make most sense.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return known(encoding, bytes.get(length..).unwrap_or_default());
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return known(encoding, bytes);
    }
    let declared = declared(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        // Japanese letters may be written in ASCII's bytes (ISO-2022-JP).
        return match declared {
            Some(encoding) if bytes.is_ascii() => known(encoding, bytes),
            _ => Decoded { text: text.to_owned(), guessed: None },
        };
    }
    match declared {
        Some(encoding) => known(encoding, bytes),
        None if is_damaged_utf_8(bytes) => known(UTF_8, bytes),
        None => guess(bytes),
    }
}

fn known(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    let whole = if is_wide { bytes.len() & !1 } else { bytes.len() };
    let (text, _) = encoding.decode_without_bom_handling(bytes.get(..whole).unwrap_or_default());
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    Decoded { text: text.to_owned(), guessed: None }
}

/// UTF-16 of mostly Latin text: every second byte is zero, always on the same side.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let (mut first, mut second, mut pairs) = (0, 0, 0);
    for pair in bytes.get(..SAMPLE.min(bytes.len()))?.chunks_exact(2) {
        pairs += 1;
        first += usize::from(pair.first() == Some(&0));
        second += usize::from(pair.last() == Some(&0));
    }
    let is_most =
        |zeros: usize, others: usize| pairs >= FEWEST_PAIRS && zeros * 2 > pairs && others * 20 < zeros;
    match () {
        () if is_most(second, first) => Some(UTF_16LE),
        () if is_most(first, second) => Some(UTF_16BE),
        () => None,
    }
}

/// The encoding that a file's own beginning declares: that of XML, or an M3U playlist's `#EXTENC`. One of two bytes a
/// letter is not believed, for the declaration itself could be read as single ones.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let beginning = String::from_utf8_lossy(bytes.get(..DECLARATION.min(bytes.len()))?).into_owned();
    let label = match beginning.trim_start().strip_prefix("<?xml") {
        Some(xml) => {
            xml_encoding(xml.split_once("?>").map_or(xml, |(declaration, _)| declaration))?.to_owned()
        }
        None => beginning.lines().find_map(|line| line.strip_prefix("#EXTENC:"))?.trim().to_owned(),
    };
    let encoding = Encoding::for_label(label.as_bytes())?;
    (encoding != UTF_16LE && encoding != UTF_16BE && encoding != UTF_8).then_some(encoding)
}

fn xml_encoding(declaration: &str) -> Option<&str> {
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|char| matches!(char, '"' | '\''))?;
    value.split(quote).nth(1)
}

/// Whether bytes are UTF-8 but for a few of them: a name that was cut, a line of another program's.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut sound, mut damaged) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    sound >= SOUND_TO_DAMAGED * damaged
}

fn guess(bytes: &[u8]) -> Decoded {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let likeliest = detector.guess(None, Utf8Detection::Deny);
    let Decoded { text, .. } = known(likeliest, bytes);
    let of_mac = known(MACINTOSH, bytes).text;
    if likeliest.is_single_byte() && mac::is_likelier(&of_mac, &text) {
        return Decoded { text: of_mac, guessed: Some("Mac Roman") };
    }
    Decoded { text, guessed: Some(likeliest.name()) }
}

/// The text with every line break and other control character turned into a space: what can stand on a line of
/// a playlist without starting another one, and what XML 1.0 allows.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(|char| if breaks_a_line(char) { ' ' } else { char }).collect()
}

fn breaks_a_line(char: char) -> bool {
    // U+2028 and U+2029 separate lines and paragraphs; XML forbids U+FFFE and U+FFFF.
    char.is_control() || matches!(char, '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, EUC_KR, GBK, SHIFT_JIS, WINDOWS_1251};
    use proptest::prelude::*;

    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).text
    }

    #[test]
    fn the_usual_encodings_are_told_apart() {
        assert_eq!(text("Sigur Rós".as_bytes()), "Sigur Rós");
        assert_eq!(text(b"\xEF\xBB\xBFSigur R\xC3\xB3s"), "Sigur Rós");
        assert_eq!(text(b"Sigur R\xF3s \x96 It\x92s"), "Sigur Rós – It’s");
        assert_eq!(text(b"\xFF\xFER\x00\xF3\x00"), "Ró");
        assert_eq!(text(b"\xFE\xFF\x00R\x00\xF3\x00"), "Ró");
        assert_eq!(text(b"R\x00i\x00c\x00h\x00\xF3\x00"), "Richó");
        assert_eq!(text(b"\x00R\x00i\x00c\x00h\x00\xF3"), "Richó");
        assert_eq!(text(b""), "");
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
        assert_eq!(decode(&SHIFT_JIS.encode(xml).0), Decoded { text: xml.into(), guessed: None });
        let says_wide = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><title>é</title>";
        assert_eq!(text(says_wide.as_bytes()), says_wide);
    }

    #[test]
    fn one_damaged_letter_does_not_cost_the_others() {
        let mut bytes = "Déjà vu à Évreux, forêt, garçon, naïve, Noël".as_bytes().to_vec();
        bytes.push(0xC3);
        assert!(text(&bytes).starts_with("Déjà vu"));
    }

    #[test]
    fn one_line_stays_one_line() {
        assert_eq!(one_line("a\r\nb\u{2028}c\u{85}d\0e"), "a  b c d e");
    }

    proptest! {
        #[test]
        fn any_bytes_are_text_and_utf_8_is_itself(bytes: Vec<u8>, text in "[^\u{FEFF}\0].*") {
            let _ = decode(&bytes);
            prop_assume!(utf_16_without_mark(text.as_bytes()).is_none());
            prop_assert_eq!(decode(text.as_bytes()).text, text);
        }
    }
}
