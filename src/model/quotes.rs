//! Quotation marks: what they enclose, and to which sentence a closing one belongs.

/// Words that a quotation has at least; fewer are a turn of phrase, part of the sentence around them.
const SHORTEST: usize = 6;

/// True for the words inside quotations, the marks themselves left out.
pub(super) fn inside(words: &[&str]) -> Vec<bool> {
    let mut found = vec![false; words.len()];
    let mut opened: Option<usize> = None;
    for (i, word) in words.iter().enumerate() {
        match (*word, opened) {
            ("“" | "„" | "``", _) | ("\"", None) => opened = Some(i),
            ("”" | "''" | "\"", Some(from)) => {
                if i - from > SHORTEST {
                    found[from + 1..i].fill(true);
                }
                opened = None;
            }
            _ => {}
        }
    }
    found
}

/// Sentence ends with each closing mark that stands alone after one taken into the sentence before it. `glued(i)`: no
/// space stands before word `i`; `forced`: where a paragraph ends.
pub(super) fn closed(ends: Vec<usize>, words: &[&str], forced: &[bool], glued: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::with_capacity(ends.len());
    for mut end in ends {
        if out.last().is_some_and(|&last| last >= end) {
            continue;
        }
        let more = end < words.len() && !forced[end - 1];
        if more && matches!(words[end], "\"" | "”" | "''" | "’") && glued(end) && (forced[end] || !glued(end + 1)) {
            end += 1;
        }
        out.push(end);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_marks_belong_to_what_they_close() {
        // "We go." He left. "No."
        let words: Vec<&str> = "\" We go . \" He left . \" No . \"".split(' ').collect();
        let mut forced = vec![false; words.len()];
        forced[words.len() - 1] = true;
        let glued = |i: usize| [1, 3, 4, 7, 9, 10, 11].contains(&i);
        assert_eq!(closed(vec![4, 8, 11, 12], &words, &forced, glued), [5, 8, 12]);
    }

    #[test]
    fn words_inside() {
        let words: Vec<&str> = "\" We all go home now , \" he said .".split(' ').collect();
        assert_eq!(inside(&words).iter().filter(|q| **q).count(), 6);
        assert!(!inside(&words)[8]);
        assert_eq!(inside(&["a", "\"", "b"]), [false; 3]);
        let words: Vec<&str> = "the \" smart \" money".split(' ').collect();
        assert_eq!(inside(&words), [false; 5]);
    }
}
