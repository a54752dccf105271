//! Nouns and adjectives as cues: "the claim that", "warnings of", "confident that", "willing to".

use super::clauses::phrase_after;
use super::contents::Draft;
use super::cues::{Kind, Sort, cue};
use super::scene::Scene;
use super::sources::{self, Who};
use crate::text::syntax::Upos;

pub(super) fn noun(scene: &Scene<'_>, i: usize) -> Option<Draft> {
    let known = cue(&scene.lemma(i), Kind::Noun)?;
    let mut found = Draft::new(known, i, sources::of_noun(scene, i), 0.75);
    if found.source == Who::Nobody {
        return None;
    }
    let dependents = || scene.syntax.dependents(i).iter().copied().filter(|&d| d > i);
    let clause = dependents().find(|&d| {
        let word = scene.word(d);
        match word.deprel.as_str() {
            "acl" | "ccomp" | "acl:relcl" | "advcl" => {
                let to = scene.marked(d, "to");
                known.takes("that") && (scene.marked(d, "that") || scene.marked(d, "whether"))
                    || known.takes("inf") && to && word.xpos == "VB"
            }
            _ => false,
        }
    });
    // "His message is that …", "the plan is to …".
    let predicate = scene.word(i).head.filter(|&h| {
        scene.word(i).relation() == "nsubj"
            && h > i
            && scene.dependent(h, "cop").is_some()
            && (scene.marked(h, "that") || scene.marked(h, "to"))
    });
    // "The minister's plan would cut taxes": what it would do.
    let would = scene.word(i).head.filter(|&h| {
        scene.word(i).deprel == "nsubj"
            && matches!(known.lemma, "plan" | "proposal")
            && found.source.word().is_some()
            && scene.syntax.dependents_by(h, "aux").any(|d| scene.word(d).lemma == "would")
    });
    if let Some(clause) = clause.or(predicate).or(would) {
        found.content = scene.stretch(clause, &[i]);
    } else if let Some(d) = dependents().find(|&d| {
        matches!(scene.word(d).relation(), "nmod" | "acl" | "obl")
            && scene.case(d).is_some_and(|c| known.takes_phrase(&c))
    }) {
        let free = matches!(
            known.lemma,
            "claim"
                | "allegation"
                | "report"
                | "rumor"
                | "rumour"
                | "accusation"
                | "warning"
                | "fear"
                | "threat"
                | "charge"
        );
        if found.source == Who::Unsaid && !free
            || found.source.word() == Some(d)
            || scene.syntax.dependents(i).iter().any(|&x| x < i && scene.word(x).upos == Upos::Num)
        {
            return None;
        }
        let case: Vec<usize> = scene
            .syntax
            .dependents(d)
            .iter()
            .copied()
            .filter(|&c| scene.word(c).relation() == "case" && c < d)
            .collect();
        found.content = scene.stretch(d, &case);
        case.into_iter().for_each(|c| found.add_word(c));
        found.confidence = 0.6;
    } else {
        return known.takes("quote").then_some(found);
    }
    if found.source == Who::Unsaid && !(known.sort == Sort::Speech || known.sort == Sort::Belief) {
        return None;
    }
    let own = found.source.word();
    found.content.retain(|r| own.is_none_or(|s| !r.contains(&s)) || own.is_some_and(|s| s < i));
    Some(found)
}

pub(super) fn adjective(scene: &Scene<'_>, i: usize, lemma: &str) -> Option<Draft> {
    let known = cue(lemma, Kind::Adjective)?;
    let word = scene.word(i);
    let source = match word.deprel.as_str() {
        "acl" | "amod" if word.head.is_some_and(|h| h < i) => Who::Word(word.head?),
        "amod" => return None,
        _ if word.upos == Upos::Verb => {
            let own = scene.syntax.dependents(i).iter().copied().find(|&d| scene.word(d).deprel == "nsubj:pass");
            own.map_or_else(|| sources::subject(scene, i, 4), Who::Word)
        }
        _ => sources::subject(scene, i, 4),
    };
    source.word()?;
    let mut found = Draft::new(known, i, source, 0.75);
    for &d in scene.syntax.dependents(i) {
        let to = scene.marked(d, "to");
        let fits = match scene.word(d).relation() {
            "ccomp" => known.takes("that"),
            "advcl" | "xcomp" if to => known.takes("inf") || known.takes("that") && scene.word(d).relation() == "xcomp",
            "advcl" => known.takes("that") && scene.marked(d, "that"),
            _ => false,
        };
        if fits && d > i {
            return Some(found.with(scene.stretch(d, &[i])));
        }
    }
    phrase_after(scene, &mut found, i);
    (!found.content.is_empty()).then_some(found)
}
