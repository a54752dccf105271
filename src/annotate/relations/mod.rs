//! Descriptive relations: what the article says that people, organizations and places are to one another.
//!
//! First the nouns that describe somebody are found (titles, appositions, copulas), then each family of relations reads
//! them and what is around names. Only what stands in the text counts; what is denied or only thought of is left out.

mod ages;
mod bodies;
mod descriptions;
mod kinship;
mod nouns;
mod origin;
mod places;
mod posts;
mod scene;
mod verbs;

use std::collections::BTreeMap;

use super::entities::Entity;
use super::mentions::Mention;
use super::syntax::Syntax;
use crate::ontology::{EntityType, Property, Status};
use crate::text::{Article, Span};

use scene::Scene;

/// What a relation holds with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object {
    /// Index of an entity.
    Entity(usize),
    /// A number, such as an age in years.
    Integer(u32),
    /// A post: what it is called, and the index of the entity that it is in.
    Post {
        /// The title as the article has it: "Secretary of State".
        title: String,
        /// The organization, country or place.
        organization: Option<usize>,
    },
}

/// A relation that the article states.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// Index of the entity that the relation is of.
    pub subject: usize,
    /// What the relation is.
    pub property: Property,
    /// What it holds with.
    pub object: Object,
    /// The characters that state it, in bytes.
    pub evidence: Span,
    /// Probability that the text says so.
    pub confidence: f32,
    /// Whether it still holds.
    pub status: Status,
}

/// The relations of an article, in text order. `mentions` of every kind count: what is said of "he" or "the mayor" is said of
/// the entity that they are mentions of.
#[must_use]
pub fn relations(article: &Article, syntax: &Syntax, mentions: &[Mention], entities: &[Entity]) -> Vec<Relation> {
    let mut scene = Scene::new(article, syntax, mentions, entities);
    let descriptions = descriptions::descriptions(&mut scene);
    let mut found = Found::default();
    for description in &descriptions {
        posts::relations(&scene, description, &mut found);
        kinship::relations(&scene, description, &mut found);
        origin::described(&scene, description, &mut found);
        bodies::described(&scene, description, &mut found);
        places::described(&scene, description, &mut found);
    }
    posts::beside_names(&scene, &mut found);
    kinship::unnamed(&scene, &mut found);
    origin::beside_names(&scene, &mut found);
    bodies::beside_names(&scene, &mut found);
    places::beside_names(&scene, &mut found);
    ages::relations(&scene, &mut found);
    verbs::relations(&scene, &mut found);
    places::widen(&scene, &mut found);
    found.finish(&scene)
}

/// Relations as they are found: each once, with the best evidence.
#[derive(Debug, Default)]
struct Found {
    relations: BTreeMap<(usize, Property, Object), Relation>,
}

impl Found {
    fn add(&mut self, relation: Relation) {
        let Relation { subject, property, object, .. } = &relation;
        if *object == Object::Entity(*subject) {
            return;
        }
        let symmetric = matches!(property, Property::Spouse | Property::Sibling);
        let (relation, key) = match object {
            Object::Entity(other) if symmetric && other < subject => {
                let (a, b) = (*other, *subject);
                let key = (a, *property, Object::Entity(b));
                (Relation { subject: a, object: Object::Entity(b), ..relation }, key)
            }
            _ => {
                let key = (*subject, *property, object.clone());
                (relation, key)
            }
        };
        let known = self.relations.entry(key).or_insert_with(|| relation.clone());
        // What is said to hold now counts for more than what held before; each saying adds to the probability.
        if relation.status != Status::Former && known.status == Status::Former
            || relation.status == known.status && relation.confidence > known.confidence
        {
            *known = relation;
        }
    }

    fn finish(self, scene: &Scene<'_>) -> Vec<Relation> {
        let mut relations: Vec<Relation> = self.relations.into_values().filter(|r| fits(scene, r)).collect();
        // A head of something also works for it: the stronger statement stands for both.
        let heads: Vec<(usize, Object)> = relations
            .iter()
            .filter(|r| r.property == Property::HeadOf)
            .map(|r| (r.subject, r.object.clone()))
            .collect();
        relations.retain(|r| {
            !matches!(r.property, Property::WorksFor | Property::MemberOf)
                || !heads.iter().any(|(s, o)| *s == r.subject && *o == r.object)
        });
        // A post without its organization says nothing beside the same post with it.
        let named = |r: &Relation| post(r).is_some_and(|(_, organization)| organization);
        let with: Vec<(usize, String)> =
            relations.iter().filter(|r| named(r)).filter_map(|r| Some((r.subject, post(r)?.0))).collect();
        let mut seen: Vec<(usize, String)> = Vec::new();
        relations.retain(|r| match post(r) {
            Some((title, false)) => {
                let key = (r.subject, title);
                let known = with.contains(&key) || seen.contains(&key);
                seen.push(key);
                !known
            }
            _ => true,
        });
        relations.sort_by(|a, b| {
            (a.evidence, a.subject, a.property, &a.object).cmp(&(b.evidence, b.subject, b.property, &b.object))
        });
        relations
    }
}

/// The title of a post in small letters, and whether its organization is known.
fn post(relation: &Relation) -> Option<(String, bool)> {
    match &relation.object {
        Object::Post { title, organization } => Some((title.to_lowercase(), organization.is_some())),
        _ => None,
    }
}

/// True where subject and object are of the types that the property takes.
fn fits(scene: &Scene<'_>, relation: &Relation) -> bool {
    use EntityType::{Group, Organization, Person, Place};
    let subject = scene.kind(relation.subject);
    let object = match relation.object {
        Object::Entity(e) => Some(scene.kind(e)),
        _ => None,
    };
    let person = matches!(subject, Person);
    // "the head of the company" says little where nobody says which; ministries, armies and the like are known by their nouns.
    let known = match relation.object {
        Object::Entity(e) => scene.is_named(e) || scene.subtype(e).is_some(),
        _ => true,
    };
    let kin = |kind: EntityType| matches!(kind, Person | Group);
    match relation.property {
        Property::JobTitle | Property::Age => person,
        Property::HeadOf | Property::WorksFor => person && matches!(object, Some(Organization | Place)) && known,
        Property::MemberOf => person && object == Some(Organization) && known,
        Property::AlumniOf => person && object == Some(Organization),
        Property::Nationality | Property::HomeLocation | Property::BirthPlace => person && object == Some(Place),
        Property::Parent | Property::Spouse | Property::Sibling => kin(subject) && object.is_some_and(kin),
        Property::Founder => subject == Organization && matches!(object, Some(Person | Organization)),
        Property::ParentOrganization => subject == Organization && matches!(object, Some(Organization | Place)),
        Property::Location => subject == Organization && object == Some(Place),
        Property::ContainedInPlace => subject == Place && object == Some(Place),
    }
}
