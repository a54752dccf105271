//! Lengths of time ("four days", "an hour and a half", "the past two months") and what recurs ("every Monday").

use super::meaning::{Clock, Found, Meaning, When};
use super::reader::Reader;
use super::terms::{Unit, Which, listed};
use crate::annotate::quantities::numerals::{Numeral, cardinal, numeral};
use crate::annotate::syntax::Upos;

/// How many units: a number, or "several".
#[derive(Debug, Clone, Copy, PartialEq)]
enum Amount {
    Is(f64),
    Vague,
}

impl Reader<'_> {
    /// A length of time, or a point that is so far from another: "four days", "two weeks ago".
    pub(super) fn length(&self, i: usize) -> Option<Found> {
        let p = self.p;
        // "the past two months", "the next few days", "the first nine months"
        let pointed = self.which(i).is_some_and(|w| !matches!(w, Which::That)) || listed("points-to-length", p.text(i));
        if pointed {
            let at = i + 1 + usize::from(p.is(i, "each") && p.is(i + 1, "of") && p.is(i + 2, "the")) * 3;
            let read = self.amount_of_time(at).filter(|(end, _)| !self.is_age(at, *end));
            if let Some((end, value)) = read.map(|(end, parts)| (end, value_of(&parts))) {
                return Some(Found::duration(self.with_ending(end), value));
            }
            if let Some((unit, true)) = self.unit(at).filter(|_| !p.is(i, "all")) {
                return Some(Found::duration(at + 1, value_of(&[(Amount::Vague, unit)])));
            }
        }
        if let Some(found) = self.weekdays_away(i) {
            return Some(found);
        }
        if let Some((unit, true)) = self.unit(i) {
            return self.bare_plural(i, unit);
        }
        let (end, parts) = self.amount_of_time(i)?;
        if self.is_age(i, end) {
            return None;
        }
        let indefinite = p.any(i, &["a", "an"]);
        // "one day he will return": some day.
        let some_day = p.is(i, "one") && p.is(i + 1, "day") && end == i + 2;
        if some_day
            && !listed("before-one-day", p.text(i.wrapping_sub(1)))
            && !p.any(end, &["ago", "later", "earlier", "after", "before"])
        {
            return None;
        }
        let exact: Option<Vec<(u32, Unit)>> = parts
            .iter()
            .map(|(amount, unit)| match amount {
                Amount::Is(n) if n.fract() == 0.0 && *n < 1e5 => Some((*n as u32, *unit)),
                _ => None,
            })
            .collect();
        let introduced = p.is(i.wrapping_sub(1), "in") && self.future_in(end);
        if let Some(exact) = &exact {
            if let Some((end, when)) = self.tail(end, exact, introduced) {
                return Some(Found::calendar(end, when));
            }
        } else if p.is(end, "ago") || p.any(end, &["earlier", "before"]) && parts[0].0 == Amount::Vague {
            return p.is(end, "ago").then(|| Found::calendar(end + 1, When::Reference("PAST_REF")));
        } else if p.is(end, "from") && p.is(end + 1, "now") {
            return Some(Found::calendar(end + 2, When::Reference("FUTURE_REF")));
        }
        if indefinite && parts.len() == 1 && !self.article_measures(i) {
            return None;
        }
        let end = self.with_ending(end);
        Some(Found::duration(end, value_of(&parts)))
    }

    /// "a four-day period", "two years or so", "day-long".
    fn with_ending(&self, end: usize) -> usize {
        let p = self.p;
        if p.any(p.skip_hyphen(end), &["long"]) {
            return p.skip_hyphen(end) + 1;
        }
        if p.is(end, "or") && p.any(end + 1, &["so", "more"]) {
            return end + 2;
        }
        end
    }

    /// "in two weeks" is a point where its clause looks ahead; the resolver knows tense, the words decide here: not
    /// after "than", "first" and the like.
    fn future_in(&self, end: usize) -> bool {
        let p = self.p;
        let time = p.sign(end, '\'') && (p.is(end + 1, "time") || p.is(end + 2, "time"));
        time || (end.saturating_sub(30)..p.len().min(end + 15)).any(|k| listed("looks-ahead", p.text(k)))
    }

    /// "years", "weeks ago": a plural without number, after a preposition that takes a length.
    fn bare_plural(&self, i: usize, unit: Unit) -> Option<Found> {
        let p = self.p;
        let noun = p.get(i).is_some_and(|x| x.upos == Upos::Noun || x.upos == Upos::X);
        if p.is(i + 1, "ago") {
            return Some(Found::calendar(i + 2, When::Reference("PAST_REF")));
        }
        let takes = listed("takes-length", p.text(i.wrapping_sub(1)));
        let bound = p.any(i + 1, &["of", "old", "'", "-"]);
        (takes && noun && !bound && !matches!(unit, Unit::Night | Unit::Quarter | Unit::Second))
            .then(|| Found::duration(i + 1, value_of(&[(Amount::Vague, unit)])))
    }

    /// "a week", "an hour" where it measures: "for a week", "over an hour"; elsewhere it is a rate or indefinite.
    fn article_measures(&self, i: usize) -> bool {
        let p = self.p;
        let next = p.text(i + 1);
        if self.unit(i + 1).is_none() || matches!(next, "half") {
            return true;
        }
        if matches!(self.unit(i + 1), Some((Unit::Second | Unit::Quarter | Unit::Night | Unit::Day | Unit::Weekend, _)))
        {
            return listed("before-a-day", p.text(i.wrapping_sub(1)))
                && !matches!(self.unit(i + 1), Some((Unit::Second | Unit::Quarter, _)))
                && !p.letters(i + 2);
        }
        listed("before-a-unit", p.text(i.wrapping_sub(1)))
    }

    /// A number of units, or several such.
    fn amount_of_time(&self, i: usize) -> Option<(usize, Vec<(Amount, Unit)>)> {
        let p = self.p;
        let (mut end, first) = self.one_amount(i)?;
        let mut parts = vec![first];
        while parts.len() < 4 {
            let mut at = p.skip(end, ',');
            at += usize::from(p.is(at, "and"));
            let Some((next, part)) = self.one_amount(at) else { break };
            let linked = at == end || p.is(at - 1, "and") || p.sign(end, ',');
            if !linked || parts.iter().any(|(_, u)| *u == part.1) || p.any(at, &["a", "an"]) || part.0 == Amount::Vague
            {
                break;
            }
            parts.push(part);
            end = next;
        }
        Some((end, parts))
    }

    fn one_amount(&self, i: usize) -> Option<(usize, (Amount, Unit))> {
        let p = self.p;
        let half_a = p.is(i, "half")
            && (p.any(i + 1, &["a", "an"]) && self.unit(i + 2).is_some() || self.unit(p.skip_hyphen(i + 1)).is_some());
        let (mut at, mut amount) =
            if half_a { (i + 1 + usize::from(p.any(i + 1, &["a", "an"])), Amount::Is(0.5)) } else { self.amount(i)? };
        at = p.skip_hyphen(at);
        // "a half hour"
        if p.is(at, "half") && p.any(i, &["a", "an"]) && at == i + 1 {
            at = p.skip_hyphen(at + 1);
            amount = Amount::Is(0.5);
        }
        while listed("before-unit", p.text(at)) {
            at += 1;
        }
        let (unit, plural) = match self.unit(at) {
            Some(found) => found,
            None if p.is(at, "y") && p.glued(at) => (Unit::Year, false),
            None if p.is(at, "h") && p.digits(at - 1).is_some() => (Unit::Hour, false),
            None => return None,
        };
        if unit == Unit::Quarter
            && (!plural || !listed("before-quarters", p.text(i.wrapping_sub(1))))
            && !matches!(p.text(i), "several" | "few")
        {
            return None;
        }
        if unit == Unit::Second
            && !plural
            && (p.any(i, &["a", "an", "one", "another", "every"])
                || !p.get(i).is_some_and(|x| p.digits(i).is_some() || x.glued))
        {
            return None;
        }
        let mut end = at + 1;
        if p.sign(end, '.')
            && listed("dotted-unit", p.text(at))
            && p.get(end).map(|x| x.word) == p.get(at).map(|x| x.word)
        {
            end += 1;
        }
        // "an hour and a half", "one year and a quarter"
        if p.is(end, "and") && matches!(amount, Amount::Is(_)) {
            let part = end + 1 + usize::from(p.any(end + 1, &["a", "one"]));
            if let Some(Numeral::Part(d)) = numeral(p, part)
                && let Amount::Is(n) = amount
                && self.unit(part + 1).is_none()
                && d <= 4.0
                && !p.any(part + 1, &["of"])
            {
                return Some((part + 1, (Amount::Is(n + 1.0 / d), unit)));
            }
        }
        Some((end, (amount, unit)))
    }

    fn amount(&self, i: usize) -> Option<(usize, Amount)> {
        let p = self.p;
        let vague = |at| Some((at, Amount::Vague));
        match p.text(i) {
            "several" | "few" | "many" | "numerous" | "countless" => return vague(i + 1),
            "couple" => return Some((i + 1 + usize::from(p.is(i + 1, "of")), Amount::Is(2.0))),
            // "forecast for the full year": that year, not a length.
            "full" if p.is(i.wrapping_sub(1), "the") && p.is(i + 1, "year") => return None,
            "another" | "full" | "whole" | "entire" => {
                if let Some((at, n)) = cardinal(p, i + 1).map(|n| (n.end, n.value)) {
                    return Some((at, Amount::Is(n)));
                }
                return Some((i + 1, Amount::Is(1.0)));
            }
            "all" if self.unit(p.skip_hyphen(i + 1)).is_some_and(|u| !u.1) => return Some((i + 1, Amount::Is(1.0))),
            "a" | "an" | "the" => {
                let at = i + 1;
                if p.any(at, &["few", "several", "good", "great"]) {
                    let many = at + 1 + usize::from(p.is(at + 1, "many"));
                    return if p.any(at, &["good", "great"]) { None } else { vague(many) };
                }
                if p.is(at, "couple") {
                    return Some((at + 1 + usize::from(p.is(at + 1, "of")), Amount::Is(2.0)));
                }
                if p.any(at, &["full", "whole", "single", "further"]) {
                    return Some((at + 1, Amount::Is(1.0)));
                }
                if p.is(i, "the") {
                    return None;
                }
                if let Some(number) = cardinal(p, i) {
                    return Some((number.end, Amount::Is(number.value)));
                }
                // "a four-day visit": the number measures, the article does not belong to it.
                return (self.unit(at).is_some_and(|u| !u.1) || p.is(at, "half")).then_some((at, Amount::Is(1.0)));
            }
            _ => {}
        }
        if let Some(Numeral::Many(_)) = numeral(p, i) {
            return p.is(i + 1, "of").then_some((i + 2, Amount::Vague));
        }
        if p.glued(i) && p.before(i).is_some_and(|b| matches!(b.lower.as_str(), "$" | "€" | "£" | ":" | ".")) {
            return None;
        }
        // "twenty and four hours"
        let number = cardinal(p, i)?;
        if p.is(number.end, "and")
            && let (Some(Numeral::Ten(tens)), Some(Numeral::Digit(n))) = (numeral(p, i), numeral(p, number.end + 1))
            && self.unit(number.end + 2).is_some()
            && number.end == i + 1
        {
            return Some((number.end + 2, Amount::Is(tens + n)));
        }
        Some((number.end, Amount::Is(number.value)))
    }

    /// "21-year-old", "40 years old", "aged 3 months", "six years of age".
    fn is_age(&self, i: usize, end: usize) -> bool {
        let p = self.p;
        let after = p.skip_hyphen(end);
        p.any(after, &["old", "olds"])
            || p.is(end, "of") && p.is(end + 1, "age")
            || p.any(i.wrapping_sub(1), &["aged", "age"])
    }

    /// What recurs: "every day", "each Monday", "twice a week", "daily", "Sundays".
    pub(super) fn set(&self, i: usize) -> Option<Found> {
        let p = self.p;
        if let Some((end, clock)) = self.clock(i) {
            // "9am every Sunday", "3pm daily"
            let at = end + usize::from(p.is(end, "on"));
            let found = self.set(at)?;
            return self.at_hour(found, Some(&clock));
        }
        if let Some(value) = self.often(i) {
            return self.at_hour(Found::set(i + 1, value), None);
        }
        if let Some(weekday) = self.weekdays(i) {
            let part = self.part(i + 1).map(|part| format!("T{part}"));
            let end = i + 1 + usize::from(part.is_some());
            let value = format!("XXXX-WXX-{weekday}{}", part.unwrap_or_default());
            return self.at_hour(Found::set(end, value), None);
        }
        if let Some((weekday, false)) = self.weekday(i)
            && self.part(i + 1).is_some()
            && p.any(i + 1, &["mornings", "afternoons", "evenings", "nights"])
        {
            return Some(Found::set(i + 2, format!("XXXX-WXX-{weekday}T{}", self.part(i + 1)?)));
        }
        if p.any(i, &["every", "each"]) || p.is(i, "any") && p.is(i + 1, "weekend") {
            let found = self.every(i + 1)?;
            return self.at_hour(found, None);
        }
        if let Some(end) = self.times_per(i) {
            return Some(end);
        }
        // "300 interviews a day", "$40 a month"
        if p.any(i, &["a", "an", "per"]) {
            let (unit, false) = self.unit(i + 1)? else { return None };
            let rate = p.before(i).is_some_and(|b| {
                b.upos == Upos::Num
                    || b.upos == Upos::Sym
                    || b.upos == Upos::Noun && b.lower.ends_with('s')
                    || b.lower == "once"
                    || b.lower == "twice"
            });
            let measured = matches!(unit, Unit::Second | Unit::Minute | Unit::Quarter | Unit::Night | Unit::Hour);
            return (rate && !measured && !listed("after-no-rate", p.text(i + 2)))
                .then(|| Found::set(i + 2, value_of(&[(Amount::Is(1.0), unit)])));
        }
        // "mornings at 9am"
        if p.any(i, &["mornings", "evenings", "afternoons", "nights"]) && p.is(i + 1, "at") {
            return self.at_hour(Found::set(i + 1, format!("T{}", self.part(i)?)), None);
        }
        None
    }

    /// What follows "every".
    fn every(&self, i: usize) -> Option<Found> {
        let p = self.p;
        let other = p.any(i, &["other", "second"])
            && !matches!(self.unit(i), Some((Unit::Second, _)) if self.unit(i + 1).is_none() && self.weekday(i + 1).is_none());
        let at = i + usize::from(other);
        if let Some((weekday, _)) = self.weekday(at) {
            return Some(Found::set(at + 1, format!("XXXX-WXX-{weekday}")));
        }
        if let Some((month, _)) = self.month(at).filter(|_| p.get(at).is_some_and(|x| x.capital)) {
            return Some(Found::set(at + 1, format!("XXXX-{month:02}")));
        }
        if let Some(season) = self.season(at) {
            return Some(Found::set(at + 1, format!("XXXX-{season}")));
        }
        if let Some(part) = self.part(at) {
            return Some(Found::set(at + 1, format!("T{part}")));
        }
        if p.is(i, "single") {
            return self.every(i + 1);
        }
        let count = if other { 2.0 } else { 1.0 };
        if let Some((unit, _)) = self.unit(at) {
            return Some(Found::set(at + 1, value_of(&[(Amount::Is(count), unit)])));
        }
        let (end, (amount, unit)) = self.one_amount(at)?;
        Some(Found::set(end, value_of(&[(amount, unit)])))
    }

    /// "twice a week", "once a year", "three times per month".
    fn times_per(&self, i: usize) -> Option<Found> {
        let p = self.p;
        let at = if p.any(i, &["once", "twice", "thrice"]) {
            i + 1
        } else {
            let number = cardinal(p, i)?;
            if !p.is(number.end, "times") {
                return None;
            }
            number.end + 1
        };
        if !p.any(at, &["a", "an", "per", "every", "each"]) {
            return None;
        }
        if p.is(at, "every") {
            return self.every(at + 1);
        }
        let (unit, false) = self.unit(at + 1)? else { return None };
        Some(Found::set(at + 2, value_of(&[(Amount::Is(1.0), unit)])))
    }

    /// Adds the hour at which it recurs: "every Sunday at 9am" is `XXXX-WXX-7T09:00`.
    fn at_hour(&self, found: Found, before: Option<&Clock>) -> Option<Found> {
        let p = self.p;
        let Meaning::Set(value) = &found.meaning else { return None };
        let at = found.end + usize::from(p.any(found.end, &["at", "around"]));
        let (end, clock) = match before {
            Some(clock) => (found.end, clock.clone()),
            None => match self.clock(at) {
                Some(read) => read,
                None => return Some(found),
            },
        };
        let part = value.strip_prefix('T').or_else(|| value.split_once('T').map(|(_, part)| part));
        let clock = match part {
            Some(part) if clock.open => {
                clock.in_part(["MO", "AF", "EV", "NI"].into_iter().find(|p| *p == part).unwrap_or("MO"))
            }
            _ => clock,
        };
        let day = if value.starts_with("XXXX") { value.split('T').next().unwrap_or("") } else { "" };
        Some(Found::set(end, format!("{day}{}", clock.value())))
    }
}

