//! Claims: who says what, in which stance, to whom and through what, with the words that say so.

use std::collections::BTreeMap;

use oxigraph::model::{Literal, NamedNode};

use super::builder::{Builder, english, probability, typed};
use super::events;
use crate::annotate::Annotations;
use crate::annotate::attribution::{Claim, Form, Party, over_words};
use crate::ontology::{ng, prov, rdf, rdfs, schema, xsd};
use crate::text::Span;

/// The claims' nodes, and which claim each word is told by.
pub(super) struct Claims {
    nodes: Vec<NamedNode>,
    /// For each word, the claims around it that vouch for it, the innermost first.
    over: Vec<Vec<usize>>,
}

impl Claims {
    /// Names the claims by where their cues begin.
    pub(super) fn new(builder: &Builder<'_>, layers: &Annotations) -> Self {
        let mut at: BTreeMap<usize, usize> = BTreeMap::new();
        let nodes = layers.claims.iter().map(|claim| {
            let begin = claim.cue.map_or(claim.content[0].start, |c| c.start);
            let before = at.entry(begin).or_default();
            *before += 1;
            let suffix = if *before > 1 { format!("-{before}") } else { String::new() };
            NamedNode::new_unchecked(format!("{}{suffix}", builder.names.scoped("claim", begin)))
        });
        let nodes = nodes.collect();
        let mut over = over_words(&layers.syntax, &layers.claims);
        for claims in &mut over {
            claims.retain(|&c| layers.claims[c].vouches());
        }
        Self { nodes, over }
    }

    /// Says that `node`, told by word `i`, is told on the word of the innermost claim around it, and of the next one
    /// where that names no source.
    pub(super) fn attribute(&self, builder: &mut Builder<'_>, layers: &Annotations, i: usize, node: &NamedNode) {
        for &c in &self.over[i] {
            builder.add(node, ng::ATTRIBUTED_TO, self.nodes[c].clone());
            if let Some(source) = &layers.claims[c].source {
                if let Some(source) = party(builder, layers, source) {
                    builder.add(node, ng::ATTRIBUTED_TO, source);
                }
                return;
            }
        }
    }

    /// As [`Claims::attribute`], for what a stretch of text tells: all of it must stand inside the claim.
    pub(super) fn attribute_span(&self, builder: &mut Builder<'_>, layers: &Annotations, span: Span, node: &NamedNode) {
        let words = layers.syntax.words_in(span);
        let Some(first) = self.over.get(words.start) else { return };
        let inside = |&&c: &&usize| layers.claims[c].content.iter().any(|s| s.contains(span));
        if let Some(&c) = first.iter().find(inside) {
            builder.add(node, ng::ATTRIBUTED_TO, self.nodes[c].clone());
            if let Some(source) = layers.claims[c].source.as_ref().and_then(|s| party(builder, layers, s)) {
                builder.add(node, ng::ATTRIBUTED_TO, source);
            }
        }
    }
}

/// Entities that take part in claims: the graph must hold them.
pub(super) fn entities(layers: &Annotations) -> impl Iterator<Item = usize> + '_ {
    layers.claims.iter().flat_map(|claim| {
        let parties = claim.source.iter().chain(&claim.addressee).chain(&claim.medium).filter_map(|p| p.entity);
        parties.chain(claim.anonymity.iter().flat_map(|a| a.close_to.iter().copied()))
    })
}

pub(super) fn write(builder: &mut Builder<'_>, layers: &Annotations, shown: &[bool], claims: &Claims) {
    let about = About::new(builder, layers, shown);
    for (claim, node) in layers.claims.iter().zip(&claims.nodes) {
        write_claim(builder, layers, claim, node);
        for span in &claim.content {
            about.write(builder, *span, node);
        }
    }
}

