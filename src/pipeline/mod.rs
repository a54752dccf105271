//! Where the stages are put together: article in, annotations and quads out, one or many at a time.

mod parallel;

use crate::annotate::layers::Layers;
use crate::annotate::{
    Annotations, attribution, coreference, entities, events, linking, mentions, nominals, quantities, relations, times,
};
use crate::kb::{Kb, KbError};
use crate::lexicon::Lexicon;
use crate::model::{Engine, ModelError, Reading};
use crate::source;
use crate::text::tokenize::words;
use crate::text::{Article, Span};

pub use parallel::in_order;

/// Why there is no reader.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// The weights do not fit the program.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The knowledge base does not fit the program.
    #[error(transparent)]
    Kb(#[from] KbError),
}

/// Everything that reading an article needs. Copies share the weights and the lexicon.
#[derive(Clone)]
pub struct Reader {
    engine: Engine,
    lexicon: std::sync::Arc<Lexicon>,
    kb: Kb,
}

impl Reader {
    /// A reader of that engine, lexicon and knowledge base.
    #[must_use]
    pub fn new(engine: Engine, lexicon: Lexicon, kb: Kb) -> Self {
        Self { engine, lexicon: lexicon.into(), kb }
    }

    /// The reader with the shipped engine, lexicon and knowledge base, on all cores.
    ///
    /// # Errors
    /// When the shipped weights or the knowledge base do not fit this program.
    pub fn embedded() -> Result<Self, ReaderError> {
        Ok(Self::new(Engine::embedded()?, Lexicon::embedded(), Kb::embedded()?))
    }

    /// The knowledge base.
    #[must_use]
    pub fn kb(&self) -> &Kb {
        &self.kb
    }

    /// Version of the weights, for provenance.
    #[must_use]
    pub fn model_version(&self) -> &'static str {
        self.engine.version()
    }

    /// The same reader whose engine runs on `threads` threads of its own.
    #[must_use]
    pub fn on_threads(&self, threads: usize) -> Self {
        Self { engine: self.engine.on_threads(threads), lexicon: self.lexicon.clone(), kb: self.kb.clone() }
    }

    /// As [`Reader::annotate`], but a fault of the program is an error of this article alone.
    ///
    /// # Errors
    /// When the network fails, or the program does: with what went wrong, in words for the user.
    pub fn annotate_guarded(&self, article: &Article) -> Result<Annotations, String> {
        let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.annotate(article)));
        match read {
            Ok(Ok(layers)) => Ok(layers),
            Ok(Err(error)) => Err(format!("{}: {error}", article.id)),
            Err(_) => Err(format!(
                "{}: this article makes newsgraph fail; please report it with the message above",
                article.id
            )),
        }
    }

    /// Reads an article: all layers. A pure function of the article, the weights, the lexicon and
    /// the knowledge base.
    ///
    /// # Errors
    /// When the network fails.
    pub fn annotate(&self, article: &Article) -> Result<Annotations, ModelError> {
        let Reading { syntax, names, predicates, antecedents, triggers, descriptions } =
            self.engine.read(&article.text, &paragraphs(article))?;
        let mut remarks = Vec::new();
        let times = times::times(article, &syntax, &mut remarks);
        let mut taken: Vec<Span> = times.iter().map(|t| t.span).chain(remarks.iter().map(|r| r.span)).collect();
        taken.sort_unstable();
        let quantities = quantities::quantities(article, &syntax, &taken, &mut remarks);
        remarks.sort_unstable();
        let mut mentions = mentions::mentions(article, &syntax, &names);
        let mut entities = entities::entities(article, &syntax, &mentions);
        let datelines = article.blocks.iter().filter_map(|b| source::dateline(&article.text, b));
        let dateline_places: Vec<Span> = datelines.filter_map(|d| d.place).collect();
        let named = linking::Layers {
            article,
            syntax: &syntax,
            mentions: &mentions,
            descriptions: &descriptions,
            datelines: &dateline_places,
        };
        linking::link(&self.kb, named, &mut entities);
        nominals::add_nominals(article, &syntax, &quantities, &mut mentions, &mut entities);
        let chains =
            coreference::coreference(article, &syntax, &antecedents, &quantities, &mut mentions, &mut entities);
        nominals::merge_bodies(&mentions, &mut entities);
        let breakdowns = nominals::breakdowns(&syntax, &quantities, &mentions, &entities);
        let shares = nominals::shares(&syntax, &quantities, &mentions, &entities);
        let layers = Layers {
            article,
            syntax: &syntax,
            predicates: &predicates,
            mentions: &mentions,
            entities: &entities,
            times: &times,
            quantities: &quantities,
            chains: &chains,
            triggers: &triggers,
        };
        let claims = attribution::claims(layers);
        let mut events = events::events(layers, &claims, &self.lexicon);
        nominals::without_parts(&mut events, &breakdowns);
        let relations = relations::relations(article, &syntax, &mentions, &entities);
        Ok(Annotations {
            syntax,
            predicates,
            times,
            quantities,
            mentions,
            entities,
            breakdowns,
            shares,
            chains,
            events,
            claims,
            relations,
            remarks,
            dateline_places,
        })
    }
}

/// The articles of a source, each with what there is to note about it, for [`in_order`].
pub fn pull(
    articles: &mut source::Reader,
) -> impl Iterator<Item = (Result<Article, source::SourceError>, Vec<source::Diagnostic>)> + Send + '_ {
    std::iter::from_fn(|| articles.next().map(|item| (item, articles.take_notes())))
}

/// The words of an article by paragraph. A dateline before a paragraph's first sentence is a paragraph of its own.
fn paragraphs(article: &Article) -> Vec<Vec<Span>> {
    let text = &article.text;
    let mut found = Vec::with_capacity(article.blocks.len());
    for block in &article.blocks {
        match source::dateline(text, block)
            .map(|d| d.span)
            .filter(|d| d.end < block.span.end && d.start == block.span.start)
        {
            Some(dateline) => {
                found.push(words(text, dateline));
                found.push(words(text, Span::new(dateline.end, block.span.end)));
            }
            None => found.push(words(text, block.span)),
        }
    }
    found.retain(|p| !p.is_empty());
    found
}
