//! Files that were damaged at random: whatever comes, reading ends, soon and without a panic, and gives no more tracks than
//! the file has bytes. `DAMAGED_FILES=1000000` tries as many; by default two thousand are tried.

use exchange::{Contents, ReadError, letters};
use std::time::{Duration, Instant};

const SPOTIFY: &str = r#"{"danceability":0.585,"energy":0.842,"key":9,"loudness":-5.883,"mode":0,"speechiness":0.0556,"acousticness":0.00242,"instrumentalness":0.00686,"liveness":0.0866,"valence":0.428,"tempo":118.211,"type":"audio_features","id":"2takcwOaAZWiXQijPHIx7B","uri":"spotify:track:2takcwOaAZWiXQijPHIx7B","duration_ms":237040,"time_signature":4}"#;

/// A small file of each format.
const FILES: [(&str, &str); 16] = [
    (
        "a.csv",
        "sep=;\r\nTrack URI;Track Name;Artist Name(s);Duration (ms);Energy;Key;Tempo;File\r\nspotify:track:2takcwOaAZWiXQijPHIx7B;\"Gr\u{fc}\u{df}e; \"\"A\"\"\";A;237040;0,5;F♯/G♭ Minor;120,5;a.mp3\r\n",
    ),
    (
        "b.csv",
        "My list\n\nname,artists,energy,time,key\n\"A\nb\",\"['X', 'Y']\",85%,3:45,8A\nB,Z,12,1:02:03,-1\n",
    ),
    (
        "a.txt",
        "#\tArtwork\tTrack Title\tArtist\tBPM\tTime\tKey\tDate Added\r\n1\t\tBest\tA\t128,00\t03:14\tAm\t2024-01-01\r\n",
    ),
    ("a.json", r#"{"audio_features": [@, null, @]}"#),
    ("b.json", "@\n@\n"),
    (
        "c.json",
        r#"{"playlists": [{"name": "P", "items": [{"track": {"trackName": "A", "artistName": "B", "trackUri": "spotify:track:2takcwOaAZWiXQijPHIx7B"}}]}]}"#,
    ),
    (
        "a.jspf",
        r#"{"playlist": {"track": [{"title": "A", "identifier": ["https://open.spotify.com/track/2takcwOaAZWiXQijPHIx7B"], "location": "a%20b.mp3", "duration": 12000}]}}"#,
    ),
    (
        "a.xspf",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\"><trackList><track><location>file:///C:/a%20b.mp3</location><title>A &amp; &#233;</title><creator><![CDATA[S & G]]></creator><duration>12000</duration></track><track/></trackList></playlist>",
    ),
    (
        "b.xspf",
        "<!DOCTYPE playlist [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]><playlist><trackList><track><title>&lol2;</title></track></trackList></playlist>",
    ),
    (
        "a.m3u8",
        "#EXTM3U\n#EXTENC: UTF-8\n#EXTINF:12 tvg=\"a,b\",Artist - Title\nmusic/02%20Gr%C3%BC%C3%9Fe.mp3\n#EXTINF:-1,X\nC:\\a\\b.mp3\n",
    ),
    ("a.m3u", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:9.984,\nseg-00000.aac\n"),
    (
        "rekordbox.xml",
        "<DJ_PLAYLISTS Version=\"1.0.0\"><COLLECTION Entries=\"1\"><TRACK TrackID=\"1\" Name=\"A\" AverageBpm=\"128.00\" Tonality=\"8A\" TotalTime=\"194\" Location=\"file://localhost/C:/a%20b.mp3\"/></COLLECTION><PLAYLISTS><NODE Name=\"P\" Type=\"1\" KeyType=\"0\"><TRACK Key=\"1\"/></NODE></PLAYLISTS></DJ_PLAYLISTS>",
    ),
    (
        "a.nml",
        "<NML VERSION=\"19\"><COLLECTION><ENTRY TITLE=\"A\"><LOCATION DIR=\"/:Music/:\" FILE=\"a.mp3\" VOLUME=\"C:\"/><INFO PLAYTIME=\"194\"/><MUSICAL_KEY VALUE=\"21\"/></ENTRY></COLLECTION><PLAYLISTS><NODE TYPE=\"PLAYLIST\" NAME=\"P\"><PLAYLIST><ENTRY><PRIMARYKEY KEY=\"C:/:Music/:a.mp3\"/></ENTRY></PLAYLIST></NODE></PLAYLISTS></NML>",
    ),
    (
        "itunes.xml",
        "<plist version=\"1.0\"><dict><key>Tracks</key><dict><key>1</key><dict><key>Track ID</key><integer>1</integer><key>Name</key><string>A</string></dict></dict><key>Playlists</key><array><dict><key>Name</key><string>P</string><key>Playlist Items</key><array><dict><key>Track ID</key><integer>1</integer></dict></array></dict></array></dict></plist>",
    ),
    (
        "a.pls",
        "[playlist]\nFile1=a.mp3\nTitle1=A - B\nLength1=12\nFile18446744073709551615=b.mp3\nNumberOfEntries=2\n",
    ),
    (
        "a.cue",
        "PERFORMER \"X\"\nFILE \"album.wav\" WAVE\n  TRACK 01 AUDIO\n    TITLE \"One\"\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 99:59:74\n",
    ),
];

/// What damage likes to put in.
const TOKENS: [&str; 16] = [
    "\"",
    "'",
    "\0",
    "\r",
    "\n",
    "<",
    "&",
    "]]>",
    "{",
    "[",
    "null",
    "-1e999",
    "99999999999999999999",
    "\u{feff}",
    "%FF",
    "é",
];

/// Numbers that look random and are the same each time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// The file in one of the encodings that people have.
fn encoded(text: &str, dice: &mut Dice) -> Vec<u8> {
    let marked = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    match dice.below(8) {
        0 => [b"\xFF\xFE".to_vec(), marked(u16::to_le_bytes)].concat(),
        1 => marked(u16::to_be_bytes),
        2 => text.chars().map(|char| u8::try_from(u32::from(char)).unwrap_or(b'?')).collect(),
        _ => text.as_bytes().to_vec(),
    }
}

fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    let length = dice.below(1 + (bytes.len() - at).min(60));
    match dice.below(6) {
        0 => drop(bytes.drain(at..at + length)),
        1 => bytes.truncate(at),
        2 => {
            let again = bytes[at..at + length].to_vec();
            bytes.splice(at..at, again.iter().copied().cycle().take(length * (1 + dice.below(20))));
        }
        3 => _ = bytes.splice(at..at, TOKENS[dice.below(TOKENS.len())].bytes()),
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = dice.below(256) as u8;
            }
        }
    }
}

