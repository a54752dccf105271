//! Posts and memberships: titles, `org:headOf`, `schema:worksFor`, `schema:memberOf`.

use super::descriptions::{Description, Tie};
use super::nouns::{self, Kind};
use super::scene::{Argument, Scene, Slot};
use super::{Found, Object, Relation};
use crate::annotate::mentions::MentionKind;
use crate::annotate::titles::{self, TitleKind};
use crate::ontology::{EntityType, Property, Status, Subtype};

/// Probability that who holds a country's office is its citizen.
const CITIZEN: f32 = 0.7;

/// Probability that an office of state without a country is one of the country that the article is about.
const MAIN_COUNTRY: f32 = 0.7;

/// What a description says of posts.
pub(super) fn relations(scene: &Scene<'_>, description: &Description, found: &mut Found) {
    if scene.kind(description.entity) != EntityType::Person {
        return;
    }
    let Some(kind) = kind(scene, description) else { return };
    let mut organization = None;
    for argument in &description.arguments {
        let Some((property, confidence)) = property(scene, description, kind, argument) else { continue };
        let evidence = description.evidence(scene, argument.word);
        let relation = |property, confidence| Relation {
            subject: description.entity,
            property,
            object: Object::Entity(argument.entity),
            evidence,
            confidence: confidence * description.confidence(),
            status: description.status,
        };
        found.add(relation(property, confidence));
        organization = organization.or(Some(argument));
        let country = scene.subtype(argument.entity) == Some(Subtype::Country);
        if country
            && matches!(kind, Kind::Ruler | Kind::Office | Kind::Squad)
            && argument.depth == 0
            && argument.slot != Slot::After("to".into())
        {
            let now = relation(Property::Nationality, CITIZEN);
            found.add(Relation { status: Status::Current, ..now });
        }
    }
    if organization.is_none()
        && description.tie == Tie::Before
        && !description.narrowed
        && matches!(kind, Kind::Ruler | Kind::Office)
        && nouns::is_national(&description.title.to_lowercase())
        && let Some(country) = scene.main_country
    {
        let property = if kind == Kind::Ruler { Property::HeadOf } else { Property::WorksFor };
        for (property, status) in [(property, description.status), (Property::Nationality, Status::Current)] {
            found.add(Relation {
                subject: description.entity,
                property,
                object: Object::Entity(country),
                evidence: description.evidence(scene, description.noun),
                confidence: MAIN_COUNTRY,
                status,
            });
        }
    }
    if description.tie != Tie::Nominal && kind.is_post() && !description.title.is_empty() {
        let word = organization.map_or(description.target, |a| a.word);
        found.add(Relation {
            subject: description.entity,
            property: Property::JobTitle,
            object: Object::Post { title: description.title.clone(), organization: organization.map(|a| a.entity) },
            evidence: description.evidence(scene, word),
            confidence: description.confidence(),
            status: description.status,
        });
    }
}

/// The kind of post; nouns for people that no row of the table has are taken for staff.
fn kind(scene: &Scene<'_>, description: &Description) -> Option<Kind> {
    match description.kind {
        Some(kind) if kind.is_post() => Some(kind),
        Some(_) => None,
        None => {
            let title: Vec<&str> = description.title.split_whitespace().collect();
            let titled = titles::longest(&title).is_some_and(|(n, _)| n == title.len());
            let honorific = titles::kind(&title) == Some(TitleKind::Honorific);
            (!honorific && (titled || scene.is_person_noun(description.noun))).then_some(Kind::Staff)
        }
    }
}

