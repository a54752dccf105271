//! What events are to each other where the sentence says so: one causes the other ("protests sparked by the raid"), comes
//! before or after it, or is what it is done for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use super::{Event, EventLink, EventTie, Layers};
use crate::ontology::Factuality;
use crate::text::syntax::{Syntax, Upos};

static WORDS: LazyLock<HashMap<(&'static str, &'static str), EventTie>> = LazyLock::new(|| {
    include_str!("../data/event_links.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| {
            let [lemma, place, tie] = l.split('\t').collect::<Vec<_>>()[..] else { return None };
            let tie = match tie {
                "cause" => EventTie::CausedBy,
                "after" => EventTie::After,
                _ => EventTie::Before,
            };
            Some(((lemma, place), tie))
        })
        .collect()
});

/// Finds the ties of all events, and adds them to the events that they are of.
pub(super) fn link(layers: Layers<'_>, events: &mut [Event]) {
    let syntax = layers.syntax;
    let mut at_word: BTreeMap<usize, usize> = BTreeMap::new();
    for (e, event) in events.iter().enumerate() {
        event.mentions.iter().for_each(|m| {
            at_word.insert(m.trigger[0], e);
        });
    }
    let scene = Ties { syntax, at_word: &at_word };
    let mut found = BTreeSet::new();
    for (i, word) in syntax.words().iter().enumerate() {
        if let Some(&event) = at_word.get(&i) {
            found.extend(scene.between(i).map(|(tie, other)| (event, tie, other)));
            found.extend(scene.purpose(i).map(|other| (event, EventTie::Purpose, other)));
        }
        if word.upos == Upos::Verb && WORDS.contains_key(&(word.lemma.as_str(), "subject")) {
            for (cause, effect) in scene.causes(i) {
                found.insert((effect, EventTie::CausedBy, cause));
            }
        }
    }
    for (event, tie, other) in found {
        let real = |e: usize| events[e].factuality == Factuality::Happened;
        // What has not happened caused nothing, and nothing came after it.
        if event != other && (matches!(tie, EventTie::Purpose | EventTie::Before) || real(other)) {
            events[event].links.push(EventLink { tie, event: other });
        }
    }
}

struct Ties<'a> {
    syntax: &'a Syntax,
    at_word: &'a BTreeMap<usize, usize>,
}

impl Ties<'_> {
    /// The event at a word, or at what the word counts or carries: "the start of the war", "days of fighting", "led the
    /// army to mount an assault".
    fn event(&self, word: usize) -> Option<usize> {
        let inner = |w: usize| {
            let carried = ["nmod", "acl", "obj", "xcomp", "compound"];
            carried.iter().find_map(|r| self.syntax.dependents_by(w, r).find(|d| self.at_word.contains_key(d)))
        };
        let at = |w: usize| self.at_word.get(&w).copied();
        at(word).or_else(|| at(inner(word)?)).or_else(|| {
            let verb = self.syntax.dependent(word, "xcomp")?;
            at(verb).or_else(|| at(inner(verb)?))
        })
    }

    /// "fled after the attack", "met before the vote", "closed because of the storm": ties of the event at word `i`.
    fn between(&self, i: usize) -> Option<(EventTie, usize)> {
        let relations = ["obl", "advcl", "nmod"];
        self.syntax.dependents(i).iter().find_map(|&d| {
            if !relations.contains(&self.syntax.words()[d].relation()) {
                return None;
            }
            let marker = |&m: &usize| matches!(self.syntax.words()[m].relation(), "case" | "mark");
            let tie = self.syntax.dependents(d).iter().filter(|m| marker(m)).find_map(|&m| {
                let lemma = self.syntax.words()[m].lemma.to_lowercase();
                WORDS.get(&(lemma.as_str(), "between")).copied()
            })?;
            Some((tie, self.event(d)?))
        })
    }

    /// "gathered to protest": what the event at word `i` is done for.
    fn purpose(&self, i: usize) -> Option<usize> {
        let to = |d: usize| self.syntax.dependents_by(d, "mark").any(|m| self.syntax.words()[m].lemma == "to");
        let mut clauses = self.syntax.dependents_by(i, "advcl");
        clauses.find(|&d| self.syntax.words()[d].xpos == "VB" && to(d)).and_then(|d| self.at_word.get(&d).copied())
    }

    /// Pairs of cause and effect at a verb that ties them: "the raid sparked protests", "protests sparked by the raid",
    /// "a raid that led to protests".
    fn causes(&self, verb: usize) -> Vec<(usize, usize)> {
        let syntax = self.syntax;
        let word = &syntax.words()[verb];
        let described = word.head.filter(|_| word.relation() == "acl");
        let relative = word.deprel == "acl:relcl";
        let passive =
            word.xpos == "VBN" && (syntax.dependent(verb, "aux:pass").is_some() || described.is_some() && !relative);
        let agents = || {
            let by =
                |&d: &usize| syntax.dependents_by(d, "case").any(|c| matches!(syntax.words()[c].lemma.as_str(), "by"));
            syntax.dependents_by(verb, "obl").filter(by).collect::<Vec<usize>>()
        };
        let goals = || {
            let to = |&d: &usize| {
                let case = |c: usize| matches!(syntax.words()[c].lemma.as_str(), "to" | "in");
                syntax.dependents_by(d, "case").any(case)
            };
            syntax.dependents_by(verb, "obl").filter(to).collect::<Vec<usize>>()
        };
        let subjects = || syntax.dependents_by(verb, "nsubj").collect::<Vec<usize>>();
        let (causes, effects): (Vec<usize>, Vec<usize>) = if passive {
            (agents(), if described.is_some() && !relative { described.into_iter().collect() } else { subjects() })
        } else {
            let causes = if relative { described.into_iter().collect() } else { subjects() };
            let prepositional = matches!(word.lemma.as_str(), "lead" | "result");
            let mut effects = if prepositional { goals() } else { syntax.dependents_by(verb, "obj").collect() };
            effects.extend(syntax.dependents_by(verb, "xcomp"));
            (causes, effects)
        };
        let all = |words: Vec<usize>| {
            let conjuncts =
                |w: usize| std::iter::once(w).chain(syntax.dependents_by(w, "conj")).collect::<Vec<usize>>();
            words.into_iter().flat_map(conjuncts).filter_map(|w| self.event(w)).collect::<Vec<usize>>()
        };
        let (causes, effects) = (all(causes), all(effects));
        causes.iter().flat_map(|&c| effects.iter().map(move |&e| (c, e))).filter(|(c, e)| c != e).collect()
    }
}
