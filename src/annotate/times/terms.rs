//! The words of time expressions, read from `terms.tsv`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::annotate::quantities::phrases::rows;

/// A length of time that the calendar or the clock knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    const NAMES: [(&'static str, Self); 14] = [
        ("second", Self::Second),
        ("minute", Self::Minute),
        ("hour", Self::Hour),
        ("day", Self::Day),
        ("night", Self::Night),
        ("week", Self::Week),
        ("fortnight", Self::Fortnight),
        ("weekend", Self::Weekend),
        ("month", Self::Month),
        ("quarter", Self::Quarter),
        ("year", Self::Year),
        ("decade", Self::Decade),
        ("century", Self::Century),
        ("millennium", Self::Millennium),
    ];

    /// True for seconds, minutes and hours.
    pub(super) fn is_clock(self) -> bool {
        matches!(self, Self::Second | Self::Minute | Self::Hour)
    }
}

/// Where "last", "next" and their kin point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// No such word: tense decides.
    Bare,
    Last,
    Previous,
    This,
    /// "that", "the same": the time spoken of before.
    That,
    Next,
    /// "the following", from the time spoken of before.
    Following,
    Coming,
}

/// What a word can be in a time expression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Term {
    /// 1 is January; true for an abbreviation.
    Month(i8, bool),
    /// 1 is Monday; true for an abbreviation.
    Weekday(i8, bool),
    /// A weekday in the plural.
    Weekdays(i8),
    Season(&'static str),
    Part(&'static str),
    /// An hour by name: "noon".
    Hour(&'static str),
    /// A day counted from today.
    Day(i32),
    /// "tonight"
    Tonight,
    /// A unit; true in the plural.
    Unit(Unit, bool),
    Often(&'static str),
    Which(Which),
    /// A time zone with its offset, empty where it depends on the season.
    Zone(&'static str),
}

static TABLE: LazyLock<HashMap<&'static str, Vec<Term>>> = LazyLock::new(|| {
    let mut table: HashMap<&'static str, Vec<Term>> = HashMap::new();
    for row in rows(include_str!("terms.tsv")) {
        let form = row[0];
        let (kind, value) = (row.get(1).copied().unwrap_or(""), row.get(2).copied().unwrap_or(""));
        if let Some(term) = term(kind, value) {
            table.entry(form).or_default().push(term);
        }
    }
    table
});

fn term(kind: &str, value: &'static str) -> Option<Term> {
    let number = || value.parse::<i8>().ok();
    Some(match kind {
        "month" => Term::Month(number()?, false),
        "month-short" => Term::Month(number()?, true),
        "weekday" => Term::Weekday(number()?, false),
        "weekday-short" => Term::Weekday(number()?, true),
        "weekdays" => Term::Weekdays(number()?),
        "season" => Term::Season(value),
        "part" => Term::Part(value),
        "hour" => Term::Hour(value),
        "day" => Term::Day(i32::from(number()?)),
        "night" => Term::Tonight,
        "unit" | "units" => {
            let unit = Unit::NAMES.iter().find(|(name, _)| *name == value)?.1;
            Term::Unit(unit, kind == "units")
        }
        "often" => Term::Often(value),
        "which" => Term::Which(match value {
            "last" => Which::Last,
            "previous" => Which::Previous,
            "this" => Which::This,
            "that" => Which::That,
            "next" => Which::Next,
            "following" => Which::Following,
            "coming" => Which::Coming,
            _ => return None,
        }),
        "zone" => Term::Zone(value),
        _ => return None,
    })
}

/// What the lower-case word `form` can be; nothing for most words.
pub(super) fn terms(form: &str) -> &'static [Term] {
    TABLE.get(form).map_or(&[], Vec::as_slice)
}

static LISTS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    rows(include_str!("contexts.tsv"))
        .filter_map(|row| Some((*row.first()?, row.get(1)?.split(' ').collect())))
        .collect()
});

/// True where the lower-case `word` is in the list of `contexts.tsv` with that name.
pub(super) fn listed(list: &str, word: &str) -> bool {
    debug_assert!(LISTS.contains_key(list), "no list {list} in contexts.tsv");
    LISTS.get(list).is_some_and(|words| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = rows(include_str!("terms.tsv")).count();
        assert_eq!(TABLE.values().map(Vec::len).sum::<usize>(), rows);
        assert_eq!(terms("sept"), [Term::Month(9, true)]);
        assert_eq!(terms("second"), [Term::Unit(Unit::Second, false)]);
        assert!(terms("table").is_empty());
    }
}
