//! What the entities of an article surely are tells of the others: they are often of the same countries, and places lie
//! near each other (spatial minimality; Leidner 2007).

use std::collections::BTreeMap;

use crate::kb::{Coordinates, Entry, EntryId};
use crate::ontology::{EntityType, Subtype};

/// Places that others are measured against, at most.
const MOST_PLACES: usize = 24;
/// Kilometres over which nearness falls to a third.
const REACH: f64 = 200.0;
/// Mean radius of the earth, in kilometres.
const EARTH: f64 = 6371.0;

/// How an entry goes with what the other entities of the article are.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Joint {
    /// Nearness to the nearest of their places, 1 to 0.
    pub(super) near: f32,
    /// Share of them that is of the entry's country.
    pub(super) share: f32,
    /// None of them is of the entry's country.
    pub(super) strange: bool,
    /// It is known where it lies and where others do.
    pub(super) placed: bool,
}

/// An entity that surely is an entry.
pub(super) struct Sure<'a> {
    pub(super) entity: usize,
    pub(super) id: EntryId,
    pub(super) entry: &'a Entry,
    /// The entry's country, as it or its description tells.
    pub(super) country: Option<&'a str>,
    /// How often the entity is mentioned.
    pub(super) mentions: usize,
}

/// The entities of an article that surely are an entry.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// Weight by country.
    countries: BTreeMap<String, f32>,
    total: f32,
    /// Entity, its entry and where that lies.
    places: Vec<(usize, EntryId, Coordinates)>,
    /// Entity → country and weight.
    own: BTreeMap<usize, (String, f32)>,
}

impl Anchors {
    /// The anchors that these entities are.
    pub(super) fn new<'a>(sure: impl Iterator<Item = Sure<'a>>) -> Self {
        let mut anchors = Self::default();
        let mut places = Vec::new();
        for Sure { entity, id, entry, country, mentions } in sure {
            let weight = (mentions as f32).sqrt();
            if let Some(country) = country {
                *anchors.countries.entry(country.to_owned()).or_default() += weight;
                anchors.total += weight;
                anchors.own.insert(entity, (country.to_owned(), weight));
            }
            if let Some(at) = point(entry) {
                places.push((mentions, (entity, id, at)));
            }
        }
        places.sort_by_key(|(mentions, (e, ..))| (std::cmp::Reverse(*mentions), *e));
        anchors.places = places.into_iter().map(|(_, place)| place).take(MOST_PLACES).collect();
        anchors
    }

    /// How an entry that entity `e` may be goes with the other entities; `country` is the entry's.
    pub(super) fn joint(&self, e: usize, id: EntryId, entry: &Entry, country: Option<&str>) -> Joint {
        let mut joint = Joint::default();
        if let Some(country) = country {
            let (own, weight) = self.own.get(&e).map_or(("", 0.0), |(country, weight)| (country.as_str(), *weight));
            let total = self.total - weight;
            let said = self.countries.get(country).copied().unwrap_or(0.0) - if own == country { weight } else { 0.0 };
            // Differences of sums are not quite 0 where they should be.
            if total > 0.5 {
                joint.share = (said / total).clamp(0.0, 1.0);
                joint.strange = said < 0.5;
            }
        }
        if let Some(at) = point(entry) {
            for (_, _, other) in self.places.iter().filter(|(other, known, _)| *other != e && *known != id) {
                joint.placed = true;
                joint.near = joint.near.max(nearness(at, *other));
            }
        }
        joint
    }
}

/// Where a place lies; none for what is too wide for a point.
fn point(entry: &Entry) -> Option<Coordinates> {
    let wide = matches!(entry.subtype, Some(Subtype::Country | Subtype::Continent));
    entry.coordinates.filter(|_| entry.entity_type == EntityType::Place && !wide)
}

/// 1 for the same point, a third at [`REACH`], 0 far away.
pub(super) fn nearness(a: Coordinates, b: Coordinates) -> f32 {
    (-distance(a, b) / REACH).exp() as f32
}

/// Kilometres along the earth's surface.
fn distance(a: Coordinates, b: Coordinates) -> f64 {
    let (north, east) = ((b.latitude - a.latitude).to_radians(), (b.longitude - a.longitude).to_radians());
    let (from, to) = (a.latitude.to_radians(), b.latitude.to_radians());
    let half = (north / 2.0).sin().powi(2) + from.cos() * to.cos() * (east / 2.0).sin().powi(2);
    2.0 * EARTH * half.clamp(0.0, 1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Coordinates {
        Coordinates { latitude, longitude }
    }

    #[test]
    fn distances_are_in_kilometres() {
        // One degree of the equator, a quarter of a meridian, over the date line.
        for (a, b, expected) in [
            (at(0.0, 0.0), at(0.0, 1.0), 111.19),
            (at(0.0, 10.0), at(90.0, 10.0), 10_007.5),
            (at(0.0, 179.5), at(0.0, -179.5), 111.19),
            (at(12.0, 34.0), at(12.0, 34.0), 0.0),
        ] {
            assert!((distance(a, b) - expected).abs() < 0.1, "{a:?} {b:?}: {}", distance(a, b));
        }
        assert!(nearness(at(0.0, 0.0), at(0.0, 1.0)) > nearness(at(0.0, 0.0), at(0.0, 2.0)));
    }

    fn place(country: &str, at: Option<Coordinates>) -> Entry {
        Entry {
            iri: None,
            qid: None,
            geonames: None,
            matches: Vec::new(),
            entity_type: EntityType::Place,
            subtype: Some(Subtype::City),
            kind: None,
            label: String::new(),
            aliases: Vec::new(),
            description: String::new(),
            country: Some(country.to_owned()),
            coordinates: at,
            population: None,
            prior: 0.5,
        }
    }

    #[test]
    fn sure_entities_tell_of_the_others_and_not_of_themselves() {
        let kb = crate::kb::Kb::embedded().expect("the knowledge base opens");
        let mut ids = kb.ids();
        let mut next = || ids.next().expect("an entry");
        let (known, other) = (place("XA", Some(at(10.0, 10.0))), place("XB", Some(at(50.0, 50.0))));
        let sure = |(entity, entry)| {
            let entry: &Entry = entry;
            Sure { entity, id: next(), entry, country: entry.country.as_deref(), mentions: 4 }
        };
        let anchors = Anchors::new([(0, &known), (1, &other)].into_iter().map(sure));
        let asked = kb.ids().nth(9).expect("an entry");
        let joint = |e, entry: &Entry| anchors.joint(e, asked, entry, entry.country.as_deref());
        let (near, far) = (place("XA", Some(at(10.1, 10.0))), place("XC", Some(at(-40.0, 100.0))));
        assert!(joint(2, &near).near > 0.9 && joint(2, &far).near < 0.01);
        assert!((joint(2, &near).share - 0.5).abs() < 1e-6 && !joint(2, &near).strange);
        assert!(joint(2, &far).strange && joint(2, &far).placed);
        // Entity 0 is not its own witness.
        assert!(joint(0, &near).near < 0.01 && joint(0, &near).strange);
        assert!(!joint(2, &place("XA", None)).placed);
    }
}
