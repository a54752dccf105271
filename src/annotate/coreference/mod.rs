//! Coreference within an article: pronouns, noun phrases and names that stand for one thing.
//!
//! Names are put together by what they are called ([`super::entities`]); here each other mention finds its antecedent by
//! the engine's coreference head under hard constraints of number, gender, type and grammar. What belongs to an entity
//! becomes a mention of it; the chains of other things ("the agreement … it") are kept apart.

mod candidates;
mod chains;
mod facts;
mod features;

use std::collections::BTreeSet;
use std::ops::Range;

pub use facts::Gender;

use super::entities::{Entity, absorb, remove};
use super::mentions::{Mention, MentionKind};
use super::quantities::Quantity;
use crate::model::Antecedents;
use crate::ontology::EntityType;
use crate::text::Article;
use crate::text::syntax::Syntax;
use candidates::{Candidate, Form};
use chains::Group;

/// Mentions of one thing that is no entity of the graph: an abstract or unnamed one.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// Its mentions, in text order; their type is [`EntityType::Other`].
    pub mentions: Vec<Mention>,
}

/// Finds what corefers. Adds the pronouns and noun phrases that stand for an entity to `mentions` and to the entity, puts
/// unnamed entities that are the same together, and returns the chains of all other things, in text order.
///
/// `mentions` and `entities` are those of names, demonyms and nominals; entities that were put together leave the list.
pub fn coreference(
    article: &Article,
    syntax: &Syntax,
    antecedents: &Antecedents,
    quantities: &[Quantity],
    mentions: &mut Vec<Mention>,
    entities: &mut Vec<Entity>,
) -> Vec<Chain> {
    let candidates = candidates::candidates(article, syntax, mentions, entities);
    let groups = chains::groups(article, syntax, mentions, entities, quantities, &candidates, antecedents);
    let mut others = Vec::new();
    let mut gone = BTreeSet::new();
    for group in groups {
        let own: BTreeSet<usize> = group.members.iter().filter_map(|&n| candidates[n].entity).collect();
        match own.iter().copied().reduce(|a, b| preferred(mentions, entities, a, b)) {
            Some(entity) => {
                let merged: Vec<usize> = own.into_iter().filter(|&e| e != entity).collect();
                absorb(mentions, entities, entity, &merged);
                gone.extend(merged);
                extend(syntax, mentions, entities, entity, &group, &candidates);
            }
            None if group.members.len() > 1 => {
                let mention = |&n: &usize| plain(syntax, &candidates[n], EntityType::Other);
                others.push(Chain { mentions: group.members.iter().map(mention).collect() });
            }
            None => {}
        }
    }
    remove(entities, &gone);
    others
}

/// Of two entities that are one: the named one, else the earlier.
fn preferred(mentions: &[Mention], entities: &[Entity], a: usize, b: usize) -> usize {
    let rank = |e: usize| {
        let named = entities[e].mentions.iter().any(|&m| mentions[m].kind == MentionKind::Name);
        let place = entities[e].mentions.iter().any(|&m| mentions[m].kind == MentionKind::Demonym);
        (!named, !place, mentions[entities[e].mentions[0]].span)
    };
    if rank(b) < rank(a) { b } else { a }
}

/// Adds the group's pronouns and noun phrases to the entity.
fn extend(
    syntax: &Syntax,
    mentions: &mut Vec<Mention>,
    entities: &mut [Entity],
    entity: usize,
    group: &Group,
    candidates: &[Candidate],
) {
    let kind = entities[entity].entity_type;
    for &n in &group.members {
        let known = candidates[n].mention.map(|m| (mentions[m].kind, mentions[m].words.clone()));
        // The whole phrase around a name ("the late president Ana Lima") is a mention too.
        let wider = |(how, words): (MentionKind, Range<usize>)| {
            group.members.len() > 1 && how == MentionKind::Name && words != candidates[n].phrase
        };
        if let Some(m) = candidates[n].mention.filter(|&m| mentions[m].kind == MentionKind::Nominal) {
            mentions[m].words = candidates[n].phrase.clone();
            mentions[m].span = syntax.span(candidates[n].phrase.clone());
        } else if known.is_none_or(wider) {
            entities[entity].mentions.push(mentions.len());
            mentions.push(plain(syntax, &candidates[n], kind));
        }
    }
    entities[entity].gender = entities[entity].gender.or(group.facts.gender());
    entities[entity].mentions.sort_by_key(|&m| mentions[m].span);
}

/// Probability that a coreferent mention is right: a round figure, the same for all, not yet calibrated.
const CONFIDENCE: f32 = 0.75;

fn plain(syntax: &Syntax, candidate: &Candidate, kind: EntityType) -> Mention {
    let how = if matches!(candidate.form, Form::Pronoun(_)) { MentionKind::Pronoun } else { MentionKind::Nominal };
    let mut mention = Mention::new(syntax, candidate.phrase.clone(), how, kind, CONFIDENCE);
    mention.head = candidate.word;
    mention
}
