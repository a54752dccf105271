//! Words for the inhabitants of places and the adjectives made from places' names ("Israeli", "Frenchwomen", "New Yorker").

use std::collections::HashMap;
use std::sync::LazyLock;

use super::tables::{rows, values};

/// The most words that a demonym has, hyphens taken as breaks ("Papua New Guineans").
const LONGEST: usize = 4;

/// What a demonym stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demonym {
    /// The place, by a name that [`canonical_place`](super::subtypes::canonical_place) gives: "Israel".
    pub place: &'static str,
    /// Whether it can be a noun for people ("Israelis", "a Thai", "the French"); "Danish" cannot.
    pub people: bool,
}

/// Every demonym; `None` stands for an ethnic, language or religious group, which has no place.
static DEMONYMS: LazyLock<HashMap<String, Option<Demonym>>> = LazyLock::new(|| {
    let mut demonyms = HashMap::new();
    for [place, adjectives, nouns] in rows(include_str!("data/demonyms.tsv")) {
        for (column, people) in [(adjectives, false), (nouns, true)] {
            for word in values(column) {
                let demonym = (!place.is_empty()).then_some(Demonym { place, people });
                let singular = word.strip_suffix("(s)");
                demonyms.insert(key(&[singular.unwrap_or(word)]), demonym);
                if let Some(singular) = singular {
                    demonyms.insert(key(&[singular]) + "s", demonym);
                }
            }
        }
    }
    demonyms
});

/// The place that a word is the demonym of, or `None`. Upper and lower case count: "polish" is not "Polish".
///
/// ```
/// use newsgraph::annotate::demonyms;
///
/// let danes = demonyms::place("Danes").unwrap();
/// assert_eq!((danes.place, danes.people), ("Denmark", true));
/// assert_eq!(demonyms::place("Kurdish"), None);
/// ```
#[must_use]
pub fn place(word: &str) -> Option<Demonym> {
    DEMONYMS.get(&key(&[word])).copied().flatten()
}

/// The longest demonym that the words begin with, and how many of them it takes: of "South African miners" two, for
/// South Africa. A hyphen may be a word of its own ("Sub - Saharan").
#[must_use]
pub fn longest(words: &[&str]) -> Option<(usize, Demonym)> {
    // A hyphen between two words makes three of them.
    (1..=words.len().min(2 * LONGEST - 1)).rev().find_map(|count| {
        let words = &words[..count];
        if words.first() == Some(&"-") || words.last() == Some(&"-") {
            return None;
        }
        DEMONYMS.get(&key(words)).copied().flatten().map(|demonym| (count, demonym))
    })
}

/// Whether a word names an ethnic, language or religious group that no one place stands for ("Kurdish", "Muslims").
#[must_use]
pub fn is_ethnic(word: &str) -> bool {
    DEMONYMS.get(&key(&[word])).is_some_and(Option::is_none)
}

/// The words with one space between, hyphens taken as breaks and the typographic apostrophe as the plain one.
fn key(words: &[&str]) -> String {
    let mut key = String::new();
    for part in words.iter().flat_map(|word| word.split(['-', ' '])).filter(|part| !part.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(part.chars().map(|c| if c == '’' { '\'' } else { c }));
    }
    key
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::annotate::subtypes::canonical_place;

    #[test]
    fn words() {
        for (word, place_name, people) in [
            ("Israeli", "Israel", true),
            ("Israelis", "Israel", true),
            ("French", "France", true),
            ("Frenchwoman", "France", true),
            ("Dutch", "Netherlands", true),
            ("Danish", "Denmark", false),
            ("Spaniards", "Spain", true),
            ("Briton", "United Kingdom", true),
            ("Thais", "Thailand", true),
            ("Emirati", "United Arab Emirates", true),
            ("Ivorian", "Ivory Coast", true),
            ("Kosovars", "Kosovo", true),
            ("Congolese", "Democratic Republic of the Congo", true),
            ("Georgian", "Georgia", true),
            ("Nigerien", "Niger", true),
            ("American", "United States", true),
            ("Ni-Vanuatu", "Vanuatu", true),
            ("Québécois", "Quebec", true),
            ("Texans", "Texas", true),
            ("Londoner", "London", true),
            ("Gazans", "Gaza Strip", true),
            ("European", "Europe", true),
            ("Balkan", "Balkans", false),
        ] {
            assert_eq!(place(word), Some(Demonym { place: place_name, people }), "{word}");
        }
        for word in ["polish", "israeli", "Israel", "Kurdish", "Muslims", "Bosniak", "Turkey", "", "-", "Germanys"] {
            assert_eq!(place(word), None, "{word}");
        }
    }

    #[test]
    fn several_words() {
        for (text, expected) in [
            ("South African miners", Some((2, "South Africa"))),
            ("African miners", Some((1, "Africa"))),
            ("Middle Eastern states", Some((2, "Middle East"))),
            ("New Yorkers", Some((2, "New York City"))),
            ("Papua New Guineans fled", Some((3, "Papua New Guinea"))),
            ("Sub - Saharan herders", Some((3, "Sub-Saharan Africa"))),
            ("Russian - Israeli", Some((1, "Russia"))),
            ("North Korea", None),
            ("- Israeli", None),
            ("", None),
        ] {
            let words: Vec<&str> = text.split_whitespace().collect();
            assert_eq!(longest(&words).map(|(count, demonym)| (count, demonym.place)), expected, "{text}");
        }
    }

    #[test]
    fn groups() {
        for word in ["Kurdish", "Kurds", "Jewish", "Bosniaks", "Shi’ite", "Rohingya"] {
            assert!(is_ethnic(word), "{word}");
        }
        for word in ["Israeli", "kurdish", "Kurdistan"] {
            assert!(!is_ethnic(word), "{word}");
        }
    }

    #[test]
    fn every_place_is_canonical_and_every_word_stands_once() {
        let mut seen = BTreeSet::new();
        for [name, adjectives, nouns] in rows(include_str!("data/demonyms.tsv")) {
            assert!(name.is_empty() || canonical_place(name) == Some(name), "{name}");
            for word in values(adjectives).chain(values(nouns)) {
                assert!(word.starts_with(char::is_uppercase), "{word}");
                assert!(seen.insert(word.trim_end_matches("(s)")), "{word} stands twice");
                assert!(key(&[word]).split(' ').count() <= LONGEST, "{word}");
            }
        }
    }
}
