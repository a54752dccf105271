//! Counted people: how many, of which nation or body, parts of whom, which share of whom; and sums of money.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{Literal, NamedNode};

use super::builder::{Builder, english, typed};
use crate::annotate::Annotations;
use crate::annotate::entities::Entity;
use crate::annotate::nominals::Share;
use crate::annotate::quantities::Quantity;
use crate::ontology::{CountQualifier, EntityType, ng, rdf, schema, xsd};

/// The largest number of people that is taken for one: more have never lived.
const MOST_PEOPLE: f64 = 1e12;

/// Entities that a breakdown or a share speaks of: the graph must hold them.
pub(super) fn entities(layers: &Annotations) -> BTreeSet<usize> {
    let parts = layers.breakdowns.iter().flat_map(|b| [b.whole, b.part]);
    let shares = layers.shares.iter().flat_map(|s| s.group.into_iter().chain(s.whole));
    parts.chain(shares).collect()
}

/// What is said of all groups together: breakdowns and shares; and the sums of money.
pub(super) fn write_all(builder: &mut Builder<'_>, layers: &Annotations) {
    for breakdown in &layers.breakdowns {
        let [part, whole] =
            [breakdown.part, breakdown.whole].map(|e| NamedNode::new_unchecked(builder.names.entity(layers, e)));
        builder.add(&part, ng::PART_OF, whole);
    }
    for share in &layers.shares {
        write_share(builder, layers, share);
    }
    let at_word: BTreeMap<usize, usize> =
        layers.events.iter().enumerate().flat_map(|(e, event)| event.trigger.iter().map(move |&w| (w, e))).collect();
    for quantity in &layers.quantities {
        write_money(builder, layers, quantity, &at_word);
    }
}

/// The count of a group and what its members are.
pub(super) fn write(builder: &mut Builder<'_>, layers: &Annotations, entity: &Entity, node: &NamedNode) {
    let Some(group) = &entity.group else { return };
    if let Some(member) = &group.member_type {
        builder.add(node, ng::MEMBER_TYPE, english(member));
    }
    for (property, entities) in [(ng::NATIONALITY, &group.nationality), (ng::AFFILIATION, &group.affiliation)] {
        for &e in entities {
            let other = NamedNode::new_unchecked(builder.names.entity(layers, e));
            builder.add(node, property, other);
        }
    }
    let Some((count, least, most, qualifier)) = group.count(&layers.quantities) else { return };
    // People come in whole numbers; anything else was misread.
    let people = |n: f64| n.fract() == 0.0 && (0.0..MOST_PEOPLE).contains(&n);
    if !people(count) || [least, most].into_iter().flatten().any(|bound| !people(bound)) {
        return;
    }
    let range = group.quantity.is_some_and(|q| layers.quantities[q].value_max.is_some());
    // "30 to 40": no one number is said.
    if !range {
        builder.add(node, ng::COUNT, integer(count));
    }
    let qualifier = if range && qualifier == CountQualifier::Exactly { CountQualifier::About } else { qualifier };
    builder.add(node, ng::COUNT_QUALIFIER, qualifier.iri());
    for (property, bound) in [(ng::COUNT_MIN, least), (ng::COUNT_MAX, most)] {
        if let Some(bound) = bound {
            builder.add(node, property, integer(bound));
        }
    }
}

/// "About 80 percent of the town's population": on the group that it is, or on one of its own.
fn write_share(builder: &mut Builder<'_>, layers: &Annotations, share: &Share) {
    let quantity = &layers.quantities[share.quantity];
    let whole = if let Some(e) = share.whole {
        NamedNode::new_unchecked(builder.names.entity(layers, e))
    } else {
        let span = layers.syntax.span(share.of.clone());
        let node = NamedNode::new_unchecked(builder.names.scoped("group", span.start));
        builder.denoted_by(&node, span);
        builder.label(&node, span);
        builder.add(&node, rdf::TYPE, EntityType::Group.iri());
        let noun = &layers.syntax.words()[share.of.end - 1].lemma;
        builder.add(&node, ng::MEMBER_TYPE, english(noun));
        node
    };
    let node = if let Some(e) = share.group {
        NamedNode::new_unchecked(builder.names.entity(layers, e))
    } else {
        let node = NamedNode::new_unchecked(builder.names.scoped("group", quantity.span.start));
        builder.add(&node, rdf::TYPE, EntityType::Group.iri());
        let span = quantity.span.cover(layers.syntax.span(share.of.clone()));
        builder.denoted_by(&node, span);
        builder.label(&node, span);
        builder.add(&node, ng::COUNT_QUALIFIER, quantity.qualifier.iri());
        node
    };
    let own = share.group.and_then(|e| layers.entities[e].group.as_ref()?.quantity) == Some(share.quantity);
    if own {
        builder.add(&node, ng::COUNT_QUALIFIER, quantity.qualifier.iri());
    }
    if let Some(percentage) = quantity.percentage() {
        builder.add(&node, ng::PERCENTAGE, decimal(percentage));
    }
    builder.add(&node, ng::PART_OF, whole);
}

/// A sum with its currency, and the events that are about it.
fn write_money(builder: &mut Builder<'_>, layers: &Annotations, quantity: &Quantity, events: &BTreeMap<usize, usize>) {
    let currency = |unit: &str| unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase());
    let Some(unit) = quantity.unit.as_deref().filter(|u| currency(u)) else { return };
    if !quantity.value.is_finite() {
        return;
    }
    let node = NamedNode::new_unchecked(builder.names.scoped("amount", quantity.span.start));
    builder.add(&node, rdf::TYPE, schema::MONETARY_AMOUNT);
    builder.add(&node, schema::CURRENCY, Literal::from(unit));
    match (quantity.value_max, quantity.qualifier) {
        (Some(most), _) => {
            builder.add(&node, schema::MIN_VALUE, decimal(quantity.value));
            builder.add(&node, schema::MAX_VALUE, decimal(most));
        }
        (None, CountQualifier::AtLeast | CountQualifier::MoreThan) => {
            builder.add(&node, schema::VALUE, decimal(quantity.value));
            builder.add(&node, schema::MIN_VALUE, decimal(quantity.value));
        }
        (None, CountQualifier::AtMost | CountQualifier::LessThan | CountQualifier::Nearly) => {
            builder.add(&node, schema::VALUE, decimal(quantity.value));
            builder.add(&node, schema::MAX_VALUE, decimal(quantity.value));
        }
        (None, _) => builder.add(&node, schema::VALUE, decimal(quantity.value)),
    }
    builder.denoted_by(&node, quantity.span);
    builder.label(&node, quantity.span);
    // The sum belongs to the nearest event above it in its clause.
    let event = layers.syntax.ancestors(quantity.words.start).take(3).find_map(|word| events.get(&word).copied());
    if let Some(event) = event {
        let event = super::events::node(builder, layers, &layers.events[event]);
        builder.add(&event, schema::AMOUNT, node);
    }
}

fn integer(value: f64) -> Literal {
    typed(format!("{value:.0}"), xsd::INTEGER)
}

/// A number without exponent, as `xsd:decimal` wants it.
fn decimal(value: f64) -> Literal {
    typed(format!("{value}"), xsd::DECIMAL)
}
