//! What speaks for two mentions being one event: a sum of weights over what is seen of the pair.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::seen::Seen;
use crate::annotate::entities::Entity;
use crate::annotate::layers::Layers;
use crate::annotate::tables;
use crate::annotate::times::TimeExpr;
use crate::ontology::{Role, Subtype};

static WEIGHTS: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    tables::rows(include_str!("../../data/same_event.tsv"))
        .filter_map(|[name, weight]| Some((name, weight.parse().ok()?)))
        .collect()
});

/// How the fillers of a role in two mentions compare.
#[derive(PartialEq)]
pub(super) enum Fillers {
    /// One of them has none, or they are not comparable.
    Open,
    Same,
    /// Named, and not the same.
    Other,
}

pub(super) struct Pairs<'a> {
    pub(super) layers: Layers<'a>,
    pub(super) seen: &'a [Seen<'a>],
}

impl Pairs<'_> {
    /// What speaks for mentions `a` and the later `b` being one event; `None` where they are of different kinds.
    pub(super) fn score(&self, a: usize, b: usize) -> Option<f32> {
        let (a, b) = (&self.seen[a], &self.seen[b]);
        let syntax = self.layers.syntax;
        let frame = a.frame.is_some() && a.frame == b.frame || a.lemma == b.lemma;
        let class = match (a.event.class, b.event.class) {
            (Some(x), Some(y)) if x == y => "class same",
            (Some(x), Some(y)) if x.is_a(y) || y.is_a(x) => "class above",
            (Some(_), Some(_)) if frame => "class other",
            // The lexicon knows the word, but not done by somebody to something: "a video that he released".
            (Some(_), None) if a.lemma == b.lemma && does_else(b, a) => return None,
            (None, Some(_)) if a.lemma == b.lemma && does_else(a, b) => return None,
            _ if frame => "class unknown",
            _ => return None,
        };
        let word = match (a.lemma == b.lemma && a.noun == b.noun, frame) {
            (true, _) => "word same",
            (false, true) => "word frame",
            _ => "word other",
        };
        let nouns = match (a.noun, b.noun) {
            (true, true) => "noun noun",
            (true, false) => "noun verb",
            (false, true) => "verb noun",
            (false, false) => "verb verb",
        };
        let determined = match b.determined {
            "the" => "determined the",
            "a" => "determined a",
            "owner" => "determined owner",
            "verb" => "determined verb",
            _ => "determined none",
        };
        let (first, second) = (syntax.words()[a.word].sentence, syntax.words()[b.word].sentence);
        let distance = match second - first {
            0 => "distance 0",
            1 | 2 => "distance 1",
            3..=5 => "distance 3",
            _ => "distance 6",
        };
        let mut seen = vec!["bias", class, word, nouns, determined, distance];
        let mut add = |holds: bool, name: &'static str| seen.extend(holds.then_some(name));
        add(a.noun && b.noun && a.plural != b.plural, "number");
        for (role, same, other) in [
            (Role::Agent, "agent same", "agent other"),
            (Role::Patient, "patient same", "patient other"),
            (Role::Participant, "participant same", "participant other"),
            (Role::Place, "place same", "place other"),
        ] {
            let fillers = self.fillers(a, b, role);
            add(fillers == Fillers::Same, same);
            add(fillers == Fillers::Other, other);
        }
        let has = |e: usize| b.event.arguments.iter().any(|y| y.entity == e);
        let shared = a.event.arguments.iter().any(|x| has(x.entity));
        add(shared, "shared");
        add(!shared && !a.event.arguments.is_empty() && !b.event.arguments.is_empty(), "apart");
        if let (Some(x), Some(y)) = (a.time, b.time) {
            add(x.value == y.value, "time same");
            add(x.value != y.value && overlap(x, y) == Some(true), "time overlap");
        }
        add(first == 0, "headline");
        let over = |x: usize, y: usize| syntax.ancestors(y).any(|w| w == x);
        add(first == second && (over(a.word, b.word) || over(b.word, a.word)), "nested");
        add(b.new.iter().any(|w| !a.new.contains(w)), "new");
        Some(seen.into_iter().map(|name| WEIGHTS.get(name).copied().unwrap_or(0.0)).sum())
    }

    pub(super) fn fillers(&self, a: &Seen<'_>, b: &Seen<'_>, role: Role) -> Fillers {
        if a.entities(role).any(|x| b.entities(role).any(|y| x == y)) {
            return Fillers::Same;
        }
        let named = |s: &Seen<'_>| s.entities(role).any(|e| self.layers.entities[e].is_named(self.layers.mentions));
        let nested = || role == Role::Place && a.entities(role).any(|x| b.entities(role).any(|y| self.may_nest(x, y)));
        if named(a) && named(b) && !nested() { Fillers::Other } else { Fillers::Open }
    }

    /// True where one of two places is a country or a part of one in which the other may lie: "Peru", "Olmos".
    fn may_nest(&self, x: usize, y: usize) -> bool {
        let (x, y) = (&self.layers.entities[x], &self.layers.entities[y]);
        let wide = |e: &Entity| matches!(e.subtype, Some(Subtype::Country | Subtype::AdministrativeArea));
        let country = |e: &Entity| e.link.as_ref().and_then(|l| l.entry.country.clone());
        let apart = country(x).zip(country(y)).is_some_and(|(x, y)| x != y);
        wide(x) != wide(y) && !apart
    }
}

/// True where `known` was done to somebody, and `other` by somebody to nobody.
fn does_else(other: &Seen<'_>, known: &Seen<'_>) -> bool {
    let has = |s: &Seen<'_>, role| s.entities(role).next().is_some();
    other.noun == known.noun && has(known, Role::Patient) && has(other, Role::Agent) && !has(other, Role::Patient)
}

/// Whether two times share a day; `None` where one has no place in the calendar.
pub(super) fn overlap(x: &TimeExpr, y: &TimeExpr) -> Option<bool> {
    let ((from, to), (since, until)) = (x.earliest.zip(x.latest)?, y.earliest.zip(y.latest)?);
    Some(from <= until && since <= to)
}
