//! What a query may not do: run on, fill the memory, reach files or the network, change anything.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use std::fmt::Write as _;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use program::{Folder, Ran};

/// A query that is to be stopped in a second or less, and was not in this time, runs on.
const PATIENCE: Duration = Duration::from_mins(1);

/// Queries of every shape that would take hours, and how their answers are written.
const ENDLESS: &[(&str, &str, &str)] = &[
    ("cross product", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "csv"),
    ("sorting", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?c", "csv"),
    ("grouping", "SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a", "json"),
    ("one group", "SELECT (GROUP_CONCAT(STR(?c)) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "table"),
    ("distinct", "SELECT DISTINCT ?b { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "tsv"),
    ("path", "SELECT (COUNT(*) AS ?n) { ?a (<urn:p>|^<urn:p>)* ?b . ?c (<urn:p>|^<urn:p>)* ?d }", "csv"),
    (
        "nested optional",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i FILTER(?c != ?i) } FILTER(?f != ?c) } }",
        "xml",
    ),
    (
        "regular expression",
        "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(CONCAT(STR(?c), STR(?f), STR(?i)), '(0*)*(1*)*(2|22|222)*!$')) }",
        "json",
    ),
    ("minus", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f MINUS { ?g ?h ?c . ?x ?y ?z } }", "csv"),
    (
        "exists",
        "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER EXISTS { ?a ?h ?x FILTER(CONCAT(STR(?x), STR(?f), STR(?i)) = '!') } }",
        "xml",
    ),
    ("construct", "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "nt"),
    (
        "describe",
        "DESCRIBE ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?c), STR(?f), STR(?i)) = '!') }",
        "nt",
    ),
    ("subquery", "SELECT * { { SELECT ?a (MAX(?f) AS ?m) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a } }", "csv"),
    ("named graphs", "SELECT (COUNT(*) AS ?n) { GRAPH ?x { ?a ?b ?c . ?d ?e ?f } GRAPH ?y { ?g ?h ?i } }", "csv"),
];

/// A chain of a thousand nodes, each with a number: enough for products of any size.
fn folder() -> Folder {
    let lines = (0..1000).fold(String::new(), |mut lines, n| {
        let _ = writeln!(lines, "<urn:n{n}> <urn:p> <urn:n{}> ; <urn:q> {n} .", n + 1);
        lines
    });
    Folder::with(&[("a.ttl", lines.as_bytes()), ("secret.ttl", b"<urn:s> <urn:p> 'secret' .")])
}

/// The end of a process that must end by itself.
fn end(args: &[&str], mut child: Child) -> Ran {
    let begun = Instant::now();
    // Its answer is read meanwhile, so that it cannot be waiting for a reader.
    let mut out = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("{args:?} runs on");
        }
        sleep(Duration::from_millis(20));
    }
    reader.join().unwrap().unwrap();
    Ran::of(args, &child.wait_with_output().unwrap())
}

fn start(folder: &Folder, args: &[&str]) -> Child {
    folder.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn every_shape_of_query_ends_when_its_time_is_over() {
    let folder = folder();
    for (shape, query, format) in ENDLESS {
        let args = ["query", query, "--graph", "a.ttl", "--format", format, "--timeout", "0.2"];
        let ran = end(&args, start(&folder, &args));
        assert_eq!(ran.code, 1, "{shape}: {}", ran.err);
        assert!(ran.err.contains("the query was stopped after 0.2 s"), "{shape}: {}", ran.err);
    }
}

#[test]
fn a_query_ends_when_it_fills_the_memory() {
    let folder = folder();
    let mut text = "BIND('0123456789abcdef' AS ?t0) ".to_owned();
    for n in 0..6 {
        let same = vec![format!("?t{n}"); 16].join(", ");
        let _ = write!(text, "BIND(CONCAT({same}) AS ?t{}) ", n + 1);
    }
    for (shape, query) in [
        ("sorting", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?c".to_owned()),
        ("distinct", "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }".to_owned()),
        ("table", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }".to_owned()),
        ("text", format!("SELECT (STRLEN(?t6) AS ?n) {{ {text} }}")),
    ] {
        let args = ["query", &query, "--graph", "a.ttl", "--limit-memory", "150M"];
        let ran = end(&args, start(&folder, &args));
        assert_eq!(ran.code, 1, "{shape}: {}", ran.err);
        assert!(ran.err.contains("it needs more than 150 MiB of memory"), "{shape}: {}", ran.err);
    }
    // What fits passes, and a store alone may be too much.
    let count = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }";
    let run = |limit| folder.run(&["query", count, "--graph", "a.ttl", "--format", "csv", "--limit-memory", limit]);
    assert_eq!(run("1G").done(), "n\r\n2000\r\n");
    assert!(run("1M").err.contains("more than 1 MiB"));
}

#[cfg(unix)]
#[test]
fn an_interrupted_query_ends_and_leaves_no_answer() {
    use std::os::unix::process::ExitStatusExt;

    let folder = folder();
    let mut child = start(&folder, &["query", ENDLESS[1].1, "--graph", "a.ttl", "--out", "a.csv"]);
    sleep(Duration::from_millis(500));
    assert!(child.try_wait().unwrap().is_none(), "it has ended before");
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(begun.elapsed() < PATIENCE, "it runs on");
        sleep(Duration::from_millis(20));
    }
    let status = child.wait().unwrap();
    assert!(status.signal() == Some(2) || status.code() == Some(130), "{status}");
    assert!(!folder.path("a.csv").exists());
}

