//! Numbers and what they count or measure.

pub(super) mod numerals;
pub(super) mod phrases;
pub(super) mod pieces;

use std::ops::Range;

use super::syntax::Syntax;
use crate::text::{Article, Span};

/// How exact a number is said to be (`ng:countQualifier`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it; they are individuals of the ontology")]
pub enum Qualifier {
    Exactly,
    About,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    Nearly,
}

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
    /// How exact it is.
    pub qualifier: Qualifier,
    /// Unit: `percent`, an ISO 4217 currency code, a unit's name in the singular ("kilometre"); `None` for a plain number.
    pub unit: Option<String>,
    /// Index of the word that is counted: the head noun that the number modifies ("prisoners").
    pub counted: Option<usize>,
}

/// Finds the quantities of an article, in text order. Dates and times are not quantities: `taken` holds their spans.
#[must_use]
pub fn quantities(_article: &Article, _syntax: &Syntax, _taken: &[Span]) -> Vec<Quantity> {
    Vec::new()
}
