//! Calendar dates by their parts: days, months, years, decades, centuries, quarters.

use super::calendar::Stamp;
use super::meaning::{Base, Counted, When, Year};
use super::reader::Reader;
use super::terms::{Unit, Which};
use crate::annotate::quantities::numerals::{Numeral, numeral, ordinal, whole};

/// A month with what was said of day, weekday and year.
fn date(year: Year, month: i8, day: i8, weekday: i8) -> When {
    When::Date { year, month, day, weekday, which: Which::Bare }
}

/// The year that two digits stand for: up to 39 in this century.
fn two_digit_year(n: u32) -> i16 {
    let n = n as i16;
    if n < 40 { 2000 + n } else { 1900 + n }
}

fn is_month(n: u32) -> bool {
    (1..=12).contains(&n)
}

fn is_day_of(month: i8, day: u32) -> bool {
    let most = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=most).contains(&day)
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
        is_day_of(1, day).then(|| (end, When::DayOfMonth { day: day as i8, weekday }))
    }

    /// "October 7, 2023", "Oct. 7", "Oct-2", "October the first", "October 2023", "October of last year", "October".
    fn month_first(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let (month, short) = self.month(i)?;
        let mut at = i + 1;
        let dotted = p.sign(at, '.') && (short || p.glued(at)) && p.glued(at);
        if dotted && (short || p.digits(at + 1).is_some()) {
            at += 1;
        }
        let bare_end =
            if dotted && short && p.get(at - 1).map(|x| x.word) == p.get(i).map(|x| x.word) { at } else { i + 1 };
        let mut next = at;
        if p.any(next, &["-", "/"]) && p.glued(next) && p.glued(next + 1) {
            next += 1;
        }
        let next = self.skip_the(next);
        if let Some((end, day)) = self.day_number(next, month) {
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
    fn day_number(&self, i: usize, month: i8) -> Option<(usize, i8)> {
        let p = self.p;
        if let Some((end, day)) = ordinal(p, i) {
            return is_day_of(month, day).then_some((end, day as i8));
        }
        if let Some((day, len)) = p.digits(i) {
            let other = p.sign(i + 1, ':') && p.glued(i + 1)
                || p.any(i + 1, &["%", "percent", "am", "pm", "million", "billion", "people", "percentage"])
                || p.is(i + 1, "a") && p.sign(i + 2, '.')
                || p.is(i + 1, "p") && p.sign(i + 2, '.')
                || p.sign(i + 1, '.') && p.glued(i + 1) && p.glued(i + 2) && p.digits(i + 2).is_some_and(|d| d.1 < 4)
                || p.sign(i + 1, ',') && p.glued(i + 1) && p.glued(i + 2) && p.digits(i + 2).is_some_and(|d| d.1 == 3);
            return (len <= 2 && !other && is_day_of(month, day)).then_some((i + 1, day as i8));
        }
        // "May twenty one"
        let (end, day) = whole(p, i).filter(|_| matches!(numeral(p, i), Some(Numeral::Ten(_) | Numeral::Teen(_))))?;
        is_day_of(month, day).then_some((end, day as i8))
    }

    /// "7 October", "the 7th of October, 2023", "13 Sept nineteen seventy two", "05-Aug-2016".
    fn day_first(&self, i: usize) -> Option<(usize, When)> {
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
            if !is_day_of(month, day) || start > i && !ordinal_day {
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
        if of && ordinal_day && self.which(at).is_some() {
            if let Some((end, month @ When::Around { unit: Unit::Month, .. })) = self.relative(at) {
                let nth = When::Nth { n: day as i32, counted: Counted::Unit(Unit::Day), of: Box::new(month) };
                return Some((end, nth));
            }
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
                let (end, day) = self.day_number(after, month)?;
                return Some((end, date(Year::Is(year), month, day, 0)));
            }
            let (end, day) = self.day_number(next, month).unwrap_or((next, 0));
            return Some((end, date(Year::Is(year), month, day, 0)));
        }
        let (day, _) = p.digits(next)?;
        let next = next + 1;
        let (month, _) = self.month(p.skip(p.skip_hyphen(next), '/')).filter(|_| p.glued(next))?;
        is_day_of(month, day).then(|| (next + 2, date(Year::Is(year), month, day as i8, 0)))
    }

    /// Dates in digits: "2023-10-07", "10/7/2023", "7.10.2023", "2015/3", "12-2015".
    fn digits_date(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let (a, a_len) = p.digits(i)?;
        if p.glued(i) && p.before(i).is_some_and(|b| matches!(b.lower.as_str(), "-" | "/" | "." | "$" | "+" | ",")) {
            let joined =
                i >= 2 && p.glued(i - 1) && p.get(i - 2).is_some_and(|x| p.digits(i - 2).is_some() || x.lower == "$");
            if joined || p.sign(i - 1, '$') {
                return None;
            }
        }
        let separator = p.text(i + 1);
        if !matches!(separator, "-" | "/" | "." | "") && p.digits(i + 1).is_none() {
            return None;
        }
        // "2016 10 16"
        if a_len == 4 && p.digits(i + 1).is_some_and(|d| d.1 == 2) && p.digits(i + 2).is_some_and(|d| d.1 == 2) {
            let (m, d) = (p.digits(i + 1)?.0, p.digits(i + 2)?.0);
            if is_month(m) && is_day_of(m as i8, d) && (1900..2100).contains(&a) {
                return Some((i + 3, date(Year::Is(a as i16), m as i8, d as i8, 0)));
            }
        }
        let (b, b_len) = p.digits(i + 2)?;
        if p.sign(i + 3, separator.chars().next()?) || p.sign(i + 3, ',') && separator == "/" && p.glued(i + 4) {
            let (c, c_len) = p.digits(i + 4).filter(|_| p.glued(i + 4))?;
            let code = p.glued(i + 5)
                && p.get(i + 5).is_some_and(|x| {
                    p.digits(i + 6).is_some()
                        && (x.lower == separator)
                        && p.glued(i + 6)
                        && p.digits(i + 6).is_some_and(|d| d.1 > 2)
                });
            if code || a_len > 4 || b_len > 2 || c_len == 3 || c_len > 4 {
                return None;
            }
            let (year, month, day) = if a_len == 4 && c_len <= 2 {
                (Year::Is(a as i16), b, c)
            } else if a_len <= 2 && c_len != 1 {
                let year = if c_len == 4 { c as i16 } else { two_digit_year(c) };
                let (month, day) = if a > 12 || separator == "." && b <= 12 { (b, a) } else { (a, b) };
                (Year::Is(year), month, day)
            } else {
                return None;
            };
            let valid = is_month(month) && is_day_of(month as i8, day);
            return valid.then(|| (i + 5, date(year, month as i8, day as i8, 0)));
        }
        if p.glued(i + 3) && p.digits(i + 3).is_some() {
            return None;
        }
        // "2015/3", "12-2015"; "2015-16" is a season or a fiscal year.
        let plausible = |y: u32| (1900..2100).contains(&y);
        let longer = p.any(i + 3, &["-", "/"]) && p.glued(i + 3);
        if a_len == 4 && b_len <= 2 && is_month(b) && plausible(a) && separator != "." && !longer {
            return Some((i + 3, date(Year::Is(a as i16), b as i8, 0, 0)));
        }
        if b_len == 4 && a_len <= 2 && is_month(a) && plausible(b) && separator != "." && !longer {
            return Some((i + 3, date(Year::Is(b as i16), a as i8, 0, 0)));
        }
        None.or_else(|| self.short_numeric(i).filter(|_| self.short_numeric_is_date(i)))
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
        (is_month(month) && is_day_of(month as i8, day)).then(|| (i + 3, date(Year::Open, month as i8, day as i8, 0)))
    }

    fn short_numeric_is_date(&self, i: usize) -> bool {
        let p = self.p;
        let introduced =
            p.before(i).is_some_and(|_| p.any(i - 1, &["on", "by", "until", "since", "back", "dated", "this", "due"]));
        let slash = p.sign(i + 1, '/');
        introduced && (slash || p.is(i.wrapping_sub(1), "on"))
            || p.is(i.wrapping_sub(1), "in")
                && p.sign(i + 1, '.')
                && p.digits(i + 2).is_some_and(|d| d.0 > 12 && d.1 == 2)
                && p.get(i + 3).is_none()
            || slash && p.len() <= i + 4 && i <= 1
    }

    /// A year in four digits, as "'96", or in words.
    pub(super) fn year_number(&self, i: usize) -> Option<(usize, i16)> {
        let p = self.p;
        if p.sign(i, '\'') && p.glued(i + 1) {
            let (n, _) = p.digits(i + 1).filter(|d| d.1 == 2)?;
            return (!p.is(i + 2, "s") || !p.glued(i + 2)).then(|| (i + 2, two_digit_year(n)));
        }
        if let Some((n, len)) = p.digits(i) {
            let decimal =
                |at: usize| p.any(at, &[".", ","]) && p.glued(at) && p.glued(at + 1) && p.digits(at + 1).is_some();
            let more = decimal(i + 1)
                || p.glued(i + 1) && (p.letters(i + 1) || p.sign(i + 1, ':') && p.digits(i + 2).is_some());
            let part = p.glued(i)
                && p.before(i).is_some_and(|b| matches!(b.lower.as_str(), "." | "," | "$" | "£" | "€" | "#"));
            return (len == 4 && (1000..=2999).contains(&n) && !more && !part).then_some((i + 1, n as i16));
        }
        self.year_in_words(i)
    }

    /// "nineteen ninety-six", "two thousand and fifteen", "twenty twenty", "one thousand seven hundred".
    fn year_in_words(&self, i: usize) -> Option<(usize, i16)> {
        let p = self.p;
        let century = match numeral(p, i)? {
            Numeral::Teen(n) if n >= 11.0 => n as i16,
            Numeral::Ten(n) if n == 20.0 => 20,
            Numeral::Digit(_) => {
                let (end, n) = whole(p, i).filter(|(end, _)| *end >= i + 2)?;
                return (1000..=2999).contains(&n).then_some((end, n as i16));
            }
            _ => return None,
        };
        let at = p.skip_hyphen(i + 1);
        if matches!(numeral(p, at), Some(Numeral::Hundred)) && century != 20 {
            let (end, n) = whole(p, i)?;
            return (1100..2000).contains(&n).then_some((end, n as i16));
        }
        let (end, rest) = whole(p, at).filter(|(_, n)| (10..100).contains(n))?;
        let few = matches!(numeral(p, at), Some(Numeral::Ten(_) | Numeral::Teen(_)));
        (few && !p.letters(at).then(|| self.unit(end).is_some()).unwrap_or(false))
            .then_some((end, century * 100 + rest as i16))
    }

    /// The year after a month or day: ", 2023", "of 2023", "of last year", "last year", "'96".
    fn year_after(&self, i: usize, after_day: bool) -> (usize, Year) {
        let p = self.p;
        let comma = p.skip(i, ',');
        let mut at = comma + usize::from(p.any(comma, &["of", "in"]));
        at += usize::from(p.is(self.skip_the(at), "year")) + usize::from(p.is(at, "the"));
        if let Some((end, year)) = self.year_number(at) {
            // "May 7, 1200 people": not a year where a noun is counted.
            let counted = self.counts_noun(end) && comma > i;
            // "in 2024" after a bare month with "in" is no part of it unless a day stands before.
            if !counted && !(p.is(comma, "in") && !after_day) {
                return (end, Year::Is(year));
            }
        }
        // "April of 87", "August 99", "Jan 12 16" (years of two digits)
        if let Some((n, 2)) = p.digits(at)
            && (n > 31 || p.is(comma, "of") || p.glued(at) && p.before(at).is_some_and(|b| b.lower == ","))
            && !self.counts_noun(at + 1)
            && !p.any(at + 1, &[":", "%", ".", "-"])
            && !(after_day && !p.is(comma, "of") && comma == i)
        {
            return (at + 1, Year::Is(two_digit_year(n)));
        }
        let at = comma + usize::from(p.any(comma, &["of", "in"]));
        let shift = match self.which(at) {
            Some(Which::Last | Which::Previous) => -1,
            Some(Which::This) => 0,
            Some(Which::Next | Which::Following | Which::Coming) => 1,
            _ => return (i, Year::Open),
        };
        if p.is(at + 1, "year") { (at + 2, Year::Shift(shift)) } else { (i, Year::Open) }
    }

    /// True where a plural noun follows: what stands before is then a number of things, no year.
    pub(super) fn counts_noun(&self, i: usize) -> bool {
        self.p.get(i).is_some_and(|n| {
            n.upos == crate::annotate::syntax::Upos::Noun && n.lower.ends_with('s') && !n.lower.ends_with("ss")
        }) || self.unit(i).is_some()
            || self.p.any(i, &["people", "men", "women", "children", "percent", "%", "km", "miles", "million"])
    }

    /// Years, decades and centuries: "1998", "the year 2000", "fiscal 1989", "the 1990s", "the '90s", "the 19th century".
    pub(super) fn year_or_longer(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let mut at = i;
        if p.any(at, &["calendar", "fiscal", "financial", "tax", "school", "academic"]) {
            at += 1;
        }
        if p.is(at, "year") && !(p.is(i.wrapping_sub(1), "a")) {
            at += 1 + usize::from(p.is(at + 1, "of"));
        }
        if p.any(i, &["fy", "cy"]) {
            let (n, len) = p.digits(p.skip_hyphen(i + 1))?;
            let year = if len == 2 { two_digit_year(n) } else { n as i16 };
            return (len == 2 || len == 4).then(|| (p.skip_hyphen(i + 1) + 1, When::Year(Year::Is(year))));
        }
        if let Some((n, len)) = p.digits(at).filter(|_| {
            p.is(at + 1, "s") && p.glued(at + 1) || p.sign(at + 1, '\'') && p.is(at + 2, "s") && p.glued(at + 1)
        }) {
            let end = if p.is(at + 1, "s") { at + 2 } else { at + 3 };
            let first = match len {
                4 if n % 100 == 0 && n < 2000 => return Some((end, When::Fixed(Stamp::Century(n as i16)))),
                4 => n as i16,
                2 => 1900 + n as i16,
                _ => return None,
            };
            let aged = p.any(at.wrapping_sub(1), &["his", "her", "their", "my", "our"]);
            return (n % 10 == 0 && !aged && n >= 10).then_some((end, When::Fixed(Stamp::Decade(first))));
        }
        if p.sign(i, '\'') && p.glued(i + 1) && p.is(i + 2, "s") && p.glued(i + 2) {
            let (n, _) = p.digits(i + 1).filter(|d| d.1 == 2 && d.0 % 10 == 0)?;
            return Some((i + 3, When::Fixed(Stamp::Decade(1900 + n as i16))));
        }
        if let Some((end, n)) = ordinal(p, i) {
            let end = p.skip_hyphen(end);
            return (p.is(end, "century") && (1..=30).contains(&n))
                .then(|| (end + 1, When::Fixed(Stamp::Century((n as i16 - 1) * 100))));
        }
        if let Some(end) = self.decade_in_words(at) {
            return Some(end);
        }
        if p.sign(at, '\'') && at == i && p.glued(i) {
            return None;
        }
        let (end, year) = self.year_number(at)?;
        // "2013-14": a season or a fiscal year; named by its first.
        if p.sign(end, '-')
            && p.glued(end)
            && p.digits(end + 1).is_some_and(|(n, l)| l == 2 && p.glued(end + 1) && n == (year as u32 + 1) % 100)
        {
            return Some((end + 2, When::Year(Year::Is(year))));
        }
        Some((end, When::Year(Year::Is(year))))
    }

    /// "the nineties", "the nineteen sixties".
    fn decade_in_words(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        let (at, century) = match numeral(p, i) {
            Some(Numeral::Teen(n)) if n >= 15.0 => (p.skip_hyphen(i + 1), n as i16),
            _ => (i, 19),
        };
        const DECADES: [&str; 8] =
            ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
        let index = DECADES.iter().position(|d| p.is(at, d))?;
        let the = p.is(i.wrapping_sub(1), "the") || p.any(i.wrapping_sub(1), &["late", "early", "mid"]);
        (at > i || the).then(|| (at + 1, When::Fixed(Stamp::Decade(century * 100 + 20 + 10 * index as i16))))
    }

    /// "Q3 2024", "third quarter", "the first half of 2023", "the 2024 third quarter", "the year-ago quarter".
    pub(super) fn quarter(&self, i: usize) -> Option<(usize, When)> {
        let p = self.p;
        if p.any(i, &["year"]) && p.any(p.skip_hyphen(i + 1), &["ago", "earlier"]) {
            let mut end = p.skip_hyphen(i + 1) + 1;
            let adjective = end == i + 3;
            if !adjective {
                return None;
            }
            if let Some((next, When::Quarter { quarter, .. })) = self.quarter(end) {
                return Some((next, When::Quarter { quarter, year: Year::Shift(-1), which: Which::Bare }));
            }
            end += usize::from(p.any(end, &["quarter", "period"]));
            return Some((end, When::Around { unit: Unit::Year, shift: -1, base: Base::Focus }));
        }
        let (start, before) = match self.year_number(i) {
            Some((end, year)) if p.letters(end) => (end, Year::Is(year)),
            _ => (i + usize::from(p.any(i, &["fiscal"])), Year::Open),
        };
        let start = p.skip_hyphen(start);
        let (end, n, half) = if p.is(start, "q") && p.glued(start + 1) && p.digits(start + 1).is_some_and(|d| d.1 == 1)
        {
            (start + 2, p.digits(start + 1)?.0, false)
        } else if p.digits(start).is_some_and(|d| d.1 == 1) && p.any(start + 1, &["q"]) && p.glued(start + 1) {
            (start + 2, p.digits(start)?.0, false)
        } else {
            let (end, n) = ordinal(p, start).or_else(|| p.any(start, &["last", "final"]).then_some((start + 1, 9)))?;
            let mut at = p.skip_hyphen(end);
            at += usize::from(p.is(at, "fiscal"));
            let half = p.is(at, "half");
            let quarter = p.is(at, "quarter") && n <= 4;
            let hyphenated = at > end;
            if !quarter && !half {
                return None;
            }
            let n = if n == 9 && half { 2 } else { n };
            if half {
                // "first half" is a game's unless a year or "of the year" follows.
                let (next, year) = self.year_of(at + 1)?;
                return (n <= 2).then(|| (next, When::Half { half: n as i8, year }));
            }
            let _ = hyphenated;
            (at + 1, n, false)
        };
        if !(1..=4).contains(&n) || half {
            return None;
        }
        let (end, year) = match before {
            Year::Open => self.year_of(end).unwrap_or((end, Year::Open)),
            known => (end, known),
        };
        Some((end, When::Quarter { quarter: n as i8, year, which: Which::Bare }))
    }

    /// "of 2023", "2023", "of last year", "of the year", "last year" after a quarter, half, season or week.
    pub(super) fn year_of(&self, i: usize) -> Option<(usize, Year)> {
        let p = self.p;
        let mut at = i + usize::from(p.any(i, &["of", "in"]));
        at = self.skip_the(at);
        let at = at + usize::from(p.any(at, &["fiscal", "year", "calendar"]) && self.year_number(at + 1).is_some());
        if let Some((end, year)) = self.year_number(at) {
            return (!self.counts_noun(end) || p.is(i, "of")).then_some((end, Year::Is(year)));
        }
        if p.is(i, "of") && p.is(i + 1, "the") && p.is(i + 2, "year") {
            return Some((i + 3, Year::Shift(0)));
        }
        let shift = match self.which(at)? {
            Which::Last | Which::Previous => -1,
            Which::This => 0,
            Which::Next | Which::Following | Which::Coming => 1,
            _ => return None,
        };
        let unit = at + 1 + usize::from(p.is(at + 1, "fiscal"));
        p.is(unit, "year").then_some((unit + 1, Year::Shift(shift)))
    }
}
