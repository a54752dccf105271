//! Acts done by saying something: "said it will send aid" is a promise, "said the ships must leave" a demand, "said it
//! would never join" a refusal, "said it will attack unless …" a threat. Plain reporting is no event; the claims hold it.

use super::scene::Scene;
use super::{Event, EventArgument};
use crate::ontology::{EntityType, EventClass, Role};
use crate::text::syntax::Upos;

/// Verbs that say no more than that something is said.
const SAYING: [&str; 10] =
    ["say", "tell", "add", "state", "reiterate", "declare", "stress", "repeat", "affirm", "conclude"];

/// How sure such an act is.
const CONFIDENCE: f32 = 0.6;

/// The act at word `i`, a verb of saying.
pub(super) fn act(scene: &Scene<'_>, i: usize) -> Option<Event> {
    let syntax = scene.layers.syntax;
    let word = &syntax.words()[i];
    if word.upos != Upos::Verb || !SAYING.contains(&word.lemma.as_str()) {
        return None;
    }
    let speaker = syntax.dependents_by(i, "nsubj").next()?;
    // "Lima will attack, it said": the content may govern the verb.
    let content = syntax.dependent(i, "ccomp").or_else(|| word.head.filter(|_| word.relation() == "parataxis"))?;
    let subject = syntax.dependents_by(content, "nsubj").next()?;
    let speakers: Vec<usize> = scene.referents(speaker).into_iter().map(|(_, e)| e).collect();
    let subjects: Vec<usize> = scene.referents(subject).into_iter().map(|(_, e)| e).collect();
    if speakers.is_empty() {
        return None;
    }
    let same =
        subjects.iter().any(|e| speakers.contains(e)) || syntax.words()[subject].lemma.eq_ignore_ascii_case("we");
    let has = |relation: &str, lemmas: &[&str]| {
        syntax
            .dependents_by(content, relation)
            .any(|d| lemmas.contains(&syntax.words()[d].lemma.to_lowercase().as_str()))
    };
    let denied = has("advmod", &["not", "never", "n't"]);
    let condition = || {
        let unless = |c: usize| syntax.dependents_by(c, "mark").any(|m| syntax.words()[m].lemma == "unless");
        syntax.dependents_by(content, "advcl").any(unless)
    };
    let class = if has("aux", &["must"]) && !same && !subjects.is_empty() && !denied {
        EventClass::Demand
    } else if has("aux", &["will", "would", "'ll"]) && same {
        match (denied, condition()) {
            (_, true) => EventClass::Threat,
            (true, false) => EventClass::Denial,
            (false, false) => EventClass::Promise,
        }
    } else {
        return None;
    };
    let mut arguments: Vec<EventArgument> = Vec::new();
    for (mention, entity) in scene.referents(speaker) {
        arguments.push(EventArgument { role: Role::Agent, entity, mention, confidence: 0.8 });
    }
    if class == EventClass::Demand {
        for (mention, entity) in scene.referents(subject) {
            let body = scene.layers.entities[entity].entity_type != EntityType::Event;
            if body && !arguments.iter().any(|a| a.entity == entity) {
                arguments.push(EventArgument { role: Role::Recipient, entity, mention, confidence: 0.7 });
            }
        }
    }
    Some(Event {
        roleset: scene.predicate(i).map(|p| p.roleset.clone()),
        arguments,
        ..Event::new(vec![i], Some(class), CONFIDENCE)
    })
}
