//! Whether a graph can be trusted: that what it says of its texts is in them, that everything has evidence, that terms,
//! IRIs and literals are what they should be, that articles keep to their graphs, and that the shapes of
//! `ontology/shapes.ttl` hold.
//!
//! ```
//! use newsgraph::{store::Store, verify::verify};
//! use oxigraph::model::{Literal, NamedNode, Quad, vocab::rdfs};
//!
//! let store = Store::memory();
//! let article = NamedNode::new("https://w3id.org/newsgraph/kg/article/93ab93ab93ab93ab")?;
//! let event = NamedNode::new(format!("{}#event=12", article.as_str()))?;
//! let label = Quad::new(event, rdfs::LABEL, Literal::new_simple_literal("Attack"), article.clone());
//! store.replace_article(&article, [label])?;
//! // An event without a type, in a graph that does not describe its article.
//! assert!(!verify(&store)?.findings.is_empty());
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```

mod difference;
mod evidence;
mod facts;
mod graphs;
mod kind;
mod literals;
mod profile;
mod shapes;
mod terms;
mod texts;

use oxigraph::model::{GraphName, NamedNode, Quad};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::store::{Canonical, Store, StoreError};
pub use difference::{Change, Difference, Tally, differences};
use facts::Facts;
pub use kind::Kind;

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// The file can be parsed.
    Syntax,
    /// Hashes, offsets and words agree with the article's text.
    Text,
    /// Everything is told by a stretch of text of its article.
    Evidence,
    /// Terms are declared, and stand where such terms may stand.
    Terms,
    /// IRIs are well-formed, and minted ones have the form of the profile.
    Iris,
    /// Literals are valid for their datatypes.
    Literals,
    /// An article's triples are in its graph and nowhere else, and nothing is spoken of that is not described.
    Graphs,
    /// The shapes of `ontology/shapes.ttl` hold.
    Shapes,
    /// Types, event classes, relations and bounds agree with each other.
    Profile,
}

impl Check {
    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Text => "text",
            Self::Evidence => "evidence",
            Self::Terms => "terms",
            Self::Iris => "iris",
            Self::Literals => "literals",
            Self::Graphs => "graphs",
            Self::Shapes => "shapes",
            Self::Profile => "profile",
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The IRI of the graph (the article), or the file's.
    pub graph: String,
    /// The IRI of what is wrong, or of what it is wrong with.
    pub node: String,
    /// What was looked at.
    pub check: Check,
    /// What is wrong.
    pub what: String,
    /// What must hold, or what to do.
    pub advice: String,
}

/// What came of checking a graph.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Graphs that were checked.
    pub graphs: usize,
    /// Articles in them.
    pub articles: usize,
    /// Quads in them.
    pub quads: usize,
    /// Articles whose text is not in the graph, so that no span could be held against it.
    pub without_text: usize,
    /// SHA-256 of the canonical N-Quads (RDFC-1.0) of all quads, in hexadecimal digits. Triples of files without named
    /// graphs count as those of the default graph.
    pub hash: String,
    /// All that is wrong, by graph and node; none for a graph that keeps to the profile.
    pub findings: Vec<Finding>,
}

/// Graphs that are checked together before their quads are let go.
const BATCH: usize = 256;

/// Checks all graphs of a store.
///
/// # Errors
/// Where the store cannot be read.
pub fn verify(store: &Store) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let mut canonical = Canonical::default();
    for batch in store.articles()?.chunks(BATCH) {
        let checked: Vec<(Part, Vec<Quad>)> = batch
            .par_iter()
            .map(|graph| {
                let quads = store.article(graph)?;
                Ok((check(graph, &quads), quads))
            })
            .collect::<Result<_, StoreError>>()?;
        for (part, quads) in checked {
            report.graphs += 1;
            report.articles += part.articles;
            report.without_text += part.without_text;
            report.quads += quads.len();
            report.findings.extend(part.findings);
            canonical.extend(quads.into_iter().map(unfiled));
        }
    }
    report.findings.sort();
    report.findings.dedup();
    report.hash = canonical.into_hash();
    Ok(report)
}

/// Whether a graph is only the name of the file that its triples were read from.
fn is_file(graph: &NamedNode) -> bool {
    graph.as_str().starts_with("file:")
}

/// The quad as it stands in its file: without a graph where the graph is only the file.
fn unfiled(mut quad: Quad) -> Quad {
    if matches!(&quad.graph_name, GraphName::NamedNode(graph) if is_file(graph)) {
        quad.graph_name = GraphName::DefaultGraph;
    }
    quad
}

/// What came of checking one graph.
struct Part {
    articles: usize,
    without_text: usize,
    findings: Vec<Finding>,
}

fn check(graph: &NamedNode, quads: &[Quad]) -> Part {
    let facts = Facts::new(graph, quads);
    let mut findings = Findings { graph: graph.as_str(), list: Vec::new() };
    terms::check(quads, &mut findings);
    literals::check(quads, &mut findings);
    let without_text = texts::check(&facts, &mut findings);
    evidence::check(&facts, &mut findings);
    graphs::check(&facts, &mut findings);
    shapes::check(&facts, &mut findings);
    profile::check(&facts, &mut findings);
    Part { articles: facts.articles().count(), without_text, findings: findings.list }
}

/// Collects the findings of one graph.
struct Findings<'a> {
    graph: &'a str,
    list: Vec<Finding>,
}

impl Findings<'_> {
    fn add(&mut self, check: Check, node: &str, what: impl Into<String>, advice: impl Into<String>) {
        let (graph, node) = (self.graph.to_owned(), node.to_owned());
        self.list.push(Finding { graph, node, check, what: what.into(), advice: advice.into() });
    }
}
