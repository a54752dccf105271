//! What is attributed, by the parse: a draft of the claim that a cue makes. Which contents a verb may have is tried in
//! the order of how much they say: clauses, infinitives, objects, phrases, and what stands around the cue.

use std::ops::Range;

use super::around::{according, antecedent, parenthesis, relative, told_name};
use super::clauses::{clause, infinitive, paired, phrase_after, rest};
use super::cues::{Cue, Kind, Sort, cue, listed};
use super::nominals::{adjective, noun};
use super::scene::Scene;
use super::sources::{self, Who};
use crate::text::syntax::Upos;

/// A claim in the making, in words.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) cue: &'static Cue,
    /// The head of the cue.
    pub(super) word: usize,
    /// Words of the cue, its head among them, in text order.
    pub(super) words: Vec<usize>,
    pub(super) source: Who,
    pub(super) content: Vec<Range<usize>>,
    /// Who is told.
    pub(super) addressee: Option<usize>,
    pub(super) confidence: f32,
}

impl Draft {
    pub(super) fn new(cue: &'static Cue, word: usize, source: Who, confidence: f32) -> Self {
        Self { cue, word, words: vec![word], source, content: Vec::new(), addressee: None, confidence }
    }

    pub(super) fn with(mut self, content: Vec<Range<usize>>) -> Self {
        self.content = content;
        self
    }

    pub(super) fn add_word(&mut self, word: usize) {
        self.words.push(word);
        self.words.sort_unstable();
        self.words.dedup();
    }
}

/// The claim whose cue is word `i`, if it is one. Its content is empty where only a quotation can give it.
pub(super) fn draft(scene: &Scene<'_>, i: usize) -> Option<Draft> {
    let word = scene.word(i);
    match word.upos {
        Upos::Verb | Upos::Aux => verb(scene, i),
        Upos::Noun => noun(scene, i),
        Upos::Adj => adjective(scene, i, &word.lemma.to_lowercase()),
        Upos::Adv => adverb(scene, i),
        Upos::Adp | Upos::Sconj => according(scene, i),
        _ => None,
    }
}

fn verb(scene: &Scene<'_>, i: usize) -> Option<Draft> {
    let word = scene.word(i);
    let lemma = scene.lemma(i);
    if lemma == "accord" || lemma == "according" {
        return according(scene, i);
    }
    // "is convinced", "is worried": states, though the tagger may see passives.
    if word.xpos == "VBN"
        && sources::agent(scene, i).is_none()
        && scene.syntax.dependents(i).iter().any(|&d| matches!(scene.word(d).lemma.as_str(), "be" | "seem" | "remain"))
        && let Some(found) = adjective(scene, i, &scene.form(i).to_lowercase())
    {
        return Some(found);
    }
    let known = cue(&lemma, Kind::Verb)?;
    if word.xpos == "VBN" && word.relation() == "acl" && word.head.is_some_and(|h| h > i) {
        return None;
    }
    if word.relation() == "aux" || matches!(word.deprel.as_str(), "amod" | "compound" | "case" | "mark" | "fixed") {
        return None;
    }
    let mut found = Draft::new(known, i, sources::of_verb(scene, i), 0.85);
    if word.xpos == "VB" && word.deprel == "root" && scene.syntax.dependents_by(i, "aux").next().is_none() {
        found.source = Who::Unsaid; // an imperative
    }
    if found.source == Who::Nobody {
        return None;
    }
    let passive = sources::is_passive(scene, i);
    // "as he put it" alone.
    if lemma == "put" && !object_is(scene, i, "it") {
        return None;
    }
    let patient = passive
        .then(|| scene.syntax.dependents(i).iter().copied().find(|&d| scene.word(d).deprel == "nsubj:pass"))
        .flatten();
    let object = scene.dependent(i, "obj");
    let object = if passive { object.or(patient) } else { object };
    if known.takes("addr") || known.takes("to") {
        let after =
            scene.syntax.dependents_by(i, "nsubj").find(|&d| d > i && found.source.word().is_some_and(|s| s < i));
        found.addressee = scene
            .dependent(i, "iobj")
            .or(object)
            .or(after)
            .or_else(|| if passive { noun_modified(scene, i) } else { None });
    }
    clause(scene, &mut found, i);
    if found.content.is_empty() {
        infinitive(scene, &mut found, i, object, passive);
    }
    if found.content.is_empty() {
        paired(scene, &mut found, i, object);
    }
    if found.content.is_empty() && (object.is_none() || passive || known.takes("addr")) {
        phrase_after(scene, &mut found, i);
    }
    if found.content.is_empty() {
        object_alone(scene, &mut found, i, object);
    }
    if found.content.is_empty() {
        relative(scene, &mut found, i, passive);
    }
    if found.content.is_empty() {
        parenthesis(scene, &mut found, i);
    }
    if found.content.is_empty() || known.takes("pred") {
        rest(scene, &mut found, i, object);
    }
    told_name(scene, &mut found, i);
    antecedent(scene, &mut found, i);
    let unsaid = found.source == Who::Unsaid && !passive && scene.dependent(i, "expl").is_none();
    if unsaid
        || lemma == "put" && !scene.marked(i, "as")
        || passive && matches!(known.lemma, "authorize" | "authorise" | "name" | "identify")
    {
        found.content.clear();
    }
    if found.addressee.is_none() && known.sort == Sort::Speech {
        found.addressee = scene.syntax.dependents_by(i, "obl").find(|&d| {
            scene.marked(d, "to") && scene.entity_at(d).is_some() && !found.content.iter().any(|c| c.contains(&d))
        });
    }
    Some(found)
}

