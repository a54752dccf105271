//! Contents that hang on a verb: clauses, infinitives, objects with what is said of them, and phrases.

use std::ops::Range;

use super::contents::{Draft, joined};
use super::cues::{Kind, Sort, cue, listed};
use super::scene::Scene;
use super::sources::{self, Who};
use crate::ontology::Stance;
use crate::text::syntax::Upos;

/// A clause: "said (that) …", "announced: …".
pub(super) fn clause(scene: &Scene<'_>, found: &mut Draft, i: usize) {
    if !found.cue.takes("that") && !found.cue.takes("quote") {
        return;
    }
    for &d in scene.syntax.dependents(i) {
        let word = scene.word(d);
        let colon = || {
            scene.form(d.saturating_sub(1)) == ":"
                || scene.stretch_start(d).is_some_and(|s| s > 0 && matches!(scene.form(s - 1), ":" | "\"" | "“"))
        };
        let takes = match word.deprel.as_str() {
            _ if is_added(scene, d, i) => false,
            "ccomp" => true,
            "csubj" | "csubj:pass" | "csubj:outer" => found.source == Who::Unsaid,
            "parataxis" => {
                d > i
                    && (colon()
                        || found.cue.takes("quote")
                            && matches!(found.cue.sort, Sort::Speech | Sort::Finding | Sort::Belief)
                            && scene.dependent(d, "nsubj").is_some()
                            && word.xpos != "VBG")
            }
            // "said the talks failed", where the parser took a noun for the object and its verb for a clause on it.
            _ => false,
        };
        if takes {
            let ends: Vec<usize> = found.source.word().into_iter().chain([i]).collect();
            let without: Vec<usize> =
                ends.into_iter().chain(adding(scene, d, i)).chain(going_on(scene, d, i)).collect();
            // Clauses between the source and the cue tell of the source: "who, because she was late, said".
            let aside = |r: &Range<usize>| r.end <= i && found.source.word().is_some_and(|s| s < r.start);
            let own = scene.stretch(d, &without).into_iter().filter(|r| !aside(r));
            let own: Vec<Range<usize>> = own.collect();
            found.content.extend(own);
            // "says his tweets are lies", where the parser made the tweets its object.
            if let Some(object) = scene.dependent(i, "obj").filter(|&o| o > i && o < d && !found.cue.takes("addr")) {
                found.content.extend(scene.stretch(object, &[d]));
                found.content = joined(scene, std::mem::take(&mut found.content));
            }
        }
    }
    // "it was announced that": the subject stands in for the clause.
    if !found.content.is_empty() {
        found.content.sort_by_key(|r| r.start);
    }
}

/// Clauses that are joined to a content before the cue but stand after it, with subjects of their own: "It rained, he
/// said, and they left".
pub(super) fn going_on(scene: &Scene<'_>, content: usize, cue_word: usize) -> Vec<usize> {
    let own = |d: &usize| {
        content < cue_word
            && *d > cue_word
            && scene.word(*d).relation() == "conj"
            && scene.syntax.dependents_by(*d, "nsubj").next().is_some()
            && scene.quoted[*d].is_none()
    };
    scene.syntax.dependents(content).iter().copied().filter(own).collect()
}

/// Participles of saying that hang at the end of a content but belong to the speaker: "said it was late, adding that …".
pub(super) fn adding(scene: &Scene<'_>, content: usize, cue_word: usize) -> Vec<usize> {
    let mut out = Vec::new();
    let mut at = Some(content);
    for _ in 0..3 {
        let Some(w) = at else { break };
        out.extend(scene.syntax.dependents(w).iter().copied().filter(|&d| is_added(scene, d, cue_word)));
        at = scene
            .syntax
            .dependents(w)
            .iter()
            .copied()
            .rfind(|&d| matches!(scene.word(d).relation(), "xcomp" | "ccomp" | "conj"));
    }
    out
}

/// True for ", adding that …" after a cue.
fn is_added(scene: &Scene<'_>, d: usize, after: usize) -> bool {
    let word = scene.word(d);
    word.xpos == "VBG"
        && matches!(word.relation(), "advcl" | "ccomp" | "parataxis" | "conj" | "xcomp" | "dep")
        && d > after + 1
        && scene.form(d - 1) == ","
        && (goes_on(scene, d) || cue(&scene.lemma(d), Kind::Verb).is_some_and(|c| c.sort == Sort::Speech))
}

/// "going on to say"
fn goes_on(scene: &Scene<'_>, d: usize) -> bool {
    scene.word(d).xpos == "VBG" && matches!(scene.lemma(d).as_str(), "go" | "continue")
}

