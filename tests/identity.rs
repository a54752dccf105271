//! Who is who across articles: `same` and `different` on a store, undone by deleting a line; names that contradictions
//! split; what is refused; and that a store is never half renamed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use newsgraph::identity::{Identity, Overrides};
use newsgraph::ontology::{foaf, gaf, ng, rdf, rdfs, schema, skos, xsd};
use newsgraph::store::Store;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};
use program::{Folder, Ran};
use proptest::prelude::*;

const KG: &str = "https://w3id.org/newsgraph/kg/";

fn iri(path: &str) -> NamedNode {
    NamedNode::new(format!("{KG}{path}")).unwrap()
}

fn key(number: u64) -> String {
    format!("{:016x}", (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

fn graph(number: u64) -> NamedNode {
    iri(&format!("article/{}", key(number)))
}

fn english(text: &str) -> Term {
    Literal::new_language_tagged_literal(text, "en").unwrap().into()
}

/// An article being written.
struct Sketch {
    graph: NamedNode,
    quads: Vec<Quad>,
}

impl Sketch {
    fn new(number: u64) -> Self {
        let mut sketch = Self { graph: graph(number), quads: Vec::new() };
        let node = sketch.graph.clone();
        sketch.say(&node, rdf::TYPE, schema::NEWS_ARTICLE.into_owned());
        sketch.say(&node, schema::DATE_PUBLISHED, Literal::new_typed_literal("2024-05-02", xsd::DATE));
        sketch
    }

    fn say(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.graph.clone()));
    }

    /// A person mentioned at a place in the text.
    fn person(mut self, name: &str, label: &str, begin: usize) -> Self {
        let node = iri(&format!("entity/{name}"));
        let mention = self.mention(begin);
        self.say(&node, rdf::TYPE, schema::PERSON.into_owned());
        self.say(&node, rdfs::LABEL, english(label));
        self.say(&node, ng::CONFIDENCE, Literal::new_typed_literal(format!("0.{}", 50 + begin % 50), xsd::DECIMAL));
        self.say(&node, gaf::DENOTED_BY, mention);
        self
    }

    fn fact(mut self, name: &str, predicate: NamedNodeRef<'_>, object: impl Into<Term>) -> Self {
        self.say(&iri(&format!("entity/{name}")), predicate, object);
        self
    }

    fn event(mut self, begin: usize, agent: &str) -> Self {
        let event = NamedNode::new(format!("{}#event={begin}", self.graph.as_str())).unwrap();
        self.say(&event, rdf::TYPE, ng::EVENT.into_owned());
        self.say(&event, ng::AGENT, iri(&format!("entity/{agent}")));
        self
    }

    fn mention(&self, begin: usize) -> NamedNode {
        NamedNode::new(format!("{}#char={begin},{}", self.graph.as_str(), begin + 8)).unwrap()
    }

    fn done(self) -> (NamedNode, Vec<Quad>) {
        (self.graph, self.quads)
    }
}

fn age(years: u8) -> Literal {
    Literal::new_typed_literal(years.to_string(), xsd::INTEGER)
}

/// Three articles: two names of one woman, one of them linked; a man of a common name.
fn articles() -> Vec<(NamedNode, Vec<Quad>)> {
    vec![
        Sketch::new(0)
            .person("person/ada-king", "Ada King", 10)
            .person("person/john-smith", "John Smith", 40)
            .event(20, "person/ada-king")
            .done(),
        Sketch::new(1)
            .person("person/ada-lovelace", "Ada Lovelace", 5)
            .person("person/ada-king", "Ada King", 30)
            .fact("person/ada-king", schema::SPOUSE, iri("entity/person/ada-lovelace"))
            .event(60, "person/ada-lovelace")
            .done(),
        Sketch::new(2)
            .person("Q7259", "Countess of Lovelace", 0)
            .fact("Q7259", skos::CLOSE_MATCH, NamedNode::new("http://www.wikidata.org/entity/Q7259").unwrap())
            .person("person/john-smith", "John Smith", 50)
            .event(70, "Q7259")
            .done(),
    ]
}

fn folder(articles: &[(NamedNode, Vec<Quad>)]) -> Folder {
    let folder = Folder::with(&[]);
    Store::open(folder.path("news.kg")).unwrap().replace_articles(articles).unwrap();
    folder
}

fn rows(folder: &Folder, query: &str) -> Vec<String> {
    let out = folder.run(&["query", "--store", "news.kg", query, "--format", "tsv"]).done();
    let mut rows: Vec<String> = out.lines().skip(1).map(|row| row.replace(KG, "")).collect();
    rows.sort();
    rows
}

fn overrides(folder: &Folder) -> String {
    fs::read_to_string(folder.path("news.overrides.ttl")).unwrap_or_default()
}

fn delete_line(folder: &Folder, with: &str) {
    let path = folder.path("news.overrides.ttl");
    let text = fs::read_to_string(&path).unwrap();
    let (gone, rest): (Vec<&str>, Vec<&str>) =
        text.lines().partition(|line| line.starts_with('<') && line.contains(with));
    assert_eq!(gone.len(), 1, "{text}");
    fs::write(path, rest.join("\n") + "\n").unwrap();
}

const AGENTS: &str = "SELECT DISTINCT ?who { ?e ng:agent ?who }";
const NAMES: &str = "SELECT ?who ?name { ?who rdfs:label ?name }";

#[test]
fn two_names_become_one_and_two_again() {
    let folder = folder(&articles());
    let (agents, names) = (rows(&folder, AGENTS), rows(&folder, NAMES));
    let export = ["export", "--store", "news.kg", "--format", "nq"];
    let (before, kept) = (folder.run(&export).done(), fs::read(folder.path("news.kg")).unwrap());

    let ran = folder.run(&["same", "--store", "news.kg", "person:ada-king", "person:ada-lovelace"]);
    assert!(ran.err.contains("to undo it, delete line 6 of news.overrides.ttl"), "{}", ran.err);
    assert_eq!(rows(&folder, AGENTS), ["<entity/Q7259>", "<entity/person/ada-king>"]);
    folder.run(&["same", "--store", "news.kg", "wd:Q7259", "person:ada-lovelace"]).done();
    assert_eq!(rows(&folder, AGENTS), ["<entity/Q7259>"]);
    assert_eq!(
        rows(&folder, NAMES),
        ["<entity/Q7259>\t\"Countess of Lovelace\"@en", "<entity/person/john-smith>\t\"John Smith\"@en"]
    );
    let alt = rows(&folder, "SELECT ?name { entity:Q7259 skos:altLabel ?name }");
    assert_eq!(alt, ["\"Ada King\"@en", "\"Ada Lovelace\"@en"]);
    // Each article is whole in itself: one label, one confidence, a link; nobody is married to herself.
    let count = "SELECT ?g (COUNT(DISTINCT ?l) AS ?ls) (COUNT(DISTINCT ?c) AS ?cs) (COUNT(DISTINCT ?m) AS ?ms) {
        GRAPH ?g { entity:Q7259 rdfs:label ?l ; ng:confidence ?c ; gaf:denotedBy ?m } } GROUP BY ?g";
    let counts: BTreeSet<String> =
        rows(&folder, count).iter().map(|r| r.split_once('\t').unwrap().1.to_owned()).collect();
    assert_eq!(counts, BTreeSet::from(["1\t1\t1".to_owned(), "1\t1\t2".to_owned()]));
    assert!(rows(&folder, "SELECT ?s { ?s schema:spouse ?o }").is_empty());
    let linked = "SELECT ?g { GRAPH ?g { entity:Q7259 skos:exactMatch wd:Q7259 } }";
    assert_eq!(rows(&folder, linked).len(), 2, "where a user says so; the third article is not sure");
    let exported = folder.run(&export).done();
    assert!(!exported.contains("ada-king"));
    for article in 0..3 {
        let end = format!("{} .", graph(article));
        let lines = exported.lines().filter(|line| line.ends_with(&end));
        assert!(lines.is_sorted(), "{exported}");
    }

    // What the store keeps is what it kept; without the lines all is as before.
    assert!(folder.run(&["same", "--store", "news.kg", "Q7259", "person:ada-king"]).err.contains("to undo it"));
    for line in ["ada-king> .", "<https://w3id.org/newsgraph/kg/entity/person/ada-king> skos", "Q7259> skos"] {
        delete_line(&folder, line);
    }
    assert_eq!((rows(&folder, AGENTS), rows(&folder, NAMES)), (agents, names));
    assert_eq!(folder.run(&export).done(), before);
    assert_eq!(fs::read(folder.path("news.kg")).unwrap(), kept);
}

