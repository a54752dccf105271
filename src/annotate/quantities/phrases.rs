//! Tables of phrases read from TSV files: the longest phrase at a place wins.

use std::collections::HashMap;

use compact_str::CompactString;

use super::pieces::Pieces;

/// Phrases of one or more pieces, each with a value.
#[derive(Debug)]
pub(in crate::annotate) struct Phrases<T> {
    /// First piece → the phrases that begin with it, longest first.
    by_first: HashMap<CompactString, Vec<(Vec<CompactString>, T)>>,
}

impl<T: Clone> Phrases<T> {
    /// Builds the table; phrases are lower case, their pieces separated by single spaces.
    pub(in crate::annotate) fn new<'a>(rows: impl Iterator<Item = (&'a str, T)>) -> Self {
        let mut by_first: HashMap<CompactString, Vec<(Vec<CompactString>, T)>> = HashMap::new();
        for (phrase, value) in rows {
            let mut pieces = phrase.split(' ').map(CompactString::from);
            if let Some(first) = pieces.next() {
                by_first.entry(first).or_default().push((pieces.collect(), value));
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for list in by_first.values_mut() {
            list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Self { by_first }
    }

    /// All phrases that begin at piece `i`, longest first: one past the last piece of each, and its value.
    pub(in crate::annotate) fn all<'a, 'p: 'a>(
        &'a self,
        pieces: &'p Pieces,
        i: usize,
    ) -> impl Iterator<Item = (usize, &'a T)> + use<'a, 'p, T> {
        let list = pieces.get(i).and_then(|first| self.by_first.get(first.lower.as_str()));
        list.into_iter().flatten().filter_map(move |(rest, value)| Some((end_of(pieces, i, rest)?, value)))
    }

    /// The longest phrase that begins at piece `i`: one past its last piece, and its value. Hyphens in the text may
    /// stand between the pieces of a phrase.
    pub(in crate::annotate) fn at<'a>(&'a self, pieces: &Pieces, i: usize) -> Option<(usize, &'a T)> {
        let first = pieces.get(i)?;
        let list = self.by_first.get(first.lower.as_str())?;
        list.iter().find_map(|(rest, value)| Some((end_of(pieces, i, rest)?, value)))
    }
}

/// One past a phrase whose first piece stands at `i` and whose others are `rest`.
fn end_of(pieces: &Pieces, i: usize, rest: &[CompactString]) -> Option<usize> {
    let mut at = i + 1;
    for piece in rest {
        if pieces.sign(at, '-') && piece != "-" {
            at += 1;
        }
        if pieces.text(at) != piece.as_str() {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// The rows of a TSV table: cells of each line that is neither empty nor a `#` comment.
pub(in crate::annotate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}
