//! What holds for the graph of any article: evidence, offsets, terms, literals, factuality, and the way through a
//! store and through Turtle.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use std::sync::LazyLock;

use newsgraph::graph::{self, DEFAULT_BASE, Options};
use newsgraph::ontology::{
    CountQualifier, EventClass, Factuality, gaf, geo, ng, nif, rdf, rdfs, schema, sem, undeclared, xsd,
};
use newsgraph::store::{Format, GraphWriter, Prefixes, Store};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};
use reading::Read;

/// The example articles and those of the tests, read.
static ARTICLES: LazyLock<Vec<Read>> = LazyLock::new(|| {
    reading::own_articles().into_iter().chain(reading::example_articles()).map(reading::read).collect()
});

/// The description of a node: property → objects.
type Node = BTreeMap<String, Vec<Term>>;

/// The quads of an article by subject.
fn nodes(read: &Read) -> BTreeMap<String, Node> {
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    for quad in &read.quads {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { panic!("{quad}: a blank node") };
        let node = nodes.entry(subject.as_str().to_owned()).or_default();
        node.entry(quad.predicate.as_str().to_owned()).or_default().push(quad.object.clone());
    }
    nodes
}

fn objects<'a>(node: &'a Node, property: NamedNodeRef<'_>) -> &'a [Term] {
    node.get(property.as_str()).map_or(&[], Vec::as_slice)
}

fn iris(node: &Node, property: NamedNodeRef<'_>) -> Vec<NamedNode> {
    let iri = |term: &Term| match term {
        Term::NamedNode(node) => node.clone(),
        other => panic!("{property} {other}: no IRI"),
    };
    objects(node, property).iter().map(iri).collect()
}

/// The one literal of a property that has exactly one.
fn literal<'a>(node: &'a Node, property: NamedNodeRef<'_>) -> &'a Literal {
    match objects(node, property) {
        [Term::Literal(literal)] => literal,
        other => panic!("{property}: {other:?} is not one literal"),
    }
}

fn number(node: &Node, property: NamedNodeRef<'_>) -> f64 {
    literal(node, property).value().parse().unwrap()
}

/// Nodes that stand for somebody or something of the world: entities, groups, events.
fn is_thing(iri: &str, node: &Node) -> bool {
    let scoped = ["#entity=", "#group=", "#event="].iter().any(|kind| iri.contains(kind));
    let geometry = objects(node, rdf::TYPE).contains(&geo::GEOMETRY.into_owned().into());
    !geometry
        && (scoped || iri.starts_with(&format!("{DEFAULT_BASE}entity/")) || !objects(node, ng::EVENT_TYPE).is_empty())
}

#[test]
fn articles_have_something_to_say() {
    let count = |part: fn(&Node) -> bool| ARTICLES.iter().flat_map(nodes).filter(|(_, node)| part(node)).count();
    let events = count(|node| !objects(node, ng::EVENT_TYPE).is_empty());
    let people = count(|node| objects(node, rdf::TYPE).contains(&schema::PERSON.into_owned().into()));
    let places = count(|node| objects(node, rdf::TYPE).contains(&schema::PLACE.into_owned().into()));
    let counted = count(|node| !objects(node, ng::COUNT).is_empty());
    assert!(
        events > 60 && people > 30 && places > 30 && counted > 10,
        "{events} events, {people} people, {places} places, {counted} counted groups: the tests below prove little"
    );
}

#[test]
fn every_quad_is_in_the_graph_of_its_article() {
    let mut seen = BTreeSet::new();
    for read in ARTICLES.iter() {
        let own = GraphName::NamedNode(read.graph.clone());
        assert!(read.graph.as_str().starts_with(&format!("{DEFAULT_BASE}article/")), "{}", read.graph);
        assert!(seen.insert(read.graph.clone()), "{}: two articles share a graph", read.article.id);
        for quad in &read.quads {
            assert_eq!(quad.graph_name, own, "{}: {quad}", read.article.id);
        }
        let article = &nodes(read)[read.graph.as_str()];
        assert!(objects(article, rdf::TYPE).contains(&schema::NEWS_ARTICLE.into_owned().into()));
        assert_eq!(literal(article, nif::IS_STRING).value(), read.article.text, "the text is kept to the letter");
    }
}

