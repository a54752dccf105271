//! What nouns and verbs say of relations, by the tables.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::annotate::tables::{rows, values};

/// What a noun says that somebody or something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Ruler,
    Head,
    Office,
    Staff,
    Member,
    Squad,
    Founder,
    Owner,
    Resident,
    Citizen,
    Native,
    Alumnus,
    Parent,
    Child,
    Spouse,
    Sibling,
    Part,
    Place,
}

impl Kind {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "ruler" => Self::Ruler,
            "head" => Self::Head,
            "office" => Self::Office,
            "staff" => Self::Staff,
            "member" => Self::Member,
            "squad" => Self::Squad,
            "founder" => Self::Founder,
            "owner" => Self::Owner,
            "resident" => Self::Resident,
            "citizen" => Self::Citizen,
            "native" => Self::Native,
            "alumnus" => Self::Alumnus,
            "parent" => Self::Parent,
            "child" => Self::Child,
            "spouse" => Self::Spouse,
            "sibling" => Self::Sibling,
            "part" => Self::Part,
            "place" => Self::Place,
            _ => return None,
        })
    }

    pub(super) fn is_person(self) -> bool {
        !matches!(self, Self::Part | Self::Place | Self::Owner)
    }

    pub(super) fn is_post(self) -> bool {
        matches!(self, Self::Ruler | Self::Head | Self::Office | Self::Staff | Self::Member | Self::Squad)
    }

    pub(super) fn is_kin(self) -> bool {
        matches!(self, Self::Parent | Self::Child | Self::Spouse | Self::Sibling)
    }
}

/// What a word before a post says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Former,
    Acting,
    Designated,
    Plain,
}

static NOUNS: LazyLock<HashMap<&'static str, Kind>> = LazyLock::new(|| {
    let mut nouns = HashMap::new();
    for [kind, phrases] in rows(include_str!("../data/relation_nouns.tsv")) {
        if let Some(kind) = Kind::from_name(kind) {
            values(phrases).for_each(|phrase| {
                nouns.entry(phrase).or_insert(kind);
            });
        }
    }
    nouns
});

static MARKS: LazyLock<HashMap<&'static str, Mark>> = LazyLock::new(|| {
    let mut marks = HashMap::new();
    for [kind, phrases] in rows(include_str!("../data/relation_nouns.tsv")) {
        let mark = match kind {
            "former" => Mark::Former,
            "acting" => Mark::Acting,
            "designated" => Mark::Designated,
            "plain" => Mark::Plain,
            _ => continue,
        };
        values(phrases).for_each(|phrase| {
            marks.entry(phrase).or_insert(mark);
        });
    }
    marks
});

/// The kind of a noun by itself, in small letters.
pub(super) fn kind_of_word(lemma: &str) -> Option<Kind> {
    NOUNS.get(lemma).copied()
}

/// The kind of a phrase by the longest known phrase at its end, and how many of its words that takes.
pub(super) fn kind(words: &[String]) -> Option<(Kind, usize)> {
    (0..words.len()).find_map(|from| NOUNS.get(words[from..].join(" ").as_str()).map(|k| (*k, words.len() - from)))
}

/// What a word before a post says of it.
pub(super) fn mark(word: &str) -> Option<Mark> {
    MARKS.get(word).copied()
}

/// True for offices that a state has one of, so that they need not name it: "Prime Minister Jane Doe".
pub(super) fn is_national(title: &str) -> bool {
    NATIONAL.contains(title)
}

static NATIONAL: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    rows(include_str!("../data/relation_nouns.tsv"))
        .filter(|[kind, _]| *kind == "national")
        .flat_map(|[_, phrases]| values(phrases))
        .collect()
});

/// Nouns that "general" follows in a title.
pub(super) fn takes_general(noun: &str) -> bool {
    matches!(
        noun,
        "secretary"
            | "attorney"
            | "director"
            | "governor"
            | "solicitor"
            | "surgeon"
            | "inspector"
            | "prosecutor"
            | "consul"
            | "commissioner"
    )
}

/// True for the second part of "Berlin-based", "Israeli-born", "Saudi-led".
pub(super) fn is_hyphen_verb(form: &str) -> bool {
    matches!(
        form,
        "based"
            | "born"
            | "led"
            | "backed"
            | "run"
            | "owned"
            | "headquartered"
            | "raised"
            | "made"
            | "controlled"
            | "bound"
            | "style"
            | "trained"
            | "educated"
            | "speaking"
            | "held"
            | "occupied"
            | "funded"
            | "sponsored"
            | "allied"
            | "aligned"
            | "affiliated"
            | "linked"
            | "era"
            | "listed"
            | "registered"
            | "administered"
            | "friendly"
    )
}

/// Verbs whose complement is not there yet.
pub(super) fn is_wish(lemma: &str) -> bool {
    matches!(
        lemma,
        "want" | "hope" | "seek" | "try" | "refuse" | "decline" | "fail" | "plan" | "like" | "wish" | "offer"
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let marks = ["former", "acting", "designated", "plain", "national"];
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for [kind, phrases] in rows(include_str!("../data/relation_nouns.tsv")) {
            let is_mark = marks.contains(&kind);
            assert!(Kind::from_name(kind).is_some() || is_mark, "{kind}");
            for phrase in values(phrases) {
                assert_eq!(phrase, phrase.to_lowercase());
                assert!(!phrase.contains('-'), "{phrase}: hyphens are written as spaces");
                if !is_mark {
                    let before = seen.insert(phrase, kind);
                    assert_eq!(before, None, "{phrase} is {kind} too");
                }
            }
        }
    }

    #[test]
    fn the_longest_phrase_counts() {
        for (phrase, expected) in [
            ("president", Some((Kind::Ruler, 1))),
            ("vice president", Some((Kind::Office, 2))),
            ("foreign policy chief", Some((Kind::Office, 3))),
            ("regional chief executive", Some((Kind::Head, 2))),
            ("elder brother", Some((Kind::Sibling, 2))),
            ("umbrella", None),
        ] {
            let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
            assert_eq!(kind(&words), expected, "{phrase}");
        }
    }
}
