//! The stand that a source takes: that of the cue, turned by negation and by the verbs above it.

use super::contents::Draft;
use super::cues::Sort;
use super::scene::Scene;
use super::sources::is_passive;
use crate::ontology::Stance;
use crate::text::syntax::Upos;

/// The stance of a claim.
pub(super) fn stance(scene: &Scene<'_>, draft: &Draft) -> Stance {
    let own = draft.cue.stance;
    if draft.words.is_empty() {
        return own;
    }
    let own = asked(scene, draft).or_else(|| pressed(scene, draft)).unwrap_or(own);
    if negated(scene, draft.word) || refused(scene, draft.word) {
        return turned(own, draft.cue.sort);
    }
    own
}

/// A question is no demand: "asked whether", and "asked" with a quotation that ends in a question mark.
fn asked(scene: &Scene<'_>, draft: &Draft) -> Option<Stance> {
    if draft.cue.stance != Stance::Demands || !matches!(draft.cue.lemma, "ask" | "inquire" | "enquire") {
        return None;
    }
    let first = draft.content.first()?;
    let opener = scene.lemma(first.start);
    let question =
        matches!(opener.as_str(), "whether" | "if" | "what" | "who" | "why" | "how" | "when" | "where" | "which");
    let last = draft.content.last()?.end;
    let mark = (last.saturating_sub(1)..(last + 1).min(scene.syntax.words().len())).any(|i| scene.form(i) == "?");
    let about = draft.words.iter().any(|&w| matches!(scene.lemma(w).as_str(), "about"));
    (question || mark || about).then_some(Stance::Doubts)
}

/// "called for", "called on" demand, as do words that say what somebody must do.
fn pressed(scene: &Scene<'_>, draft: &Draft) -> Option<Stance> {
    let calls = draft.cue.lemma == "call"
        && draft.words.iter().any(|&w| matches!(scene.lemma(w).as_str(), "for" | "on" | "upon"));
    let says = matches!(draft.cue.sort, Sort::Speech) && draft.cue.stance == Stance::Affirms;
    let must = || {
        let heads =
            scene.syntax.dependents(draft.word).iter().copied().filter(|&d| scene.word(d).relation() == "ccomp");
        heads.chain(scene.word(draft.word).head.filter(|_| scene.word(draft.word).relation() == "parataxis")).any(|h| {
            scene.syntax.dependents_by(h, "aux").any(|d| scene.word(d).lemma == "must")
                && !scene.syntax.dependents_by(h, "aux").any(|d| scene.word(d).lemma == "have")
                && scene.word(h).upos == Upos::Verb
        })
    };
    (calls || says && must()).then_some(Stance::Demands)
}

fn turned(stance: Stance, sort: Sort) -> Stance {
    match (stance, sort) {
        (Stance::Affirms, Sort::Belief | Sort::Plan | Sort::Attitude) | (Stance::Promises, _) => Stance::Denies,
        (Stance::Affirms, _) => Stance::Doubts,
        (Stance::Denies, _) => Stance::Affirms,
        (other, _) => other,
    }
}

/// True for "did not say", "never confirmed", "cannot confirm".
pub(super) fn negated(scene: &Scene<'_>, i: usize) -> bool {
    let not = |d: usize| {
        matches!(scene.word(d).relation(), "advmod" | "det" | "cc")
            && matches!(
                scene.lemma(d).as_str(),
                "not" | "n't" | "never" | "no" | "neither" | "nor" | "hardly" | "'t" | "nt"
            )
            && d < i
    };
    scene.syntax.dependents(i).iter().any(|&d| not(d))
}

/// True under "refused to", "declined to", "unable to", "failed to".
fn refused(scene: &Scene<'_>, i: usize) -> bool {
    let word = scene.word(i);
    let Some(head) = word.head.filter(|_| matches!(word.relation(), "xcomp" | "ccomp" | "advcl" | "acl")) else {
        return false;
    };
    let governs = matches!(
        scene.lemma(head).as_str(),
        "refuse" | "decline" | "fail" | "unable" | "refusal" | "stop" | "avoid" | "unwilling" | "reluctant" | "short"
    );
    governs && !negated(scene, head) && !is_passive(scene, i)
}
