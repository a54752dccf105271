//! The network of entities: relations, and who took part in which events together.
//!
//! An event becomes an edge from each of its agents to each other participant and place; without an agent, from its
//! first participant to the others. So an event of `n` participants gives a star and never all `n²` pairs, which in a
//! picture only hide who acted. Edges between the same two entities with the same meaning are one, with a weight.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entity, Gathered};
use crate::ontology::Factuality;

/// An edge between two entities.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Edge<'a> {
    /// `relation` or `event`.
    pub(super) kind: &'static str,
    /// The local name of the property or of the event class.
    pub(super) class: &'a str,
    /// What a person reads beside it: the class, or the name of a post.
    pub(super) label: &'a str,
    /// `Current`, `Former` … of a relation; `Happened`, `Planned` … of an event.
    pub(super) status: &'a str,
    /// How many statements or events it stands for.
    pub(super) weight: usize,
    /// The highest confidence of these, as written in the graph.
    pub(super) confidence: &'a str,
    /// The first and the last day that is given for these events.
    pub(super) first: &'a str,
    pub(super) last: &'a str,
    /// The articles that say so.
    pub(super) articles: BTreeSet<&'a str>,
    /// A sentence that says so.
    pub(super) evidence: &'a str,
}

/// From, to, kind, class, label, status.
pub(super) type Key<'a> = (&'a str, &'a str, &'static str, &'a str, &'a str, &'a str);

/// The nodes and edges of a graph's network.
pub(super) struct Network<'a> {
    /// Entities by IRI.
    pub(super) nodes: &'a BTreeMap<String, Entity>,
    /// Edges by their ends and meaning.
    pub(super) edges: BTreeMap<Key<'a>, Edge<'a>>,
}

impl<'a> Network<'a> {
    pub(super) fn new(gathered: &'a Gathered) -> Self {
        let mut network = Self { nodes: &gathered.entities, edges: BTreeMap::new() };
        for relation in &gathered.relations {
            let label = if relation.role.is_empty() { &relation.property } else { &relation.role };
            let edge = Edge {
                kind: "relation",
                class: &relation.property,
                label,
                status: &relation.status,
                confidence: &relation.confidence,
                evidence: relation.evidence.first().map_or("", String::as_str),
                ..Edge::default()
            };
            network.add(&relation.subject, &relation.object, &relation.article, &edge);
        }
        for event in &gathered.events {
            let agents: Vec<&str> =
                event.participants.iter().filter(|(role, _)| role == "agent").map(|(_, e)| e.as_str()).collect();
            let others = event.participants.iter().filter(|(role, _)| role != "agent").map(|(_, e)| e.as_str());
            let mut others: Vec<&str> = others.chain(event.places.iter().map(String::as_str)).collect();
            let centres = if agents.is_empty() { others.drain(..others.len().min(1)).collect() } else { agents };
            for from in &centres {
                // Several agents without anybody else did it together.
                let ends = if others.is_empty() { &centres[1..] } else { &others[..] };
                for to in ends {
                    let edge = Edge {
                        kind: "event",
                        class: &event.class,
                        label: &event.class,
                        status: &event.factuality,
                        confidence: &event.confidence,
                        first: &event.start,
                        last: if event.end.is_empty() { &event.start } else { &event.end },
                        evidence: event.evidence.first().map_or("", String::as_str),
                        ..Edge::default()
                    };
                    network.add(from, to, &event.article, &edge);
                }
                if others.is_empty() {
                    break;
                }
            }
        }
        network
    }

    fn add(&mut self, from: &'a str, to: &'a str, article: &'a str, edge: &Edge<'a>) {
        if from == to || !self.nodes.contains_key(from) || !self.nodes.contains_key(to) {
            return;
        }
        let key = (from, to, edge.kind, edge.class, edge.label, edge.status);
        let known = self.edges.entry(key).or_insert_with(|| edge.clone());
        known.weight += 1;
        known.articles.insert(article);
        let number = |text: &str| text.parse::<f64>().unwrap_or(-1.0);
        if number(edge.confidence) > number(known.confidence) {
            known.confidence = edge.confidence;
        }
        for day in [edge.first, edge.last] {
            if !day.is_empty() && (known.first.is_empty() || day < known.first) {
                known.first = day;
            }
            if day > known.last {
                known.last = day;
            }
        }
    }
}

impl Edge<'_> {
    /// What a person reads beside the edge: "Planned Visit", "former minister", "worksFor".
    pub(super) fn caption(&self) -> String {
        let usual = [Factuality::Happened.name(), "Current", ""].contains(&self.status);
        if usual { self.label.to_owned() } else { format!("{} {}", self.status.to_lowercase(), self.label) }
    }
}
