//! Who is meant by a word, and how words hang together around the ones that are meant.

use std::collections::BTreeMap;
use std::ops::Range;

use super::nouns::{self, Kind};
use crate::annotate::entities::{self, Entity};
use crate::annotate::mentions::{Mention, MentionKind};
use crate::annotate::nominals;
use crate::ontology::{EntityType, Subtype};
use crate::text::syntax::{Syntax, Upos, Word};
use crate::text::{Article, Span};

/// How far noun phrases inside each other are followed: "the head of | the office of | the board of X".
const DEPTH: usize = 2;

/// Nouns for bodies that stand after their names.
const BODIES: [&str; 20] = [
    "party",
    "group",
    "company",
    "movement",
    "federation",
    "association",
    "union",
    "club",
    "team",
    "network",
    "organization",
    "organisation",
    "newspaper",
    "magazine",
    "agency",
    "bank",
    "airline",
    "firm",
    "corporation",
    "foundation",
];

/// Where an argument of a noun stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Slot {
    /// "X's mayor", "his wife".
    Possessor,
    /// "the Acme director", "the Israeli minister".
    Before,
    /// After the preposition.
    After(String),
}

/// Somebody or something that a noun's phrase names besides what the noun itself stands for.
#[derive(Debug, Clone)]
pub(super) struct Argument {
    pub(super) slot: Slot,
    /// The word that refers to it.
    pub(super) word: usize,
    pub(super) entity: usize,
    /// How many nouns stand between ("the head of the office of X": 1).
    pub(super) depth: usize,
}

/// An article's layers with the look-ups that relations need.
pub(super) struct Scene<'a> {
    pub(super) article: &'a Article,
    pub(super) syntax: &'a Syntax,
    pub(super) mentions: &'a [Mention],
    pub(super) entities: &'a [Entity],
    /// For each word, the mention that it is part of (of nominals and pronouns, the head only).
    at: Vec<Option<usize>>,
    /// For each mention, its entity.
    entity_of: Vec<usize>,
    /// The country that the article speaks of most, where no other comes near.
    pub(super) main_country: Option<usize>,
    /// For nouns that describe somebody, the word that names them.
    pub(super) described: BTreeMap<usize, usize>,
}

