//! What events are to each other where the sentence says so: one causes the other ("protests sparked by the raid"), comes
//! before or after it, is what it is done for, or is given for it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use super::{Event, EventLink, EventTie, Layers};
use crate::ontology::{EventClass, Factuality};
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

/// Classes of what answers something: what it is done for or over is its cause.
const ANSWERS: [EventClass; 11] = [
    EventClass::Protest,
    EventClass::Strike,
    EventClass::Arrest,
    EventClass::Charge,
    EventClass::Conviction,
    EventClass::Sentencing,
    EventClass::Lawsuit,
    EventClass::Sanction,
    EventClass::Resignation,
    EventClass::Dismissal,
    EventClass::Execution,
];

/// Finds the ties of all events, and adds them to the events that they are of. `exchanges` are pairs of words that trigger
/// the sides of exchanges.
pub(super) fn link(layers: Layers<'_>, events: &mut [Event], exchanges: &[(usize, usize)]) {
    let syntax = layers.syntax;
    let mut at_word: BTreeMap<usize, usize> = BTreeMap::new();
    for (e, event) in events.iter().enumerate() {
        event.mentions.iter().for_each(|m| {
            at_word.insert(m.trigger[0], e);
        });
    }
    let scene = Ties { syntax, events, at_word: &at_word };
    let mut found = BTreeSet::new();
    for (a, b) in exchanges {
        if let (Some(&one), Some(&other)) = (at_word.get(a), at_word.get(b)) {
            found.extend([(one, EventTie::ExchangedFor, other), (other, EventTie::ExchangedFor, one)]);
        }
    }
    for (i, word) in syntax.words().iter().enumerate() {
        if let Some(&event) = at_word.get(&i) {
            found.extend(scene.between(i).map(|(tie, other)| (scene.timed(i, event, tie), tie, other)));
            found.extend(scene.purpose(i).map(|other| (event, EventTie::Purpose, other)));
        }
        let way =
            |way: &'static str| WORDS.get(&(word.lemma.as_str(), way)).copied().filter(|_| word.upos == Upos::Verb);
        if way("subject").is_some() {
            found.extend(scene.sides(i, Goal::Effect).into_iter().map(|(c, e)| (e, EventTie::CausedBy, c)));
        }
        if let Some(tie) = way("object") {
            found.extend(scene.sides(i, Goal::Object).into_iter().map(|(e, other)| (e, tie, other)));
        }
        if let Some(tie) = way("from") {
            found.extend(scene.sides(i, Goal::From).into_iter().map(|(e, other)| (e, tie, other)));
        }
    }
    for (event, tie, other) in found {
        let real = |e: usize| events[e].factuality == Factuality::Happened;
        // What has not happened caused nothing, and nothing came after it.
        let open = matches!(tie, EventTie::Purpose | EventTie::Before | EventTie::ExchangedFor);
        if event != other && (open || real(other)) {
            events[event].links.push(EventLink { tie, event: other });
        }
    }
}

/// What a verb that ties events has for the other side.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Goal {
    /// Its object, or what "to" and "in" name: "led to protests".
    Effect,
    /// Its object alone.
    Object,
    /// What "from" names: "stemmed from a raid".
    From,
}

