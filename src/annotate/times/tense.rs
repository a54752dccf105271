//! Whether the clause around a time expression looks back or ahead.

use crate::annotate::syntax::{Syntax, Upos};

/// Where the clause looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
}

/// Nouns and adjectives that point to what is to come, whatever the verb's tense.
const AHEAD: [&str; 9] =
    ["expiry", "expiration", "deadline", "due", "upcoming", "forthcoming", "scheduled", "slated", "maturing"];

/// Verbs whose infinitive lies ahead.
const PLANS: [&str; 24] = [
    "plan", "expect", "schedule", "intend", "want", "hope", "agree", "vow", "promise", "threaten", "set", "prepare",
    "aim", "propose", "decide", "order", "ask", "urge", "try", "seek", "wait", "slate", "due", "likely",
];

/// The tense that governs word `i`: of the nearest verb above it.
pub(super) fn tense(syntax: &Syntax, i: usize) -> Tense {
    let words = syntax.words();
    let mut at = i;
    for _ in 0..12 {
        let word = &words[at];
        if at != i && AHEAD.contains(&word.lemma.as_str()) {
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
            if is_future(&word.lemma) {
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
        if d < verb && AHEAD.contains(&word.lemma.as_str()) && word.relation() == "advmod" {
            return Tense::Future;
        }
    }
    let word = &words[verb];
    // "is going to meet", "is due to end", "plans to vote", "to be held"
    if to && word.lemma != "go" {
        let above = word.head.map(|h| words[h].lemma.as_str());
        let below = above.is_some_and(|lemma| PLANS.contains(&lemma));
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
