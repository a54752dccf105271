//! Mentions of one event are one event: "the attack", "the 7 October attacks", "they attacked".
//!
//! Each mention, in text order, joins the event of the earlier mention that most speaks for, if anything does, and if
//! nothing contradicts: other times, counts or named victims (best-first clustering, as in [`crate::annotate::coreference`]).

mod contradictions;
mod pairs;
mod seen;
mod wholes;

use std::collections::BTreeMap;

use super::{Event, EventArgument, Layers};
use crate::annotate::times::TimeExpr;
use crate::ontology::{EventClass, Factuality};
use pairs::Pairs;
use seen::{Key, Seen};

/// How much must speak for two mentions being one event (log-odds): two nodes for one event are the lesser mistake.
const ENOUGH: f32 = 0.8;

/// Earlier mentions of the same kind that are looked at.
const WINDOW: usize = 40;

/// Puts mentions of one event together: the list of events that are left, in text order of their first mentions, with
/// what all mentions say.
pub(super) fn unite(layers: Layers<'_>, events: Vec<Event>) -> Vec<Event> {
    let (groups, of, told) = {
        let seen = seen(layers, &events);
        let (groups, of) = groups(layers, &seen);
        let told: Vec<Factuality> = groups.iter().map(|group| told(&seen, group)).collect();
        (groups, of, told)
    };
    let mut joined = join(layers, events, &groups, &of);
    for (event, told) in joined.iter_mut().zip(told) {
        event.factuality = told;
    }
    joined
}

/// The mentions as pairs look at them.
fn seen<'a>(layers: Layers<'a>, events: &'a [Event]) -> Vec<Seen<'a>> {
    let mut seen: Vec<Seen<'_>> = events.iter().map(|e| Seen::new(layers, e)).collect();
    for event in events {
        if let Some(whole) = event.part_of {
            seen[whole].sufferers.extend(seen::patients(event));
        }
    }
    seen
}

/// How real an event is by all its mentions: the surest that one of them tells. The first speaks of it as known; a later
/// noun that is only named ("the merger") adds nothing.
fn told(seen: &[Seen<'_>], group: &[usize]) -> Factuality {
    let tells = |m: &usize| {
        let seen = &seen[*m];
        *m == group[0] || seen.asserted || seen.event.factuality != Factuality::Happened
    };
    let told = group.iter().filter(|m| tells(m)).map(|&m| seen[m].event.factuality);
    told.max_by_key(|&f| certainty(f)).unwrap_or(Factuality::Happened)
}

/// The mentions of each event, and the event of each mention.
fn groups(layers: Layers<'_>, seen: &[Seen<'_>]) -> (Vec<Vec<usize>>, Vec<usize>) {
    let pairs = Pairs { layers, seen };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut of: Vec<usize> = Vec::with_capacity(seen.len());
    let mut alike: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    for (b, own) in seen.iter().enumerate() {
        let keys = own.keys();
        let mut earlier: Vec<usize> = keys
            .iter()
            .filter_map(|k| alike.get(k))
            .flat_map(|of_key| of_key.iter().rev().take(WINDOW))
            .copied()
            .collect();
        earlier.sort_unstable();
        earlier.dedup();
        let mut best: Option<(f32, usize)> = None;
        for a in earlier.into_iter().rev() {
            let Some(score) = pairs.score(a, b).filter(|&s| s > best.map_or(ENOUGH, |best| best.0)) else { continue };
            if groups[of[a]].iter().rev().take(WINDOW).all(|&m| pairs.compatible(m, b)) {
                best = Some((score, of[a]));
            }
        }
        let group = best.map_or(groups.len(), |(_, group)| group);
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(b);
        of.push(group);
        for key in keys {
            alike.entry(key).or_default().push(b);
        }
    }
    wholes::unite(&pairs, &mut groups, &mut of);
    (groups, of)
}

/// One event for each group.
fn join(layers: Layers<'_>, events: Vec<Event>, groups: &[Vec<usize>], of: &[usize]) -> Vec<Event> {
    let mut events: Vec<Option<Event>> = events.into_iter().map(Some).collect();
    let mut joined = Vec::with_capacity(groups.len());
    for members in groups {
        let mut all = members.iter().filter_map(|&m| events[m].take());
        let Some(mut event) = all.next() else { continue };
        for other in all {
            add(layers, &mut event, other);
        }
        joined.push(event);
    }
    for (e, event) in joined.iter_mut().enumerate() {
        event.part_of = event.part_of.map(|whole| of[whole]).filter(|&whole| whole != e);
    }
    joined
}

/// Adds what another mention says of the event.
fn add(layers: Layers<'_>, event: &mut Event, other: Event) {
    let finer = |a: Option<EventClass>, b: Option<EventClass>| match (a, b) {
        (Some(x), Some(y)) => y != x && y.is_a(x),
        (None, Some(_)) => true,
        _ => false,
    };
    if finer(event.class, other.class) && other.factuality == Factuality::Happened {
        event.class = other.class;
    }
    event.roleset = event.roleset.take().or(other.roleset);
    event.confidence = event.confidence.max(other.confidence);
    event.time = match (event.time, other.time) {
        (Some(x), Some(y)) if days(&layers.times[y]) < days(&layers.times[x]) => Some(y),
        (x, y) => x.or(y),
    };
    event.part_of = event.part_of.or(other.part_of);
    for argument in other.arguments {
        let same = |own: &EventArgument| own.role == argument.role && same_crowd(layers, own.entity, argument.entity);
        if let Some(bare) = event.arguments.iter_mut().find(|own| same(own)) {
            // "killing 18" in the headline: the 18 people of the text.
            if member_type(layers, bare.entity).is_none() {
                *bare = argument;
            }
        } else if !event.arguments.iter().any(|own| own.entity == argument.entity) {
            event.arguments.push(argument);
        }
    }
    event.arguments.sort_by_key(|a| (layers.mentions[a.mention].span, a.role.name()));
    event.mentions.extend(other.mentions);
}

/// True for two groups in one event of the same number, one of which is only a number: the same people.
fn same_crowd(layers: Layers<'_>, one: usize, other: usize) -> bool {
    let value = |e: usize| {
        let quantity = layers.entities[e].group.as_ref()?.quantity?;
        Some(layers.quantities[quantity].value.to_bits())
    };
    let bare = |e: usize| member_type(layers, e).is_none();
    one != other && value(one).is_some() && value(one) == value(other) && (bare(one) || bare(other))
}

fn member_type(layers: Layers<'_>, entity: usize) -> Option<&str> {
    layers.entities[entity].group.as_ref()?.member_type.as_deref()
}

/// How sure a factuality is: what happened, happened, whoever fears that it may.
fn certainty(factuality: Factuality) -> usize {
    match factuality {
        Factuality::Happened => 5,
        Factuality::Negated => 4,
        Factuality::Planned => 3,
        Factuality::Requested => 2,
        Factuality::Conditional => 1,
        Factuality::Possible => 0,
    }
}

/// Days that a time can be on; many where that is not known.
fn days(time: &TimeExpr) -> i64 {
    let bounds = time.earliest.zip(time.latest);
    bounds.map_or(i64::MAX, |(from, to)| i64::from((to - from).get_days()))
}
