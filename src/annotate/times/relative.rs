//! Expressions that point from the publication date or from another time: "last week", "next Tuesday",
//! "the day before", "this summer", "two weeks ago", "the third Wednesday of May".

use super::meaning::{Base, Counted, Found, Meaning, When, Year};
use super::reader::Reader;
use super::terms::{Unit, Which, listed};
use crate::annotate::quantities::numerals::{ordinal, whole};
use crate::annotate::quantities::pieces::Shape;
use crate::annotate::syntax::Upos;

impl Reader<'_> {
    /// "today", "tomorrow", "tonight", "the day after tomorrow", "the day before".
    pub(super) fn near(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let day = |shift| When::Around { unit: Unit::Day, shift, base: Base::Now };
        if let Some(shift) = self.near_day(i) {
            return Some((i + 1, day(shift)));
        }
        if self.tonight(i) {
            return Some((i + 1, day(0)));
        }
        let (unit, false) = self.unit(i)? else { return None };
        if !p.any(i + 1, &["before", "after"]) || matches!(unit, Unit::Second | Unit::Minute | Unit::Quarter) {
            return None;
        }
        let sign = if p.is(i + 1, "after") { 1 } else { -1 };
        let of = self.skip_the(i + 2);
        if p.is(of, "next") && self.unit(of + 1).is_none() {
            return Some((of + 1, When::Around { unit, shift: 2, base: Base::Now }));
        }
        if let Some((end, when)) = self.core(of)
            && (unit == Unit::Day || !super::clock::is_day(&when))
        {
            return Some((
                end,
                When::Offset { parts: vec![(1, unit)], forward: sign > 0, base: Base::At(Box::new(when)) },
            ));
        }
        // "the day before", at the end of its clause; else it points to an event ("the day before the vote").
        let open = p.get(i + 2).is_none_or(|n| !n.shape.eq(&Shape::Letters) || n.lower == "and" || n.lower == "but");
        let the = p.is(i.wrapping_sub(1), "the");
        (open && the && !unit.is_clock()).then(|| (i + 2, When::Around { unit, shift: sign, base: Base::Focus }))
    }

    /// "last week", "next Friday", "this October", "last night", "the same day", "Friday of next week", "Friday".
    pub(super) fn relative(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let Some(mut which) = self.which(i) else { return self.unpointed(i) };
        let mut at = i + 1;
        // "this past Sunday", "this coming Friday"
        if which == Which::This
            && let Some(second) = self.which(at)
            && second != Which::This
        {
            which = second;
            at += 1;
        }
        if p.is(i, "next") && p.any(at, &["few", "several"])
            || p.any(i, &["current", "present"]) && self.unit(at).is_none() && !p.any(at, &["fiscal", "calendar"])
        {
            return None;
        }
        if listed("year-adjective", p.text(at)) {
            at += 1;
        }
        let shift = match which {
            Which::Last | Which::Previous => -1,
            Which::Next | Which::Following | Which::Coming => 1,
            _ => 0,
        };
        if let Some((unit, false)) = self.unit(at) {
            return self.pointed_unit(at, unit, which, shift);
        }
        if let Some((weekday, _)) = self.weekday(at) {
            if let Some((end, when @ When::Date { .. })) = self.date(at) {
                return Some((end, when));
            }
            let mut when = When::Weekday { weekday, which, week: None };
            let mut end = at + 1;
            if let Some((next, week)) = self.week_of(end) {
                when = When::Weekday { weekday, which: Which::Bare, week: Some(week) };
                end = next;
            }
            return Some((end, when));
        }
        if let Some((end, when)) = self.date(at) {
            if let When::Date { year: Year::Open, month, day, weekday, .. } = when {
                return Some((end, When::Date { year: Year::Open, month, day, weekday, which }));
            }
            return None;
        }
        if let Some(season) = self.season(at) {
            return Some((at + 1, When::Season { season, year: Year::Open, which }));
        }
        if let Some(_part) = self.part(at) {
            // "last night", "this morning", "that evening", "the next morning"
            let base = if matches!(which, Which::That | Which::Following) { Base::Focus } else { Base::Now };
            let article = p.is(i.wrapping_sub(1), "the") && which == Which::Next;
            let base = if article { Base::Focus } else { base };
            return Some((at + 1, When::Around { unit: Unit::Day, shift, base }));
        }
        if let Some((end, When::Holiday { rule, .. })) = super::holidays::at(self, at) {
            return Some((end, When::Holiday { rule, year: Year::Open, which }));
        }
        None
    }

    /// The unit at `at` after "last", "this" …; with a weekday or quarter after it ("next week Tuesday", "last year's
    /// third quarter").
    fn pointed_unit(&self, at: usize, unit: Unit, which: Which, shift: i32) -> Option<(usize, When)> {
        let p = self.p;
        let end = at + 1;
        if unit.is_clock() || unit == Unit::Fortnight {
            return None;
        }
        if unit == Unit::Week && which != Which::That {
            let day = end + usize::from(p.any(end, &["on"]));
            if let Some((weekday, _)) = self.weekday(day) {
                return Some((day + 1, When::Weekday { weekday, which: Which::Bare, week: Some(shift) }));
            }
        }
        if unit == Unit::Year {
            let possessive = if p.sign(end, '\'') && p.is(end + 1, "s") { end + 2 } else { end };
            let next = possessive + usize::from(p.is(possessive, "fiscal"));
            if possessive > end
                && let Some((end, When::Quarter { quarter, .. })) = self.quarter(next)
            {
                return Some((end, When::Quarter { quarter, year: Year::Shift(shift), which: Which::Bare }));
            }
        }
        let focus = matches!(which, Which::That | Which::Following | Which::Previous)
            || which == Which::Next && unit == Unit::Day;
        let focus = focus && !p.any(at.wrapping_sub(2), &["our", "my", "current"]);
        let base = if focus { Base::Focus } else { Base::Now };
        // "the week after next"
        Some((end, When::Around { unit, shift, base }))
    }

    /// "the 18th" after "on": a day of the month by its number alone.
    pub(super) fn numbered_day(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let start = self.skip_the(i);
        let (end, day) = ordinal(p, start)?;
        let open = p.get(end).is_none_or(|n| {
            !matches!(n.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
                && n.lower != "-"
                && n.lower != "of"
                && n.lower != "floor"
        });
        let introduced = p.any(i.wrapping_sub(1), &["on", "by", "until", "for"]);
        (introduced && open && p.digits(start).is_some() && (1..=31).contains(&day))
            .then_some((end, When::DayOfMonth { day: day as i8, weekday: 0 }))
    }

    /// What needs no pointing word: weekdays, months with "of next year", seasons with years, weeks by number.
    fn unpointed(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        if let Some((weekday, short)) = self.weekday(i) {
            let mut end = i + 1;
            if short && p.sign(end, '.') && p.get(end).map(|x| x.word) == p.get(i).map(|x| x.word) {
                end += 1;
            }
            if let Some((next, week)) = self.week_of(end) {
                return Some((next, When::Weekday { weekday, which: Which::Bare, week: Some(week) }));
            }
            return Some((end, When::Weekday { weekday, which: Which::Bare, week: None }));
        }
        if let Some(season) = self.season(i) {
            let of = p.is(i + 1, "of");
            let (end, year) = self.year_of(i + 1).filter(|_| of || !p.is(i + 1, "in")).unwrap_or((i + 1, Year::Open));
            return Some((end, When::Season { season, year, which: Which::Bare }));
        }
        if p.is(i, "weekend") {
            return Some((i + 1, When::Around { unit: Unit::Weekend, shift: 0, base: Base::Now }));
        }
        if p.is(i, "week") {
            if let Some((n, _)) = p.digits(i + 1).filter(|d| d.1 <= 2) {
                let (end, year) = self.year_of(i + 2).unwrap_or((i + 2, Year::Shift(0)));
                let of = Box::new(When::Year(year));
                return (1..=53)
                    .contains(&n)
                    .then_some((end, When::Nth { n: n.cast_signed(), counted: Counted::Unit(Unit::Week), of }));
            }
            if p.is(i + 1, "of") {
                let (end, when) = self.core(self.skip_the(i + 2)).filter(|(_, w)| super::clock::is_day(w))?;
                return Some((end, When::Around { unit: Unit::Week, shift: 0, base: Base::At(Box::new(when)) }));
            }
        }
        None
    }

    /// "next week", "of last week", "this week" after a weekday: weeks from that of publication.
    fn week_of(&self, i: usize) -> Option<(usize, i32)> {
        let at = i + usize::from(self.p.is(i, "of"));
        let shift = match self.which(at)? {
            Which::Last | Which::Previous => -1,
            Which::This => 0,
            Which::Next | Which::Coming => 1,
            _ => return None,
        };
        self.p.is(at + 1, "week").then_some((at + 2, shift))
    }

    /// "the quarter", "the year", "the week": the one that is spoken of; only after "the".
    pub(super) fn the_unit(&self, i: usize) -> Option<Found> {
        let p = self.p;
        if !p.is(i.wrapping_sub(1), "the") {
            return None;
        }
        let mut at = i + usize::from(p.any(i, &["fiscal", "full", "latest", "current"]));
        at += usize::from(p.is(at, "fiscal"));
        let (unit, false) = self.unit(at)? else { return None };
        if p.any(at + 1, &["ended", "ending", "to", "through"])
            && let Some((_, when)) = self.date(at + 2 + usize::from(p.is(at + 2, "on")))
        {
            match unit {
                Unit::Year => return Some(Found::duration(at + 1, "P1Y".to_owned())),
                Unit::Quarter => return Some(Found::calendar(at + 1, When::QuarterTo(Box::new(when)))),
                _ => {}
            }
        }
        let usable = matches!(unit, Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Weekend)
            || unit == Unit::Day && p.any(i.wrapping_sub(2), &["of", "for"]);
        if !usable || listed("after-no-unit", p.text(at + 1)) && unit != Unit::Quarter {
            return None;
        }
        let base = if unit == Unit::Quarter { Base::Focus } else { Base::Now };
        Some(Found::calendar(at + 1, When::Around { unit, shift: 0, base }))
    }

    /// "the first Friday in June", "the third week of next month", "the last week of 2016", "first Sunday".
    pub(super) fn nth(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let (at, n) = match ordinal(p, i) {
            Some((end, n)) => (end, n.cast_signed()),
            None if p.any(i, &["last", "final"]) => (i + 1, -1),
            None => return None,
        };
        let counted = match (self.weekday(at), self.unit(at)) {
            (Some((d, _)), _) => Counted::Weekday(d),
            (_, Some((unit @ (Unit::Week | Unit::Weekend | Unit::Month | Unit::Day), false))) => Counted::Unit(unit),
            _ => return None,
        };
        let of = at + 1 + usize::from(p.any(at + 1, &["of", "in"]));
        if of == at + 1 && !(self.which(of).is_some() && n > 0) {
            return None;
        }
        let of_the = self.skip_the(of);
        let (end, whole) = self.core(of_the).or_else(|| {
            self.the_unit(of_the).and_then(|f| match f.meaning {
                Meaning::Calendar(when, _) => Some((f.end, when)),
                _ => None,
            })
        })?;
        let large = matches!(
            whole,
            When::Date { day: 0, .. }
                | When::Year(_)
                | When::Around { unit: Unit::Month | Unit::Year | Unit::Week, .. }
        );
        let day_of_month = counted == Counted::Unit(Unit::Day);
        (large && n.abs() < 60 && (!day_of_month || n <= 31))
            .then(|| (end, When::Nth { n, counted, of: Box::new(whole) }))
    }

    /// What follows an amount of time and makes it a point: "ago", "earlier", "from now", "before Christmas".
    pub(super) fn tail(&self, i: usize, parts: &[(u32, Unit)], introduced: bool) -> Option<(usize, When)> {
        let p = self.p;
        let offset = |forward, base| When::Offset { parts: parts.to_vec(), forward, base };
        let or_so = if p.is(i, "or") && p.any(i + 1, &["so", "more"]) { i + 2 } else { i };
        match p.text(or_so) {
            "ago" => return Some((or_so + 1, offset(false, Base::Now))),
            "earlier" | "previously" | "beforehand" => return Some((or_so + 1, offset(false, Base::Focus))),
            "later" | "afterwards" | "afterward" => {
                // "30 minutes later this week"
                let other = self.which(i + 1).is_some();
                return (!other).then(|| (or_so + 1, offset(true, Base::Focus)));
            }
            "hence" => return Some((or_so + 1, offset(true, Base::Now))),
            "from" | "after" | "before" | "since" | "prior" => {}
            _ => {
                return (introduced).then(|| (i, offset(true, Base::Now)));
            }
        }
        if p.is(i, "from") && p.is(i + 1, "now") {
            return Some((i + 2, offset(true, Base::Now)));
        }
        let at = self.skip_the(i + 1);
        if let Some((end, when)) = self.core(at)
            && !matches!(when, When::Year(_) if !p.is(i, "since"))
        {
            let forward = !p.any(i, &["before", "prior"]);
            return Some((end, offset(forward, Base::At(Box::new(when)))));
        }
        let open = p.get(i + 1).is_none_or(|n| !matches!(n.shape, Shape::Letters));
        if open && p.any(i, &["before", "after"]) {
            return Some((i + 1, offset(p.is(i, "after"), Base::Focus)));
        }
        introduced.then(|| (i, offset(true, Base::Now)))
    }

    /// "two Sundays from now", "three Mondays ago".
    pub(super) fn weekdays_away(&self, i: usize) -> Option<Found> {
        let (at, n) = whole(self.p, i)?;
        let weekday = self.weekdays(at).or_else(|| self.weekday(at).map(|d| d.0))?;
        let p = self.p;
        let (end, forward) = if p.is(at + 1, "ago") {
            (at + 2, false)
        } else if p.is(at + 1, "later") {
            (at + 2, true)
        } else if p.is(at + 1, "from") && p.is(at + 2, "now") {
            (at + 3, true)
        } else {
            return None;
        };
        let which = if forward { Which::Coming } else { Which::Last };
        let first = When::Weekday { weekday, which, week: None };
        let base = Base::At(Box::new(first));
        Some(Found::calendar(end, When::Offset { parts: vec![(n.saturating_sub(1), Unit::Week)], forward, base }))
    }
}
