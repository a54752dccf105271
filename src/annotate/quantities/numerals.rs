//! Numbers in digits and in words.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::LazyLock;

use super::phrases::rows;
use super::pieces::{Pieces, Shape};
use crate::annotate::syntax::Upos;

/// What a number word does in a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::annotate) enum Numeral {
    Digit(f64),
    Teen(f64),
    Ten(f64),
    Hundred,
    Scale(f64),
    /// "dozen", which may follow a number or an article.
    Dozen,
    /// "hundreds", "thousands": an indefinite number.
    Many(f64),
    /// "k", "bn": a scale after digits only.
    Abbreviation(f64),
    Ordinal(u32),
    /// The denominator of a fraction.
    Part(f64),
}

static TABLE: LazyLock<HashMap<&'static str, Numeral>> = LazyLock::new(|| {
    rows(include_str!("numerals.tsv"))
        .filter_map(|row| {
            let [form, kind, value] = row[..] else { return None };
            let value: f64 = value.parse().ok()?;
            let numeral = match kind {
                "digit" => Numeral::Digit(value),
                "teen" => Numeral::Teen(value),
                "ten" => Numeral::Ten(value),
                "hundred" => Numeral::Hundred,
                "scale" => Numeral::Scale(value),
                "dozen" => Numeral::Dozen,
                "many" => Numeral::Many(value),
                "abbreviation" => Numeral::Abbreviation(value),
                "ordinal" => Numeral::Ordinal(value as u32),
                "part" => Numeral::Part(value),
                _ => return None,
            };
            Some((form, numeral))
        })
        .collect()
});

/// The number word at piece `i`.
pub(in crate::annotate) fn numeral(pieces: &Pieces, i: usize) -> Option<Numeral> {
    let piece = pieces.get(i).filter(|p| p.shape == Shape::Letters && p.lower.len() <= 12)?;
    TABLE.get(piece.lower.as_str()).copied()
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::annotate) enum Writing {
    /// Digits only, without separators: it may be a year or a label.
    Plain,
    /// Digits with separators, decimals, signs or a scale.
    Formatted,
    /// Words.
    Words,
}

/// A cardinal number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::annotate) struct Number {
    /// One past its last piece.
    pub(in crate::annotate) end: usize,
    pub(in crate::annotate) value: f64,
    pub(in crate::annotate) writing: Writing,
}

/// The digits at `i` with their thousands separators, decimals and exponent, without a scale.
pub(in crate::annotate) fn literal(p: &Pieces, i: usize) -> Option<Number> {
    let first = p.get(i)?;
    let (mut digits, mut at, mut writing);
    if first.shape == Shape::Digits {
        digits = first.lower.to_string();
        at = i + 1;
        writing = Writing::Plain;
        let separator = if digits.len() <= 3 { group_separator(p, at) } else { None };
        if let Some(separator) = separator {
            for _ in 0..indian(p, at) {
                digits.push_str(p.text(at + 1));
                at += 2;
            }
            while is_group(p, at, separator)
                || separator == ','
                    && p.sign(at, ',')
                    && !p.glued(at)
                    && p.get(at + 1).is_some_and(|x| x.shape == Shape::Digits && x.lower.len() == 3)
            {
                digits.push_str(p.text(at + 1));
                at += 2;
            }
            writing = Writing::Formatted;
            let decimal = if separator == '.' { ',' } else { '.' };
            if p.sign(at, decimal) && p.glued(at) && is_digits(p, at + 1) && p.glued(at + 1) {
                digits.push('.');
                digits.push_str(p.text(at + 1));
                at += 2;
            }
        } else if digits.len() <= 3
            && first.lower != "0"
            && (spaced_groups(p, at) > 1 || spaced_groups(p, at) == 1 && p.is(at, "000"))
        {
            for _ in 0..spaced_groups(p, at) {
                digits.push_str(p.text(at));
                at += 1;
            }
            writing = Writing::Formatted;
        }
        // Tokenised text has spaces on both sides of the point ("14 . 8"); other text never has one before it.
        let point = p.glued(at) && p.glued(at + 1) || !p.glued(at) && !p.glued(at + 1);
        if !digits.contains('.') && p.sign(at, '.') && point && is_digits(p, at + 1) {
            digits.push('.');
            digits.push_str(p.text(at + 1));
            at += 2;
            writing = Writing::Formatted;
        }
    } else if first.shape == Shape::Sign('.') && is_digits(p, i + 1) && p.glued(i + 1) && !before_is_word(p, i) {
        digits = format!("0.{}", p.text(i + 1));
        at = i + 2;
        writing = Writing::Formatted;
    } else {
        return None;
    }
    // 1.3e6, 12.32e+14
    if p.is(at, "e") && p.glued(at) && p.glued(at + 1) {
        let signed = p.sign(at + 1, '+') || p.sign(at + 1, '-');
        let exponent = at + 1 + usize::from(signed);
        if is_digits(p, exponent) && p.text(exponent).len() <= 3 && p.glued(exponent) {
            digits.push('e');
            if p.sign(at + 1, '-') {
                digits.push('-');
            }
            digits.push_str(p.text(exponent));
            at = exponent + 1;
            writing = Writing::Formatted;
        }
    }
    digits.parse::<f64>().ok().filter(|v| v.is_finite()).map(|value| Number { end: at, value, writing })
}

