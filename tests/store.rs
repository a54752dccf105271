//! Stores as files: locks, crashes, damage, and RDF files in and out.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use newsgraph::store::{Answer, Batch, Format, GraphWriter, Prefixes, QueryOptions, Record, Store, StoreError};
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{BlankNode, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use proptest::prelude::*;

fn iri(text: &str) -> NamedNode {
    NamedNode::new(text).unwrap()
}

fn article(number: u32) -> (NamedNode, Vec<Quad>) {
    let graph = iri(&format!("https://w3id.org/newsgraph/kg/article/{number:016x}"));
    let city = iri(&format!("https://w3id.org/newsgraph/kg/entity/Q{number}"));
    let label = Literal::new_language_tagged_literal(format!("City {number}"), "en").unwrap();
    let quads = vec![
        Quad::new(city.clone(), rdf::TYPE, iri("https://schema.org/City"), graph.clone()),
        Quad::new(city, rdfs::LABEL, label, graph.clone()),
    ];
    (graph, quads)
}

fn all(store: &Store) -> Vec<Quad> {
    store.quads().unwrap().collect::<Result<_, _>>().unwrap()
}

fn count(store: &Store, query: &str) -> usize {
    match store.query(query, &QueryOptions::default()).unwrap() {
        Answer::Solutions(rows) => rows.into_rows().unwrap().len(),
        _ => panic!("not a SELECT"),
    }
}

/// The error of opening a path for reading.
fn error_of(path: &Path) -> StoreError {
    match Store::open_read_only(path) {
        Ok(store) => store.quads().map(|_| ()).expect_err("no error"),
        Err(e) => e,
    }
}

#[test]
fn a_file_keeps_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.kg");
    let batch: Vec<_> = (1..=50).map(article).collect();
    let before = {
        let store = Store::open(&path).unwrap();
        store.replace_articles(&batch).unwrap();
        assert!(store.remove_article(&batch[7].0).unwrap());
        all(&store)
    };
    let first = Store::open_read_only(&path).unwrap();
    // Readers do not stand in each other's way.
    let second = Store::open_read_only(&path).unwrap();
    for store in [&first, &second] {
        assert_eq!(all(store), before);
        assert_eq!((store.articles().unwrap().len(), store.len().unwrap()), (49, 98));
        assert_eq!(count(store, "SELECT ?c { ?c a schema:City }"), 49);
    }
    let write = first.replace_article(&batch[7].0, batch[7].1.clone());
    assert!(matches!(write, Err(StoreError::ReadOnly(_))), "{write:?}");
}

#[test]
fn a_second_writer_is_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.kg");
    let writer = Store::open(&path).unwrap();
    for error in [Store::open(&path).err(), Store::open_existing(&path).err()] {
        assert!(matches!(error, Some(StoreError::Locked(_))), "{error:?}");
    }
    drop(writer);
    assert!(Store::open(&path).is_ok());
}

#[test]
fn readers_see_what_was_there_when_they_came_whatever_is_written_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.kg");
    let writer = Store::open(&path).unwrap();
    let mut readers = vec![(Store::open_read_only(&path).unwrap(), 0)];
    for n in 1..=30 {
        let (graph, quads) = article(n);
        writer.replace_article(&graph, quads).unwrap();
        if n % 3 == 0 {
            // What was there is gone, and its place is written over.
            writer.remove_article(&article(n - 1).0).unwrap();
        }
        let kept = (n - n / 3) as usize;
        readers.push((Store::open_read_only(&path).unwrap(), kept));
        for (reader, kept) in &readers {
            assert_eq!((reader.articles().unwrap().len(), all(reader).len()), (*kept, 2 * kept), "after {n}");
        }
    }
    drop(writer);
    for (reader, kept) in &readers {
        assert_eq!(count(reader, "SELECT ?c { ?c a schema:City }"), *kept);
    }
}

#[test]
fn a_store_left_open_by_a_killed_process_has_every_transaction() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.kg");
    let store = Store::open(&path).unwrap();
    let batch: Vec<_> = (1..=20).map(article).collect();
    store.replace_articles(&batch).unwrap();
    store.remove_article(&batch[0].0).unwrap();
    // What stands on the disk while the store is open is what a killed process leaves behind.
    let left = folder.path().join("left.kg");
    fs::copy(&path, &left).unwrap();
    let expected = all(&store);
    assert_eq!(all(&Store::open_read_only(&left).unwrap()), expected);
    fs::copy(&path, &left).unwrap();
    let reopened = Store::open(&left).unwrap();
    assert_eq!(all(&reopened), expected);
    reopened.replace_article(&batch[0].0, batch[0].1.clone()).unwrap();
    assert_eq!(reopened.len().unwrap(), 40);
}

