//! Places the meaning of an expression in the calendar: by publication date, tense and what was spoken of before.

use jiff::civil::Date;

use super::calendar::{Stamp, add, monday, nth_weekday, season_month};
use super::holidays;
use super::meaning::{Base, Counted, When, Year};
use super::tense::Tense;
use super::terms::{Unit, Which};

/// What relative expressions are resolved against.
#[derive(Debug, Clone)]
pub(super) struct Context<'a> {
    /// The day of publication.
    pub(super) now: Option<Date>,
    /// The time spoken of last.
    pub(super) focus: Option<&'a Stamp>,
    /// The fiscal or calendar quarter spoken of last.
    pub(super) quarter: Option<&'a Stamp>,
    pub(super) tense: Tense,
}

impl Context<'_> {
    /// The place in the calendar; `None` for a date that does not exist ("February 30").
    pub(super) fn resolve(&self, when: &When) -> Option<Stamp> {
        match when {
            When::Date { year, month, day, weekday, which } => self.date(*year, *month, *day, *weekday, *which),
            When::Weekday { weekday, which, week } => Some(self.weekday(*weekday, *which, *week)),
            When::DayOfMonth { day, weekday } => Some(self.day_of_month(*day, *weekday)),
            When::Season { season, year, which } => self.season(season, *year, *which),
            When::Quarter { quarter, year, which } => self.quarter(*quarter, *year, *which),
            When::Half { half, year } => {
                Some(self.year(*year).map_or_else(|| Stamp::Open(format!("XXXX-H{half}")), |y| Stamp::Half(y, *half)))
            }
            When::Year(year) => Some(self.year(*year).map_or_else(|| Stamp::Open("XXXX".into()), Stamp::Year)),
            When::Around { unit, shift, base } => Some(self.around(*unit, *shift, base)),
            When::Offset { parts, forward, base } => {
                // "12,000 years ago" lies before the calendar.
                let beyond = || Stamp::Open(if *forward { "FUTURE_REF" } else { "PAST_REF" }.to_owned());
                Some(self.offset(parts, *forward, base).unwrap_or_else(beyond))
            }
            When::Nth { n, counted, of } => self.nth(*n, *counted, of),
            When::Holiday { rule, year, which } => Some(self.holiday(*rule, *year, *which)),
            When::QuarterTo(end) => {
                // Most of a quarter lies before the middle of its last month.
                let middle = self.resolve(end)?.bounds().and_then(|(_, last)| add(last, -45, Unit::Day));
                Some(middle.map_or_else(
                    || Stamp::Open("XXXX-QX".to_owned()),
                    |day| Stamp::Quarter(day.year(), (day.month() + 2) / 3),
                ))
            }
            When::Fixed(stamp) => Some(stamp.clone()),
            When::Reference(value) => Some(Stamp::Open((*value).to_owned())),
        }
    }

    fn year(&self, year: Year) -> Option<i16> {
        match year {
            Year::Is(y) => Some(y),
            Year::Shift(shift) => self.now.map(|now| now.year() + shift as i16),
            Year::Open => None,
        }
    }

    /// The candidate (in order of time) that tense and pointing word choose. Each is told by its first and last day.
    fn choose<T: Clone>(&self, which: Which, candidates: &[(Date, Date, T)]) -> Option<T> {
        let now = self.now?;
        // "was told to appear on January 10", written in December: ten days ahead, not eleven months back.
        let far_back = |past: &(Date, Date, T), after: Option<&(Date, Date, T)>| {
            after.is_some_and(|(first, last, _)| {
                distance(now, *first, *last) <= 45 && distance(now, past.0, past.1) > 270
            })
        };
        let past = candidates.iter().rev().find(|(first, _, _)| *first <= now);
        let before = candidates.iter().rev().find(|(_, last, _)| *last < now);
        let coming = candidates.iter().find(|(_, last, _)| *last >= now);
        let after = candidates.iter().find(|(first, _, _)| *first > now);
        let chosen = match which {
            Which::Last | Which::Previous => before,
            Which::Next | Which::Following | Which::Coming => after,
            Which::This => candidates.iter().min_by_key(|(first, last, _)| distance(now, *first, *last)),
            Which::Bare | Which::That => match self.tense {
                Tense::Past => past,
                Tense::Perfect => past.filter(|found| !far_back(found, after)).or(after).or(past),
                Tense::Future => coming,
                Tense::Present => candidates.iter().min_by_key(|(first, last, _)| {
                    let days = distance(now, *first, *last);
                    // The past is likelier, but what is a few weeks ahead is nearer than what is ten months back.
                    if *first > now { days * 2 } else { days }
                }),
            },
        };
        chosen.or(candidates.first()).map(|(_, _, found)| found.clone())
    }

    fn date(&self, year: Year, month: i8, day: i8, weekday: i8, which: Which) -> Option<Stamp> {
        if let Some(y) = self.year(year) {
            return if day == 0 { Some(Stamp::Month(y, month)) } else { Date::new(y, month, day).ok().map(Stamp::Day) };
        }
        let years = self.now.map_or(0..0, |now| now.year() - 5..now.year() + 6);
        let candidates: Vec<_> = years
            .filter_map(|y| {
                if day == 0 {
                    let stamp = Stamp::Month(y, month);
                    let (first, last) = stamp.bounds()?;
                    return Some((first, last, stamp));
                }
                let date = Date::new(y, month, day).ok()?;
                let fits = weekday == 0 || date.weekday().to_monday_one_offset() == weekday;
                fits.then_some((date, date, Stamp::Day(date)))
            })
            .collect();
        if candidates.is_empty() && weekday > 0 {
            return self.date(year, month, day, 0, which);
        }
        // "this September" is the one of this year.
        if which == Which::This
            && let Some(now) = self.now
            && let Some((_, _, found)) = candidates.iter().find(|(first, _, _)| first.year() == now.year())
        {
            return Some(found.clone());
        }
        self.choose(which, &candidates).or_else(|| {
            let possible = day == 0 || Date::new(2024, month, day).is_ok();
            possible.then(|| {
                Stamp::Open(if day == 0 { format!("XXXX-{month:02}") } else { format!("XXXX-{month:02}-{day:02}") })
            })
        })
    }

    fn weekday(&self, weekday: i8, which: Which, week: Option<i32>) -> Stamp {
        let open = || Stamp::Open(format!("XXXX-WXX-{weekday}"));
        let Some(now) = self.now else { return open() };
        let ahead = i32::from(weekday) - i32::from(now.weekday().to_monday_one_offset());
        let in_week = |shift: i32| add(monday(now), i32::from(weekday) - 1 + 7 * shift, Unit::Day);
        if let Some(shift) = week {
            return in_week(shift).map_or_else(open, Stamp::Day);
        }
        let latest = if ahead > 0 { ahead - 7 } else { ahead };
        let soonest = if ahead < 0 { ahead + 7 } else { ahead };
        let focus_day = |sign: i32| {
            let Some(Stamp::Day(day)) = self.focus else { return None };
            let gap = i32::from(weekday) - i32::from(day.weekday().to_monday_one_offset());
            let gap = if sign > 0 { if gap <= 0 { gap + 7 } else { gap } } else { gap };
            add(*day, gap, Unit::Day)
        };
        let days = match which {
            Which::Last => {
                if ahead >= 0 {
                    ahead - 7
                } else {
                    ahead
                }
            }
            Which::Previous => return in_week(-1).map_or_else(open, Stamp::Day),
            Which::This => ahead,
            Which::Next => return in_week(1).map_or_else(open, Stamp::Day),
            Which::Following => match focus_day(1) {
                Some(day) => return Stamp::Day(day),
                None => return in_week(1).map_or_else(open, Stamp::Day),
            },
            Which::Coming => {
                if soonest == 0 {
                    7
                } else {
                    soonest
                }
            }
            Which::That => match focus_day(0) {
                Some(day) => return Stamp::Day(day),
                None => latest,
            },
            Which::Bare => match self.tense {
                Tense::Future => soonest,
                _ => latest,
            },
        };
        add(now, days, Unit::Day).map_or_else(open, Stamp::Day)
    }

    /// "the 21st": of this month, or of the nearest month that has it (on that weekday).
    fn day_of_month(&self, day: i8, weekday: i8) -> Stamp {
        let open = || Stamp::Open(format!("XXXX-XX-{day:02}"));
        let Some(now) = self.now else { return open() };
        let candidates: Vec<_> = (-14..=14)
            .filter_map(|shift| {
                let first = add(now.first_of_month(), shift, Unit::Month)?;
                let date = Date::new(first.year(), first.month(), day).ok()?;
                let fits = weekday == 0 || date.weekday().to_monday_one_offset() == weekday;
                fits.then_some((date, date, date))
            })
            .collect();
        let this_month = candidates.iter().find(|(d, _, _)| weekday > 0 && d.first_of_month() == now.first_of_month());
        let chosen = this_month.map(|(d, _, _)| *d).or_else(|| self.choose(Which::Bare, &candidates));
        chosen.map_or_else(open, Stamp::Day)
    }

    fn season(&self, season: &'static str, year: Year, which: Which) -> Option<Stamp> {
        if let Some(y) = self.year(year) {
            return Some(Stamp::Season(y, season));
        }
        let years = self.now.map_or(0..0, |now| now.year() - 2..now.year() + 3);
        let candidates: Vec<_> = years
            .filter_map(|y| {
                let first = Date::new(y, season_month(season), 1).ok()?;
                let last = Stamp::Season(y, season).bounds()?.1;
                Some((first, last, Stamp::Season(y, season)))
            })
            .collect();
        let found = if which == Which::This {
            self.now.map(|now| Stamp::Season(now.year(), season))
        } else {
            self.choose(which, &candidates)
        };
        found.or_else(|| Some(Stamp::Open(format!("XXXX-{season}"))))
    }

    fn quarter(&self, quarter: i8, year: Year, which: Which) -> Option<Stamp> {
        if let Some(y) = self.year(year) {
            return Some(Stamp::Quarter(y, quarter));
        }
        let years = self.now.map_or(0..0, |now| now.year() - 2..now.year() + 3);
        let candidates: Vec<_> = years
            .filter_map(|y| {
                let stamp = Stamp::Quarter(y, quarter);
                let (first, last) = stamp.bounds()?;
                Some((first, last, stamp))
            })
            .collect();
        // "expects to report a loss for the third quarter": the one that has just ended is meant.
        let nearest = |now: Date| candidates.iter().min_by_key(|(first, last, _)| distance(now, *first, *last));
        let ended = self.now.and_then(nearest).filter(|_| self.tense == Tense::Future && which == Which::Bare);
        let found = ended.map(|(_, _, stamp)| stamp.clone()).or_else(|| self.choose(which, &candidates));
        found.or_else(|| Some(Stamp::Open(format!("XXXX-Q{quarter}"))))
    }

    fn base(&self, base: &Base) -> Option<Stamp> {
        match base {
            Base::Now => self.now.map(Stamp::Day),
            Base::Focus => self.focus.filter(|f| f.bounds().is_some()).cloned().or_else(|| self.now.map(Stamp::Day)),
            Base::At(when) => self.resolve(when),
        }
    }

    fn around(&self, unit: Unit, shift: i32, base: &Base) -> Stamp {
        let open = || {
            Stamp::Open(
                match unit {
                    Unit::Week => "XXXX-WXX",
                    Unit::Weekend => "XXXX-WXX-WE",
                    Unit::Month => "XXXX-XX",
                    Unit::Quarter => "XXXX-QX",
                    Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium => "XXXX",
                    _ => "XXXX-XX-XX",
                }
                .to_owned(),
            )
        };
        // "the quarter", "the year-earlier quarter": the quarter spoken of.
        let base = match (unit, base, self.quarter) {
            (Unit::Quarter, Base::Focus, Some(quarter)) => Some(quarter.clone()),
            (Unit::Year, Base::Focus, Some(quarter)) if shift == -1 => {
                return quarter.moved(shift, Unit::Year).unwrap_or_else(open);
            }
            _ => self.base(base),
        };
        let Some((day, _)) = base.as_ref().and_then(Stamp::bounds) else { return open() };
        let start = match unit {
            // "over the weekend", told on a Monday or in the week: the last one.
            Unit::Weekend
                if shift == 0
                    && matches!(self.tense, Tense::Past | Tense::Perfect)
                    && self.now == Some(day)
                    && day.weekday().to_monday_one_offset() < 6 =>
            {
                add(monday(day), -1, Unit::Week).unwrap_or(day)
            }
            Unit::Week | Unit::Weekend => monday(day),
            Unit::Month | Unit::Quarter => day.first_of_month(),
            Unit::Year | Unit::Decade | Unit::Century => day.first_of_year(),
            _ => day,
        };
        add(start, shift, unit).map_or_else(open, |to| Stamp::around(to, unit))
    }

    fn offset(&self, parts: &[(u32, Unit)], forward: bool, base: &Base) -> Option<Stamp> {
        let sign = if forward { 1 } else { -1 };
        // "a year earlier" beside a quarter's figures is the same quarter of the year before.
        let base = match (parts, base, self.quarter) {
            ([(1, Unit::Year)], Base::Focus | Base::Now, Some(quarter)) if !forward => {
                return quarter.moved(-1, Unit::Year);
            }
            _ => self.base(base),
        };
        let Some(base) = base.filter(|b| b.bounds().is_some()) else {
            let coarsest = parts.iter().map(|(_, u)| *u).find(|u| matches!(u, Unit::Year | Unit::Month));
            return Some(Stamp::Open(
                match coarsest {
                    Some(Unit::Year) => "XXXX",
                    Some(_) => "XXXX-XX",
                    None => "XXXX-XX-XX",
                }
                .to_owned(),
            ));
        };
        // Months and years alone are not exact to the day.
        if let [(n, unit)] = parts
            && matches!(base, Stamp::Day(_))
        {
            let to = add(base.bounds()?.0, sign * i32::try_from(*n).ok()?, *unit)?;
            return Some(match unit {
                Unit::Month | Unit::Quarter => Stamp::around(to, Unit::Month),
                Unit::Year | Unit::Decade => Stamp::around(to, Unit::Year),
                Unit::Century => Stamp::around(to, Unit::Decade),
                Unit::Millennium => Stamp::around(to, Unit::Century),
                _ => Stamp::Day(to),
            });
        }
        parts.iter().try_fold(base, |at, (n, unit)| at.moved(sign * i32::try_from(*n).ok()?, *unit))
    }

    fn nth(&self, n: i32, counted: Counted, of: &When) -> Option<Stamp> {
        let whole = self.resolve(of)?;
        let Some((first, last)) = whole.bounds() else {
            return Some(Stamp::Open("XXXX-XX-XX".to_owned()));
        };
        match counted {
            Counted::Weekday(weekday) => nth_weekday(first, last, weekday, n).map(Stamp::Day),
            Counted::Unit(Unit::Day) => {
                let day = if n > 0 { add(first, n - 1, Unit::Day)? } else { last };
                (first <= day && day <= last).then_some(Stamp::Day(day))
            }
            Counted::Unit(Unit::Month) => {
                let month = if n > 0 { add(first, n - 1, Unit::Month)? } else { last };
                (month <= last).then(|| Stamp::around(month, Unit::Month))
            }
            Counted::Unit(unit) => {
                // Weeks belong to the stretch that holds their Thursday (ISO 8601).
                let thursday = nth_weekday(first, last, 4, n)?;
                Some(Stamp::around(thursday, unit))
            }
        }
    }

    fn holiday(&self, rule: usize, year: Year, which: Which) -> Stamp {
        let open = || {
            Stamp::Open(
                holidays::fixed(rule).map_or_else(|| "XXXX-XX-XX".to_owned(), |(m, d)| format!("XXXX-{m:02}-{d:02}")),
            )
        };
        if let Some(y) = self.year(year) {
            return holidays::day_in(rule, y).map_or_else(open, Stamp::Day);
        }
        let years = self.now.map_or(0..0, |now| now.year() - 2..now.year() + 3);
        let candidates: Vec<_> =
            years.filter_map(|y| holidays::day_in(rule, y)).map(|day| (day, day, Stamp::Day(day))).collect();
        self.choose(which, &candidates).unwrap_or_else(open)
    }
}

/// Days from `now` to the nearer end of a stretch; 0 inside it.
fn distance(now: Date, first: Date, last: Date) -> i32 {
    let days = |a: Date, b: Date| a.until(b).map_or(i32::MAX / 2, |span| span.get_days());
    if now < first {
        days(now, first)
    } else if now > last {
        days(last, now)
    } else {
        0
    }
}
