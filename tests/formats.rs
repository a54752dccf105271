//! Every format that a graph can be written in: what is written is read back as the same graph, says the same each time,
//! and holds what other tools need.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use newsgraph::ontology::ONTOLOGY;
use newsgraph::store::{Format, JSON_LD_CONTEXT, Store};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use program::Folder;
use serde_json::Value;

/// A relation, a post, a claim, an event that happened and one that did not, a text with what XML must escape.
const NEWS: &str = "Rebels attacked the town of Kolmås on 3 March 2022, killing 14 soldiers.\n\n\
    Foreign Minister Ana Lima met President Carlos Mendes of Brazil in Lisbon on Wednesday. \"We're <not> talking & \
    won't,\" she said. Police said that no one was arrested. Lima, who was born in Porto, works for the United Nations.\n";

/// A folder with `news.kg` of two articles.
static NEWS_STORE: LazyLock<Folder> = LazyLock::new(|| {
    let other = "{\"id\": \"b\", \"url\": \"https://example.org/b?x=1&y=2\", \"title\": \"=Storm\", \"published\": \
                 \"2024-05-02\", \"publisher\": \"Agency\", \"text\": \"A storm killed 3 people in Lisbon on Monday, \
                 President Carlos Mendes said.\"}\n";
    let folder = Folder::with(&[("a.txt", NEWS.as_bytes()), ("b.jsonl", other.as_bytes())]);
    folder.run(&["build", "a.txt", "b.jsonl", "--published", "2024-05-02", "--store", "news.kg"]).done();
    folder
});

fn export(arguments: &[&str]) -> String {
    NEWS_STORE.run(&[&["export", "--store", "news.kg"], arguments].concat()).done()
}

fn parse(format: RdfFormat, text: &str) -> BTreeSet<String> {
    let quads: Vec<Quad> = RdfParser::from_format(format).for_slice(text).collect::<Result<_, _>>().unwrap();
    assert!(quads.iter().all(|quad| !matches!(quad.subject, NamedOrBlankNode::BlankNode(_))), "a blank node");
    quads.iter().map(ToString::to_string).collect()
}

fn rdf_format(name: &str) -> RdfFormat {
    match Format::from_name(name).unwrap() {
        Format::Turtle => RdfFormat::Turtle,
        Format::NTriples => RdfFormat::NTriples,
        Format::NQuads => RdfFormat::NQuads,
        Format::TriG => RdfFormat::TriG,
        Format::RdfXml => RdfFormat::RdfXml,
        Format::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
    }
}

fn stored() -> Vec<Quad> {
    let store = Store::open_read_only(NEWS_STORE.path("news.kg")).unwrap();
    store.quads().unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_format_gives_back_the_same_graph() {
    let quads: BTreeSet<String> = stored().iter().map(ToString::to_string).collect();
    let triples: BTreeSet<String> =
        stored().into_iter().map(|quad| Quad { graph_name: GraphName::DefaultGraph, ..quad }.to_string()).collect();
    assert!(triples.len() > 100);
    for name in Format::NAMES {
        let text = export(&["--format", name]);
        let expected = if ["nq", "trig", "jsonld"].contains(&name) { &quads } else { &triples };
        assert_eq!(parse(rdf_format(name), &text), *expected, "{name}");
        assert_eq!(export(&["--format", name]), text, "{name} is not the same each time");
    }
}

#[test]
fn compressed_files_go_out_and_in() {
    for name in ["z.ttl.gz", "z.jsonld.zst", "z.rdf.gz"] {
        export(&["--out", name]);
        let count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }";
        let count = |source: &[&str]| NEWS_STORE.run(&[&["query", count, "--format", "csv"], source].concat()).done();
        assert_eq!(count(&["--graph", name]), count(&["--store", "news.kg"]), "{name}");
    }
}

