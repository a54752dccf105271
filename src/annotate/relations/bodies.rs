//! Organizations: what they are part of, where they are, who founded them.

use super::descriptions::Description;
use super::nouns::{self, Kind};
use super::scene::{Scene, Slot};
use super::{Found, Object, Relation};
use crate::annotate::mentions::MentionKind;
use crate::annotate::{demonyms, subtypes};
use crate::ontology::{EntityType, Property, Status, Subtype};

/// Probability that a party or body of state without a country is one of the country that the article is about.
const MAIN_COUNTRY: f32 = 0.75;

/// What a description says of organizations: "Acme's subsidiary Beta", "Jane Doe, the founder of Acme".
pub(super) fn described(scene: &Scene<'_>, description: &Description, found: &mut Found) {
    for argument in &description.arguments {
        let kind = scene.kind(argument.entity);
        let close = match &argument.slot {
            Slot::Possessor | Slot::Before => true,
            Slot::After(p) => p == "of" || matches!(p.as_str(), "for" | "to") && description.kind == Some(Kind::Owner),
        };
        let relation = |subject, property, object, confidence: f32| Relation {
            subject,
            property,
            object: Object::Entity(object),
            evidence: description.evidence(scene, argument.word),
            confidence: confidence * description.confidence(),
            status: description.status,
        };
        match (scene.kind(description.entity), description.kind) {
            (EntityType::Person | EntityType::Organization, Some(Kind::Founder))
                if close && kind == EntityType::Organization && argument.depth == 0 =>
            {
                found.add(Relation {
                    status: Status::Current,
                    ..relation(argument.entity, Property::Founder, description.entity, 0.95)
                });
            }
            (EntityType::Organization, Some(Kind::Part))
                if close && kind == EntityType::Organization && argument.depth == 0 =>
            {
                found.add(relation(description.entity, Property::ParentOrganization, argument.entity, 0.9));
            }
            (EntityType::Organization, Some(Kind::Owner))
                if close && kind == EntityType::Organization && argument.depth == 0 =>
            {
                found.add(relation(argument.entity, Property::ParentOrganization, description.entity, 0.9));
            }
            (EntityType::Person, Some(Kind::Alumnus))
                if kind == EntityType::Organization
                    && matches!(&argument.slot, Slot::Possessor | Slot::Before | Slot::After(_)) =>
            {
                let now = Status::Current;
                found.add(Relation {
                    status: now,
                    ..relation(description.entity, Property::AlumniOf, argument.entity, 0.9)
                });
            }
            _ => {}
        }
        // "the German carmaker Acme", "Acme, a company in Ohio".
        if scene.kind(description.entity) == EntityType::Organization
            && kind == EntityType::Place
            && scene.is_named(description.entity)
        {
            let located = match &argument.slot {
                Slot::Before | Slot::Possessor => 0.8,
                Slot::After(p) if matches!(p.as_str(), "in" | "at" | "of" | "from") => 0.75,
                Slot::After(_) => continue,
            };
            if argument.depth == 0 {
                found.add(relation(description.entity, Property::Location, argument.entity, located));
            }
        }
    }
}

/// Names of organizations and what stands right by them.
pub(super) fn beside_names(scene: &Scene<'_>, found: &mut Found) {
    for mention in scene.mentions.iter().filter(|m| m.entity_type == EntityType::Organization) {
        let i = mention.words.start;
        let at = if mention.kind == MentionKind::Name { i } else { mention.head };
        let Some(subject) = scene.own_entity(at) else { continue };
        let named = mention.kind == MentionKind::Name;
        for argument in scene.arguments(at).into_iter().filter(|a| a.depth == 0 && a.entity != subject) {
            let relation = |property, confidence| Relation {
                subject,
                property,
                object: Object::Entity(argument.entity),
                evidence: scene.cover(&[at, argument.word]),
                confidence,
                status: Status::Current,
            };
            let preposition = match &argument.slot {
                Slot::After(p) => p.as_str(),
                _ => "",
            };
            let close = preposition.is_empty() || preposition == "of";
            match scene.kind(argument.entity) {
                EntityType::Place if named && scene.subtype(argument.entity) != Some(Subtype::Continent) => {
                    if close || matches!(preposition, "in" | "at") {
                        found.add(relation(Property::Location, if close { 0.75 } else { 0.7 }));
                    }
                    if close && is_state_body(scene, subject) && is_country(scene, argument.entity) {
                        found.add(relation(Property::ParentOrganization, 0.7));
                    }
                }
                EntityType::Organization
                    if (argument.slot == Slot::Possessor || preposition == "of") && (named || is_part(scene, at)) =>
                {
                    found.add(relation(Property::ParentOrganization, if named { 0.6 } else { 0.7 }));
                    // "the Norway government's press office": of the state, too.
                    let country = argument.word.checked_sub(1).filter(|_| !scene.is_name(argument.word));
                    let country = country.and_then(|w| scene.own_entity(w)).filter(|&e| is_country(scene, e));
                    if let Some(country) = country {
                        let object = Object::Entity(country);
                        found.add(Relation { object, ..relation(Property::ParentOrganization, 0.6) });
                    }
                }
                _ => {}
            }
        }
        if named {
            place_in_name(scene, subject, at, found);
        }
    }
    of_main_country(scene, found);
}

