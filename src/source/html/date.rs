//! [`read`]: the many ways in which pages and feeds write the moment of publication.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use regex::{Captures, Regex};

use crate::text::Published;

const MONTH: &str = r"(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?";
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

static ISO: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?P<y>(?:19|20)[0-9][0-9])[-/.](?P<n>[01]?[0-9])[-/.](?P<d>[0-3]?[0-9])(?:$|[^0-9])"));
static COMPACT: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^(?P<y>(?:19|20)[0-9][0-9])(?P<n>[01][0-9])(?P<d>[0-3][0-9])(?:$|[^0-9])"));
static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?i)\b(?P<d>[0-3]?[0-9])(?:st|nd|rd|th)?(?: of)?[\s-]+{MONTH},?[\s-]+(?P<y>(?:19|20)[0-9][0-9])\b"
    ))
});
static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(r"(?i)\b{MONTH}\s+(?P<d>[0-3]?[0-9])(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)[0-9][0-9])\b"))
});
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)(?:^|[^0-9:+-])(?P<h>[0-2]?[0-9])[:.](?P<min>[0-5][0-9])(?::(?P<s>[0-5][0-9])(?:\.[0-9]+)?)?\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>(?-i:Z|UTC|GMT|EST|EDT|PST|PDT|CET|CEST|SAST|AEST|AEDT)\b|[+-][0-9][0-9]:?[0-9][0-9])?",
    )
});
static IN_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)[/_-](?P<y>20[0-9][0-9]|199[0-9])[/-](?P<n>[01]?[0-9]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](?P<d>[0-3]?[0-9])(?:[/_.-]|$)",
    )
});

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns of this file are tested")
}

/// Reads a date, with its time where one is given: ISO 8601 and what is nearly that, e-mail dates, "2 May 2024",
/// "May 2, 2024, 3.45 pm EST", and seconds or milliseconds since 1970.
pub(in crate::source) fn read(text: &str) -> Option<Published> {
    let text = text.trim();
    // What a page calls a date may be a paragraph; no date is longer.
    let text = text.get(..text.len().min(120)).unwrap_or(text);
    if text.bytes().all(|b| b.is_ascii_digit()) && matches!(text.len(), 10 | 13) {
        let seconds: i64 = text[..10].parse().ok()?;
        let moment = Timestamp::from_second(seconds).ok()?.to_string();
        return moment.parse().ok();
    }
    let (date, rest) = day(text)?;
    let Some(clock) = CLOCK.captures(rest) else { return Some(Published { date, date_time: None }) };
    Some(Published { date, date_time: moment(date, &clock) })
}

/// The day that an address names: `/2024/05/02/`.
pub(super) fn of_address(url: &str) -> Option<Published> {
    let found = IN_ADDRESS.captures(url)?;
    Some(Published { date: date_of(&found)?, date_time: None })
}

/// The day, and what stands around it.
fn day(text: &str) -> Option<(Date, &str)> {
    for pattern in [&ISO, &COMPACT, &DAY_FIRST, &MONTH_FIRST] {
        if let Some(found) = pattern.captures(text) {
            let whole = found.get(0)?;
            // "3:45 pm, 2 May 2024" has its time before the day.
            // The patterns end with what stops them, which may be the space before the time.
            let last = text[..whole.end()].char_indices().next_back().map_or(0, |(at, _)| at);
            let after = &text[last.max(whole.start())..];
            let rest = if CLOCK.is_match(after) { after } else { &text[..whole.start()] };
            return Some((date_of(&found)?, rest));
        }
    }
    None
}

fn date_of(found: &Captures<'_>) -> Option<Date> {
    let month = match (found.name("n"), found.name("m")) {
        (Some(number), _) => match number.as_str().parse::<i8>() {
            Ok(number) => number,
            Err(_) => month(number.as_str())?,
        },
        (None, name) => month(name?.as_str())?,
    };
    let date = Date::new(found["y"].parse().ok()?, month, found["d"].parse().ok()?).ok()?;
    // Years before the web and far ahead are placeholders.
    (date.year() >= 1900 && date.year() <= 2100 && date != Date::constant(1970, 1, 1)).then_some(date)
}

