//! What files of other programs become.

use super::*;
use catalogue::build::{Learned, Row, build};
use protocol::import::{Damage, Expected, TextFormat};
use protocol::{AudioFeatures, Feature};

fn catalogue() -> Catalogue {
    let row = |name: &str, spotify_id: &str, valence: f32| Row {
        name: name.into(),
        artist: "American Authors".into(),
        spotify_id: spotify_id.into(),
        features: AudioFeatures { valence, tempo: 120.0, ..AudioFeatures::default() },
        time_signature: 4,
        duration_s: 200.0,
    };
    let rows =
        [row("Best Day", "1KgZOCjN3nGRTk3c87oIj6", 0.8), row("Worst Day", "2takcwOaAZWiXQijPHIx7B", 0.2)];
    Catalogue::from_bytes(&build(&rows, &Learned::default()).unwrap()).unwrap()
}

fn read_bytes(name: &str, bytes: &[u8], own: &[OwnTrack]) -> Result<Read, ImportError> {
    let own: Vec<_> = own.iter().cloned().map(Arc::new).collect();
    let catalogue = catalogue();
    read(name, bytes, &own, &catalogue, &known::Index::new(&catalogue))
}

fn read_one(name: &str, text: &str, own: &[OwnTrack]) -> Read {
    read_bytes(name, text.as_bytes(), own).unwrap()
}

const HEADER: &str = "Track URI,Track Name,Artist Name(s),Danceability,Energy,Key,Loudness,Mode,Speechiness,\
    Acousticness,Instrumentalness,Liveness,Valence,Tempo,File\n";

#[test]
fn rows_become_tracks_and_what_is_looked_up_is_told() {
    let text = format!(
        "{HEADER}\
        spotify:track:1KgZOCjN3nGRTk3c87oIj6,,,,,,,,,,,,,\n\
        spotify:track:0000000000000000000000,Mine,Me,0.5,x,9,-7,0,.1,.1,.1,.1,.1,100\n\
        ,Full,Me,0.5,0.6,9,-7,0,.1,.1,.1,.1,.1,100\n"
    );
    let import = read_one("list.csv", &text, &[]);
    let [known, full] = import.tracks.as_slice() else { panic!("{:?}", import.tracks) };
    assert_eq!((known.name.as_str(), known.features.valence, known.duration_s), ("Best Day", 0.8, 200.0));
    assert_eq!((full.features.key, full.features.mode, full.features.energy), (9, 0, 0.6));
    assert!(full.is_imported() && full.hash.len() == 32 && full.hash != known.hash);
    let [
        ImportProblem::Cell { line: 3, column, expected: Expected::Share | Expected::Number, .. },
        ImportProblem::WithoutFeatures { rows: 1, total: 3, lacking },
        ImportProblem::FilledIn { rows: 1 },
    ] = import.problems.as_slice()
    else {
        panic!("{:?}", import.problems)
    };
    assert_eq!((column.as_str(), lacking.as_slice()), ("Energy", [Feature::Energy].as_slice()));
    assert_eq!(import.missing, ["Me – Mine"]);
}

#[test]
fn a_table_without_one_of_the_features_is_a_playlist_that_says_so() {
    let table = "Track Name,Artist Name(s),Danceability,Energy,Speechiness,Acousticness,Instrumentalness,Liveness,\
        Valence,Tempo\nBest Day,American Authors,.1,.2,.1,.1,.1,.1,.1,100\nX,Y,.1,.2,.1,.1,.1,.1,.1,100\n";
    let import = read_one("list.csv", table, &[]);
    assert_eq!(
        (import.tracks.len(), import.playlist.len(), import.missing),
        (0, 1, vec!["Y – X".to_owned()])
    );
    assert_eq!(import.problems, [ImportProblem::Incomplete { lacking: vec![Feature::Loudness] }]);
}

