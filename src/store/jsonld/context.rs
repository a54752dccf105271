//! The published JSON-LD context, and which of its names an IRI has.

use std::collections::BTreeMap;

use oxigraph::model::NamedOrBlankNode;
use serde_json::{Map, Value};

use crate::store::Prefixes;

/// The context as it is published.
pub const CONTEXT: &str = include_str!("../../../ontology/context.jsonld");

/// What a term makes of a string that stands as its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Coercion {
    /// Nothing: it is a string.
    None,
    /// An IRI.
    Iri,
    /// A name of the vocabulary.
    Vocab,
    /// A literal of this datatype.
    Datatype(String),
    /// A text in this language.
    Language(String),
}

/// A context, both ways.
pub(super) struct Context {
    members: Map<String, Value>,
    prefixes: Prefixes,
    /// What `@vocab` says: names that are nothing else are terms of it.
    vocab: String,
    /// IRI → name and coercion.
    terms: BTreeMap<String, (String, Coercion)>,
}

impl Context {
    /// The published context, with these prefixes in place of its own where they differ.
    pub(super) fn new(prefixes: &Prefixes) -> Self {
        let document: Value = serde_json::from_str(CONTEXT).unwrap_or_default();
        let mut members = document.get("@context").and_then(Value::as_object).cloned().unwrap_or_default();
        for (prefix, namespace) in prefixes.iter() {
            members.insert(prefix.to_owned(), namespace.into());
        }
        let vocab = members.get("@vocab").and_then(Value::as_str).unwrap_or_default().to_owned();
        let expand = |name: &str| prefixes.expand(name).unwrap_or_else(|| name.to_owned());
        let mut terms = BTreeMap::new();
        for (name, definition) in &members {
            let text = |key: &str| definition.get(key).and_then(Value::as_str);
            let Some(id) = definition.as_str().or(text("@id")) else { continue };
            // Prefixes and keywords are no terms.
            if name.starts_with('@') || id.starts_with('@') || id.contains("//") {
                continue;
            }
            let coercion = match (text("@type"), text("@language")) {
                (Some("@id"), _) => Coercion::Iri,
                (Some("@vocab"), _) => Coercion::Vocab,
                (Some(datatype), _) => Coercion::Datatype(expand(datatype)),
                (None, Some(language)) => Coercion::Language(language.to_owned()),
                (None, None) => Coercion::None,
            };
            terms.insert(expand(id), (name.clone(), coercion));
        }
        Self { members, prefixes: prefixes.clone(), vocab, terms }
    }

    /// The context as a JSON value.
    pub(super) fn value(&self) -> Value {
        self.members.clone().into()
    }

    /// The context as text, a name a line.
    pub(super) fn pretty(&self) -> String {
        let lines: Vec<String> =
            self.members.iter().map(|(name, value)| format!("  {}: {value}", Value::from(name.as_str()))).collect();
        format!("{{\n{}\n}}", lines.join(",\n"))
    }

    /// Whether a reader would take the scheme of this IRI for one of the prefixes.
    pub(super) fn is_ambiguous(&self, iri: &str) -> bool {
        iri.split_once(':').is_some_and(|(scheme, _)| self.members.contains_key(scheme))
    }

    /// [`Context::is_ambiguous`] for a node.
    pub(super) fn is_ambiguous_node(&self, node: &NamedOrBlankNode) -> bool {
        matches!(node, NamedOrBlankNode::NamedNode(node) if self.is_ambiguous(node.as_str()))
    }

    /// An IRI where IRIs stand: a compact one, else as it is.
    pub(super) fn iri(&self, iri: &str) -> String {
        let longest = self
            .prefixes
            .iter()
            .filter_map(|(prefix, namespace)| Some((namespace.len(), prefix, iri.strip_prefix(namespace)?)))
            .filter(|(_, _, local)| !local.is_empty() && !local.starts_with("//"))
            .max();
        longest.map_or_else(|| iri.to_owned(), |(_, prefix, local)| format!("{prefix}:{local}"))
    }

    /// A node where IRIs stand.
    pub(super) fn node(&self, node: &NamedOrBlankNode) -> String {
        match node {
            NamedOrBlankNode::NamedNode(node) => self.iri(node.as_str()),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        }
    }

    /// An IRI where names of the vocabulary stand: a term, else a compact IRI, else as it is.
    pub(super) fn vocab(&self, iri: &str) -> String {
        self.key(iri).0
    }

    /// The name of a property, and what it makes of strings.
    pub(super) fn key(&self, iri: &str) -> (String, Coercion) {
        if let Some((name, coercion)) = self.terms.get(iri) {
            return (name.clone(), coercion.clone());
        }
        let bare = iri.strip_prefix(&self.vocab).filter(|local| {
            !local.is_empty() && local.chars().all(char::is_alphanumeric) && !self.members.contains_key(*local)
        });
        (bare.map_or_else(|| self.iri(iri), str::to_owned), Coercion::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_published_context_is_what_is_written() {
        let document: Value = serde_json::from_str(CONTEXT).unwrap();
        assert_eq!(document["@context"], Context::new(&Prefixes::default()).value());
        let names: Vec<&str> = CONTEXT.lines().filter_map(|l| l.trim().strip_prefix('"')?.split('"').next()).collect();
        let distinct: BTreeSet<&&str> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "a name is defined twice");
    }

    #[test]
    fn one_name_an_iri_and_one_iri_a_name() {
        let context = Context::new(&Prefixes::default());
        for (iri, (name, _)) in &context.terms {
            assert!(iri.starts_with("http"), "{name} is {iri}");
            if let Some(local) = iri.strip_prefix(&context.vocab) {
                assert!(
                    name == local || name.strip_prefix("ng:") == Some(local),
                    "{name} hides a term of the ontology"
                );
            }
        }
        let terms = context.members.iter().filter(|(name, value)| {
            let id = value.as_str().or_else(|| value["@id"].as_str()).unwrap_or_default();
            !name.starts_with('@') && !id.starts_with('@') && !id.contains("//")
        });
        assert_eq!(terms.count(), context.terms.len(), "two names for one IRI");
    }
}
