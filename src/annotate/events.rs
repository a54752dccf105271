//! Events: predicates and nouns through the lexicon, with arguments, place, time and factuality.

mod anaphors;
mod arguments;
mod clauses;
mod control;
mod exchange;
mod extents;
mod learned;
mod links;
mod matching;
mod parts;
mod places;
mod same;
mod scene;
mod speech;
mod support;
mod telling;

use std::collections::HashMap;

use compact_str::CompactString;

use super::attribution::{self, Claim};
use super::entities::Entity;
use super::factuality::factuality;
use super::layers::Layers;
use crate::lexicon::Lexicon;
use crate::ontology::{EntityType, EventClass, Factuality, Role, Stance};
use crate::text::syntax::Syntax;
use crate::text::{BlockKind, Span};

/// Something that is said to happen.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Words of the trigger of the mention that tells most of it, its head first.
    pub trigger: Vec<usize>,
    /// All its mentions, in text order, that of `trigger` among them.
    pub mentions: Vec<EventMention>,
    /// Event class of the lexicon; none for a predicate that only takes part in the graph by its roleset.
    pub class: Option<EventClass>,
    /// PropBank roleset.
    pub roleset: Option<CompactString>,
    /// How real it is said to be.
    pub factuality: Factuality,
    /// Who and what takes part, in text order.
    pub arguments: Vec<EventArgument>,
    /// When it was or began, as an index into the times.
    pub time: Option<usize>,
    /// When it ends, where that is said apart, as an index into the times.
    pub end: Option<usize>,
    /// How long it lasts, as an index into the times.
    pub duration: Option<usize>,
    /// Index of the event that this one is part of, as the killings of a shooting are.
    pub part_of: Option<usize>,
    /// What it is to other events.
    pub links: Vec<EventLink>,
    /// Probability that this event with this class is said here.
    pub confidence: f32,
}

/// What an event is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventLink {
    /// How they are tied.
    pub tie: EventTie,
    /// Index of the other event.
    pub event: usize,
}

/// How an event is tied to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventTie {
    /// The other caused it.
    CausedBy,
    /// It comes before the other.
    Before,
    /// It comes after the other.
    After,
    /// It is done for the other's sake.
    Purpose,
    /// It is given for the other, and the other for it.
    ExchangedFor,
}

impl EventTie {
    /// The local name of the property that says so in the graph.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CausedBy => "causedBy",
            Self::Before => "before",
            Self::After => "after",
            Self::Purpose => "purpose",
            Self::ExchangedFor => "exchangedFor",
        }
    }
}

/// A place in the text that speaks of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventMention {
    /// Words of the trigger, its head first.
    pub trigger: Vec<usize>,
}

impl EventMention {
    /// From the first to the last character of the trigger's head word.
    #[must_use]
    pub fn span(&self, syntax: &Syntax) -> Span {
        syntax.words()[self.trigger[0]].span
    }
}

/// A participant or place of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct EventArgument {
    /// What it is to the event.
    pub role: Role,
    /// Index of the entity.
    pub entity: usize,
    /// Index of the mention.
    pub mention: usize,
    /// Probability.
    pub confidence: f32,
}

impl Event {
    /// An event at a trigger (its head word first), with nothing known of it but its class.
    fn new(trigger: Vec<usize>, class: Option<EventClass>, confidence: f32) -> Self {
        Self {
            mentions: vec![EventMention { trigger: trigger.clone() }],
            trigger,
            class,
            roleset: None,
            factuality: Factuality::Happened,
            arguments: Vec::new(),
            time: None,
            end: None,
            duration: None,
            part_of: None,
            links: Vec::new(),
            confidence,
        }
    }

    /// From the first to the last character of the trigger's head word.
    #[must_use]
    pub fn span(&self, syntax: &Syntax) -> Span {
        syntax.words()[self.trigger[0]].span
    }
}

