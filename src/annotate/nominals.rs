//! Unnamed people and bodies: "30 Palestinian prisoners", "the two gunmen", "police", "the prime minister's office".

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::entities::Entity;
use super::mentions::{Mention, MentionKind, surface};
use super::quantities::Quantity;
use crate::ontology::{CountQualifier, EntityType};
use crate::text::Article;
use crate::text::syntax::{Syntax, Upos};

/// What kind of thing a common noun stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noun {
    Person,
    Body,
}

static NOUNS: LazyLock<HashMap<&'static str, Noun>> = LazyLock::new(|| {
    include_str!("data/nouns.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t'))
        .map(|(noun, kind)| (noun, if kind == "body" { Noun::Body } else { Noun::Person }))
        .collect()
});

/// Unnamed people: how many, what, of which nation or body.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Index into the quantities, where the text gives a number.
    pub quantity: Option<usize>,
    /// What they are, in the singular ("hostage").
    pub member_type: Option<String>,
    /// Indices of the entities of their nations ("Israeli soldiers").
    pub nationality: Vec<usize>,
    /// Indices of the entities that they belong to ("Hamas fighters").
    pub affiliation: Vec<usize>,
}

/// Adds the nominal mentions of people and bodies to `mentions` and `entities`. A body called the same throughout
/// ("the army") is one entity; people are one entity a mention.
pub fn add_nominals(
    article: &Article,
    syntax: &Syntax,
    quantities: &[Quantity],
    mentions: &mut Vec<Mention>,
    entities: &mut Vec<Entity>,
) {
    let named = mentions.len();
    let mut at_word: HashMap<usize, usize> = HashMap::new();
    for (e, entity) in entities.iter().enumerate() {
        for &m in &entity.mentions {
            mentions[m].words.clone().for_each(|w| {
                at_word.insert(w, e);
            });
        }
    }
    let mut bodies: HashMap<String, usize> = HashMap::new();
    for (i, word) in syntax.words().iter().enumerate() {
        let people = matches!(word.xpos.as_str(), "NNPS" | "NNS")
            && at_word.get(&i).is_some_and(|&e| is_demonym(mentions, entities, e, i));
        if at_word.contains_key(&i) && !people
            || matches!(word.relation(), "compound" | "flat" | "fixed" | "amod" | "punct")
        {
            continue;
        }
        let quantity = quantities
            .iter()
            .position(|q| q.counted == Some(i) || q.counted.is_none() && q.words.contains(&i) && q.unit.is_none());
        let noun = noun(&word.lemma);
        let (kind, group) = match (noun, word.upos) {
            _ if people => (EntityType::Group, Some(None)),
            (Some(Noun::Body), Upos::Noun | Upos::Propn) if quantity.is_none() && !of_people(syntax, i) => {
                (EntityType::Organization, None)
            }
            (Some(Noun::Person), Upos::Noun) if !names_a_person(syntax, mentions, &at_word, i) => {
                (EntityType::Group, Some(Some(word.lemma.to_string())))
            }
            // A bare number stands for people only as the subject or object of what is done to people: events decide.
            (None, Upos::Num) if quantity.is_some() && stands_alone(syntax, i) => (EntityType::Group, Some(None)),
            (None, Upos::Noun) if word.lemma == "other" && quantity.is_some() => (EntityType::Group, Some(None)),
            _ => continue,
        };
        let words = phrase(syntax, i);
        let mut mention = Mention::new(syntax, words.clone(), MentionKind::Nominal, kind, 0.8);
        mention.head = i;
        let text = surface(&article.text, syntax, &words);
        let mut modifiers = modifiers(syntax, i, &at_word);
        modifiers.extend(at_word.get(&i).filter(|_| people));
        let group = group.map(|member_type| {
            let of = |kind: EntityType| {
                modifiers.iter().copied().filter(|&e| entities[e].entity_type == kind).collect::<Vec<_>>()
            };
            Group {
                quantity,
                member_type,
                nationality: of(EntityType::Place),
                affiliation: of(EntityType::Organization),
            }
        });
        let label = without_article(&text);
        let key = label.to_lowercase();
        let index = mentions.len();
        mentions.push(mention);
        if let Some(&body) = bodies.get(&key).filter(|_| kind == EntityType::Organization) {
            entities[body].mentions.push(index);
            continue;
        }
        if kind == EntityType::Organization {
            bodies.insert(key, entities.len());
        }
        let subtype = super::subtypes::subtype(kind, &title_case(&label));
        entities.push(Entity {
            entity_type: kind,
            subtype,
            label,
            aliases: Vec::new(),
            mentions: vec![index],
            confidence: 0.8,
            group,
            gender: None,
            candidates: Vec::new(),
            link: None,
        });
    }
    debug_assert!(named <= mentions.len());
}

fn noun(lemma: &str) -> Option<Noun> {
    let lemma = lemma.to_lowercase();
    let maker = || {
        lemma.len() > 6
            && lemma.ends_with("maker")
            && !matches!(lemma.as_str(), "lawmaker" | "filmmaker" | "policymaker" | "peacemaker")
    };
    NOUNS.get(lemma.as_str()).copied().or_else(|| maker().then_some(Noun::Body))
}