struct Ties<'a> {
    syntax: &'a Syntax,
    events: &'a [Event],
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
        let classed = |e: &usize| self.events[*e].class.is_some();
        // "prompted it to mount an assault": the assault, where the verb has no class of its own.
        let own = at(word).filter(classed).or_else(|| at(inner(word)?).filter(classed));
        own.or_else(|| at(word)).or_else(|| at(inner(word)?)).or_else(|| {
            let verb = self.syntax.dependent(word, "xcomp")?;
            at(verb).or_else(|| at(inner(verb)?))
        })
    }

    /// "fled after the attack", "met before the vote", "closed because of the storm", "arrested over the attack", "struck in
    /// response to the raid": the tie of the event at word `i`.
    fn between(&self, i: usize) -> Option<(EventTie, usize)> {
        let relations = ["obl", "advcl", "nmod"];
        let class = self.events[*self.at_word.get(&i)?].class;
        let answers = class.is_some_and(|c| ANSWERS.iter().any(|&a| c.is_a(a)));
        self.syntax.dependents(i).iter().find_map(|&d| {
            let word = &self.syntax.words()[d];
            // "in response/obj to …": after a preposition, the parser may take the noun for an object.
            let noun = word.relation() == "obj" && self.syntax.dependent(d, "case").is_some();
            if !noun && !relations.contains(&word.relation()) {
                return None;
            }
            let marker = |&m: &usize| matches!(self.syntax.words()[m].relation(), "case" | "mark");
            let tie = self.syntax.dependents(d).iter().filter(|m| marker(m)).find_map(|&m| {
                let lemma = self.syntax.words()[m].lemma.to_lowercase();
                let reason = || WORDS.get(&(lemma.as_str(), "reason")).filter(|_| answers);
                WORDS.get(&(lemma.as_str(), "between")).or_else(reason).copied()
            });
            let direct = tie.and_then(|tie| Some((tie, self.event(d)?)));
            direct.or_else(|| self.through(d))
        })
    }

    /// "in response to the raid": the tie and the other event of the noun `response`.
    fn through(&self, noun: usize) -> Option<(EventTie, usize)> {
        let syntax = self.syntax;
        syntax.dependent(noun, "case")?;
        syntax.dependents_by(noun, "nmod").find_map(|d| {
            let case = syntax.dependent(d, "case")?;
            let key = format!("{} {}", syntax.words()[noun].lemma.to_lowercase(), syntax.words()[case].lemma);
            let tie = WORDS.get(&(key.as_str(), "noun")).copied()?;
            Some((tie, self.event(d)?))
        })
    }

    /// The event that comes after the other where the event at word `i` is only asked for: in "called on them to free her,
    /// days after the raid", it is the call that came after the raid.
    fn timed(&self, i: usize, event: usize, tie: EventTie) -> usize {
        if tie != EventTie::After || self.events[event].factuality != Factuality::Requested {
            return event;
        }
        let real = |e: &usize| self.events[*e].factuality == Factuality::Happened;
        self.syntax.ancestors(i).find_map(|w| self.at_word.get(&w).copied().filter(real)).unwrap_or(event)
    }

    /// "gathered to protest": what the event at word `i` is done for.
    fn purpose(&self, i: usize) -> Option<usize> {
        let to = |d: usize| self.syntax.dependents_by(d, "mark").any(|m| self.syntax.words()[m].lemma == "to");
        let mut clauses = self.syntax.dependents_by(i, "advcl");
        clauses.find(|&d| self.syntax.words()[d].xpos == "VB" && to(d)).and_then(|d| self.at_word.get(&d).copied())
    }

    /// Pairs of events at a verb that ties them, that of its subject first: "the raid sparked protests", "protests sparked by
    /// the raid", "a raid that led to protests", "fired on the crowd, prompting protests".
    fn sides(&self, verb: usize, goal: Goal) -> Vec<(usize, usize)> {
        let syntax = self.syntax;
        let word = &syntax.words()[verb];
        let described = word.head.filter(|_| word.relation() == "acl");
        let relative = word.deprel == "acl:relcl";
        let auxiliary = syntax.dependent(verb, "aux:pass").is_some();
        let loose = word.relation() == "advcl" && !auxiliary && syntax.dependent(verb, "nsubj").is_none();
        let passive = word.xpos == "VBN" && (auxiliary || loose || described.is_some() && !relative);
        let cased = |cases: &'static [&'static str]| {
            let by =
                |&d: &usize| syntax.dependents_by(d, "case").any(|c| cases.contains(&syntax.words()[c].lemma.as_str()));
            syntax.dependents_by(verb, "obl").filter(by).collect::<Vec<usize>>()
        };
        // A clause alone stands for what its governor tells.
        let whole = || word.head.filter(|_| loose);
        let subjects = || -> Vec<usize> {
            if relative || described.is_some() {
                return described.into_iter().collect();
            }
            syntax.dependents_by(verb, "nsubj").chain(whole()).collect()
        };
        let (first, second): (Vec<usize>, Vec<usize>) = if goal == Goal::From {
            (subjects(), cased(&["from"]))
        } else if passive {
            let suffering = if relative { syntax.dependents_by(verb, "nsubj").collect() } else { subjects() };
            (cased(&["by"]), suffering)
        } else {
            let prepositional = goal == Goal::Effect && matches!(word.lemma.as_str(), "lead" | "result");
            let mut objects =
                if prepositional { cased(&["to", "in"]) } else { syntax.dependents_by(verb, "obj").collect() };
            if goal == Goal::Effect {
                objects.extend(syntax.dependents_by(verb, "xcomp"));
            }
            (subjects(), objects)
        };
        let all = |words: Vec<usize>| {
            let conjuncts =
                |w: usize| std::iter::once(w).chain(syntax.dependents_by(w, "conj")).collect::<Vec<usize>>();
            words.into_iter().flat_map(conjuncts).filter_map(|w| self.event(w)).collect::<Vec<usize>>()
        };
        let (first, second) = (all(first), all(second));
        first.iter().flat_map(|&a| second.iter().map(move |&b| (a, b))).filter(|(a, b)| a != b).collect()
    }
}
