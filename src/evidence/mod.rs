//! What a graph rests on: from a thing, through its mentions, to the sentences of the articles.
//!
//! A [`Page`] is the graph of one article, made to be looked things up in; [`explain`] tells of a thing or a triple which
//! sentences speak of it and what made it.

pub mod explain;
pub mod nearest;
mod sentences;

use std::collections::BTreeMap;

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use crate::ontology::{gaf, ng, nif, rdf, rdfs, schema};
use sentences::Sentences;

/// Begin and end in the article's text, in Unicode code points, end exclusive.
pub type Range = (usize, usize);

/// The graph of one article, by subject.
pub struct Page {
    graph: NamedNode,
    said: BTreeMap<String, Vec<(NamedNode, Term)>>,
    sentences: Sentences,
}

/// A stretch of an article in its sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// Where the sentence is.
    pub at: Range,
    /// The sentence, or where the graph has no text the words of the mention alone.
    pub text: String,
    /// Where the words of the mention are, inside of `at`.
    pub mark: Range,
}

impl Page {
    /// The page of the article of `graph`, from its quads.
    #[must_use]
    pub fn new(graph: NamedNode, quads: Vec<Quad>) -> Self {
        let mut said: BTreeMap<String, Vec<(NamedNode, Term)>> = BTreeMap::new();
        for quad in quads {
            let subject = match quad.subject {
                NamedOrBlankNode::NamedNode(node) => node.into_string(),
                NamedOrBlankNode::BlankNode(node) => node.to_string(),
            };
            said.entry(subject).or_default().push((quad.predicate, quad.object));
        }
        let mut page = Self { graph, said, sentences: Sentences::default() };
        let text = page.article_text();
        let known = page.of_type(nif::SENTENCE_CLASS).filter_map(|node| {
            let at = page.range(node)?;
            Some((at, page.text(node, nif::ANCHOR_OF)?.to_owned()))
        });
        page.sentences = Sentences::new(text.as_deref(), known.collect());
        page
    }

    /// The article, which is also its graph.
    #[must_use]
    pub fn article(&self) -> &NamedNode {
        &self.graph
    }

    /// All subjects, sorted: IRIs, and blank nodes as `_:name`.
    pub fn subjects(&self) -> impl Iterator<Item = &str> {
        self.said.keys().map(String::as_str)
    }

    /// Whether anything is said of it.
    #[must_use]
    pub fn has(&self, subject: &str) -> bool {
        self.said.contains_key(subject)
    }

    /// All that is said of it.
    #[must_use]
    pub fn about(&self, subject: &str) -> &[(NamedNode, Term)] {
        self.said.get(subject).map_or(&[], Vec::as_slice)
    }

    /// The values of a property.
    pub fn objects<'a>(&'a self, subject: &str, property: NamedNodeRef<'a>) -> impl Iterator<Item = &'a Term> {
        self.about(subject).iter().filter(move |(p, _)| p.as_ref() == property).map(|(_, o)| o)
    }

    /// The IRIs that are values of a property.
    pub fn iris<'a>(&'a self, subject: &str, property: NamedNodeRef<'a>) -> impl Iterator<Item = &'a str> {
        self.objects(subject, property).filter_map(|term| match term {
            Term::NamedNode(node) => Some(node.as_str()),
            _ => None,
        })
    }

    /// The first text that is a value of a property.
    #[must_use]
    pub fn text<'a>(&'a self, subject: &str, property: NamedNodeRef<'a>) -> Option<&'a str> {
        self.objects(subject, property).find_map(|term| match term {
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        })
    }

    /// The first IRI that is a value of a property.
    #[must_use]
    pub fn iri<'a>(&'a self, subject: &str, property: NamedNodeRef<'a>) -> Option<&'a str> {
        self.iris(subject, property).next()
    }

    /// The subjects of that class, sorted.
    pub fn of_type<'a>(&'a self, class: NamedNodeRef<'a>) -> impl Iterator<Item = &'a str> {
        self.subjects().filter(move |subject| self.is_a(subject, class))
    }

    /// Whether it is said to be of that class.
    #[must_use]
    pub fn is_a(&self, subject: &str, class: NamedNodeRef<'_>) -> bool {
        self.objects(subject, rdf::TYPE).any(|term| matches!(term, Term::NamedNode(node) if node.as_ref() == class))
    }

    /// What people call it: its label, else nothing.
    #[must_use]
    pub fn label(&self, subject: &str) -> Option<&str> {
        self.text(subject, rdfs::LABEL).or_else(|| self.text(subject, schema::NAME))
    }

    /// The headline of the article.
    #[must_use]
    pub fn headline(&self) -> Option<&str> {
        self.text(self.graph.as_str(), schema::HEADLINE)
    }

