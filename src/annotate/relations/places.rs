//! Places in places: "Paris, France", "a town in northern Syria", "the German city of Cologne".

use super::descriptions::Description;
use super::nouns::Kind;
use super::scene::{Scene, Slot};
use super::{Found, Object, Relation};
use crate::annotate::mentions::MentionKind;
use crate::ontology::{EntityType, Property, Status, Subtype};

/// What a description says of a place.
pub(super) fn described(scene: &Scene<'_>, description: &Description, found: &mut Found) {
    if scene.kind(description.entity) != EntityType::Place || description.kind != Some(Kind::Place) {
        return;
    }
    for argument in description.arguments.iter().filter(|a| scene.kind(a.entity) == EntityType::Place) {
        let inside = match &argument.slot {
            Slot::Possessor | Slot::Before => true,
            Slot::After(p) => matches!(p.as_str(), "of" | "in" | "on" | "within"),
        };
        if inside && argument.depth < 2 && larger(scene, description.entity, argument.entity) {
            let evidence = description.evidence(scene, argument.word);
            add(description.entity, argument.entity, evidence, 0.95 * description.confidence(), found);
        }
    }
}

/// Two names of places side by side.
pub(super) fn beside_names(scene: &Scene<'_>, found: &mut Found) {
    let place =
        |m: &&crate::annotate::mentions::Mention| m.entity_type == EntityType::Place && m.kind == MentionKind::Name;
    for mention in scene.mentions.iter().filter(place) {
        let i = mention.words.start;
        let Some(inner) = scene.own_entity(i) else { continue };
        let end = mention.words.end;
        let words = scene.syntax.words();
        let sentence = &scene.syntax.sentences()[scene.word(i).sentence].words;
        // "Paris, France": the second is a country or a part of one, and no list goes on.
        if end + 1 < sentence.end && scene.form(end) == "," && scene.is_name(end + 1) && !scene.is_demonym(end + 1) {
            let next = end + 1;
            let after = scene.range(next).end;
            let list = (after + 1 < sentence.end && matches!(scene.form(after), "and" | "or" | "&"))
                || (after + 2 < sentence.end
                    && scene.form(after) == ","
                    && matches!(scene.form(after + 1), "and" | "or"))
                || i > sentence.start + 1 && scene.form(i - 1) == "," && scene.is_name(i - 2) && !list_break(scene, i);
            let wide = scene.own_entity(next).filter(|&e| {
                scene.kind(e) == EntityType::Place
                    && is_area(scene, e)
                    && larger(scene, inner, e)
                    && !is_country(scene, inner)
            });
            if let Some(outer) = wide.filter(|_| !list && words[next].sentence == words[i].sentence) {
                add(inner, outer, scene.cover(&[i, next]), 0.9, found);
            }
        }
        for argument in scene.arguments(i).into_iter().filter(|a| a.depth == 0) {
            let confidence = match &argument.slot {
                Slot::After(p) if matches!(p.as_str(), "in") => 0.8,
                Slot::After(p) if p == "of" => 0.7,
                Slot::Possessor => 0.8,
                Slot::Before => 0.75,
                Slot::After(_) => continue,
            };
            if scene.kind(argument.entity) == EntityType::Place && larger(scene, inner, argument.entity) {
                add(inner, argument.entity, scene.cover(&[i, argument.word]), confidence, found);
            }
        }
    }
}

/// Who lives or was born in "Paris, Texas" lives or was born in Texas; so with the seats of bodies.
pub(super) fn widen(scene: &Scene<'_>, found: &mut Found) {
    let mut wider = Vec::new();
    for relation in found.relations.values() {
        let Object::Entity(place) = relation.object else { continue };
        let local = matches!(relation.property, Property::Location | Property::HomeLocation | Property::BirthPlace);
        if !local || scene.kind(place) != EntityType::Place {
            continue;
        }
        let inside = |m: &&usize| relation.evidence.contains(scene.mentions[**m].span);
        let Some(&last) = scene.entities[place].mentions.iter().rfind(inside) else { continue };
        let mut confidence = relation.confidence;
        let mut at = last;
        while let Some(next) = next_in_address(scene, at) {
            confidence *= 0.95;
            let evidence = relation.evidence.cover(scene.mentions[next].span);
            let Some(entity) = scene.own_entity(scene.mentions[next].words.start) else { break };
            wider.push(Relation { object: Object::Entity(entity), evidence, confidence, ..relation.clone() });
            at = next;
        }
    }
    wider.into_iter().for_each(|r| found.add(r));
}

/// "Texas" after "Paris" in "Paris, Texas": the place after a comma, where no list goes on with "and".
fn next_in_address(scene: &Scene<'_>, mention: usize) -> Option<usize> {
    let end = scene.mentions[mention].words.end;
    let sentence = &scene.syntax.sentences()[scene.word(end - 1).sentence].words;
    let form = |i: usize| if sentence.contains(&i) { scene.form(i) } else { "" };
    let next = scene.mentions.iter().position(|m| m.words.start == end + 1 && m.kind == MentionKind::Name)?;
    let place = scene.mentions[next].entity_type == EntityType::Place;
    let after = scene.mentions[next].words.end;
    let joins = |i: usize| matches!(form(i), "and" | "or" | "&" | "to");
    let list = joins(after) && scene.is_name(after + 1) || form(after) == "," && joins(after + 1);
    (form(end) == "," && place && !list).then_some(next)
}

/// "Paris, Texas, …": the comma before word `i` parts a place from its own area.
fn list_break(scene: &Scene<'_>, i: usize) -> bool {
    scene.own_entity(i).is_some_and(|e| is_area(scene, e))
}

fn is_area(scene: &Scene<'_>, place: usize) -> bool {
    matches!(scene.subtype(place), Some(Subtype::Country | Subtype::State | Subtype::AdministrativeArea))
}

fn is_country(scene: &Scene<'_>, place: usize) -> bool {
    scene.subtype(place) == Some(Subtype::Country)
}

/// True where a place of the one's kind can hold a place of the other's.
fn larger(scene: &Scene<'_>, inner: usize, outer: usize) -> bool {
    let size = |e: usize| match scene.subtype(e) {
        Some(Subtype::Continent) => 5,
        Some(Subtype::Country) => 4,
        Some(Subtype::State) => 3,
        Some(Subtype::AdministrativeArea) => 2,
        Some(Subtype::City) => 1,
        _ => 0,
    };
    let (inside, outside) = (size(inner), size(outer));
    outside == 0 && inside < 3 || outside > inside || inside == outside && inside == 2
}

fn add(inner: usize, outer: usize, evidence: crate::text::Span, confidence: f32, found: &mut Found) {
    found.add(Relation {
        subject: inner,
        property: Property::ContainedInPlace,
        object: Object::Entity(outer),
        evidence,
        confidence,
        status: Status::Current,
    });
}
