//! Bounds of names: possessive endings and articles off, names that the engine cut in two put together.

use std::ops::Range;

use crate::annotate::subtypes;
use crate::model::{NameSpan, NameType};
use crate::text::syntax::{Syntax, Upos};

use super::surface;

/// The names with their bounds put right.
pub(super) fn repaired(text: &str, syntax: &Syntax, names: &[NameSpan]) -> Vec<NameSpan> {
    let mut out: Vec<NameSpan> = Vec::with_capacity(names.len());
    for (n, name) in names.iter().enumerate() {
        let floor = out.last().map_or(0, |p| p.words.end);
        let ceiling = names.get(n + 1).map_or(syntax.words().len(), |next| next.words.start);
        let mut words = trimmed(text, syntax, name.words.clone());
        if name.kind == NameType::Person {
            words.end = rest_of_person(syntax, &words, ceiling);
            words.end = rest_of_given_name(text, syntax, &words, ceiling);
        } else if let Some(longer) = known_longer(text, syntax, &words, floor) {
            words = longer;
        }
        // "US$26 billion" is money.
        let currency = syntax.words().get(words.end).is_some_and(|w| {
            matches!(w.span.of(text).chars().next(), Some('$' | '€' | '£'))
                && w.span.start == syntax.words()[words.end - 1].span.end
        }) || syntax.span(words.clone()).of(text).ends_with('$');
        if words.start >= floor && !currency {
            out.push(NameSpan { words, ..name.clone() });
        }
    }
    out
}

/// "Safia | Adan": a proper noun right after a personal name that is part of it in the syntax.
fn rest_of_person(syntax: &Syntax, words: &Range<usize>, ceiling: usize) -> usize {
    let mut end = words.end;
    while end < ceiling {
        let word = &syntax.words()[end];
        let joined =
            word.upos == Upos::Propn && word.relation() == "flat" && word.head.is_some_and(|h| words.contains(&h));
        if !joined {
            break;
        }
        end += 1;
    }
    end
}

/// "Park Ji | -won": the second syllable of an East Asian given name.
fn rest_of_given_name(text: &str, syntax: &Syntax, words: &Range<usize>, ceiling: usize) -> usize {
    let [Some(hyphen), Some(rest)] = [words.end, words.end + 1].map(|i| syntax.words().get(i)) else {
        return words.end;
    };
    let last = &syntax.words()[words.end - 1];
    let glued = last.span.end == hyphen.span.start && hyphen.span.end == rest.span.start;
    let syllable = |s: &str| s.chars().count() <= 5 && s.chars().all(char::is_alphabetic);
    let (before, after) = (last.span.of(text), rest.span.of(text));
    let given = words.len() > 1 && syllable(before) && syllable(after) && after.starts_with(char::is_lowercase);
    let fits = glued && hyphen.span.of(text) == "-" && words.end + 2 <= ceiling && given && !SUFFIXES.contains(&after);
    if fits { words.end + 2 } else { words.end }
}

/// What follows a name and a hyphen in compounds: "Blinken-led".
const SUFFIXES: [&str; 9] = ["led", "based", "run", "born", "era", "style", "like", "type", "made"];

/// "Islamic Republic of | Iran": a longer name to the left that is well known.
fn known_longer(text: &str, syntax: &Syntax, words: &Range<usize>, floor: usize) -> Option<Range<usize>> {
    let of = words.start.checked_sub(1).filter(|&i| i > floor && syntax.words()[i].span.of(text) == "of")?;
    let first = syntax.sentences()[syntax.words()[of].sentence].words.start.max(floor).max(of.saturating_sub(4));
    (first..of).map(|start| start..words.end).find(|range| {
        let name = surface(text, syntax, range);
        name.starts_with(char::is_uppercase) && subtypes::known(&name).is_some()
    })
}

/// A name without possessive ending, leading article, quotes and other marks around it.
fn trimmed(text: &str, syntax: &Syntax, words: Range<usize>) -> Range<usize> {
    let form = |i: usize| syntax.words()[i].span.of(text);
    let holds = |mark: &str| words.clone().any(|i| form(i) == mark);
    let loose = |i: usize| {
        let word = &syntax.words()[i];
        let closing = form(i) == ")" && holds("(") || form(i) == "]" && holds("[");
        word.upos == Upos::Punct && !closing || word.xpos == "POS" || matches!(form(i), "'s" | "’s" | "'" | "’")
    };
    let mut end = words.end;
    while end > words.start + 1 && loose(end - 1) {
        end -= 1;
    }
    let opens = |i: usize| syntax.words()[i].upos == Upos::Punct || matches!(form(i), "the" | "a" | "an" | "The");
    let mut start = words.start;
    while start + 1 < end && opens(start) {
        start += 1;
    }
    start..end
}