    /// The address of the article.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        let article = self.graph.as_str();
        self.iri(article, schema::URL).or_else(|| self.text(article, schema::URL))
    }

    /// The day or time of publication.
    #[must_use]
    pub fn published(&self) -> Option<&str> {
        self.text(self.graph.as_str(), schema::DATE_PUBLISHED)
    }

    /// How sure the program is of it, as it is written in the graph.
    #[must_use]
    pub fn confidence(&self, subject: &str) -> Option<&str> {
        self.text(subject, ng::CONFIDENCE)
    }

    /// The program that made the graph.
    #[must_use]
    pub fn made_by(&self) -> Option<&str> {
        let run = self.iri(self.graph.as_str(), crate::ontology::prov::WAS_GENERATED_BY)?;
        Some(self.label(run).unwrap_or(run))
    }

    /// The mentions of a thing, in text order.
    #[must_use]
    pub fn mentions(&self, subject: &str) -> Vec<&str> {
        let mut mentions: Vec<(Option<Range>, &str)> =
            self.iris(subject, gaf::DENOTED_BY).map(|mention| (self.range(mention), mention)).collect();
        mentions.sort_unstable();
        mentions.into_iter().map(|(_, mention)| mention).collect()
    }

    /// Where a stretch of text is.
    #[must_use]
    pub fn range(&self, mention: &str) -> Option<Range> {
        let index = |property| self.text(mention, property)?.parse().ok();
        Some((index(nif::BEGIN_INDEX)?, index(nif::END_INDEX)?))
    }

    /// The sentence around a stretch of text.
    #[must_use]
    pub fn passage(&self, mention: &str) -> Option<Passage> {
        let mark = self.range(mention)?;
        match self.sentences.around(mark) {
            Some((at, text)) => Some(Passage { at, text: text.to_owned(), mark }),
            None => Some(Passage { at: mark, text: self.text(mention, nif::ANCHOR_OF)?.to_owned(), mark }),
        }
    }

    /// The sentences that a thing rests on, in text order.
    #[must_use]
    pub fn passages(&self, subject: &str) -> Vec<Passage> {
        let mut found: Vec<Passage> = self.mentions(subject).into_iter().filter_map(|m| self.passage(m)).collect();
        found.sort();
        found.dedup();
        found
    }

    /// The sentences that a thing rests on, each once.
    #[must_use]
    pub fn evidence(&self, subject: &str) -> Vec<String> {
        let mut found: Vec<(Range, String)> = self.passages(subject).into_iter().map(|p| (p.at, p.text)).collect();
        found.dedup();
        found.into_iter().map(|(_, text)| one_line(&text)).collect()
    }

    /// Subject, property and object of a statement: an `rdf:Statement`, or the reifier of a triple term.
    #[must_use]
    pub fn statement(&self, node: &str) -> Option<(String, String, Term)> {
        let reified = self.objects(node, rdf::REIFIES).find_map(|term| match term {
            Term::Triple(triple) => Some(triple),
            _ => None,
        });
        if let Some(triple) = reified {
            let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { return None };
            return Some((subject.as_str().to_owned(), triple.predicate.as_str().to_owned(), triple.object.clone()));
        }
        let subject = self.iri(node, rdf::SUBJECT)?.to_owned();
        let property = self.iri(node, rdf::PREDICATE)?.to_owned();
        Some((subject, property, self.objects(node, rdf::OBJECT).next()?.clone()))
    }

    fn article_text(&self) -> Option<String> {
        self.text(self.graph.as_str(), nif::IS_STRING).map(str::to_owned)
    }
}

/// A text on one line.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::{RdfFormat, RdfParser};

    fn page(turtle: &str) -> Page {
        let graph = NamedNode::new_unchecked("http://a.org/article/1");
        let head = "PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>\n\
                    PREFIX gaf: <http://groundedannotationframework.org/gaf#>\nBASE <http://a.org/article/1>\n";
        let text = format!("{head}{turtle}");
        let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(&text);
        Page::new(graph, quads.collect::<Result<_, _>>().unwrap())
    }

    const MENTIONS: &str = "<#x> gaf:denotedBy <#b>, <#a> .
        <#a> nif:beginIndex 4 ; nif:endIndex 7 ; nif:anchorOf 'été' .
        <#b> nif:beginIndex 17 ; nif:endIndex 20 ; nif:anchorOf 'fin' .";

    #[test]
    fn mentions_stand_in_their_sentences() {
        let page = page(&format!("<> nif:isString 'Cet été. Voilà — fin.' . {MENTIONS}"));
        assert_eq!(
            page.passages("http://a.org/article/1#x"),
            [
                Passage { at: (0, 8), text: "Cet été.".to_owned(), mark: (4, 7) },
                Passage { at: (9, 21), text: "Voilà — fin.".to_owned(), mark: (17, 20) },
            ]
        );
    }

    #[test]
    fn without_the_text_the_words_remain() {
        assert_eq!(page(MENTIONS).evidence("http://a.org/article/1#x"), ["été", "fin"]);
        let known = "<#s> a nif:Sentence ; nif:beginIndex 0 ; nif:endIndex 8 ; nif:anchorOf 'Cet été.' .";
        assert_eq!(page(&format!("{MENTIONS}{known}")).evidence("http://a.org/article/1#x"), ["Cet été.", "fin"]);
    }
}
