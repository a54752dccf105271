//! Different counts for the same event.
//!
//! No identifier says that two articles tell of one event. It is taken for one when the classes agree (one is the other or
//! its parent), the role and the kind of people agree, the days overlap, the places do not exclude each other, and a place
//! or a named participant is shared. Of long stretches ("since October"), half of the longer must be covered by both.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::counts::Fact;
use crate::ontology::EventClass;

/// Stretches up to so many days count as one time.
const SHORT: i32 = 7;

/// Facts that tell of one event and do not say the same number.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dispute {
    /// The most general class that a fact names.
    pub(super) class: EventClass,
    /// Indices of the facts, by article and sentence, each number of a source once.
    pub(super) facts: Vec<usize>,
    /// Whether two of the numbers cannot both be right; else they only differ ("12" and "at least 10").
    pub(super) contradict: bool,
}

/// The disputes among `facts`, by time and class.
pub(super) fn disputes(facts: &[Fact]) -> Vec<Dispute> {
    let mut found: Vec<Dispute> = clusters(facts).into_iter().filter_map(|c| dispute(facts, c)).collect();
    found.sort_by_key(|d| {
        let first = &facts[d.facts[0]];
        (first.days, d.class.name(), first.event.clone(), d.facts.clone())
    });
    found
}

/// Facts that tell of one event. Each goes to the first cluster all of whose members it agrees with; only clusters that
/// share a place or participant with it are looked at, and of these the latest, so that the work does not grow with the square
/// of the facts.
fn clusters(facts: &[Fact]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..facts.len()).collect();
    order.sort_by_key(|&i| (facts[i].days, facts[i].event.clone(), i));
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    let mut by_key: BTreeMap<(EventClass, &str), Vec<usize>> = BTreeMap::new();
    for i in order {
        let fact = &facts[i];
        let Some(branch) = fact.class.branch() else { continue };
        let keys: Vec<(EventClass, &str)> = fact
            .places
            .iter()
            .chain(&fact.actors)
            .map(String::as_str)
            .chain([fact.event.as_str()])
            .map(|k| (branch, k))
            .collect();
        let near: BTreeSet<usize> = keys
            .iter()
            .filter_map(|k| by_key.get(k))
            .flat_map(|list| list.iter().rev().take(RECENT))
            .copied()
            .collect();
        let home = near.into_iter().find(|&c| clusters[c].iter().all(|&other| same_event(&facts[other], fact)));
        let home = home.unwrap_or_else(|| {
            clusters.push(Vec::new());
            clusters.len() - 1
        });
        clusters[home].push(i);
        for key in keys {
            let list = by_key.entry(key).or_default();
            if list.last() != Some(&home) {
                list.push(home);
            }
        }
    }
    clusters
}

/// How many of the latest clusters at a place, or with a participant, are compared with a fact.
const RECENT: usize = 64;

/// Whether two facts count the same people of the same event.
fn same_event(a: &Fact, b: &Fact) -> bool {
    let classes =
        a.class.is_a(b.class) || b.class.is_a(a.class) || a.class.parent() == b.class.parent() && deadly(a, b);
    let people = a.nations == b.nations && (a.anybody && b.anybody || a.people == b.people);
    if !classes || !people || a.role != b.role {
        return false;
    }
    if a.event == b.event {
        return true;
    }
    let shared_place = !a.places.is_disjoint(&b.places);
    let other_place = !a.places.is_empty() && !b.places.is_empty() && !shared_place;
    let evidence = shared_place || !a.actors.is_disjoint(&b.actors);
    evidence && !other_place && overlap(a.days, b.days)
}

/// A killing and a death are one event told in two ways.
fn deadly(a: &Fact, b: &Fact) -> bool {
    let dead = |class: EventClass| class.is_a(EventClass::Killing) || class.is_a(EventClass::Death);
    dead(a.class) && dead(b.class)
}

fn overlap(a: Option<(Date, Date)>, b: Option<(Date, Date)>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let days = |first: Date, last: Date| first.until(last).map_or(0, |span| span.get_days()) + 1;
    let common = days(a.0.max(b.0), a.1.min(b.1));
    let longer = days(a.0, a.1).max(days(b.0, b.1));
    common > 0 && (longer <= SHORT + 1 || common * 2 >= longer)
}

/// What the facts of one event differ in, if they do.
fn dispute(facts: &[Fact], mut cluster: Vec<usize>) -> Option<Dispute> {
    cluster.sort_by_key(|&i| (&facts[i].published, &facts[i].article_iri, i));
    let mut said = BTreeSet::new();
    cluster.retain(|&i| {
        let fact = &facts[i];
        said.insert((fact.article_iri.clone(), fact.source.clone(), fact.number.to_string()))
    });
    let differ = |a: usize, b: usize| {
        let (a, b) = (&facts[a], &facts[b]);
        let apart = a.article_iri != b.article_iri || a.source != b.source;
        let numbers = match (a.number.count, b.number.count) {
            (Some(a), Some(b)) => a != b,
            _ => a.number.bounds() != b.number.bounds(),
        };
        apart && numbers
    };
    let contradict = |a: usize, b: usize| {
        let (a, b) = (facts[a].number.bounds(), facts[b].number.bounds());
        a.0 > b.1 || b.0 > a.1
    };
    let pairs = || cluster.iter().enumerate().flat_map(|(k, &a)| cluster[k + 1..].iter().map(move |&b| (a, b)));
    let disputed: BTreeSet<usize> = pairs().filter(|&(a, b)| differ(a, b)).flat_map(|(a, b)| [a, b]).collect();
    if disputed.is_empty() {
        return None;
    }
    let contradict = pairs().any(|(a, b)| differ(a, b) && contradict(a, b));
    let class = cluster.iter().map(|&i| facts[i].class).min_by_key(|c| c.lineage().count())?;
    Some(Dispute { class, facts: cluster, contradict })
}