#[test]
fn a_namesake_gets_a_name_of_his_own() {
    let people = "SELECT ?g ?who { GRAPH ?g { ?who rdfs:label 'John Smith'@en } }";
    let own = format!("<article/{}>\t<article/{}#entity=50>", key(2), key(2));
    let shared = format!("<article/{}>\t<entity/person/john-smith>", key(0));
    let mut expected = vec![own, shared];
    expected.sort();
    let article = format!("article:{}", key(2));
    let mention = format!("{article}#char=50,58");
    for args in [
        vec!["person:john-smith", "--in", &article],
        vec!["person:john-smith", "person:john-smith", "--in", &article["article:".len()..]],
        vec![&mention, "person:john-smith"],
        vec!["person:john-smith", &mention],
    ] {
        let folder = folder(&articles());
        folder.run(&[&["different", "--store", "news.kg"], &args[..]].concat()).done();
        assert_eq!(rows(&folder, people), expected, "{args:?}");
        let evidence = rows(&folder, "SELECT ?m { ?who rdfs:label 'John Smith'@en ; gaf:denotedBy ?m }");
        assert_eq!(evidence.len(), 2);
        // Who he is can be said of his mention, or of his new name.
        folder.run(&["same", "--store", "news.kg", &mention, "Q42"]).done();
        assert!(rows(&folder, people).contains(&format!("<article/{}>\t<entity/Q42>", key(2))));
        let contrary = folder.run(&["same", "--store", "news.kg", "person:john-smith", "Q42"]);
        assert_eq!(contrary.code, 1, "{contrary:?}");
        assert!(contrary.err.contains("different by lines 6 and 7"), "{}", contrary.err);
        delete_line(&folder, "differentFrom");
        folder.run(&["same", "--store", "news.kg", "person:john-smith", "Q42"]).done();
        assert_eq!(rows(&folder, "SELECT DISTINCT ?w { ?w rdfs:label 'John Smith'@en }"), ["<entity/Q42>"]);
    }
}

