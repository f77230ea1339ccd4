//! Tables as the families of files have them, and what we write.

use proptest::prelude::*;

use super::*;
use crate::letters;
use crate::testing::tracks;

/// Reads a table in which every cell can be read.
fn read_all(table: &str) -> Vec<ExchangeTrack> {
    let Reading { tracks, remarks } = read(&letters::decode(table.as_bytes()).text).unwrap();
    assert_eq!(remarks, []);
    tracks
}

fn errors(reading: &Reading) -> Vec<&CellError> {
    fn cell(remark: &Remark) -> &CellError {
        match remark {
            Remark::Cell(error) => error,
            other => panic!("{other:?}"),
        }
    }
    reading.remarks.iter().map(cell).collect()
}

fn errors_of(table: &str) -> Vec<String> {
    errors(&read(table).unwrap()).into_iter().map(CellError::to_string).collect()
}

fn tracks_of(bytes: &[u8]) -> Vec<ExchangeTrack> {
    read(&letters::decode(bytes).text).unwrap().tracks
}

const EXPORTIFY: &str = "Track URI,Track Name,Album Name,Artist Name(s),Release Date,Duration (ms),Popularity,\
    Explicit,Added By,Added At,Genres,Record Label,Danceability,Energy,Key,Loudness,Mode,Speechiness,Acousticness,\
    Instrumentalness,Liveness,Valence,Tempo,Time Signature\n\
    spotify:track:0R3EcEKq6F1obFD7BB5YKr,It's A Memory - Oliver Remix,It's A Memory,\"Fred Falke;Elohim;Oliver\",\
    2016-02-26,318786,29,false,yenkz,2021-04-29T02:33:35Z,\"house,nu disco\",Universal,0.658,0.707,5,-6.842,1,\
    0.0538,0.013,0.359,0.329,0.123,114.984,4\n\
    spotify:track:7c7ClnE57SwbizNe24XTXe,\"Tyler, \"\"live\"\"\",\"\",\"Tyler, the Creator\",,,,,,,\"\",,,,,,,,,,,,,\n";

#[test]
fn exportifys_table_is_read() {
    let tracks = read_all(EXPORTIFY);
    let expected = ExchangeTrack {
        title: Some("It's A Memory - Oliver Remix".into()),
        artists: vec!["Fred Falke".into(), "Elohim".into(), "Oliver".into()],
        album: Some("It's A Memory".into()),
        release_date: Some("2016-02-26".into()),
        duration_ms: Some(318_786),
        spotify_uri: Some("spotify:track:0R3EcEKq6F1obFD7BB5YKr".into()),
        popularity: Some(29),
        explicit: Some(false),
        genres: vec!["house".into(), "nu disco".into()],
        record_label: Some("Universal".into()),
        added_by: Some("yenkz".into()),
        added_at: Some("2021-04-29T02:33:35Z".into()),
        danceability: Some(0.658),
        energy: Some(0.707),
        key: Some(5),
        loudness: Some(-6.842),
        mode: Some(1),
        speechiness: Some(0.0538),
        acousticness: Some(0.013),
        instrumentalness: Some(0.359),
        liveness: Some(0.329),
        valence: Some(0.123),
        tempo: Some(114.984),
        time_signature: Some(4),
        ..ExchangeTrack::default()
    };
    let blanks_are_missing = ExchangeTrack {
        title: Some("Tyler, \"live\"".into()),
        artists: vec!["Tyler, the Creator".into()],
        spotify_uri: Some("spotify:track:7c7ClnE57SwbizNe24XTXe".into()),
        ..ExchangeTrack::default()
    };
    assert_eq!(tracks, [expected, blanks_are_missing]);
}

