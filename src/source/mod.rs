//! Readers: bytes from files, folders, globs and standard input → [`Article`]s, one at a time.
//!
//! ```text
//! Input ──inputs──▶ files ──stream──▶ bytes ──plain | html | jsonl──▶ Article (with its blocks)
//! ```
//!
//! [`read`] gives an iterator. A bad article is an item of its own ([`SourceError`]) and the iteration goes on with
//! the next; what was read but is worth a word (another encoding, an unreadable date) waits in
//! [`Reader::take_notes`]. Memory is bounded by [`ReadOptions::max_article_bytes`], however long a file or line is.
//!
//! ```
//! use newsgraph::source::{self, ReadOptions};
//!
//! let lines = br#"{"id": "a1", "text": "Fire closes port\n\nDURBAN (Agency) - A fire closed the port on Monday."}
//! {"id": "a2", "text": 7}"#;
//! let mut reader = source::read_from("feed.jsonl", &lines[..], &ReadOptions::default());
//! let article = reader.next().unwrap()?;
//! assert_eq!(article.title.as_deref(), Some("Fire closes port"));
//! let error = reader.next().unwrap().unwrap_err();
//! assert_eq!(error.line(), Some(2));
//! # Ok::<(), source::SourceError>(())
//! ```

mod boilerplate;
mod dateline;
mod decode;
mod error;
mod format;
mod html;
mod inputs;
mod jsonl;
mod layout;
mod parts;
mod plain;
mod reader;
mod stream;

pub use dateline::{Dateline, dateline};
pub use error::{Diagnostic, Severity, SourceError};
pub use format::{InputFormat, UnknownFormat};
pub use inputs::Input;
pub use parts::{blocks, blocks_with_title};
pub use reader::{Counts, Reader, read, read_from};

use crate::text::{Article, BlockKind, Published};

/// How to read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// Read every input as this format, whatever its name says.
    pub format: Option<InputFormat>,
    /// The most bytes that one article may take up in its source: a plain text file, or one JSON line. Longer ones
    /// are an error each, and what follows them is read. Default: 16 MiB, some 2.5 million words.
    pub max_article_bytes: usize,
    /// Day of publication of all articles, in place of what the sources say.
    pub published: Option<Published>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { format: None, max_article_bytes: 16 << 20, published: None }
    }
}

/// An article made of a text that is at hand: the text is kept to the letter, and blocks, title and authors are read
/// from it.
#[must_use]
pub fn from_text(id: impl Into<String>, text: impl Into<String>) -> Article {
    let text = text.into();
    finish(Article::new(id, text))
}

/// Divides the text into blocks, and takes title and authors from them where the source named none.
fn finish(mut article: Article) -> Article {
    article.blocks = blocks_with_title(&article.text, article.title.as_deref());
    let of_kind = |kind| article.blocks.iter().filter(move |b| b.kind == kind).map(|b| b.span.of(&article.text));
    let title = of_kind(BlockKind::Headline).next().map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "));
    let authors = of_kind(BlockKind::Boilerplate).find_map(boilerplate::byline).unwrap_or_default();
    if article.title.is_none() {
        article.title = title;
    }
    if article.authors.is_empty() {
        article.authors = authors;
    }
    article
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_of_a_text_has_title_and_authors() {
        let article = from_text(
            "x",
            "Harbour reopens after\nfire\n\nBy Amara Okafor and Lin Mei\n\nThe port has been working again since noon.",
        );
        assert_eq!(article.title.as_deref(), Some("Harbour reopens after fire"));
        assert_eq!(article.authors, ["Amara Okafor", "Lin Mei"]);
        assert_eq!(article.blocks.len(), 3);
    }
}
