//! What is known of the thing that a chain of mentions stands for, and which candidates it rules out.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::candidates::{Candidate, Form, PRONOUNS};
use super::features::number;
use crate::annotate::entities::Entity;
use crate::annotate::mentions::Mention;
use crate::annotate::nominals::is_general_body;
use crate::annotate::quantities::Quantity;
use crate::annotate::tables::rows;
use crate::kb::fold;
use crate::ontology::EntityType;
use crate::text::Article;
use crate::text::syntax::Syntax;

/// Gender of a person, as titles, nouns and pronouns tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// "he"
    Male,
    /// "she"
    Female,
}

static GENDERED: LazyLock<HashMap<&'static str, Gender>> = LazyLock::new(|| {
    rows(include_str!("../data/gender.tsv"))
        .map(|[word, gender]| (word, if gender == "f" { Gender::Female } else { Gender::Male }))
        .collect()
});

/// What is known of a candidate, or of all candidates of a chain together.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    /// Type of the named entity, where the chain has one.
    named: Option<EntityType>,
    /// Index of that entity.
    pub(super) entity: Option<usize>,
    /// A noun says that it is people (true) or a body (false).
    people: Option<bool>,
    /// A common noun that stands for neither people nor a body, nor has a type: "the agreement".
    thing: bool,
    /// "a group of hostages": no body that has a name.
    collection: bool,
    plural: Option<bool>,
    /// How many they are, as the bits of the number.
    count: Option<u64>,
    gender: Option<Gender>,
    /// "it", "this": no person.
    neuter: bool,
}

impl Facts {
    pub(super) fn of(
        article: &Article,
        syntax: &Syntax,
        mentions: &[Mention],
        entities: &[Entity],
        quantities: &[Quantity],
        candidate: &Candidate,
    ) -> Self {
        let mut facts = Self { plural: number(syntax, candidate), ..Self::default() };
        match candidate.form {
            Form::Pronoun(p) => {
                match PRONOUNS[p] {
                    "he" => facts.gender = Some(Gender::Male),
                    "she" => facts.gender = Some(Gender::Female),
                    "it" | "this" | "that" => facts.neuter = true,
                    _ => {}
                }
                if PRONOUNS[p] == "they" {
                    facts.plural = None; // also said of companies, countries and persons of either gender
                }
            }
            Form::Name | Form::Demonym => {
                let mention = candidate.mention.map(|m| &mentions[m]);
                facts.named = mention.map(|m| m.entity_type);
                facts.entity = candidate.entity;
                facts.plural = None;
                if let (Some(EntityType::Person), Some(m)) = (facts.named, mention) {
                    facts.plural = Some(false);
                    facts.gender = title_gender(article, syntax, m.words.start);
                }
            }
            Form::Nominal(_) => {
                let kind = candidate.mention.map(|m| mentions[m].entity_type);
                facts.people = match kind {
                    Some(EntityType::Group | EntityType::Person) => Some(true),
                    Some(EntityType::Organization) => Some(false),
                    _ => None,
                };
                let of = |d: usize| syntax.dependents_by(d, "case").any(|c| syntax.words()[c].lemma == "of");
                facts.collection =
                    is_general_body(&candidate.lemma) && syntax.dependents_by(candidate.word, "nmod").any(of);
                facts.thing = kind.is_none();
                facts.count = candidate
                    .entity
                    .and_then(|e| entities[e].group.as_ref())
                    .and_then(|g| g.count(quantities))
                    .map(|(count, ..)| count.to_bits());
                facts.gender = GENDERED.get(candidate.lemma.as_str()).copied();
                if facts.gender.is_some() {
                    facts.people = Some(true);
                    facts.thing = false;
                }
                if candidate.entity.is_some_and(|e| entities[e].entity_type == EntityType::Organization) {
                    facts.plural = None;
                }
            }
        }
        facts
    }

    /// False where the two cannot stand for one thing.
    pub(super) fn agree(&self, other: &Self) -> bool {
        self.agrees(other) && other.agrees(self)
    }

    fn agrees(&self, other: &Self) -> bool {
        let clash = |a: Option<bool>, b: Option<bool>| matches!((a, b), (Some(x), Some(y)) if x != y);
        if matches!((self.count, other.count), (Some(a), Some(b)) if a != b) {
            return false;
        }
        if self.collection && other.named.is_some() {
            return false;
        }
        if clash(self.plural, other.plural) || clash(self.people, other.people) {
            return false;
        }
        if matches!((self.gender, other.gender), (Some(a), Some(b)) if a != b) {
            return false;
        }
        let person = other.named == Some(EntityType::Person) || other.people == Some(true);
        let body = matches!(
            other.named,
            Some(
                EntityType::Organization
                    | EntityType::Place
                    | EntityType::Event
                    | EntityType::Work
                    | EntityType::Product
            )
        ) || other.people == Some(false);
        if (self.gender.is_some() || self.people == Some(true)) && body || self.neuter && person {
            return false;
        }
        if self.gender.is_some() && (other.thing || other.neuter || other.plural == Some(true)) {
            return false;
        }
        if self.people == Some(false) && other.named.is_some_and(|t| t != EntityType::Organization) {
            return false;
        }
        if self.thing && other.named == Some(EntityType::Person) {
            return false;
        }
        // Names are put together by what they are called, not here.
        !(self.named.is_some() && other.named.is_some() && self.entity != other.entity)
    }

    /// What is known of both together.
    pub(super) fn join(&mut self, other: &Self) {
        self.named = self.named.or(other.named);
        self.entity = self.entity.or(other.entity);
        self.people = self.people.or(other.people);
        self.plural = self.plural.or(other.plural);
        self.count = self.count.or(other.count);
        self.gender = self.gender.or(other.gender);
        self.thing |= other.thing;
        self.collection |= other.collection;
        self.neuter |= other.neuter;
    }

    /// False where more of the candidate is known than the chain allows: "the two gunmen" are not all of "the gunmen".
    pub(super) fn admits(&self, candidate: &Self) -> bool {
        !(candidate.count.is_some() && self.count.is_none() && self.people == Some(true) && self.plural == Some(true))
    }

    /// The gender, where something said it.
    pub(super) fn gender(&self) -> Option<Gender> {
        self.gender
    }
}

/// "Mrs Lima", "Queen Maud": the gender of the titles before a name, or that it begins with.
fn title_gender(article: &Article, syntax: &Syntax, first: usize) -> Option<Gender> {
    let word = |i: usize| syntax.words().get(i).map(|w| fold(w.span.of(&article.text)));
    let gender = |i: usize| word(i).and_then(|w| GENDERED.get(w.as_str()).copied());
    gender(first).or_else(|| first.checked_sub(1).and_then(gender))
}
