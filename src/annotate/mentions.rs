//! Mentions of named things: names as the engine found them, cut to what names, and demonyms.

use std::collections::HashMap;
use std::ops::Range;

use super::{demonyms, titles};
use crate::model::{NameSpan, NameType};
use crate::ontology::EntityType;
use crate::text::syntax::{Syntax, Upos};
use crate::text::{Article, Span};

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MentionKind {
    /// By name.
    Name,
    /// By an adjective or noun of nationality ("Israeli"): a mention of the place.
    Demonym,
    /// By a common noun ("the two gunmen").
    Nominal,
    /// By a pronoun.
    Pronoun,
}

impl MentionKind {
    /// The kind as the annotation format writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Demonym => "demonym",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
        }
    }
}

/// A stretch of text that refers to an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Its characters.
    pub span: Span,
    /// Its words, as indices into [`Syntax::words`].
    pub words: Range<usize>,
    /// Its syntactic head.
    pub head: usize,
    /// How it refers.
    pub kind: MentionKind,
    /// What it refers to.
    pub entity_type: EntityType,
    /// Probability that it is right.
    pub confidence: f32,
}

impl Mention {
    pub(super) fn new(syntax: &Syntax, words: Range<usize>, kind: MentionKind, entity_type: EntityType, confidence: f32) -> Self {
        let head = head(syntax, &words);
        Self { span: syntax.span(words.clone()), words, head, kind, entity_type, confidence }
    }
}

/// The word of a range whose own head lies outside.
pub(super) fn head(syntax: &Syntax, words: &Range<usize>) -> usize {
    let outside = |i: &usize| syntax.words()[*i].head.is_none_or(|h| !words.contains(&h));
    words.clone().find(outside).unwrap_or(words.start)
}

/// Names and demonyms of an article, in text order, without overlaps.
#[must_use]
pub fn mentions(article: &Article, syntax: &Syntax, names: &[NameSpan]) -> Vec<Mention> {
    let text = &article.text;
    let types = majority_types(text, syntax, names);
    let mut found: Vec<Mention> = Vec::with_capacity(names.len());
    for name in names {
        let mut words = trimmed(text, syntax, name.words.clone());
        let mut kind = types.get(surface(text, syntax, &words).as_str()).copied().unwrap_or_else(|| entity_type(name.kind));
        if kind == EntityType::Person {
            let forms: Vec<&str> = words.clone().map(|i| syntax.words()[i].span.of(text)).collect();
            words.start += titles::leading(&forms);
        }
        let whole = demonyms::place(&surface(text, syntax, &words));
        if whole.is_some() && kind != EntityType::Person {
            kind = EntityType::Place;
            found.push(Mention::new(syntax, words, MentionKind::Demonym, kind, name.confidence));
        } else if !words.is_empty() {
            found.push(Mention::new(syntax, words, MentionKind::Name, kind, name.confidence));
        }
    }
    let mut taken = vec![false; syntax.words().len()];
    found.iter().flat_map(|m| m.words.clone()).for_each(|i| taken[i] = true);
    for sentence in syntax.sentences() {
        let forms: Vec<&str> = sentence.words.clone().map(|i| syntax.words()[i].span.of(text)).collect();
        let mut i = sentence.words.start;
        while i < sentence.words.end {
            let nominal = matches!(syntax.words()[i].upos, Upos::Adj | Upos::Propn | Upos::Noun);
            let length = demonyms::longest(&forms[i - sentence.words.start..]).map_or(0, |(n, _)| n);
            if length > 0 && nominal && !taken[i..i + length].contains(&true) {
                found.push(Mention::new(syntax, i..i + length, MentionKind::Demonym, EntityType::Place, 0.9));
                i += length;
            } else {
                i += 1;
            }
        }
    }
    found.sort_by_key(|m| m.span);
    found
}

/// The type of an entity that a name of this type names.
#[must_use]
pub fn entity_type(name: NameType) -> EntityType {
    match name {
        NameType::Person => EntityType::Person,
        NameType::Organization => EntityType::Organization,
        NameType::Place => EntityType::Place,
        NameType::Event => EntityType::Event,
        NameType::Work => EntityType::Work,
        NameType::Product => EntityType::Product,
    }
}

/// Words of the range in the text, joined by single spaces.
pub(super) fn surface(text: &str, syntax: &Syntax, words: &Range<usize>) -> String {
    if words.is_empty() {
        return String::new();
    }
    syntax.span(words.clone()).of(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One sense per discourse (Gale et al. 1992): the type that a name has most often in the article, by probability.
fn majority_types(text: &str, syntax: &Syntax, names: &[NameSpan]) -> HashMap<String, EntityType> {
    let mut votes: HashMap<String, [f32; 6]> = HashMap::new();
    for name in names {
        let words = trimmed(text, syntax, name.words.clone());
        votes.entry(surface(text, syntax, &words)).or_default()[name.kind as usize] += name.confidence;
    }
    let kinds = [
        NameType::Person,
        NameType::Organization,
        NameType::Place,
        NameType::Event,
        NameType::Work,
        NameType::Product,
    ];
    let best = |v: &[f32; 6]| kinds.iter().copied().fold(kinds[0], |b, k| if v[k as usize] > v[b as usize] { k } else { b });
    votes.iter().map(|(name, v)| (name.clone(), entity_type(best(v)))).collect()
}

/// A name without possessive ending, leading article, quotes and other marks around it.
fn trimmed(text: &str, syntax: &Syntax, mut words: Range<usize>) -> Range<usize> {
    let form = |i: usize| syntax.words()[i].span.of(text);
    let loose = |i: usize| {
        let word = &syntax.words()[i];
        let closing = matches!(form(i), ")" | "]") && words_hold(text, syntax, &words, &["(", "["]);
        word.upos == Upos::Punct && !closing || word.xpos == "POS" || matches!(form(i), "'s" | "’s" | "'" | "’")
    };
    let mut end = words.end;
    while end > words.start + 1 && loose(end - 1) {
        end -= 1;
    }
    let mut start = words.start;
    while start + 1 < end && (syntax.words()[start].upos == Upos::Punct || matches!(form(start), "the" | "a" | "an" | "The")) {
        start += 1;
    }
    words = start..end;
    words
}

fn words_hold(text: &str, syntax: &Syntax, words: &Range<usize>, marks: &[&str]) -> bool {
    words.clone().any(|i| marks.contains(&syntax.words()[i].span.of(text)))
}
