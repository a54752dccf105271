//! The commands end to end: what they write, in which formats, what a store keeps, and what help says.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;
mod reading;

use std::collections::BTreeSet;
use std::fs;

use newsgraph::ontology::{QUERIES, ng, nif, rdf};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::{Quad, Triple};
use program::{ATTACK, Folder, MEETING};
use serde_json::Value;

fn rdf_format(name: &str) -> RdfFormat {
    match name {
        "ttl" => RdfFormat::Turtle,
        "nt" => RdfFormat::NTriples,
        "nq" => RdfFormat::NQuads,
        "trig" => RdfFormat::TriG,
        "rdf" => RdfFormat::RdfXml,
        "jsonld" => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        other => panic!("no format {other}"),
    }
}

fn quads(format: &str, text: &str) -> BTreeSet<String> {
    let parser = RdfParser::from_format(rdf_format(format));
    parser.for_slice(text).map(|quad| quad.unwrap().to_string()).collect()
}

fn triples(format: &str, text: &str) -> BTreeSet<String> {
    let parser = RdfParser::from_format(rdf_format(format));
    parser.for_slice(text).map(|quad| Triple::from(quad.unwrap()).to_string()).collect()
}

/// The quads of N-Quads, to look for terms in.
fn parsed(text: &str) -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::NQuads).for_slice(text).map(Result::unwrap).collect()
}

#[test]
fn every_format_says_the_same() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes()), ("b.txt", ATTACK.as_bytes())]);
    let plain = folder.run(&["build", "a.txt", "b.txt", "--format", "nq"]).done();
    let graphs: BTreeSet<_> = parsed(&plain).into_iter().map(|q| q.graph_name.to_string()).collect();
    assert_eq!(graphs.len(), 2);
    for format in ["ttl", "nt", "nq", "trig", "rdf", "jsonld"] {
        let written = folder.run(&["build", "a.txt", "b.txt", "--format", format]).done();
        assert_eq!(triples(format, &written), triples("nq", &plain), "{format}");
        if matches!(format, "nq" | "trig" | "jsonld") {
            assert_eq!(quads(format, &written), quads("nq", &plain), "{format}: the articles' graphs");
        }
        // By the name of the file.
        let name = format!("out.{format}");
        let silent = folder.run(&["build", "a.txt", "b.txt", "--out", &name]).done();
        assert_eq!(silent, "");
        assert_eq!(fs::read_to_string(folder.path(&name)).unwrap(), written, "{format}");
    }
    let turtle = folder.run(&["build", "a.txt", "b.txt"]).done();
    assert!(turtle.starts_with("@prefix"), "Turtle is the default");
    assert_eq!(triples("ttl", &turtle), triples("nq", &plain));
    let summary = folder.run(&["build", "a.txt", "b.txt"]).err;
    assert!(summary.starts_with("2 articles") && summary.lines().count() == 1, "{summary}");
}

#[test]
fn compressed_files_are_told_by_their_names() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes())]);
    let plain = folder.run(&["build", "a.txt", "--format", "nq"]).done();
    for name in ["a.nq.gz", "a.nq.zst"] {
        folder.run(&["build", "a.txt", "--out", name]).done();
        assert!(fs::metadata(folder.path(name)).unwrap().len() < plain.len() as u64 / 2, "{name}");
        let back = folder.run(&["export", "--graph", name, "--format", "nq"]).done();
        assert_eq!(quads("nq", &back), quads("nq", &plain), "{name}");
    }
}

#[test]
fn a_store_keeps_articles_and_answers() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes()), ("b.txt", ATTACK.as_bytes())]);
    let direct = folder.run(&["build", "a.txt", "b.txt", "--format", "nq", "--published", "2023-11-30"]).done();
    // One after the other, one of them twice.
    for name in ["b.txt", "a.txt", "b.txt"] {
        let silent = folder.run(&["build", name, "--store", "news.kg", "--published", "2023-11-30"]).done();
        assert_eq!(silent, "");
    }
    for format in ["nq", "trig", "jsonld"] {
        let exported = folder.run(&["export", "--store", "news.kg", "--format", format]).done();
        assert_eq!(quads(format, &exported), quads("nq", &direct), "{format}");
    }
    let exported = folder.run(&["export", "--store", "news.kg"]).done();
    assert_eq!(triples("ttl", &exported), triples("nq", &direct));

    let people = "SELECT ?name { ?p a schema:Person ; rdfs:label ?name } ORDER BY ?name";
    let answer = folder.run(&["query", "--store", "news.kg", people, "--format", "csv"]).done();
    assert_eq!(answer.lines().map(str::trim_end).collect::<Vec<_>>(), ["name", "Ana Lima", "Carlos Mendes"]);
    let table = folder.run(&["query", "--store", "news.kg", people, "--format", "table"]).done();
    assert!(table.contains("Ana Lima") && table.contains("name"), "{table}");
    let json = folder.run(&["query", "--store", "news.kg", people, "--format", "json"]).done();
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["results"]["bindings"][0]["name"]["value"], "Ana Lima");

    let day = "ASK { ?e a ng:Meeting ; schema:startDate '2023-11-29'^^xsd:date }";
    let answer = folder.run(&["query", "--store", "news.kg", day]).done();
    assert!(answer.contains("true") || answer.contains("yes"), "Wednesday before 30 November 2023: {answer}");
    let about = "CONSTRUCT { ?e a ?class } { ?e ng:eventType ?class }";
    let answer = folder.run(&["query", "--store", "news.kg", about, "--format", "nt"]).done();
    assert!(triples("nt", &answer).iter().any(|t| t.contains("#Attack>")), "{answer}");
}

