//! An article in NIF 2.0: its text as a context, its sentences and words with their syntax, and its mentions with what
//! they denote, for tools of language processing.

use std::collections::BTreeMap;

use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::builder::{probability, whole};
use super::names::{Names, Options};
use crate::annotate::Annotations;
use crate::ontology::{Subtype, itsrdf, nif, rdf, schema};
use crate::text::{Article, Span};

/// Collects the quads; every string is described once.
struct Writer<'a> {
    names: &'a Names,
    text: &'a str,
    graph: NamedNode,
    context: NamedNode,
    quads: Vec<Quad>,
}

impl Writer<'_> {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.graph.clone()));
    }

    fn node(&self, span: Span) -> NamedNode {
        NamedNode::new_unchecked(self.names.mention(span))
    }

    /// A stretch of the text of that class.
    fn string(&mut self, span: Span, class: NamedNodeRef<'_>) -> NamedNode {
        let (node, (begin, end)) = (self.node(span), self.names.range(span));
        let context = self.context.clone();
        self.add(&node, rdf::TYPE, class);
        self.add(&node, rdf::TYPE, nif::RFC5147_STRING);
        self.add(&node, nif::REFERENCE_CONTEXT, context);
        self.add(&node, nif::BEGIN_INDEX, whole(begin));
        self.add(&node, nif::END_INDEX, whole(end));
        self.add(&node, nif::ANCHOR_OF, Literal::from(span.of(self.text)));
        node
    }
}

/// The quads of an article in NIF 2.0, and the IRI of their graph, which is the article's. Sorted, without duplicates.
///
/// A mention is a `nif:Phrase` whose `itsrdf:taIdentRef` is the Wikidata item that it surely is, else the entity of the
/// graph that [`super::quads`] makes. Offsets are Unicode code points.
#[must_use]
pub fn nif_quads(article: &Article, layers: &Annotations, options: &Options) -> (NamedNode, Vec<Quad>) {
    let names = Names::new(article, options);
    let graph = NamedNode::new_unchecked(names.article());
    let everything = Span { start: 0, end: article.text.len() };
    let context = NamedNode::new_unchecked(names.mention(everything));
    let mut nif = Writer { names: &names, text: &article.text, graph, context, quads: Vec::new() };
    write_context(&mut nif, article, everything);
    write_syntax(&mut nif, layers);
    write_mentions(&mut nif, layers);
    let Writer { graph, mut quads, .. } = nif;
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    (graph, quads)
}

fn write_context(nif: &mut Writer<'_>, article: &Article, everything: Span) {
    let (context, graph) = (nif.context.clone(), nif.graph.clone());
    let (begin, end) = nif.names.range(everything);
    nif.add(&context, rdf::TYPE, nif::CONTEXT);
    nif.add(&context, rdf::TYPE, nif::RFC5147_STRING);
    nif.add(&context, nif::BEGIN_INDEX, whole(begin));
    nif.add(&context, nif::END_INDEX, whole(end));
    nif.add(&context, nif::IS_STRING, Literal::from(article.text.as_str()));
    match article.url.as_deref().map(NamedNode::new) {
        Some(Ok(url)) => nif.add(&context, nif::SOURCE_URL, url),
        _ => nif.add(&context, nif::SOURCE_URL, graph.clone()),
    }
    nif.add(&graph, rdf::TYPE, schema::NEWS_ARTICLE);
    if let Some(title) = &article.title {
        nif.add(&graph, schema::HEADLINE, super::builder::english(title));
    }
}

fn write_syntax(nif: &mut Writer<'_>, layers: &Annotations) {
    let (text, words) = (nif.text, layers.syntax.words());
    // A text that is one sentence or one word is a context already, and one string has one description.
    let is_context = |span: Span| span.start == 0 && span.end == text.len();
    let mut before: Option<NamedNode> = None;
    for sentence in layers.syntax.sentences() {
        if is_context(sentence.span) {
            let node = nif.context.clone();
            nif.add(&node, rdf::TYPE, nif::SENTENCE_CLASS);
            continue;
        }
        let node = nif.string(sentence.span, nif::SENTENCE_CLASS);
        if let Some(before) = before.replace(node.clone()) {
            nif.add(&before, nif::NEXT_SENTENCE, node);
        }
    }
    let mut before: Option<NamedNode> = None;
    for word in words.iter().filter(|word| !is_context(word.span)) {
        let node = nif.string(word.span, nif::WORD_CLASS);
        let sentence = nif.node(layers.syntax.sentences()[word.sentence].span);
        nif.add(&node, nif::SENTENCE, sentence);
        nif.add(&node, nif::LEMMA, Literal::from(word.lemma.as_str()));
        nif.add(&node, nif::POS_TAG, Literal::from(word.xpos.as_str()));
        if let Some(head) = word.head {
            let head = nif.node(words[head].span);
            nif.add(&node, nif::DEPENDENCY, head);
        }
        nif.add(&node, nif::DEPENDENCY_RELATION_TYPE, Literal::from(word.deprel.as_str()));
        if let Some(before) = before.replace(node.clone()) {
            nif.add(&before, nif::NEXT_WORD, node);
        }
    }
}

fn write_mentions(nif: &mut Writer<'_>, layers: &Annotations) {
    // Of several mentions with the same characters the surest is written: a string has one annotation.
    let mut best: BTreeMap<(usize, usize), (f32, usize, usize)> = BTreeMap::new();
    for (e, entity) in layers.entities.iter().enumerate() {
        for &m in &entity.mentions {
            let mention = &layers.mentions[m];
            let at = (mention.span.start, mention.span.end);
            let known = best.get(&at).is_some_and(|(sure, ..)| *sure >= mention.confidence);
            if !known {
                best.insert(at, (mention.confidence, e, m));
            }
        }
    }
    for (_, e, m) in best.into_values() {
        let (entity, mention) = (&layers.entities[e], &layers.mentions[m]);
        let node = nif.string(mention.span, nif::PHRASE);
        let link = entity.link.as_ref().filter(|link| link.is_certain());
        let item = link.and_then(|link| Some(link.entry.qid?.iri()));
        let thing = NamedNode::new_unchecked(item.unwrap_or_else(|| nif.names.entity(layers, e)));
        nif.add(&node, itsrdf::TA_IDENT_REF, thing);
        let class = entity.subtype.map_or(entity.entity_type.iri(), Subtype::iri);
        nif.add(&node, itsrdf::TA_CLASS_REF, class);
        let confidence = link.map_or(mention.confidence, |link| link.confidence);
        nif.add(&node, itsrdf::TA_CONFIDENCE, probability(confidence));
    }
}
