//! Counted people in the graph of articles that the program reads: parts of wholes, shares, ranges, sums of money.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use newsgraph::graph::{self, Options};
use newsgraph::pipeline::Reader;
use newsgraph::source;
use oxigraph::model::{NamedOrBlankNode, Quad, Term};

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().unwrap());

fn quads(text: &str) -> Vec<Quad> {
    let article = source::from_text("counts", text);
    let layers = READER.annotate(&article).unwrap();
    graph::quads(&article, &layers, &Options::default()).1
}

/// The label of a node.
fn label(quads: &[Quad], node: &str) -> String {
    let label = quads.iter().find(|q| {
        matches!(&q.subject, NamedOrBlankNode::NamedNode(s) if s.as_str() == node)
            && q.predicate.as_str().ends_with("rdf-schema#label")
    });
    label.map_or_else(|| node.to_owned(), |q| value(&q.object))
}

fn value(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string().trim_matches(['<', '>']).to_owned(),
    }
}

/// What is said with a property: labels of subjects, and labels or values of objects, sorted.
fn said(text: &str, property: &str) -> Vec<(String, String)> {
    let quads = quads(text);
    let mut found: Vec<(String, String)> = quads
        .iter()
        .filter(|q| q.predicate.as_str().ends_with(property))
        .map(|q| {
            let NamedOrBlankNode::NamedNode(subject) = &q.subject else { panic!("a blank node") };
            (label(&quads, subject.as_str()), label(&quads, &value(&q.object)))
        })
        .collect();
    found.sort();
    found
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

#[test]
fn breakdowns() {
    for (text, expected) in [
        (
            "Forty sailors were freed, officials said, including 28 conscripts and 12 women.",
            &[("12 women", "Forty sailors"), ("28 conscripts", "Forty sailors")][..],
        ),
        (
            "The crash killed nine people: six soldiers and three civilians.",
            &[("six soldiers", "nine people"), ("three civilians", "nine people")],
        ),
        ("The crash killed nine people and hurt six soldiers and four civilians.", &[]),
        ("Police arrested 15 protesters. Among them were four students.", &[("four students", "15 protesters")]),
        ("Two teachers and three nurses were injured.", &[]),
        // More than the whole cannot be its part.
        ("The storm killed two people, including 30 children.", &[]),
    ] {
        assert_eq!(said(text, "ontology#partOf"), pairs(expected), "{text}");
    }
}

#[test]
fn a_share_of_those_named_before_is_the_part_after_it() {
    let text = "At least 60 passengers, two thirds of them children, drowned off Lampedusa on Monday.";
    assert_eq!(said(text, "ontology#percentage"), pairs(&[("children", "66.6667")]));
    assert_eq!(said(text, "ontology#partOf"), pairs(&[("children", "At least 60 passengers")]));
}

#[test]
fn shares() {
    for (text, expected) in [
        (
            "Some 1.2 million people -- around 60 percent of the island's population -- left their homes.",
            &[("Some 1.2 million people", "60")][..],
        ),
        ("About 80 percent of the town's population fled.", &[("80 percent of the town's population", "80")]),
        ("Unemployment rose to 4 percent in May.", &[]),
    ] {
        assert_eq!(said(text, "ontology#percentage"), pairs(expected), "{text}");
    }
}

#[test]
fn ranges_and_numbers_that_no_crowd_has() {
    for (text, count, least, most) in [
        ("Between 30 and 40 people were arrested in Oslo.", None, Some("30"), Some("40")),
        ("At least 30 people were arrested in Oslo.", Some("30"), Some("30"), None),
        ("More than 30 people were arrested in Oslo.", Some("30"), Some("31"), None),
        ("Police said 10000000000000000000000000000000000000000 people were killed.", None, None, None),
        ("Police said 99999999999999999999 trillion people were killed.", None, None, None),
    ] {
        let one = |property: &str| said(text, property).first().map(|(_, value)| value.clone());
        assert_eq!(one("ontology#count").as_deref(), count, "{text}");
        assert_eq!(one("ontology#countMin").as_deref(), least, "{text}");
        assert_eq!(one("ontology#countMax").as_deref(), most, "{text}");
    }
}

#[test]
fn money() {
    let text = "The company paid $20 million to its workers.";
    assert_eq!(said(text, "schema.org/value"), pairs(&[("$20 million", "20000000")]));
    assert_eq!(said(text, "schema.org/currency"), pairs(&[("$20 million", "USD")]));
    let text = "The bank paid between 5 and 7 million euros.";
    assert_eq!(said(text, "schema.org/minValue"), pairs(&[("5 and 7 million euros", "5000000")]));
    assert_eq!(said(text, "schema.org/maxValue"), pairs(&[("5 and 7 million euros", "7000000")]));
}
