//! Finds quantities: reads sign, currency, number, scale, unit and qualifier at a place. Which numbers are none,
//! `labels.rs` says.

use std::sync::LazyLock;

use super::counted::counted;
use super::numerals::{Number, Numeral, Writing, amount, cardinal, denominator, numeral, ordinal};
use super::phrases::{Phrases, rows};
use super::pieces::{Pieces, Shape};
use super::{Quantity, units};
use crate::annotate::nominals::is_person_noun;
use crate::annotate::syntax::{Syntax, Upos};
use crate::ontology::CountQualifier;

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

/// The plural of a scale is at least so many of it: "dozens" are two dozen or more.
const SEVERAL: f64 = 2.0;

/// A number with what belongs to it.
#[derive(Debug)]
pub(super) struct Reading {
    /// First piece, with sign and currency.
    pub(super) start: usize,
    /// One past the last piece, with the unit.
    pub(super) end: usize,
    /// First and one past the last piece of the number itself.
    pub(super) number: (usize, usize),
    pub(super) value: f64,
    pub(super) value_max: Option<f64>,
    pub(super) unit: Option<String>,
    pub(super) writing: Writing,
    /// "hundreds", "several dozen": a lower bound.
    pub(super) indefinite: bool,
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
        if let Some(fraction) = self.proportion(i).or_else(|| self.fraction(i)) {
            return Some((fraction, false));
        }
        // "several hundred", "a few dozen", "a couple of thousand", "many thousands"
        let article = usize::from(p.is(i, "a") && p.any(i + 1, &["few", "couple"]));
        if p.any(i + article, &["several", "few", "couple", "many"]) {
            let at = i + article + 1 + usize::from(p.is(i + article + 1, "of"));
            let scale = self.scale(at)?;
            return Some((words(at + 1, SEVERAL * scale), true));
        }
        // "hundreds", "tens of thousands", "hundreds of millions"
        if let Some(Numeral::Many(value)) = numeral(p, i) {
            if p.is(i + 1, "of")
                && let Some(Numeral::Many(scale)) = numeral(p, i + 2)
            {
                return Some((words(i + 3, SEVERAL * value * scale), true));
            }
            let alone = p.get(i).is_some_and(|x| x.upos != Upos::Verb);
            let scored = p.is(i, "scores") && !p.is(i + 1, "of") || p.is(i, "tens");
            return (alone && !scored).then(|| (words(i + 1, SEVERAL * value), true));
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

    /// "one in five children", "nine out of ten voters", "3 in 10 of them": a part of people.
    fn proportion(&self, i: usize) -> Option<Number> {
        let p = self.p;
        let whole = |n: &Number| n.value.fract() == 0.0 && n.value >= 1.0;
        let above = cardinal(p, i).filter(|n| whole(n) && n.value < 100.0)?;
        let out_of = p.is(above.end, "out") && p.is(above.end + 1, "of");
        if !out_of && !p.is(above.end, "in") {
            return None;
        }
        let below = cardinal(p, above.end + 1 + usize::from(out_of)).filter(|n| whole(n) && n.value > above.value)?;
        let mut noun = below.end;
        while noun < below.end + 3 && p.get(noun).is_some_and(|x| x.upos == Upos::Adj) {
            noun += 1;
        }
        let people = p.get(noun).is_some_and(|x| {
            let word = &self.syntax.words()[x.word];
            matches!(word.xpos.as_str(), "NNS" | "NNPS") && (out_of || is_person_noun(&word.lemma))
        });
        let found = Number { end: below.end, value: above.value / below.value, writing: Writing::Words };
        (people || p.is(below.end, "of")).then_some(found)
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
}
