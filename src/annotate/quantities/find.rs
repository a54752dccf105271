//! Finds quantities: reads sign, currency, number, scale, unit and qualifier at a place, and leaves out numbers that
//! are labels, names, scores or codes.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::counted::counted;
use super::numerals::{Number, Numeral, Writing, amount, cardinal, denominator, numeral, ordinal};
use super::phrases::{Phrases, rows};
use super::pieces::{Pieces, Shape};
use super::{Quantity, units};
use crate::annotate::syntax::{Syntax, Upos};
use crate::ontology::CountQualifier;

static LABELS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("labels.tsv")).map(|r| r[0]).collect());

static SCORES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("scores.txt")).map(|r| r[0]).collect());

struct Qualifiers {
    /// Phrases before a number, their pieces in reverse: they are looked for backwards.
    before: Vec<(Vec<&'static str>, CountQualifier)>,
    after: Phrases<CountQualifier>,
}

static QUALIFIERS: LazyLock<Qualifiers> = LazyLock::new(|| {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for row in rows(include_str!("qualifiers.tsv")) {
        let [phrase, name, place] = row[..] else { continue };
        let Some(qualifier) = CountQualifier::from_name(name) else { continue };
        if place == "before" {
            before.push((phrase.split(' ').rev().collect::<Vec<_>>(), qualifier));
        } else {
            after.push((phrase, qualifier));
        }
    }
    before.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    Qualifiers { before, after: Phrases::new(after.into_iter()) }
});

/// A number with what belongs to it.
#[derive(Debug)]
struct Reading {
    /// First piece, with sign and currency.
    start: usize,
    /// One past the last piece, with the unit.
    end: usize,
    /// First and one past the last piece of the number itself.
    number: (usize, usize),
    value: f64,
    value_max: Option<f64>,
    unit: Option<String>,
    writing: Writing,
    /// "hundreds", "several dozen": a lower bound.
    indefinite: bool,
}

/// Finds the quantities of one sentence.
pub(super) struct Finder<'a> {
    pub(super) text: &'a str,
    pub(super) syntax: &'a Syntax,
    pub(super) p: &'a Pieces,
}

