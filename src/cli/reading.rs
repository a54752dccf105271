//! What the commands that read articles have in common: inputs, options, and how problems are reported.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};

use super::errors::usage;
use super::kb::OwnKb;
use super::terminal::harmless;
use crate::annotate::Annotations;
use crate::lexicon::Lexicon;
use crate::model::Engine;
use crate::pipeline::{Reader, in_order, pull};
use crate::source::{Columns, Diagnostic, Input, InputFormat, ReadOptions, Reader as Articles, Severity, SourceError};
use crate::text::{Article, CodePoints, Published};

/// Options of the commands that read articles.
#[derive(Debug, clap::Args)]
pub(crate) struct ReadingArgs {
    /// Files, folders (read recursively), globs, or - for standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<String>,
    /// Read every input as this format (text, html, jsonl, feed, warc, csv), whatever its name says
    #[arg(long, value_name = "FORMAT")]
    pub(crate) input_format: Option<InputFormat>,
    /// Which columns of a table hold what, where their names do not say it: text=body,published=date
    #[arg(long, value_name = "PART=COLUMN,…")]
    columns: Option<Columns>,
    /// Articles in which language to read: those surely not in English are skipped unless this is any
    #[arg(long, value_name = "LANGUAGE", value_parser = ["en", "any"], default_value = "en")]
    language: String,
    /// Day of publication (YYYY-MM-DD), to which "Thursday" and "last week" are relative
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<Published>,
    /// Articles read at a time (default: all cores)
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<std::num::NonZeroUsize>,
    /// Folder with other weights than those in the program
    #[arg(long, value_name = "FOLDER")]
    pub(crate) engine: Option<PathBuf>,
    /// More entries for the event lexicon, in OntoLex-Lemon Turtle
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) own_kb: OwnKb,
    /// Articles that take up more bytes than this in their source are skipped with a message
    #[arg(long, value_name = "BYTES", default_value_t = ReadOptions::default().max_article_bytes)]
    pub(crate) max_article_bytes: usize,
    /// End with exit code 1 when any article could not be read
    #[arg(long)]
    pub(crate) strict: bool,
}

impl ReadingArgs {
    /// The engine with its lexicon and knowledge base, the user's entries included.
    pub(crate) fn reader(&self) -> Result<Reader> {
        let mut lexicon = Lexicon::embedded();
        for path in &self.lexicon {
            let text = crate::bounds::read_text(path).with_context(|| format!("cannot read {}", path.display()))?;
            lexicon.extend(path, &text).map_err(|e| usage(e.to_string()))?;
        }
        let engine = match &self.engine {
            Some(folder) => Engine::from_folder(folder)?,
            None => Engine::embedded()?,
        };
        Ok(Reader::new(engine, lexicon, self.own_kb.open()?))
    }

    /// The articles of the inputs, one after the other.
    fn articles(&self) -> Articles {
        let inputs: Vec<Input> = self.inputs.iter().map(Input::new).collect();
        let options = ReadOptions {
            format: self.input_format,
            published: self.published.clone(),
            max_article_bytes: self.max_article_bytes,
            any_language: self.language == "any",
            columns: self.columns.clone().unwrap_or_default(),
        };
        crate::source::read(&inputs, &options)
    }

    /// How many articles are read at a time.
    fn jobs(&self) -> usize {
        self.jobs
            .map_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get), Into::into)
    }
}

/// Reads all inputs on as many workers as asked for: `work` on each article, `take` on the results in the order of the
/// articles. Problems are reported as they come; the summary is for [`Report::finish`], when the results are safe.
pub(crate) fn each<R: Send>(
    args: &ReadingArgs,
    reader: &Reader,
    work: impl Fn(&Article, &Annotations) -> R + Sync,
    mut take: impl FnMut(R) -> Result<()>,
) -> Result<Report> {
    each_unknown(args, reader, |_| None, work, |outcome| outcome.map_or(Ok(()), &mut take))
}

/// An article, or an input, that could not be read.
pub(crate) struct Failure {
    /// Its name, as far as it is known.
    pub(crate) input: String,
    /// Why, for the user.
    pub(crate) message: String,
}

