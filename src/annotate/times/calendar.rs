//! Places in the calendar ([`Stamp`]) with their TIMEX3 values, their first and last days, and moving between them.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::terms::Unit;

/// A stretch of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stamp {
    Day(Date),
    /// The week (Monday to Sunday) of that Monday.
    Week(Date),
    /// The weekend of the week of that Monday.
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    /// TIMEX3 season; a winter has the year in which it begins.
    Season(i16, &'static str),
    Year(i16),
    /// By its first year.
    Decade(i16),
    /// By its first year as its name counts it: 1900 for the 20th.
    Century(i16),
    /// A place that the calendar does not fix, as a TIMEX3 value.
    Open(String),
}

impl Stamp {
    /// Its TIMEX3 value.
    pub(super) fn value(&self) -> String {
        match self {
            Self::Day(d) => d.to_string(),
            Self::Week(monday) => week_value(*monday),
            Self::Weekend(monday) => format!("{}-WE", week_value(*monday)),
            Self::Month(y, m) => format!("{y:04}-{m:02}"),
            Self::Quarter(y, q) => format!("{y:04}-Q{q}"),
            Self::Half(y, h) => format!("{y:04}-H{h}"),
            Self::Season(y, s) => format!("{y:04}-{s}"),
            Self::Year(y) => format!("{y:04}"),
            Self::Decade(y) => format!("{:03}X", y / 10),
            Self::Century(y) => format!("{:02}XX", y / 100),
            Self::Open(value) => value.clone(),
        }
    }

    /// Its first and last day.
    pub(super) fn bounds(&self) -> Option<(Date, Date)> {
        match self {
            Self::Day(d) => Some((*d, *d)),
            Self::Week(monday) => Some((*monday, add(*monday, 6, Unit::Day)?)),
            Self::Weekend(monday) => Some((add(*monday, 5, Unit::Day)?, add(*monday, 6, Unit::Day)?)),
            Self::Month(y, m) => months(*y, *m, 1),
            Self::Quarter(y, q) => months(*y, q * 3 - 2, 3),
            Self::Half(y, h) => months(*y, h * 6 - 5, 6),
            Self::Season(y, s) => months(*y, season_month(s), 3),
            Self::Year(y) => months(*y, 1, 12),
            Self::Decade(y) => months(*y, 1, 120),
            Self::Century(y) => months(*y, 1, 1200),
            Self::Open(_) => None,
        }
    }

    /// The stretch of the size of `unit` that holds `day`.
    pub(super) fn around(day: Date, unit: Unit) -> Self {
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => Self::Day(day),
            Unit::Week | Unit::Fortnight => Self::Week(monday(day)),
            Unit::Weekend => Self::Weekend(monday(day)),
            Unit::Month => Self::Month(day.year(), day.month()),
            Unit::Quarter => Self::Quarter(day.year(), (day.month() + 2) / 3),
            Unit::Year => Self::Year(day.year()),
            Unit::Decade => Self::Decade(day.year() / 10 * 10),
            Unit::Century => Self::Century(day.year() / 100 * 100),
            Unit::Millennium => Self::Open(format!("{}XXX", day.year() / 1000)),
        }
    }

    /// The same kind of stretch `count` units later (earlier where negative): a quarter moved by a year is that quarter
    /// of the other year; a year moved by a day is a day.
    pub(super) fn moved(&self, count: i32, unit: Unit) -> Option<Self> {
        let (first, _) = self.bounds()?;
        let to = add(first, count, unit)?;
        let coarse = match unit {
            Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium => true,
            Unit::Quarter => matches!(self, Self::Day(_) | Self::Month(..) | Self::Quarter(..)),
            Unit::Month => matches!(self, Self::Day(_) | Self::Month(..)),
            Unit::Week | Unit::Fortnight | Unit::Weekend => matches!(self, Self::Day(_) | Self::Week(_)),
            _ => matches!(self, Self::Day(_)),
        };
        if !coarse {
            return Some(Self::around(to, unit));
        }
        Some(match self {
            Self::Day(_) | Self::Open(_) => Self::Day(to),
            Self::Week(_) => Self::Week(monday(to)),
            Self::Weekend(_) => Self::Weekend(monday(to)),
            Self::Month(..) => Self::around(to, Unit::Month),
            Self::Quarter(..) => Self::around(to, Unit::Quarter),
            Self::Half(_, h) => Self::Half(to.year(), *h),
            Self::Season(_, s) => Self::Season(to.year(), s),
            Self::Year(_) => Self::around(to, Unit::Year),
            Self::Decade(_) => Self::around(to, Unit::Decade),
            Self::Century(_) => Self::around(to, Unit::Century),
        })
    }
}

