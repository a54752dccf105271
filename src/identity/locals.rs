//! Entities of one article that a user spoke of by a mention: each gets a name of its own.
//!
//! "The John Smith of this article is not that John Smith" cannot be said by an IRI that both share. It is said by a
//! stretch of the article's text that speaks of him: the entity that it denotes is taken out of the shared name.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};

use super::{IdentityError, Kind, Statement};
use crate::ontology::gaf;
use crate::store::Kept;

/// The entities that statements name by mentions.
#[derive(Debug, Default)]
pub(super) struct Locals {
    /// Mention → the entity's own name.
    mentions: BTreeMap<String, String>,
    /// Graph → name that is kept → own name.
    renames: BTreeMap<NamedNode, BTreeMap<String, String>>,
}

impl Locals {
    /// Looks up the mentions of all statements in their articles. Those that are not there resolve to nothing.
    pub(super) fn find(kept: &Kept<'_>, statements: &[Statement]) -> Result<Self, IdentityError> {
        // Mention → what it is said to be, or not to be.
        let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, other) in statements.iter().flat_map(|s| [(&s.a, &s.b), (&s.b, &s.a)]) {
            if Kind::of(name) == Kind::Mention {
                named.entry(name).or_default().insert(other);
            }
        }
        let mut articles: BTreeMap<NamedNode, Vec<(&str, String)>> = BTreeMap::new();
        let mut quads: BTreeMap<NamedNode, Vec<Quad>> = BTreeMap::new();
        for (mention, others) in named {
            let Some(graph) = graph_of(mention) else { continue };
            if !quads.contains_key(&graph) {
                quads.insert(graph.clone(), kept.article(&graph)?);
            }
            if let Some(entity) = denoted(&quads[&graph], mention, &others) {
                articles.entry(graph).or_default().push((mention, entity));
            }
        }
        let mut locals = Self::default();
        for (graph, mentions) in articles {
            let quads = &quads[&graph];
            let entities: BTreeSet<&str> = mentions.iter().map(|(_, entity)| entity.as_str()).collect();
            let mut own: BTreeMap<&str, String> = BTreeMap::new();
            for entity in entities {
                let name = own_name(&graph, quads, entity, &own);
                if name != entity {
                    locals.renames.entry(graph.clone()).or_default().insert(entity.to_owned(), name.clone());
                }
                own.insert(entity, name);
            }
            for (mention, entity) in &mentions {
                locals.mentions.insert((*mention).to_owned(), own[entity.as_str()].clone());
            }
        }
        Ok(locals)
    }

    /// The name that a name of a statement stands for; none for a mention that denotes nothing.
    pub(super) fn resolve<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        match Kind::of(name) {
            Kind::Mention => self.mentions.get(name).map(String::as_str),
            _ => Some(name),
        }
    }

    /// Whether that article's entity has a name of its own.
    pub(super) fn has(&self, graph: &NamedNode, entity: &str) -> bool {
        self.renames.get(graph).is_some_and(|names| names.contains_key(entity))
    }

    /// Graph → name that is kept → own name.
    pub(super) fn into_renames(self) -> BTreeMap<NamedNode, BTreeMap<String, String>> {
        self.renames
    }
}

/// The article that a mention lies in.
pub(super) fn graph_of(mention: &str) -> Option<NamedNode> {
    NamedNode::new(mention.split_once('#')?.0).ok()
}

/// The entity that a mention denotes. Where it denotes several, the one that the statement speaks of, else the best name.
pub(super) fn denoted(quads: &[Quad], mention: &str, others: &BTreeSet<&str>) -> Option<String> {
    let candidates = quads.iter().filter_map(|quad| match (&quad.subject, &quad.object) {
        (NamedOrBlankNode::NamedNode(entity), Term::NamedNode(object))
            if quad.predicate.as_ref() == gaf::DENOTED_BY
                && object.as_str() == mention
                && Kind::of(entity.as_str()).is_entity() =>
        {
            Some(entity.as_str())
        }
        _ => None,
    });
    candidates.min_by_key(|entity| (!others.contains(entity), Kind::of(entity), *entity)).map(str::to_owned)
}

/// `{article}#entity=BEGIN` by the first mention, with a suffix where another entity of the article has that name.
fn own_name(graph: &NamedNode, quads: &[Quad], entity: &str, taken: &BTreeMap<&str, String>) -> String {
    if Kind::of(entity) == Kind::Scoped {
        return entity.to_owned();
    }
    let begin = first_mention(quads, entity).map_or(0, |(begin, _)| begin);
    let plain = format!("{}#entity={begin}", graph.as_str());
    let is_taken = |name: &str| {
        taken.values().any(|other| other == name)
            || quads.iter().any(|q| matches!(&q.subject, NamedOrBlankNode::NamedNode(s) if s.as_str() == name))
    };
    let numbered = (2..).map(|n| format!("{plain}~{n}"));
    std::iter::once(plain.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or(plain)
}

/// The first mention of an entity in its article: where it begins, in code points, and its IRI.
pub(super) fn first_mention<'a>(quads: &'a [Quad], entity: &str) -> Option<(usize, &'a str)> {
    let mentions = quads.iter().filter_map(|quad| match (&quad.subject, &quad.object) {
        (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(mention))
            if subject.as_str() == entity && quad.predicate.as_ref() == gaf::DENOTED_BY =>
        {
            let begin = mention.as_str().split_once("#char=")?.1.split(',').next()?;
            Some((begin.parse().ok()?, mention.as_str()))
        }
        _ => None,
    });
    mentions.min()
}
