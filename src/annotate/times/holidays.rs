//! Holidays, named days and the words for an unnamed past, present or future.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::calendar::{add, easter, nth_weekday};
use super::meaning::{When, Year};
use super::reader::Reader;
use super::terms::{Unit, Which};
use crate::annotate::quantities::phrases::{Phrases, rows};
use crate::annotate::quantities::pieces::Pieces;

/// How a holiday falls in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Fixed(i8, i8),
    Easter(i32),
    /// Weekday, month, which one.
    Nth(i8, i8, i32),
    /// Days after American Thanksgiving.
    Thanksgiving(i32),
    Once(Date),
}

struct Table {
    rules: Vec<Rule>,
    names: Phrases<usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let (mut rules, mut names) = (Vec::new(), Vec::new());
    for row in rows(include_str!("holidays.tsv")) {
        if let [forms, rule] = row[..]
            && let Some(rule) = parse(rule)
        {
            names.extend(forms.split('|').map(|form| (form, rules.len())));
            rules.push(rule);
        }
    }
    Table { rules, names: Phrases::new(names.into_iter()) }
});

static REFERENCES: LazyLock<Phrases<&'static str>> =
    LazyLock::new(|| Phrases::new(rows(include_str!("references.tsv")).filter(|r| r.len() == 2).map(|r| (r[0], r[1]))));

static NAMES: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(rows(include_str!("names.tsv")).map(|r| (r[0], ()))));

fn parse(rule: &'static str) -> Option<Rule> {
    if let Some(days) = rule.strip_prefix("easter") {
        return days.parse().ok().map(Rule::Easter);
    }
    if let Some(days) = rule.strip_prefix("thanksgiving") {
        return days.parse().ok().map(Rule::Thanksgiving);
    }
    if let Some(rest) = rule.strip_prefix("nth ") {
        let mut cells = rest.split(' ');
        let (weekday, month, n) = (cells.next()?, cells.next()?, cells.next()?);
        return Some(Rule::Nth(weekday.parse().ok()?, month.parse().ok()?, n.parse().ok()?));
    }
    if rule.len() == 5 {
        return Some(Rule::Fixed(rule[..2].parse().ok()?, rule[3..].parse().ok()?));
    }
    rule.parse().ok().map(Rule::Once)
}

/// The day of holiday `rule` in a year.
pub(super) fn day_in(rule: usize, year: i16) -> Option<Date> {
    let nth = |weekday, month, n| {
        let first = Date::new(year, month, 1).ok()?;
        nth_weekday(first, first.last_of_month(), weekday, n)
    };
    match *TABLE.rules.get(rule)? {
        Rule::Fixed(month, day) => Date::new(year, month, day).ok(),
        Rule::Easter(days) => add(easter(year)?, days, Unit::Day),
        Rule::Nth(weekday, month, n) => nth(weekday, month, n),
        Rule::Thanksgiving(days) => add(nth(4, 11, 4)?, days, Unit::Day),
        Rule::Once(day) => Some(day),
    }
}

/// Month and day of a holiday that is the same each year.
pub(super) fn fixed(rule: usize) -> Option<(i8, i8)> {
    match *TABLE.rules.get(rule)? {
        Rule::Fixed(month, day) => Some((month, day)),
        _ => None,
    }
}

/// The holiday at `i`, with the year after it.
pub(super) fn at(reader: &Reader, i: usize) -> Option<(usize, When)> {
    let p = reader.p;
    let (end, &rule) = TABLE.names.at(p, i)?;
    if let Rule::Once(day) = TABLE.rules[rule] {
        // The name of the day ends before "attacks".
        let end = if p.is(end - 1, "attacks") { end - 1 } else { end };
        return Some((end, When::Fixed(super::calendar::Stamp::Day(day))));
    }
    let (end, year) = reader.year_of(end).unwrap_or((end, Year::Open));
    Some((end, When::Holiday { rule, year, which: Which::Bare }))
}

/// A phrase such as "currently" or "the future" at `i` with its TIMEX3 value.
pub(super) fn reference(p: &Pieces, i: usize) -> Option<(usize, &'static str)> {
    REFERENCES.at(p, i).map(|(end, value)| (end, *value))
}

/// One past the name at `i` that holds words of time but is none.
pub(super) fn name(p: &Pieces, i: usize) -> Option<usize> {
    NAMES.at(p, i).map(|(end, ())| end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_holiday_has_a_rule() {
        assert_eq!(TABLE.rules.len(), rows(include_str!("holidays.tsv")).count());
    }

    #[test]
    fn holidays_fall_where_the_almanac_says() {
        for (name, year, day) in [
            ("thanksgiving", 2016, "2016-11-24"),
            ("black friday", 2010, "2010-11-26"),
            ("good friday", 2024, "2024-03-29"),
            ("memorial day", 2021, "2021-05-31"),
            ("boxing day", 2019, "2019-12-26"),
        ] {
            let rule =
                rows(include_str!("holidays.tsv")).position(|r| r[0].split('|').any(|form| form == name)).expect(name);
            assert_eq!(day_in(rule, year), Some(day.parse().unwrap()), "{name}");
        }
    }
}
