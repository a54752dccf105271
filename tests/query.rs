//! The commands `query` and `export` from outside: output, formats, exit codes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::Stdio;

use assert_cmd::Command;
use newsgraph::store::Store;
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNode, Quad};

/// A folder with a store of three articles, and a file of RDF.
struct Fixture {
    folder: tempfile::TempDir,
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path().join("news.kg")).unwrap();
        let iri = |text: &str| NamedNode::new(format!("https://w3id.org/newsgraph/kg/{text}")).unwrap();
        for n in 1..=3 {
            let (graph, river) = (iri(&format!("article/{n:016x}")), iri("entity/Q1471"));
            let quads = [
                Quad::new(river.clone(), rdf::TYPE, NamedNode::new("https://schema.org/Place").unwrap(), graph.clone()),
                Quad::new(river.clone(), rdfs::LABEL, Literal::from("Seine"), graph.clone()),
                Quad::new(graph.clone(), rdfs::LABEL, Literal::from(format!("Report {n}")), graph.clone()),
            ];
            store.replace_article(&graph, quads).unwrap();
        }
        fs::write(folder.path().join("extra.ttl"), "<http://e.org/a> <http://e.org/p> 1, 2 .").unwrap();
        Self { folder }
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsgraph"));
        command.current_dir(self.folder.path()).args(arguments);
        command
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

const PLACES: &str = "SELECT ?place ?name { ?place a schema:Place ; rdfs:label ?name }";

#[test]
fn answers_come_in_every_format() {
    let fixture = Fixture::new();
    for (arguments, expected) in [
        (vec![PLACES], "place         name\n────────────  ─────\nentity:Q1471  Seine\n"),
        (vec![PLACES, "--format", "csv"], "place,name\r\nhttps://w3id.org/newsgraph/kg/entity/Q1471,Seine\r\n"),
        (vec![PLACES, "--format", "tsv"], "?place\t?name\n<https://w3id.org/newsgraph/kg/entity/Q1471>\t\"Seine\"\n"),
        (vec!["ASK { entity:Q1471 a schema:Place }"], "true\n"),
        (vec!["ASK { entity:Q2 a schema:Place }", "--format", "json"], "{\"head\":{},\"boolean\":false}\n"),
        (
            vec!["CONSTRUCT { ?p a ng:Seen } WHERE { ?p a schema:Place }"],
            "@prefix entity: <https://w3id.org/newsgraph/kg/entity/> .\n\
             @prefix ng: <https://w3id.org/newsgraph/ontology#> .\n\nentity:Q1471 a ng:Seen .\n",
        ),
        (
            vec!["CONSTRUCT WHERE { ?p a schema:Place }", "--format", "nt"],
            "<https://w3id.org/newsgraph/kg/entity/Q1471> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> \
             <https://schema.org/Place> .\n",
        ),
        (vec!["SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?p a schema:Place } }"], "n\n─\n3\n"),
    ] {
        let arguments = [&["query", "--store", "news.kg"], arguments.as_slice()].concat();
        assert_eq!(fixture.run(&arguments), (0, expected.to_owned(), String::new()), "{arguments:?}");
    }
    let (code, out, _) = fixture.run(&["query", "--store", "news.kg", PLACES, "--format", "xml"]);
    assert!(code == 0 && out.starts_with("<?xml") && out.ends_with("</sparql>\n"), "{out}");
}

#[test]
fn queries_come_from_arguments_files_and_standard_input() {
    let fixture = Fixture::new();
    fs::write(fixture.path("sum.rq"), "SELECT (SUM(?n) AS ?sum) { ?a ?p ?n }").unwrap();
    let sum = "sum\n───\n  3\n";
    for arguments in [
        vec!["query", "--graph", "extra.ttl", "-f", "sum.rq"],
        vec!["query", "--graph", "extra.ttl", "SELECT (SUM(?n) AS ?sum) { ?a ?p ?n }"],
        vec!["query", "SELECT (SUM(?n) AS ?sum) { ?a ?p ?n }", "--graph", "extra.ttl", "extra.ttl"],
    ] {
        assert_eq!(fixture.run(&arguments), (0, sum.to_owned(), String::new()), "{arguments:?}");
    }
    let mut piped = fixture.command(&["query", "--graph", "extra.ttl", "-f", "-"]);
    piped.write_stdin(fs::read(fixture.path("sum.rq")).unwrap()).assert().success().stdout(sum);
}

