//! "The incident", "it", "this": noun phrases and pronouns that stand for an event told before.
//!
//! A chain of coreference that holds the trigger of one event names it with all its mentions. A general noun with a
//! definite article stands for the last event of a class that it can stand for, where no chain says better.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::{Event, EventMention, Layers};
use crate::annotate::tables;
use crate::ontology::{EventClass, Factuality};
use crate::text::syntax::Syntax;

static NOUNS: LazyLock<HashMap<&'static str, Vec<EventClass>>> = LazyLock::new(|| {
    tables::rows(include_str!("../data/event_nouns.tsv"))
        .map(|[noun, classes]| (noun, classes.split(' ').filter_map(EventClass::from_name).collect()))
        .collect()
});

/// Sentences back in which a general noun finds its event.
const REACH: usize = 4;

/// Adds the mentions that name no event of their own to the events that they stand for. `events` in text order.
pub(super) fn add(layers: Layers<'_>, events: &mut [Event]) {
    let syntax = layers.syntax;
    let mut at_word: BTreeMap<usize, usize> = BTreeMap::new();
    for (e, event) in events.iter().enumerate() {
        for mention in &event.mentions {
            mention.trigger.iter().for_each(|&w| {
                at_word.insert(w, e);
            });
        }
    }
    let mut new: Vec<(usize, usize)> = Vec::new();
    for chain in layers.chains {
        let heads = || chain.mentions.iter().map(|m| m.head);
        let mut own: Vec<usize> = heads().filter_map(|h| at_word.get(&h).copied()).collect();
        own.sort_unstable();
        own.dedup();
        if let [event] = own[..] {
            new.extend(heads().filter(|h| !at_word.contains_key(h)).map(|h| (h, event)));
        }
    }
    for &(word, event) in &new {
        at_word.insert(word, event);
    }
    for (i, word) in syntax.words().iter().enumerate() {
        let Some(classes) = NOUNS.get(word.lemma.to_lowercase().as_str()) else { continue };
        if !word.upos.is_nominal() || at_word.contains_key(&i) || !is_definite(syntax, i) {
            continue;
        }
        let fits = |e: usize| {
            events[e].factuality == Factuality::Happened
                && events[e].class.is_some_and(|c| classes.iter().any(|&wanted| c.is_a(wanted)))
        };
        let near = |w: usize| word.sentence - syntax.words()[w].sentence <= REACH;
        let event = at_word.range(..i).rev().take_while(|(w, _)| near(**w)).map(|(_, &e)| e).find(|&e| fits(e));
        if let Some(event) = event {
            new.push((i, event));
        }
    }
    for (word, event) in new {
        events[event].mentions.push(EventMention { trigger: vec![word] });
        events[event].mentions.sort_by_key(|m| m.trigger[0]);
    }
}

/// "the incident", "this tragedy", with nothing that tells which one.
fn is_definite(syntax: &Syntax, i: usize) -> bool {
    let definite =
        |d: usize| matches!(syntax.words()[d].lemma.to_lowercase().as_str(), "the" | "this" | "that" | "these");
    let told = |&d: &usize| matches!(syntax.words()[d].relation(), "nmod" | "acl" | "compound");
    syntax.dependents_by(i, "det").any(definite) && !syntax.dependents(i).iter().any(told)
}
