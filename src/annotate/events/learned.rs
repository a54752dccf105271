//! Triggers that the lexicon does not have, by the engine's event head; and what the head says of those that it has.

use super::Event;
use super::matching::participants;
use super::scene::Scene;
use crate::lexicon::{Lexicon, Pos};
use crate::ontology::EventClass;
use crate::text::syntax::Upos;

/// Probability of a class from which a word outside the lexicon is a trigger of it.
const LIKELY: f32 = 0.85;
/// Probability of being any event below which a word of the lexicon is none here, whatever stands beside it.
const UNLIKELY: f32 = 0.3;

/// An event at word `i` of a class that the engine is sure of, where the word may be a trigger at all.
pub(super) fn learned(scene: &Scene<'_>, lexicon: &Lexicon, i: usize) -> Option<Event> {
    let syntax = scene.layers.syntax;
    let word = &syntax.words()[i];
    // "protesters" and "the injured" are people, however near they stand to an event.
    let noun = word.upos == Upos::Noun && word.relation() != "compound" && scene.referents(i).is_empty();
    let predicate = scene.predicate(i);
    if !(noun || word.upos == Upos::Verb && predicate.is_some_and(|p| p.confidence >= 0.5)) {
        return None;
    }
    // What the lexicon knows and did not take for an event here is none.
    let pos = if noun { Pos::Noun } else { Pos::Verb };
    if !lexicon.senses(&word.lemma.to_lowercase(), pos).is_empty() {
        return None;
    }
    let (label, probability) = scene.layers.triggers.best(i)?;
    let class = EventClass::from_name(label).filter(|_| probability >= LIKELY)?;
    let arguments = predicate.map(|p| participants(scene, i, p)).unwrap_or_default();
    // What is said is a claim; and everything moves: without somebody who does, that is no news.
    if class.is_a(EventClass::Communication) || class.is_a(EventClass::Movement) && arguments.is_empty() {
        return None;
    }
    Some(Event {
        roleset: predicate.map(|p| p.roleset.clone()),
        arguments,
        ..Event::new(vec![i], Some(class), probability * 0.8)
    })
}

/// Whether the engine is sure that word `i` is no event ("the strike of the match"), although the lexicon has it.
pub(super) fn is_none(scene: &Scene<'_>, i: usize) -> bool {
    scene.layers.triggers.any(i) < UNLIKELY
}
