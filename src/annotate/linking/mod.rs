//! Linking: which entry of the knowledge base each named entity is, if any, and how sure that is.
//!
//! Candidates come by name (`candidates`), teams also by that of their city (`sports`); prominence, type, the countries
//! that the article is about, its words, the likeness of sentence and description, and what follows a place's name rank
//! them (`features`). What is sure by that
//! tells of the rest: they are weighed again with the countries and places of the sure ones (`joint`). A probability below [`LEAST`] leaves the entity without a link: an
//! unknown person is nobody, not the nearest namesake.

mod candidates;
mod context;
mod features;
mod joint;
mod nations;
mod sports;

use std::collections::{BTreeMap, BTreeSet};

use super::entities::Entity;
use super::mentions::{Mention, MentionKind};
use crate::kb::{Entry, EntryId, Kb, Qid, fold};
use crate::model::Descriptions;
use crate::ontology::{EntityType, Subtype};
use crate::text::syntax::Syntax;
use crate::text::{Article, Span};
use candidates::{Candidate, Search};
use context::Context;
use features::{Facts, Sought};
use joint::{Anchors, Joint, Sure};
use nations::Nations;

/// Probability below which nothing is linked.
pub const LEAST: f32 = 0.65;
/// Probability from which a link is certain enough for `skos:exactMatch`; on the dev sets, 94 % of these are right.
pub const CERTAIN: f32 = 0.7;
/// Probability from which an entity tells of the others, in the first of two passes.
const ANCHOR: f32 = 0.8;

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

/// What linking builds on.
#[derive(Clone, Copy)]
pub struct Layers<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its syntax.
    pub syntax: &'a Syntax,
    /// Mentions of entities.
    pub mentions: &'a [Mention],
    /// Word projections that descriptions are compared with.
    pub descriptions: &'a Descriptions,
    /// Spans of the places that the article was filed from.
    pub datelines: &'a [Span],
}

/// Links the named entities of an article. What turns out to be one entry becomes one entity.
pub fn link(kb: &Kb, layers: Layers<'_>, entities: &mut Vec<Entity>) {
    let weighed = weighed(kb, layers, entities);
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
            super::entities::absorb(layers.mentions, entities, keep, &[e]);
            gone.insert(e);
        }
    }
    super::entities::remove(entities, &gone);
    entities.iter_mut().for_each(describe);
}

/// All entries weighed for each entity, the best first.
fn weighed(kb: &Kb, layers: Layers<'_>, entities: &[Entity]) -> Vec<Vec<Weighed>> {
    let Layers { article, syntax, mentions, descriptions, datelines } = layers;
    let names: Vec<Vec<String>> = entities.iter().map(|e| candidates::names(article, syntax, mentions, e)).collect();
    let context = Context::new(kb, article, syntax, mentions, entities, &names, datelines);
    let sport = sports::Sport::of(syntax);
    let places: Vec<String> = entities
        .iter()
        .zip(&names)
        .filter(|(e, _)| e.entity_type == EntityType::Place)
        .filter_map(|(_, own)| own.first().cloned())
        .collect();
    let mut nations = Nations::new(kb);
    let known = |(e, entity): (usize, &Entity)| {
        let cues = sports::Cues::of(article, syntax, mentions, entity);
        let sought = Sought { kind: entity.entity_type, subtype: entity.subtype, sport, cues };
        let search = Search {
            kind: entity.entity_type,
            nations: context.nations(),
            teams_of: sports::may_be_team(entity.entity_type, sport.share, cues).then_some(&places[..]),
        };
        let mut found = candidates::candidates(kb, &names[e], &search);
        candidates::add_contained(kb, &context, e, &names[e], &mut found);
        // A word for its people means the nation ("Palestinian"), not a region or town of the same name.
        let people = entity.mentions.iter().all(|&m| mentions[m].kind == MentionKind::Demonym);
        if people && entity.subtype == Some(Subtype::Country) {
            candidates::retain_countries(kb, &mut found);
        }
        let mut known = facts(kb, &mut nations, &context, e, sought, found, &names[e]);
        let named = entity.mentions.iter().map(|&m| &mentions[m]).filter(|m| m.kind == MentionKind::Name);
        let query = descriptions.query(&named.take(READ).map(|m| m.head).collect::<Vec<_>>());
        for (facts, entry) in &mut known {
            facts.likeness = (!entry.description.is_empty()).then(|| descriptions.likeness(&query, &entry.description));
        }
        known
    };
    let mut known: Vec<Vec<(Facts, Entry)>> = entities.iter().enumerate().map(known).collect();
    let sure: Vec<Option<usize>> = known.iter().map(|own| sure(own)).collect();
    let anchors = Anchors::new(sure.iter().enumerate().filter_map(|(e, best)| {
        let (facts, entry) = &known[e][(*best)?];
        let (id, country) = (facts.candidate.entry, facts.country.as_deref());
        Some(Sure { entity: e, id, entry, country, mentions: entities[e].mentions.len() })
    }));
    for (e, own) in known.iter_mut().enumerate() {
        for (facts, entry) in own {
            facts.joint = anchors.joint(e, facts.candidate.entry, entry, facts.country.as_deref());
        }
    }
    known.iter().map(|own| ranked(own)).collect()
}