#[test]
fn canned_queries_run() {
    let folder = Folder::with(&[]);
    let examples = reading::examples();
    folder.run(&["build", examples.to_str().unwrap(), "--store", "news.kg", "--published", "2024-02-29"]).done();
    for (name, query) in QUERIES {
        fs::write(folder.path("canned.rq"), query).unwrap();
        let ran = folder.run(&["query", "--store", "news.kg", "-f", "canned.rq", "--format", "csv"]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        if ["entities-by-mentions", "event-evidence", "timeline", "who-met-whom"].contains(name) {
            assert!(ran.out.lines().count() > 1, "{name} finds nothing in the examples: {}", ran.out);
        }
    }
    let from_pipe = folder.pipe(&["query", "--store", "news.kg", "-f", "-"], b"ASK { ?e a ng:Event }").done();
    assert!(from_pipe.contains("true") || from_pipe.contains("yes"), "{from_pipe}");
}

#[test]
fn the_text_can_be_left_out() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes())]);
    let with = parsed(&folder.run(&["build", "a.txt", "--format", "nq"]).done());
    let without = parsed(&folder.run(&["build", "a.txt", "--format", "nq", "--no-text"]).done());
    assert!(with.iter().any(|q| q.predicate == nif::IS_STRING));
    let rest: Vec<&Quad> = with.iter().filter(|q| q.predicate != nif::IS_STRING).collect();
    assert_eq!(without.iter().collect::<Vec<_>>(), rest);
}

#[test]
fn the_day_of_publication_anchors_times() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes())]);
    let dates = |day: Option<&str>| {
        let mut args = vec!["build", "a.txt", "--format", "nq"];
        args.extend(day.iter().flat_map(|day| ["--published", day]));
        let quads = parsed(&folder.run(&args).done());
        quads.iter().filter(|q| q.predicate.as_str().ends_with("startDate")).map(|q| q.object.to_string()).collect()
    };
    let dates = |day| -> Vec<String> { dates(day) };
    assert!(dates(Some("2023-11-30"))[0].starts_with("\"2023-11-29\""));
    assert!(dates(Some("2024-05-16T08:00:00Z"))[0].starts_with("\"2024-05-15\""));
    assert!(dates(None).is_empty(), "a weekday without a day of publication is no date");
}

#[test]
fn standard_input_is_read() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes())]);
    let from_file = folder.run(&["build", "a.txt", "--format", "nq"]).done();
    let from_pipe = folder.pipe(&["build", "-", "--format", "nq"], MEETING.as_bytes()).done();
    assert_eq!(from_pipe, from_file, "an article without an address is known by its text");
    let lines = format!("{}\n", serde_json::json!({"id": "x", "text": MEETING}));
    for args in [&["build", "-", "--format", "nq"][..], &["build", "-", "--format", "nq", "--input-format", "jsonl"]] {
        assert_eq!(folder.pipe(args, lines.as_bytes()).done(), from_file);
    }
}

#[test]
fn folders_and_patterns_are_read() {
    let folder = Folder::with(&[
        ("news/a.txt", MEETING.as_bytes()),
        ("news/deep/b.txt", ATTACK.as_bytes()),
        ("news/picture.png", b"\x89PNG\r\n\x1a\n"),
    ]);
    let files = folder.run(&["build", "news/a.txt", "news/deep/b.txt", "--format", "nq"]).done();
    let walked = folder.run(&["build", "news", "--format", "nq"]);
    assert!(walked.err.contains("1 skipped"), "what is passed over is counted: {}", walked.err);
    assert_eq!(walked.done(), files);
    assert_eq!(folder.run(&["build", "news/**/*.txt", "--format", "nq"]).done(), files);
}