#[test]
fn a_wrong_link_is_taken_off() {
    let folder = folder(&articles());
    let article = format!("article:{}", key(2));
    folder.run(&["different", "--store", "news.kg", "Q7259", "--in", &article]).done();
    let own = format!("<article/{}#entity=0>", key(2));
    assert_eq!(rows(&folder, "SELECT ?w { ?w rdfs:label 'Countess of Lovelace'@en }"), [own]);
    let links = "SELECT ?w ?o { ?w skos:closeMatch|skos:exactMatch ?o }";
    assert!(rows(&folder, links).is_empty());
    folder.run(&["same", "--store", "news.kg", &format!("{article}#char=0,8"), "Q42"]).done();
    assert_eq!(rows(&folder, links), ["<entity/Q42>\t<http://www.wikidata.org/entity/Q42>"]);
}

#[test]
fn a_wrong_link_to_an_entry_of_the_users_own_is_taken_off() {
    let mut sketch = Sketch::new(0);
    let own = NamedNode::new("https://example.org/people/7").unwrap();
    let mention = sketch.mention(3);
    sketch.say(&own, rdf::TYPE, schema::PERSON.into_owned());
    sketch.say(&own, rdfs::LABEL, english("Ada King"));
    sketch.say(&own, gaf::DENOTED_BY, mention);
    sketch.say(&own, skos::EXACT_MATCH, NamedNode::new("https://example.com/register/ada").unwrap());
    sketch.say(&own, ng::LINK_CONFIDENCE, Literal::new_typed_literal("0.9", xsd::DECIMAL));
    let folder = folder(&[sketch.done()]);
    let what = "SELECT ?w ?o { ?w skos:exactMatch|ng:linkConfidence ?o }";
    assert_eq!(rows(&folder, what).len(), 2);
    let article = format!("article:{}", key(0));
    folder.run(&["different", "--store", "news.kg", "https://example.org/people/7", "--in", &article]).done();
    assert!(rows(&folder, what).is_empty());
    let scoped = format!("<article/{}#entity=3>", key(0));
    assert_eq!(rows(&folder, "SELECT ?w { ?w rdfs:label 'Ada King'@en }"), [scoped]);
}

