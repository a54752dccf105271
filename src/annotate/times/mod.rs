//! TIMEX3 dates, times, durations and sets, with values.
//!
//! The grammar works on runs of digits and letters (`quantities::pieces`) of one sentence; at each place the
//! longest reading wins. What it means (`meaning`) is then placed in the calendar (`resolve`) by publication date,
//! tense (`tense`) and the time spoken of before. Spans follow the TIMEX3 guidelines of ISO-TimeML.

mod accept;
mod anchors;
mod calendar;
mod clock;
mod dates;
mod holidays;
mod lengths;
mod meaning;
mod reader;
mod relative;
mod resolve;
mod tense;
mod terms;
#[cfg(test)]
mod tests;
mod years;

use std::ops::Range;

use jiff::civil::Date;

use self::anchors::Anchors;
use self::calendar::Stamp;
use self::meaning::{Found, Meaning, When};
use self::reader::Reader;
use self::resolve::Context;
use self::tense::{Tense, tense};
use self::terms::listed;
use super::quantities::pieces::Pieces;
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

impl TimeType {
    /// The type as TIMEX3 writes it, such as `DATE`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
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
pub fn times(article: &Article, syntax: &Syntax) -> Vec<TimeExpr> {
    let mut finder = Finder {
        syntax,
        now: article.published.as_ref().map(|p| p.date),
        focus: None,
        focus_sentence: 0,
        quarter: None,
        quarter_sentence: 0,
        found: Vec::new(),
    };
    let mut anchors = Anchors::default();
    for (number, sentence) in syntax.sentences().iter().enumerate() {
        let pieces = Pieces::of(article, syntax, sentence.words.clone());
        let before = finder.found.len();
        finder.sentence(number, &pieces);
        anchors.note(syntax, &pieces, &finder.found[before..]);
    }
    anchors.resolve(&mut finder.found);
    finder.found
}

/// How many sentences the time spoken of before stays in mind.
const MEMORY: usize = 4;

/// The state of one reading of an article.
struct Finder<'a> {
    syntax: &'a Syntax,
    now: Option<Date>,
    focus: Option<Stamp>,
    focus_sentence: usize,
    quarter: Option<Stamp>,
    quarter_sentence: usize,
    found: Vec<TimeExpr>,
}

impl Finder<'_> {
    fn sentence(&mut self, number: usize, pieces: &Pieces) {
        let reader = Reader::new(pieces);
        if number > self.focus_sentence + MEMORY {
            self.focus = None;
        }
        if number > self.quarter_sentence + MEMORY {
            self.quarter = None;
        }
        let mut i = 0;
        while i < pieces.len() {
            if let Some(end) = holidays::name(pieces, i) {
                i = end;
                continue;
            }
            let found = reader.read(i).filter(|f| accept::accept(&reader, self.syntax, i, f));
            let Some(found) = found else {
                i += 1;
                continue;
            };
            // A date that the calendar does not have is left out as a whole.
            let resolved = self.resolve(number, pieces, i, &found);
            self.found.extend(resolved);
            i = found.end;
        }
    }

    fn resolve(&mut self, number: usize, pieces: &Pieces, start: usize, found: &Found) -> Option<TimeExpr> {
        let words = pieces.words(start, found.end);
        let span = pieces.span(start, found.end);
        let plain = |kind, value: &str| TimeExpr {
            span,
            words: words.clone(),
            kind,
            value: value.to_owned(),
            earliest: None,
            latest: None,
        };
        let (when, clock) = match &found.meaning {
            Meaning::Duration(value) => return Some(plain(TimeType::Duration, value)),
            Meaning::Set(value) => return Some(plain(TimeType::Set, value)),
            Meaning::Clock(clock) => {
                let time = plain(TimeType::Time, &clock.value());
                return Some(match &self.focus {
                    // "at 6 p.m." on the day that was just spoken of.
                    Some(Stamp::Day(day)) if number <= self.focus_sentence + 1 => TimeExpr {
                        value: format!("{day}{}", clock.value()),
                        earliest: Some(*day),
                        latest: Some(*day),
                        ..time
                    },
                    _ => time,
                });
            }
            Meaning::Calendar(when, clock) => (when, clock),
        };
        let tense = self.tense(pieces, start, found.end, &words);
        let context = Context { now: self.now, focus: self.focus.as_ref(), quarter: self.quarter.as_ref(), tense };
        let stamp = context.resolve(when)?;
        let bounds = stamp.bounds();
        let value = stamp.value() + &clock.as_ref().map(meaning::Clock::value).unwrap_or_default();
        let kind = if clock.is_some() { TimeType::Time } else { TimeType::Date };
        let compared = matches!(when, When::Offset { .. } | When::Around { shift: -1, .. })
            || matches!(when, When::Quarter { year: meaning::Year::Shift(-1), .. });
        if matches!(stamp, Stamp::Quarter(..)) && !compared {
            self.quarter = Some(stamp.clone());
            self.quarter_sentence = number;
        }
        // Figures "a year earlier" are beside the story; they do not move it.
        let beside = compared && matches!(stamp, Stamp::Quarter(..));
        if bounds.is_some() && !beside && !matches!(when, When::Reference(_)) {
            self.focus = Some(stamp);
            self.focus_sentence = number;
        }
        Some(TimeExpr { span, words, kind, value, earliest: bounds.map(|b| b.0), latest: bounds.map(|b| b.1) })
    }

    /// The tense around an expression; a deadline ("by Friday", "until May") looks ahead unless its clause is past.
    fn tense(&self, pieces: &Pieces, start: usize, end: usize, words: &Range<usize>) -> Tense {
        let tense = tense(self.syntax, words.end - 1);
        let deadline = start > 0 && listed("deadline", pieces.text(start - 1));
        // "the truce nears expiry on Friday": wherever the parse hangs the day.
        let ahead = (start.saturating_sub(3)..start).any(|k| listed("ahead", pieces.text(k)));
        let soon = ahead || start > 2 && pieces.is(start - 1, "as") && pieces.any(start - 2, &["soon", "early"]);
        if soon || start > 0 && pieces.any(start - 1, &["payable", "due", "record"]) {
            return Tense::Future;
        }
        // "Wednesday's ruling" has been given; "ahead of Sunday's vote" has not.
        let owns = pieces.sign(end, '\'') && pieces.is(end + 1, "s") && pieces.glued(end + 1);
        let to_come = (start.saturating_sub(2)..start).any(|k| listed("before-to-come", pieces.text(k)));
        if owns && !to_come {
            return Tense::Past;
        }
        if deadline && (tense != Tense::Past || pieces.is(start - 1, "due")) { Tense::Future } else { tense }
    }
}