fn is_digits(p: &Pieces, i: usize) -> bool {
    p.get(i).is_some_and(|x| x.shape == Shape::Digits)
}

fn before_is_word(p: &Pieces, i: usize) -> bool {
    p.glued(i) && p.before(i).is_some_and(|b| !matches!(b.shape, Shape::Sign(c) if c != '.'))
}

fn is_group(p: &Pieces, at: usize, separator: char) -> bool {
    p.sign(at, separator)
        && p.glued(at)
        && p.glued(at + 1)
        && p.get(at + 1).is_some_and(|x| x.shape == Shape::Digits && x.lower.len() == 3)
}

/// The thousands separator that stands at `at`: a comma before three digits; a full stop only where two groups, or
/// decimals after a comma, follow ("1.234.567", "1.111,11").
fn group_separator(p: &Pieces, at: usize) -> Option<char> {
    let spaced = p.sign(at, ',')
        && !p.glued(at)
        && p.get(at + 1).is_some_and(|x| x.shape == Shape::Digits && x.lower.len() == 3);
    if is_group(p, at, ',') || spaced || indian(p, at) > 0 {
        return Some(',');
    }
    let decimals = p.sign(at + 2, ',') && p.glued(at + 2) && is_digits(p, at + 3) && p.glued(at + 3);
    (is_group(p, at, '.') && (is_group(p, at + 2, '.') || decimals)).then_some('.')
}

/// How many groups of two digits follow in the Indian way, before a group of three: one in "12,34,567".
fn indian(p: &Pieces, at: usize) -> usize {
    let two = |k: usize| {
        p.sign(k, ',')
            && p.glued(k)
            && p.glued(k + 1)
            && p.get(k + 1).is_some_and(|x| x.shape == Shape::Digits && x.lower.len() == 2)
    };
    let count = (0..4).take_while(|k| two(at + 2 * k)).count();
    if count > 0 && is_group(p, at + 2 * count, ',') { count } else { 0 }
}

/// How many groups of three digits follow, each after a space ("1 234 567").
fn spaced_groups(p: &Pieces, at: usize) -> usize {
    let mut count = 0;
    while p.get(at + count).is_some_and(|x| x.shape == Shape::Digits && x.lower.len() == 3 && !x.glued) {
        count += 1;
    }
    count
}

/// The value of a vulgar fraction sign.
fn vulgar(c: char) -> Option<f64> {
    Some(match c {
        '½' => 0.5,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅕' => 0.2,
        '⅖' => 0.4,
        '⅗' => 0.6,
        '⅘' => 0.8,
        '⅙' => 1.0 / 6.0,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    })
}

fn vulgar_at(p: &Pieces, i: usize) -> Option<f64> {
    match p.get(i)?.shape {
        Shape::Sign(c) => vulgar(c),
        _ => None,
    }
}

