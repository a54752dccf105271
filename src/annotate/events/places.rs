//! Places of events that the sentence names beside others: the place of the clause, and of those whom it happened to.

use super::scene::Scene;
use super::{Event, EventArgument};
use crate::ontology::{EntityType, EventClass, Role};

/// Prepositions that say where something is.
const AT: [&str; 5] = ["in", "at", "near", "outside", "inside"];

/// Kinds of events that happen where those are to whom they happen: not so what is said, bought or decided.
const BODILY: [EventClass; 9] = [
    EventClass::Conflict,
    EventClass::Harm,
    EventClass::Disaster,
    EventClass::Arrest,
    EventClass::Detention,
    EventClass::Meeting,
    EventClass::Visit,
    EventClass::Rescue,
    EventClass::Protest,
];

/// How sure a place is that the clause lends.
const OF_CLAUSE: f32 = 0.6;

/// Gives an event without a place that of the clause it stands in ("said at a meeting … in Tel Aviv"), or of those whom it
/// happened to ("an attack on a school in Kano", "met with leaders in Egypt and Jordan").
pub(super) fn add(scene: &Scene<'_>, event: &mut Event) {
    let Some(class) = event.class.filter(|_| !event.arguments.iter().any(|a| a.role.is_place())) else { return };
    let beside = if BODILY.iter().any(|&c| class.is_a(c)) { beside(scene, event) } else { Vec::new() };
    let at = if beside.is_empty() { of_clause(scene, event) } else { beside };
    for (mention, entity) in at {
        if !event.arguments.iter().any(|a| a.entity == entity) {
            event.arguments.push(EventArgument { role: Role::Place, entity, mention, confidence: OF_CLAUSE });
        }
    }
    event.arguments.sort_by_key(|a| (scene.layers.mentions[a.mention].span, a.role.name()));
}

/// Places of those to whom it happened, or who took part.
fn beside(scene: &Scene<'_>, event: &Event) -> Vec<(usize, usize)> {
    let syntax = scene.layers.syntax;
    let suffers = |role: Role| matches!(role, Role::Patient | Role::Participant);
    let heads: Vec<usize> =
        event.arguments.iter().filter(|a| suffers(a.role)).map(|a| scene.layers.mentions[a.mention].head).collect();
    // What is attacked may be nobody that has a node of its own: "an attack on a school in Kano".
    let trigger = event.trigger[0];
    let things = syntax.dependents(trigger).iter().copied().filter(|&d| {
        let word = &syntax.words()[d];
        let noun = word.upos.is_nominal() && !scene.in_time(d);
        let on = || matches!(scene.preposition(d), Some("on" | "of" | "against" | "at" | "in"));
        noun && (matches!(word.deprel.as_str(), "obj" | "nsubj:pass")
            || matches!(word.relation(), "nmod" | "obl") && on())
    });
    let mut heads: Vec<usize> = heads.into_iter().chain(things).collect();
    heads.sort_unstable();
    heads.dedup();
    let inside = heads.into_iter().flat_map(|h| syntax.dependents_by(h, "nmod").collect::<Vec<_>>());
    places(scene, inside)
}

/// The place of the clause that an event's noun stands in.
fn of_clause(scene: &Scene<'_>, event: &Event) -> Vec<(usize, usize)> {
    let syntax = scene.layers.syntax;
    let trigger = &syntax.words()[event.trigger[0]];
    let verb =
        trigger.head.filter(|_| trigger.upos.is_nominal() && matches!(trigger.relation(), "obl" | "obj" | "nsubj"));
    let Some(verb) = verb else { return Vec::new() };
    places(scene, syntax.dependents_by(verb, "obl"))
}

/// The places that the first of the words stands for, where it says where something is.
fn places(scene: &Scene<'_>, words: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let mut at = words.filter(|&d| scene.preposition(d).is_some_and(|p| AT.contains(&p)));
    let place = |r: &(usize, usize)| scene.layers.entities[r.1].entity_type == EntityType::Place;
    let found = at.find_map(|d| {
        let found: Vec<_> = scene.referents(d).into_iter().filter(place).collect();
        (!found.is_empty()).then_some(found)
    });
    found.unwrap_or_default()
}
