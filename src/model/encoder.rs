//! Runs the network: chunks in, one row a word out of every output.

use std::collections::HashMap;
use std::sync::Arc;

use rten::{Model, NodeId, RunOptions, ThreadPool, Value};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};

use super::ModelError;
use super::chunks::Chunk;

/// The network, ready to run. Copies share the weights; each runs on its own threads.
#[derive(Clone)]
pub(super) struct Encoder {
    model: Arc<Model>,
    inputs: [NodeId; 4],
    outputs: Arc<Vec<(String, NodeId)>>,
    threads: Option<Arc<ThreadPool>>,
}

/// A matrix of network outputs: one row a word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Matrix {
    data: Vec<f32>,
    width: usize,
}

impl Matrix {
    /// A matrix over `data`, rows of `width` after each other.
    pub(super) fn new(data: Vec<f32>, width: usize) -> Self {
        Self { data, width }
    }

    /// Row `i`.
    pub(super) fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.width..(i + 1) * self.width]
    }

    /// All rows after each other.
    pub(super) fn data(&self) -> &[f32] {
        &self.data
    }

    /// Length of a row.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.data.len() / self.width.max(1)
    }

    /// Index and probability (softmax) of the highest value in row `i`.
    pub(super) fn best(&self, i: usize) -> (usize, f32) {
        let row = self.row(i);
        let best = row.iter().enumerate().fold(0, |b, (k, v)| if *v > row[b] { k } else { b });
        let sum: f32 = row.iter().map(|v| (v - row[best]).exp()).sum();
        (best, 1.0 / sum)
    }
}

/// All outputs for the words of some chunks.
pub(super) struct Outputs(HashMap<String, Matrix>);

impl Outputs {
    /// The output of that name.
    pub(super) fn get(&self, name: &str) -> Result<&Matrix, ModelError> {
        self.0.get(name).ok_or_else(|| ModelError::Weights(format!("the network has no output '{name}'")))
    }
}

impl Encoder {
    /// Loads a network from ONNX bytes.
    pub(super) fn new(onnx: &'static [u8]) -> Result<Self, ModelError> {
        let model = Model::load_static_slice(onnx).map_err(|e| ModelError::Weights(e.to_string()))?;
        let node = |name: &str| model.node_id(name).map_err(|e| ModelError::Weights(e.to_string()));
        let inputs = [node("pieces")?, node("shapes")?, node("mask")?, node("first")?];
        let outputs = model
            .output_ids()
            .iter()
            .map(|&id| (model.node_info(id).and_then(|n| n.name().map(str::to_owned)).unwrap_or_default(), id))
            .collect();
        Ok(Self { model: Arc::new(model), inputs, outputs: Arc::new(outputs), threads: None })
    }

    /// The same network on `threads` threads of its own.
    pub(super) fn on_threads(&self, threads: usize) -> Self {
        Self { threads: Some(Arc::new(ThreadPool::with_num_threads(threads))), ..self.clone() }
    }

    /// Runs `chunks` together; rows of the outputs are their words in order.
    pub(super) fn run(&self, chunks: &[Chunk]) -> Result<Outputs, ModelError> {
        let width = chunks.iter().map(|c| c.pieces.len()).max().unwrap_or(0);
        let cells = chunks.len() * width;
        let (mut pieces, mut shapes) = (vec![0_i32; cells], vec![0_i32; cells]);
        let mut mask = vec![0_f32; cells];
        let mut first = Vec::new();
        for (i, chunk) in chunks.iter().enumerate() {
            let at = i * width;
            pieces[at..at + chunk.pieces.len()].copy_from_slice(&chunk.pieces);
            shapes[at..at + chunk.shapes.len()].copy_from_slice(&chunk.shapes);
            mask[at..at + chunk.pieces.len()].fill(1.0);
            first.extend(chunk.first.iter().map(|f| (at + f) as i32));
        }
        let shape = [chunks.len(), width];
        let [p, s, m, f] = self.inputs;
        let inputs = vec![
            (p, NdTensor::from_data(shape, pieces).into()),
            (s, NdTensor::from_data(shape, shapes).into()),
            (m, NdTensor::from_data(shape, mask).into()),
            (f, NdTensor::from_data([first.len()], first).into()),
        ];
        let wanted: Vec<NodeId> = self.outputs.iter().map(|(_, id)| *id).collect();
        let options = RunOptions::default().with_thread_pool(self.threads.clone());
        let values = self.model.run(inputs, &wanted, Some(options)).map_err(|e| ModelError::Run(e.to_string()))?;
        let mut named = HashMap::with_capacity(values.len());
        for ((name, _), value) in self.outputs.iter().zip(values) {
            named.insert(name.clone(), matrix(name, value)?);
        }
        Ok(Outputs(named))
    }
}

fn matrix(name: &str, value: Value) -> Result<Matrix, ModelError> {
    let tensor: Tensor<f32> =
        value.try_into().map_err(|_| ModelError::Weights(format!("output '{name}' does not hold f32")))?;
    let width = tensor.shape().last().copied().unwrap_or(1);
    Ok(Matrix::new(tensor.into_data(), width))
}
