//! Words of a text, by the conventions of UD English (EWT): contractions are cut ("do" + "n't"), hyphens between
//! whole words are words of their own, abbreviations keep their period.
//!
//! Rules only, no model, so the same text always gives the same words, and each character is looked at a bounded
//! number of times. The lists that the rules consult stand in `data/`.
//!
//! The one thing that the rules must guess is whether a period after an abbreviation also ends the sentence: sentence
//! boundaries come later, from the model, and so `period` looks at the next word only.

mod address;
mod clitics;
mod lists;
mod period;
mod scan;

use super::Span;

/// The syntactic words of `text` that lie within `within` (bytes), in text order.
///
/// `within` is best one paragraph: its end counts as the end of a sentence, and so does an empty line. The spans
/// are byte spans into `text`; they are never empty, never overlap, lie on character boundaries, and together cover
/// every character of `within` that is not white space. Time is linear in the length of `within`, whatever stands
/// in it.
///
/// ```
/// use newsgraph::text::{Span, tokenize::words};
///
/// let text = "They can't leave the U.S. before 7pm.";
/// let words: Vec<&str> = words(text, Span::new(0, text.len())).into_iter().map(|word| word.of(text)).collect();
/// assert_eq!(words, ["They", "ca", "n't", "leave", "the", "U.S.", "before", "7", "pm", "."]);
/// ```
///
/// # Panics
/// When `within` does not lie in `text` or does not begin and end on a character boundary.
#[must_use]
pub fn words(text: &str, within: Span) -> Vec<Span> {
    let mut words = Vec::with_capacity(within.len() / 5);
    // The rules see nothing behind the paragraph, so that a word never depends on its neighbours there.
    let paragraph = &text[..within.end];
    let mut chunk = None;
    for (offset, c) in within.of(text).char_indices() {
        let at = within.start + offset;
        match (chunk, c.is_whitespace()) {
            (Some(start), true) => {
                scan::chunk(paragraph, Span::new(start, at), &mut words);
                chunk = None;
            }
            (None, false) => chunk = Some(at),
            _ => {}
        }
    }
    if let Some(start) = chunk {
        scan::chunk(paragraph, Span::new(start, within.end), &mut words);
    }
    words
}

#[cfg(test)]
mod tests;
