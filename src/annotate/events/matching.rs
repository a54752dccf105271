//! Which words are events: senses of the lexicon, and predicates with named participants.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::arguments::{Phrase, arguments, filler, is_source, phrases};
use super::scene::Scene;
use super::{Event, EventArgument, clauses, is_named, learned};
use crate::annotate::{factuality, tables};
use crate::lexicon::{Lexicon, Neighbour, Pos, Sense};
use crate::model::Predicate;
use crate::ontology::{EntityType, Role};
use crate::text::syntax::Upos;

/// Rolesets that are no events: states, speech (which the claims hold), and verbs that only carry others.
static NO_EVENTS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| tables::rows(include_str!("../data/no_events.txt")).map(|[frame]| frame).collect());

/// Probability by which a later sense of a word must be likelier than an earlier one.
const LEAD: f32 = 0.3;

/// The event at word `i` by the first sense of the lexicon that fits.
pub(super) fn lexical(scene: &Scene<'_>, lexicon: &Lexicon, i: usize) -> Option<Event> {
    let word = &scene.layers.syntax.words()[i];
    let pos: &[Pos] = match word.upos {
        Upos::Verb => &[Pos::Verb],
        // "were injured": participles that are tagged as adjectives are still verbs.
        Upos::Adj if matches!(word.xpos.as_str(), "VBN" | "VBD" | "VBG") => &[Pos::Verb, Pos::Adjective],
        Upos::Noun | Upos::Propn => &[Pos::Noun],
        Upos::Adj => &[Pos::Adjective],
        _ => return None,
    };
    let lemma = word.lemma.to_lowercase();
    let mut senses: Vec<&Sense> = pos.iter().flat_map(|&p| lexicon.senses(&lemma, p)).collect();
    // "days of fighting", "is prepared to sign": verb forms that stand as nouns and adjectives.
    let syntax = scene.layers.syntax;
    let form = || word.span.of(&scene.layers.article.text).to_lowercase();
    let alone = |relations: &[&str]| relations.iter().all(|r| syntax.dependent(i, r).is_none());
    match word.xpos.as_str() {
        "VBG" if alone(&["obj", "nsubj", "aux", "ccomp"]) && word.relation() != "conj" => {
            senses.extend(lexicon.senses(&form(), Pos::Noun));
        }
        "VBN" if word.upos == Upos::Verb || word.upos == Upos::Adj => {
            senses.extend(lexicon.senses(&form(), Pos::Adjective));
        }
        _ => {}
    }
    if senses.is_empty() || describes_place(scene, i) {
        return None;
    }
    let predicate = scene.predicate(i);
    let roleset = predicate.map(|p| p.roleset.as_str()).filter(|r| !lacks_particle(scene, i, r));
    let beside = phrases(scene, i);
    // Of several senses that fit, the one that the engine finds likeliest; the lexicon's order where it sees none, and
    // where the first only says more exactly what the other says.
    let fitting = |strict: bool| {
        let roleset = roleset.filter(|_| strict);
        let fit = senses.iter().filter_map(|s| fits(scene, s, i, roleset, &beside).map(|trigger| (*s, trigger)));
        let likely = |s: &Sense| scene.layers.triggers.of(i, s.class.name());
        let other = |a: &Sense, b: &Sense| !a.class.is_a(b.class) && likely(b) > likely(a) + LEAD;
        fit.reduce(|a, b| if other(a.0, b.0) { b } else { a })
    };
    // The engine's rolesets are less sure than what stands beside a noun, or than constraints that are met.
    let constrained = |s: &Sense| s.pos == Pos::Noun || !s.requires.is_empty() || !s.with.is_empty();
    let (sense, trigger) = fitting(true).or_else(|| fitting(false).filter(|(s, _)| constrained(s)))?;
    if !sense.multiword && learned::is_none(scene, i) {
        return None;
    }
    let arguments = arguments(scene, sense, i, &beside);
    let sure = predicate.map_or(0.7, |p| p.confidence).max(0.7);
    Some(Event { roleset: roleset.map(Into::into), arguments, ..Event::new(trigger, Some(sense.class), sure * 0.9) })
}

/// True for a participle before a place that says what the place is, not what happens: "annexed Crimea", "the occupied
/// territories".
fn describes_place(scene: &Scene<'_>, i: usize) -> bool {
    let word = &scene.layers.syntax.words()[i];
    let place = |h: usize| {
        scene.kind(h) == Some(EntityType::Place)
            || matches!(
                scene.layers.syntax.words()[h].lemma.as_str(),
                "territory" | "land" | "area" | "region" | "zone"
            )
    };
    // "from annexed Crimea", which the parser may take for a clause.
    let before = i.checked_sub(1).map(|p| scene.layers.syntax.words()[p].lemma.as_str());
    let object = || scene.layers.syntax.dependents_by(i, "obj").any(|o| o > i && place(o));
    if word.xpos == "VBN" && matches!(before, Some("from" | "in" | "near" | "into")) && object() {
        return true;
    }
    matches!(word.relation(), "amod" | "acl" | "compound")
        && matches!(word.xpos.as_str(), "VBN" | "VBD" | "JJ")
        && word.head.is_some_and(|h| h > i && place(h))
}

