//! The shapes of `ontology/shapes.ttl`, read and held against a graph.
//!
//! This is the part of SHACL Core in which that file is written, and no more: targets by class, by subjects and by
//! objects; paths of one predicate; and the constraints of [`Constraint`]. A shape that needs more is an error of the
//! reader, so that nothing is passed over. `.ci/shapes.py` holds the same graphs to the same file with pySHACL.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term};
use oxsdatatypes::Decimal;
use regex::Regex;

use super::facts::{Facts, name, short, short_iri, subject};
use super::{Check, Findings, literals, terms};
use crate::ontology::{SHAPES, gaf, rdf, xsd};

const SH: &str = "http://www.w3.org/ns/shacl#";

/// Why the shapes cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum ShapesError {
    /// They are no Turtle.
    #[error("the shapes are no Turtle: {0}")]
    Turtle(String),
    /// They use a part of SHACL that is not read here.
    #[error("{node}: {term} is not read; src/verify/shapes.rs says what is")]
    Unread {
        /// The shape.
        node: String,
        /// What it uses.
        term: String,
    },
}

/// One demand on a value, or on the values of a property together.
enum Constraint {
    MinCount(usize),
    MaxCount(usize),
    Datatype(NamedNode),
    Class(String),
    Iri,
    In(Vec<Term>),
    HasValue(Term),
    Pattern(Regex),
    MinLength(usize),
    MinInclusive(Decimal),
    MaxInclusive(Decimal),
    LessThan(NamedNode),
    LessThanOrEquals(NamedNode),
    UniqueLang,
    /// One of these, each a list of demands on the value.
    Or(Vec<Vec<Constraint>>),
    /// The demands of another shape on the value.
    Node(String),
}

/// What the values of a property must be.
struct PropertyShape {
    path: NamedNode,
    message: String,
    constraints: Vec<Constraint>,
}

/// What nodes must be.
#[derive(Default)]
struct Shape {
    classes: Vec<String>,
    subjects_of: Vec<String>,
    objects_of: Vec<String>,
    message: String,
    constraints: Vec<Constraint>,
    properties: Vec<PropertyShape>,
}

/// All shapes by name.
struct Shapes(BTreeMap<String, Shape>);

static OURS: LazyLock<Shapes> =
    LazyLock::new(|| Shapes::read(SHAPES).expect("the shapes that ship can be read: a test reads them"));

pub(super) fn check(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    OURS.check(facts, findings);
}

/// The triples of the shapes, by subject.
struct Source(BTreeMap<String, Vec<Quad>>);

impl Source {
    fn of(&self, node: &str) -> &[Quad] {
        self.0.get(node).map_or(&[], Vec::as_slice)
    }

    /// The members of a list.
    fn list(&self, head: &Term) -> Vec<Term> {
        let mut members = Vec::new();
        let mut rest = name(head);
        while let Some(cell) = rest.filter(|cell| *cell != rdf::NIL.as_str()) {
            let value = |property| self.of(cell).iter().find(|q| q.predicate == property).map(|q| &q.object);
            members.extend(value(rdf::FIRST).cloned());
            rest = value(rdf::REST).and_then(name);
        }
        members
    }
}

