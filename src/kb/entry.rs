//! What the knowledge base says of one thing: [`Entry`], and its identifiers.

use std::fmt;
use std::str::FromStr;

use crate::ontology::{EntityType, GEONAMES, Subtype, WIKIDATA};

/// Which entry of a knowledge base; it means nothing to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub(super) u32);

/// An item of Wikidata.
///
/// ```
/// use newsgraph::kb::Qid;
///
/// let qid: Qid = "Q30".parse().expect("a QID");
/// assert_eq!(qid.to_string(), "Q30");
/// assert!("Q12x".parse::<Qid>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Qid(pub u32);

impl Qid {
    /// The IRI of the item.
    #[must_use]
    pub fn iri(self) -> String {
        format!("{WIKIDATA}{self}")
    }
}

impl fmt::Display for Qid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Q{}", self.0)
    }
}

/// What is given is no QID.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no QID: an item of Wikidata is Q and a number, such as Q30")]
pub struct QidError(String);

impl FromStr for Qid {
    type Err = QidError;

    fn from_str(text: &str) -> Result<Self, QidError> {
        let digits = text.strip_prefix('Q').filter(|d| !d.starts_with('0') && d.bytes().all(|b| b.is_ascii_digit()));
        digits.and_then(|d| d.parse().ok()).map(Self).ok_or_else(|| QidError(text.to_owned()))
    }
}

/// The IRI of a feature of GeoNames.
#[must_use]
pub fn geonames_iri(id: u32) -> String {
    format!("{GEONAMES}{id}/")
}

/// A point on the earth, WGS 84.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coordinates {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// What the knowledge base says of one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The user's own IRI for it, where a user's knowledge base has it.
    pub iri: Option<String>,
    /// The item of Wikidata.
    pub qid: Option<Qid>,
    /// The feature of GeoNames.
    pub geonames: Option<u32>,
    /// Further IRIs that a user's knowledge base says are the same.
    pub matches: Vec<String>,
    /// Its type.
    pub entity_type: EntityType,
    /// Its finer type, where there is a class for it.
    pub subtype: Option<Subtype>,
    /// What it is in a word that has no class: `Politician`, `Athlete`, `Battle`, `FormerCountry`, …
    pub kind: Option<String>,
    /// The name to show.
    pub label: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// What it is in some words of English, or nothing. Offices in it are those of 2022.
    pub description: String,
    /// The country that it is in or of, ISO 3166-1 alpha-2 in capitals.
    pub country: Option<String>,
    /// Where it is; a country's is a point somewhere in its middle.
    pub coordinates: Option<Coordinates>,
    /// People who live there; `None` where that is not known.
    pub population: Option<u64>,
    /// How prominent it is, from 0 to 1: an order among those of one name, not a probability.
    pub prior: f32,
}

impl Entry {
    /// The IRIs that mean the same outside of this program: the user's, Wikidata's, GeoNames', others.
    #[must_use]
    pub fn iris(&self) -> Vec<String> {
        let own = self.iri.iter().cloned();
        let known = self.qid.map(Qid::iri).into_iter().chain(self.geonames.map(geonames_iri));
        own.chain(known).chain(self.matches.iter().cloned()).collect()
    }
}
