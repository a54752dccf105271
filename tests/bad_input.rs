//! Bad input and bad output: what is said about it, what is done all the same, and how the program exits.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;
mod reading;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use program::{Folder, MEETING, Ran};

/// A bad input, what is said about it, and how many articles of the same input are read all the same.
struct Bad {
    name: &'static str,
    bytes: Vec<u8>,
    said: &'static [&'static str],
    read: usize,
}

fn bad_inputs() -> Vec<Bad> {
    let bad = |name, bytes: &[u8], said, read| Bad { name, bytes: bytes.to_vec(), said, read };
    let around = |line: &[u8]| {
        let ok =
            |id: &str| format!("{{\"id\": \"{id}\", \"text\": \"The minister resigned in {id}.\"}}\n").into_bytes();
        [ok("Oslo"), line.to_vec(), b"\n".to_vec(), ok("Rome")].concat()
    };
    let long = "word ".repeat(4_000_000);
    vec![
        bad("empty.txt", b"", &["error: empty.txt: no text"], 0),
        bad("blank.txt", b" \n\t\r\n", &["error: blank.txt: no text"], 0),
        bad("program.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\x03\0>\0", &["error: program.txt: looks binary"], 0),
        bad("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0", &["error: picture.txt: looks binary"], 0),
        bad("zeros.txt", &[0; 5000], &["error: zeros.txt: looks binary"], 0),
        bad("report.docx", b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0", &["error: report.docx: looks binary"], 0),
        bad(
            "notes.odt",
            b"The minister resigned in Oslo.",
            &["notes.odt: note: unknown kind of file, read as text"],
            1,
        ),
        bad("page.html", b"<p>The minister resigned.</p>", &["error: page.html: no article text found"], 0),
        bad(
            "crawl.warc",
            b"WARC/1.0\r\nWARC-Type: response\r\n",
            &["error: crawl.warc: archive: ends in the middle"],
            0,
        ),
        bad("feed.rss", b"<rss><channel><item>", &["error: feed.rss: "], 0),
        bad("table.csv", b"a,b\n1,2\n", &["error: table.csv:1: no column \"text\" or \"html\""], 0),
        bad("rows.parquet", b"PAR1\x15\x04\x15", &["error: rows.parquet: looks binary (a Parquet file"], 0),
        bad("long.txt", long.as_bytes(), &["error: long.txt: longer than 16777216 bytes"], 0),
        bad("latin.txt", b"The caf\xe9 in Oslo closed.", &["latin.txt: note: not UTF-8; read as Windows-1252"], 1),
        bad("odd.txt", b"The caf\xc3\xa9 in \xff\xfe Oslo \x81 closed \xc3.", &["odd.txt: note: not UTF-8"], 1),
        bad("cut.jsonl", &around(b"{\"id\": \"b\", \"text\":"), &["error: cut.jsonl:2:", "not JSON"], 2),
        bad("bare.jsonl", &around(b"The minister resigned."), &["error: bare.jsonl:2", "not JSON"], 2),
        bad("number.jsonl", &around(b"{\"id\": \"b\", \"text\": 7}"), &["error: number.jsonl:2", "text"], 2),
        bad("none.jsonl", &around(b"{\"id\": \"b\"}"), &["error: none.jsonl:2", "text"], 2),
        bad("void.jsonl", &around(b"{\"id\": \"b\", \"text\": \" \"}"), &["error: void.jsonl:2", "no text"], 2),
        bad(
            "bytes.jsonl",
            &around(b"{\"id\": \"b\", \"text\": \"caf\xe9\"}"),
            &["error: bytes.jsonl:2:25: not UTF-8"],
            2,
        ),
        bad(
            "long.jsonl",
            &around(format!("{{\"id\": \"b\", \"text\": \"{long}\"}}").as_bytes()),
            &["error: long.jsonl:2: longer than"],
            2,
        ),
    ]
}

#[test]
fn bad_input_is_named_and_the_rest_is_read() {
    let bad = bad_inputs();
    let files: Vec<(&str, &[u8])> = bad.iter().map(|b| (b.name, &b.bytes[..])).collect();
    let folder = Folder::with(&files);
    fs::write(folder.path("good.txt"), MEETING).unwrap();
    // All of them in one run, the good one last.
    let names: Vec<&str> = bad.iter().map(|b| b.name).chain(["missing.txt", "no*fit.txt", "good.txt"]).collect();
    for (command, format) in [("build", "nq"), ("annotate", "jsonl")] {
        let ran = folder.run(&[&[command, "--format", format], &names[..]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.contains("Carlos Mendes"), "the good article is not read: {}", ran.err);
        let mut read = 1;
        for bad in &bad {
            read += bad.read;
            let line = ran.err.lines().find(|line| bad.said.iter().all(|part| line.contains(part)));
            assert!(line.is_some(), "nothing says {:?} in\n{}", bad.said, ran.err);
        }
        assert!(ran.err.contains("error: missing.txt: no such file or folder"), "{}", ran.err);
        assert!(ran.err.contains("error: no*fit.txt: no file fits this pattern"), "{}", ran.err);
        let failed = ran.err.lines().filter(|line| line.starts_with("error: ")).count();
        let summary = ran.err.lines().last().unwrap();
        assert!(summary.starts_with(&format!("{read} articles (")), "{summary}");
        assert!(summary.contains(&format!(" {failed} failed")), "{summary}");
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
    }
}

#[test]
fn a_file_of_unknown_kind_that_is_named_is_read_by_what_it_holds() {
    let line = format!("{}\n", serde_json::json!({"id": "x", "text": MEETING}));
    let folder =
        Folder::with(&[("a.txt", MEETING.as_bytes()), ("a.wire", MEETING.as_bytes()), ("b.wire", line.as_bytes())]);
    let plain = folder.run(&["build", "a.txt", "--format", "nq"]).done();
    for name in ["a.wire", "b.wire"] {
        assert_eq!(folder.run(&["build", name, "--format", "nq"]).done(), plain, "{name}");
    }
}

#[test]
fn exit_codes_tell_what_went_wrong() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes()), ("empty.txt", b""), ("bad.ttl", b"<a> <b> .\n")]);
    for (code, args, said) in [
        (1, &["build", "missing.txt"][..], "missing.txt"),
        (1, &["build", "empty.txt"], "empty.txt"),
        (1, &["annotate", "empty.txt"], "empty.txt"),
        (0, &["build", "a.txt", "empty.txt"], "empty.txt"),
        (1, &["build", "a.txt", "empty.txt", "--strict"], "1 of 2"),
        (1, &["annotate", "a.txt", "empty.txt", "--strict"], "1 of 2"),
        (1, &["build", "a.txt", "--out", "none/a.ttl"], "none/a.ttl"),
        (1, &["annotate", "a.txt", "--out", "none/a.jsonl"], "none/a.jsonl"),
        (1, &["build", "a.txt", "--store", "none/a.kg"], "none/a.kg"),
        (1, &["query", "--store", "none.kg", "ASK {}"], "none.kg"),
        (1, &["query", "--store", "a.txt", "ASK {}"], "a.txt"),
        (1, &["query", "--graph", "bad.ttl", "ASK {}"], "bad.ttl"),
        (1, &["export", "--store", "none.kg"], "none.kg"),
        (2, &["build"], "INPUT"),
        (2, &["build", "a.txt", "--format", "pdf"], "pdf"),
        (2, &["build", "a.txt", "--out", "a.pdf"], "a.pdf"),
        (2, &["build", "a.txt", "--jobs", "0"], "--jobs"),
        (2, &["build", "a.txt", "--published", "Thursday"], "YYYY-MM-DD"),
        (2, &["build", "a.txt", "--base", "kg"], "--base"),
        (2, &["build", "a.txt", "--input-format", "pdf"], "pdf"),
        (2, &["build", "a.txt", "--store", "a.kg", "--format", "nq"], "export"),
        (2, &["build", "a.txt", "--lexicon", "bad.ttl"], "bad.ttl"),
        (2, &["annotate", "a.txt", "--format", "pdf"], "pdf"),
        (2, &["query", "ASK {}"], "--store"),
        (2, &["export"], "--store"),
        (2, &["reckon"], "reckon"),
        (2, &[], "Usage"),
    ] {
        let ran = folder.run(args);
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{args:?} does not say {said:?}: {}", ran.err);
        assert!(code == 0 || args.contains(&"--strict") || !ran.out.contains("<http"), "{args:?}: {}", ran.out);
    }
    let left: Vec<_> = fs::read_dir(folder.path("")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "a failed run leaves files: {left:?}");
}

