//! What an article tells of the things it names: the countries it is about, its words, and what follows a place's name.

use std::collections::{BTreeMap, BTreeSet};

use crate::annotate::entities::Entity;
use crate::annotate::mentions::{Mention, MentionKind};
use crate::kb::{Kb, fold};
use crate::ontology::{EntityType, Subtype};
use crate::text::syntax::{Syntax, Upos};
use crate::text::{Article, Span};

/// How much more the country of the dateline counts than one that is named once.
const DATELINE: f32 = 2.0;
/// Prominence from which a city's country counts without being named.
const WELL_KNOWN: f32 = 0.5;

/// The context in which an article's entities are linked.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// Country (ISO 3166-1 alpha-2) → share of what is said of countries.
    countries: BTreeMap<String, f32>,
    /// Names of the countries that are spoken of most, the first first.
    nations: Vec<String>,
    /// Folded nouns, names and adjectives of the article.
    words: BTreeSet<String>,
    /// For each entity, the folded names that follow one of its mentions after a comma ("Paris, Texas").
    after: Vec<Vec<String>>,
}

impl Context {
    pub(super) fn new(
        kb: &Kb,
        article: &Article,
        syntax: &Syntax,
        mentions: &[Mention],
        entities: &[Entity],
        names: &[Vec<String>],
        datelines: &[Span],
    ) -> Self {
        let mut countries: BTreeMap<String, f32> = BTreeMap::new();
        let mut labels: BTreeMap<String, String> = BTreeMap::new();
        let mut add = |name: &str, weight: f32| {
            let places = kb.candidates(name).into_iter().filter(|c| kb.entity_type(c.entry) == EntityType::Place);
            // Of several places of the name, the most prominent: the others rarely are what is meant, and never surely.
            if let Some(first) = places.take(1).map(|c| c.entry).next() {
                let sure = kb.subtype(first) == Some(Subtype::Country) || kb.prior(first) > WELL_KNOWN;
                if let Some(country) = kb.country(first).filter(|_| sure) {
                    if kb.subtype(first) == Some(Subtype::Country) {
                        labels.entry(country.to_owned()).or_insert_with(|| kb.entry(first).label);
                    }
                    *countries.entry(country.to_owned()).or_default() += weight;
                }
            }
        };
        for (entity, own) in entities.iter().zip(names).filter(|(e, _)| e.entity_type == EntityType::Place) {
            if let Some(name) = own.first() {
                add(name, (entity.mentions.len() as f32).sqrt());
            }
        }
        for dateline in datelines {
            let place = dateline.of(&article.text);
            add(place.split(',').next_back().unwrap_or(place).trim(), DATELINE);
            add(place.split(',').next().unwrap_or(place).trim(), DATELINE);
        }
        let nations = nations(&labels, &countries);
        let total: f32 = countries.values().sum::<f32>().max(1.0);
        countries.values_mut().for_each(|share| *share /= total);
        let content = |upos: Upos| matches!(upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb);
        let mut words = BTreeSet::new();
        for word in syntax.words().iter().filter(|w| content(w.upos)) {
            words.insert(fold(word.span.of(&article.text)));
            words.insert(fold(&word.lemma));
        }
        let countries_named = entities.iter().zip(names).filter(|(e, _)| e.entity_type == EntityType::Place);
        for (_, own) in countries_named {
            words.extend(own.iter().flat_map(|n| fold(n).split(' ').map(str::to_owned).collect::<Vec<_>>()));
        }
        let after = entities.iter().map(|e| following(article, mentions, e)).collect();
        Self { countries, nations, words, after }
    }

    /// Names of the countries that the article speaks of most.
    pub(super) fn nations(&self) -> &[String] {
        &self.nations
    }

    /// The share of the article's talk of countries that is of this one, 0 to 1.
    pub(super) fn country(&self, country: &str) -> f32 {
        self.countries.get(country).copied().unwrap_or(0.0)
    }

    /// Whether the article tells of any country.
    pub(super) fn has_countries(&self) -> bool {
        !self.countries.is_empty()
    }

    /// How many of a description's content words the article has, and how many there are; the words of the entity's own
    /// name (folded) do not count.
    pub(super) fn overlap(&self, description: &str, name: &str) -> (usize, usize) {
        let own: BTreeSet<&str> = name.split(' ').collect();
        let folded: BTreeSet<String> = description
            .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-')
            .map(fold)
            .filter(|w| w.chars().count() > 2 && !own.contains(w.as_str()) && !STOP.contains(&w.as_str()))
            .filter(|w| !w.bytes().all(|b| b.is_ascii_digit()))
            .collect();
        let shared = folded.iter().filter(|w| self.words.contains(*w) || self.singular(w)).count();
        (shared, folded.len())
    }

    fn singular(&self, word: &str) -> bool {
        word.strip_suffix('s').is_some_and(|w| self.words.contains(w))
    }

    /// Whether the description, folded, names what follows entity `e` after a comma; `None` where nothing follows it.
    pub(super) fn contained(&self, e: usize, description: &str) -> Option<bool> {
        let after = self.after.get(e).filter(|a| !a.is_empty())?;
        let description = format!(" {} ", fold(description));
        Some(after.iter().any(|name| description.contains(&format!(" {name} "))))
    }
}

/// Names of the countries with the most weight.
fn nations(labels: &BTreeMap<String, String>, countries: &BTreeMap<String, f32>) -> Vec<String> {
    let mut ranked: Vec<(&String, f32)> = countries.iter().map(|(c, w)| (c, *w)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    ranked.into_iter().filter_map(|(code, _)| labels.get(code).cloned()).take(NATIONS).collect()
}

/// How many countries a body without a country may be of.
const NATIONS: usize = 2;

/// Words that say nothing of what is described.
const STOP: [&str; 14] =
    ["the", "and", "for", "who", "was", "with", "from", "since", "its", "that", "has", "had", "are", "were"];

/// The folded names of the places that follow an entity's mentions after a comma.
fn following(article: &Article, mentions: &[Mention], entity: &Entity) -> Vec<String> {
    if entity.entity_type != EntityType::Place {
        return Vec::new();
    }
    let mut found = Vec::new();
    for &m in entity.mentions.iter().filter(|&&m| mentions[m].kind == MentionKind::Name) {
        let end = mentions[m].span.end;
        let next = mentions.iter().find(|x| {
            x.kind == MentionKind::Name
                && x.entity_type == EntityType::Place
                && x.span.start > end
                && article.text.get(end..x.span.start).is_some_and(|gap| gap.trim() == ",")
        });
        if let Some(next) = next {
            let name = fold(next.span.of(&article.text));
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}
