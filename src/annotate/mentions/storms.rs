//! Names of storms: "Typhoon Salome", "Tropical Storm Lee". The names are those of people and places, and so the engine
//! takes them for such.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::{NameSpan, NameType};
use crate::ontology::EntityType;
use crate::text::syntax::{Syntax, Upos};

use super::surface;

/// Words that a storm's name follows.
const KINDS: [&str; 4] = ["Typhoon", "Hurricane", "Cyclone", "Storm"];

/// Words before those that belong to the name.
const GRADES: [&str; 6] = ["Tropical", "Subtropical", "Super", "Severe", "Cyclonic", "Post-Tropical"];

/// What follows those words in names of other things: warnings, seasons, offices.
const OTHERS: [&str; 12] = [
    "Warning",
    "Warnings",
    "Watch",
    "Season",
    "Center",
    "Centre",
    "Prediction",
    "Surge",
    "Force",
    "Shelter",
    "Relief",
    "Alert",
];

/// How sure a storm's name is.
const SURE: f32 = 0.9;

/// True for the words that tell the kind of a storm before its name.
pub(in crate::annotate) fn is_kind(word: &str) -> bool {
    KINDS.contains(&word)
}

/// Puts the names of storms in the place of what the engine saw there. Headlines in capital letters are left alone: there,
/// any word may follow ("Storm Hits Coast").
pub(super) fn add(text: &str, syntax: &Syntax, names: &mut Vec<NameSpan>) {
    for words in found(text, syntax) {
        let overlaps = |n: &NameSpan| n.words.start < words.end && words.start < n.words.end;
        let longer = |n: &NameSpan| n.words.end > words.end || n.words.start < words.start;
        if names.iter().any(|n| overlaps(n) && longer(n)) {
            continue;
        }
        names.retain(|n| !overlaps(n));
        names.push(NameSpan { words, kind: NameType::Event, confidence: SURE });
    }
    names.sort_by_key(|n| n.words.start);
}

/// Settles what "Salome" alone is: the storm, where the article has a storm and no longer name of a person with it.
pub(super) fn settle(text: &str, syntax: &Syntax, names: &[NameSpan], types: &mut HashMap<String, EntityType>) {
    let forms: Vec<String> = names.iter().map(|n| surface(text, syntax, &n.words)).collect();
    let events: Vec<&String> = forms.iter().filter(|f| types.get(*f) == Some(&EntityType::Event)).collect();
    for storm in events {
        let Some((before, own)) = storm.rsplit_once(' ') else { continue };
        let kind = before.rsplit(' ').next().is_some_and(is_kind);
        let person = |f: &&String| {
            types.get(*f) == Some(&EntityType::Person) && f.contains(' ') && f.split(' ').any(|w| w == own)
        };
        if kind && forms.iter().any(|f| f == own) && !forms.iter().any(|f| person(&f)) {
            types.insert(own.to_owned(), EntityType::Event);
        }
    }
}

fn found(text: &str, syntax: &Syntax) -> Vec<Range<usize>> {
    let form = |i: usize| syntax.words()[i].span.of(text);
    let capital = |i: usize| form(i).starts_with(char::is_uppercase);
    let mut all = Vec::new();
    for sentence in syntax.sentences() {
        if in_capitals(text, syntax, &sentence.words) {
            continue;
        }
        for i in sentence.words.clone().filter(|&i| is_kind(form(i)) && i + 1 < sentence.words.end) {
            let named = capital(i + 1)
                && syntax.words()[i + 1].upos == Upos::Propn
                && form(i + 1).chars().all(|c| c.is_alphabetic() || c == '-')
                && !OTHERS.contains(&form(i + 1));
            let mut start = i;
            while start > sentence.words.start && GRADES.contains(&form(start - 1)) {
                start -= 1;
            }
            // "Eurofighter Typhoon", "the Penrith Storm Juniors": the word is part of another name.
            let own = start == sentence.words.start
                || !capital(start - 1)
                || syntax.words()[start - 1].upos != Upos::Propn
                || start == sentence.words.start + 1;
            if named && own {
                all.push(start..i + 2);
            }
        }
    }
    all
}

/// True for sentences that begin every verb, noun and adjective with a capital letter, as headlines do.
fn in_capitals(text: &str, syntax: &Syntax, words: &Range<usize>) -> bool {
    let common = |i: &usize| matches!(syntax.words()[*i].upos, Upos::Verb | Upos::Noun | Upos::Adj);
    let mut common = words.clone().skip(1).filter(common).peekable();
    common.peek().is_some() && common.all(|i| syntax.words()[i].span.of(text).starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::mentions::mentions;
    use crate::source::from_text;
    use crate::text::syntax::testing::syntax;

    #[test]
    fn storms_are_events() {
        let hit = "hit hit VERB VBD 0 root\nLarga Larga PROPN NNP 3 obj";
        for (first, second, name, expected) in [
            ("Typhoon", "Amara", 1..2, vec!["Typhoon Amara Event"]),
            ("Storm", "Amara", 0..2, vec!["Storm Amara Event"]),
            ("Cyclone", "Amara", 0..1, vec!["Cyclone Amara Event"]),
            // An office that is so called keeps its name.
            ("Storm", "Amara", 0..3, vec!["Storm Amara hit Person"]),
            ("Hurricane", "Season", 1..2, vec!["Season Person"]),
        ] {
            let text = format!("{first} {second} hit Larga");
            let rows = format!("{first} {first} PROPN NNP 3 nsubj\n{second} {second} PROPN NNP 3 nsubj\n{hit}");
            let syntax = syntax(&text, &rows);
            let names = [NameSpan { words: name, kind: NameType::Person, confidence: 0.9 }];
            let article = from_text("t", &text);
            let found = mentions(&article, &syntax, &names);
            let found: Vec<String> =
                found.iter().map(|m| format!("{} {:?}", m.span.of(&text), m.entity_type)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