#[test]
fn songs_of_one_name_on_two_albums_are_two() {
    let values = "0.5,0.6,9,-7,0,.1,.1,.1,.1,.1,100";
    let header = HEADER.replace(",File", "").replace("Track URI", "Album Name");
    let row = |album: &str| format!("{album},Intro,Band,{values}\n");
    let text = format!("{}{}{}{}{}", header, row("One"), row("Two"), row("Two"), row(""));
    let import = read_one("list.csv", &text, &[]);
    let albums: Vec<_> = import.tracks.iter().map(|track| track.album.as_str()).collect();
    assert_eq!((albums, import.problems), (vec!["One", "Two"], vec![ImportProblem::Repeated { rows: 2 }]));
}

#[test]
fn a_key_that_was_looked_for_and_not_found_is_not_filled_in() {
    let row = "spotify:track:1KgZOCjN3nGRTk3c87oIj6,A,B,0.5,0.6,-1,-7,,.1,.1,.1,.1,.1,100,\n";
    let import = read_one("list.csv", &format!("{HEADER}{row}"), &[]);
    assert_eq!((import.tracks[0].features.key, import.problems), (-1, vec![]));
}

#[test]
fn rows_without_a_name_are_tracks_of_their_own_and_repeated_ones_are_not() {
    let values = "0.5,0.6,9,-7,0,.1,.1,.1,.1,.1,100,\n";
    let text = format!("{HEADER},,,{values},,,{values},A,B,{values},A,B,{values}");
    let import = read_one("list.csv", &text, &[]);
    let names: Vec<_> = import.tracks.iter().map(|track| track.name.as_str()).collect();
    assert_eq!(names, ["#1", "#2", "A"]);
    assert_ne!(import.tracks[0].hash, import.tracks[1].hash);
    let expected = [ImportProblem::Unnamed { rows: 2 }, ImportProblem::Repeated { rows: 1 }];
    assert_eq!(import.problems, expected);
}

#[test]
fn what_we_wrote_doubles_nothing_beside_its_files_and_comes_back_whole_without() {
    let own = OwnTrack {
        id: 7,
        name: "Song".into(),
        artist: "Me".into(),
        file: "Music/a song.mp3".into(),
        duration_s: 12.0,
        analysed_by: 1,
        ..OwnTrack::default()
    };
    let row = ExchangeTrack {
        title: Some("Song".into()),
        artists: vec!["Me".into()],
        duration_ms: Some(12_000),
        danceability: Some(0.5),
        energy: Some(0.5),
        key: Some(9),
        loudness: Some(-7.0),
        mode: Some(0),
        speechiness: Some(0.1),
        acousticness: Some(0.1),
        instrumentalness: Some(0.1),
        liveness: Some(0.1),
        valence: Some(0.1),
        tempo: Some(100.0),
        file: Some("Music/a song.mp3".into()),
        ..ExchangeTrack::default()
    };
    let other =
        ExchangeTrack { file: Some("Music/b song.mp3".into()), title: Some("B".into()), ..row.clone() };
    let rows = [row, other];
    for (name, text) in [("a.csv", exchange::csv::write(&rows)), ("a.json", exchange::spotify::write(&rows))]
    {
        let beside = read_one(name, &text, std::slice::from_ref(&own));
        assert_eq!((beside.known, beside.tracks.len(), beside.problems.len()), (1, 1, 0), "{name}");
        let alone = read_one(name, &text, &[]);
        let names: Vec<_> =
            alone.tracks.iter().map(|track| (track.name.as_str(), track.artist.as_str())).collect();
        assert_eq!((alone.known, names), (0, vec![("Song", "Me"), ("B", "Me")]), "{name}");
        let mut library = alone.tracks;
        assert_eq!(library[0].file, "Music/a song.mp3", "{name}");
        // The files come later: their tracks are meant from then on.
        library[0].id = 8;
        library.push(own.clone());
        let list = read_one("a.m3u8", "Music/a song.mp3\nMusic/b song.mp3\n", &library);
        assert_eq!((list.playlist[0], list.playlist.len()), (TrackRef::Own(7), 2), "{name}");
        assert_eq!(list.problems, []);
    }
}