#[test]
fn ours_is_exportifys_table_with_four_columns_more() {
    let mut tracks = read_all(EXPORTIFY);
    (tracks[0].camelot, tracks[0].tempo_confidence) = (Some("7B".into()), Some(0.9));
    tracks[0].file = Some("-x.mp3".into());
    tracks[1].album = Some("@home\n".into());
    let golden = "Track URI,Track Name,Album Name,Artist Name(s),Release Date,Duration (ms),Popularity,Explicit,\
        Added By,Added At,Genres,Record Label,Danceability,Energy,Key,Loudness,Mode,Speechiness,Acousticness,\
        Instrumentalness,Liveness,Valence,Tempo,Time Signature,Camelot,Tempo Confidence,Key Confidence,File\n\
        spotify:track:0R3EcEKq6F1obFD7BB5YKr,It's A Memory - Oliver Remix,It's A Memory,Fred Falke;Elohim;Oliver,\
        2016-02-26,318786,29,false,yenkz,2021-04-29T02:33:35Z,\"house,nu disco\",Universal,0.658,0.707,5,-6.842,1,\
        0.0538,0.013,0.359,0.329,0.123,114.984,4,7B,0.9,,'-x.mp3\n\
        spotify:track:7c7ClnE57SwbizNe24XTXe,\"Tyler, \"\"live\"\"\",\"'@home\n\",\"Tyler, the Creator\",\
        ,,,,,,,,,,,,,,,,,,,,,,,\n";
    assert_eq!(write(&tracks), golden);
    assert_eq!(read_all(golden), tracks);
}

#[test]
fn the_older_exportifys_table_is_read() {
    let tracks = read_all(
        "\u{FEFF}\"Track URI\",\"Track Name\",\"Artist URI(s)\",\"Artist Name(s)\",\"Album URI\",\"Album Name\",\
         \"Album Artist URI(s)\",\"Album Artist Name(s)\",\"Album Release Date\",\"Album Image URL\",\"Disc Number\",\
         \"Track Number\",\"Track Duration (ms)\",\"Track Preview URL\",\"Explicit\",\"Popularity\",\"ISRC\",\
         \"Added By\",\"Added At\",\"Artist Genres\",\"Danceability\"\r\n\
         \"spotify:track:2FZcjBYK4dTt48q94pJbJD\",\"A\nB\",\"spotify:artist:a, spotify:artist:b\",\
         \"Tyler\\, the Creator, Dolly Parton\",\"\",\"Album\",\"\",\"Various\",\"2016-02\",\"\",\"1\",\"3\",\
         \"202460\",\"\",\"true\",\"50\",\"\",\"me\",\"\",\"rap,country\",\"0.5\"\r\n",
    );
    let expected = ExchangeTrack {
        title: Some("A\nB".into()),
        artists: vec!["Tyler, the Creator".into(), "Dolly Parton".into()],
        album: Some("Album".into()),
        release_date: Some("2016-02".into()),
        duration_ms: Some(202_460),
        spotify_uri: Some("spotify:track:2FZcjBYK4dTt48q94pJbJD".into()),
        popularity: Some(50),
        explicit: Some(true),
        added_by: Some("me".into()),
        genres: vec!["rap".into(), "country".into()],
        danceability: Some(0.5),
        ..ExchangeTrack::default()
    };
    assert_eq!(tracks, [expected]);
}

