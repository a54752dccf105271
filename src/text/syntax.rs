//! Words with lemma, part of speech and dependencies (Universal Dependencies v2), and the sentences they form.

use std::ops::Range;

use compact_str::CompactString;

use super::Span;

/// Universal part-of-speech tags (UPOS, Universal Dependencies v2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the standard's")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

impl Upos {
    const ALL: [(Self, &'static str); 17] = [
        (Self::Adj, "ADJ"),
        (Self::Adp, "ADP"),
        (Self::Adv, "ADV"),
        (Self::Aux, "AUX"),
        (Self::Cconj, "CCONJ"),
        (Self::Det, "DET"),
        (Self::Intj, "INTJ"),
        (Self::Noun, "NOUN"),
        (Self::Num, "NUM"),
        (Self::Part, "PART"),
        (Self::Pron, "PRON"),
        (Self::Propn, "PROPN"),
        (Self::Punct, "PUNCT"),
        (Self::Sconj, "SCONJ"),
        (Self::Sym, "SYM"),
        (Self::Verb, "VERB"),
        (Self::X, "X"),
    ];

    /// The tag as the standard writes it, such as `PROPN`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The tag of that name; [`Upos::X`] for one that the standard does not have.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::ALL.iter().find(|(_, tag)| *tag == name).map_or(Self::X, |(upos, _)| *upos)
    }

    /// True for nouns and proper nouns.
    #[must_use]
    pub fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::Propn)
    }
}

/// A syntactic word.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Its characters.
    pub span: Span,
    /// Dictionary form; proper nouns keep their case.
    pub lemma: CompactString,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag (`VBD`, `NNS` …), which carries tense, number and voice.
    pub xpos: CompactString,
    /// Index of the head word in [`Syntax::words`]; `None` for the root of a sentence.
    pub head: Option<usize>,
    /// Dependency relation to the head, with subtype (`nsubj:pass`); `root` for the root.
    pub deprel: CompactString,
    /// Index of the word's sentence in [`Syntax::sentences`].
    pub sentence: usize,
}

impl Word {
    /// The dependency relation without its subtype: `nsubj` of `nsubj:pass`.
    #[must_use]
    pub fn relation(&self) -> &str {
        self.deprel.split(':').next().unwrap_or("")
    }
}

/// A sentence: a range of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From the first character of the first word to the last of the last.
    pub span: Span,
    /// Indices into [`Syntax::words`].
    pub words: Range<usize>,
}

/// The syntax of an article: every sentence is one tree over its words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Syntax {
    words: Vec<Word>,
    sentences: Vec<Sentence>,
    /// For each word, its dependents in text order.
    dependents: Vec<Vec<usize>>,
}

impl Syntax {
    /// Puts words and sentences together. Heads must lie in the word's own sentence.
    #[must_use]
    pub fn new(words: Vec<Word>, sentences: Vec<Sentence>) -> Self {
        let mut dependents = vec![Vec::new(); words.len()];
        for (i, word) in words.iter().enumerate() {
            if let Some(head) = word.head {
                dependents[head].push(i);
            }
        }
        Self { words, sentences, dependents }
    }

    /// All words in text order.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// All sentences in text order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The dependents of word `i` in text order.
    #[must_use]
    pub fn dependents(&self, i: usize) -> &[usize] {
        &self.dependents[i]
    }

    /// The first dependent of word `i` whose relation (without or with subtype) is `relation`.
    #[must_use]
    pub fn dependent(&self, i: usize, relation: &str) -> Option<usize> {
        self.dependents_by(i, relation).next()
    }

    /// The dependents of word `i` whose relation (without or with subtype) is `relation`.
    pub fn dependents_by<'a>(&'a self, i: usize, relation: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.dependents[i]
            .iter()
            .copied()
            .filter(move |&d| self.words[d].deprel == relation || self.words[d].relation() == relation)
    }

    /// The words of the subtree of `i`, in text order, `i` among them.
    #[must_use]
    pub fn subtree(&self, i: usize) -> Vec<usize> {
        let mut found = vec![i];
        let mut next = 0;
        while next < found.len() {
            found.extend_from_slice(&self.dependents[found[next]]);
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// From the first to the last character of the subtree of `i`.
    #[must_use]
    pub fn subtree_span(&self, i: usize) -> Span {
        let words = self.subtree(i);
        self.words[words[0]].span.cover(self.words[words[words.len() - 1]].span)
    }

    /// From the first to the last character of a non-empty range of words.
    ///
    /// # Panics
    /// When `words` is empty.
    #[must_use]
    pub fn span(&self, words: Range<usize>) -> Span {
        self.words[words.start].span.cover(self.words[words.end - 1].span)
    }

    /// The chain of heads of word `i`, from its own head to the root.
    pub fn ancestors(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.words[i].head, |&h| self.words[h].head)
    }

    /// The words that lie wholly inside `span`.
    #[must_use]
    pub fn words_in(&self, span: Span) -> Range<usize> {
        let start = self.words.partition_point(|w| w.span.start < span.start);
        let end = self.words.partition_point(|w| w.span.end <= span.end);
        start..end.max(start)
    }
}

/// Syntax written out by hand, for tests of the layers above it.
#[cfg(test)]
pub(crate) mod testing {
    use super::{Sentence, Syntax, Upos, Word};
    use crate::text::Span;

    /// Builds [`Syntax`] from rows `form lemma UPOS XPOS head deprel`, one word a line (heads count from 1 in the
    /// sentence, 0 is the root), a blank line between sentences, and the text it stands for: words are looked for
    /// in `text` in order.
    pub(crate) fn syntax(text: &str, rows: &str) -> Syntax {
        let (mut words, mut sentences) = (Vec::new(), Vec::new());
        let mut at = 0;
        for (s, block) in rows.split("\n\n").filter(|b| !b.trim().is_empty()).enumerate() {
            let first = words.len();
            for row in block.lines().filter(|l| !l.trim().is_empty()) {
                let cells: Vec<&str> = row.split_whitespace().collect();
                let [form, lemma, upos, xpos, head, deprel] = cells[..] else { panic!("six cells: {row}") };
                let start = at + text[at..].find(form).unwrap_or_else(|| panic!("{form} is not in the text"));
                at = start + form.len();
                let head: usize = head.parse().unwrap();
                words.push(Word {
                    span: Span::new(start, at),
                    lemma: lemma.into(),
                    upos: Upos::named(upos),
                    xpos: xpos.into(),
                    head: head.checked_sub(1).map(|h| first + h),
                    deprel: deprel.into(),
                    sentence: s,
                });
            }
            let span = words[first].span.cover(words[words.len() - 1].span);
            sentences.push(Sentence { span, words: first..words.len() });
        }
        Syntax::new(words, sentences)
    }
}
