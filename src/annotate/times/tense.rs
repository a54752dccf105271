//! Whether the clause around a time expression looks back or ahead.

use super::terms::listed;
use crate::annotate::syntax::{Syntax, Upos};

/// Where the clause looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
}

/// The tense that governs word `i`: of the nearest verb above it.
pub(super) fn tense(syntax: &Syntax, i: usize) -> Tense {
    let words = syntax.words();
    let mut at = i;
    for _ in 0..12 {
        let word = &words[at];
        if at != i && listed("ahead", &word.lemma) {
            return Tense::Future;
        }
        let predicate = matches!(word.upos, Upos::Verb | Upos::Aux) || syntax.dependent(at, "cop").is_some();
        if predicate && (at != i || word.upos == Upos::Verb) {
            return of_predicate(syntax, at);
        }
        match word.head {
            Some(head) => at = head,
            None => break,
        }
    }
    // No verb above: a headline or a list; the sentence's first finite verb decides.
    let sentence = &syntax.sentences()[words[i].sentence];
    sentence
        .words
        .clone()
        .find_map(|w| match words[w].xpos.as_str() {
            "VBD" => Some(Tense::Past),
            "MD" if is_future(&words[w].lemma) => Some(Tense::Future),
            _ => None,
        })
        .unwrap_or(Tense::Present)
}

fn is_future(modal: &str) -> bool {
    ["will", "shall", "'ll", "’ll", "wo", "ll"].iter().any(|m| modal.eq_ignore_ascii_case(m))
}

fn of_predicate(syntax: &Syntax, verb: usize) -> Tense {
    let words = syntax.words();
    let (mut past, mut present, mut to) = (false, false, false);
    for &d in syntax.dependents(verb) {
        let word = &words[d];
        let helper = matches!(word.relation(), "aux" | "cop") || word.upos == Upos::Aux;
        if word.upos == Upos::Part && word.lemma.eq_ignore_ascii_case("to") {
            to = true;
        } else if helper {
            if is_future(&word.lemma) || word.xpos == "MD" {
                return Tense::Future;
            }
            match word.xpos.as_str() {
                "VBD" => past = true,
                "VBP" | "VBZ" => present = true,
                _ => {}
            }
            if word.lemma == "have" && word.xpos != "VB" {
                past = true;
            }
        }
        if d < verb && listed("ahead", &word.lemma) && word.relation() == "advmod" {
            return Tense::Future;
        }
    }
    let word = &words[verb];
    // "is going to meet", "is due to end", "plans to vote", "to be held"
    if to && word.lemma != "go" {
        let above = word.head.map(|h| words[h].lemma.as_str());
        let below = above.is_some_and(|lemma| listed("plan", lemma));
        let going = above == Some("go");
        return match word.head {
            _ if below || going => Tense::Future,
            Some(head) if words[head].upos == Upos::Verb => of_predicate(syntax, head),
            Some(head) if words[head].upos.is_nominal() => Tense::Future,
            _ => Tense::Present,
        };
    }
    match word.xpos.as_str() {
        "VBD" => Tense::Past,
        "VBN" if !present => Tense::Past,
        _ if past => Tense::Past,
        "VBG" | "VB" if !present => match (word.relation(), word.head) {
            ("advcl" | "xcomp" | "ccomp" | "acl" | "conj", Some(head)) if words[head].upos == Upos::Verb => {
                of_predicate(syntax, head)
            }
            _ => Tense::Present,
        },
        _ => Tense::Present,
    }
}
