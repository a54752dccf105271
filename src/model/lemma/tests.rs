//! Lemmas: a table of words, and what holds for any word.

use proptest::prelude::*;

use super::*;

#[test]
fn gives_the_treebanks_lemmas() {
    for (form, upos, xpos, expected) in [
        ("hoping", "VERB", "VBG", "hope"),
        ("hopping", "VERB", "VBG", "hop"),
        ("Said", "VERB", "VBD", "say"),
        ("left", "VERB", "VBN", "leave"),
        ("agreed", "VERB", "VBD", "agree"),
        ("denied", "VERB", "VBD", "deny"),
        ("dying", "VERB", "VBG", "die"),
        ("travelled", "VERB", "VBD", "travel"),
        ("lying", "VERB", "VBG", "lie"),
        ("attacks", "VERB", "VBZ", "attack"),
        ("kidnapped", "VERB", "VBN", "kidnap"),
        ("goes", "VERB", "VBZ", "go"),
        ("run", "VERB", "VBP", "run"),
        ("hostages", "NOUN", "NNS", "hostage"),
        ("countries", "NOUN", "NNS", "country"),
        ("women", "NOUN", "NNS", "woman"),
        ("crises", "NOUN", "NNS", "crisis"),
        ("wolves", "NOUN", "NNS", "wolf"),
        ("TVs", "NOUN", "NNS", "TV"),
        ("HOSTAGES", "NOUN", "NNS", "hostage"),
        ("Talks", "NOUN", "NNS", "talk"),
        ("bus", "NOUN", "NN", "bus"),
        ("Rivera", "PROPN", "NNP", "Rivera"),
        ("Nigerians", "PROPN", "NNPS", "Nigerian"),
        ("Philippines", "PROPN", "NNPS", "Philippines"),
        ("Sept.", "PROPN", "NNP", "September"),
        ("larger", "ADJ", "JJR", "large"),
        ("biggest", "ADJ", "JJS", "big"),
        ("better", "ADJ", "JJR", "good"),
        ("better", "ADV", "RBR", "well"),
        ("worst", "ADJ", "JJS", "bad"),
        ("me", "PRON", "PRP", "I"),
        ("i", "PRON", "PRP", "I"),
        ("them", "PRON", "PRP", "they"),
        ("those", "DET", "DT", "that"),
        ("An", "DET", "DT", "a"),
        ("n’t", "PART", "RB", "not"),
        ("ca", "AUX", "MD", "can"),
        ("wo", "AUX", "MD", "will"),
        ("'s", "PART", "POS", "'s"),
        ("’s", "PART", "POS", "'s"),
        ("’", "PART", "POS", "'s"),
        ("'s", "AUX", "VBZ", "be"),
        ("'d", "AUX", "VBD", "have"),
        ("'d", "AUX", "MD", "would"),
        ("were", "AUX", "VBD", "be"),
        ("na", "PART", "TO", "to"),
        ("12,500", "NUM", "CD", "12500"),
        ("Three", "NUM", "CD", "three"),
        ("bn", "NUM", "CD", "billion"),
        ("”", "PUNCT", "''", "\""),
        ("Quickly", "ADV", "RB", "quickly"),
    ] {
        assert_eq!(lemma(form, Upos::named(upos), xpos), expected, "{form} {upos} {xpos}");
    }
}

#[test]
fn carries_over_to_unknown_words() {
    for (form, xpos, expected) in [
        ("zopping", "VBG", "zop"),
        ("retrobating", "VBG", "retrobate"),
        ("zabbified", "VBD", "zabbify"),
        ("crowdfunds", "VBZ", "crowdfund"),
        ("glorpies", "NNS", "glorpy"),
        ("quaxes", "NNS", "quax"),
    ] {
        assert_eq!(lemma(form, Upos::named(if xpos == "NNS" { "NOUN" } else { "VERB" }), xpos), expected);
    }
}

#[test]
fn the_tables_are_well_formed() {
    for line in rows(include_str!("suffixes.tsv")) {
        let columns: Vec<&str> = line.split('\t').collect();
        assert_eq!(columns.len(), 4, "{line}");
        assert!(class(columns[0]).is_some(), "{line}");
        let strip: usize = columns[2].parse().unwrap();
        assert!(strip <= columns[1].trim_start_matches('^').len(), "{line}");
    }
    for line in rows(include_str!("forms.tsv")) {
        let columns: Vec<&str> = line.split('\t').collect();
        assert_eq!(columns.len(), 4, "{line}");
        assert_eq!(Upos::named(columns[1]).as_str(), columns[1], "{line}");
        assert!(columns.iter().all(|column| !column.is_empty()), "{line}");
    }
}

proptest! {
    #[test]
    fn is_never_empty(form in "\\PC{1,12}", xpos in "NNS|NNPS|VBD|VBN|VBG|VBZ|JJR|JJS|NN|CD|") {
        for upos in ["NOUN", "VERB", "PROPN", "ADJ", "X"] {
            prop_assert!(!lemma(&form, Upos::named(upos), &xpos).is_empty());
        }
    }
}
