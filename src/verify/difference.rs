//! What differs between two graphs, by article and by kind of thing.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{GraphName, NamedNode, Quad};

use super::facts::Facts;
use super::{Kind, is_file, unfiled};
use crate::ontology::rdfs;
use crate::store::{Store, StoreError, canonical_hash, name_blank_nodes};

/// What became of a thing from the first graph to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Only the second graph describes it.
    Added,
    /// Only the first graph describes it.
    Removed,
    /// Both describe it, differently.
    Changed,
}

/// A thing that is not the same in both graphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The article whose graph it is in; empty for triples outside of named graphs that are no article's own.
    pub article: String,
    /// What it is.
    pub kind: Kind,
    /// Its IRI.
    pub node: String,
    /// Its label, headline or words; empty where it has none.
    pub label: String,
    /// What became of it.
    pub change: Change,
    /// The triples that only the first graph has, as N-Triples, sorted.
    pub lost: Vec<String>,
    /// The triples that only the second graph has, as N-Triples, sorted.
    pub gained: Vec<String>,
}

/// How many things of a kind differ in an article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Added in the second graph.
    pub added: usize,
    /// Removed in the second graph.
    pub removed: usize,
    /// Described differently.
    pub changed: usize,
}

impl Tally {
    /// The differences counted by article and kind.
    #[must_use]
    pub fn of(differences: &[Difference]) -> BTreeMap<(&str, Kind), Self> {
        let mut tallies: BTreeMap<(&str, Kind), Self> = BTreeMap::new();
        for difference in differences {
            let tally = tallies.entry((&difference.article, difference.kind)).or_default();
            match difference.change {
                Change::Added => tally.added += 1,
                Change::Removed => tally.removed += 1,
                Change::Changed => tally.changed += 1,
            }
        }
        tallies
    }
}

/// What differs between two stores, by article, kind and IRI; nothing where both hold the same quads.
///
/// Where one of them is a file without named graphs, the other's graphs are merged as well: what is said is compared,
/// not where. Blank nodes are the same where the graphs are isomorphic; else they are compared by the names that
/// RDFC-1.0 gives them.
///
/// # Errors
/// Where a store cannot be read.
pub fn differences(first: &Store, second: &Store) -> Result<Vec<Difference>, StoreError> {
    let (one, other) = (first.articles()?, second.articles()?);
    let merged = one.iter().chain(&other).any(is_file);
    let mut found = Vec::new();
    if merged {
        let whole = |store: &Store, graphs: &[NamedNode]| -> Result<Vec<Quad>, StoreError> {
            let mut quads = Vec::new();
            for graph in graphs {
                quads.extend(store.article(graph)?.into_iter().map(|mut quad| {
                    quad.graph_name = GraphName::DefaultGraph;
                    quad
                }));
            }
            Ok(quads)
        };
        compare(None, whole(first, &one)?, whole(second, &other)?, &mut found);
    } else {
        let graphs: BTreeSet<&NamedNode> = one.iter().chain(&other).collect();
        for graph in graphs {
            let quads = |store: &Store| -> Result<Vec<Quad>, StoreError> {
                Ok(store.article(graph)?.into_iter().map(unfiled).collect())
            };
            compare(Some(graph), quads(first)?, quads(second)?, &mut found);
        }
    }
    found.sort_by(|a, b| (&a.article, a.kind, &a.node).cmp(&(&b.article, b.kind, &b.node)));
    Ok(found)
}

