//! Files of RDF, the writers, queries, and the store's file.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use newsgraph::store::{Answer, Format, GraphWriter, Prefixes, QueryOptions, Store};
use oxigraph::model::dataset::CanonicalizationAlgorithm;
use oxigraph::model::{BlankNode, Dataset, GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};

use super::material::Choices;

const FORMATS: [Format; 6] =
    [Format::Turtle, Format::NTriples, Format::NQuads, Format::TriG, Format::RdfXml, Format::JsonLd];

const PIECES: &[&str] = &[
    "<urn:a>",
    "<urn:p>",
    "<http://example.org/x>",
    "<rel>",
    "<>",
    "_:b",
    "\"x\"",
    "\"x\"@en",
    "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer>",
    "\"\\u0041\"",
    "\"\\ud800\"",
    "'''a'''",
    ".",
    " .\n",
    ";",
    ",",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "GRAPH",
    "@prefix x: <urn:x> .",
    "x:a",
    "<<(",
    ")>>",
    "<<",
    ">>",
    "{|",
    "|}",
    "~",
    "a",
    "true",
    "1.5",
    "# c\n",
    "\n",
    ":",
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:e=\"urn:e:\">",
    "<rdf:Description rdf:about=\"urn:a\">",
    "<e:p>",
    "</e:p>",
    "</rdf:Description>",
    "</rdf:RDF>",
    "&lt;",
    "&#0;",
    "&x;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE r [<!ENTITY x \"y\">]>",
    "rdf:parseType=\"Collection\"",
    "rdf:ID=\"a\"",
    "{\"@id\":",
    "\"urn:a\"",
    "\"@context\":",
    "\"@list\":",
    "\"@graph\":",
    "\"@value\":",
    "\"@type\":",
    "\"@reverse\":",
    "\"@base\":",
    "\"@vocab\":",
    "\"@import\":",
    "null",
    "[{",
    "}]",
    "\"urn:p\":",
    "12",
];