#[test]
fn statements_are_reifiers_in_rdf_1_2() {
    let statements = stored().iter().filter(|q| q.predicate == rdf::SUBJECT).count();
    assert!(statements > 0, "no statement to try it on");
    for name in ["ttl", "nt", "nq", "trig"] {
        let text = export(&["--format", name, "--rdf", "1.2"]);
        let quads: Vec<Quad> =
            RdfParser::from_format(rdf_format(name)).for_slice(&text).collect::<Result<_, _>>().unwrap();
        let reified: Vec<&Quad> = quads.iter().filter(|q| matches!(q.object, Term::Triple(_))).collect();
        assert_eq!(reified.len(), statements, "{name}");
        assert!(reified.iter().all(|q| q.predicate == rdf::REIFIES), "{name}");
        assert!(!text.contains("ns#Statement") && !text.contains("rdf:Statement"), "{name}");
        // What was read as RDF 1.2 is written as such, and nothing is lost on the way.
        let file = format!("twelve.{name}");
        std::fs::write(NEWS_STORE.path(&file), &text).unwrap();
        let again = NEWS_STORE.run(&["export", "--graph", &file, "--format", name]).done();
        let back: Vec<Quad> =
            RdfParser::from_format(rdf_format(name)).for_slice(&again).collect::<Result<_, _>>().unwrap();
        let set = |quads: &[Quad]| {
            quads.iter().map(|q| format!("{} {} {}", q.subject, q.predicate, q.object)).collect::<BTreeSet<_>>()
        };
        assert_eq!(set(&back), set(&quads), "{name}");
    }
    for name in ["rdf", "jsonld", "gexf"] {
        let ran = NEWS_STORE.run(&["export", "--store", "news.kg", "--format", name, "--rdf", "1.2"]);
        assert_eq!(ran.code, 2, "{name}");
        assert!(ran.err.contains("1.2") && ran.err.contains("ttl"), "{name}: {}", ran.err);
    }
    // Read from RDF 1.2, relations are relations still.
    let tables = |source: &[&str]| NEWS_STORE.run(&[&["export", "--format", "graphml"], source].concat()).done();
    assert_eq!(tables(&["--graph", "twelve.nq"]), tables(&["--store", "news.kg"]));
}

#[test]
fn json_ld_is_compact() {
    let text = export(&["--format", "jsonld"]);
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["@context"], serde_json::from_str::<Value>(JSON_LD_CONTEXT).unwrap()["@context"]);
    let graphs = document["@graph"].as_array().unwrap();
    assert_eq!(graphs.len(), 2, "a graph an article");
    let things = graphs.iter().flat_map(|graph| graph["@graph"].as_array().unwrap());
    for (key, value) in things.flat_map(|thing| thing.as_object().unwrap()) {
        assert!(!key.contains("//"), "{key} is no term");
        assert!(key != "type" || !value.to_string().contains("//"), "{value} is no term");
    }
}

#[test]
fn properties_of_the_ontology_are_terms_of_the_context() {
    let document: Value = serde_json::from_str(JSON_LD_CONTEXT).unwrap();
    let context = document["@context"].as_object().unwrap();
    let mut by_iri: BTreeMap<&str, &Value> = BTreeMap::new();
    for definition in context.values() {
        by_iri.extend(definition["@id"].as_str().map(|iri| (iri, definition)));
    }
    // What is said of words in the lexicon alone is in no graph.
    let used = stored().into_iter().map(|quad| quad.predicate.into_string()).collect::<BTreeSet<_>>();
    let mut seen = 0;
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(ONTOLOGY) {
        let quad = quad.unwrap();
        let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(class)) = (&quad.subject, &quad.object) else {
            continue;
        };
        let Some(local) = subject.as_str().strip_prefix("https://w3id.org/newsgraph/ontology#") else { continue };
        if quad.predicate == rdf::TYPE && class.as_str().ends_with("#ObjectProperty") && used.contains(subject.as_str())
        {
            let definition = by_iri.get(format!("ng:{local}").as_str());
            let kind = definition.and_then(|d| d["@type"].as_str()).unwrap_or_default();
            assert!(["@id", "@vocab"].contains(&kind), "ng:{local} is no term with IRIs as values");
            seen += 1;
        }
    }
    assert!(seen > 10, "only {seen} properties seen");
}

#[test]
fn nif_holds_words_and_what_names_denote() {
    let text = NEWS_STORE.run(&["annotate", "a.txt", "--published", "2024-05-02", "--format", "nif"]).done();
    let quads = parse(RdfFormat::Turtle, &text);
    let count = |part: &str| quads.iter().filter(|quad| quad.contains(part)).count();
    let length = NEWS.trim_end().chars().count();
    let context = quads.iter().find(|quad| quad.contains("nif-core#Context>")).unwrap();
    assert!((length..=length + 1).any(|end| context.contains(&format!("#char=0,{end}>"))), "{context}");
    assert_eq!(count("nif-core#isString>"), 1);
    assert!(count("nif-core#Word>") > 50 && count("nif-core#dependency>") > 40);
    assert!(count("taIdentRef> <http://www.wikidata.org/entity/Q") > 0, "no link to Wikidata");
    assert_eq!(count("#referenceContext>"), count("#anchorOf>"));
}

