//! Texts that tell of tracks, in every format that is read, and in the encodings that people have.

/// What Spotify says of a track.
const SPOTIFY: &str = r#"{"danceability":0.585,"energy":0.842,"key":9,"loudness":-5.883,"mode":0,"speechiness":0.0556,"acousticness":0.00242,"instrumentalness":0.00686,"liveness":0.0866,"valence":0.428,"tempo":118.211,"type":"audio_features","id":"2takcwOaAZWiXQijPHIx7B","uri":"spotify:track:2takcwOaAZWiXQijPHIx7B","duration_ms":237040,"time_signature":4}"#;

/// Tables.
const TABLES: [&str; 2] = [
    "sep=;\r\nTrack URI;Track Name;Artist Name(s);Duration (ms);Energy;Key;Tempo;File\r\nspotify:track:2takcwOaAZWiXQijPHIx7B;\"Gr\u{fc}\u{df}e; \"\"A\"\"\";A;237040;0,5;F♯/G♭ Minor;120,5;a.mp3\r\n",
    "My list\n\nname,artists,energy,time,key\n\"A\nb\",\"['X', 'Y']\",85%,3:45,8A\nB,Z,12,1:02:03,-1\n",
];

/// A list as rekordbox writes it.
const LIST: &str = "#\tArtwork\tTrack Title\tArtist\tBPM\tTime\tKey\tDate Added\r\n1\t\tBest\tA\t128,00\t03:14\tAm\t2024-01-01\r\n";

/// JSON; `@` stands for what Spotify says of a track.
const JSON: [&str; 4] = [
    r#"{"audio_features": [@, null, @]}"#,
    "@\n@\n",
    r#"{"playlists": [{"name": "P", "items": [{"track": {"trackName": "A", "artistName": "B", "trackUri": "spotify:track:2takcwOaAZWiXQijPHIx7B"}}]}]}"#,
    r#"{"playlist": {"track": [{"title": "A", "identifier": ["https://open.spotify.com/track/2takcwOaAZWiXQijPHIx7B"], "location": "a%20b.mp3", "duration": 12000}]}}"#,
];

/// XSPF, one with entities that grow.
const XSPF: [&str; 2] = [
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\"><trackList><track><location>file:///C:/a%20b.mp3</location><title>A &amp; &#233;</title><creator><![CDATA[S & G]]></creator><duration>12000</duration></track><track/></trackList></playlist>",
    "<!DOCTYPE playlist [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]><playlist><trackList><track><title>&lol2;</title></track></trackList></playlist>",
];

/// M3U8, and the list of a stream's pieces.
const M3U: [&str; 2] = [
    "#EXTM3U\n#EXTENC: UTF-8\n#EXTINF:12 tvg=\"a,b\",Artist - Title\nmusic/02%20Gr%C3%BC%C3%9Fe.mp3\n#EXTINF:-1,X\nC:\\a\\b.mp3\n",
    "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:9.984,\nseg-00000.aac\n",
];

/// Collections of rekordbox, Traktor and iTunes.
const COLLECTIONS: [&str; 3] = [
    "<DJ_PLAYLISTS Version=\"1.0.0\"><COLLECTION Entries=\"1\"><TRACK TrackID=\"1\" Name=\"A\" AverageBpm=\"128.00\" Tonality=\"8A\" TotalTime=\"194\" Location=\"file://localhost/C:/a%20b.mp3\"/></COLLECTION><PLAYLISTS><NODE Name=\"P\" Type=\"1\" KeyType=\"0\"><TRACK Key=\"1\"/></NODE></PLAYLISTS></DJ_PLAYLISTS>",
    "<NML VERSION=\"19\"><COLLECTION><ENTRY TITLE=\"A\"><LOCATION DIR=\"/:Music/:\" FILE=\"a.mp3\" VOLUME=\"C:\"/><INFO PLAYTIME=\"194\"/><MUSICAL_KEY VALUE=\"21\"/></ENTRY></COLLECTION><PLAYLISTS><NODE TYPE=\"PLAYLIST\" NAME=\"P\"><PLAYLIST><ENTRY><PRIMARYKEY KEY=\"C:/:Music/:a.mp3\"/></ENTRY></PLAYLIST></NODE></PLAYLISTS></NML>",
    "<plist version=\"1.0\"><dict><key>Tracks</key><dict><key>1</key><dict><key>Track ID</key><integer>1</integer><key>Name</key><string>A</string></dict></dict><key>Playlists</key><array><dict><key>Name</key><string>P</string><key>Playlist Items</key><array><dict><key>Track ID</key><integer>1</integer></dict></array></dict></array></dict></plist>",
];

