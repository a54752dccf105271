//! Coreference: the score of an earlier word as the antecedent of a word that heads a mention (word-level coreference,
//! Dobrovolskii 2021), from two projections of the word vectors and features that the caller names by number.

use std::sync::Arc;

use safetensors::SafeTensors;

use super::pairs::dot;
use super::tensor;
use crate::model::ModelError;
use crate::model::encoder::{Matrix, Outputs};

/// The head's small matrices.
#[derive(Debug, PartialEq)]
pub(crate) struct AntecedentWeights {
    side_anaphor: Matrix,
    side_antecedent: Matrix,
    pair: Matrix,
    out: Matrix,
    bias: f32,
}

impl AntecedentWeights {
    pub(super) fn new(tensors: &SafeTensors<'_>) -> Result<Self, ModelError> {
        Ok(Self {
            side_anaphor: tensor(tensors, "coref_side_anaphor.weight")?,
            side_antecedent: tensor(tensors, "coref_side_antecedent.weight")?,
            pair: tensor(tensors, "coref_pair.weight")?,
            out: tensor(tensors, "coref_out.weight")?,
            bias: tensor(tensors, "coref_out.bias")?.row(0)[0],
        })
    }
}

/// The projections of an article's words, ready to score pairs of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Antecedents {
    weights: Option<Arc<AntecedentWeights>>,
    anaphor: Vec<f32>,
    antecedent: Vec<f32>,
    match_anaphor: Vec<f32>,
    match_antecedent: Vec<f32>,
    /// Width of the first two, and of the last two.
    widths: [usize; 2],
}

impl Antecedents {
    /// Adds the words of some chunks, after those that are there.
    pub(in crate::model) fn add(
        &mut self,
        weights: &Arc<AntecedentWeights>,
        outputs: &Outputs,
    ) -> Result<(), ModelError> {
        let hidden = outputs.get("coref_anaphor")?;
        let matching = outputs.get("coref_match_anaphor")?;
        self.widths = [hidden.width(), matching.width()];
        self.anaphor.extend_from_slice(hidden.data());
        self.antecedent.extend_from_slice(outputs.get("coref_antecedent")?.data());
        self.match_anaphor.extend_from_slice(matching.data());
        self.match_antecedent.extend_from_slice(outputs.get("coref_match_antecedent")?.data());
        self.weights.get_or_insert_with(|| Arc::clone(weights));
        Ok(())
    }

    /// The candidates with these words and features of their own (numbers of the training script `antecedents.py`).
    #[must_use]
    pub fn candidates(&self, words: &[usize], features: &[Vec<usize>]) -> Candidates<'_> {
        let Some(weights) = &self.weights else { return Candidates::default() };
        let [width, narrow] = self.widths;
        let row = |data: &[f32], w: usize, width: usize| data[w * width..(w + 1) * width].to_vec();
        let with = |data: &[f32], table: &Matrix| {
            let side = |(&w, own): (&usize, &Vec<usize>)| {
                let mut sum = row(data, w, width);
                own.iter().for_each(|&f| sum.iter_mut().zip(table.row(f)).for_each(|(s, x)| *s += x));
                sum
            };
            words.iter().zip(features).map(side).collect()
        };
        Candidates {
            weights: Some(weights),
            anaphor: with(&self.anaphor, &weights.side_anaphor),
            antecedent: with(&self.antecedent, &weights.side_antecedent),
            match_anaphor: words.iter().map(|&w| row(&self.match_anaphor, w, narrow)).collect(),
            match_antecedent: words.iter().map(|&w| row(&self.match_antecedent, w, narrow)).collect(),
        }
    }
}

/// The words of an article that may corefer.
#[derive(Debug, Default)]
pub struct Candidates<'a> {
    weights: Option<&'a AntecedentWeights>,
    anaphor: Vec<Vec<f32>>,
    antecedent: Vec<Vec<f32>>,
    match_anaphor: Vec<Vec<f32>>,
    match_antecedent: Vec<Vec<f32>>,
}

impl Candidates<'_> {
    /// The log-odds that candidate `antecedent` is the antecedent of candidate `anaphor`, against its having none.
    /// `features` are those of the pair; `hidden` is room to work in.
    #[must_use]
    pub fn score(&self, anaphor: usize, antecedent: usize, features: &[usize], hidden: &mut Vec<f32>) -> f32 {
        let Some(weights) = self.weights else { return f32::NEG_INFINITY };
        let (a, b) = (&self.anaphor[anaphor], &self.antecedent[antecedent]);
        hidden.clear();
        hidden.extend(a.iter().zip(b).map(|(x, y)| x + y));
        for &f in features {
            hidden.iter_mut().zip(weights.pair.row(f)).for_each(|(h, x)| *h += x);
        }
        hidden.iter_mut().for_each(|h| *h = h.max(0.0));
        dot(hidden, weights.out.row(0))
            + weights.bias
            + dot(&self.match_anaphor[anaphor], &self.match_antecedent[antecedent])
    }
}
