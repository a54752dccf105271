//! Statements as RDF 1.2 says them: `rdf:Statement` nodes become reifiers of triple terms.
//!
//! In RDF 1.1 a statement node names its triple by three properties of its own; in RDF 1.2 it says
//! `rdf:reifies <<( s p o )>>`. What else is said of the node (evidence, confidence, status) stays as it is.

use std::collections::BTreeMap;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};

/// The parts of a statement that were found.
#[derive(Default)]
struct Parts<'a> {
    statement: bool,
    subjects: Vec<&'a Term>,
    predicates: Vec<&'a Term>,
    objects: Vec<&'a Term>,
}

impl Parts<'_> {
    /// The triple, where each part is there exactly once and can stand in its place.
    fn triple(&self) -> Option<Triple> {
        let ([subject], [predicate], [object]) = (&self.subjects[..], &self.predicates[..], &self.objects[..]) else {
            return None;
        };
        let subject: NamedOrBlankNode = match subject {
            Term::NamedNode(node) => node.clone().into(),
            Term::BlankNode(node) => node.clone().into(),
            Term::Literal(_) | Term::Triple(_) => return None,
        };
        let Term::NamedNode(predicate) = predicate else { return None };
        self.statement.then(|| Triple::new(subject, predicate.clone(), (*object).clone()))
    }
}

/// The quads of one graph with statement nodes as reifiers.
pub(super) fn reified(quads: &[Quad]) -> Vec<Quad> {
    let mut statements: BTreeMap<String, Parts<'_>> = BTreeMap::new();
    for quad in quads {
        let predicate = quad.predicate.as_ref();
        let is_type = predicate == rdf::TYPE && matches!(&quad.object, Term::NamedNode(n) if *n == rdf::STATEMENT);
        if !is_type && ![rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT].contains(&predicate) {
            continue;
        }
        let parts = statements.entry(quad.subject.to_string()).or_default();
        match predicate {
            rdf::SUBJECT => parts.subjects.push(&quad.object),
            rdf::PREDICATE => parts.predicates.push(&quad.object),
            rdf::OBJECT => parts.objects.push(&quad.object),
            _ => parts.statement = true,
        }
    }
    let triples: BTreeMap<String, Triple> =
        statements.into_iter().filter_map(|(node, parts)| Some((node, parts.triple()?))).collect();
    let mut shown = Vec::with_capacity(quads.len());
    for quad in quads {
        let Some(triple) = triples.get(&quad.subject.to_string()) else {
            shown.push(quad.clone());
            continue;
        };
        match quad.predicate.as_ref() {
            rdf::SUBJECT => shown.push(Quad {
                predicate: NamedNode::from(rdf::REIFIES),
                object: Term::Triple(Box::new(triple.clone())),
                ..quad.clone()
            }),
            rdf::PREDICATE | rdf::OBJECT => {}
            predicate if is_statement(predicate, &quad.object) => {}
            _ => shown.push(quad.clone()),
        }
    }
    shown
}

fn is_statement(predicate: NamedNodeRef<'_>, object: &Term) -> bool {
    predicate == rdf::TYPE && matches!(object, Term::NamedNode(node) if *node == rdf::STATEMENT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::{RdfFormat, RdfParser};

    fn quads(turtle: &str) -> Vec<Quad> {
        let text =
            format!("PREFIX rdf: <{}> BASE <http://a.org/> {turtle}", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
        let mut quads: Vec<Quad> =
            RdfParser::from_format(RdfFormat::Turtle).for_slice(&text).collect::<Result<_, _>>().unwrap();
        quads.sort_by_key(ToString::to_string);
        quads
    }

    #[test]
    fn whole_statements_become_reifiers_and_others_stay() {
        for (given, expected) in [
            (
                "<s> a rdf:Statement ; rdf:subject <a> ; rdf:predicate <p> ; rdf:object 1 ; <c> 0.5 .",
                "<s> rdf:reifies <<( <a> <p> 1 )>> ; <c> 0.5 .",
            ),
            ("<s> a rdf:Statement, <t> ; rdf:subject <a> ; rdf:predicate <p> .", ""),
            ("<s> a rdf:Statement ; rdf:subject <a>, <b> ; rdf:predicate <p> ; rdf:object 1 .", ""),
            ("<s> rdf:subject <a> ; rdf:predicate <p> ; rdf:object 1 .", ""),
            ("<s> a rdf:Statement ; rdf:subject 1 ; rdf:predicate <p> ; rdf:object 1 .", ""),
        ] {
            let mut got = reified(&quads(given));
            got.sort_by_key(ToString::to_string);
            assert_eq!(got, quads(if expected.is_empty() { given } else { expected }), "{given}");
        }
    }
}
