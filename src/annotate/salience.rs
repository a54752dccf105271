//! Salience: how much an article is about each thing that it speaks of, from where the thing is mentioned first, how often,
//! and in which grammatical role (after Dunietz and Gillick 2014, "A New Entity Salience Task with Millions of Training
//! Examples").

use super::mentions::Mention;
use crate::text::syntax::Syntax;
use crate::text::{Article, BlockKind};

/// Sentences that count as the beginning.
const BEGINNING: usize = 3;
/// Weights of: being in the headline, in the first sentences, each doubling of the mentions, the share of subjects.
const WEIGHTS: [f32; 4] = [1.2, 1.0, 1.0, 0.6];

/// Salience of a thing with these mentions, 0 and up; only the order among the things of an article means anything.
#[must_use]
pub fn salience<'a>(article: &Article, syntax: &Syntax, mentions: impl Iterator<Item = &'a Mention>) -> f32 {
    let (mut heads, mut subjects, mut early, mut headline) = (Vec::new(), 0, false, false);
    for mention in mentions {
        if heads.contains(&mention.head) {
            continue; // a name and the phrase around it are one
        }
        heads.push(mention.head);
        let word = &syntax.words()[mention.head];
        subjects += usize::from(word.relation() == "nsubj");
        early |= word.sentence < BEGINNING;
        headline |= article.blocks.iter().any(|b| b.kind == BlockKind::Headline && b.span.contains(word.span));
    }
    if heads.is_empty() {
        return 0.0;
    }
    let count = heads.len() as f32;
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let features = [flag(headline), flag(early), count.log2(), subjects as f32 / count];
    features.iter().zip(WEIGHTS).map(|(f, w)| f * w).sum()
}
