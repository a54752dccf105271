//! Attribution: who says, thinks, wants or has found what, by which cue, in which stance, to whom and through what
//! (after Pareti 2015 and Newell et al. 2018: source, cue and content).
//!
//! Cues are data (`data/cues.tsv`). The parse gives the content of a cue (`contents`) and its source (`sources`);
//! quotation marks are paired by the text alone (`quotations`) and then given to the cues and speakers beside them
//! (`speakers`). Time is linear in the length of the article.

mod around;
mod clauses;
mod contents;
mod cues;
mod nominals;
mod parties;
mod quotations;
mod scene;
mod settle;
mod sources;
mod speakers;
mod stance;

pub use cues::Sort;

use crate::annotate::layers::Layers;
use crate::ontology::{Factuality, Stance};
use crate::text::Span;
use crate::text::syntax::Syntax;

/// What a stance makes of the events that the content's own verb or noun names: what is denied did not happen, what is
/// demanded, promised or threatened has not yet. None where the claim says that they are so. Meant for the events at
/// [`heads`] of a content; those further inside keep their own mood.
#[must_use]
pub fn factuality(claim: &Claim) -> Option<Factuality> {
    // Whoever protests over an arrest does not deny it.
    if !claim.vouches() {
        return None;
    }
    match claim.stance {
        Stance::Affirms => (claim.sort == Sort::Hearsay).then_some(Factuality::Possible),
        Stance::Denies => Some(Factuality::Negated),
        Stance::Demands => Some(Factuality::Requested),
        Stance::Promises => Some(Factuality::Planned),
        Stance::Threatens | Stance::Doubts => Some(Factuality::Possible),
    }
}

/// The words of a claim's content that hang on no other word of it: what it says first of all.
#[must_use]
pub fn heads(syntax: &Syntax, claim: &Claim) -> Vec<usize> {
    let inside = |w: usize| claim.content.iter().any(|s| s.contains(syntax.words()[w].span));
    let words = claim.content.iter().flat_map(|s| syntax.words_in(*s));
    words.filter(|&w| syntax.words()[w].head.is_none_or(|h| !inside(h))).collect()
}

/// Something that the article reports a source as saying, thinking, wanting or having found.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Who says it; none where the text does not say ("reportedly", "it was announced").
    pub source: Option<Party>,
    /// The words that mark the claim, in bytes; none for a quotation that only its speaker stands beside.
    pub cue: Option<Span>,
    /// The cue as a dictionary form: "say", "according to", "claim".
    pub lemma: String,
    /// What is said, in bytes: one stretch or several, in text order. Quotation marks around a whole stretch are left out.
    pub content: Vec<Span>,
    /// In whose words.
    pub form: Form,
    /// The stand that the source takes.
    pub stance: Stance,
    /// What sort of cue it has.
    pub sort: Sort,
    /// Who is told.
    pub addressee: Option<Party>,
    /// Through what it is said.
    pub medium: Option<Party>,
    /// For a source that is not named: why, and whom it is close to.
    pub anonymity: Option<Anonymity>,
    /// Probability that the source says this.
    pub confidence: f32,
}

/// Somebody who takes part in a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The phrase, in bytes.
    pub span: Span,
    /// Index of the entity that it stands for, where there is one.
    pub entity: Option<usize>,
    /// For a source without an entity that was spoken of before ("the source"): the phrase that it had there, in bytes.
    pub before: Option<Span>,
}

/// What is said of a source that is not named.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Anonymity {
    /// The reason given, in bytes.
    pub reason: Option<Span>,
    /// Indices of the entities that it is said to be close to.
    pub close_to: Vec<usize>,
}

/// In whose words a claim is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// In the source's: all of it stands in quotation marks.
    Direct,
    /// In the article's.
    Indirect,
    /// Partly in quotation marks.
    Mixed,
}

impl Form {
    /// The form as the annotation format writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

impl Claim {
    /// True where the claim says that its content is so, or is not so: events in the content are told on its source's
    /// word. Whoever praises an attack is not the source for it.
    #[must_use]
    pub fn vouches(&self) -> bool {
        self.sort != Sort::Attitude
    }

    /// From the first to the last character of source, cue and content.
    #[must_use]
    pub fn extent(&self) -> Span {
        let parts = self.content.iter().copied().chain(self.cue).chain(self.source.as_ref().map(|s| s.span));
        parts.reduce(Span::cover).unwrap_or(Span::new(0, 0))
    }
}

/// The claims of an article, in text order of their first stretch of content; a claim stands before those inside it.
#[must_use]
pub fn claims(layers: Layers<'_>) -> Vec<Claim> {
    let scene = scene::Scene::new(layers);
    settle::settled(&scene)
}

/// For each word, the claims whose content it stands in, as indices into `claims`, the innermost first.
#[must_use]
pub fn over_words(syntax: &Syntax, claims: &[Claim]) -> Vec<Vec<usize>> {
    let mut over: Vec<Vec<usize>> = vec![Vec::new(); syntax.words().len()];
    // Claims stand before those inside them, so that later ones are the inner ones.
    for (c, claim) in claims.iter().enumerate().rev() {
        for span in &claim.content {
            syntax.words_in(*span).for_each(|w| over[w].push(c));
        }
    }
    over
}