#[test]
fn queries_reach_neither_network_nor_files_nor_change_anything() {
    let folder = folder();
    let secret = newsgraph::store::file_iri(&folder.path("secret.ttl"));
    for (query, code, expected) in [
        ("SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }".to_owned(), 1, "would ask another server"),
        ("SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }".to_owned(), 1, "would ask another server"),
        ("SELECT * { BIND(<urn:x> AS ?o) SERVICE ?o { ?a ?b ?c } }".to_owned(), 1, "the query failed"),
        (format!("SELECT * FROM {secret} {{ ?s ?p ?o }}"), 1, "there is no such graph"),
        ("SELECT * FROM <secret.ttl> { ?s ?p ?o }".to_owned(), 1, "secret.ttl>, and there is no such graph"),
        (format!("SELECT * FROM NAMED {secret} {{ GRAPH ?g {{ ?s ?p ?o }} }}"), 1, "there is no such graph"),
        ("SELECT * FROM <http://127.0.0.1:9/a.ttl> { ?s ?p ?o }".to_owned(), 1, "there is no such graph"),
        (format!("LOAD {secret}"), 1, "this is an update"),
        ("LOAD <http://127.0.0.1:9/a.ttl>".to_owned(), 1, "this is an update"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }".to_owned(), 1, "this is an update"),
        ("DELETE WHERE { ?s ?p ?o }".to_owned(), 1, "this is an update"),
    ] {
        for limit in [&[][..], &["--timeout", "30"]] {
            let ran = folder.run(&[&["query", &query, "--graph", "a.ttl"], limit].concat());
            assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{query}: {}", ran.err);
            assert!(ran.err.contains(expected), "{query}: {}", ran.err);
        }
    }
    // SILENT is SPARQL's way to say that no answer is an answer too.
    let silent = "SELECT * { SERVICE SILENT <http://127.0.0.1:9/sparql> { ?s ?p ?o } }";
    let ran = folder.run(&["query", silent, "--graph", "a.ttl", "--format", "csv"]);
    assert!(!ran.out.contains("urn:"), "{}", ran.out);
    if !cfg!(feature = "service") {
        let ran = folder.run(&["query", silent, "--graph", "a.ttl", "--allow-service"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("--features service"), "{}", ran.err);
    }
}

#[test]
fn from_and_named_graphs_say_what_is_asked() {
    let folder = Folder::with(&[
        ("a.ttl", b"<urn:a> <urn:p> 1 ."),
        ("b.ttl", b"<urn:b> <urn:p> 2 ."),
        ("q.rq", b"SELECT ?o FROM <a.ttl> { ?s ?p ?o }"),
    ]);
    let all = ["--graph", "a.ttl", "b.ttl", "--format", "csv"];
    let query = |args: &[&str]| folder.run(&[&["query"], args].concat()).done();
    // Relative to the folder of the query's file, or to where the program runs.
    assert_eq!(query(&[&["-f", "q.rq"], &all[..]].concat()), "o\r\n1\r\n");
    assert_eq!(query(&[&["SELECT ?o FROM <b.ttl> { ?s ?p ?o }"], &all[..]].concat()), "o\r\n2\r\n");
    assert_eq!(
        query(&[&["SELECT ?o FROM NAMED <b.ttl> { GRAPH <b.ttl> { ?s ?p ?o } }"], &all[..]].concat()),
        "o\r\n2\r\n"
    );
    assert_eq!(query(&[&["SELECT ?o FROM NAMED <b.ttl> { ?s ?p ?o }"], &all[..]].concat()), "o\r\n");
    let apart = ["--graph", "a.ttl", "--format", "csv", "--named-graph", "b.ttl"];
    for (text, expected) in [
        ("SELECT ?o { ?s ?p ?o }", "o\r\n1\r\n"),
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", "o\r\n2\r\n"),
        ("SELECT ?o { GRAPH <a.ttl> { ?s ?p ?o } }", "o\r\n"),
    ] {
        assert_eq!(query(&[&[text], &apart[..]].concat()), expected, "{text}");
        // The query may come last, too.
        assert_eq!(query(&[&apart[..], &[text]].concat()), expected, "{text}");
    }
    let both = ["--graph", "a.ttl", "--named-graph", "a.ttl", "--format", "csv"];
    assert_eq!(query(&[&["SELECT ?o { ?s ?p ?o GRAPH ?g { ?s ?p ?o } }"], &both[..]].concat()), "o\r\n1\r\n");
    let ran = folder.run(&["query", "ASK {}", "--store", "news.kg", "--named-graph", "a.ttl"]);
    assert!(ran.code == 2 && ran.err.contains("cannot be used with"), "{}", ran.err);
}
