//! The order of paragraphs, and of predicates and objects in them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term};

use crate::store::prefixes::base_of;

/// What is said of each subject, all in the order of the page.
pub(in crate::store) type Paragraphs<'a> =
    BTreeMap<SubjectKey<'a>, BTreeMap<PredicateKey<'a>, BTreeSet<ObjectKey<'a>>>>;

/// The triples of the article of `graph`, or of none, as paragraphs.
pub(in crate::store) fn paragraphs<'a>(
    graph: Option<&str>,
    triples: impl Iterator<Item = (&'a NamedOrBlankNode, &'a NamedNode, &'a Term)>,
) -> Paragraphs<'a> {
    let mut paragraphs = Paragraphs::new();
    let entities = graph.and_then(base_of).map(|base| format!("{base}entity/"));
    for (subject, predicate, object) in triples {
        paragraphs
            .entry(SubjectKey::new(subject, graph, entities.as_deref()))
            .or_default()
            .entry(PredicateKey::new(predicate))
            .or_default()
            .insert(ObjectKey(object));
    }
    paragraphs
}

/// Predicates that open a paragraph, in this order; local names are of the profile's vocabularies.
const FIRST: &[&str] = &[
    rdf::TYPE.as_str(),
    rdfs::LABEL.as_str(),
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    "https://schema.org/headline",
    "https://schema.org/name",
    "https://w3id.org/newsgraph/ontology#eventType",
    "https://w3id.org/newsgraph/ontology#factuality",
    rdf::REIFIES.as_str(),
    rdf::SUBJECT.as_str(),
    rdf::PREDICATE.as_str(),
    rdf::OBJECT.as_str(),
];

/// Predicates that close a paragraph, in this order: certainty, evidence, long text.
const LAST: &[&str] = &[
    "https://w3id.org/newsgraph/ontology#confidence",
    "https://w3id.org/newsgraph/ontology#linkConfidence",
    "https://w3id.org/newsgraph/ontology#sourceSpan",
    "https://w3id.org/newsgraph/ontology#cueSpan",
    "https://w3id.org/newsgraph/ontology#contentSpan",
    "http://groundedannotationframework.org/gaf#denotedBy",
    "http://www.w3.org/ns/prov#wasGeneratedBy",
    "https://w3id.org/newsgraph/ontology#textHash",
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString",
];

/// Kinds of things in an article's own namespace, by what follows the `#`, in the order of their paragraphs.
const FRAGMENTS: &[(&str, u8)] =
    &[("entity=", 1), ("group=", 2), ("event=", 3), ("claim=", 4), ("statement=", 5), ("char=", 7)];

/// Paragraphs of other things in the article's namespace, and of foreign ones.
const RANK_REST: u8 = 6;
const RANK_FOREIGN: u8 = 8;

/// A subject in the order of its paragraph.
#[derive(PartialEq, Eq)]
pub(in crate::store) struct SubjectKey<'a> {
    rank: u8,
    pub(in crate::store) node: &'a NamedOrBlankNode,
}

impl<'a> SubjectKey<'a> {
    /// The place of `node` in the block of `graph`; IRIs that begin with `entities` are of its entities.
    pub(in crate::store) fn new(node: &'a NamedOrBlankNode, graph: Option<&str>, entities: Option<&str>) -> Self {
        let rank = match node {
            NamedOrBlankNode::BlankNode(_) => RANK_FOREIGN + 1,
            NamedOrBlankNode::NamedNode(node) => {
                let iri = node.as_str();
                let own = graph.is_none_or(|graph| iri.strip_prefix(graph).is_some_and(|rest| rest.starts_with('#')));
                match iri.split_once('#').filter(|_| own) {
                    _ if Some(iri) == graph => 0,
                    Some((_, fragment)) => {
                        FRAGMENTS.iter().find(|(kind, _)| fragment.starts_with(kind)).map_or(RANK_REST, |kind| kind.1)
                    }
                    None if entities.is_some_and(|entities| iri.starts_with(entities)) => 1,
                    None => RANK_FOREIGN,
                }
            }
        };
        Self { rank, node }
    }
}