fn compare(graph: Option<&NamedNode>, mut one: Vec<Quad>, mut other: Vec<Quad>, found: &mut Vec<Difference>) {
    name_blank_nodes(&mut one);
    name_blank_nodes(&mut other);
    if canonical_hash(one.iter().cloned()) == canonical_hash(other.iter().cloned()) {
        return;
    }
    let anywhere = NamedNode::new_unchecked("urn:x-newsgraph:all");
    let (before, after) =
        (Facts::new(graph.unwrap_or(&anywhere), &one), Facts::new(graph.unwrap_or(&anywhere), &other));
    let nodes: BTreeSet<&str> = before.subjects().chain(after.subjects()).map(|(node, _)| node).collect();
    for node in nodes {
        let lines = |facts: &Facts<'_>| -> BTreeSet<String> { facts.of(node).iter().map(|q| triple(q)).collect() };
        let (old, new) = (lines(&before), lines(&after));
        if old == new {
            continue;
        }
        let change = match (old.is_empty(), new.is_empty()) {
            (true, _) => Change::Added,
            (_, true) => Change::Removed,
            _ => Change::Changed,
        };
        let shown = if new.is_empty() { &before } else { &after };
        found.push(Difference {
            article: graph.map_or_else(|| article_of(node).to_owned(), |graph| graph.as_str().to_owned()),
            kind: Kind::of(shown, node),
            node: node.to_owned(),
            label: label(shown, node),
            change,
            lost: old.difference(&new).cloned().collect(),
            gained: new.difference(&old).cloned().collect(),
        });
    }
}

fn triple(quad: &Quad) -> String {
    format!("{} {} {} .", quad.subject, quad.predicate, quad.object)
}

/// The article that a node is named by; empty for what articles share.
fn article_of(node: &str) -> &str {
    let path = node.split_once('#').map_or(node, |(path, _)| path);
    if path.contains("/article/") { path } else { "" }
}

fn label(facts: &Facts<'_>, node: &str) -> String {
    use crate::ontology::{nif, schema};
    let said = [rdfs::LABEL, schema::HEADLINE, schema::TEXT, schema::NAME, nif::ANCHOR_OF];
    said.iter().find_map(|property| facts.literal(node, *property)).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(text: &str) -> Store {
        use oxigraph::io::{RdfFormat, RdfParser};
        let store = Store::memory();
        let mut graphs: BTreeMap<NamedNode, Vec<Quad>> = BTreeMap::new();
        for quad in RdfParser::from_format(RdfFormat::NQuads).for_slice(text) {
            let quad = quad.unwrap();
            let GraphName::NamedNode(graph) = quad.graph_name.clone() else { panic!("a quad without a graph") };
            graphs.entry(graph).or_default().push(quad);
        }
        store.replace_articles(&graphs.into_iter().collect::<Vec<_>>()).unwrap();
        store
    }

    #[test]
    fn things_are_added_removed_and_changed() {
        let label = "<http://www.w3.org/2000/01/rdf-schema#label>";
        let one = store(&format!(
            "<http://e.org/a> {label} \"A\" <http://e.org/g> .\n<http://e.org/b> {label} \"B\" <http://e.org/g> .\n\
             _:x {label} \"blank\" <http://e.org/g> .\n"
        ));
        let two = store(&format!(
            "<http://e.org/a> {label} \"AA\" <http://e.org/g> .\n<http://e.org/c> {label} \"C\" <http://e.org/h> .\n\
             _:y {label} \"blank\" <http://e.org/g> .\n"
        ));
        let found = differences(&one, &two).unwrap();
        let shown: Vec<_> =
            found.iter().map(|d| (d.article.as_str(), d.node.as_str(), d.change, d.label.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("http://e.org/g", "http://e.org/a", Change::Changed, "AA"),
                ("http://e.org/g", "http://e.org/b", Change::Removed, "B"),
                ("http://e.org/h", "http://e.org/c", Change::Added, "C"),
            ]
        );
        assert_eq!(found[0].lost, [format!("<http://e.org/a> {label} \"A\" .")]);
        let tally = Tally::of(&found)[&("http://e.org/g", Kind::Other)];
        assert_eq!(tally, Tally { added: 0, removed: 1, changed: 1 });
        assert!(differences(&one, &one).unwrap().is_empty());
    }
}
