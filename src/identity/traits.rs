//! What one article says of a thing that can contradict what another says: types, gender, nationality, birth, work.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::Date;
use oxigraph::model::{NamedNodeRef, Term};

use super::kind::Kind;
use crate::ontology::{foaf, rdf, schema};

/// The properties that can contradict each other, beside the type.
const PROPERTIES: [NamedNodeRef<'static>; 5] =
    [schema::GENDER, schema::NATIONALITY, foaf::AGE, schema::BIRTH_DATE, schema::JOB_TITLE];

/// Two years: nobody changes from the pitch to the bench within them.
const CAREER_DAYS: i64 = 730;
/// Ages are often a year off: counted up to the coming birthday, or copied from an older article.
const SLACK_DAYS: i64 = 366;
const YEAR_DAYS: f64 = 365.2425;

/// What exclude each other.
struct Exclusive {
    types: BTreeSet<(&'static str, &'static str)>,
    work: BTreeSet<(&'static str, &'static str)>,
    /// Word of a job title → kind of work.
    titles: BTreeMap<&'static str, &'static str>,
}

static EXCLUSIVE: LazyLock<Exclusive> = LazyLock::new(|| {
    let mut all = Exclusive { types: BTreeSet::new(), work: BTreeSet::new(), titles: BTreeMap::new() };
    for line in include_str!("exclusive.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let what = fields.next().unwrap_or_default();
        let names: Vec<&str> = fields.collect();
        let pairs = names.iter().flat_map(|a| names.iter().map(|b| (*a, *b))).filter(|(a, b)| a != b);
        match (what, names.as_slice()) {
            ("type", _) => all.types.extend(pairs),
            ("work", _) => all.work.extend(pairs),
            (_, [work, words @ ..]) => all.titles.extend(words.iter().map(|word| (*word, *work))),
            _ => {}
        }
    }
    all
});

/// What is said of a thing, by one article or by several that agree.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Traits {
    types: BTreeSet<String>,
    genders: BTreeSet<String>,
    /// Countries of the knowledge base.
    linked_nations: BTreeSet<String>,
    /// Countries by name alone.
    named_nations: BTreeSet<String>,
    /// First and last day on which the person can have been born, counted in days.
    born: Option<(i64, i64)>,
    /// Kinds of work, with the days on which they were said.
    work: BTreeSet<(&'static str, i64)>,
}

/// Whether a triple with this predicate and object can contradict another. `object` is an IRI, or not of interest.
pub(super) fn tells(predicate: &str, object: &str) -> bool {
    if predicate == rdf::TYPE.as_str() {
        // That somebody is a person contradicts nothing, and every entity has such a type.
        return EXCLUSIVE.types.range((local(object), "")..).next().is_some_and(|(a, _)| *a == local(object));
    }
    PROPERTIES.iter().any(|p| p.as_str() == predicate)
}

/// What stands after the namespace of an IRI.
fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// A day as a number, to reckon with.
pub(super) fn day(date: Date) -> i64 {
    i64::from(date.duration_since(Date::new(1970, 1, 1).unwrap_or(Date::ZERO)).as_hours() as i32 / 24)
}

/// The date at the beginning of a literal: `2023-11-30`, `2023-11-30T10:00:00Z`.
pub(super) fn date_of(term: &Term) -> Option<Date> {
    let Term::Literal(literal) = term else { return None };
    literal.value().get(..10)?.parse().ok()
}

impl Traits {
    /// Takes in what a triple says. `published` is the day of the article, `canonical` the name that users gave a thing.
    pub(super) fn take(
        &mut self,
        predicate: NamedNodeRef<'_>,
        object: &Term,
        published: Option<Date>,
        canonical: impl Fn(&str) -> Option<String>,
    ) {
        let text = match object {
            Term::NamedNode(node) => node.as_str(),
            Term::Literal(literal) => literal.value(),
            Term::BlankNode(_) | Term::Triple(_) => return,
        };
        if predicate == rdf::TYPE {
            self.types.insert(local(text).to_owned());
        } else if predicate == schema::GENDER {
            self.genders.insert(local(text).to_lowercase());
        } else if predicate == schema::NATIONALITY {
            let name = canonical(text).unwrap_or_else(|| text.to_owned());
            let nations =
                if Kind::of(&name) == Kind::Linked { &mut self.linked_nations } else { &mut self.named_nations };
            nations.insert(name);
        } else if predicate == foaf::AGE {
            if let (Ok(age), Some(published)) = (text.parse::<u16>(), published)
                && age < 130
            {
                let birthday = day(published) as f64 - f64::from(age) * YEAR_DAYS;
                self.widen_birth((birthday - YEAR_DAYS) as i64 - SLACK_DAYS, birthday as i64 + SLACK_DAYS);
            }
        } else if predicate == schema::BIRTH_DATE {
            if let Some((first, last)) = days_of(text) {
                self.widen_birth(first - SLACK_DAYS, last + SLACK_DAYS);
            }
        } else if predicate == schema::JOB_TITLE
            && let Some(published) = published
        {
            let title = text.to_lowercase();
            let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).collect();
            if !words.iter().any(|word| ["former", "ex", "retired", "late"].contains(word)) {
                let work = words.iter().filter_map(|word| EXCLUSIVE.titles.get(word).copied());
                self.work.extend(work.map(|work| (work, day(published))));
            }
        }
    }

    /// One article may give two ages for two times: either may be meant.
    fn widen_birth(&mut self, first: i64, last: i64) {
        let (a, b) = self.born.unwrap_or((first, last));
        self.born = Some((a.min(first), b.max(last)));
    }

    /// How much is said, to begin with the articles that say most.
    pub(super) fn weight(&self) -> usize {
        self.genders.len()
            + self.linked_nations.len()
            + self.named_nations.len()
            + usize::from(self.born.is_some())
            + self.work.len()
            + self.types.iter().filter(|t| EXCLUSIVE.types.iter().any(|(a, _)| a == t)).count()
    }

    /// Whether both can be true of one thing.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let exclusive = |a: &String, b: &String| EXCLUSIVE.types.contains(&(a.as_str(), b.as_str()));
        let kinds = !pairs(&self.types, &other.types).any(|(a, b)| exclusive(a, b));
        // Two names of countries may be those of one, unless the knowledge base knows both.
        let (linked, named) =
            (overlap(&self.linked_nations, &other.linked_nations), overlap(&self.named_nations, &other.named_nations));
        let nations = linked == Some(true) || named == Some(true) || (linked.is_none() && named.is_none());
        let genders = overlap(&self.genders, &other.genders) != Some(false);
        let born = match (self.born, other.born) {
            (Some((a, b)), Some((c, d))) => a <= d && c <= b,
            _ => true,
        };
        let at_one_time = |a: &(&str, i64), b: &(&str, i64)| (a.1 - b.1).abs() <= CAREER_DAYS;
        let both = || pairs(&self.work, &other.work).filter(|(a, b)| at_one_time(a, b));
        let work = both().any(|(a, b)| a.0 == b.0) || !both().any(|(a, b)| EXCLUSIVE.work.contains(&(a.0, b.0)));
        kinds && nations && genders && born && work
    }

    /// Takes in what another says that agrees.
    pub(super) fn join(&mut self, other: &Self) {
        self.types.extend(other.types.iter().cloned());
        self.genders.extend(other.genders.iter().cloned());
        self.linked_nations.extend(other.linked_nations.iter().cloned());
        self.named_nations.extend(other.named_nations.iter().cloned());
        self.work.extend(&other.work);
        self.born = match (self.born, other.born) {
            (Some((a, b)), Some((c, d))) => Some((a.max(c), b.min(d))),
            (one, other) => one.or(other),
        };
    }
}

