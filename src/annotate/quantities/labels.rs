//! Numbers that are no quantities: labels, names, scores, codes, and "one" as a pronoun.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::find::{Finder, Reading};
use super::numerals::Writing;
use super::phrases::rows;
use super::pieces::Shape;
use super::units;
use crate::annotate::syntax::Upos;

static LABELS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("labels.tsv")).map(|r| r[0]).collect());

static SCORES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("scores.txt")).map(|r| r[0]).collect());

impl Finder<'_> {
    /// "one" as a pronoun ("no one", "this one", "one can").
    pub(super) fn is_pronoun(&self, reading: &Reading) -> bool {
        let p = self.p;
        let (i, end) = reading.number;
        if !(p.is(i, "one") && end == i + 1) || reading.unit.is_some() || reading.value < 0.0 {
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
    pub(super) fn is_label(&self, reading: &Reading) -> bool {
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
    pub(super) fn inside_word(&self, i: usize) -> bool {
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
    pub(super) fn runs_on(&self, end: usize) -> bool {
        let p = self.p;
        p.glued(end) && p.letters(end) && p.letters(end - 1) != p.letters(end)
            || p.sign(end, ':') && p.glued(end) && p.glued(end + 1) && p.digits(end + 1).is_some()
    }

    /// One past a code, score, phone number or section number at `i`: digits joined by hyphens, dots, slashes.
    pub(super) fn code(&self, i: usize) -> Option<usize> {
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
