//! TIMEX3 dates, times, durations and sets, with values.

use std::ops::Range;

use jiff::civil::Date;

use super::syntax::Syntax;
use crate::text::{Article, Span};

/// TIMEX3 types (ISO-TimeML).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeType {
    /// A calendar date, or a longer or vaguer stretch of the calendar.
    Date,
    /// A time of day, with or without the day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeExpr {
    /// Its characters.
    pub span: Span,
    /// Its words, as indices into [`Syntax::words`].
    pub words: Range<usize>,
    /// TIMEX3 type.
    pub kind: TimeType,
    /// TIMEX3 value: `2023-11-30`, `2023-10`, `XXXX-10-07` where the year is not known, `2023-11-29TNI`, `P3D`,
    /// `P1W`, `PAST_REF`, `FUTURE_REF`, `PRESENT_REF` …
    pub value: String,
    /// First day that the expression can mean, where the calendar place is known.
    pub earliest: Option<Date>,
    /// Last day that the expression can mean.
    pub latest: Option<Date>,
}

/// Finds the time expressions of an article, in text order, without overlaps.
#[must_use]
pub fn times(_article: &Article, _syntax: &Syntax) -> Vec<TimeExpr> {
    Vec::new()
}
