//! What stands around a trigger: who is meant by a word, times and places of its clause.

use std::collections::{HashMap, HashSet};

use super::{Layers, clauses};
use crate::annotate::factuality;
use crate::annotate::mentions::{MentionKind, storms};
use crate::annotate::times::TimeType;
use crate::model::Predicate;
use crate::ontology::EntityType;
use crate::text::syntax::Upos;

/// An article's layers with the look-ups that events need.
pub(super) struct Scene<'a> {
    pub(super) layers: Layers<'a>,
    /// For each word, the mention that it is part of.
    mention_at: Vec<Option<usize>>,
    /// For each mention, its entity.
    entity_of: Vec<usize>,
    predicate_at: HashMap<usize, &'a Predicate>,
    /// For each time expression, its head word.
    time_heads: Vec<usize>,
    /// For each word, whether a time expression holds it.
    in_time: Vec<bool>,
    /// For each word, the time expressions that depend on it, directly or through another time, in text order.
    times_on: HashMap<usize, Vec<usize>>,
}

/// Verbs whose subject happens when they do.
const TOGETHER: [&str; 24] = [
    "happen", "occur", "take", "begin", "start", "come", "break", "erupt", "kill", "injure", "wound", "leave", "hit",
    "strike", "last", "end", "resume", "open", "follow", "destroy", "damage", "rock", "shake", "be",
];

/// Nouns that only say what kind of place is named after "of".
const PLACE_NOUNS: [&str; 16] = [
    "town",
    "city",
    "village",
    "hamlet",
    "suburb",
    "district",
    "province",
    "region",
    "state",
    "governorate",
    "county",
    "island",
    "port",
    "municipality",
    "township",
    "territory",
];

/// How far up the tree a noun looks for the clause that it stands in.
const REACH: usize = 4;

impl<'a> Scene<'a> {
    pub(super) fn new(layers: Layers<'a>) -> Self {
        let mut mention_at = vec![None; layers.syntax.words().len()];
        // Names come first in the list, so that a nominal around a name does not hide it.
        for (m, mention) in layers.mentions.iter().enumerate() {
            for w in mention.words.clone() {
                let closer = mention_at[w].is_some_and(|o: usize| is_closer(layers, m, o, w));
                if mention_at[w].is_none() || closer {
                    mention_at[w] = Some(m);
                }
            }
        }
        let mut entity_of = vec![0; layers.mentions.len()];
        for (e, entity) in layers.entities.iter().enumerate() {
            entity.mentions.iter().for_each(|&m| entity_of[m] = e);
        }
        let time_heads: Vec<usize> =
            layers.times.iter().map(|t| super::super::mentions::head(layers.syntax, &t.words)).collect();
        let mut in_time = vec![false; layers.syntax.words().len()];
        layers.times.iter().for_each(|t| in_time[t.words.clone()].fill(true));
        let times_on = times_on(&layers, &time_heads);
        let predicate_at = layers.predicates.iter().map(|p| (p.word, p)).collect();
        Self { layers, mention_at, entity_of, predicate_at, time_heads, in_time, times_on }
    }

    /// True for words inside a name of more than the word itself, and for names alone.
    pub(super) fn in_name(&self, i: usize) -> bool {
        self.mention_at[i]
            .is_some_and(|m| matches!(self.layers.mentions[m].kind, MentionKind::Name | MentionKind::Demonym))
    }

    /// True for the first words of storms' names, which say what kind of event is named.
    pub(super) fn names_storm(&self, i: usize) -> bool {
        let named = |m: usize| self.layers.mentions[m].entity_type == EntityType::Event;
        self.mention_at[i].is_some_and(named)
            && storms::is_kind(self.layers.syntax.words()[i].span.of(&self.layers.article.text))
    }