/// Any file of RDF is read or refused with a place.
pub(super) fn files(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let format = choices.one(&FORMATS);
    let text = choices.pieces(PIECES, 40);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("fuzz.{}", format.name()));
    fs::write(&path, if choices.byte() < 200 { text.as_bytes() } else { bytes }).unwrap();
    match Store::from_files(&[&path]) {
        Ok(store) => {
            let graphs = store.articles().unwrap();
            assert_eq!(store.quads().unwrap().map(Result::unwrap).count(), store.len().unwrap(), "{text}");
            assert!(graphs.iter().all(|graph| NamedNode::new(graph.as_str()).is_ok()), "{text}");
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

const IRIS: &[&str] = &[
    "urn:a",
    "urn:x:é",
    "http://example.org/?a=1&b=%20#f",
    "http://example.org/it's",
    "tag:x,2020:(a)*!",
    "mailto:a@b.c",
    "http://é.org/\u{202e}",
    "https://w3id.org/newsgraph/kg/entity/Q1",
    "https://w3id.org/newsgraph/kg/",
    "https://w3id.org/newsgraph/ontology#Attack",
    "geo:1,2",
    "https://schema.org/name",
    "https://schema.org/a.b.",
    "https://schema.org/1a",
    "https://schema.org/-",
    "https://schema.org/a/b",
    "entity:x",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#_1",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://example.org/1",
    "javascript:alert(1)",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "urn:li",
    "http://example.org/\u{d7ff}",
];
const TYPES: &[&str] =
    &["integer", "decimal", "double", "boolean", "date", "dateTime", "gYear", "anyURI", "short", "token"];

fn quad(choices: &mut Choices<'_>, graph: &NamedNode) -> Quad {
    let iri = |choices: &mut Choices<'_>| NamedNode::new(choices.one(IRIS)).unwrap();
    let blank = |choices: &mut Choices<'_>| BlankNode::new(choices.one(&["b", "c", "x1"])).unwrap();
    let subject: NamedOrBlankNode = if choices.byte() < 50 { blank(choices).into() } else { iri(choices).into() };
    let predicate = iri(choices);
    let object: Term = match choices.byte() {
        0..50 => iri(choices).into(),
        50..80 => blank(choices).into(),
        80..150 => Literal::from(choices.text(4)).into(),
        150..190 => {
            let language = choices.one(&["en", "en-gb", "de", "x-a"]);
            Literal::new_language_tagged_literal(choices.text(3), language).unwrap().into()
        }
        kind => {
            let datatype = format!("http://www.w3.org/2001/XMLSchema#{}", choices.one(TYPES));
            let value = choices.one(&[
                "1",
                "01",
                "1.50",
                "-0",
                "1e3",
                "true",
                "maybe",
                "2024-02-30",
                "",
                "NaN",
                " 1 ",
                "+7",
                ".5",
                "5.",
            ]);
            let datatype = if kind < 240 { NamedNode::new(datatype).unwrap() } else { iri(choices) };
            Literal::new_typed_literal(value, datatype).into()
        }
    };
    Quad::new(subject, predicate, object, graph.clone())
}

fn canonical(quads: &[Quad], graph: &GraphName) -> Dataset {
    let mut data: Dataset = quads.iter().map(|q| Quad { graph_name: graph.clone(), ..q.clone() }).collect();
    data.canonicalize(CanonicalizationAlgorithm::Unstable);
    data
}

/// Any graph that can be written is read back the same, in every format.
pub(super) fn writers(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let graph = NamedNode::new("https://w3id.org/newsgraph/kg/article/0f2c5a1b9d3e4f60").unwrap();
    let count = 1 + choices.below(6);
    let quads: Vec<Quad> = (0..count).map(|_| quad(&mut choices, &graph)).collect();
    let expected = canonical(&quads, &GraphName::DefaultGraph);
    for format in FORMATS {
        let mut writer = GraphWriter::new(format, Vec::new(), &Prefixes::for_article(graph.as_str()));
        match writer.write_article(&graph, &quads).and_then(|()| writer.finish()) {
            Ok(text) => {
                let parser = oxigraph::io::RdfParser::from_format(rdf(format));
                let back: Result<Vec<Quad>, _> = parser.for_slice(&text).collect();
                let shown = String::from_utf8_lossy(&text);
                let back = back.unwrap_or_else(|e| panic!("{}: {e}\n{quads:#?}\n{shown}", format.name()));
                assert!(
                    canonical(&back, &GraphName::DefaultGraph) == expected,
                    "{}\n{quads:#?}\n{shown}",
                    format.name()
                );
            }
            // XML has no way to write some characters and names.
            Err(error) => assert!(format == Format::RdfXml, "{}: {error}\n{quads:#?}", format.name()),
        }
    }
    let store = Store::memory();
    store.replace_article(&graph, quads.clone()).unwrap();
    assert!(canonical(&store.article(&graph).unwrap(), &GraphName::DefaultGraph) == expected, "{quads:#?}");
}

fn rdf(format: Format) -> oxigraph::io::RdfFormat {
    use oxigraph::io::{JsonLdProfileSet, RdfFormat};
    match format {
        Format::Turtle => RdfFormat::Turtle,
        Format::NTriples => RdfFormat::NTriples,
        Format::NQuads => RdfFormat::NQuads,
        Format::TriG => RdfFormat::TriG,
        Format::RdfXml => RdfFormat::RdfXml,
        Format::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
    }
}

/// A store to ask.
static ASKED: LazyLock<Store> = LazyLock::new(|| {
    let store = Store::memory();
    for name in ["1", "2"] {
        let graph = NamedNode::new(format!("https://w3id.org/newsgraph/kg/article/{name}")).unwrap();
        let mut seed = Vec::new();
        (0..60_u8).for_each(|i| seed.push(i.wrapping_mul(37).wrapping_add(name.len() as u8)));
        let mut choices = Choices(&seed);
        let quads: Vec<Quad> = (0..6).map(|_| quad(&mut choices, &graph)).collect();
        store.replace_article(&graph, quads).unwrap();
    }
    store
});

const SPARQL: &[&str] = &[
    "SELECT",
    "ASK",
    "CONSTRUCT",
    "DESCRIBE",
    "*",
    "?s",
    "?p",
    "?o",
    "WHERE",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ".",
    ";",
    ",",
    "OPTIONAL",
    "UNION",
    "MINUS",
    "FILTER",
    "NOT EXISTS",
    "BIND",
    "AS",
    "VALUES",
    "UNDEF",
    "GRAPH",
    "FROM",
    "NAMED",
    "SERVICE",
    "<urn:a>",
    "<urn:p>",
    "rdfs:label",
    "ng:x",
    "nope:x",
    "a",
    "/",
    "|",
    "^",
    "!",
    "+",
    "?",
    "1",
    "1.5",
    "'x'",
    "\"y\"@en",
    "\"\"\"",
    "STR",
    "REGEX",
    "REPLACE",
    "SUBSTR",
    "COUNT",
    "GROUP_CONCAT",
    "SUM",
    "GROUP BY",
    "HAVING",
    "ORDER BY",
    "LIMIT",
    "OFFSET",
    "DISTINCT",
    "=",
    "!=",
    "<",
    "&&",
    "||",
    "IN",
    "-",
    "<<(",
    ")>>",
    "{|",
    "|}",
    "INSERT",
    "LOAD",
    "# c\n",
    "\\u0041",
    "^^xsd:integer",
    "IF",
    "COALESCE",
    "STRDT",
    "IRI",
    "UUID",
    "NOW",
    "BASE",
    "PREFIX x: <urn:x>",
];

/// Any query is answered, or refused with a message, in its time.
pub(super) fn query(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let text = match choices.byte() {
        0..120 => format!("SELECT * {{ ?s ?p ?o . {} }}", choices.pieces(SPARQL, 12)),
        120..180 => {
            format!("SELECT ({} AS ?x) {{ ?s ?p ?o }} {}", choices.pieces(SPARQL, 8), choices.pieces(SPARQL, 4))
        }
        180..220 => format!("CONSTRUCT {{ ?s ?p ?o }} {{ {} }}", choices.pieces(SPARQL, 12)),
        _ => choices.pieces(SPARQL, 20),
    };
    let options = QueryOptions { timeout: Some(Duration::from_secs(2)), ..QueryOptions::default() };
    match ASKED.query(&text, &options) {
        Ok(Answer::Boolean(_)) => {}
        Ok(Answer::Solutions(rows)) => {
            let width = rows.variables().len();
            rows.take(200).flatten().for_each(|row| assert_eq!(row.values().len(), width, "{text}"));
        }
        Ok(Answer::Triples(triples)) => drop(triples.take(200).collect::<Vec<_>>()),
        Err(error) => assert!(!error.to_string().is_empty(), "{text}"),
    }
}

/// The bytes of a store's file with three articles.
static KG: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.kg");
    let store = Store::open(&path).unwrap();
    for name in ["1", "2", "3"] {
        let graph = NamedNode::new(format!("https://w3id.org/newsgraph/kg/article/{name}")).unwrap();
        let seed: Vec<u8> = (0..200_u8).map(|i| i.wrapping_mul(91)).collect();
        let mut choices = Choices(&seed);
        let quads: Vec<Quad> = (0..15).map(|_| quad(&mut choices, &graph)).collect();
        store.replace_article(&graph, quads).unwrap();
    }
    drop(store);
    fs::read(path).unwrap()
});