#[test]
fn wrong_usage_and_failures_differ_in_their_codes() {
    let fixture = Fixture::new();
    let store = ["query", "--store", "news.kg"];
    for (arguments, code, expected) in [
        (vec!["query", PLACES], 2, "name the graph to read: --store FILE.kg"),
        (store.to_vec(), 2, "no query"),
        (vec!["query", PLACES, "--store", "news.kg", "--store", "other.kg"], 2, "cannot be used multiple times"),
        (vec!["query", PLACES, "--store", "news.kg", "--graph", "extra.ttl"], 2, "cannot be used with"),
        ([&store[..], &[PLACES, "--format", "ttl"]].concat(), 2, "use --format table, csv, tsv, json or xml"),
        ([&store[..], &["DESCRIBE entity:Q1471", "--format", "csv"]].concat(), 2, "use --format ttl, nt"),
        ([&store[..], &[PLACES, "--out", "a.doc"]].concat(), 2, "a.doc tells no format"),
        ([&store[..], &[PLACES, "--timeout", "0"]].concat(), 2, "above 0"),
        ([&store[..], &["SELECT * {\n ?a foo:b ?c }"]].concat(), 1, "2 |  ?a foo:b ?c }\n  |     ^"),
        (vec!["query", PLACES, "--store", "none.kg"], 1, "there is no store at none.kg"),
        (vec!["query", PLACES, "--store", "."], 1, ". is a folder"),
        (vec!["query", PLACES, "--store", "extra.ttl"], 1, "use --graph"),
        (vec!["query", PLACES, "--graph", "news.kg"], 1, "use --store news.kg"),
        (vec!["query", PLACES, "--graph", "none.ttl"], 1, "cannot read none.ttl: No such file"),
        ([&store[..], &[PLACES, "--out", "none/a.csv"]].concat(), 1, "cannot write none/a.csv: there is no folder none"),
        ([&store[..], &["-f", "none.rq"]].concat(), 1, "cannot read the query in none.rq"),
        (
            [&store[..], &["SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?p ?q ?r . ?s ?t ?u . ?v ?w ?x . ?y ?z ?aa }", "--timeout", "0.05"]].concat(),
            1,
            "stopped after 0.05 s",
        ),
        (vec!["export", "--store", "news.kg", "--out", "a.doc"], 2, "end it in .ttl, .nt"),
        (vec!["export", "--store", "news.kg", "--format", "doc"], 2, "the formats are ttl, nt"),
        (vec!["export", "--store", "news.kg", "--article", "http://e.org/no"], 1, "there is no article <http://e.org/no>"),
    ] {
        let (found, out, err) = fixture.run(&arguments);
        assert_eq!((found, out.as_str()), (code, ""), "{arguments:?}: {err}");
        assert!(err.contains(expected), "{arguments:?}: {err}");
    }
}

#[test]
fn exports_read_back() {
    let fixture = Fixture::new();
    let whole = Store::open_read_only(fixture.path("news.kg")).unwrap().len().unwrap();
    for name in ["a.nq", "a.trig.zst", "a.jsonld.gz"] {
        assert_eq!(fixture.run(&["export", "--store", "news.kg", "--out", name]), (0, String::new(), String::new()));
        assert_eq!(Store::from_files(&[fixture.path(name)]).unwrap().len().unwrap(), whole, "{name}");
    }
    let (_, turtle, _) = fixture.run(&["export", "--store", "news.kg"]);
    assert!(
        turtle.contains(
            "@base <https://w3id.org/newsgraph/kg/article/0000000000000003> .\n\n<> rdfs:label \"Report 3\" ."
        )
    );
    let one = "https://w3id.org/newsgraph/kg/article/0000000000000002";
    let (_, quads, _) = fixture.run(&["export", "--store", "news.kg", "--format", "nq", "--article", one]);
    assert_eq!(quads.lines().filter(|line| line.ends_with(&format!("<{one}> ."))).count(), 3);
    assert_eq!(quads.lines().count(), 3);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let fixture = Fixture::new();
    let many = "<http://e.org/a> <http://e.org/p> ".to_owned()
        + &(0..20_000).map(|n| n.to_string()).collect::<Vec<_>>().join(", ")
        + " .";
    fs::write(fixture.path("many.ttl"), many).unwrap();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_newsgraph"))
        .current_dir(fixture.folder.path())
        .args(["query", "--graph", "many.ttl", "SELECT * { ?a ?b ?c }", "--format", "csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 5];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    // The pipe is closed here, long before all is written.
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}