fn pairs<'a, T>(a: &'a BTreeSet<T>, b: &'a BTreeSet<T>) -> impl Iterator<Item = (&'a T, &'a T)> {
    a.iter().flat_map(move |a| b.iter().map(move |b| (a, b)))
}

/// Whether two sets share something; none where one of them is empty, which says nothing.
fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> Option<bool> {
    (!a.is_empty() && !b.is_empty()).then(|| !a.is_disjoint(b))
}

/// First and last day of `1980`, `1980-05` or `1980-05-17`.
fn days_of(text: &str) -> Option<(i64, i64)> {
    if let Some(date) = text.get(..10).and_then(|text| text.parse::<Date>().ok()) {
        return Some((day(date), day(date)));
    }
    let mut parts = text.splitn(2, '-');
    let year: i16 = parts.next()?.parse().ok()?;
    let (first, last) = match parts.next() {
        Some(month) => {
            let first = Date::new(year, month.parse().ok()?, 1).ok()?;
            (first, first.last_of_month())
        }
        None => (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
    };
    Some((day(first), day(last)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::EntityType;
    use crate::ontology::{Subtype, xsd};
    use oxigraph::model::{Literal, NamedNode};

    /// `"gender Male; age 40"`, of an article of that day.
    fn traits(text: &str, published: &str) -> Traits {
        let mut traits = Traits::default();
        for part in text.split(';').map(str::trim).filter(|p| !p.is_empty()) {
            let (property, value) = part.split_once(' ').unwrap();
            let iri = |namespace: &str| Term::from(NamedNode::new(format!("{namespace}{value}")).unwrap());
            let (predicate, object) = match property {
                "type" => (rdf::TYPE, iri("https://schema.org/")),
                "gender" => (schema::GENDER, iri("https://schema.org/")),
                "nation" => (schema::NATIONALITY, iri("https://w3id.org/newsgraph/kg/entity/")),
                "age" => (foaf::AGE, Literal::new_typed_literal(value, xsd::INTEGER).into()),
                "born" => (schema::BIRTH_DATE, Literal::from(value).into()),
                "job" => (schema::JOB_TITLE, Literal::new_language_tagged_literal(value, "en").unwrap().into()),
                other => panic!("{other}"),
            };
            traits.take(predicate, &object, published.parse().ok(), |_| None);
        }
        traits
    }

    #[test]
    fn what_contradicts_and_what_does_not() {
        for (a, b, agree) in [
            ("", "gender Male; age 4", true),
            ("gender Male", "gender Male; nation Q1", true),
            ("gender Male", "gender Female", false),
            ("nation Q1; nation Q2", "nation Q2; nation Q3", true),
            ("nation Q1", "nation Q2", false),
            ("nation Q1", "nation place/arcadia", true),
            ("nation place/arcadia", "nation place/utopia", false),
            ("type Country", "type Place", true),
            ("type Country", "type City", false),
            ("type SportsTeam; type Organization", "type GovernmentOrganization; type Organization", false),
            ("type Corporation", "type NewsMediaOrganization", true),
            ("age 40", "age 41", true),
            ("age 40", "age 43", false),
            ("age 40", "born 1983-06-01", true),
            ("age 40", "born 1970", false),
            ("born 1970-02", "born 1970", true),
            ("job national team goalkeeper", "job Interior Minister", false),
            ("job former goalkeeper", "job Interior Minister", true),
            ("job Interior Minister", "job mayor", true),
            ("job goalkeeper; job mayor", "job mayor", true),
            ("job spokesperson", "job goalkeeper", true),
        ] {
            let (a_traits, b_traits) = (traits(a, "2023-11-30"), traits(b, "2023-06-01"));
            assert_eq!(a_traits.agrees(&b_traits), agree, "{a} / {b}");
            assert_eq!(b_traits.agrees(&a_traits), agree, "{b} / {a}");
        }
    }

    #[test]
    fn ages_and_work_depend_on_the_day() {
        assert!(traits("age 40", "2003-01-10").agrees(&traits("age 60", "2023-01-10")));
        assert!(!traits("age 40", "2003-01-10").agrees(&traits("age 40", "2023-01-10")));
        assert!(traits("age 40", "").agrees(&traits("age 60", "2023-01-10")), "no day, no contradiction");
        assert!(traits("job striker", "2003-01-10").agrees(&traits("job minister", "2023-01-10")));
    }

    #[test]
    fn the_table_names_what_there_is() {
        let classes: BTreeSet<&str> =
            EntityType::ALL.iter().map(|t| t.name()).chain(Subtype::ALL.iter().map(|t| t.name())).collect();
        for (a, _) in &EXCLUSIVE.types {
            assert!(classes.contains(a), "{a} is no type of an entity");
        }
        for (a, _) in &EXCLUSIVE.work {
            assert!(EXCLUSIVE.titles.values().any(|work| work == a), "{a} has no titles");
        }
        assert_eq!(EXCLUSIVE.titles.get("goalkeeper"), Some(&"sport"));
    }
}
