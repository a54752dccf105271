//! Conjoined clauses: what stands in one of them is not of the other, but where they share it.

use crate::text::syntax::{Syntax, Upos};

/// True where word `w` stands in a clause that is conjoined with that of the verb `i` and belongs to it alone:
/// "killed 30 people and wounded 20" (20 are not killed), "denied it since May, but ordered …" (not ordered since May). What
/// stands before the first verb is of both where the second has no subject ("On Monday the army attacked and killed …"),
/// and what stands after the last may be, where the first has no object ("bought and sold shares").
pub(super) fn apart(syntax: &Syntax, i: usize, w: usize) -> bool {
    if w == i || !is_clause(syntax, i) {
        return false;
    }
    let mut at = i;
    let mut inside = syntax.subtree(i);
    while let Some(first) = first_of(syntax, at) {
        if inside.binary_search(&w).is_ok() {
            break;
        }
        inside = syntax.subtree(first);
        if inside.binary_search(&w).is_ok() {
            // Without a conjunction between them, the parser may have joined what does not belong together.
            let before_conjunction = syntax.dependents_by(at, "cc").any(|c| w < c);
            return w > first && before_conjunction || w < first && has_subject(syntax, i);
        }
        at = first;
    }
    let own_object = |second: usize| syntax.dependents_by(i, "obj").any(|o| o > i && o < second);
    syntax.dependents_by(i, "conj").any(|second| {
        is_clause(syntax, second)
            && (has_subject(syntax, second) || own_object(second))
            && syntax.subtree(second).binary_search(&w).is_ok()
    })
}

/// The verb that verb `i` is conjoined with.
fn first_of(syntax: &Syntax, i: usize) -> Option<usize> {
    let word = &syntax.words()[i];
    word.head.filter(|&h| word.relation() == "conj" && is_clause(syntax, i) && is_clause(syntax, h))
}

/// True for heads of clauses: verbs, and what stands with a copula.
fn is_clause(syntax: &Syntax, i: usize) -> bool {
    syntax.words()[i].upos == Upos::Verb || syntax.dependent(i, "cop").is_some()
}

/// True for a clause with a subject of its own.
pub(super) fn has_subject(syntax: &Syntax, i: usize) -> bool {
    syntax.dependent(i, "nsubj").is_some()
        || syntax.dependent(i, "csubj").is_some()
        || lost_subject(syntax, i).is_some()
}

/// The subject of a conjoined clause that the parser took for a second object or subject of the first: "30 were killed and
/// about 120 were missing".
pub(super) fn lost_subject(syntax: &Syntax, i: usize) -> Option<usize> {
    first_of(syntax, i)?;
    if syntax.dependent(i, "nsubj").is_some() {
        return None;
    }
    let cc = syntax.dependents_by(i, "cc").find(|&c| c < i)?;
    (cc + 1..i).find(|&w| {
        let word = &syntax.words()[w];
        word.relation() == "conj"
            && (word.upos.is_nominal() || word.upos == Upos::Num)
            && word.head.is_some_and(|h| h < cc)
    })
}

/// The clause whose lost subject word `w` is.
pub(super) fn clause_of(syntax: &Syntax, w: usize) -> Option<usize> {
    let word = &syntax.words()[w];
    if word.relation() != "conj" {
        return None;
    }
    let end = syntax.sentences()[word.sentence].words.end;
    (w + 1..end).find(|&i| lost_subject(syntax, i) == Some(w))
}

/// What a relative pronoun stands for: "gunmen" for "who" of "the gunmen who fled", also in "who fled and hid".
pub(super) fn antecedent(syntax: &Syntax, w: usize) -> Option<usize> {
    let word = &syntax.words()[w];
    if !matches!(word.xpos.as_str(), "WP" | "WDT") || word.relation() == "nmod" {
        return None;
    }
    let mut verb = word.head?;
    for _ in 0..REACH {
        let above = &syntax.words()[verb];
        match above.relation() {
            "acl" => return above.head.filter(|&h| h < w),
            "conj" | "ccomp" | "xcomp" => verb = above.head?,
            _ => return None,
        }
    }
    None
}

/// How far up the tree clauses are followed.
const REACH: usize = 4;

/// True where word `w` is of the noun phrase that `head` heads, and not of a clause or a phrase that only tells of it:
/// "people" of "dozens of people", not "raid" of "those who were hurt in the raid".
pub(super) fn of_phrase(syntax: &Syntax, w: usize, head: usize) -> bool {
    let mut at = w;
    for _ in 0..REACH {
        if at == head {
            return true;
        }
        let word = &syntax.words()[at];
        let of = || syntax.dependent(at, "case").is_none_or(|c| syntax.words()[c].lemma == "of");
        let (true, Some(above)) = (word.relation() != "acl" && of(), word.head) else { return false };
        at = above;
    }
    at == head
}