#[test]
fn names_are_split_where_articles_contradict_each_other() {
    let smith = |number, years| {
        Sketch::new(number)
            .person("person/john-smith", "John Smith", 3)
            .fact("person/john-smith", foaf::AGE, age(years))
            .done()
    };
    let three = [smith(0, 31), smith(1, 70), smith(2, 71)];
    let folder = folder(&three);
    let who = "SELECT DISTINCT ?who { ?who a schema:Person }";
    let split = format!("<entity/person/john-smith~{}>", &key(0)[..8]);
    assert_eq!(rows(&folder, who), ["<entity/person/john-smith>".to_owned(), split.clone()]);
    // A user knows better.
    folder
        .run(&["same", "--store", "news.kg", &format!("person:john-smith~{}", &key(0)[..8]), "person:john-smith"])
        .done();
    assert_eq!(rows(&folder, who), ["<entity/person/john-smith>"]);
    // The name of a group holds in files of RDF that were written before, and nothing is split there.
    delete_line(&folder, "exactMatch");
    assert_eq!(rows(&folder, who).len(), 2);
    folder.run(&["export", "--store", "news.kg", "--out", "a.nq"]).done();
    fs::write(
        folder.path("mine.ttl"),
        format!("<{KG}entity/person/john-smith> <http://www.w3.org/2004/02/skos/core#exactMatch> <http://a.org/js> ."),
    )
    .unwrap();
    let out = folder.run(&["query", "--graph", "a.nq", "--overrides", "mine.ttl", who, "--format", "csv"]).done();
    assert!(out.contains("http://a.org/js") && out.contains(&split[1..split.len() - 1]), "{out}");
}

#[test]
fn what_cannot_be_is_refused() {
    let folder = folder(&articles());
    let event = format!("article:{}#event=20", key(0));
    let mention = format!("article:{}#char=999,1002", key(0));
    let store = |args: &[&str]| folder.run(&[args, &["--store", "news.kg"]].concat());
    for (args, code, expected) in [
        (vec!["same", "person:ada-king", "person:nobody-here"], 2, "person:nobody-here is not in the store"),
        (vec!["same", "person:ada-king", "Q72x"], 2, "Q72x is no identifier of Wikidata"),
        (vec!["same", "person:ada-king", "entity:Q72x"], 2, "entity:Q72x is not in the store"),
        (vec!["same", "person:ada-king", "Ada"], 2, "Ada is no name of an entity"),
        (vec!["same", "person:ada-king", &event], 2, "is no entity"),
        (vec!["same", "person:ada-king", &mention], 2, "is no mention of an entity"),
        (vec!["same", "Q1", "Q2"], 2, "neither entity:Q1 nor entity:Q2 is in the store"),
        (vec!["same", "person:ada-king", "person:ada-king"], 2, "this is one name"),
        (vec!["different", "person:ada-king", "person:ada-king"], 2, "--in ARTICLE"),
        (vec!["different", "person:ada-king", "--in", "article:0000"], 2, "there is no article article:0000"),
        (vec!["different", "person:ada-lovelace", "--in", &key(0)], 2, "is not in article:"),
        (vec!["same", "person:ada-king"], 2, "<B>"),
    ] {
        let ran = store(&args);
        assert!(ran.code == code && ran.err.contains(expected), "{args:?}: {ran:?}");
        assert!(!folder.path("news.overrides.ttl").exists(), "{args:?} wrote");
    }
    store(&["same", "person:ada-king", "person:ada-lovelace"]).done();
    store(&["same", "person:ada-lovelace", "Q7259"]).done();
    store(&["same", "Q7259", "person:ada-king"]).done(); // a cycle
    store(&["different", "person:john-smith", "Q7259"]).done();
    let file = overrides(&folder);
    for (args, expected) in [
        (vec!["different", "person:ada-king", "Q7259"], "are the same by line 8 of news.overrides.ttl"),
        (
            vec!["same", "person:ada-lovelace", "person:john-smith"],
            "are different by lines 7 and 9 of news.overrides.ttl",
        ),
    ] {
        let ran = store(&args);
        assert!(ran.code == 1 && ran.err.contains(expected), "{args:?}: {ran:?}");
    }
    assert!(store(&["same", "person:ada-lovelace", "person:ada-king"]).err.contains("says so already"));
    assert_eq!(overrides(&folder), file, "nothing of this was written");
    assert_eq!(folder.run(&["query", "--store", "news.kg", AGENTS, "--overrides", "nowhere.ttl"]).code, 2);
}

