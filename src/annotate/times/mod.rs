//! TIMEX3 dates, times, durations and sets, with values.
//!
//! The grammar works on runs of digits and letters (`quantities::pieces`) of one sentence; at each place the
//! longest reading wins. What it means (`meaning`) is then placed in the calendar (`resolve`) by publication date,
//! tense (`tense`) and the time spoken of before; two ends of a range (`ranges`) bound each other. Spans follow the TIMEX3 guidelines of ISO-TimeML.

mod accept;
mod anchors;
mod calendar;
mod clock;
mod dates;
mod holidays;
mod lengths;
mod meaning;
mod ranges;
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
use super::remarks::{Fault, Remark};
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
    /// Last day that the expression can mean; of a range, the last day of its other end.
    pub latest: Option<Date>,
    /// The two ends, where the expression is a range or one end of it.
    pub ends: Option<Ends>,
}

/// The TIMEX3 values of both ends of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ends {
    /// Of the first end.
    pub first: String,
    /// Of the last end, which is part of the range.
    pub last: String,
}

/// Finds the time expressions of an article, in text order, without overlaps. Dates and hours that do not exist are left out
/// and noted in `remarks`, in text order.
#[must_use]
pub fn times(article: &Article, syntax: &Syntax, remarks: &mut Vec<Remark>) -> Vec<TimeExpr> {
    let mut finder = Finder {
        syntax,
        now: article.published.as_ref().map(|p| p.date),
        focus: None,
        focus_sentence: 0,
        quarter: None,
        quarter_sentence: 0,
        found: Vec::new(),
        remarks,
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
    remarks: &'a mut Vec<Remark>,
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
        // The expression before, with its first piece, for ranges of two expressions.
        let mut before: Option<(usize, Found)> = None;
        while i < pieces.len() {
            if let Some(end) = holidays::name(pieces, i) {
                i = end;
                continue;
            }
            let found = reader.read(i).filter(|f| accept::accept(&reader, self.syntax, i, f));
            let Some(found) = found else {
                i = match reader.impossible_clock(i) {
                    Some(end) => {
                        self.remarks.push(Remark { span: pieces.span(i, end), fault: Fault::NoSuchTime });
                        end
                    }
                    None => i + 1,
                };
                continue;
            };
            let end = found.end;
            // A date that the calendar does not have is left out as a whole.
            if let Some(resolved) = self.resolve(number, pieces, i, &found) {
                self.found.push(resolved);
                if let Some((start, first)) = &before
                    && reader.joins(self.syntax, *start, first.end, i)
                {
                    self.join(first, &found);
                }
                before = Some((i, found));
            } else {
                self.remarks.push(Remark { span: pieces.span(i, end), fault: Fault::NoSuchDate });
                before = None;
            }
            i = end;
        }
    }

    /// Makes one range of the last two expressions: what the one says of the year holds for the other, and both have the
    /// bounds of the whole.
    fn join(&mut self, first: &Found, last: &Found) {
        let context = Context { now: self.now, focus: None, quarter: None, tense: Tense::Present };
        let [.., a, b] = &mut self.found[..] else { return };
        // "a revision Friday to December's figure" is no range.
        let size = |value: &str| value.split('T').next().map_or(0, str::len);
        if size(&a.value) != size(&b.value) && size(&a.value) > 0 && size(&b.value) > 0 {
            return;
        }
        if let (Meaning::Clock(clock), Meaning::Calendar(_, Some(_)), Some((day, _, _))) =
            (&first.meaning, &last.meaning, b.value.split_once('T').map(|(day, _)| (day, b.earliest, b.latest)))
        {
            // "from 9 a.m. to 5 p.m. on Friday"
            (a.value, a.earliest, a.latest) = (format!("{day}{}", clock.value()), b.earliest, b.latest);
        } else if let (Some(when), Some(other), Meaning::Calendar(_, clock)) =
            (ranges::place(first), ranges::place(last), &first.meaning)
            && let (Some(from), Some(until)) = (a.earliest, b.latest)
        {
            let clock = clock.as_ref().map(meaning::Clock::value).unwrap_or_default();
            let moved = if from > until || ranges::says_year(other) {
                // "March to May 2024", "December to February 2024"
                [0, 1].into_iter().find_map(|back| {
                    let stamp = context.resolve(&ranges::with_year(when, b.earliest?.year() - back)?)?;
                    stamp.bounds().filter(|(from, _)| *from <= until).map(|bounds| (stamp.value(), bounds))
                })
            } else {
                None
            };
            if let Some((value, bounds)) = moved {
                (a.value, a.earliest, a.latest) = (value + &clock, Some(bounds.0), Some(bounds.1));
            } else if let (true, When::Weekday { .. }, Some(day)) =
                (from > until, when, calendar::add(from, -1, terms::Unit::Week))
            {
                // "from Friday to Monday": the Friday before that Monday.
                (a.value, a.earliest, a.latest) = (format!("{day}{clock}"), Some(day), Some(day));
            }
        } else if !matches!(last.meaning, Meaning::Clock(_)) {
            return;
        }
        let calendar = |value: &str| value.starts_with(|c: char| c.is_ascii_digit()) || value.starts_with("XXXX-");
        let ordered = a.earliest.zip(b.latest).is_none_or(|(from, until)| from <= until);
        if !ordered || !calendar(&a.value) || !calendar(&b.value) || a.earliest.is_some() != b.latest.is_some() {
            return;
        }
        let ends = Ends { first: a.value.clone(), last: b.value.clone() };
        (b.earliest, a.latest) = (a.earliest, b.latest);
        (a.ends, b.ends) = (Some(ends.clone()), Some(ends));
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
            ends: None,
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
        let last = match &found.last {
            None => None,
            // What was not said of the year is said by the first end.
            Some(last) => {
                let year = stamp.bounds().and_then(|(first, _)| ranges::with_year(last, first.year()));
                Some(context.resolve(year.as_ref().unwrap_or(last))?)
            }
        };
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
        let ends = last.as_ref().map(|last| Ends { first: value.clone(), last: last.value() });
        let latest = last.as_ref().map_or(bounds, Stamp::bounds).map(|b| b.1);
        Some(TimeExpr { span, words, kind, value, earliest: bounds.map(|b| b.0), latest, ends })
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
