//! Infinitives that the parser tied to the wrong word: "shelled the town, forcing thousands of people, most of them old,
//! to leave", where "to leave" completes "forcing", not "shelled".

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::text::syntax::{Upos, Word};

/// Verbs that ask for an infinitive beside their object.
static ASKING: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| include_str!("infinitives.txt").lines().filter(|l| !l.starts_with('#')).collect());

/// Ties each infinitive that hangs on a word further up, or on the object, to the nearest verb before it that asks for an
/// infinitive, has an object and no complement yet. `words`: those of an article; heads are indices into them.
pub(super) fn complete(words: &mut [Word]) {
    let asking: Vec<usize> =
        (0..words.len()).filter(|&f| words[f].upos == Upos::Verb && ASKING.contains(words[f].lemma.as_str())).collect();
    for f in asking {
        if let Some(infinitive) = wanted(words, f) {
            words[infinitive].head = Some(f);
            words[infinitive].deprel = "xcomp".into();
        }
    }
}

/// The infinitive after the verb `f` that completes it and is tied elsewhere.
fn wanted(words: &[Word], f: usize) -> Option<usize> {
    let sentence = |w: &usize| words[*w].sentence == words[f].sentence;
    let own = |w: usize| words[w].head == Some(f);
    let mut object = None;
    for w in (f + 1..words.len()).take_while(sentence) {
        if own(w) && matches!(words[w].relation(), "xcomp" | "ccomp") {
            return None;
        }
        if own(w) && words[w].relation() == "obj" {
            object = object.or(Some(w));
        }
        let marked = w > 0 && words[w - 1].xpos == "TO" && words[w - 1].head == Some(w);
        if words[w].xpos != "VB" || !marked {
            continue;
        }
        let (Some(object), Some(head)) = (object, words[w].head) else { continue };
        let above = words[w].relation() == "advcl" && head < f && leads_to(words, f, head);
        let below = words[w].relation() == "acl" && head == object;
        return (above || below).then_some(w);
    }
    None
}

/// True where the heads above `from` lead to `to`.
fn leads_to(words: &[Word], from: usize, to: usize) -> bool {
    let mut at = from;
    while let Some(head) = words[at].head {
        if head == to {
            return true;
        }
        at = head;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::syntax::testing::syntax;

    /// Head and relation of the word `at`, after the repair.
    fn repaired(text: &str, rows: &str, at: usize) -> (Option<usize>, String) {
        let mut words = syntax(text, rows).words().to_vec();
        complete(&mut words);
        (words[at].head, words[at].deprel.to_string())
    }

    #[test]
    fn infinitives_come_to_the_verb_that_asks_for_them() {
        let text = "Troops shelled it , forcing people to leave";
        let rows = |verb: &str, head: usize, deprel: &str| {
            format!(
                "Troops troops NOUN NNS 2 nsubj\nshelled shell VERB VBD 0 root\nit it PRON PRP 2 obj\n, , PUNCT , 5 punct\n\
                 forcing {verb} VERB VBG 2 advcl\npeople people NOUN NNS 5 obj\nto to PART TO 8 mark\n\
                 leave leave VERB VB {head} {deprel}"
            )
        };
        let completes = (Some(4), "xcomp".to_owned());
        assert_eq!(repaired(text, &rows("force", 2, "advcl"), 7), completes);
        assert_eq!(repaired(text, &rows("force", 6, "acl"), 7), completes);
        assert_eq!(repaired(text, &rows("watch", 2, "advcl"), 7), (Some(1), "advcl".to_owned()));
    }
}