/// "1/2", "3/4": a proper fraction in digits.
fn slashed(p: &Pieces, i: usize) -> Option<Number> {
    let (above, _) = p.digits(i)?;
    if !(p.sign(i + 1, '/') || p.sign(i + 1, '\u{2044}')) {
        return None;
    }
    let (below, _) = p.digits(i + 2)?;
    let more = p.sign(i + 3, '/') || p.glued(i + 3) && is_digits(p, i + 3);
    (above > 0 && above < below && below <= 64 && !more).then(|| Number {
        end: i + 3,
        value: f64::from(above) / f64::from(below),
        writing: Writing::Formatted,
    })
}

/// The cardinal number at `i`, in digits or words, with scale ("1.7 million", "20bn", "two hundred and six",
/// "two and a half million", "half a dozen", "10 1/2"). Plain articles are no numbers.
pub(in crate::annotate) fn cardinal(p: &Pieces, i: usize) -> Option<Number> {
    number(p, i, false)
}

/// An amount of money after its currency: as [`cardinal`], but "m", "b" and "t" are scales.
pub(super) fn amount(p: &Pieces, i: usize) -> Option<Number> {
    number(p, i, true)
}

fn number(p: &Pieces, i: usize, money: bool) -> Option<Number> {
    let piece = p.get(i)?;
    match piece.shape {
        Shape::Digits | Shape::Sign('.') => in_digits(p, i, money),
        Shape::Sign(c) => {
            vulgar(c).map(|value| scaled(p, Number { end: i + 1, value, writing: Writing::Formatted }, money))
        }
        Shape::Letters => in_words(p, i),
    }
}

fn in_digits(p: &Pieces, i: usize, money: bool) -> Option<Number> {
    if let Some(fraction) = slashed(p, i) {
        return Some(fraction);
    }
    let mut number = literal(p, i)?;
    if let Some(rest) = vulgar_at(p, number.end) {
        number = Number { end: number.end + 1, value: number.value + rest, writing: Writing::Formatted };
    } else if let Some(rest) = slashed(p, number.end)
        && !p.glued(number.end)
        && number.writing == Writing::Plain
    {
        number = Number { end: rest.end, value: number.value + rest.value, writing: Writing::Formatted };
    }
    Some(mixed(p, scaled(p, number, money)))
}

/// Adds the scale words that follow: "million", "hundred thousand", "lakh crore", "bn".
fn scaled(p: &Pieces, mut number: Number, money: bool) -> Number {
    loop {
        let at = p.skip_hyphen(number.end);
        match numeral(p, at) {
            Some(Numeral::Hundred) => number = multiplied(number, 100.0, at + 1),
            Some(Numeral::Scale(s)) => number = multiplied(number, s, at + 1),
            Some(Numeral::Dozen | Numeral::Many(12.0)) => return multiplied(number, 12.0, at + 1),
            Some(Numeral::Abbreviation(s)) if at == number.end => {
                let piece = p.get(at).map(|x| (x.glued, x.capital));
                let clear = match (p.text(at), piece) {
                    _ if money => !p.sign(at + 1, '.') || p.text(at).len() > 1 || p.glued(at),
                    ("t", _) => false,
                    // "5m" are metres unless a noun is counted ("5m people"); "10M" is a number.
                    ("m", Some((true, capital))) => {
                        capital || p.get(at + 1).is_some_and(|n| n.upos == Upos::Noun && !n.glued)
                    }
                    (text, Some((glued, _))) => glued || text.len() > 1 || text == "k",
                    _ => false,
                };
                return if clear { multiplied(number, s, at + 1) } else { number };
            }
            _ => return number,
        }
    }
}

fn multiplied(number: Number, by: f64, end: usize) -> Number {
    Number {
        end,
        value: number.value * by,
        writing: if number.writing == Writing::Words { Writing::Words } else { Writing::Formatted },
    }
}

