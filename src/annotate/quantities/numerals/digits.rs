//! Numbers in digits: separators of thousands, decimals, exponents, and fractions.

use super::{Number, Writing};
use crate::annotate::quantities::pieces::{Pieces, Shape};

/// The digits at `i` with their thousands separators, decimals and exponent, without a scale.
pub(super) fn literal(p: &Pieces, i: usize) -> Option<Number> {
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
pub(super) fn vulgar(c: char) -> Option<f64> {
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

/// The value of the vulgar fraction sign at `i`.
pub(super) fn vulgar_at(p: &Pieces, i: usize) -> Option<f64> {
    match p.get(i)?.shape {
        Shape::Sign(c) => vulgar(c),
        _ => None,
    }
}

/// "1/2", "3/4": a proper fraction in digits.
pub(super) fn slashed(p: &Pieces, i: usize) -> Option<Number> {
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
