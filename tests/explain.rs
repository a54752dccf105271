//! `newsgraph explain` from outside: the sentences, their marks, and what is said where there is nothing.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use std::sync::LazyLock;

use program::Folder;

const NEWS: &str = "{\"id\": \"a\", \"url\": \"https://example.org/a\", \"title\": \"Talks\", \"published\": \"2024-05-02\", \
    \"text\": \"Foreign Minister Ana Lima met President Carlos Mendes in Lisbon on Wednesday. Lima arrived in Porto \
    later. Mendes said that rebels attacked the town of Kolmås.\"}\n";

static STORE: LazyLock<Folder> = LazyLock::new(|| {
    let folder = Folder::with(&[("a.jsonl", NEWS.as_bytes())]);
    folder.run(&["build", "a.jsonl", "--store", "news.kg"]).done();
    folder.run(&["export", "--store", "news.kg", "--out", "news.trig", "--rdf", "1.2"]).done();
    folder
});

fn first(query: &str) -> String {
    let rows = STORE.run(&["query", query, "--store", "news.kg", "--format", "csv"]).done();
    rows.lines().nth(1).unwrap_or_else(|| panic!("no row: {query}")).trim().to_owned()
}

/// The explanation of one thing, from the store and from a file of RDF 1.2: the same.
fn explain(arguments: &[&str]) -> String {
    let from_store = STORE.run(&[&["explain"], arguments, &["--store", "news.kg"]].concat()).done();
    let from_file = STORE.run(&[&["explain"], arguments, &["--graph", "news.trig"]].concat()).done();
    let sentences = |text: &str| text.lines().filter(|l| l.starts_with("    ")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(sentences(&from_store), sentences(&from_file), "{arguments:?}");
    from_store
}

#[test]
fn things_are_explained_by_their_sentences() {
    let meeting = first("SELECT ?e { ?e ng:eventType ng:Meeting }");
    let claim = first("SELECT ?c { ?c a ng:Claim }");
    for (name, parts) in [
        (
            "Ana Lima",
            vec![
                "Ana Lima (person:ana-lima)",
                "schema:Person",
                "[Foreign Minister Ana Lima|this] met",
                "[Lima|this] arrived in Porto",
            ],
        ),
        ("person:ana-lima", vec!["Talks  2024-05-02", "https://example.org/a", "read by newsgraph"]),
        (
            meeting.as_str(),
            vec![
                "ng:Happened",
                "trigger “met” as meet",
                "confidence 0.",
                "[met|trigger]",
                "Ana Lima|",
                "[Lisbon|place]",
            ],
        ),
        (claim.as_str(), vec!["cue “say”", "[Mendes|source] [said|cue]", "|content]"]),
        ("ng:Attack", vec!["a term of the ontology", "skos:definition"]),
    ] {
        let text = if name.starts_with("ng:") {
            STORE.run(&["explain", name, "--store", "news.kg"]).done()
        } else {
            explain(&[name])
        };
        for part in parts {
            assert!(text.contains(part), "{name}: no {part} in\n{text}");
        }
    }
}

#[test]
fn triples_are_explained_by_their_statements_or_their_subjects() {
    let meeting = first("SELECT ?e { ?e ng:eventType ng:Meeting }");
    let place = first("SELECT ?p { ?e ng:eventType ng:Meeting ; sem:hasPlace ?p }");
    for (triple, parts) in [
        (
            ["Ana Lima", "schema:jobTitle", "Foreign Minister"],
            vec!["statement", "status ng:Current", "Minister Ana Lima|statement]"],
        ),
        ([meeting.as_str(), "sem:hasPlace", place.as_str()], vec!["[met|trigger]", "[Lisbon|sem:hasPlace]"]),
        (["person:ana-lima", "a", "schema:Person"], vec!["read from the words marked", "Ana Lima|this]"]),
    ] {
        let text = explain(&[&["--triple"], &triple[..]].concat());
        for part in parts {
            assert!(text.contains(part), "{triple:?}: no {part} in\n{text}");
        }
    }
}

#[test]
fn what_is_not_there_is_said_with_what_is_near() {
    for (arguments, code, parts) in [
        (vec!["person:ana-lina"], 1, vec!["nothing named person:ana-lina", "person:ana-lima  Ana Lima"]),
        (vec!["Anna Lima"], 1, vec!["nothing named Anna Lima", "person:ana-lima"]),
        (
            vec!["--triple", "person:ana-lima", "schema:jobTitle", "Pope"],
            1,
            vec!["no article says that", "Foreign Minister"],
        ),
        (vec!["--triple", "person:ana-lima", "schema:spouse", "entity:Q1"], 1, vec!["has any schema:spouse"]),
        (
            vec!["--triple", "person:ana-lima", "no predicate", "entity:Q1"],
            2,
            vec!["neither an IRI nor a prefixed name"],
        ),
        (vec![], 2, vec!["required"]),
    ] {
        let ran = STORE.run(&[&["explain", "--store", "news.kg"], &arguments[..]].concat());
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.err);
        for part in parts {
            assert!(ran.err.contains(part), "{arguments:?}: no {part} in\n{}", ran.err);
        }
    }
}
