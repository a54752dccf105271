//! Mentions of named things: names as the engine found them, cut to what names, and demonyms.

mod repair;
mod repeat;
mod short;
pub(super) mod storms;

use std::collections::HashMap;
use std::ops::Range;

use super::{demonyms, subtypes, titles};
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
    /// Whether it says by a word of its own who or what is meant: a name or a demonym.
    #[must_use]
    pub fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::Demonym)
    }

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
    pub(super) fn new(
        syntax: &Syntax,
        words: Range<usize>,
        kind: MentionKind,
        entity_type: EntityType,
        confidence: f32,
    ) -> Self {
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
    let mut names = repair::repaired(text, syntax, names);
    names.retain(|n| n.confidence >= LEAST);
    storms::add(text, syntax, &mut names);
    short::add_bracketed(text, syntax, &mut names);
    let mut types = majority_types(text, syntax, &names);
    short::settle(text, syntax, &names, &mut types);
    storms::settle(text, syntax, &names, &mut types);
    let mut found: Vec<Mention> = Vec::with_capacity(names.len());
    for name in &names {
        let mut words = name.words.clone();
        let form = surface(text, syntax, &words);
        let mut kind = types.get(&form).copied().unwrap_or_else(|| entity_type(name.kind));
        if kind == EntityType::Person {
            let forms: Vec<&str> = words.clone().map(|i| syntax.words()[i].span.of(text)).collect();
            words.start += titles::leading(&forms);
        }
        if form.ends_with('.') && subtypes::canonical_place(&form).is_some() {
            kind = EntityType::Place; // "N.J.", "Calif."
        }
        if kind != EntityType::Person && demonyms::place(&form).is_some() {
            if is_language(syntax, &words) {
                continue;
            }
            kind = EntityType::Place;
            found.push(Mention::new(syntax, words, MentionKind::Demonym, kind, name.confidence));
        } else if !words.is_empty() && !demonyms::is_ethnic(&form) {
            found.push(Mention::new(syntax, words, MentionKind::Name, kind, name.confidence));
        }
    }
    let mut taken = vec![false; syntax.words().len()];
    found.iter().flat_map(|m| m.words.clone()).for_each(|i| taken[i] = true);
    add_demonyms(text, syntax, &mut taken, &mut found);
    repeat::add_repeated(text, syntax, &mut taken, &mut found);
    found.sort_by_key(|m| m.span);
    found
}

/// Probability below which a name is left out: on the dev sets, more of these are wrong than right.
const LEAST: f32 = 0.4;

/// Adjectives and nouns of nationality that the engine did not take for names.
fn add_demonyms(text: &str, syntax: &Syntax, taken: &mut [bool], found: &mut Vec<Mention>) {
    for sentence in syntax.sentences() {
        let forms: Vec<&str> = sentence.words.clone().map(|i| syntax.words()[i].span.of(text)).collect();
        let mut i = sentence.words.start;
        while i < sentence.words.end {
            let nominal = matches!(syntax.words()[i].upos, Upos::Adj | Upos::Propn | Upos::Noun);
            let length = demonyms::longest(&forms[i - sentence.words.start..]).map_or(0, |(n, _)| n);
            let free = || !taken[i..i + length].contains(&true) && !is_language(syntax, &(i..i + length));
            if length > 0 && nominal && free() {
                found.push(Mention::new(syntax, i..i + length, MentionKind::Demonym, EntityType::Place, 0.9));
                taken[i..i + length].fill(true);
                i += length;
            } else {
                i += 1;
            }
        }
    }
}

/// "teaches English", "a professor of French": a singular noun without an article, subject of nothing, is the language.
fn is_language(syntax: &Syntax, words: &Range<usize>) -> bool {
    let word = &syntax.words()[words.end - 1];
    matches!(word.xpos.as_str(), "NN" | "NNP")
        && matches!(word.relation(), "obj" | "obl" | "nmod")
        && !matches!(word.deprel.as_str(), "nmod:poss" | "nmod:desc" | "nmod:unmarked")
        && syntax.dependents_by(words.end - 1, "det").next().is_none()
        && !syntax.dependents_by(words.end - 1, "case").any(|c| syntax.words()[c].lemma == "by")
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

/// One sense per discourse (Gale et al. 1992): the type that a name has most often in the article, by probability. A
/// well-known name that the engine is unsure of has the type it is known for.
fn majority_types(text: &str, syntax: &Syntax, names: &[NameSpan]) -> HashMap<String, EntityType> {
    let mut votes: HashMap<String, [f32; NameType::COUNT]> = HashMap::new();
    for name in names {
        votes.entry(surface(text, syntax, &name.words)).or_default()[name.kind as usize] += name.confidence;
    }
    let decide = |(name, votes): (String, [f32; NameType::COUNT])| {
        let best =
            NameType::all().fold(NameType::Person, |b, k| if votes[k as usize] > votes[b as usize] { k } else { b });
        let share = votes[best as usize] / votes.iter().sum::<f32>().max(f32::EPSILON);
        let unsure = share < 0.8 || votes[best as usize] < UNSURE;
        let known = subtypes::known(&name).filter(|_| unsure).map(crate::ontology::Subtype::entity_type);
        (name, known.unwrap_or_else(|| entity_type(best)))
    };
    votes.into_iter().map(decide).collect()
}

/// Probability of a name's type below which common knowledge overrules it.
const UNSURE: f32 = 0.75;
