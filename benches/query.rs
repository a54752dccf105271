//! How fast a store of 1,000 articles, a million quads, is opened for a query, and how fast it answers the canned queries.
//!
//! `cargo bench --bench query`; with `NEWSGRAPH_STORE=news.kg` a store of one's own.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::LazyLock;

use newsgraph::identity::{Identity, Overrides};
use newsgraph::ontology::QUERIES;
use newsgraph::store::{Answer, QueryOptions, Store};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Quad};

const ARTICLES: usize = 1000;
/// Every event comes with some 25 triples, its evidence among them.
const EVENTS: usize = 32;
const KINDS: [&str; 8] = ["Killing", "Meeting", "Visit", "Attack", "Election", "Agreement", "Injury", "Arrest"];

static PATH: LazyLock<PathBuf> = LazyLock::new(|| match std::env::var_os("NEWSGRAPH_STORE") {
    Some(path) => path.into(),
    None => written(),
});

static STORE: LazyLock<Store> = LazyLock::new(open);

fn main() {
    divan::main();
}

/// An article of the usual shape in Turtle: entities that others name too, events with roles, places, dates and counts,
/// claims, relations and posts, each with its mentions.
fn article(number: usize) -> String {
    let mut text = "@prefix ng: <https://w3id.org/newsgraph/ontology#> . @prefix schema: <https://schema.org/> .
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> . @prefix gaf: <http://groundedannotationframework.org/gaf#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix e: <https://w3id.org/newsgraph/kg/entity/> .
<> a schema:NewsArticle ; schema:headline \"Report\"@en ; schema:datePublished \"2024-05-02\"^^xsd:date .\n"
        .to_owned();
    let mut say = |line: &str| text.push_str(line);
    let mention = |begin: usize, sentence: usize| {
        format!(
            "<#char={begin},{end}> a nif:Phrase ; nif:beginIndex {begin} ; nif:endIndex {end} ; nif:anchorOf \"words {begin}\" ; \
             nif:referenceContext <> ; nif:sentence <#char={s},{t}> .\n",
            end = begin + 7,
            s = sentence * 100,
            t = sentence * 100 + 99,
        )
    };
    // The first numbers are the entities that everybody writes of.
    let entity = |k: usize| (number * 13 + k * k * 7) % (40 + k * 60);
    for k in 0..20 {
        let (n, class) = (entity(k), ["Person", "Organization", "Place"][entity(k) % 3]);
        let mut line = format!("e:Q{n} a schema:{class} ; rdfs:label \"Name {n}\"@en ; skos:altLabel \"N. {n}\"@en");
        for m in 0..3 {
            let _ = write!(
                line,
                " ; gaf:denotedBy <#char={b},{e}>",
                b = 5000 + k * 30 + m * 10,
                e = 5007 + k * 30 + m * 10
            );
        }
        say(&format!("{line} .\n"));
        for m in 0..3 {
            say(&mention(5000 + k * 30 + m * 10, k));
        }
    }
    for i in 0..EVENTS {
        let kind = KINDS[(i + number) % KINDS.len()];
        let (agent, patient, place) = (entity(i % 20), entity((i + 3) % 20), entity((i + 7) % 20));
        say(&format!(
            "<#event={i}> a ng:Event, ng:{kind} ; ng:eventType ng:{kind} ; rdfs:label \"event {i}\"@en ; ng:agent e:Q{agent} ; \
             ng:patient e:Q{patient}, <#group={i}> ; sem:hasPlace e:Q{place} ; schema:startDate \"2024-05-{day:02}\"^^xsd:date ; \
             ng:factuality ng:Happened ; ng:confidence 0.{i:02} ; gaf:denotedBy <#char={b},{e}> ; ng:trigger <#char={b},{e}> ; \
             ng:attributedTo e:Q{agent} .\n<#group={i}> a ng:Group ; ng:count {count} ; ng:countQualifier ng:Exactly ; \
             ng:memberType \"people\" .\n<#char={s},{t}> a nif:Sentence ; nif:anchorOf \"The sentence {i}.\" .\n",
            day = 1 + (i + number) % 28,
            b = i * 100,
            e = i * 100 + 7,
            s = i * 100,
            t = i * 100 + 99,
            count = i + number % 40,
        ));
        say(&mention(i * 100, i));
        if i % 2 == 0 {
            say(&format!(
                "<#claim={i}> a ng:Claim ; prov:wasAttributedTo e:Q{agent} ; schema:text \"What {i} says.\"@en ; \
                 ng:stance ng:Affirms ; ng:about e:Q{patient} ; gaf:denotedBy <#char={b},{e}> .\n\
                 <#statement={i}> a rdf:Statement ; rdf:subject e:Q{agent} ; rdf:predicate schema:worksFor ; \
                 rdf:object e:Q{patient} ; ng:confidence 0.5 ; gaf:denotedBy <#char={b},{e}> .\n",
                b = i * 100,
                e = i * 100 + 7,
            ));
        }
        if i % 8 == 0 {
            say(&format!(
                "<#post={i}> a org:Membership ; org:member e:Q{agent} ; org:role <#role={i}> ; org:organization e:Q{patient} ; \
                 ng:confidence 0.5 ; gaf:denotedBy <#char={b},{e}> .\n<#role={i}> schema:name \"chair\"@en .\n",
                b = i * 100,
                e = i * 100 + 7,
            ));
        }
    }
    text
}

fn quads(number: usize) -> (NamedNode, Vec<Quad>) {
    let graph = NamedNode::new_unchecked(format!("https://w3id.org/newsgraph/kg/article/{number:016x}"));
    let parser = RdfParser::from_format(RdfFormat::Turtle)
        .with_base_iri(graph.as_str())
        .expect("an IRI")
        .with_default_graph(graph.clone());
    let quads = parser.for_slice(&article(number)).collect::<Result<_, _>>().expect("Turtle");
    (graph, quads)
}

fn written() -> PathBuf {
    let folder = tempfile::tempdir().expect("a temporary folder").keep();
    let path = folder.join("news.kg");
    let articles: Vec<_> = (0..ARTICLES).map(quads).collect();
    let total: usize = articles.iter().map(|(_, quads)| quads.len()).sum();
    eprintln!("{total} quads");
    Store::open(&path).and_then(|store| store.replace_articles(&articles)).expect("a new store");
    path
}

fn open() -> Store {
    let store = Store::open_read_only(&*PATH).expect("the store");
    store.named_by(Identity::new(Overrides::default())).expect("a file")
}

fn rows(store: &Store, query: &str) -> usize {
    match store.query(query, &QueryOptions::default()).expect("an answer") {
        Answer::Solutions(rows) => rows.fold(0, |count, row| row.map(|_| count + 1).expect("a row")),
        _ => panic!("no SELECT"),
    }
}

/// Open the file and answer a first, small question.
#[divan::bench(sample_count = 10)]
fn open_and_query(bencher: divan::Bencher) {
    LazyLock::force(&PATH);
    bencher.bench(|| rows(&open(), "SELECT ?e { ?e a ng:Flood }"));
}

/// A canned query on a store that is loaded.
#[divan::bench(args = QUERIES.iter().map(|(name, _)| *name), sample_count = 10)]
fn canned(bencher: divan::Bencher, name: &str) {
    let query = QUERIES.iter().find(|(other, _)| *other == name).map(|(_, query)| *query).expect("a query");
    rows(&STORE, "SELECT ?e { ?e a ng:Flood }");
    bencher.bench(|| rows(&STORE, query));
}