/// The country with the most mentions, if it has half as many again as the next.
fn main_country(entities: &[Entity]) -> Option<usize> {
    let mut countries: Vec<(usize, usize)> = (0..entities.len())
        .filter(|&e| entities[e].subtype == Some(Subtype::Country))
        .map(|e| (entities[e].mentions.len(), e))
        .collect();
    countries.sort_by_key(|&(count, e)| (std::cmp::Reverse(count), e));
    let (most, first) = *countries.first()?;
    let next = countries.get(1).map_or(0, |&(count, _)| count);
    (most > 1 && 2 * most >= 3 * next).then_some(first)
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        article: &'a Article,
        syntax: &'a Syntax,
        mentions: &'a [Mention],
        entities: &'a [Entity],
    ) -> Self {
        let mut at = vec![None; syntax.words().len()];
        for (m, mention) in mentions.iter().enumerate() {
            if mention.kind.is_name() {
                mention.words.clone().for_each(|w| at[w] = Some(m));
            }
        }
        for (m, mention) in mentions.iter().enumerate() {
            if !mention.kind.is_name() && at[mention.head].is_none() {
                at[mention.head] = Some(m);
            }
        }
        let entity_of = entities::of_mentions(entities, mentions.len());
        let main_country = main_country(entities);
        Self { article, syntax, mentions, entities, at, entity_of, main_country, described: BTreeMap::new() }
    }

    pub(super) fn word(&self, i: usize) -> &Word {
        &self.syntax.words()[i]
    }

    pub(super) fn form(&self, i: usize) -> &str {
        self.word(i).span.of(&self.article.text)
    }

    /// The mention that word `i` is part of.
    pub(super) fn mention(&self, i: usize) -> Option<&'a Mention> {
        self.at[i].map(|m| &self.mentions[m])
    }

    /// The entity that word `i` refers to by itself.
    pub(super) fn own_entity(&self, i: usize) -> Option<usize> {
        self.at[i].map(|m| self.entity_of[m])
    }

    /// True for words of names and demonyms.
    pub(super) fn is_name(&self, i: usize) -> bool {
        self.mention(i).is_some_and(|m| m.kind.is_name())
    }

    pub(super) fn is_demonym(&self, i: usize) -> bool {
        self.mention(i).is_some_and(|m| m.kind == MentionKind::Demonym)
    }

    pub(super) fn kind(&self, entity: usize) -> EntityType {
        self.entities[entity].entity_type
    }

    pub(super) fn subtype(&self, entity: usize) -> Option<Subtype> {
        self.entities[entity].subtype
    }

    /// True where the entity has a name in the article.
    pub(super) fn is_named(&self, entity: usize) -> bool {
        self.entities[entity].is_named(self.mentions)
    }

    /// The words of the mention at `i`, or the word alone.
    pub(super) fn range(&self, i: usize) -> Range<usize> {
        match self.mention(i) {
            Some(m) if m.kind.is_name() => m.words.clone(),
            _ => i..i + 1,
        }
    }

    /// The dependents of the mention at `i` that lie outside of it, in text order.
    pub(super) fn dependents(&self, i: usize) -> Vec<usize> {
        let range = self.range(i);
        let mut found: Vec<usize> = range
            .clone()
            .flat_map(|w| self.syntax.dependents(w).iter().copied())
            .filter(|d| !range.contains(d))
            .collect();
        found.sort_unstable();
        found
    }

    /// The word that the mention at `i` hangs on.
    pub(super) fn head(&self, i: usize) -> Option<usize> {
        let range = self.range(i);
        range.clone().find_map(|w| self.word(w).head.filter(|h| !range.contains(h)))
    }

    /// How the mention at `i` hangs on its head.
    pub(super) fn relation(&self, i: usize) -> &str {
        let range = self.range(i);
        let top = range.clone().find(|&w| self.word(w).head.is_none_or(|h| !range.contains(&h))).unwrap_or(i);
        &self.word(top).deprel
    }

    /// The preposition of a phrase, in small letters; "near" of "near", "of" of "of".
    pub(super) fn preposition(&self, i: usize) -> Option<String> {
        let case = self.dependents(i).into_iter().find(|&d| {
            self.word(d).deprel == "case"
                && self.word(d).xpos != "POS"
                && !matches!(self.form(d), "'s" | "’s" | "'" | "’")
        })?;
        Some(self.form(case).to_lowercase())
    }

    pub(super) fn has_possessive(&self, i: usize) -> bool {
        self.dependents(i).into_iter().any(|d| self.word(d).xpos == "POS")
    }

    /// The word that word `i` refers with, in the end: itself, the noun of a relative clause, the name that a noun
    /// describes.
    pub(super) fn referent(&self, i: usize) -> Option<usize> {
        if self.at[i].is_some() {
            // A described noun may be a mention of its own ("her brother" of "her brother John").
            return Some(self.described.get(&i).copied().filter(|_| !self.is_name(i)).unwrap_or(i));
        }
        if let Some(&name) = self.described.get(&i) {
            return Some(name);
        }
        let word = self.word(i);
        if matches!(word.xpos.as_str(), "WDT" | "WP" | "WP$") || word.lemma == "that" && word.upos == Upos::Pron {
            let clause =
                std::iter::once(i).chain(self.syntax.ancestors(i)).find(|&a| self.word(a).deprel == "acl:relcl")?;
            let noun = self.word(clause).head?;
            return (noun != i).then(|| self.referent(noun)).flatten();
        }
        None
    }

    /// The entity that word `i` refers to.
    pub(super) fn entity(&self, i: usize) -> Option<usize> {
        self.referent(i).and_then(|w| self.own_entity(w))
    }

    /// The words that refer, of word `i` and its conjuncts.
    pub(super) fn with_conjuncts(&self, i: usize) -> Vec<usize> {
        let mut found: Vec<usize> = self.referent(i).into_iter().collect();
        for d in self.dependents(i) {
            if self.word(d).deprel == "conj" {
                found.extend(self.referent(d));
            }
        }
        found
    }

    /// True for a noun for a person, by the lists.
    pub(super) fn is_person_noun(&self, i: usize) -> bool {
        let word = self.word(i);
        let listed = || nouns::kind_of_word(&word.lemma.to_lowercase()).is_some_and(Kind::is_person);
        word.upos.is_nominal() && (listed() || nominals::is_person_noun(&word.lemma))
    }

    /// What the phrase of noun `i` names besides.
    pub(super) fn arguments(&self, i: usize) -> Vec<Argument> {
        let mut found = Vec::new();
        self.collect(i, 0, &mut found);
        found
    }

    /// Whom "his" means where coreference has not said: the one that the phrase is coordinated with, or the subject.
    /// `follow`: where the phrase before has the same pronoun, whom that means.
    fn owner(&self, pronoun: usize, follow: bool) -> Vec<usize> {
        if self.at[pronoun].is_some() || !matches!(self.form(pronoun).to_lowercase().as_str(), "his" | "her" | "their")
        {
            return Vec::new();
        }
        let Some(noun) = self.word(pronoun).head else { return Vec::new() };
        let person = |w: &usize| self.own_entity(*w).is_some_and(|e| self.kind(e) == EntityType::Person);
        let first = self.word(noun).head.filter(|_| self.word(noun).deprel == "conj").filter(|&h| self.is_name(h));
        if let Some(first) = first {
            // "her mother Jane and her brother": both are hers.
            let start = self.range(first).start;
            let shared = self.described.iter().filter(|(_, target)| **target == start).find_map(|(other, _)| {
                let before =
                    self.syntax.dependents_by(*other, "nmod:poss").find(|&p| self.word(p).upos == Upos::Pron)?;
                self.form(before).eq_ignore_ascii_case(self.form(pronoun)).then_some(before)
            });
            if let Some(before) = shared.filter(|&b| follow && b != pronoun) {
                return self.own_entity(before).map_or_else(|| self.owner(before, false), |_| vec![before]);
            }
            return self.referent(first).into_iter().filter(person).collect();
        }
        let verb = self.syntax.ancestors(noun).find(|&a| self.word(a).upos == Upos::Verb);
        let subject =
            verb.and_then(|v| self.syntax.dependent(v, "nsubj")).filter(|&s| !self.syntax.subtree(s).contains(&noun));
        let Some(subject) = subject.filter(|&s| self.is_name(s)) else { return Vec::new() };
        let mut all: Vec<usize> = self.with_conjuncts(subject).into_iter().filter(person).collect();
        if !self.form(pronoun).eq_ignore_ascii_case("their") {
            all.truncate(1);
        }
        all
    }

    fn collect(&self, i: usize, depth: usize, found: &mut Vec<Argument>) {
        for d in self.dependents(i) {
            let word = self.word(d);
            let slot = match word.relation() {
                "nmod" if word.deprel == "nmod:poss" => Slot::Possessor,
                "compound" | "amod" | "nmod" | "det" | "flat" if d < i => {
                    self.before(i, d, depth, found);
                    continue;
                }
                "nmod" | "obl" if d > i => match self.preposition(d) {
                    Some(case) => Slot::After(case),
                    None => continue,
                },
                _ => continue,
            };
            self.add(d, slot, depth, found);
        }
    }

    /// Names in a modifier before the noun.
    fn before(&self, noun: usize, modifier: usize, depth: usize, found: &mut Vec<Argument>) {
        let words: Vec<usize> = self.syntax.subtree(modifier).into_iter().filter(|w| *w < noun).collect();
        if words.iter().any(|&w| nouns::is_hyphen_verb(&self.form(w).to_lowercase())) {
            return;
        }
        let mut last = None;
        for w in words {
            // "the minister's Berlin office": only what modifies directly, or through other modifiers.
            let possessor = self.word(w).deprel == "nmod:poss" && w != modifier;
            let end = self.range(w).end;
            let hyphenated =
                end + 1 < noun && self.form(end) == "-" && nouns::is_hyphen_verb(&self.form(end + 1).to_lowercase());
            if let Some(m) = self.at[w].filter(|m| self.is_name(w) && !hyphenated && last != Some(*m) && !possessor) {
                last = Some(m);
                let slot = Slot::Before;
                found.push(Argument { slot, word: w, entity: self.entity_of[m], depth });
            }
        }
    }

    fn add(&self, d: usize, slot: Slot, depth: usize, found: &mut Vec<Argument>) {
        // "the Acme group" is Acme.
        if let Some(name) = self.body_name(d) {
            if let Some(entity) = self.own_entity(name) {
                found.push(Argument { slot, word: name, entity, depth });
            }
            return;
        }
        let mut refer = self.with_conjuncts(d);
        if slot == Slot::Possessor && refer.is_empty() {
            refer = self.owner(d, true);
        }
        for &word in &refer {
            if let Some(entity) = self.own_entity(word) {
                found.push(Argument { slot: slot.clone(), word, entity, depth });
            }
        }
        // "professor in the Physics Department at Acme University".
        if depth == 0 && self.is_name(d) {
            for a in self.dependents(d) {
                let whole = self.own_entity(a).filter(|&e| self.is_name(a) && self.kind(e) == EntityType::Organization);
                let within =
                    self.word(a).relation() == "nmod" && matches!(self.preposition(a).as_deref(), Some("at" | "of"));
                if let (Some(entity), true) = (whole, within) {
                    found.push(Argument { slot: slot.clone(), word: a, entity, depth: 1 });
                }
            }
        }
        // A noun without a name leads to what it is of, unless it is a person.
        let own_name = self.is_name(d);
        if depth < DEPTH && !own_name && self.word(d).upos.is_nominal() && !self.is_person_noun(d) {
            let mut inner = Vec::new();
            self.collect(d, depth + 1, &mut inner);
            for a in self.dependents(d) {
                if self.word(a).deprel == "appos" && self.is_name(a) && refer.is_empty() {
                    let slot = slot.clone();
                    inner.extend(self.own_entity(a).map(|entity| Argument { slot, word: a, entity, depth }));
                }
            }
            found.extend(inner.into_iter().map(|a| Argument { slot: slot.clone(), ..a }));
        }
    }

    /// The organization's name that is all that a common noun for a body adds to: "the Acme group", "the Greens party".
    fn body_name(&self, noun: usize) -> Option<usize> {
        if self.is_name(noun) || !BODIES.contains(&self.word(noun).lemma.as_str()) {
            return None;
        }
        let name = noun.checked_sub(1).filter(|&n| self.is_name(n) && !self.is_demonym(n))?;
        let body = self.own_entity(name).is_some_and(|e| self.kind(e) == EntityType::Organization);
        (body && self.head(name) == Some(noun)).then(|| self.range(name).start)
    }

    /// True where the clause or phrase of word `i` is denied, or only thought of.
    pub(super) fn is_unreal(&self, i: usize) -> bool {
        let marks = |w: usize| {
            self.syntax.dependents(w).iter().any(|&d| {
                let word = self.word(d);
                match word.relation() {
                    "advmod" | "det" | "cc" => {
                        matches!(word.lemma.as_str(), "not" | "never" | "no" | "neither" | "nor" | "n't")
                    }
                    "aux" => {
                        matches!(word.lemma.as_str(), "would" | "could" | "may" | "might" | "should" | "can" | "must")
                    }
                    "mark" => matches!(word.lemma.as_str(), "if" | "whether" | "unless"),
                    _ => false,
                }
            })
        };
        marks(i)
            || self.word(i).head.is_some_and(|h| {
                matches!(self.word(i).relation(), "conj" | "xcomp") && (marks(h) || nouns::is_wish(&self.word(h).lemma))
            })
    }

    /// From the first to the last character of the words.
    pub(super) fn cover(&self, words: &[usize]) -> Span {
        let spans = words.iter().map(|&w| self.syntax.span(self.range(w)));
        spans.reduce(Span::cover).unwrap_or(Span::new(0, 0))
    }
}