#[test]
fn a_playlist_is_found_by_file_id_and_name() {
    let own = OwnTrack {
        id: 7,
        name: "Song".into(),
        artist: "Me".into(),
        file: "Music/a song.MP3".into(),
        ..OwnTrack::default()
    };
    let m3u8 = "#EXTM3U\n#EXTINF:10,Whoever - Whatever\n/elsewhere/A Song.mp3\n\
        #EXTINF:9,American Authors - Worst Day (Remastered)\nb.mp3\n\
        #EXTINF:9,American Authors - Worst Day (Live)\nb.mp3\n#EXTINF:9,Nobody - Nothing\nc.mp3\n";
    let import = read_one("list.m3u8", m3u8, std::slice::from_ref(&own));
    let worst = (0..2).find(|place| catalogue().track(*place).unwrap().name == "Worst Day").unwrap();
    assert_eq!(import.playlist, [TrackRef::Own(7), TrackRef::Catalogue(worst as u32)]);
    assert_eq!(import.missing, ["American Authors – Worst Day (Live)", "Nobody – Nothing"]);
    assert_eq!(import.problems, [ImportProblem::Unsure { entries: 1 }]);
    let xspf = "<?xml version=\"1.0\"?><playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\"><trackList><track><creator>me</creator><title>SONG</title></track><track/><track><location>a%20b.mp3</location></track></trackList></playlist>";
    let import = read_one("x", xspf, &[own]);
    assert_eq!(import.playlist, [TrackRef::Own(7)]);
    assert_eq!(import.missing, ["#2", "a b.mp3"]);
}

#[test]
fn a_table_of_names_is_a_playlist_and_a_collection_says_how_much_is_here() {
    let names =
        "Track name,Artist name,Spotify - id\nBest Day,American Authors,\nX,Y,2takcwOaAZWiXQijPHIx7B\nZ,Z,\n";
    let import = read_one("list.csv", names, &[]);
    assert_eq!(
        (import.playlist.len(), import.tracks.len(), import.missing),
        (2, 0, vec!["Z – Z".to_owned()])
    );
    assert_eq!(import.problems, [ImportProblem::NamesOnly]);

    let track = |id: u32, name: &str| {
        format!("<TRACK TrackID=\"{id}\" Name=\"{name}\" Artist=\"American Authors\"/>")
    };
    let node = |name: &str| {
        format!("<NODE Type=\"1\" KeyType=\"0\" Name=\"{name}\"><TRACK Key=\"2\"/><TRACK Key=\"1\"/></NODE>")
    };
    let xml = format!(
        "<DJ_PLAYLISTS><COLLECTION>{}{}</COLLECTION><PLAYLISTS><NODE Type=\"0\">{}{}</NODE></PLAYLISTS></DJ_PLAYLISTS>",
        track(1, "Best Day"),
        track(2, "Unheard"),
        node("P"),
        node("Q")
    );
    let import = read_one("rekordbox.xml", &xml, &[]);
    assert_eq!((import.playlist.len(), import.missing), (1, vec!["American Authors – Unheard".to_owned()]));
    let expected = [
        ImportProblem::Collection { program: "rekordbox".into(), tracks: 2, here: 1 },
        ImportProblem::OnePlaylist { name: "P".into(), others: 1 },
    ];
    assert_eq!(import.problems, expected);
}