fn week_value(monday: Date) -> String {
    let week = monday.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The first and last day of `count` months from month `m` of year `y`.
fn months(y: i16, m: i8, count: i32) -> Option<(Date, Date)> {
    let first = Date::new(y, m, 1).ok()?;
    let last = first.checked_add(count.months()).ok()?.yesterday().ok()?;
    Some((first, last))
}

/// The first month of a TIMEX3 season.
pub(super) fn season_month(season: &str) -> i8 {
    match season {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    }
}

/// The Monday of the week of `day`.
pub(super) fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

/// `day` moved by `count` units; `None` outside the calendar (years 0 to 9999).
pub(super) fn add(day: Date, count: i32, unit: Unit) -> Option<Date> {
    let n = i64::from(count);
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some(day),
        Unit::Day | Unit::Night => 1.days().checked_mul(n),
        Unit::Week | Unit::Weekend => 1.weeks().checked_mul(n),
        Unit::Fortnight => 2.weeks().checked_mul(n),
        Unit::Month => 1.months().checked_mul(n),
        Unit::Quarter => 3.months().checked_mul(n),
        Unit::Year => 1.years().checked_mul(n),
        Unit::Decade => 10.years().checked_mul(n),
        Unit::Century => 100.years().checked_mul(n),
        Unit::Millennium => 1000.years().checked_mul(n),
    }
    .ok()?;
    day.checked_add(span).ok().filter(|d| d.year() > 0)
}

/// The `n`th `weekday` (1 is Monday) between `first` and `last`, from the end where `n` is negative.
pub(super) fn nth_weekday(first: Date, last: Date, weekday: i8, n: i32) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(weekday).ok()?;
    let found = if n > 0 {
        let ahead = i32::from(first.weekday().until(wanted));
        add(first, ahead + 7 * (n - 1), Unit::Day)?
    } else {
        let back = i32::from(last.weekday().since(wanted));
        add(last, -back + 7 * (n + 1), Unit::Day)?
    };
    (first <= found && found <= last).then_some(found)
}

#[expect(clippy::many_single_char_names, reason = "the letters are those of the published algorithm")]
/// Western Easter Sunday of a year (the anonymous Gregorian algorithm of Meeus, Jones and Butcher).
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, month as i8, day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn easter_falls_where_the_almanac_says() {
        for (year, date) in [(1961, "1961-04-02"), (2000, "2000-04-23"), (2018, "2018-04-01"), (2024, "2024-03-31")] {
            assert_eq!(easter(year), Some(day(date)));
        }
    }

    #[test]
    fn stamps_have_values_and_bounds() {
        for (stamp, value, first, last) in [
            (Stamp::around(day("2024-12-31"), Unit::Week), "2025-W01", "2024-12-30", "2025-01-05"),
            (Stamp::around(day("2024-02-10"), Unit::Month), "2024-02", "2024-02-01", "2024-02-29"),
            (Stamp::around(day("2024-02-10"), Unit::Quarter), "2024-Q1", "2024-01-01", "2024-03-31"),
            (Stamp::around(day("2024-02-10"), Unit::Weekend), "2024-W06-WE", "2024-02-10", "2024-02-11"),
            (Stamp::Season(2023, "WI"), "2023-WI", "2023-12-01", "2024-02-29"),
            (Stamp::Decade(1990), "199X", "1990-01-01", "1999-12-31"),
        ] {
            assert_eq!(stamp.value(), value);
            assert_eq!(stamp.bounds(), Some((day(first), day(last))), "{value}");
        }
    }

    #[test]
    fn moving_keeps_the_finer_of_two_sizes() {
        let quarter = Stamp::Quarter(2024, 1);
        assert_eq!(quarter.moved(-1, Unit::Quarter), Some(Stamp::Quarter(2023, 4)));
        assert_eq!(quarter.moved(-1, Unit::Year), Some(Stamp::Quarter(2023, 1)));
        assert_eq!(Stamp::Year(2024).moved(1, Unit::Month), Some(Stamp::Month(2024, 2)));
        assert_eq!(Stamp::Day(day("2024-01-31")).moved(1, Unit::Month), Some(Stamp::Day(day("2024-02-29"))));
        assert_eq!(Stamp::Year(9990).moved(5, Unit::Decade), None);
    }

    #[test]
    fn counts_weekdays_from_either_end() {
        let (first, last) = (day("2018-02-01"), day("2018-02-28"));
        assert_eq!(nth_weekday(first, last, 3, 3), Some(day("2018-02-21")));
        assert_eq!(nth_weekday(first, last, 5, -1), Some(day("2018-02-23")));
        assert_eq!(nth_weekday(first, last, 5, 5), None);
    }
}
