//! What a sense of a word says: its event class, what must and must not stand beside the word, and which
//! argument plays which role.

use std::sync::Arc;

use compact_str::CompactString;

use crate::ontology::{EntityType, EventClass, Role};

/// Part of speech of a trigger word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pos {
    /// `lexinfo:verb`
    Verb,
    /// `lexinfo:noun`
    Noun,
    /// `lexinfo:adjective`
    Adjective,
}

impl Pos {
    const ALL: [(Self, &'static str); 3] = [(Self::Verb, "verb"), (Self::Noun, "noun"), (Self::Adjective, "adjective")];

    /// The part of speech of that `LexInfo` name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(pos, _)| *pos)
    }
}

/// A condition on what fills an argument: one of the kinds, or one of the words. Empty: anything will do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Condition {
    /// Accepted kinds.
    pub kinds: Vec<EntityType>,
    /// Accepted head lemmas.
    pub lemmas: Vec<CompactString>,
}

impl Condition {
    /// True when nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty() && self.lemmas.is_empty()
    }

    /// True when the condition is empty, or `kind` or `lemma` is among the accepted ones.
    #[must_use]
    pub fn admits(&self, kind: Option<EntityType>, lemma: &str) -> bool {
        self.is_empty()
            || kind.is_some_and(|kind| self.kinds.contains(&kind))
            || self.lemmas.iter().any(|accepted| accepted.eq_ignore_ascii_case(lemma))
    }
}

/// Where an argument is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// A `PropBank` label (`ARG0`, `ARGM-LOC`) or a dependency relation of the trigger (`nsubj`, `nmod:poss`).
    /// The relation `head` is the word that the trigger depends on.
    Label(CompactString),
    /// The complement of a preposition that depends on the trigger (`obl` or `nmod` with that `case`).
    Preposition(CompactString),
    /// Whatever has got that role. In constraints only.
    Role(Role),
}

/// An argument and the role that it plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleMap {
    /// A label or preposition.
    pub slot: Slot,
    /// Which fillers the mapping is for.
    pub only: Condition,
    /// The role; `None` keeps a role that a pattern would give from being given.
    pub role: Option<Role>,
}

/// A constraint on the arguments of a sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// Which arguments it looks at.
    pub slot: Slot,
    /// What one of them must be (or must not be).
    pub condition: Condition,
}

impl Constraint {
    /// True when one of `fillers` stands in the slot and meets the condition.
    #[must_use]
    pub fn met_by(&self, fillers: &[Filler<'_>]) -> bool {
        fillers.iter().any(|f| {
            let here = match &self.slot {
                Slot::Label(label) => f.label == label || f.relation == label,
                Slot::Preposition(preposition) => f.preposition == Some(preposition.as_str()),
                // Who does something together with others does it too.
                Slot::Role(role) => f.role == Some(*role) || *role == Role::Agent && f.role == Some(Role::Participant),
            };
            here && self.condition.admits(f.kind, f.lemma)
        })
    }
}

/// An argument of a predicate in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filler<'a> {
    /// Its `PropBank` label, empty where it has none.
    pub label: &'a str,
    /// Dependency relation of its head word to the predicate, empty where it is no dependent of it.
    pub relation: &'a str,
    /// The preposition that introduces it.
    pub preposition: Option<&'a str>,
    /// Lemma of its head word.
    pub lemma: &'a str,
    /// What kind of thing it is.
    pub kind: Option<EntityType>,
    /// The role that [`Sense::role`] gave it.
    pub role: Option<Role>,
}

/// A test on one word beside the trigger. Empty lists ask nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Companion {
    /// Its lemma is one of these.
    pub lemmas: Vec<CompactString>,
    /// Its relation to the trigger is one of these (with subtype, or without any subtype).
    pub relations: Vec<CompactString>,
    /// It is introduced by one of these prepositions.
    pub prepositions: Vec<CompactString>,
}

/// A word beside the trigger in a text: a dependent of it or of a companion already found, or (`head`) its own head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbour<'a> {
    /// Dependency relation, with subtype; `head` for the word that the trigger depends on.
    pub relation: &'a str,
    /// Dictionary form.
    pub lemma: &'a str,
    /// The preposition that introduces it.
    pub preposition: Option<&'a str>,
}

