//! Subjects that verbs without one of their own share with what governs them: "broke in, killing two", "was accused of
//! killing", "agreed to withdraw", "the army's decision to retreat".

use std::collections::HashSet;
use std::sync::LazyLock;

use super::clauses;
use crate::text::syntax::{Syntax, Upos};

/// Words with what they are to the events that they lead to.
static FRAMES: LazyLock<HashSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("../data/event_frames.tsv").lines();
    lines.filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t').map(|(word, kind)| (kind, word))).collect()
});

/// True for a word of that kind in the table of frames.
pub(super) fn is_frame(kind: &'static str, lemma: &str) -> bool {
    FRAMES.contains(&(kind, lemma))
}

/// The subject that the verb `i`, which has none, shares with its governor.
pub(super) fn subject(syntax: &Syntax, i: usize) -> Option<usize> {
    let word = &syntax.words()[i];
    let has = |w: usize, relation: &str| syntax.dependent(w, relation).is_some();
    if clauses::has_subject(syntax, i)
        || has(i, "aux:pass")
        || !matches!(word.xpos.as_str(), "VB" | "VBG" | "VBD" | "VBZ" | "VBP")
    {
        return None;
    }
    let head = word.head?;
    let governor = &syntax.words()[head];
    let active = || syntax.dependents_by(head, "nsubj").find(|&d| syntax.words()[d].deprel == "nsubj");
    let passive = || syntax.dependents_by(head, "nsubj").find(|&d| syntax.words()[d].deprel == "nsubj:pass");
    // A participle that describes a noun: "a man accused of killing two".
    let described = || governor.head.filter(|_| governor.deprel == "acl" && governor.xpos == "VBN");
    match word.relation() {
        "acl" if word.deprel != "acl:relcl" => owner(syntax, head),
        _ if governor.upos != Upos::Verb && word.relation() != "xcomp" => None,
        // "was arrested after killing two"; what comes after a comma alone is of the whole clause ("was shot, sparking protests").
        "advcl" if word.xpos == "VBG" => {
            let marked = has(i, "mark") || has(i, "case");
            // "'We won', she said after meeting with …", where the parser ties the meeting to what is said.
            let speaker = governor.head.filter(|&v| governor.relation() == "ccomp" && head < v && v < i);
            if let Some(verb) = speaker.filter(|_| marked) {
                return syntax.dependent(verb, "nsubj");
            }
            active().or_else(|| passive().or_else(described).filter(|_| marked))
        }
        "advcl" if word.xpos == "VB" => active(),
        "conj" if !has(head, "aux:pass") => active().or_else(|| subject(syntax, head)),
        "xcomp" => {
            let own = || active().or_else(passive).or_else(described).or_else(|| subject(syntax, head));
            if is_frame("promise", &governor.lemma) {
                own()
            } else {
                let object = syntax.dependent(head, "obj").or_else(|| syntax.dependent(head, "iobj"));
                object.or_else(own)
            }
        }
        _ => None,
    }
}

/// Whose plan a noun tells that has an infinitive: its owner, or who makes it ("made a decision to").
fn owner(syntax: &Syntax, noun: usize) -> Option<usize> {
    let word = &syntax.words()[noun];
    if !is_frame("plan", &word.lemma) {
        return None;
    }
    let own = syntax.dependents(noun).iter().copied().find(|&d| syntax.words()[d].deprel == "nmod:poss");
    own.or_else(|| {
        let verb = word.head.filter(|&h| word.relation() == "obj" && syntax.words()[h].upos == Upos::Verb)?;
        syntax
            .dependents_by(verb, "nsubj")
            .find(|&d| syntax.words()[d].deprel == "nsubj")
            .or_else(|| subject(syntax, verb))
    })
}

/// Who suffers what the participle `i` says, where the clause that it belongs to tells: "Arrested on Monday, she was …",
/// "two men were caught and tried".
pub(super) fn of_participle(syntax: &Syntax, i: usize) -> Option<usize> {
    let word = &syntax.words()[i];
    let bare = word.xpos == "VBN" && ["nsubj", "aux", "mark", "obj"].iter().all(|r| syntax.dependent(i, r).is_none());
    let head = word.head.filter(|_| bare)?;
    let mut subjects = syntax.dependents_by(head, "nsubj");
    match word.relation() {
        "advcl" => subjects.next(),
        "conj" if syntax.words()[head].xpos == "VBN" && syntax.dependent(head, "aux:pass").is_some() => {
            subjects.find(|&d| syntax.words()[d].deprel == "nsubj:pass")
        }
        _ => None,
    }
}

/// The object that verb `i` shares with the one beside it: "kidnapped and killed a priest".
pub(super) fn shared_object(syntax: &Syntax, i: usize) -> Option<usize> {
    let next = (i + 2).min(syntax.words().len() - 1);
    let beside = &syntax.words()[next];
    let joined = beside.head == Some(i) && beside.relation() == "conj" && beside.upos == Upos::Verb;
    let bare = || syntax.dependent(i, "obj").is_none() && syntax.dependent(i, "aux:pass").is_none();
    let alike = || beside.xpos == syntax.words()[i].xpos;
    syntax.dependent(next, "obj").filter(|_| joined && alike() && bare())
}

/// True where word `w` is the noun that the clause of verb `i` describes by what is its own: of "the woman whose son was
/// killed", it is the son who was killed.
pub(super) fn is_owner(syntax: &Syntax, i: usize, w: usize) -> bool {
    let word = &syntax.words()[i];
    word.deprel == "acl:relcl"
        && word.head == Some(w)
        && syntax.dependents_by(i, "nsubj").any(|s| {
            let whose = |d: usize| syntax.words()[d].xpos == "WP$";
            syntax.dependents_by(s, "nmod").any(whose)
        })
}