/// "4 thousand 3 hundred and 21": digits after a scale go on with a smaller number.
fn mixed(p: &Pieces, number: Number) -> Number {
    let scale_word = |end: usize| match numeral(p, end - 1) {
        Some(Numeral::Hundred) => Some(100.0),
        Some(Numeral::Scale(s)) => Some(s),
        _ => None,
    };
    let Some(scale) = scale_word(number.end) else { return number };
    let at = if p.is(number.end, "and") { number.end + 1 } else { number.end };
    let Some(rest) = literal(p, at).filter(|r| r.writing == Writing::Plain) else { return number };
    let rest = mixed(p, scaled(p, rest, false));
    if rest.value < scale { Number { end: rest.end, value: number.value + rest.value, ..number } } else { number }
}

fn in_words(p: &Pieces, i: usize) -> Option<Number> {
    // "half a dozen", "half a million"
    if p.is(i, "half") {
        let at = i + 1 + usize::from(p.any(i + 1, &["a", "an"]));
        let scale = match numeral(p, at)? {
            Numeral::Hundred => 100.0,
            Numeral::Scale(s) => s,
            Numeral::Dozen => 12.0,
            _ => return None,
        };
        return Some(Number { end: at + 1, value: scale / 2.0, writing: Writing::Words });
    }
    // "a dozen", "a hundred", "a million"; "a few hundred" and the like are the caller's.
    if p.any(i, &["a", "an"]) {
        return match numeral(p, i + 1)? {
            Numeral::Hundred | Numeral::Scale(_) => spelled(p, i + 1, Some(1.0)),
            Numeral::Part(4.0) => match numeral(p, i + 2)? {
                Numeral::Scale(s) => Some(Number { end: i + 3, value: s / 4.0, writing: Writing::Words }),
                _ => None,
            },
            Numeral::Dozen => Some(Number { end: i + 2, value: 12.0, writing: Writing::Words }),
            _ => None,
        };
    }
    let mut number = spelled(p, i, None)?;
    // "two and a half million", "five and a quarter", "twenty and three fifths"
    if p.is(p.skip_hyphen(number.end), "and") {
        let at = p.skip_hyphen(p.skip_hyphen(number.end) + 1);
        let article = p.any(at, &["a", "an"]);
        let part = if article {
            let den = p.skip_hyphen(at + 1);
            denominator(p, den, true).map(|d| (den + 1, 1.0 / d))
        } else {
            numeral(p, at).and_then(|n| match n {
                Numeral::Digit(above) if above > 0.0 => {
                    let den = p.skip_hyphen(at + 1);
                    denominator(p, den, above <= 1.0).map(|d| (den + 1, above / d))
                }
                _ => None,
            })
        };
        if let Some((end, fraction)) = part {
            number = Number { end, value: number.value + fraction, writing: Writing::Words };
            return Some(scaled(p, number, false));
        }
    }
    Some(number)
}

/// The denominator at `i`: "half", "thirds", and where `one` part is meant also "third".
pub(in crate::annotate) fn denominator(p: &Pieces, i: usize, one: bool) -> Option<f64> {
    match numeral(p, i)? {
        Numeral::Part(d) => Some(d),
        Numeral::Ordinal(n) if one && n > 2 => Some(f64::from(n)),
        _ => None,
    }
}

/// The kind of the last word of a number.
#[derive(PartialEq)]
enum Last {
    Start,
    Digit,
    Teen,
    Ten,
    Hundred,
    Scale,
}

