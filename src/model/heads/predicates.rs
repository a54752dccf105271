//! Predicates, their senses (PropBank rolesets, Palmer et al. 2005) and their arguments.

use std::ops::Range;

use compact_str::CompactString;
use safetensors::SafeTensors;

use super::pairs::{PairLayer, dot};
use super::tensor;
use crate::model::ModelError;
use crate::model::encoder::{Matrix, Outputs};
use crate::model::labels::Rolesets;
use crate::text::syntax::{Upos, Word};

/// A word that bears a predicate.
#[derive(Debug, Clone, PartialEq)]
pub struct Predicate {
    /// Index of the word.
    pub word: usize,
    /// PropBank roleset, such as `release.01`.
    pub roleset: CompactString,
    /// Probability that the word bears a predicate.
    pub confidence: f32,
    /// Arguments, in text order.
    pub arguments: Vec<Argument>,
}

/// An argument of a predicate.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// Index of the argument's head word.
    pub head: usize,
    /// PropBank label: `ARG0` … `ARGM-TMP`.
    pub label: CompactString,
    /// Probability of the label.
    pub confidence: f32,
}

/// The heads for predicates, senses and arguments.
#[derive(Debug)]
pub(crate) struct Predicates {
    roles: Vec<CompactString>,
    layer: PairLayer,
    roleset: Matrix,
    roleset_bias: Matrix,
    candidates: Rolesets,
}

impl Predicates {
    pub(super) fn new(
        tensors: &SafeTensors<'_>,
        roles: Vec<CompactString>,
        candidates: Rolesets,
    ) -> Result<Self, ModelError> {
        Ok(Self {
            roles,
            layer: PairLayer::new(tensor(tensors, "role_out.weight")?, tensor(tensors, "role_out.bias")?),
            roleset: tensor(tensors, "roleset.weight")?,
            roleset_bias: tensor(tensors, "roleset.bias")?,
            candidates,
        })
    }

    /// The predicates among `rows` (one sentence, whose words are `words`); the first is word `first` of the article.
    pub(crate) fn read(
        &self,
        outputs: &Outputs,
        rows: Range<usize>,
        words: &[Word],
        first: usize,
    ) -> Result<Vec<Predicate>, ModelError> {
        let bears = outputs.get("predicate")?;
        let sense = outputs.get("sense")?;
        let (from, to) = (outputs.get("role_predicate")?, outputs.get("role_argument")?);
        let mut found = Vec::new();
        let (mut hidden, mut scores) = (Vec::new(), Vec::new());
        for (k, word) in words.iter().enumerate() {
            let row = rows.start + k;
            let (yes, confidence) = bears.best(row);
            if yes != 1
                || matches!(word.upos, Upos::Punct | Upos::Aux if word.relation() != "cop" && word.relation() != "root")
            {
                continue;
            }
            let mut arguments = Vec::new();
            for a in (0..words.len()).filter(|&a| a != k && words[a].upos != Upos::Punct) {
                self.layer.scores(from.row(row), to.row(rows.start + a), &mut hidden, &mut scores);
                let best = scores.iter().enumerate().fold(0, |b, (i, s)| if *s > scores[b] { i } else { b });
                if best > 0 {
                    let sum: f32 = scores.iter().map(|s| (s - scores[best]).exp()).sum();
                    arguments.push(Argument {
                        head: first + a,
                        label: self.roles[best - 1].clone(),
                        confidence: 1.0 / sum,
                    });
                }
            }
            keep_best_numbered(&mut arguments);
            let roleset = self.sense(word, sense.row(row));
            found.push(Predicate { word: first + k, roleset, confidence, arguments });
        }
        Ok(found)
    }

    /// The best of the lemma's rolesets; the first sense where none was learned.
    fn sense(&self, word: &Word, vector: &[f32]) -> CompactString {
        let lemma = word.lemma.to_lowercase();
        let candidates = || self.candidates.of(&lemma, word.upos, &word.xpos);
        let score = |row: usize| dot(self.roleset.row(row), vector) + self.roleset_bias.row(0)[row];
        let best = candidates()
            .filter_map(|c| c.row.map(|row| (c, score(row))))
            .reduce(|a, b| if b.1 > a.1 { b } else { a })
            .map(|(c, _)| c.roleset)
            .or_else(|| candidates().next().map(|c| c.roleset));
        best.map_or_else(|| CompactString::from(format!("{lemma}.01")), CompactString::from)
    }
}

/// A predicate has each numbered argument once: of several, the surest stays.
fn keep_best_numbered(arguments: &mut Vec<Argument>) {
    let surer = |a: &Argument, b: &Argument| a.label == b.label && a.head != b.head && a.confidence > b.confidence;
    let beaten: Vec<bool> =
        arguments.iter().map(|b| !b.label.starts_with("ARGM") && arguments.iter().any(|a| surer(a, b))).collect();
    let mut at = 0;
    arguments.retain(|_| {
        at += 1;
        !beaten[at - 1]
    });
}
