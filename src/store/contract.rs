//! What every backend of a [`Store`] must do: one suite, run on all of them.

use std::sync::Arc;

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, Quad, Term};

use super::disk::Disk;
use super::{Answer, Backend, Kept, Lens, Naming, QueryOptions, Store, StoreError};

/// A store and what has to outlive it.
struct Fixture {
    store: Store,
    _folder: Option<tempfile::TempDir>,
}

fn fixtures() -> Vec<(&'static str, Fixture)> {
    let folder = tempfile::tempdir().unwrap();
    let file = Store::open(folder.path().join("news.kg")).unwrap();
    let mut fixtures = vec![
        ("memory", Fixture { store: Store::memory(), _folder: None }),
        ("file", Fixture { store: file, _folder: Some(folder) }),
        ("merged", Fixture { store: Store { backend: Backend::Disk(Disk::in_memory()), naming: None }, _folder: None }),
    ];
    if cfg!(feature = "rocksdb") {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path().join("news.kgdb")).unwrap();
        fixtures.push(("rocksdb", Fixture { store, _folder: Some(folder) }));
    }
    fixtures
}

fn iri(text: &str) -> NamedNode {
    NamedNode::new(text).unwrap()
}

fn article(number: u32) -> NamedNode {
    iri(&format!("https://w3id.org/newsgraph/kg/article/{number:016x}"))
}

/// An article that says that Q801 is a country, as every article does, and something of its own.
fn quads(number: u32) -> Vec<Quad> {
    let graph = article(number);
    let country = iri("https://w3id.org/newsgraph/kg/entity/Q801");
    let date = Literal::new_typed_literal("2023-11-30", xsd::DATE);
    vec![
        Quad::new(graph.clone(), rdf::TYPE, iri("https://schema.org/NewsArticle"), graph.clone()),
        Quad::new(graph.clone(), iri("https://schema.org/datePublished"), date, graph.clone()),
        Quad::new(graph.clone(), iri("https://schema.org/position"), Literal::from(i64::from(number)), graph.clone()),
        Quad::new(country, rdf::TYPE, iri("https://schema.org/Country"), graph),
    ]
}

fn all(store: &Store) -> Vec<Quad> {
    store.quads().unwrap().collect::<Result<_, _>>().unwrap()
}

fn rows(store: &Store, query: &str) -> Vec<Vec<Option<Term>>> {
    match store.query(query, &QueryOptions::default()).unwrap() {
        Answer::Solutions(rows) => rows.into_rows().unwrap(),
        _ => panic!("not a SELECT: {query}"),
    }
}

const COUNTRIES: &str = "SELECT ?x WHERE { ?x a schema:Country }";
const GRAPHS: &str = "SELECT ?g WHERE { GRAPH ?g { ?x a schema:Country } }";

#[test]
fn an_article_comes_back_as_it_went_in() {
    for (name, fixture) in fixtures() {
        let store = &fixture.store;
        assert!(store.is_empty().unwrap(), "{name}");
        assert!(!store.replace_article(&article(1), quads(1)).unwrap(), "{name}");
        let mut expected = quads(1);
        expected.sort_by_key(ToString::to_string);
        assert_eq!(store.article(&article(1)).unwrap(), expected, "{name}");
        assert_eq!(store.article(&article(2)).unwrap(), [], "{name}");
        assert_eq!((store.len().unwrap(), store.articles().unwrap()), (4, vec![article(1)]), "{name}");
    }
}

#[test]
fn adding_twice_is_adding_once() {
    for (name, fixture) in fixtures() {
        let store = &fixture.store;
        store.replace_article(&article(1), quads(1)).unwrap();
        let before = all(store);
        let twice = quads(1).into_iter().chain(quads(1));
        assert!(store.replace_article(&article(1), twice).unwrap(), "{name}");
        assert_eq!(all(store), before, "{name}");
        assert_eq!(rows(store, COUNTRIES).len(), 1, "{name}");
    }
}

