//! Turtle and `TriG` as a person would write them.
//!
//! An article is a block: new prefixes first, then `@base` with the article's IRI, so that what is scoped to
//! the article reads as `<#event=120>`; then one paragraph a subject, in the order article, entities, events,
//! claims, statements, the rest, mentions. In a paragraph the type and the names come first and the evidence
//! comes last. Everything is sorted, so that the same quads always give the same bytes.

pub(super) mod order;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term};

use self::order::{ObjectKey, PredicateKey};
use super::Prefixes;

/// Where a list of objects is broken, in characters.
const WIDTH: usize = 110;

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
        let paragraphs = order::paragraphs(graph, triples);
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
            Term::Triple(triple) => {
                let subject = match &triple.subject {
                    NamedOrBlankNode::NamedNode(node) => self.shorten(node.as_str()),
                    NamedOrBlankNode::BlankNode(node) => node.to_string(),
                };
                let predicate = self.shorten(triple.predicate.as_str());
                let object = self.object(&triple.object);
                format!("<<( {subject} {predicate} {object} )>>")
            }
        }
    }

    fn literal(&mut self, literal: &Literal) -> String {
        let (value, datatype) = (literal.value(), literal.datatype());
        if is_bare(literal) {
            return value.to_owned();
        }
        let quoted = if value.contains('\n') { long_string(value) } else { Literal::from(value).to_string() };
        match (literal.language(), literal.direction()) {
            (Some(language), Some(direction)) => format!("{quoted}@{language}--{direction}"),
            (Some(language), None) => format!("{quoted}@{language}"),
            (None, _) if datatype == xsd::STRING => quoted,
            (None, _) => format!("{quoted}^^{}", self.shorten(datatype.as_str())),
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
