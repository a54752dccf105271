//! Writing articles as RDF.

use std::borrow::Cow;
use std::io::{self, Write};

use oxigraph::io::{RdfSerializer, WriterQuadSerializer};
use oxigraph::model::{GraphNameRef, NamedNode, Quad, QuadRef, Term, Triple};

use super::jsonld::JsonLdWriter;
use super::reify::reified;
use super::turtle::TurtleWriter;
use super::{Format, Prefixes};

/// Writes articles one after the other in a [`Format`].
pub struct GraphWriter<W: Write> {
    inner: Inner<W>,
    format: Format,
    /// Whether statement nodes are written as reifiers of triple terms.
    reifiers: bool,
}

enum Inner<W: Write> {
    Pretty(TurtleWriter<W>),
    JsonLd(JsonLdWriter<W>),
    Serializer(Box<WriterQuadSerializer<W>>),
}

/// The format has no triple terms, which RDF 1.2 needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} cannot say what RDF 1.2 says of triples; write ttl, trig, nt or nq, or leave out --rdf 1.2", .0.name())]
pub struct NoTripleTerms(pub Format);

impl<W: Write> GraphWriter<W> {
    /// A writer of RDF 1.1; the prefixes shorten IRIs in the formats that have prefixes.
    pub fn new(format: Format, writer: W, prefixes: &Prefixes) -> Self {
        let inner = match format {
            Format::Turtle => Inner::Pretty(TurtleWriter::new(writer, prefixes.clone(), false)),
            Format::TriG => Inner::Pretty(TurtleWriter::new(writer, prefixes.clone(), true)),
            Format::JsonLd => Inner::JsonLd(JsonLdWriter::new(writer, prefixes)),
            Format::NTriples | Format::NQuads | Format::RdfXml => {
                let mut serializer = RdfSerializer::from_format(format.rdf());
                if format == Format::RdfXml {
                    for (prefix, namespace) in prefixes.iter() {
                        // A namespace that is no IRI shortens nothing.
                        serializer = serializer.clone().with_prefix(prefix, namespace).unwrap_or(serializer);
                    }
                }
                Inner::Serializer(Box::new(serializer.for_writer(writer)))
            }
        };
        Self { inner, format, reifiers: false }
    }

    /// The same writer, writing RDF 1.2: `rdf:Statement` nodes become reifiers, `rdf:reifies <<( s p o )>>`.
    ///
    /// # Errors
    /// For RDF/XML and JSON-LD, which have no triple terms.
    pub fn with_reifiers(self) -> Result<Self, NoTripleTerms> {
        match self.format {
            Format::RdfXml | Format::JsonLd => Err(NoTripleTerms(self.format)),
            _ => Ok(Self { reifiers: true, ..self }),
        }
    }

    /// Writes the quads of one article. Pretty formats order them; all others keep the order given.
    ///
    /// # Errors
    /// Where the output fails; in RDF/XML also where a predicate cannot be an XML name, or a text holds a character
    /// that XML has no way to write; in RDF/XML and JSON-LD where there is a triple term.
    pub fn write_article(&mut self, graph: &NamedNode, quads: &[Quad]) -> io::Result<()> {
        let quads = if self.reifiers { Cow::Owned(reified(quads)) } else { Cow::Borrowed(quads) };
        match &mut self.inner {
            Inner::Pretty(turtle) => {
                turtle.write(Some(graph.as_str()), quads.iter().map(|q| (&q.subject, &q.predicate, &q.object)))
            }
            Inner::JsonLd(json) => {
                json.write(Some(graph.as_str()), quads.iter().map(|q| (&q.subject, &q.predicate, &q.object)))
            }
            Inner::Serializer(serializer) => quads.iter().try_for_each(|quad| {
                let graphs = self.format == Format::NQuads;
                check(self.format, &quad.object)?;
                let graph_name = if graphs { quad.graph_name.as_ref() } else { GraphNameRef::DefaultGraph };
                serializer.serialize_quad(QuadRef { graph_name, ..quad.as_ref() })
            }),
        }
    }

    /// Writes triples that belong to no article, such as those that a query constructed.
    ///
    /// # Errors
    /// As [`GraphWriter::write_article`].
    pub fn write_triples(&mut self, triples: &[Triple]) -> io::Result<()> {
        let terms = triples.iter().map(|t| (&t.subject, &t.predicate, &t.object));
        match &mut self.inner {
            Inner::Pretty(turtle) => turtle.write(None, terms),
            Inner::JsonLd(json) => json.write(None, terms),
            Inner::Serializer(serializer) => triples.iter().try_for_each(|triple| {
                check(self.format, &triple.object)?;
                serializer.serialize_triple(triple)
            }),
        }
    }

    /// Ends the output.
    ///
    /// # Errors
    /// Where the output fails.
    pub fn finish(self) -> io::Result<W> {
        let mut writer = match self.inner {
            Inner::Pretty(turtle) => turtle.finish(),
            Inner::JsonLd(json) => json.finish()?,
            Inner::Serializer(serializer) => serializer.finish()?,
        };
        writer.flush()?;
        Ok(writer)
    }
}

/// Whether the format can hold the object at all: XML 1.0 has no way to write most control characters, and what a
/// serializer writes in their place cannot be read back.
fn check(format: Format, object: &Term) -> io::Result<()> {
    let Format::RdfXml = format else { return Ok(()) };
    let refused = match object {
        Term::Literal(literal) => literal.value().chars().find(|c| {
            let control = *c < ' ' && !matches!(c, '\t' | '\n' | '\r');
            control || matches!(c, '\u{FFFE}' | '\u{FFFF}')
        }),
        Term::Triple(_) => return Err(io::Error::new(io::ErrorKind::InvalidData, NoTripleTerms(format))),
        Term::NamedNode(_) | Term::BlankNode(_) => None,
    };
    refused.map_or(Ok(()), |c| {
        let message = format!("XML cannot hold the character U+{:04X} of a text; write ttl, nt or jsonld", c as u32);
        Err(io::Error::new(io::ErrorKind::InvalidData, message))
    })
}
