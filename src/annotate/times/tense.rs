//! Whether the clause around a time expression looks back or ahead.

use super::terms::listed;
use crate::annotate::syntax::{Syntax, Upos};

/// Where the clause looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    /// "has given": past, but what it sets may lie ahead.
    Perfect,
    Present,
    Future,
}

/// The tense that governs word `i`: of the nearest verb above it.
pub(super) fn tense(syntax: &Syntax, i: usize) -> Tense {
    let words = syntax.words();
    let mut at = i;
    for _ in 0..12 {
        let word = &words[at];
        if at != i && (listed("ahead", &word.lemma) || word.upos == Upos::Verb && listed("fixes-date", &word.lemma)) {
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
    let (mut past, mut present, mut to, mut perfect) = (false, false, false, false);
    for &d in syntax.dependents(verb) {
        let word = &words[d];
        let helper = matches!(word.relation(), "aux" | "cop") || word.upos == Upos::Aux;
        if word.upos == Upos::Part && word.lemma.eq_ignore_ascii_case("to") {
            to = true;
        } else if helper {
            // "could not be reached Wednesday": not able to, then.
            if word.lemma.eq_ignore_ascii_case("could") && negated(syntax, verb) {
                return Tense::Past;
            }
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
                perfect |= matches!(word.xpos.as_str(), "VBZ" | "VBP");
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
            // "was told to appear on Monday": it may lie ahead.
            Some(head) if words[head].upos == Upos::Verb => match of_predicate(syntax, head) {
                Tense::Past => Tense::Perfect,
                other => other,
            },
            Some(head) if words[head].upos.is_nominal() && is_singled_out(syntax, head) => above_noun(syntax, head),
            Some(head) if words[head].upos.is_nominal() => Tense::Future,
            _ => Tense::Present,
        };
    }
    match word.xpos.as_str() {
        _ if perfect => Tense::Perfect,
        "VBZ" | "VBP" if listed("to-come", &word.lemma) => Tense::Future,
        "VBD" => Tense::Past,
        // "is to visit", "is due to visit" where the parser takes "due to" for a preposition.
        "VB" if present && is_copular(syntax, verb) => Tense::Future,
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

/// True where a form of "be" in the present depends on the verb.
fn is_copular(syntax: &Syntax, verb: usize) -> bool {
    syntax.dependents(verb).iter().any(|&d| {
        let word = &syntax.words()[d];
        word.lemma == "be" && matches!(word.xpos.as_str(), "VBZ" | "VBP")
    })
}

/// "not", "never", or "neither" and the like in the subject.
fn negated(syntax: &Syntax, verb: usize) -> bool {
    let no = |w: usize| {
        matches!(
            syntax.words()[w].lemma.to_lowercase().as_str(),
            "not" | "n't" | "n’t" | "never" | "neither" | "nor" | "no" | "none" | "nobody"
        )
    };
    syntax.dependents(verb).iter().any(|&d| {
        no(d) || syntax.words()[d].relation() == "nsubj" && syntax.dependents(d).iter().any(|&below| no(below))
    })
}

/// "the first to join", "the only ones to vote": the infinitive tells of something that happened.
fn is_singled_out(syntax: &Syntax, noun: usize) -> bool {
    let single = |w: usize| {
        matches!(syntax.words()[w].lemma.as_str(), "first" | "second" | "third" | "last" | "latest" | "only" | "few")
    };
    single(noun) || syntax.dependents(noun).iter().any(|&d| single(d))
}

/// The tense of the clause that a noun stands in.
fn above_noun(syntax: &Syntax, noun: usize) -> Tense {
    let words = syntax.words();
    let mut at = noun;
    for _ in 0..6 {
        if words[at].upos == Upos::Verb || syntax.dependent(at, "cop").is_some() {
            return of_predicate(syntax, at);
        }
        match words[at].head {
            Some(head) => at = head,
            None => break,
        }
    }
    Tense::Past
}