impl Shapes {
    fn read(text: &str) -> Result<Self, ShapesError> {
        let mut source = Source(BTreeMap::new());
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text) {
            let quad = quad.map_err(|e| ShapesError::Turtle(e.to_string()))?;
            source.0.entry(subject(&quad).to_owned()).or_default().push(quad);
        }
        let mut shapes = BTreeMap::new();
        let node_shape = Term::from(NamedNode::new_unchecked(format!("{SH}NodeShape")));
        for (node, quads) in &source.0 {
            if quads.iter().any(|q| q.predicate == rdf::TYPE && q.object == node_shape) {
                shapes.insert(node.clone(), read_shape(&source, node)?);
            }
        }
        Ok(Self(shapes))
    }

    fn check(&self, facts: &Facts<'_>, findings: &mut Findings<'_>) {
        let mut objects: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for quad in facts.subjects().flat_map(|(_, quads)| quads.iter()) {
            if let Some(object) = name(&quad.object) {
                objects.entry(quad.predicate.as_str()).or_default().insert(object);
            }
        }
        for shape in self.0.values() {
            let mut targets: BTreeSet<&str> = BTreeSet::new();
            for (node, quads) in facts.subjects() {
                let said = quads.iter().any(|q| shape.subjects_of.iter().any(|p| p == q.predicate.as_str()));
                if said || shape.classes.iter().any(|class| is_a(facts, node, class)) {
                    targets.insert(node);
                }
            }
            targets.extend(shape.objects_of.iter().filter_map(|p| objects.get(p.as_str())).flatten());
            for node in targets {
                self.check_node(shape, facts, node, findings);
            }
        }
    }

    fn check_node(&self, shape: &Shape, facts: &Facts<'_>, node: &str, findings: &mut Findings<'_>) {
        let term = node_term(facts, node);
        let on_node = (facts, node);
        if shape.constraints.iter().any(|c| !self.holds(c, on_node, None, &[&term])) {
            findings.add(Check::Shapes, node, "it is not as its kind must be", shape.message.clone());
        }
        for property in &shape.properties {
            let values: Vec<&Term> = facts.values(node, property.path.as_ref()).collect();
            let Some(broken) = property.constraints.iter().find(|c| !self.holds(c, on_node, Some(property), &values))
            else {
                continue;
            };
            let check = if property.path == gaf::DENOTED_BY { Check::Evidence } else { Check::Shapes };
            let what = format!("{}: {}", short_iri(property.path.as_str()), self.problem(broken, on_node, &values));
            findings.add(check, node, what, format!("it must have {}", property.message));
        }
    }

    /// Whether a node meets all demands of a shape.
    fn conforms(&self, shape: &Shape, facts: &Facts<'_>, node: &Term) -> bool {
        let Some(of) = name(node) else { return shape.properties.is_empty() && shape.constraints.is_empty() };
        shape.constraints.iter().all(|c| self.holds(c, (facts, of), None, &[node]))
            && shape.properties.iter().all(|property| {
                let values: Vec<&Term> = facts.values(of, property.path.as_ref()).collect();
                property.constraints.iter().all(|c| self.holds(c, (facts, of), Some(property), &values))
            })
    }

    fn holds(
        &self,
        constraint: &Constraint,
        (facts, node): (&Facts<'_>, &str),
        property: Option<&PropertyShape>,
        values: &[&Term],
    ) -> bool {
        match constraint {
            Constraint::MinCount(least) => values.len() >= *least,
            Constraint::MaxCount(_) | Constraint::UniqueLang if facts.is_shared(node) => true,
            Constraint::MaxCount(most) => values.len() <= *most,
            Constraint::HasValue(wanted) => values.contains(&wanted),
            Constraint::UniqueLang => {
                let languages: Vec<&str> = values
                    .iter()
                    .filter_map(|value| match value {
                        Term::Literal(literal) => literal.language(),
                        _ => None,
                    })
                    .collect();
                languages.iter().collect::<BTreeSet<_>>().len() == languages.len()
            }
            Constraint::LessThan(other) | Constraint::LessThanOrEquals(other) => {
                let strictly = matches!(constraint, Constraint::LessThan(_));
                property.is_none()
                    || values.iter().all(|value| {
                        facts.values(node, other.as_ref()).all(|bound| match (decimal(value), decimal(bound)) {
                            (Some(value), Some(bound)) => value < bound || (!strictly && value == bound),
                            _ => false,
                        })
                    })
            }
            _ => values.iter().all(|value| self.fits(constraint, facts, value)),
        }
    }

    /// Whether one value meets a demand on values.
    fn fits(&self, constraint: &Constraint, facts: &Facts<'_>, value: &Term) -> bool {
        match constraint {
            Constraint::Datatype(datatype) => matches!(value, Term::Literal(literal)
                if literal.datatype() == datatype.as_ref() && (outside_sparql(datatype) || literals::is_valid(literal.as_ref()))),
            Constraint::Class(class) => name(value).is_some_and(|node| is_a(facts, node, class)),
            Constraint::Iri => matches!(value, Term::NamedNode(_)),
            Constraint::In(allowed) => allowed.contains(value),
            Constraint::Pattern(pattern) => pattern.is_match(text(value)),
            Constraint::MinLength(least) => text(value).chars().count() >= *least,
            Constraint::MinInclusive(least) => decimal(value).is_some_and(|value| value >= *least),
            Constraint::MaxInclusive(most) => decimal(value).is_some_and(|value| value <= *most),
            Constraint::Or(choices) => {
                choices.iter().any(|choice| choice.iter().all(|constraint| self.fits(constraint, facts, value)))
            }
            Constraint::Node(shape) => self.0.get(shape).is_some_and(|shape| self.conforms(shape, facts, value)),
            Constraint::MinCount(_)
            | Constraint::MaxCount(_)
            | Constraint::HasValue(_)
            | Constraint::UniqueLang
            | Constraint::LessThan(_)
            | Constraint::LessThanOrEquals(_) => true,
        }
    }

    /// What is wrong, in words.
    fn problem(&self, constraint: &Constraint, (facts, node): (&Facts<'_>, &str), values: &[&Term]) -> String {
        match constraint {
            Constraint::MinCount(_) if values.is_empty() => "there is none".to_owned(),
            Constraint::MinCount(_) | Constraint::MaxCount(_) => format!("there are {}", values.len()),
            Constraint::UniqueLang => "there are two in one language".to_owned(),
            Constraint::HasValue(wanted) => format!("{} is not among them", short(wanted)),
            Constraint::LessThan(other) | Constraint::LessThanOrEquals(other) => {
                let value = values.first().map(|value| short(value)).unwrap_or_default();
                let bound = facts.values(node, other.as_ref()).next().map(short).unwrap_or_default();
                format!("{value}, and {} is {bound}", short_iri(other.as_str()))
            }
            _ => {
                let bad = values.iter().find(|value| !self.fits(constraint, facts, value));
                bad.map(|value| short(value)).unwrap_or_default()
            }
        }
    }
}

fn read_shape(source: &Source, node: &str) -> Result<Shape, ShapesError> {
    let mut shape = Shape::default();
    for quad in source.of(node) {
        let object = name(&quad.object).unwrap_or_default();
        match quad.predicate.as_str().strip_prefix(SH) {
            Some("targetClass") => shape.classes.push(object.to_owned()),
            Some("targetSubjectsOf") => shape.subjects_of.push(object.to_owned()),
            Some("targetObjectsOf") => shape.objects_of.push(object.to_owned()),
            Some("property") => shape.properties.push(read_property(source, object)?),
            Some("message") => text(&quad.object).clone_into(&mut shape.message),
            Some(_) => shape.constraints.push(read_constraint(source, node, quad)?),
            None => {}
        }
    }
    Ok(shape)
}

fn read_property(source: &Source, node: &str) -> Result<PropertyShape, ShapesError> {
    let (mut path, mut message, mut constraints) = (None, String::new(), Vec::new());
    for quad in source.of(node) {
        match (quad.predicate.as_str().strip_prefix(SH), &quad.object) {
            (Some("path"), Term::NamedNode(property)) => path = Some(property.clone()),
            (Some("message"), message_term) => text(message_term).clone_into(&mut message),
            _ => constraints.push(read_constraint(source, node, quad)?),
        }
    }
    let path = path.ok_or_else(|| unread(node, "sh:path that is no property"))?;
    // A number that is missing is told before one that is wrong.
    constraints.sort_by_key(|c| !matches!(c, Constraint::MinCount(_) | Constraint::MaxCount(_)));
    Ok(PropertyShape { path, message, constraints })
}

fn read_constraint(source: &Source, node: &str, quad: &Quad) -> Result<Constraint, ShapesError> {
    let term = quad.predicate.as_str();
    let value = &quad.object;
    let iri = || match value {
        Term::NamedNode(iri) => Ok(iri.clone()),
        _ => Err(unread(node, term)),
    };
    let count = || text(value).parse().map_err(|_| unread(node, term));
    let number = || decimal(value).ok_or_else(|| unread(node, term));
    Ok(match term.strip_prefix(SH) {
        Some("minCount") => Constraint::MinCount(count()?),
        Some("maxCount") => Constraint::MaxCount(count()?),
        Some("datatype") => Constraint::Datatype(iri()?),
        Some("class") => Constraint::Class(iri()?.into_string()),
        Some("nodeKind") if iri()?.as_str() == format!("{SH}IRI") => Constraint::Iri,
        Some("in") => Constraint::In(source.list(value)),
        Some("hasValue") => Constraint::HasValue(value.clone()),
        Some("pattern") => Constraint::Pattern(Regex::new(text(value)).map_err(|_| unread(node, term))?),
        Some("minLength") => Constraint::MinLength(count()?),
        Some("minInclusive") => Constraint::MinInclusive(number()?),
        Some("maxInclusive") => Constraint::MaxInclusive(number()?),
        Some("lessThan") => Constraint::LessThan(iri()?),
        Some("lessThanOrEquals") => Constraint::LessThanOrEquals(iri()?),
        Some("uniqueLang") if text(value) == "true" => Constraint::UniqueLang,
        Some("node") => Constraint::Node(iri()?.into_string()),
        Some("or") => {
            let choice = |choice: &Term| -> Result<Vec<Constraint>, ShapesError> {
                let node = name(choice).unwrap_or_default();
                source.of(node).iter().map(|quad| read_constraint(source, node, quad)).collect()
            };
            Constraint::Or(source.list(value).iter().map(choice).collect::<Result<_, _>>()?)
        }
        _ => return Err(unread(node, term)),
    })
}

/// Whether SPARQL, and so SHACL, looks at no more than the name of a datatype.
fn outside_sparql(datatype: &NamedNode) -> bool {
    !datatype.as_str().starts_with(xsd::NAMESPACE)
}

fn unread(node: &str, term: &str) -> ShapesError {
    ShapesError::Unread { node: node.to_owned(), term: term.to_owned() }
}

/// Whether a node is of a class, or of one below it by the ontology.
fn is_a(facts: &Facts<'_>, node: &str, class: &str) -> bool {
    facts
        .nodes(node, rdf::TYPE)
        .any(|of| of == class || terms::ABOVE.get(of).is_some_and(|above| above.contains(class)))
}

/// The node as a term: an IRI, unless the graph describes a blank node of that name.
fn node_term(facts: &Facts<'_>, node: &str) -> Term {
    match facts.of(node).first() {
        Some(quad) => quad.subject.clone().into(),
        None => NamedNodeRef::new_unchecked(node).into_owned().into(),
    }
}

fn text(term: &Term) -> &str {
    match term {
        Term::NamedNode(node) => node.as_str(),
        Term::BlankNode(_) | Term::Triple(_) => "",
        Term::Literal(literal) => literal.value(),
    }
}

fn decimal(term: &Term) -> Option<Decimal> {
    match term {
        Term::Literal(literal) => literals::number(literal.as_ref()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_can_be_read_to_the_last_term() {
        let shapes = Shapes::read(SHAPES).unwrap();
        assert!(shapes.0.len() > 20, "only {}", shapes.0.len());
        for (name, shape) in &shapes.0 {
            assert!(!shape.constraints.is_empty() || !shape.properties.is_empty(), "{name} demands nothing");
            assert!(
                shape.constraints.is_empty() || shape.constraints.len() == 1 || !shape.message.is_empty(),
                "{name}"
            );
            for property in &shape.properties {
                assert!(!property.constraints.is_empty() && !property.message.is_empty(), "{name} {}", property.path);
            }
        }
    }

    #[test]
    fn what_is_not_read_is_an_error() {
        let head = "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://e.org/s> a sh:NodeShape ;";
        for (rest, term) in [
            ("sh:closed true .", "closed"),
            ("sh:property [ sh:path ( <http://e.org/p> <http://e.org/q> ) ; sh:minCount 1 ] .", "path"),
            ("sh:property [ sh:path <http://e.org/p> ; sh:minCount 1 ; sh:severity sh:Warning ] .", "severity"),
            ("sh:nodeKind sh:Literal .", "nodeKind"),
            ("sh:not [ sh:class <http://e.org/c> ] .", "not"),
        ] {
            let Err(error) = Shapes::read(&format!("{head} {rest}")) else { panic!("{rest} is read") };
            assert!(error.to_string().contains(term), "{error}");
        }
    }
}