/// A number in words from `i`; `seed` is the value of an article that stands before.
fn spelled(p: &Pieces, i: usize, seed: Option<f64>) -> Option<Number> {
    // "hundred thousand dollars", without an article.
    let bare = seed.is_none() && !p.letters(i.wrapping_sub(1));
    let (mut total, mut current) = (0.0, seed.unwrap_or(0.0));
    let mut last = if seed.is_some() { Last::Digit } else { Last::Start };
    let mut limit = f64::INFINITY;
    let mut at = i;
    let mut end = None;
    loop {
        let mut next = at;
        if end.is_some() {
            let hyphen = p.sign(next, '-') && (p.glued(next) || last == Last::Ten);
            let and = p.any(next, &["and", "&"]) && matches!(last, Last::Hundred | Last::Scale);
            let comma = p.sign(next, ',') && last == Last::Scale && limit >= 1e6;
            next += usize::from(hyphen || and || comma);
        }
        let Some(word) = numeral(p, next) else { break };
        match word {
            Numeral::Digit(d) if matches!(last, Last::Start | Last::Ten | Last::Hundred | Last::Scale) => {
                if d == 0.0 && last != Last::Start {
                    break;
                }
                current += d;
                last = Last::Digit;
            }
            Numeral::Teen(d) if matches!(last, Last::Start | Last::Hundred | Last::Scale) => {
                current += d;
                last = Last::Teen;
            }
            Numeral::Ten(d) if matches!(last, Last::Start | Last::Hundred | Last::Scale) => {
                current += d;
                last = Last::Ten;
            }
            Numeral::Hundred if last == Last::Start && bare => {
                current = 100.0;
                last = Last::Hundred;
            }
            Numeral::Scale(s) if last == Last::Start && bare => {
                total = s;
                limit = s;
                last = Last::Scale;
            }
            Numeral::Hundred if matches!(last, Last::Digit | Last::Teen | Last::Ten) && current < 100.0 => {
                current *= 100.0;
                last = Last::Hundred;
            }
            Numeral::Scale(s) if last != Last::Start => {
                if last == Last::Scale {
                    // "three lakh crore"
                    if total <= 0.0 || s < limit {
                        break;
                    }
                    total *= s;
                } else {
                    if s >= limit {
                        break;
                    }
                    total += current * s;
                    current = 0.0;
                }
                limit = s;
                last = Last::Scale;
            }
            Numeral::Dozen | Numeral::Many(12.0) if matches!(last, Last::Digit | Last::Teen | Last::Ten) => {
                // "three hundred and two dozen": the dozens are the last part only.
                let rest = current % 100.0;
                return Some(Number {
                    end: next + 1,
                    value: total + current - rest + rest * 12.0,
                    writing: Writing::Words,
                });
            }
            _ => break,
        }
        at = next + 1;
        end = Some(at);
    }
    Some(with_decimals(p, Number { end: end?, value: total + current, writing: Writing::Words }))
}

/// Adds decimals in words: "five point five", "nought point eleven".
fn with_decimals(p: &Pieces, number: Number) -> Number {
    if !p.is(number.end, "point") {
        return number;
    }
    let mut text = String::from("0.");
    let mut at = number.end + 1;
    while let Some(Numeral::Digit(d) | Numeral::Teen(d) | Numeral::Ten(d)) = numeral(p, at) {
        let _ = write!(text, "{d:.0}");
        at += 1;
    }
    match text.parse::<f64>() {
        Ok(decimals) if text.len() > 2 => {
            scaled(p, Number { end: at, value: number.value + decimals, ..number }, false)
        }
        _ => number,
    }
}

/// A whole number at `i` in digits or words, as it counts days or years: "7", "1,200", "twenty-one".
pub(in crate::annotate) fn whole(p: &Pieces, i: usize) -> Option<(usize, u32)> {
    let number = cardinal(p, i)?;
    (number.value.fract() == 0.0 && number.value < 4e9).then_some((number.end, number.value as u32))
}

/// An ordinal number at `i`: "7th", "third", "twenty-first", "thirty first".
pub(in crate::annotate) fn ordinal(p: &Pieces, i: usize) -> Option<(usize, u32)> {
    if let Some((n, _)) = p.digits(i) {
        return (p.any(i + 1, &["st", "nd", "rd", "th"]) && p.glued(i + 1)).then_some((i + 2, n));
    }
    match numeral(p, i)? {
        Numeral::Ordinal(n) => Some((i + 1, n)),
        Numeral::Ten(tens) => match numeral(p, p.skip_hyphen(i + 1))? {
            Numeral::Ordinal(n) if n < 10 => Some((p.skip_hyphen(i + 1) + 1, tens as u32 + n)),
            _ => None,
        },
        _ => None,
    }
}
