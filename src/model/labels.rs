//! Label inventories of the heads, and the candidate rolesets of each lemma.

use std::collections::HashMap;

use compact_str::CompactString;
use serde::Deserialize;

use crate::text::syntax::Upos;

/// Names of the labels, in the order of the network's outputs.
#[derive(Debug, Deserialize)]
pub(super) struct Labels {
    pub(super) upos: Vec<CompactString>,
    pub(super) xpos: Vec<CompactString>,
    pub(super) deprel: Vec<CompactString>,
    pub(super) name: Vec<CompactString>,
    pub(super) role: Vec<CompactString>,
    pub(super) event: Vec<CompactString>,
}

/// A roleset that a lemma may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) roleset: &'static str,
    /// Row of its vector, where one was learned.
    pub(super) row: Option<usize>,
}

/// Lemma and part of speech → candidate rolesets, the likeliest first (PropBank frame files and training data).
#[derive(Debug)]
pub(super) struct Rolesets(HashMap<(&'static str, &'static str), &'static str>);

impl Rolesets {
    /// Reads `rolesets.tsv`.
    pub(super) fn new(table: &'static str) -> Self {
        let row = |line: &'static str| {
            let mut cells = line.split('\t');
            Some(((cells.next()?, cells.next()?), cells.next()?))
        };
        Self(table.lines().filter(|l| !l.starts_with('#')).filter_map(row).collect())
    }

    /// The candidates of a lower-case lemma as that part of speech; of any other where it has none as that.
    pub(super) fn of(&self, lemma: &str, upos: Upos, xpos: &str) -> impl Iterator<Item = Candidate> + use<> {
        let own = match upos {
            _ if xpos.starts_with("VB") => "v",
            Upos::Noun | Upos::Propn => "n",
            Upos::Adj => "j",
            _ => "v",
        };
        let find = |pos| self.0.get(&(lemma, pos)).copied();
        let found = find(own).or_else(|| ["v", "n", "j"].into_iter().find_map(find)).unwrap_or("");
        found.split(' ').filter(|c| !c.is_empty()).map(|c| match c.split_once('#') {
            Some((roleset, row)) => Candidate { roleset, row: row.parse().ok() },
            None => Candidate { roleset: c, row: None },
        })
    }
}