/// The events of an article, in text order of their triggers. The claims say what is only denied, demanded or promised.
#[must_use]
pub fn events(layers: Layers<'_>, claims: &[Claim], lexicon: &Lexicon) -> Vec<Event> {
    let scene = scene::Scene::new(layers);
    let mut found = Vec::new();
    for i in 0..layers.syntax.words().len() {
        let named = scene.in_name(i) && !scene.names_storm(i) && !scene.names_event(i);
        if in_boilerplate(layers, i) || named || scene.in_time(i) {
            continue;
        }
        let event = matching::lexical(&scene, lexicon, i)
            .or_else(|| speech::act(&scene, i))
            .or_else(|| learned::learned(&scene, lexicon, i))
            .or_else(|| matching::plain(&scene, i));
        found.extend(event);
    }
    drop_shadows(layers.syntax, &mut found);
    let stances = stances(layers.syntax, claims);
    for event in &mut found {
        event.factuality = match factuality(layers.article, layers.syntax, event.trigger[0]) {
            Factuality::Happened => stances.get(&event.trigger[0]).copied().unwrap_or(Factuality::Happened),
            own => own,
        };
        // What comes back every year is no single event that has happened; whether it will again is open.
        if event.factuality == Factuality::Happened && scene.recurs(event.trigger[0]) {
            event.factuality = Factuality::Possible;
        }
        event.time = scene.time_of(event.trigger[0]);
        event.confidence *= prominence(layers.syntax, event.trigger[0]);
        places::add(&scene, event);
    }
    let exchanges = exchange::add(&scene, &mut found);
    parts::link(layers, &mut found);
    let told = telling::Told::new(&found);
    let mut found = same::unite(layers, found);
    anaphors::add(layers, &mut found);
    parts::of_the_day(layers, &mut found);
    links::link(layers, &mut found, &exchanges);
    extents::add(&scene, &mut found);
    told.choose(layers, &mut found);
    found
}

/// What the claims' stances make of the words that say first of all what is claimed. Whoever is afraid that a bridge fell
/// leaves it open; whoever is concerned about a fall does not.
fn stances(syntax: &Syntax, claims: &[Claim]) -> HashMap<usize, Factuality> {
    let of_claim = |claim: &Claim| {
        let made = attribution::factuality(claim)?;
        let known = |w: &usize| claim.stance == Stance::Doubts && syntax.words()[*w].upos.is_nominal();
        let heads = attribution::heads(syntax, claim).into_iter().filter(|w| !known(w));
        Some(heads.map(|w| (w, made)).collect::<Vec<_>>())
    };
    claims.iter().filter_map(of_claim).flatten().collect()
}

/// What the place of a word in its sentence says of it being what the sentence tells: most for the head of the main
/// clause, and for what somebody is reported to have said there; less the deeper it stands.
fn prominence(syntax: &Syntax, i: usize) -> f32 {
    let mut depth = 0;
    let mut at = i;
    while let Some(head) = syntax.words()[at].head {
        let word = &syntax.words()[at];
        depth += match word.relation() {
            // The content of what is said, and what a light or governing verb is about.
            "ccomp" | "xcomp" | "conj" | "parataxis" => 0,
            "obj" | "nsubj" => 1,
            _ => 2,
        };
        at = head;
    }
    [1.0, 0.99, 0.97, 0.95, 0.93, 0.91, 0.9][depth.min(6)]
}

fn in_boilerplate(layers: Layers<'_>, i: usize) -> bool {
    let span = layers.syntax.words()[i].span;
    layers.article.blocks.iter().any(|b| b.kind == BlockKind::Boilerplate && b.span.contains(span))
}

/// A word that belongs to the multi-word trigger of another event is no event of its own.
fn drop_shadows(syntax: &Syntax, events: &mut Vec<Event>) {
    let mut owner = vec![usize::MAX; syntax.words().len()];
    for (e, event) in events.iter().enumerate() {
        event.trigger.iter().skip(1).for_each(|&w| owner[w] = e);
    }
    let mut at = 0;
    events.retain(|event| {
        at += 1;
        let own = owner[event.trigger[0]];
        own == usize::MAX || own == at - 1
    });
}

/// True for entities that a plain event must have among its participants: named ones.
fn is_named(entity: &Entity) -> bool {
    entity.group.is_none() && entity.entity_type != EntityType::Group
}
