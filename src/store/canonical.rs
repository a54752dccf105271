//! One text for one set of quads: canonical N-Quads as RDF Dataset Canonicalization (RDFC-1.0) has them, and their hash.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use oxigraph::model::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxigraph::model::{BlankNode, Dataset, GraphName, NamedOrBlankNode, Quad, Term};
use sha2::{Digest as _, Sha256};

/// The quads as lines of canonical N-Quads: sorted by code points, each once, blank nodes named `c14n0`, `c14n1` … by
/// what is said of them (RDFC-1.0 with SHA-256). Two sets of quads give the same lines exactly where they are isomorphic.
///
/// ```
/// use newsgraph::store::canonical_lines;
/// use oxigraph::model::{BlankNode, GraphName, Quad, vocab::rdf};
///
/// let quad = |name: &str| {
///     let node = BlankNode::new_unchecked(name);
///     Quad::new(node, rdf::TYPE, rdf::PROPERTY, GraphName::DefaultGraph)
/// };
/// assert_eq!(canonical_lines([quad("a")]), canonical_lines([quad("b")]));
/// ```
#[must_use]
pub fn canonical_lines(quads: impl IntoIterator<Item = Quad>) -> Vec<String> {
    let mut canonical = Canonical::default();
    canonical.extend(quads);
    canonical.into_lines()
}

/// The SHA-256 of the [`canonical_lines`], each with its line feed, in lower-case hexadecimal digits.
#[must_use]
pub fn canonical_hash(quads: impl IntoIterator<Item = Quad>) -> String {
    let mut canonical = Canonical::default();
    canonical.extend(quads);
    canonical.into_hash()
}

/// Quads on their way to [`canonical_lines`] or [`canonical_hash`], where they come article by article.
#[derive(Debug, Default)]
pub struct Canonical {
    lines: Vec<String>,
    /// Those with blank nodes: their names depend on all of them.
    blank: Vec<Quad>,
}

impl Canonical {
    /// The lines of all quads, as [`canonical_lines`] gives them.
    #[must_use]
    pub fn into_lines(mut self) -> Vec<String> {
        name_blank_nodes(&mut self.blank);
        self.lines.extend(self.blank.iter().map(line));
        self.lines.sort_unstable();
        self.lines.dedup();
        self.lines
    }

    /// Their hash, as [`canonical_hash`] gives it.
    #[must_use]
    pub fn into_hash(self) -> String {
        let mut hash = Sha256::new();
        for line in self.into_lines() {
            hash.update(line.as_bytes());
            hash.update(b"\n");
        }
        hash.finalize().iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

impl Extend<Quad> for Canonical {
    fn extend<T: IntoIterator<Item = Quad>>(&mut self, quads: T) {
        for quad in quads {
            if is_blank(&quad) {
                self.blank.push(quad);
            } else {
                self.lines.push(line(&quad));
            }
        }
    }
}

fn line(quad: &Quad) -> String {
    format!("{quad} .")
}

fn is_blank(quad: &Quad) -> bool {
    quad.subject.is_blank_node() || quad.object.is_blank_node() || matches!(quad.graph_name, GraphName::BlankNode(_))
}

/// Gives blank nodes the names that RDFC-1.0 gives them.
pub(crate) fn name_blank_nodes(quads: &mut [Quad]) {
    // Quads without any have no say in the names.
    let dataset: Dataset = quads.iter().filter(|quad| is_blank(quad)).cloned().collect();
    if dataset.is_empty() {
        return;
    }
    let algorithm = CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 };
    let names: BTreeMap<String, BlankNode> = dataset
        .canonicalize_blank_nodes(algorithm)
        .into_iter()
        .map(|(node, name)| (node.as_str().to_owned(), name))
        .collect();
    let named = |node: &mut BlankNode| {
        if let Some(name) = names.get(node.as_str()) {
            *node = name.clone();
        }
    };
    for quad in quads {
        if let NamedOrBlankNode::BlankNode(node) = &mut quad.subject {
            named(node);
        }
        if let Term::BlankNode(node) = &mut quad.object {
            named(node);
        }
        if let GraphName::BlankNode(node) = &mut quad.graph_name {
            named(node);
        }
    }
}

#[cfg(test)]
mod tests {
    use oxigraph::io::{RdfFormat, RdfParser};

    use super::*;

    fn quads(text: &str) -> Vec<Quad> {
        RdfParser::from_format(RdfFormat::NQuads).for_slice(text).collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn order_repetition_and_names_of_blank_nodes_do_not_count() {
        let one = "<http://e.org/a> <http://e.org/p> _:x <http://e.org/g> .\n_:x <http://e.org/p> _:y .\n_:y <http://e.org/p> \"1\" .\n";
        let two = "_:q <http://e.org/p> \"1\" .\n_:b <http://e.org/p> _:q .\n<http://e.org/a> <http://e.org/p> _:b <http://e.org/g> .\n_:b <http://e.org/p> _:q .\n";
        assert_eq!(canonical_lines(quads(one)), canonical_lines(quads(two)));
        let three = two.replace("\"1\"", "\"2\"");
        assert_ne!(canonical_hash(quads(one)), canonical_hash(quads(&three)));
    }

    /// The example of section 4.4.1 of RDF Dataset Canonicalization, "Duplicate Paths" and "Unique Hashes", by hand.
    #[test]
    fn names_are_those_of_the_recommendation() {
        let unique = "<http://example.com/#p> <http://example.com/#q> _:e0 .\n<http://example.com/#p> <http://example.com/#r> _:e1 .\n_:e0 <http://example.com/#s> <http://example.com/#u> .\n_:e1 <http://example.com/#t> <http://example.com/#u> .\n";
        assert_eq!(
            canonical_lines(quads(unique)),
            [
                "<http://example.com/#p> <http://example.com/#q> _:c14n0 .",
                "<http://example.com/#p> <http://example.com/#r> _:c14n1 .",
                "_:c14n0 <http://example.com/#s> <http://example.com/#u> .",
                "_:c14n1 <http://example.com/#t> <http://example.com/#u> .",
            ]
        );
    }

    /// Computed with `printf '…\n' | sha256sum`.
    #[test]
    fn the_hash_is_that_of_the_lines() {
        let text = "<http://e.org/a> <http://e.org/p> \"tab\\there\"@en <http://e.org/g> .\n";
        assert_eq!(canonical_lines(quads(text)).join("\n") + "\n", text);
        assert_eq!(canonical_hash(quads(text)), "0c7e73c2b9207c8c419dc338958852d98200d47df4273ab0cdcd57a6814492d4");
    }
}