impl Companion {
    /// True for the word that this test is looking for.
    #[must_use]
    pub fn is(&self, word: &Neighbour<'_>) -> bool {
        let plain = word.relation.split(':').next().unwrap_or("");
        // A governor is a companion only where the entry asks for it by name.
        let relation_fits = if self.relations.is_empty() {
            word.relation != "head"
        } else {
            // Parsers are of two minds about particles ("pulled out of", "ran over him").
            let particle = matches!(plain, "advmod" | "case") && self.relations.iter().any(|r| r == "compound:prt");
            particle || self.relations.iter().any(|r| r == word.relation || r == plain)
        };
        relation_fits
            && (self.lemmas.is_empty() || self.lemmas.iter().any(|l| l.eq_ignore_ascii_case(word.lemma)))
            && (self.prepositions.is_empty()
                || word.preposition.is_some_and(|p| self.prepositions.iter().any(|q| q == p)))
    }
}

/// Where a noun stands to its support verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TriggerPlace {
    /// The noun is the object ("carry out an attack") or the subject of the passive.
    Object,
    /// The noun is the subject ("a quake hit Lima").
    Subject,
}

/// Verbs that lend a noun their arguments: "launch", "hold", "suffer".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// Lemmas of the verbs.
    pub verbs: Vec<CompactString>,
    /// Where the noun stands.
    pub trigger: TriggerPlace,
    /// Role of the verb's subject (of its agent in the passive).
    pub subject: Option<Role>,
    /// Role of the verb's other object.
    pub object: Option<Role>,
}

/// Mappings that many senses share, with all that the pattern inherits, nearest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pattern {
    /// Role mappings in levels: those of a level give way to any of the levels before it.
    pub levels: Vec<Vec<RoleMap>>,
    /// Support verbs of nouns.
    pub support: Vec<Support>,
    /// Nouns that the trigger may modify and still name the event ("attack victims").
    pub modifier_of: Vec<CompactString>,
}

/// One sense of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sense {
    /// IRI of the entry.
    pub entry: String,
    /// The written form, such as `open fire`.
    pub form: String,
    /// Irregular forms, such as `shot`.
    pub other_forms: Vec<CompactString>,
    /// Lemma of the word that heads the trigger.
    pub head: CompactString,
    /// Part of speech of the head.
    pub pos: Pos,
    /// True for a multi-word expression: its `with` words belong to the trigger.
    pub multiword: bool,
    /// The event class.
    pub class: EventClass,
    /// `PropBank` rolesets that the sense covers; none when `PropBank` has none for it.
    pub rolesets: Vec<CompactString>,
    /// The sense's own role mappings.
    pub roles: Vec<RoleMap>,
    /// The shared ones behind them.
    pub pattern: Arc<Pattern>,
    /// Words that must all stand beside the trigger.
    pub with: Vec<Companion>,
    /// Words of which one must stand beside it (none asked when empty).
    pub with_any: Vec<Companion>,
    /// Words that must not.
    pub not_with: Vec<Companion>,
    /// Constraints that must each be met.
    pub requires: Vec<Constraint>,
    /// Constraints that must not be met.
    pub rejects: Vec<Constraint>,
    /// Sentences in which the word has this sense.
    pub accept: Vec<String>,
    /// Sentences in which it has not.
    pub reject: Vec<String>,
}

impl Sense {
    /// The role of an argument by its `PropBank` label or dependency relation; `lemma` and `kind` tell what fills it.
    ///
    /// Where neither sense nor pattern says anything of a relation, `nsubj` and `obl:agent` count as `ARG0`, `obj`
    /// and `nsubj:pass` as `ARG1`.
    #[must_use]
    pub fn role(&self, label: &str, lemma: &str, kind: Option<EntityType>) -> Option<Role> {
        let mut label = label;
        loop {
            let here = |map: &RoleMap| matches!(&map.slot, Slot::Label(l) if l == label);
            if let Some(map) = self.find(here, lemma, kind) {
                return map.role;
            }
            label = match label {
                "nsubj" | "obl:agent" => "ARG0",
                "nsubj:pass" => "obj",
                "obj" => "ARG1",
                _ => return None,
            };
        }
    }