/// What is known of each candidate of entity `e`.
fn facts(
    kb: &Kb,
    nations: &mut Nations<'_>,
    context: &Context,
    e: usize,
    sought: Sought,
    found: Vec<Candidate>,
    names: &[String],
) -> Vec<(Facts, Entry)> {
    let top = found.first().map_or(0.0, |c| kb.prior(c.entry));
    let folded = names.iter().map(|n| fold(n));
    let own: BTreeSet<String> = folded.flat_map(|n| n.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
    let facts = |(place, candidate): (usize, Candidate)| {
        let entry = kb.entry(candidate.entry);
        let country = nations.country_of(&entry);
        let mut names = own.clone();
        names.extend(fold(&entry.label).split(' ').map(str::to_owned));
        let overlap = context.overlap(e, &entry.description, &names);
        let facts = Facts {
            sought,
            kind: entry.entity_type,
            subtype: entry.subtype,
            prior: entry.prior,
            behind: top - entry.prior,
            first: place == 0,
            shared: overlap.shared,
            close: overlap.close,
            described: overlap.all,
            country_share: context.country(country.as_deref()),
            country,
            is_listed: entry.qid.is_some(),
            has_point: entry.coordinates.is_some(),
            contained: context.contained(e, &entry),
            beside: context.beside(e, &entry),
            plays: sought.sport.is_of(&entry.description),
            likeness: None,
            joint: Joint::default(),
            candidate,
        };
        (facts, entry)
    };
    found.into_iter().enumerate().map(facts).collect()
}

/// Mentions of an entity whose sentences are compared with descriptions: the first ones tell who is meant.
const READ: usize = 4;

/// Which of the candidates is surely the right one.
fn sure(known: &[(Facts, Entry)]) -> Option<usize> {
    let features: Vec<[f32; features::SIZE]> = known.iter().map(|(facts, _)| features::features(facts)).collect();
    let scores: Vec<f32> = features.iter().map(features::score).collect();
    let best = (0..scores.len()).reduce(|a, b| if scores[b] > scores[a] { b } else { a })?;
    (features::confidence(&features[best], &features::lead(&scores, best)) >= ANCHOR).then_some(best)
}

/// The candidates, the best first.
fn ranked(known: &[(Facts, Entry)]) -> Vec<Weighed> {
    let weigh = |(facts, entry): &(Facts, Entry)| {
        let features = features::features(facts);
        Weighed {
            entry: facts.candidate.entry,
            qid: entry.qid,
            score: features::score(&features),
            features: features.to_vec(),
        }
    };
    let mut weighed: Vec<Weighed> = known.iter().map(weigh).collect();
    weighed.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
    weighed
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
