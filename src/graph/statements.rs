//! Relations: the direct triple for easy queries, and beside it the statement with evidence and confidence; posts as
//! memberships of the organization ontology.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, Term};

use super::builder::{Builder, english, probability, typed};
use super::claims::Claims;
use crate::annotate::Annotations;
use crate::annotate::relations::{Object, Relation};
use crate::ontology::{Property, Status, ng, org, rdf, schema, xsd};

pub(super) fn write(builder: &mut Builder<'_>, layers: &Annotations, claims: &Claims) {
    let mut at: BTreeMap<usize, usize> = BTreeMap::new();
    for relation in &layers.relations {
        let begin = relation.evidence.start;
        let before = at.entry(begin).or_default();
        *before += 1;
        let suffix = if *before > 1 { format!("-{before}") } else { String::new() };
        let name = |kind: &str| {
            let scoped = builder.names.scoped(kind, begin);
            NamedNode::new_unchecked(format!("{scoped}{suffix}"))
        };
        let (statement, post) = (name("statement"), name("post"));
        write_relation(builder, layers, relation, &statement, &post);
        claims.attribute_span(builder, layers, relation.evidence, &statement);
    }
}

/// Entities that stand in a relation: the graph must hold them.
pub(super) fn entities(layers: &Annotations) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for relation in &layers.relations {
        found.insert(relation.subject);
        match relation.object {
            Object::Entity(e) => found.extend([e]),
            Object::Post { organization, .. } => found.extend(organization),
            Object::Integer(_) => {}
        }
    }
    found
}

fn write_relation(
    builder: &mut Builder<'_>,
    layers: &Annotations,
    relation: &Relation,
    statement: &NamedNode,
    post: &NamedNode,
) {
    let entity = |builder: &Builder<'_>, e: usize| NamedNode::new_unchecked(builder.names.entity(layers, e));
    let subject = entity(builder, relation.subject);
    let object: Term = match &relation.object {
        Object::Entity(e) => entity(builder, *e).into(),
        Object::Integer(n) => typed(n.to_string(), xsd::INTEGER).into(),
        Object::Post { title, .. } => english(title).into(),
    };
    // What is over, or has not begun, is told by the statement and its status alone.
    if matches!(relation.status, Status::Current | Status::Acting) {
        builder.add(&subject, relation.property.iri(), object.clone());
        if let (Some(inverse), Term::NamedNode(other)) = (relation.property.inverse(), &object) {
            builder.add(other, inverse, subject.clone());
        }
    }
    builder.add(statement, rdf::TYPE, rdf::STATEMENT);
    builder.add(statement, rdf::SUBJECT, subject.clone());
    builder.add(statement, rdf::PREDICATE, relation.property.iri());
    builder.add(statement, rdf::OBJECT, object);
    builder.add(statement, ng::STATUS, relation.status.iri());
    builder.add(statement, ng::CONFIDENCE, probability(relation.confidence));
    builder.denoted_by(statement, relation.evidence);
    if let Object::Post { title, organization } = &relation.object {
        builder.add(post, rdf::TYPE, org::MEMBERSHIP);
        builder.add(post, org::MEMBER, subject);
        if let Some(e) = organization {
            let organization = entity(builder, *e);
            builder.add(post, org::ORGANIZATION, organization);
        }
        // A role is a thing, known in the graph by its name: the same post of two people is one role.
        let slug = super::names::slug(title);
        if !slug.is_empty() {
            let role = NamedNode::new_unchecked(builder.names.shared(&format!("role/{slug}")));
            builder.add(post, org::ROLE, role.clone());
            builder.add(&role, rdf::TYPE, org::ROLE_CLASS);
            builder.add(&role, schema::NAME, english(&title.to_lowercase()));
        }
        builder.add(post, ng::STATUS, relation.status.iri());
        builder.add(post, ng::CONFIDENCE, probability(relation.confidence));
        builder.denoted_by(post, relation.evidence);
    }
    debug_assert!(relation.property != Property::JobTitle || matches!(relation.object, Object::Post { .. }));
}
