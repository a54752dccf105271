//! Calendar dates by their parts: days, months, years, decades, centuries, quarters.

use super::meaning::{Counted, When, Year};
use super::reader::Reader;
use super::terms::{Unit, Which, listed};
use super::years::two_digit_year;
use crate::annotate::quantities::numerals::{Numeral, numeral, ordinal, whole};

/// A month with what was said of day, weekday and year.
fn date(year: Year, month: i8, day: i8, weekday: i8) -> When {
    When::Date { year, month, day, weekday, which: Which::Bare }
}

fn is_month(n: u32) -> bool {
    (1..=12).contains(&n)
}

/// Days that a month does not have ("February 30") are read too; the resolver leaves such a date out.
fn is_day(day: u32) -> bool {
    (1..=31).contains(&day)
}

impl Reader<'_> {
    /// A date that names a month, or is written in digits.
    pub(super) fn date(&self, i: usize) -> Option<(usize, When)> {
        let readings =
            [self.digits_date(i), self.month_first(i), self.day_first(i), self.year_first(i), self.weekday_first(i)];
        readings.into_iter().flatten().reduce(|a, b| if b.0 > a.0 { b } else { a })
    }

    /// "Friday, March 8", "Thursday the 21st", "Monday 21"; the bare weekday is [`Reader::relative`]'s.
    fn weekday_first(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let (weekday, short) = self.weekday(i)?;
        let mut at = i + 1;
        if short && p.sign(at, '.') {
            at += 1;
        }
        let comma = p.skip(p.skip_hyphen(at), ',');
        let bracket = p.sign(at, '(');
        let next = if bracket { at + 1 } else { self.skip_the(comma + usize::from(p.is(comma, "on"))) };
        for reading in [self.day_first(next), self.digits_date(next), self.short_numeric(next), self.month_first(next)]
        {
            if let Some((end, When::Date { year, month, day, which, .. })) = reading
                && (day > 0 || year != Year::Open)
                && day > 0
            {
                let end = if bracket && p.sign(end, ')') { end + 1 } else { end };
                return Some((end, When::Date { year, month, day, weekday, which }));
            }
        }
        // "Thursday the 21st", "Tue 13th", "Monday 21"
        let (end, day) = match ordinal(p, next) {
            Some(found) => found,
            None if comma == at && next == at => {
                let (day, len) = p.digits(at).filter(|_| !p.glued(at))?;
                let alone = len <= 2 && !p.letters(at + 1) && !p.any(at + 1, &[":", "-", "/", "%", "$"])
                    || p.any(at + 1, &["at"]);
                if !alone || p.sign(at + 1, ',') && p.glued(at + 2) {
                    return None;
                }
                (at + 1, day)
            }
            None => return None,
        };
        is_day(day).then_some((end, When::DayOfMonth { day: day as i8, weekday }))
    }

    /// "October 7, 2023", "Oct. 7", "Oct-2", "October the first", "October 2023", "October of last year", "October".
    fn month_first(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let (month, short) = self.month(i)?;
        let mut at = i + 1;
        let spaced = short && p.digits(at + 1).is_some();
        let dotted = p.sign(at, '.') && (p.glued(at) || spaced);
        if dotted && (short || p.digits(at + 1).is_some()) {
            at += 1;
        }
        let bare_end =
            if dotted && short && p.get(at - 1).map(|x| x.word) == p.get(i).map(|x| x.word) { at } else { i + 1 };
        let mut next = at;
        if p.any(next, &["-", "/"]) && p.glued(next) && p.glued(next + 1) {
            next += 1;
            if let Some((end, year)) = self.year_number(next) {
                return Some((end, date(Year::Is(year), month, 0, 0)));
            }
        }
        let next = self.skip_the(next);
        if let Some((end, day)) = self.day_number(next) {
            if p.any(end, &["-", "/"])
                && p.glued(end)
                && p.glued(end + 1)
                && let Some((end, year)) = self.year_number(end + 1)
            {
                return Some((end, date(Year::Is(year), month, day, 0)));
            }
            let weekday = if p.sign(end, '(') { self.weekday(end + 1).filter(|_| p.sign(end + 2, ')')) } else { None };
            let (end, weekday) = weekday.map_or((end, 0), |(d, _)| (end + 3, d));
            let (end, year) = self.year_after(end, true);
            return Some((end, date(year, month, day, weekday)));
        }
        let (end, year) = self.year_after(bare_end.max(at).min(at), false);
        if year != Year::Open {
            return Some((end, date(year, month, 0, 0)));
        }
        Some((bare_end, date(Year::Open, month, 0, 0)))
    }

    /// The day of the month at `i`, in digits or as an ordinal in words.
    pub(super) fn day_number(&self, i: usize) -> Option<(usize, i8)> {
        let p = self.p;
        if let Some((end, day)) = ordinal(p, i) {
            return is_day(day).then_some((end, day as i8));
        }
        if let Some((day, len)) = p.digits(i) {
            let other = p.sign(i + 1, ':') && p.glued(i + 1) && p.digits(i + 2).is_some() && p.glued(i + 2)
                || listed("after-no-day", p.text(i + 1))
                || p.is(i + 1, "a") && p.sign(i + 2, '.')
                || p.is(i + 1, "p") && p.sign(i + 2, '.')
                || p.sign(i + 1, '.') && p.glued(i + 1) && p.glued(i + 2) && p.digits(i + 2).is_some_and(|d| d.1 < 4)
                || p.sign(i + 1, ',') && p.glued(i + 1) && p.glued(i + 2) && p.digits(i + 2).is_some_and(|d| d.1 == 3);
            // "February 32" is meant as a day, too; "May 45 people" is not.
            let beyond = day < 40 && !p.letters(i + 1) && !p.sign(i + 1, '-');
            return (len <= 2 && !other && (is_day(day) || beyond && day > 0)).then_some((i + 1, day as i8));
        }
        // "May twenty one"
        let (end, day) = whole(p, i).filter(|_| matches!(numeral(p, i), Some(Numeral::Ten(_) | Numeral::Teen(_))))?;
        is_day(day).then_some((end, day as i8))
    }

    /// "7 October", "the 7th of October, 2023", "13 Sept nineteen seventy two", "05-Aug-2016".
    pub(super) fn day_first(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let start = self.skip_the(i);
        let (end, day, ordinal_day) = if let Some((end, day)) = ordinal(p, start) {
            (end, day, true)
        } else if let Some((day, len)) = p.digits(start) {
            if len > 2
                || p.glued(start) && p.before(start).is_some_and(|b| matches!(b.lower.as_str(), "$" | "." | ":" | "/"))
            {
                return None;
            }
            (start + 1, day, false)
        } else {
            let (end, day) = whole(p, start)?;
            (end, day, false)
        };
        let mut at = end;
        if p.is(at, "day") && ordinal_day {
            at += 1;
        }
        let of = p.is(at, "of");
        if of {
            at = self.skip_the(at + 1);
        } else if p.any(at, &["-", "/", ".", ","]) {
            at += 1;
        }
        if let Some((month, short)) = self.month(at) {
            if !is_day(day) || start > i && !ordinal_day {
                return None;
            }
            let mut next = at + 1;
            if short && p.sign(next, '.') {
                next += 1;
            } else if p.any(next, &["-", "/"]) && p.glued(next) {
                let (end, year) = self.year_number(next + 1)?;
                return Some((end, date(Year::Is(year), month, day as i8, 0)));
            }
            let (end, year) = self.year_after(next, true);
            let end = if year == Year::Open { at + 1 } else { end };
            return Some((end, date(year, month, day as i8, 0)));
        }
        // "the 20th of next month", "31st of this month"
        if of
            && ordinal_day
            && self.which(at).is_some()
            && let Some((end, month @ When::Around { unit: Unit::Month, .. })) = self.relative(at)
        {
            let nth = When::Nth { n: day.cast_signed(), counted: Counted::Unit(Unit::Day), of: Box::new(month) };
            return Some((end, nth));
        }
        None
    }

    /// "2017 April", "2019/aug/01", "2020/23/Sep".
    fn year_first(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let (at, year) = self.year_number(i)?;
        let next = p.skip(p.skip(p.skip_hyphen(at), '/'), ',');
        if let Some((month, _)) = self.month(next) {
            let next = next + 1;
            let after = p.skip(p.skip_hyphen(next), '/');
            if after > next && p.glued(next) {
                let (end, day) = self.day_number(after)?;
                return Some((end, date(Year::Is(year), month, day, 0)));
            }
            let (end, day) = self.day_number(next).unwrap_or((next, 0));
            return Some((end, date(Year::Is(year), month, day, 0)));
        }
        let (day, _) = p.digits(next)?;
        let next = next + 1;
        let (month, _) = self.month(p.skip(p.skip_hyphen(next), '/')).filter(|_| p.glued(next))?;
        is_day(day).then(|| (next + 2, date(Year::Is(year), month, day as i8, 0)))
    }

    /// Dates in digits: "2023-10-07", "10/7/2023", "7.10.2023", "2015/3", "12-2015", "2016 10 16".
    fn digits_date(&self, i: usize) -> Option<(usize, When)> {
        self.p.digits(i)?;
        if self.inside_code(i) {
            return None;
        }
        self.spaced_date(i)
            .or_else(|| self.run_together(i))
            .or_else(|| self.full_digits_date(i))
            .or_else(|| self.digits_month(i))
            .or_else(|| self.short_numeric(i).filter(|_| self.short_numeric_is_date(i)))
    }

    /// True where digits or a currency sign are joined to the front of those at `i`.
    fn inside_code(&self, i: usize) -> bool {
        let p = self.p;
        if !p.glued(i) || !p.any(i.wrapping_sub(1), &["-", "/", ".", "$", "+", ","]) {
            return false;
        }
        let joined = p.glued(i - 1) && i >= 2 && (p.digits(i - 2).is_some() || p.sign(i - 2, '$'));
        joined || p.sign(i - 1, '$')
    }

    /// "2016 10 16"
    fn spaced_date(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let (year, month, day) = (p.digits(i)?, p.digits(i + 1)?, p.digits(i + 2)?);
        let shaped = year.1 == 4 && month.1 == 2 && day.1 == 2 && (1900..2100).contains(&year.0);
        (shaped && is_month(month.0) && is_day(day.0))
            .then(|| (i + 3, date(Year::Is(year.0 as i16), month.0 as i8, day.0 as i8, 0)))
    }

    /// "20231007"
    fn run_together(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let (n, 8) = p.digits(i)? else { return None };
        let (year, month, day) = (n / 10_000, n / 100 % 100, n % 100);
        let whole = !p.glued(i + 1) || !(p.letters(i + 1) || p.digits(i + 2).is_some());
        (whole && (1900..2100).contains(&year) && is_month(month) && is_day(day))
            .then(|| (i + 1, date(Year::Is(year as i16), month as i8, day as i8, 0)))
    }

    /// Three numbers: the year first, or the month first as in America unless it cannot be one.
    fn full_digits_date(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let separator = p.get(i + 1).filter(|s| matches!(s.lower.as_str(), "-" | "/" | "."))?.lower.as_str();
        let (first, second, third) = (p.digits(i)?, p.digits(i + 2)?, p.digits(i + 4)?);
        let same = p.is(i + 3, separator) || p.sign(i + 3, ',') && separator == "/";
        let goes_on = p.is(i + 5, separator)
            && p.glued(i + 5)
            && p.glued(i + 6)
            && p.digits(i + 6).is_some_and(|(_, length)| length > 2);
        if !same || !p.glued(i + 4) || goes_on || second.1 > 2 {
            return None;
        }
        let (year, month, day) = if first.1 == 4 && third.1 <= 2 {
            (first.0 as i16, second.0, third.0)
        } else if first.1 <= 2 && matches!(third.1, 2 | 4) {
            let year = if third.1 == 4 { third.0 as i16 } else { two_digit_year(third.0) };
            // A full stop is the separator of countries that write the day first.
            let day_first = first.0 > 12 || separator == "." && second.0 <= 12;
            if day_first { (year, second.0, first.0) } else { (year, first.0, second.0) }
        } else {
            return None;
        };
        let shown =
            separator != "." && p.glued(i + 1) && (first.1 == 4 || third.1 == 4) && (1000..2100).contains(&year);
        // "13/45/2022" is meant as a date; the resolver finds that there is none.
        (is_month(month) && is_day(day) || shown).then(|| (i + 5, date(Year::Is(year), month as i8, day as i8, 0)))
    }

    /// "2015/3", "12-2015"; "2015-16" is a season or a fiscal year.
    fn digits_month(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        // "the 2011-12 season"
        if self.years(i).is_some() {
            return None;
        }
        if !p.any(i + 1, &["-", "/"]) || p.any(i + 3, &["-", "/"]) && p.glued(i + 3) {
            return None;
        }
        let (first, second) = (p.digits(i)?, p.digits(i + 2)?);
        let ((year, 4), (month, 1 | 2)) = (if first.1 == 4 { (first, second) } else { (second, first) }) else {
            return None;
        };
        let run_on = p.glued(i + 3) && p.digits(i + 3).is_some();
        (is_month(month) && (1900..2100).contains(&year) && !run_on)
            .then(|| (i + 3, date(Year::Is(year as i16), month as i8, 0, 0)))
    }

    /// Month and day in digits: "10/7", "22/04", "4.22", "7-6". As likely a fraction or a score.
    fn short_numeric(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let ((a, a_len), (b, b_len)) = (p.digits(i)?, p.digits(i + 2)?);
        let joined = p.any(i + 1, &["/", ".", "-"]) && p.glued(i + 1) && p.glued(i + 2);
        let goes_on = p.glued(i + 3)
            && (p.any(i + 3, &["/", "-", "%", "."]) && p.digits(i + 4).is_some() && p.glued(i + 4)
                || p.digits(i + 3).is_some()
                || p.letters(i + 3));
        if !joined || goes_on || a_len > 2 || b_len > 2 || p.sign(i + 3, '%') {
            return None;
        }
        let (month, day) = if a > 12 { (b, a) } else { (a, b) };
        (is_month(month) && is_day(day)).then(|| (i + 3, date(Year::Open, month as i8, day as i8, 0)))
    }

    fn short_numeric_is_date(&self, i: usize) -> bool {
        let p = self.p;
        let introduced = p.before(i).is_some_and(|_| listed("before-short-date", p.text(i - 1)));
        let slash = p.sign(i + 1, '/');
        // "on 11/20, 11/22 or 11/25": one of a list of dates.
        let listed_too = slash
            && (p.any(i.wrapping_sub(1), &[",", "or", "and"]))
            && p.sign(i.wrapping_sub(3), '/')
            && self.short_numeric(i.wrapping_sub(4)).is_some_and(|(end, _)| end + 1 == i);
        listed_too
            || introduced && (slash || p.is(i.wrapping_sub(1), "on"))
            || p.is(i.wrapping_sub(1), "in")
                && p.sign(i + 1, '.')
                && p.digits(i + 2).is_some_and(|d| d.0 > 12 && d.1 == 2)
                && p.get(i + 3).is_none()
            || slash && p.len() <= i + 4 && i <= 1 && p.digits(i + 2).is_some_and(|d| d.0 > 12)
    }
}