#[test]
fn adding_and_removing_leaves_the_store_as_it_was() {
    for (name, fixture) in fixtures() {
        let store = &fixture.store;
        store.replace_article(&article(1), quads(1)).unwrap();
        let before = (all(store), rows(store, "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"));
        store.replace_article(&article(2), quads(2)).unwrap();
        assert_ne!(all(store), before.0, "{name}");
        assert!(store.remove_article(&article(2)).unwrap(), "{name}");
        let after = (all(store), rows(store, "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"));
        assert_eq!(after, before, "{name}");
        assert!(!store.remove_article(&article(2)).unwrap(), "{name}");
        assert!(store.remove_article(&article(1)).unwrap(), "{name}");
        assert!(store.is_empty().unwrap() && store.articles().unwrap().is_empty(), "{name}");
        assert_eq!(rows(store, "SELECT * { ?s ?p ?o }").len(), 0, "{name}");
    }
}

#[test]
fn a_new_version_replaces_the_old_one_as_a_whole() {
    for (name, fixture) in fixtures() {
        let store = &fixture.store;
        store.replace_articles(&[(article(1), quads(1)), (article(2), quads(2))]).unwrap();
        let shorter = quads(1)[..1].to_vec();
        assert_eq!(rows(store, GRAPHS).len(), 2, "{name}");
        store.replace_article(&article(1), shorter.clone()).unwrap();
        assert_eq!(store.article(&article(1)).unwrap(), shorter, "{name}");
        // The other article still says it.
        assert_eq!((rows(store, COUNTRIES).len(), rows(store, GRAPHS).len()), (1, 1), "{name}");
        store.replace_article(&article(2), shorter_of(2)).unwrap();
        assert_eq!((rows(store, COUNTRIES).len(), rows(store, GRAPHS).len()), (0, 0), "{name}");
    }
}

fn shorter_of(number: u32) -> Vec<Quad> {
    quads(number)[..1].to_vec()
}

#[test]
fn what_many_articles_say_is_one_row() {
    for (name, fixture) in fixtures() {
        let store = &fixture.store;
        let batch: Vec<_> = (0..20).map(|n| (article(n), quads(n))).collect();
        assert_eq!(store.replace_articles(&batch).unwrap(), [false; 20], "{name}");
        assert_eq!(rows(store, COUNTRIES).len(), 1, "{name}");
        assert_eq!(rows(store, "SELECT (COUNT(*) AS ?n) { ?x ?p ?o }").len(), 1, "{name}");
        assert_eq!(rows(store, GRAPHS).len(), 20, "{name}");
        // Also after the named graphs are loaded, and after a change of the loaded store.
        store.replace_article(&article(20), quads(20)).unwrap();
        assert_eq!((rows(store, COUNTRIES).len(), rows(store, GRAPHS).len()), (1, 21), "{name}");
    }
}

#[test]
fn a_batch_with_a_foreign_quad_changes_nothing() {
    for (name, fixture) in fixtures() {
        let store = &fixture.store;
        store.replace_article(&article(1), quads(1)).unwrap();
        let before = all(store);
        let result = store.replace_articles(&[(article(2), quads(2)), (article(1), quads(3))]);
        assert!(matches!(result, Err(StoreError::ForeignQuad { .. })), "{name}: {result:?}");
        assert_eq!(all(store), before, "{name}");
    }
}

#[test]
fn of_two_versions_in_one_batch_the_later_stays() {
    for (name, fixture) in fixtures() {
        let store = &fixture.store;
        store.replace_articles(&[(article(1), quads(1)), (article(1), shorter_of(1))]).unwrap();
        assert_eq!(store.article(&article(1)).unwrap(), shorter_of(1), "{name}");
        assert_eq!(rows(store, COUNTRIES).len(), 0, "{name}");
    }
}

