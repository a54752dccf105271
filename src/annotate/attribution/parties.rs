//! Who is told, through what, and why a source is not named.

use super::contents::Draft;
use super::cues::listed;
use super::scene::Scene;
use super::sources;
use super::{Anonymity, Claim, Party};
use crate::annotate::mentions::MentionKind;
use crate::ontology::EntityType;
use crate::text::Span;
use crate::text::syntax::Upos;

/// Who is told: "told reporters", "said to AFP".
pub(super) fn addressee(scene: &Scene<'_>, draft: &Draft) -> Option<Party> {
    let w = draft.addressee?;
    if draft.source.word() == Some(w) || scene.word(w).upos == Upos::Verb {
        return None;
    }
    let words = sources::phrase(scene, w, draft.word);
    Some(Party { span: scene.span(words), entity: sources::entity(scene, w), before: None })
}

/// Through what: "in a statement", "on Twitter", "told AFP".
pub(super) fn medium(scene: &Scene<'_>, draft: &Draft) -> Option<Party> {
    let cue = draft.word;
    let channel = |&d: &usize| {
        let word = scene.word(d);
        let placed = scene
            .case(d)
            .is_some_and(|c| matches!(c.as_str(), "in" | "on" | "via" | "through" | "during" | "at" | "by" | "over"));
        matches!(word.relation(), "obl" | "nmod" | "advcl")
            && placed
            && !draft.content.iter().any(|c| c.contains(&d))
            && listed("channel", &scene.lemma(d))
    };
    let found = scene
        .syntax
        .dependents(cue)
        .iter()
        .copied()
        .find(channel)
        .or_else(|| draft.addressee.and_then(|a| scene.syntax.dependents(a).iter().copied().find(channel)));
    if let Some(d) = found {
        let words = sources::phrase(scene, d, cue);
        return Some(Party { span: scene.span(words), entity: scene.entity_at(d), before: None });
    }
    let told = draft.addressee?;
    let entity = sources::entity(scene, told)?;
    let body = scene.layers.entities[entity].entity_type == EntityType::Organization;
    let named = scene.mention_at(told).is_some_and(|m| scene.layers.mentions[m].kind == MentionKind::Name);
    (body && named).then(|| Party {
        span: scene.span(sources::phrase(scene, told, cue)),
        entity: Some(entity),
        before: None,
    })
}

/// Why and how a source is not named: "a source close to X, who asked not to be named because …".
pub(super) fn anonymity(scene: &Scene<'_>, draft: &Draft) -> Option<Anonymity> {
    let w = draft.source.word()?;
    let named = scene.entity_at(w).is_some_and(|e| {
        scene.layers.entities[e].mentions.iter().any(|&m| scene.layers.mentions[m].kind == MentionKind::Name)
    });
    let lemma = scene.lemma(w);
    if named || !listed("vague", &lemma) {
        return None;
    }
    let sentence = scene.syntax.sentences()[scene.word(w).sentence].words.clone();
    let asked = sentence.clone().find(|&i| {
        let lemma = scene.lemma(i);
        let unnamed = || {
            (sentence.start.max(i.saturating_sub(4))..i)
                .any(|k| matches!(scene.lemma(k).as_str(), "not" | "decline" | "without" | "n't" | "refuse"))
        };
        lemma.starts_with("anonym")
            || matches!(lemma.as_str(), "name" | "identify") && scene.word(i).xpos != "NN" && unnamed()
    });
    let secret = matches!(lemma.as_str(), "source" | "insider" | "informant" | "whistleblower");
    if asked.is_none() && !secret {
        return None;
    }
    let reason = asked.and_then(|_| reason(scene, sentence.clone(), draft));
    let own = scene.stretch(w, &[]);
    let close = own.iter().flat_map(Clone::clone).filter(|&i| {
        let before = |k: usize| i.checked_sub(k).map(|b| scene.lemma(b));
        before(1).is_some_and(|b| b == "to") && before(2).is_some_and(|b| b == "close")
            || before(1).is_some_and(|b| b == "with") && before(2).is_some_and(|b| b == "familiar")
            || before(2).is_some_and(|b| b == "to") && before(3).is_some_and(|b| b == "close")
    });
    let mut close_to: Vec<usize> = close.filter_map(|i| near_entity(scene, i)).collect();
    close_to.sort_unstable();
    close_to.dedup();
    Some(Anonymity { reason, close_to })
}

/// The entity of the phrase that word `i` begins.
fn near_entity(scene: &Scene<'_>, i: usize) -> Option<usize> {
    let head = std::iter::once(i).chain(scene.syntax.ancestors(i).take(2));
    head.filter(|&h| h >= i).find_map(|h| scene.entity_at(h))
}

/// The clause that begins with "because" or "as", or what "citing" cites, after the source is said to be nameless.
fn reason(scene: &Scene<'_>, sentence: std::ops::Range<usize>, draft: &Draft) -> Option<Span> {
    let because = sentence.clone().find(|&i| {
        matches!(scene.lemma(i).as_str(), "because" | "since")
            || scene.lemma(i) == "cite" && scene.word(i).xpos == "VBG"
    })?;
    if draft.content.iter().any(|c| c.contains(&because)) {
        return None;
    }
    let clause = match scene.word(because).relation() {
        "mark" | "case" | "advmod" => scene.word(because).head?,
        _ => because,
    };
    let words = scene.stretch(clause, &[]);
    let run = words.into_iter().find(|r| r.contains(&because))?;
    let run = scene.trimmed(run.start.max(because)..run.end);
    (!run.is_empty()).then(|| scene.span(run))
}

/// "the source" after "a source close to Hamas" is the same, where no other has come between.
pub(super) fn spoken_of_before(text: &str, claims: &mut [Claim]) {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|&c| claims[c].source.as_ref().map(|s| s.span));
    let mut last: Option<(Span, String)> = None;
    for c in order {
        let claim = &mut claims[c];
        let (Some(source), true) = (&mut claim.source, claim.anonymity.is_some()) else { continue };
        if source.entity.is_some() {
            continue;
        }
        let phrase = source.span.of(text).to_lowercase();
        let rest = phrase.strip_prefix("the ").or_else(|| phrase.strip_prefix("that "));
        match (rest, &last) {
            (Some(noun), Some((span, noun_before))) if noun_before.split(' ').any(|w| w == noun) => {
                source.before = Some(*span);
            }
            _ => last = Some((source.span, phrase)),
        }
    }
}
