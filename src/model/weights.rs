//! The weights: those that ship with the program (`models/en`), or a folder of others.

use std::path::Path;

use super::ModelError;

/// The files of a model.
pub(super) struct Weights {
    /// Encoder and head projections (ONNX, int8).
    pub(super) encoder: &'static [u8],
    /// Small matrices that are applied to pairs of words (safetensors).
    pub(super) heads: &'static [u8],
    /// Label inventories (JSON).
    pub(super) labels: &'static str,
    /// Lemmas and their candidate rolesets.
    pub(super) rolesets: &'static str,
    /// Word pieces, one a line.
    pub(super) vocabulary: &'static str,
    /// First digits of the SHA-256 of encoder and heads.
    pub(super) version: &'static str,
}

impl Weights {
    /// The weights inside the program.
    pub(super) fn embedded() -> Self {
        Self {
            encoder: include_bytes!("../../models/en/encoder.onnx"),
            heads: include_bytes!("../../models/en/heads.safetensors"),
            labels: include_str!("../../models/en/labels.json"),
            rolesets: include_str!("../../models/en/rolesets.tsv"),
            vocabulary: include_str!("../../models/en/vocab.txt"),
            version: include_str!("../../models/en/version.txt"),
        }
    }

    /// The weights in a folder. The network borrows them as long as the program runs, so they are never freed.
    pub(super) fn from_folder(folder: &Path) -> Result<Self, ModelError> {
        let bytes = |name: &str| -> Result<&'static [u8], ModelError> {
            let path = folder.join(name);
            std::fs::read(&path).map(|b| &*b.leak()).map_err(|source| ModelError::File { path, source })
        };
        let text = |name: &str| -> Result<&'static str, ModelError> {
            std::str::from_utf8(bytes(name)?).map_err(|e| ModelError::Weights(format!("{name}: {e}")))
        };
        Ok(Self {
            encoder: bytes("encoder.onnx")?,
            heads: bytes("heads.safetensors")?,
            labels: text("labels.json")?,
            rolesets: text("rolesets.tsv")?,
            vocabulary: text("vocab.txt")?,
            version: text("version.txt")?,
        })
    }
}

/// Cases that word pieces and shapes must reproduce.
#[cfg(test)]
pub(super) static PIECE_CASES: &str = include_str!("../../models/en/pieces.tsv");
