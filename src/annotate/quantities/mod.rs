//! Numbers and what they count or measure.

mod counted;
mod find;
mod labels;
pub(super) mod numerals;
pub(super) mod phrases;
pub(super) mod pieces;
#[cfg(test)]
pub(super) mod rough;
#[cfg(test)]
mod tests;
mod units;

use std::ops::Range;

use self::find::Finder;
use self::pieces::Pieces;
use super::syntax::Syntax;
use crate::ontology::CountQualifier;
use crate::text::{Article, Span};

/// A number with its unit or what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Number and unit, without the qualifier and without the counted noun: "1.7 million", "$20 billion", "80 percent".
    pub span: Span,
    /// The number's own words.
    pub words: Range<usize>,
    /// The number, scaled ("1.7 million" is 1700000); of a range its lower end.
    pub value: f64,
    /// The upper end of a range ("30-40").
    pub value_max: Option<f64>,
    /// How exact it is said to be.
    pub qualifier: CountQualifier,
    /// Unit: `percent`, an ISO 4217 currency code, a unit's name in the singular ("kilometre"); `None` for a plain number.
    pub unit: Option<String>,
    /// Index of the word that is counted: the head noun that the number modifies ("prisoners").
    pub counted: Option<usize>,
}

/// Finds the quantities of an article, in text order. Dates and times are not quantities: `taken` holds their spans, in
/// text order.
#[must_use]
pub fn quantities(article: &Article, syntax: &Syntax, taken: &[Span]) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut taken = taken.iter().peekable();
    for sentence in syntax.sentences() {
        let pieces = Pieces::of(article, syntax, sentence.words.clone());
        let finder = Finder { text: &article.text, syntax, p: &pieces };
        let mut i = 0;
        while let Some(piece) = pieces.get(i) {
            while taken.next_if(|t| t.end <= piece.span.start).is_some() {}
            if taken.peek().is_some_and(|t| t.overlaps(piece.span)) {
                i += 1;
                continue;
            }
            match finder.at(i) {
                Ok((end, quantity)) if !taken.peek().is_some_and(|t| t.overlaps(quantity.span)) => {
                    found.push(quantity);
                    i = end;
                }
                Ok(_) => i += 1,
                Err(next) => i = next.max(i + 1),
            }
        }
    }
    found
}