/// The TIMEX3 duration of some amounts.
fn value_of(parts: &[(Amount, Unit)]) -> String {
    const ORDER: [char; 4] = ['Y', 'M', 'W', 'D'];
    let (mut days, mut clock) = (Vec::new(), Vec::new());
    for &(amount, unit) in parts {
        let (letter, factor) = match unit {
            Unit::Second => ("S", 1.0),
            Unit::Hour => ("H", 1.0),
            Unit::Day | Unit::Night => ("D", 1.0),
            Unit::Week => ("W", 1.0),
            Unit::Fortnight => ("W", 2.0),
            Unit::Weekend => ("WE", 1.0),
            Unit::Minute | Unit::Month => ("M", 1.0),
            Unit::Quarter => ("M", 3.0),
            Unit::Year => ("Y", 1.0),
            Unit::Decade => ("Y", 10.0),
            Unit::Century => ("Y", 100.0),
            Unit::Millennium => ("Y", 1000.0),
        };
        let list = if unit.is_clock() { &mut clock } else { &mut days };
        match amount {
            Amount::Vague => list.push(match unit {
                Unit::Decade => "XE".to_owned(),
                Unit::Century => "XC".to_owned(),
                Unit::Quarter => "XQ".to_owned(),
                Unit::Fortnight => "XW".to_owned(),
                _ => format!("X{letter}"),
            }),
            Amount::Is(n) if unit == Unit::Year && n > 1.0 && n.fract() != 0.0 && (n * 12.0).fract() == 0.0 => {
                list.push(format!("{}Y", n.trunc()));
                list.push(format!("{}M", n.fract() * 12.0));
            }
            Amount::Is(n) if unit == Unit::Hour && n.fract() != 0.0 && (n * 60.0).fract() == 0.0 => {
                if n >= 1.0 {
                    list.push(format!("{}H", n.trunc()));
                }
                list.push(format!("{}M", n.fract() * 60.0));
            }
            Amount::Is(n) => list.push(format!("{}{letter}", n * factor)),
        }
    }
    days.sort_by_key(|text: &String| ORDER.iter().position(|c| text.ends_with(*c)));
    let clock = if clock.is_empty() { String::new() } else { format!("T{}", clock.concat()) };
    format!("P{}{clock}", days.concat())
}
