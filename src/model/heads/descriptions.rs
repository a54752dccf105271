//! Likeness of a name in its sentence and a description, such as "French politician": the cosine of a projection of the
//! name's word vector and the mean of the learned vectors of the description's word pieces.

use std::sync::Arc;

use safetensors::SafeTensors;

use super::pairs::dot;
use crate::model::ModelError;
use crate::model::encoder::Outputs;
use crate::model::pieces::Pieces;

/// Word pieces of a description that are read, as in training.
const MOST_PIECES: usize = 24;

/// The learned vector of each word piece, as integers: only directions matter.
#[derive(Debug, PartialEq)]
pub(crate) struct PieceVectors {
    data: Vec<i8>,
    /// What one unit of each row stands for.
    scales: Vec<f32>,
    width: usize,
}

impl PieceVectors {
    pub(super) fn new(tensors: &SafeTensors<'_>) -> Result<Self, ModelError> {
        let view =
            tensors.tensor("link_word.weight").map_err(|e| ModelError::Weights(format!("link_word.weight: {e}")))?;
        let scales = super::tensor(tensors, "link_word.scale")?.data().to_vec();
        Ok(Self {
            data: view.data().iter().map(|b| b.cast_signed()).collect(),
            scales,
            width: view.shape().last().copied().unwrap_or(1),
        })
    }
}

/// The projections of an article's words, ready to be compared with descriptions.
#[derive(Debug, Clone, Default)]
pub struct Descriptions {
    tables: Option<(Arc<PieceVectors>, Arc<Pieces>)>,
    queries: Vec<f32>,
}

/// The tables are those of the weights; what differs between articles are the projections.
impl PartialEq for Descriptions {
    fn eq(&self, other: &Self) -> bool {
        self.queries == other.queries
    }
}

impl Descriptions {
    /// Adds the words of some chunks, after those that are there.
    pub(in crate::model) fn add(
        &mut self,
        vectors: &Arc<PieceVectors>,
        pieces: &Arc<Pieces>,
        outputs: &Outputs,
    ) -> Result<(), ModelError> {
        self.tables.get_or_insert_with(|| (Arc::clone(vectors), Arc::clone(pieces)));
        self.queries.extend_from_slice(outputs.get("link_query")?.data());
        Ok(())
    }

    /// The mean direction of the words' projections, to be given to [`Descriptions::likeness`]; empty for no words.
    #[must_use]
    pub fn query(&self, words: &[usize]) -> Vec<f32> {
        let Some((vectors, _)) = &self.tables else { return Vec::new() };
        let mut sum = vec![0.0; if words.is_empty() { 0 } else { vectors.width }];
        for &w in words {
            let row = &self.queries[w * vectors.width..(w + 1) * vectors.width];
            let length = dot(row, row).sqrt().max(1e-6);
            sum.iter_mut().zip(row).for_each(|(s, x)| *s += x / length);
        }
        sum
    }

    /// Likeness in [-1, 1] of a query and a description; 0 where either is empty.
    #[must_use]
    pub fn likeness(&self, query: &[f32], description: &str) -> f32 {
        let Some((vectors, pieces)) = &self.tables else { return 0.0 };
        let mut ids = Vec::new();
        for word in description.split_whitespace() {
            pieces.word(word, &mut ids);
            if ids.len() >= MOST_PIECES {
                break;
            }
        }
        if ids.is_empty() || query.len() != vectors.width {
            return 0.0;
        }
        let mut sum = vec![0.0_f32; vectors.width];
        for &id in ids.iter().take(MOST_PIECES) {
            let at = id as usize * vectors.width;
            let Some(row) = vectors.data.get(at..at + vectors.width) else { continue };
            let scale = vectors.scales[id as usize];
            sum.iter_mut().zip(row).for_each(|(s, x)| *s += f32::from(*x) * scale);
        }
        dot(query, &sum) / (dot(query, query).sqrt() * dot(&sum, &sum).sqrt()).max(1e-9)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two directions: pieces 0 and 1 point along the first, 2 along the second.
    fn descriptions() -> Descriptions {
        let vectors = PieceVectors { data: vec![127, 0, 64, 0, 0, 127], scales: vec![0.01, 0.01, 0.01], width: 2 };
        let pieces = Pieces::new("minister\nsenator\nvillage");
        Descriptions { tables: Some((vectors.into(), pieces.into())), queries: vec![3.0, 0.0, 0.0, 5.0] }
    }

    #[test]
    fn likeness_is_the_cosine_with_the_mean_of_the_pieces() {
        let d = descriptions();
        let person = d.query(&[0]);
        for (description, expected) in
            [("minister senator", 1.0), ("village", 0.0), ("minister village", 0.5_f32.sqrt()), ("", 0.0)]
        {
            let found = d.likeness(&person, description);
            assert!((found - expected).abs() < 1e-3, "{description}: {found}");
        }
    }

    #[test]
    fn words_of_a_name_count_alike_however_long_their_projections_are() {
        let d = descriptions();
        let both = d.query(&[0, 1]);
        assert!((d.likeness(&both, "minister") - d.likeness(&both, "village")).abs() < 1e-6);
        assert!(d.query(&[]).is_empty() && d.likeness(&[], "minister").abs() < 1e-6);
    }
}
