//! [`Names`]: the names that were decided on, and how an article's quads are shown under them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use super::Classes;
use super::kind::{self, Kind};
use crate::ontology::{geo, ng, rdfs, skos};
use crate::store::Lens;

/// Under which names the things of a set of articles are shown.
#[derive(Debug, Default)]
pub struct Names {
    /// In one article: name that is kept → name that is shown.
    within: BTreeMap<NamedNode, HashMap<String, NamedNode>>,
    /// The same for every article that says nothing else. Looked up once or twice a quad.
    everywhere: HashMap<String, NamedNode>,
    /// In one article: the name before users joined it with others. Tells whose label is whose.
    before: BTreeMap<NamedNode, BTreeMap<String, String>>,
    /// The one label of what several names stand for.
    labels: BTreeMap<NamedNode, Term>,
}

/// What the knowledge base says of an entity: no longer true of one that is taken out of it.
const OF_THE_LINK: [NamedNodeRef<'static>; 4] =
    [skos::EXACT_MATCH, skos::CLOSE_MATCH, ng::LINK_CONFIDENCE, geo::HAS_GEOMETRY];

impl Names {
    /// Names that differ within articles, all of them put into classes after that.
    pub(super) fn new(within: BTreeMap<NamedNode, BTreeMap<String, String>>, classes: &Classes) -> Self {
        let node = |name: &str| NamedNode::new_unchecked(name);
        let shown = |name: &str| node(classes.get(name).unwrap_or(name));
        Self {
            everywhere: classes
                .iter()
                .filter(|(name, canonical)| name != canonical)
                .map(|(name, canonical)| (name.to_owned(), node(canonical)))
                .collect(),
            within: within
                .iter()
                .map(|(graph, names)| {
                    (graph.clone(), names.iter().map(|(kept, own)| (kept.clone(), shown(own))).collect())
                })
                .collect(),
            before: within,
            labels: BTreeMap::new(),
        }
    }

    /// The name under which a thing of that article is shown.
    #[must_use]
    pub fn shown<'a>(&'a self, graph: &NamedNode, kept: &'a str) -> &'a str {
        self.get(self.within.get(graph), kept).map_or(kept, NamedNode::as_str)
    }

    /// Whether a name was made here, for an entity of one article or for a group of articles. No article holds it.
    #[must_use]
    pub fn mints(&self, name: &str) -> bool {
        self.before.values().flat_map(BTreeMap::values).any(|own| own == name)
    }

    fn get<'a>(&'a self, within: Option<&'a HashMap<String, NamedNode>>, kept: &str) -> Option<&'a NamedNode> {
        within.and_then(|names| names.get(kept)).or_else(|| self.everywhere.get(kept))
    }

    /// The names in articles of all that is in a class with others.
    pub(super) fn raw_members(&self, classes: &Classes) -> BTreeSet<String> {
        let mut members: BTreeSet<String> = classes.iter().map(|(name, _)| name.to_owned()).collect();
        for (kept, own) in self.before.values().flatten() {
            if classes.get(own).is_some() {
                members.insert(kept.clone());
            }
        }
        members
    }

    /// Chooses a label for each class from those that articles give its members: that of the best name, and of
    /// several the most frequent.
    pub(super) fn prefer_labels(&mut self, labels: &[(NamedNode, Vec<Quad>)], classes: &Classes) {
        type Counts = BTreeMap<String, (usize, Term)>;
        let mut found: BTreeMap<&str, BTreeMap<(Kind, &str), Counts>> = BTreeMap::new();
        for (graph, quads) in labels {
            let own = self.before.get(graph);
            for quad in quads {
                let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
                let name = own.and_then(|names| names.get(subject.as_str())).map_or(subject.as_str(), String::as_str);
                let Some(canonical) = classes.get(name) else { continue };
                let counts = found.entry(canonical).or_default().entry((Kind::of(name), name)).or_default();
                counts.entry(quad.object.to_string()).or_insert_with(|| (0, quad.object.clone())).0 += 1;
            }
        }
        let mut chosen = BTreeMap::new();
        for (canonical, members) in found {
            let Some((_, counts)) = members.into_iter().next() else { continue };
            // Of equals the first in alphabetical order.
            let best = counts.into_values().rev().max_by_key(|(count, _)| *count);
            chosen.extend(best.map(|(_, label)| (NamedNode::new_unchecked(canonical), label)));
        }
        self.labels = chosen;
    }
}

impl Lens for Names {
    fn show(&self, graph: &NamedNode, quads: Vec<Quad>) -> Vec<Quad> {
        let (within, own) = (self.within.get(graph), self.before.get(graph));
        if within.is_none() && self.everywhere.is_empty() {
            return quads;
        }
        // Things that several names may stand for here.
        let mut touched: BTreeSet<NamedNode> = BTreeSet::new();
        // Those that are entities of the knowledge base now, and were not before.
        let mut linked: BTreeSet<NamedNode> = BTreeSet::new();
        let mut changed = false;
        let mut shown = Vec::with_capacity(quads.len());
        for mut quad in quads {
            let subject = match &quad.subject {
                NamedOrBlankNode::NamedNode(node) => self.get(within, node.as_str()).map(|name| (node.clone(), name)),
                NamedOrBlankNode::BlankNode(_) => None,
            };
            let object = match &quad.object {
                Term::NamedNode(node) => self.get(within, node.as_str()),
                _ => None,
            };
            if let Some((kept, name)) = &subject {
                let was_linked = Kind::of(kept.as_str()) == Kind::Linked;
                // A user says that the link is wrong: what came with it goes with it.
                // An entry of the user's own knowledge base keeps its own name.
                let from_kb = matches!(Kind::of(kept.as_str()), Kind::Linked | Kind::Own);
                let taken_out = from_kb && kept != *name && own.is_some_and(|own| own.contains_key(kept.as_str()));
                if taken_out && OF_THE_LINK.contains(&quad.predicate.as_ref()) {
                    continue;
                }
                touched.insert((*name).clone());
                if (taken_out || !was_linked) && Kind::of(name.as_str()) == Kind::Linked {
                    linked.insert((*name).clone());
                }
            } else if let NamedOrBlankNode::NamedNode(node) = &quad.subject
                && self.labels.contains_key(node)
            {
                touched.insert(node.clone());
            }
            let renamed = subject.is_some() || object.is_some();
            changed |= renamed;
            if let Some((_, name)) = subject {
                quad.subject = name.clone().into();
            }
            if let Some(name) = object {
                quad.object = name.clone().into();
            }
            // What two names were said to be to each other, nothing is to itself.
            let loops =
                matches!((&quad.subject, &quad.object), (NamedOrBlankNode::NamedNode(s), Term::NamedNode(o)) if s == o);
            if !(renamed && loops) {
                shown.push(quad);
            }
        }
        for thing in &touched {
            self.mend(graph, thing, linked.contains(thing), &mut shown);
        }
        if changed || !touched.is_empty() {
            shown.sort_by_cached_key(ToString::to_string);
            shown.dedup();
        }
        shown
    }

    fn leaves(&self, graph: &NamedNode, iris: &mut dyn Iterator<Item = &str>) -> bool {
        let changes = |iri: &str| {
            self.everywhere.contains_key(iri)
                || !self.labels.is_empty() && self.labels.contains_key(&NamedNode::new_unchecked(iri))
        };
        let mut iris = iris;
        !self.within.contains_key(graph) && (self.everywhere.is_empty() || !Iterator::any(&mut iris, changes))
    }
}

impl Names {
    /// Leaves a thing that had several names with one label, one confidence, and its link to the knowledge base.
    fn mend(&self, graph: &NamedNode, thing: &NamedNode, linked: bool, quads: &mut Vec<Quad>) {
        let is_it = |quad: &Quad| matches!(&quad.subject, NamedOrBlankNode::NamedNode(s) if s == thing);
        if let Some(label) = self.labels.get(thing) {
            let mut labelled = false;
            for quad in quads.iter_mut().filter(|quad| is_it(quad)) {
                if quad.predicate.as_ref() == rdfs::LABEL {
                    labelled = true;
                    quad.predicate = skos::ALT_LABEL.into_owned();
                }
            }
            if labelled {
                quads.retain(|q| !(is_it(q) && q.predicate.as_ref() == skos::ALT_LABEL && q.object == *label));
                quads.push(Quad::new(thing.clone(), rdfs::LABEL, label.clone(), graph.clone()));
            }
        }
        for property in [ng::CONFIDENCE, ng::LINK_CONFIDENCE] {
            keep_highest(quads, |quad| is_it(quad) && quad.predicate.as_ref() == property);
        }
        if let (true, Some(qid)) = (linked, kind::qid(thing.as_str())) {
            let link = NamedNode::new_unchecked(qid.iri());
            let likely = Quad::new(thing.clone(), skos::CLOSE_MATCH, link.clone(), graph.clone());
            quads.retain(|quad| *quad != likely);
            quads.push(Quad::new(thing.clone(), skos::EXACT_MATCH, link, graph.clone()));
        }
    }
}

/// Of the quads of one property that has one value, keeps that with the highest.
fn keep_highest(quads: &mut Vec<Quad>, is_one: impl Fn(&Quad) -> bool) {
    let value = |quad: &Quad| match &quad.object {
        Term::Literal(literal) => literal.value().parse::<f64>().unwrap_or(f64::MIN),
        _ => f64::MIN,
    };
    let best = quads
        .iter()
        .enumerate()
        .filter(|(_, quad)| is_one(quad))
        .max_by(|(_, a), (_, b)| value(a).partial_cmp(&value(b)).unwrap_or(Ordering::Equal))
        .map(|(index, _)| index);
    if let Some(best) = best {
        let mut index = 0;
        quads.retain(|quad| {
            index += 1;
            index - 1 == best || !is_one(quad)
        });
    }
}
