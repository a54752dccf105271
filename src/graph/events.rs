//! Events: class, factuality, participants, place, time, and the words and sentence that say so.

use oxigraph::model::{Literal, NamedNode};

use super::builder::{Builder, english, probability};
use super::claims::Claims;
use super::times;
use crate::annotate::Annotations;
use crate::annotate::events::{Event, EventTie};
use crate::ontology::{EventClass, Factuality, ng, nif, rdf, rdfs, sem};
use crate::text::Span;

pub(super) fn write(builder: &mut Builder<'_>, layers: &Annotations, claims: &Claims) {
    for event in &layers.events {
        let node = node(builder, layers, event);
        write_event(builder, layers, event, &node);
        claims.attribute(builder, layers, event.trigger[0], &node);
    }
}

/// An event is known by where its trigger begins: a word triggers one event at most.
pub(super) fn node(builder: &Builder<'_>, layers: &Annotations, event: &Event) -> NamedNode {
    NamedNode::new_unchecked(builder.names.scoped("event", event.span(&layers.syntax).start))
}

fn write_event(builder: &mut Builder<'_>, layers: &Annotations, event: &Event, node: &NamedNode) {
    let class = event.class.unwrap_or(EventClass::Event);
    builder.add(node, ng::EVENT_TYPE, class.iri());
    builder.add(node, ng::FACTUALITY, event.factuality.iri());
    // All that is spoken of are events to SEM; what did not (yet) happen is no member of our event classes.
    builder.add(node, rdf::TYPE, sem::EVENT);
    if event.factuality == Factuality::Happened {
        for ancestor in class.lineage() {
            builder.add(node, rdf::TYPE, ancestor.iri());
        }
    }
    if let Some(roleset) = &event.roleset {
        builder.add(node, ng::ROLESET, Literal::from(roleset.as_str()));
    }
    builder.add(node, rdfs::LABEL, english(&label(layers, event)));
    builder.add(node, ng::CONFIDENCE, probability(event.confidence));
    for argument in &event.arguments {
        let entity = NamedNode::new_unchecked(builder.names.entity(layers, argument.entity));
        builder.add(node, argument.role.iri(), entity);
    }
    if let Some(whole) = event.part_of {
        let whole = self::node(builder, layers, &layers.events[whole]);
        builder.add(node, ng::PART_OF_EVENT, whole);
    }
    for link in &event.links {
        let other = self::node(builder, layers, &layers.events[link.event]);
        let property = match link.tie {
            EventTie::CausedBy => ng::CAUSED_BY,
            EventTie::Before => ng::BEFORE,
            EventTie::After => ng::AFTER,
            EventTie::Purpose => ng::PURPOSE,
            EventTie::ExchangedFor => ng::EXCHANGED_FOR,
        };
        builder.add(node, property, other);
    }
    if let Some(time) = event.time {
        times::write(builder, node, &layers.times[time]);
    }
    let time = |index: Option<usize>| index.map(|t| &layers.times[t]);
    times::write_extent(builder, node, time(event.end), time(event.duration));
    for mention in &event.mentions {
        let trigger = builder.denoted_by(node, mention.span(&layers.syntax));
        builder.add(node, ng::TRIGGER, trigger.clone());
        let sentence = &layers.syntax.sentences()[layers.syntax.words()[mention.trigger[0]].sentence];
        let sentence = write_sentence(builder, sentence.span);
        builder.add(&trigger, nif::SENTENCE, sentence);
    }
}

/// A sentence is a stretch of text too; its words are the article's.
fn write_sentence(builder: &mut Builder<'_>, span: Span) -> NamedNode {
    let sentence = builder.mention(span);
    builder.add(&sentence, rdf::TYPE, nif::SENTENCE_CLASS);
    sentence
}

/// A short description for lists and pictures: "Attack: Hamas, Israel".
fn label(layers: &Annotations, event: &Event) -> String {
    let lemma = || event.roleset.as_ref().map_or("event", |r| r.split('.').next().unwrap_or("event")).to_owned();
    let class = event.class.map_or_else(lemma, |c| c.name().to_owned());
    let who: Vec<&str> = event.arguments.iter().map(|a| layers.entities[a.entity].label.as_str()).collect();
    if who.is_empty() { class } else { format!("{class}: {}", who.join(", ")) }
}