    /// True for the head of an event's name ("the Lisbon Earthquake").
    pub(super) fn names_event(&self, i: usize) -> bool {
        self.mention_at[i].is_some_and(|m| {
            let mention = &self.layers.mentions[m];
            mention.entity_type == EntityType::Event && mention.head == i
        })
    }

    /// True for words of a time expression ("March").
    pub(super) fn in_time(&self, i: usize) -> bool {
        self.in_time[i]
    }

    /// The predicate that word `i` bears.
    pub(super) fn predicate(&self, i: usize) -> Option<&'a Predicate> {
        self.predicate_at.get(&i).copied()
    }

    /// Whom or what the phrase headed by word `h` refers to: (mention, entity) of it and of what is coordinated with it.
    pub(super) fn referents(&self, h: usize) -> Vec<(usize, usize)> {
        let syntax = self.layers.syntax;
        let h = clauses::antecedent(syntax, h).unwrap_or(h);
        let mut found = Vec::new();
        // What is coordinated may hang on what comes before it, and who leads is of those who are led.
        let (mut open, mut at) = (vec![h], 0);
        while let Some(&w) = open.get(at) {
            at += 1;
            self.referent(w, 0).filter(|r| !found.contains(r)).into_iter().for_each(|r| found.push(r));
            let joined = syntax.dependents_by(w, "conj").filter(|&d| clauses::clause_of(syntax, d).is_none());
            let further: Vec<usize> = joined.chain(clauses::leaders(syntax, w)).filter(|d| !open.contains(d)).collect();
            open.extend(further);
        }
        found
    }

    fn referent(&self, h: usize, depth: usize) -> Option<(usize, usize)> {
        let syntax = self.layers.syntax;
        let h = clauses::antecedent(syntax, h).unwrap_or(h);
        if depth > 2 {
            return None;
        }
        // "Secretary of State Antony Blinken", "Islamist group Hamas": the name explains the noun.
        let named = syntax.dependents(h).iter().copied().find(|&d| {
            matches!(syntax.words()[d].relation(), "appos" | "flat") && !self.in_name(h) && self.explains(d, h)
        });
        if let Some(d) = named {
            return self.mention_at[d].map(|m| (m, self.entity_of[m]));
        }
        if let Some(m) = self.mention_at[h] {
            let mention = &self.layers.mentions[m];
            // An adjective of nationality is nobody: "the Israeli" of "the Israeli minister".
            let inside = mention.kind.is_name() || clauses::of_phrase(syntax, h, mention.head);
            if mention.words.contains(&h) && inside {
                return Some((m, self.entity_of[m]));
            }
        }
        // "dozens of people", "two of the hostages", "the family of X" stays what it is.
        let partitive = matches!(syntax.words()[h].upos, Upos::Num | Upos::Det | Upos::Pron)
            || matches!(
                syntax.words()[h].lemma.as_str(),
                "dozen"
                    | "hundred"
                    | "thousand"
                    | "million"
                    | "number"
                    | "group"
                    | "majority"
                    | "some"
                    | "most"
                    | "many"
            );
        // "the town of Olmos" is Olmos.
        let place = PLACE_NOUNS.contains(&syntax.words()[h].lemma.to_lowercase().as_str());
        if partitive || place {
            let inner = syntax.dependents_by(h, "nmod").find(|&d| self.preposition(d) == Some("of"))?;
            let found = self.referent(inner, depth + 1);
            return found.filter(|&(_, e)| partitive || self.layers.entities[e].entity_type == EntityType::Place);
        }
        None
    }

    /// True where word `w` heads a name that stands for the noun `h`: a person anywhere, another thing right after it.
    fn explains(&self, w: usize, h: usize) -> bool {
        self.mention_at[w].is_some_and(|m| {
            let mention = &self.layers.mentions[m];
            let adjacent = mention.words.start == h + 1;
            mention.kind == MentionKind::Name
                && match mention.entity_type {
                    EntityType::Person => true,
                    EntityType::Organization | EntityType::Place => adjacent,
                    _ => false,
                }
        })
    }

    /// The preposition that introduces word `w`, as text of its lemma.
    pub(super) fn preposition(&self, w: usize) -> Option<&'a str> {
        let syntax = self.layers.syntax;
        let case = syntax.dependents_by(w, "case").find(|&d| syntax.words()[d].upos != Upos::Part)?;
        Some(syntax.words()[case].lemma.as_str())
    }

    /// The type of what the phrase headed by `h` refers to.
    pub(super) fn kind(&self, h: usize) -> Option<EntityType> {
        let known = self.referent(h, 0).map(|(_, entity)| self.layers.entities[entity].entity_type);
        known.or_else(|| self.kind_of_pronoun(h))
    }

    /// People that a pronoun or a bare number stands for, whoever they are: "nobody was arrested", "five were hurt".
    fn kind_of_pronoun(&self, h: usize) -> Option<EntityType> {
        let word = &self.layers.syntax.words()[h];
        match (word.upos, word.lemma.to_lowercase().as_str()) {
            (_, "he" | "she" | "who" | "someone" | "somebody" | "nobody" | "no-one" | "anyone" | "everyone") => {
                Some(EntityType::Person)
            }
            (Upos::Pron, "they" | "we" | "those" | "other" | "others") | (Upos::Num, _) => Some(EntityType::Group),
            _ => None,
        }
    }

    /// The time expression of the event at `i`: one that depends on it, one that its predicate has for ARGM-TMP, or that
    /// of the clause it stands in. Of two conjoined clauses, each has its own, but where the first begins with a time and
    /// the second has no subject.
    pub(super) fn time_of(&self, i: usize) -> Option<usize> {
        let syntax = self.layers.syntax;
        let fits = |t: usize| !clauses::apart(syntax, i, self.time_heads[t]);
        if let Some(t) = self.times_at(i).find(|&t| fits(t)) {
            return Some(t);
        }
        let mut at = i;
        let (mut own_subject, mut wanted) = (false, false);
        for _ in 0..REACH {
            let word = &syntax.words()[at];
            // What another says or wants has its own time.
            if matches!(word.relation(), "ccomp" | "parataxis" | "acl" | "root") || self.apart(at) {
                return None;
            }
            let head = word.head?;
            own_subject |= clauses::has_subject(syntax, at);
            let conjoined = word.relation() == "conj";
            if self.wanted(at, head) {
                // "warned in July of a flood": when the flood is to come is not said.
                if matches!(word.relation(), "obl" | "nmod") {
                    return None;
                }
                wanted = true;
            }
            let fits = |t: usize| {
                let time = self.time_heads[t];
                if conjoined {
                    return time < head && !own_subject && fits(t);
                }
                // "vowed on Monday to attack" is not "vowed to attack on Monday".
                fits(t) && (!wanted || time > i)
            };
            if let Some(t) = self.times_at(head).find(|&t| fits(t)) {
                return Some(t);
            }
            at = head;
        }
        None
    }

    /// True where the word at `head` makes its complement at `at` less than real, and may itself be at another time:
    /// not so "is expected to" and "is due to", which have no time of their own.
    fn wanted(&self, at: usize, head: usize) -> bool {
        let syntax = self.layers.syntax;
        let active = syntax.words()[head].upos != Upos::Adj && syntax.dependent(head, "aux:pass").is_none();
        active && factuality::is_unreal_under(syntax, at, head)
    }

    /// True for what is said to happen again and again: "every year", "on Sundays".
    pub(super) fn recurs(&self, i: usize) -> bool {
        let syntax = self.layers.syntax;
        let set = |w: usize| self.times_on(w).iter().any(|&t| self.layers.times[t].kind == TimeType::Set);
        let mut at = i;
        for _ in 0..REACH {
            if set(at) {
                return true;
            }
            let word = &syntax.words()[at];
            let part = matches!(word.relation(), "nsubj" | "obj" | "obl" | "nmod" | "nummod" | "compound");
            let (true, Some(head)) = (part && word.upos.is_nominal() && !self.apart_by_preposition(at), word.head)
            else {
                return false;
            };
            at = head;
        }
        false
    }

    /// Times that depend on word `w`, and those that its predicate has for ARGM-TMP.
    pub(super) fn times_at(&self, w: usize) -> impl Iterator<Item = usize> + '_ {
        let own = self.times_on(w).iter().copied().filter(|&t| self.anchors(t));
        own.chain(self.labelled(w))
    }

    /// True for a noun whose verb may be at another time: "days after the attacks", "the truce nears its end".
    fn apart(&self, i: usize) -> bool {
        if self.apart_by_preposition(i) {
            return true;
        }
        let syntax = self.layers.syntax;
        let word = &syntax.words()[i];
        let verb = word.head.map_or("", |h| syntax.words()[h].lemma.as_str());
        word.upos.is_nominal() && word.deprel == "nsubj" && !TOGETHER.contains(&verb)
    }

    fn apart_by_preposition(&self, i: usize) -> bool {
        matches!(
            self.preposition(i),
            Some(
                "after"
                    | "before"
                    | "since"
                    | "until"
                    | "following"
                    | "despite"
                    | "ahead"
                    | "over"
                    | "to"
                    | "from"
                    | "about"
                    | "for"
            )
        )
    }

    fn labelled(&self, i: usize) -> Option<usize> {
        let predicate = self.predicate(i)?;
        predicate.arguments.iter().filter(|a| a.label == "ARGM-TMP").find_map(|a| {
            // Heads stand in text order, as the times do.
            let own = self.time_heads.binary_search(&a.head).ok();
            own.into_iter().chain(self.times_on(a.head).iter().copied()).filter(|&t| self.anchors(t)).min()
        })
    }

    /// Dates and times place an event; durations and recurrences do not.
    fn anchors(&self, time: usize) -> bool {
        let t = &self.layers.times[time];
        t.earliest.is_some() || t.value.starts_with("XXXX-")
    }

    /// The head word of a time.
    pub(super) fn time_head(&self, time: usize) -> usize {
        self.time_heads[time]
    }

    /// The times that depend on `w`, directly or through another time.
    pub(super) fn times_on(&self, w: usize) -> &[usize] {
        self.times_on.get(&w).map_or(&[], Vec::as_slice)
    }
}

