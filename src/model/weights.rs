//! The shipped weights (`models/en`), embedded in the program.

/// Encoder and head projections (ONNX, int8).
pub(super) static ENCODER: &[u8] = include_bytes!("../../models/en/encoder.onnx");
/// Small matrices that are applied to pairs of words (safetensors).
pub(super) static HEADS: &[u8] = include_bytes!("../../models/en/heads.safetensors");
/// Label inventories (JSON).
pub(super) static LABELS: &str = include_str!("../../models/en/labels.json");
/// Lemmas and their candidate rolesets.
pub(super) static ROLESETS: &str = include_str!("../../models/en/rolesets.tsv");
/// First digits of the SHA-256 of encoder and heads.
pub(super) const VERSION: &str = include_str!("../../models/en/version.txt");
/// Word pieces.
pub(super) static VOCABULARY: &str = include_str!("../../models/en/vocab.txt");
/// Cases that word pieces and shapes must reproduce.
#[cfg(test)]
pub(super) static PIECE_CASES: &str = include_str!("../../models/en/pieces.tsv");
