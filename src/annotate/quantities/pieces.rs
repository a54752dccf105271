//! Words cut into runs of digits, runs of letters and single signs, so that "7pm", "Dec31", "$20bn" and "1990s" read
//! the same however the tokenizer splits them.

use compact_str::CompactString;

use crate::annotate::syntax::{Syntax, Upos};
use crate::text::{Article, Span};

/// What a piece is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::annotate) enum Shape {
    Digits,
    Letters,
    /// One character that is neither letter nor digit; typographic dashes, minus signs and apostrophes are folded to
    /// their ASCII forms.
    Sign(char),
}

/// A run of characters of one shape inside one word.
#[derive(Debug, Clone)]
pub(in crate::annotate) struct Piece {
    /// Lower-cased text.
    pub(in crate::annotate) lower: CompactString,
    /// Its bytes in the article.
    pub(in crate::annotate) span: Span,
    /// Index of its word in [`Syntax::words`].
    pub(in crate::annotate) word: usize,
    pub(in crate::annotate) shape: Shape,
    /// No white space stands between this piece and the one before it.
    pub(in crate::annotate) glued: bool,
    /// The first character is upper case.
    pub(in crate::annotate) capital: bool,
    /// Part of speech of its word.
    pub(in crate::annotate) upos: Upos,
}

/// The pieces of one sentence. Reading past either end is allowed and finds nothing.
#[derive(Debug, Default)]
pub(in crate::annotate) struct Pieces {
    items: Vec<Piece>,
}

impl Pieces {
    /// Cuts the words of `words` into pieces.
    pub(in crate::annotate) fn of(article: &Article, syntax: &Syntax, words: std::ops::Range<usize>) -> Self {
        let mut items = Vec::with_capacity(words.len() + 8);
        let mut before = usize::MAX;
        for w in words {
            let word = &syntax.words()[w];
            let text = word.span.of(&article.text);
            let mut chars = text.char_indices().peekable();
            while let Some((at, first)) = chars.next() {
                if first.is_whitespace() {
                    continue;
                }
                let shape = shape_of(first);
                let mut end = at + first.len_utf8();
                if !matches!(shape, Shape::Sign(_)) {
                    while let Some(&(next, c)) = chars.peek() {
                        if shape_of(c) != shape {
                            break;
                        }
                        end = next + c.len_utf8();
                        chars.next();
                    }
                }
                let span = Span::new(word.span.start + at, word.span.start + end);
                let raw = &text[at..end];
                items.push(Piece {
                    lower: lower(raw),
                    span,
                    word: w,
                    shape,
                    glued: before == span.start,
                    capital: first.is_uppercase(),
                    upos: word.upos,
                });
                before = span.end;
            }
        }
        Self { items }
    }

    /// How many there are.
    pub(in crate::annotate) fn len(&self) -> usize {
        self.items.len()
    }

    /// The piece at `i`, if there is one.
    pub(in crate::annotate) fn get(&self, i: usize) -> Option<&Piece> {
        self.items.get(i)
    }

    /// The piece before `i`.
    pub(in crate::annotate) fn before(&self, i: usize) -> Option<&Piece> {
        i.checked_sub(1).and_then(|b| self.items.get(b))
    }

    /// Lower-cased text of the piece at `i`, empty outside the sentence.
    pub(in crate::annotate) fn text(&self, i: usize) -> &str {
        self.items.get(i).map_or("", |p| &p.lower)
    }

    /// Lower-cased text of the piece before `i`, empty at the start of the sentence.
    pub(in crate::annotate) fn text_before(&self, i: usize) -> &str {
        self.before(i).map_or("", |p| &p.lower)
    }

    /// True where the piece at `i` reads `text`.
    pub(in crate::annotate) fn is(&self, i: usize, text: &str) -> bool {
        self.text(i) == text
    }

    /// True where the piece at `i` reads one of `texts`.
    pub(in crate::annotate) fn any(&self, i: usize, texts: &[&str]) -> bool {
        texts.contains(&self.text(i))
    }

    /// True where the piece at `i` is the sign `c`.
    pub(in crate::annotate) fn sign(&self, i: usize, c: char) -> bool {
        self.get(i).is_some_and(|p| p.shape == Shape::Sign(c))
    }

    /// True where the piece at `i` follows the one before without white space.
    pub(in crate::annotate) fn glued(&self, i: usize) -> bool {
        self.get(i).is_some_and(|p| p.glued)
    }

    /// True where the piece at `i` is made of letters.
    pub(in crate::annotate) fn letters(&self, i: usize) -> bool {
        self.get(i).is_some_and(|p| p.shape == Shape::Letters)
    }

    /// The run of digits at `i` as a number with its length, where it has at most nine digits.
    pub(in crate::annotate) fn digits(&self, i: usize) -> Option<(u32, usize)> {
        let piece = self.get(i).filter(|p| p.shape == Shape::Digits && p.lower.len() <= 9)?;
        piece.lower.parse().ok().map(|n| (n, piece.lower.len()))
    }

    /// Bytes from the piece `from` to the last before `to`.
    pub(in crate::annotate) fn span(&self, from: usize, to: usize) -> Span {
        self.items[from].span.cover(self.items[to - 1].span)
    }

    /// Words from the piece `from` to the last before `to`.
    pub(in crate::annotate) fn words(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        self.items[from].word..self.items[to - 1].word + 1
    }

    /// `i`, or one further where a hyphen stands at `i`.
    pub(in crate::annotate) fn skip_hyphen(&self, i: usize) -> usize {
        if self.sign(i, '-') { i + 1 } else { i }
    }

    /// `i`, or one further where the sign `c` stands at `i`.
    pub(in crate::annotate) fn skip(&self, i: usize, c: char) -> usize {
        if self.sign(i, c) { i + 1 } else { i }
    }
}

fn shape_of(c: char) -> Shape {
    if c.is_ascii_digit() {
        Shape::Digits
    } else if c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}') {
        Shape::Letters
    } else {
        Shape::Sign(match c {
            '\u{2010}'..='\u{2014}' | '\u{2212}' => '-',
            '\u{2018}' | '\u{2019}' | '`' => '\'',
            other => other,
        })
    }
}

fn lower(raw: &str) -> CompactString {
    let mut text = CompactString::new(raw);
    if raw.is_ascii() {
        text.make_ascii_lowercase();
        text
    } else {
        match raw {
            "\u{2010}" | "\u{2011}" | "\u{2012}" | "\u{2013}" | "\u{2014}" | "\u{2212}" => "-".into(),
            "\u{2018}" | "\u{2019}" => "'".into(),
            _ => CompactString::from(raw.to_lowercase()),
        }
    }
}
