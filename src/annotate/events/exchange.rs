//! What is given for what: "30 prisoners were freed in exchange for eight hostages", "swapped two spies for a pilot", "In
//! return, the rebels let them go". The other side of an exchange is an event of the same class, with its own patients.

use std::collections::BTreeMap;

use super::scene::Scene;
use super::{Event, EventArgument};
use crate::ontology::{EntityType, EventClass, Role};
use crate::text::syntax::Upos;

/// Nouns after "in" that make what stands beside them one side of an exchange.
const NOUNS: [&str; 4] = ["exchange", "return", "swap", "trade"];
/// Verbs of exchanges, whose object is given for what "for" names.
const VERBS: [&str; 4] = ["swap", "exchange", "trade", "barter"];
/// Sentences back in which "in exchange" alone finds its other side.
const REACH: usize = 3;
/// How sure the side is that is named by its people alone.
const CONFIDENCE: f32 = 0.6;

/// Adds the sides of exchanges that no word of its own tells. Returns pairs of words that trigger the two sides. `events`
/// are in text order, one a word, and stay so.
pub(super) fn add(scene: &Scene<'_>, events: &mut Vec<Event>) -> Vec<(usize, usize)> {
    let syntax = scene.layers.syntax;
    let at_word: BTreeMap<usize, usize> = events.iter().enumerate().map(|(e, x)| (x.trigger[0], e)).collect();
    let sides = Sides { scene, events, at_word };
    let (mut pairs, mut new): (Vec<(usize, usize)>, Vec<Event>) = (Vec::new(), Vec::new());
    for (i, word) in syntax.words().iter().enumerate() {
        let lemma = word.lemma.to_lowercase();
        if word.upos == Upos::Noun && NOUNS.contains(&lemma.as_str()) && scene.preposition(i) == Some("in") {
            sides.of_noun(i, &mut pairs, &mut new);
        } else if word.upos == Upos::Verb && VERBS.contains(&lemma.as_str()) {
            sides.of_verb(i, &mut pairs, &mut new);
        }
    }
    // The side that the sentence tells by people alone takes the place of what else was read at its word.
    events.retain(|e| !new.iter().any(|n| n.trigger[0] == e.trigger[0]));
    events.extend(new);
    events.sort_by_key(|e| e.trigger[0]);
    pairs
}

struct Sides<'a, 'b> {
    scene: &'a Scene<'b>,
    events: &'a [Event],
    at_word: BTreeMap<usize, usize>,
}

impl Sides<'_, '_> {
    /// "released in exchange for eight hostages", "in return for the release of …", and "In exchange, … were released".
    fn of_noun(&self, noun: usize, pairs: &mut Vec<(usize, usize)>, new: &mut Vec<Event>) {
        let syntax = self.scene.layers.syntax;
        let Some(own) = self.governing(noun) else { return };
        let given = syntax.dependents_by(noun, "nmod").find(|&d| self.scene.preposition(d) == Some("for"));
        // The parser may tie "for" to the verb.
        let near = || {
            let after = (noun + 1..syntax.words().len().min(noun + 2)).find(|&w| syntax.words()[w].lemma == "for")?;
            syntax.words()[after].head.filter(|&h| h > after)
        };
        let clause = || syntax.dependents_by(noun, "acl").find(|&d| syntax.words()[d].xpos == "VBG");
        if let Some(other) = given.or_else(near).or_else(clause) {
            if let Some(&event) = self.at_word.get(&other) {
                pairs.push((self.events[own].trigger[0], self.events[event].trigger[0]));
            } else {
                self.other_side(own, noun, other, pairs, new);
            }
        } else if let Some(event) = self.told_before(own, noun) {
            pairs.push((self.events[own].trigger[0], self.events[event].trigger[0]));
        }
    }

    /// The event that an exchange's noun says more of: that of the verb above it, or of what the verb reports or lets be.
    fn governing(&self, noun: usize) -> Option<usize> {
        let syntax = self.scene.layers.syntax;
        let classed = |w: usize| self.at_word.get(&w).copied().filter(|&e| self.is_giving(e));
        let head = syntax.words()[noun].head?;
        let below = || {
            ["ccomp", "xcomp", "parataxis", "obj"].iter().find_map(|r| syntax.dependents_by(head, r).find_map(classed))
        };
        classed(head).or_else(below).or_else(|| syntax.words()[head].head.and_then(classed))
    }