impl Finder<'_> {
    /// The quantity that begins at piece `i`, with one past its last piece; `Err` holds where to go on when there is
    /// none.
    pub(super) fn at(&self, i: usize) -> Result<(usize, Quantity), usize> {
        let p = self.p;
        if !self.may_begin(i) {
            return Err(i + 1);
        }
        if let Some(end) = self.code(i) {
            return Err(end);
        }
        let Some(reading) = self.read(i) else {
            return Err(ordinal(p, i).map_or(i + 1, |(end, _)| end));
        };
        if self.is_label(&reading) || self.is_pronoun(&reading) {
            return Err(reading.end);
        }
        let (qualifier, after) = self.qualifier(&reading);
        let words = p.words(reading.number.0, reading.number.1);
        let counts = reading.unit.is_none() || reading.unit.as_deref() == Some("percent");
        let from = if reading.unit.is_some() { p.words(reading.number.0, reading.end) } else { words.clone() };
        let counted = if counts { counted(self.syntax, &from) } else { None };
        let quantity = Quantity {
            span: p.span(reading.start, reading.end),
            words,
            value: reading.value,
            value_max: reading.value_max,
            qualifier,
            unit: reading.unit,
            counted,
        };
        Ok((reading.end.max(after), quantity))
    }

    /// A cheap look before the real reading: most words cannot begin a quantity.
    fn may_begin(&self, i: usize) -> bool {
        let p = self.p;
        let Some(piece) = p.get(i) else { return false };
        match piece.shape {
            Shape::Digits | Shape::Sign(_) => true,
            Shape::Letters => {
                numeral(p, i).is_some()
                    || matches!(
                        piece.lower.as_str(),
                        "a" | "an" | "minus" | "negative" | "several" | "few" | "between" | "couple" | "many"
                    )
                    || units::currency_before(p, i).is_some()
            }
        }
    }

    fn read(&self, i: usize) -> Option<Reading> {
        let p = self.p;
        let (mut at, mut sign) = (i, 1.0);
        let free =
            i == 0 || !p.glued(i) || p.before(i).is_some_and(|b| matches!(b.lower.as_str(), "(" | "," | ";" | "\""));
        if p.sign(i, '-') && free && (p.glued(i + 1) || i == 0) && !p.letters(i + 1)
            || p.any(i, &["minus", "negative"]) && cardinal(p, i + 1).is_some()
        {
            at += 1;
            sign = -1.0;
        }
        let between = p.is(at, "between");
        at += usize::from(between);
        let currency = units::currency_before(p, at).and_then(|(end, code)| {
            let minus = p.sign(end, '-') && p.glued(end + 1);
            let number = end + usize::from(minus);
            let letters = p.letters(end - 1);
            let capital = p.get(at).is_some_and(|x| x.capital) || !p.letters(at);
            (amount(p, number).is_some() && (!letters || capital || p.sign(end - 1, '$')))
                .then_some((number, code, minus))
        });
        let (number_at, code, minus) = currency.unwrap_or((at, "", false));
        if minus {
            sign = -1.0;
        }
        let money = !code.is_empty();
        let (number, indefinite) = if money { (amount(p, number_at)?, false) } else { self.number(number_at)? };
        if !money && p.glued(number_at) && self.inside_word(number_at) {
            return None;
        }
        let start = if between { number_at } else { i };
        let mut reading = Reading {
            start,
            end: number.end,
            number: (number_at, number.end),
            value: sign * number.value,
            value_max: None,
            unit: money.then(|| code.to_owned()),
            writing: number.writing,
            indefinite,
        };
        self.range(&mut reading, between, money);
        if between && reading.value_max.is_none() {
            return None;
        }
        self.unit(&mut reading);
        if reading.unit.is_none() && self.runs_on(reading.end) {
            return None;
        }
        Some(reading)
    }

    /// A number, a fraction or an indefinite number; true for the last.
    fn number(&self, i: usize) -> Option<(Number, bool)> {
        let p = self.p;
        let words = |end, value| Number { end, value, writing: Writing::Words };
        if let Some(fraction) = self.fraction(i) {
            return Some((fraction, false));
        }
        // "several hundred", "a few dozen", "a couple of thousand", "many thousands"
        let article = usize::from(p.is(i, "a") && p.any(i + 1, &["few", "couple"]));
        if p.any(i + article, &["several", "few", "couple", "many"]) {
            let at = i + article + 1 + usize::from(p.is(i + article + 1, "of"));
            let scale = self.scale(at)?;
            let factor = if matches!(numeral(p, at), Some(Numeral::Many(_))) { 1.0 } else { 2.0 };
            return Some((words(at + 1, factor * scale), true));
        }
        // "hundreds", "tens of thousands", "hundreds of millions"
        if let Some(Numeral::Many(value)) = numeral(p, i) {
            if p.is(i + 1, "of")
                && let Some(Numeral::Many(scale)) = numeral(p, i + 2)
            {
                return Some((words(i + 3, value * scale), true));
            }
            let alone = p.get(i).is_some_and(|x| x.upos != Upos::Verb);
            let scored = p.is(i, "scores") && !p.is(i + 1, "of") || p.is(i, "tens");
            return (alone && !scored).then(|| (words(i + 1, value), true));
        }
        cardinal(p, i).map(|n| (n, false))
    }

    fn scale(&self, i: usize) -> Option<f64> {
        match numeral(self.p, i)? {
            Numeral::Hundred => Some(100.0),
            Numeral::Scale(s) | Numeral::Many(s) => Some(s),
            Numeral::Dozen => Some(12.0),
            _ => None,
        }
    }

    /// "two thirds", "one-fifth", "a quarter of", "half of", "half the", "a half".
    fn fraction(&self, i: usize) -> Option<Number> {
        let p = self.p;
        let found = |end, value| Some(Number { end, value, writing: Writing::Words });
        if p.is(i, "half") {
            let partitive = p.any(i + 1, &["of", "the", "its", "their", "his", "her", "our", "all", "these", "those"]);
            let unit_follows = p.any(i + 1, &["mile", "pound", "inch", "ounce", "acre"]);
            return if partitive || unit_follows { found(i + 1, 0.5) } else { None };
        }
        let article = p.any(i, &["a", "an"]);
        let (at, above) = if article {
            (i + 1, 1.0)
        } else {
            match numeral(p, i)? {
                Numeral::Digit(n) if n > 0.0 => (i + 1, n),
                Numeral::Teen(n) => (i + 1, n),
                _ => return None,
            }
        };
        let hyphen = p.skip_hyphen(at);
        let one = (above - 1.0).abs() < f64::EPSILON;
        let below = denominator(p, hyphen, one)?;
        let end = hyphen + 1;
        // "a third man", "one second chance": an ordinal.
        let noun = p.letters(end) && p.get(end).is_some_and(|n| n.upos.is_nominal() || n.upos == Upos::Adj);
        let plain = p.any(hyphen, &["half", "quarter"]) && one;
        if one
            && !p.is(end, "of")
            && noun
            && hyphen == at
            && !(plain && units::unit(self.text, p, end).is_some())
            && !(p.any(hyphen, &["half"]))
        {
            return None;
        }
        if p.any(hyphen, &["quarters", "quarter"]) && p.any(end, &["of"]) && p.is(end + 1, "19") {
            return None;
        }
        found(end, above / below)
    }

    /// "30-40", "30 to 40", "between $5 and $7 million".
    fn range(&self, reading: &mut Reading, between: bool, money: bool) {
        let p = self.p;
        if reading.indefinite || p.glued(reading.end) && p.letters(reading.end) {
            return;
        }
        // A unit may be said with both ends: "30% to 40%", "44 mg to 50 mg".
        let first_unit = if money { None } else { units::unit(self.text, p, reading.end) };
        let at = first_unit.as_ref().map_or(reading.end, |(end, _)| *end);
        let hyphen = p.sign(at, '-');
        let link = if between { p.is(at, "and") } else { hyphen || p.any(at, &["to", "or"]) };
        if !link {
            return;
        }
        let mut next = at + 1;
        let same = units::currency_before(p, next).filter(|(_, code)| reading.unit.as_deref() == Some(code));
        if let Some((end, _)) = same {
            next = end;
        }
        let read = if money { amount(p, next) } else { cardinal(p, next) };
        let Some(second) = read else { return };
        let scale = self.scale(second.end - 1).unwrap_or(1.0);
        let low =
            if scale > 1.0 && reading.value * scale < second.value { reading.value * scale } else { reading.value };
        let or = p.is(at, "or");
        let rises = low < second.value && (low > 0.0 || between) && !(or && second.value - low > low.max(3.0));
        let code = hyphen && p.glued(second.end) && p.sign(second.end, '-') && p.digits(second.end + 1).is_some();
        if let Some((_, unit)) = &first_unit {
            let same_unit = units::unit(self.text, p, second.end).is_some_and(|(_, u)| u == *unit);
            if !same_unit {
                return;
            }
        }
        if rises && !code && !p.any(second.end, &[":", "/"]) {
            reading.value = low;
            reading.value_max = Some(second.value);
            reading.end = second.end;
            reading.number.1 = second.end;
            reading.writing = if reading.writing == Writing::Plain { Writing::Formatted } else { reading.writing };
        }
    }

    /// The unit or currency after the number, and a smaller one after that.
    fn unit(&self, reading: &mut Reading) {
        let p = self.p;
        let end = reading.end;
        if reading.unit.is_some() {
            // "$10.7 million US dollars" keeps the sign's currency.
            if let Some((next, _)) = units::currency_after(p, end).filter(|(next, _)| p.letters(*next - 1)) {
                reading.end = next;
            }
            return;
        }
        let hyphen = p.sign(end, '-') && p.letters(end + 1);
        let bracket = p.any(end, &["(", "{", "["]);
        let at = end + usize::from(hyphen || bracket);
        let read = |at: usize| {
            units::currency_after(p, at)
                .map(|(end, code)| (end, code.to_owned()))
                .or_else(|| units::unit(self.text, p, at))
        };
        let Some((mut next, name)) = read(at) else { return self.age(reading) };
        if bracket {
            if !p.any(next, &[")", "}", "]"]) {
                return;
            }
            next += 1;
        }
        reading.end = next;
        // "15 dollars 50"
        if !hyphen
            && units::parts(&name, "cent").is_some()
            && let Some(part) = cardinal(p, next).filter(|n| n.value < 100.0 && n.value.fract() == 0.0)
            && p.get(part.end).is_none_or(|n| n.shape != Shape::Letters && !n.glued || n.lower == ".")
            && p.letters(next - 1)
        {
            reading.value += part.value / 100.0;
            reading.end = part.end;
            reading.unit = Some(name);
            return;
        }
        if !hyphen && !bracket && reading.value_max.is_none() {
            let link = next + usize::from(p.is(next, "and"));
            if let Some(part) = cardinal(p, link).filter(|n| n.writing != Writing::Formatted || n.value < 100.0)
                && let Some((part_end, part_name)) = read(part.end)
                && let Some(parts) = units::parts(&name, &part_name)
                && part.value < parts
            {
                reading.value += part.value / parts;
                reading.end = part_end;
            }
        }
        reading.unit = Some(name);
    }

    /// "21-year-old", "40 years old": an age in years.
    fn age(&self, reading: &mut Reading) {
        let p = self.p;
        let unit = p.skip_hyphen(reading.end);
        let old = p.skip_hyphen(unit + 1);
        let singular = ["year", "month", "week", "day"].into_iter().find(|u| p.text(unit).trim_end_matches('s') == *u);
        if let Some(name) = singular
            && p.any(old, &["old", "olds"])
        {
            reading.unit = Some(name.to_owned());
            reading.end = unit + 1;
        }
    }

    /// How exact the number is, and one past a qualifier that follows it.
    fn qualifier(&self, reading: &Reading) -> (CountQualifier, usize) {
        let p = self.p;
        let found = QUALIFIERS.before.iter().find(|(phrase, _)| {
            phrase
                .iter()
                .enumerate()
                .all(|(k, piece)| reading.start.checked_sub(k + 1).is_some_and(|at| p.is(at, piece)))
        });
        if let Some((_, qualifier)) = found {
            return (*qualifier, reading.end);
        }
        if let Some((end, qualifier)) =
            QUALIFIERS.after.at(p, reading.number.1).or_else(|| QUALIFIERS.after.at(p, reading.end))
        {
            return (*qualifier, end);
        }
        let exact = if reading.indefinite { CountQualifier::AtLeast } else { CountQualifier::Exactly };
        (exact, reading.end)
    }

    /// "one" as a pronoun ("no one", "this one", "one can").
    fn is_pronoun(&self, reading: &Reading) -> bool {
        let p = self.p;
        let (i, end) = reading.number;
        if !(p.is(i, "one") && end == i + 1) || reading.unit.is_some() {
            return false;
        }
        let determined = p.any(
            i.wrapping_sub(1),
            &["no", "this", "that", "any", "each", "every", "which", "another", "some", "the", "only"],
        );
        let next = p.get(end);
        let noun = next.is_some_and(|n| matches!(n.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num));
        let partitive =
            p.is(end, "of") && p.any(end + 1, &["the", "these", "those", "its", "his", "her", "their", "our", "my"]);
        let alone = p.len() <= 2;
        let verb = next.is_some_and(|n| n.upos == Upos::Verb)
            && p.any(end, &["killed", "injured", "wounded", "dead", "missing"]);
        determined && !noun && !partitive || !noun && !partitive && !alone && !verb
    }

    /// Labels and names: "Article 5", "Flight 370", "Boeing 737", "No. 1".
    fn is_label(&self, reading: &Reading) -> bool {
        let p = self.p;
        let i = reading.start;
        if reading.unit.is_some()
            || reading.writing != Writing::Plain && !p.any(i.wrapping_sub(1), &["article", "section"])
        {
            return false;
        }
        let before = i.checked_sub(1).map(|b| if p.any(b, &["-", "."]) && b > 0 { b - 1 } else { b });
        let Some((b, piece)) = before.and_then(|b| p.get(b).map(|piece| (b, piece))) else {
            // "1." or "2)" that opens a line.
            return p.any(reading.end, &[".", ")"]) && p.glued(reading.end) && p.len() > reading.end + 1;
        };
        if piece.shape != Shape::Letters {
            return false;
        }
        let noun_follows =
            p.letters(reading.end) && p.get(reading.end).is_some_and(|n| matches!(n.upos, Upos::Noun | Upos::Adj));
        if LABELS.contains(piece.lower.as_str()) {
            let name = piece.capital && piece.upos == Upos::Propn;
            return !noun_follows || name && b > 0;
        }
        let dotted = p.sign(i - 1, '.') && b + 1 < i;
        // "Type 22", "Voyager 2": the number follows a name and counts nothing.
        let words = self.syntax.words();
        let word = &words[p.words(i, reading.end).start];
        let name = piece.capital && piece.upos == Upos::Propn && !dotted && !noun_follows;
        let joined = word.head == Some(piece.word) || words[piece.word].head == Some(p.words(i, reading.end).start);
        name && joined && (!p.letters(reading.end) || word.relation() != "appos")
    }

    /// True where letters or another number run into the one that begins at `i`: "G20", "F-16", "4:3".
    fn inside_word(&self, i: usize) -> bool {
        let p = self.p;
        let Some(before) = p.before(i) else { return false };
        if before.shape == Shape::Letters {
            return true;
        }
        let earlier = i.checked_sub(2).and_then(|k| p.get(k)).filter(|_| p.glued(i - 1));
        match (before.shape, earlier) {
            (Shape::Sign('-'), Some(e)) => e.shape == Shape::Letters && e.lower != "mid" && p.digits(i).is_some(),
            (Shape::Sign('^'), _) => true,
            (Shape::Sign(':' | '.' | '/' | '+'), Some(e)) => e.shape == Shape::Digits,
            _ => false,
        }
    }

    /// True where letters that are no unit are glued to the number's end: "3D", "5G", "4th".
    fn runs_on(&self, end: usize) -> bool {
        let p = self.p;
        p.glued(end) && p.letters(end) && p.letters(end - 1) != p.letters(end)
            || p.sign(end, ':') && p.glued(end) && p.glued(end + 1) && p.digits(end + 1).is_some()
    }

    /// One past a code, score, phone number or section number at `i`: digits joined by hyphens, dots, slashes.
    fn code(&self, i: usize) -> Option<usize> {
        let p = self.p;
        p.digits(i)?;
        let mut end = i + 1;
        let (mut joints, mut dots) = (0, 0);
        while p.any(end, &["-", ".", "/", ":"]) && p.glued(end) && p.glued(end + 1) && p.digits(end + 1).is_some() {
            joints += 1;
            dots += usize::from(p.sign(end, '.'));
            end += 2;
        }
        if joints == 0 {
            return None;
        }
        let grouped = dots == joints && (1..=joints).all(|k| p.text(i + 2 * k).len() == 3);
        if joints >= 2 && !grouped && !p.any(i + 1, &["."]) {
            return Some(end);
        }
        if joints >= 2 && dots == joints && !grouped && joints < 3 {
            return Some(end);
        }
        if joints != 1 || !p.sign(i + 1, '-') {
            return None;
        }
        let ((a, a_len), (b, b_len)) = (p.digits(i)?, p.digits(i + 2)?);
        let near = (i.saturating_sub(4)..i).chain(end..end + 4).any(|k| SCORES.contains(p.text(k)));
        let falls = a >= b && !units::unit(self.text, p, end).is_some_and(|(_, u)| u.contains("degree"));
        (near && a_len <= 3 && b_len <= 3 || falls || a_len >= 4 && b_len <= 2).then_some(end)
    }
}