/// The cue that a participle at the end of its content goes back to.
pub(super) fn added_to(scene: &Scene<'_>, i: usize) -> Option<usize> {
    let mut up = scene.syntax.ancestors(i).take(5);
    let found = up.find(|&a| {
        scene.word(a).upos == Upos::Verb
            && cue(&scene.lemma(a), Kind::Verb).is_some_and(|c| c.sort == Sort::Speech && c.takes("that"))
    })?;
    let participle = scene.word(i).head.filter(|&h| goes_on(scene, h)).unwrap_or(i);
    is_added(scene, participle, found).then_some(found)
}

/// "vowed to …", "urged them to …", "called him a liar", "is said to …".
pub(super) fn infinitive(scene: &Scene<'_>, found: &mut Draft, i: usize, object: Option<usize>, passive: bool) {
    let known = found.cue;
    let complement = scene.syntax.dependents(i).iter().copied().find(|&d| {
        scene.word(d).relation() == "xcomp"
            || scene.word(d).relation() == "advcl"
                && scene.marked(d, "to")
                && d > i
                && (known.takes("to") || known.takes("raise"))
                && object.is_some()
    });
    let Some(complement) = complement else {
        // "called on them to leave": the infinitive hangs on the verb or on the one asked.
        if known.takes("on")
            && let Some(asked) = phrase(scene, i, |p| matches!(p, "on" | "upon"))
        {
            found.addressee = Some(asked);
            if let Some(on) =
                scene.syntax.dependents(asked).iter().copied().find(|&d| scene.word(d).relation() == "case")
            {
                found.add_word(on);
            }
            let case = scene.syntax.dependents(asked).iter().copied().filter(|&d| scene.word(d).relation() == "case");
            let case: Vec<usize> = case.collect();
            let doing = scene
                .syntax
                .dependents(i)
                .iter()
                .copied()
                .find(|&d| d > asked && scene.word(d).relation() == "advcl" && scene.marked(d, "to"));
            found.content = scene.stretch(asked, &case);
            if let Some(doing) = doing {
                found.content.extend(infinitive_stretch(scene, doing, i));
            }
            found.content = joined(scene, std::mem::take(&mut found.content));
        }
        return;
    };
    let own_name =
        scene.syntax.dependents_by(complement, "obj").any(|o| matches!(scene.lemma(o).as_str(), "name" | "surname"));
    if own_name
        || matches!(scene.word(complement).lemma.as_str(), "name" | "identify")
            && sources::is_passive(scene, complement)
    {
        return;
    }
    let to = scene.marked(complement, "to") || scene.word(complement).xpos == "VBG";
    let as_word = scene.marked(complement, "as");
    let both = object.filter(|_| {
        known.takes("raise") && to
            || known.takes("pred") && !to
            || known.takes("as") && as_word
            || passive && known.takes("inf") && to
    });
    if let Some(object) = both {
        if known.stance == Stance::Demands {
            found.addressee = Some(object);
        }
        found.content = scene.stretch(object, &[i, complement]);
        found.content.extend(infinitive_stretch(scene, complement, i));
        found.content = joined(scene, std::mem::take(&mut found.content));
    } else if known.takes("to") && to && (object.is_some() || found.addressee.is_some())
        || known.takes("inf") && to && (object.is_none() || passive)
        || (known.takes("raise") && to && object.is_none() && !passive)
    {
        found.content = infinitive_stretch(scene, complement, i);
    }
}

/// What an infinitive says: without tensed verbs that the parser joined to it ("vowed to stay and left"), and without the
/// occasion at its end ("called on them to help in a press conference").
fn infinitive_stretch(scene: &Scene<'_>, complement: usize, i: usize) -> Vec<Range<usize>> {
    let mut without = vec![i];
    let mut at = Some(complement);
    for _ in 0..4 {
        let Some(w) = at else { break };
        for &d in scene.syntax.dependents(w) {
            let word = scene.word(d);
            let tensed = word.relation() == "conj"
                && matches!(word.xpos.as_str(), "VBD" | "VBZ" | "VBP")
                && scene.word(w).xpos == "VB";
            let occasion = matches!(word.relation(), "obl" | "nmod")
                && listed("occasion", &scene.lemma(d))
                && scene.case(d).is_some_and(|c| matches!(c.as_str(), "in" | "at" | "during"))
                && scene.quoted[d].is_none();
            if tensed || occasion || is_added(scene, d, i) {
                without.push(d);
            }
        }
        at = scene
            .syntax
            .dependents(w)
            .iter()
            .copied()
            .rfind(|&d| matches!(scene.word(d).relation(), "xcomp" | "obj" | "ccomp"));
    }
    let cut = without[1..].iter().filter(|&&d| scene.word(d).relation() != "conj").min().copied();
    let found = scene.stretch(complement, &without);
    match cut {
        Some(cut) => found.into_iter().filter(|r| r.start < cut).collect(),
        None => found,
    }
}

