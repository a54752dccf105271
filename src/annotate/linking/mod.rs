//! Linking: which entry of the knowledge base each named entity is, if any, and how sure that is.
//!
//! Candidates come by name (`candidates`); prominence, type, the countries that the article is about, its words and what
//! follows a place's name rank them (`features`); a probability below [`LEAST`] leaves the entity without a link: an
//! unknown person is nobody, not the nearest namesake.

mod candidates;
mod context;
mod features;

use std::collections::{BTreeMap, BTreeSet};

use super::entities::Entity;
use super::mentions::Mention;
use crate::kb::{Entry, EntryId, Kb, Qid};
use crate::text::syntax::Syntax;
use crate::text::{Article, Span};
use context::Context;

/// Probability below which nothing is linked.
pub const LEAST: f32 = 0.5;
/// Probability from which a link is certain enough for `skos:exactMatch`; on the dev sets, 94 % of these are right.
pub const CERTAIN: f32 = 0.75;

/// The entry of the knowledge base that an entity is.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Which entry.
    pub id: EntryId,
    /// What the knowledge base says of it.
    pub entry: Entry,
    /// Probability that it is right.
    pub confidence: f32,
}

impl Link {
    /// Whether it is sure enough to be what the entity is, and not only likely.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.confidence >= CERTAIN
    }
}

/// An entry that was weighed for an entity, with what was known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// The entry.
    pub entry: EntryId,
    /// Its item of Wikidata.
    pub qid: Option<Qid>,
    /// Score among the entity's candidates.
    pub score: f32,
    /// The features, by the names of [`feature_names`].
    pub features: Vec<f32>,
}

/// Names of the features of [`Weighed`].
#[must_use]
pub fn feature_names() -> &'static [&'static str] {
    &features::NAMES
}

/// Links the named entities of an article. What turns out to be one entry becomes one entity. `datelines` are the spans
/// of the places that the article was filed from.
pub fn link(
    kb: &Kb,
    article: &Article,
    syntax: &Syntax,
    mentions: &[Mention],
    entities: &mut Vec<Entity>,
    datelines: &[Span],
) {
    let weighed = weighed(kb, article, syntax, mentions, entities, datelines);
    for (entity, own) in entities.iter_mut().zip(weighed) {
        entity.link = best(kb, &own);
        entity.candidates = own;
    }
    let mut first: BTreeMap<EntryId, usize> = BTreeMap::new();
    let mut gone = BTreeSet::new();
    for e in 0..entities.len() {
        let Some(link) = &entities[e].link else { continue };
        let keep = *first.entry(link.id).or_insert(e);
        if keep != e {
            super::entities::absorb(mentions, entities, keep, &[e]);
            gone.insert(e);
        }
    }
    super::entities::remove(entities, &gone);
    entities.iter_mut().for_each(describe);
}

/// All entries weighed for each entity, the best first.
fn weighed(
    kb: &Kb,
    article: &Article,
    syntax: &Syntax,
    mentions: &[Mention],
    entities: &[Entity],
    datelines: &[Span],
) -> Vec<Vec<Weighed>> {
    let names: Vec<Vec<String>> = entities.iter().map(|e| candidates::names(article, syntax, mentions, e)).collect();
    let context = Context::new(kb, article, syntax, mentions, entities, &names, datelines);
    let weigh = |(e, entity): (usize, &Entity)| {
        let found = candidates::candidates(kb, &names[e], entity.entity_type, context.nations());
        let top = found.first().map_or(0.0, |c| kb.prior(c.entry));
        let read = (entity.entity_type, entity.subtype);
        let mut weighed: Vec<Weighed> = found
            .iter()
            .enumerate()
            .map(|(place, c)| {
                let entry = kb.entry(c.entry);
                let features = features::features(kb, &context, e, read, (c, &entry), place, top);
                Weighed {
                    entry: c.entry,
                    qid: entry.qid,
                    score: features::score(&features),
                    features: features.to_vec(),
                }
            })
            .collect();
        weighed.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
        weighed
    };
    entities.iter().enumerate().map(weigh).collect()
}

/// The best of the weighed entries, where it is likely enough.
fn best(kb: &Kb, weighed: &[Weighed]) -> Option<Link> {
    let first = weighed.first()?;
    let scores: Vec<f32> = weighed.iter().map(|w| w.score).collect();
    let features = first.features.as_slice().try_into().ok()?;
    let confidence = features::confidence(features, &features::lead(&scores, 0));
    (confidence >= LEAST).then(|| Link { id: first.entry, entry: kb.entry(first.entry), confidence })
}

/// Takes over what the knowledge base knows better than a name says, where the link is sure: label, type and subtype.
fn describe(entity: &mut Entity) {
    let Some(link) = entity.link.as_ref().filter(|l| l.is_certain()) else { return };
    let entry = &link.entry;
    entity.entity_type = entry.entity_type;
    entity.subtype = entry.subtype.or(entity.subtype);
    if entity.label != entry.label {
        let said = std::mem::replace(&mut entity.label, entry.label.clone());
        if !entity.aliases.contains(&said) {
            entity.aliases.insert(0, said);
        }
        let label = entity.label.clone();
        entity.aliases.retain(|a| *a != label);
    }
}
