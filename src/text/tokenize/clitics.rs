//! Cuts a word that holds several syntactic words: "don't", "Anna's", "gonna", "7pm".

use super::super::Span;
use super::lists::{BEFORE_WORDS, CONTRACTIONS, UNITS, folded};

/// Endings that are words of their own, longest first where one ends with another.
const CLITICS: [&str; 7] = ["n't", "'re", "'ve", "'ll", "'s", "'m", "'d"];

/// The most endings that one word can carry ("shouldn't've"): a bound for input that is not language.
const MOST: usize = 4;

/// Adds the syntactic words of the word at `span`.
pub(super) fn cut(text: &str, span: Span, words: &mut Vec<Span>) {
    let word = span.of(text);
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return cut_number(text, span, words);
    }
    if !word.contains(['\'', '’', '`']) && word.len() > 12 {
        return words.push(span);
    }
    if let Some(folded) = folded(word) {
        if let Some(lengths) = CONTRACTIONS.get(folded.as_str()) {
            let mut rest = span;
            for length in lengths {
                let part = rest.of(text).char_indices().nth(*length).map_or(rest.end, |(at, _)| rest.start + at);
                words.push(Span::new(rest.start, part));
                rest.start = part;
            }
            return;
        }
        if let Some((length, followers)) = BEFORE_WORDS.get(folded.as_str())
            && followers.contains(next_word(&text[span.end..]))
        {
            words.push(Span::new(span.start, span.start + length));
            return words.push(Span::new(span.start + length, span.end));
        }
    }
    let mut cuts = [0; MOST];
    let mut count = 0;
    let mut end = span.end;
    while count < MOST
        && let Some(cut) = clitic(&text[span.start..end])
    {
        end = span.start + cut;
        cuts[count] = end;
        count += 1;
    }
    let mut start = span.start;
    for cut in cuts[..count].iter().rev() {
        words.push(Span::new(start, *cut));
        start = *cut;
    }
    words.push(Span::new(start, span.end));
}

/// The word after one space, up to a bound that no listed word reaches.
fn next_word(rest: &str) -> &str {
    let Some(rest) = rest.strip_prefix(' ') else { return "" };
    let end = rest.char_indices().take(16).find(|(_, c)| !c.is_alphanumeric()).map_or(rest.len(), |(at, _)| at);
    &rest[..end]
}

/// Where the last clitic of `word` begins, in bytes.
fn clitic(word: &str) -> Option<usize> {
    for clitic in CLITICS {
        let Some(cut) = suffix(word, clitic) else { continue };
        let stem = &word[..cut];
        let last = stem.chars().next_back()?;
        // "1960's" and "AK47's" are plurals; "OK'd" is a verb.
        let whole = !(last.is_alphabetic() || last == '.')
            || (clitic == "'d" && stem.chars().count() > 1 && stem.chars().all(char::is_uppercase));
        return (!whole).then_some(cut);
    }
    None
}

/// Where the ending `clitic` (with a plain apostrophe, in lower case) begins in `word`.
fn suffix(word: &str, clitic: &str) -> Option<usize> {
    let mut chars = word.char_indices().rev();
    let mut start = word.len();
    for expected in clitic.chars().rev() {
        let (at, c) = chars.next()?;
        let same = if expected == '\'' { matches!(c, '\'' | '’' | '`') } else { c.to_ascii_lowercase() == expected };
        if !same {
            return None;
        }
        start = at;
    }
    (start > 0).then_some(start)
}

/// Cuts the unit from its number: "7pm", "5kg", "$3.2bn"; and the ending of a year: "2003's" (but "1960's" is a
/// plural).
fn cut_number(text: &str, span: Span, words: &mut Vec<Span>) {
    let word = span.of(text);
    if let Some(cut) = suffix(word, "'s")
        && cut == 4
        && word.bytes().take(cut).all(|b| b.is_ascii_digit())
        && word.as_bytes()[cut - 1] != b'0'
    {
        words.push(Span::new(span.start, span.start + cut));
        words.push(Span::new(span.start + cut, span.end));
        return;
    }
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':'));
    let number = span.end - unit.len();
    let measured = UNITS.get(unit).is_some_and(|&only_money| {
        !only_money || text[span.start..number].contains('.') || text[..span.start].ends_with(['$', '£', '€', '¥', '₹'])
    });
    if measured {
        words.push(Span::new(span.start, number));
        words.push(Span::new(number, span.end));
    } else {
        words.push(span);
    }
}
