//! IRIs of the same thing, types and countries as users write them.

use crate::kb::Identifier;
use crate::kb::entry::Entry;
use crate::ontology::{EntityType, Subtype};

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
    match Identifier::read(iri).transpose()? {
        Some(Identifier::Wikidata(qid)) => entry.qid = Some(qid),
        Some(Identifier::Geonames(feature)) => entry.geonames = Some(feature),
        None if entry.matches.iter().any(|known| known == iri) => {}
        None => entry.matches.push(iri.to_owned()),
    }
    Ok(())
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
