//! Years, decades, centuries, quarters and halves of years.

use super::calendar::Stamp;
use super::meaning::{Base, When, Year};
use super::reader::Reader;
use super::terms::{Unit, Which, listed};
use crate::annotate::quantities::numerals::{Numeral, numeral, ordinal, whole};
use crate::annotate::syntax::Upos;

/// The decades of a century in words, from its third on.
const DECADES: [&str; 8] =
    ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];

/// The year that two digits stand for: up to 39 in this century.
pub(super) fn two_digit_year(n: u32) -> i16 {
    let n = n as i16;
    if n < 40 { 2000 + n } else { 1900 + n }
}

impl Reader<'_> {
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
            Numeral::Ten(20.0) => 20,
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
        // "twenty ten minutes" counts a unit.
        let counts_unit = p.letters(at) && self.unit(end).is_some();
        (few && !counts_unit).then_some((end, century * 100 + rest as i16))
    }

    /// The year after a month or day: ", 2023", "of 2023", "of last year", "last year", "'96".
    pub(super) fn year_after(&self, i: usize, after_day: bool) -> (usize, Year) {
        let p = self.p;
        let comma = p.skip(i, ',');
        let mut at = comma + usize::from(p.any(comma, &["of", "in"]));
        at += usize::from(p.is(self.skip_the(at), "year")) + usize::from(p.is(at, "the"));
        if let Some((end, year)) = self.year_number(at) {
            // "May 7, 1200 people": not a year where a noun is counted.
            let counted = self.counts_noun(end) && comma > i;
            // "in 2024" after a bare month with "in" is no part of it unless a day stands before.
            let apart = p.is(comma, "in") && !after_day;
            if !(counted || apart) {
                return (end, Year::Is(year));
            }
        }
        // "April of 87", "August 99", "10/22,15": years of two digits.
        if let Some((n, 2)) = p.digits(at)
            && (p.is(comma, "of") || !after_day && comma == i && n > 31)
            && !self.counts_noun(at + 1)
            && !p.any(at + 1, &[":", "%", ".", "-"])
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
        self.p.get(i).is_some_and(|n| n.upos == Upos::Noun && n.lower.ends_with('s') && !n.lower.ends_with("ss"))
            || self.unit(i).is_some()
            || listed("counted", self.p.text(i))
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
        let index = DECADES.iter().position(|d| p.is(at, d))?;
        let the = p.is(i.wrapping_sub(1), "the") || p.any(i.wrapping_sub(1), &["late", "early", "mid"]);
        let first = century * 100 + 20 + 10 * i16::try_from(index).ok()?;
        (at > i || the).then_some((at + 1, When::Fixed(Stamp::Decade(first))))
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
            if !quarter && !half {
                return None;
            }
            let n = if n == 9 && half { 2 } else { n };
            if half {
                // "first half" is a game's unless a year or "of the year" follows.
                let (next, year) = self.year_of(at + 1)?;
                return (n <= 2).then_some((next, When::Half { half: n as i8, year }));
            }

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