/// True for a roleset of a verb with a particle (`shell_out.03`) where none stands beside the verb.
fn lacks_particle(scene: &Scene<'_>, i: usize, roleset: &str) -> bool {
    let syntax = scene.layers.syntax;
    let frame = roleset.split('.').next().unwrap_or("");
    frame.split_once('_').is_some_and(|(_, particle)| {
        !syntax.dependents(i).iter().any(|&d| syntax.words()[d].lemma.eq_ignore_ascii_case(particle))
    })
}

/// The trigger's words (head first) where the sense fits word `i`.
fn fits(scene: &Scene<'_>, sense: &Sense, i: usize, roleset: Option<&str>, beside: &[Phrase]) -> Option<Vec<usize>> {
    if !sense.multiword && !sense.covers(roleset) {
        return None;
    }
    let syntax = scene.layers.syntax;
    let word = &syntax.words()[i];
    // A noun before another noun names the event only where the lexicon says so ("attack victims").
    if sense.pos == Pos::Noun && word.relation() == "compound" && !scene.names_storm(i) {
        let head = &syntax.words()[word.head?];
        if !sense.may_modify(&head.lemma.to_lowercase()) {
            return None;
        }
    }
    let (places, words) = neighbours(scene, i);
    let found = sense.companions(&words)?;
    let fillers: Vec<_> = beside.iter().map(|p| filler(scene, sense, p)).collect();
    if !sense.admits(&fillers) {
        return None;
    }
    let mut trigger = vec![i];
    if sense.multiword {
        // "called for a ceasefire": the words that are asked for by name belong to it; what it is about does not.
        let asked = sense.with.iter().map(|c| !c.lemmas.is_empty()).chain(std::iter::once(true));
        trigger.extend(found.iter().zip(asked).filter(|(_, own)| *own).map(|(&k, _)| places[k]).filter(|&w| w != i));
    }
    Some(trigger)
}

/// Words beside word `i`: dependents, theirs, and its head.
fn neighbours<'s>(scene: &'s Scene<'_>, i: usize) -> (Vec<usize>, Vec<Neighbour<'s>>) {
    let syntax = scene.layers.syntax;
    let (mut places, mut words) = (Vec::new(), Vec::new());
    let mut add = |w: usize, relation: &'s str| {
        places.push(w);
        words.push(Neighbour { relation, lemma: syntax.words()[w].lemma.as_str(), preposition: scene.preposition(w) });
    };
    for &d in syntax.dependents(i) {
        add(d, syntax.words()[d].deprel.as_str());
        for &dd in syntax.dependents(d) {
            add(dd, syntax.words()[dd].deprel.as_str());
        }
    }
    if let Some(h) = syntax.words()[i].head {
        add(h, "head");
    }
    (places, words)
}

/// A predicate that the lexicon does not know, with at least one named participant.
pub(super) fn plain(scene: &Scene<'_>, i: usize) -> Option<Event> {
    let predicate = scene.predicate(i)?;
    let word = &scene.layers.syntax.words()[i];
    if word.upos != Upos::Verb || predicate.confidence < 0.6 || NO_EVENTS.contains(predicate.roleset.split('.').next()?)
    {
        return None;
    }
    let syntax = scene.layers.syntax;
    // "is set to rule": only the ruling is an event.
    if factuality::only_schedules(syntax, i) || describes_place(scene, i) {
        return None;
    }
    let arguments = participants(scene, i, predicate);
    let named = |a: &EventArgument| a.role.is_actor() && is_named(&scene.layers.entities[a.entity]);
    if !arguments.iter().any(named) {
        return None;
    }
    Some(Event {
        roleset: Some(predicate.roleset.clone()),
        arguments,
        ..Event::new(vec![i], None, predicate.confidence * 0.8)
    })
}

/// Who and what takes part in the predicate at word `i`, by its semantic roles.
pub(super) fn participants(scene: &Scene<'_>, i: usize, predicate: &Predicate) -> Vec<EventArgument> {
    let syntax = scene.layers.syntax;
    let mut arguments: Vec<EventArgument> = Vec::new();
    for argument in
        predicate.arguments.iter().filter(|a| !clauses::apart(syntax, i, a.head) && !is_source(syntax, a.head))
    {
        let (actor, location) = (Some(argument.label.as_str()), argument.label == "ARGM-LOC");
        for (mention, entity) in scene.referents(argument.head) {
            let place = scene.layers.entities[entity].entity_type == EntityType::Place;
            let role = match actor {
                Some("ARG0") => Role::Agent,
                Some("ARG1") => Role::Patient,
                Some("ARG2") if !place => Role::Recipient,
                Some("ARGM-GOL" | "ARG4") if place => Role::Destination,
                _ if location && place => Role::Place,
                _ => continue,
            };
            if !arguments.iter().any(|a| a.entity == entity) {
                arguments.push(EventArgument { role, entity, mention, confidence: argument.confidence });
            }
        }
    }
    arguments
}