/// A damaged store is an error or reads what it reads; never a panic, never more memory than it should take.
pub(super) fn store_file(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let mut kg = KG.clone();
    // Where something is written: most of the file is empty.
    let used: Vec<usize> = (0..kg.len()).filter(|at| kg[*at] != 0).collect();
    for _ in 0..=choices.below(4) {
        let at = if choices.byte() < 230 { used[choices.below(used.len())] } else { choices.below(kg.len()) };
        kg[at] ^= choices.byte().max(1);
    }
    if choices.byte() > 230 {
        kg.truncate(choices.below(1 << 16));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.kg");
    fs::write(&path, &kg).unwrap();
    use_store(&path);
}

fn use_store(path: &Path) {
    for writable in [false, true] {
        let opened = if writable { Store::open(path) } else { Store::open_read_only(path) };
        let Ok(store) = opened else { continue };
        let _ = store.len();
        for graph in store.articles().unwrap_or_default() {
            let _ = store.article(&graph);
        }
        if let Ok(Answer::Solutions(rows)) = store.query("SELECT * { ?s ?p ?o }", &QueryOptions::default()) {
            let _ = rows.into_rows();
        }
        if writable {
            let graph = NamedNode::new("https://w3id.org/newsgraph/kg/article/2").unwrap();
            let _ = store.remove_article(&graph);
        }
    }
}