#[test]
fn a_store_of_the_first_format_is_read_and_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.kg");
    let (graph, quads) = article(1);
    Store::open(&path).unwrap().replace_article(&graph, quads.clone()).unwrap();
    // What the first programs wrote: no records, no log, and the number 1.
    let old = redb::Database::open(&path).unwrap();
    let write = old.begin_write().unwrap();
    assert!(write.delete_table(redb::TableDefinition::<&str, &[u8]>::new("records")).unwrap());
    write.open_table(redb::TableDefinition::<&str, u64>::new("newsgraph")).unwrap().insert("format", 1).unwrap();
    write.commit().unwrap();
    drop(old);
    let read = Store::open_read_only(&path).unwrap();
    assert_eq!((all(&read).len(), read.record(&graph).unwrap(), read.log().unwrap()), (2, None, vec![]));
    drop(read);
    let record = Record { id: "a".into(), url: None, content: "1".into(), maker: "2".into() };
    let mut batch = Batch::default();
    batch.put(graph.clone(), quads, Some(record.clone()));
    batch.note("{}".to_owned());
    let writer = Store::open(&path).unwrap();
    let mut run = writer.begin_run().unwrap();
    assert_eq!(writer.commit(&batch, Some(&mut run)).unwrap(), [true]);
    assert_eq!((writer.record(&graph).unwrap(), writer.log().unwrap()), (Some(record), vec![(1, "{}".to_owned())]));
    // Whatever is put in its place by another way has no record.
    writer.replace_article(&graph, article(1).1).unwrap();
    assert_eq!((writer.record(&graph).unwrap(), writer.records().unwrap()), (None, vec![]));
}

#[test]
fn the_log_of_the_last_hundred_runs_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    for store in [Store::memory(), Store::open(folder.path().join("news.kg")).unwrap()] {
        for n in 1..=130 {
            let mut run = store.begin_run().unwrap();
            assert_eq!(run.number(), n);
            for part in ["a", "b"] {
                let mut batch = Batch::default();
                batch.note(format!("{{\"{part}\": {n}}}"));
                store.commit(&batch, Some(&mut run)).unwrap();
            }
        }
        let log = store.log().unwrap();
        assert_eq!((log.first().unwrap().0, log.len()), (30, 202));
        assert_eq!(log[201], (130, "{\"b\": 130}".to_owned()));
    }
}

#[test]
fn what_is_no_store_is_said_clearly() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("text.kg"), "<a> <b> <c> .").unwrap();
    fs::write(at("empty.kg"), "").unwrap();
    let other = redb::Database::create(at("other.kg")).unwrap();
    let write = other.begin_write().unwrap();
    write.open_table(redb::TableDefinition::<u64, u64>::new("theirs")).unwrap().insert(1, 1).unwrap();
    write.commit().unwrap();
    drop(other);
    drop(Store::open(at("newer.kg")).unwrap());
    let newer = redb::Database::open(at("newer.kg")).unwrap();
    let write = newer.begin_write().unwrap();
    write.open_table(redb::TableDefinition::<&str, u64>::new("newsgraph")).unwrap().insert("format", 99).unwrap();
    write.commit().unwrap();
    drop(newer);
    for (path, expected) in [
        (at("missing.kg"), "there is no store at"),
        (folder.path().to_owned(), "is a folder"),
        (at("text.kg"), "its first bytes are not those of a store"),
        (at("empty.kg"), "it is empty"),
        (at("other.kg"), "a database of another program"),
        (at("newer.kg"), "store format 99, and this program reads up to 2"),
    ] {
        let message = error_of(&path).to_string();
        assert!(message.contains(expected) && message.contains(path.to_str().unwrap()), "{message}");
        if !path.ends_with("missing.kg") && !path.ends_with("empty.kg") {
            let message = Store::open(&path).err().unwrap().to_string();
            assert!(message.contains(expected), "{message}");
        }
    }
    assert!(!at("missing.kg").exists());
    let message = Store::open(at("none/new.kg")).err().unwrap().to_string();
    assert!(message.contains("cannot write") && message.contains("none/new.kg"), "{message}");
    // An empty file may become a store.
    assert!(Store::open(at("empty.kg")).unwrap().is_empty().unwrap());
}

