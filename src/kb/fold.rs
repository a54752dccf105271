//! Names as they are compared: [`fold`], and how they are written: [`Case`]. `training/kb/fold.py` does the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// A name in lower case, without accents, apostrophes and full stops, one space between words, letters that stand alone
/// joined, without "the" before it. Names that are one by this are one to the knowledge base.
///
/// ```
/// use newsgraph::kb::fold;
///
/// assert_eq!(fold("The  Sana’a Center"), "sanaa center");
/// assert_eq!(fold("Recep Tayyip Erdoğan"), fold("RECEP TAYYIP ERDOGAN"));
/// assert_eq!(fold("U. S."), fold("U.S."));
/// ```
#[must_use]
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut word = String::new();
    let mut joins = false;
    let mut end = |word: &mut String| {
        if word.is_empty() {
            return;
        }
        let mut chars = word.chars();
        let single = chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none();
        if !(folded.is_empty() || single && joins) {
            folded.push(' ');
        }
        folded.push_str(word);
        joins = single;
        word.clear();
    };
    for c in name.nfkd().flat_map(char::to_lowercase) {
        if is_dropped(c) || canonical_combining_class(c) != 0 {
            continue;
        }
        match special(c) {
            Some(" and ") => {
                end(&mut word);
                word.push_str("and");
                end(&mut word);
            }
            Some(letters) => word.push_str(letters),
            None if c.is_alphanumeric() => word.push(c),
            None => end(&mut word),
        }
    }
    end(&mut word);
    match folded.strip_prefix("the ") {
        Some(rest) => rest.to_owned(),
        None => folded,
    }
}

/// Marks that are left out, so that what stands around them grows together.
fn is_dropped(c: char) -> bool {
    ".'’‘ʼʻʾʿ`´ʹ′ˈ·\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}".contains(c)
}

/// Letters that no accent can be taken from.
fn special(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ə' => "a",
        'ĸ' => "k",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        '&' => " and ",
        _ => return None,
    })
}

/// How a name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// All in capitals: "US", "U.N.".
    Upper,
    /// Capitalized: "Gaza City".
    Capitalized,
    /// All small, or without letters.
    Lower,
    /// Small at the beginning, with capitals later: "al-Qaeda", "iPhone".
    Mixed,
}

impl Case {
    /// How this name is written; "the" before it does not count.
    pub(super) fn of(name: &str) -> Self {
        let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
        let letters = || name.chars().filter(|c| c.is_alphabetic());
        match (letters().any(char::is_lowercase), letters().any(char::is_uppercase)) {
            (false, true) => Self::Upper,
            (_, false) => Self::Lower,
            _ if letters().next().is_some_and(char::is_uppercase) => Self::Capitalized,
            _ => Self::Mixed,
        }
    }

    /// The case that the file stores as this number.
    pub(super) fn from_bits(bits: u32) -> Self {
        [Self::Upper, Self::Capitalized, Self::Lower, Self::Mixed][(bits & 3) as usize]
    }

    /// Whether a name that the knowledge base has in this case may stand for one with the same folded form that is
    /// written in the case `other`: "us" and "Who" are not the US and the WHO, but "Nato" is NATO.
    pub(super) fn admits(self, other: Self, folded: &str) -> bool {
        self != Self::Upper
            || match folded.len() {
                0..=3 => other == Self::Upper,
                4..=6 => matches!(other, Self::Upper | Self::Capitalized),
                _ => true,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same cases as `training/kb/fold.py` is checked with: name, folded form, case.
    const CASES: &str = include_str!("fold.tsv");

    #[test]
    fn names_are_folded_as_by_the_builder() {
        let mut read = 0;
        for line in CASES.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [name, folded, case] = cells[..] else { panic!("{line}") };
            assert_eq!(fold(name), folded, "{name}");
            assert_eq!(format!("{:?}", Case::of(name)), case, "{name}");
            assert_eq!(fold(folded), folded, "{name}: folding twice");
            read += 1;
        }
        assert!(read > 20);
    }

    #[test]
    fn short_acronyms_are_no_common_words() {
        for (stored, asked, admitted) in [
            ("US", "us", false),
            ("US", "Us", false),
            ("US", "U.S.", true),
            ("WHO", "Who", false),
            ("NATO", "Nato", true),
            ("NATO", "nato", false),
            ("Hamas", "HAMAS", true),
            ("Hamas", "hamas", true),
        ] {
            assert_eq!(Case::of(stored).admits(Case::of(asked), &fold(asked)), admitted, "{stored} for {asked}");
        }
    }
}
