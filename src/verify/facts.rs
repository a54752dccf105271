//! [`Facts`]: the quads of one graph by what they speak of.

use std::collections::BTreeMap;

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use crate::ontology::{rdf, schema};

/// The quads of one graph by subject.
pub(super) struct Facts<'a> {
    pub(super) graph: &'a NamedNode,
    subjects: BTreeMap<&'a str, Vec<&'a Quad>>,
    /// Whether articles were merged, as in a file of Turtle.
    merged: bool,
}

impl<'a> Facts<'a> {
    pub(super) fn new(graph: &'a NamedNode, quads: &'a [Quad]) -> Self {
        let mut subjects: BTreeMap<&str, Vec<&Quad>> = BTreeMap::new();
        for quad in quads {
            subjects.entry(subject(quad)).or_default().push(quad);
        }
        let mut facts = Self { graph, subjects, merged: false };
        let merged = facts.articles().nth(1).is_some();
        facts.merged = merged;
        facts
    }

    /// Whether what several articles say of a node stands together here, each its own name and confidence: then there may
    /// be more of these than one article can say.
    pub(super) fn is_shared(&self, node: &str) -> bool {
        self.merged && !node.contains("/article/")
    }

    /// What is described, in the order of the IRIs, with what is said of it.
    pub(super) fn subjects(&self) -> impl Iterator<Item = (&'a str, &[&'a Quad])> {
        self.subjects.iter().map(|(node, quads)| (*node, quads.as_slice()))
    }

    /// What is said of a node; nothing where it is not described.
    pub(super) fn of(&self, node: &str) -> &[&'a Quad] {
        self.subjects.get(node).map_or(&[], Vec::as_slice)
    }

    pub(super) fn describes(&self, node: &str) -> bool {
        self.subjects.contains_key(node)
    }

    /// The values of a property, as terms.
    pub(super) fn values<'b>(
        &'b self,
        node: &str,
        property: NamedNodeRef<'b>,
    ) -> impl Iterator<Item = &'a Term> + use<'a, 'b> {
        self.of(node).iter().filter(move |quad| quad.predicate == property).map(|quad| &quad.object)
    }

    /// The values of a property that are IRIs or blank nodes.
    pub(super) fn nodes<'b>(
        &'b self,
        node: &str,
        property: NamedNodeRef<'b>,
    ) -> impl Iterator<Item = &'a str> + use<'a, 'b> {
        self.values(node, property).filter_map(name)
    }

    /// The lexical form of the first value of a property that is a literal.
    pub(super) fn literal(&self, node: &str, property: NamedNodeRef<'_>) -> Option<&'a str> {
        self.of(node).iter().filter(|quad| quad.predicate == property).find_map(|quad| match &quad.object {
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        })
    }

    /// Whether a node has that very class as a type.
    pub(super) fn has_type(&self, node: &str, class: NamedNodeRef<'_>) -> bool {
        self.nodes(node, rdf::TYPE).any(|other| other == class.as_str())
    }

    /// The articles that are described.
    pub(super) fn articles(&self) -> impl Iterator<Item = &'a str> {
        self.subjects().map(|(node, _)| node).filter(|node| self.has_type(node, schema::NEWS_ARTICLE))
    }
}

/// The name of a quad's subject: an IRI, or a blank node's own.
pub(super) fn subject(quad: &Quad) -> &str {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(node) => node.as_str(),
    }
}

/// The name of a node; none for a literal.
pub(super) fn name(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        Term::BlankNode(node) => Some(node.as_str()),
        Term::Literal(_) | Term::Triple(_) => None,
    }
}

/// An IRI or another term in few characters, for a reader.
pub(super) fn short(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => short_iri(node.as_str()),
        Term::BlankNode(node) => node.to_string(),
        Term::Triple(triple) => triple.to_string(),
        Term::Literal(literal) => {
            let value: String = literal.value().chars().take(40).collect();
            format!("\"{value}{}\"", if literal.value().chars().nth(40).is_some() { "…" } else { "" })
        }
    }
}

/// `prefix:local` where there is a prefix, else the IRI.
pub(super) fn short_iri(iri: &str) -> String {
    crate::ontology::compact(iri).unwrap_or_else(|| format!("<{iri}>"))
}
