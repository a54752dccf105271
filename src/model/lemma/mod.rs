//! Dictionary forms by table and endings, as the UD English treebanks (EWT, GUM) give them.
//!
//! Both tables are learned by `training/lemmas.py`: `forms.tsv` names the exceptions and the closed classes,
//! `suffixes.tsv` says for each inflected class what the endings of its forms become. The longest ending that fits
//! decides, so "hopping" → "hop" and "hoping" → "hope" are two endings, and an unknown "zopping" follows the first.

use std::collections::HashMap;
use std::sync::LazyLock;

use compact_str::{CompactString, ToCompactString};

use crate::text::syntax::Upos;

/// The dictionary form of `form`, which was tagged `upos` and, in the Penn Treebank's tags, `xpos`.
///
/// Lower case, except for proper nouns, "I" and words that are written with capitals inside ("DVDs" → "DVD").
/// Pronouns and clitics follow EWT: "them" → "they", "n't" → "not", "'s" → "be" for an auxiliary and "'s" for the
/// possessive. Numbers lose the commas between thousands. With an unknown or empty `xpos`, only words of closed
/// classes are reduced.
///
/// ```
/// use newsgraph::model::lemma;
/// use newsgraph::text::syntax::Upos;
///
/// assert_eq!(lemma("Hopping", Upos::Verb, "VBG"), "hop");
/// assert_eq!(lemma("wo", Upos::Aux, "MD"), "will");
/// ```
#[must_use]
pub fn lemma(form: &str, upos: Upos, xpos: &str) -> CompactString {
    let folded = folded(form);
    // No present tense ends like a past one: the tagger was wrong, not the word.
    let xpos = if xpos == "VBZ" && folded.ends_with("ed") { "VBD" } else { xpos };
    if let Some(lemma) = exception(&folded, upos, xpos) {
        return CompactString::const_new(lemma);
    }
    if let Some(lemma) = IRREGULAR.get(folded.as_str()).filter(|_| matches!(xpos, "VBD" | "VBN")) {
        return CompactString::const_new(lemma);
    }
    if upos == Upos::Num && form.starts_with(|c: char| c.is_ascii_digit()) {
        return without_commas(form);
    }
    let rule = class(xpos).map_or(Rule::KEEP, |class| longest(&SUFFIXES[class as usize], &folded));
    if keeps_case(form, upos, xpos) { rule.applied_to(form) } else { rule.applied_to(&folded) }
}

/// Past forms of irregular verbs that the treebanks may not have.
static IRREGULAR: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("irregular.tsv").lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t')).collect()
});

/// Inflected classes with endings of their own.
#[derive(Debug, Clone, Copy)]
enum Class {
    Plural,
    Past,
    Participle,
    Gerund,
    Present,
    Comparative,
    Superlative,
}

const CLASSES: usize = 7;

/// What an ending becomes: so many bytes are cut off and something is put on.
#[derive(Debug, Clone, Copy)]
struct Rule {
    strip: usize,
    append: &'static str,
}

impl Rule {
    const KEEP: Self = Self { strip: 0, append: "" };

    fn applied_to(self, form: &str) -> CompactString {
        // The folded form and the form may differ in length where a capital is longer than its small letter.
        let Some(stem) = form.len().checked_sub(self.strip).and_then(|end| form.get(..end)) else {
            return form.to_compact_string();
        };
        let mut lemma = CompactString::from(stem);
        let capitals = form.len() > 1 && form.chars().all(|c| !c.is_lowercase());
        for (i, c) in self.append.chars().enumerate() {
            let capital = capitals || (i == 0 && stem.is_empty() && form.starts_with(char::is_uppercase));
            lemma.push(if capital { c.to_ascii_uppercase() } else { c });
        }
        lemma
    }
}

/// The endings and whole words of one class.
#[derive(Debug, Default)]
struct Endings {
    words: HashMap<&'static str, Rule>,
    parts: HashMap<&'static str, Rule>,
    /// Length of the longest ending, in bytes.
    longest: usize,
}

