//! Does everything rest on a stretch of text of its own article? That there is one at all is said by the shapes; here,
//! that it is the right one, and that a relation which is stated directly is also stated with its evidence.

use std::collections::{BTreeSet, HashSet};

use oxigraph::model::{NamedNodeRef, Term};

use super::facts::{Facts, name, short, short_iri};
use super::{Check, Findings, is_file, texts};
use crate::ontology::{Property, Status, gaf, ng, org, rdf};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let named = !is_file(facts.graph);
    for (node, quads) in facts.subjects() {
        let denoted: BTreeSet<&str> = facts.nodes(node, gaf::DENOTED_BY).collect();
        for mention in &denoted {
            match texts::span(mention) {
                Some((article, ..)) if named && article != facts.graph.as_str() => {
                    let what = format!("gaf:denotedBy <{mention}>, which is in another article");
                    findings.add(Check::Evidence, node, what, "evidence lies in the text of the graph's own article");
                }
                Some(_) if !facts.describes(mention) => {
                    let what = format!("gaf:denotedBy <{mention}>, which is not described");
                    findings.add(Check::Evidence, node, what, "describe the stretch of text: begin, end, words");
                }
                Some(_) => {}
                None => {
                    let what = format!("gaf:denotedBy <{mention}>, which is no stretch of a text");
                    findings.add(Check::Evidence, node, what, "name it ARTICLE#char=BEGIN,END");
                }
            }
        }
        for property in [ng::TRIGGER, ng::SOURCE_SPAN, ng::CUE_SPAN, ng::CONTENT_SPAN] {
            for span in quads.iter().filter(|q| q.predicate == property).filter_map(|q| name(&q.object)) {
                if !denoted.contains(span) {
                    let what = format!("{} <{span}>, which is no gaf:denotedBy of it", short_iri(property.as_str()));
                    findings.add(Check::Evidence, node, what, "say gaf:denotedBy of the same stretch of text");
                }
            }
        }
    }
    check_relations(facts, findings);
}

/// Each direct triple of a relation has an `rdf:Statement` that holds, and each such statement its direct triple.
fn check_relations(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut stated: HashSet<(&str, &str, &Term)> = HashSet::new();
    let mut inverses: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    let statements = facts.subjects().filter(|(node, _)| facts.has_type(node, rdf::STATEMENT));
    let mut missing = Vec::new();
    for (node, _) in statements {
        let subject = facts.nodes(node, rdf::SUBJECT).next();
        let predicate = facts.nodes(node, rdf::PREDICATE).next();
        let object = facts.values(node, rdf::OBJECT).next();
        let (Some(subject), Some(predicate), Some(object)) = (subject, predicate, object) else { continue };
        let holds = [Status::Current, Status::Acting]
            .iter()
            .any(|s| facts.nodes(node, ng::STATUS).any(|v| v == s.iri().as_str()));
        if !holds {
            continue;
        }
        stated.insert((subject, predicate, object));
        let property = Property::ALL.iter().find(|p| p.iri().as_str() == predicate);
        if let (Some(inverse), Some(object)) = (property.and_then(|p| p.inverse()), name(object)) {
            inverses.insert((object, inverse.as_str(), subject));
        }
        if !facts.of(subject).iter().any(|q| q.predicate.as_str() == predicate && q.object == *object) {
            missing.push((
                node,
                format!("{} {} {} is not stated", short_iri(subject), short_iri(predicate), short(object)),
            ));
        }
    }
    for (node, what) in missing {
        findings.add(
            Check::Evidence,
            node,
            what,
            "state the triple of a relation that holds, or give it another ng:status",
        );
    }
    let relations: BTreeSet<&str> =
        Property::ALL.iter().flat_map(|p| [Some(p.iri()), p.inverse()]).flatten().map(NamedNodeRef::as_str).collect();
    for (node, quads) in facts.subjects().filter(|(node, _)| !facts.has_type(node, org::MEMBERSHIP)) {
        for quad in quads.iter().filter(|q| relations.contains(q.predicate.as_str())) {
            let predicate = quad.predicate.as_str();
            let inverse = name(&quad.object).is_some_and(|object| inverses.contains(&(node, predicate, object)));
            if !inverse && !stated.contains(&(node, predicate, &quad.object)) {
                let what = format!("{} {} has no rdf:Statement that holds", short_iri(predicate), short(&quad.object));
                findings.add(
                    Check::Evidence,
                    node,
                    what,
                    "add an rdf:Statement with gaf:denotedBy, or leave the triple out",
                );
            }
        }
    }
}