#[test]
fn a_broken_file_is_an_error_with_its_line_and_changes_nothing() {
    let folder = folder(&articles());
    let kept = fs::read(folder.path("news.kg")).unwrap();
    let a = format!("<{KG}entity/person/ada-king>");
    let b = format!("<{KG}entity/Q7259>");
    let skos = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix ng: <https://w3id.org/newsgraph/ontology#> .\n";
    let own = format!("{}#entity=10", graph(0).as_str());
    for (text, expected) in [
        (format!("{skos}{a} skos:exactMatch {b}\n{b} skos:exactMatch {a} .\n"), "news.overrides.ttl:4:"),
        (
            format!("{skos}{a} skos:exactMatch {b} .\n{a} ng:differentFrom {b} .\n"),
            "different by line 4, and the same by line 3",
        ),
        (format!("{skos}\n{a} skos:closeMatch {b} .\n"), "news.overrides.ttl:4: "),
        (
            format!(
                "{skos}<{m}> skos:exactMatch {b} .\n<{n}> ng:differentFrom {b} .\n",
                m = Sketch::new(0).mention(10).as_str(),
                n = own
            ),
            "different by line 4, and the same by line 3",
        ),
    ] {
        fs::write(folder.path("news.overrides.ttl"), &text).unwrap();
        for args in [
            &["query", "--store", "news.kg", AGENTS][..],
            &["export", "--store", "news.kg", "--out", "out.nq"],
            &["same", "--store", "news.kg", "person:ada-lovelace", "Q1"],
        ] {
            let ran = folder.run(args);
            assert!(ran.code == 1 && ran.err.contains(expected), "{text}{args:?}: {ran:?}");
        }
        assert_eq!(overrides(&folder), text);
        assert!(!folder.path("out.nq").exists());
    }
    assert_eq!(fs::read(folder.path("news.kg")).unwrap(), kept);
}

#[test]
fn a_graph_is_built_under_the_users_names() {
    let folder = Folder::with(&[("a.txt", program::MEETING.as_bytes())]);
    fs::write(
        folder.path("mine.ttl"),
        format!("<{KG}entity/person/ana-lima> <http://www.w3.org/2004/02/skos/core#exactMatch> <http://a.org/ana> ."),
    )
    .unwrap();
    let plain = folder.run(&["build", "a.txt", "--format", "nq"]).done();
    assert!(plain.contains("entity/person/ana-lima"), "{plain}");
    let named = folder.run(&["build", "a.txt", "--format", "nq", "--overrides", "mine.ttl"]).done();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(lines(&named), lines(&plain.replace(&format!("{KG}entity/person/ana-lima"), "http://a.org/ana")));
    // A store keeps what the article says, and shows it under the names of the file beside it.
    fs::rename(folder.path("mine.ttl"), folder.path("news.overrides.ttl")).unwrap();
    folder.run(&["build", "a.txt", "--store", "news.kg"]).done();
    assert_eq!(folder.run(&["export", "--store", "news.kg", "--format", "nq"]).done(), named);
    fs::write(folder.path("news.overrides.ttl"), "?").unwrap();
    let broken = folder.run(&["build", "a.txt", "--store", "news.kg"]);
    assert!(broken.code == 1 && broken.err.contains("news.overrides.ttl:1:1"), "{broken:?}");
}