#[test]
fn quads_are_sorted_and_distinct_and_hold_no_blank_nodes() {
    for read in ARTICLES.iter() {
        let distinct: BTreeSet<String> = read.quads.iter().map(ToString::to_string).collect();
        assert_eq!(distinct.len(), read.quads.len(), "{}: a quad twice", read.article.id);
        let blank = |q: &&Quad| q.subject.is_blank_node() || q.object.is_blank_node();
        assert_eq!(read.quads.iter().find(blank), None, "{}", read.article.id);
    }
}

#[test]
fn every_iri_is_one() {
    for quad in ARTICLES.iter().flat_map(|read| &read.quads) {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { panic!("{quad}") };
        let object = if let Term::NamedNode(object) = &quad.object { Some(object) } else { None };
        // The graph mints IRIs without a check.
        for iri in [Some(subject), object].into_iter().flatten() {
            assert!(NamedNode::new(iri.as_str()).is_ok(), "{iri} is no IRI");
        }
    }
}

#[test]
fn every_term_is_declared() {
    for read in ARTICLES.iter() {
        let unknown = undeclared(read.quads.iter().map(Quad::as_ref));
        assert!(unknown.is_empty(), "{}: {unknown:?}", read.article.id);
    }
}

#[test]
fn every_thing_has_evidence_in_its_article() {
    for read in ARTICLES.iter() {
        let nodes = nodes(read);
        for (iri, node) in nodes.iter().filter(|(iri, node)| is_thing(iri, node)) {
            let evidence = iris(node, gaf::DENOTED_BY);
            assert!(!evidence.is_empty(), "{}: {iri} has no evidence", read.article.id);
            for mention in evidence {
                let own = format!("{}#char=", read.graph.as_str());
                assert!(mention.as_str().starts_with(&own), "{iri}: {mention} is not of its article");
                assert!(nodes.contains_key(mention.as_str()), "{iri}: {mention} is not described");
            }
        }
    }
}

#[test]
fn whatever_is_pointed_at_is_described() {
    for read in ARTICLES.iter() {
        let nodes = nodes(read);
        let undescribed = read.quads.iter().find(|quad| match &quad.object {
            Term::NamedNode(object) => {
                object.as_str().starts_with(DEFAULT_BASE) && !nodes.contains_key(object.as_str())
            }
            _ => false,
        });
        assert_eq!(undescribed, None, "{}", read.article.id);
        for (iri, node) in &nodes {
            assert!(!objects(node, rdf::TYPE).is_empty(), "{}: {iri} has no type", read.article.id);
            if is_thing(iri, node) {
                assert!(!objects(node, rdfs::LABEL).is_empty(), "{}: {iri} has no label", read.article.id);
            }
        }
    }
}

#[test]
fn offsets_slice_the_text() {
    let mut wide = 0;
    for read in ARTICLES.iter() {
        let text: Vec<char> = read.article.text.chars().collect();
        for (iri, node) in nodes(read) {
            let Some((article, range)) = iri.split_once("#char=") else { continue };
            assert_eq!(article, read.graph.as_str());
            let (begin, end) = range.split_once(',').unwrap();
            let (begin, end): (usize, usize) = (begin.parse().unwrap(), end.parse().unwrap());
            assert!(begin < end && end <= text.len(), "{}: {iri} of {} characters", read.article.id, text.len());
            let slice: String = text[begin..end].iter().collect();
            assert_eq!(literal(&node, nif::ANCHOR_OF).value(), slice, "{}: {iri}", read.article.id);
            assert_eq!(literal(&node, nif::BEGIN_INDEX).value(), begin.to_string());
            assert_eq!(literal(&node, nif::END_INDEX).value(), end.to_string());
            assert_eq!(iris(&node, nif::REFERENCE_CONTEXT), std::slice::from_ref(&read.graph));
            assert_eq!(slice.trim(), slice, "{}: {iri} has white space at an end", read.article.id);
            wide += usize::from(text[..begin].iter().any(|c| c.len_utf8() > 1));
        }
    }
    assert!(wide > 100, "only {wide} mentions stand where bytes and code points differ");
}

#[test]
fn triggers_stand_in_their_sentences() {
    let range = |node: &Node| (number(node, nif::BEGIN_INDEX), number(node, nif::END_INDEX));
    for read in ARTICLES.iter() {
        let nodes = nodes(read);
        for (iri, event) in nodes.iter().filter(|(_, node)| !objects(node, ng::EVENT_TYPE).is_empty()) {
            let trigger = &nodes[iris(event, ng::TRIGGER)[0].as_str()];
            let [sentence] = &iris(trigger, nif::SENTENCE)[..] else { panic!("{iri}: not one sentence") };
            let (inner, outer) = (range(trigger), range(&nodes[sentence.as_str()]));
            assert!(outer.0 <= inner.0 && inner.1 <= outer.1, "{iri}: {inner:?} is outside of {outer:?}");
        }
    }
}