#[test]
fn answers_of_every_kind() {
    for (name, fixture) in fixtures() {
        let store = &fixture.store;
        store.replace_articles(&[(article(1), quads(1)), (article(2), quads(2))]).unwrap();
        let options = QueryOptions::default();
        assert!(matches!(store.query("ASK { entity:Q801 a schema:Country }", &options), Ok(Answer::Boolean(true))));
        let construct = "CONSTRUCT { ?x a ng:Seen } WHERE { GRAPH ?g { ?x a schema:Country } }";
        match store.query(construct, &options).unwrap() {
            Answer::Triples(triples) => assert_eq!(triples.count(), 1, "{name}"),
            _ => panic!("{name}"),
        }
        let service = store.query("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", &options);
        let error = match service {
            Ok(Answer::Solutions(rows)) => rows.into_rows().map(|_| ()).unwrap_err(),
            Ok(_) => panic!("{name}"),
            Err(e) => e,
        };
        assert!(error.to_string().contains("reach no network"), "{name}: {error}");
    }
}

#[test]
fn a_query_that_takes_too_long_is_stopped() {
    for (name, fixture) in fixtures() {
        let store = &fixture.store;
        store.replace_articles(&(0..100).map(|n| (article(n), quads(n))).collect::<Vec<_>>()).unwrap();
        let timeout = std::time::Duration::from_millis(50);
        let options = QueryOptions { timeout: Some(timeout), ..QueryOptions::default() };
        let query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
        let result = store.query(query, &options).and_then(|answer| match answer {
            Answer::Solutions(rows) => rows.into_rows().map(|_| ()),
            _ => Ok(()),
        });
        assert!(matches!(result, Err(StoreError::Timeout(_))), "{name}: {result:?}");
    }
}

/// Shows every Q801 as Q802.
struct Renamed;

impl Lens for Renamed {
    fn show(&self, _: &NamedNode, mut quads: Vec<Quad>) -> Vec<Quad> {
        for quad in &mut quads {
            if quad.subject == iri("https://w3id.org/newsgraph/kg/entity/Q801").into() {
                quad.subject = iri("https://w3id.org/newsgraph/kg/entity/Q802").into();
            }
        }
        quads
    }
}

impl Naming for Renamed {
    fn lens(&self, kept: &Kept<'_>) -> Result<Arc<dyn Lens>, Box<dyn std::error::Error + Send + Sync>> {
        match kept.first()? {
            Some(first) if first == article(9) => Err("no names for article 9".into()),
            _ => Ok(Arc::new(Self)),
        }
    }
}

#[test]
fn what_is_shown_is_named_and_what_is_kept_is_not() {
    for (name, fixture) in fixtures() {
        let store = fixture.store;
        store.replace_article(&article(1), quads(1)).unwrap();
        let kept = all(&store);
        let store = match store.named_by(Renamed) {
            Ok(store) => store,
            // An on-disk store shows what it keeps, and says so.
            Err(StoreError::NoNaming(_)) if matches!(name, "merged" | "rocksdb") => continue,
            Err(e) => panic!("{name}: {e}"),
        };
        let shown = format!("{:?}", rows(&store, COUNTRIES));
        assert!(shown.contains("Q802") && !shown.contains("Q801"), "{name}: {shown}");
        assert!(all(&store).iter().any(|quad| quad.to_string().contains("Q802")), "{name}");
        assert_eq!(store.kept().unwrap().article(&article(1)).unwrap(), kept, "{name}");
        // After a change, in either state of the view.
        store.replace_article(&article(2), quads(2)).unwrap();
        assert_eq!((rows(&store, COUNTRIES).len(), rows(&store, GRAPHS).len()), (1, 2), "{name}");
        let selected = store.kept().unwrap().select(|_, p, _| p == "https://schema.org/position").unwrap();
        assert_eq!(
            selected.iter().map(|(g, q)| (g.clone(), q.len())).collect::<Vec<_>>(),
            [(article(1), 1), (article(2), 1)]
        );
        // No names, no answer.
        store.replace_articles(&[(article(1), vec![]), (article(2), vec![]), (article(9), quads(9))]).unwrap();
        let failed = store.query(COUNTRIES, &QueryOptions::default()).map(|_| ());
        assert!(matches!(&failed, Err(StoreError::Naming(e)) if e.to_string() == "no names for article 9"), "{name}");
        assert!(store.article(&article(9)).is_err(), "{name}");
    }
}
