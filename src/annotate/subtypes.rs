//! Finer types of organizations and places by their names, and the usual names of the best known of them.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::tables::{rows, values};
use crate::ontology::{EntityType, Subtype};

/// The most words that a cue has.
const LONGEST_CUE: usize = 6;

/// How the table names ends of words.
const SUFFIX: &str = "suffix";

/// How the words of a cue must stand in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    Start,
    End,
    /// At the end, with something before.
    Last,
    Anywhere,
}

impl Position {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "start" => Self::Start,
            "end" => Self::End,
            "last" => Self::Last,
            "word" => Self::Anywhere,
            _ => return None,
        })
    }

    /// Whether words `from..to` of a name of `count` words stand so.
    fn holds(self, from: usize, to: usize, count: usize) -> bool {
        match self {
            Self::Start => from == 0 && to < count,
            Self::End => to == count,
            Self::Last => to == count && from > 0,
            Self::Anywhere => true,
        }
    }
}

/// A meaning of a phrase within names.
#[derive(Debug, Clone, Copy)]
struct Cue {
    position: Position,
    subtype: Subtype,
    /// Place of its row in the table: of two cues with as many words, the first counts.
    rank: usize,
}

/// A place of the table.
#[derive(Debug, Clone, Copy)]
struct Place {
    name: &'static str,
    subtype: Option<Subtype>,
}

static PLACES: LazyLock<HashMap<String, Place>> = LazyLock::new(|| {
    let mut places = HashMap::new();
    for [name, subtype, aliases] in rows(include_str!("data/places.tsv")) {
        let place = Place { name, subtype: Subtype::from_name(subtype) };
        for name in std::iter::once(name).chain(values(aliases)) {
            places.insert(key(name), place);
        }
    }
    places
});

static ORGANIZATIONS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut organizations = HashMap::new();
    for [name, aliases] in rows(include_str!("data/aliases.tsv")) {
        for alias in std::iter::once(name).chain(values(aliases)) {
            organizations.insert(key(alias), name);
        }
    }
    organizations
});

/// What the table of subtypes tells.
struct Subtypes {
    /// Organizations known by their whole name.
    names: HashMap<String, Subtype>,
    cues: HashMap<String, Vec<Cue>>,
    /// Ends of words, in the order of the table.
    suffixes: Vec<(&'static str, Subtype)>,
}

static SUBTYPES: LazyLock<Subtypes> = LazyLock::new(|| {
    let mut names = HashMap::new();
    let mut cues: HashMap<String, Vec<Cue>> = HashMap::new();
    let mut suffixes = Vec::new();
    for (rank, [subtype, position, phrases]) in rows(include_str!("data/subtypes.tsv")).enumerate() {
        let subtype = Subtype::from_name(subtype).expect("a test holds the table to the subtypes");
        for phrase in values(phrases) {
            if position == SUFFIX {
                suffixes.push((phrase, subtype));
            } else if let Some(position) = Position::from_name(position) {
                cues.entry(key(phrase)).or_default().push(Cue { position, subtype, rank });
            } else {
                names.insert(key(phrase), subtype);
            }
        }
    }
    Subtypes { names, cues, suffixes }
});

/// The usual name of a well-known place, or `None` where the name is none: "United States" for "the U.S.".
///
/// A name that several places share stands for the one that news most often means ("Georgia", "Congo", "Washington").
/// Upper and lower case count, but for names written in capitals throughout ("TEHRAN"); "the" before the name and the
/// full stops of initials do not.
#[must_use]
pub fn canonical_place(name: &str) -> Option<&'static str> {
    place(name).map(|place| place.name)
}

/// The usual name of a well-known organization, or `None`: "World Health Organization" for "WHO".
///
/// Upper and lower case, "the" and full stops count as for [`canonical_place`].
#[must_use]
pub fn canonical_organization(name: &str) -> Option<&'static str> {
    ORGANIZATIONS.get(&key(name)).copied()
}

/// The subtype of an organization or place that is known by its whole name; places first. Cues do not count, so that
/// it can also correct the type that a name was taken for.
#[must_use]
pub fn known(name: &str) -> Option<Subtype> {
    place(name).and_then(|place| place.subtype).or_else(|| known_organization(name))
}

