//! [`Reader`]: the pieces of a sentence with the time words among them, and the grammar's entry.

use super::holidays;
use super::meaning::{Clock, Found, Meaning, When, Year};
use super::terms::{Term, Unit, Which, listed, terms};
use crate::annotate::quantities::numerals::ordinal;
use crate::annotate::quantities::pieces::{Pieces, Shape};
use crate::annotate::syntax::Upos;

/// Reads time expressions in one sentence. Every reading function takes the place where the expression would begin
/// and returns one past its end with what it means.
pub(super) struct Reader<'a> {
    pub(super) p: &'a Pieces,
    terms: Vec<&'static [Term]>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(p: &'a Pieces) -> Self {
        let terms = (0..p.len())
            .map(|i| match p.get(i) {
                Some(piece) if piece.shape == Shape::Letters => terms(&piece.lower),
                _ => &[][..],
            })
            .collect();
        Self { p, terms }
    }

    fn find<T>(&self, i: usize, pick: impl Fn(&Term) -> Option<T>) -> Option<T> {
        self.terms.get(i)?.iter().find_map(pick)
    }

    /// True where the piece at `i` has any meaning in time expressions.
    pub(super) fn is_term(&self, i: usize) -> bool {
        self.terms.get(i).is_some_and(|t| !t.is_empty())
    }

    /// The month at `i`, and whether it is abbreviated.
    pub(super) fn month(&self, i: usize) -> Option<(i8, bool)> {
        self.find(i, |t| if let Term::Month(m, short) = *t { Some((m, short)) } else { None })
    }

    pub(super) fn weekday(&self, i: usize) -> Option<(i8, bool)> {
        self.find(i, |t| if let Term::Weekday(d, short) = *t { Some((d, short)) } else { None })
    }

    pub(super) fn weekdays(&self, i: usize) -> Option<i8> {
        self.find(i, |t| if let Term::Weekdays(d) = *t { Some(d) } else { None })
    }

    pub(super) fn season(&self, i: usize) -> Option<&'static str> {
        self.find(i, |t| if let Term::Season(s) = *t { Some(s) } else { None })
    }

    pub(super) fn part(&self, i: usize) -> Option<&'static str> {
        self.find(i, |t| if let Term::Part(s) = *t { Some(s) } else { None })
    }

    pub(super) fn named_hour(&self, i: usize) -> Option<&'static str> {
        self.find(i, |t| if let Term::Hour(h) = *t { Some(h) } else { None })
    }

    pub(super) fn near_day(&self, i: usize) -> Option<i32> {
        self.find(i, |t| if let Term::Day(d) = *t { Some(d) } else { None })
    }

    pub(super) fn tonight(&self, i: usize) -> bool {
        self.find(i, |t| matches!(t, Term::Tonight).then_some(())).is_some()
    }

    /// The unit at `i`, and whether it is in the plural.
    pub(super) fn unit(&self, i: usize) -> Option<(Unit, bool)> {
        self.find(i, |t| if let Term::Unit(u, plural) = *t { Some((u, plural)) } else { None })
    }

    pub(super) fn often(&self, i: usize) -> Option<&'static str> {
        self.find(i, |t| if let Term::Often(v) = *t { Some(v) } else { None })
    }

    pub(super) fn which(&self, i: usize) -> Option<Which> {
        self.find(i, |t| if let Term::Which(w) = *t { Some(w) } else { None })
    }

    pub(super) fn zone(&self, i: usize) -> Option<&'static str> {
        self.find(i, |t| if let Term::Zone(z) = *t { Some(z) } else { None })
            .filter(|_| self.p.get(i).is_some_and(|p| p.capital || p.glued))
    }

    /// One past "the" at `i`, or `i`.
    pub(super) fn skip_the(&self, i: usize) -> usize {
        if self.p.is(i, "the") { i + 1 } else { i }
    }

    /// The time expression at `i`: the longest that the grammar can read.
    pub(super) fn read(&self, i: usize) -> Option<Found> {
        let plain = self.plain(i);
        let modified = self.modified(i);
        longest(modified, plain)
    }

    /// Without modifier or article in front.
    fn plain(&self, i: usize) -> Option<Found> {
        let mut best = longest(self.range(i), self.set(i));
        for found in [self.moment(i), self.length(i), self.reference(i)] {
            best = longest(best, found);
        }
        best
    }

    /// With "early", "about", "at least", "the end of" … in front; they belong to the expression.
    fn modified(&self, i: usize) -> Option<Found> {
        let p = self.p;
        let article = self.skip_the(i);
        if p.any(article, &["early", "late", "mid", "earlier", "later", "sometime"]) {
            let mut at = p.skip_hyphen(article + 1);
            let in_the = p.any(article, &["earlier", "later", "early", "late"]) && p.is(at, "in");
            at += usize::from(in_the);
            at = self.skip_the(at);
            let found = longest(self.moment(at), self.the_unit(at));
            return found.filter(|f| matches!(f.meaning, Meaning::Calendar(..) | Meaning::Clock(_)));
        }
        let approximate = if listed("approximate", p.text(i)) {
            Some(i + 1)
        } else if p.any(i, &["more", "less", "fewer"]) && p.is(i + 1, "than")
            || p.is(i, "at") && p.any(i + 1, &["least", "most"])
            || p.is(i, "up") && p.is(i + 1, "to")
        {
            Some(i + 2)
        } else {
            None
        };
        if let Some(at) = approximate {
            let exact_time = p.any(i, &["about", "around"]);
            return longest(self.length(at), if exact_time { self.clock_alone(at) } else { None }).filter(|f| {
                matches!(f.meaning, Meaning::Duration(_) | Meaning::Clock(_))
                    || matches!(f.meaning, Meaning::Calendar(When::Offset { .. } | When::Reference(_), _))
            });
        }
        let at = article;
        if listed("part-of-stretch", p.text(at)) && p.is(at + 1, "of") {
            let whole = self.skip_the(at + 2);
            let found = longest(self.moment(whole), self.the_unit(whole));
            return found.filter(|f| matches!(f.meaning, Meaning::Calendar(_, None)));
        }
        if article > i {
            let inner = longest(self.moment(article), longest(self.length(article), self.the_unit(article)))?;
            return self.takes_article(article, &inner).then_some(inner);
        }
        if p.any(i, &["these", "those"]) {
            return self.length(i + 1).filter(|f| matches!(f.meaning, Meaning::Duration(_)));
        }
        None
    }

    /// Whether "the" before `i` belongs to the expression: not where a month or a date only stands before a noun
    /// ("the October trial", "the Feb. 23 accord"), which the article belongs to.
    fn takes_article(&self, i: usize, found: &Found) -> bool {
        let next = self.p.get(found.end);
        let noun_follows = next.is_some_and(|n| {
            n.shape == Shape::Letters
                && matches!(n.upos, Upos::Noun | Upos::Propn | Upos::Adj)
                && !self.is_term(found.end)
        });
        let ends_in_word = self.p.letters(found.end - 1);
        match &found.meaning {
            Meaning::Calendar(When::Date { .. }, _) => {
                self.p.get(i).is_some_and(|x| x.shape == Shape::Digits)
                    || ordinal(self.p, i).is_some()
                    || self.which(i).is_some()
            }
            Meaning::Calendar(When::Year(_) | When::Weekday { which: Which::Bare, .. }, _) => {
                self.p.is(i, "year") || self.which(i).is_some()
            }
            Meaning::Calendar(When::Holiday { .. }, _) | Meaning::Clock(_) => false,
            Meaning::Duration(_) => !(noun_follows && self.p.sign(found.end - 2, '-')),
            _ => !(noun_follows && ends_in_word && self.p.sign(found.end.saturating_sub(2), '-')),
        }
    }

    /// A day or longer stretch with or without a time of day, or a time of day.
    pub(super) fn moment(&self, i: usize) -> Option<Found> {
        let by_day = self.core(i).map(|(end, when)| self.with_clock(end, when));
        longest(by_day, self.clock_alone(i))
    }

    /// A place in the calendar.
    pub(super) fn core(&self, i: usize) -> Option<(usize, When)> {
        let mut best: Option<(usize, When)> = None;
        let readings = [
            self.date(i),
            self.relative(i),
            holidays::at(self, i),
            self.near(i),
            self.year_or_longer(i),
            self.quarter(i),
            self.nth(i),
            self.numbered_day(i),
        ];
        for reading in readings.into_iter().flatten() {
            if best.as_ref().is_none_or(|(end, _)| reading.0 > *end) {
                best = Some(reading);
            }
        }
        best
    }

    /// Adds the time of day that follows a day: "Friday at 3 p.m.", "Tuesday, in the morning", "October 7 evening".
    fn with_clock(&self, end: usize, when: When) -> Found {
        let p = self.p;
        let day_like = super::clock::is_day(&when);
        let mut end = end;
        let mut clock: Option<Clock> = None;
        if self.tonight(end - 1) {
            clock = Some(Clock::part("NI"));
        }
        if let When::Around { unit: Unit::Night, .. } = when {
            clock = Some(Clock::part("NI"));
        } else if let When::Around { unit: Unit::Day, .. } = when
            && let Some(part) = self.part(end - 1)
        {
            clock = Some(Clock::part(part));
        }
        if !day_like {
            return Found::calendar(end, when);
        }
        for _ in 0..2 {
            let comma = p.skip(p.skip_hyphen(end), ',');
            let mut at = comma;
            let linked = p.any(at, &["at", "around", "about", "by", "for", "from"]);
            if linked {
                at += 1;
            }
            let iso = p.is(at, "t") && p.glued(at);
            if let Some((next, hour)) = self.clock(at + usize::from(iso)) {
                clock = Some(clock.and_then(|c| c.part).map_or(hour.clone(), |part| hour.in_part(part)));
                end = next;
                continue;
            }
            if linked
                && p.any(comma, &["at", "around", "for"])
                && let Some((next, hour)) = self.bare_hour(at)
            {
                clock = Some(clock.and_then(|c| c.part).map_or(hour.clone(), |part| hour.in_part(part)));
                end = next;
                continue;
            }
            let mut at = if linked { comma } else { at };
            if p.is(at, "in") {
                at = self.skip_the(at + 1);
            } else if p.is(at, "at") && p.is(at + 1, "night") {
                at += 1;
            } else if comma > end && !p.any(at, &["early", "late", "in"]) && !p.sign(end, '-') {
                break;
            }
            if p.any(at, &["early", "late", "mid"]) {
                at = p.skip_hyphen(at + 1);
            }
            let part = self.part(at).or_else(|| {
                if p.is(at, "am") {
                    Some("MO")
                } else if p.is(at, "pm") {
                    Some("AF")
                } else {
                    None
                }
            });
            match part {
                Some(part) => {
                    clock = Some(clock.map_or_else(|| Clock::part(part), |c| c.in_part(part)));
                    end = at + 1;
                }
                None => break,
            }
        }
        // "Wed Oct 26 15:50:06 2016"
        let mut when = when;
        if let (Some(_), When::Date { year: year @ Year::Open, .. }) = (&clock, &mut when)
            && p.digits(end).is_some_and(|d| d.1 == 4)
            && p.digits(end - 1).is_some()
            && let Some((next, said)) = self.year_number(end)
        {
            *year = Year::Is(said);
            end = next;
        }
        Found::of(end, Meaning::Calendar(when, clock))
    }

    /// "now", "recently", "the future" …
    fn reference(&self, i: usize) -> Option<Found> {
        let (end, value) = holidays::reference(self.p, i)?;
        Some(Found::calendar(end, When::Reference(value)))
    }
}

/// The reading that ends later; the first where both end together.
pub(super) fn longest(a: Option<Found>, b: Option<Found>) -> Option<Found> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.end > a.end { b } else { a }),
        (a, b) => a.or(b),
    }
}
