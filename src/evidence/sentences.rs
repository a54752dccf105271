//! The sentence around a stretch of text.
//!
//! The graph holds the sentences that tell of events. Other mentions stand in sentences that it does not name; these are
//! cut out of the article's text, between the sentences that are known, by their punctuation.

use super::Range;

/// The sentences of one article.
#[derive(Default)]
pub(super) struct Sentences {
    text: Option<Text>,
    /// Those that the graph names, in text order, not overlapping.
    known: Vec<(Range, String)>,
}

/// The article's text.
struct Text {
    characters: String,
    /// The byte at which each code point begins, with the text's length at the end.
    starts: Vec<usize>,
    /// The bytes at which sentences may end.
    cuts: Vec<usize>,
}

impl Sentences {
    /// The sentences of a text, some of which are known.
    pub(super) fn new(text: Option<&str>, mut known: Vec<(Range, String)>) -> Self {
        known.sort();
        let mut end = 0;
        known.retain(|((begin, stop), _)| {
            let apart = *begin >= end && stop > begin;
            if apart {
                end = *stop;
            }
            apart
        });
        let text = text.map(|text| {
            let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            Text { characters: text.to_owned(), starts, cuts: boundaries(text) }
        });
        Self { text, known }
    }

    /// The sentence that holds this stretch, or those that do. None where neither the text nor the sentence is known.
    pub(super) fn around(&self, (begin, end): Range) -> Option<(Range, &str)> {
        // The last known sentence that begins at or before the stretch.
        let after = self.known.partition_point(|((start, _), _)| *start <= begin);
        let before = after.checked_sub(1).and_then(|i| self.known.get(i));
        if let Some(((start, stop), sentence)) = before
            && end <= *stop
        {
            return Some(((*start, *stop), sentence));
        }
        let Text { characters: text, starts, cuts } = self.text.as_ref()?;
        let last = starts.len() - 1;
        if begin >= end || end > last {
            return None;
        }
        let floor = before.map_or(0, |((start, stop), _)| if begin < *stop { *start } else { *stop });
        // A stretch that runs into known sentences has them whole.
        let reached = self.known.partition_point(|((start, _), _)| *start < end);
        let ceiling = match reached.checked_sub(1).and_then(|i| self.known.get(i)) {
            Some(((_, stop), _)) if *stop > end => *stop,
            _ => self.known.get(reached).map_or(last, |((start, _), _)| *start),
        };
        let (floor, ceiling) = (starts[floor.min(begin)], starts[ceiling.min(last)]);
        let (from, to) = (starts[begin], starts[end]);
        let left = cuts[..cuts.partition_point(|&cut| cut <= from)].last().copied().unwrap_or(0).max(floor);
        let right = cuts.get(cuts.partition_point(|&cut| cut < to)).copied().unwrap_or(text.len()).min(ceiling);
        let piece = &text[left..right.max(left)];
        let left = left + (piece.len() - piece.trim_start().len());
        let right = left + piece.trim().len();
        let at = |byte: usize| starts.partition_point(|&start| start < byte);
        Some(((at(left), at(right)), &text[left..right]))
    }
}

/// Where sentences may end, in bytes: at line ends, and after `.`, `!` or `?` with what closes behind it, before white
/// space and a capital letter, digit or opening mark; not after an initial or a title such as "Mr.".
fn boundaries(text: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if c == '\n' {
            cuts.push(at);
            continue;
        }
        if !matches!(c, '.' | '!' | '?') || (c == '.' && is_abbreviation(&text[..at])) {
            continue;
        }
        while rest.next_if(|(_, c)| matches!(c, '.' | '!' | '?' | '"' | '\'' | '”' | '’' | ')' | ']' | '»')).is_some()
        {
        }
        let Some(&(end, next)) = rest.peek() else { break };
        let opens = text[end..]
            .trim_start()
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_numeric() || "\"“‘'([«".contains(c));
        if next.is_whitespace() && opens {
            cuts.push(end);
        }
    }
    cuts
}

/// Whether a full stop after this belongs to its last word.
fn is_abbreviation(before: &str) -> bool {
    const TITLES: &[&str] =
        &["Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Col", "Lt", "Sgt", "Capt", "Sen", "Rep", "Gov", "St", "No"];
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let letters = word.chars().count();
    (letters == 1 && word.chars().all(char::is_uppercase)) || TITLES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_is_cut_out_by_its_punctuation() {
        let text = "Head\n\nMr. A. Lee left the U.S. “No!” he said. “Go.” She stayed at 3.5 percent. Why?\nEnd";
        for (words, sentence) in [
            ("Head", "Head"),
            ("Lee", "Mr. A. Lee left the U.S."),
            ("No", "“No!” he said."),
            ("Go", "“Go.”"),
            ("3.5", "She stayed at 3.5 percent."),
            ("Why", "Why?"),
            ("End", "End"),
            ("Go.” She", "“Go.” She stayed at 3.5 percent."),
        ] {
            let byte = text.find(words).unwrap();
            let begin = text[..byte].chars().count();
            let end = begin + words.chars().count();
            let sentences = Sentences::new(Some(text), Vec::new());
            let ((from, to), found) = sentences.around((begin, end)).unwrap();
            let cut: String = text.chars().skip(from).take(to - from).collect();
            // "U.S." before a quotation mark reads as an initial: the two sentences stay one.
            let sentence =
                if words == "Lee" || words == "No" { "Mr. A. Lee left the U.S. “No!” he said." } else { sentence };
            assert_eq!((found, cut.as_str()), (sentence, sentence), "{words}");
        }
    }

    #[test]
    fn known_sentences_come_first_and_bound_the_others() {
        let known = vec![((5, 9), "b. C".to_owned()), ((0, 4), "A a.".to_owned()), ((3, 6), "overlaps".to_owned())];
        let sentences = Sentences::new(Some("A a. b. C d. E"), known);
        assert_eq!(sentences.around((5, 6)).unwrap(), ((5, 9), "b. C"));
        assert_eq!(sentences.around((10, 11)).unwrap(), ((10, 12), "d."));
        assert_eq!(sentences.around((1, 6)).unwrap(), ((0, 7), "A a. b."));
        assert_eq!(sentences.around((13, 99)), None);
    }
}
