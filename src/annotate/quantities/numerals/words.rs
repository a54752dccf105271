//! Numbers in words: "two hundred and six", "two and a half million", "half a dozen", "five point five".

use std::fmt::Write;

use super::{Number, Numeral, Writing, numeral, scaled};
use crate::annotate::quantities::pieces::Pieces;

/// The number that begins with the word at `i`.
pub(super) fn in_words(p: &Pieces, i: usize) -> Option<Number> {
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