/// The subtype that the name of an organization or place tells of, and `None` for entities of other types. It is a
/// finer type of `kind` always.
///
/// ```
/// use newsgraph::annotate::subtypes::subtype;
/// use newsgraph::ontology::{EntityType, Subtype};
///
/// assert_eq!(subtype(EntityType::Organization, "the Ministry of Health"), Some(Subtype::GovernmentOrganization));
/// assert_eq!(subtype(EntityType::Place, "U.A.E."), Some(Subtype::Country));
/// ```
#[must_use]
pub fn subtype(kind: EntityType, name: &str) -> Option<Subtype> {
    match kind {
        EntityType::Place => match place(name) {
            Some(place) => place.subtype,
            None => by_cue(kind, name),
        },
        // A place that acts ("Quebec City objected") says nothing of the kind of organization.
        EntityType::Organization => known_organization(name).or_else(|| match canonical_organization(name) {
            Some(name) => by_cue(kind, name),
            None if place(name).is_some() => None,
            None => by_cue(kind, name),
        }),
        _ => None,
    }
}

/// The place with that name. Datelines and headlines write names in capitals: "TEHRAN" is read as "Tehran", but only
/// where it is too long to be an abbreviation.
fn place(name: &str) -> Option<Place> {
    let key = key(name);
    PLACES.get(&key).copied().or_else(|| {
        let capitals = key.len() > 4 && key.chars().all(|c| c.is_uppercase() || c == ' ');
        if !capitals {
            return None;
        }
        let mut start = true;
        let mut title = String::with_capacity(key.len());
        for c in key.chars() {
            if start {
                title.push(c);
            } else {
                title.extend(c.to_lowercase());
            }
            start = c == ' ';
        }
        PLACES.get(&title).copied()
    })
}

fn known_organization(name: &str) -> Option<Subtype> {
    let names = &SUBTYPES.names;
    canonical_organization(name)
        .and_then(|canonical| names.get(&key(canonical)))
        .or_else(|| names.get(&key(name)))
        .copied()
}

/// The subtype by the longest cue in the name.
fn by_cue(kind: EntityType, name: &str) -> Option<Subtype> {
    let cues = &SUBTYPES.cues;
    let name = key(name);
    let words: Vec<&str> = name.split(' ').map(|word| word.trim_end_matches([',', ';'])).collect();
    let mut best: Option<((usize, Reverse<usize>), Subtype)> = None;
    for from in 0..words.len() {
        for to in from + 1..=words.len().min(from + LONGEST_CUE) {
            let phrase = words[from..to].join(" ");
            let lower = phrase.to_lowercase();
            let in_any_case = if lower == phrase { None } else { cues.get(&lower) };
            for cue in [cues.get(&phrase), in_any_case].into_iter().flatten().flatten() {
                let rank = (to - from, Reverse(cue.rank));
                if cue.subtype.entity_type() == kind
                    && cue.position.holds(from, to, words.len())
                    && best.is_none_or(|(other, _)| rank > other)
                {
                    best = Some((rank, cue.subtype));
                }
            }
        }
    }
    best.map(|(_, subtype)| subtype).or_else(|| by_suffix(kind, words.last()?))
}

/// The subtype by the end of a name's last word ("AFPTV").
fn by_suffix(kind: EntityType, last: &str) -> Option<Subtype> {
    let ends = |suffix: &str| last.strip_suffix(suffix).is_some_and(|rest| rest.chars().count() > 1);
    SUBTYPES
        .suffixes
        .iter()
        .find(|(suffix, subtype)| subtype.entity_type() == kind && ends(suffix))
        .map(|&(_, subtype)| subtype)
}

/// The form by which names are compared: no "the" before them, one space between words, plain apostrophes, and no full
/// stops in initials ("U.S. Army" is "US Army").
fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for (i, word) in name.split_whitespace().enumerate() {
        if i == 0 && (word == "the" || word == "The") && name.trim() != word {
            continue;
        }
        if !key.is_empty() {
            key.push(' ');
        }
        let initials = is_initials(word);
        key.extend(word.chars().filter(|&c| !(initials && c == '.')).map(|c| if c == '’' { '\'' } else { c }));
    }
    key
}

