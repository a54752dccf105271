//! The noun that a number counts.

use std::ops::Range;

use crate::annotate::syntax::{Syntax, Upos};

/// Words that may stand between a number and its noun.
const BETWEEN: [&str; 8] = ["more", "other", "additional", "further", "new", "or", "so", "such"];

/// The index of the word that the number in `words` counts: "prisoners" of "30 Palestinian prisoners", of "30 of the
/// prisoners", of "hundreds of prisoners"; `None` where it counts nothing that is named.
pub(super) fn counted(syntax: &Syntax, words: &Range<usize>) -> Option<usize> {
    let all = syntax.words();
    let sentence = &syntax.sentences()[all[words.start].sentence].words;
    let lemma = |i: usize| all[i].lemma.as_str();
    let mut at = words.end;
    if at >= sentence.end {
        return None;
    }
    // "30 of the prisoners", "thousands of residents"
    if lemma(at) == "of" {
        let mut noun = at + 1;
        while noun < sentence.end && matches!(all[noun].upos, Upos::Det | Upos::Pron) && noun < at + 4 {
            noun += 1;
        }
        return noun_phrase(syntax, noun, sentence.end);
    }
    // By the parse: the head of the number, if it is a noun that follows.
    let by_parse = all[words.end - 1]
        .head
        .into_iter()
        .chain(all[words.start].head)
        .find(|&h| h >= words.end && h < words.end + 8 && is_thing(syntax, h));
    while at < sentence.end && at < words.end + 3 && BETWEEN.contains(&lemma(at)) {
        at += 1;
    }
    let by_words = noun_phrase(syntax, at, sentence.end);
    match (by_parse, by_words) {
        (Some(parsed), Some(read)) if parsed >= read => {
            Some(parsed).filter(|_| all[words.end - 1].relation() == "nummod" || parsed == read).or(Some(read))
        }
        (_, Some(read)) => Some(read),
        (parsed, None) => parsed.filter(|&h| plain_way(syntax, words.end, h)),
    }
}

fn is_thing(syntax: &Syntax, i: usize) -> bool {
    let word = &syntax.words()[i];
    word.upos.is_nominal() && !matches!(word.lemma.as_str(), "%" | "percent")
}

/// True where nothing but modifiers stands between.
fn plain_way(syntax: &Syntax, from: usize, to: usize) -> bool {
    syntax.words()[from..to].iter().all(|w| {
        matches!(w.upos, Upos::Adj | Upos::Adv | Upos::Noun | Upos::Propn | Upos::Num)
            || w.upos == Upos::Verb && matches!(w.xpos.as_str(), "VBN" | "VBG")
            || w.upos == Upos::Punct && matches!(w.lemma.as_str(), "-" | "," | "\"" | "“" | "”")
            || w.upos == Upos::Cconj
    })
}

/// The last noun of the noun phrase that begins at `i`: modifiers, then a run of nouns.
fn noun_phrase(syntax: &Syntax, i: usize, end: usize) -> Option<usize> {
    let words = syntax.words();
    let mut at = i;
    let mut steps = 0;
    while at < end && steps < 6 {
        let word = &words[at];
        let modifier = matches!(word.upos, Upos::Adj | Upos::Adv)
            || word.upos == Upos::Verb
                && matches!(word.xpos.as_str(), "VBN" | "VBG")
                && at + 1 < end
                && leads_on(syntax, at + 1)
            || word.lemma == "-"
            || matches!(word.upos, Upos::Cconj | Upos::Punct)
                && at > i
                && matches!(words[at - 1].upos, Upos::Adj)
                && at + 1 < end
                && words[at + 1].upos == Upos::Adj;
        if word.upos.is_nominal() {
            break;
        }
        if !modifier {
            return None;
        }
        at += 1;
        steps += 1;
    }
    if at >= end || !words[at].upos.is_nominal() {
        return None;
    }
    // The run of nouns goes on over hyphens ("Hamas-run territory"), demonyms and possessives.
    let nominal = |i: usize| i < end && words[i].upos.is_nominal();
    let mut head = at;
    loop {
        let next = head + 1;
        if nominal(next) && !(words[head].xpos == "NNS" && words[next].upos == Upos::Propn) {
            // "prisoners Thursday": a name after a plural is no part of the run.
            head = next;
        } else if next < end && words[next].lemma == "-" && (nominal(next + 1) || nominal(next + 2)) {
            head = if nominal(next + 1) { next + 1 } else { next + 2 };
        } else if next < end && words[next].xpos == "POS" {
            return noun_phrase(syntax, next + 1, end).or(Some(head));
        } else if words[head].upos == Upos::Propn && next < end && words[next].upos == Upos::Adj && nominal(next + 1) {
            head = next + 1;
        } else {
            return Some(head);
        }
    }
}

/// True where a noun or a modifier of one stands at `i`.
fn leads_on(syntax: &Syntax, i: usize) -> bool {
    matches!(syntax.words()[i].upos, Upos::Adj | Upos::Noun | Upos::Propn)
}
