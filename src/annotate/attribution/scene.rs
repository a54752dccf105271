//! What attribution looks things up in: mentions by word, quotations by word, and stretches of the tree.

use std::ops::Range;

use compact_str::CompactString;

use super::quotations::{Quotation, quotations};
use crate::annotate::layers::Layers;
use crate::annotate::mentions::MentionKind;
use crate::text::Span;
use crate::text::syntax::{Syntax, Upos, Word};

/// The layers, with what is found in them by word.
pub(super) struct Scene<'a> {
    pub(super) layers: Layers<'a>,
    pub(super) syntax: &'a Syntax,
    pub(super) text: &'a str,
    /// The outermost quotations.
    pub(super) quotations: Vec<Quotation>,
    /// For each quotation, the words between its marks.
    pub(super) inside: Vec<Range<usize>>,
    /// For each word, the quotation that it stands in.
    pub(super) quoted: Vec<Option<usize>>,
    /// For each word, its paragraph.
    pub(super) block: Vec<usize>,
    /// For each word, the mention that it is the head of.
    mention: Vec<Option<usize>>,
    /// For each word, the mention that covers it.
    covering: Vec<Option<usize>>,
    /// For each mention, its entity.
    entity: Vec<Option<usize>>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(layers: Layers<'a>) -> Self {
        let (syntax, text) = (layers.syntax, layers.article.text.as_str());
        let words = syntax.words().len();
        let mut quotations = quotations(layers.article);
        quotations.retain(|q| !syntax.words_in(q.inner).is_empty());
        let inside: Vec<Range<usize>> = quotations.iter().map(|q| syntax.words_in(q.inner)).collect();
        let mut quoted = vec![None; words];
        for (q, range) in inside.iter().enumerate() {
            quoted[range.clone()].fill(Some(q));
        }
        let mut block = vec![usize::MAX; words];
        for (b, own) in layers.article.blocks.iter().enumerate() {
            block[syntax.words_in(own.span)].fill(b);
        }
        let mut entity = vec![None; layers.mentions.len()];
        for (e, own) in layers.entities.iter().enumerate() {
            own.mentions.iter().for_each(|&m| entity[m] = Some(e));
        }
        let mut mention: Vec<Option<usize>> = vec![None; words];
        for (m, own) in layers.mentions.iter().enumerate() {
            let weaker = |old: usize| {
                let rank = |m: usize| layers.mentions[m].kind != MentionKind::Demonym;
                rank(m) && !rank(old)
            };
            if mention[own.head].is_none_or(weaker) {
                mention[own.head] = Some(m);
            }
        }
        let mut covering = vec![None; words];
        for (m, own) in layers.mentions.iter().enumerate() {
            covering[own.words.clone()].fill(Some(m));
        }
        Self { layers, syntax, text, quotations, inside, quoted, block, mention, covering, entity }
    }

    pub(super) fn word(&self, i: usize) -> &'a Word {
        &self.syntax.words()[i]
    }

    /// The characters of word `i`.
    pub(super) fn form(&self, i: usize) -> &'a str {
        self.word(i).span.of(self.text)
    }

    pub(super) fn lemma(&self, i: usize) -> CompactString {
        self.word(i).lemma.to_lowercase()
    }

    /// The entity whose mention has word `i` as its head.
    pub(super) fn entity_at(&self, i: usize) -> Option<usize> {
        self.mention[i].and_then(|m| self.entity[m])
    }

    /// The head of the mention that covers word `i`.
    pub(super) fn covering(&self, i: usize) -> Option<usize> {
        self.covering[i].map(|m| self.layers.mentions[m].head)
    }

    /// The words of the name that covers word `i`.
    pub(super) fn name_over(&self, i: usize) -> Option<Range<usize>> {
        let mention = self.covering[i].map(|m| &self.layers.mentions[m])?;
        (mention.kind == MentionKind::Name).then(|| mention.words.clone())
    }

    /// The mention that has word `i` as its head.
    pub(super) fn mention_at(&self, i: usize) -> Option<usize> {
        self.mention[i]
    }

    /// The dependent of word `i` with that relation, subtypes of it included, that is no passive subject when a
    /// subject is asked for.
    pub(super) fn dependent(&self, i: usize, relation: &str) -> Option<usize> {
        self.syntax.dependents_by(i, relation).find(|&d| relation != "nsubj" || self.word(d).deprel != "nsubj:pass")
    }

    /// The lemma of the preposition or marker of word `i`, in lower case: "of", "according", "because".
    pub(super) fn case(&self, i: usize) -> Option<CompactString> {
        self.syntax
            .dependents(i)
            .iter()
            .find(|&&d| matches!(self.word(d).relation(), "case" | "mark") && d < i)
            .map(|&d| self.lemma(d))
    }

    /// True where one of the markers of word `i` has that lemma.
    pub(super) fn marked(&self, i: usize, lemma: &str) -> bool {
        self.syntax.dependents(i).iter().any(|&d| {
            matches!(self.word(d).relation(), "case" | "mark") && self.word(d).lemma.eq_ignore_ascii_case(lemma)
        })
    }

    /// The subtree of word `i` without the subtrees of the words in `without`, as ranges of words; a range is not broken
    /// by punctuation that hangs elsewhere.
    pub(super) fn stretch(&self, i: usize, without: &[usize]) -> Vec<Range<usize>> {
        let mut words = vec![i];
        let mut next = 0;
        while next < words.len() {
            words.extend(self.syntax.dependents(words[next]).iter().filter(|d| !without.contains(d)));
            next += 1;
        }
        words.sort_unstable();
        self.ranges(&words)
    }

    /// The first word of the subtree of word `i`.
    pub(super) fn stretch_start(&self, i: usize) -> Option<usize> {
        self.stretch(i, &[]).first().map(|r| r.start)
    }

    /// Sorted words as ranges.
    pub(super) fn ranges(&self, words: &[usize]) -> Vec<Range<usize>> {
        let mut out: Vec<Range<usize>> = Vec::new();
        for &w in words {
            match out.last_mut() {
                Some(last) if (last.end..w).all(|p| self.word(p).upos == Upos::Punct) => last.end = w + 1,
                _ => out.push(w..w + 1),
            }
        }
        out
    }

    /// Words without punctuation and conjunctions at their edges, and without marks of quotations that they hold
    /// only one of.
    pub(super) fn trimmed(&self, mut words: Range<usize>) -> Range<usize> {
        let edge = |i: usize| self.word(i).upos == Upos::Punct && !matches!(self.form(i), "$" | "%" | "#" | "?" | "!");
        let joins = |i: usize| self.word(i).relation() == "cc" && self.quoted[i].is_none();
        while !words.is_empty() && (edge(words.start) || joins(words.start)) {
            words.start += 1;
        }
        while !words.is_empty() && edge(words.end - 1) {
            words.end -= 1;
        }
        words
    }

    /// From the first to the last character of non-empty ranges.
    pub(super) fn span(&self, words: Range<usize>) -> Span {
        self.syntax.span(words)
    }

    /// True where no full stop, question or exclamation mark stands between two words outside quotations.
    pub(super) fn same_sentence(&self, from: usize, to: usize) -> bool {
        (from..to).all(|i| self.quoted[i].is_some() || !matches!(self.form(i), "." | "?" | "!"))
    }
}