/// True where word `i` is a demonym of the entity `e`.
fn is_demonym(mentions: &[Mention], entities: &[Entity], e: usize, i: usize) -> bool {
    entities[e].mentions.iter().any(|&m| mentions[m].kind == MentionKind::Demonym && mentions[m].words.contains(&i))
}

/// "a group of hostages", "a team of doctors": the people are meant, not a body.
fn of_people(syntax: &Syntax, i: usize) -> bool {
    let person = |d: usize| NOUNS.get(syntax.words()[d].lemma.to_lowercase().as_str()) == Some(&Noun::Person);
    let of = |d: usize| syntax.dependents_by(d, "case").any(|c| syntax.words()[c].lemma == "of");
    matches!(syntax.words()[i].lemma.as_str(), "group" | "team" | "gang" | "crew" | "party")
        && syntax.dependents_by(i, "nmod").any(|d| of(d) && person(d))
}

/// The noun phrase of a head without what follows it: articles, numbers, adjectives, compounds and possessors before it.
fn phrase(syntax: &Syntax, head: usize) -> Range<usize> {
    let own = ["det", "amod", "nummod", "compound", "nmod:poss", "nmod:desc", "advmod", "nmod:unmarked"];
    let start = syntax
        .dependents(head)
        .iter()
        .filter(|&&d| {
            d < head && own.iter().any(|r| syntax.words()[d].deprel == *r || syntax.words()[d].relation() == *r)
        })
        .map(|&d| syntax.subtree(d)[0])
        .min()
        .unwrap_or(head);
    let first = (start.min(head)..head).find(|&w| syntax.words()[w].upos != Upos::Punct).unwrap_or(head);
    first..head + 1
}

/// True where the noun only introduces a named person: "spokesman John Doe", "John Doe, a teacher".
fn names_a_person(syntax: &Syntax, mentions: &[Mention], at_word: &HashMap<usize, usize>, i: usize) -> bool {
    let person = |w: usize| {
        at_word.contains_key(&w) && mentions.iter().any(|m| m.words.contains(&w) && m.entity_type == EntityType::Person)
    };
    let word = &syntax.words()[i];
    let introduces =
        matches!(word.deprel.as_str(), "nmod:desc" | "appos" | "nmod:unmarked") && word.head.is_some_and(person);
    introduces
        || syntax.dependents(i).iter().any(|&d| matches!(syntax.words()[d].relation(), "appos" | "flat") && person(d))
}

/// A number that is itself subject, object or complement: "killed three", "three were hurt".
fn stands_alone(syntax: &Syntax, i: usize) -> bool {
    matches!(syntax.words()[i].relation(), "nsubj" | "obj" | "iobj" | "conj" | "obl" | "nmod")
        && syntax.words()[i].upos == Upos::Num
}

/// Entities named by what stands before a noun: "Israeli soldiers", "Hamas fighters".
fn modifiers(syntax: &Syntax, head: usize, at_word: &HashMap<usize, usize>) -> Vec<usize> {
    let mut found = Vec::new();
    for &d in syntax.dependents(head) {
        if matches!(syntax.words()[d].relation(), "amod" | "compound" | "nmod") && d < head {
            for w in syntax.subtree(d) {
                if let Some(&e) = at_word.get(&w).filter(|e| !found.contains(*e)) {
                    found.push(e);
                }
            }
        }
    }
    found
}

fn without_article(phrase: &str) -> String {
    let bare = ["the ", "The ", "a ", "A ", "an ", "An ", "its ", "their ", "his ", "her "]
        .iter()
        .find_map(|a| phrase.strip_prefix(a));
    bare.unwrap_or(phrase).to_owned()
}

fn title_case(phrase: &str) -> String {
    let word = |w: &str| {
        let mut chars = w.chars();
        chars.next().map_or_else(String::new, |c| c.to_uppercase().collect::<String>() + chars.as_str())
    };
    phrase.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

impl Group {
    /// How exact the number is, with its bounds: (count, least, most, qualifier).
    #[must_use]
    pub fn count(&self, quantities: &[Quantity]) -> Option<(f64, Option<f64>, Option<f64>, CountQualifier)> {
        let q = &quantities[self.quantity?];
        let (least, most) = match q.qualifier {
            CountQualifier::Exactly => (Some(q.value), Some(q.value_max.unwrap_or(q.value))),
            CountQualifier::AtLeast => (Some(q.value), q.value_max),
            CountQualifier::MoreThan => (Some(q.value + 1.0), q.value_max),
            CountQualifier::AtMost => (None, Some(q.value)),
            CountQualifier::LessThan | CountQualifier::Nearly => (None, Some(q.value - 1.0)),
            CountQualifier::About => (None, q.value_max),
        };
        Some((q.value, least, most, q.qualifier))
    }
}
