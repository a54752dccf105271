//! Contents that stand around their cue: the clause of a parenthesis, of "according to", the noun of a relative clause.

use std::ops::Range;

use super::clauses::{adding, going_on, phrase};
use super::contents::{Draft, joined};
use super::cues::{SAYS, Sort};
use super::scene::Scene;
use super::sources::{self, Who};
use crate::annotate::mentions::MentionKind;
use crate::text::syntax::Upos;

/// "told AFP the movement was willing", where the parser took "AFP the movement" for one phrase.
pub(super) fn told_name(scene: &Scene<'_>, found: &mut Draft, i: usize) {
    if !found.cue.takes("addr") || found.addressee.is_some() {
        return;
    }
    let Some(first) = found.content.first_mut().filter(|r| r.start == i + 1) else { return };
    let Some(head) = scene.covering(i + 1) else { return };
    let Some(mention) = scene.mention_at(head).map(|m| &scene.layers.mentions[m]) else { return };
    let next = mention.words.end;
    let named = mention.kind == MentionKind::Name && mention.words.start == i + 1 && next + 1 < first.end;
    if named && matches!(scene.word(next).upos, Upos::Det | Upos::Pron | Upos::Num) {
        found.addressee = Some(head);
        first.start = next;
    }
}

/// "the offensive that the army says has ended": what the relative pronoun in the content stands for belongs to it.
pub(super) fn antecedent(scene: &Scene<'_>, found: &mut Draft, i: usize) {
    let Some(noun) = scene.word(i).head.filter(|_| scene.word(i).deprel == "acl:relcl") else { return };
    let own = found.source.word();
    let pronoun = found.content.iter().flat_map(Clone::clone).find(|&w| {
        w < i && matches!(scene.lemma(w).as_str(), "who" | "which" | "that") && scene.word(w).upos == Upos::Pron
    });
    let stray = scene
        .syntax
        .dependents_by(i, "nsubj")
        .find(|&d| d < i && Some(d) != own && matches!(scene.lemma(d).as_str(), "who" | "which" | "that"));
    let object =
        scene.syntax.dependents_by(i, "obj").find(|&d| d < i && matches!(scene.lemma(d).as_str(), "which" | "that"));
    let clause = scene.syntax.dependents_by(i, "ccomp").next().is_some();
    if found.content.is_empty() || pronoun.is_none() && !(clause && (stray.is_some() || object.is_some())) {
        return;
    }
    let before = scene.stretch(noun, &bare(scene, noun, i)).into_iter().filter(|r| r.end <= i);
    let mut content: Vec<Range<usize>> = before.collect();
    content.extend(stray.or(object).map(|w| w..w + 1));
    content.append(&mut found.content);
    found.content = joined(scene, content);
}

/// "a plan that they announced", "the offensive that the army says has ended": the noun is part of the content.
pub(super) fn relative(scene: &Scene<'_>, found: &mut Draft, i: usize, passive: bool) {
    let word = scene.word(i);
    let relative = word.deprel == "acl:relcl" || word.deprel == "acl" && passive && word.xpos == "VBN";
    let Some(noun) = word.head.filter(|_| relative) else { return };
    let own = found.source.word();
    // "The rocket, the agency announced, will fly", where the parser took the aside for a relative clause.
    let clause: Vec<Range<usize>> = scene.stretch(i, &[]).into_iter().map(|r| scene.trimmed(r)).collect();
    if let (Some(first), Some(last), true) = (clause.first(), clause.last(), own.is_some()) {
        let comma = |w: usize| w < scene.syntax.words().len() && matches!(scene.form(w), "," | "--" | "—" | "–");
        let pronoun = (first.start..last.end).any(|w| matches!(scene.word(w).xpos.as_str(), "WDT" | "WP" | "WRB"));
        let aside = first.start > 0 && comma(first.start - 1) && comma(last.end) && clause.len() == 1 && !pronoun;
        let verb = scene.word(noun).head.filter(|&v| v > i && scene.word(noun).relation() == "nsubj");
        if let Some(verb) = verb.filter(|_| aside && (found.cue.takes("that") || found.cue.takes("quote"))) {
            found.content = scene.stretch(verb, &[i]);
            return;
        }
    }
    let gap = own.is_none_or(|s| !matches!(scene.lemma(s).as_str(), "who" | "which" | "that")) && own != Some(noun);
    if gap && (found.cue.takes("np") || found.cue.takes("as")) && found.cue.sort != Sort::Attitude {
        let before: Vec<Range<usize>> = scene.stretch(noun, &bare(scene, noun, i));
        found.content = before.into_iter().filter(|r| r.start < i).collect();
        found.confidence = 0.6;
        if found.cue.takes("as")
            && let Some(second) = phrase(scene, i, |p| p == "as")
        {
            found.content.extend(scene.stretch(second, &[]));
        }
    }
}

/// What does not belong to a noun itself: the clause on it at `i`, and its preposition.
fn bare(scene: &Scene<'_>, noun: usize, i: usize) -> Vec<usize> {
    let case = scene.syntax.dependents_by(noun, "case").filter(|&c| c < noun);
    case.chain([i]).collect()
}

