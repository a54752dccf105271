//! Events that are parts of others: the deaths of a shooting, the injured of a crash.

use std::collections::BTreeMap;

use super::{Event, EventArgument, Layers};
use crate::ontology::{EventClass, Factuality, Role};
use crate::text::syntax::Syntax;

/// Links harm to what did it, where the syntax says so, and gives it that event's place, time and, for attacks, agents
/// where it has none.
pub(super) fn link(layers: Layers<'_>, events: &mut [Event]) {
    let at_word: BTreeMap<usize, usize> = events.iter().enumerate().map(|(e, x)| (x.trigger[0], e)).collect();
    for e in 0..events.len() {
        let harms = events[e].class.is_some_and(|c| c.is_a(EventClass::Harm));
        if !harms || events[e].factuality != Factuality::Happened {
            continue;
        }
        let Some(whole) = whole(layers.syntax, events, &at_word, e) else { continue };
        events[e].part_of = Some(whole);
        let (time, mut lent) = (events[whole].time, lent(&events[whole], Role::Place));
        if events[whole].class.is_some_and(|c| c.is_a(EventClass::Attack))
            && !dies_in(layers, &events[e], &events[whole])
        {
            lent.extend(self::lent(&events[whole], Role::Agent));
        }
        let part = &mut events[e];
        part.time = part.time.or(time);
        let has = |role: Role| part.arguments.iter().any(|a| a.role == role);
        let (placed, done) = (has(Role::Place), has(Role::Agent));
        lent.retain(|a| !if a.role == Role::Place { placed } else { done });
        lent.retain(|a| !part.arguments.iter().any(|b| b.entity == a.entity));
        part.arguments.extend(lent);
        part.arguments.sort_by_key(|a| (layers.mentions[a.mention].span, a.role.name()));
    }
}

/// True where those who are hurt may be those who attack: "two gunmen died in the attack by gunmen".
fn dies_in(layers: Layers<'_>, harm: &Event, attack: &Event) -> bool {
    let lemma = |a: &EventArgument| &layers.syntax.words()[layers.mentions[a.mention].head].lemma;
    let of = |event: &Event, role: Role| -> Vec<_> {
        event.arguments.iter().filter(|a| a.role == role).map(|a| lemma(a).to_lowercase()).collect()
    };
    let (hurt, attackers) = (of(harm, Role::Patient), of(attack, Role::Agent));
    hurt.is_empty() || hurt.iter().any(|h| attackers.contains(h))
}

/// Links harm to the one attack of the same day by the same ones, wherever it is told: "killing 1,200 people" of the
/// day's attack. `events` are those that are left when mentions of one event are put together.
pub(super) fn of_the_day(layers: Layers<'_>, events: &mut [Event]) {
    let day = |e: &Event| {
        let time = &layers.times[e.time?];
        time.earliest.as_ref().filter(|first| time.latest.as_ref() == Some(first)).copied()
    };
    let agents =
        |e: &Event| -> Vec<usize> { e.arguments.iter().filter(|a| a.role == Role::Agent).map(|a| a.entity).collect() };
    let happened = |e: &Event, class| e.factuality == Factuality::Happened && e.class.is_some_and(|c| c.is_a(class));
    let attacks: Vec<_> = (0..events.len())
        .filter(|&e| happened(&events[e], EventClass::Attack))
        .filter_map(|e| Some((e, day(&events[e])?, agents(&events[e]))))
        .collect();
    for event in events.iter_mut().filter(|e| e.part_of.is_none() && happened(e, EventClass::Harm)) {
        let (Some(on), by) = (day(event), agents(event)) else { continue };
        let mut fit = attacks.iter().filter(|(_, d, who)| *d == on && who.iter().any(|w| by.contains(w)));
        if let (Some((attack, ..)), None) = (fit.next(), fit.next()) {
            event.part_of = Some(*attack);
        }
    }
}

/// The participants in a role, a little less sure, for another event.
fn lent(event: &Event, role: Role) -> Vec<EventArgument> {
    let fits = |a: &&EventArgument| a.role == role;
    event.arguments.iter().filter(fits).map(|a| EventArgument { confidence: a.confidence * 0.8, ..a.clone() }).collect()
}

/// The event that the harm `e` is part of: "a shooting that killed three", "the blast killed three", "three died in the
/// blast", "… rammed the crowd, killing three", "three were hurt when a bomb went off".
fn whole(syntax: &Syntax, events: &[Event], at_word: &BTreeMap<usize, usize>, e: usize) -> Option<usize> {
    let trigger = events[e].trigger[0];
    let event_at = |w: usize| {
        let other = *at_word.get(&w)?;
        let violent = |c: EventClass| c.is_a(EventClass::Conflict) || c.is_a(EventClass::Disaster);
        (other != e && events[other].factuality == Factuality::Happened && events[other].class.is_some_and(violent))
            .then_some(other)
    };
    let mut at = trigger;
    // "killing three and wounding ten": the second stands where the first does.
    while syntax.words()[at].relation() == "conj"
        && let Some(head) = syntax.words()[at].head.filter(|&h| syntax.words()[h].xpos == syntax.words()[at].xpos)
    {
        at = head;
    }
    let word = &syntax.words()[at];
    if word.deprel == "acl:relcl" {
        let relative =
            syntax.dependents_by(at, "nsubj").any(|d| matches!(syntax.words()[d].lemma.as_str(), "that" | "which"));
        return word.head.filter(|_| relative).and_then(event_at);
    }
    if matches!(word.relation(), "advcl" | "conj") && word.xpos == "VBG" {
        return word.head.and_then(event_at);
    }
    let subject = syntax.dependents_by(at, "nsubj").find_map(event_at);
    let inside = |d: usize| {
        let case = syntax.dependent(d, "case").map(|c| syntax.words()[c].lemma.as_str());
        matches!(case, Some("in" | "during" | "by")).then_some(d)
    };
    let within = || syntax.dependents_by(trigger, "obl").filter_map(inside).find_map(event_at);
    let when = |&d: &usize| {
        let marks = |m: usize| matches!(syntax.words()[m].lemma.to_lowercase().as_str(), "when" | "as");
        syntax
            .dependents(d)
            .iter()
            .any(|&m| m < d && matches!(syntax.words()[m].relation(), "mark" | "advmod") && marks(m))
    };
    let clause = || syntax.dependents_by(trigger, "advcl").filter(when).find_map(event_at);
    subject.or_else(within).or_else(clause)
}