/// Reads a file whatever its letters are.
fn read(name: &str, bytes: &[u8]) -> Result<Contents, ReadError> {
    exchange::read(name, letters::decode(bytes).text.as_bytes())
}

fn tracks(contents: &Contents) -> usize {
    match contents {
        Contents::Table(reading) | Contents::Playlist(reading) => reading.tracks.len(),
        Contents::Collection(collection) => collection.tracks.len(),
    }
}

#[test]
fn damaged_files_are_read_or_refused_and_never_more() {
    let tries = std::env::var("DAMAGED_FILES").ok().and_then(|tries| tries.parse().ok()).unwrap_or(2_000);
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for turn in 0..tries {
        let (name, text) = FILES[turn % FILES.len()];
        let mut bytes = encoded(&text.replace('@', SPOTIFY), &mut dice);
        for _ in 0..=dice.below(5) {
            damage(&mut bytes, &mut dice);
        }
        let started = Instant::now();
        if let Ok(contents) = read(name, &bytes) {
            assert!(tracks(&contents) <= bytes.len(), "{name}: {bytes:?}");
        }
        assert!(started.elapsed() < Duration::from_secs(2), "{name}: {bytes:?}");
    }
}

#[test]
fn every_file_is_read_as_long_as_it_is_whole() {
    for (name, text) in FILES {
        let outcome = read(name, text.replace('@', SPOTIFY).as_bytes());
        let is_refused = matches!(name, "b.xspf" | "a.m3u");
        assert_eq!(outcome.as_ref().map(tracks).unwrap_or_default() == 0, is_refused, "{name}: {outcome:?}");
    }
}

#[test]
fn large_files_of_nothing_but_openings_end_soon() {
    for (name, piece) in [
        ("a.csv", "\"a\n"),
        ("a.csv", "name,\"\n"),
        ("a.json", "["),
        ("a.json", "{\"a\":"),
        ("a.xspf", "<playlist><a>"),
        ("a.xspf", "<"),
        ("a.m3u8", "#EXTINF:1,\"\n"),
        ("a.pls", "[playlist]\n="),
        ("a.cue", "FILE \"\n"),
    ] {
        let started = Instant::now();
        let _ = read(name, piece.repeat(2_000_000 / piece.len()).as_bytes());
        assert!(started.elapsed() < Duration::from_secs(10), "{name} {piece}: {:?}", started.elapsed());
    }
}
