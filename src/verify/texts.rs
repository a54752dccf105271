//! Do the hashes, offsets and words in a graph agree with the text that they speak of?

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::facts::Facts;
use super::{Check, Findings};
use crate::ontology::{ng, nif};

const AGAIN: &str = "build the article again from its text";

/// A text whose characters are counted.
struct Text<'a> {
    text: &'a str,
    /// The byte at which each code point begins, and the length in bytes.
    points: Vec<usize>,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        let points = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, points }
    }

    /// The number of code points.
    fn len(&self) -> usize {
        self.points.len() - 1
    }

    /// The text between two code points.
    fn between(&self, begin: usize, end: usize) -> Option<&'a str> {
        self.text.get(*self.points.get(begin)?..*self.points.get(end)?)
    }
}

/// The article and the code points that a mention's IRI names: `{article}#char=BEGIN,END`.
pub(super) fn span(iri: &str) -> Option<(&str, usize, usize)> {
    let (article, range) = iri.split_once("#char=")?;
    let (begin, end) = range.split_once(',')?;
    // Neither signs nor leading zeros: a span has one name.
    let number = |digits: &str| digits.parse().ok().filter(|n: &usize| n.to_string() == digits);
    Some((article, number(begin)?, number(end)?))
}

/// Gives how many articles have no text.
pub(super) fn check(facts: &Facts<'_>, findings: &mut Findings<'_>) -> usize {
    let mut texts = BTreeMap::new();
    let mut without = 0;
    for article in facts.articles() {
        let Some(text) = facts.literal(article, nif::IS_STRING) else {
            without += 1;
            continue;
        };
        let digest = format!("{:x}", Sha256::digest(text.as_bytes()));
        if facts.literal(article, ng::TEXT_HASH).is_some_and(|said| said != digest) {
            let what = format!("ng:textHash is not the SHA-256 of nif:isString, which is {digest}");
            findings.add(Check::Text, article, what, AGAIN);
        }
        texts.insert(article, Text::new(text));
    }
    for (node, _) in facts.subjects() {
        if let Some((article, begin, end)) = span(node) {
            check_mention(facts, node, (article, begin, end), texts.get(article), findings);
        }
    }
    without
}

fn check_mention(
    facts: &Facts<'_>,
    node: &str,
    (article, begin, end): (&str, usize, usize),
    text: Option<&Text<'_>>,
    findings: &mut Findings<'_>,
) {
    let mut wrong = |what: String| findings.add(Check::Text, node, what, AGAIN);
    for (property, at, name) in [(nif::BEGIN_INDEX, begin, "nif:beginIndex"), (nif::END_INDEX, end, "nif:endIndex")] {
        if let Some(said) = facts.literal(node, property).filter(|said| *said != at.to_string()) {
            wrong(format!("{name} is {said}, and its IRI says {at}"));
        }
    }
    if let Some(other) = facts.nodes(node, nif::REFERENCE_CONTEXT).find(|other| *other != article) {
        wrong(format!("nif:referenceContext is {other}, and its IRI says {article}"));
    }
    if begin >= end {
        wrong(format!("it begins at {begin} and ends at {end}"));
        return;
    }
    let anchor = facts.literal(node, nif::ANCHOR_OF);
    match (text, anchor) {
        (Some(text), _) if end > text.len() => {
            wrong(format!("it ends at {end}, and the text has {} characters", text.len()));
        }
        (Some(text), Some(anchor)) => {
            let said = text.between(begin, end).unwrap_or_default();
            if said != anchor {
                wrong(format!("nif:anchorOf is {anchor:?}, and the text says {said:?} there"));
            }
        }
        (None, Some(anchor)) if anchor.chars().count() != end - begin => {
            let length = anchor.chars().count();
            wrong(format!("nif:anchorOf has {length} characters, and the span has {}", end - begin));
        }
        _ => {}
    }
    for sentence in facts.nodes(node, nif::SENTENCE) {
        let around = span(sentence).is_some_and(|(other, from, to)| other == article && from <= begin && end <= to);
        if !around {
            wrong(format!("it does not lie in its sentence {sentence}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_off_iris() {
        for (iri, expected) in [
            ("http://e.org/a#char=3,17", Some(("http://e.org/a", 3, 17))),
            ("http://e.org/a#char=03,17", None),
            ("http://e.org/a#char=+3,17", None),
            ("http://e.org/a#char=3", None),
            ("http://e.org/a#event=3", None),
            ("http://e.org/a#char=3,17,18", None),
        ] {
            assert_eq!(span(iri), expected, "{iri}");
        }
    }

    #[test]
    fn characters_are_code_points() {
        let text = Text::new("Zürich 🎉 fest");
        assert_eq!((text.len(), text.between(0, 6), text.between(7, 8)), (13, Some("Zürich"), Some("🎉")));
        assert_eq!((text.between(9, 13), text.between(9, 14)), (Some("fest"), None));
    }
}
