//! Compact JSON-LD: one object a thing, an article's things in its named graph, with the terms of the published context.
//!
//! The context (`ontology/context.jsonld`) stands in each output, so that no reader has to fetch it. Objects, keys and
//! values are in the order of the pretty Turtle, a property a line.

mod context;

use std::fmt::Write as _;
use std::io::{self, Write};

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term};
use serde_json::{Value, json};

use self::context::{Coercion, Context};
use super::turtle::order::{self, Paragraphs};
use super::{Format, NoTripleTerms, Prefixes};

pub use context::CONTEXT;

/// Integers up to here are numbers in every reader of JSON.
const LARGEST: i64 = (1 << 53) - 1;

/// Writes articles as the members of one `@graph`.
pub(super) struct JsonLdWriter<W> {
    writer: W,
    context: Context,
    begun: bool,
}

impl<W: Write> JsonLdWriter<W> {
    /// A writer with the published context, under which the given prefixes are bound.
    pub(super) fn new(writer: W, prefixes: &Prefixes) -> Self {
        Self { writer, context: Context::new(prefixes), begun: false }
    }

    /// Writes one article as a named graph, or triples that belong to none.
    pub(super) fn write<'a>(
        &mut self,
        graph: Option<&'a str>,
        triples: impl Iterator<Item = (&'a NamedOrBlankNode, &'a NamedNode, &'a Term)>,
    ) -> io::Result<()> {
        let paragraphs = order::paragraphs(graph, triples);
        if paragraphs.is_empty() {
            return Ok(());
        }
        let mut text = String::new();
        if let Some(graph) = graph {
            self.separate(&mut text);
            // Where a prefix would be seen in the graph's IRI, that context is not for it; its things bring their own.
            let reset = if self.context.is_ambiguous(graph) { "\"@context\": null, " } else { "" };
            let (id, name) = if reset.is_empty() { ("id", self.context.iri(graph)) } else { ("@id", graph.to_owned()) };
            let _ = writeln!(text, "  {{{reset}\"{id}\": {}, \"@graph\": [", Value::from(name));
            let own = if reset.is_empty() { None } else { Some(self.context.value().to_string()) };
            self.things(&mut text, &paragraphs, "    ", own.as_deref())?;
            text.push_str("\n  ]}");
        } else {
            self.separate(&mut text);
            self.things(&mut text, &paragraphs, "  ", None)?;
        }
        self.writer.write_all(text.as_bytes())
    }

    /// Ends the document.
    pub(super) fn finish(mut self) -> io::Result<W> {
        let mut text = String::new();
        if !self.begun {
            self.separate(&mut text);
        }
        text.push_str("\n]}\n");
        self.writer.write_all(text.as_bytes())?;
        Ok(self.writer)
    }

    /// What stands before a member: the head of the document, or a comma.
    fn separate(&mut self, text: &mut String) {
        if self.begun {
            text.push_str(",\n");
        } else {
            text.push_str("{\"@context\": ");
            text.push_str(&self.context.pretty());
            text.push_str(",\n\"@graph\": [\n");
            self.begun = true;
        }
    }