#[test]
fn kaggles_tables_are_read() {
    let of_114_000 = read_all(
        ",track_id,artists,album_name,track_name,popularity,duration_ms,explicit,danceability,energy,key,loudness,\
         mode,speechiness,acousticness,instrumentalness,liveness,valence,tempo,time_signature,track_genre\n\
         0,5SuOikwiRyPMVoIQDJUgSV,Gen Hoshino;Other,Comedy,Comedy,73,230666,False,0.676,0.461,1,-6.746,0,0.143,\
         0.0322,1.01e-06,0.358,0.715,87.917,4,acoustic\n",
    );
    assert_eq!(of_114_000[0].artists, ["Gen Hoshino", "Other"]);
    assert_eq!(of_114_000[0].spotify_id(), Some("5SuOikwiRyPMVoIQDJUgSV"));
    assert_eq!((of_114_000[0].explicit, of_114_000[0].instrumentalness), (Some(false), Some(1.01e-6)));
    assert_eq!(of_114_000[0].genres, ["acoustic"]);

    let of_1_200_000 = read_all(
        "id,name,album,album_id,artists,artist_ids,track_number,disc_number,explicit,danceability,energy,key,\
         loudness,mode,speechiness,acousticness,instrumentalness,liveness,valence,tempo,duration_ms,time_signature,\
         year,release_date\n\
         7lmeHLHBe4nmXzuXc0HDjk,Testify,The Battle Of Los Angeles,x,\"['Rage Against The Machine', \"\"Guns N' \
         Roses\"\"]\",\"['y']\",1,1,False,0.47,0.978,7,-5.399,1,0.0727,0.0261,1.09e-05,0.356,0.503,117.906,210133,\
         4.0,1999,1999-11-02\n",
    );
    assert_eq!(of_1_200_000[0].artists, ["Rage Against The Machine", "Guns N' Roses"]);
    assert_eq!(of_1_200_000[0].release_date.as_deref(), Some("1999-11-02"));
    assert_eq!((of_1_200_000[0].time_signature, of_1_200_000[0].duration_ms), (Some(4), Some(210_133)));

    let with_names_of_keys = read_all(
        "genre,artist_name,track_name,track_id,popularity,acousticness,danceability,duration_ms,energy,\
         instrumentalness,key,liveness,loudness,mode,speechiness,tempo,time_signature,valence\n\
         Movie,Henri Salvador,C'est beau,0BRjO6ga9RKCKjfDqeFgWV,0,0.611,0.389,99373,0.91,0.0,F#,0.346,-1.828,Minor,\
         0.0525,166.969,4/4,0.814\n",
    );
    let track = &with_names_of_keys[0];
    assert_eq!((track.key, track.mode, track.time_signature), (Some(6), Some(0), Some(4)));
    assert_eq!(track.genres, ["Movie"]);

    let in_percent = read_all(
        "track_name,artist(s)_name,artist_count,released_year,bpm,key,mode,danceability_%,valence_%\n\
         Seven,\"Latto, Jung Kook\",2,2023,125,,Major,80,89\n",
    );
    let track = &in_percent[0];
    assert_eq!(track.artists, ["Latto", "Jung Kook"]);
    assert_eq!((track.key, track.mode, track.tempo), (None, Some(1), Some(125.0)));
    assert_eq!((track.danceability, track.valence), (Some(0.8), Some(0.89)));
}

#[test]
fn spreadsheets_delimiters_and_encodings_are_read() {
    let expected = read_all("Title,Tempo\nÄ,120.5\n");
    assert_eq!(read_all("\u{FEFF}TITLE;TEMPO\r\nÄ;120,5\r\n"), expected);
    assert_eq!(read_all("title\ttempo\rÄ\t120.5"), expected);
    let utf_16: Vec<u8> =
        "\u{FEFF}Title\tTempo\r\nÄ\t120,5\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(tracks_of(&utf_16), expected);
    assert_eq!(tracks_of(&utf_16[2..]), expected);
    assert_eq!(tracks_of(b"Title;Tempo\n\xC4;120.5\n"), expected);
}

#[test]
fn keys_have_many_names() {
    let table = "name,key,mode\nA,8A,\nB,F# minor,\nC,-1,0\nD,11.0,1\nE,Bb,1\n";
    let keys: Vec<_> = read_all(table).iter().map(|track| (track.key, track.mode)).collect();
    let expected = [(9, 0), (6, 0), (-1, 0), (11, 1), (10, 1)];
    assert_eq!(keys, expected.map(|(key, mode)| (Some(key), Some(mode))));
    let contradiction = read("name,key,mode\nA,8A,1\n").unwrap();
    assert_eq!((contradiction.tracks[0].key, contradiction.tracks[0].mode), (Some(9), Some(0)));
    let told: Vec<_> = errors(&contradiction).iter().map(|error| error.expected).collect();
    assert_eq!(told, [Expected::ModeOfKey]);
}