#[test]
fn lines_of_json_keep_what_is_known_of_an_article() {
    let line = serde_json::json!({
        "id": "wire-7", "text": MEETING, "title": "A meeting", "url": "https://example.org/7",
        "published": "2023-11-30T18:05:00Z", "author": "Ruth Okello", "publisher": "The Example",
    });
    let folder = Folder::with(&[("a.jsonl", format!("{line}\n").as_bytes())]);
    let graph = folder.run(&["build", "a.jsonl", "--format", "nq"]).done();
    for part in [
        "schema.org/headline> \"A meeting\"@en",
        "schema.org/url> <https://example.org/7>",
        "schema.org/datePublished> \"2023-11-30T18:05:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime>",
        "schema.org/author> \"Ruth Okello\"",
        "schema.org/publisher> \"The Example\"",
        "\"2023-11-29\"^^<http://www.w3.org/2001/XMLSchema#date>",
    ] {
        assert!(graph.contains(part), "no {part} in\n{graph}");
    }
    let record = folder.run(&["annotate", "a.jsonl", "--format", "jsonl"]).done();
    let record: Value = serde_json::from_str(&record).unwrap();
    assert_eq!((&record["id"], &record["title"]), (&"wire-7".into(), &"A meeting".into()));
    assert_eq!((&record["url"], &record["text"]), (&"https://example.org/7".into(), &MEETING.into()));
}

#[test]
fn the_ontology_is_printed() {
    let folder = Folder::with(&[]);
    for name in ["ontology", "alignments", "shapes", "lexicon"] {
        let out = folder.run(&["ontology", name]).done();
        assert!(triples("ttl", &out).len() > 100, "{name}");
    }
    assert_eq!(folder.run(&["ontology"]).done(), folder.run(&["ontology", "ontology"]).done());
    let page = folder.run(&["ontology", "--format", "html"]).done();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<section id=\"Attack\">"), "{page}");
    assert_eq!(folder.run(&["ontology", "lexicon", "--format", "html"]).code, 2);
    assert!(folder.run(&["ontology"]).done().contains(ng::NAMESPACE));
    let queries = folder.run(&["ontology", "queries"]).done();
    for (name, query) in QUERIES {
        assert!(queries.contains(&format!("{name}.rq")), "{name} is not among\n{queries}");
        assert_eq!(folder.run(&["ontology", &format!("{name}.rq")]).done().trim_end(), query.trim_end());
    }
    let wrong = folder.run(&["ontology", "nothing"]);
    assert!(wrong.code == 2 && wrong.err.contains("there is no nothing"), "{wrong:?}");
}

#[test]
fn help_teaches_by_example() {
    let folder = Folder::with(&[]);
    let general = folder.run(&["--help"]).done();
    for command in ["build", "annotate", "query", "export", "ontology"] {
        assert!(general.contains(command), "{general}");
        let help = folder.run(&[command, "--help"]).done();
        let (_, examples) = help.split_once("Examples:").unwrap_or_else(|| panic!("{command} has no examples"));
        let shown = examples.matches(&format!("newsgraph {command}")).count();
        assert!(shown >= 2, "{command} has {shown} examples");
    }
    assert_eq!(folder.run(&["--version"]).done(), format!("newsgraph {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_users_lexicon_adds_events() {
    let folder = Folder::with(&[
        ("a.txt", b"Admiral Ana Lima snorked Carlos Mendes in Lisbon.\n"),
        (
            "mine.ttl",
            br#"
@prefix my: <https://example.org/words#> .
@prefix ng: <https://w3id.org/newsgraph/ontology#> .
@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .
my:snork-v a ontolex:LexicalEntry ;
    ontolex:canonicalForm [ ontolex:writtenRep "snork"@en ] ;
    ontolex:otherForm [ ontolex:writtenRep "snorked"@en ] ;
    lexinfo:partOfSpeech lexinfo:verb ;
    ontolex:sense [
        ontolex:reference ng:Kidnapping ;
        ng:maps [ ng:label "ARG0" ; ng:role ng:agent ], [ ng:label "ARG1" ; ng:role ng:patient ] ;
        ng:acceptExample "The pirates snorked two sailors."@en ;
        ng:rejectExample "The pirates slept."@en
    ] .
"#,
        ),
    ]);
    let kidnapping = |extra: &[&str]| {
        let graph = folder.run(&[&["build", "a.txt", "--format", "nq"], extra].concat()).done();
        parsed(&graph).iter().any(|q| q.predicate == rdf::TYPE && q.object.to_string().ends_with("#Kidnapping>"))
    };
    assert!(!kidnapping(&[]));
    assert!(kidnapping(&["--lexicon", "mine.ttl"]));
}

#[test]
fn shells_complete_each_command_and_each_has_its_page() {
    let folder = Folder::with(&[("man/.keep", b"")]);
    let bash = folder.run(&["completions", "bash"]).done();
    folder.run(&["man", "man"]).done();
    for command in ["build", "query", "export", "annotate", "explain", "analyze", "verify", "ontology"] {
        assert!(bash.contains(&format!("newsgraph__subcmd__{command}")), "{command}");
        let page = fs::read_to_string(folder.path(&format!("man/newsgraph-{command}.1"))).unwrap();
        assert!(page.contains(".SH SYNOPSIS"), "{command}");
    }
    assert_eq!(folder.run(&["man", "none"]).code, 2);
}