#[test]
fn many_articles_are_written_as_few_are() {
    let line = |n: u32| {
        format!(
            "{{\"id\": \"{n}\", \"url\": \"http://a.org/{n}\", \"text\": \"Ana Lima met Carlos Mendes {n} times.\"}}\n"
        )
    };
    // The first article comes again, with more to say, when the others have moved to a file.
    let again = "{\"id\": \"0\", \"url\": \"http://a.org/0\", \"text\": \"Ana Lima left Lisbon.\"}\n";
    let input: String = (0..502).map(line).chain([again.to_owned()]).collect();
    let folder = Folder::with(&[("many.jsonl", input.as_bytes())]);
    folder.run(&["build", "many.jsonl", "--out", "many.nq"]).done();
    folder.run(&["build", "many.jsonl", "--store", "many.kg"]).done();
    let stored = folder.run(&["export", "--store", "many.kg", "--format", "nq"]).done();
    let written = fs::read_to_string(folder.path("many.nq")).unwrap();
    let graph = |line: &str| line.rsplit(' ').nth(1).unwrap().to_owned();
    let first = graph(written.lines().next().unwrap());
    assert!(written.lines().filter(|line| graph(line) == first).any(|line| line.contains("\"Ana Lima left Lisbon.\"")));
    let sorted = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(sorted(&written), sorted(&stored));
    assert_eq!(written.lines().count(), stored.lines().count());
}

/// A thousand small articles about two people, one of them under two names.
fn thousand() -> Vec<(NamedNode, Vec<Quad>)> {
    (0..1000)
        .map(|n| {
            let name = ["person/ada-king", "person/ada-lovelace"][n as usize % 2];
            let other = format!("person/witness-{}", n % 97);
            Sketch::new(n).person(name, "Ada", 4).person(&other, "A Witness", 20).event(30, name).done()
        })
        .collect()
}

