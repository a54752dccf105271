//! The word lists of the tokenizer, read once from `data/`. A line is an entry; lines that begin with `# ` are
//! remarks.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use compact_str::CompactString;

/// A list of words.
pub(super) type Words = LazyLock<HashSet<&'static str>>;

/// Prefixes that keep their hyphen ("co-operate"), in lower case.
pub(super) static PREFIXES: Words = LazyLock::new(|| set(include_str!("data/prefixes.txt")));
/// Endings that keep the hyphen before them ("clock-wise"), in lower case.
pub(super) static SUFFIXES: Words = LazyLock::new(|| set(include_str!("data/suffixes.txt")));
/// Whole words with a hyphen or a slash inside, in lower case.
pub(super) static JOINED: Words = LazyLock::new(|| set(include_str!("data/joined.txt")));
/// Words that begin or end with an apostrophe, in lower case.
pub(super) static ELISIONS: Words = LazyLock::new(|| set(include_str!("data/elisions.txt")));
/// Emoticons.
pub(super) static EMOTICONS: Words = LazyLock::new(|| set(include_str!("data/emoticons.txt")));
/// Last parts of host names and of file names, in lower case.
pub(super) static ADDRESS_ENDINGS: Words = LazyLock::new(|| set(include_str!("data/address_endings.txt")));
/// Words that begin a sentence rather than a name when they follow a period with a capital.
pub(super) static STARTERS: Words = LazyLock::new(|| set(include_str!("data/starters.txt")));
/// Units that are glued to their number ("7pm"); true for those that need a currency sign or a decimal.
pub(super) static UNITS: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    entries(include_str!("data/units.tsv"))
        .map(|line| line.split_once('\t').map_or((line, false), |(unit, _)| (unit, true)))
        .collect()
});
/// Contractions that cannot be told by their ending: the length in characters of each part.
pub(super) static CONTRACTIONS: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
    entries(include_str!("data/contractions.txt"))
        .map(|line| (line.replace(' ', ""), line.split(' ').map(|part| part.chars().count()).collect()))
        .collect()
});
/// Contractions that only the next word tells from another word ("its a pity"): the length in characters of the first
/// part, and the next words.
pub(super) static BEFORE_WORDS: LazyLock<HashMap<String, (usize, HashSet<&'static str>)>> = LazyLock::new(|| {
    entries(include_str!("data/before_words.txt"))
        .filter_map(|line| {
            let (parts, next) = line.split_once(" | ")?;
            Some((parts.replace(' ', ""), (parts.find(' ')?, next.split(' ').collect())))
        })
        .collect()
});
/// Abbreviations without their last period. Those in lower case stand for any case.
pub(super) static ABBREVIATIONS: LazyLock<HashMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    entries(include_str!("data/abbreviations.tsv"))
        .filter_map(|line| {
            let (word, kind) = line.split_once('\t')?;
            let kind = match kind {
                "title" => Abbreviation::Title,
                "number" => Abbreviation::BeforeNumber,
                _ => Abbreviation::Plain,
            };
            Some((word, kind))
        })
        .collect()
});

/// How an abbreviation stands to the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Stands before a name, never at the end of a sentence ("Dr.").
    Title,
    /// Is a word without period elsewhere, and an abbreviation only before a number ("No. 4").
    BeforeNumber,
    /// Any other ("Inc.", "etc.").
    Plain,
}

/// The word in lower case, with a plain apostrophe for a typographic one or a backtick; `None` for a word that is
/// longer than any entry.
pub(super) fn folded(word: &str) -> Option<CompactString> {
    const LONGEST: usize = 24;
    if word.len() > LONGEST {
        return None;
    }
    let mut folded = CompactString::default();
    for c in word.chars() {
        match c {
            '’' | '‘' | '`' => folded.push('\''),
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => folded.extend(c.to_lowercase()),
        }
    }
    Some(folded)
}

/// True where the list holds the folded word.
pub(super) fn holds(list: &Words, word: &str) -> bool {
    folded(word).is_some_and(|folded| list.contains(folded.as_str()))
}

fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with("# "))
}

fn set(file: &'static str) -> HashSet<&'static str> {
    entries(file).collect()
}
