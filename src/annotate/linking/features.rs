//! What speaks for and against an entry, as numbers, and the two linear models over them: which entry is the best, and
//! how sure it is that the best one is right (logistic regression). Their weights, `data/linking.tsv`, are fitted by
//! `training/linking.py`.

use std::sync::LazyLock;

use super::candidates::Candidate;
use super::context::Context;
use crate::annotate::tables::rows;
use crate::kb::{Entry, Kb, fold};
use crate::ontology::{EntityType, Subtype};

/// Features of one entry.
pub(super) const NAMES: [&str; 25] = [
    "bias",
    "prior",
    "first",
    "behind",
    "label",
    "case",
    "full",
    "words",
    "expanded",
    "same_type",
    "person",
    "organization",
    "place",
    "country",
    "city",
    "team",
    "kind_differs",
    "country_share",
    "country_strange",
    "country_unknown",
    "overlap",
    "overlap_share",
    "no_description",
    "contained",
    "not_contained",
];

/// How many features an entry has.
pub(super) const SIZE: usize = NAMES.len();
/// What is known of the best entry beyond its features: its lead in score, whether it is the only one, how many there are.
pub(super) const LEAD: [&str; 3] = ["lead", "only", "many"];

struct Weights {
    ranking: [f32; SIZE],
    confidence: [f32; SIZE + LEAD.len()],
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let mut weights = Weights { ranking: [0.0; SIZE], confidence: [0.0; SIZE + LEAD.len()] };
    for [name, ranking, confidence] in rows(include_str!("../data/linking.tsv")) {
        let number = |cell: &str| cell.parse().unwrap_or(0.0);
        if let Some(i) = NAMES.iter().chain(&LEAD).position(|n| *n == name) {
            weights.confidence[i] = number(confidence);
            if i < SIZE {
                weights.ranking[i] = number(ranking);
            }
        }
    }
    weights
});

/// The features of candidate number `place` of entity `e`, whose type was read as `read`; `top` is the highest prominence
/// among the candidates.
pub(super) fn features(
    kb: &Kb,
    context: &Context,
    e: usize,
    read: (EntityType, Option<Subtype>),
    (candidate, entry): (&Candidate, &Entry),
    place: usize,
    top: f32,
) -> [f32; SIZE] {
    let id = candidate.entry;
    let (kind, subtype, prior) = (kb.entity_type(id), kb.subtype(id), kb.prior(id));
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let (shared, all) = context.overlap(&entry.description, &fold(&entry.label));
    let country = kb.country(id);
    let share = country.map_or(0.0, |c| context.country(c));
    let contained = context.contained(e, &entry.description);
    let differs = matches!((read.1, subtype), (Some(a), Some(b)) if a != b);
    [
        1.0,
        prior,
        flag(place == 0),
        top - prior,
        flag(candidate.is_label),
        flag(candidate.exact_case),
        flag(candidate.full),
        (candidate.words as f32).ln(),
        flag(candidate.expanded),
        flag(kind == read.0),
        flag(kind == EntityType::Person),
        flag(kind == EntityType::Organization),
        flag(kind == EntityType::Place),
        flag(subtype == Some(Subtype::Country)),
        flag(subtype == Some(Subtype::City)),
        flag(subtype == Some(Subtype::SportsTeam)),
        flag(differs),
        share.sqrt(),
        flag(country.is_some() && share == 0.0 && context.has_countries()),
        flag(country.is_none()),
        (shared as f32).ln_1p(),
        if all == 0 { 0.0 } else { shared as f32 / all as f32 },
        flag(all == 0),
        flag(contained == Some(true)),
        flag(contained == Some(false)),
    ]
}

/// The score by which entries of one entity are ranked.
pub(super) fn score(features: &[f32; SIZE]) -> f32 {
    dot(features, &WEIGHTS.ranking)
}

/// What is known of the best entry beyond its own features.
pub(super) fn lead(scores: &[f32], best: usize) -> [f32; LEAD.len()] {
    let others = scores.iter().enumerate().filter(|(i, _)| *i != best).map(|(_, s)| *s);
    let second = others.fold(f32::NEG_INFINITY, f32::max);
    let lead = if second.is_finite() { (scores[best] - second).min(6.0) } else { 0.0 };
    [lead, if scores.len() == 1 { 1.0 } else { 0.0 }, (scores.len() as f32).ln()]
}

/// The probability that the best entry is the right one.
pub(super) fn confidence(features: &[f32; SIZE], lead: &[f32; LEAD.len()]) -> f32 {
    let (own, more) = WEIGHTS.confidence.split_at(SIZE);
    let sum = dot(features, own) + dot(lead, more);
    1.0 / (1.0 + (-sum).exp())
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
