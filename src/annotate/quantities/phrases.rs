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

    /// The longest phrase that begins at piece `i`: one past its last piece, and its value. Hyphens in the text may
    /// stand between the pieces of a phrase.
    pub(in crate::annotate) fn at(&self, pieces: &Pieces, i: usize) -> Option<(usize, &T)> {
        let first = pieces.get(i)?;
        self.by_first.get(first.lower.as_str())?.iter().find_map(|(rest, value)| {
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
            Some((at, value))
        })
    }
}

/// The rows of a TSV table: cells of each line that is neither empty nor a `#` comment.
pub(in crate::annotate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}
