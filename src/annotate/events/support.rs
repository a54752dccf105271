//! Arguments that the words around an event's noun lend it: "launched a series of attacks", "held talks", "took part in the
//! protest", "came under fire", "a quake hit Lima", and the speaker at a meeting.

use super::EventArgument;
use super::arguments::add;
use super::control;
use super::scene::Scene;
use crate::lexicon::{Sense, TriggerPlace};
use crate::ontology::{EntityType, Role};
use crate::text::syntax::Upos;

/// Adds to `found` what the verb above the noun `i` says of the event in `sense`.
pub(super) fn add_all(scene: &Scene<'_>, sense: &Sense, i: usize, found: &mut Vec<EventArgument>) {
    let syntax = scene.layers.syntax;
    let top = counted(scene, i);
    let word = &syntax.words()[top];
    let Some(verb) = word.head.filter(|&h| syntax.words()[h].upos == Upos::Verb) else {
        if let Some(subject) = taking_part(scene, top) {
            add(scene, i, found, taker(sense), subject, 0.6);
        }
        return;
    };
    let place = match word.deprel.as_str() {
        "obj" | "nsubj:pass" => Some(TriggerPlace::Object),
        "nsubj" => Some(TriggerPlace::Subject),
        _ => None,
    };
    let lemma = &syntax.words()[verb].lemma;
    let subject = || subject_of(scene, verb);
    if let Some(support) =
        sense.pattern.support.iter().find(|s| Some(s.trigger) == place && s.verbs.iter().any(|v| v == lemma))
    {
        if let (Some(role), Some(head)) = (support.subject, subject().filter(|&s| s != top)) {
            add(scene, i, found, role, head, 0.7);
        }
        if let (Some(role), Some(head)) = (support.object, syntax.dependent(verb, "obj").filter(|&o| o != top)) {
            add(scene, i, found, role, head, 0.7);
        }
    } else if lemma == "come" && scene.preposition(top) == Some("under") {
        if let Some(head) = subject() {
            add(scene, i, found, Role::Patient, head, 0.7);
        }
    } else if lemma == "participate" && scene.preposition(top) == Some("in") {
        if let Some(head) = subject() {
            add(scene, i, found, taker(sense), head, 0.7);
        }
    } else if word.relation() == "obl"
        && matches!(scene.preposition(top), Some("at" | "in" | "during" | "after" | "before" | "following"))
    {
        // The speaker at a meeting took part in it, when the meeting's other side is named.
        let others = found.iter().any(|a| a.role == Role::Participant);
        if let (true, true, Some(head)) = (is_mutual(sense), others, subject()) {
            add(scene, i, found, Role::Participant, head, 0.6);
        }
    }
}

/// The noun that counts the event at noun `i`, or that noun: "series" of "a series of attacks".
fn counted(scene: &Scene<'_>, i: usize) -> usize {
    let syntax = scene.layers.syntax;
    let word = &syntax.words()[i];
    let of = || word.relation() == "nmod" && scene.preposition(i) == Some("of");
    let many = |h: &usize| control::is_frame("many", &syntax.words()[*h].lemma);
    word.head.filter(|h| of() && many(h)).unwrap_or(i)
}

/// Who takes part: "students took part in the protest".
fn taking_part(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    let syntax = scene.layers.syntax;
    let part = syntax.words()[noun].head.filter(|&h| syntax.words()[h].lemma == "part")?;
    let verb = syntax.words()[part].head.filter(|&v| syntax.words()[v].lemma == "take")?;
    (scene.preposition(noun) == Some("in")).then(|| subject_of(scene, verb)).flatten()
}

/// Who takes part in an event is its agent, but where all sides are alike.
fn taker(sense: &Sense) -> Role {
    if is_mutual(sense) { Role::Participant } else { Role::Agent }
}

fn is_mutual(sense: &Sense) -> bool {
    sense.preposition_role("with", "", Some(EntityType::Person)) == Some(Role::Participant)
}

/// The one who does what the verb says.
fn subject_of(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let syntax = scene.layers.syntax;
    let labelled =
        || scene.predicate(verb).and_then(|p| p.arguments.iter().find(|a| a.label == "ARG0")).map(|a| a.head);
    syntax
        .dependents_by(verb, "nsubj")
        .find(|&d| syntax.words()[d].deprel != "nsubj:pass")
        .or_else(|| syntax.dependent(verb, "obl:agent"))
        .or_else(labelled)
        .or_else(|| control::subject(syntax, verb))
}