#[test]
fn only_spotifys_ids_become_uris() {
    let table = "name,id,link,uri\nA,12,,\nB,5SuOikwiRyPMVoIQDJUgSV,,spotify:local:x\n\
                 C,https://open.spotify.com/intl-de/track/5SuOikwiRyPMVoIQDJUgSV?si=1,,\n";
    let uris: Vec<_> = read_all(table).into_iter().map(|track| track.spotify_uri).collect();
    let expected = [None, Some("spotify:local:x"), Some("spotify:track:5SuOikwiRyPMVoIQDJUgSV")];
    assert_eq!(uris, expected.map(|uri| uri.map(str::to_owned)));
}

#[test]
fn a_bad_cell_is_named_and_the_rest_is_kept() {
    let table =
        "Track Name,Tempo,Energy,Mode\r\nA,120,0.5,1\r\n\r\nB,abc,0.5,2\r\n,,,\r\n\"C\r\nc\",1,1.5,1,x\r\n";
    let reading = read(table).unwrap();
    let tracks = &reading.tracks;
    assert_eq!(tracks.len(), 3);
    assert_eq!((tracks[1].energy, tracks[1].tempo, tracks[1].mode), (Some(0.5), None, None));
    let messages: Vec<_> = errors(&reading).into_iter().map(CellError::to_string).collect();
    let expected = [
        "line 4, column Mode: \"2\" is not a mode: 0, 1, minor or major",
        "line 4, column Tempo: \"abc\" is not a number",
        "line 6, column Energy: \"1.5\" is not a number from 0 to 1",
        "line 6, column 5: \"x\" is not under any header",
    ];
    assert_eq!(messages, expected);
}

#[test]
fn lines_are_counted_whatever_ends_them() {
    for end in ["\n", "\r\n", "\r"] {
        let lines = ["", "name,mode", "A,x", "", "\"B", "b\",x", "C,x", ""];
        let reading = read(&lines.join(end)).unwrap();
        let lines: Vec<_> = errors(&reading).iter().map(|error| error.line).collect();
        assert_eq!(lines, [3, 5, 7], "{end:?}");
    }
}

#[test]
fn every_kind_of_bad_cell_is_refused() {
    for (header, cell) in [
        ("Duration (ms)", "3:45"),
        ("Duration (ms)", "-1"),
        ("Popularity", "101"),
        ("Explicit", "maybe"),
        ("Key", "12"),
        ("Key", "K"),
        ("Mode", "dorian"),
        ("Loudness", "NaN"),
        ("Tempo", "inf"),
        ("Tempo", "-1"),
        ("Valence", "-0.1"),
        ("Time Signature", "1000"),
        ("danceability_%", "101"),
    ] {
        let errors = errors_of(&format!("name,{header}\nA,{cell}\n"));
        assert_eq!(errors.len(), 1, "{header} {cell}");
        assert!(errors[0].starts_with(&format!("line 2, column {header}: \"{cell}\" is not ")), "{errors:?}");
    }
    let long = errors_of(&format!("name,key\nA,{}\n", "ä".repeat(100)));
    assert!(long[0].contains(&format!("\"{}…\"", "ä".repeat(40))), "{long:?}");
}

#[test]
fn a_file_without_our_headers_is_refused_with_what_is_needed() {
    let message = |table: &str| read(table).unwrap_err().to_string();
    let needed = "no column names the tracks: the first line needs a header such as \"Track Name\", \"Track URI\" \
                  or \"File\"; it has ";
    assert_eq!(message("city,Tempo\nBonn,1\n"), format!("{needed}city, Tempo"));
    assert_eq!(message(""), needed);
    assert!(message("a,b,c,d,e,f,g").ends_with("f, …"));
}

