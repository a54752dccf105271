//! Are the terms declared and in their places, and are the IRIs well-formed?

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use super::facts::{short, short_iri, subject};
use super::{Check, Findings};
use crate::ontology::{EventClass, ONTOLOGY, is_declared, ng, owl, rdf, rdfs};

/// What a term of the ontology is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Class,
    ObjectProperty,
    DatatypeProperty,
    AnnotationProperty,
    Other,
}

/// The terms of the ontology, and what each is.
static SORTS: LazyLock<BTreeMap<String, Sort>> = LazyLock::new(|| {
    let mut sorts = BTreeMap::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(ONTOLOGY).filter_map(Result::ok) {
        if quad.predicate != rdf::TYPE || !subject(&quad).starts_with(ng::NAMESPACE) {
            continue;
        }
        let sort = match &quad.object {
            Term::NamedNode(class) if *class == owl::CLASS => Sort::Class,
            Term::NamedNode(class) if *class == owl::OBJECT_PROPERTY => Sort::ObjectProperty,
            Term::NamedNode(class) if *class == owl::DATATYPE_PROPERTY => Sort::DatatypeProperty,
            Term::NamedNode(class) if *class == owl::ANNOTATION_PROPERTY => Sort::AnnotationProperty,
            _ => Sort::Other,
        };
        let kept = sorts.entry(subject(&quad).to_owned()).or_insert(sort);
        // A property may also be symmetric, say; that makes it no less a property.
        if *kept == Sort::Other {
            *kept = sort;
        }
    }
    sorts
});

/// Class → the classes above it, itself included, as the ontology has them; only classes that it places.
pub(super) static ABOVE: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(|| {
    let mut parents: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(ONTOLOGY).filter_map(Result::ok) {
        if let (true, Term::NamedNode(parent)) = (quad.predicate == rdfs::SUB_CLASS_OF, &quad.object) {
            parents.entry(subject(&quad).to_owned()).or_default().push(parent.as_str().to_owned());
        }
    }
    let above = |class: &String| {
        let (mut found, mut open) = (BTreeSet::new(), vec![class.clone()]);
        while let Some(class) = open.pop() {
            open.extend(parents.get(&class).into_iter().flatten().cloned());
            found.insert(class);
        }
        found
    };
    parents.keys().map(|class| (class.clone(), above(class))).collect()
});

const DECLARE: &str = "use a term that the ontology or its vocabulary has (newsgraph ontology)";

pub(super) fn check(quads: &[Quad], findings: &mut Findings<'_>) {
    let mut seen = BTreeSet::new();
    for quad in quads {
        check_iris(quad, &mut seen, findings);
        check_terms(quad, findings);
    }
}

fn check_terms(quad: &Quad, findings: &mut Findings<'_>) {
    let node = subject(quad);
    let predicate = quad.predicate.as_ref();
    let mut wrong = |what: String, advice: &str| findings.add(Check::Terms, node, what, advice);
    let sort = |term: NamedNodeRef<'_>| SORTS.get(term.as_str()).copied();
    if !is_declared(predicate) {
        wrong(format!("no vocabulary has the property {}", short_iri(predicate.as_str())), DECLARE);
    }
    match (sort(predicate), &quad.object) {
        (Some(Sort::Class | Sort::Other), _) => {
            wrong(format!("{} is no property", short_iri(predicate.as_str())), "use a property there");
        }
        (Some(Sort::ObjectProperty), Term::Literal(_)) => wrong(
            format!("{} has the literal {}", short_iri(predicate.as_str()), short(&quad.object)),
            "its values are things: give an IRI",
        ),
        (Some(Sort::DatatypeProperty), Term::NamedNode(_) | Term::BlankNode(_)) => wrong(
            format!("{} has the thing {}", short_iri(predicate.as_str()), short(&quad.object)),
            "its values are literals",
        ),
        _ => {}
    }
    match &quad.object {
        Term::Literal(literal) if !is_declared(literal.datatype()) => {
            wrong(format!("no vocabulary has the datatype {}", short_iri(literal.datatype().as_str())), DECLARE);
        }
        Term::NamedNode(value) => {
            let names_term = [rdf::TYPE, ng::EVENT_TYPE, rdf::PREDICATE].contains(&predicate);
            let shown = short_iri(value.as_str());
            if (names_term || value.as_str().starts_with(ng::NAMESPACE)) && !is_declared(value.as_ref()) {
                wrong(format!("{} {shown}: no vocabulary has that", short_iri(predicate.as_str())), DECLARE);
            } else if predicate == rdf::TYPE && sort(value.as_ref()).is_some_and(|s| s != Sort::Class) {
                wrong(format!("its type {shown} is no class"), "use a class there");
            } else if predicate == ng::EVENT_TYPE && EventClass::from_iri(value.as_ref()).is_none() {
                wrong(format!("its ng:eventType {shown} is no class of events"), "use ng:Event or a class below it");
            }
        }
        _ => {}
    }
}

