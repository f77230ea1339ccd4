fn main() {
    for path in std::env::args().skip(1) {
        let f = std::fs::File::open(&path).unwrap();
        let id = tracks::identify(std::io::BufReader::new(f)).unwrap();
        let by_tags = format!("{:?} | {:?} | {:?} | {:?}", id.title, id.artist, id.album, id.claims);
        let c = tracks::completed(id, &path);
        println!(
            "{}: {by_tags} => {:?} / {:?} {}",
            path.rsplit('/').next().unwrap(),
            c.title,
            c.artist,
            &c.hash[..6]
        );
    }
}