/// "denied the charges", "pledged 40 million euros for the port": the object by itself.
fn object_alone(scene: &Scene<'_>, found: &mut Draft, i: usize, object: Option<usize>) {
    if !found.cue.takes("np") {
        return;
    }
    let Some(object) = object.filter(|&o| may_be_content(scene, found, o)) else { return };
    let others = scene
        .stretch(object, &[i])
        .into_iter()
        .flatten()
        .filter(|&w| is_anothers(scene, w) || is_remark(scene, w, object));
    let without: Vec<usize> = others.chain([i]).collect();
    found.content = scene.stretch(object, &without);
    if matches!(found.cue.sort, Sort::Speech | Sort::Plan)
        && let Some(last) = found.content.last().map(|r| r.end)
        && let Some(more) = scene.syntax.dependents(i).iter().copied().find(|&d| {
            scene.word(d).relation() == "obl"
                && scene.case(d).is_some_and(|c| matches!(c.as_str(), "for" | "against" | "over" | "about"))
                && scene.stretch_start(d) == Some(last)
        })
    {
        found.content.extend(scene.stretch(more, &[]));
        found.content = joined(scene, std::mem::take(&mut found.content));
    }
    found.confidence = 0.7;
    if found.addressee == Some(object) {
        found.addressee = None;
    }
}

fn object_is(scene: &Scene<'_>, i: usize, lemma: &str) -> bool {
    scene.syntax.dependents(i).iter().any(|&d| scene.word(d).relation() == "obj" && scene.lemma(d) == lemma)
}

/// The noun that a participle modifies.
fn noun_modified(scene: &Scene<'_>, i: usize) -> Option<usize> {
    scene.word(i).head.filter(|_| scene.word(i).deprel == "acl")
}

/// A relative clause after a comma at the end of an object: what the article adds to it.
fn is_remark(scene: &Scene<'_>, w: usize, object: usize) -> bool {
    scene.word(w).deprel == "acl:relcl"
        && w > object
        && scene.quoted[w].is_none()
        && scene.stretch_start(w).is_some_and(|s| s > object && (scene.form(s) == "," || scene.form(s - 1) == ","))
}

/// A cue that the parser joined to a relative clause inside an object, though it belongs to the main clause.
fn is_anothers(scene: &Scene<'_>, w: usize) -> bool {
    scene.word(w).deprel == "conj"
        && scene.word(w).head.is_some_and(|h| sources::mute_relative(scene, h))
        && cue(&scene.lemma(w), Kind::Verb).is_some_and(|c| c.sort == Sort::Speech)
}

/// True where an object can be what is said rather than who or what it is done to.
fn may_be_content(scene: &Scene<'_>, found: &Draft, object: usize) -> bool {
    let word = scene.word(object);
    if scene.word(object).upos == Upos::Pron && found.cue.sort != Sort::Attitude {
        return false;
    }
    if word.deprel == "obj" && matches!(scene.lemma(object).as_str(), "himself" | "herself" | "itself" | "themselves") {
        return false;
    }
    match found.cue.sort {
        Sort::Finding => {
            let document = found.source.word().is_some_and(|s| listed("document", &scene.lemma(s)));
            document
                || found.cue.takes("quote")
                    && matches!(
                        found.cue.lemma,
                        "estimate"
                            | "document"
                            | "chronicle"
                            | "highlight"
                            | "confirm"
                            | "outline"
                            | "reveal"
                            | "demonstrate"
                            | "recommend"
                    )
        }
        Sort::Speech => found.source != Who::Unsaid || sources::is_passive(scene, found.word),
        _ => found.source != Who::Unsaid,
    }
}

/// "reportedly", "allegedly": the clause that it stands in.
fn adverb(scene: &Scene<'_>, i: usize) -> Option<Draft> {
    let known = cue(&scene.lemma(i), Kind::Adverb)?;
    let head = scene.word(i).head?;
    let content = scene.stretch(head, &[i]);
    Some(Draft::new(known, i, Who::Unsaid, 0.7).with(content))
}

/// Ranges in order, those that touch as one.
pub(super) fn joined(scene: &Scene<'_>, mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|r| r.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last)
                if range.start <= last.end || (last.end..range.start).all(|p| scene.word(p).upos == Upos::Punct) =>
            {
                last.end = last.end.max(range.end);
            }
            _ => out.push(range),
        }
    }
    out
}
