//! Turtle and `TriG` as a person would write them.
//!
//! An article is a block: new prefixes first, then `@base` with the article's IRI, so that what is scoped to
//! the article reads as `<#event=120>`; then one paragraph a subject, in the order article, entities, events,
//! claims, statements, the rest, mentions. In a paragraph the type and the names come first and the evidence
//! comes last. Everything is sorted, so that the same quads always give the same bytes.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term};

use super::Prefixes;
use super::prefixes::base_of;

/// Where a list of objects is broken, in characters.
const WIDTH: usize = 110;

/// Predicates that open a paragraph, in this order; local names are of the profile's vocabularies.
const FIRST: &[&str] = &[
    rdf::TYPE.as_str(),
    rdfs::LABEL.as_str(),
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    "https://schema.org/headline",
    "https://schema.org/name",
    "https://w3id.org/newsgraph/ontology#eventType",
    "https://w3id.org/newsgraph/ontology#factuality",
    rdf::SUBJECT.as_str(),
    rdf::PREDICATE.as_str(),
    rdf::OBJECT.as_str(),
];

/// Predicates that close a paragraph, in this order: certainty, evidence, long text.
const LAST: &[&str] = &[
    "https://w3id.org/newsgraph/ontology#confidence",
    "https://w3id.org/newsgraph/ontology#linkConfidence",
    "https://w3id.org/newsgraph/ontology#sourceSpan",
    "https://w3id.org/newsgraph/ontology#cueSpan",
    "https://w3id.org/newsgraph/ontology#contentSpan",
    "http://groundedannotationframework.org/gaf#denotedBy",
    "http://www.w3.org/ns/prov#wasGeneratedBy",
    "https://w3id.org/newsgraph/ontology#textHash",
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString",
];

/// Kinds of things in an article's own namespace, by what follows the `#`, in the order of their paragraphs.
const FRAGMENTS: &[(&str, u8)] =
    &[("entity=", 1), ("group=", 2), ("event=", 3), ("claim=", 4), ("statement=", 5), ("char=", 7)];

/// Paragraphs of other things in the article's namespace, and of foreign ones.
const RANK_REST: u8 = 6;
const RANK_FOREIGN: u8 = 8;

/// Writes articles as blocks of pretty Turtle or `TriG`.
pub(super) struct TurtleWriter<W> {
    writer: W,
    prefixes: Prefixes,
    /// Prefixes that the output declares already.
    declared: BTreeSet<String>,
    /// Whether to name the graphs, as `TriG` does.
    graphs: bool,
    begun: bool,
}

impl<W: Write> TurtleWriter<W> {
    /// A writer of Turtle, or of `TriG` where it is to name the graphs.
    pub(super) fn new(writer: W, prefixes: Prefixes, graphs: bool) -> Self {
        Self { writer, prefixes, declared: BTreeSet::new(), graphs, begun: false }
    }

    /// Writes the block of one article, or of triples that belong to none.
    pub(super) fn write<'a>(
        &mut self,
        graph: Option<&'a str>,
        triples: impl Iterator<Item = (&'a NamedOrBlankNode, &'a NamedNode, &'a Term)>,
    ) -> io::Result<()> {
        let mut paragraphs: BTreeMap<SubjectKey<'_>, BTreeMap<PredicateKey<'_>, BTreeSet<ObjectKey<'_>>>> =
            BTreeMap::new();
        let entities = graph.and_then(base_of).map(|base| format!("{base}entity/"));
        for (subject, predicate, object) in triples {
            paragraphs
                .entry(SubjectKey::new(subject, graph, entities.as_deref()))
                .or_default()
                .entry(PredicateKey::new(predicate))
                .or_default()
                .insert(ObjectKey(object));
        }
        if paragraphs.is_empty() {
            return Ok(());
        }
        let named = graph.filter(|_| self.graphs);
        let mut page = Page {
            prefixes: &self.prefixes,
            base: graph.filter(|iri| can_be_base(iri)),
            used: BTreeMap::new(),
            uses_base: false,
            text: String::new(),
            column: 0,
            margin: if named.is_some() { 4 } else { 0 },
        };
        if let Some(graph) = named {
            page.iri(graph);
            page.push(" {\n");
        }
        for (index, (subject, predicates)) in paragraphs.iter().enumerate() {
            if index > 0 {
                page.push("\n");
            }
            page.paragraph(subject.node, predicates);
        }
        if named.is_some() {
            page.push("}\n");
        }
        let Page { used, uses_base, base, text, .. } = page;
        self.head(&used, base.filter(|_| uses_base))?;
        self.writer.write_all(text.as_bytes())
    }

