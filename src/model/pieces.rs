//! Words → word pieces and shapes, as `training/pieces.py` makes them (the cases in `models/en/pieces.tsv` hold for both).
//!
//! Pieces are those of BERT uncased: lower case, accents stripped, greedy longest match (Wu et al. 2016). The shape
//! of a word restores what lower-casing takes away.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Pieces of one word beyond this number are dropped.
const MAX_PIECES_A_WORD: usize = 24;
/// Words longer than this many bytes are cut before they are looked up: no real word is.
const MAX_WORD_BYTES: usize = 400;

/// Shapes, in the order of the embedding's rows. Continuation pieces have the rows after these.
const SHAPES: [&str; 10] =
    ["none", "lower", "Capital", "UPPER", "single", "mIxed", "digits", "digit-mix", "punct", "rest"];
const LOWER: i32 = 1;
const CAPITAL: i32 = 2;
const UPPER: i32 = 3;
const SINGLE: i32 = 4;
const MIXED: i32 = 5;
const DIGITS: i32 = 6;
const DIGIT_MIX: i32 = 7;
const PUNCT: i32 = 8;
const REST: i32 = 9;

/// Distance from a shape's row for the first piece of a word to that for the others.
pub(super) const CONTINUATION: i32 = SHAPES.len() as i32;

/// The vocabulary of word pieces.
#[derive(Debug)]
pub(super) struct Pieces {
    /// Pieces that begin a word.
    first: HashMap<&'static str, i32>,
    /// Pieces that go on in a word, without their `##`.
    later: HashMap<&'static str, i32>,
    pub(super) cls: i32,
    pub(super) sep: i32,
    pub(super) unknown: i32,
}

impl Pieces {
    /// Reads a vocabulary: one piece a line, its number is its line.
    pub(super) fn new(vocabulary: &'static str) -> Self {
        let (mut first, mut later) = (HashMap::with_capacity(32_768), HashMap::with_capacity(8192));
        for (piece, id) in vocabulary.lines().zip(0..) {
            match piece.strip_prefix("##") {
                Some(rest) => later.insert(rest, id),
                None => first.insert(piece, id),
            };
        }
        let special = |name| first.get(name).copied().unwrap_or(0);
        let (cls, sep, unknown) = (special("[CLS]"), special("[SEP]"), special("[UNK]"));
        Self { first, later, cls, sep, unknown }
    }

    /// Appends the pieces of `word` to `out`: at least one.
    pub(super) fn word(&self, word: &str, out: &mut Vec<i32>) {
        let begin = out.len();
        if let Some(&id) = self.first.get(word).filter(|_| word.bytes().all(|b| b.is_ascii_lowercase())) {
            out.push(id);
            return;
        }
        let word = &word[..word.floor_char_boundary(MAX_WORD_BYTES)];
        let lower: String = word.chars().map(plain).collect::<String>().to_lowercase();
        let text: String = if lower.is_ascii() { lower } else { lower.nfd().filter(|c| !is_nonspacing(*c)).collect() };
        let mut run = 0;
        for (at, c) in text.char_indices() {
            if is_alphanumeric(c) {
                continue;
            }
            self.greedy(&text[run..at], out);
            run = at + c.len_utf8();
            if !c.is_whitespace() {
                self.greedy(&text[at..run], out);
            }
        }
        self.greedy(&text[run..], out);
        out.truncate(begin + MAX_PIECES_A_WORD);
        if out.len() == begin {
            out.push(self.unknown);
        }
    }

    /// Longest match first; a part with a stretch that no piece covers is unknown as a whole.
    fn greedy(&self, part: &str, out: &mut Vec<i32>) {
        let begin = out.len();
        let mut at = 0;
        while at < part.len() {
            let table = if at == 0 { &self.first } else { &self.later };
            let found = part[at..]
                .char_indices()
                .rev()
                .map(|(i, c)| at + i + c.len_utf8())
                .find_map(|end| table.get(&part[at..end]).map(|&id| (id, end)));
            let Some((id, end)) = found else {
                out.truncate(begin);
                out.push(self.unknown);
                return;
            };
            out.push(id);
            at = end;
        }
    }
}

/// Letters and numbers in the sense of Python's `str.isalnum`, which made the training data.
fn is_alphanumeric(c: char) -> bool {
    c.is_alphanumeric() && !is_combining_mark(c)
}

/// Non-spacing marks; enclosing and spacing ones stay.
fn is_nonspacing(c: char) -> bool {
    is_combining_mark(c) && unicode_normalization::char::canonical_combining_class(c) != 0
}

/// Typographic quotes count as plain ones.
fn plain(c: char) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '`' => '\'',
        c => c,
    }
}

/// The shape of a word, as a row of the shape embedding.
pub(super) fn shape(word: &str) -> i32 {
    let (mut letters, mut upper, mut lower, mut digits) = (0, 0, false, false);
    let mut first_upper = false;
    for c in word.chars() {
        if c.is_ascii_digit() {
            digits = true;
        } else if c.is_alphabetic() && !c.is_numeric() {
            let is_upper = c.is_uppercase();
            first_upper |= letters == 0 && is_upper;
            letters += 1;
            upper += usize::from(is_upper);
            lower |= c.is_lowercase();
        }
    }
    match (digits, letters, upper) {
        (true, 0, _) => DIGITS,
        (true, ..) => DIGIT_MIX,
        (_, 0, _) => PUNCT,
        (_, _, 0) => {
            if lower {
                LOWER
            } else {
                REST
            }
        }
        (_, 1, _) => SINGLE,
        _ if upper == letters => UPPER,
        _ if upper == 1 && first_upper => CAPITAL,
        _ => MIXED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::weights;

    #[test]
    fn agrees_with_the_training() {
        let pieces = Pieces::new(weights::Weights::embedded().vocabulary);
        for line in weights::PIECE_CASES.lines().filter(|l| !l.starts_with('#')) {
            let [word, kind, ids] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three cells: {line}") };
            let mut found = Vec::new();
            pieces.word(word, &mut found);
            let expected: Vec<i32> = ids.split(' ').map(|i| i.parse().unwrap()).collect();
            assert_eq!(found, expected, "pieces of {word}");
            assert_eq!(SHAPES[shape(word) as usize], kind, "shape of {word}");
        }
    }

    #[test]
    fn long_words_are_cut() {
        let pieces = Pieces::new(weights::Weights::embedded().vocabulary);
        let mut found = Vec::new();
        pieces.word(&"ab-".repeat(100_000), &mut found);
        assert_eq!(found.len(), MAX_PIECES_A_WORD);
    }
}