    /// The role of an argument that has a PropBank label, and a relation to the trigger as well: what is said nearest to
    /// the sense of one of them, the label first.
    #[must_use]
    pub fn labelled_role(&self, label: &str, relation: &str, lemma: &str, kind: Option<EntityType>) -> Option<Role> {
        for level in self.levels() {
            let named =
                |name: &str| Self::find_in(level, |map| matches!(&map.slot, Slot::Label(l) if l == name), lemma, kind);
            if let Some(map) = named(label).or_else(|| named(relation)) {
                return map.role;
            }
        }
        self.role(label, lemma, kind)
    }

    /// The role of the complement of a preposition.
    #[must_use]
    pub fn preposition_role(&self, preposition: &str, lemma: &str, kind: Option<EntityType>) -> Option<Role> {
        let here = |map: &RoleMap| matches!(&map.slot, Slot::Preposition(p) if p == preposition);
        self.find(here, lemma, kind)?.role
    }

    /// The nearest mapping: the sense's own before its pattern's, and in a level one with a condition before one
    /// without.
    fn find(&self, here: impl Fn(&RoleMap) -> bool, lemma: &str, kind: Option<EntityType>) -> Option<&RoleMap> {
        self.levels().find_map(|level| Self::find_in(level, &here, lemma, kind))
    }

    fn levels(&self) -> impl Iterator<Item = &Vec<RoleMap>> {
        std::iter::once(&self.roles).chain(&self.pattern.levels)
    }

    fn find_in<'m>(
        level: &'m [RoleMap],
        here: impl Fn(&RoleMap) -> bool,
        lemma: &str,
        kind: Option<EntityType>,
    ) -> Option<&'m RoleMap> {
        let fitting = || level.iter().filter(|m| here(m) && m.only.admits(kind, lemma));
        fitting().find(|m| !m.only.is_empty()).or_else(|| fitting().next())
    }

    /// True when the arguments meet all constraints.
    #[must_use]
    pub fn admits(&self, fillers: &[Filler<'_>]) -> bool {
        self.requires.iter().all(|c| c.met_by(fillers)) && !self.rejects.iter().any(|c| c.met_by(fillers))
    }

    /// Looks for the companions among the words beside the trigger: the indices of those found, in the order asked,
    /// or `None` when one is missing or a forbidden one is there. Dependents of a companion count as beside the
    /// trigger too.
    #[must_use]
    pub fn companions(&self, words: &[Neighbour<'_>]) -> Option<Vec<usize>> {
        let place = |c: &Companion| words.iter().position(|w| c.is(w));
        if self.not_with.iter().any(|c| place(c).is_some()) {
            return None;
        }
        let mut found = self.with.iter().map(place).collect::<Option<Vec<_>>>()?;
        if !self.with_any.is_empty() {
            found.push(self.with_any.iter().find_map(place)?);
        }
        Some(found)
    }

    /// True when `roleset` is one of the sense's, or nothing is known on either side.
    #[must_use]
    pub fn covers(&self, roleset: Option<&str>) -> bool {
        self.rolesets.is_empty() || roleset.is_none_or(|r| self.rolesets.iter().any(|own| own == r))
    }

    /// True when the noun names the event although it modifies another noun of that lemma.
    #[must_use]
    pub fn may_modify(&self, noun: &str) -> bool {
        self.pattern.modifier_of.iter().any(|m| m == noun)
            || asks_for_head(&self.with, noun)
            || asks_for_head(&self.with_any, noun)
    }

    /// What orders the senses of a word: multi-word first, then by the number of companions and constraints.
    pub(super) fn specificity(&self) -> (bool, usize, usize) {
        (self.multiword, self.with.len() + usize::from(!self.with_any.is_empty()), self.requires.len())
    }
}

fn asks_for_head(companions: &[Companion], noun: &str) -> bool {
    companions.iter().any(|c| c.relations.iter().any(|r| r == "head") && c.lemmas.iter().any(|l| l == noun))
}
