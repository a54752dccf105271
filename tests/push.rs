//! `newsgraph push` against a small server of the Graph Store Protocol: everything arrives, once, and failures are mended.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use program::{ATTACK, Folder, MEETING};

/// A server that keeps what is put, and answers each request with the status that `answer` gives for its number.
struct Server {
    address: String,
    kept: Arc<Mutex<BTreeMap<String, String>>>,
    requests: Arc<AtomicUsize>,
}

impl Server {
    fn start(answer: fn(usize) -> u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/store", listener.local_addr().unwrap());
        let server = Self { address, kept: Arc::default(), requests: Arc::default() };
        let (kept, requests) = (server.kept.clone(), server.requests.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (kept, requests) = (kept.clone(), requests.clone());
                std::thread::spawn(move || serve(stream.unwrap(), &kept, &requests, answer));
            }
        });
        server
    }

    fn graphs(&self) -> BTreeMap<String, BTreeSet<String>> {
        let lines = |text: &String| text.lines().map(str::to_owned).collect();
        self.kept.lock().unwrap().iter().map(|(graph, text)| (graph.clone(), lines(text))).collect()
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

fn serve(stream: TcpStream, kept: &Mutex<BTreeMap<String, String>>, requests: &AtomicUsize, answer: fn(usize) -> u16) {
    let mut out = stream.try_clone().unwrap();
    let mut reader = BufReader::new(stream);
    loop {
        let mut first = String::new();
        if reader.read_line(&mut first).unwrap_or(0) == 0 {
            return;
        }
        let mut length = 0;
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).unwrap();
            let header = header.trim().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let status = answer(requests.fetch_add(1, Ordering::SeqCst));
        if status == 204 {
            let (method, rest) = first.split_once(' ').unwrap();
            assert_eq!(method, "PUT");
            let graph = rest.split_once("?graph=").unwrap().1.split(' ').next().unwrap().to_owned();
            kept.lock().unwrap().insert(graph, String::from_utf8(body).unwrap());
        }
        let said = if status == 204 { "" } else { "not now" };
        let length = said.len();
        if write!(out, "HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nRetry-After: 0\r\n\r\n{said}").is_err() {
            return;
        }
    }
}

fn store() -> Folder {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes()), ("b.txt", ATTACK.as_bytes())]);
    folder.run(&["build", "a.txt", "b.txt", "--store", "news.kg"]).done();
    folder
}

#[test]
fn every_article_arrives_once() {
    let (folder, server) = (store(), Server::start(|_| 204));
    let push = ["push", &server.address, "--store", "news.kg"];
    folder.run(&push).done();
    let expected: BTreeSet<String> =
        folder.run(&["export", "--store", "news.kg", "--format", "nt"]).done().lines().map(str::to_owned).collect();
    let graphs = server.graphs();
    assert_eq!(graphs.len(), 2);
    assert_eq!(graphs.into_values().flatten().collect::<BTreeSet<_>>(), expected);

    let again = folder.run(&push);
    assert!(again.err.contains("0 articles (0 quads) sent"), "{}", again.err);
    assert_eq!(server.requests(), 2);
    folder.run(&["push", &server.address, "--store", "news.kg", "--force"]).done();
    assert_eq!(server.requests(), 4);
}

#[test]
fn a_server_that_fails_now_and_then_gets_everything() {
    let (folder, server) = (store(), Server::start(|n| if n % 2 == 0 { 503 } else { 204 }));
    folder.run(&["push", &server.address, "--store", "news.kg", "--jobs", "1"]).done();
    assert_eq!(server.graphs().len(), 2);
}

#[test]
fn what_failed_is_sent_by_the_next_run() {
    let (folder, server) = (store(), Server::start(|n| if n == 1 { 403 } else { 204 }));
    let push = ["push", &server.address, "--store", "news.kg", "--jobs", "1"];
    let first = folder.run(&push);
    assert_eq!(first.code, 1);
    assert!(first.err.contains("403") && first.err.contains("not now"), "{}", first.err);
    assert_eq!(server.graphs().len(), 1);
    folder.run(&push).done();
    assert_eq!(server.graphs().len(), 2);
    assert_eq!(server.requests(), 3);
}

#[test]
fn nobody_there_is_an_error() {
    let folder = store();
    let ran = folder.run(&["push", "http://127.0.0.1:9/store", "--store", "news.kg", "--retries", "0"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("127.0.0.1:9") && ran.err.contains("cannot be reached"), "{}", ran.err);
    assert_eq!(folder.run(&["push", "127.0.0.1:9", "--store", "news.kg"]).code, 2);
}