impl Ord for SubjectKey<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_name = || match (self.node, other.node) {
            (NamedOrBlankNode::NamedNode(a), NamedOrBlankNode::NamedNode(b)) => natural(a.as_str(), b.as_str()),
            (a, b) => a.to_string().cmp(&b.to_string()),
        };
        self.rank.cmp(&other.rank).then_with(by_name)
    }
}

impl PartialOrd for SubjectKey<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A predicate in the order within a paragraph.
#[derive(PartialEq, Eq)]
pub(in crate::store) struct PredicateKey<'a> {
    rank: usize,
    pub(in crate::store) node: &'a NamedNode,
}

impl<'a> PredicateKey<'a> {
    /// The place of `node` among the predicates of any paragraph.
    pub(in crate::store) fn new(node: &'a NamedNode) -> Self {
        let place = |list: &[&str]| list.iter().position(|iri| *iri == node.as_str());
        let rank = match (place(FIRST), place(LAST)) {
            (Some(index), _) => index,
            (None, None) => FIRST.len(),
            (None, Some(index)) => FIRST.len() + 1 + index,
        };
        Self { rank, node }
    }

    /// Sorted by the name after the namespace first: `ng:count` next to `ng:countMax` and `schema:credit`.
    fn name(&self) -> &str {
        let iri = self.node.as_str();
        &iri[iri.rfind(['#', '/']).map_or(0, |at| at + 1)..]
    }
}

impl Ord for PredicateKey<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank
            .cmp(&other.rank)
            .then_with(|| self.name().cmp(other.name()))
            .then_with(|| self.node.as_str().cmp(other.node.as_str()))
    }
}

impl PartialOrd for PredicateKey<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// An object in the order within a list: IRIs, blank nodes, numbers by value, other literals.
#[derive(PartialEq, Eq)]
pub(in crate::store) struct ObjectKey<'a>(pub(in crate::store) &'a Term);

impl Ord for ObjectKey<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |term: &Term| match term {
            Term::NamedNode(_) => 0,
            Term::BlankNode(_) => 1,
            Term::Literal(_) => 2,
            Term::Triple(_) => 3,
        };
        match (self.0, other.0) {
            (Term::NamedNode(a), Term::NamedNode(b)) => natural(a.as_str(), b.as_str()),
            (Term::Literal(a), Term::Literal(b)) => compare_literals(a, b),
            (a, b) => rank(a).cmp(&rank(b)).then_with(|| a.to_string().cmp(&b.to_string())),
        }
    }
}

impl PartialOrd for ObjectKey<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn compare_literals(a: &Literal, b: &Literal) -> Ordering {
    let number = |literal: &Literal| {
        let numeric = [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT].contains(&literal.datatype());
        literal.value().parse::<f64>().ok().filter(|_| numeric)
    };
    let by_value = match (number(a), number(b)) {
        (Some(x), Some(y)) => x.total_cmp(&y),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    by_value
        .then_with(|| a.value().cmp(b.value()))
        .then_with(|| a.language().cmp(&b.language()))
        .then_with(|| a.datatype().as_str().cmp(b.datatype().as_str()))
}

/// Compares texts as people sort them: runs of digits by their number (`#event=99` before `#event=120`).
///
/// Equal only for equal texts.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    while !left.is_empty() && !right.is_empty() {
        // A run of digits is one step, and any other byte is one.
        let (left_run, right_run) = (digits(left), digits(right));
        let numbers = left_run > 0 && right_run > 0;
        let (left_end, right_end) = if numbers { (left_run, right_run) } else { (1, 1) };
        let (left_step, right_step) = (&left[..left_end], &right[..right_end]);
        let order = if numbers {
            let (left_number, right_number) = (trim_zeros(left_step), trim_zeros(right_step));
            left_number.len().cmp(&right_number.len()).then_with(|| left_number.cmp(right_number))
        } else {
            left_step.cmp(right_step)
        };
        if order != Ordering::Equal {
            return order;
        }
        (left, right) = (&left[left_end..], &right[right_end..]);
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

fn trim_zeros(digits: &[u8]) -> &[u8] {
    &digits[digits.iter().take_while(|b| **b == b'0').count()..]
}