#[test]
fn a_damaged_file_is_an_error_and_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.kg");
    Store::open(&path).unwrap().replace_articles(&(1..=200).map(article).collect::<Vec<_>>()).unwrap();
    let bytes = fs::read(&path).unwrap();
    let whole = all(&Store::open_read_only(&path).unwrap());
    let damaged = folder.path().join("damaged.kg");
    let mut failures = 0;
    for cut in [bytes.len() / 2, 5000, 100, 9] {
        fs::write(&damaged, &bytes[..cut]).unwrap();
        failures += usize::from(read_all(&damaged).is_err());
    }
    assert_eq!(failures, 4);
    for offset in (9..bytes.len()).step_by(bytes.len() / 97) {
        let mut copy = bytes.clone();
        for byte in copy.iter_mut().skip(offset).take(64) {
            *byte ^= 0x5a;
        }
        fs::write(&damaged, copy).unwrap();
        // Damage to what is in use is an error, and other damage is no harm.
        if let Ok(quads) = read_all(&damaged) {
            assert!(quads == whole, "{} quads instead of {} at {offset}", quads.len(), whole.len());
        }
    }
}

fn read_all(path: &Path) -> Result<Vec<Quad>, StoreError> {
    Store::open_read_only(path)?.quads()?.collect()
}

#[cfg(not(feature = "rocksdb"))]
#[test]
fn an_on_disk_store_needs_its_feature() {
    let folder = tempfile::tempdir().unwrap();
    let message = Store::open(folder.path().join("news.kgdb")).err().unwrap().to_string();
    assert!(message.contains("--features rocksdb"), "{message}");
}

#[cfg(feature = "rocksdb")]
#[test]
fn an_on_disk_store_keeps_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.kgdb");
    assert!(matches!(error_of(&path), StoreError::Missing(_)));
    let before = {
        let store = Store::open(&path).unwrap();
        store.replace_articles(&(1..=50).map(article).collect::<Vec<_>>()).unwrap();
        assert!(matches!(Store::open(&path).err(), Some(StoreError::Locked(_))));
        all(&store)
    };
    assert_eq!(all(&Store::open_read_only(&path).unwrap()), before);
    assert_eq!(count(&Store::open(&path).unwrap(), "SELECT ?c { ?c a schema:City }"), 50);
}

#[test]
fn files_of_every_format_are_read_and_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::memory();
    store.replace_articles(&(1..=3).map(article).collect::<Vec<_>>()).unwrap();
    for (name, format) in Format::NAMES.map(|name| (name, Format::from_name(name).unwrap())) {
        let bytes = store.write_to(GraphWriter::new(format, Vec::new(), &Prefixes::default())).unwrap();
        let path = folder.path().join(format!("a.{name}"));
        fs::write(&path, &bytes).unwrap();
        let zipped = folder.path().join(format!("a.{name}.zst"));
        fs::write(&zipped, zstd::encode_all(bytes.as_slice(), 1).unwrap()).unwrap();
        for path in [path, zipped] {
            let back = Store::from_files(&[&path]).unwrap();
            assert_eq!(back.len().unwrap(), 6, "{name}");
            let articles = if ["nq", "trig", "jsonld"].contains(&name) { 3 } else { 1 };
            assert_eq!(back.articles().unwrap().len(), articles, "{name}");
            assert_eq!(count(&back, "SELECT ?c { ?c a schema:City ; rdfs:label ?l }"), 3, "{name}");
        }
    }
}

#[test]
fn a_broken_file_is_named_with_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    for (path, expected) in [
        (at("a.ttl", "@prefix e: <http://e.org/> .\ne:a e:b ."), "a.ttl:2:"),
        (at("b.doc", ""), "does not tell an RDF format"),
        (at("c.kg", ""), "--store"),
        (folder.path().join("none.ttl"), "cannot read"),
        (at("d.nt.gz", "not gzip"), "cannot read"),
    ] {
        let message = Store::from_files(&[&path]).err().unwrap().to_string();
        assert!(message.contains(expected) && message.contains(path.to_str().unwrap()), "{message}");
    }
}

#[test]
fn blank_nodes_of_two_files_stay_apart() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["a.nt", "b.nt"].map(|name| folder.path().join(name));
    for path in &paths {
        fs::write(path, "_:x <http://e.org/p> \"1\" .").unwrap();
    }
    assert_eq!(count(&Store::from_files(&paths).unwrap(), "SELECT ?x { ?x ?p ?o }"), 2);
}