#[test]
fn ten_thousand_rows_take_no_time() {
    let rows: Vec<_> = read_all(EXPORTIFY).into_iter().cycle().take(10_000).collect();
    let started = std::time::Instant::now();
    assert_eq!(read_all(&write(&rows)), rows);
    assert!(started.elapsed().as_secs_f32() < 5.0);
}

#[test]
fn headers_of_other_languages_are_known() {
    let expected = read_all("Title,Artist,Duration,Tempo,Energy,Key\nA,B,3:45,128.5,0.5,8A\n");
    for table in [
        "Título;Artista;Duración;Tempo;Energía;Tonalidad\nA;B;3:45;128,5;0,5;8A\n",
        "Titre;Artiste;Durée;Tempo;Énergie;Tonalité\nA;B;3:45;128,5;0,5;8A\n",
        "Titel;Interpret;Dauer;BPM;Energie;Tonart\nA;B;3:45;128,5;0,5;8A\n",
    ] {
        assert_eq!(read_all(table), expected, "{table}");
    }
}

#[test]
fn a_first_line_may_say_the_separator_or_be_a_title() {
    let expected = read_all("Title,Tempo\nÄ,120.5\n");
    for table in [
        "sep=;\r\nTitle;Tempo\r\nÄ;120,5\r\n",
        "\u{FEFF}sep=,\r\nTitle,Tempo\r\nÄ,120.5\r\n",
        "\"sep=\t\"\nTitle\tTempo\nÄ\t120.5\n",
        "My playlist\r\nTitle,Tempo\r\nÄ,120.5\r\n",
        "Shazam Library\n\nTitle,Tempo\nÄ,120.5\n",
        "Title|Tempo\nÄ|120.5\n",
        "Title,Tempo\nÄ,\"120,5\"\n",
        "Titel;BPM\nÄ;120,5 BPM\n",
    ] {
        assert_eq!(read_all(table), expected, "{table}");
    }
    let below = read("My playlist\n\nTitle,Mode\nA,x\n").unwrap();
    assert_eq!(errors(&below)[0].line, 4);
}

#[test]
fn other_services_tables_are_read() {
    let chosic = read_all(
        "#,Song,Artist,Popularity,BPM,Genres,Parent Genres,Album,Album Date,Time,Dance,Energy,Acoustic,Instrumental,\
         Happy,Speech,Live,Loud (Db),Key,Time Signature,Added At,Spotify Track Id,Camelot,ISRC\n\
         1,Hello,Adele,80,79,pop,Pop,25,2015-11-20,04:55,48,43,33,0,28,3,8,-6,F Minor,4,2020-01-01,\
         62PaSfnXSMyLshYJrlTuL3,4A,GB\n\
         2,Other,Adele,80,79,pop,Pop,25,2015-11-20,04:55,1,0,33,1,28,3,8,-6,F♯/G♭ Minor,4,2020-01-01,,11A,GB\n",
    );
    let hello = &chosic[0];
    assert_eq!((hello.title.as_deref(), hello.artist_line().as_str()), (Some("Hello"), "Adele"));
    assert_eq!((hello.duration_ms, hello.tempo, hello.loudness), (Some(295_000), Some(79.0), Some(-6.0)));
    assert_eq!((hello.danceability, hello.valence, hello.liveness), (Some(0.48), Some(0.28), Some(0.08)));
    assert_eq!((hello.key, hello.mode), (Some(5), Some(0)));
    assert_eq!(hello.spotify_id(), Some("62PaSfnXSMyLshYJrlTuL3"));
    // 1 is one of a hundred, as the others in its file are.
    assert_eq!((chosic[1].danceability, chosic[1].instrumentalness), (Some(0.01), Some(0.01)));
    assert_eq!((chosic[1].key, chosic[1].mode), (Some(6), Some(0)));

    let tune_my_music = read_all(
        "Track name,Artist name,Album,Playlist name,Type,ISRC,Spotify - id\n\
         Hello,Adele,25,Mine,Playlist,GB,62PaSfnXSMyLshYJrlTuL3\n",
    );
    let shazam = read_all(
        "Shazam Library\nIndex,TagTime,Title,Artist,URL,TrackKey\n\
         1,2024-01-01,Hello,Adele,https://www.shazam.com/track/1/hello,1\n",
    );
    let soundiiz = read_all("title;artist;album;isrc\nHello;Adele;25;GB\n");
    for tracks in [&tune_my_music, &shazam, &soundiiz] {
        assert_eq!((tracks[0].title.as_deref(), tracks[0].artist_line().as_str()), (Some("Hello"), "Adele"));
        assert!(!tracks[0].has_features());
    }
    assert_eq!(tune_my_music[0].spotify_id(), Some("62PaSfnXSMyLshYJrlTuL3"));

    let rekordbox = read_all(
        "#\tArtwork\tTrack Title\tArtist\tAlbum\tGenre\tBPM\tRating\tTime\tKey\tDate Added\r\n\
         1\t\tBest Day\tAmerican Authors\t\tPop\t128,00\t*****\t03:14\tAm\t2024-01-01\r\n",
    );
    assert_eq!(
        (rekordbox[0].duration_ms, rekordbox[0].tempo, rekordbox[0].key),
        (Some(194_000), Some(128.0), Some(9))
    );
}

