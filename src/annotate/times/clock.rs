//! Times of day: "3:30 p.m.", "noon", "half past eight", "7 in the evening", "1900 GMT".

use super::meaning::{Clock, Found, Meaning, When};
use super::reader::Reader;
use super::terms::{Which, listed};
use crate::annotate::quantities::numerals::{Numeral, numeral};

impl Reader<'_> {
    /// A time of day, with the day after it where one follows ("9 a.m. Friday", "the night of November 29").
    pub(super) fn clock_alone(&self, i: usize) -> Option<Found> {
        let p = self.p;
        let (mut end, mut clock) = self.clock(i).or_else(|| self.part_of_day(i))?;
        let part_only = clock.hour.is_none();
        // "8 in the evening", "9 at night", "8pm in the evening"
        let mut at = end;
        if !part_only {
            if p.is(at, "in") && p.is(at + 1, "the") {
                at += 2;
            } else if p.is(at, "at") && p.is(at + 1, "night") {
                at += 1;
            }
            if let Some(part) = self.part(at).filter(|_| !self.tonight(at)) {
                clock = clock.in_part(part);
                end = at + 1;
            }
        }
        // The day after the time.
        let mut at = p.skip(end, ',');
        if p.any(at, &["on", "of"]) {
            at += 1;
        }
        at = self.skip_the(at);
        if let Some((day_end, when)) = self.core(at)
            && is_day(&when)
            && !(part_only && at == end && matches!(when, When::Date { .. }))
        {
            let mut end = day_end;
            if self.tonight(day_end - 1) {
                clock = clock.in_part("NI");
            } else if let Some(part) = self.part(day_end).or_else(|| self.part(day_end - 1)) {
                clock = clock.in_part(part);
                end = if self.part(day_end).is_some() { day_end + 1 } else { day_end };
            }
            return Some(Found::of(end, Meaning::Calendar(when, Some(clock))));
        }
        Some(Found::of(end, Meaning::Clock(clock)))
    }

    /// "morning" after "in the", "night" after "at", "overnight", "mid-afternoon"; then perhaps "at 7".
    fn part_of_day(&self, i: usize) -> Option<(usize, Clock)> {
        let p = self.p;
        let mid = p.is(i, "mid");
        let at = if mid { p.skip_hyphen(i + 1) } else { i };
        let part = self.part(at)?;
        let before = p.text_before(i);
        let introduced = mid
            || p.is(at, "overnight")
            || p.any(at, &["lunchtime", "midmorning", "midafternoon"])
            || before == "the" && p.is(at + 1, "of")
            || before == "the" && i >= 2 && p.any(i - 2, &["in", "during", "since", "until", "through"])
            || before == "at" && p.is(at, "night")
            || matches!(before, "at" | "by" | "before" | "after" | "until" | "since")
                && p.any(at, &["dawn", "dusk", "daybreak"]);
        if !introduced {
            return None;
        }
        let linked = at + 1 + usize::from(p.any(at + 1, &["at", "around"]));
        let bare = if linked > at + 1 { self.bare_hour(linked) } else { None };
        if let Some((end, clock)) = self.clock(linked).or(bare) {
            return Some((end, clock.in_part(part)));
        }
        Some((at + 1, Clock::part(part)))
    }

    /// An hour of the clock that is clear by itself.
    pub(super) fn clock(&self, i: usize) -> Option<(usize, Clock)> {
        let (end, mut clock) =
            self.hour_named(i).or_else(|| self.hour_in_digits(i)).or_else(|| self.hour_in_words(i))?;
        let mut end = end;
        if let Some(zone) = self.zone(end) {
            clock.zone = zone;
            end += 1;
        } else if self.p.is(end, "local") && self.p.is(end + 1, "time") {
            end += 2;
        }
        Some((end, clock))
    }

    /// "in the morning", "at night" after a number make it an hour.
    fn part_follows(&self, i: usize) -> bool {
        let p = self.p;
        p.is(i, "in") && p.is(i + 1, "the") && self.part(i + 2).is_some() || p.is(i, "at") && p.is(i + 1, "night")
    }

    /// "noon", "midnight", "12 noon", "high noon", "noonish".
    fn hour_named(&self, i: usize) -> Option<(usize, Clock)> {
        let skip = usize::from(self.p.any(i, &["12", "twelve", "high"]));
        let mut at = i + skip;
        if self.p.is(at, "mid") && self.p.any(self.p.skip_hyphen(at + 1), &["night", "day"]) {
            at = self.p.skip_hyphen(at + 1);
            let hour = if self.p.is(at, "night") { 0 } else { 12 };
            return Some((at + 1, Clock::at(hour, Some(0))));
        }
        let name = self.named_hour(at)?;
        let hour = name.get(..2)?.parse().ok()?;
        Some((at + 1, Clock::at(hour, Some(0))))
    }

    fn hour_in_digits(&self, i: usize) -> Option<(usize, Clock)> {
        let p = self.p;
        let (n, len) = p.digits(i)?;
        if p.glued(i) && p.before(i).is_some_and(|b| matches!(b.lower.as_str(), ":" | "." | "," | "$" | "/")) {
            return None;
        }
        let mut end = i + 1;
        let mut minute = None;
        let mut second = None;
        let mut colon = false;
        if len <= 2
            && (p.sign(end, ':') || p.sign(end, '.'))
            && p.glued(end)
            && p.glued(end + 1)
            && let Some((m, 2)) = p.digits(end + 1).filter(|(m, _)| *m < 60)
        {
            colon = p.sign(end, ':');
            minute = Some(m);
            end += 2;
            if colon && p.sign(end, ':') && p.glued(end) {
                let (s, _) = p.digits(end + 1).filter(|(s, l)| *s < 60 && *l == 2)?;
                second = Some(s);
                end += 2;
            }
        }
        if n > 24 && (len == 3 || len == 4) && n % 100 < 60 && n / 100 <= 24 {
            let (next, offset) = self.half_of_day(end, true).unwrap_or((end, None));
            let fixed = next > end
                || self.zone(end).is_some()
                || p.any(end, &["hours", "hrs"]) && len == 4 && p.text(i).starts_with(['0', '1']);
            if !fixed {
                return None;
            }
            let next = if next == end && p.any(end, &["hours", "hrs"]) { end + 1 } else { next };
            let hour = clock_hour(n / 100, offset)?;
            return Some((next, Clock::at(hour, Some(n % 100))));
        }
        if n > 24 {
            return None;
        }
        let clock = |hour, open| Clock { hour: Some((hour, minute, second)), open, ..Clock::default() };
        if let Some((next, offset)) = self.half_of_day(end, p.glued(end)) {
            return Some((next, clock(clock_hour(n, offset)?, false)));
        }
        if let Some(next) = self.o_clock(end) {
            return Some((next, clock(n, n <= 12)));
        }
        if p.is(end, "h")
            && p.glued(end)
            && minute.is_none()
            && n <= 23
            && let Some((m, 2)) = p.digits(end + 1).filter(|(m, _)| *m < 60 && p.glued(end + 1))
        {
            return Some((end + 2, Clock::at(n, Some(m))));
        }
        if colon && !(p.sign(end, '-') && p.glued(end) && p.digits(end + 1).is_none()) {
            return Some((end, clock(n, n <= 12 && n > 0 && p.text(i).len() < 2)));
        }
        if minute.is_none() {
            let of_part = n <= 12 && n > 0 && self.part_follows(end);
            return self.past_hour(i).or_else(|| of_part.then(|| (end, clock(n, true))));
        }
        None
    }

    /// "a.m.", "pm", "p": one past it, and whether it is the afternoon (`None` for "ampm").
    fn half_of_day(&self, i: usize, glued: bool) -> Option<(usize, Option<bool>)> {
        let p = self.p;
        let mut at = i;
        if p.sign(at, '.') && p.glued(at) && p.any(at + 1, &["am", "pm", "a", "p"]) {
            at += 1;
        }
        match p.text(at) {
            "am" => return Some((at + 1, Some(false))),
            "pm" => return Some((at + 1, Some(true))),
            "ampm" => return Some((at + 1, None)),
            _ => {}
        }
        let afternoon = match p.text(at) {
            "a" => false,
            "p" => true,
            _ => return None,
        };
        let mut end = p.skip(at + 1, '.');
        if p.is(end, "m") && (p.glued(end) || end == at + 1) {
            end += 1;
            // The last full stop belongs to the abbreviation where the tokenizer says so.
            let word = p.get(end - 1).map(|x| x.word);
            if p.sign(end, '.') && p.get(end).map(|x| x.word) == word {
                end += 1;
            }
            return Some((end, Some(afternoon)));
        }
        (glued && end == at + 1 && !p.letters(end)).then_some((end, Some(afternoon)))
    }

    /// One past an hour that no clock has, where what stands around it shows that one is meant: "at 25:70", "13:75 GMT",
    /// "27 p.m.".
    pub(super) fn impossible_clock(&self, i: usize) -> Option<usize> {
        let p = self.p;
        let (hour, len) = p.digits(i).filter(|(_, len)| *len <= 2 && !p.glued(i))?;
        let minute =
            p.digits(i + 2).filter(|(_, len)| *len == 2 && p.sign(i + 1, ':') && p.glued(i + 1) && p.glued(i + 2));
        let end = if minute.is_some() { i + 3 } else { i + 1 };
        let half = self.half_of_day(end, p.glued(end)).map(|(end, _)| end);
        let zone = self.zone(end).map(|_| end + 1);
        let introduced = listed("before-hour", p.text(i.wrapping_sub(1))) && len == 2;
        let shown = half.or(zone).or(introduced.then_some(end)).filter(|_| minute.is_some()).or(half)?;
        let possible = hour <= 24 && minute.is_none_or(|(m, _)| m < 60);
        let goes_on = p.glued(shown) && (p.any(shown, &[":", "-", "/", "%"]) || p.digits(shown).is_some());
        (!possible && !goes_on).then_some(shown)
    }

    fn o_clock(&self, i: usize) -> Option<usize> {
        let p = self.p;
        if p.any(i, &["oclock"]) {
            return Some(i + 1);
        }
        (p.is(i, "o") && p.sign(i + 1, '\'') && p.is(i + 2, "clock")).then_some(i + 3)
    }

    /// "seven thirty pm", "nine o'clock", "half past eight", "quarter to seven", "five-thirty" (before a day).
    fn hour_in_words(&self, i: usize) -> Option<(usize, Clock)> {
        if let Some(found) = self.past_hour(i) {
            return Some(found);
        }
        let (at, hour) = self.hour_word(i)?;
        if let Some(end) = self.o_clock(at) {
            return Some((end, Clock { open: true, ..Clock::at(hour, None) }));
        }
        if let Some((end, offset)) = self.half_of_day(at, false) {
            return Some((end, Clock::at(clock_hour(hour, offset)?, None)));
        }
        if self.part_follows(at) {
            return Some((at, Clock { open: true, ..Clock::at(hour, None) }));
        }
        let (end, minute) = self.minute_word(self.p.skip_hyphen(at))?;
        if let Some((end, offset)) = self.half_of_day(end, false) {
            return Some((end, Clock::at(clock_hour(hour, offset)?, Some(minute))));
        }
        let day_follows =
            self.near_day(end).is_some() || self.p.any(end, &["this", "on"]) && self.core(end + 1).is_some();
        day_follows.then(|| (end, Clock { open: true, ..Clock::at(hour, Some(minute)) }))
    }

    /// "half past 8 pm", "a quarter to seven", "ten past 9".
    fn past_hour(&self, i: usize) -> Option<(usize, Clock)> {
        let p = self.p;
        let (at, minutes) = if p.is(i, "half") {
            (i + 1, 30)
        } else if p.is(i, "quarter") {
            (i + 1, 15)
        } else if p.is(i, "a") && p.is(i + 1, "quarter") {
            (i + 2, 15)
        } else if let Some((m, _)) = p.digits(i).filter(|(m, _)| *m < 60 && *m > 0) {
            (i + 1, m)
        } else {
            self.minute_word(i)?
        };
        let at = at + usize::from(p.any(at, &["minutes", "mins"]));
        let past = p.is(at, "past");
        if !past && !p.any(at, &["to", "till"]) {
            return None;
        }
        let (end, hour) = self
            .hour_word(at + 1)
            .or_else(|| p.digits(at + 1).filter(|(h, l)| *h <= 12 && *h > 0 && *l <= 2).map(|(h, _)| (at + 2, h)))?;
        let half = self.half_of_day(end, false).or_else(|| self.o_clock(end).map(|e| (e, None)));
        // "five to ten" and "30 to 12" are ranges as often; "half" and "quarter" are clear.
        if !past && !p.any(i, &["quarter", "a"]) && half.is_none() {
            return None;
        }
        let (end, offset) = half.unwrap_or((end, None));
        let hour24 = clock_hour(hour, offset)?;
        let (hour24, minute) = if past { (hour24, minutes) } else { ((hour24 + 23) % 24, 60 - minutes) };
        Some((end, Clock { open: offset.is_none(), ..Clock::at(hour24, Some(minute)) }))
    }

    /// An hour on the twelve-hour clock in words.
    fn hour_word(&self, i: usize) -> Option<(usize, u32)> {
        match numeral(self.p, i)? {
            Numeral::Digit(n) if n > 0.0 => Some((i + 1, n as u32)),
            Numeral::Teen(n) if n <= 12.0 => Some((i + 1, n as u32)),
            _ => None,
        }
    }

    fn minute_word(&self, i: usize) -> Option<(usize, u32)> {
        match numeral(self.p, i)? {
            Numeral::Digit(n) if n >= 5.0 => Some((i + 1, n as u32)),
            Numeral::Teen(n) => Some((i + 1, n as u32)),
            Numeral::Ten(n) if n < 60.0 => {
                let next = self.p.skip_hyphen(i + 1);
                match numeral(self.p, next) {
                    Some(Numeral::Digit(d)) if d > 0.0 => Some((next + 1, (n + d) as u32)),
                    _ => Some((i + 1, n as u32)),
                }
            }
            _ => None,
        }
    }

    /// A number that is an hour only because of what stands around it: "tomorrow at 7".
    pub(super) fn bare_hour(&self, i: usize) -> Option<(usize, Clock)> {
        let p = self.p;
        let (end, hour) = match p.digits(i) {
            Some((h, l)) if l <= 2 && h <= 24 => (i + 1, h),
            Some(_) => return None,
            None => self.hour_word(i)?,
        };
        if let Some((end, minute)) = self.minute_word(p.skip_hyphen(end)) {
            return Some((end, Clock { open: true, ..Clock::at(hour, Some(minute)) }));
        }
        let next = p.get(end);
        let decimal = p.any(end, &[".", ","]) && p.glued(end) && p.glued(end + 1) && p.digits(end + 1).is_some();
        let counts = decimal
            || next.is_some_and(|n| n.glued && !matches!(n.lower.as_str(), "." | "," | "!" | "?"))
            || next.is_some_and(|n| n.upos.is_nominal() && self.weekday(end).is_none())
            || p.any(end, &["%", "percent", "per"]);
        (!counts).then(|| (end, Clock { open: hour <= 12, ..Clock::at(hour, None) }))
    }
}

fn clock_hour(hour: u32, afternoon: Option<bool>) -> Option<u32> {
    match afternoon {
        _ if hour > 24 => None,
        Some(true) if hour < 12 => Some(hour + 12),
        Some(false) if hour == 12 => Some(0),
        _ => Some(hour),
    }
}

/// True for what names one day.
pub(super) fn is_day(when: &When) -> bool {
    use super::terms::Unit;
    match when {
        When::Date { day, .. } => *day > 0,
        When::Weekday { which, .. } => *which != Which::That,
        When::DayOfMonth { .. } | When::Holiday { .. } => true,
        When::Around { unit, .. } => matches!(unit, Unit::Day | Unit::Night),
        When::Offset { parts, .. } => parts.iter().all(|(_, u)| matches!(u, Unit::Day | Unit::Week)),
        _ => false,
    }
}
