//! Writing articles as RDF.

use std::io::{self, Write};

use oxigraph::io::{RdfSerializer, WriterQuadSerializer};
use oxigraph::model::{GraphNameRef, NamedNode, Quad, QuadRef, Triple};

use super::turtle::TurtleWriter;
use super::{Format, Prefixes};

/// Writes articles one after the other in a [`Format`].
pub struct GraphWriter<W: Write> {
    inner: Inner<W>,
    /// Whether the format has named graphs.
    graphs: bool,
}

enum Inner<W: Write> {
    Pretty(TurtleWriter<W>),
    Serializer(Box<WriterQuadSerializer<W>>),
}

impl<W: Write> GraphWriter<W> {
    /// A writer; the prefixes shorten IRIs in the formats that have prefixes.
    pub fn new(format: Format, writer: W, prefixes: &Prefixes) -> Self {
        let graphs = matches!(format, Format::NQuads | Format::TriG | Format::JsonLd);
        if matches!(format, Format::Turtle | Format::TriG) {
            return Self { inner: Inner::Pretty(TurtleWriter::new(writer, prefixes.clone(), graphs)), graphs };
        }
        let mut serializer = RdfSerializer::from_format(format.rdf());
        if matches!(format, Format::RdfXml | Format::JsonLd) {
            for (prefix, namespace) in prefixes.iter() {
                // A namespace that is no IRI shortens nothing.
                serializer = serializer.clone().with_prefix(prefix, namespace).unwrap_or(serializer);
            }
        }
        Self { inner: Inner::Serializer(Box::new(serializer.for_writer(writer))), graphs }
    }

    /// Writes the quads of one article. Pretty formats order them; all others keep the order given.
    ///
    /// # Errors
    /// Where the output fails; in RDF/XML also where a predicate cannot be an XML name.
    pub fn write_article(&mut self, graph: &NamedNode, quads: &[Quad]) -> io::Result<()> {
        let graphs = self.graphs;
        match &mut self.inner {
            Inner::Pretty(turtle) => {
                turtle.write(Some(graph.as_str()), quads.iter().map(|q| (&q.subject, &q.predicate, &q.object)))
            }
            Inner::Serializer(serializer) => quads.iter().try_for_each(|quad| {
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
        match &mut self.inner {
            Inner::Pretty(turtle) => turtle.write(None, triples.iter().map(|t| (&t.subject, &t.predicate, &t.object))),
            Inner::Serializer(serializer) => triples.iter().try_for_each(|t| serializer.serialize_triple(t)),
        }
    }

    /// Ends the output.
    ///
    /// # Errors
    /// Where the output fails.
    pub fn finish(self) -> io::Result<W> {
        let mut writer = match self.inner {
            Inner::Pretty(turtle) => turtle.finish(),
            Inner::Serializer(serializer) => serializer.finish()?,
        };
        writer.flush()?;
        Ok(writer)
    }
}
