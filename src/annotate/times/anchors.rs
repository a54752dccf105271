//! Days counted from the beginning of something: "the seventh day of the truce", where the article says when it began.

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;

use super::calendar::{Stamp, add};
use super::reader::Reader;
use super::terms::{Unit, listed};
use super::{TimeExpr, TimeType};
use crate::annotate::quantities::numerals::ordinal;
use crate::annotate::quantities::pieces::Pieces;
use crate::annotate::syntax::{Syntax, Upos};
use crate::text::Span;

/// What is known of beginnings, and the expressions that count from them.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// Lemma of a noun → the day on which it began; the first that is said.
    began: HashMap<String, Date>,
    counted: Vec<Counted>,
}

/// "the seventh day" of the noun with that lemma.
#[derive(Debug)]
struct Counted {
    span: Span,
    words: Range<usize>,
    n: i32,
    unit: Unit,
    noun: String,
}

impl Anchors {
    /// Notes what a sentence says of beginnings ("the truce began on Friday"); `found` are its times.
    pub(super) fn note(&mut self, syntax: &Syntax, pieces: &Pieces, found: &[TimeExpr]) {
        for time in found {
            let Some(day) = time.earliest.filter(|day| time.latest == Some(*day)) else { continue };
            let words = syntax.words();
            let verb = syntax.ancestors(time.words.end - 1).take(3).find(|&w| words[w].upos == Upos::Verb);
            let Some(verb) = verb.filter(|&v| listed("begins", &words[v].lemma)) else { continue };
            for subject in syntax.dependents_by(verb, "nsubj").filter(|&s| words[s].upos == Upos::Noun) {
                self.began.entry(words[subject].lemma.to_lowercase().to_string()).or_insert(day);
            }
        }
        let reader = Reader::new(pieces);
        for i in 0..pieces.len() {
            self.counted.extend(counted(syntax, &reader, i));
        }
    }

    /// The expressions whose beginning is known, each in its place among `found`, which is in text order.
    pub(super) fn resolve(self, found: &mut Vec<TimeExpr>) {
        let mut resolved = Vec::new();
        for counted in self.counted {
            let Some(&first) = self.began.get(&counted.noun) else { continue };
            let at = found.partition_point(|t| t.span.end <= counted.span.start);
            let free = found.get(at).is_none_or(|t| t.span.start >= counted.span.end);
            let Some(day) = add(first, counted.n - 1, counted.unit).filter(|_| free) else { continue };
            let stamp = if counted.unit == Unit::Day { Stamp::Day(day) } else { Stamp::around(day, counted.unit) };
            let bounds = stamp.bounds();
            resolved.push(TimeExpr {
                span: counted.span,
                words: counted.words,
                kind: TimeType::Date,
                value: stamp.value(),
                earliest: bounds.map(|b| b.0),
                latest: bounds.map(|b| b.1),
                ends: None,
            });
        }
        found.extend(resolved);
        found.sort_by_key(|t| t.span.start);
    }
}

/// "seventh day of the fragile truce" at `i`.
fn counted(syntax: &Syntax, reader: &Reader, i: usize) -> Option<Counted> {
    let p = reader.p;
    let (unit_at, n) = ordinal(p, i)?;
    let (unit, false) = reader.unit(unit_at)? else { return None };
    if !matches!(unit, Unit::Day | Unit::Week | Unit::Month) || !p.is(unit_at + 1, "of") || n > 1000 {
        return None;
    }
    let first = unit_at + 2;
    let noun = |at: usize| p.get(at).is_some_and(|x| x.upos == Upos::Noun);
    let before = |at: usize| {
        p.get(at).is_some_and(|x| {
            matches!(x.upos, Upos::Det | Upos::Adj | Upos::Pron | Upos::Propn | Upos::Num) || x.lower == "-"
        })
    };
    let mut at = (first..p.len().min(first + 6)).find(|&at| !before(at)).filter(|&at| noun(at))?;
    while noun(at + 1) {
        at += 1;
    }
    let start = if i > 0 && p.is(i - 1, "the") { i - 1 } else { i };
    Some(Counted {
        span: p.span(start, unit_at + 1),
        words: p.words(start, unit_at + 1),
        n: n.cast_signed(),
        unit,
        noun: syntax.words()[p.get(at)?.word].lemma.to_lowercase().to_string(),
    })
}
