//! Whether the period after a word belongs to it: abbreviations and initials.

use super::lists::{ABBREVIATIONS, Abbreviation, STARTERS, folded};

/// What stands behind a period.
enum Next<'t> {
    /// The end of the paragraph, after closing quotes and brackets at most.
    End,
    /// A character without space between.
    Glued(char),
    /// A word after white space.
    Word(&'t str),
}

/// True where the period at byte `dot` belongs to the word `text[start..dot]`. `text` ends with the paragraph.
pub(super) fn belongs(text: &str, start: usize, dot: usize) -> bool {
    let word = &text[start..dot];
    let after = &text[dot + 1..];
    // An ellipsis is a word of its own, but "D.C.." is an abbreviation and a full stop.
    let kind = kind(word);
    let may_double = kind.is_some() || word.contains('.');
    if after.starts_with('…') || after.starts_with("..") || (after.starts_with('.') && !may_double) {
        return false;
    }
    let next = next(after);
    if let Some(kind) = kind {
        return match (kind, next) {
            (_, Next::End) => false,
            (Abbreviation::Title, _) => true,
            (Abbreviation::BeforeNumber, Next::Word(word)) => word.starts_with(|c: char| c.is_ascii_digit()),
            (Abbreviation::BeforeNumber, Next::Glued(c)) => c.is_ascii_digit(),
            (Abbreviation::Plain, Next::Glued(c)) => !c.is_alphanumeric(),
            (Abbreviation::Plain, Next::Word(word)) => !STARTERS.contains(word),
        };
    }
    if is_acronym(word) {
        return true;
    }
    if is_initial(word) {
        return match next {
            Next::End => false,
            Next::Glued(c) => c.is_alphabetic() || matches!(c, ',' | '-' | ')' | ']'),
            Next::Word(word) => !STARTERS.contains(word) && word.starts_with(char::is_alphabetic),
        };
    }
    false
}

/// True for letters that are parted by periods: "U.S", "e.g", "Ph.D".
pub(super) fn is_acronym(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part == "Ph" || is_letter(part))
}

fn is_letter(part: &str) -> bool {
    let mut chars = part.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

fn is_initial(word: &str) -> bool {
    is_letter(word) && word.chars().all(char::is_uppercase)
}

fn kind(word: &str) -> Option<Abbreviation> {
    if let Some(kind) = ABBREVIATIONS.get(word) {
        return Some(*kind);
    }
    if is_initial(word) {
        return None;
    }
    let mut folded = folded(word)?;
    if let Some(kind) = ABBREVIATIONS.get(folded.as_str()) {
        return Some(*kind);
    }
    // "GEN." is "Gen.", but "no." is not "No.".
    if word.bytes().all(|b| b.is_ascii_uppercase()) {
        folded.replace_range(..1, &word[..1]);
        return ABBREVIATIONS.get(folded.as_str()).copied();
    }
    None
}

fn next(after: &str) -> Next<'_> {
    let closed = after.trim_start_matches(['"', '”', '’', '\'', ')', ']']);
    let rest = closed.trim_start();
    let space = &closed[..closed.len() - rest.len()];
    if rest.is_empty() || space.bytes().filter(|b| *b == b'\n').count() > 1 {
        return Next::End;
    }
    if let Some(c) = after.chars().next()
        && !c.is_whitespace()
    {
        return Next::Glued(c);
    }
    // One word is enough, and a bound keeps a text without white space from being read again at every period.
    let quoted = rest.trim_start_matches(['"', '“', '‘', '\'', '(', '[']);
    let end = quoted.char_indices().take(16).find(|(_, c)| !c.is_alphanumeric()).map_or(quoted.len(), |(at, _)| at);
    Next::Word(&quoted[..end])
}