fn write_claim(builder: &mut Builder<'_>, layers: &Annotations, claim: &Claim, node: &NamedNode) {
    if claim.form != Form::Direct {
        builder.add(node, rdf::TYPE, ng::CLAIM);
    }
    if claim.form != Form::Indirect {
        builder.add(node, rdf::TYPE, schema::QUOTATION);
    }
    let words: Vec<&str> = claim.content.iter().map(|s| builder.text_of(*s)).collect();
    let words = words.join(" … ");
    builder.add(node, schema::TEXT, english(&words));
    builder.add(node, ng::CUE, Literal::from(claim.lemma.as_str()));
    builder.add(node, ng::STANCE, claim.stance.iri());
    builder.add(node, ng::CONFIDENCE, probability(claim.confidence));
    if let Some(source) = &claim.source {
        let span = builder.denoted_by(node, source.span);
        builder.add(node, ng::SOURCE_SPAN, span);
        if let Some(speaker) = party(builder, layers, source) {
            builder.add(node, prov::WAS_ATTRIBUTED_TO, speaker.clone());
            write_anonymity(builder, layers, claim, &speaker);
        }
    }
    if let Some(cue) = claim.cue {
        let span = builder.denoted_by(node, cue);
        builder.add(node, ng::CUE_SPAN, span);
    }
    for content in &claim.content {
        let span = builder.denoted_by(node, *content);
        builder.add(node, ng::CONTENT_SPAN, span);
    }
    for (property, other) in [(ng::ADDRESSEE, &claim.addressee), (ng::MEDIUM, &claim.medium)] {
        if let Some(other) = other.as_ref().and_then(|p| party(builder, layers, p)) {
            builder.add(node, property, other);
        }
    }
}

fn write_anonymity(builder: &mut Builder<'_>, layers: &Annotations, claim: &Claim, speaker: &NamedNode) {
    let Some(anonymity) = &claim.anonymity else { return };
    builder.add(speaker, ng::ANONYMOUS, typed("true", xsd::BOOLEAN));
    for &e in &anonymity.close_to {
        let other = NamedNode::new_unchecked(builder.names.entity(layers, e));
        builder.add(speaker, ng::CLOSE_TO, other);
    }
    if let Some(reason) = anonymity.reason {
        let words = english(builder.text_of(reason));
        builder.add(speaker, ng::ANONYMITY_REASON, words);
    }
}

/// The node of somebody or something that takes part in a claim: its entity, else a node of its own by where the phrase
/// stands. A pronoun that stands for nobody known has none.
fn party(builder: &mut Builder<'_>, layers: &Annotations, party: &Party) -> Option<NamedNode> {
    if let Some(e) = party.entity {
        return Some(NamedNode::new_unchecked(builder.names.entity(layers, e)));
    }
    let phrase = party.before.unwrap_or(party.span);
    let words = layers.syntax.words_in(phrase);
    let nominal = layers.syntax.words()[words].iter().any(|w| w.upos.is_nominal());
    if !nominal {
        return None;
    }
    let (begin, end) = builder.names.range(phrase);
    let node = NamedNode::new_unchecked(format!("{}#party={begin}-{end}", builder.names.article()));
    let label = english(builder.text_of(phrase));
    builder.add(&node, rdf::TYPE, ng::PARTY);
    builder.add(&node, rdfs::LABEL, label);
    builder.denoted_by(&node, phrase);
    if phrase != party.span {
        builder.denoted_by(&node, party.span);
    }
    Some(node)
}

/// What stands where in the text: events by their triggers, entities by their mentions, both in text order.
struct About {
    things: Vec<(Span, NamedNode)>,
}

impl About {
    fn new(builder: &Builder<'_>, layers: &Annotations, shown: &[bool]) -> Self {
        let mut things: Vec<(Span, NamedNode)> = Vec::new();
        for event in &layers.events {
            things.push((event.span(&layers.syntax), events::node(builder, layers, event)));
        }
        for (e, entity) in layers.entities.iter().enumerate().filter(|(e, _)| shown[*e]) {
            let node = NamedNode::new_unchecked(builder.names.entity(layers, e));
            things.extend(entity.mentions.iter().map(|&m| (layers.mentions[m].span, node.clone())));
        }
        things.sort_by_key(|t| (t.0, t.1.as_str().to_owned()));
        Self { things }
    }

    /// Says that the claim is about whatever is spoken of inside `span`.
    fn write(&self, builder: &mut Builder<'_>, span: Span, claim: &NamedNode) {
        let first = self.things.partition_point(|(at, _)| at.start < span.start);
        for (_, thing) in
            self.things[first..].iter().take_while(|(at, _)| at.start < span.end).filter(|(at, _)| at.end <= span.end)
        {
            builder.add(claim, ng::ABOUT, thing.clone());
        }
    }
}
