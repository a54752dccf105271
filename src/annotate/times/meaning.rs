//! What a time expression says before it is placed in the calendar.

use super::calendar::Stamp;
use super::terms::{Unit, Which};

/// How a year is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// Not at all: tense and the publication date decide.
    Open,
    Is(i16),
    /// Counted from the year of publication: "last year" is -1.
    Shift(i32),
}

/// What a shift counts from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Base {
    /// The day of publication.
    Now,
    /// The time spoken of before.
    Focus,
    At(Box<When>),
}

/// What an ordinal counts: "the third *week* of May", "the first *Friday* in June".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    Unit(Unit),
    Weekday(i8),
}

/// A place in the calendar as the words give it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum When {
    /// A month, or a day of it where `day` is not 0; `weekday` (0: none) is said besides.
    Date {
        year: Year,
        month: i8,
        day: i8,
        weekday: i8,
        which: Which,
    },
    /// A weekday; `week` counts weeks from that of publication.
    Weekday {
        weekday: i8,
        which: Which,
        week: Option<i32>,
    },
    /// A weekday with the day of the month, without the month: "Thursday the 21st"; weekday 0 for "on the 21st".
    DayOfMonth {
        day: i8,
        weekday: i8,
    },
    Season {
        season: &'static str,
        year: Year,
        which: Which,
    },
    Quarter {
        quarter: i8,
        year: Year,
        which: Which,
    },
    Half {
        half: i8,
        year: Year,
    },
    Year(Year),
    /// "the quarter ended July 31": the calendar quarter that holds most of it.
    QuarterTo(Box<When>),
    /// The stretch of the size of `unit`, `shift` of them from the one that holds the base.
    Around {
        unit: Unit,
        shift: i32,
        base: Base,
    },
    /// So many units before or after.
    Offset {
        parts: Vec<(u32, Unit)>,
        forward: bool,
        base: Base,
    },
    /// The `n`th (from the end where negative) unit or weekday of something.
    Nth {
        n: i32,
        counted: Counted,
        of: Box<When>,
    },
    Holiday {
        rule: usize,
        year: Year,
        which: Which,
    },
    Fixed(Stamp),
    /// `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
    Reference(&'static str),
}

/// A time of day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Clock {
    /// Hour (0-24), minute, second.
    pub(super) hour: Option<(u32, Option<u32>, Option<u32>)>,
    /// TIMEX3 part of the day: `MO`, `AF`, `EV`, `NI` …
    pub(super) part: Option<&'static str>,
    /// ISO 8601 offset.
    pub(super) zone: &'static str,
    /// "7" may be morning or evening.
    pub(super) open: bool,
}

impl Clock {
    /// A part of the day without an hour.
    pub(super) fn part(part: &'static str) -> Self {
        Self { part: Some(part), ..Self::default() }
    }

    /// An hour and what is said of minutes.
    pub(super) fn at(hour: u32, minute: Option<u32>) -> Self {
        Self { hour: Some((hour, minute, None)), ..Self::default() }
    }

    /// The hour on the twelve-hour clock moved to the half of the day that `part` means.
    pub(super) fn in_part(mut self, part: &'static str) -> Self {
        if let Some((hour, _, _)) = &mut self.hour
            && self.open
        {
            let night = part == "NI" && (*hour >= 6 && *hour < 12);
            if (matches!(part, "AF" | "EV" | "MEL") || night) && *hour < 12 {
                *hour += 12;
            } else if *hour == 12 && matches!(part, "NI" | "MO") {
                *hour = 0;
            }
            self.open = false;
        }
        if self.hour.is_none() {
            self.part = Some(part);
        }
        self
    }

    /// The TIMEX3 time from its `T`.
    pub(super) fn value(&self) -> String {
        match (self.hour, self.part) {
            (Some((h, None, _)), _) => format!("T{h:02}:00{}", self.zone),
            (Some((h, Some(m), None)), _) => format!("T{h:02}:{m:02}{}", self.zone),
            (Some((h, Some(m), Some(s))), _) => format!("T{h:02}:{m:02}:{s:02}{}", self.zone),
            (None, Some(part)) => format!("T{part}"),
            (None, None) => String::new(),
        }
    }
}

/// What an expression means.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    Calendar(When, Option<Clock>),
    /// A time of day on an unnamed day.
    Clock(Clock),
    /// A TIMEX3 duration.
    Duration(String),
    /// A TIMEX3 set.
    Set(String),
}

/// An expression that was read: one past its last piece, and what it means.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) end: usize,
    pub(super) meaning: Meaning,
    /// The other end of a range, of which `meaning` is the first.
    pub(super) last: Option<When>,
}

impl When {
    /// A day of a month.
    pub(super) fn day(year: Year, month: i8, day: i8) -> Self {
        Self::Date { year, month, day, weekday: 0, which: Which::Bare }
    }
}

impl Found {
    /// What is no range.
    pub(super) fn of(end: usize, meaning: Meaning) -> Self {
        Self { end, meaning, last: None }
    }

    pub(super) fn calendar(end: usize, when: When) -> Self {
        Self::of(end, Meaning::Calendar(when, None))
    }

    pub(super) fn duration(end: usize, value: String) -> Self {
        Self::of(end, Meaning::Duration(value))
    }

    pub(super) fn set(end: usize, value: impl Into<String>) -> Self {
        Self::of(end, Meaning::Set(value.into()))
    }
}
