//! Whether words tell by themselves that their event is so, or only speak of it.

use crate::text::syntax::Syntax;

/// True for verbs, and for nouns that something real is said of: that something happened after, since or during them, that
/// they began or did something, or that somebody did something to them. "The merger", of which two firms talk, may yet
/// fail; "the merger created a giant" has happened.
#[must_use]
pub(in crate::annotate) fn is_asserted(syntax: &Syntax, i: usize) -> bool {
    let word = &syntax.words()[i];
    if !word.upos.is_nominal() {
        return true;
    }
    // "was completed", "has been completed", "completed"; not "after it is completed".
    let past = |verb: usize| match syntax.words()[verb].xpos.as_str() {
        "VBD" => true,
        "VBN" => {
            let auxiliaries: Vec<_> = syntax.dependents_by(verb, "aux").map(|d| &syntax.words()[d]).collect();
            auxiliaries.is_empty() || auxiliaries.iter().any(|w| w.xpos == "VBD" || w.lemma == "have")
        }
        _ => false,
    };
    match word.relation() {
        "nsubj" | "obj" => word.head.is_some_and(past),
        "obl" | "nmod" => syntax.dependents_by(i, "case").any(|c| {
            matches!(
                syntax.words()[c].lemma.to_lowercase().as_str(),
                "after" | "since" | "following" | "during" | "amid" | "despite"
            )
        }),
        _ => false,
    }
}