    /// The output, for what has to be done at its end.
    pub(super) fn finish(self) -> W {
        self.writer
    }

    /// Declares the prefixes that are new, and the base.
    fn head(&mut self, used: &BTreeMap<String, String>, base: Option<&str>) -> io::Result<()> {
        if self.begun {
            self.writer.write_all(b"\n")?;
        }
        self.begun = true;
        let mut declared = false;
        for (prefix, namespace) in used {
            if self.declared.insert(prefix.clone()) {
                writeln!(self.writer, "@prefix {prefix}: <{namespace}> .")?;
                declared = true;
            }
        }
        if let Some(base) = base {
            writeln!(self.writer, "{}@base <{base}> .", if declared { "\n" } else { "" })?;
            declared = true;
        }
        if declared { self.writer.write_all(b"\n") } else { Ok(()) }
    }
}

/// The text of one block while it is written.
struct Page<'p, 'b> {
    prefixes: &'p Prefixes,
    /// The IRI that relative ones are relative to.
    base: Option<&'b str>,
    /// The prefixes used, with their namespaces.
    used: BTreeMap<String, String>,
    uses_base: bool,
    text: String,
    /// Characters in the last line so far.
    column: usize,
    /// Spaces before each line.
    margin: usize,
}

impl Page<'_, '_> {
    fn push(&mut self, text: &str) {
        match text.rfind('\n') {
            Some(end) => self.column = text[end + 1..].chars().count(),
            None => self.column += text.chars().count(),
        }
        self.text.push_str(text);
    }

    fn new_line(&mut self, indent: usize) {
        self.push("\n");
        self.push(&" ".repeat(self.margin + indent));
    }

    fn paragraph(
        &mut self,
        subject: &NamedOrBlankNode,
        predicates: &BTreeMap<PredicateKey<'_>, BTreeSet<ObjectKey<'_>>>,
    ) {
        self.push(&" ".repeat(self.margin));
        match subject {
            NamedOrBlankNode::NamedNode(node) => self.iri(node.as_str()),
            NamedOrBlankNode::BlankNode(node) => self.push(&node.to_string()),
        }
        for (index, (predicate, objects)) in predicates.iter().enumerate() {
            if index == 0 {
                self.push(" ");
            } else {
                self.push(" ;");
                self.new_line(4);
            }
            if predicate.node.as_ref() == rdf::TYPE {
                self.push("a");
            } else {
                self.iri(predicate.node.as_str());
            }
            for (index, object) in objects.iter().enumerate() {
                let object = self.object(object.0);
                let first_line = object.lines().next().unwrap_or_default().chars().count();
                if index > 0 {
                    self.push(",");
                    if self.column + first_line + 3 > WIDTH {
                        self.new_line(8);
                    } else {
                        self.push(" ");
                    }
                } else {
                    self.push(" ");
                }
                self.push(&object);
            }
        }
        self.push(" .\n");
    }

    fn iri(&mut self, iri: &str) {
        let text = self.shorten(iri);
        self.push(&text);
    }