/// "the press office of": a noun for a part of something.
fn is_part(scene: &Scene<'_>, noun: usize) -> bool {
    nouns::kind_of_word(&scene.word(noun).lemma.to_lowercase()) == Some(Kind::Part)
}

/// Ministries, parliaments, armies and the like.
fn is_state_body(scene: &Scene<'_>, organization: usize) -> bool {
    matches!(scene.subtype(organization), Some(Subtype::GovernmentOrganization | Subtype::SecurityForce))
}

fn is_country(scene: &Scene<'_>, place: usize) -> bool {
    scene.subtype(place) == Some(Subtype::Country)
}

/// "Parliament", "the Labour Party" where the text does not say whose: that of the country that the article is about.
fn of_main_country(scene: &Scene<'_>, found: &mut Found) {
    let Some(country) = scene.main_country else { return };
    for (subject, entity) in scene.entities.iter().enumerate() {
        let state = is_state_body(scene, subject);
        let party = entity.subtype == Some(Subtype::PoliticalParty);
        let placed = found.relations.values().any(|r| r.subject == subject && r.property == Property::Location);
        let Some(&first) = entity.mentions.iter().find(|&&m| scene.mentions[m].kind == MentionKind::Name) else {
            continue;
        };
        if !(state || party) || placed {
            continue;
        }
        for property in [Property::Location, Property::ParentOrganization] {
            if property == Property::Location || state {
                found.add(Relation {
                    subject,
                    property,
                    object: Object::Entity(country),
                    evidence: scene.mentions[first].span,
                    confidence: MAIN_COUNTRY,
                    status: Status::Current,
                });
            }
        }
    }
}

/// "the Bank of England", "the German Football Association": a place in the name of a body, where the article speaks of that
/// place too.
fn place_in_name(scene: &Scene<'_>, subject: usize, at: usize, found: &mut Found) {
    let words: Vec<&str> = scene.range(at).map(|w| scene.form(w)).collect();
    let mut from = 0;
    while from < words.len() {
        let hit = (from + 1..=words.len()).rev().filter(|&to| to - from < words.len()).find_map(|to| {
            let name = words[from..to].join(" ");
            let place = demonyms::longest(&words[from..to])
                .filter(|(n, _)| *n == to - from)
                .map(|(_, d)| d.place)
                .or_else(|| subtypes::canonical_place(&name))?;
            Some((to, place))
        });
        let Some((to, place)) = hit else {
            from += 1;
            continue;
        };
        from = to;
        let same = |e: &crate::annotate::entities::Entity| e.entity_type == EntityType::Place && e.label == place;
        let Some(entity) = scene.entities.iter().position(same) else { continue };
        if scene.subtype(entity) == Some(Subtype::Continent) {
            continue;
        }
        let relation = |property, confidence| Relation {
            subject,
            property,
            object: Object::Entity(entity),
            evidence: scene.cover(&[at]),
            confidence,
            status: Status::Current,
        };
        found.add(relation(Property::Location, 0.6));
        if is_state_body(scene, subject) && is_country(scene, entity) {
            found.add(relation(Property::ParentOrganization, 0.6));
        }
    }
}
