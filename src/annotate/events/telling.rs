//! Which of an event's mentions tells most of it: that one is its trigger, where the word that names it first may be the
//! bare noun of a headline.

use std::collections::BTreeMap;

use super::{Event, EventArgument, Layers};
use crate::ontology::{EventClass, Factuality};

/// What the words of each mention say by themselves.
pub(super) struct Told {
    by_word: BTreeMap<usize, (Option<EventClass>, Factuality, Vec<EventArgument>)>,
}

impl Told {
    /// Of events with one mention each.
    pub(super) fn new(events: &[Event]) -> Self {
        let own = |e: &Event| (e.trigger[0], (e.class, e.factuality, e.arguments.clone()));
        Self { by_word: events.iter().map(own).collect() }
    }

    /// Makes the mention with most participants the trigger of each event, the first of equals, and tells of each of them
    /// where that mention does. Only mentions of the event's own class and factuality are asked. The events are then in
    /// text order of their triggers.
    pub(super) fn choose(&self, layers: Layers<'_>, events: &mut Vec<Event>) {
        for event in events.iter_mut().filter(|e| e.mentions.len() > 1) {
            let mut best: Option<(usize, &[EventArgument], &Vec<usize>)> = None;
            for mention in &event.mentions {
                let Some((class, factuality, arguments)) = self.by_word.get(&mention.trigger[0]) else { continue };
                let fits = *class == event.class && *factuality == event.factuality;
                let count = arguments.len();
                if fits && best.is_none_or(|(most, ..)| count > most) {
                    best = Some((count, arguments, &mention.trigger));
                }
            }
            let Some((_, own, trigger)) = best else { continue };
            event.trigger.clone_from(trigger);
            for argument in &mut event.arguments {
                if let Some(here) = own.iter().find(|a| a.entity == argument.entity) {
                    *argument = here.clone();
                }
            }
            event.arguments.sort_by_key(|a| (layers.mentions[a.mention].span, a.role.name()));
        }
        sort(events);
    }
}

/// Puts events into the order of their triggers, and what they say of each other with them.
fn sort(events: &mut Vec<Event>) {
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|&e| events[e].trigger[0]);
    let mut place = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, &old)| place[old] = new);
    events.sort_by_key(|e| e.trigger[0]);
    for event in events {
        event.part_of = event.part_of.map(|whole| place[whole]);
        event.links.iter_mut().for_each(|link| link.event = place[link.event]);
    }
}
