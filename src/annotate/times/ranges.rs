//! Ranges: "May 3-7", "from 3 to 7 May", "between 2019 and 2021", "the 2023-24 season".
//!
//! Where both ends share a month or a year that is said once, the grammar reads the whole as one expression; else the two
//! ends are expressions of their own, and what stands between them joins them.

use super::meaning::{Found, Meaning, When, Year};
use super::reader::Reader;
use super::terms::listed;
use crate::annotate::syntax::{Syntax, Upos};

/// The longest stretch that two digits after a year are taken for its end, in years: "2019-22".
const MOST_YEARS: u32 = 30;

impl Reader<'_> {
    /// A range that is one expression.
    pub(super) fn range(&self, i: usize) -> Option<Found> {
        let (end, first, last) = self.month_days(i).or_else(|| self.days_month(i)).or_else(|| self.years(i))?;
        Some(Found { last: Some(last), ..Found::calendar(end, first) })
    }

    /// "May 3-7, 2024", "May 3 to 7", between "May 3 and 7".
    fn month_days(&self, i: usize) -> Option<(usize, When, When)> {
        let p = self.p;
        let (month, short) = self.month(i)?;
        let at = i + 1 + usize::from(short && p.sign(i + 1, '.'));
        let (end, first) = self.day_number(self.skip_the(at))?;
        let (end, last) = self.day_number(self.skip_the(self.link(i, end)?))?;
        let counts = p.letters(end) && !self.is_term(end) && p.get(end).is_some_and(|n| n.upos.is_nominal());
        let goes_on = p.any(end, &["-", "/", ":", "%"]) && p.glued(end);
        if first >= last || counts || goes_on {
            return None;
        }
        let (end, year) = self.year_after(end, true);
        Some((end, When::day(year, month, first), When::day(year, month, last)))
    }

    /// "3-7 May 2024", "from 3 to 7 May", "the 3rd to the 7th of May".
    fn days_month(&self, i: usize) -> Option<(usize, When, When)> {
        let p = self.p;
        let start = self.skip_the(i);
        if p.glued(start) && p.before(start).is_some_and(|b| matches!(b.lower.as_str(), "$" | "." | ":" | "/" | "-")) {
            return None;
        }
        let (end, first) = self.day_number(start)?;
        let next = self.link(i, end)?;
        p.digits(self.skip_the(next))?;
        let (end, when) = self.day_first(next)?;
        let When::Date { year, month, day, .. } = when else { return None };
        // "won 2-3 May 7": the day stands after the month.
        let other = p.digits(end).is_some() && year == Year::Open;
        (first < day && !other).then(|| (end, When::day(year, month, first), when))
    }

    /// "2023-24", "2019-22": years of which the last is said by two digits.
    pub(super) fn years(&self, i: usize) -> Option<(usize, When, When)> {
        let p = self.p;
        let joined = p.sign(i + 1, '-') && p.glued(i + 1) && p.glued(i + 2);
        let (first, 4) = p.digits(i).filter(|_| joined)? else { return None };
        let (last, 2) = p.digits(i + 2)? else { return None };
        let end = i + 3;
        let years = (last + 100 - first % 100) % 100;
        let goes_on = p.glued(end) && (p.digits(end).is_some() || p.letters(end) || p.any(end, &["-", "/", ":", "%"]));
        // "2011-12" may be December.
        let month = (1..=12).contains(&last) && !listed("year-of-two", p.text(end));
        if !(1900..2100).contains(&first) || !(1..=MOST_YEARS).contains(&years) || goes_on || month {
            return None;
        }
        let year = |n: u32| i16::try_from(n).ok().map(|y| When::Year(Year::Is(y)));
        Some((end, year(first)?, year(first + years)?))
    }

    /// One past what joins the two ends of a range that begins at `start`, whose first end is read up to `at`.
    fn link(&self, start: usize, at: usize) -> Option<usize> {
        let linked = self.p.sign(at, '-')
            || listed("to-the-end", self.p.text(at))
            || self.p.is(at, "and") && self.after_between(start);
        linked.then_some(at + 1)
    }

    /// True after "between", also with an article or "early" and the like in between.
    fn after_between(&self, start: usize) -> bool {
        (start.saturating_sub(3)..start).any(|k| self.p.is(k, "between"))
    }

    /// True where the expression from `next` on is the other end of the one between `start` and `end`.
    pub(super) fn joins(&self, syntax: &Syntax, start: usize, end: usize, next: usize) -> bool {
        let Some(at) = self.link(start, end) else { return false };
        let at = self.skip_the(at);
        if at != next {
            return false;
        }
        // "moved from Monday to Friday": it was on neither between them.
        let words = syntax.words();
        let Some(word) = self.p.get(start).map(|x| x.word) else { return false };
        let moved = |w: usize| words[w].upos == Upos::Verb && listed("moves-date", &words[w].lemma);
        !syntax.ancestors(word).take(3).any(moved)
    }
}

/// The year of `when` that is not said, given as `year`; `None` where it is said or there is none to say.
pub(super) fn with_year(when: &When, year: i16) -> Option<When> {
    let mut when = when.clone();
    match &mut when {
        When::Date { year: of, .. }
        | When::Season { year: of, .. }
        | When::Quarter { year: of, .. }
        | When::Half { year: of, .. }
            if *of == Year::Open =>
        {
            *of = Year::Is(year);
            Some(when)
        }
        _ => None,
    }
}

/// True where the year is said.
pub(super) fn says_year(when: &When) -> bool {
    match when {
        When::Date { year, .. } | When::Season { year, .. } | When::Quarter { year, .. } | When::Half { year, .. } => {
            *year != Year::Open
        }
        _ => false,
    }
}

/// What a range may be made of: its place in the calendar.
pub(super) fn place(found: &Found) -> Option<&When> {
    match &found.meaning {
        Meaning::Calendar(When::Reference(_), _) => None,
        Meaning::Calendar(when, _) if found.last.is_none() => Some(when),
        _ => None,
    }
}
