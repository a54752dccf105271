//! The heads: each reads its own outputs of the network.

use safetensors::SafeTensors;

use super::ModelError;
use super::encoder::Matrix;
use super::labels::{Labels, Rolesets};

pub(super) mod antecedents;
pub(super) mod arcs;
pub(super) mod descriptions;
pub(super) mod events;
pub(super) mod names;
mod pairs;
pub(super) mod predicates;
pub(super) mod sentences;
pub(super) mod tags;

/// All heads.
#[derive(Debug)]
pub(super) struct Heads {
    pub(super) tags: tags::Tags,
    pub(super) arcs: arcs::Arcs,
    pub(super) names: names::Names,
    pub(super) predicates: predicates::Predicates,
    pub(super) antecedents: std::sync::Arc<antecedents::AntecedentWeights>,
    pub(super) events: std::sync::Arc<[compact_str::CompactString]>,
    pub(super) descriptions: std::sync::Arc<descriptions::PieceVectors>,
}

impl Heads {
    pub(super) fn new(tensors: &[u8], labels: &str, rolesets: &'static str) -> Result<Self, ModelError> {
        let bad = |e: &dyn std::fmt::Display| ModelError::Weights(e.to_string());
        let tensors = SafeTensors::deserialize(tensors).map_err(|e| bad(&e))?;
        let labels: Labels = serde_json::from_str(labels).map_err(|e| bad(&e))?;
        Ok(Self {
            tags: tags::Tags::new(&labels),
            arcs: arcs::Arcs::new(
                labels.deprel,
                tensor(&tensors, "label_out.weight")?,
                tensor(&tensors, "label_out.bias")?,
            ),
            names: names::Names::new(&labels.name)?,
            predicates: predicates::Predicates::new(&tensors, labels.role, Rolesets::new(rolesets))?,
            antecedents: antecedents::AntecedentWeights::new(&tensors)?.into(),
            events: labels.event.into(),
            descriptions: descriptions::PieceVectors::new(&tensors)?.into(),
        })
    }
}

/// The f32 tensor of that name; vectors become matrices of one row.
fn tensor(tensors: &SafeTensors<'_>, name: &str) -> Result<Matrix, ModelError> {
    let view = tensors.tensor(name).map_err(|e| ModelError::Weights(format!("{name}: {e}")))?;
    let data = view.data().chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
    Ok(Matrix::new(data, view.shape().last().copied().unwrap_or(1)))
}