#[test]
fn literals_are_valid_for_their_datatypes() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for read in ARTICLES.iter() {
        for quad in &read.quads {
            let Term::Literal(literal) = &quad.object else { continue };
            assert!(is_valid(literal), "{}: {quad}", read.article.id);
            *seen.entry(literal.datatype().as_str().to_owned()).or_default() += 1;
        }
    }
    for datatype in [xsd::DATE, xsd::INTEGER, xsd::DECIMAL, xsd::STRING, rdf::LANG_STRING] {
        assert!(seen.contains_key(datatype.as_str()), "no {datatype} among {seen:?}");
    }
}

fn is_valid(literal: &Literal) -> bool {
    use oxsdatatypes as x;
    fn is<T: FromStr>(value: &str) -> bool {
        value.parse::<T>().is_ok()
    }
    let value = literal.value();
    match literal.datatype() {
        xsd::STRING => true,
        rdf::LANG_STRING => literal.language() == Some("en"),
        xsd::BOOLEAN => is::<x::Boolean>(value),
        xsd::INTEGER => is::<x::Integer>(value),
        xsd::NON_NEGATIVE_INTEGER => value.parse::<i64>().is_ok_and(|n| n >= 0),
        xsd::DECIMAL => is::<x::Decimal>(value),
        xsd::DATE => is::<x::Date>(value),
        xsd::DATE_TIME => is::<x::DateTime>(value),
        xsd::G_YEAR => is::<x::GYear>(value),
        xsd::G_YEAR_MONTH => is::<x::GYearMonth>(value),
        xsd::G_MONTH_DAY => is::<x::GMonthDay>(value),
        xsd::DURATION => is::<x::Duration>(value),
        geo::WKT_LITERAL => is_point(value),
        _ => false, // the profile has no other
    }
}

/// "POINT (longitude latitude)" in degrees.
fn is_point(value: &str) -> bool {
    let inner = value.strip_prefix("POINT (").and_then(|v| v.strip_suffix(')'));
    let degrees: Vec<f64> = inner.unwrap_or("").split(' ').filter_map(|d| d.parse().ok()).collect();
    matches!(degrees[..], [east, north] if east.abs() <= 180.0 && north.abs() <= 90.0)
}

#[test]
fn numbers_and_days_are_in_order() {
    for (iri, node) in ARTICLES.iter().flat_map(nodes) {
        if !objects(&node, ng::CONFIDENCE).is_empty() {
            assert!((0.0..=1.0).contains(&number(&node, ng::CONFIDENCE)), "{iri}");
        }
        if let [qualifier] = &iris(&node, ng::COUNT_QUALIFIER)[..] {
            // "about 80 percent of them" is qualified, not counted.
            if objects(&node, ng::COUNT).is_empty() {
                assert!((0.0..=100.0).contains(&number(&node, ng::PERCENTAGE)), "{iri}");
                continue;
            }
            let count = number(&node, ng::COUNT);
            let bound = |property| (!objects(&node, property).is_empty()).then(|| number(&node, property));
            // The bounds are what the words allow: "more than 40" allows 41.
            let (min, max) = (bound(ng::COUNT_MIN), bound(ng::COUNT_MAX));
            assert!(min.is_none_or(|min| max.is_none_or(|max| min <= max)), "{iri}: {min:?} to {max:?}");
            let is = |q: CountQualifier| q.iri() == qualifier.as_ref();
            let fits = match (min, max) {
                _ if is(CountQualifier::Exactly) => min == Some(count) && max >= min,
                (Some(min), _) if is(CountQualifier::MoreThan) => count < min,
                (_, Some(max)) if is(CountQualifier::LessThan) || is(CountQualifier::Nearly) => max < count,
                _ => min.is_none_or(|min| min <= count) && max.is_none_or(|max| count <= max),
            };
            assert!(fits, "{iri}: {qualifier} {count}, {min:?} to {max:?}");
        }
        if let ([Term::Literal(start)], [Term::Literal(end)]) =
            (objects(&node, schema::START_DATE), objects(&node, schema::END_DATE))
        {
            // Days in ISO 8601 are ordered as text.
            assert!(start.datatype() != end.datatype() || start.value() <= end.value(), "{iri}: {start} to {end}");
        }
    }
}

