//! [`Reader`]: the iterator over the articles of all inputs.

use std::io::{self, Read};
use std::path::Path;
use std::vec;

use super::inputs::{self, Files, Found, Input};
use super::jsonl::Lines;
use super::stream::{self, Bytes};
use super::{Diagnostic, InputFormat, ReadOptions, Severity, SourceError, html, plain};
use crate::text::Article;

/// What a [`Reader`] has come past so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files and other sources opened.
    pub sources: u64,
    /// Articles given out.
    pub articles: u64,
    /// Characters (code points) in their texts.
    pub characters: u64,
    /// Errors given out.
    pub errors: u64,
    /// Files in folders that were passed over because their name does not say that they hold articles.
    pub skipped: u64,
}

/// Reads the articles of `inputs`, in their order. Nothing is opened before its turn comes.
///
/// ```no_run
/// use newsgraph::source::{self, Input, ReadOptions};
///
/// let mut reader = source::read(&[Input::new("wire/"), Input::new("-")], &ReadOptions::default());
/// while let Some(article) = reader.next() {
///     match article {
///         Ok(article) => println!("{}: {} bytes", article.id, article.text.len()),
///         Err(error) => eprintln!("{error}"),
///     }
///     for note in reader.take_notes() {
///         eprintln!("{note}");
///     }
/// }
/// ```
#[must_use]
pub fn read(inputs: &[Input], options: &ReadOptions) -> Reader {
    Reader::new(inputs.to_vec(), None, options)
}

/// Reads the articles in `bytes`, which messages call `name`; a known ending of the name says the format where
/// `options` do not, else the first character does.
#[must_use]
pub fn read_from(name: &str, bytes: impl Read + Send + 'static, options: &ReadOptions) -> Reader {
    let given = Found::Given(name.to_owned(), Box::new(bytes));
    Reader::new(Vec::new(), Some(inputs::one(Ok(given))), options)
}

/// Iterator over articles, see [`read`]. An error is an item; the next call goes on with the next article.
pub struct Reader {
    options: ReadOptions,
    inputs: vec::IntoIter<Input>,
    files: Option<Files>,
    lines: Option<Lines>,
    notes: Vec<Diagnostic>,
    counts: Counts,
}

impl Reader {
    fn new(inputs: Vec<Input>, files: Option<Files>, options: &ReadOptions) -> Self {
        let inputs = inputs.into_iter();
        Self { options: options.clone(), inputs, files, lines: None, notes: Vec::new(), counts: Counts::default() }
    }

    /// Notes and warnings about the items given out since the last call, in order.
    pub fn take_notes(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.notes)
    }

    /// What has been read so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    fn next_item(&mut self) -> Option<Result<Article, SourceError>> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next(&self.options, &mut self.notes) {
                    Some(item) => return Some(item),
                    None => self.lines = None,
                }
            }
            let Some(files) = &mut self.files else {
                self.files = Some(inputs::files(&self.inputs.next()?, self.options.format));
                continue;
            };
            match files.next() {
                None => self.files = None,
                Some(Ok(Found::Skipped)) => self.counts.skipped += 1,
                Some(Ok(found)) => match self.open(found) {
                    Ok(None) => {}
                    Ok(Some(article)) => return Some(Ok(article)),
                    Err(error) => return Some(Err(error)),
                },
                Some(Err(error)) => return Some(Err(error)),
            }
        }
    }

    /// Opens a source: the article of a plain text, or nothing where `self.lines` will give them.
    fn open(&mut self, found: Found) -> Result<Option<Article>, SourceError> {
        let (path, named, bytes) = match found {
            Found::Stdin => ("-".to_owned(), None, stream::decompressed(io::stdin())),
            Found::Given(name, bytes) => {
                let format = InputFormat::of_name(Path::new(&name));
                (name, format, stream::decompressed(bytes))
            }
            Found::Named(path) => (path.display().to_string(), InputFormat::of_name(&path), stream::open(&path)),
            Found::Walked(path, format) => (path.display().to_string(), Some(format), stream::open(&path)),
            Found::Skipped => return Ok(None),
        };
        let failed = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => SourceError::Missing { path: path.clone() },
            _ => SourceError::Io { path: path.clone(), line: None, source },
        };
        let mut bytes = bytes.map_err(failed)?;
        self.counts.sources += 1;
        let format = if let Some(format) = self.options.format.or(named) {
            format
        } else {
            let format = guess(&mut bytes).map_err(failed)?;
            if Path::new(&path).extension().is_some() {
                let message = format!("unknown kind of file, read as {format}; --input-format says what it is");
                self.notes.push(Diagnostic { severity: Severity::Note, path: path.clone(), line: None, message });
            }
            format
        };
        match format {
            InputFormat::Text => {
                plain::article(&path, &name_of(&path), &mut bytes, &self.options, &mut self.notes).map(Some)
            }
            InputFormat::Html => {
                html::page(&path, &name_of(&path), &mut bytes, &self.options, &mut self.notes).map(Some)
            }
            InputFormat::Jsonl => {
                self.lines = Some(Lines::new(path, bytes));
                Ok(None)
            }
            InputFormat::Feed | InputFormat::Warc => Err(SourceError::NotBuilt { path, format }),
        }
    }
}

impl Iterator for Reader {
    type Item = Result<Article, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut item = self.next_item()?;
        match &mut item {
            Ok(article) => {
                self.counts.articles += 1;
                self.counts.characters += article.text.chars().count() as u64;
                if self.options.published.is_some() {
                    article.published.clone_from(&self.options.published);
                }
            }
            Err(_) => self.counts.errors += 1,
        }
        Some(item)
    }
}

/// What the article of a file is called.
fn name_of(path: &str) -> String {
    match path {
        "-" => "stdin".to_owned(),
        path => Path::new(path).file_name().map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned()),
    }
}

/// The format of a source whose name does not say it: JSON lines begin with an object, and no prose does.
fn guess(bytes: &mut Bytes) -> io::Result<InputFormat> {
    let head = bytes.fill_buf()?;
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let inside = head.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    let object = inside.is_some_and(|rest| matches!(rest.first(), Some(b'"' | b'}')));
    if object {
        return Ok(InputFormat::Jsonl);
    }
    let start = String::from_utf8_lossy(&head[..head.len().min(1024)]).to_ascii_lowercase();
    let page = ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| start.starts_with(tag));
    Ok(if page { InputFormat::Html } else { InputFormat::Text })
}
