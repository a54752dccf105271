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
