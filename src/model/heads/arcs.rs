//! Dependencies: a biaffine score for each pair of words (Dozat and Manning 2017), the best tree, and labels for its arcs.

use std::ops::Range;

use compact_str::CompactString;

use super::pairs::{PairLayer, dot};
use crate::model::ModelError;
use crate::model::encoder::{Matrix, Outputs};
use crate::model::tree::best_tree;

/// What an unlikely arc loses; scores of good and bad arcs differ by about twice as much.
const MALUS: f32 = 6.0;

/// The dependency head.
#[derive(Debug)]
pub(crate) struct Arcs {
    labels: Vec<CompactString>,
    layer: PairLayer,
    root: CompactString,
}

/// A word's head, as an index into the sentence (`None` for the root), and its relation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Arc {
    pub(crate) head: Option<usize>,
    pub(crate) label: CompactString,
}

impl Arcs {
    pub(super) fn new(labels: Vec<CompactString>, weight: Matrix, bias: Matrix) -> Self {
        Self { labels, layer: PairLayer::new(weight, bias), root: CompactString::const_new("root") }
    }

    /// The tree over the words `rows`, which are one sentence. `unlikely(dependent, head)` says which arcs, by position in
    /// the sentence, are to be taken only where there is hardly another.
    pub(crate) fn read(
        &self,
        outputs: &Outputs,
        rows: Range<usize>,
        unlikely: impl Fn(usize, usize) -> bool,
    ) -> Result<Vec<Arc>, ModelError> {
        let (dependent, head) = (outputs.get("arc_dependent")?, outputs.get("arc_head")?);
        let bias = outputs.get("arc_bias")?;
        let n = rows.len();
        let mut scores = Vec::with_capacity(n * n);
        for d in rows.clone() {
            let malus = |h| if unlikely(d - rows.start, h - rows.start) { MALUS } else { 0.0 };
            scores.extend(rows.clone().map(|h| dot(dependent.row(d), head.row(h)) + bias.row(h)[0] - malus(h)));
        }
        let (ld, lh) = (outputs.get("label_dependent")?, outputs.get("label_head")?);
        let (mut hidden, mut row) = (Vec::new(), Vec::new());
        let arcs = best_tree(&scores, n).into_iter().enumerate().map(|(d, h)| {
            if d == h {
                return Arc { head: None, label: self.root.clone() };
            }
            self.layer.scores(ld.row(rows.start + d), lh.row(rows.start + h), &mut hidden, &mut row);
            let best = (0..row.len())
                .filter(|&k| self.labels[k] != self.root)
                .fold(0, |b, k| if row[k] > row[b] { k } else { b });
            Arc { head: Some(h), label: self.labels[best].clone() }
        });
        Ok(arcs.collect())
    }
}
