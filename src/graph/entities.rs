//! Entities: types, names, counts, and every mention of them.

use oxigraph::model::NamedNode;

use super::builder::{Builder, english, probability, typed};
use super::groups;
use crate::annotate::Annotations;
use crate::annotate::coreference::Gender;
use crate::annotate::entities::Entity;
use crate::annotate::linking::Link;
use crate::ontology::{EntityType, geo, ng, rdf, rdfs, schema, skos};

/// Which entities the graph holds: all that are named; unnamed ones where an event, a relation or a
/// number speaks of them.
pub(super) fn shown(layers: &Annotations) -> Vec<bool> {
    let named = |e: &Entity| e.is_named(&layers.mentions);
    let counted =
        |e: &Entity| e.group.as_ref().is_some_and(|g| g.member_type.is_some() && g.count(&layers.quantities).is_some());
    let mut shown: Vec<bool> = layers.entities.iter().map(|e| named(e) || counted(e)).collect();
    for argument in layers.events.iter().flat_map(|e| &e.arguments) {
        shown[argument.entity] = true;
    }
    let spoken_of = super::claims::entities(layers).chain(super::statements::entities(layers));
    for e in spoken_of.chain(groups::entities(layers)) {
        shown[e] = true;
    }
    for (i, entity) in layers.entities.iter().enumerate() {
        if let (true, Some(group)) = (shown[i], &entity.group) {
            group.affiliation.iter().chain(&group.nationality).for_each(|&e| shown[e] = true);
        }
    }
    shown
}

pub(super) fn write(builder: &mut Builder<'_>, layers: &Annotations, shown: &[bool]) {
    for (e, entity) in layers.entities.iter().enumerate().filter(|(e, _)| shown[*e]) {
        let node = NamedNode::new_unchecked(builder.names.entity(layers, e));
        builder.add(&node, rdf::TYPE, entity.entity_type.iri());
        if let Some(subtype) = entity.subtype {
            builder.add(&node, rdf::TYPE, subtype.iri());
        }
        builder.add(&node, rdfs::LABEL, english(&entity.label));
        for alias in &entity.aliases {
            builder.add(&node, skos::ALT_LABEL, english(alias));
        }
        builder.add(&node, ng::CONFIDENCE, probability(entity.confidence));
        if let Some(link) = &entity.link {
            write_link(builder, link, &node);
        }
        if let Some(gender) = entity.gender.filter(|_| entity.entity_type == EntityType::Person) {
            let gender = match gender {
                Gender::Female => schema::FEMALE,
                Gender::Male => schema::MALE,
            };
            builder.add(&node, schema::GENDER, gender);
        }
        for &m in &entity.mentions {
            builder.denoted_by(&node, layers.mentions[m].span);
        }
        if entity.entity_type == EntityType::Group {
            groups::write(builder, layers, entity, &node);
        }
    }
}

/// What the knowledge base calls it, and where it is. Only a sure link says that it is the same.
fn write_link(builder: &mut Builder<'_>, link: &Link, node: &NamedNode) {
    let property = if link.is_certain() { skos::EXACT_MATCH } else { skos::CLOSE_MATCH };
    for iri in link.entry.iris() {
        if let Ok(same) = NamedNode::new(iri)
            && same != *node
        {
            builder.add(node, property, same);
        }
    }
    builder.add(node, ng::LINK_CONFIDENCE, probability(link.confidence));
    if let (true, Some(at)) = (link.is_certain(), link.entry.coordinates) {
        let geometry = NamedNode::new_unchecked(format!("{}#geometry", node.as_str().trim_end_matches("#geometry")));
        builder.add(node, geo::HAS_GEOMETRY, geometry.clone());
        builder.add(&geometry, rdf::TYPE, geo::GEOMETRY);
        let wkt = format!("POINT ({} {})", at.longitude, at.latitude);
        builder.add(&geometry, geo::AS_WKT, typed(wkt, geo::WKT_LITERAL));
    }
}
