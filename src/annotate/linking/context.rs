//! What an article tells of the things it names: the countries it is about, its words, and what follows a place's name.

use std::collections::{BTreeMap, BTreeSet};

use super::joint::nearness;
use crate::annotate::entities::Entity;
use crate::annotate::mentions::{Mention, MentionKind, surface};
use crate::annotate::subtypes;
use crate::kb::{Coordinates, Entry, Kb, fold};
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
    /// Folded nouns, names and adjectives of the article, and the sentences that have them.
    words: BTreeMap<String, BTreeSet<usize>>,
    /// For each entity, the first sentences that mention it.
    sentences: Vec<BTreeSet<usize>>,
    /// For each entity, what follows one of its mentions after a comma ("Paris, Texas").
    after: Vec<Vec<Outer>>,
}

/// A place that another is said to lie in.
#[derive(Debug, Clone, PartialEq)]
struct Outer {
    /// Its folded names.
    names: Vec<String>,
    /// The countries that it may be.
    countries: Vec<String>,
    /// Where it may lie.
    at: Vec<Coordinates>,
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
        let mut words: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for word in syntax.words().iter().filter(|w| content(w.upos)) {
            for form in [fold(word.span.of(&article.text)), fold(&word.lemma)] {
                words.entry(form).or_default().insert(word.sentence);
            }
        }
        let countries_named = entities.iter().zip(names).filter(|(e, _)| e.entity_type == EntityType::Place);
        for (_, own) in countries_named {
            for word in own.iter().flat_map(|n| fold(n).split(' ').map(str::to_owned).collect::<Vec<_>>()) {
                words.entry(word).or_default();
            }
        }
        let sentences = |e: &Entity| {
            e.mentions.iter().take(MOST_SENTENCES).map(|&m| syntax.words()[mentions[m].head].sentence).collect()
        };
        let sentences = entities.iter().map(sentences).collect();
        let after = entities.iter().map(|e| following(kb, article, syntax, mentions, e)).collect();
        Self { countries, nations, words, sentences, after }
    }

    /// Names of the countries that the article speaks of most.
    pub(super) fn nations(&self) -> &[String] {
        &self.nations
    }

    /// The share of the article's talk of countries that is of this one, 0 to 1; none where it tells of no country.
    pub(super) fn country(&self, country: Option<&str>) -> Option<f32> {
        let share = || country.and_then(|c| self.countries.get(c)).copied().unwrap_or(0.0);
        (!self.countries.is_empty()).then(share)
    }

    /// How the words of a description go with the article; words of the names (folded) of entity `e` do not count.
    pub(super) fn overlap(&self, e: usize, description: &str, names: &BTreeSet<String>) -> Overlap {
        let folded: BTreeSet<String> = description
            .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-')
            .map(fold)
            .filter(|w| w.chars().count() > 2 && !names.contains(w.as_str()) && !STOP.contains(&w.as_str()))
            .filter(|w| !w.bytes().all(|b| b.is_ascii_digit()))
            .collect();
        let mut overlap = Overlap { all: folded.len(), ..Overlap::default() };
        for word in &folded {
            let singular = || self.words.get(word.strip_suffix('s')?);
            if let Some(sentences) = self.words.get(word).or_else(singular) {
                overlap.shared += 1;
                overlap.close += usize::from(self.sentences[e].iter().any(|s| sentences.contains(s)));
            }
        }
        overlap
    }

    /// The folded names of what follows entity `e` after a comma.
    pub(super) fn outer_names(&self, e: usize) -> impl Iterator<Item = &str> {
        self.after.get(e).into_iter().flatten().flat_map(|outer| &outer.names).map(String::as_str)
    }

    /// Whether an entry lies in what follows entity `e` after a comma; `None` where nothing follows it.
    pub(super) fn contained(&self, e: usize, entry: &Entry) -> Option<bool> {
        let after = self.after.get(e).filter(|a| !a.is_empty())?;
        let description = format!(" {} ", fold(&entry.description));
        let named = |outer: &Outer| outer.names.iter().any(|name| description.contains(&format!(" {name} ")));
        let of = |outer: &Outer| entry.country.as_ref().is_some_and(|c| outer.countries.contains(c));
        Some(after.iter().any(|outer| named(outer) || of(outer)))
    }

    /// How near an entry lies to what follows entity `e` after a comma, 1 to 0.
    pub(super) fn beside(&self, e: usize, entry: &Entry) -> f32 {
        let Some(at) = entry.coordinates else { return 0.0 };
        let outer = self.after.get(e).into_iter().flatten().flat_map(|outer| &outer.at);
        outer.map(|other| nearness(at, *other)).fold(0.0, f32::max)
    }
}

/// How the words of an entry's description go with an article.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Overlap {
    /// Words that the article has.
    pub(super) shared: usize,
    /// Words that the sentences have that mention the entity.
    pub(super) close: usize,
    /// All words.
    pub(super) all: usize,
}

/// Sentences of an entity that are looked at.
const MOST_SENTENCES: usize = 6;

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

/// What is said to contain an entity: places that follow its mentions after a comma or "in".
fn following(kb: &Kb, article: &Article, syntax: &Syntax, mentions: &[Mention], entity: &Entity) -> Vec<Outer> {
    if !matches!(entity.entity_type, EntityType::Place | EntityType::Organization) {
        return Vec::new();
    }
    let mut found: Vec<Outer> = Vec::new();
    for &m in entity.mentions.iter().filter(|&&m| mentions[m].kind == MentionKind::Name) {
        // Mentions stand in the order of the text.
        let Some(next) = mentions.get(m + 1) else { continue };
        let gap = article.text.get(mentions[m].span.end..next.span.start).unwrap_or_default();
        let inside = matches!(gap.trim(), "," | "in" | ", in" | "(");
        if !inside || next.kind != MentionKind::Name || next.entity_type != EntityType::Place {
            continue;
        }
        let outer = outer(kb, &surface(&article.text, syntax, &next.words));
        if !found.contains(&outer) {
            found.push(outer);
        }
    }
    found
}

/// The place of a name that another lies in.
fn outer(kb: &Kb, name: &str) -> Outer {
    let usual = subtypes::canonical_place(name).unwrap_or(name);
    let mut outer = Outer { names: vec![fold(name)], countries: Vec::new(), at: Vec::new() };
    let places = kb.candidates(usual).into_iter().filter(|c| kb.entity_type(c.entry) == EntityType::Place);
    for entry in places.take(MOST_OUTER).map(|c| kb.entry(c.entry)) {
        if entry.subtype == Some(Subtype::Country) {
            outer.countries.extend(entry.country);
        } else {
            outer.at.extend(entry.coordinates);
        }
    }
    let usual = fold(usual);
    if !outer.names.contains(&usual) {
        outer.names.push(usual);
    }
    outer
}

/// Meanings of a name that follows a place's that are looked at.
const MOST_OUTER: usize = 2;