/// Whether a word is capital letters with a full stop after each but perhaps the last: "U.S.", "D.C", "U.S.-".
fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_uppercase()).count();
    let stops = word.chars().filter(|&c| c == '.').count();
    letters >= 2
        && (stops == letters || stops + 1 == letters)
        && word.chars().enumerate().all(|(i, c)| if i % 2 == 0 { c.is_uppercase() } else { c == '.' })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Subtype as S;
    use super::*;

    #[test]
    fn organizations() {
        for (name, expected) in [
            ("Labour Party", Some(S::PoliticalParty)),
            ("Democrats", Some(S::PoliticalParty)),
            ("BJP", Some(S::PoliticalParty)),
            ("Pirate Party", Some(S::PoliticalParty)),
            ("Ministry of Foreign Affairs", Some(S::GovernmentOrganization)),
            ("Iranian Foreign Ministry", Some(S::GovernmentOrganization)),
            ("Council of Ministers", Some(S::GovernmentOrganization)),
            ("Supreme Court", Some(S::GovernmentOrganization)),
            ("Congress", Some(S::GovernmentOrganization)),
            ("U.S. Senate", Some(S::GovernmentOrganization)),
            ("Ukrainian parliament", Some(S::GovernmentOrganization)),
            ("State Department", Some(S::GovernmentOrganization)),
            ("Bank of England", Some(S::GovernmentOrganization)),
            ("European Commission", Some(S::IntergovernmentalOrganization)),
            ("U.N.", Some(S::IntergovernmentalOrganization)),
            ("the World Health Organization", Some(S::IntergovernmentalOrganization)),
            ("UN Mission in South Sudan", Some(S::IntergovernmentalOrganization)),
            ("NATO", Some(S::IntergovernmentalOrganization)),
            ("Israeli army", Some(S::SecurityForce)),
            ("U.S. Army", Some(S::SecurityForce)),
            ("Berlin Police Department", Some(S::SecurityForce)),
            ("FBI", Some(S::SecurityForce)),
            ("Sudanese Armed Forces", Some(S::SecurityForce)),
            ("Hamas", Some(S::ArmedGroup)),
            ("Hizbullah", Some(S::ArmedGroup)),
            ("al-Qaeda", Some(S::ArmedGroup)),
            ("M23", Some(S::ArmedGroup)),
            ("Azure Liberation Front", Some(S::ArmedGroup)),
            ("University of Nairobi", Some(S::CollegeOrUniversity)),
            ("Harvard Business School", Some(S::CollegeOrUniversity)),
            ("Springfield Elementary School", Some(S::EducationalOrganization)),
            ("Acme Corp.", Some(S::Corporation)),
            ("Acme Holdings, Inc.", Some(S::Corporation)),
            ("Deutsche Bank", Some(S::Corporation)),
            ("Bank of Cyprus", Some(S::Corporation)),
            ("Silver Group", Some(S::Corporation)),
            ("Kenya Airways", Some(S::Airline)),
            ("Manchester City", Some(S::SportsTeam)),
            ("Ipswich Town", Some(S::SportsTeam)),
            ("Los Angeles Lakers", Some(S::SportsTeam)),
            ("German Football Association", Some(S::SportsOrganization)),
            ("Reuters", Some(S::NewsMediaOrganization)),
            ("AFP", Some(S::NewsMediaOrganization)),
            ("The New York Times", Some(S::NewsMediaOrganization)),
            ("Fars News Agency", Some(S::NewsMediaOrganization)),
            ("Suva Herald", Some(S::NewsMediaOrganization)),
            ("Mersey Gazette", Some(S::NewsMediaOrganization)),
            ("Coast Television", Some(S::NewsMediaOrganization)),
            ("Kivu Radio", Some(S::NewsMediaOrganization)),
            ("Baltic Business Wire", Some(S::NewsMediaOrganization)),
            ("AFPTV", Some(S::NewsMediaOrganization)),
            ("DawnTV", Some(S::NewsMediaOrganization)),
            ("LakeNews", Some(S::NewsMediaOrganization)),
            ("TV", None),
            ("HTV", None),
            ("Doctors Without Borders", Some(S::Ngo)),
            ("Kenya Red Cross", Some(S::Ngo)),
            ("National Union of Teachers", Some(S::WorkersUnion)),
            ("Al-Shifa Hospital", Some(S::MedicalOrganization)),
            ("Max Planck Institute", Some(S::ResearchOrganization)),
            ("Vienna Philharmonic", Some(S::MusicGroup)),
            // No strong cue, or no organization's name at all.
            ("Party", None),
            ("United", None),
            ("Silver group", None),
            ("Quebec City", None),
            ("Israel", None),
            ("Zorblatt", None),
            ("", None),
        ] {
            assert_eq!(subtype(EntityType::Organization, name), expected, "{name}");
        }
    }

    #[test]
    fn places() {
        for (name, expected) in [
            ("U.S.", Some(S::Country)),
            ("the United Kingdom", Some(S::Country)),
            ("DRC", Some(S::Country)),
            ("Côte d’Ivoire", Some(S::Country)),
            ("Africa", Some(S::Continent)),
            ("Texas", Some(S::State)),
            ("Calif.", Some(S::State)),
            ("Paris", Some(S::City)),
            ("Washington, D.C.", Some(S::City)),
            ("The Hague", Some(S::City)),
            ("Gaza", Some(S::AdministrativeArea)),
            ("West Bank", Some(S::AdministrativeArea)),
            ("Herat Province", Some(S::AdministrativeArea)),
            ("Vltava River", Some(S::RiverBodyOfWater)),
            ("Lake Victoria", Some(S::LakeBodyOfWater)),
            ("Red Sea", Some(S::SeaBodyOfWater)),
            ("Strait of Hormuz", Some(S::BodyOfWater)),
            ("Mount Etna", Some(S::Mountain)),
            ("Snake Island", Some(S::Landform)),
            ("Ben Gurion International Airport", Some(S::Airport)),
            ("Al-Shifa Hospital", Some(S::Hospital)),
            ("Ibrahimi Mosque", Some(S::PlaceOfWorship)),
            ("Wembley Stadium", Some(S::CivicStructure)),
            ("Windsor Castle", Some(S::LandmarksOrHistoricalBuildings)),
            ("Middle East", None),
            ("us", None),
            ("Lake", None),
            ("Zorblatt", None),
        ] {
            assert_eq!(subtype(EntityType::Place, name), expected, "{name}");
        }
        assert_eq!(subtype(EntityType::Person, "Paris"), None);
        assert_eq!(subtype(EntityType::Group, "Democrats"), None);
    }

    #[test]
    fn canonical_names() {
        for (name, place) in [
            ("US", Some("United States")),
            ("U.S.", Some("United States")),
            ("U.S", Some("United States")),
            ("America", Some("United States")),
            ("the UAE", Some("United Arab Emirates")),
            ("Britain", Some("United Kingdom")),
            ("Kiev", Some("Kyiv")),
            ("Washington", Some("Washington, D.C.")),
            ("N.Y.", Some("New York State")),
            ("Gaza", Some("Gaza Strip")),
            ("TEHRAN", Some("Tehran")),
            ("NEW YORK", Some("New York City")),
            ("MALI", None),
            ("us", None),
            ("the", None),
            ("St", None),
        ] {
            assert_eq!(canonical_place(name), place, "{name}");
        }
        for (name, organization) in [
            ("UN", Some("United Nations")),
            ("the U.N. Security Council", Some("United Nations Security Council")),
            ("WHO", Some("World Health Organization")),
            ("A.P.", Some("Associated Press")),
            ("J.P. Morgan", Some("JPMorgan Chase")),
            ("BBC", Some("BBC")),
            ("Who", None),
            ("who", None),
            ("Security Service", None),
        ] {
            assert_eq!(canonical_organization(name), organization, "{name}");
        }
        assert_eq!(known("the Gaza Strip"), Some(S::AdministrativeArea));
        assert_eq!(known("ISIS"), Some(S::ArmedGroup));
        assert_eq!(known("Herat Province"), None);
    }

    #[test]
    fn every_name_stands_once_and_has_a_subtype_of_its_type() {
        let mut seen = BTreeMap::new();
        for [name, subtype, aliases] in rows(include_str!("data/places.tsv")) {
            let fits = Subtype::from_name(subtype).map(Subtype::entity_type) == Some(EntityType::Place);
            assert!(fits || subtype == "-", "{name} {subtype}");
            for alias in std::iter::once(name).chain(values(aliases)) {
                assert_eq!(seen.insert(key(alias), name), None, "{alias} stands twice");
            }
        }
        seen.clear();
        for [name, aliases] in rows(include_str!("data/aliases.tsv")) {
            assert!(!aliases.is_empty(), "{name}");
            for alias in std::iter::once(name).chain(values(aliases)) {
                assert_eq!(seen.insert(key(alias), name), None, "{alias} stands twice");
            }
        }
        seen.clear();
        for [subtype, position, phrases] in rows(include_str!("data/subtypes.tsv")) {
            let kind = Subtype::from_name(subtype).map(Subtype::entity_type);
            assert!(kind.is_some(), "{subtype}");
            if position == "name" {
                assert_eq!(kind, Some(EntityType::Organization), "places stand in places.tsv");
                for name in values(phrases) {
                    assert_eq!(seen.insert(key(name), subtype), None, "{name} stands twice");
                }
            } else {
                assert!(position == SUFFIX || Position::from_name(position).is_some(), "{position}");
                for phrase in values(phrases) {
                    assert!(phrase.split(' ').count() <= LONGEST_CUE, "{phrase}");
                }
            }
        }
    }

    #[test]
    fn a_subtype_fits_the_type_asked_for() {
        for [_, position, phrases] in rows(include_str!("data/subtypes.tsv")) {
            for phrase in values(phrases).filter(|_| position != "name") {
                for kind in [EntityType::Organization, EntityType::Place] {
                    let found = subtype(kind, &format!("Zorblatt {phrase}"));
                    assert!(found.is_none_or(|found| found.entity_type() == kind), "{phrase}");
                }
            }
        }
    }
}