/// ", he said," and "as he put it": the clause around the cue.
pub(super) fn parenthesis(scene: &Scene<'_>, found: &mut Draft, i: usize) {
    let word = scene.word(i);
    let Some(head) = word.head else { return };
    let as_clause = word.relation() == "advcl" && scene.marked(i, "as");
    let aside = word.relation() == "parataxis" && (found.cue.takes("that") || found.cue.takes("quote"));
    // A participle after a comma may only carry what follows.
    let may = as_clause && found.cue.takes("that")
        || aside && found.source != Who::Unsaid && word.xpos != "VBG"
        || aside && sources::is_passive(scene, i);
    if !may || scene.word(head).upos == Upos::Punct {
        return;
    }
    let own = scene.stretch(i, &[]);
    let ends = own.last().map_or(i + 1, |r| r.end);
    let begins = own.first().map_or(i, |r| r.start);
    let sentence = &scene.syntax.sentences()[word.sentence].words;
    // "Shots were fired; police said so": what follows a semicolon is a sentence of its own.
    if begins > sentence.start && scene.form(begins - 1) == ";" {
        return;
    }
    let without: Vec<usize> =
        std::iter::once(i).chain(adding(scene, head, i)).chain(going_on(scene, head, i)).collect();
    let content = scene.stretch(head, &without);
    // A cue that stands between two clauses says the one before it, unless a comma closes it in.
    let closed = ends < sentence.end && matches!(scene.form(ends), "," | "—" | "–" | "--" | "-" | "\"" | "“");
    let at_end = (ends..sentence.end).all(|w| scene.word(w).upos == Upos::Punct);
    found.content = if closed || at_end || begins == sentence.start {
        content
    } else {
        content.into_iter().filter(|r| r.start < i).collect()
    };
    found.confidence = 0.8;
}

/// "according to X", "in the words of X", "in X's view".
pub(super) fn according(scene: &Scene<'_>, i: usize) -> Option<Draft> {
    let lemma = scene.lemma(i);
    let form = scene.form(i).to_lowercase();
    if form == "according" {
        let to = i + 1;
        if to >= scene.syntax.words().len() || scene.lemma(to) != "to" {
            return None;
        }
        let word = scene.word(i);
        let noun = if matches!(word.relation(), "case" | "mark") {
            word.head
        } else {
            scene
                .syntax
                .dependents(i)
                .iter()
                .copied()
                .find(|&d| d > to && matches!(scene.word(d).relation(), "obl" | "nmod" | "obj" | "xcomp"))
        }?;
        let (phrase, anchor) = if noun < i {
            return None;
        } else if word.head == Some(noun) {
            (noun, scene.word(noun).head)
        } else {
            (i, word.head)
        };
        let mut found = Draft::new(&SAYS, i, Who::Word(noun), 0.9);
        found.words.push(to);
        found.content = around(scene, phrase, anchor);
        return Some(found);
    }
    if lemma != "in" && lemma != "by" {
        return None;
    }
    let noun = scene.word(i).head.filter(|_| scene.word(i).relation() == "case")?;
    if !VIEWS.contains(&scene.lemma(noun).as_str()) || scene.word(noun).relation() != "obl" {
        return None;
    }
    let owner = scene.syntax.dependents(noun).iter().copied().find(|&d| {
        scene.word(d).deprel == "nmod:poss" || scene.word(d).relation() == "nmod" && scene.marked(d, "of")
    })?;
    let mut found = Draft::new(&SAYS, noun, Who::Word(owner), 0.85);
    found.add_word(i);
    found.content = around(scene, noun, scene.word(noun).head);
    Some(found)
}

/// Nouns of "in the words of", "by his account".
const VIEWS: [&str; 12] = [
    "word",
    "words",
    "view",
    "opinion",
    "eye",
    "judgment",
    "judgement",
    "estimation",
    "account",
    "reckoning",
    "estimate",
    "assessment",
];

/// The clause that a phrase like "according to X" speaks for: the one that it hangs on, and those above it that it is
/// only an addition to.
fn around(scene: &Scene<'_>, phrase: usize, anchor: Option<usize>) -> Vec<Range<usize>> {
    let Some(mut top) = anchor else { return Vec::new() };
    for _ in 0..6 {
        let word = scene.word(top);
        let up = match word.deprel.as_str() {
            "acl:relcl" | "ccomp" | "parataxis" | "root" => None,
            _ => word.head,
        };
        match up {
            Some(head) => top = head,
            None => break,
        }
    }
    let without = [phrase];
    let mut content = scene.stretch(top, &without);
    // Of a relative clause, the noun that it tells of is part of what is said.
    if scene.word(top).deprel == "acl:relcl"
        && let Some(noun) = scene.word(top).head
        && let Some(first) = content.first()
    {
        let before = first.start;
        let start = scene.stretch(noun, &[top]).first().map_or(noun, |r| r.start);
        if start < before && scene.word(noun).relation() != "obl" {
            content.insert(0, start..before);
        }
    }
    joined(scene, content)
}