#[test]
fn an_unwritable_output_stays_as_it_was() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes()), ("old.ttl", b"# old\n")]);
    let path = folder.path("old.ttl");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let ran = folder.run(&["build", "a.txt", "--out", "old.ttl"]);
    assert!(ran.code == 1 && ran.err.contains("old.ttl") && ran.err.contains("read-only"), "{ran:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "# old\n");
    let ran = folder.run(&["build", "a.txt", "--out", "."]);
    assert!(ran.code != 0, "{ran:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes())]);
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for args in [&["build", "a.txt"][..], &["annotate", "a.txt"]] {
        let output = folder.command(args).stdout(full()).output().unwrap();
        let ran = Ran::of(args, &output);
        assert!(ran.code == 1 && ran.err.contains("error: "), "{ran:?}");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let examples = reading::examples();
    let examples = examples.to_str().unwrap();
    let folder = Folder::with(&[]);
    for args in [&["build", examples, "--format", "nq"][..], &["annotate", examples, "--format", "jsonl"]] {
        let mut child = folder.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ran = Ran::of(args, &child.wait_with_output().unwrap());
        assert!(!line.is_empty());
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        assert!(!ran.err.contains("error") && !ran.err.contains("panicked"), "{args:?}: {}", ran.err);
    }
}

/// Texts that are hard to read: each is read without a fault, and what cannot be is left out.
#[test]
fn hard_texts_are_read_or_left_out() {
    let sentence = "the man met the woman in Oslo and ".repeat(5_000 / 8);
    let marks = "\"\"He said \"so 'and\" \u{201c}so\u{2018} on. ".repeat(300);
    let cases: Vec<(&str, String, &str, Vec<&str>)> = vec![
        ("day.txt", "The mine closed on February 30.".into(), "times", vec![]),
        ("year.txt", "The mine closed on 31 April 2022.".into(), "times", vec![]),
        ("slash.txt", "The mine closed on 13/45/2022.".into(), "times", vec![]),
        ("clock.txt", "The mine closed at 25:61 on 3 May 2022.".into(), "times", vec!["3 May 2022"]),
        ("huge.txt", format!("Police said 1{} people came.", "0".repeat(400)), "quantities", vec![]),
        ("open.txt", "The minister said: \"We will rebuild the bridge".into(), "times", vec![]),
        ("marks.txt", marks, "times", vec![]),
        ("sentence.txt", format!("He said {sentence}left."), "times", vec![]),
    ];
    let files: Vec<(&str, &[u8])> = cases.iter().map(|(name, text, ..)| (*name, text.as_bytes())).collect();
    let folder = Folder::with(&files);
    for (name, text, layer, expected) in &cases {
        let ran = folder.run(&["annotate", name, "--published", "2023-11-30", "--format", "jsonl"]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        assert!(!ran.err.contains("panicked"), "{name}: {}", ran.err);
        let read: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let points: Vec<char> = text.chars().collect();
        let at = |item: &serde_json::Value, key: &str| usize::try_from(item[key].as_u64().unwrap()).unwrap();
        let found: Vec<String> = read[*layer]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| points[at(item, "start")..at(item, "end")].iter().collect())
            .collect();
        assert_eq!(found, *expected, "{name}");
        let graph = folder.run(&["build", name, "--published", "2023-11-30", "--format", "nq"]).done();
        assert!(!graph.contains("#count>"), "{name} counts somebody: {graph}");
    }
}
