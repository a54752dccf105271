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
use self::pieces::{Pieces, Shape};
use super::nominals::is_person_noun;
use super::remarks::{Fault, Remark};
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

impl Quantity {
    /// The percentage that it says of what it counts: 80 of "80 percent", 20 of "one in five"; `None` where it is a number of
    /// things.
    #[must_use]
    pub fn percentage(&self) -> Option<f64> {
        match self.unit.as_deref() {
            Some("percent") => Some(self.value),
            None if 0.0 < self.value && self.value < 1.0 => Some((self.value * 1e6).round() / 1e4),
            _ => None,
        }
    }
}

/// The largest number of people that is taken for one: more have never lived.
const MOST_PEOPLE: f64 = 1e12;
/// How many digits are kept exactly.
const MOST_DIGITS: usize = 15;

/// Finds the quantities of an article, in text order. Dates and times are not quantities: `taken` holds their spans, in
/// text order. Numbers that are too large are left out and noted in `remarks`.
#[must_use]
pub fn quantities(article: &Article, syntax: &Syntax, taken: &[Span], remarks: &mut Vec<Remark>) -> Vec<Quantity> {
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
                    match fault(syntax, &pieces, i..end, &quantity) {
                        Some(fault) => remarks.push(Remark { span: quantity.span, fault }),
                        None => found.push(quantity),
                    }
                    i = end;
                }
                Ok(_) => i += 1,
                Err(next) => {
                    // So many digits that there is no number for them.
                    if digits(&pieces, i..i + 1) > MOST_DIGITS && !pieces.glued(i) {
                        remarks.push(Remark { span: piece.span, fault: Fault::NumberTooLarge });
                    }
                    i = next.max(i + 1);
                }
            }
        }
    }
    found
}

/// Why the quantity of some pieces cannot be kept.
fn fault(syntax: &Syntax, pieces: &Pieces, range: Range<usize>, quantity: &Quantity) -> Option<Fault> {
    let most = quantity.value_max.unwrap_or(quantity.value).abs();
    let people = quantity.counted.is_some_and(|word| is_person_noun(&syntax.words()[word].lemma));
    if !most.is_finite() || most > 9e15 && digits(pieces, range) > MOST_DIGITS {
        Some(Fault::NumberTooLarge)
    } else if people && most > MOST_PEOPLE {
        Some(Fault::TooManyPeople)
    } else {
        None
    }
}

/// How many digits some pieces have.
fn digits(pieces: &Pieces, range: Range<usize>) -> usize {
    range.filter_map(|i| pieces.get(i)).filter(|p| p.shape == Shape::Digits).map(|p| p.lower.len()).sum()
}
