//! Events that are parts of others: the deaths of a shooting, the injured of a crash.

use super::{Event, EventArgument, Layers};
use crate::ontology::{EventClass, Factuality, Role};
use crate::text::syntax::Syntax;

/// Links harm to what did it, where the syntax says so, and gives it that event's place and time where it has none.
pub(super) fn link(layers: Layers<'_>, events: &mut [Event]) {
    for e in 0..events.len() {
        let harms = events[e].class.is_some_and(|c| c.is_a(EventClass::Harm));
        if !harms || events[e].factuality != Factuality::Happened {
            continue;
        }
        let Some(whole) = whole(layers.syntax, events, e) else { continue };
        events[e].part_of = Some(whole);
        let (time, places) = (events[whole].time, places(&events[whole]));
        let part = &mut events[e];
        part.time = part.time.or(time);
        if !part.arguments.iter().any(|a| a.role == Role::Place) {
            let new = places.into_iter().filter(|p| !part.arguments.iter().any(|a| a.entity == p.entity));
            let new: Vec<_> = new.collect();
            part.arguments.extend(new);
        }
    }
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

fn places(event: &Event) -> Vec<EventArgument> {
    let place = |a: &&EventArgument| a.role == Role::Place;
    event
        .arguments
        .iter()
        .filter(place)
        .map(|a| EventArgument { confidence: a.confidence * 0.8, ..a.clone() })
        .collect()
}

/// The event that the harm `e` is part of: "a shooting that killed three", "the blast killed three", "three died in the
/// blast", "… rammed the crowd, killing three".
fn whole(syntax: &Syntax, events: &[Event], e: usize) -> Option<usize> {
    let trigger = events[e].trigger[0];
    let word = &syntax.words()[trigger];
    let event_at = |w: usize| {
        let other = events.iter().position(|x| x.trigger[0] == w)?;
        let violent = |c: EventClass| c.is_a(EventClass::Conflict) || c.is_a(EventClass::Disaster);
        (other != e && events[other].factuality == Factuality::Happened && events[other].class.is_some_and(violent))
            .then_some(other)
    };
    if word.deprel == "acl:relcl" {
        let relative = syntax
            .dependents_by(trigger, "nsubj")
            .any(|d| matches!(syntax.words()[d].lemma.as_str(), "that" | "which"));
        return word.head.filter(|_| relative).and_then(event_at);
    }
    if word.relation() == "advcl" && word.xpos == "VBG" {
        return word.head.and_then(event_at);
    }
    let subject = syntax.dependents_by(trigger, "nsubj").find_map(event_at);
    subject.or_else(|| {
        let inside = |d: usize| {
            let case = syntax.dependent(d, "case").map(|c| syntax.words()[c].lemma.as_str());
            matches!(case, Some("in" | "during" | "by")).then_some(d)
        };
        syntax.dependents_by(trigger, "obl").filter_map(inside).find_map(event_at)
    })
}