#[test]
fn turtle_reads_as_a_person_would_write_it() {
    let graph = iri("https://w3id.org/newsgraph/kg/article/00000000000000aa");
    let own = |fragment: &str| iri(&format!("{}#{fragment}", graph.as_str()));
    let ng = |name: &str| iri(&format!("https://w3id.org/newsgraph/ontology#{name}"));
    let entity = iri("https://w3id.org/newsgraph/kg/entity/person/ada-king");
    let denoted_by = iri("http://groundedannotationframework.org/gaf#denotedBy");
    let text = "Ada \"King\" spoke.\nShe said \"no\"";
    let decimal = |text: &str| Literal::new_typed_literal(text, xsd::DECIMAL);
    let triples: Vec<(NamedNode, NamedNode, Term)> = vec![
        (own("event=120"), ng("confidence"), decimal("0.75").into()),
        (own("event=120"), rdf::TYPE.into_owned(), ng("Meeting").into()),
        (own("event=120"), rdf::TYPE.into_owned(), ng("Event").into()),
        (own("event=99"), ng("count"), Literal::from(12).into()),
        (own("event=99"), ng("count"), Literal::from(5).into()),
        (own("event=99"), ng("agent"), entity.clone().into()),
        (own("char=0,8"), rdf::TYPE.into_owned(), ng("Mention").into()),
        (entity.clone(), denoted_by.clone(), own("char=100,103").into()),
        (entity.clone(), denoted_by, own("char=0,8").into()),
        (entity, rdfs::LABEL.into_owned(), Literal::new_language_tagged_literal("Ada King", "en").unwrap().into()),
        (
            graph.clone(),
            iri("https://schema.org/datePublished"),
            Literal::new_typed_literal("2024-02-29", xsd::DATE).into(),
        ),
        (
            graph.clone(),
            iri("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString"),
            Literal::from(text).into(),
        ),
        (graph.clone(), rdf::TYPE.into_owned(), iri("https://schema.org/NewsArticle").into()),
    ];
    let store = Store::memory();
    store.replace_article(&graph, triples.into_iter().map(|(s, p, o)| Quad::new(s, p, o, graph.clone()))).unwrap();
    let write = |format| {
        let bytes = store.write_to(GraphWriter::new(format, Vec::new(), &store.prefixes().unwrap())).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let expected = r#"@prefix gaf: <http://groundedannotationframework.org/gaf#> .
@prefix ng: <https://w3id.org/newsgraph/ontology#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix person: <https://w3id.org/newsgraph/kg/entity/person/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

@base <https://w3id.org/newsgraph/kg/article/00000000000000aa> .

<> a schema:NewsArticle ;
    schema:datePublished "2024-02-29"^^xsd:date ;
    nif:isString """Ada "King" spoke.
She said "no\"""" .

person:ada-king rdfs:label "Ada King"@en ;
    gaf:denotedBy <#char=0,8>, <#char=100,103> .

<#event=99> ng:agent person:ada-king ;
    ng:count 5, 12 .

<#event=120> a ng:Event, ng:Meeting ;
    ng:confidence 0.75 .

<#char=0,8> a ng:Mention .
"#;
    assert_eq!(write(Format::Turtle), expected);
    let trig = write(Format::TriG);
    assert!(trig.contains("\n<> {\n    <> a schema:NewsArticle ;\n        schema:datePublished"), "{trig}");
    assert!(trig.ends_with("    <#char=0,8> a ng:Mention .\n}\n"), "{trig}");
}

fn any_iri() -> impl Strategy<Value = NamedNode> {
    let namespace = prop::sample::select(vec![
        "https://w3id.org/newsgraph/ontology#",
        "https://w3id.org/newsgraph/kg/entity/",
        "https://w3id.org/newsgraph/kg/entity/person/",
        "https://w3id.org/newsgraph/kg/article/0a",
        "https://w3id.org/newsgraph/kg/article/0a#",
        "https://w3id.org/newsgraph/kg/article/0a#event=",
        "https://schema.org/",
        "http://example.org/a/../b?q=",
        "urn:x:",
    ]);
    (namespace, "[a-zA-Z0-9_.,:;=!*'()@éñ中~-]{0,6}(%C3%A9)?")
        .prop_filter_map("an IRI", |(namespace, local)| NamedNode::new(format!("{namespace}{local}")).ok())
}

fn any_term() -> impl Strategy<Value = Term> {
    let number = prop::sample::select(vec!["1", "+01", "-0.50", ".5", "5.", "1e3", "NaN", "", "true", "12x"]);
    let datatype = prop::sample::select(vec![xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::BOOLEAN, xsd::DATE]);
    prop_oneof![
        any_iri().prop_map(Term::from),
        "[a-z]{1,3}[0-9]".prop_map(|label| BlankNode::new(label).unwrap().into()),
        any::<String>().prop_map(|text| Literal::from(text).into()),
        "[a\"'\\\\\n\r\t\u{0}-\u{7f}]{0,6}".prop_map(|text| Literal::from(text).into()),
        "(.|\n){0,5}".prop_map(|text| Literal::new_language_tagged_literal(text, "en-gb").unwrap().into()),
        (number, datatype).prop_map(|(text, datatype)| Literal::new_typed_literal(text, datatype).into()),
    ]
}

fn any_quads() -> impl Strategy<Value = Vec<Quad>> {
    let graph = prop::sample::select(vec![
        "https://w3id.org/newsgraph/kg/article/0a",
        "https://w3id.org/newsgraph/kg/article/0b",
        "http://example.org/a/../b?q=1",
        "http://example.org",
        "urn:x:doc#a",
    ]);
    let subject = prop_oneof![
        any_iri().prop_map(NamedOrBlankNode::from),
        "[a-z]{1,2}".prop_map(|label| BlankNode::new(label).unwrap().into())
    ];
    prop::collection::vec(
        (subject, any_iri(), any_term(), graph).prop_map(|(s, p, o, g)| Quad::new(s, p, o, iri(g))),
        0..25,
    )
}

fn store_of(quads: &[Quad]) -> Store {
    let store = Store::memory();
    let graphs: std::collections::BTreeSet<NamedNode> = quads
        .iter()
        .filter_map(|quad| NamedNode::new(quad.graph_name.to_string().trim_matches(['<', '>'])).ok())
        .collect();
    for graph in graphs {
        let own = quads.iter().filter(|quad| quad.graph_name == graph.clone().into()).cloned();
        store.replace_article(&graph, own).unwrap();
    }
    store
}

/// Lines of N-Quads, or of N-Triples where the format merges the articles.
fn lines(quads: impl Iterator<Item = Quad>, graphs: bool) -> std::collections::BTreeSet<String> {
    quads.map(|q| if graphs { q.to_string() } else { format!("{} {} {}", q.subject, q.predicate, q.object) }).collect()
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(quads in any_quads()) {
        let store = store_of(&quads);
        for (format, graphs) in
            [(Format::Turtle, false), (Format::TriG, true), (Format::NTriples, false), (Format::NQuads, true)]
        {
            let bytes = store.write_to(GraphWriter::new(format, Vec::new(), &Prefixes::default())).unwrap();
            let rdf = match format {
                Format::Turtle => oxigraph::io::RdfFormat::Turtle,
                Format::TriG => oxigraph::io::RdfFormat::TriG,
                Format::NTriples => oxigraph::io::RdfFormat::NTriples,
                _ => oxigraph::io::RdfFormat::NQuads,
            };
            let back = oxigraph::io::RdfParser::from_format(rdf)
                .for_slice(&bytes)
                .collect::<Result<Vec<_>, _>>()
                .map_err(|e| TestCaseError::fail(format!("{e}\n{}", String::from_utf8_lossy(&bytes))))?;
            prop_assert_eq!(
                lines(back.into_iter(), graphs), lines(quads.iter().cloned(), graphs),
                "{}", String::from_utf8_lossy(&bytes)
            );
        }
    }

    #[test]
    fn output_depends_on_the_set_of_quads_alone(quads in any_quads(), seed in any::<u64>()) {
        let mut shuffled = quads.clone();
        for i in (1..shuffled.len()).rev() {
            shuffled.swap(i, (seed.rotate_left(i as u32) % (i as u64 + 1)) as usize);
        }
        for format in [Format::Turtle, Format::NQuads] {
            let write = |quads: &[Quad]| {
                store_of(quads).write_to(GraphWriter::new(format, Vec::new(), &Prefixes::default())).unwrap()
            };
            prop_assert_eq!(write(&quads), write(&shuffled));
        }
    }

    #[test]
    fn adding_and_removing_is_nothing(first in any_quads(), second in any_quads()) {
        let store = store_of(&first);
        let before = all(&store);
        let new = iri("http://example.org/new");
        store
            .replace_article(&new, second.into_iter().map(|quad| Quad { graph_name: new.clone().into(), ..quad }))
            .unwrap();
        store.remove_article(&new).unwrap();
        prop_assert_eq!(all(&store), before);
    }
}
