//! The country that a description tells of, for entries whose country the knowledge base does not say: "city in Oregon",
//! "Swiss tennis player".

use std::collections::BTreeMap;

use crate::annotate::{demonyms, subtypes};
use crate::kb::{Entry, Kb};
use crate::ontology::{EntityType, Subtype};

/// Names of a place that are looked at for its country.
const MOST: usize = 1;

/// Countries by the names of places and their inhabitants, looked up once an article.
pub(super) struct Nations<'a> {
    kb: &'a Kb,
    known: BTreeMap<String, Option<(String, bool)>>,
}

impl<'a> Nations<'a> {
    pub(super) fn new(kb: &'a Kb) -> Self {
        Self { kb, known: BTreeMap::new() }
    }

    /// The country of an entry, as the knowledge base has it or as its description tells.
    pub(super) fn country_of(&mut self, entry: &Entry) -> Option<String> {
        entry.country.clone().or_else(|| self.told(&entry.description))
    }

    /// The first country that a description names or has a demonym of, or else that of the first other place in it.
    fn told(&mut self, description: &str) -> Option<String> {
        let mut within = None;
        for run in runs(description) {
            let whole = run.join(" ");
            let parts = if run.len() > 1 { run } else { Vec::new() };
            for name in std::iter::once(whole.as_str()).chain(parts) {
                match self.of(name) {
                    Some((country, true)) => return Some(country),
                    Some((country, false)) => {
                        within.get_or_insert(country);
                        break;
                    }
                    None => {}
                }
            }
        }
        within
    }

    /// The country that a name means or lies in, and whether it means the country.
    fn of(&mut self, name: &str) -> Option<(String, bool)> {
        let place = demonyms::place(name).map(|d| d.place).or_else(|| subtypes::canonical_place(name))?;
        if let Some(known) = self.known.get(place) {
            return known.clone();
        }
        let places = self.kb.candidates(place).into_iter().map(|c| c.entry);
        let mut places = places.filter(|id| self.kb.entity_type(*id) == EntityType::Place).take(MOST);
        let found = places.find_map(|id| {
            let country = self.kb.country(id)?.to_owned();
            Some((country, self.kb.subtype(id) == Some(Subtype::Country)))
        });
        self.known.insert(place.to_owned(), found.clone());
        found
    }
}

/// The words with a capital that stand side by side.
fn runs(description: &str) -> Vec<Vec<&str>> {
    let mut runs: Vec<Vec<&str>> = vec![Vec::new()];
    for word in description.split(' ') {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let ends = word.ends_with([',', ';', ')']);
        match runs.last_mut() {
            Some(run) if bare.chars().next().is_some_and(char::is_uppercase) && !word.starts_with('(') => {
                run.push(bare);
            }
            _ => runs.push(Vec::new()),
        }
        if ends {
            runs.push(Vec::new());
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_tell_countries() {
        let kb = Kb::embedded().expect("the knowledge base opens");
        let mut nations = Nations::new(&kb);
        for (description, country) in [
            ("Swiss tennis player", Some("CH")),
            ("city in Oregon, United States", Some("US")),
            ("town of Oregon", Some("US")),
            ("South African writer born in Portugal", Some("ZA")),
            ("former president of Peru (1990–1995)", Some("PE")),
            ("river", None),
            ("player of the Comets", None),
        ] {
            assert_eq!(nations.told(description).as_deref(), country, "{description}");
        }
    }
}