    fn things(
        &self,
        text: &mut String,
        things: &Paragraphs<'_>,
        margin: &str,
        context: Option<&str>,
    ) -> io::Result<()> {
        for (index, (subject, predicates)) in things.iter().enumerate() {
            if index > 0 {
                text.push_str(",\n");
            }
            let terms = || {
                let objects = |objects: &std::collections::BTreeSet<order::ObjectKey<'_>>| {
                    objects.iter().map(|o| o.0.clone()).collect::<Vec<_>>()
                };
                predicates.iter().map(move |(p, o)| (p.node, objects(o)))
            };
            let ambiguous = self.context.is_ambiguous_node(subject.node)
                || terms().any(|(p, o)| self.context.is_ambiguous(p.as_str()) || o.iter().any(|o| self.unsafe_term(o)));
            let mut members: Vec<(String, Value)> = Vec::new();
            if ambiguous {
                members.push(("@context".to_owned(), Value::Null));
                members.push(("@id".to_owned(), plain(subject.node).into()));
            } else {
                if let Some(context) = context {
                    members.push(("@context".to_owned(), serde_json::from_str(context).unwrap_or(Value::Null)));
                }
                members.push(("id".to_owned(), self.context.node(subject.node).into()));
            }
            for (predicate, objects) in terms() {
                members.push(if ambiguous {
                    expanded(predicate, &objects)?
                } else {
                    self.member(predicate, &objects)?
                });
            }
            text.push_str(margin);
            for (index, (key, value)) in members.iter().enumerate() {
                text.push_str(if index == 0 { "{" } else { ",\n" });
                if index > 0 {
                    text.push_str(margin);
                    text.push(' ');
                }
                let _ = write!(text, "{}: {value}", Value::from(key.as_str()));
            }
            text.push('}');
        }
        Ok(())
    }

    /// Whether a value could be misread under the context.
    fn unsafe_term(&self, term: &Term) -> bool {
        match term {
            Term::NamedNode(node) => self.context.is_ambiguous(node.as_str()),
            Term::Literal(literal) => self.context.is_ambiguous(literal.datatype().as_str()),
            Term::BlankNode(_) | Term::Triple(_) => false,
        }
    }

    /// A property with its values.
    fn member(&self, predicate: &NamedNode, objects: &[Term]) -> io::Result<(String, Value)> {
        let types = |term: &Term| match term {
            Term::NamedNode(node) => Some(Value::from(self.context.vocab(node.as_str()))),
            Term::BlankNode(node) => Some(node.to_string().into()),
            Term::Literal(_) | Term::Triple(_) => None,
        };
        if predicate.as_ref() == rdf::TYPE
            && let Some(types) = objects.iter().map(types).collect::<Option<Vec<_>>>()
        {
            return Ok(("type".to_owned(), one_or_all(types)));
        }
        let (key, coercion) = self.context.key(predicate.as_str());
        let values = objects.iter().map(|object| self.value(object, &coercion)).collect::<io::Result<Vec<_>>>()?;
        Ok((key, one_or_all(values)))
    }

    fn value(&self, object: &Term, coercion: &Coercion) -> io::Result<Value> {
        Ok(match (object, coercion) {
            (Term::NamedNode(node), Coercion::Iri) => self.context.iri(node.as_str()).into(),
            (Term::NamedNode(node), Coercion::Vocab) => self.context.vocab(node.as_str()).into(),
            (Term::NamedNode(node), _) => json!({ "id": self.context.iri(node.as_str()) }),
            (Term::BlankNode(node), Coercion::Iri | Coercion::Vocab) => node.to_string().into(),
            (Term::BlankNode(node), _) => json!({ "id": node.to_string() }),
            (Term::Literal(literal), coercion) => self.literal(literal, coercion)?,
            (Term::Triple(_), _) => return Err(no_triple_terms()),
        })
    }

    fn literal(&self, literal: &Literal, coercion: &Coercion) -> io::Result<Value> {
        let (value, datatype) = (literal.value(), literal.datatype());
        if literal.direction().is_some() {
            let message = "JSON-LD cannot say the direction of a text; write ttl, trig, nt or nq";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        if let Some(language) = literal.language() {
            return Ok(match coercion {
                Coercion::Language(own) if own == language => value.into(),
                _ => json!({ "@value": value, "@language": language }),
            });
        }
        let coerced = matches!(coercion, Coercion::Datatype(own) if *own == datatype.as_str());
        let free = matches!(coercion, Coercion::None | Coercion::Language(_));
        let native = match value {
            "true" | "false" if datatype == xsd::BOOLEAN => Some(Value::from(value == "true")),
            _ if is_integer_type(literal) => value
                .parse::<i64>()
                .ok()
                .filter(|n| n.to_string() == value && n.unsigned_abs() <= LARGEST.unsigned_abs())
                .map(Value::from),
            _ => None,
        };
        Ok(match native {
            Some(native) if coerced => native,
            Some(native) if free && (datatype == xsd::BOOLEAN || datatype == xsd::INTEGER) => native,
            _ if coerced => value.into(),
            _ if datatype == xsd::STRING && *coercion == Coercion::None => value.into(),
            _ if datatype == xsd::STRING => json!({ "@value": value }),
            _ => json!({ "@value": value, "@type": self.context.vocab(datatype.as_str()) }),
        })
    }
}

fn is_integer_type(literal: &Literal) -> bool {
    let datatype = literal.datatype();
    datatype == xsd::INTEGER || datatype == xsd::NON_NEGATIVE_INTEGER
}

/// A property with its values where no context holds.
fn expanded(predicate: &NamedNode, objects: &[Term]) -> io::Result<(String, Value)> {
    if predicate.as_ref() == rdf::TYPE && objects.iter().all(|o| matches!(o, Term::NamedNode(_))) {
        let types = objects.iter().map(|o| if let Term::NamedNode(n) = o { n.as_str() } else { "" });
        return Ok(("@type".to_owned(), types.collect()));
    }
    let value = |object: &Term| {
        Ok(match object {
            Term::NamedNode(node) => json!({ "@id": node.as_str() }),
            Term::BlankNode(node) => json!({ "@id": node.to_string() }),
            Term::Literal(literal) => match literal.language() {
                Some(language) => json!({ "@value": literal.value(), "@language": language }),
                None => json!({ "@value": literal.value(), "@type": literal.datatype().as_str() }),
            },
            Term::Triple(_) => return Err(no_triple_terms()),
        })
    };
    Ok((predicate.as_str().to_owned(), objects.iter().map(value).collect::<io::Result<Vec<_>>>()?.into()))
}

