//! Words of a text, by the conventions of UD English (EWT).
use super::Span;
/// stub
#[must_use]
pub fn words(text: &str, within: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut at = within.start;
    for w in within.of(text).split_whitespace() { let s = at + text[at..].find(w).unwrap_or(0); at = s + w.len(); out.push(Span::new(s, at)); }
    out
}
