//! How fast a store is written, opened for a query, and written out: about 500,000 quads in 400 articles.
//!
//! `cargo bench --bench store`

use std::io::sink;
use std::sync::LazyLock;

use newsgraph::store::{Format, GraphWriter, QueryOptions, Store};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNode, Quad, Term};

const ARTICLES: usize = 400;
const EVENTS: usize = 120;
const QUADS: usize = ARTICLES * (EVENTS * 10 + 50);

type Articles = Vec<(NamedNode, Vec<Quad>)>;

static DATA: LazyLock<Articles> = LazyLock::new(|| (0..ARTICLES).map(article).collect());

fn main() {
    divan::main();
}

fn iri(text: String) -> NamedNode {
    NamedNode::new_unchecked(text)
}

fn ng(name: &str) -> NamedNode {
    iri(format!("https://w3id.org/newsgraph/ontology#{name}"))
}

/// An article of the usual shape: entities that others mention too, and events with roles and evidence.
fn article(number: usize) -> (NamedNode, Vec<Quad>) {
    let graph = iri(format!("https://w3id.org/newsgraph/kg/article/{number:016x}"));
    let mut quads = Vec::new();
    let mut say = |s: &NamedNode, p: NamedNode, o: Term| quads.push(Quad::new(s.clone(), p, o, graph.clone()));
    let mention = |begin: usize| Term::from(iri(format!("{}#char={begin},{}", graph.as_str(), begin + 9)));
    let denoted_by = || iri("http://groundedannotationframework.org/gaf#denotedBy".to_owned());
    for i in 0..25 {
        let entity = iri(format!("https://w3id.org/newsgraph/kg/entity/Q{}", (number * 7 + i * i) % 900));
        say(&entity, rdfs::LABEL.into_owned(), Literal::from(format!("Entity number {}", i * i)).into());
        say(&entity, denoted_by(), mention(i * 40));
    }
    for i in 0..EVENTS {
        let event = iri(format!("{}#event={}", graph.as_str(), i * 31));
        let actor =
            |k: usize| Term::from(iri(format!("https://w3id.org/newsgraph/kg/entity/Q{}", (number * 7 + k) % 900)));
        say(&event, rdf::TYPE.into_owned(), ng("Event").into());
        say(&event, rdf::TYPE.into_owned(), ng(["Meeting", "Election", "Flood"][i % 3]).into());
        say(&event, ng("eventType"), ng(["Meeting", "Election", "Flood"][i % 3]).into());
        say(&event, rdfs::LABEL.into_owned(), Literal::from(format!("event {i} of {number}")).into());
        say(&event, ng("agent"), actor(i));
        say(&event, ng("patient"), actor(i + 1));
        say(&event, ng("confidence"), Literal::from(0.01 * (i % 100) as f64).into());
        say(&event, denoted_by(), mention(i * 31));
        say(&event, denoted_by(), mention(i * 31 + 12));
        say(&event, ng("attributedTo"), actor(i + 2));
    }
    (graph, quads)
}

fn written() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("news.kg");
    Store::open(&path).and_then(|store| store.replace_articles(&DATA)).expect("a new store");
    (folder, path)
}

/// All articles into a new file in one transaction.
#[divan::bench(sample_count = 3)]
fn write_file(bencher: divan::Bencher) {
    LazyLock::force(&DATA);
    bencher.counter(divan::counter::ItemsCount::new(QUADS)).bench(written);
}

/// One more article into a file that holds them all.
#[divan::bench(sample_count = 10)]
fn add_one(bencher: divan::Bencher) {
    let (_folder, path) = written();
    let (graph, quads) = article(ARTICLES);
    bencher.bench(|| {
        Store::open(&path).and_then(|store| store.replace_article(&graph, quads.clone())).expect("a writable store")
    });
}

/// Open a file and answer a first query; with `true` one that needs the named graphs too.
#[divan::bench(args = [false, true], sample_count = 3)]
fn open_and_query(bencher: divan::Bencher, named: bool) {
    let (_folder, path) = written();
    let query = if named { "ASK { GRAPH ?g { ?e a ng:Flood } }" } else { "ASK { ?e a ng:Flood }" };
    bencher.counter(divan::counter::ItemsCount::new(QUADS)).bench(|| {
        let store = Store::open_read_only(&path).expect("the store");
        drop(store.query(query, &QueryOptions::default()).expect("an answer"));
    });
}

/// Write all out.
#[divan::bench(args = [Format::NQuads, Format::Turtle], sample_count = 3)]
fn export(bencher: divan::Bencher, format: Format) {
    let (_folder, path) = written();
    let store = Store::open_read_only(&path).expect("the store");
    let prefixes = store.prefixes().expect("prefixes");
    bencher
        .counter(divan::counter::ItemsCount::new(QUADS))
        .bench(|| store.write_to(GraphWriter::new(format, sink(), &prefixes)).expect("no error"));
}
