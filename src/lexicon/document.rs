//! The Turtle of a lexicon file as a small graph of nodes, in the order of the file.

use std::collections::HashMap;
use std::path::Path;

use compact_str::CompactString;
use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use rayon::prelude::*;

use super::LexiconError;
use crate::bounds;
use crate::ontology::{lexinfo, ng, ontolex, rdf};

/// The triples of a file, by subject, in the order of the file.
pub(super) struct Document<'a> {
    text: &'a str,
    /// Prefixes of the file with their namespaces.
    prefixes: Vec<(String, String)>,
    pub(super) nodes: Vec<Node>,
    /// Index of each node that has an IRI.
    pub(super) by_iri: HashMap<String, usize>,
}

impl Document<'_> {
    /// Line and column, from 1 and in code points, where the text begins to speak of the subject with that IRI.
    pub(super) fn place(&self, iri: &str) -> (usize, usize) {
        let short = self.prefixes.iter().filter_map(|(prefix, namespace)| {
            iri.strip_prefix(namespace.as_str()).map(|local| format!("{prefix}:{local}"))
        });
        let mut names: Vec<String> = short.collect();
        names.push(format!("<{iri}>"));
        for (number, line) in self.text.lines().enumerate() {
            for name in &names {
                let Some(at) = line.find(name.as_str()) else { continue };
                let ends = line[at + name.len()..].chars().next().is_none_or(|c| c.is_whitespace() || c == ';');
                // A subject stands first in its statement.
                if ends && (line[..at].trim().is_empty() || line[..at].trim_end().ends_with('.')) {
                    return (number + 1, line[..at].chars().count() + 1);
                }
            }
        }
        (1, 1)
    }
}

/// A subject with what is said of it.
pub(super) struct Node {
    /// `None` for a blank node.
    pub(super) iri: Option<String>,
    /// Property as a prefixed name (`ng:with`), or the full IRI where no prefix is ours.
    pub(super) says: Vec<(CompactString, Value)>,
}

impl Node {
    /// The objects of `property`, in the order of the file.
    pub(super) fn values(&self, property: &'static str) -> impl Iterator<Item = &Value> {
        self.says.iter().filter(move |(p, _)| p == property).map(|(_, v)| v)
    }
}

/// An object.
pub(super) enum Value {
    Iri(String),
    Text(String),
    /// A blank node, by its index.
    Node(usize),
}

/// Parses several files, each a name and its text, at the same time.
pub(super) fn parse_all<'a>(files: &[(&str, &'a str)]) -> Vec<Result<Document<'a>, LexiconError>> {
    files.par_iter().map(|(file, text)| parse(Path::new(file), text)).collect()
}

/// Parses a file. Errors name the place of the first syntax error.
pub(super) fn parse<'a>(file: &Path, text: &'a str) -> Result<Document<'a>, LexiconError> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut by_iri = HashMap::new();
    let mut by_blank = HashMap::new();
    bounds::check(text.as_bytes(), bounds::Syntax::Turtle).map_err(|e| syntax_error(file, &e.into()))?;
    let mut parser = RdfParser::from_format(RdfFormat::Turtle).for_slice(text);
    for quad in parser.by_ref() {
        let quad = quad.map_err(|error| syntax_error(file, &RdfParseError::from(error)))?;
        let subject = match quad.subject {
            NamedOrBlankNode::BlankNode(b) => blank(&mut nodes, &mut by_blank, b),
            NamedOrBlankNode::NamedNode(n) => {
                let known = by_iri.get(n.as_str()).copied();
                known.unwrap_or_else(|| {
                    let iri = n.into_string();
                    nodes.push(Node { iri: Some(iri.clone()), says: Vec::new() });
                    by_iri.insert(iri, nodes.len() - 1);
                    nodes.len() - 1
                })
            }
        };
        let value = match quad.object {
            Term::NamedNode(n) => Value::Iri(n.into_string()),
            Term::BlankNode(b) => Value::Node(blank(&mut nodes, &mut by_blank, b)),
            Term::Literal(l) => Value::Text(l.destruct().0),
            // No entry of a lexicon speaks of triples.
            Term::Triple(_) => continue,
        };
        nodes[subject].says.push((prefixed(quad.predicate.as_str()), value));
    }
    let prefixes = parser.prefixes().map(|(prefix, iri)| (prefix.to_owned(), iri.to_owned())).collect();
    Ok(Document { text, prefixes, nodes, by_iri })
}

fn blank<B: std::hash::Hash + Eq>(nodes: &mut Vec<Node>, by_blank: &mut HashMap<B, usize>, name: B) -> usize {
    *by_blank.entry(name).or_insert_with(|| {
        nodes.push(Node { iri: None, says: Vec::new() });
        nodes.len() - 1
    })
}

fn syntax_error(file: &Path, error: &RdfParseError) -> LexiconError {
    let start = match error {
        RdfParseError::Syntax(error) => error.location().map(|l| l.start),
        RdfParseError::Io(_) => None,
    };
    LexiconError::Syntax {
        file: file.to_owned(),
        line: start.map_or(1, |s| s.line + 1),
        column: start.map_or(1, |s| s.column + 1),
        message: error.to_string(),
    }
}

/// The IRI as a prefixed name, `a` for `rdf:type`, or the IRI itself where no prefix is ours.
pub(super) fn prefixed(iri: &str) -> CompactString {
    if iri == rdf::TYPE.as_str() {
        return "a".into();
    }
    for (prefix, namespace) in
        [("ng:", ng::NAMESPACE), ("ontolex:", ontolex::NAMESPACE), ("lexinfo:", lexinfo::NAMESPACE)]
    {
        if let Some(local) = iri.strip_prefix(namespace) {
            let mut name = CompactString::from(prefix);
            name.push_str(local);
            return name;
        }
    }
    iri.into()
}