    fn shorten(&mut self, iri: &str) -> String {
        if let Some(base) = self.base
            && let Some(rest) = iri.strip_prefix(base)
            && (rest.is_empty() || rest.starts_with('#'))
        {
            self.uses_base = true;
            return format!("<{rest}>");
        }
        match self.prefixes.compact(iri) {
            Some((prefix, namespace, local)) => {
                if !self.used.contains_key(prefix) {
                    self.used.insert(prefix.to_owned(), namespace.to_owned());
                }
                format!("{prefix}:{local}")
            }
            None => format!("<{iri}>"),
        }
    }

    fn object(&mut self, object: &Term) -> String {
        match object {
            Term::NamedNode(node) => self.shorten(node.as_str()),
            Term::Literal(literal) => self.literal(literal),
            Term::BlankNode(node) => node.to_string(),
        }
    }

    fn literal(&mut self, literal: &Literal) -> String {
        let (value, datatype) = (literal.value(), literal.datatype());
        if is_bare(literal) {
            return value.to_owned();
        }
        let quoted = if value.contains('\n') { long_string(value) } else { Literal::from(value).to_string() };
        match literal.language() {
            Some(language) => format!("{quoted}@{language}"),
            None if datatype == xsd::STRING => quoted,
            None => format!("{quoted}^^{}", self.shorten(datatype.as_str())),
        }
    }
}

/// Whether `#fragment` relative to this IRI gives back the IRI and the fragment.
fn can_be_base(iri: &str) -> bool {
    iri.contains("://") && !iri.contains('#')
}

/// Whether a literal can stand without quotes and datatype.
fn is_bare(literal: &Literal) -> bool {
    let value = literal.value();
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = value.strip_prefix(['+', '-']).unwrap_or(value);
    let datatype = literal.datatype();
    if datatype == xsd::BOOLEAN {
        matches!(value, "true" | "false")
    } else if datatype == xsd::INTEGER {
        !unsigned.is_empty() && digits(unsigned)
    } else if datatype == xsd::DECIMAL {
        unsigned.split_once('.').is_some_and(|(whole, part)| digits(whole) && digits(part) && !part.is_empty())
    } else {
        false
    }
}

/// A string of several lines between triple quotes, its line breaks as they are.
fn long_string(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 6);
    text.push_str("\"\"\"");
    let mut rest = value.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => text.push_str("\\\\"),
            // A quote before another one, or before the closing three, would end the string early.
            '"' if matches!(rest.peek(), Some('"') | None) => text.push_str("\\\""),
            '\r' => text.push_str("\\r"),
            '\n' | '\t' => text.push(c),
            c if c.is_control() => {
                let _ = write!(text, "\\u{:04X}", c as u32);
            }
            c => text.push(c),
        }
    }
    text.push_str("\"\"\"");
    text
}

/// A subject in the order of its paragraph.
#[derive(PartialEq, Eq)]
struct SubjectKey<'a> {
    rank: u8,
    node: &'a NamedOrBlankNode,
}

impl<'a> SubjectKey<'a> {
    fn new(node: &'a NamedOrBlankNode, graph: Option<&str>, entities: Option<&str>) -> Self {
        let rank = match node {
            NamedOrBlankNode::BlankNode(_) => RANK_FOREIGN + 1,
            NamedOrBlankNode::NamedNode(node) => {
                let iri = node.as_str();
                let own = graph.is_none_or(|graph| iri.strip_prefix(graph).is_some_and(|rest| rest.starts_with('#')));
                match iri.split_once('#').filter(|_| own) {
                    _ if Some(iri) == graph => 0,
                    Some((_, fragment)) => {
                        FRAGMENTS.iter().find(|(kind, _)| fragment.starts_with(kind)).map_or(RANK_REST, |kind| kind.1)
                    }
                    None if entities.is_some_and(|entities| iri.starts_with(entities)) => 1,
                    None => RANK_FOREIGN,
                }
            }
        };
        Self { rank, node }
    }
}