#[test]
fn what_collections_say_is_kept_with_the_tracks_that_are_surely_meant() {
    let own = |id: u32, file: &str| OwnTrack { id, file: file.into(), ..OwnTrack::default() };
    let library = [own(3, "Music/a.mp3"), own(4, "Music/B/c.mp3"), own(5, "Music/D/c.mp3")];
    let told = |program: &str, tempo, key: Option<&str>, cues: &[(f32, &str)]| Told {
        program: program.into(),
        tempo,
        key: key.map(|key| key.parse().unwrap()),
        cues: cues.iter().map(|(start, name)| (*start, (*name).to_owned())).collect(),
    };
    let rekordbox = r#"<DJ_PLAYLISTS><COLLECTION>
        <TRACK TrackID="1" AverageBpm="127.53" Tonality="8A" Location="file://localhost/x/Music/a.mp3"><POSITION_MARK Name="Drop" Start="61.5"/></TRACK>
        <TRACK TrackID="2" AverageBpm="90.00" Location="file://localhost/x/c.mp3"/>
        <TRACK TrackID="3" Location="file://localhost/x/D/c.mp3"/>
        <TRACK TrackID="4" AverageBpm="100.00" Location="file://localhost/x/elsewhere.mp3"/></COLLECTION></DJ_PLAYLISTS>"#;
    let expected = [(3, told("rekordbox", Some(127.53), Some("Am"), &[(61.5, "Drop")]))];
    assert_eq!(read_one("a.xml", rekordbox, &library).told, expected, "c.mp3 may be either of two");
    let traktor = r#"<NML><COLLECTION><ENTRY><LOCATION DIR="/:Music/:" FILE="a.mp3" VOLUME="C:"/>
        <MUSICAL_KEY VALUE="0"/></ENTRY></COLLECTION></NML>"#;
    assert_eq!(read_one("a.nml", traktor, &library).told, [(3, told("Traktor", None, Some("C"), &[]))]);
    let music = "<plist><dict><key>Tracks</key><dict><key>1</key><dict><key>Track ID</key><integer>1</integer>\
        <key>BPM</key><integer>128</integer><key>Location</key><string>file:///Music/a.mp3</string></dict></dict></dict></plist>";
    let expected = [(3, told("Apple Music (iTunes)", Some(128.0), None, &[]))];
    assert_eq!(read_one("a.xml", music, &library).told, expected);
}

#[test]
fn a_file_that_is_none_of_these_is_an_error_with_its_cause() {
    let error = |name: &str, bytes: &[u8]| read_bytes(name, bytes, &[]).unwrap_err();
    let damage =
        |format, line, column, is_cut_off| ImportError::Damaged(Damage { format, line, column, is_cut_off });
    for (name, text, expected) in [
        ("a.csv", "one,two\n1,2\n", ImportError::NoHeader { headers: vec!["one".into(), "two".into()] }),
        ("a.json", "{\"playlist\":", damage(TextFormat::Json, 1, 12, true)),
        ("a.json", "{\"playlist\":\n x}", damage(TextFormat::Json, 2, 2, false)),
        ("a.json", "{\"playlist\": 5}", ImportError::NoTracks),
        ("a.xspf", "<html></html>", ImportError::OtherXml { root: "html".into() }),
        ("a.xspf", "<playlist>\n<trackList>", damage(TextFormat::Xml, 2, 12, true)),
    ] {
        assert_eq!(error(name, text.as_bytes()), expected, "{name}");
    }
    assert_eq!(error("a.m3u", b"Sigur R\xF3s.mp3\n"), ImportError::OldLetters);
    assert_eq!(
        error("a.m3u8", b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:9,\na.aac\n"),
        ImportError::Stream
    );
    assert_eq!(error("a.m3u8", b"#EXTM3U\n"), ImportError::NoTracks);
    let serato = ImportError::OtherProgram { program: "Serato DJ".into() };
    assert_eq!(error("a.txt", b"vrsn\0\0\0\x3c\0"), serato);
}

#[test]
fn a_key_without_a_mode_is_told() {
    let row = |name: &str, key: &str| format!(",{name},Me,0.5,0.6,{key},-7,,.1,.1,.1,.1,.1,100,\n");
    let text = format!("{HEADER}{}{}{}", row("A", "9"), row("B", "-1"), row("C", "Am"));
    let import = read_one("list.csv", &text, &[]);
    let keys: Vec<_> = import.tracks.iter().map(|track| track.features.key).collect();
    assert_eq!((keys, import.problems), (vec![-1, -1, 9], vec![ImportProblem::WithoutMode { rows: 1 }]));
    let without_column = text.replace("Mode,", "").replace(",-7,,", ",-7,").replace(",9,", ",C,");
    let import = read_one("list.csv", &without_column, &[]);
    assert_eq!((import.tracks[0].features.key, import.tracks[0].features.mode), (0, 1), "{without_column}");
    assert_eq!(import.problems, []);
}