/// A PLS file.
const PLS: &str =
    "[playlist]\nFile1=a.mp3\nTitle1=A - B\nLength1=12\nFile18446744073709551615=b.mp3\nNumberOfEntries=2\n";

/// A CUE sheet.
const CUE: &str = "PERFORMER \"X\"\nFILE \"album.wav\" WAVE\n  TRACK 01 AUDIO\n    TITLE \"One\"\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 99:59:74\n";

/// Names of files as people write them.
const NAMES: [&str; 12] = [
    "01 - Adele - Hello.mp3",
    "Adele_-_Hello [YQHsXMglC9A].mkv",
    "C:\\Music\\Adele\\01. Hello.mp3",
    "1-03 Adele — Hello (Live - 2011) - HD.m4a",
    "(Adele) Hello feat. Somebody w/ Else.aiff",
    "R.E.M./Green/01 Stand.mp3",
    "y2mate.com - Adele - Hello.mp3",
    "A1 AC+DC+Thunderstruck.wma",
    "Daft Punk x Pharrell Williams & Friends - Get Lucky (Zedd Remix) [Extended] {2013}.flac",
    "Adele\nHello - Remastered 2011",
    "Various Artists\nAdele - Helo",
    "\u{200f}Sigur Ro\u{301}s - Hoppípolla \u{1f3b5}.mp3",
];

/// A backup of this version, and one of the first that something has formatted anew.
const BACKUPS: [&str; 2] = [
    "{\"segue_library\":2,\"playlist\":[{\"own\":\"aa\",\"name\":\"A\"},{\"spotify_id\":\"id\",\"name\":\"\"}],\"tracks\":[\n{\"hash\":\"aa\",\"name\":\"A\",\"tempo_lock\":90.0,\"analysis\":\"AP8D\"},\n{\"hash\":\"bb\",\"name\":\"B\"}\n]}\n",
    "{\n \"segue_library\": 1,\n \"tracks\": [ {\"hash\":\"aa\",\"name\":\"A\",\"analysis\":\"AP8D\"} ]\n}",
];

/// Tables of tracks.
pub fn csv() -> Vec<Vec<u8>> {
    encoded(&TABLES)
}

/// Lists of names as text.
pub fn txt() -> Vec<Vec<u8>> {
    encoded(&[LIST])
}

/// JSON of Spotify's and JSPF.
pub fn json() -> Vec<Vec<u8>> {
    let filled = JSON.map(|text| text.replace('@', SPOTIFY));
    encoded(&filled.each_ref().map(String::as_str))
}

/// Playlists as XML.
pub fn xspf() -> Vec<Vec<u8>> {
    encoded(&XSPF)
}

/// Playlists as lists of files.
pub fn m3u() -> Vec<Vec<u8>> {
    encoded(&M3U)
}

/// Collections of other programs.
pub fn collections() -> Vec<Vec<u8>> {
    encoded(&COLLECTIONS)
}

/// Playlists of Winamp.
pub fn pls() -> Vec<Vec<u8>> {
    encoded(&[PLS])
}

/// Sheets of discs.
pub fn cue() -> Vec<Vec<u8>> {
    encoded(&[CUE])
}

/// Names of files.
pub fn names() -> Vec<Vec<u8>> {
    NAMES.map(|name| name.as_bytes().to_vec()).to_vec()
}

/// Backups of the library.
pub fn backup() -> Vec<Vec<u8>> {
    BACKUPS.map(|text| text.as_bytes().to_vec()).to_vec()
}

/// Each text in UTF-8, in both kinds of UTF-16, and in one byte a letter.
fn encoded(texts: &[&str]) -> Vec<Vec<u8>> {
    let wide = |text: &str, unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let narrow =
        |text: &str| text.chars().map(|char| u8::try_from(u32::from(char)).unwrap_or(b'?')).collect();
    let every = |text: &&str| {
        let marked = [b"\xFF\xFE".to_vec(), wide(text, u16::to_le_bytes)].concat();
        [text.as_bytes().to_vec(), marked, wide(text, u16::to_be_bytes), narrow(text)]
    };
    texts.iter().flat_map(every).collect()
}