/// As [`each`], but an article of which `known` gives a result already is not read, and `take` is told of failures too.
pub(crate) fn each_unknown<R: Send>(
    args: &ReadingArgs,
    reader: &Reader,
    known: impl Fn(&Article) -> Option<R> + Sync,
    work: impl Fn(&Article, &Annotations) -> R + Sync,
    mut take: impl FnMut(Result<R, Failure>) -> Result<()>,
) -> Result<Report> {
    let mut report = Report::new();
    let mut failure = None;
    let mut articles = args.articles();
    in_order(
        args.jobs(),
        pull(&mut articles),
        // Each worker reads one article at a time on a thread of its own.
        || reader.on_threads(1),
        |reader, (item, mut notes)| {
            let failed = |e: SourceError| Failure { input: e.path().to_owned(), message: e.to_string() };
            let read = item.map_err(failed).and_then(|article| {
                if let Some(result) = known(&article) {
                    return Ok((article.id, None, result));
                }
                let layers = reader
                    .annotate_guarded(&article)
                    .map_err(|message| Failure { input: article.id.clone(), message })?;
                let result = work(&article, &layers);
                let points = CodePoints::new(&article.text);
                notes.extend(layers.remarks.iter().map(|remark| Diagnostic {
                    severity: Severity::Warning,
                    path: article.id.clone(),
                    line: None,
                    message: remark.message(&article.text, &points),
                }));
                Ok((article.id, Some((article.text.chars().count(), layers.syntax.words().len())), result))
            });
            (read, notes)
        },
        |(read, notes)| {
            notes.iter().for_each(|n| report.note(&n.to_string()));
            match &read {
                Ok((id, Some((characters, words)), _)) => report.done(id, *characters, *words),
                Ok((_, None, _)) => report.unchanged += 1,
                Err(failure) => report.failure(&failure.message),
            }
            failure = take(read.map(|(_, _, result)| result)).err();
            failure.is_none()
        },
    );
    if let Some(error) = failure {
        return Err(error);
    }
    report.skipped = articles.counts().skipped;
    report.foreign = articles.counts().foreign;
    report.strict = args.strict;
    Ok(report)
}

/// Progress on a terminal, problems as they come, and a summary at the end; all on standard error.
pub(crate) struct Report {
    bar: ProgressBar,
    begun: std::time::Instant,
    articles: usize,
    characters: usize,
    words: usize,
    /// Articles that were known already.
    unchanged: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: u64,
    foreign: u64,
    strict: bool,
}

impl Report {
    fn new() -> Self {
        let style = ProgressStyle::with_template("{spinner} {pos} articles, {per_sec}, {elapsed}  {msg}");
        let bar = ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        Self {
            bar,
            begun: std::time::Instant::now(),
            articles: 0,
            characters: 0,
            words: 0,
            unchanged: 0,
            failed: 0,
            skipped: 0,
            foreign: 0,
            strict: false,
        }
    }

    /// An article is done.
    fn done(&mut self, id: &str, characters: usize, words: usize) {
        self.articles += 1;
        self.characters += characters;
        self.words += words;
        // A bar for what takes no time is only noise.
        if self.begun.elapsed().as_millis() > 1000 {
            let name = Path::new(id).file_name().map_or_else(|| id.into(), |n| n.to_string_lossy());
            self.bar.set_message(harmless(&name).into_owned());
            self.bar.set_position(self.articles as u64);
        }
    }

    /// Something to say that is no failure.
    fn note(&self, message: &str) {
        self.bar.suspend(|| eprintln!("{}", harmless(message)));
    }

    /// An article that could not be read.
    fn failure(&mut self, message: &str) {
        self.failed += 1;
        self.bar.suspend(|| eprintln!("error: {}", harmless(message)));
    }

    /// The line at the end, and whether the run counts as done: with `strict`, not when any article failed; otherwise not
    /// when none was read.
    pub(crate) fn finish(self) -> Result<()> {
        self.finish_with("")
    }

    /// As [`Report::finish`], with more in the line, such as `3 added, `.
    pub(crate) fn finish_with(self, became: &str) -> Result<()> {
        self.bar.finish_and_clear();
        let seconds = self.begun.elapsed().as_secs_f64();
        let plural = if self.articles == 1 { "" } else { "s" };
        let foreign = match self.foreign {
            0 => String::new(),
            count => format!(", {count} not in English"),
        };
        eprintln!(
            "{} article{plural} ({} words, {} characters) read in {seconds:.2} s, {became}{} failed, {} skipped{foreign}",
            self.articles, self.words, self.characters, self.failed, self.skipped
        );
        let good = self.articles + self.unchanged;
        if self.failed > 0 && (self.strict || good == 0) {
            anyhow::bail!("{} of {} inputs could not be read", self.failed, self.failed + good);
        }
        Ok(())
    }
}
