//! [`Builder`]: collects the quads of an article.

use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::names::Names;
use crate::ontology::{gaf, nif, rdf, rdfs, xsd};
use crate::text::{Article, Span};

/// Collects quads of one graph.
pub(super) struct Builder<'a> {
    pub(super) names: Names,
    text: &'a str,
    graph: NamedNode,
    quads: Vec<Quad>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(article: &'a Article, names: Names) -> Self {
        let graph = NamedNode::new_unchecked(names.article());
        Self { names, text: &article.text, graph, quads: Vec::new() }
    }

    /// The article's node, which is also its graph.
    pub(super) fn article(&self) -> NamedNode {
        self.graph.clone()
    }

    pub(super) fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.graph.clone()));
    }

    /// Links a thing to the stretch of text that speaks of it, and describes the stretch.
    pub(super) fn denoted_by(&mut self, subject: &NamedNode, span: Span) -> NamedNode {
        let mention = self.mention(span);
        self.add(subject, gaf::DENOTED_BY, mention.clone());
        mention
    }

    /// Names a thing by the words of the text that speak of it.
    pub(super) fn label(&mut self, subject: &NamedNode, span: Span) {
        self.add(subject, rdfs::LABEL, english(span.of(self.text)));
    }

    /// Describes a stretch of text: where it is, and what it says.
    pub(super) fn mention(&mut self, span: Span) -> NamedNode {
        let mention = NamedNode::new_unchecked(self.names.mention(span));
        let (begin, end) = self.names.range(span);
        let article = self.article();
        self.add(&mention, rdf::TYPE, nif::RFC5147_STRING);
        self.add(&mention, nif::REFERENCE_CONTEXT, article);
        self.add(&mention, nif::BEGIN_INDEX, whole(begin));
        self.add(&mention, nif::END_INDEX, whole(end));
        self.add(&mention, nif::ANCHOR_OF, Literal::from(span.of(self.text)));
        mention
    }

    /// The characters of a span.
    pub(super) fn text_of(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    pub(super) fn finish(mut self) -> (NamedNode, Vec<Quad>) {
        let key = |q: &Quad| (q.subject.to_string(), q.predicate.as_str().to_owned(), q.object.to_string());
        self.quads.sort_by_cached_key(key);
        self.quads.dedup();
        (self.graph, self.quads)
    }
}

/// A literal of that datatype.
pub(super) fn typed(value: impl Into<String>, datatype: NamedNodeRef<'_>) -> Literal {
    Literal::new_typed_literal(value, datatype)
}

/// Text in English.
pub(super) fn english(text: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(text, "en")
}

/// A number of things or characters.
pub(super) fn whole(number: usize) -> Literal {
    typed(number.to_string(), xsd::NON_NEGATIVE_INTEGER)
}

/// A probability to two digits.
pub(super) fn probability(value: f32) -> Literal {
    typed(format!("{:.2}", value.clamp(0.0, 1.0)), xsd::DECIMAL)
}
