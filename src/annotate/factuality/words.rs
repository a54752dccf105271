//! Words that say how real an event beside them is.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::annotate::tables;
use crate::ontology::Factuality;

const TABLE: &str = include_str!("../data/factuality.tsv");

/// How a word governs an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Way {
    /// The event is its complement: "refused to attack".
    Complement,
    /// The event is a noun that is its object, and that is read otherwise than a clause.
    Object,
    /// It is an adverb or adjective of the event.
    Modifier,
    /// It is an auxiliary of the event.
    Auxiliary,
}

pub(super) static WORDS: LazyLock<HashMap<(&'static str, Way), Factuality>> = LazyLock::new(|| {
    tables::rows(TABLE)
        .filter_map(|[lemma, way, value]| {
            let way = match way {
                "complement" => Way::Complement,
                "object" => Way::Object,
                "modifier" => Way::Modifier,
                _ => Way::Auxiliary,
            };
            Some(((lemma, way), Factuality::from_name(value)?))
        })
        .collect()
});

static GOVERNORS: LazyLock<HashSet<[&'static str; 2]>> =
    LazyLock::new(|| tables::rows(include_str!("../data/governors.tsv")).collect());

/// Keeps somebody from something: "kept the plane from landing".
pub(super) fn is_keeping(lemma: &str) -> bool {
    GOVERNORS.contains(&[lemma, "keeping"])
}

/// Reaches over "on", "of" and "to": "suspected of a robbery".
pub(super) fn is_reaching(lemma: &str) -> bool {
    GOVERNORS.contains(&[lemma, "reaching"])
}

/// Lends its own time and mood to its nouns: "will take part in an attack".
pub(super) fn is_light(lemma: &str) -> bool {
    GOVERNORS.contains(&[lemma, "light"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_listed_once() {
        assert_eq!(WORDS.len(), tables::rows::<3>(TABLE).count(), "a line is doubled or malformed");
    }
}
