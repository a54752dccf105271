//! What stands beside a word itself: negation, modals, markers, adjectives.

use super::Plan;
use super::words::{WORDS, Way};
use crate::ontology::Factuality;
use crate::text::Article;
use crate::text::syntax::Syntax;

/// What stands beside the word itself: negation, modals, markers, adjectives.
pub(super) fn beside(article: &Article, syntax: &Syntax, at: usize) -> Option<(Factuality, Plan)> {
    let mut found = None;
    let word_at = &syntax.words()[at];
    for &d in syntax.dependents(at) {
        let word = &syntax.words()[d];
        let lemma = word.lemma.to_lowercase();
        match (word.relation(), lemma.as_str()) {
            ("advmod" | "det", "not" | "n't" | "never" | "no" | "neither" | "nor" | "hardly")
                if !syntax.words().get(d + 1).is_some_and(|next| matches!(next.lemma.as_str(), "only" | "just")) =>
            {
                return Some((Factuality::Negated, Plan::Word));
            }
            ("case" | "mark", "without") => return Some((Factuality::Negated, Plan::Word)),
            ("nsubj", _) if nobody(syntax, d) => return Some((Factuality::Negated, Plan::Word)),
            // "before any operation"
            ("det", "any") => found = found.or(Some((Factuality::Possible, Plan::Word))),
            ("mark" | "advmod", "whether") => return Some((Factuality::Possible, Plan::Word)),
            ("mark", "if" | "unless" | "lest") => found = found.or(Some((Factuality::Conditional, Plan::Word))),
            // "until they left": they did; "until they leave": when they do.
            ("mark", "until") if !past(syntax, at) => {
                found = found.or(Some((Factuality::Conditional, Plan::Word)));
            }
            // "in case the dam breaks"
            ("mark", "in") if syntax.dependents_by(d, "fixed").any(|f| syntax.words()[f].lemma == "case") => {
                found = found.or(Some((Factuality::Conditional, Plan::Word)));
            }
            ("mark", "before") if word_at.xpos == "VBG" => found = found.or(Some((Factuality::Planned, Plan::Word))),
            // "Should he resign, …"
            ("aux", "should" | "have" | "be") if inverted(syntax, d, at) => {
                let open = lemma == "should";
                return Some((if open { Factuality::Conditional } else { Factuality::Negated }, Plan::Word));
            }
            ("aux", _) => found = found.or_else(|| modal(syntax, d, at).map(|f| (f, Plan::Modal))),
            ("advmod" | "amod", _) => {
                let form = word.span.of(&article.text).to_lowercase();
                let said = [form.as_str(), lemma.as_str()].into_iter().find_map(|w| WORDS.get(&(w, Way::Modifier)));
                found = found.or(said.map(|f| (*f, Plan::Word)));
            }
            _ => {}
        }
    }
    if found == Some((Factuality::Planned, Plan::Modal)) && has_condition(syntax, at) {
        return Some((Factuality::Conditional, Plan::Word));
    }
    // "is to meet", also where the parser made a copula of "is due"; "Troops to leave" in headlines.
    let to_be = |d: usize| {
        matches!(syntax.words()[d].relation(), "aux" | "cop")
            && syntax.words()[d].deprel != "aux:pass"
            && syntax.words()[d].lemma == "be"
    };
    let bare = word_at.xpos == "VB";
    let is_to = bare && syntax.dependents(at).iter().any(|&d| to_be(d));
    let headline = bare && matches!(word_at.relation(), "root" | "parataxis") && has_mark(syntax, at, "to");
    found.or((is_to || headline).then_some((Factuality::Planned, Plan::Word)))
}

/// Purpose: "arrived to attend talks".
pub(super) fn is_purpose(syntax: &Syntax, at: usize) -> bool {
    let word = &syntax.words()[at];
    matches!(word.relation(), "advcl" | "acl") && word.xpos == "VB" && has_mark(syntax, at, "to")
}

/// A finite verb of the past.
pub(super) fn past(syntax: &Syntax, at: usize) -> bool {
    syntax.words()[at].xpos == "VBD" || syntax.dependents_by(at, "aux").any(|d| syntax.words()[d].xpos == "VBD")
}

/// True for an auxiliary that stands before its subject and so makes its clause a condition.
fn inverted(syntax: &Syntax, auxiliary: usize, at: usize) -> bool {
    syntax.words()[at].relation() == "advcl"
        && syntax.words()[auxiliary].deprel == "aux"
        && syntax.dependents_by(at, "nsubj").any(|s| s > auxiliary)
        && syntax.dependent(at, "mark").is_none()
}

/// "will strike unless wages rise"
fn has_condition(syntax: &Syntax, at: usize) -> bool {
    let condition = |c: usize| ["if", "unless"].iter().any(|m| has_mark(syntax, c, m));
    syntax.dependents_by(at, "advcl").any(condition)
}

/// "Nobody was hurt", "no group has claimed": a subject that is none.
pub(super) fn nobody(syntax: &Syntax, subject: usize) -> bool {
    matches!(syntax.words()[subject].lemma.to_lowercase().as_str(), "nobody" | "none" | "nothing" | "no-one")
        || syntax
            .dependents_by(subject, "det")
            .any(|d| matches!(syntax.words()[d].lemma.to_lowercase().as_str(), "no" | "neither"))
}

/// "would have done" is contrary to fact; "could have done" is open.
fn modal(syntax: &Syntax, aux: usize, at: usize) -> Option<Factuality> {
    let lemma = syntax.words()[aux].lemma.as_str();
    let past = syntax.dependents_by(at, "aux").any(|d| syntax.words()[d].lemma == "have");
    match (WORDS.get(&(lemma, Way::Auxiliary)).copied()?, past) {
        (Factuality::Conditional, true) => Some(Factuality::Negated),
        // "said that he would resign": a future seen from the past.
        (Factuality::Conditional, false) if reported_past(syntax, at) => Some(Factuality::Planned),
        (found, _) => Some(found),
    }
}

fn reported_past(syntax: &Syntax, at: usize) -> bool {
    let word = &syntax.words()[at];
    word.relation() == "ccomp" && word.head.is_some_and(|h| syntax.words()[h].xpos == "VBD")
}

pub(super) fn has_mark(syntax: &Syntax, at: usize, marker: &str) -> bool {
    syntax.dependents_by(at, "mark").any(|d| syntax.words()[d].lemma == marker)
}

/// True for a word that is negated, or whose subject is nobody.
pub(super) fn negated(syntax: &Syntax, at: usize) -> bool {
    syntax.dependents(at).iter().any(|&d| {
        let word = &syntax.words()[d];
        match word.relation() {
            "advmod" | "det" => {
                matches!(word.lemma.to_lowercase().as_str(), "not" | "n't" | "never" | "no" | "neither")
            }
            "nsubj" => nobody(syntax, d),
            _ => false,
        }
    })
}