#[test]
fn only_what_happened_is_of_an_event_class() {
    let mut unreal = 0;
    for (iri, node) in ARTICLES.iter().flat_map(nodes) {
        let [class] = &iris(&node, ng::EVENT_TYPE)[..] else { continue };
        let types: BTreeSet<NamedNode> = iris(&node, rdf::TYPE).into_iter().collect();
        let [factuality] = &iris(&node, ng::FACTUALITY)[..] else { panic!("{iri}: not one factuality") };
        let class = EventClass::from_iri(class.as_ref()).unwrap();
        if factuality.as_ref() == Factuality::Happened.iri() {
            for ancestor in class.lineage() {
                assert!(types.contains(&ancestor.iri().into_owned()), "{iri}: no {}", ancestor.name());
            }
            assert!(types.contains(&ng::EVENT.into_owned()), "{iri}");
        } else {
            unreal += 1;
            assert_eq!(types, BTreeSet::from([sem::EVENT.into_owned()]), "{iri} is {factuality}");
        }
    }
    assert!(unreal > 10, "only {unreal} events did not happen");
}

#[test]
fn without_the_text_all_else_is_the_same() {
    let read = &ARTICLES[0];
    let mut options = Options::default();
    options.text = false;
    let (graph, quads) = graph::quads(&read.article, &read.layers, &options);
    let rest: Vec<&Quad> = read.quads.iter().filter(|q| q.predicate != nif::IS_STRING).collect();
    assert_eq!(graph, read.graph);
    assert_eq!(quads.iter().collect::<Vec<_>>(), rest);
    assert_eq!(rest.len() + 1, read.quads.len());
}

#[test]
fn another_base_moves_every_minted_iri_and_no_other() {
    let read = &ARTICLES[1];
    let base = "https://example.org/news#";
    let (_, quads) = graph::quads(&read.article, &read.layers, &Options::new(base).unwrap());
    let moved: BTreeSet<String> = read.quads.iter().map(|q| q.to_string().replace(DEFAULT_BASE, base)).collect();
    assert_eq!(quads.iter().map(ToString::to_string).collect::<BTreeSet<_>>(), moved);
}

/// Canonical N-Quads of all that is in a store.
fn dump(store: &Store) -> String {
    let lines = store.quads().unwrap().map(|quad| format!("{} .\n", quad.unwrap()));
    lines.collect()
}

#[test]
fn adding_and_removing_leaves_the_store_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    for store in [Store::memory(), Store::open(folder.path().join("news.kg")).unwrap()] {
        let [coming, staying @ ..] = &ARTICLES[..] else { unreachable!() };
        for read in staying {
            store.replace_article(&read.graph, read.quads.clone()).unwrap();
        }
        let before = dump(&store);
        assert!(!store.replace_article(&coming.graph, coming.quads.clone()).unwrap());
        let with = dump(&store);
        assert_ne!(with, before);
        // Adding it twice is adding it once.
        assert!(store.replace_article(&coming.graph, coming.quads.clone()).unwrap());
        assert_eq!(dump(&store), with);
        assert!(store.remove_article(&coming.graph).unwrap());
        assert_eq!(dump(&store), before);
    }
}

#[test]
fn turtle_says_what_the_quads_say() {
    let mut merged: BTreeSet<String> = BTreeSet::new();
    let mut writer = GraphWriter::new(Format::Turtle, Vec::new(), &Prefixes::default());
    for read in ARTICLES.iter() {
        let mut alone = GraphWriter::new(Format::Turtle, Vec::new(), &Prefixes::default());
        alone.write_article(&read.graph, &read.quads).unwrap();
        let triples: BTreeSet<String> = read.quads.iter().map(|q| Triple::from(q.clone()).to_string()).collect();
        assert_eq!(parsed(&alone.finish().unwrap()), triples, "{}", read.article.id);
        writer.write_article(&read.graph, &read.quads).unwrap();
        merged.extend(triples);
    }
    assert_eq!(parsed(&writer.finish().unwrap()), merged);
}

fn parsed(turtle: &[u8]) -> BTreeSet<String> {
    let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle);
    quads.map(|quad| Triple::from(quad.unwrap()).to_string()).collect()
}