static SUFFIXES: LazyLock<[Endings; CLASSES]> = LazyLock::new(|| {
    let mut classes: [Endings; CLASSES] = Default::default();
    for line in rows(include_str!("suffixes.tsv")) {
        let mut columns = line.split('\t');
        if let (Some(tag), Some(ending), Some(Ok(strip)), Some(append)) =
            (columns.next(), columns.next(), columns.next().map(str::parse), columns.next())
            && let Some(class) = class(tag)
        {
            let endings = &mut classes[class as usize];
            let rule = Rule { strip, append };
            if let Some(word) = ending.strip_prefix('^') {
                endings.words.insert(word, rule);
            } else {
                endings.longest = endings.longest.max(ending.len());
                endings.parts.insert(ending, rule);
            }
        }
    }
    classes
});

/// The exceptions of a form: UPOS, Penn tag or `*`, lemma.
type Exceptions = Vec<(Upos, &'static str, &'static str)>;

static FORMS: LazyLock<HashMap<&'static str, Exceptions>> = LazyLock::new(|| {
    let mut forms: HashMap<&'static str, Exceptions> = HashMap::new();
    for line in rows(include_str!("forms.tsv")) {
        let mut columns = line.split('\t');
        if let (Some(form), Some(upos), Some(xpos), Some(lemma)) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        {
            forms.entry(form).or_default().push((Upos::named(upos), xpos, lemma));
        }
    }
    forms
});

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with("# "))
}

fn class(xpos: &str) -> Option<Class> {
    Some(match xpos {
        "NNS" | "NNPS" => Class::Plural,
        "VBD" => Class::Past,
        "VBN" => Class::Participle,
        "VBG" => Class::Gerund,
        "VBZ" => Class::Present,
        "JJR" | "RBR" => Class::Comparative,
        "JJS" | "RBS" => Class::Superlative,
        _ => return None,
    })
}

fn exception(folded: &str, upos: Upos, xpos: &str) -> Option<&'static str> {
    let exceptions = FORMS.get(folded)?;
    let find = |tag: &str| exceptions.iter().find(|(u, x, _)| *u == upos && *x == tag).map(|(_, _, lemma)| *lemma);
    find(xpos).or_else(|| find("*"))
}

fn longest(class: &Endings, folded: &str) -> Rule {
    if let Some(rule) = class.words.get(folded) {
        return *rule;
    }
    let first = folded.len().saturating_sub(class.longest);
    (first..folded.len())
        .filter_map(|start| class.parts.get(folded.get(start..)?))
        .find(|rule| rule.strip < folded.len())
        .copied()
        .unwrap_or(Rule::KEEP)
}

/// In lower case, with a plain apostrophe for a typographic one.
fn folded(form: &str) -> CompactString {
    let mut folded = CompactString::with_capacity(form.len());
    for c in form.chars() {
        match c {
            '’' | '‘' | '`' => folded.push('\''),
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// A longer word all in capitals is shouted or stands in a headline.
const ACRONYM: usize = 3;

/// True for proper nouns, and for common nouns written with capitals inside: "TVs", "iPhone".
fn keeps_case(form: &str, upos: Upos, xpos: &str) -> bool {
    if upos == Upos::Propn || xpos.starts_with("NNP") {
        return true;
    }
    let inner = form.chars().skip(1).any(char::is_uppercase);
    let shouted = form.len() > ACRONYM && !form.chars().any(char::is_lowercase);
    matches!(upos, Upos::Noun | Upos::X | Upos::Sym) && inner && !shouted
}

/// "12,500" → "12500".
fn without_commas(number: &str) -> CompactString {
    number.chars().filter(|c| *c != ',').map(|c| if c == '’' { '\'' } else { c }).collect()
}

#[cfg(test)]
mod tests;
