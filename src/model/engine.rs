//! [`Engine`]: puts chunks, encoder and heads together.

use std::path::{Path, PathBuf};

use super::chunks::{Chunk, MAX_PIECES, chunks};
use super::encoder::{Encoder, Outputs};
use super::heads::{Heads, sentences};
use super::pieces::Pieces;
use super::{Reading, infinitives, quotes, weights};
use crate::text::Span;
use crate::text::syntax::{Sentence, Syntax, Upos, Word};

/// Padded pieces that are run at a time, at the most.
const BATCH: usize = 16 * MAX_PIECES;

/// Why the engine could not read.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A file of the weights cannot be read.
    #[error("cannot read the model's file {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The weights do not fit this program.
    #[error("the model's weights do not fit this program: {0}")]
    Weights(String),
    /// The network failed on an input.
    #[error("the network failed: {0}")]
    Run(String),
}

/// The language engine with its weights.
///
/// ```
/// use newsgraph::{model::Engine, text::{Span, tokenize::words}};
///
/// let text = "Ana Lima visited Oslo.";
/// let reading = Engine::embedded()?.read(text, &[words(text, Span::new(0, text.len()))])?;
/// assert_eq!(reading.syntax.words().len(), 5);
/// # Ok::<(), newsgraph::model::ModelError>(())
/// ```
#[derive(Clone)]
pub struct Engine {
    pieces: std::sync::Arc<Pieces>,
    encoder: Encoder,
    heads: std::sync::Arc<Heads>,
    version: &'static str,
}

impl Engine {
    /// The engine with the shipped weights, on all cores.
    ///
    /// # Errors
    /// When the weights do not fit the program.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::new(&weights::Weights::embedded())
    }

    /// An engine with the weights in a folder, laid out as `models/en` is. They stay in memory until the program ends.
    ///
    /// # Errors
    /// When a file is missing, or the weights do not fit the program.
    pub fn from_folder(folder: &Path) -> Result<Self, ModelError> {
        Self::new(&weights::Weights::from_folder(folder)?)
    }

    fn new(weights: &weights::Weights) -> Result<Self, ModelError> {
        Ok(Self {
            pieces: Pieces::new(weights.vocabulary).into(),
            encoder: Encoder::new(weights.encoder)?,
            heads: Heads::new(weights.heads, weights.labels, weights.rolesets)?.into(),
            version: weights.version,
        })
    }

    /// Version of the weights: the first digits of their SHA-256.
    #[must_use]
    pub fn version(&self) -> &'static str {
        self.version
    }

    /// The same engine on `threads` threads of its own; the weights are shared.
    #[must_use]
    pub fn on_threads(&self, threads: usize) -> Self {
        Self { encoder: self.encoder.on_threads(threads), ..self.clone() }
    }

    /// Reads the words of an article, given as byte spans of `text` in paragraphs.
    ///
    /// # Errors
    /// When the network fails.
    pub fn read(&self, text: &str, paragraphs: &[Vec<Span>]) -> Result<Reading, ModelError> {
        let spans: Vec<Span> = paragraphs.iter().flatten().copied().collect();
        let words: Vec<Vec<&str>> = paragraphs.iter().map(|p| p.iter().map(|s| s.of(text)).collect()).collect();
        let mut made = chunks(&self.pieces, &words);
        let mut builder = Builder {
            text,
            pieces: &self.pieces,
            spans: &spans,
            words: Vec::new(),
            sentences: Vec::new(),
            reading: Reading::default(),
        };
        while !made.is_empty() {
            let rest = made.split_off(batch_size(&made));
            builder.add(&self.heads, &made, &self.encoder.run(&made)?)?;
            made = rest;
        }
        let Builder { mut words, sentences, mut reading, .. } = builder;
        infinitives::complete(&mut words);
        reading.syntax = Syntax::new(words, sentences);
        Ok(reading)
    }
}

/// How many of the first chunks go together.
fn batch_size(chunks: &[Chunk]) -> usize {
    let mut longest = 0;
    let fits = chunks.iter().zip(1..).take_while(|(c, count)| {
        longest = longest.max(c.pieces.len());
        longest * count <= BATCH
    });
    fits.count().max(1)
}

/// Collects what the heads find, chunk batch by chunk batch.
struct Builder<'a> {
    text: &'a str,
    pieces: &'a std::sync::Arc<Pieces>,
    spans: &'a [Span],
    words: Vec<Word>,
    sentences: Vec<Sentence>,
    reading: Reading,
}

impl Builder<'_> {
    fn add(&mut self, heads: &Heads, chunks: &[Chunk], outputs: &Outputs) -> Result<(), ModelError> {
        let base = self.words.len();
        self.reading.antecedents.add(&heads.antecedents, outputs)?;
        self.reading.triggers.add(&heads.events, outputs)?;
        self.reading.descriptions.add(&heads.descriptions, self.pieces, outputs)?;
        let forced: Vec<bool> = chunks
            .iter()
            .flat_map(|c| c.last_of_paragraph.iter().enumerate().map(|(i, last)| *last || i + 1 == c.first.len()))
            .collect();
        let mut start = 0;
        let texts: Vec<&str> = self.spans[base..base + forced.len()].iter().map(|s| s.of(self.text)).collect();
        let spans = &self.spans[base..base + forced.len()];
        let glued = |i: usize| i > 0 && spans.get(i).is_some_and(|s| s.start == spans[i - 1].end);
        for end in quotes::closed(sentences::ends(outputs, &forced)?, &texts, &forced, glued) {
            let rows = start..end;
            start = end;
            let first = base + rows.start;
            let tags = heads.tags.read(outputs, rows.clone())?;
            let quoted = quotes::inside(&texts[rows.clone()]);
            let verbs: Vec<bool> = tags.iter().map(|t| t.upos == Upos::Verb).collect();
            let tree = heads.arcs.read(outputs, rows.clone(), |d, h| quoted[h] && !quoted[d] && !verbs[d])?;
            for ((i, tag), arc) in rows.clone().zip(tags).zip(tree) {
                let span = self.spans[base + i];
                self.words.push(Word {
                    span,
                    lemma: super::lemma(span.of(self.text), tag.upos, &tag.xpos),
                    upos: tag.upos,
                    xpos: tag.xpos,
                    head: arc.head.map(|h| first + h),
                    deprel: arc.label,
                    sentence: self.sentences.len(),
                });
            }
            let words = first..base + rows.end;
            self.reading.names.extend(heads.names.read(outputs, rows.clone(), first)?);
            self.reading.predicates.extend(heads.predicates.read(outputs, rows, &self.words[words.clone()], first)?);
            let span = self.words[words.start].span.cover(self.words[words.end - 1].span);
            self.sentences.push(Sentence { span, words });
        }
        Ok(())
    }
}