#[test]
fn networks_have_the_same_nodes_and_edges() {
    let (graphml, gexf) = (export(&["--format", "graphml"]), export(&["--format", "gexf"]));
    let count = |text: &str, tag: &str| text.matches(&format!("<{tag} ")).count();
    assert!(count(&graphml, "node") > 5 && count(&graphml, "edge") > 3, "{graphml}");
    for tag in ["node", "edge"] {
        assert_eq!(count(&graphml, tag), count(&gexf, tag), "{tag}");
    }
    for (text, parts) in [
        (&graphml, [">Ana Lima</data>", ">Meeting</data>", "<data key=\"node-type\">Person</data>"]),
        (&gexf, ["label=\"Ana Lima\"", "label=\"Meeting\"", "<attvalue for=\"type\" value=\"Person\"/>"]),
    ] {
        for part in parts {
            assert!(text.contains(part), "no {part} in\n{text}");
        }
    }
    assert_eq!(graphml, export(&["--format", "graphml"]));
}

#[test]
fn tables_hold_the_sentences_and_their_articles() {
    export(&["--format", "csv", "--out", "tables"]);
    for (table, wanted) in [
        ("entities", ["Ana Lima", "Person", ""]),
        (
            "events",
            ["Attack", "Rebels attacked the town of Kolmås on 3 March 2022, killing 14 soldiers.", "2022-03-03"],
        ),
        ("claims", ["President Carlos Mendes said.", "https://example.org/b?x=1&y=2", "'=Storm"]),
    ] {
        let text = std::fs::read_to_string(NEWS_STORE.path(&format!("tables/{table}.csv"))).unwrap();
        assert_eq!(export(&["--table", table]), text);
        assert_eq!(text.lines().next().unwrap().split(',').next(), Some("iri"));
        for part in wanted {
            assert!(text.contains(part), "no {part} in {table}:\n{text}");
        }
    }
    let ran = NEWS_STORE.run(&["export", "--store", "news.kg", "--format", "csv"]);
    assert!(ran.code == 2 && ran.err.contains("--out"), "{}", ran.err);
}

#[test]
fn money_entities_are_json_lines_that_point_at_each_other() {
    let text = export(&["--format", "ftm"]);
    let entities: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: BTreeSet<&str> = entities.iter().map(|e| e["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), entities.len(), "an identifier stands twice");
    let schemata: BTreeSet<&str> = entities.iter().map(|e| e["schema"].as_str().unwrap()).collect();
    assert!(schemata.is_superset(&BTreeSet::from(["Person", "Address", "Event"])), "{schemata:?}");
    for value in
        entities.iter().flat_map(|e| e["properties"].as_object().unwrap().values()).flat_map(|v| v.as_array().unwrap())
    {
        let text = value.as_str().unwrap();
        assert!(!text.starts_with("ng-") || ids.contains(text), "{text} is nobody");
    }
}

#[test]
fn a_description_counts_what_is_there() {
    let text = export(&[
        "--void",
        "--title",
        "News",
        "--license",
        "https://example.org/licence",
        "--dump",
        "https://example.org/news.nq.gz",
    ]);
    assert_eq!(
        text,
        export(&[
            "--void",
            "--title",
            "News",
            "--license",
            "https://example.org/licence",
            "--dump",
            "https://example.org/news.nq.gz"
        ])
    );
    let triples: BTreeSet<String> = parse(RdfFormat::NTriples, &export(&["--format", "nt"]));
    for part in [
        "<> a void:Dataset, dcat:Dataset",
        &format!("void:triples {} ", triples.len()),
        "void:documents 2",
        "dcterms:license <https://example.org/licence>",
        "dcterms:title \"News\"@en",
        "application/n-quads",
        "dcat:endDate \"2024-05-02\"^^xsd:date",
    ] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    assert!(!text.contains("dcterms:issued"));
    assert!(export(&["--void", "--stamp"]).contains("dcterms:issued"));
}