impl Ord for SubjectKey<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_name = || match (self.node, other.node) {
            (NamedOrBlankNode::NamedNode(a), NamedOrBlankNode::NamedNode(b)) => natural(a.as_str(), b.as_str()),
            (a, b) => a.to_string().cmp(&b.to_string()),
        };
        self.rank.cmp(&other.rank).then_with(by_name)
    }
}

impl PartialOrd for SubjectKey<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A predicate in the order within a paragraph.
#[derive(PartialEq, Eq)]
struct PredicateKey<'a> {
    rank: usize,
    node: &'a NamedNode,
}

impl<'a> PredicateKey<'a> {
    fn new(node: &'a NamedNode) -> Self {
        let place = |list: &[&str]| list.iter().position(|iri| *iri == node.as_str());
        let rank = match (place(FIRST), place(LAST)) {
            (Some(index), _) => index,
            (None, None) => FIRST.len(),
            (None, Some(index)) => FIRST.len() + 1 + index,
        };
        Self { rank, node }
    }

    /// Sorted by the name after the namespace first: `ng:count` next to `ng:countMax` and `schema:credit`.
    fn name(&self) -> &str {
        let iri = self.node.as_str();
        &iri[iri.rfind(['#', '/']).map_or(0, |at| at + 1)..]
    }
}

impl Ord for PredicateKey<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank
            .cmp(&other.rank)
            .then_with(|| self.name().cmp(other.name()))
            .then_with(|| self.node.as_str().cmp(other.node.as_str()))
    }
}

impl PartialOrd for PredicateKey<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// An object in the order within a list: IRIs, blank nodes, numbers by value, other literals.
#[derive(PartialEq, Eq)]
struct ObjectKey<'a>(&'a Term);

impl Ord for ObjectKey<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |term: &Term| match term {
            Term::NamedNode(_) => 0,
            Term::BlankNode(_) => 1,
            Term::Literal(_) => 2,
        };
        match (self.0, other.0) {
            (Term::NamedNode(a), Term::NamedNode(b)) => natural(a.as_str(), b.as_str()),
            (Term::Literal(a), Term::Literal(b)) => compare_literals(a, b),
            (a, b) => rank(a).cmp(&rank(b)).then_with(|| a.to_string().cmp(&b.to_string())),
        }
    }
}

impl PartialOrd for ObjectKey<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn compare_literals(a: &Literal, b: &Literal) -> Ordering {
    let number = |literal: &Literal| {
        let numeric = [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT].contains(&literal.datatype());
        literal.value().parse::<f64>().ok().filter(|_| numeric)
    };
    let by_value = match (number(a), number(b)) {
        (Some(x), Some(y)) => x.total_cmp(&y),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    by_value
        .then_with(|| a.value().cmp(b.value()))
        .then_with(|| a.language().cmp(&b.language()))
        .then_with(|| a.datatype().as_str().cmp(b.datatype().as_str()))
}

/// Compares texts as people sort them: runs of digits by their number (`#event=99` before `#event=120`).
///
/// Equal only for equal texts.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    while !left.is_empty() && !right.is_empty() {
        // A run of digits is one step, and any other byte is one.
        let (left_run, right_run) = (digits(left), digits(right));
        let numbers = left_run > 0 && right_run > 0;
        let (left_end, right_end) = if numbers { (left_run, right_run) } else { (1, 1) };
        let (left_step, right_step) = (&left[..left_end], &right[..right_end]);
        let order = if numbers {
            let (left_number, right_number) = (trim_zeros(left_step), trim_zeros(right_step));
            left_number.len().cmp(&right_number.len()).then_with(|| left_number.cmp(right_number))
        } else {
            left_step.cmp(right_step)
        };
        if order != Ordering::Equal {
            return order;
        }
        (left, right) = (&left[left_end..], &right[right_end..]);
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

fn trim_zeros(digits: &[u8]) -> &[u8] {
    &digits[digits.iter().take_while(|b| **b == b'0').count()..]
}
