//! Words and paragraphs → chunks: what the encoder reads at a time.
//!
//! A chunk is `[CLS] paragraph [SEP] paragraph [SEP]`, with up to [`MAX_PIECES`] pieces of consecutive paragraphs. Its
//! make-up depends on the article alone (never on its neighbours in a batch), because quantization takes its scale from
//! all that is run together: so an article gives the same result in any company.

use super::pieces::{CONTINUATION, Pieces, shape};

/// Pieces in a chunk, as in training.
pub(super) const MAX_PIECES: usize = 192;

/// What is read together.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// Word pieces, special ones included.
    pub(super) pieces: Vec<i32>,
    /// Shape of each piece.
    pub(super) shapes: Vec<i32>,
    /// For each word, the index of its first piece.
    pub(super) first: Vec<usize>,
    /// For each word, true where a paragraph ends after it.
    pub(super) last_of_paragraph: Vec<bool>,
}

/// Puts paragraphs (words as text) into chunks of about equal size. Long paragraphs are cut, best at a sentence end.
pub(super) fn chunks(pieces: &Pieces, paragraphs: &[Vec<&str>]) -> Vec<Chunk> {
    let parts = cut(pieces, paragraphs);
    let total: usize = parts.iter().map(Part::size).sum();
    let count = total.div_ceil(MAX_PIECES - 2).max(1);
    // An even share for each chunk wastes less on padding than full chunks and a short rest.
    let share = (total.div_ceil(count) + MAX_PIECES / 8).min(MAX_PIECES - 2);
    let mut out = Vec::new();
    let mut open = Chunk::default();
    for part in parts {
        if !open.first.is_empty() && open.pieces.len() + part.size() > share {
            out.push(close(pieces, std::mem::take(&mut open)));
        }
        if open.pieces.is_empty() {
            open.pieces.push(pieces.cls);
            open.shapes.push(0);
        }
        open.append(pieces, part);
    }
    if !open.first.is_empty() {
        out.push(close(pieces, open));
    }
    out
}

fn close(pieces: &Pieces, mut chunk: Chunk) -> Chunk {
    if chunk.pieces.last() != Some(&pieces.sep) {
        chunk.pieces.push(pieces.sep);
        chunk.shapes.push(0);
    }
    chunk
}

impl Chunk {
    fn append(&mut self, pieces: &Pieces, part: Part) {
        let before = self.pieces.len();
        self.first.extend(part.first.iter().map(|f| before + f));
        self.last_of_paragraph.extend((1..=part.first.len()).map(|i| part.ends && i == part.first.len()));
        self.pieces.extend(part.pieces);
        self.shapes.extend(part.shapes);
        if part.ends {
            self.pieces.push(pieces.sep);
            self.shapes.push(0);
        }
    }
}

/// A paragraph, or a stretch of a long one.
struct Part {
    pieces: Vec<i32>,
    shapes: Vec<i32>,
    first: Vec<usize>,
    /// True where the sentence must end here: at the paragraph's end, and at a cut.
    ends: bool,
}

impl Part {
    fn size(&self) -> usize {
        self.pieces.len() + 1
    }
}

fn cut(pieces: &Pieces, paragraphs: &[Vec<&str>]) -> Vec<Part> {
    let room = MAX_PIECES - 3;
    let mut out = Vec::new();
    for words in paragraphs {
        let mut start = 0;
        while start < words.len() {
            let mut part = Part { pieces: Vec::new(), shapes: Vec::new(), first: Vec::new(), ends: true };
            let mut end = start;
            while end < words.len() {
                let before = part.pieces.len();
                pieces.word(words[end], &mut part.pieces);
                if part.pieces.len() > room && end > start {
                    part.pieces.truncate(before);
                    break;
                }
                part.first.push(before);
                let kind = shape(words[end]);
                part.shapes.push(kind);
                part.shapes.resize(part.pieces.len(), kind + CONTINUATION);
                end += 1;
            }
            if end < words.len() {
                let best = sentence_break(words, start, end);
                let keep = best - start;
                if keep < part.first.len() {
                    part.pieces.truncate(part.first[keep]);
                    part.shapes.truncate(part.first[keep]);
                    part.first.truncate(keep);
                }
                end = best;
            }
            out.push(part);
            start = end;
        }
    }
    out
}

/// Where to cut words `start..end` of a longer paragraph: after the last word that looks like a sentence's end, else at
/// the last comma or semicolon, else at `end`.
fn sentence_break(words: &[&str], start: usize, end: usize) -> usize {
    let capital = |i: usize| {
        words.get(i).is_some_and(|w| w.chars().next().is_some_and(|c| c.is_uppercase() || "\"'“‘".contains(c)))
    };
    let after = |test: &dyn Fn(usize) -> bool| (start + 1..end).rev().find(|&i| test(i));
    after(&|i| matches!(words[i - 1], "." | "!" | "?" | "\"" | "”") && capital(i))
        .or_else(|| after(&|i| i > start + (end - start) / 2 && matches!(words[i - 1], ";" | ",")))
        .unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::weights;

    #[test]
    fn every_word_is_in_one_chunk() {
        let pieces = Pieces::new(weights::Weights::embedded().vocabulary);
        let sentence: Vec<&str> = "The ministers met again on Tuesday .".split(' ').collect();
        let long: Vec<&str> = sentence.iter().copied().cycle().take(700).collect();
        let endless = vec!["word"; 1000];
        let paragraphs = vec![sentence.clone(), long, Vec::new(), endless, sentence];
        let made = chunks(&pieces, &paragraphs);
        assert_eq!(made.iter().map(|c| c.first.len()).sum::<usize>(), 7 + 700 + 1000 + 7);
        for c in &made {
            assert!(c.pieces.len() <= MAX_PIECES, "{}", c.pieces.len());
            assert_eq!(c.pieces.len(), c.shapes.len());
            assert_eq!(c.first.len(), c.last_of_paragraph.len());
            assert!(c.first.is_sorted());
            assert_eq!((c.pieces[0], c.pieces[c.pieces.len() - 1]), (pieces.cls, pieces.sep));
        }
        // Cuts in the long paragraph come after a full stop.
        let ends = made.iter().flat_map(|c| c.last_of_paragraph.iter()).filter(|e| **e).count();
        assert!(ends > 4);
        assert!(chunks(&pieces, &[]).is_empty());
    }
}