/// What a post says of its holder and what it is of, and how likely.
fn property(scene: &Scene<'_>, description: &Description, kind: Kind, argument: &Argument) -> Option<(Property, f32)> {
    let of = scene.kind(argument.entity);
    let close = matches!(&argument.slot, Slot::Possessor | Slot::Before);
    let preposition = match &argument.slot {
        Slot::After(p) => p.as_str(),
        _ => "",
    };
    let doubt = if argument.depth > 0 { 0.8 } else { 1.0 };
    match of {
        EntityType::Organization => {
            if !close && !matches!(preposition, "of" | "for" | "at" | "with" | "in" | "on" | "from" | "within" | "to") {
                return None;
            }
            let head = matches!(kind, Kind::Ruler | Kind::Head)
                && !description.narrowed
                && argument.depth == 0
                && (close || preposition == "of" || preposition == "at" || preposition == "for");
            let property = if head { Property::HeadOf } else { affiliation(scene, argument.entity) };
            Some((property, doubt * if preposition == "to" { 0.6 } else { 0.95 }))
        }
        EntityType::Place => {
            if !close && preposition != "of" && preposition != "for" {
                return None;
            }
            let demonym = scene.is_demonym(argument.word);
            match kind {
                _ if argument.depth > 0 => None,
                Kind::Ruler if !description.narrowed => {
                    Some((Property::HeadOf, if demonym || close { 0.85 } else { 0.9 }))
                }
                Kind::Ruler | Kind::Office => Some((Property::WorksFor, 0.8)),
                Kind::Squad if !demonym => Some((Property::WorksFor, 0.7)),
                Kind::Member if !demonym && description.title.to_lowercase().contains("member of") => {
                    Some((Property::WorksFor, 0.6))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// How people belong to an organization: as members of parties, teams, parliaments and armed groups, else as its staff.
pub(super) fn affiliation(scene: &Scene<'_>, organization: usize) -> Property {
    match scene.subtype(organization) {
        Some(
            Subtype::PoliticalParty
            | Subtype::SportsTeam
            | Subtype::ArmedGroup
            | Subtype::MusicGroup
            | Subtype::WorkersUnion
            | Subtype::SportsOrganization,
        ) => Property::MemberOf,
        _ => Property::WorksFor,
    }
}

/// Names joined without a noun: "Acme's Jane Doe", "Jane Doe of Acme", "Jane Doe (Labour)".
pub(super) fn beside_names(scene: &Scene<'_>, found: &mut Found) {
    for mention in scene.mentions.iter().filter(|m| m.kind == MentionKind::Name && m.entity_type == EntityType::Person)
    {
        let i = mention.words.start;
        let Some(subject) = scene.own_entity(i) else { continue };
        let mut add = |word: usize, entity: usize, property: Property, confidence: f32| {
            found.add(Relation {
                subject,
                property,
                object: Object::Entity(entity),
                evidence: scene.cover(&[i, word]),
                confidence,
                status: Status::Current,
            });
        };
        for argument in scene.arguments(i) {
            let body = scene.kind(argument.entity) == EntityType::Organization && scene.is_named(argument.entity);
            let confidence = match &argument.slot {
                Slot::Possessor if argument.depth == 0 => 0.75,
                Slot::After(p) if matches!(p.as_str(), "of" | "from" | "at" | "with") => 0.8,
                _ => continue,
            };
            if body {
                add(argument.word, argument.entity, affiliation(scene, argument.entity), confidence);
            }
        }
        let after = mention.words.end;
        if let Some(next) = bracketed(scene, after)
            && let Some(entity) = scene.own_entity(next)
            && scene.kind(entity) == EntityType::Organization
        {
            add(next, entity, affiliation(scene, entity), 0.8);
        }
    }
}

/// The first word of a name that alone stands in brackets at word `i`.
fn bracketed(scene: &Scene<'_>, i: usize) -> Option<usize> {
    let words = scene.syntax.words();
    let open = words.get(i).is_some_and(|_| scene.form(i) == "(");
    let name = i + 1;
    if !open || name >= words.len() || !scene.is_name(name) {
        return None;
    }
    let end = scene.range(name).end;
    (end < words.len() && matches!(scene.form(end), ")" | "," | "/")).then_some(name)
}