fn plain(node: &NamedOrBlankNode) -> String {
    match node {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

fn one_or_all(mut values: Vec<Value>) -> Value {
    if values.len() == 1 { values.remove(0) } else { values.into() }
}

fn no_triple_terms() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, NoTripleTerms(Format::JsonLd))
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::{RdfFormat, RdfParser};
    use oxigraph::model::{Dataset, Quad};

    /// Through JSON-LD and back; the text, and whether the triples are the same.
    fn round(turtle: &str) -> (String, bool) {
        let base = "https://w3id.org/newsgraph/kg/";
        let mut head = String::new();
        for (prefix, namespace) in Prefixes::with_base(base).iter() {
            let _ = writeln!(head, "@prefix {prefix}: <{namespace}> .");
        }
        let quads: Vec<Quad> = RdfParser::from_format(RdfFormat::Turtle)
            .for_slice(&format!("{head}{turtle}"))
            .collect::<Result<_, _>>()
            .unwrap();
        let mut writer = JsonLdWriter::new(Vec::new(), &Prefixes::with_base(base));
        writer.write(None, quads.iter().map(|q| (&q.subject, &q.predicate, &q.object))).unwrap();
        let text = String::from_utf8(writer.finish().unwrap()).unwrap();
        let format = RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() };
        let back: Vec<Quad> = RdfParser::from_format(format)
            .for_slice(&text)
            .collect::<Result<_, _>>()
            .unwrap_or_else(|e| panic!("{e}\n{text}"));
        let canonical = |quads: &[Quad]| {
            let mut data: Dataset = quads.iter().cloned().collect();
            data.canonicalize(oxigraph::model::dataset::CanonicalizationAlgorithm::Unstable);
            data
        };
        let same = canonical(&quads) == canonical(&back);
        (text, same)
    }

    #[test]
    fn terms_of_the_context_are_used() {
        for (turtle, members) in [
            ("entity:Q1 a schema:Person .", vec!["\"id\": \"entity:Q1\"", "\"type\": \"Person\""]),
            ("entity:Q1 a ng:Attack, sem:Event .", vec!["\"type\": [\"sem:Event\",\"Attack\"]"]),
            ("entity:Q1 rdfs:label 'A'@en .", vec!["\"label\": \"A\""]),
            (
                "entity:Q1 rdfs:label 'A'@de, 'B' .",
                vec!["{\"@value\":\"A\",\"@language\":\"de\"}", "{\"@value\":\"B\"}"],
            ),
            ("entity:Q1 ng:confidence 0.50 .", vec!["\"confidence\": \"0.50\""]),
            ("entity:Q1 ng:count 12, 013 .", vec!["\"count\": [12,\"013\"]"]),
            ("entity:Q1 ng:factuality ng:Negated .", vec!["\"factuality\": \"Negated\""]),
            (
                "entity:Q1 ng:about entity:Q2 ; schema:about entity:Q3 .",
                vec!["\"ng:about\"", "\"about\": \"entity:Q3\""],
            ),
            ("entity:Q1 schema:startDate '2024'^^xsd:gYear .", vec!["{\"@value\":\"2024\",\"@type\":\"xsd:gYear\"}"]),
            ("<urn:x> schema:isFamilyFriendly true .", vec!["\"schema:isFamilyFriendly\": true"]),
            ("_:a schema:knows [ rdfs:label 'x' ] .", vec!["_:"]),
            ("<urn:x> schema:position 1.5, 2, '2'^^xsd:short, 1e3, 99999999999999999999 .", vec![]),
            ("<urn:x> <urn:p> true, 'true', 'a b\\u0001\"\\n', '12' .", vec![]),
            ("<urn:x> <http://a.org/p> <http://a.org/?q#f>, <https://w3id.org/newsgraph/kg/> .", vec![]),
        ] {
            let (text, same) = round(turtle);
            assert!(same, "{turtle}\n{text}");
            for member in members {
                assert!(text.contains(member), "{turtle}: no {member} in\n{}", &text[text.find("@graph").unwrap()..]);
            }
        }
    }

    #[test]
    fn iris_that_look_like_prefixed_names_stay_what_they_are() {
        for turtle in [
            "<geo:1,2> a schema:Place ; rdfs:label 'x'@en .",
            "entity:Q1 schema:url <person:x> .",
            "entity:Q1 <time:p> 'x'^^<work:d>, 1 .",
        ] {
            let (text, same) = round(turtle);
            assert!(same, "{turtle}\n{text}");
        }
    }
}