fn month(name: &str) -> Option<i8> {
    let name = name.to_ascii_lowercase();
    MONTHS.iter().position(|m| *m == name).map(|at| at as i8 + 1)
}

fn moment(date: Date, clock: &Captures<'_>) -> Option<String> {
    let mut hour: i8 = clock["h"].parse().ok()?;
    match clock.name("half").map(|h| h.as_str().as_bytes()[0].to_ascii_lowercase()) {
        Some(b'p') if hour < 12 => hour += 12,
        Some(b'a') if hour == 12 => hour = 0,
        _ => {}
    }
    let number = |name| clock.name(name).map_or(Ok(0), |m| m.as_str().parse::<i8>());
    let time = Time::new(hour, number("min").ok()?, number("s").ok()?, 0).ok()?;
    let zone = match clock.name("zone").map(|z| z.as_str()) {
        None => String::new(),
        Some("Z" | "UTC" | "GMT") => "Z".to_owned(),
        Some("EST") => "-05:00".to_owned(),
        Some("EDT") => "-04:00".to_owned(),
        Some("PST") => "-08:00".to_owned(),
        Some("PDT") => "-07:00".to_owned(),
        Some("CET") => "+01:00".to_owned(),
        Some("CEST" | "SAST") => "+02:00".to_owned(),
        Some("AEST") => "+10:00".to_owned(),
        Some("AEDT") => "+11:00".to_owned(),
        Some(offset) if offset.contains(':') => offset.to_owned(),
        Some(offset) => format!("{}:{}", &offset[..3], &offset[3..]),
    };
    let written = format!("{date}T{time}{zone}");
    // An offset of 40 hours is none.
    written.parse::<Published>().ok()?.date_time
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_pages_write_them() {
        for (given, want) in [
            ("2024-05-02", "2024-05-02"),
            ("2024-05-02T10:20:30Z", "2024-05-02T10:20:30Z"),
            ("2024-05-02T10:20:30.123+0000", "2024-05-02T10:20:30+00:00"),
            ("2024-05-02 10:20", "2024-05-02T10:20:00"),
            ("2024/5/2", "2024-05-02"),
            ("20240502", "2024-05-02"),
            ("Thu, 02 May 2024 10:20:30 GMT", "2024-05-02T10:20:30Z"),
            ("Thu, 2 May 2024 10:20:30 -0400", "2024-05-02T10:20:30-04:00"),
            ("Published May 2nd, 2024 at 3:45 p.m. EDT", "2024-05-02T15:45:00-04:00"),
            ("12:05 am, 2 May 2024", "2024-05-02T00:05:00"),
            ("2 Sept. 2024", "2024-09-02"),
            ("1714645230", "2024-05-02T10:20:30Z"),
            ("1714645230000", "2024-05-02T10:20:30Z"),
            // A date may end before a character of several bytes.
            ("10:00 GMT 2024-01-01٣", "2024-01-01T10:00:00Z"),
        ] {
            assert_eq!(read(given).map(|d| d.to_string()).as_deref(), Some(want), "{given}");
        }
        for bad in ["", "yesterday", "2024-13-40", "1970-01-01T00:00:00Z", "5 people", "é2024", "32 May 2024"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn addresses_name_days() {
        let day = |url| of_address(url).map(|d| d.to_string());
        assert_eq!(day("https://example.org/news/2024/05/02/bridge").as_deref(), Some("2024-05-02"));
        assert_eq!(day("https://example.org/2024-may-02/x").as_deref(), Some("2024-05-02"));
        assert_eq!(day("https://example.org/20240502/99999"), None);
    }
}
