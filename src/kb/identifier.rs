//! [`Identifier`]: items of Wikidata and features of GeoNames, by their IRIs in the forms in which they are met.

use super::entry::Qid;

/// Beginnings of IRIs of Wikidata's items, without the scheme.
const WIKIDATA: [&str; 3] = ["www.wikidata.org/entity/", "www.wikidata.org/wiki/", "wikidata.org/entity/"];
/// Beginnings of IRIs of GeoNames' features, without the scheme.
const GEONAMES: [&str; 3] = ["sws.geonames.org/", "www.geonames.org/", "geonames.org/"];

/// What identifies a thing outside of this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identifier {
    /// An item of Wikidata.
    Wikidata(Qid),
    /// A feature of GeoNames.
    Geonames(u32),
}

impl Identifier {
    /// What an IRI of Wikidata or GeoNames identifies; none for any other IRI.
    ///
    /// # Errors
    /// Where it is one of theirs but of nothing that they can have: why, in words for the user.
    pub fn read(iri: &str) -> Option<Result<Self, String>> {
        let rest = iri.strip_prefix("https://").or_else(|| iri.strip_prefix("http://")).unwrap_or(iri);
        let after = |starts: &[&str]| starts.iter().find_map(|start| rest.strip_prefix(start));
        if let Some(item) = after(&WIKIDATA) {
            return Some(item.parse().map(Self::Wikidata).map_err(|e: super::QidError| e.to_string()));
        }
        after(&GEONAMES).map(|feature| geonames(feature).map(Self::Geonames))
    }

    /// What an IRI of Wikidata or GeoNames identifies; none for what is none.
    ///
    /// ```
    /// use newsgraph::kb::{Identifier, Qid};
    ///
    /// assert_eq!(Identifier::of_iri("https://www.wikidata.org/wiki/Q30"), Some(Identifier::Wikidata(Qid(30))));
    /// assert_eq!(Identifier::of_iri("https://sws.geonames.org/293397/"), Some(Identifier::Geonames(293_397)));
    /// assert_eq!(Identifier::of_iri("https://example.org/entity/Q30"), None);
    /// ```
    #[must_use]
    pub fn of_iri(iri: &str) -> Option<Self> {
        Self::read(iri)?.ok()
    }

    /// What the local name of an entity in our own IRIs identifies: `Q801`, `geonames/2988507`.
    #[must_use]
    pub fn of_local(name: &str) -> Option<Self> {
        match name.strip_prefix("geonames/") {
            Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse().ok().map(Self::Geonames),
            Some(_) => None,
            None => name.parse().ok().map(Self::Wikidata),
        }
    }
}

/// The number of a feature of GeoNames, from the rest of its IRI ("293397/about.rdf").
pub(super) fn geonames(text: &str) -> Result<u32, String> {
    let digits = text.split('/').next().unwrap_or_default();
    let number = digits.parse().ok().filter(|n| *n > 0);
    number.ok_or_else(|| format!("{text} is no feature of GeoNames: that is a number, such as 293397"))
}