#[test]
fn a_killed_program_leaves_the_store_before_or_after() {
    let folder = folder(&thousand());
    let count = "SELECT ?who (COUNT(*) AS ?n) { ?e ng:agent ?who } GROUP BY ?who";
    let before = rows(&folder, count);
    assert_eq!(before, ["<entity/person/ada-king>\t500", "<entity/person/ada-lovelace>\t500"]);
    let after = vec!["<entity/person/ada-king>\t1000".to_owned()];
    let kept = fs::read(folder.path("news.kg")).unwrap();
    let args = ["same", "--store", "news.kg", "person:ada-king", "person:ada-lovelace"];
    let begun = Instant::now();
    folder.run(&args).done();
    let whole = begun.elapsed();
    let complete = overrides(&folder);
    assert_eq!(rows(&folder, count), after);

    let mut seen = [0, 0];
    for round in 0..60u32 {
        let _ = fs::remove_file(folder.path("news.overrides.ttl"));
        let mut child = folder.command(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // From the very beginning to a little after the usual end, in an order that is no order.
        std::thread::sleep(whole.mul_f64(f64::from(round * 37 % 60) / 50.0));
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
        let file = overrides(&folder);
        let is_after = usize::from(!file.is_empty());
        assert!(file.is_empty() || file == complete, "a half-written file: {file}");
        seen[is_after] += 1;
        // Each question costs a process; the file says it already.
        if round % 6 == 0 {
            assert_eq!(rows(&folder, count), if is_after == 1 { after.clone() } else { before.clone() });
        }
    }
    assert!(seen[0] > 5, "killed too late to prove anything: {seen:?}");
    assert_eq!(fs::read(folder.path("news.kg")).unwrap(), kept);
    // What a killed program left behind is in nobody's way.
    let _ = fs::remove_file(folder.path("news.overrides.ttl"));
    folder.run(&args).done();
    assert_eq!(rows(&folder, count), after);
}

#[test]
fn a_query_during_a_change_sees_before_or_after() {
    let folder = folder(&articles());
    let before = rows(&folder, AGENTS);
    let args = ["same", "--store", "news.kg", "person:ada-king", "person:ada-lovelace"];
    folder.run(&args).done();
    let after = rows(&folder, AGENTS);
    assert_ne!(before, after);
    let deadline = Instant::now() + Duration::from_secs(3);
    while Instant::now() < deadline {
        fs::remove_file(folder.path("news.overrides.ttl")).unwrap();
        let mut change = folder.command(&args).stderr(Stdio::null()).spawn().unwrap();
        let seen = rows(&folder, AGENTS);
        assert!(seen == before || seen == after, "{seen:?}");
        assert!(change.wait().unwrap().success());
    }
}

#[test]
fn two_who_add_a_line_at_once_add_two() {
    let folder = folder(&articles());
    let pairs: Vec<String> = (1..=6).map(|n| format!("Q{n}")).collect();
    let names = ["person:ada-king", "person:ada-lovelace", "person:john-smith"];
    let children: Vec<_> = pairs
        .iter()
        .zip(names.iter().cycle())
        .map(|(q, name)| {
            let args = ["different", "--store", "news.kg", name, q];
            folder.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for child in children {
        Ran::of(&["different"], &child.wait_with_output().unwrap()).done();
    }
    assert_eq!(overrides(&folder).matches("ng:differentFrom <").count(), 6, "{}", overrides(&folder));
}

/// What a store shows of these articles, as N-Quads.
fn shown(articles: &[(NamedNode, Vec<Quad>)], file: &str) -> Vec<String> {
    let store = Store::memory();
    for batch in articles.chunks(3) {
        store.replace_articles(batch).unwrap();
    }
    let store = store.named_by(Identity::new(Overrides::parse(Path::new("x.ttl"), file).unwrap())).unwrap();
    store.quads().unwrap().map(|quad| quad.unwrap().to_string()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_order_of_articles_and_lines_shows_the_same(
        facts in prop::collection::vec((0..4u64, 20..80u8), 2..10),
        order in Just((0..10usize).collect::<Vec<_>>()).prop_shuffle(),
        lines in Just((0..4usize).collect::<Vec<_>>()).prop_shuffle(),
        threads in 1..4usize,
    ) {
        let articles: Vec<_> = facts
            .iter()
            .enumerate()
            .map(|(n, (name, years))| {
                let name = format!("person/name-{name}");
                Sketch::new(n as u64).person(&name, &name, 3).fact(&name, foaf::AGE, age(*years)).event(9, &name).done()
            })
            .collect();
        let same = |a: &str, b: &str| format!("<{KG}{a}> <http://www.w3.org/2004/02/skos/core#exactMatch> <{KG}{b}> .\n");
        let file = [
            same("entity/person/name-0", "entity/person/name-1"),
            same("entity/person/name-1", "entity/Q5"),
            same(&format!("article/{}#char=3,11", key(0)), "entity/person/name-2"),
            format!("<{KG}article/{}#char=3,11> <https://w3id.org/newsgraph/ontology#differentFrom> <{KG}entity/Q9> .\n", key(1)),
        ];
        let first = shown(&articles, &file.concat());
        let shuffled: Vec<_> = order.iter().filter_map(|&n| articles.get(n).cloned()).collect();
        let other_file: String = lines.iter().map(|&n| file[n].as_str()).collect();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let second = pool.install(|| shown(&shuffled, &other_file));
        prop_assert_eq!(first, second);
    }
}

#[test]
fn a_change_of_the_articles_changes_the_names() {
    let smith = |number, years| {
        Sketch::new(number)
            .person("person/john-smith", "John Smith", 3)
            .fact("person/john-smith", foaf::AGE, age(years))
            .done()
    };
    let store = Store::memory();
    store.replace_articles(&[smith(0, 31), smith(1, 32)]).unwrap();
    let store = store.named_by(Identity::default()).unwrap();
    let people = || {
        let options = newsgraph::store::QueryOptions::default();
        match store.query("SELECT DISTINCT ?p { ?p a schema:Person }", &options).unwrap() {
            newsgraph::store::Answer::Solutions(rows) => rows.count(),
            _ => 0,
        }
    };
    assert_eq!(people(), 1);
    store.replace_articles(&[smith(2, 80)]).unwrap();
    assert_eq!(people(), 2);
    store.remove_article(&graph(2)).unwrap();
    assert_eq!(people(), 1);
}
