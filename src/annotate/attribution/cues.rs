//! The lexicon of cues: which words say that somebody says, thinks, wants or has found something, what their content may
//! be, and the stand they take towards it.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::annotate::tables::{rows, values};
use crate::ontology::Stance;

/// What sort of attribution a cue makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// The source says it.
    Speech,
    /// The source thinks, feels, hopes or wants it.
    Belief,
    /// The source intends it.
    Plan,
    /// The source has found it or shows it, as documents do.
    Finding,
    /// The source is for or against a thing, without saying that it is so.
    Attitude,
    /// Somebody says it; the text does not say who.
    Hearsay,
}

/// The kind of word that a cue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Verb,
    Noun,
    Adjective,
    Adverb,
}

/// A cue of the lexicon.
#[derive(Debug)]
pub(super) struct Cue {
    /// Dictionary form.
    pub(super) lemma: &'static str,
    pub(super) stance: Stance,
    pub(super) sort: Sort,
    frames: Vec<&'static str>,
}

impl Cue {
    /// True where the content may be of that form; the forms are told in the data file.
    pub(super) fn takes(&self, frame: &str) -> bool {
        self.frames.contains(&frame)
    }

    /// True where the phrase after the preposition may be the content.
    pub(super) fn takes_phrase(&self, preposition: &str) -> bool {
        self.marked('+', preposition)
    }

    /// True where an object and the phrase after the preposition may be the content together ("accuse X of Y").
    pub(super) fn pairs_with(&self, preposition: &str) -> bool {
        self.marked('@', preposition)
    }

    /// True where the content may be an object with a phrase.
    pub(super) fn pairs(&self) -> bool {
        self.frames.iter().any(|f| f.starts_with('@'))
    }

    fn marked(&self, mark: char, preposition: &str) -> bool {
        self.frames.iter().any(|f| f.strip_prefix(mark) == Some(preposition))
    }
}

static CUES: LazyLock<HashMap<Kind, HashMap<&'static str, Cue>>> = LazyLock::new(|| {
    let mut found: HashMap<Kind, HashMap<&'static str, Cue>> = HashMap::new();
    let cues = rows(include_str!("data/cues.tsv")).filter_map(|[lemma, kind, frames, stance, sort]| {
        let kind = match kind {
            "v" => Kind::Verb,
            "n" => Kind::Noun,
            "a" => Kind::Adjective,
            "r" => Kind::Adverb,
            _ => return None,
        };
        let sort = match sort {
            "speech" => Sort::Speech,
            "belief" => Sort::Belief,
            "plan" => Sort::Plan,
            "finding" => Sort::Finding,
            "attitude" => Sort::Attitude,
            _ => Sort::Hearsay,
        };
        let stance = Stance::from_name(stance)?;
        Some((kind, Cue { lemma, stance, sort, frames: values(frames).collect() }))
    });
    for (kind, cue) in cues {
        found.entry(kind).or_default().insert(cue.lemma, cue);
    }
    found
});

/// The cue of that lemma and kind.
pub(super) fn cue(lemma: &str, kind: Kind) -> Option<&'static Cue> {
    CUES.get(&kind)?.get(lemma)
}

/// The cue that stands for "according to", a colon and whatever else says no more than who says it.
pub(super) static SAYS: Cue =
    Cue { lemma: "according to", stance: Stance::Affirms, sort: Sort::Speech, frames: Vec::new() };

static WORDS: LazyLock<HashMap<&'static str, BTreeSet<&'static str>>> = LazyLock::new(|| {
    rows(include_str!("data/words.tsv")).map(|[list, words]| (list, values(words).collect())).collect()
});

/// True where the word is on the list of that name in `data/words.tsv`.
pub(super) fn listed(list: &str, word: &str) -> bool {
    WORDS.get(list).is_some_and(|words| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_a_cue_and_none_stands_twice() {
        let mut seen = BTreeSet::new();
        for [lemma, kind, frames, stance, sort] in rows(include_str!("data/cues.tsv")) {
            assert!(seen.insert((lemma, kind)), "{lemma} stands twice");
            assert!(["v", "n", "a", "r", "p"].contains(&kind), "{lemma}: {kind}");
            assert!(Stance::from_name(stance).is_some(), "{lemma}: {stance}");
            assert!(["speech", "belief", "plan", "finding", "attitude", "hearsay"].contains(&sort), "{lemma}: {sort}");
            let known = ["that", "inf", "np", "quote", "to", "raise", "as", "pred", "addr", "on", "clause"];
            for frame in values(frames) {
                assert!(known.contains(&frame) || frame.starts_with(['+', '@']), "{lemma}: {frame}");
            }
        }
        assert!(seen.len() >= 700, "{} cues", seen.len());
    }

    #[test]
    fn frames() {
        let accuse = cue("accuse", Kind::Verb).expect("a cue");
        assert!(accuse.pairs_with("of") && accuse.pairs() && !accuse.takes_phrase("of"));
        assert_eq!(cue("deny", Kind::Verb).map(|c| c.stance), Some(Stance::Denies));
        assert!(cue("walk", Kind::Verb).is_none());
        assert!(listed("document", "report") && !listed("document", "minister"));
    }
}
