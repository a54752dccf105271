//! Parents, children, spouses, brothers and sisters.

use super::descriptions::Description;
use super::nouns::{self, Kind};
use super::scene::{Scene, Slot};
use super::{Found, Object, Relation};
use crate::annotate::mentions::MentionKind;
use crate::ontology::{EntityType, Property, Status};
use crate::text::Span;

/// What a description says of kin: "Jane, the mother of John", "his wife Jane".
pub(super) fn relations(scene: &Scene<'_>, description: &Description, found: &mut Found) {
    let Some(kind) = description.kind.filter(|k| k.is_kin()) else { return };
    // "they have two children, John and Jane".
    if let Some(verb) = scene.word(description.noun).head.filter(|&h| scene.word(h).lemma == "have")
        && !description.arguments.iter().any(|a| a.slot == Slot::Possessor)
        && kind == Kind::Child
        && let Some(subject) = super::verbs::subject(scene, verb)
    {
        for word in scene.with_conjuncts(subject) {
            if let Some(parent) = scene.own_entity(word) {
                let evidence = description.evidence(scene, word);
                add(kind, description.entity, parent, evidence, 0.8, Status::Current, found);
            }
        }
    }
    for argument in &description.arguments {
        let of = match &argument.slot {
            Slot::Possessor => true,
            Slot::After(p) => p == "of" || p == "to",
            Slot::Before => false,
        };
        if of && argument.depth == 0 && scene.kind(argument.entity) == EntityType::Person {
            let evidence = description.evidence(scene, argument.word);
            let status = if kind == Kind::Spouse { description.status } else { Status::Current };
            add(kind, description.entity, argument.entity, evidence, description.confidence(), status, found);
        }
    }
}

/// Kin without a name: "her brother". They are entities by their common nouns.
pub(super) fn unnamed(scene: &Scene<'_>, found: &mut Found) {
    for (i, word) in scene.syntax.words().iter().enumerate() {
        let Some(kind) = nouns::kind_of_word(&word.lemma.to_lowercase()).filter(|k| k.is_kin()) else { continue };
        if scene.described.contains_key(&i) || !word.upos.is_nominal() {
            continue;
        }
        let Some(relative) = scene.own_entity(i) else { continue };
        let nominal = scene.mention(i).is_some_and(|m| m.kind == MentionKind::Nominal);
        // "he is the son of": the subject is meant, whoever that is.
        if !nominal || scene.syntax.dependent(i, "cop").is_some() || scene.is_unreal(i) {
            continue;
        }
        for argument in scene.arguments(i) {
            let of = argument.slot == Slot::Possessor || argument.slot == Slot::After("of".into());
            if of && argument.depth == 0 && scene.kind(argument.entity) == EntityType::Person {
                let evidence = scene.cover(&[i, argument.word]);
                add(kind, relative, argument.entity, evidence, 0.8, Status::Current, found);
            }
        }
    }
}

/// `who` is the `kind` of `other`.
fn add(kind: Kind, who: usize, other: usize, evidence: Span, confidence: f32, status: Status, found: &mut Found) {
    let (subject, property, object) = match kind {
        Kind::Parent => (other, Property::Parent, who),
        Kind::Child => (who, Property::Parent, other),
        Kind::Spouse => (who, Property::Spouse, other),
        _ => (who, Property::Sibling, other),
    };
    found.add(Relation { subject, property, object: Object::Entity(object), evidence, confidence, status });
}