    /// Something that can be given for another thing: no talk about it.
    fn is_giving(&self, event: usize) -> bool {
        let branch = self.events[event].class.map(|c| c.branch().unwrap_or(c));
        branch.is_some_and(|b| b != EventClass::Communication)
    }

    /// The last event of the same class before "In exchange".
    fn told_before(&self, own: usize, noun: usize) -> Option<usize> {
        let words = self.scene.layers.syntax.words();
        let first = self.events[own].trigger[0].min(noun);
        let near = |w: usize| words[noun].sentence - words[w].sentence <= REACH;
        let mut earlier = self.at_word.range(..first).rev().take_while(|(w, _)| near(**w)).map(|(_, &e)| e);
        earlier.find(|&e| {
            self.events[e].class == self.events[own].class && words[self.events[e].trigger[0]].upos == Upos::Verb
        })
    }

    /// "swapped 30 soldiers for eight miners".
    fn of_verb(&self, verb: usize, pairs: &mut Vec<(usize, usize)>, new: &mut Vec<Event>) {
        let syntax = self.scene.layers.syntax;
        let Some(given) = syntax.dependent(verb, "obj").or_else(|| syntax.dependent(verb, "nsubj:pass")) else {
            return;
        };
        let Some(other) = syntax.dependents_by(verb, "obl").find(|&d| self.scene.preposition(d) == Some("for")) else {
            return;
        };
        let case = syntax.dependent(other, "case");
        let (Some(word), first, second) = (case, self.people(given), self.people(other)) else { return };
        if first.is_empty() || second.is_empty() {
            return;
        }
        let known = self.at_word.get(&verb).map(|&e| &self.events[e]);
        let class = known.and_then(|e| e.class).unwrap_or(EventClass::Transfer);
        let mut arguments = first;
        let subject = syntax.dependents_by(verb, "nsubj").find(|&d| syntax.words()[d].deprel == "nsubj");
        for head in subject.into_iter().chain(syntax.dependent(verb, "obl:agent")) {
            let free = |&(_, entity): &(usize, usize)| !arguments.iter().any(|a| a.entity == entity);
            let who: Vec<_> = self.scene.referents(head).into_iter().filter(free).collect();
            arguments.extend(who.into_iter().map(|(mention, entity)| EventArgument {
                role: Role::Agent,
                entity,
                mention,
                confidence: CONFIDENCE,
            }));
        }
        arguments.sort_by_key(|a| (self.scene.layers.mentions[a.mention].span, a.role.name()));
        let like = known.cloned().unwrap_or_else(|| Event::new(vec![verb], None, CONFIDENCE));
        let like = Event { class: Some(class), ..like };
        new.push(Event { arguments, ..like.clone() });
        new.push(Event { arguments: second, ..self.at(&like, word) });
        pairs.push((verb, word));
    }

    /// The side of an exchange that only names who is given: an event like the other at the word "exchange".
    fn other_side(&self, own: usize, noun: usize, given: usize, pairs: &mut Vec<(usize, usize)>, new: &mut Vec<Event>) {
        let arguments = self.people(given);
        if !arguments.is_empty() {
            new.push(Event { arguments, ..self.at(&self.events[own], noun) });
            pairs.push((self.events[own].trigger[0], noun));
        }
    }

    /// The people that the phrase headed by `head` names, as patients.
    fn people(&self, head: usize) -> Vec<EventArgument> {
        let person =
            |e: usize| matches!(self.scene.layers.entities[e].entity_type, EntityType::Person | EntityType::Group);
        let people = self.scene.referents(head).into_iter().filter(|&(_, e)| person(e));
        people
            .map(|(mention, entity)| EventArgument { role: Role::Patient, entity, mention, confidence: CONFIDENCE })
            .collect()
    }

    /// An event like `other` at another word, with nobody in it yet.
    fn at(&self, other: &Event, word: usize) -> Event {
        let roleset = self.scene.predicate(word).map(|p| p.roleset.clone());
        let (factuality, time) = (other.factuality, other.time);
        Event { roleset, factuality, time, ..Event::new(vec![word], other.class, CONFIDENCE) }
    }
}