/// Every IRI once, in whatever place it stands.
fn check_iris<'a>(quad: &'a Quad, seen: &mut BTreeSet<&'a str>, findings: &mut Findings<'_>) {
    let node = subject(quad);
    let mut iri = |node_iri: &'a NamedNode| {
        if !seen.insert(node_iri.as_str()) {
            return;
        }
        if let Some(why) = malformed(node_iri.as_str()) {
            findings.add(
                Check::Iris,
                node,
                format!("<{}>: {why}", node_iri.as_str()),
                "write an absolute IRI (RFC 3987)",
            );
        }
    };
    iri(&quad.predicate);
    if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
        iri(node);
    }
    if let Term::NamedNode(node) = &quad.object {
        iri(node);
    }
    if let GraphName::NamedNode(node) = &quad.graph_name {
        iri(node);
    }
    if let NamedOrBlankNode::BlankNode(_) = &quad.subject
        && seen.insert(node)
    {
        let advice = "give it an IRI: a blank node cannot be spoken of from outside";
        findings.add(Check::Iris, node, "it is a blank node", advice);
    }
}

/// Why an IRI is none, or is none that the program mints.
fn malformed(iri: &str) -> Option<String> {
    if let Err(error) = NamedNode::new(iri) {
        return Some(error.to_string());
    }
    let (path, fragment) = match iri.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (iri, None),
    };
    let (_, key) = path.rsplit_once("/article/")?;
    let hex = key.len() == 16 && key.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    // Others may well name their own things so.
    if !hex {
        return None;
    }
    let fragment = fragment?;
    let Some((kind, value)) = fragment.split_once('=') else {
        // The geometry of a place that is the article's own.
        return Some("what is in an article is named #KIND=PLACE".to_owned());
    };
    let value = value.strip_suffix("#geometry").unwrap_or(value);
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let fits = match kind {
        "char" => super::texts::span(iri).is_some(),
        "party" => value.split('-').all(number),
        "date" => value.len() >= 10 && value.bytes().all(|b| b.is_ascii_digit() || b == b'-'),
        "event" | "claim" | "statement" | "post" | "entity" | "group" | "amount" | "time" => {
            value.split(['-', '.']).all(number)
        }
        _ => return Some(format!("there is no #{kind}= in articles")),
    };
    (!fits).then(|| format!("{value:?} is no place in a text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iris_of_articles_have_a_form() {
        let article = "https://w3id.org/newsgraph/kg/article/93ab93ab93ab93ab";
        for (fragment, good) in [
            ("", true),
            ("#char=0,12", true),
            ("#char=12", false),
            ("#char=00,12", false),
            ("#event=120", true),
            ("#claim=120-2", true),
            ("#party=3-17", true),
            ("#date=2023-11-30", true),
            ("#event=", false),
            ("#event=x", false),
            ("#rumour=3", false),
            ("#x", false),
        ] {
            assert_eq!(malformed(&format!("{article}{fragment}")).is_none(), good, "{fragment}");
        }
        for (iri, good) in [
            ("https://example.org/a b", false),
            ("a/b", false),
            ("https://example.org/article/7#x", true),
            ("http://www.wikidata.org/entity/Q64", true),
        ] {
            assert_eq!(malformed(iri).is_none(), good, "{iri}");
        }
    }

    #[test]
    fn classes_lie_below_others() {
        let above = &ABOVE[&format!("{}Shooting", ng::NAMESPACE)];
        for class in ["Shooting", "Attack", "Conflict", "Event"] {
            assert!(above.contains(&format!("{}{class}", ng::NAMESPACE)), "{class}");
        }
        assert!(above.contains("http://semanticweb.cs.vu.nl/2009/11/sem/Event") && above.len() == 5);
    }
}
