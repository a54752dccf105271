//! IRIs of Wikidata and GeoNames in the forms in which they are met, and names of types.

use crate::kb::entry::{Entry, Qid};
use crate::ontology::{EntityType, Subtype};

/// Beginnings of IRIs of Wikidata's items, without the scheme.
const WIKIDATA: [&str; 3] = ["www.wikidata.org/entity/", "www.wikidata.org/wiki/", "wikidata.org/entity/"];
/// Beginnings of IRIs of GeoNames' features, without the scheme.
const GEONAMES: [&str; 3] = ["sws.geonames.org/", "www.geonames.org/", "geonames.org/"];

/// Namespaces of types, and the prefixes that tables may use; the ontology's own is read whole.
const TYPES: [&str; 6] =
    ["https://schema.org/", "http://schema.org/", "https://w3id.org/newsgraph/ontology#", "schema:", "ng:", ""];

/// Classes of other vocabularies for a type.
const OTHER_TYPES: [(&str, EntityType); 6] = [
    ("http://xmlns.com/foaf/0.1/Person", EntityType::Person),
    ("http://xmlns.com/foaf/0.1/Organization", EntityType::Organization),
    ("http://www.w3.org/ns/org#Organization", EntityType::Organization),
    ("http://www.w3.org/ns/org#FormalOrganization", EntityType::Organization),
    ("http://www.w3.org/ns/org#OrganizationalUnit", EntityType::Organization),
    ("http://semanticweb.cs.vu.nl/2009/11/sem/Event", EntityType::Event),
];

/// Enters an IRI that means the same as the entry: as a QID, a GeoNames identifier, or as it is.
pub(super) fn add_match(entry: &mut Entry, iri: &str) -> Result<(), String> {
    let rest = iri.strip_prefix("https://").or_else(|| iri.strip_prefix("http://")).unwrap_or(iri);
    if let Some(item) = WIKIDATA.iter().find_map(|start| rest.strip_prefix(start)) {
        entry.qid = Some(item.parse::<Qid>().map_err(|e| e.to_string())?);
    } else if let Some(feature) = GEONAMES.iter().find_map(|start| rest.strip_prefix(start)) {
        entry.geonames = Some(geonames(feature)?);
    } else if !entry.matches.iter().any(|known| known == iri) {
        entry.matches.push(iri.to_owned());
    }
    Ok(())
}

/// The number of a feature of GeoNames, from the rest of its IRI ("293397/about.rdf").
pub(super) fn geonames(text: &str) -> Result<u32, String> {
    let digits = text.split('/').next().unwrap_or_default();
    let number = digits.parse().ok().filter(|n| *n > 0);
    number.ok_or_else(|| format!("{text} is no feature of GeoNames: that is a number, such as 293397"))
}

/// Enters a type by its IRI, prefixed name or name; `false` where it is none of ours.
pub(super) fn add_type(entry: &mut Entry, name: &str) -> bool {
    if let Some((_, entity_type)) = OTHER_TYPES.iter().find(|(iri, _)| *iri == name) {
        entry.entity_type = *entity_type;
        return true;
    }
    let Some(local) = TYPES.iter().find_map(|start| name.strip_prefix(start)) else { return false };
    if let Some(subtype) = Subtype::from_name(local) {
        (entry.entity_type, entry.subtype) = (subtype.entity_type(), Some(subtype));
        return true;
    }
    let local = if local == "CreativeWork" { "Work" } else { local };
    let Some(entity_type) = EntityType::from_name(local) else { return false };
    // A resource may bear a finer type and the type above it.
    if entry.subtype.is_none_or(|s| s.entity_type() != entity_type) {
        (entry.entity_type, entry.subtype) = (entity_type, None);
    }
    true
}

/// A country as ISO 3166-1 alpha-2.
pub(super) fn country(text: &str) -> Result<String, String> {
    let code = text.to_ascii_uppercase();
    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(code)
    } else {
        Err(format!("{text} is no country: that is a code of two letters (ISO 3166-1), such as QA"))
    }
}