/// Who leads those that the phrase headed by word `h` names: "mediators, led by Qatar", "the US-led coalition".
pub(super) fn leaders(syntax: &Syntax, h: usize) -> Vec<usize> {
    let led = |v: usize| syntax.words()[v].xpos == "VBN" && syntax.words()[v].lemma == "lead";
    let own = syntax.dependents(h).iter().copied().filter(|&d| matches!(syntax.words()[d].relation(), "acl" | "amod"));
    // After a comma, the parser may tie it to the verb.
    let sentence = &syntax.sentences()[syntax.words()[h].sentence].words;
    let near = (h + 1..sentence.end.min(h + 3)).filter(|&v| syntax.words()[v].head != Some(h));
    let mut found = Vec::new();
    for verb in own.chain(near).filter(|&v| led(v)) {
        let by = syntax.dependents_by(verb, "obl").filter(|&d| syntax.words()[d].deprel == "obl:agent");
        let joined = syntax.dependents_by(verb, "compound").filter(|&d| d < verb);
        found.extend(by.chain(joined).filter(|&d| d != h));
    }
    found
}

/// False where word `w` stands outside the noun phrase that the clause of verb `i` describes: in "a man said to have fled
/// was seen in Lima", Lima is of the seeing alone.
pub(super) fn within(syntax: &Syntax, i: usize, w: usize) -> bool {
    let mut at = i;
    for _ in 0..REACH {
        let word = &syntax.words()[at];
        match (word.relation(), word.head) {
            ("acl", Some(noun)) => return syntax.ancestors(w).any(|a| a == noun),
            ("xcomp" | "ccomp" | "advcl" | "conj", Some(head)) => at = head,
            _ => return true,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::syntax::testing::syntax;

    /// Index of a word in the text.
    fn at(syntax: &Syntax, text: &str, word: &str) -> usize {
        syntax.words().iter().position(|w| w.span.of(text) == word).unwrap()
    }

    #[test]
    fn what_is_shared_and_what_is_not() {
        let two_objects = "Rebels rebel NOUN NNS 2 nsubj\nkilled kill VERB VBD 0 root\nguards guard NOUN NNS 2 obj\n\
            and and CCONJ CC 5 cc\nburned burn VERB VBD 2 conj\nhouses house NOUN NNS 5 obj";
        let one_object = "Banks bank NOUN NNS 2 nsubj\nbought buy VERB VBD 0 root\nand and CCONJ CC 4 cc\n\
            sold sell VERB VBD 2 conj\nshares share NOUN NNS 4 obj";
        let two_subjects = "Rebels rebel NOUN NNS 2 nsubj\nfled flee VERB VBD 0 root\nand and CCONJ CC 5 cc\n\
            troops troop NOUN NNS 5 nsubj\nadvanced advance VERB VBD 2 conj";
        for (text, rows, verb, word, expected) in [
            ("Rebels killed guards and burned houses", two_objects, "killed", "houses", true),
            ("Rebels killed guards and burned houses", two_objects, "burned", "guards", true),
            ("Rebels killed guards and burned houses", two_objects, "burned", "Rebels", false),
            ("Rebels killed guards and burned houses", two_objects, "burned", "houses", false),
            ("Banks bought and sold shares", one_object, "bought", "shares", false),
            ("Rebels fled and troops advanced", two_subjects, "fled", "troops", true),
            ("Rebels fled and troops advanced", two_subjects, "advanced", "Rebels", true),
            ("Rebels fled and troops advanced", two_subjects, "advanced", "troops", false),
        ] {
            let syntax = syntax(text, rows);
            assert_eq!(
                apart(&syntax, at(&syntax, text, verb), at(&syntax, text, word)),
                expected,
                "{text}: {verb}, {word}"
            );
        }
    }

    #[test]
    fn subjects_that_the_parser_joined_to_the_first_clause() {
        let text = "Ten people died and about 40 were hurt";
        let rows = "Ten ten NUM CD 2 nummod\npeople people NOUN NNS 3 nsubj\ndied die VERB VBD 0 root\n\
            and and CCONJ CC 8 cc\nabout about ADV RB 6 advmod\n40 40 NUM CD 2 conj\nwere be AUX VBD 8 aux:pass\n\
            hurt hurt VERB VBN 3 conj";
        let syntax = syntax(text, rows);
        let [number, hurt] = ["40", "hurt"].map(|w| at(&syntax, text, w));
        assert_eq!(lost_subject(&syntax, hurt), Some(number));
        assert_eq!(clause_of(&syntax, number), Some(hurt));
        assert_eq!(clause_of(&syntax, hurt), None);
    }
}
