//! FollowTheMoney entities as JSON lines, for Aleph, OpenAleph and the tools around them.
//!
//! People, organizations and places become entities; relations become the links of that model; what happened becomes
//! events with those involved. Unnamed groups, works and products have no schema there, and what is only planned, denied
//! or demanded is no event there: they are left out. Identifiers are digests of the IRIs, so they stay the same from one
//! export to the next.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{Entity, Gathered, Relation};

/// An entity of FollowTheMoney while it is put together.
struct Record {
    schema: &'static str,
    properties: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Record {
    fn new(schema: &'static str) -> Self {
        Self { schema, properties: BTreeMap::new() }
    }

    fn add(&mut self, property: &'static str, value: &str) {
        if !value.is_empty() {
            self.properties.entry(property).or_default().insert(value.to_owned());
        }
    }

    fn with(mut self, values: &[(&'static str, &str)]) -> Self {
        values.iter().for_each(|(property, value)| self.add(property, value));
        self
    }
}

/// Writes the entities, one JSON object a line: things first, then the links between them, then events.
///
/// # Errors
/// Where the output fails.
pub fn write<W: Write>(mut writer: W, gathered: &Gathered) -> io::Result<()> {
    let mut things: BTreeMap<&str, Record> = BTreeMap::new();
    for (iri, entity) in &gathered.entities {
        if let Some(schema) = schema(entity) {
            things.insert(iri, thing(gathered, entity, schema));
        }
    }
    let mut links: Vec<(&str, Record)> = Vec::new();
    for relation in &gathered.relations {
        links.extend(link(gathered, &mut things, relation).map(|record| (relation.iri.as_str(), record)));
    }
    for (iri, record) in &things {
        line(&mut writer, iri, record)?;
    }
    for (iri, record) in &links {
        line(&mut writer, iri, record)?;
    }
    for event in gathered.events.iter().filter(|event| event.factuality == "Happened" && event.class != "Event") {
        let mut record = Record::new("Event").with(&[
            ("name", &event.label),
            ("keywords", &event.class),
            ("summary", &event.evidence.join(" ")),
            ("startDate", &event.start),
            ("endDate", &event.end),
        ]);
        // Days of an unknown year are no dates there.
        for property in ["startDate", "endDate"] {
            record.properties.entry(property).or_default().retain(|date| !date.starts_with('-'));
        }
        for (_, entity) in &event.participants {
            if involved(&things, entity) {
                record.add("involved", &id(entity));
            }
        }
        for place in &event.places {
            record.add("location", gathered.name(place));
            if things.get(place.as_str()).is_some_and(|record| record.schema == "Address") {
                record.add("addressEntity", &id(place));
            }
        }
        source(&mut record, gathered, &event.article);
        line(&mut writer, &event.iri, &record)?;
    }
    writer.flush()
}

/// The schema of an entity; none for what that model has no place for.
fn schema(entity: &Entity) -> Option<&'static str> {
    Some(match (entity.kind, entity.subtype) {
        ("Person", _) => "Person",
        ("Organization", "Corporation" | "Airline" | "NewsMediaOrganization") => "Company",
        ("Organization", "GovernmentOrganization" | "SecurityForce") => "PublicBody",
        ("Organization", _) => "Organization",
        ("Place", _) => "Address",
        _ => return None,
    })
}

fn thing(gathered: &Gathered, entity: &Entity, schema: &'static str) -> Record {
    let mut record = Record::new(schema).with(&[("name", &entity.label), ("wikidataId", &entity.wikidata)]);
    for alias in &entity.aliases {
        record.add("alias", alias);
    }
    if schema == "Address" {
        record.add("full", &entity.label);
        match entity.subtype {
            "City" => record.add("city", &entity.label),
            "State" | "AdministrativeArea" => record.add("state", &entity.label),
            _ => {}
        }
        if let Some((latitude, longitude)) = &entity.coordinates {
            record.add("latitude", latitude);
            record.add("longitude", longitude);
        }
    }
    for article in &entity.articles {
        source(&mut record, gathered, article);
    }
    record
}

/// The link of a relation between two entities; places of birth and posts without a body are said of the person.
fn link(gathered: &Gathered, things: &mut BTreeMap<&str, Record>, relation: &Relation) -> Option<Record> {
    let schema_of = |things: &BTreeMap<&str, Record>, iri: &str| things.get(iri).map(|record| record.schema);
    let (from, to) = (schema_of(things, &relation.subject)?, schema_of(things, &relation.object)?);
    let (subject, object) = (id(&relation.subject), id(&relation.object));
    let is_body = |schema: &str| matches!(schema, "Organization" | "Company" | "PublicBody");
    let (schema, ends, role) = match relation.property.as_str() {
        "post" if is_body(to) => ("Employment", ("employee", "employer"), relation.role.clone()),
        "worksFor" if is_body(to) => ("Employment", ("employee", "employer"), String::new()),
        "headOf" if is_body(to) => ("Directorship", ("director", "organization"), "head".to_owned()),
        "memberOf" if is_body(to) => ("Membership", ("member", "organization"), String::new()),
        "parent" | "spouse" | "sibling" if from == "Person" && to == "Person" => {
            ("Family", ("person", "relative"), String::new())
        }
        "birthPlace" if from == "Person" => {
            let place = gathered.name(&relation.object).to_owned();
            things.get_mut(relation.subject.as_str())?.add("birthPlace", &place);
            return None;
        }
        "homeLocation" | "location" if from != "Address" && to == "Address" => {
            things.get_mut(relation.subject.as_str())?.add("addressEntity", &object);
            return None;
        }
        property if from != "Address" && to != "Address" => ("UnknownLink", ("subject", "object"), property.to_owned()),
        _ => return None,
    };
    let mut record =
        Record::new(schema).with(&[(ends.0, &subject), (ends.1, &object), ("summary", &relation.evidence.join(" "))]);
    if schema == "Family" {
        record.add("relationship", &relation.property);
    } else {
        record.add("role", &role);
        record.add("status", &relation.status.to_lowercase());
    }
    source(&mut record, gathered, &relation.article);
    Some(record)
}

/// Whether an entity can be involved in an event: people and organizations can.
fn involved(things: &BTreeMap<&str, Record>, iri: &str) -> bool {
    things.get(iri).is_some_and(|record| record.schema != "Address")
}

/// Where it is from.
fn source(record: &mut Record, gathered: &Gathered, article: &str) {
    if let Some(article) = gathered.articles.get(article) {
        if article.url.starts_with("http") {
            record.add("sourceUrl", &article.url);
        }
        record.add("publisher", &article.publisher);
    }
}

fn line<W: Write>(writer: &mut W, iri: &str, record: &Record) -> io::Result<()> {
    let properties: Map<String, Value> = record
        .properties
        .iter()
        .filter(|(_, values)| !values.is_empty())
        .map(|(property, values)| ((*property).to_owned(), values.iter().cloned().collect()))
        .collect();
    let object = json!({ "id": id(iri), "schema": record.schema, "properties": properties, "datasets": ["newsgraph"] });
    writeln!(writer, "{object}")
}

/// The identifier of the thing of an IRI.
fn id(iri: &str) -> String {
    use std::fmt::Write as _;
    let mut id = "ng-".to_owned();
    for byte in &Sha256::digest(iri.as_bytes())[..16] {
        let _ = write!(id, "{byte:02x}");
    }
    id
}
