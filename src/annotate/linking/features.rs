//! What speaks for and against an entry, as numbers, and the two linear models over them: which entry is the best, and
//! how sure it is that the best one is right (logistic regression). Their weights, `data/linking.tsv`, are fitted by
//! `training/linking.py`.
//!
//! A further feature is a row in [`FEATURES`] and, where it needs more than is there, a field of [`Facts`]; until its
//! weights are fitted, it counts nothing.

use std::sync::LazyLock;

use super::candidates::Candidate;
use super::joint::Joint;
use super::sports::{Cues, Sport};
use crate::annotate::tables::rows;
use crate::ontology::{EntityType, Subtype};

/// What is known of an entity whose entry is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought {
    /// Its type, as it was read.
    pub(super) kind: EntityType,
    /// Its finer type, as it was read.
    pub(super) subtype: Option<Subtype>,
    /// How its article reports on sports.
    pub(super) sport: Sport,
    /// Where its mentions stand.
    pub(super) cues: Cues,
}

/// What is known of an entry that it may be.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) sought: Sought,
    /// How it was found.
    pub(super) candidate: Candidate,
    /// Its type and finer type.
    pub(super) kind: EntityType,
    pub(super) subtype: Option<Subtype>,
    /// Its prominence, how far that is behind the most prominent candidate's, and whether it is that one.
    pub(super) prior: f32,
    pub(super) behind: f32,
    pub(super) first: bool,
    /// Content words of its description: those that the article has, those that the sentences of the entity have, all.
    pub(super) shared: usize,
    pub(super) close: usize,
    pub(super) described: usize,
    /// Its country, as it or its description tells, and that country's share of what the article says of countries, where
    /// it says any.
    pub(super) country: Option<String>,
    pub(super) country_share: Option<f32>,
    /// Whether it lies in what follows the place's name ("Paris, Texas"), where anything does, and how near to it.
    pub(super) contained: Option<bool>,
    pub(super) beside: f32,
    /// Whether it plays the article's sport, as far as it is known.
    pub(super) plays: Option<bool>,
    /// It has an item of Wikidata, as what many speak of has.
    pub(super) is_listed: bool,
    /// It is known where it lies.
    pub(super) has_point: bool,
    /// Likeness of its description and the sentences of the entity, -1 to 1; none where it has no description.
    pub(super) likeness: Option<f32>,
    /// How it goes with what the other entities of the article surely are.
    pub(super) joint: Joint,
}

impl Facts {
    fn is_team(&self) -> bool {
        self.subtype == Some(Subtype::SportsTeam)
    }

    fn is_place(&self) -> bool {
        self.kind == EntityType::Place
    }
}

type Feature = (&'static str, fn(&Facts) -> f32);

/// The features, by name.
const FEATURES: [Feature; SIZE] = [
    ("bias", |_| 1.0),
    ("prior", |f| f.prior),
    ("first", |f| flag(f.first)),
    ("behind", |f| f.behind),
    ("label", |f| flag(f.candidate.is_label)),
    ("case", |f| flag(f.candidate.exact_case)),
    ("full", |f| flag(f.candidate.full)),
    ("words", |f| (f.candidate.words as f32).ln()),
    ("expanded", |f| flag(f.candidate.expanded)),
    ("team_name", |f| flag(f.candidate.team_name)),
    ("longer", |f| flag(f.candidate.longer)),
    ("same_type", |f| flag(f.kind == f.sought.kind)),
    ("person", |f| flag(f.kind == EntityType::Person)),
    ("one_name", |f| flag(f.kind == EntityType::Person && f.candidate.words == 1)),
    ("organization", |f| flag(f.kind == EntityType::Organization)),
    ("place", |f| flag(f.is_place())),
    ("country", |f| flag(f.subtype == Some(Subtype::Country))),
    ("city", |f| flag(f.subtype == Some(Subtype::City))),
    ("team", |f| flag(f.is_team())),
    ("team_in_sports", |f| flag(f.is_team()) * f.sought.sport.share),
    ("place_in_sports", |f| flag(f.is_place()) * f.sought.sport.share),
    ("team_as_team", |f| flag(f.is_team()) * f.sought.cues.team),
    ("place_as_team", |f| flag(f.is_place()) * f.sought.sport.share * f.sought.cues.team),
    ("team_as_place", |f| flag(f.is_team()) * f.sought.cues.place),
    ("place_as_place", |f| flag(f.is_place()) * f.sought.cues.place),
    ("team_of_sport", |f| flag(f.is_team() && f.plays == Some(true))),
    ("team_of_other_sport", |f| flag(f.is_team() && f.plays == Some(false))),
    ("kind_differs", |f| flag(matches!((f.sought.subtype, f.subtype), (Some(a), Some(b)) if a != b))),
    ("country_share", |f| f.country_share.unwrap_or(0.0).sqrt()),
    ("country_strange", |f| flag(f.country.is_some() && f.country_share == Some(0.0))),
    ("country_unknown", |f| flag(f.country.is_none())),
    ("joint_share", |f| f.joint.share.sqrt()),
    ("joint_strange", |f| flag(f.joint.strange)),
    ("near", |f| f.joint.near * flag(f.is_listed)),
    ("far", |f| flag(f.joint.placed && f.joint.near < FAR)),
    ("nowhere", |f| flag(f.is_place() && !f.has_point)),
    ("overlap", |f| (f.shared as f32).ln_1p()),
    ("overlap_share", |f| if f.described == 0 { 0.0 } else { f.shared as f32 / f.described as f32 }),
    ("overlap_close", |f| (f.close as f32).ln_1p()),
    ("likeness", |f| f.likeness.unwrap_or(0.0)),
    ("no_description", |f| flag(f.described == 0)),
    ("contained", |f| flag(f.contained == Some(true))),
    ("not_contained", |f| flag(f.contained == Some(false))),
    ("beside", |f| f.beside),
];

/// Nearness of places that lie about 1,000 km from each other.
const FAR: f32 = 0.007;

/// How many features an entry has.
pub(super) const SIZE: usize = 44;
/// What is known of the best entry beyond its features: its lead in score, whether it is the only one, how many there are.
pub(super) const LEAD: [&str; 3] = ["lead", "only", "many"];

/// Names of the features.
pub(super) const NAMES: [&str; SIZE] = {
    let mut names = [""; SIZE];
    let mut i = 0;
    while i < SIZE {
        names[i] = FEATURES[i].0;
        i += 1;
    }
    names
};

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

fn flag(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}

/// The features of an entry.
pub(super) fn features(facts: &Facts) -> [f32; SIZE] {
    FEATURES.map(|(_, feature)| feature(facts))
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
    [lead, flag(scores.len() == 1), (scores.len() as f32).ln()]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_is_of_a_feature() {
        for [name, ranking, confidence] in rows(include_str!("../data/linking.tsv")) {
            assert!(NAMES.iter().chain(&LEAD).any(|n| *n == name), "{name} is no feature");
            assert!(ranking.parse::<f32>().is_ok() && confidence.parse::<f32>().is_ok(), "{name}");
        }
    }
}
