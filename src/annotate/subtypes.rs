//! stub
use crate::ontology::{EntityType, Subtype};
/// stub
#[must_use] pub fn subtype(_kind: EntityType, _name: &str) -> Option<Subtype> { None }
/// stub
#[must_use] pub fn canonical_place(_name: &str) -> Option<&'static str> { None }
/// stub
#[must_use] pub fn canonical_organization(_name: &str) -> Option<&'static str> { None }