/// True where mention `m` says better than `other` what word `w` stands for: the word heads it ("the rebels" of "the
/// hostages whom the rebels freed"), and the other is no name, or one of people by their nation.
fn is_closer(layers: Layers<'_>, m: usize, other: usize, w: usize) -> bool {
    let (mention, other) = (&layers.mentions[m], &layers.mentions[other]);
    w == mention.head
        && match other.kind {
            MentionKind::Demonym => true,
            MentionKind::Name => false,
            MentionKind::Nominal | MentionKind::Pronoun => other.head != w,
        }
}

/// For each word, the times whose heads depend on it, directly or through the head of another time.
fn times_on(layers: &Layers<'_>, heads: &[usize]) -> HashMap<usize, Vec<usize>> {
    let words = layers.syntax.words();
    let is_head: HashSet<usize> = heads.iter().copied().collect();
    let mut on: HashMap<usize, Vec<usize>> = HashMap::new();
    for (t, &head) in heads.iter().enumerate() {
        let word = &words[head];
        let Some(above) = word.head else { continue };
        if matches!(
            word.relation(),
            "obl" | "nmod" | "advmod" | "compound" | "amod" | "nummod" | "obj" | "appos" | "dep" | "conj" | "nsubj"
        ) {
            on.entry(above).or_default().push(t);
        }
        if above != head
            && is_head.contains(&above)
            && let Some(further) = words[above].head.filter(|&w| w != above)
        {
            on.entry(further).or_default().push(t);
        }
    }
    on
}
