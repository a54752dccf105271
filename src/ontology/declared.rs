//! Which terms exist: those that `ontology/newsgraph.ttl` declares, and those in the term lists of the vocabularies.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, QuadRef, TermRef};

use super::{ONTOLOGY, ng, rdf};

/// The term lists; the header of each names its namespace.
const TERM_LISTS: &[&str] = &[
    include_str!("../../ontology/vocabularies/dcterms.txt"),
    include_str!("../../ontology/vocabularies/foaf.txt"),
    include_str!("../../ontology/vocabularies/gaf.txt"),
    include_str!("../../ontology/vocabularies/geo.txt"),
    include_str!("../../ontology/vocabularies/itsrdf.txt"),
    include_str!("../../ontology/vocabularies/lexinfo.txt"),
    include_str!("../../ontology/vocabularies/lime.txt"),
    include_str!("../../ontology/vocabularies/nif.txt"),
    include_str!("../../ontology/vocabularies/ontolex.txt"),
    include_str!("../../ontology/vocabularies/org.txt"),
    include_str!("../../ontology/vocabularies/owl.txt"),
    include_str!("../../ontology/vocabularies/prov.txt"),
    include_str!("../../ontology/vocabularies/rdf.txt"),
    include_str!("../../ontology/vocabularies/rdfs.txt"),
    include_str!("../../ontology/vocabularies/schema.txt"),
    include_str!("../../ontology/vocabularies/sem.txt"),
    include_str!("../../ontology/vocabularies/sh.txt"),
    include_str!("../../ontology/vocabularies/skos.txt"),
    include_str!("../../ontology/vocabularies/synsem.txt"),
    include_str!("../../ontology/vocabularies/time.txt"),
    include_str!("../../ontology/vocabularies/void.txt"),
    include_str!("../../ontology/vocabularies/xsd.txt"),
];

/// Namespace → local names. Made at the first question, which no extraction asks.
static TERMS: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(|| {
    let mut terms = BTreeMap::new();
    for list in TERM_LISTS {
        let namespace = list.lines().find_map(|line| line.strip_prefix("# namespace: ")).unwrap_or_default();
        let names = list.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
        terms.insert(namespace.to_owned(), names);
    }
    terms.insert(ng::NAMESPACE.to_owned(), own_terms());
    terms
});

/// The local names of the subjects of the ontology that lie in its namespace.
fn own_terms() -> BTreeSet<String> {
    RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(ONTOLOGY)
        .filter_map(Result::ok)
        .filter_map(|quad| match quad.subject {
            NamedOrBlankNode::NamedNode(node) => node.as_str().strip_prefix(ng::NAMESPACE).map(str::to_owned),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .collect()
}

/// Whether a term may be used: `ng:` terms must be declared in the ontology, others must be in the term list of their
/// vocabulary. False for any term of a vocabulary that has no list.
///
/// ```
/// use newsgraph::ontology::{is_declared, schema};
/// use oxigraph::model::NamedNodeRef;
///
/// assert!(is_declared(schema::PERSON));
/// assert!(!is_declared(NamedNodeRef::new_unchecked("https://schema.org/Persson")));
/// ```
#[must_use]
pub fn is_declared(term: NamedNodeRef<'_>) -> bool {
    let iri = term.as_str();
    // A local name has neither '/' nor '#', so the namespace ends at the last of them.
    let Some(end) = iri.rfind(['#', '/']) else { return false };
    let (namespace, local) = iri.split_at(end + 1);
    // rdf:_1, rdf:_2 … are too many to list.
    let numbered = namespace == rdf::NAMESPACE
        && local.strip_prefix('_').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    numbered || TERMS.get(namespace).is_some_and(|names| names.contains(local))
}

/// The terms that quads use as a property, a class, a datatype or any other `ng:` term and that [`is_declared`] does
/// not know: nothing for a graph that keeps to the ontology.
///
/// Looked at are predicates, objects of `rdf:type`, `ng:eventType` and `rdf:predicate`, datatypes of literals, and
/// every IRI in the `ng:` namespace wherever it stands.
pub fn undeclared<'a>(quads: impl IntoIterator<Item = QuadRef<'a>>) -> BTreeSet<NamedNode> {
    let mut unknown = BTreeSet::new();
    let mut check = |term: NamedNodeRef<'_>| {
        if !is_declared(term) {
            unknown.insert(term.into_owned());
        }
    };
    for quad in quads {
        check(quad.predicate);
        let names_term = [rdf::TYPE, ng::EVENT_TYPE, rdf::PREDICATE].contains(&quad.predicate);
        match quad.object {
            TermRef::NamedNode(node) if names_term || is_own(node) => check(node),
            TermRef::Literal(literal) => check(literal.datatype()),
            _ => {}
        }
        if let oxigraph::model::NamedOrBlankNodeRef::NamedNode(node) = quad.subject
            && is_own(node)
        {
            check(node);
        }
    }
    unknown
}

fn is_own(node: NamedNodeRef<'_>) -> bool {
    node.as_str().starts_with(ng::NAMESPACE)
}

#[cfg(test)]
mod tests {
    use oxigraph::model::{GraphName, Literal, Quad};

    use super::*;

    fn node(iri: &str) -> NamedNode {
        NamedNode::new_unchecked(iri)
    }

    #[test]
    fn finds_what_no_vocabulary_has() {
        let a = node("https://example.org/a");
        let quads = [
            Quad::new(a.clone(), rdf::TYPE, node("https://schema.org/Person"), GraphName::DefaultGraph),
            Quad::new(a.clone(), rdf::TYPE, node("https://schema.org/Nobody"), GraphName::DefaultGraph),
            Quad::new(a.clone(), ng::AGENT, node("https://example.org/b"), GraphName::DefaultGraph),
            Quad::new(a.clone(), node("http://xmlns.com/foaf/0.1/agee"), Literal::from(3), GraphName::DefaultGraph),
            Quad::new(a, ng::FACTUALITY, node("https://w3id.org/newsgraph/ontology#Sure"), GraphName::DefaultGraph),
        ];
        let found: Vec<_> =
            undeclared(quads.iter().map(Quad::as_ref)).into_iter().map(NamedNode::into_string).collect();
        assert_eq!(
            found,
            ["http://xmlns.com/foaf/0.1/agee", "https://schema.org/Nobody", "https://w3id.org/newsgraph/ontology#Sure"]
        );
    }

    #[test]
    fn numbered_and_unlisted_terms() {
        for (iri, declared) in [
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#_12", true),
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#_", false),
            ("https://w3id.org/newsgraph/ontology#Attack", true),
            ("https://w3id.org/newsgraph/ontology#", false),
            ("https://example.org/term", false),
            ("urn:x", false),
        ] {
            assert_eq!(is_declared(NamedNodeRef::new_unchecked(iri)), declared, "{iri}");
        }
    }
}
