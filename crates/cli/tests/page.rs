//! The page, where the program was built with it.
#![cfg(feature = "page")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A running server, ended with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Head and body of an answer.
fn ask(address: &str, path: &str, more: &str) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n{more}Connection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
    let body = answer.split_off(end + 4);
    (String::from_utf8(answer).unwrap(), body)
}

#[test]
fn the_page_and_all_that_it_names_is_served() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_segue"))
        .args(["serve", "--port", "0"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let _server = Server(child);
    let line = told.find(|line| line.starts_with("The page is at http://")).unwrap();
    let address = line.split("http://").nth(1).unwrap();
    let (head, index) = ask(address, "/", "");
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("content-type: text/html"), "{head}");
    assert_eq!(ask(address, "/index.html", "").1, index);
    // The service worker lists every file of the page with its hash.
    let worker = String::from_utf8(ask(address, "/sw.js", "").1).unwrap();
    let words: Vec<&str> = worker.split('"').collect();
    let is_hash = |word: &str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let names: Vec<&str> = words.windows(3).filter(|words| is_hash(words[2])).map(|words| words[0]).collect();
    assert!(names.len() > 20, "{names:?}");
    for name in names {
        let (head, body) = ask(address, &format!("/{name}"), "");
        assert!(head.starts_with("HTTP/1.1 200") && !body.is_empty(), "{name}: {head}");
        let kinds = [(".wasm", "application/wasm"), (".js", "text/javascript"), (".css", "text/css")];
        for (_, kind) in kinds.into_iter().filter(|(ending, _)| name.ends_with(ending)) {
            assert!(head.contains(&format!("content-type: {kind}")), "{name}: {head}");
        }
    }
    let model = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/model.bin")).unwrap();
    assert!(ask(address, "/model.bin", "").1 == model);
}
