//! Numbers in digits and in words.

mod digits;
mod words;

use std::collections::HashMap;
use std::sync::LazyLock;

use self::digits::{literal, slashed, vulgar, vulgar_at};
pub(in crate::annotate) use self::words::denominator;
use self::words::in_words;
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