#[test]
fn shares_in_percent_are_told_from_a_bad_cell() {
    let energies = |cells: [&str; 4]| -> Vec<Option<f32>> {
        let reading = read(&format!("name,energy\na,{}\n", cells.join("\na,"))).unwrap();
        reading.tracks.iter().map(|track| track.energy).collect()
    };
    assert_eq!(energies(["85", "1", "0", "7.5"]), [Some(0.85), Some(0.01), Some(0.0), Some(0.075)]);
    assert_eq!(energies(["0.85", "1", "0", "7.5"]), [Some(0.85), Some(1.0), Some(0.0), None]);
    assert_eq!(energies(["85%", "1 %", "0%", "0.5"]), [Some(0.85), Some(0.01), Some(0.0), Some(0.5)]);
}

#[test]
fn a_quotation_mark_that_is_never_closed_costs_its_row_and_is_told() {
    let table = "name,tempo\nA,1\n\"B\nb\",2\n\"C,3\nD,4\nE,5\n";
    let Reading { tracks, remarks } = read(table).unwrap();
    let names: Vec<_> = tracks.iter().map(|track| track.title.as_deref().unwrap()).collect();
    assert_eq!(names, ["A", "B\nb", "D", "E"]);
    assert_eq!(remarks, [Remark::Quote { line: 5 }]);
    let stray = "uri,name\n\"spotify:track:0000000000000000000009,\"broken,Album\nspotify:local:x,B\n";
    let Reading { tracks, remarks } = read(stray).unwrap();
    assert_eq!((tracks.len(), tracks[0].spotify_uri.as_deref()), (2, None));
    assert_eq!(remarks[0], Remark::Quote { line: 2 });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_written_is_read_back(tracks in tracks()) {
        let Reading { tracks: back, remarks } = read(&write(&tracks)).unwrap();
        prop_assert_eq!(back, tracks);
        prop_assert_eq!(remarks, []);
    }

    #[test]
    fn no_text_cell_can_run(tracks in tracks()) {
        let table = write(&tracks);
        let numbers = ["Loudness", "Key"];
        let mut rows = rows(&table, b',').into_records();
        let headers = rows.next().unwrap().unwrap();
        for row in rows {
            for (header, cell) in headers.iter().zip(&row.unwrap()) {
                let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
                prop_assert!(!runs || numbers.contains(&header) && cell.parse::<f32>().is_ok(), "{}: {}", header, cell);
            }
        }
    }

    #[test]
    fn any_file_is_read_without_panic(rest in "[\",;\t\r\n'\\[\\]\\\\=.0-9a-z]{0,60}") {
        let _ = read(&format!("Track Name,Artists,Key,Tempo,id,Genres\n{rest}"));
    }
}