/// "accused X of Y", "described X as Y".
pub(super) fn paired(scene: &Scene<'_>, found: &mut Draft, i: usize, object: Option<usize>) {
    let known = found.cue;
    let Some(object) = object else { return };
    let second = scene.syntax.dependents(i).iter().copied().find(|&d| {
        let relation = scene.word(d).relation();
        let case = scene.case(d);
        let case = case.as_deref().unwrap_or("");
        d > i.min(object)
            && matches!(relation, "obl" | "advcl" | "xcomp")
            && (known.pairs_with(case) || known.takes("as") && case == "as")
    });
    // "accused the army of abuses", where the parser made the abuses the army's.
    let within = second.is_none()
        && known.pairs()
        && scene.syntax.dependents(object).iter().any(|&d| {
            matches!(scene.word(d).relation(), "nmod" | "acl") && scene.case(d).is_some_and(|c| known.pairs_with(&c))
        });
    if let Some(second) = second {
        found.content = scene.stretch(object, &[i, second]);
        found.content.extend(scene.stretch(second, &[i]));
        found.content = joined(scene, std::mem::take(&mut found.content));
    } else if within {
        found.content = scene.stretch(object, &[i]);
    }
}

/// "called for talks", "spoke of a plot": the preposition belongs to the cue.
pub(super) fn phrase_after(scene: &Scene<'_>, found: &mut Draft, i: usize) {
    let known = found.cue;
    let Some(d) = phrase(scene, i, |p| known.takes_phrase(p)) else { return };
    let case: Vec<usize> = scene
        .syntax
        .dependents(d)
        .iter()
        .copied()
        .filter(|&c| {
            c < d && matches!(scene.word(c).relation(), "case" | "mark") && known.takes_phrase(&scene.lemma(c))
        })
        .collect();
    found.content = scene.stretch(d, &case);
    case.into_iter().for_each(|c| found.add_word(c));
    found.confidence = 0.7;
}

/// The phrase or gerund under `i` after a preposition that `fits`.
pub(super) fn phrase(scene: &Scene<'_>, i: usize, fits: impl Fn(&str) -> bool) -> Option<usize> {
    scene.syntax.dependents(i).iter().copied().find(|&d| {
        let relation = scene.word(d).relation();
        let near = d > i && matches!(relation, "obl" | "advcl" | "nmod" | "acl" | "ccomp");
        near && !scene.word(d).deprel.ends_with(":tmod") && scene.case(d).is_some_and(|c| fits(&c))
    })
}

/// "figures show inflation at a low", "called the attack "a crime" against all": everything after the cue.
pub(super) fn rest(scene: &Scene<'_>, found: &mut Draft, i: usize, object: Option<usize>) {
    let document = || found.source.word().is_some_and(|s| listed("document", &scene.lemma(s)));
    let own = scene.stretch(i, &[]);
    let Some(end) = own.last().map(|r| r.end) else { return };
    let quoted =
        || (i + 1..end).any(|w| scene.quoted[w].is_some() && scene.syntax.ancestors(w).take(4).any(|a| a == i));
    let called = found.cue.takes("pred")
        && found.cue.sort == Sort::Speech
        && object.is_some_and(|o| o > i)
        && quoted()
        && !found.cue.takes("that");
    let shown =
        found.content.is_empty() && found.cue.sort == Sort::Finding && document() && !sources::is_passive(scene, i);
    if !called && !shown {
        return;
    }
    let kept = |&d: &usize| {
        d > i
            && matches!(scene.word(d).relation(), "obj" | "iobj" | "obl" | "advmod" | "xcomp" | "nmod" | "dep")
            && !is_added(scene, d, i)
            && scene.word(d).deprel != "obl:unmarked"
    };
    let parts: Vec<usize> = scene.syntax.dependents(i).iter().copied().filter(kept).collect();
    if parts.iter().any(|&d| matches!(scene.word(d).relation(), "obj" | "iobj")) {
        found.content = joined(scene, parts.into_iter().flat_map(|d| scene.stretch(d, &[])).collect());
    }
}
